// The disk fails: the N-th write or sync of the records, once or from then on, for every N until none fires (TRUST R5).
// What was acknowledged is there, nothing is halved or doubled, and when the disk is well again the service writes on
// without a restart.
#include <iostream>

#include "tests/weather/Trial.h"

using namespace capd;
using namespace capd::test;
namespace bdata = boost::unit_test::data;

namespace {

constexpr int kDeeds = 4;  // in which the fault may fire

/// Deeds one after the other; those that were acknowledged stand in `acknowledged`.
struct Load {
  Trial& trial;
  std::set<int> acknowledged;
  int next = 1000;

  bool one() {
    const int number = next++;
    bool done = false;
    try {
      done = trial.deed(number);
    } catch (const store::DatabaseProblem&) {
      done = false;  // it is said; the caller may try again
    }
    if (done) acknowledged.insert(number);
    return done;
  }
};

}  // namespace

BOOST_DATA_TEST_CASE(a_disk_that_fails_loses_nothing_that_was_acknowledged, bdata::make({false, true}), forEver) {
  Trial trial;
  onHandle(trial.handle.get(), "PRAGMA wal_autocheckpoint = 12");  // so that the log is moved into the file on the way
  Load load{trial, {}};
  std::uint64_t fired = 0;
  int refused = 0;
  for (std::uint64_t n = 1;; ++n) {
    trial.disk.failAt(n, forEver);
    int done = 0;
    for (int i = 0; i < kDeeds; ++i) done += load.one() ? 1 : 0;
    const std::uint64_t failures = trial.disk.failed();
    trial.disk.heal();
    if (failures == 0) break;
    BOOST_TEST_CONTEXT("the write or sync " << n << (forEver ? " and every one after it" : "")) {
      refused += kDeeds - done;
      if (!forEver) BOOST_TEST(done >= kDeeds - 1, "one fault refuses one deed");
      BOOST_TEST(load.one(), "the disk is well again, and the records are not");
      std::vector<int> lost;
      const auto there = wholeDeeds(*trial.database, trial.settings);
      std::set_difference(load.acknowledged.begin(), load.acknowledged.end(), there.begin(), there.end(),
                          std::back_inserter(lost));
      BOOST_TEST(lost.empty());
    }
    ++fired;
    BOOST_TEST_REQUIRE(n < 2000U);
  }
  std::cout << "a failing disk, " << (forEver ? "for ever" : "once") << ": " << fired << " faults, " << refused
            << " deeds refused, " << load.acknowledged.size() << " acknowledged" << std::endl;
  BOOST_TEST(fired > 20U);
  BOOST_TEST(refused > 0);
  // And after a restart.
  trial.database.reset();
  trial.database = store::Database::open(trial.settings, trial.clock, trial.migrations);
  const auto there = wholeDeeds(*trial.database, trial.settings);
  BOOST_TEST(std::includes(there.begin(), there.end(), load.acknowledged.begin(), load.acknowledged.end()));
}
