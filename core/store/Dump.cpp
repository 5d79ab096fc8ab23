#include "store/Dump.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include "store/Digest.h"

namespace capd::store {
namespace {

constexpr std::int64_t kRowsAtOnce = 2000;  // PostgreSQL's library keeps a whole answer in memory

// Names come from a database or from a sealed file; they are put into SQL, so they are looked at all the same.
std::string quoted(const std::string& name) {
  if (name.empty() || name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
    throw DatabaseProblem("The records have a name that is not known here: " + name);
  return "\"" + name + "\"";
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

ColumnType typeOf(const std::string& table, const std::string& column, const std::string& declared) {
  std::string kind = declared;
  for (char& sign : kind)
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign + ('a' - 'A'));
  if (kind.find("int") != std::string::npos) return ColumnType::integer;
  if (kind == "text") return ColumnType::text;
  throw DatabaseProblem("The column " + table + "." + column + " holds '" + declared +
                        "', and records hold whole numbers and texts alone.");
}

std::vector<std::string> texts(Session& session, const std::string& sql, std::span<const Value> args) {
  std::vector<std::string> all;
  const ColumnType columns[] = {ColumnType::text};
  session.select(sql, args, columns, [&](std::span<const Value> row) { all.push_back(std::get<std::string>(row[0])); });
  return all;
}

std::vector<std::string> namesOf(Session& session) {
  return texts(session,
               session.isPostgres()
                   ? "SELECT CAST(table_name AS text) FROM information_schema.tables WHERE table_type = 'BASE TABLE' "
                     "AND table_schema = current_schema()"
                   : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
               {});
}

std::vector<DumpColumn> columnsOf(Session& session, const std::string& table) {
  std::vector<DumpColumn> all;
  const Value args[] = {table};
  const ColumnType columns[] = {ColumnType::text, ColumnType::text};
  session.select(session.isPostgres()
                     ? "SELECT CAST(column_name AS text), CAST(data_type AS text) FROM information_schema.columns "
                       "WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position"
                     : "SELECT name, type FROM pragma_table_info(?) ORDER BY cid",
                 args, columns, [&](std::span<const Value> row) {
                   const auto& name = std::get<std::string>(row[0]);
                   all.push_back({name, typeOf(table, name, std::get<std::string>(row[1]))});
                 });
  return all;
}

std::vector<std::string> keyOf(Session& session, const std::string& table) {
  const Value args[] = {table};
  return texts(session,
               session.isPostgres()
                   ? "SELECT CAST(k.column_name AS text) FROM information_schema.table_constraints c JOIN "
                     "information_schema.key_column_usage k ON k.constraint_name = c.constraint_name AND "
                     "k.constraint_schema = c.constraint_schema AND k.table_name = c.table_name WHERE "
                     "c.constraint_type = 'PRIMARY KEY' AND c.table_schema = current_schema() AND c.table_name = ? "
                     "ORDER BY k.ordinal_position"
                   : "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk",
               args);
}

// i<digits>; t<bytes>:<text> n; so that no two different rows can be written the same.
void addValue(std::string& text, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    text += 'i' + std::to_string(*number) + ';';
  } else if (const auto* words = std::get_if<std::string>(&value)) {
    text += 't' + std::to_string(words->size()) + ':';
    text += *words;
  } else {
    text += "n;";
  }
}

std::string textOf(std::span<const Value> row) {
  std::string text;
  for (const Value& value : row) addValue(text, value);
  return text;
}

[[noreturn]] void notCanonical() { throw DatabaseProblem("A row of the backup is written in a way not known here."); }

std::int64_t numberBefore(std::string_view& text, char end) {
  const auto at = text.find(end);
  std::int64_t number = 0;
  if (at == std::string_view::npos) notCanonical();
  const auto [stopped, fault] = std::from_chars(text.data(), text.data() + at, number);
  if (fault != std::errc() || stopped != text.data() + at) notCanonical();
  text.remove_prefix(at + 1);
  return number;
}

std::vector<Value> valuesOf(std::string_view text) {
  std::vector<Value> values;
  while (!text.empty()) {
    const char kind = text.front();
    text.remove_prefix(1);
    if (kind == 'i') {
      values.emplace_back(numberBefore(text, ';'));
    } else if (kind == 't') {
      const auto size = static_cast<std::size_t>(numberBefore(text, ':'));
      if (size > text.size()) notCanonical();
      values.emplace_back(std::string(text.substr(0, size)));
      text.remove_prefix(size);
    } else if (kind == 'n' && !text.empty() && text.front() == ';') {
      values.emplace_back(std::monostate{});
      text.remove_prefix(1);
    } else {
      notCanonical();
    }
  }
  return values;
}

std::vector<std::string> columnNames(const DumpTable& table) {
  std::vector<std::string> names;
  for (const DumpColumn& column : table.columns) names.push_back(quoted(column.name));
  return names;
}

// The order must be the same on both databases: texts by their bytes, nothing before something.
struct Order {
  std::vector<std::size_t> places;  ///< of the key's columns in the row
  std::string by;
  std::string after;  ///< `(a, b) > (?, ?)`
};

Order orderOf(const DumpTable& table, bool postgres) {
  Order order;
  std::vector<std::string> by;
  std::vector<std::string> sides;
  const bool keyed = !table.key.empty();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const DumpColumn& column = table.columns[i];
    if (keyed && std::find(table.key.begin(), table.key.end(), column.name) == table.key.end()) continue;
    order.places.push_back(i);
    const std::string side =
        quoted(column.name) + (postgres && column.type == ColumnType::text ? " COLLATE \"C\"" : "");
    sides.push_back(side);
    by.push_back(side + (keyed ? "" : " NULLS FIRST"));
  }
  order.by = joined(by, ", ");
  if (keyed)
    order.after = "(" + joined(sides, ", ") + ") > (" + joined(std::vector<std::string>(sides.size(), "?"), ", ") + ")";
  return order;
}

}  // namespace

