// Steps a second through the life of a case, from the draft that is sent to the pupil who starts (issue 4).

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "store/Vault.h"
#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;

namespace {

constexpr std::size_t kAlone = 150;
constexpr std::size_t kTogether = 600;

struct Step {
  const char* command;
  const char* who;
  FieldTexts texts;
};

std::vector<Step> steps() {
  constexpr const char* kAdmin = "admin@cap.example";
  constexpr const char* kProvider = "provider@provider.example";
  FieldTexts yes = {{"interview_on", {"2026-02-02"}},
                    {"interview_who", {"The pupil and our tutor"}},
                    {"start", {"2026-02-24"}},
                    {"sessions", {"2a", "2p"}}};
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    yes[each] = {"yes"};
  return {{"referral.submit", "coordinator@school.example", {}},
          {"desk.check", kAdmin, {{"date_agrees", {"yes"}}}},
          {"desk.release", kAdmin, {}},
          {"response.yes", kProvider, yes},
          {"placement.process", kAdmin, {}},
          {"placement.tick_clm", kAdmin, {}},
          {"placement.tick_capita", kAdmin, {}},
          {"placement.confirm", kAdmin, {}}};
}

class Walker {
 public:
  explicit Walker(Town& town) : town_(town), steps_(steps()) {
    for (const Step& each : steps_) viewers_.emplace(each.who, town.office.viewer(each.who));
  }
  void walk(const std::string& reference) {
    for (const Step& each : steps_) {
      FieldTexts texts = each.texts;
      texts["reference"] = {reference};
      texts["version"] = {std::to_string(
          town_.office.fact<std::int64_t>("SELECT c.version FROM @all_cases c WHERE c.reference = ?", reference)
              .value())};
      const Outcome outcome = town_.office.house().pipeline().run(
          viewers_.at(each.who), {each.command, std::move(texts), store::randomHex(8)});
      if (!std::holds_alternative<Done>(outcome))
        throw std::runtime_error(std::string(each.command) + " " + town_.office.dumpOf(outcome));
    }
  }
  [[nodiscard]] std::size_t count() const { return steps_.size(); }

 private:
  Town& town_;
  std::vector<Step> steps_;
  std::map<std::string, Viewer> viewers_;
};

void lifeOf(test::Kind kind, const std::string& name) {
  Town town(kind);
  const std::string like = town.office.draft();
  town.office.fillIn(like);
  town.write([](WriteTx& tx) { tx.execute("UPDATE course SET places = 1000000 WHERE code = 'bike'"); });
  Walker walker(town);
  heading(fmt::format("The life of a case, {} steps from sent to confirmed, {}", walker.count(), name));
  for (const auto& [threads, cases] : {std::pair{1, kAlone}, std::pair{8, kTogether}}) {
    const auto all = town.drafts(like, cases);
    const Figures figures = measure(threads, cases, [&](std::size_t number, int) { walker.walk(all[number]); });
    const double perSecond = figures.perSecond() * static_cast<double>(walker.count());
    row(fmt::format("{} case{} at a time", threads, threads == 1 ? "" : "s"), rate(perSecond) + " steps",
        fmt::format("a whole life p50 {:.1f}, p99 {:.1f} ms", figures.p50, figures.p99),
        rate(figures.perSecond()) + " lives");
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(life_sqlite) { lifeOf(test::Kind::sqlite, "SQLite"); }
BOOST_AUTO_TEST_CASE(life_postgresql) {
  ::setenv("CAPD_PG_FSYNC", "1", 1);
  lifeOf(test::Kind::postgresql, "PostgreSQL");
}
