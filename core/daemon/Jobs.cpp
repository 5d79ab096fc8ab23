#include "daemon/Jobs.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cases/duty/Round.h"
#include "cases/policy/PolicyShelf.h"
#include "daemon/House.h"
#include "policy/Lexer.h"
#include "schedule/Lease.h"
#include "schedule/Scheduler.h"

namespace capd::daemon {
namespace {

std::string everyInWords(std::int64_t seconds) {
  if (seconds % 3600 == 0) return fmt::format("every {} h", seconds / 3600);
  if (seconds % 60 == 0) return fmt::format("every {} min", seconds / 60);
  return fmt::format("every {} s", seconds);
}

}  // namespace

Said listJobs(House& house) {
  const auto lease = house.database().read(house.hostViewer(0));
  nlohmann::json jobs = nlohmann::json::array();
  std::string words;
  for (const JobDeclaration& job : house.registry().jobs()) {
    const auto last = schedule::occurrences(lease->tx(), job.name, 1);
    const std::string ran = last.empty() ? "not yet" : londonWords(last.front().due) + ", " + last.front().state;
    jobs.push_back({{"name", job.name}, {"every_seconds", job.everySeconds}, {"says", job.says}, {"last", ran}});
    words +=
        fmt::format("{:<22} {:<12} {}\n{:<36}last: {}\n", job.name, everyInWords(job.everySeconds), job.says, "", ran);
  }
  nlohmann::json rounds = nlohmann::json::array();
  std::string name;
  for (const ScheduledRule& rule : house.services().policy().scheduled()) {
    if (rule.name == name) continue;  // the same rule of another year
    name = rule.name;
    for (const Round& round : capd::rounds(lease->tx(), name)) {
      rounds.push_back({{"rule", round.rule},
                        {"period", round.period},
                        {"opens", utcIso(round.opens)},
                        {"due", utcIso(round.due)},
                        {"state", round.state},
                        {"says", round.says}});
      words += fmt::format("{:<22} {:<12} {:<8} opens {}, due {} {}\n", round.rule, round.period, round.state,
                           londonWords(round.opens), londonWords(round.due), round.says);
    }
  }
  if (!words.empty()) words.pop_back();
  return {0, nlohmann::json{{"jobs", jobs}, {"rounds", rounds}}.dump(2), words};
}

Said runJob(House& house, const std::string& name) {
  schedule::Scheduler hand(house.registry(), house.pipeline(), house.database(), house.services().clock(),
                           house.services());
  const std::string says = hand.runJob(name);
  if (!says.empty()) return {0, nlohmann::json{{"says", says}}.dump(), says};
  std::vector<std::string> names;
  for (const JobDeclaration& job : house.registry().jobs()) names.push_back(job.name);
  const std::string near = policy::nearest(name, names);
  const std::string why = "There is no job called '" + name + "'." +
                          (near.empty() ? " `capd job list` shows them." : " Did you mean '" + near + "'?");
  return {1, nlohmann::json{{"says", why}}.dump(), why};
}

}  // namespace capd::daemon
