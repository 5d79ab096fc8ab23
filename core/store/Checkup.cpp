#include "store/Checkup.h"

#include <filesystem>

#include "store/Session.h"

namespace capd::store {
namespace {

std::string text(Session& session, const std::string& sql) {
  std::string all;
  const ColumnType columns[] = {ColumnType::text};
  session.select(sql, {}, columns, [&](std::span<const Value> row) {
    if (const auto* line = std::get_if<std::string>(&row[0])) all += (all.empty() ? "" : "; ") + *line;
  });
  return all;
}

std::string damaged(const std::string& file, const std::string& why) {
  return "The file " + file + " is damaged (" + why + "). Stop the service and restore the last backup.";
}

Instant newestLine(Session& session) {
  Instant newest;
  const ColumnType columns[] = {ColumnType::integer};
  session.select("SELECT COALESCE(MAX(at_ms), 0) FROM audit", {}, columns,
                 [&](std::span<const Value> row) { newest = Instant{std::get<std::int64_t>(row[0])}; });
  return newest;
}

}  // namespace

Checkup checkUp(const Settings& settings) try {
  if (settings.kind == Settings::Kind::sqlite && !std::filesystem::exists(settings.place))
    throw DatabaseProblem("There are no records at " + settings.place + " yet.");
  Session session(settings, Session::Use::reads);
  Checkup checkup;
  if (session.isPostgres()) {
    const std::string version = text(session, "SELECT current_setting('server_version')");
    checkup.engine = "PostgreSQL " + version.substr(0, version.find(' '));
    for (const char* name : {"fsync", "full_page_writes"})
      if (text(session, std::string("SELECT current_setting('") + name + "')") != "on")
        checkup.faults.push_back(std::string("PostgreSQL runs with ") + name +
                                 " = off: a power cut loses what was acknowledged. Set it on in postgresql.conf.");
  } else {
    checkup.engine = "SQLite " + text(session, "SELECT sqlite_version()");
    const std::string found = text(session, "PRAGMA quick_check(3)");
    if (found != "ok") checkup.faults.push_back(damaged(settings.place, found));
  }
  checkup.mode = text(session, "SELECT mode FROM head");
  checkup.newest = newestLine(session);
  return checkup;
} catch (const SqlError& error) {
  // Damaged enough, it cannot even be opened.
  if (settings.kind == Settings::Kind::sqlite && error.kind() == SqlError::Kind::other)
    throw DatabaseProblem(damaged(settings.place, error.what()));
  throw DatabaseProblem(std::string("The records cannot be read: ") + error.what());
}

}  // namespace capd::store
