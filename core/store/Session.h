#pragma once
// One connection to either database, with its prepared statements. Used by one thread at a time.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "capd/Tx.h"
#include "store/Database.h"

namespace capd::store {

/// The database said no. The text names a kind and a code, never a value.
class SqlError : public std::runtime_error {
 public:
  enum class Kind { unique, locked, full, lost, other };
  SqlError(Kind kind, const std::string& says) : std::runtime_error(says), kind_(kind) {}
  [[nodiscard]] Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

class Session {
 public:
  enum class Use { reads, writes };
  /// @throws SqlError, DatabaseProblem
  Session(const Settings& settings, Use use);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] bool isPostgres() const;
  /// `sql` has `?` for values. @throws SqlError; std::logic_error when the number of values is wrong
  void select(const std::string& sql, std::span<const Value> args, std::span<const ColumnType> columns,
              const std::function<void(std::span<const Value>)>& row);
  std::int64_t change(const std::string& sql, std::span<const Value> args);
  /// Several statements without values, e.g. a migration. `BEGIN`, `COMMIT` and SAVEPOINTs too.
  void script(const std::string& sql);
  /// False when the database has rolled the transaction back by itself (SQLite on a full disk).
  [[nodiscard]] bool inTransaction() const;
  /// PostgreSQL: the number of the transaction that is open, by which it can be asked later what became of it.
  std::int64_t transaction();
  /// SQLite: moves the log into the file now.
  void checkpoint();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace capd::store
