#include "tests/panels/Table.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_AUTO_TEST_SUITE(panel)

BOOST_AUTO_TEST_CASE(flourish_waits_for_the_panel_and_is_checked_all_the_same, *label("REF-22") * label("REF-58")) {
  Table table;
  table.round();
  const std::string reference = table.submitted("2026-01-20", "grow");
  BOOST_TEST(table.holding(reference) == "panel");
  table.must("desk.check", reference, {{"date_agrees", "yes"}});
  BOOST_TEST(table.state(reference) == "submitted");
  BOOST_TEST(has(table.refused("desk.ask", reference, {{"holds", "1"}}), "cannot answer for the panel"));
  BOOST_TEST(
      has(table.refused("desk.clear_hold", reference, {{"hold", "1"}, {"why", "No panel today"}}), "by the panel"));
  Screen screen(table.office, kAdmin);
  BOOST_TEST(has(textOf(screen.get("/inbox?show=panel")), reference));
  BOOST_TEST(has(table.refused("desk.release", reference), "still being checked"));
}

// The school hears nothing before CAP has looked at it as the school will, and has sent it.
BOOST_AUTO_TEST_CASE(agreed_then_told_then_checked_then_sent, *label("TIER-FL-13") * label("REF-38") * label("NOT-05") *
                                                                  label("NUM-09") * label("CAL-54") * label("PAN-06")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    BOOST_TEST_CONTEXT(static_cast<int>(kind)) {
      Table table(kind);
      table.round();
      const std::string reference = table.waiting();
      const auto refused = [&](const char* day) {
        return table.refused("panel.record_outcome", reference, {{"outcome", "agreed"}, {"met_on", day}});
      };
      BOOST_TEST(has(refused("2026-02-11"), "still to come"));
      table.on(Date(2026, 2, 11));
      BOOST_TEST(has(refused("2026-02-01"), "before"));
      BOOST_TEST(has(refused("2026-02-10"), "first met on 11 February 2026"));
      table.record(reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
      BOOST_TEST(table.mails("Panel outcome ready: " + reference) == 0);
      BOOST_TEST(table.openDuties(reference, "panel.outcome") == 1);
      // Wednesday 11 February and three working days: the end of Monday the 16th.
      BOOST_TEST((table.due(reference, "panel.outcome") == londonEndOf(Date(2026, 2, 16))));
      BOOST_TEST(!has(table.pageOf(kCoordinator, "/referrals/" + reference), "agreed"));
      const std::string shown = table.pageOf(kAdmin, "/panels/cases/" + reference + "/send");
      BOOST_TEST(has(shown, "Panel outcome ready: " + reference));
      BOOST_TEST(has(shown, "The panel of 11 February 2026 agreed."));
      BOOST_TEST(has(table.refused("desk.release", reference), "still being checked"));

      table.send(reference);
      BOOST_TEST(table.mails("Panel outcome ready: " + reference) == 1);
      BOOST_TEST(table.openDuties(reference, "panel.outcome") == 0);
      BOOST_TEST(has(table.pageOf(kCoordinator, "/referrals/" + reference), "agreed"));
      BOOST_TEST(table.openDuties(reference, "desk.first_look") == 1);
      table.must("desk.check", reference);
      BOOST_TEST(table.state(reference) == "complete");
      table.must("desk.release", reference);
      BOOST_TEST(has(table.refused("panel.send_outcome", reference), "no outcome"));
      BOOST_TEST(
          has(table.refused("panel.record_outcome", reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}}),
              "not waiting"));
    }
  }
}

