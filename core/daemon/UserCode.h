#pragma once
// In a demonstration: the code that an invented person's app would show now.

#include "daemon/SocketDoor.h"

namespace capd::daemon {

/// How the command line asks the daemon for it: not a command of the registry, and answered in demonstrations alone.
inline constexpr char kUserCode[] = "user.code";

/// `name`: an email address, or the part of it before the @ when it says enough. Refused in production.
Said userCode(House& house, const std::string& name);

}  // namespace capd::daemon
