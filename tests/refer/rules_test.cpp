// What stops a referral, what makes it wait, who may send it: through the commands, judged by the policy that is
// shipped.
#include <boost/test/unit_test.hpp>

#include "cases/hold/Hold.h"
#include "cases/referral/Referral.h"
#include "tests/refer/Office.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::vector<Hold> holdsOf(Office& office, const std::string& reference) {
  const Viewer who = office.viewer(kCarys);
  const auto lease = office.house().database().read(who);
  const auto referral = findReferral(lease->tx(), reference);
  return referral ? openHolds(lease->tx(), referral->id) : std::vector<Hold>();
}

std::string rulesOf(Office& office, const std::string& reference) {
  std::string rules;
  for (const Hold& hold : holdsOf(office, reference)) rules += (rules.empty() ? "" : " ") + hold.rule;
  return rules;
}

std::string stateOf(Office& office, const std::string& reference) {
  return office.fact<std::string>("SELECT c.state FROM @all_cases c WHERE c.reference = ?", reference).value();
}

Outcome submit(Office& office, const std::string& reference, const std::string& email = kCarys) {
  return office.run(email, "referral.submit", {{"reference", reference}});
}

void sent(Office& office, const std::string& reference) {
  const Outcome outcome = submit(office, reference);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
}

bool refusedFor(Office& office, const Outcome& outcome, const std::string& words) {
  const bool refused =
      std::holds_alternative<Refused>(outcome) && office.dumpOf(outcome).find(words) != std::string::npos;
  if (!refused) BOOST_TEST_MESSAGE(office.dumpOf(outcome));
  return refused;
}

void risk(Office& office, const std::string& reference, const std::string& completed,
          const std::string& reviewed = {}) {
  office.save(reference, "risk",
              {{"risk.document", office.upload(kCarys, "ra.pdf")},
               {"risk.completed", completed},
               {"risk.reviewed", reviewed},
               {"risk.changes", reviewed.empty() ? "" : "nothing"},
               {"risk.covers", "pupil|others|place"}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rules)

BOOST_AUTO_TEST_CASE(a_no_to_consent_stops_it, *label("REF-04")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  office.save(reference, "consent", {{"consent.agreed", "no"}});
  BOOST_TEST(refusedFor(office, submit(office, reference), "must agree before you apply"));
  BOOST_TEST(stateOf(office, reference) == "draft");
  office.save(reference, "consent", {{"consent.agreed", ""}});
  BOOST_TEST(refusedFor(office, submit(office, reference), "Say whether the person responsible has agreed"));
  office.save(reference, "consent", {{"consent.agreed", "yes"}});
  sent(office, reference);
}

BOOST_AUTO_TEST_CASE(an_incomplete_record_of_consent_waits, *label("REF-04")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  office.save(reference, "consent", {{"consent.how", ""}});
  sent(office, reference);
  const auto open = holdsOf(office, reference);
  BOOST_TEST_REQUIRE(open.size() == 1U);
  BOOST_TEST(open.front().kind == "consent");
  BOOST_TEST(stateOf(office, reference) == "submitted");
}

BOOST_AUTO_TEST_CASE(no_risk_assessment_is_a_hold, *label("REF-07") * label("REF-25")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference, "");
  sent(office, reference);
  BOOST_TEST(rulesOf(office, reference) == "risk_assessment_given");
}

// Applied on 2 February 2026: 2 November 2025 is three months before, and still in date (OPEN-05).
BOOST_AUTO_TEST_CASE(three_months_to_the_day, *label("REF-08")) {
  Office office;
  struct Case {
    const char* completed;
    const char* rules;
  };
  for (const Case& each : {Case{"2025-11-01", "risk_assessment_age"}, Case{"2025-11-02", ""}, Case{"2025-11-03", ""},
                           Case{"2026-02-02", ""}}) {
    const std::string reference = office.draft();
    office.fillIn(reference, each.completed);
    sent(office, reference);
    BOOST_TEST(rulesOf(office, reference) == each.rules, each.completed << ": " << rulesOf(office, reference));
  }
}

BOOST_AUTO_TEST_CASE(a_risk_assessment_of_tomorrow_is_refused, *label("REF-08")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference, "2026-02-03");
  BOOST_TEST(refusedFor(office, submit(office, reference), "must be today or earlier"));
}

