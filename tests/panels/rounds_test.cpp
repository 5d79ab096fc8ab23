#include "cases/policy/PolicyShelf.h"
#include "tests/panels/Table.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::vector<PanelRound> roundsNow(Table& table) {
  const auto lease = table.office.house().database().read(table.office.house().hostViewer(0));
  return panelRounds(lease->tx(), table.office.house().services().policy());
}

std::string refusedRound(Table& table, const Texts& texts) {
  const Outcome outcome = table.office.run(kAdmin, "panel.add_round", texts);
  BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome));
  return table.office.dumpOf(outcome);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(panel_rounds)

// J2: sent on a Sunday in October, it waits for the round of December.
BOOST_AUTO_TEST_CASE(a_flourish_application_of_october_waits_for_december,
                     *label("TST-21") * label("PAN-09") * label("PAN-30")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    BOOST_TEST_CONTEXT(static_cast<int>(kind)) {
      Table table(kind, Date(2024, 10, 20));
      const std::string draft = table.office.draft();
      table.office.fillIn(draft, "2024-10-10", "grow");
      const std::string check = table.pageOf(kCoordinator, "/referrals/" + draft + "/check");
      BOOST_TEST(has(check, "The next round closes on Wednesday 4 December 2024"));
      BOOST_TEST(has(check, "starts on Monday 13 January 2025"));
      table.must("referral.submit", draft, {}, kCoordinator);
      BOOST_TEST(table.statusOf(draft) == "Waiting for the panel on 17 December");
      BOOST_TEST(has(table.pageOf(kCoordinator, "/referrals/" + draft), "Waiting for the panel on 17 December"));
      BOOST_TEST(has(table.pageOf(kAdmin, "/panels/rounds/2024-25-autumn-4"), draft));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_deadline_is_in_time_and_the_day_after_rolls_on, *label("PAN-09")) {
  Table table(Kind::sqlite, Date(2024, 12, 4));
  const std::string intime = table.submitted("2024-11-20", "grow");
  BOOST_TEST(table.statusOf(intime) == "Waiting for the panel on 17 December");
  table.on(Date(2024, 12, 5), {0, 1});
  const std::string late = table.submitted("2024-11-20", "grow", "Hassan-Test");
  BOOST_TEST(table.statusOf(late) == "Waiting for the panel on 25 March");
}

BOOST_AUTO_TEST_CASE(supported_transfer_of_the_first_round_goes_without_a_panel,
                     *label("TST-29") * label("PAN-11") * label("TIER-ST-04")) {
  Table table(Kind::sqlite, Date(2024, 9, 10));
  const auto rounds = roundsNow(table);
  const auto looked = [&](const char* programme, Date day) {
    return roundFor(rounds, programme, day)->lists(programme)->panel;
  };
  BOOST_TEST(!looked("tier3.supported_transfer", Date(2024, 9, 18)));
  BOOST_TEST(looked("tier3.supported_transfer", Date(2024, 9, 19)));
  BOOST_TEST(looked("tier3.supported_transfer", Date(2024, 10, 9)));
  BOOST_TEST(looked("tier3.refocus", Date(2024, 9, 18)));
  BOOST_TEST(looked("tier3.year_11_bespoke", Date(2024, 9, 18)));
}

BOOST_AUTO_TEST_CASE(three_working_days_over_a_bank_holiday, *label("TST-06")) {
  Table table(Kind::sqlite, Date(2025, 3, 10));
  const std::string reference = table.waiting("2025-03-01");
  table.on(Date(2025, 3, 20));
  const Outcome moved = table.office.run(kAdmin, "panel.move_round",
                                         {{"round", "2024-25-spring-3"},
                                          {"version", "1"},
                                          {"deadline", "2025-03-12"},
                                          {"meets_on", "2025-05-01"},
                                          {"why", "The room is not free before."}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(moved));  // two rounds of Tier 3 lie in between
  const Calendar calendar = *table.office.house().services().policy().calendar();
  BOOST_TEST(withinWorkingDays(calendar, Date(2025, 5, 1), 3).lastDay().iso() == "2025-05-07");
  table.on(Date(2025, 3, 27));
  table.record(reference, {{"outcome", "agreed"}, {"met_on", "2025-03-27"}});
  BOOST_TEST((table.due(reference, "panel.outcome") == londonEndOf(Date(2025, 4, 1))));
}

// The limit after 19 December is the 24th: nobody is at school by then.
BOOST_AUTO_TEST_CASE(a_limit_in_the_holidays_is_said_with_the_day_that_reaches_a_person, *label("PAN-06")) {
  Table table(Kind::sqlite, Date(2024, 11, 20));
  const std::string reference = table.waiting("2024-11-10");
  const std::string page = table.pageOf(kAdmin, "/panels/rounds/2024-25-autumn-4");
  BOOST_TEST(has(page, "Send its outcomes by Friday 20 December 2024"));
  table.on(Date(2024, 12, 19));
  table.record(reference, {{"outcome", "agreed"}, {"met_on", "2024-12-19"}});
  BOOST_TEST((table.due(reference, "panel.outcome") == londonEndOf(Date(2024, 12, 24))));
  BOOST_TEST(has(table.pageOf(kAdmin, "/panels/cases/" + reference + "/send"), "Send it by Friday 20 December 2024"));
}

// 2025-26 prints no days: what comes waits for a round that CAP adds, and is put on it.
BOOST_AUTO_TEST_CASE(a_round_that_cap_adds_takes_what_waits, *label("PAN-13")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    BOOST_TEST_CONTEXT(static_cast<int>(kind)) {
      Table table(kind);
      const std::string reference = table.waiting();
      BOOST_TEST(table.statusOf(reference) == "Waiting for the panel");
      BOOST_TEST(has(table.pageOf(kAdmin, "/panels"), reference));
      table.on(Date(2026, 2, 11));
      BOOST_TEST(
          has(table.refused("panel.record_outcome", reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}}),
              "no round"));
      table.round("2026-02-12", "2026-02-25");
      BOOST_TEST(table.statusOf(reference) == "Waiting for the panel on 25 February");
      BOOST_TEST(has(table.holding(reference), "panel"));
    }
  }
}

