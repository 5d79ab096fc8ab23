// Whoever does whatever in whatever order, from a draft to the end of the placement: no guard is passed, no duty is
// lost or doubled, no place is given twice, and every case can still end. CAPD_WALKS=100000 for a long night, begun at
// another seed with CAPD_WALKS_FROM; a walk that fails prints its seed, and CAPD_WALK=seed walks it alone.

#include "tests/life/Walk.h"

#include <boost/test/data/test_case.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>

using namespace capd;
using namespace capd::test;

namespace {

int setting(const char* name, int otherwise) {
  const char* given = std::getenv(name);
  return given == nullptr ? otherwise : std::atoi(given);
}

constexpr int kUsual = 100;
constexpr int kMany = 2000;  // with so many every deed was done, and every line of the life walked
constexpr int kSteps = 240;
constexpr int kWalksInATown = 400;

void audited(Town& town) {
  const auto report = town.read([](ReadTx& tx) { return store::verifyAudit(tx, {}); });
  for (const std::string& fault : report.faults) BOOST_TEST(false, fault);
}

// Every deed was done, and every line of the life was walked.
void covered(const Tally& tally) {
  for (const Deed& deed : allDeeds())
    BOOST_TEST(tally.done.count(deed.command) == 1U, deed.command << " was never done");
  for (const ReferralState from : allReferralStates())
    for (const ReferralState to : allReferralStates())
      if (mayMove(from, to))
        BOOST_TEST((tally.moves.count({std::string(toWord(from)), std::string(toWord(to))}) == 1U ||
                    (from == ReferralState::submitted && to == ReferralState::complete)),
                   toWord(from) << " to " << toWord(to) << " was never walked");
}

}  // namespace

BOOST_TEST_DECORATOR(*boost::unit_test::timeout(100000))
BOOST_DATA_TEST_CASE(whole_lives_by_anybody_in_any_order, kBoth, kind) {
  const int wanted = setting("CAPD_WALKS", kUsual);
  const int alone = setting("CAPD_WALK", -1);
  Tally tally;
  int walked = 0;
  const auto begun = std::chrono::steady_clock::now();
  std::unique_ptr<Town> town;
  for (int seed = alone >= 0 ? alone : setting("CAPD_WALKS_FROM", 0); walked < wanted && faults() == 0; ++seed) {
    if (walked % kWalksInATown == 0) {
      if (town) audited(*town);
      town = std::make_unique<Town>(kind);
    }
    Walk walk(*town, static_cast<std::uint32_t>(seed), tally);
    walk.run(kSteps);
    walk.end();
    if (faults() > 0) std::cout << "CAPD_WALK=" << seed << " walks this again alone:\n" << walk.story();
    walked += Walk::kCases;
    if (alone >= 0) break;
  }
  audited(*town);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::cout << "lives on " << kind << ": " << walked << " walked, " << tally.deeds << " deeds tried, "
            << static_cast<int>(walked / seconds * 10) / 10.0 << " a second\n";
  if (std::getenv("CAPD_TALLY") != nullptr)
    for (const Deed& deed : allDeeds()) {
      const auto done = tally.done.find(deed.command);
      std::cout << "  " << (done == tally.done.end() ? 0 : done->second) << " " << deed.command << "\n";
      std::vector<std::pair<int, std::string>> why;
      for (const auto& [says, count] : tally.refused[deed.command]) why.emplace_back(count, says);
      std::sort(why.rbegin(), why.rend());
      for (std::size_t i = 0; i < std::min<std::size_t>(why.size(), 4); ++i)
        std::cout << "      " << why[i].first << " x " << why[i].second.substr(0, 220) << "\n";
    }
  if (alone < 0 && wanted >= kMany && faults() == 0) covered(tally);
}
