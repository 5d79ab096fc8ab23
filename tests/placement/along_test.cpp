// While a placement runs and when it ends: the third day, induction, what is told, what came of it, the roll-over.

#include "cases/placement/Along.h"

#include <boost/test/data/test_case.hpp>

#include "cases/placement/Reviews.h"
#include "cases/response/Response.h"
#include "tests/placement/Running.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

// Answered on 3 September 2025 for Mondays from the 15th, while the pupil is elsewhere on two other days.
std::string answeredThirdDay(Running& city) {
  city.at(2025, 9, 3);
  const std::string reference = city.submitted("2025-09-02", "wood");
  city.must("desk.check", reference, {{"date_agrees", "yes"}});
  city.must("desk.release", reference);
  FieldTexts yes = {{"interview_on", {"2025-09-03"}},
                    {"interview_who", {"The pupil and our tutor"}},
                    {"start", {"2025-09-15"}},
                    {"sessions", {"1a", "1p"}}};
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    yes[each] = {"yes"};
  city.mustMany("response.yes", reference, yes, kProvider);
  city.arrange([&](WriteTx& tx) {
    const auto mine = findReferral(tx, reference).value();
    const auto answer = latestResponse(tx, mine.id).value();
    const auto id = createDraft(tx, {"CAP25-ELSE01", mine.school, mine.pupil, tx.viewer().account(), std::nullopt});
    Placement other;
    other.reference = "CAP25-ELSE01/1";
    other.caseId = id;
    other.pupil = mine.pupil;
    other.school = mine.school;
    other.provider = answer.provider;
    other.course = choices(tx, mine.id).front().course;
    other.response = answer.id;
    other.programme = "tier1";
    other.start = Date(2025, 9, 2);
    other.state = "active";
    other.sessions = sessionsFromText("2a,2p,3a,3p");
    addPlacement(tx, other);
  });
  return reference;
}

}  // namespace

