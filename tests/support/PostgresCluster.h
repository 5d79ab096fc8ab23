#pragma once
// A real PostgreSQL of the suite's own: a private cluster in a temporary folder, on a unix socket only, ended with the
// process.

#include <string>

namespace capd::test {

/// A connection string to a new, empty database of the cluster (started at the first call; fsync off unless
/// CAPD_PG_FSYNC=1).
/// @throws std::runtime_error telling what to install when there is no PostgreSQL: a skipped database is a failure.
std::string freshPostgresDatabase();
/// Kills every backend of the cluster but asks nothing of the clients.
void killPostgresBackends();
/// One statement on the server itself, or in the database at `place`. @throws std::runtime_error when it is refused.
void runOnPostgres(const std::string& sql, const std::string& place = "");

}  // namespace capd::test