BOOST_AUTO_TEST_CASE(told_in_time_or_late_is_proved_per_case, *label("PAN-06") * label("ENT-41")) {
  struct Row {
    Date day;
    TimeOfDay time;
    const char* says;
  };
  for (const Row& row : {Row{Date(2026, 2, 16), {23, 59}, "told on 16 February 2026, in time"},
                         Row{Date(2026, 2, 17), {0, 0}, "told on 17 February 2026, late"}}) {
    Table table;
    const std::string code = table.round();
    const std::string reference = table.waiting();
    table.on(Date(2026, 2, 11));
    table.record(reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
    table.on(row.day, row.time);
    table.send(reference);
    BOOST_TEST(has(table.pageOf(kAdmin, "/panels/rounds/" + code + "/decisions"), row.says), row.says);
  }
}

BOOST_AUTO_TEST_CASE(agreed_with_a_stale_risk_assessment_is_still_held, *label("TST-30") * label("REF-58")) {
  Table table;
  table.round();
  const std::string reference = table.submitted("2025-10-28", "grow");
  table.on(Date(2026, 2, 11));
  table.record(reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
  table.send(reference);
  BOOST_TEST(table.holding(reference) == "risk_assessment_age");
  table.must("desk.check", reference, {{"date_agrees", "yes"}});
  BOOST_TEST(table.state(reference) == "submitted");
  BOOST_TEST(table.holding(reference) == "risk_assessment_age");
  BOOST_TEST(has(table.refused("desk.release", reference), "still being checked"));
}

BOOST_AUTO_TEST_CASE(not_agreed_ends_it, *label("REF-39") * label("NOT-05")) {
  Table table;
  table.round();
  const std::string reference = table.submitted("2025-10-28", "grow");
  table.on(Date(2026, 2, 11));
  BOOST_TEST(
      has(table.refused("panel.record_outcome", reference, {{"outcome", "not_agreed"}, {"met_on", "2026-02-11"}}),
          "reasons"));
  table.record(reference, {{"outcome", "not_agreed"}, {"met_on", "2026-02-11"}, {"says", "Support in school first."}});
  BOOST_TEST(table.state(reference) == "submitted");
  table.send(reference);
  BOOST_TEST(table.state(reference) == "refused");
  BOOST_TEST(table.holding(reference).empty());
  BOOST_TEST(table.mails("Panel outcome ready: " + reference) == 1);
  BOOST_TEST(table.openDuties(reference, "desk.first_look") == 0);
  BOOST_TEST(table.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%Support in school%") == 0);
}

// The same referral goes on to another programme: its date, its papers and its answers stay.
BOOST_AUTO_TEST_CASE(different_support_is_the_same_referral, *label("PAN-12")) {
  Table table;
  table.round();
  const std::string reference = table.waiting();
  table.on(Date(2026, 2, 11));
  Texts texts = {
      {"outcome", "different_support"}, {"met_on", "2026-02-11"}, {"says", "A practical course fits better."}};
  BOOST_TEST(has(table.refused("panel.record_outcome", reference, texts), "Choose the programme"));
  texts["programme"] = "tier2.flourish";
  BOOST_TEST(has(table.refused("panel.record_outcome", reference, texts), "without a panel"));
  texts["programme"] = "tier1";
  table.record(reference, texts);
  table.send(reference);
  BOOST_TEST(table.state(reference) == "submitted");
  BOOST_TEST(table.holding(reference) == "choose_course");
  const auto application =
      table.office.fact<std::string>("SELECT c.application_date FROM @all_cases c WHERE c.reference = ?", reference);
  BOOST_TEST(application.value() == "2026-02-02");
  // On paper the old course is not read as one of the new programme.
  const auto print = [&] { return table.pageOf(kCoordinator, "/referrals/" + reference + "/print"); };
  BOOST_TEST(has(print(), "Asked for first, in another programme. The course of this one is not chosen yet."));
  table.must("response.choose_course", reference, {{"course", "bike"}}, kCoordinator);
  BOOST_TEST(has(print(), "Asked for first, in another programme. Now: "));
  table.must("desk.check", reference);
  BOOST_TEST(table.state(reference) == "complete");
  table.must("desk.release", reference);
  BOOST_TEST(has(table.pageOf(kProvider, "/answers/" + reference), "He learns best with his hands"));
}

BOOST_AUTO_TEST_CASE(more_information_and_the_next_meeting) {
  Table table;
  table.round();
  const std::string reference = table.waiting();
  table.on(Date(2026, 2, 11));
  const Texts later = {{"outcome", "next_meeting"}, {"met_on", "2026-02-11"}};
  BOOST_TEST(has(table.refused("panel.record_outcome", reference, later), "No later round"));
  table.round("2026-03-04", "2026-03-11");
  table.record(reference,
               {{"outcome", "more_information"}, {"met_on", "2026-02-11"}, {"says", "Which strategies were tried?"}});
  table.send(reference);
  BOOST_TEST(table.holding(reference) == "panel cap.panel-2026-02-11");
  BOOST_TEST(table.statusOf(reference) == "Waiting for the panel on 11 March");
  BOOST_TEST(has(table.pageOf(kCoordinator, "/referrals/" + reference), "On hold: waiting for you"));
  table.on(Date(2026, 3, 11));
  table.record(reference, {{"outcome", "agreed"}, {"met_on", "2026-03-11"}});
  BOOST_TEST((table.due(reference, "panel.outcome") == londonEndOf(Date(2026, 3, 16))));
}

// A round that meets twice: what is moved to its second day stays on it.
BOOST_AUTO_TEST_CASE(moved_to_the_second_day_of_the_same_round) {
  Table table;
  table.round("2026-02-04", "2026-02-11", "2026-02-13");
  const std::string reference = table.waiting();
  BOOST_TEST(table.statusOf(reference) == "Waiting for the panel on 11 February");
  table.on(Date(2026, 2, 11));
  table.record(reference, {{"outcome", "next_meeting"}, {"met_on", "2026-02-11"}});
  table.send(reference);
  table.on(Date(2026, 2, 12));
  BOOST_TEST(table.statusOf(reference) == "Waiting for the panel on 13 February");
  table.on(Date(2026, 2, 14));
  BOOST_TEST(table.statusOf(reference) == "Waiting to hear from the panel");
}

// The mail of the outcome asks the school; without a day for the panel CAP keeps it in its list.
BOOST_AUTO_TEST_CASE(what_the_panel_wants_to_know_is_asked_for, *label("NOT-05") * label("REF-24")) {
  for (const bool day : {true, false}) {
    BOOST_TEST_CONTEXT(day) {
      Table table;
      table.round();
      if (day) table.round("2026-03-04", "2026-03-11");
      const std::string reference = table.waiting();
      BOOST_TEST(table.openDuties(reference, "desk.first_look") == 0);
      table.on(Date(2026, 2, 11));
      table.record(
          reference,
          {{"outcome", "more_information"}, {"met_on", "2026-02-11"}, {"says", "Which strategies were tried?"}});
      table.send(reference);
      BOOST_TEST(table.openDuties(reference, "desk.first_look") == (day ? 0 : 1));
      Screen school(table.office, kCoordinator);
      BOOST_TEST(has(textOf(school.get("/referrals/" + reference)), "On hold: waiting for you"));
      table.must("desk.check", reference);
      BOOST_TEST(table.openDuties(reference, "desk.first_look") == 0);
      table.office.clock().advanceMs(60'000);
      table.must("referral.answer_hold", reference,
                 {{"hold", "missing_data~cap.panel-2026-02-11"}, {"hold.says", "Three of them."}}, kCoordinator);
      BOOST_TEST(table.lookAgain() == 1U);
      BOOST_TEST(table.openDuties(reference, "desk.first_look") == 1);
    }
  }
}

// Recorded wrongly and not sent: the second record stands alone, its deadline too.
BOOST_AUTO_TEST_CASE(recorded_again_before_it_is_sent) {
  Table table;
  table.round("2026-02-04", "2026-02-11", "2026-02-12");
  const std::string reference = table.waiting();
  table.on(Date(2026, 2, 12));
  table.record(reference, {{"outcome", "not_agreed"}, {"met_on", "2026-02-11"}, {"says", "Typed for another one."}});
  table.record(reference, {{"outcome", "agreed"}, {"met_on", "2026-02-12"}});
  BOOST_TEST(table.openDuties(reference, "panel.outcome") == 1);
  BOOST_TEST((table.due(reference, "panel.outcome") == londonEndOf(Date(2026, 2, 17))));
  table.send(reference);
  BOOST_TEST(table.state(reference) == "submitted");
  BOOST_TEST(!has(table.pageOf(kCoordinator, "/referrals/" + reference), "another one"));
}

// Moved to another round between two records: what was recorded before is not left to be sent later.
BOOST_AUTO_TEST_CASE(recorded_again_in_another_round, *label("PAN-06")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    BOOST_TEST_CONTEXT(static_cast<int>(kind)) {
      Table table(kind);
      table.round("2026-02-04", "2026-02-11");
      const std::string second = table.round("2026-02-10", "2026-02-12");
      const std::string reference = table.waiting();
      table.on(Date(2026, 2, 12));
      table.record(reference,
                   {{"outcome", "not_agreed"}, {"met_on", "2026-02-12"}, {"says", "Typed for another one."}});
      table.must("panel.put_on_round", reference, {{"round", second}});
      table.record(reference, {{"outcome", "agreed"}, {"met_on", "2026-02-12"}});
      BOOST_TEST(table.openDuties(reference, "panel.outcome") == 1);
      table.send(reference);
      BOOST_TEST(table.openDuties(reference, "panel.outcome") == 0);
      BOOST_TEST(has(table.refused("panel.send_outcome", reference), "no outcome"));
      BOOST_TEST(table.state(reference) == "submitted");
    }
  }
}

// It comes back and is decided with the same day as before: the school is to be told of that too.
BOOST_AUTO_TEST_CASE(told_twice_of_one_day_is_owed_twice, *label("PAN-06")) {
  Table table;
  table.round("2026-02-04", "2026-02-11", "2026-02-13");
  const std::string reference = table.waiting();
  table.on(Date(2026, 2, 11));
  table.record(reference, {{"outcome", "next_meeting"}, {"met_on", "2026-02-11"}});
  table.send(reference);
  BOOST_TEST(table.openDuties(reference, "panel.outcome") == 0);
  table.record(reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
  BOOST_TEST(table.openDuties(reference, "panel.outcome") == 1);
}

BOOST_AUTO_TEST_CASE(what_the_school_took_back_is_no_member_s_to_see, *label("PAN-10")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    BOOST_TEST_CONTEXT(static_cast<int>(kind)) {
      Table table(kind);
      const std::string code = table.round();
      const std::string reference = table.waiting();
      table.on(Date(2026, 2, 5));
      table.openAgenda(code);
      const auto sees = [&] {
        return table.office.one<std::int64_t>(kMember, "SELECT c.id FROM @cases c WHERE c.reference = ?", reference)
            .has_value();
      };
      BOOST_TEST(sees());
      table.must("referral.withdraw", reference, {{"why", "He stays with us."}}, kCoordinator);
      BOOST_TEST(!sees());
    }
  }
}

// CAP's short way: a meeting's outcomes on one page, all or nothing.
BOOST_AUTO_TEST_CASE(a_whole_round_on_one_page) {
  Table table;
  const std::string code = table.round();
  const std::string one = table.waiting();
  const std::string other = table.waiting("2026-01-20", "Hassan-Test");
  table.on(Date(2026, 2, 11));
  Texts texts = {
      {"round", code}, {"met_on", "2026-02-11"}, {"outcome-" + one, "agreed"}, {"outcome-" + other, "not_agreed"}};
  const Outcome refused = table.office.run(kAdmin, "panel.record_round", texts);
  BOOST_TEST(has(table.office.dumpOf(refused), other + ": Give the panel"));
  BOOST_TEST(table.openDuties(one, "panel.outcome") == 0);
  texts["says-" + other] = "Support in school first.";
  const Outcome done = table.office.run(kAdmin, "panel.record_round", texts);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(done), table.office.dumpOf(done));
  BOOST_TEST(table.openDuties(one, "panel.outcome") == 1);
  BOOST_TEST(table.openDuties(other, "panel.outcome") == 1);
  const std::string page = table.pageOf(kAdmin, "/panels/rounds/" + code);
  BOOST_TEST(has(page, one));
  BOOST_TEST(has(page, "To be told by 16 February 2026"));
}

BOOST_AUTO_TEST_CASE(who_does_what_by_when_stands_with_the_decisions) {
  Table table;
  const std::string code = table.round();
  const std::string reference = table.waiting();
  table.on(Date(2026, 2, 11));
  BOOST_TEST(has(table.refused("panel.note_action", reference,
                               {{"who", "Early Help"}, {"what", "Ring the family"}, {"by", "2026-02-10"}}),
                 "today or later"));
  table.must("panel.note_action", reference,
             {{"who", "Early Help"}, {"what", "Ring the family"}, {"by", "2026-02-20"}});
  table.record(reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}});
  const std::string page = table.pageOf(kAdmin, "/panels/rounds/" + code + "/decisions");
  for (const char* each : {"Early Help, by 20 February 2026", "Ring the family", "Agreed", "To be told by"})
    BOOST_TEST(has(page, each), each);
}

BOOST_AUTO_TEST_SUITE_END()
