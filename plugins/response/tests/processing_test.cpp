// CAP sets a placement up: only on a yes, within the pupil's week, with the start and the days of the answer.

#include "World.h"
#include "cases/decision/Decision.h"
#include "cases/duty/Duty.h"
#include "cases/placement/Placement.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_AUTO_TEST_CASE(what_is_set_up_is_what_was_answered, *label("REF-32") * label("REF-67")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    World world(kind);
    const std::string reference = world.sentCase();  // asked for Tuesday all day from 24 February
    auto texts = world.yes(reference);
    texts["sessions"] = {"1a", "3a"};
    texts["start"] = {"2026-03-02"};
    world.done("coordinator", "response.yes", texts);
    world.done("admin", "placement.process", world.on(reference));
    BOOST_CHECK_EQUAL(world.state(reference), "processing");
    const Placement p = placementOn(world, reference);
    BOOST_CHECK_EQUAL(p.reference, reference + "/1");
    BOOST_CHECK_EQUAL(p.start.iso(), "2026-03-02");
    BOOST_CHECK_EQUAL(sessionsToText(p.sessions), "1a,3a");
    BOOST_CHECK_EQUAL(p.state, "processing");
    // Ten taught weeks from 2 March; two weeks of Easter holidays do not count.
    BOOST_REQUIRE(p.lastDay);
    BOOST_CHECK_GT(p.lastDay->daysSince(p.start), 9 * 7);
    BOOST_CHECK_EQUAL(world.referral(reference).monitoringOfficer.value_or(0), world.who("officer").account());
    world.read("admin", [&](ReadTx& tx) {
      const auto receipts = decisions(tx, world.referral(reference).id);
      BOOST_REQUIRE_EQUAL(receipts.size(), 1U);
      BOOST_CHECK_EQUAL(receipts[0].occasion, "processed");
    });
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_set_up_without_a_yes, *label("REF-51") * label("RSP-01")) {
  World world;
  const std::string reference = world.sentCase();
  BOOST_CHECK(says(world.refused("admin", "placement.process", world.on(reference)), "not waiting to be set up"));
  const std::string said_no = world.sentCase();
  world.done("coordinator", "response.no", world.no(said_no, "need"));
  BOOST_CHECK(says(world.refused("admin", "placement.process", world.on(said_no)), "not waiting to be set up"));
  // Even in the right state, the provider's own words must be there.
  world.store.write([&](WriteTx& tx) -> Outcome {
    auto r = findReferral(tx, reference);
    moveReferral(tx, *r, ReferralState::answered, {"answered", "By hand.", Audience::cap});
    return Done{};
  });
  BOOST_CHECK(
      says(world.refused("admin", "placement.process", world.on(reference)), "There is no yes of the provider"));
  BOOST_CHECK_EQUAL(world.one<std::int64_t>("SELECT COUNT(*) FROM @placements"), 0);
}

BOOST_AUTO_TEST_CASE(it_is_set_up_once_and_by_cap) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(reference));
  const auto texts = world.on(reference);
  for (const char* who : {"coordinator", "school", "slt"})
    BOOST_CHECK(says(world.refused(who, "placement.process", texts), "Your roles do not include this"));
  auto old = texts;
  old["version"] = {"1"};
  BOOST_CHECK(says(world.refused("admin", "placement.process", old), "Something changed"));
  world.done("admin", "placement.process", texts);
  BOOST_CHECK(says(world.refused("admin", "placement.process", world.on(reference)), "set up before"));
  BOOST_CHECK_EQUAL(world.one<std::int64_t>("SELECT COUNT(*) FROM @placements"), 1);
}

BOOST_AUTO_TEST_CASE(two_full_days_are_the_most_over_all_providers, *label("TIER-X-04") * label("TIER-X-06")) {
  struct Case {
    const char* elsewhere;
    bool fits;
  };
  // The answer is one full day; with it 3, 4 and 5 half days a week.
  for (const Case each : {Case{"4a", true}, Case{"4a,4p", true}, Case{"4a,4p,5a", false}}) {
    World world;
    const std::string reference = world.sentCase();
    world.elsewhere(world.referral(reference).pupil, each.elsewhere);
    world.done("coordinator", "response.yes", world.yes(reference));
    if (each.fits) {
      world.done("admin", "placement.process", world.on(reference));
      continue;
    }
    const std::string why = world.refused("admin", "placement.process", world.on(reference));
    BOOST_CHECK(says(why, "5 half days a week over all placements (2 here, 3 elsewhere)"));
    BOOST_CHECK(says(why, "Operations Lead"));
    BOOST_CHECK_EQUAL(world.state(reference), "answered");
  }
}

