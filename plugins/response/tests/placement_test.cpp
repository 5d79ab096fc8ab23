// A confirmed placement: not before its day, the visit, the sheet for parents and carers.

#include "cases/placement/Placement.h"

#include "World.h"
#include "cases/duty/Duty.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

bool owesVisit(World& world, const std::string& reference) {
  return world.read("school", [&](ReadTx& tx) {
    for (const Duty& duty : dutiesOfCase(tx, world.referral(reference).id))
      if (duty.kind == "placement.visit") return true;
    return false;
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(nobody_starts_before_the_day, *label("REF-37") * label("REF-50")) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(reference));
  BOOST_CHECK(says(world.refused("coordinator", "placement.start", world.on(reference)), "CAP has not confirmed"));
  world.done("admin", "placement.process", world.on(reference));
  world.at(2026, 2, 24);  // the day has come, and CAP is not ready
  BOOST_CHECK(says(world.refused("coordinator", "placement.start", world.on(reference)), "CAP has not confirmed"));
  world.at(2026, 2, 20);
  world.done("admin", "placement.tick_clm", world.on(reference));
  world.done("admin", "placement.tick_capita", world.on(reference));
  world.done("admin", "placement.confirm", world.on(reference));
  world.at(2026, 2, 23, 23, 59);
  BOOST_CHECK(says(world.refused("coordinator", "placement.start", world.on(reference)),
                   "starts on Tuesday 24 February 2026. Not before"));
  BOOST_CHECK(
      says(world.page("school", "/placements/" + reference), "Confirmed: starts Tuesday 24 February. Not before."));
  world.at(2026, 2, 24, 0, 0);
  BOOST_CHECK(says(world.refused("rival", "placement.start", world.on(reference)), "may not be yours"));
  world.done("coordinator", "placement.start", world.on(reference));
  BOOST_CHECK_EQUAL(world.state(reference), "active");
  BOOST_CHECK(says(world.refused("coordinator", "placement.start", world.on(reference)), "recorded already"));
}

BOOST_AUTO_TEST_CASE(a_start_recorded_later_has_its_own_day, *label("REF-37")) {
  World world;
  const std::string reference = world.sentCase();
  world.confirmed(reference);
  world.at(2026, 3, 4);
  auto texts = world.on(reference);
  texts["started_on"] = {"2026-02-23"};
  BOOST_CHECK(says(world.refused("admin", "placement.start", texts), "Not before"));
  texts["started_on"] = {"2026-03-05"};
  BOOST_CHECK(says(world.refused("admin", "placement.start", texts), "still to come"));
  texts["started_on"] = {"2026-03-03"};
  world.done("admin", "placement.start", texts);
  BOOST_CHECK(says(world.page("school", "/placements/" + reference), "The first day was 3 March 2026"));
}

BOOST_AUTO_TEST_CASE(the_school_visits_before_the_start, *label("SAF-40") * label("REF-54")) {
  World world;
  const std::string reference = world.sentCase();
  world.confirmed(reference);
  BOOST_CHECK(owesVisit(world, reference));
  FieldTexts visit{{"reference", {reference}},
                   {"visited_on", {"2026-02-05"}},
                   {"outcome", {"Safe, clean, staff knew of the visit."}}};
  BOOST_CHECK(says(world.refused("school", "visit.record", visit), "still to come"));
  visit["visited_on"] = {"2026-02-04"};
  BOOST_CHECK(says(world.refused("other_school", "visit.record", visit), "may not be yours"));
  BOOST_CHECK(says(world.refused("coordinator", "visit.record", visit), "Your roles do not include this"));
  world.done("school", "visit.record", visit);
  BOOST_CHECK(!owesVisit(world, reference));
  BOOST_CHECK(says(world.page("school", "/placements/" + reference), "First visit, 4 February 2026"));
  world.done("school", "visit.record", visit);
  BOOST_CHECK(says(world.page("school", "/placements/" + reference), "Visit during the year"));
}

BOOST_AUTO_TEST_CASE(a_visit_made_when_applying_is_enough, *label("SAF-40")) {
  World world;
  const std::string reference = world.sentCase();
  world.done(
      "school", "visit.record",
      {{"reference", {reference}}, {"visited_on", {"2026-01-20"}}, {"outcome", {"Seen before we applied: safe."}}});
  world.confirmed(reference);
  BOOST_CHECK(!owesVisit(world, reference));
}

BOOST_AUTO_TEST_CASE(parents_get_a_sheet_without_the_home_address) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(reference));
  world.done("admin", "placement.process", world.on(reference));
  BOOST_CHECK_EQUAL(world.page("school", "/placements/" + reference + "/parent-sheet"), "");
  world.done("admin", "placement.tick_clm", world.on(reference));
  world.done("admin", "placement.tick_capita", world.on(reference));
  world.done("admin", "placement.confirm", world.on(reference));
  const std::string sheet = world.page("school", "/placements/" + reference + "/parent-sheet");
  for (const char* each : {"Tuesday all day", "9:30am to 3pm", "Bring a packed lunch", "Bus 8 from Pool Meadow",
                           "1 High Street", "Ask the school"})
    BOOST_CHECK_MESSAGE(says(sheet, each), each);
  BOOST_CHECK(!says(sheet, "Secret Lane"));
  BOOST_CHECK_EQUAL(world.page("coordinator", "/placements/" + reference + "/parent-sheet"), "");
}

