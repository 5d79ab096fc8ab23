#pragma once
// The records as canonical rows: the same for the same records on either database, so that two places can be compared
// and one can be filled from the other.

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/Session.h"

namespace capd::store {

struct DumpColumn {
  std::string name;
  ColumnType type = ColumnType::text;
};
struct DumpTable {
  std::string name;
  std::vector<DumpColumn> columns;
  std::vector<std::string> key;  ///< the primary key: the order of the rows
};

/// How many rows a table has, and the SHA-256 of its name, its columns and its rows in order.
struct TableSum {
  std::int64_t rows = 0;
  std::string sha256;
  bool operator==(const TableSum&) const = default;
};
using TableSums = std::map<std::string, TableSum>;

/// Every table of the records, by name. @throws DatabaseProblem when one has a column of a kind that is not known here.
std::vector<DumpTable> tablesOf(Session& session);
/// Every row in the order of its key, as canonical text.
void eachRow(Session& session, const DumpTable& table, const std::function<void(std::string_view)>& row);
/// A table's name and columns as canonical text, and back. @throws DatabaseProblem for a text that is none.
std::string headOf(const DumpTable& table);
DumpTable tableFrom(std::string_view head);

/// The sum of one table: its head first, then its rows in order.
class Summing {
 public:
  explicit Summing(const DumpTable& table);
  ~Summing();
  Summing(const Summing&) = delete;
  Summing& operator=(const Summing&) = delete;
  void row(std::string_view text);
  TableSum done();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
/// Of all tables, inside the transaction that is open.
TableSums sumsOf(Session& session);

/// Puts a row back. @throws SqlError, DatabaseProblem
void putRow(Session& session, const DumpTable& table, std::string_view row);
/// Empties a table that the migrations have filled.
void emptyTable(Session& session, const DumpTable& table);

}  // namespace capd::store
