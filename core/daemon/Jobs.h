#pragma once
// `capd job list` and `capd job run NAME`: what runs by itself, and one of it now.

#include <string>

#include "daemon/SocketDoor.h"

namespace capd::daemon {

/// Every job with its last moment, and every round that is written down.
Said listJobs(House& house);
/// One job now, whatever the hour; exit 1 when there is no such job.
Said runJob(House& house, const std::string& name);

}  // namespace capd::daemon
