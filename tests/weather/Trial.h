#pragma once
// Records on a disk that loses its power or fails, with deeds that show whether anything was halved or doubled.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "store/Session.h"
#include "tests/support/Stores.h"
#include "tests/weather/Power.h"

namespace capd::test {

/// Records on a disk that can lose its power.
struct Trial {
  Trial() : disk(folder.path()), handle(folder.file("capd.db")) {
    settings.place = folder.file("capd.db");
    settings.demonstration = true;
    settings.keyFile = folder.file("capd.key");
    database = store::Database::open(settings, clock, migrations);
  }
  ~Trial() { database.reset(); }

  /// One deed in two tables. @returns true when it was acknowledged.
  bool deed(int number) {
    store::WriteRequest request;
    request.viewer = jobViewer();
    request.command = "test.deed";
    request.key = "deed:" + std::to_string(number);
    request.contentHash = "same";
    request.payload = "{}";
    request.apply = [number](WriteTx& tx) -> Outcome {
      tx.execute(
          "INSERT INTO organisation (id, kind, name, sort_name, opened_ms, version) VALUES (?, 'school', ?, ?, "
          "0, 1)",
          number, std::string(static_cast<std::size_t>(number) % 7 * 2000, 'n'), std::to_string(number));
      tx.execute("INSERT INTO person (id, name, sort_name, version) VALUES (?, 'x', 'x', 1)", number);
      return Done{};
    };
    return std::holds_alternative<Done>(database->write(std::move(request)).get().outcome);
  }

  TempDir folder;
  HeldClock clock{londonAt(Date(2026, 2, 2), {9, 0})};
  std::vector<store::MigrationFolder> migrations = {{"core", CAPD_SOURCE "/sql/core"}};
  store::Settings settings;
  PowerDisk disk;
  FirstHandle handle;
  std::unique_ptr<store::Database> database;
};

inline std::set<int> numbersIn(store::Session& session, const std::string& sql) {
  std::set<int> all;
  const ColumnType columns[] = {ColumnType::integer};
  session.select(sql, {}, columns,
                 [&](std::span<const Value> row) { all.insert(static_cast<int>(std::get<std::int64_t>(row[0]))); });
  return all;
}

/// The deeds that are in the records; fails the test when one is there in part, twice, or the records are damaged.
inline std::set<int> wholeDeeds(store::Database& database, const store::Settings& settings) {
  BOOST_TEST(store::verifyAudit(database.read(jobViewer())->tx(), {}).faults.empty());
  store::Session session(settings, store::Session::Use::reads);
  std::string whole;
  const ColumnType columns[] = {ColumnType::text};
  session.select("PRAGMA integrity_check", {}, columns,
                 [&](std::span<const Value> row) { whole += std::get<std::string>(row[0]); });
  BOOST_TEST(whole == "ok");
  const auto schools = numbersIn(session, "SELECT id FROM organisation");
  BOOST_CHECK(schools == numbersIn(session, "SELECT id FROM person"));
  BOOST_TEST(numbersIn(session, "SELECT seq FROM audit").size() == schools.size());
  BOOST_TEST(numbersIn(session, "SELECT CAST(SUBSTR(done_key, 6) AS BIGINT) FROM done_command").size() ==
             schools.size());
  return schools;
}

}  // namespace capd::test
