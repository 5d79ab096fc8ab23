#pragma once
// The running daemon: signals, house, doors.

#include <map>
#include <string>

#include "daemon/House.h"
#include "daemon/Subcommands.h"

namespace capd::daemon {

std::map<std::string, std::string> settingsOf(const Options& options);
HouseSettings houseSettings(const Options& options, bool pages);

}  // namespace capd::daemon
