// Several daemons on one PostgreSQL, the one that leads stopped in the middle or gone without a word, again and again:
// every round is opened once, and nobody gets its mail twice.

#include <atomic>
#include <cstdlib>
#include <thread>

#include "tests/clock/Year.h"

using namespace capd;
using namespace capd::test;

namespace {

std::int64_t wantedRounds() {
  const char* wanted = std::getenv("CAPD_ROUNDS");  // .ci/run asks for 10,000
  return wanted == nullptr ? 400 : std::atoll(wanted);
}

/// One of the daemons: a house of its own and a scheduler that comes and goes.
struct Member {
  explicit Member(Office& house) : office(&house) { begin(); }
  void begin() {
    all.push_back(std::make_unique<schedule::Scheduler>(office->house().registry(), office->house().pipeline(),
                                                        office->house().database(), office->clock(),
                                                        office->house().services()));
  }
  schedule::Scheduler& now() { return *all.back(); }

  Office* office;
  std::vector<std::unique_ptr<schedule::Scheduler>> all;  ///< the last one lives; those before are gone without a word
};

void planRounds(Office& office, std::int64_t rounds) {
  store::WriteRequest request;
  request.viewer = office.house().hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    for (std::int64_t i = 0; i < rounds; ++i)
      tx.execute(
          "INSERT INTO round (rule, period, words, opens_ms, due_ms, state) VALUES ('ofsted_confirmation', ?, 'a "
          "round', ?, ?, 'planned')",
          "2025-26/x" + std::to_string(i), tx.now(), tx.now().ms + 864'000'000);
    return Done{};
  };
  office.house().database().write(std::move(request)).get();
}

std::int64_t count(Office& office, const std::string& sql, const std::string& arg) {
  return office.fact<std::int64_t>(sql, arg).value_or(0);
}

void lead(int daemons) {
  Office first(Kind::postgresql, Date(2026, 2, 2), CAPD_SOURCE);
  std::vector<std::unique_ptr<Office>> others;
  for (int i = 1; i < daemons; ++i) others.push_back(std::make_unique<Office>(first, CAPD_SOURCE));
  std::vector<Member> members;
  members.emplace_back(first);
  for (auto& each : others) members.emplace_back(*each);
  members.front().now().runOnce();  // the year's own rounds are written down
  const std::int64_t rounds = wantedRounds();
  planRounds(first, rounds);
  const auto left = [&] {
    return count(first, "SELECT COUNT(*) FROM round r WHERE r.state = 'planned' AND r.words = ?", "a round");
  };
  std::int64_t deaths = 0;
  for (std::int64_t turn = 0; left() > 0; ++turn) {
    BOOST_TEST_REQUIRE(turn < 10'000, "it does not come to an end");
    std::vector<std::thread> running;
    for (Member& member : members) {
      member.office->clock().advanceMs(61'000);  // longer than a lease: who leads may be another each time
      running.emplace_back([&member] { member.now().runOnce(); });
    }
    // As by SIGTERM in the middle of the work, whoever it is that leads: what is not begun is left to the next.
    const std::int64_t before = left();
    std::atomic<bool> done = false;
    std::thread killer([&] {
      while (!done && before - left() < rounds / 12) std::this_thread::yield();
      for (Member& member : members) member.now().stop();
    });
    for (auto& each : running) each.join();
    done = true;
    killer.join();
    for (Member& member : members) member.begin();  // the old one keeps its lease and never comes back
    ++deaths;
  }
  BOOST_TEST(count(first, "SELECT COUNT(*) FROM round r WHERE r.state = 'opened' AND r.words = ?", "a round") ==
             rounds);
  const std::int64_t providers = count(first, "SELECT COUNT(*) FROM organisation o WHERE o.kind = ?", "provider");
  BOOST_TEST(count(first, "SELECT COUNT(*) FROM duty d WHERE d.kind = ? AND d.occurrence LIKE '2025-26/x%'",
                   "confirmation.half_term") == rounds * providers);
  BOOST_TEST(count(first,
                   "SELECT COUNT(*) FROM mail m WHERE m.subject = 'capd: please confirm a round' AND m.to_address = ?",
                   kBench) == rounds);
  BOOST_TEST(
      count(first,
            "SELECT COUNT(*) FROM audit a WHERE a.command = ? AND a.subject LIKE 'ofsted_confirmation@2025-26/x%'",
            "round.open") == rounds);
  BOOST_TEST(deaths >= 5, "nobody was stopped in the middle: " << deaths << " turns");
  BOOST_TEST_MESSAGE(daemons << " daemons, " << rounds << " rounds, " << deaths << " turns");
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_daemons_open_each_round_once) { lead(2); }
BOOST_AUTO_TEST_CASE(four_daemons_open_each_round_once) { lead(4); }