BOOST_TEST_DECORATOR(*label("TST-04") * label("REF-73") * label("OPEN-01"))
BOOST_DATA_TEST_CASE(a_third_day_ends_by_itself_after_twelve_weeks, kBoth, kind) {
  Running city(kind);
  const std::string reference = answeredThirdDay(city);
  BOOST_TEST(has(city.refused("placement.process", reference), "third day"));
  const Done granted = city.must("placement.grant_third_day", reference,
                                 {{"reason", "The school and the family ask for it."}}, kColleague);
  BOOST_TEST(has(granted.says, "Sunday 7 December 2025"));
  BOOST_TEST(has(granted.says, "the third day ends before it does"), granted.says);
  for (const char* command : {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
    city.must(command, reference);
  city.at(2025, 9, 15, 16);
  city.must("placement.start", reference, {}, kProvider);
  BOOST_TEST((city.placementOf(reference).lastDay == Date(2025, 12, 7)));
  city.at(2025, 11, 22);
  BOOST_TEST(city.job("placement.third_days") == 0);
  city.at(2025, 11, 23);
  BOOST_TEST(city.job("placement.third_days") == 1);
  BOOST_TEST(city.openDuties(reference, "placement.third_day") == 2);  // the school and the monitoring officer
  city.at(2025, 11, 24);
  BOOST_TEST(city.job("placement.third_days") == 0);
  city.at(2025, 12, 7, 23, 59);
  BOOST_TEST(city.job("placement.over") == 0);
  city.at(2025, 12, 8, 0, 1);
  BOOST_TEST(city.job("placement.over") == 1);
  BOOST_TEST(city.state(reference) == "ended");
  BOOST_TEST(city.openDuties(reference, "placement.third_day") == 0);
  BOOST_TEST(has(city.shown(kCoordinator, "/placements/" + reference), "The third day ended by itself"));
  // The other days go on, and nothing is asked for this one any more.
  BOOST_TEST(city.count("SELECT COUNT(*) FROM @all_placements p WHERE p.reference = ? AND p.state = 'active'",
                        "CAP25-ELSE01/1") == 1);
  BOOST_TEST(has(city.refusedMany("placement.ask_change", reference, changeTo({"2a", "2p"}, "2025-12-09"), kProvider),
                 "may not be yours"));
}

BOOST_AUTO_TEST_CASE(an_induction_goes_through_every_topic,
                     *label("IND-01") * label("IND-02") * label("IND-04") * label("IND-07") * label("TIER-T1-13")) {
  Running city;
  const std::string reference = city.confirmed();
  BOOST_TEST(city.openDuties(reference, "placement.induction") == 1);
  // Five working days after the first day.
  BOOST_TEST(city.due(reference, "placement.induction").ms == londonEndOf(Date(2026, 3, 3)).ms);
  city.at(2026, 2, 24, 16);
  city.must("placement.start", reference, {}, kProvider);
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/record"),
                 "In: Functional skills in English, Functional skills in maths"));
  FieldTexts texts = {{"held_on", {"2026-02-23"}}, {"induction.topics", {"safeguarding"}}, {"photos", {"yes"}}};
  BOOST_TEST(has(city.refusedMany("placement.record_induction", reference, texts, kProvider), "began on"));
  texts["held_on"] = {"2026-02-25"};
  BOOST_TEST(has(city.refusedMany("placement.record_induction", reference, texts, kProvider), "still to come"));
  texts["held_on"] = {"2026-02-24"};
  texts["induction.topics"] = {"juggling"};
  BOOST_TEST(
      has(city.refusedMany("placement.record_induction", reference, texts, kProvider), "Choose from the answers"));
  texts["induction.topics"] = {"safeguarding"};
  BOOST_TEST(has(city.refused("placement.agree_photos", reference, {}, kCoordinator), "not recorded yet"));
  const Done part = city.mustMany("placement.record_induction", reference, texts, kProvider);
  BOOST_TEST(has(part.says, "Still to come: Health and safety"), part.says);
  BOOST_TEST(city.openDuties(reference, "placement.induction") == 1);
  texts["induction.topics"] = {"health_and_safety", "safeguarding", "e_safeguarding",  "rights",
                               "assessments",       "support",      "code_of_conduct", "expectations"};
  city.mustMany("placement.record_induction", reference, texts, kProvider);
  BOOST_TEST(city.openDuties(reference, "placement.induction") == 0);
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/record"), "Not before the school has agreed"));
  BOOST_TEST(has(city.refused("placement.agree_photos", reference, {}, kProvider), "Your roles do not include this"));
  city.must("placement.agree_photos", reference, {}, kCoordinator);
  BOOST_TEST(has(city.refused("placement.agree_photos", reference, {}, kCoordinator), "agreed already"));
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/record"), "agreed, and the school"));
}

BOOST_AUTO_TEST_CASE(a_changed_contact_waits_for_cap,
                     *label("TST-15") * label("REF-52") * label("NOT-12") * label("BEH-08")) {
  Running city;
  const std::string reference = city.begun();
  city.must("placement.report", reference, {{"kind", "contact"}, {"says", "Grandmother has a new number."}}, kProvider);
  BOOST_TEST(city.openDuties(reference, "placement.answer_report") == 1);
  const Texts yes = {{"outcome", "agreed"}, {"answer", "The new number is confirmed by the school."}};
  for (const char* who : {kProvider, kCoordinator})
    BOOST_TEST(has(city.refused("placement.answer_report", reference, yes, who), "Nothing waits for your answer"));
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/record"), "Not answered yet"));
  city.must("placement.answer_report", reference, yes);
  BOOST_TEST(city.openDuties(reference, "placement.answer_report") == 0);
  BOOST_TEST(city.mails(reference + ": an answer about a placement") == 2);
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/record"), "confirmed by the school"));
  // Other circumstances: a new risk assessment is asked of the school.
  city.must("placement.report", reference, {{"kind", "circumstances"}, {"says", "He was in hospital in May."}},
            kCoordinator);
  city.must("placement.answer_report", reference,
            {{"outcome", "new_risk_assessment"}, {"answer", "Please review the risk assessment."}});
  BOOST_TEST(city.openDuties(reference, "placement.risk_assessment") == 1);
  // The place's own risk assessment is the provider's to give, and only a school asks for it.
  BOOST_TEST(has(city.refused("placement.report", reference,
                              {{"kind", "site_risk"}, {"says", "We need it for our file."}}, kProvider),
                 "not for your side"));
  city.must("placement.report", reference, {{"kind", "site_risk"}, {"says", "We need it for our file."}}, kCoordinator);
  city.must("placement.answer_report", reference, {{"outcome", "agreed"}, {"answer", "It is with you by post."}},
            kProvider);
}