BOOST_AUTO_TEST_CASE(the_page_tells_the_age_at_once, *label("REF-08")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference, "2025-10-28");
  Screen carys(office, kCarys);
  const std::string text = textOf(carys.get("/referrals/" + reference + "/section/risk"));
  BOOST_TEST(text.find("97 days old. It must be completed or reviewed on or after 2 November 2025. You can send the "
                       "referral; it will wait for a newer one.") != std::string::npos,
             text);
}

// TST-01: within three months, and yet of the year before; two days into the new year it passes.
BOOST_AUTO_TEST_CASE(last_years_risk_assessment_is_held, *label("REF-09") * label("TST-01")) {
  Office office(Kind::sqlite, Date(2025, 9, 15));
  const std::string old = office.draft();
  office.fillIn(old, "2025-06-15");
  sent(office, old);
  BOOST_TEST(rulesOf(office, old) == "risk_assessment_year");
  for (const char* day : {"2025-08-31", "2025-09-01", "2025-09-02"}) {
    const std::string reference = office.draft();
    office.fillIn(reference, day);
    sent(office, reference);
    BOOST_TEST(rulesOf(office, reference) == (std::string(day) < "2025-09-01" ? "risk_assessment_year" : ""), day);
  }
}

BOOST_AUTO_TEST_CASE(a_review_in_the_new_year_passes_both, *label("REF-08") * label("REF-09") * label("TST-02")) {
  Office office(Kind::sqlite, Date(2025, 11, 1));
  const std::string reference = office.draft();
  office.fillIn(reference, "");
  risk(office, reference, "2024-10-10", "2025-09-10");
  sent(office, reference);
  BOOST_TEST(rulesOf(office, reference) == "");
}

BOOST_AUTO_TEST_CASE(the_agreement_is_answered_on_every_application, *label("REF-12") * label("TIER-T1-09")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  for (const char* question : {"agreement.q1", "agreement.q2", "agreement.q3", "agreement.q4", "agreement.q5",
                               "agreement.q7", "agreement.q8", "agreement.q9"}) {
    const bool yes = std::string(question) == "agreement.q5" || std::string(question) == "agreement.q9";
    office.save(reference, "agreement", {{question, ""}});
    BOOST_TEST(refusedFor(office, submit(office, reference), "Commissioning agreement: "), question);
    if (yes) {
      office.save(reference, "agreement", {{question, "no"}});
      BOOST_TEST(refusedFor(office, submit(office, reference), "must be a yes"), question);
    }
    office.save(reference, "agreement", {{question, yes ? "yes" : "As agreed."}});
  }
  sent(office, reference);
}

BOOST_AUTO_TEST_CASE(the_main_education_provider_is_stated, *label("REF-13")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  office.save(reference, "week", {{"week.main_kind", ""}});
  BOOST_TEST(refusedFor(office, submit(office, reference), "main education provider"));
  office.save(reference, "week", {{"week.main_kind", "other_school"}});
  BOOST_TEST(refusedFor(office, submit(office, reference), "Enter the name of the main education provider"));
  office.save(reference, "week", {{"week.main_name", "Another School"}});
  sent(office, reference);
}

BOOST_AUTO_TEST_CASE(the_profile_and_the_needs_are_required, *label("REF-02") * label("REF-14")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  for (const char* question : {"needs.detail", "needs.profile", "needs.kinds"}) {
    const std::string before =
        office
            .fact<std::string>("SELECT a.value FROM @all_answers a WHERE a.question = ? ORDER BY a.revision DESC",
                               question)
            .value();
    office.save(reference, "needs",
                {{question, ""},
                 {"needs.identified", "observed"},
                 {"needs.kinds", question == std::string("needs.kinds") ? "" : "sen"}});
    BOOST_TEST(refusedFor(office, submit(office, reference), "Needs and profile: "), question);
    office.save(reference, "needs",
                {{question, question == std::string("needs.kinds") ? "sen" : before},
                 {"needs.identified", "observed"},
                 {"needs.kinds", "sen"}});
  }
  sent(office, reference);
}

