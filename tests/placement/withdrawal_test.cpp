// A withdrawal from its form to its end: who may, when, part or all, and who is told.

#include <boost/test/data/test_case.hpp>

#include "tests/placement/Running.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_TEST_DECORATOR(*label("WDR-01") * label("WDR-04") * label("WDR-05") * label("WDR-06") * label("WDR-07") *
                     label("NOT-11") * label("REF-75"))
BOOST_DATA_TEST_CASE(the_school_withdraws, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.begun();
  city.at(2026, 3, 2);
  city.mustMany("placement.write_withdrawal", reference, leaving("2026-03-13"), kCoordinator);
  BOOST_TEST(city.openDuties(reference, "placement.do_withdrawal") == 0);  // nothing is sent yet
  const std::string check = city.shown(kCoordinator, "/placements/" + reference + "/withdraw/check");
  for (const char* each : {"Every day ends (Tuesday all day) after Friday 13 March 2026",
                           "From Saturday 14 March 2026 on the school expects the pupil", "for the half term at least",
                           "no longer has the papers"})
    BOOST_TEST(has(check, each), check);
  BOOST_TEST(!has(city.shown(kProvider, "/placements/" + reference + "/changes"), "He goes back to school"));
  const Done sent = city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  BOOST_TEST(has(sent.says, "a talk first is better"));
  // Monday 2 March and five working days.
  BOOST_TEST(city.due(reference, "placement.do_withdrawal").ms == londonEndOf(Date(2026, 3, 9)).ms);
  BOOST_TEST(has(city.refused("placement.send_withdrawal", reference, {}, kCoordinator), "is with CAP already"));
  city.at(2026, 3, 4);
  BOOST_TEST(has(city.refused("placement.do_withdrawal", reference, {{"on_clm", "no"}, {"on_capita", "yes"}}),
                 "Enter it in CLM first"));
  BOOST_TEST(has(city.refused("placement.do_withdrawal", reference, ticked(), kCoordinator),
                 "Your roles do not include this"));
  city.must("placement.do_withdrawal", reference, ticked());
  BOOST_TEST(city.openDuties(reference, "placement.do_withdrawal") == 0);
  BOOST_TEST(city.mails(reference + ": a withdrawal is processed") == 1);
  // The pupil comes to the last day.
  BOOST_TEST(city.state(reference) == "active");
  city.at(2026, 3, 13, 23);
  BOOST_TEST(city.job("placement.leaving") == 0);
  BOOST_TEST(city.job("placement.over") == 0);
  city.at(2026, 3, 14, 1);
  BOOST_TEST(city.job("placement.over") == 0);
  BOOST_TEST(city.job("placement.leaving") == 1);
  BOOST_TEST(city.state(reference) == "withdrawn");
  BOOST_TEST(city.placementOf(reference).endedHow == "withdrawn_by_school");
  Screen provider(city.office, kProvider);
  BOOST_TEST(provider.get("/answers/" + reference).status == 404);
  BOOST_TEST(provider.get("/placements/" + reference + "/changes").status == 404);
  const std::string forms = textOf(provider.get("/withdrawals"));
  BOOST_TEST(has(forms, reference + "/1"), forms);
  BOOST_TEST(has(forms, "for the half term at least"), forms);
  BOOST_TEST(!has(forms, "Wynne"), forms);
  BOOST_TEST(!has(city.shown(kOther, "/withdrawals"), reference));
  BOOST_TEST(has(city.shown(kCoordinator, "/placements/" + reference + "/changes"), "for the half term at least"));
}

BOOST_AUTO_TEST_CASE(a_provider_meets_first_and_the_school_is_only_warned,
                     *label("TST-12") * label("WDR-03") * label("WDR-13")) {
  Running city;
  const std::string other = city.confirmed("2a", "Hassan-Test");
  const std::string reference = city.begun();
  city.at(2026, 3, 2);
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/withdraw"), "after a meeting"));
  BOOST_TEST(has(city.refusedMany("placement.write_withdrawal", reference, leaving(""), kProvider), "after a meeting"));
  city.must("placement.ask_meeting", reference, {{"reason", "It does not work any more."}, {"proposed", "4 March"}},
            kProvider);
  BOOST_TEST(city.openDuties(reference, "placement.meeting") == 1);
  BOOST_TEST(has(city.refusedMany("placement.write_withdrawal", reference, leaving(""), kProvider), "after a meeting"));
  const Texts held = {
      {"outcome", "held"}, {"held_on", "2026-03-02"}, {"who_came", "All three"}, {"says", "No other way was found."}};
  for (const char* who : {kProvider, kCoordinator, kAdmin})
    BOOST_TEST(has(city.refused("placement.record_meeting", reference, held, who), "Your roles do not include this"));
  auto later = held;
  later["held_on"] = "2026-03-03";
  BOOST_TEST(has(city.refused("placement.record_meeting", reference, later, kOfficer), "still to come"));
  city.must("placement.record_meeting", reference, held, kOfficer);
  BOOST_TEST(city.openDuties(reference, "placement.meeting") == 0);
  city.mustMany("placement.write_withdrawal", reference, leaving(""), kProvider);
  city.must("placement.send_withdrawal", reference, {}, kProvider);
  city.must("placement.do_withdrawal", reference, ticked());
  BOOST_TEST(city.withdrawalOf(reference).fee == "to_withdrawal_date");

  // The school goes on without having talked to anybody.
  city.mustMany("placement.write_withdrawal", other, leaving(""), kCoordinator);
  BOOST_TEST(has(city.must("placement.send_withdrawal", other, {}, kCoordinator).says, "CAP may ring you"));
}