BOOST_AUTO_TEST_CASE(three_mornings_and_a_day_are_counted_in_half_days, *label("TIER-X-04")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  texts["sessions"] = {"1a", "2a", "3a"};
  world.done("coordinator", "response.yes", texts);
  world.done("admin", "placement.process", world.on(reference));  // three days, a day and a half
}

BOOST_AUTO_TEST_CASE(a_placement_that_has_ended_does_not_fill_the_week, *label("TIER-X-06")) {
  World world;
  const std::string reference = world.sentCase();
  world.elsewhere(world.referral(reference).pupil, "4a,4p,5a,5p");
  world.done("coordinator", "response.yes", world.yes(reference));
  const auto lastDay = [&](const char* day) {
    world.store.write([&](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE placement SET last_day = ? WHERE provider_id = ?", day, world.rival);
      return Done{};
    });
  };
  lastDay("2026-02-24");  // its last day is this one's first
  world.refused("admin", "placement.process", world.on(reference));
  lastDay("2026-02-23");
  world.done("admin", "placement.process", world.on(reference));
}

BOOST_AUTO_TEST_CASE(a_pupil_is_in_one_place_at_a_time) {
  World world;
  const std::string reference = world.sentCase();
  world.elsewhere(world.referral(reference).pupil, "2p");
  world.done("coordinator", "response.yes", world.yes(reference));
  BOOST_CHECK(
      says(world.refused("admin", "placement.process", world.on(reference)), "somewhere else on Tuesday afternoon"));
  auto again = world.on(reference);
  again["reason"] = {"Please offer Wednesday instead: the pupil is elsewhere then."};
  world.done("admin", "response.return", again);
  BOOST_CHECK_EQUAL(world.state(reference), "sent");
  auto texts = world.yes(reference);
  texts["sessions"] = {"3a"};
  texts["start"] = {"2026-02-25"};
  world.done("coordinator", "response.yes", texts);
  world.done("admin", "placement.process", world.on(reference));
}

BOOST_AUTO_TEST_CASE(a_full_course_takes_nobody_more) {
  World world;
  for (int i = 0; i < 3; ++i) {
    const std::string reference = world.sentCase();
    world.done("coordinator", "response.yes", world.yes(reference));
    if (i < 2)
      world.done("admin", "placement.process", world.on(reference));
    else
      BOOST_CHECK(says(world.refused("admin", "placement.process", world.on(reference)),
                       "All 2 places of the course are taken"));
  }
}

BOOST_AUTO_TEST_CASE(a_third_day_is_granted_by_the_operations_lead_for_12_weeks,
                     *label("TIER-X-05") * label("NUM-03") * label("CAL-59")) {
  World world;
  const std::string reference = world.sentCase();
  world.elsewhere(world.referral(reference).pupil, "4a,4p,5a,5p");
  world.done("coordinator", "response.yes", world.yes(reference));
  world.refused("admin", "placement.process", world.on(reference));
  auto grant = world.on(reference);
  grant["reason"] = {"The school and the family ask for it until the exams."};
  BOOST_CHECK(says(world.refused("admin", "placement.grant_third_day", grant), "Your roles do not include this"));
  BOOST_CHECK(says(world.page("lead", "/cases/" + reference + "/process"), "Grant the third day"));
  world.done("lead", "placement.grant_third_day", grant);
  // Twelve weeks from 24 February, both days counted: the 84th day.
  BOOST_CHECK(says(world.page("lead", "/cases/" + reference + "/process"), "granted to 18 May 2026: The school"));
  BOOST_CHECK(says(world.refused("lead", "placement.grant_third_day", world.on(reference)), "reason"));
  world.done("admin", "placement.process", world.on(reference));
  const Placement p = placementOn(world, reference);
  BOOST_REQUIRE(p.lastDay);
  BOOST_CHECK(*p.lastDay <= Date(2026, 2, 24).plusDays(83));  // the course itself ends sooner
}