BOOST_AUTO_TEST_CASE(what_is_saved_stays_for_another_day_and_another_person, *label("REF-15")) {
  Office office;
  const std::string reference = office.draft();
  office.save(reference, "needs", {{"needs.detail", "Half a sente"}}, kTom);
  office.clock().advanceMs(3LL * 24 * 60 * 60 * 1000);
  Screen carys(office, kCarys);
  const auto page = carys.get("/referrals/" + reference + "/section/needs");
  BOOST_TEST(page.body.find("Half a sente</textarea>") != std::string::npos);
  const auto later = carys.send("/referrals/" + reference + "/section/needs", "referral.save_section",
                                {{"needs.detail", {"Half a sentence"}}}, "second");
  BOOST_TEST(carys.at() == "/referrals/" + reference);
  BOOST_TEST(textOf(later).find("Saved at 09:00") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_form_asks_what_programme_and_answers_need, *label("REF-16")) {
  Office office;
  const std::string reference = office.draft();
  Screen carys(office, kCarys);
  const std::string path = "/referrals/" + reference;
  BOOST_TEST(textOf(carys.get(path)).find("Cannot start yet") != std::string::npos);
  office.fillIn(reference);
  BOOST_TEST(carys.get(path + "/section/programme").body.find("tier1.curriculum") != std::string::npos);
  BOOST_TEST(carys.get(path + "/section/agreement").body.find("agreement.q6") == std::string::npos);
  office.save(reference, "needs", {{"needs.plan", "yes"}, {"needs.kinds", "sen"}, {"needs.identified", "observed"}});
  BOOST_TEST(carys.get(path + "/section/agreement").body.find("agreement.q6") != std::string::npos);
  BOOST_TEST(refusedFor(office, submit(office, reference), "EHC plan or individual learning plan"));
  office.save(reference, "course", {{"course.first", "choices"}, {"course.sessions", "3a|3p"}});
  const auto insight = carys.get(path + "/section/programme");
  BOOST_TEST(insight.body.find("tier1.curriculum") == std::string::npos);
  BOOST_TEST(insight.body.find("tier2.insight.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_the_coordinator_sends, *label("REF-17")) {
  Office office;
  const std::string reference = office.draft("Wynne-Test", kTom);
  office.fillIn(reference);
  const Outcome byTom = submit(office, reference, kTom);
  BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(byTom));
  BOOST_TEST((std::get<Refused>(byTom).kind == Refused::Kind::notAllowed));
  BOOST_TEST(stateOf(office, reference) == "draft");
  Screen tom(office, kTom);
  const auto check = tom.get("/referrals/" + reference + "/check");
  BOOST_TEST(check.body.find("/do/referral.submit") == std::string::npos);
  BOOST_TEST(textOf(check).find("Your school’s CAP coordinator sends it.") != std::string::npos);
  const Outcome byOlu = submit(office, reference, kOlu);
  BOOST_TEST((std::get<Refused>(byOlu).kind == Refused::Kind::notThere));
  const Outcome byAnna = submit(office, reference, kAnna);
  BOOST_TEST((std::get<Refused>(byAnna).kind == Refused::Kind::notAllowed));
  sent(office, reference);
}

BOOST_AUTO_TEST_CASE(sent_twice_is_sent_once, *label("REF-20")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  const Outcome first = submit(office, reference);
  const Outcome second = submit(office, reference);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(first), office.dumpOf(first));
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(second), office.dumpOf(second));
  BOOST_TEST(std::get<Done>(first).values.at("reference") == std::get<Done>(second).values.at("reference"));
  BOOST_TEST(office
                 .fact<std::int64_t>("SELECT COUNT(*) FROM step s JOIN @all_cases c ON c.id = s.case_id WHERE s.kind = "
                                     "'submitted' AND c.reference = ?",
                                     reference)
                 .value() == 1);
}