BOOST_AUTO_TEST_CASE(rounds_that_cannot_be) {
  Table table;
  table.round("2026-02-04", "2026-02-11");
  const Texts right = {{"deadline", "2026-03-04"}, {"meets_on", "2026-03-11"}, {"programmes", "tier2.flourish"}};
  const auto with = [&](Texts changed) {
    Texts texts = right;
    for (auto& [name, value] : changed) texts[name] = value;
    return texts;
  };
  BOOST_TEST(has(refusedRound(table, with({{"deadline", "2026-02-04"}})), "another day"));
  BOOST_TEST(has(refusedRound(table, with({{"deadline", "2026-02-05"}, {"meets_on", "2026-02-10"}})), "overlap"));
  BOOST_TEST(has(refusedRound(table, with({{"meets_on", "2026-03-04"}})), "after the deadline"));
  BOOST_TEST(has(refusedRound(table, with({{"starts_on", "2026-03-04"}})), "starts after the deadline"));
  BOOST_TEST(has(refusedRound(table, with({{"programmes", "tier1"}})), "No panel"));
  BOOST_TEST(has(refusedRound(table, with({{"programmes", ""}})), "at least one"));
  BOOST_TEST(
      has(refusedRound(table, with({{"deadline", "2030-03-04"}, {"meets_on", "2030-03-11"}})), "names no panel"));
  table.round("2026-03-04", "2026-03-11");
  for (const char* who : {kCoordinator, kProvider, kMember, "host@cap.example"})
    BOOST_TEST(std::holds_alternative<Refused>(table.office.run(who, "panel.add_round", right)), who);
}

// Whoever waits goes along, and hears of it.
BOOST_AUTO_TEST_CASE(a_round_moved_takes_its_cases_along_and_tells, *label("PAN-09")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    BOOST_TEST_CONTEXT(static_cast<int>(kind)) {
      Table table(kind);
      const std::string code = table.round();
      const std::string reference = table.waiting();
      Texts texts = {{"round", code},
                     {"version", "7"},
                     {"deadline", "2026-02-04"},
                     {"meets_on", "2026-02-18"},
                     {"why", "The chair is ill."}};
      BOOST_TEST(has(table.office.dumpOf(table.office.run(kAdmin, "panel.move_round", texts)), "Somebody changed"));
      texts["version"] = "1";
      const Outcome moved = table.office.run(kAdmin, "panel.move_round", texts);
      BOOST_TEST_REQUIRE(std::holds_alternative<Done>(moved), table.office.dumpOf(moved));
      BOOST_TEST(table.statusOf(reference) == "Waiting for the panel on 18 February");
      BOOST_TEST(table.mails(reference + ": the panel meets on another day") == 1);
      const std::string page = table.pageOf(kCoordinator, "/referrals/" + reference);
      BOOST_TEST(has(page, "The chair is ill."));
      table.on(Date(2026, 2, 11));
      BOOST_TEST(
          has(table.refused("panel.record_outcome", reference, {{"outcome", "agreed"}, {"met_on", "2026-02-11"}}),
              "first met on 18 February"));
    }
  }
}

