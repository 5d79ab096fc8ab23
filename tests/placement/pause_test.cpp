// Attendance paused for safety: today, both calls made, a meeting due, no withdrawal.

#include <boost/test/data/test_case.hpp>

#include "tests/placement/Running.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

const Texts kPause = {{"reason", "He hurt another pupil."}, {"school_rung", "yes"}, {"parents_rung", "yes"}};

}

BOOST_DATA_TEST_CASE(paused_and_back, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.begun();
  city.at(2026, 2, 25);
  const std::string before = city.shown(kProvider, "/placements/" + reference + "/changes");
  BOOST_TEST(has(before, "This pupil can’t come tomorrow: pause attendance now"), before);
  for (const char* each : {"school_rung", "parents_rung"}) {
    auto texts = kPause;
    texts[each] = "no";
    BOOST_TEST(has(city.refused("placement.pause", reference, texts, kProvider), "[" + std::string(each) + "]"));
  }
  BOOST_TEST(has(city.refused("placement.pause", reference, kPause, kCoordinator), "Your roles do not include this"));
  BOOST_TEST(has(city.refused("placement.pause", reference, kPause, kOther), "may not be yours"));
  city.must("placement.pause", reference, kPause, kProvider);
  BOOST_TEST(has(city.refused("placement.pause", reference, kPause, kAdmin), "paused already"));
  BOOST_TEST(city.state(reference) == "active");
  // Wednesday 25 February and two working days.
  BOOST_TEST(city.due(reference, "placement.meeting").ms == londonEndOf(Date(2026, 2, 27)).ms);
  BOOST_TEST(city.mails(reference + ": attendance is paused") == 1);
  const Texts safe = {{"reason", "Two adults are there now."}};
  BOOST_TEST(has(city.refused("placement.resume", reference, safe, kProvider), "meet first"));
  city.must("placement.record_meeting", reference,
            {{"outcome", "held"}, {"held_on", "2026-02-25"}, {"who_came", "All three"}, {"says", "Two adults."}},
            kOfficer);
  city.must("placement.resume", reference, safe, kProvider);
  BOOST_TEST(has(city.refused("placement.resume", reference, safe, kProvider), "not paused"));
  BOOST_TEST(has(city.shown(kCoordinator, "/placements/" + reference + "/changes"), "Two adults."));
}

BOOST_AUTO_TEST_CASE(a_pause_ends_with_the_placement) {
  Running city;
  const std::string reference = city.begun();
  city.must("placement.pause", reference, kPause, kAdmin);
  city.mustMany("placement.write_withdrawal", reference, leaving(""), kCoordinator);
  city.must("placement.send_withdrawal", reference, {}, kCoordinator);
  city.must("placement.do_withdrawal", reference, ticked());
  city.at(2026, 2, 25);
  BOOST_TEST(city.job("placement.leaving") == 1);
  BOOST_TEST(city.openDuties(reference, "placement.meeting") == 0);
  BOOST_TEST(has(city.refused("placement.resume", reference, {{"reason", "It is safe again."}}, kAdmin), "has ended"));
}
