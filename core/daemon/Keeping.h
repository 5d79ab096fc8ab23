#pragma once
// Backup and restore, from the command line.

#include <optional>
#include <string>

#include "base/Instant.h"
#include "daemon/Subcommands.h"

namespace capd::daemon {

/// `capd backup TARGET`: beside a running daemon or without one.
int runBackup(const Options& options);
/// `capd restore SOURCE --data DIR`; with --check it reads the backup and writes nothing.
int runRestore(const Options& options);

/// The last backup that was made of the records in this folder, and verified.
struct LastBackup {
  Instant moment;
  std::string path;
};
std::optional<LastBackup> lastBackup(const std::string& data);

}  // namespace capd::daemon