BOOST_AUTO_TEST_CASE(the_school_stays_away_twice, *label("WDR-03")) {
  Running city;
  const std::string reference = city.begun();
  city.must("placement.ask_meeting", reference, {{"reason", "It does not work any more."}, {"proposed", "4 March"}},
            kProvider);
  const Texts goOn = {{"outcome", "go_on"}, {"says", "Two days were given, the school did not answer."}};
  const Texts away = {{"outcome", "refused"}, {"says", "Nobody came, nobody rang."}};
  for (int i = 0; i < 2; ++i) {
    BOOST_TEST(has(city.refused("placement.record_meeting", reference, goOn, kOfficer), "stayed away 2 times"));
    city.must("placement.record_meeting", reference, away, kOfficer);
    BOOST_TEST(city.openDuties(reference, "placement.meeting") == 1);
    BOOST_TEST(
        has(city.refusedMany("placement.write_withdrawal", reference, leaving(""), kProvider), "after a meeting"));
  }
  city.must("placement.record_meeting", reference, goOn, kOfficer);
  city.mustMany("placement.write_withdrawal", reference, leaving(""), kProvider);
}

BOOST_TEST_DECORATOR(*label("TST-28") * label("WDR-05"))
BOOST_DATA_TEST_CASE(one_of_two_days_ends, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.begun("2a\n2p\n3a\n3p");
  city.at(2026, 3, 2);
  BOOST_TEST(has(city.refusedMany("placement.write_withdrawal", reference, leaving("2026-03-06", {"4a"}), kCoordinator),
                 "Choose among these"));
  city.mustMany("placement.write_withdrawal", reference, leaving("2026-03-06", {"3a", "3p"}), kCoordinator);
  const std::string check = city.shown(kCoordinator, "/placements/" + reference + "/withdraw/check");
  BOOST_TEST(has(check, "These days end (Wednesday all day)"), check);
  BOOST_TEST(has(check, "goes on coming on Tuesday all day"), check);
  city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  city.must("placement.do_withdrawal", reference, ticked());
  const Placement placement = city.placementOf(reference);
  BOOST_TEST(placement.state == "active");
  BOOST_TEST(city.state(reference) == "active");
  BOOST_TEST(sessionsInWords(placement.sessionsOn(Date(2026, 3, 6))) == "Tuesday all day, Wednesday all day");
  BOOST_TEST(sessionsInWords(placement.sessionsOn(Date(2026, 3, 7))) == "Tuesday all day");
  // No clause says what is paid for a part: a person does.
  BOOST_TEST(city.withdrawalOf(reference).fee == "person");
  BOOST_TEST(city.openDuties(reference, "placement.fee") == 1);
  city.must("placement.decide_fee", reference, {{"fee", "nothing"}, {"reason", "The provider filled the place."}},
            kColleague);
  BOOST_TEST(city.openDuties(reference, "placement.fee") == 0);
  BOOST_TEST(has(city.refused("placement.decide_fee", reference,
                              {{"fee", "nothing"}, {"reason", "The provider filled the place."}}, kColleague),
                 "No withdrawal of this placement waits"));
  // The other day goes on, and may end as well.
  city.at(2026, 3, 9);
  city.mustMany("placement.write_withdrawal", reference, leaving("2026-03-10"), kCoordinator);
  city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  city.must("placement.do_withdrawal", reference, ticked());
  city.at(2026, 3, 11);
  BOOST_TEST(city.job("placement.leaving") == 1);
  BOOST_TEST(city.state(reference) == "withdrawn");
}

BOOST_AUTO_TEST_CASE(what_is_weighed_and_what_is_wrong, *label("WDR-02")) {
  Running city;
  const std::string reference = city.begun();
  city.at(2026, 3, 2);
  for (const char* each : {"academic", "wellbeing", "safeguarding", "consulted", "continuity"}) {
    auto texts = leaving("");
    texts.erase(each);
    BOOST_TEST(has(city.refusedMany("placement.write_withdrawal", reference, texts, kCoordinator),
                   "[" + std::string(each) + "]"));
  }
  BOOST_TEST(has(city.refusedMany("placement.write_withdrawal", reference, leaving("2026-03-01"), kCoordinator),
                 "has passed"));
  BOOST_TEST(
      has(city.refusedMany("placement.write_withdrawal", reference, leaving("2027-03-01"), kCoordinator), "by itself"));
  auto talked = leaving("");
  talked["talked_on"] = {"2026-03-03"};
  BOOST_TEST(has(city.refusedMany("placement.write_withdrawal", reference, talked, kCoordinator), "[talked_on]"));
  talked["talked_on"] = {"2026-03-02"};
  city.mustMany("placement.write_withdrawal", reference, talked, kCoordinator);
  BOOST_TEST(!has(city.must("placement.send_withdrawal", reference, {}, kCoordinator).says, "may ring you"));
  // Taken back before CAP has processed it.
  BOOST_TEST(has(city.refused("placement.take_back_withdrawal", reference, {{"reason", "It was wrong."}}, kProvider),
                 "it alone takes it back"));
  city.must("placement.take_back_withdrawal", reference, {{"reason", "He stays after all."}}, kCoordinator);
  BOOST_TEST(city.openDuties(reference, "placement.do_withdrawal") == 0);
  BOOST_TEST(has(city.refused("placement.do_withdrawal", reference, ticked()), "No withdrawal waits"));
}