BOOST_AUTO_TEST_CASE(titles_name_no_pupil_and_no_course) {
  World world;
  const std::string reference = world.sentCase();
  world.confirmed(reference);
  const std::vector<std::pair<std::string, std::string>> pages = {
      {"coordinator", "/answers"},
      {"coordinator", "/answers/" + reference},
      {"admin", "/process"},
      {"admin", "/cases/" + reference + "/process"},
      {"slt", "/review"},
      {"admin", "/review/" + reference},
      {"school", "/placements/" + reference},
      {"school", "/placements/" + reference + "/parent-sheet"}};
  for (const auto& [who, path] : pages) {
    const std::string page = world.page(who, path);
    BOOST_CHECK_MESSAGE(!page.empty(), path);
    const std::string title = page.substr(0, page.find('\n'));
    BOOST_CHECK_MESSAGE(!says(title, "Leo") && !says(title, "Marsh") && !says(title, "carpentry"), title);
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_yours_is_not_there) {
  World world;
  const std::string reference = world.sentCase();
  world.confirmed(reference);
  for (const char* who : {"rival", "other_school"}) BOOST_CHECK_EQUAL(world.page(who, "/placements/" + reference), "");
  BOOST_CHECK_EQUAL(world.page("rival", "/answers/" + reference), "");
}

BOOST_AUTO_TEST_CASE(a_kept_address_is_not_shown_to_the_provider) {
  World world;
  const std::string reference = world.sentCase();
  BOOST_CHECK(says(world.page("coordinator", "/answers/" + reference), "7 Secret Lane"));
  world.store.write([&](WriteTx& tx) -> Outcome {
    saveAnswers(tx, findReferral(tx, reference)->id, {{"contacts.hide_address", "yes"}});
    return Done{};
  });
  BOOST_CHECK(!says(world.page("coordinator", "/answers/" + reference), "7 Secret Lane"));
}

BOOST_AUTO_TEST_CASE(one_visit_a_year_serves_every_pupil_of_the_school, *label("SAF-40")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    World world(kind);
    const std::string first = world.sentCase();
    const std::string second = world.sentCase();
    world.confirmed(first);
    world.confirmed(second);
    World::Wanted garden;
    garden.courses = {"gardening"};
    const std::string elsewhere = world.sentCase(garden);
    world.done("rival", "response.yes", world.yes(elsewhere));
    for (const char* each : {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
      world.done("admin", each, world.on(elsewhere));
    for (const std::string& each : {first, second, elsewhere}) BOOST_CHECK(owesVisit(world, each));
    world.done("school", "visit.record",
               {{"reference", {first}}, {"visited_on", {"2026-02-04"}}, {"outcome", {"Safe, clean, calm."}}});
    BOOST_CHECK(!owesVisit(world, first));
    BOOST_CHECK(!owesVisit(world, second));
    BOOST_CHECK(owesVisit(world, elsewhere));  // another provider
    BOOST_CHECK(says(world.page("school", "/placements/" + second), "First visit, 4 February 2026"));
    world.store.write([&](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE course SET places = 9");
      return Done{};
    });
    const std::string third = world.sentCase();
    world.confirmed(third);
    BOOST_CHECK(!owesVisit(world, third));
    // A visit of the last academic year is not one of this year.
    for (const auto& [day, owes] : {std::pair{"2025-08-31", true}, std::pair{"2025-09-01", false}}) {
      world.store.write([&, on = day](WriteTx& tx) -> Outcome {
        tx.execute("UPDATE visit SET visited_on = ?", on);
        return Done{};
      });
      const std::string next = world.sentCase();
      world.confirmed(next);
      BOOST_CHECK_EQUAL(owesVisit(world, next), owes);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_placement_of_the_new_year_asks_for_a_new_risk_assessment, *label("TST-01") * label("ENT-14")) {
  const auto owed = [](const char* today, const char* risk, const char* start) -> std::optional<Instant> {
    World world;
    const auto day = Date::fromIso(today).value();
    world.at(day.year(), day.month(), day.day());
    const std::string reference = world.sentCase();
    world.store.write([&](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE risk_assessment SET completed = ?", risk);
      return Done{};
    });
    auto texts = world.yes(reference);
    texts["start"] = {start};
    world.done("coordinator", "response.yes", texts);
    for (const char* each : {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
      world.done("admin", each, world.on(reference));
    return world.read("school", [&](ReadTx& tx) -> std::optional<Instant> {
      for (const Duty& duty : dutiesOfCase(tx, world.referral(reference).id))
        if (duty.kind == "placement.risk_assessment") return duty.due;
      return std::nullopt;
    });
  };
  const auto due = owed("2026-07-06", "2026-07-01", "2026-09-08");
  BOOST_REQUIRE(due);
  BOOST_CHECK(*due == londonStartOf(Date(2026, 9, 8)));
  BOOST_CHECK(!owed("2026-07-06", "2026-07-01", "2026-07-07"));  // the same year
  BOOST_CHECK(!owed("2026-09-02", "2026-09-01", "2026-09-08"));  // the first day of the year
  BOOST_CHECK(owed("2026-09-02", "2026-08-31", "2026-09-08"));   // the last day of the year before
}
