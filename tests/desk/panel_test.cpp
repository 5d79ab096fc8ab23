#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

void meet(Desk& desk, Date day) { desk.office.clock().set(londonAt(day, {16, 0})); }

}  // namespace

BOOST_AUTO_TEST_CASE(flourish_waits_for_the_panel_and_is_checked_all_the_same, *label("REF-22") * label("REF-58")) {
  Desk desk;
  const std::string reference = desk.submitted("2026-01-20", "grow");
  BOOST_TEST(desk.holding(reference) == "panel");
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  BOOST_TEST(desk.state(reference) == "submitted");
  BOOST_TEST(has(desk.refused("desk.ask", reference, {{"holds", "1"}}), "cannot answer for the panel"));
  BOOST_TEST(
      has(desk.refused("desk.clear_hold", reference, {{"hold", "1"}, {"why", "No panel today"}}), "by the panel"));
  Screen screen(desk.office, kAdmin);
  BOOST_TEST(has(textOf(screen.get("/inbox?show=panel")), reference));
  BOOST_TEST(has(desk.refused("desk.release", reference), "still being checked"));
}

BOOST_AUTO_TEST_CASE(agreed_then_checked_then_sent,
                     *label("TIER-FL-13") * label("REF-38") * label("NOT-05") * label("NUM-09") * label("CAL-54")) {
  Desk desk;
  const std::string reference = desk.submitted("2026-01-20", "grow");
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  BOOST_TEST(
      has(desk.refused("referral.record_panel_outcome", reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}}),
          "still to come"));
  meet(desk, Date(2026, 2, 11));
  BOOST_TEST(
      has(desk.refused("referral.record_panel_outcome", reference, {{"outcome", "agreed"}, {"met_on", "2026-02-01"}}),
          "before"));
  desk.must("referral.record_panel_outcome", reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
  BOOST_TEST(desk.mails("Panel outcome ready: " + reference) == 1);
  BOOST_TEST(desk.openDuties(reference, "panel.outcome") == 0);
  // Wednesday 11 February and three working days: the end of Monday the 16th.
  BOOST_TEST((desk.due(reference, "panel.outcome") == londonEndOf(Date(2026, 2, 16))));
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
  desk.must("desk.check", reference);
  BOOST_TEST(desk.state(reference) == "complete");
  desk.must("desk.release", reference);
  BOOST_TEST(
      has(desk.refused("referral.record_panel_outcome", reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}}),
          "No panel has it"));
}

BOOST_AUTO_TEST_CASE(agreed_with_a_stale_risk_assessment_is_still_held, *label("TST-30") * label("REF-58")) {
  Desk desk;
  const std::string reference = desk.submitted("2025-10-28", "grow");
  meet(desk, Date(2026, 2, 11));
  desk.must("referral.record_panel_outcome", reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
  BOOST_TEST(desk.holding(reference) == "risk_assessment_age");
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  BOOST_TEST(desk.state(reference) == "submitted");
  BOOST_TEST(desk.holding(reference) == "risk_assessment_age");
  BOOST_TEST(has(desk.refused("desk.release", reference), "still being checked"));
}

BOOST_AUTO_TEST_CASE(not_agreed_ends_it, *label("REF-39") * label("NOT-05")) {
  Desk desk;
  const std::string reference = desk.submitted("2025-10-28", "grow");
  meet(desk, Date(2026, 2, 11));
  BOOST_TEST(has(
      desk.refused("referral.record_panel_outcome", reference, {{"outcome", "not_agreed"}, {"met_on", "2026-02-11"}}),
      "reasons"));
  desk.must("referral.record_panel_outcome", reference,
            {{"outcome", "not_agreed"}, {"met_on", "2026-02-11"}, {"says", "Support in school first."}});
  BOOST_TEST(desk.state(reference) == "refused");
  BOOST_TEST(desk.holding(reference).empty());
  BOOST_TEST(desk.mails("Panel outcome ready: " + reference) == 1);
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 0);
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%Support in school%") == 0);
}

BOOST_AUTO_TEST_CASE(more_information_and_the_next_meeting) {
  Desk desk;
  const std::string reference = desk.submitted("2026-01-20", "grow");
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  meet(desk, Date(2026, 2, 11));
  desk.must("referral.record_panel_outcome", reference,
            {{"outcome", "more_information"},
             {"met_on", "2026-02-11"},
             {"says", "Which strategies were tried?"},
             {"next_meeting", "2026-03-11"}});
  BOOST_TEST(desk.holding(reference) == "panel cap.panel-2026-02-11");
  BOOST_TEST(desk.openDuties(reference, "panel.outcome") == 1);
  BOOST_TEST((desk.due(reference, "panel.outcome") == londonEndOf(Date(2026, 3, 16))));
  BOOST_TEST(has(
      desk.refused("referral.record_panel_outcome", reference, {{"outcome", "next_meeting"}, {"met_on", "2026-02-11"}}),
      "next meeting"));
}

// The mail of the outcome asks the school; without a day for the panel CAP keeps it in its list.
BOOST_AUTO_TEST_CASE(what_the_panel_wants_to_know_is_asked_for, *label("NOT-05") * label("REF-24")) {
  for (const bool day : {true, false}) {
    BOOST_TEST_CONTEXT(day) {
      Desk desk;
      const std::string reference = desk.submitted("2026-01-20", "grow");
      desk.must("desk.check", reference, {{"date_agrees", "yes"}});
      BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 0);
      meet(desk, Date(2026, 2, 11));
      Texts texts = {
          {"outcome", "more_information"}, {"met_on", "2026-02-11"}, {"says", "Which strategies were tried?"}};
      if (day) texts["next_meeting"] = "2026-03-11";
      desk.must("referral.record_panel_outcome", reference, texts);
      BOOST_TEST(desk.openDuties(reference, "desk.first_look") == (day ? 0 : 1));
      BOOST_TEST(desk.openDuties(reference, "panel.outcome") == (day ? 1 : 0));
      Screen school(desk.office, kCoordinator);
      BOOST_TEST(has(textOf(school.get("/referrals/" + reference)), "On hold: waiting for you"));
      desk.must("desk.check", reference);
      BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 0);
      desk.office.clock().advanceMs(60'000);
      desk.must("referral.answer_hold", reference,
                {{"hold", "missing_data~cap.panel-2026-02-11"}, {"hold.says", "Three of them."}}, kCoordinator);
      BOOST_TEST(desk.lookAgain() == 1U);
      BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
    }
  }
}