// The days of the policy give way to those that CAP has set.
BOOST_AUTO_TEST_CASE(a_printed_round_that_cap_moves) {
  Table table(Kind::sqlite, Date(2024, 11, 20));
  const Outcome moved = table.office.run(kAdmin, "panel.move_round",
                                         {{"round", "2024-25-autumn-4"},
                                          {"version", "0"},
                                          {"deadline", "2024-12-06"},
                                          {"meets_on", "2024-12-18"},
                                          {"why", "The room is not free."}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(moved), table.office.dumpOf(moved));
  const auto rounds = roundsNow(table);
  BOOST_TEST(rounds.size() == 10U);
  const PanelRound* round = roundByCode(rounds, "2024-25-autumn-4");
  BOOST_TEST(round->deadline.iso() == "2024-12-06");
  BOOST_TEST(round->lists("tier2.flourish")->starts->iso() == "2025-01-13");
  const Outcome bad = table.office.run(kAdmin, "panel.move_round",
                                       {{"round", "2024-25-autumn-4"},
                                        {"version", "1"},
                                        {"deadline", "2025-01-20"},
                                        {"meets_on", "2025-01-25"},
                                        {"why", "The room is not free."}});
  BOOST_TEST(has(table.office.dumpOf(bad), "overlap"));
  const auto page = [&] { return table.pageOf(kAdmin, "/panels/rounds/2024-25-autumn-4"); };
  BOOST_TEST(!has(page(), "Policy has other days"));
  // Written down as policy had it, which has other days since: it keeps its days, says so and asks.
  store::WriteRequest request;
  request.viewer = table.office.house().hostViewer(0);
  request.command = "test.written_down";
  request.payload = "{}";
  request.apply = [](WriteTx& tx) -> Outcome {
    tx.execute("UPDATE panel_round SET by_hand = 0");
    return Done{};
  };
  table.office.house().database().write(std::move(request)).get();
  BOOST_TEST(has(page(), "Policy has other days for this round by now: applications until Wednesday 4 December 2024"));
  BOOST_TEST(roundByCode(roundsNow(table), "2024-25-autumn-4")->deadline.iso() == "2024-12-06");
}

BOOST_AUTO_TEST_CASE(the_school_is_chased_once_before_the_pack_closes, *label("OPEN-18")) {
  Table table;
  table.round("2026-02-10", "2026-02-25");  // the pack closes on the 18th, and five working days before is the 11th
  const std::string owes = table.submitted("2025-10-20", "grow");
  const std::string owesNothing = table.waiting("2026-01-20", "Hassan-Test");
  table.on(Date(2026, 2, 10));
  BOOST_TEST(table.job("panel.chase") == 0U);
  table.on(Date(2026, 2, 11));
  BOOST_TEST(table.job("panel.chase") == 1U);
  BOOST_TEST(table.job("panel.chase") == 0U);
  BOOST_TEST(
      table.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%Wednesday 18 February 2026: then the pack%") == 1);
  BOOST_TEST(table.mails(owesNothing + ": we need something from you") == 0);
  BOOST_TEST(table.mails(owes + ": we need something from you") == 1);
}

BOOST_AUTO_TEST_CASE(a_calendar_of_ones_own_with_no_case_in_it) {
  Table table(Kind::sqlite, Date(2024, 11, 20));
  table.waiting("2024-11-10");
  const Outcome made = table.office.run(kMember, "panel.make_feed", {});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(made), table.office.dumpOf(made));
  const std::string& once = std::get<Done>(made).once;
  const std::string path = once.substr(once.find("/panels/feed/"));
  Screen stranger(table.office, kProvider);
  const auto reply = stranger.get(path);
  BOOST_TEST(reply.type == "text/calendar; charset=utf-8");
  BOOST_TEST(has(reply.body, "DTSTART;VALUE=DATE:20241217"));
  for (const char* never : {"Flourish", "Refocus", "Wynne", "CAP24", "Grow", "Spon"})
    BOOST_TEST(!has(reply.body, never), never);
  BOOST_TEST(stranger.get(path + "0").status == 404);
  BOOST_TEST(std::holds_alternative<Done>(table.office.run(kMember, "panel.end_feed", {})));
  BOOST_TEST(stranger.get(path).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