BOOST_AUTO_TEST_CASE(a_family_that_asks_for_more, *label("TST-32") * label("COD-09")) {
  Running city;
  const std::string ofSchool = city.confirmed("2a", "Hassan-Test");
  const std::string reference = city.begun();
  const auto whose = [&](const std::string& about) {
    return city.office
        .fact<std::string>("SELECT role FROM duty WHERE subject = ? AND kind = 'placement.answer_report'", about)
        .value_or("");
  };
  const Texts more = {{"kind", "more_days"}, {"says", "His mother asks for Wednesdays as well."}};
  city.must("placement.report", ofSchool, more, kProvider);
  BOOST_TEST(whose(ofSchool) == "school.coordinator");
  // The same placement, commissioned by the SEND team.
  city.arrange([&](WriteTx& tx) {
    const auto team = tx.one<std::int64_t>("SELECT id FROM organisation WHERE kind = 'send_team'").value();
    const auto mine = findReferral(tx, reference).value();
    tx.execute("UPDATE referral SET school_id = ? WHERE id = ?", team, mine.id);
    tx.execute("UPDATE placement SET school_id = ? WHERE case_id = ?", team, mine.id);
    tx.execute("UPDATE case_party SET organisation_id = ? WHERE case_id = ? AND relation = 'refers'", team, mine.id);
  });
  const Done told = city.must("placement.report", reference, more, kProvider);
  BOOST_TEST(has(told.says, "It is with the SEND team"), told.says);
  BOOST_TEST(whose(reference) == "send.officer");
  BOOST_TEST(
      has(city.refused("placement.answer_report", reference, {{"outcome", "agreed"}, {"answer", "Yes."}}, kCoordinator),
          "may not be yours"));
  city.must("placement.answer_report", reference, {{"outcome", "not_agreed"}, {"answer", "Not this term."}}, kSend);
}

BOOST_AUTO_TEST_CASE(a_send_placement_is_reviewed_before_anybody_withdraws, *label("WDR-12") * label("REF-79")) {
  Running city;
  const std::string reference = city.begun();
  city.arrange([&](WriteTx& tx) {
    const auto team = tx.one<std::int64_t>("SELECT id FROM organisation WHERE kind = 'send_team'").value();
    const auto mine = findReferral(tx, reference).value();
    tx.execute("UPDATE referral SET school_id = ? WHERE id = ?", team, mine.id);
    tx.execute("UPDATE placement SET school_id = ? WHERE case_id = ?", team, mine.id);
    tx.execute("UPDATE case_party SET organisation_id = ? WHERE case_id = ? AND relation = 'refers'", team, mine.id);
  });
  for (const char* who : {kSend, kProvider})
    BOOST_TEST(
        has(city.refusedMany("placement.write_withdrawal", reference, leaving(""), who), "review the placement"));
  city.must("placement.ask_meeting", reference, {{"reason", "He comes less and less."}, {"proposed", "2 March"}},
            kSend);
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/changes"), "under review with the SEND team"));
  // What is recorded is what comes of it, among what this programme allows.
  Texts review = {{"outcome", "held"}, {"held_on", "2026-02-24"}, {"who_came", "All three"}, {"says", "He moves on."}};
  BOOST_TEST(has(city.refused("placement.record_meeting", reference, review, kOfficer), "[decision]"));
  review["decision"] = "replaced";
  BOOST_TEST(has(city.refused("placement.record_meeting", reference, review, kOfficer), "replaces nobody"));
  review["decision"] = "re_direct";
  city.must("placement.record_meeting", reference, review, kOfficer);
  BOOST_TEST(has(city.shown(kSend, "/placements/" + reference + "/changes"), "Something else is looked for"));
  BOOST_TEST(!has(city.shown(kProvider, "/placements/" + reference + "/changes"), "under review"));
  city.mustMany("placement.write_withdrawal", reference, leaving(""), kSend);
}

