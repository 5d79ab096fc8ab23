// Change of day: who begins, agrees, sends and enters it, and that old marks keep the old day.

#include <boost/test/data/test_case.hpp>

#include "tests/placement/Running.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

// 25 February: agreed between the two, Wednesday instead of Tuesday from 4 March.
std::string agreed(Running& city) {
  const std::string reference = city.begun();
  city.at(2026, 2, 25);
  city.mustMany("placement.ask_change", reference, changeTo({"3a", "3p"}, "2026-03-04"), kProvider);
  city.must("placement.agree_change", reference, {}, kCoordinator);
  return reference;
}

}  // namespace

BOOST_TEST_DECORATOR(*label("COD-01") * label("COD-03") * label("COD-05") * label("COD-06") * label("COD-07") *
                     label("NOT-10"))
BOOST_DATA_TEST_CASE(from_asking_to_the_new_day, kBoth, kind) {
  Running city(kind);
  const std::string reference = agreed(city);
  BOOST_TEST(has(city.refused("placement.do_change", reference, ticked()), "No change of day waits"));
  BOOST_TEST(city.openDuties(reference, "placement.agree_change") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.send_change") == 1);
  city.must("placement.send_change", reference, {}, kCoordinator);
  BOOST_TEST(city.openDuties(reference, "placement.send_change") == 0);
  // Wednesday 25 February and two working days.
  BOOST_TEST(city.due(reference, "placement.do_change").ms == londonEndOf(Date(2026, 2, 27)).ms);
  BOOST_TEST(has(city.refused("placement.do_change", reference, {{"on_clm", "yes"}, {"on_capita", "no"}}),
                 "Enter it in Capita first"));
  const std::string copy = city.shown(kAdmin, "/placements/" + reference + "/changes");
  BOOST_TEST(has(copy, "Days: Wednesday all day"), copy);
  city.must("placement.do_change", reference, ticked());
  BOOST_TEST(city.openDuties(reference, "placement.do_change") == 0);
  BOOST_TEST(city.mails(reference + ": the change of day is confirmed") == 2);
  const Placement placement = city.placementOf(reference);
  BOOST_TEST(sessionsInWords(placement.sessionsOn(Date(2026, 3, 3))) == "Tuesday all day");
  BOOST_TEST(sessionsInWords(placement.sessionsOn(Date(2026, 3, 4))) == "Wednesday all day");
  BOOST_TEST(sessionsInWords(placement.sessions) == "Tuesday all day");
  // And back again: each time keeps its own days.
  city.at(2026, 3, 10);
  city.mustMany("placement.ask_change", reference, changeTo({"2a", "2p"}, "2026-03-17"), kCoordinator);
  city.must("placement.agree_change", reference, {}, kProvider);
  city.must("placement.send_change", reference, {}, kCoordinator);
  city.must("placement.do_change", reference, ticked());
  const Placement again = city.placementOf(reference);
  BOOST_TEST(sessionsInWords(again.sessionsOn(Date(2026, 2, 24))) == "Tuesday all day");
  BOOST_TEST(sessionsInWords(again.sessionsOn(Date(2026, 3, 11))) == "Wednesday all day");
  BOOST_TEST(sessionsInWords(again.sessionsOn(Date(2026, 3, 17))) == "Tuesday all day");
}

// The days of a programme in phases end before the placement does, also those that were changed on the way.
BOOST_DATA_TEST_CASE(days_of_a_phase_end_with_it, kBoth, kind) {
  Running city(kind);
  const std::string reference = agreed(city);
  city.arrange([&](WriteTx& tx) {
    tx.execute("UPDATE placement SET days_end = '2026-03-11' WHERE reference = ?", reference + "/1");
  });
  city.must("placement.send_change", reference, {}, kCoordinator);
  city.must("placement.do_change", reference, ticked());
  const Placement placement = city.placementOf(reference);
  BOOST_TEST(sessionsInWords(placement.sessionsOn(Date(2026, 3, 3))) == "Tuesday all day");
  BOOST_TEST(sessionsInWords(placement.sessionsOn(Date(2026, 3, 10))) == "Wednesday all day");
  BOOST_TEST(sessionsInWords(placement.sessionsOn(Date(2026, 3, 11))) == "Wednesday all day");
  BOOST_TEST(placement.sessionsOn(Date(2026, 3, 12)).empty());
  // On the way back to school the page shows the days as they ended.
  city.at(2026, 3, 20);
  BOOST_TEST(sessionsInWords(city.placementOf(reference).sessions) == "Wednesday all day");
}

BOOST_AUTO_TEST_CASE(only_the_school_sends_it, *label("TST-11") * label("COD-04")) {
  Running city;
  const std::string reference = agreed(city);
  BOOST_TEST(has(city.refused("placement.send_change", reference, {}, kProvider), "Your roles do not include this"));
  BOOST_TEST(has(city.refused("placement.send_change", reference, {}, kAdmin), "Your roles do not include this"));
  BOOST_TEST(has(city.refused("placement.send_change", reference, {}, kOlu), "may not be yours"));
  const std::string page = city.shown(kProvider, "/placements/" + reference + "/changes");
  BOOST_TEST(has(page, "Ask the school to send the change of day"), page);
  BOOST_TEST(!has(page, "Send the change of day to CAP"), page);
  city.must("placement.ask_to_send_change", reference, {}, kProvider);
  BOOST_TEST(city.mails(reference + ": a change of day to send") == 1);
  city.must("placement.send_change", reference, {}, kCoordinator);
  BOOST_TEST(has(city.refused("placement.send_change", reference, {}, kCoordinator), "it was sent before"));
}

BOOST_AUTO_TEST_CASE(nobody_agrees_for_both, *label("COD-03")) {
  Running city;
  const std::string reference = city.begun();
  city.mustMany("placement.ask_change", reference, changeTo({"3a", "3p"}, "2026-03-04"), kCoordinator);
  BOOST_TEST(has(city.refused("placement.agree_change", reference, {}, kCoordinator), "You asked for this change"));
  BOOST_TEST(has(city.refused("placement.agree_change", reference, {}, kOther), "may not be yours"));
  BOOST_TEST(has(city.refused("placement.send_change", reference, {}, kCoordinator), "has not agreed"));
  BOOST_TEST(has(city.refusedMany("placement.ask_change", reference, changeTo({"4a", "4p"}, "2026-03-05"), kProvider),
                 "under way on this placement already"));
  city.must("placement.drop_change", reference, {{"reason", "There is nobody on Wednesdays."}}, kProvider);
  BOOST_TEST(city.openDuties(reference, "placement.agree_change") == 0);
  BOOST_TEST(has(city.refused("placement.agree_change", reference, {}, kProvider), "No change of day waits"));
  city.mustMany("placement.ask_change", reference, changeTo({"3a", "3p"}, "2026-03-04"), kProvider);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_it_is_said_at_once, *label("COD-02") * label("COD-10")) {
  Running city;
  const std::string reference = city.begun();
  auto texts = changeTo({"3a", "3p"}, "2026-02-23");
  BOOST_TEST(has(city.refusedMany("placement.ask_change", reference, texts, kProvider), "Old marks keep the old day"));
  texts["from"] = {"2026-02-24"};  // today
  texts["sessions"] = {"3a"};
  const std::string less = city.refusedMany("placement.ask_change", reference, texts, kProvider);
  BOOST_TEST(has(less, "keeps that number: choose 2"), less);
  texts["sessions"] = {"2a", "2p"};
  BOOST_TEST(has(city.refusedMany("placement.ask_change", reference, texts, kProvider), "the days as they are"));
  texts["sessions"] = {"3a", "3p"};
  for (const char* each : {"achievement", "health", "wellbeing", "reason"}) {
    auto without = texts;
    without.erase(each);
    BOOST_TEST(has(city.refusedMany("placement.ask_change", reference, without, kProvider), "[" + std::string(each)));
  }
  city.mustMany("placement.ask_change", reference, texts, kProvider);
}

BOOST_AUTO_TEST_CASE(a_clash_elsewhere_stands_there_before_it_is_sent, *label("COD-10")) {
  Running city;
  const std::string reference = agreed(city);
  // Meanwhile the pupil begins somewhere else on Wednesdays.
  const auto placement = city.placementOf(reference);
  store::WriteRequest request;
  request.viewer = city.office.house().hostViewer(0);
  request.command = "test.elsewhere";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    const std::int64_t id =
        createDraft(tx, {"CAP26-ELSE01", placement.school, placement.pupil, tx.viewer().account(), std::nullopt});
    Placement other = placement;
    other.caseId = id;
    other.reference = "CAP26-ELSE01/1";
    other.state = "active";
    other.start = Date(2026, 3, 2);
    other.sessions = sessionsFromText("3a");
    addPlacement(tx, other);
    return Done{};
  };
  city.office.house().database().write(std::move(request)).get();
  const std::string page = city.shown(kCoordinator, "/placements/" + reference + "/changes");
  BOOST_TEST(has(page, "somewhere else on Wednesday morning"), page);
  BOOST_TEST(
      has(city.refused("placement.send_change", reference, {}, kCoordinator), "somewhere else on Wednesday morning"));
}