BOOST_AUTO_TEST_CASE(flourish_waits_for_its_panel, *label("REF-22")) {
  Office office;
  const std::string flourish = office.draft();
  office.fillIn(flourish, "2026-01-20", "grow");
  sent(office, flourish);
  const auto open = holdsOf(office, flourish);
  BOOST_TEST_REQUIRE(open.size() == 1U, rulesOf(office, flourish));
  BOOST_TEST(open.front().kind == "panel");
  Screen carys(office, kCarys);
  BOOST_TEST(textOf(carys.get("/referrals")).find("Waiting for the panel") != std::string::npos);
  const std::string tier1 = office.draft();
  office.fillIn(tier1);
  sent(office, tier1);
  BOOST_TEST(rulesOf(office, tier1) == "");
}

BOOST_AUTO_TEST_CASE(several_holds_stand_side_by_side, *label("REF-57")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference, "2025-08-20", "grow");
  office.save(reference, "consent", {{"consent.name", ""}});
  sent(office, reference);
  BOOST_TEST(stateOf(office, reference) == "submitted");
  BOOST_TEST(holdsOf(office, reference).size() == 4U, rulesOf(office, reference));
  // CAP's next deadline stands beside it.
  BOOST_TEST(
      office
          .fact<std::int64_t>(
              "SELECT COUNT(*) FROM duty d WHERE d.subject = ? AND d.closed_ms IS NULL AND d.due_ms > 0", reference)
          .value() >= 1);
  // Every step says who, when, what.
  BOOST_TEST(office
                 .fact<std::int64_t>("SELECT COUNT(*) FROM step s JOIN @all_cases c ON c.id = s.case_id WHERE "
                                     "c.reference = ? AND s.actor <> '' AND s.at_ms > 0 AND s.says <> ''",
                                     reference)
                 .value() >= 6);
}

BOOST_AUTO_TEST_CASE(a_hold_is_answered_and_never_lifts_itself, *label("REF-25")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference, "2025-10-28");
  sent(office, reference);
  Screen carys(office, kCarys);
  const std::string path = "/referrals/" + reference + "/hold/risk_assessment~risk_assessment_age";
  const auto page = carys.get("/referrals/" + reference);
  BOOST_TEST(textOf(page).find("On hold: waiting for you") != std::string::npos, textOf(page));
  BOOST_TEST(textOf(page).find(
                 "The risk assessment is too old. It must be completed or reviewed on or after 2 November 2025.") !=
                 std::string::npos,
             textOf(page));
  office.clock().advanceMs(24LL * 60 * 60 * 1000);
  carys = Screen(office, kCarys);
  const auto wrong = carys.send(path, "referral.answer_hold",
                                {{"risk.completed", {"2026-02-04"}},
                                 {"risk.document", {office.upload(kCarys, "new.pdf")}},
                                 {"risk.covers", {"pupil"}}});
  BOOST_TEST(wrong.status == 422);
  const auto answered = carys.send(path, "referral.answer_hold",
                                   {{"risk.completed", {"2026-02-03"}},
                                    {"risk.document", {office.upload(kCarys, "new.pdf")}},
                                    {"risk.covers", {"pupil", "others", "place"}}});
  BOOST_TEST(answered.status == 200, textOf(answered));
  BOOST_TEST(textOf(answered).find("CAP has the risk assessment of 3 February 2026") != std::string::npos,
             textOf(answered));
  const auto open = holdsOf(office, reference);
  BOOST_TEST_REQUIRE(open.size() == 1U);
  BOOST_TEST(open.front().answered.has_value());
  BOOST_TEST(office.fact<std::string>("SELECT c.application_date FROM @all_cases c WHERE c.reference = ?", reference)
                 .value() == "2026-02-02");
  BOOST_TEST(textOf(carys.get("/referrals/" + reference)).find("With CAP: being checked") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(data_is_corrected_and_the_reasons_stay, *label("REF-52") * label("REF-66")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  const Outcome early = office.run(kCarys, "referral.update_data",
                                   {{"reference", reference}, {"section", "contacts"}, {"contacts.medical", "asthma"}});
  BOOST_TEST(std::holds_alternative<Refused>(early));
  sent(office, reference);
  Screen carys(office, kCarys);
  const auto changed = carys.send("/referrals/" + reference + "/section/contacts", "referral.update_data",
                                  {{"contacts.first_name", {"Mari Wynne"}},
                                   {"contacts.first_relationship", {"Mother"}},
                                   {"contacts.first_phone", {"024 7600 0002"}},
                                   {"contacts.medical", {"asthma"}},
                                   {"contacts.collection", {"By bus."}},
                                   {"contacts.hide_address", {"yes"}}});
  BOOST_TEST(changed.status == 200, textOf(changed));
  BOOST_TEST(textOf(changed).find("The school corrected “People to call”.") != std::string::npos, textOf(changed));
  for (const char* section : {"reasons", "agreement", "views", "consent", "course", "programme"}) {
    const Outcome locked =
        office.run(kCarys, "referral.update_data",
                   {{"reference", reference}, {"section", section}, {"reasons.rationale", "Something else"}});
    BOOST_TEST(refusedFor(office, locked, "is kept as you sent it"), section);
    const Outcome saved =
        office.run(kCarys, "referral.save_section",
                   {{"reference", reference}, {"section", section}, {"reasons.rationale", "Something else"}});
    BOOST_TEST(refusedFor(office, saved, "was sent to CAP"), section);
  }
  BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM @all_answers a WHERE a.question = ?", "reasons.rationale")
                 .value() == 1);
  BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM @all_answers a WHERE a.question = ?", "contacts.medical")
                 .value() == 2);
  // A correction must be right.
  const Outcome wrong =
      office.run(kCarys, "referral.update_data",
                 {{"reference", reference}, {"section", "contacts"}, {"contacts.first_phone", "none"}});
  BOOST_TEST(std::holds_alternative<Refused>(wrong));
}

