#pragma once
// Every store test runs on both databases: `BOTH(name) { ... store ... }` makes two cases, name/sqlite and
// name/postgresql.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <ostream>
#include <string>

#include "base/Clock.h"
#include "capd/Viewer.h"
#include "store/Database.h"
#include "tests/support/PostgresCluster.h"
#include "tests/support/TempDir.h"

namespace capd::test {

enum class Kind { sqlite, postgresql };
inline std::ostream& operator<<(std::ostream& out, Kind kind) {
  return out << (kind == Kind::sqlite ? "sqlite" : "postgresql");
}
inline const auto kBoth = boost::unit_test::data::make({Kind::sqlite, Kind::postgresql});

inline Viewer jobViewer(bool seesAll = true) {
  ViewerMaker maker;
  maker.actor = "job:test";
  maker.door = Viewer::Door::job;
  maker.seesAllCases = seesAll;
  return maker.make();
}

/// An empty database of either kind, migrated with the house's own files and others if given.
struct Store {
  explicit Store(Kind kind, std::vector<store::MigrationFolder> folders = {{"core", CAPD_SOURCE "/sql/core"}})
      : migrations(std::move(folders)) {
    settings.kind = kind == Kind::sqlite ? store::Settings::Kind::sqlite : store::Settings::Kind::postgresql;
    settings.place = kind == Kind::sqlite ? folder.file("capd.db") : freshPostgresDatabase();
    settings.demonstration = true;
    settings.keyFile = folder.file("capd.key");
    open();
  }
  void open() { database = store::Database::open(settings, clock, migrations); }
  void close() { database.reset(); }

  store::WriteReply write(std::function<Outcome(WriteTx&)> apply, const std::string& key = "",
                          const std::string& content = "") {
    store::WriteRequest request;
    request.viewer = jobViewer();
    request.command = "test.do";
    request.key = key;
    request.contentHash = content;
    request.payload = "{}";
    request.apply = std::move(apply);
    return database->write(std::move(request)).get();
  }
  template <class T>
  T one(const std::string& sql) {
    return database->read(jobViewer())->tx().one<T>(sql).value();
  }

  TempDir folder;
  HeldClock clock{londonAt(Date(2026, 2, 2), {9, 0})};
  store::Settings settings;
  std::vector<store::MigrationFolder> migrations;
  std::unique_ptr<store::Database> database;
};

}  // namespace capd::test