BOOST_AUTO_TEST_CASE(a_fourth_day_and_a_day_within_the_cap_get_no_grant, *label("NUM-02")) {
  World world;
  const std::string fits = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(fits));
  auto grant = world.on(fits);
  grant["reason"] = {"Asked for by the school this week."};
  BOOST_CHECK(says(world.refused("lead", "placement.grant_third_day", grant), "No third day is needed"));
  const std::string tooMuch = world.sentCase();
  world.elsewhere(world.referral(tooMuch).pupil, "1a,3a,4a,4p,5a,5p");
  world.done("coordinator", "response.yes", world.yes(tooMuch));
  grant = world.on(tooMuch);
  grant["reason"] = {"Asked for by the school this week."};
  BOOST_CHECK(says(world.refused("lead", "placement.grant_third_day", grant), "A third day is the most"));
}

BOOST_AUTO_TEST_CASE(it_is_confirmed_when_clm_and_capita_are_ticked, *label("REF-35") * label("REF-36")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    World world(kind);
    const std::string reference = world.sentCase();
    world.done("coordinator", "response.yes", world.yes(reference));
    BOOST_CHECK(
        says(world.refused("admin", "placement.tick_clm", world.on(reference)), "nothing has been processed yet"));
    world.done("admin", "placement.process", world.on(reference));
    const std::string page = world.page("admin", "/cases/" + reference + "/process");
    BOOST_CHECK(says(page, "Start: 2026-02-24"));
    BOOST_CHECK(says(page, "Days: Tuesday all day"));
    const std::string neither = world.refused("admin", "placement.confirm", world.on(reference));
    BOOST_CHECK(says(neither, "CLM first"));
    BOOST_CHECK(says(neither, "Capita first"));
    world.done("admin", "placement.tick_clm", world.on(reference));
    BOOST_CHECK(says(world.refused("admin", "placement.tick_clm", world.on(reference)), "ticked off before"));
    BOOST_CHECK(says(world.refused("admin", "placement.confirm", world.on(reference)), "Capita first"));
    world.done("admin", "placement.tick_capita", world.on(reference));
    const Done done = world.done("admin", "placement.confirm", world.on(reference));
    BOOST_CHECK(says(done.says, "Confirmed: starts Tuesday 24 February. Not before."));
    BOOST_CHECK_EQUAL(world.state(reference), "confirmed");
    world.refused("admin", "placement.confirm", world.on(reference));
    const auto mails = world.one<std::int64_t>(
        "SELECT COUNT(*) FROM mail WHERE subject LIKE '%: start date confirmed' AND to_address = 'school@example.org'");
    BOOST_CHECK_EQUAL(mails, 1);
    const auto body = world.one<std::string>(
        "SELECT body FROM mail WHERE subject LIKE '%: start date confirmed' AND to_address = 'school@example.org'");
    BOOST_CHECK(says(body, "quality measures"));
    BOOST_CHECK(says(body, "/placements/" + reference));
    for (const char* secret : {"Leo", "Marsh", "carpentry", "Workshop"}) BOOST_CHECK(!says(body, secret));
  }
}

BOOST_AUTO_TEST_CASE(the_lists_show_what_is_to_be_set_up) {
  World world;
  const std::string reference = world.sentCase();
  BOOST_CHECK(says(world.page("admin", "/process"), "No placement is waiting"));
  world.done("coordinator", "response.yes", world.yes(reference));
  BOOST_CHECK(says(world.page("admin", "/process"), "by Friday 6 February"));
  BOOST_CHECK(says(world.page("admin", "/cases/" + reference + "/process"), "Set up the placement"));
  BOOST_CHECK_EQUAL(world.page("school", "/cases/" + reference + "/process"), "");
}

BOOST_AUTO_TEST_CASE(the_first_day_is_a_day_on_which_the_pupil_comes, *label("RSP-10") * label("REF-67")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  const auto why = [&](const char* start, std::vector<std::string> sessions) {
    texts["start"] = {start};
    texts["sessions"] = std::move(sessions);
    return world.refused("coordinator", "response.yes", texts);
  };
  BOOST_CHECK(
      says(why("2026-02-28", {"2a"}), "28 February 2026 is a Saturday. Give the first day on which the pupil comes."));
  BOOST_CHECK(says(why("2026-03-01", {"2a"}), "1 March 2026 is a Sunday"));
  BOOST_CHECK(says(why("2026-02-17", {"2a"}), "Tuesday 17 February 2026 is no school day"));  // half term
  BOOST_CHECK(says(why("2026-04-06", {"1a"}), "no school day"));                              // Easter Monday
  BOOST_CHECK(says(why("2026-02-23", {"2a", "3p"}),
                   "23 February 2026 is a Monday, and the pupil comes on Tuesday morning, Wednesday afternoon"));
  // One fault for one field: a day that has passed is said to have passed.
  BOOST_CHECK(says(why("2026-01-31", {"2a"}), "has passed"));
  BOOST_CHECK(!says(why("2026-01-31", {"2a"}), "Saturday"));
  texts["sessions"] = {"2a", "3p"};
  texts["start"] = {"2026-02-25"};  // the second of the pupil's days will do
  world.done("coordinator", "response.yes", texts);
}

