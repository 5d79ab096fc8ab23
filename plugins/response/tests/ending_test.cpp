// A placement ends: after its last day by itself. Its place is free again the day after.

#include "World.h"
#include "cases/duty/Duty.h"
#include "cases/placement/Placement.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

void lastDay(World& world, const std::string& reference, const char* day) {
  const std::int64_t caseId = world.referral(reference).id;
  world.store.write([&](WriteTx& tx) -> Outcome {
    tx.execute("UPDATE placement SET last_day = ? WHERE case_id = ?", day, caseId);
    return Done{};
  });
}

std::int64_t freePlaces(World& world) {
  return world.read("admin", [&](ReadTx& tx) { return courseByCode(tx, "carpentry")->free(); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_placement_ends_after_its_last_day_and_gives_its_place_back, *label("REF-74") * label("ENT-39")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    World world(kind);
    const std::string reference = world.sentCase();
    world.confirmed(reference);
    world.at(2026, 2, 24);
    world.done("coordinator", "placement.start", world.on(reference));
    lastDay(world, reference, "2026-03-10");
    BOOST_CHECK_EQUAL(freePlaces(world), 1);

    world.at(2026, 3, 9);  // the day before
    BOOST_CHECK_EQUAL(world.job("placement.over"), 0);
    world.at(2026, 3, 10, 23, 59);  // the last day is still taken
    BOOST_CHECK_EQUAL(world.job("placement.over"), 0);
    BOOST_CHECK_EQUAL(freePlaces(world), 1);
    BOOST_CHECK(says(world.refused("admin", "placement.finish", {{"reference", {reference}}}),
                     "The last day of this placement is Tuesday 10 March 2026"));
    BOOST_CHECK_EQUAL(world.state(reference), "active");

    world.at(2026, 3, 11, 0, 0);
    BOOST_CHECK_EQUAL(freePlaces(world), 2);  // even before the job has run
    BOOST_CHECK_EQUAL(world.job("placement.over"), 1);
    BOOST_CHECK_EQUAL(world.state(reference), "ended");
    const Placement p = placementOn(world, reference);
    BOOST_CHECK_EQUAL(p.state, "ended");
    BOOST_CHECK(p.ended == world.store.clock.now());
    BOOST_CHECK_EQUAL(freePlaces(world), 2);
    // Nobody owes anything any more, the school reads it, and the provider keeps its own answer alone.
    const std::int64_t caseId = world.referral(reference).id;
    BOOST_CHECK_EQUAL(world.read("lead", [&](ReadTx& tx) { return dutiesOfCase(tx, caseId).size(); }), 0U);
    BOOST_CHECK(says(world.page("school", "/placements/" + reference), "This placement has ended."));
    BOOST_CHECK_EQUAL(world.page("coordinator", "/placements/" + reference), "");
    BOOST_CHECK_EQUAL(world.page("coordinator", "/answers/" + reference), "");
    BOOST_CHECK(says(world.page("coordinator", "/answers"), reference));
    BOOST_CHECK(
        says(world.refused("admin", "placement.finish", {{"reference", {reference}}}), "No placement is running"));
    BOOST_CHECK_EQUAL(world.job("placement.over"), 0);
  }
}

BOOST_AUTO_TEST_CASE(what_has_no_last_day_or_never_started_does_not_end_by_itself, *label("REF-74")) {
  World world;
  const std::string reference = world.sentCase();
  world.confirmed(reference);
  lastDay(world, reference, "2026-03-10");
  world.at(2026, 3, 11);
  BOOST_CHECK_EQUAL(world.job("placement.over"), 0);  // confirmed, never started: a person looks at it
  BOOST_CHECK_EQUAL(world.state(reference), "confirmed");
  world.done("coordinator", "placement.start", world.on(reference));
  const std::int64_t caseId = world.referral(reference).id;
  world.store.write([&](WriteTx& tx) -> Outcome {
    tx.execute("UPDATE placement SET last_day = NULL WHERE case_id = ?", caseId);
    return Done{};
  });
  BOOST_CHECK_EQUAL(world.job("placement.over"), 0);
  BOOST_CHECK(says(world.refused("admin", "placement.finish", {{"reference", {reference}}}), "not known yet"));
  BOOST_CHECK(says(world.refused("coordinator", "placement.finish", {{"reference", {reference}}}),
                   "Your roles do not include this"));
}

BOOST_AUTO_TEST_CASE(a_place_that_is_free_by_the_start_can_be_given, *label("ENT-39")) {
  World world;
  for (int i = 0; i < 2; ++i) {
    const std::string before = world.sentCase();
    world.done("coordinator", "response.yes", world.yes(before));
    world.done("admin", "placement.process", world.on(before));
    if (i == 0) lastDay(world, before, "2026-03-02");
  }
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  texts["start"] = {"2026-03-02"};  // Monday: the first one is there for the last time
  texts["sessions"] = {"1a"};
  world.done("coordinator", "response.yes", texts);
  BOOST_CHECK(
      says(world.refused("admin", "placement.process", world.on(reference)), "All 2 places of the course are taken"));
  auto again = world.on(reference);
  again["reason"] = {"Please begin a day later, when a place is free."};
  world.done("admin", "response.return", again);
  texts = world.yes(reference);
  texts["start"] = {"2026-03-03"};
  world.done("coordinator", "response.yes", texts);
  world.done("admin", "placement.process", world.on(reference));
}

BOOST_AUTO_TEST_CASE(the_school_chooses_a_course_with_a_place_at_the_start_it_asks_for, *label("ENT-39")) {
  World world;
  const std::string before = world.sentCase();
  world.confirmed(before);
  lastDay(world, before, "2026-03-02");
  World::Wanted wanted;
  wanted.courses = {"gardening"};
  const std::string reference = world.sentCase(wanted);
  world.done("rival", "response.no", world.no(reference, "availability"));
  world.done("admin", "response.share", world.on(reference));
  const auto wants = [&](const char* start) {
    world.store.write([&](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE course SET places = 1 WHERE code = 'carpentry'");
      tx.execute("UPDATE referral SET requested_start = ? WHERE reference = ?", start, reference);
      return Done{};
    });
  };
  wants("2026-03-02");  // its last day
  BOOST_CHECK(!says(world.page("school", "/alternatives/" + reference), "Course of carpentry"));
  auto texts = world.on(reference);
  texts["course"] = {"carpentry"};
  BOOST_CHECK(says(world.refused("school", "response.choose_course", texts), "The last place was taken"));
  wants("2026-03-03");
  BOOST_CHECK(says(world.page("school", "/alternatives/" + reference), "Course of carpentry"));
  world.done("school", "response.choose_course", texts);
}

BOOST_AUTO_TEST_CASE(cap_stops_a_placement_before_the_start, *label("REF-75")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql})
    for (const bool confirmed : {false, true}) {
      World world(kind);
      const std::string reference = world.sentCase();
      auto texts = world.on(reference);
      texts["reason"] = {"The family has moved away."};
      BOOST_CHECK(says(world.refused("admin", "placement.stop", texts), "No placement is set up"));
      world.done("coordinator", "response.yes", world.yes(reference));
      texts["version"] = world.on(reference)["version"];
      BOOST_CHECK(says(world.refused("admin", "placement.stop", texts), "No placement is set up"));
      BOOST_CHECK(!says(world.page("admin", "/cases/" + reference + "/process"), "Stop the placement"));
      world.done("admin", "placement.process", world.on(reference));
      if (confirmed)
        for (const char* each : {"placement.tick_clm", "placement.tick_capita", "placement.confirm"})
          world.done("admin", each, world.on(reference));
      BOOST_CHECK(says(world.page("lead", "/cases/" + reference + "/process"), "Stop the placement"));
      BOOST_CHECK(!says(world.page("slt", "/cases/" + reference + "/process"), "Stop the placement"));
      BOOST_CHECK(says(world.refused("admin", "placement.stop", texts), "Something changed"));
      texts["version"] = world.on(reference)["version"];
      for (const char* who : {"school", "coordinator", "slt", "officer"})
        BOOST_CHECK(says(world.refused(who, "placement.stop", texts), "Your roles do not include this"));
      auto silent = world.on(reference);
      BOOST_CHECK(says(world.refused("admin", "placement.stop", silent), "Say why the placement is stopped"));

      const Done done = world.done(confirmed ? "lead" : "admin", "placement.stop", texts);
      BOOST_CHECK_EQUAL(says(done.says, "Take it out of CLM and Capita now."), confirmed);
      BOOST_CHECK_EQUAL(world.state(reference), "withdrawn");
      BOOST_CHECK_EQUAL(placementOn(world, reference).state, "ended");
      BOOST_CHECK_EQUAL(freePlaces(world), 2);
      const std::int64_t caseId = world.referral(reference).id;
      world.read("lead", [&](ReadTx& tx) {
        BOOST_CHECK_EQUAL(dutiesOfCase(tx, caseId).size(), 0U);
        BOOST_CHECK_EQUAL(choices(tx, caseId).front().state, "dropped");
      });
      BOOST_CHECK_EQUAL(world.page("coordinator", "/answers/" + reference), "");
      BOOST_CHECK(says(world.page("school", "/placements/" + reference), "CAP stopped this placement before"));
      for (const char* who : {"school@example.org", "coordinator@example.org"}) {
        const auto body = world.one<std::string>(
            "SELECT COALESCE((SELECT body FROM mail WHERE subject LIKE '%: the placement is stopped' AND to_address = "
            "'" +
            std::string(who) + "'), '')");
        BOOST_CHECK(says(body, reference));
        for (const char* secret : {"Leo", "Marsh", "moved away", "carpentry"}) BOOST_CHECK(!says(body, secret));
      }
      const auto told = [&](const char* who, const std::string& what) {
        return world.read(who, [&](ReadTx& tx) {
          for (const StepLine& step : timeline(tx, world.referral(reference)))
            if (says(step.says, what)) return true;
          return false;
        });
      };
      BOOST_CHECK(told("school", "The family has moved away"));
      BOOST_CHECK(told("school", "CAP stopped the placement before the pupil had started."));
      BOOST_CHECK(says(world.refused("admin", "placement.stop", world.on(reference)), "reason"));
    }
}

BOOST_AUTO_TEST_CASE(after_the_start_nothing_is_stopped_here_and_the_page_says_what_to_do, *label("REF-75")) {
  World world;
  const std::string reference = world.sentCase();
  world.confirmed(reference);
  world.at(2026, 2, 24);
  world.done("coordinator", "placement.start", world.on(reference));
  auto texts = world.on(reference);
  texts["reason"] = {"The family has moved away."};
  BOOST_CHECK(says(world.refused("admin", "placement.stop", texts), "leaving early is a withdrawal"));
  BOOST_CHECK_EQUAL(world.state(reference), "active");
  const std::string page = world.page("admin", "/cases/" + reference + "/process");
  BOOST_CHECK(says(page, "Leaving early is a withdrawal"));
  BOOST_CHECK(!says(page, "Stop the placement"));
}