BOOST_AUTO_TEST_CASE(the_whole_application_on_one_page, *label("REF-59")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  sent(office, reference);
  Screen carys(office, kCarys);
  const std::string text = textOf(carys.get("/referrals/" + reference + "/print"));
  for (const char* part :
       {"Spon Vale School", "Aled Wynne-Test", "Date of application: 2 February 2026", "He learns best with his hands.",
        "Two meetings.", "Tom Archer, head of year", "Mari Wynne", "Good with tools", "ra.pdf",
        "The school will make a safeguarding visit", "Bicycle maintenance"})
    BOOST_TEST(text.find(part) != std::string::npos, part);
}

BOOST_AUTO_TEST_CASE(copied_are_course_reasons_and_words_and_nothing_of_the_child, *label("ENT-14")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  office.save(reference, "needs", {{"needs.plan", "yes"}});
  office.save(reference, "agreement", {{"agreement.q6", "The plan names this."}});
  office.save(reference, "papers", {{"papers.ehcp", office.upload(kCarys, "plan.pdf")}});
  sent(office, reference);
  const auto copy = [&](const std::string& pupil) {
    const Outcome outcome = office.run(kCarys, "referral.copy", {{"reference", reference}, {"pupil", pupil}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
    const Viewer who = office.viewer(kCarys);
    const auto lease = office.house().database().read(who);
    return currentAnswers(lease->tx(), findReferral(lease->tx(), std::get<Done>(outcome).subject).value().id);
  };
  const Answers other = copy(office.pupilId("Reed-Test"));
  BOOST_TEST(other.at("course.first") == "bike");
  BOOST_TEST(other.at("reasons.rationale") == "He learns best with his hands.");
  const Answers same = copy(office.pupilId("Wynne-Test"));
  BOOST_TEST(same.at("contacts.medical") == "none");
  for (const Answers* each : {&other, &same}) {
    BOOST_TEST(each->at("agreement.q2") == "Two meetings.");
    BOOST_TEST(each->at("tier1.journey") == "As we talked over with the pupil.");
    BOOST_TEST(each->count("tier2.flourish.capacity") == 0U);  // of another programme
  }
  BOOST_TEST(other.count("agreement.q6") == 0U);
  BOOST_TEST(same.at("agreement.q6") == "The plan names this.");
  BOOST_TEST(office
                 .fact<std::int64_t>("SELECT COUNT(*) FROM @all_cases c JOIN @all_cases o ON o.id = c.copied_from "
                                     "WHERE o.reference = ?",
                                     reference)
                 .value() == 2);
  for (const Answers* each : {&other, &same})
    for (const auto& [question, value] : *each)
      for (const char* never :
           {"needs.", "consent.", "risk.", "views.", "agreement.q5", "agreement.q9", "case_worker.", "papers."})
        BOOST_TEST(question.rfind(never, 0) != 0U, question);
  for (const auto& [question, value] : other) BOOST_TEST(question.rfind("contacts.", 0) != 0U, question);
  // Another school's pupil, and another school's referral.
  const Outcome foreign =
      office.run(kCarys, "referral.copy", {{"reference", reference}, {"pupil", office.pupilId("Moor-Test")}});
  BOOST_TEST((std::get<Refused>(foreign).kind == Refused::Kind::notThere));
  const Outcome byOlu = office.run(kOlu, "referral.copy", {{"reference", reference}});
  BOOST_TEST((std::get<Refused>(byOlu).kind == Refused::Kind::notThere));
}

// None was given and last year's was typed: two holds, one newer risk assessment answers both.
BOOST_AUTO_TEST_CASE(one_risk_assessment_answers_every_hold_about_it, *label("REF-25") * label("REF-57")) {
  Office office(Kind::sqlite, Date(2025, 11, 3));
  const std::string reference = office.draft();
  office.fillIn(reference, "2025-06-15");
  sent(office, reference);
  BOOST_TEST_REQUIRE(holdsOf(office, reference).size() == 2U, rulesOf(office, reference));
  const Outcome answered = office.run(kCarys, "referral.answer_hold",
                                      {{"reference", reference},
                                       {"hold", "risk_assessment~risk_assessment_age"},
                                       {"risk.document", office.upload(kCarys, "new.pdf")},
                                       {"risk.completed", "2025-11-01"},
                                       {"risk.covers", "pupil|others|place"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(answered), office.dumpOf(answered));
  for (const Hold& hold : holdsOf(office, reference)) BOOST_TEST(hold.answered.has_value(), hold.rule);
  Screen carys(office, kCarys);
  BOOST_TEST(textOf(carys.get("/referrals/" + reference)).find("Answer this") == std::string::npos);
}

// The plan comes after sending: the sixth question is asked then, and can be answered.
BOOST_AUTO_TEST_CASE(a_plan_that_comes_later_asks_the_sixth_question, *label("ENT-12") * label("REF-52")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  sent(office, reference);
  const auto version = [&] {
    return std::to_string(
        office.fact<std::int64_t>("SELECT c.version FROM @all_cases c WHERE c.reference = ?", reference).value());
  };
  const Outcome plan = office.run(kCarys, "referral.update_data",
                                  {{"reference", reference}, {"section", "needs"}, {"needs.plan", "yes"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(plan), office.dumpOf(plan));
  office.run(kAnna, "desk.check", {{"reference", reference}, {"version", version()}, {"date_agrees", "yes"}});
  BOOST_TEST_REQUIRE(rulesOf(office, reference) == "commissioning_agreement", rulesOf(office, reference));
  Screen carys(office, kCarys);
  const std::string path = "/referrals/" + reference + "/hold/missing_data~commissioning_agreement";
  const std::string html = carys.get(path).body;
  BOOST_TEST(html.find("name=\"agreement.q6\"") != std::string::npos, html);
  BOOST_TEST(html.find("name=\"agreement.q2\"") == std::string::npos);  // answered before
  BOOST_TEST(carys.send(path, "referral.answer_hold", {{"agreement.q6", {""}}}).status == 422);
  BOOST_TEST(carys.send(path, "referral.answer_hold", {{"agreement.q6", {"The plan names this."}}}).status == 200);
  office.run(kAnna, "desk.check", {{"reference", reference}, {"version", version()}});
  BOOST_TEST(rulesOf(office, reference).empty());
  BOOST_TEST(stateOf(office, reference) == "complete");
}

BOOST_AUTO_TEST_SUITE_END()