BOOST_AUTO_TEST_CASE(an_answer_whose_first_day_has_passed_is_asked_again, *label("REF-67")) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(reference));  // from 24 February
  world.at(2026, 2, 24, 23, 59);
  BOOST_CHECK(!says(world.page("admin", "/cases/" + reference + "/process"), "has passed"));
  world.at(2026, 2, 25, 0, 0);
  BOOST_CHECK(says(world.refused("admin", "placement.process", world.on(reference)),
                   "The first day of the answer, Tuesday 24 February 2026, has passed"));
  const std::string page = world.page("admin", "/cases/" + reference + "/process");
  BOOST_CHECK(says(page, "The first day of the answer has passed."));
  BOOST_CHECK(says(page, "Ask the provider again"));
  auto again = world.on(reference);
  again["reason"] = {"Your first day has passed: please give another one."};
  world.done("admin", "response.return", again);
  auto texts = world.yes(reference);
  texts["start"] = {"2026-03-03"};
  world.done("coordinator", "response.yes", texts);
  world.done("admin", "placement.process", world.on(reference));
  BOOST_CHECK_EQUAL(placementOn(world, reference).start.iso(), "2026-03-03");
}

BOOST_AUTO_TEST_CASE(the_last_day_of_an_answer_can_still_be_set_up_on_its_first_day, *label("REF-67")) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(reference));
  world.at(2026, 2, 24, 23, 59);
  world.done("admin", "placement.process", world.on(reference));
}

BOOST_AUTO_TEST_CASE(a_course_longer_than_the_year_is_left_ends_with_the_year) {
  const auto lastOf = [](std::int64_t weeks, const char* start) {
    World world;
    world.store.write([&](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE course SET weeks = ? WHERE code = 'carpentry'", weeks);
      return Done{};
    });
    world.at(2026, 6, 1);
    const std::string reference = world.sentCase();
    auto texts = world.yes(reference);
    texts["start"] = {start};
    world.done("coordinator", "response.yes", texts);
    world.done("admin", "placement.process", world.on(reference));
    const auto last = placementOn(world, reference).lastDay;
    return last ? last->iso() : std::string("not known");
  };
  // Seven weeks are left from 9 June: the last school day of the year is Monday 20 July.
  BOOST_CHECK_EQUAL(lastOf(6, "2026-06-09"), "2026-07-17");
  BOOST_CHECK_EQUAL(lastOf(7, "2026-06-09"), "2026-07-20");
  BOOST_CHECK_EQUAL(lastOf(8, "2026-06-09"), "2026-07-20");
  BOOST_CHECK_EQUAL(lastOf(36, "2026-06-09"), "2026-07-20");
}

BOOST_AUTO_TEST_CASE(what_is_set_up_late_reads_late, *label("REF-35")) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(reference));  // Wednesday 4 February: due by Friday 6 February
  world.at(2026, 2, 10);
  world.done("admin", "placement.process", world.on(reference));
  world.read("admin", [&](ReadTx& tx) {
    bool found = false;
    for (const Duty& duty : dutiesOfCase(tx, world.referral(reference).id)) {
      if (duty.kind != "placement.confirm") continue;
      found = true;
      BOOST_CHECK(duty.due == londonEndOf(Date(2026, 2, 6)));
      BOOST_CHECK(duty.due <= tx.now());
    }
    BOOST_CHECK(found);
  });
  BOOST_CHECK(says(world.page("admin", "/process"), "by Friday 6 February"));
}

BOOST_AUTO_TEST_CASE(clm_and_capita_get_the_programme_by_its_title) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(reference));
  world.done("admin", "placement.process", world.on(reference));
  const std::string page = world.page("admin", "/cases/" + reference + "/process");
  const auto card = world.shelf->programme(*world.referral(reference).policyHash, "tier1");
  BOOST_REQUIRE(card);
  BOOST_REQUIRE_NE(card->title, "tier1");
  BOOST_CHECK(says(page, "Programme: " + card->title));
  BOOST_CHECK(!says(page, "Programme: tier1"));
}
