// The pack of a panel with forty cases, as its chair and CAP read it (issue 4).

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;

namespace {

constexpr std::size_t kOnAgenda = 40;

Done must(Town& town, const std::string& who, const std::string& command,
          const std::map<std::string, std::string>& texts) {
  const Outcome outcome = town.office.run(who, command, texts);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), command + " " + town.office.dumpOf(outcome));
  return std::get<Done>(outcome);
}

/// Forty referrals to Flourish on the agenda of one round, each with what an agency knows. @returns the round.
std::string agenda(Town& town) {
  const std::string like = town.office.draft();
  town.office.fillIn(like, "2026-01-20", "grow");
  const std::string round =
      must(town, "admin@cap.example", "panel.add_round",
           {{"deadline", "2026-02-04"}, {"meets_on", "2026-02-11"}, {"programmes", "tier2.flourish"}})
          .values.at("round");
  const auto all = town.drafts(like, kOnAgenda);
  for (const std::string& each : all)
    must(town, "coordinator@school.example", "referral.submit",
         {{"reference", each},
          {"version",
           std::to_string(
               town.office.fact<std::int64_t>("SELECT c.version FROM @all_cases c WHERE c.reference = ?", each)
                   .value())}});
  town.office.clock().set(londonAt(Date(2026, 2, 5), {9, 0}));
  must(town, "admin@cap.example", "panel.open_agenda", {{"round", round}});
  for (const std::string& each : all)
    must(town, "member@panel.example", "panel.add_information",
         {{"reference", each}, {"says", "Our team has worked with the family since the autumn."}});
  return round;
}

void packOf(test::Kind kind, const std::string& name) {
  Town town(kind);
  const std::string path = "/panels/rounds/" + agenda(town) + "/pack";
  Client one(town.server->boundPort());
  heading(fmt::format("The pack of a panel with {} cases, {}", kOnAgenda, name));
  for (const auto& [who, email] :
       {std::pair{"the chair", "chair@panel.example"}, std::pair{"CAP", "admin@cap.example"}}) {
    const std::string cookie = town.signIn(email);
    BOOST_TEST_REQUIRE(one.ask(get(path, cookie)) == 200);
    std::size_t cases = 0;
    for (auto at = one.body().find("CAP25-"); at != std::string::npos; at = one.body().find("CAP25-", at + 1)) ++cases;
    BOOST_TEST(cases >= kOnAgenda);
    const Figures figures = measure(1, 100, [&](std::size_t, int) {
      town.write([](WriteTx& tx) {
        tx.execute("UPDATE organisation SET version = version + 1 WHERE id = (SELECT MIN(id) FROM organisation)");
      });
      BOOST_TEST(one.ask(get(path, cookie)) == 200);
    });
    row(fmt::format("the pack for {}, {} kB", who, one.body().size() / 1024),
        fmt::format("p50 {:.1f}, p99 {:.1f} ms", figures.p50, figures.p99), "after a change",
        fmt::format("{:.2f} ms a case", figures.p50 / kOnAgenda));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(pack_sqlite) { packOf(test::Kind::sqlite, "SQLite"); }
BOOST_AUTO_TEST_CASE(pack_postgresql) { packOf(test::Kind::postgresql, "PostgreSQL"); }