BOOST_AUTO_TEST_CASE(what_came_of_it_is_handed_over, *label("REF-74")) {
  Running city;
  const std::string reference = city.confirmed();
  const Texts output = {{"support_plan", "no"},
                        {"report", "yes"},
                        {"against_purpose", "He attends again, as was intended."},
                        {"exit_plan", "A level 1 course at college."}};
  BOOST_TEST(has(city.refused("placement.record_outputs", reference, output, kProvider), "has not started"));
  city.at(2026, 2, 24, 16);
  city.must("placement.start", reference, {}, kProvider);
  const Date last = city.placementOf(reference).lastDay.value();
  const Date early = last.plusDays(-15);
  city.at(early.year(), early.month(), early.day());
  BOOST_TEST(city.job("placement.last_weeks") == 0);
  const Date ask = last.plusDays(-14);
  city.at(ask.year(), ask.month(), ask.day());
  BOOST_TEST(city.job("placement.last_weeks") == 1);
  BOOST_TEST(city.job("placement.last_weeks") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.outputs") == 1);
  auto without = output;
  without["report"] = "no";
  BOOST_TEST(has(city.refused("placement.record_outputs", reference, without, kProvider), "final report"));
  city.must("placement.record_outputs", reference, output, kProvider);
  BOOST_TEST(city.openDuties(reference, "placement.outputs") == 0);
  BOOST_TEST(has(city.shown(kCoordinator, "/placements/" + reference + "/record"), "A level 1 course at college."));
}

// A report that is late is owed until it is given; the provider sees the case until then and no longer.
BOOST_TEST_DECORATOR(*label("REF-74"))
BOOST_DATA_TEST_CASE(a_late_report_is_still_owed, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.begun();
  const Date last = city.placementOf(reference).lastDay.value();
  const Date ask = last.plusDays(-3);
  city.at(ask.year(), ask.month(), ask.day());
  BOOST_TEST(city.job("placement.last_weeks") == 1);
  const Date after = last.plusDays(1);
  city.at(after.year(), after.month(), after.day());
  city.must("placement.finish", reference);
  BOOST_TEST(city.state(reference) == "ended");
  BOOST_TEST(city.openDuties(reference, "placement.outputs") == 1);
  BOOST_TEST(city.openDuties(reference, "placement.visit") == 0);
  const std::string record = "/placements/" + reference + "/record";
  BOOST_TEST(has(city.shown(kProvider, record), "Record what came of it"));
  BOOST_TEST(!has(city.shown(kCoordinator, record), "Record what came of it"));
  const Texts output = {{"support_plan", "no"},
                        {"report", "yes"},
                        {"against_purpose", "He attends again, as was intended."},
                        {"exit_plan", "A level 1 course at college."}};
  const std::string stranger = city.refused("placement.record_outputs", reference, output, kOther);
  BOOST_TEST(has(stranger, "may not be yours to see"), stranger);
  auto without = output;
  without["report"] = "no";
  BOOST_TEST(has(city.refused("placement.record_outputs", reference, without, kProvider), "final report"));
  const std::string meeting = city.refused("placement.ask_meeting", reference,
                                           {{"reason", "It is over, is it not?"}, {"proposed", "Any day"}}, kProvider);
  BOOST_TEST(has(meeting, "has ended"), meeting);
  city.must("placement.record_outputs", reference, output, kProvider);
  BOOST_TEST(city.openDuties(reference, "placement.outputs") == 0);
  BOOST_TEST(!has(city.shown(kProvider, record), "A level 1 course"));
  BOOST_TEST(has(city.shown(kCoordinator, record), "A level 1 course at college."));
  // CAP asks no more for one that is not coming: nothing is owed, and the provider sees nothing.
  Running given(kind);
  const std::string late = given.begun();
  given.at(ask.year(), ask.month(), ask.day());
  given.job("placement.last_weeks");
  BOOST_TEST(has(given.refused("placement.waive_report", late, {{"reason", "They have closed."}}), "No report"));
  given.at(after.year(), after.month(), after.day());
  given.must("placement.finish", late);
  BOOST_TEST(has(given.shown(kAdmin, "/placements/" + late + "/record"), "Ask for the report no more"));
  BOOST_TEST(has(given.refused("placement.waive_report", late, {{"reason", "They have closed."}}, kProvider),
                 "Your roles do not include this"));
  given.must("placement.waive_report", late, {{"reason", "They have closed."}});
  BOOST_TEST(given.openDuties(late, "placement.outputs") == 0);
  BOOST_TEST(!has(given.shown(kProvider, "/placements/" + late + "/record"), "Record what came of it"));
  BOOST_TEST(has(given.refused("placement.waive_report", late, {{"reason", "They have closed."}}), "No report"));
  // Nothing was asked of another: the provider sees it no more once it has ended.
  Running other(kind);
  const std::string quiet = other.begun();
  other.at(after.year(), after.month(), after.day());
  other.must("placement.finish", quiet);
  BOOST_TEST(!has(other.shown(kProvider, "/placements/" + quiet + "/record"), "Record what came of it"));
}

// Flourish hands its plan for support over, or nothing is recorded.
BOOST_AUTO_TEST_CASE(a_support_plan_is_part_of_flourish, *label("TIER-FL-11")) {
  Running city;
  const std::string reference = city.begun();
  city.arrange([&](WriteTx& tx) {
    const auto mine = findReferral(tx, reference).value();
    tx.execute("UPDATE referral SET programme = 'tier2.flourish' WHERE id = ?", mine.id);
    tx.execute("UPDATE placement SET programme = 'tier2.flourish' WHERE case_id = ?", mine.id);
  });
  Texts output = {{"support_plan", "no"},
                  {"report", "yes"},
                  {"against_purpose", "He attends again, as was intended."},
                  {"exit_plan", "Back at school with a mentor."}};
  BOOST_TEST(has(city.refused("placement.record_outputs", reference, output, kProvider), "[support_plan]"));
  output["support_plan"] = "yes";
  city.must("placement.record_outputs", reference, output, kProvider);
}

// Every third taught week with the school's case worker, from the plan that the night makes (J2).
BOOST_AUTO_TEST_CASE(flourish_is_reviewed_every_third_week, *label("TIER-FL-09")) {
  Running city;
  const std::string reference = city.begun();
  city.arrange([&](WriteTx& tx) {
    const auto mine = findReferral(tx, reference).value();
    tx.execute("UPDATE referral SET programme = 'tier2.flourish' WHERE id = ?", mine.id);
    tx.execute("UPDATE placement SET programme = 'tier2.flourish', last_day = '2026-05-22' WHERE case_id = ?", mine.id);
  });
  BOOST_TEST(city.job("placement.reviews") == 1);
  BOOST_TEST(city.job("placement.reviews") == 0);
  const auto reviews = [&] {
    const auto placement = city.placementOf(reference);
    return city.read([&](ReadTx& tx) { return reviewsOf(tx, placement.id); });
  }();
  BOOST_TEST_REQUIRE(reviews.size() == 3u);
  BOOST_TEST((reviews[0].dueOn == Date(2026, 3, 13)));
  city.at(2026, 3, 2);
  BOOST_TEST(city.job("placement.reviews") == 1);
  BOOST_TEST(city.count("SELECT COUNT(*) FROM duty WHERE subject = ? AND kind = 'placement.review' AND role = "
                        "'school.coordinator' AND closed_ms IS NULL",
                        reference) == 1);
  Texts held = {
      {"review", "every-1"},   {"held_on", "2026-03-02"}, {"who_came", "Tom Archer, the tutor and the pupil"},
      {"referrer_came", "no"}, {"decision", "goes_on"},   {"says", "The new case worker is Ms Nair from now on."}};
  // Without the case worker it is recorded, and that stands with it; no SEND team has to confirm it.
  city.must("placement.record_review", reference, held, kCoordinator);
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/reviews"), "Case worker not there"));
  BOOST_TEST(city.openDuties(reference, "placement.review") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.confirm_review") == 0);
}

BOOST_TEST_DECORATOR(*label("TST-10") * label("ROL-01") * label("ROL-02") * label("ROL-03") * label("ROL-04") *
                     label("ROL-05") * label("NOT-15") * label("REF-77"))
BOOST_DATA_TEST_CASE(a_placement_goes_on_unless_it_is_withdrawn, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.begun();
  city.arrange([&](WriteTx& tx) {
    tx.execute("UPDATE placement SET last_day = '2026-07-20' WHERE case_id = ?",
               findReferral(tx, reference).value().id);
    tx.execute("UPDATE pupil SET year_group = 10");
  });
  city.at(2026, 6, 7);
  BOOST_TEST(city.job("placement.rolling") == 0);
  city.at(2026, 6, 8);  // six weeks before the last school day
  BOOST_TEST(city.job("placement.rolling") == 1);
  BOOST_TEST(city.job("placement.rolling") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.roll_over") == 1);
  city.must("placement.keep", reference, {}, kCoordinator);
  BOOST_TEST(city.openDuties(reference, "placement.roll_over") == 0);
  city.at(2026, 7, 20);
  BOOST_TEST(city.job("placement.rolling") == 0);
  city.at(2026, 7, 21);
  BOOST_TEST(city.job("placement.over") == 0);
  BOOST_TEST(city.job("placement.rolling") == 1);
  BOOST_TEST(city.state(reference) == "active");
  BOOST_TEST((city.placementOf(reference).lastDay == Date(2027, 7, 21)));
  BOOST_TEST(city.mails(reference + ": a placement goes on") == 1);
  BOOST_TEST(city.openDuties(reference, "placement.risk_assessment") == 1);
  BOOST_TEST(has(city.shown(kCoordinator, "/placements/" + reference + "/record"), "Tuesday 22 September 2026"));
  // Sent in time, completed too late: completion counts.
  city.at(2026, 9, 16);
  city.mustMany("placement.write_withdrawal", reference, leaving(""), kCoordinator);
  BOOST_TEST(
      has(city.shown(kCoordinator, "/placements/" + reference + "/withdraw/check"), "Nothing is paid for the new"));
  city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  city.at(2026, 9, 23);
  city.must("placement.do_withdrawal", reference, ticked());
  BOOST_TEST(city.withdrawalOf(reference).fee == "year");
}

BOOST_AUTO_TEST_CASE(who_does_not_go_on, *label("ROL-01")) {
  Running city;
  const std::string oldest = city.confirmed("2a", "Hassan-Test");
  const std::string reference = city.begun();
  city.must("placement.start", oldest, {}, kProvider);
  city.arrange([&](WriteTx& tx) {
    tx.execute("UPDATE placement SET last_day = '2026-07-20'");
    tx.execute("UPDATE pupil SET year_group = 11 WHERE id = ?", findReferral(tx, oldest).value().pupil);
    tx.execute("UPDATE pupil SET year_group = 10 WHERE id = ?", findReferral(tx, reference).value().pupil);
  });
  city.at(2026, 7, 1);
  BOOST_TEST(city.job("placement.rolling") == 1);
  BOOST_TEST(city.openDuties(oldest, "placement.roll_over") == 0);
  // The school withdraws before the summer: it does not go on.
  city.mustMany("placement.write_withdrawal", reference, leaving("2026-07-20"), kCoordinator);
  city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  city.must("placement.do_withdrawal", reference, ticked());
  city.at(2026, 7, 21);
  BOOST_TEST(city.job("placement.rolling") == 0);
  BOOST_TEST(city.job("placement.over") == 1);  // the one of year 11
  BOOST_TEST(city.job("placement.leaving") == 1);
  BOOST_TEST(city.state(reference) == "withdrawn");
  BOOST_TEST(city.state(oldest) == "ended");
}
