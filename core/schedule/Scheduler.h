#pragma once
// Runs the jobs that plugins declare: each at its own moments, by one daemon alone, and changing things by commands
// only. A job that breaks is written down and runs again at its next moment.

#include <memory>
#include <string>

#include "base/Clock.h"
#include "commands/Pipeline.h"
#include "commands/Registry.h"
#include "store/Database.h"

namespace capd::schedule {

struct Settings {
  std::int64_t leaseMs = 60'000;  ///< how long the others wait for a daemon that died
  int pauseMs = 5'000;            ///< between two looks at the clock
};

class Scheduler {
 public:
  Scheduler(const commands::Registry& registry, const commands::Pipeline& pipeline, store::Database& database,
            const Clock& clock, const Services& services, Settings settings = {});
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  /// Runs what is due now, if this one holds the lease. @returns how many jobs ran.
  int runOnce();
  /// One job now, whatever the hour, by hand. @returns what came of it, in words; empty when there is no such job.
  std::string runJob(const std::string& name);
  void start();
  /// Ends the thread and gives the lease back.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace capd::schedule