std::vector<DumpTable> tablesOf(Session& session) {
  std::vector<DumpTable> tables;
  auto names = namesOf(session);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) tables.push_back({name, columnsOf(session, name), keyOf(session, name)});
  return tables;
}

void eachRow(Session& session, const DumpTable& table, const std::function<void(std::string_view)>& row) {
  const Order order = orderOf(table, session.isPostgres());
  const bool paged = !order.after.empty();
  std::vector<ColumnType> types;
  for (const DumpColumn& column : table.columns) types.push_back(column.type);
  const std::string from = "SELECT " + joined(columnNames(table), ", ") + " FROM " + quoted(table.name);
  const std::string rest = " ORDER BY " + order.by + (paged ? " LIMIT " + std::to_string(kRowsAtOnce) : "");
  std::vector<Value> last;
  while (true) {
    std::int64_t got = 0;
    session.select(from + (last.empty() ? "" : " WHERE " + order.after) + rest, std::vector<Value>(last), types,
                   [&](std::span<const Value> values) {
                     row(textOf(values));
                     ++got;
                     last.clear();
                     for (const std::size_t place : order.places) last.push_back(values[place]);
                   });
    if (!paged || got < kRowsAtOnce) return;
  }
}

std::string headOf(const DumpTable& table) {
  std::vector<Value> words = {table.name};
  for (const DumpColumn& column : table.columns) {
    words.emplace_back(column.name);
    words.emplace_back(static_cast<std::int64_t>(column.type == ColumnType::integer ? 0 : 1));
  }
  return textOf(words);
}

DumpTable tableFrom(std::string_view head) {
  const auto words = valuesOf(head);
  if (words.size() < 3 || words.size() % 2 != 1) notCanonical();
  DumpTable table;
  const auto name = [&](std::size_t at) {
    const auto* text = std::get_if<std::string>(&words[at]);
    if (text == nullptr) notCanonical();
    return *text;
  };
  table.name = name(0);
  for (std::size_t i = 1; i < words.size(); i += 2) {
    const auto* type = std::get_if<std::int64_t>(&words[i + 1]);
    if (type == nullptr) notCanonical();
    table.columns.push_back({name(i), *type == 0 ? ColumnType::integer : ColumnType::text});
  }
  return table;
}

struct Summing::Impl {
  Digest digest;
  std::int64_t rows = 0;
  void part(std::string_view text) {
    digest.add(std::to_string(text.size()) + "\n");
    digest.add(text);
  }
};

Summing::Summing(const DumpTable& table) : impl_(std::make_unique<Impl>()) { impl_->part(headOf(table)); }
Summing::~Summing() = default;

void Summing::row(std::string_view text) {
  ++impl_->rows;
  impl_->part(text);
}

TableSum Summing::done() { return {impl_->rows, impl_->digest.hex()}; }

TableSums sumsOf(Session& session) {
  TableSums sums;
  for (const DumpTable& table : tablesOf(session)) {
    Summing sum(table);
    eachRow(session, table, [&](std::string_view row) { sum.row(row); });
    sums[table.name] = sum.done();
  }
  return sums;
}

void putRow(Session& session, const DumpTable& table, std::string_view row) {
  const auto values = valuesOf(row);
  if (values.size() != table.columns.size()) notCanonical();
  session.change("INSERT INTO " + quoted(table.name) + " (" + joined(columnNames(table), ", ") + ") VALUES (" +
                     joined(std::vector<std::string>(values.size(), "?"), ", ") + ")",
                 values);
}

void emptyTable(Session& session, const DumpTable& table) {
  std::int64_t there = 0;
  const ColumnType columns[] = {ColumnType::integer};
  session.select("SELECT COUNT(*) FROM " + quoted(table.name), {}, columns,
                 [&](std::span<const Value> row) { there = std::get<std::int64_t>(row[0]); });
  // Only when it must: where rows are only added, even an empty DELETE is refused.
  if (there > 0) session.change("DELETE FROM " + quoted(table.name), {});
}

}  // namespace capd::store