BOOST_AUTO_TEST_CASE(a_placement_does_not_end_by_itself_before_its_withdrawal_is_processed) {
  Running city;
  const std::string reference = city.begun();
  const Date last = city.placementOf(reference).lastDay.value();
  city.at(last.year(), last.month(), last.day());
  city.mustMany("placement.write_withdrawal", reference, leaving(""), kCoordinator);
  city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  const Date next = last.plusDays(1);
  city.at(next.year(), next.month(), next.day());
  BOOST_TEST(city.job("placement.over") == 0);
  BOOST_TEST(has(city.refused("placement.finish", reference), "waits for CAP"));
  city.must("placement.do_withdrawal", reference, ticked());
  BOOST_TEST(city.state(reference) == "withdrawn");
}

BOOST_AUTO_TEST_CASE(a_pupil_who_never_came, *label("NON-01") * label("NON-02") * label("NON-03") * label("REF-72")) {
  Running city;
  const std::string reference = city.confirmed();
  city.at(2026, 2, 24, 8);
  BOOST_TEST(has(city.shown(kCoordinator, "/"),
                 "Withdraw before 09:00 on Tuesday 3 March and there is certainly no "
                 "charge. From Tuesday 10 March a half term may be charged. Between, CAP "
                 "decides."));
  BOOST_TEST(has(city.refused("placement.record_non_starter", reference, {}, kProvider), "once the school’s"));
  city.at(2026, 3, 3, 8, 59);
  FieldTexts texts = {{"kind", {"changes"}}, {"reason", {"He did not want to."}}};
  city.mustMany("placement.write_withdrawal", reference, texts, kCoordinator);
  city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  BOOST_TEST(city.openDuties(reference, "placement.non_starter") == 1);
  city.at(2026, 3, 3, 11);  // received in time, recorded later
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/changes"), "Record a non-starter"));
  BOOST_TEST(
      has(city.refused("placement.record_non_starter", reference, {}, kCoordinator), "Your roles do not include this"));
  city.must("placement.record_non_starter", reference, {}, kProvider);
  BOOST_TEST(city.openDuties(reference, "placement.non_starter") == 0);
  city.must("placement.do_withdrawal", reference, ticked());
  BOOST_TEST(city.state(reference) == "ended");
  BOOST_TEST(city.placementOf(reference).endedHow == "non_starter");
  BOOST_TEST(city.withdrawalOf(reference).fee == "nothing");
  BOOST_TEST(has(city.shown(kCoordinator, "/placements/" + reference), "the pupil did not start"));
}

BOOST_AUTO_TEST_CASE(between_the_readings_a_person_decides, *label("NON-05") * label("NON-04")) {
  Running city;
  const std::string reference = city.confirmed();
  city.at(2026, 3, 3, 9, 0);
  BOOST_TEST(has(city.shown(kCoordinator, "/"), "CAP decides whether there is a charge"));
  city.mustMany("placement.write_withdrawal", reference, {{"kind", {"changes"}}, {"reason", {"He did not want to."}}},
                kCoordinator);
  city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  BOOST_TEST(city.openDuties(reference, "placement.non_starter") == 0);
  BOOST_TEST(has(city.refused("placement.record_non_starter", reference, {}, kProvider), "For a person to decide"));
  city.must("placement.do_withdrawal", reference, ticked());
  BOOST_TEST(city.state(reference) == "withdrawn");
  BOOST_TEST(city.openDuties(reference, "placement.fee") == 1);
  for (const char* who : {kAdmin, kCoordinator, kProvider})
    BOOST_TEST(
        has(city.refused("placement.decide_fee", reference, {{"fee", "nothing"}, {"reason", "Half a day."}}, who),
            "Your roles do not include this"));
  const Done decided = city.must("placement.decide_fee", reference,
                                 {{"fee", "half_term_minimum"}, {"reason", "A session is half a day here."}}, kSlt);
  BOOST_TEST(has(decided.says, "a half term at least"));
  BOOST_TEST(has(city.shown(kProvider, "/withdrawals"), "A session is half a day here."));
  BOOST_TEST(city.openDuties(reference, "placement.fee") == 0);
}
