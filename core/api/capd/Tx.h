#pragma once
// Reading and writing the records. SQL is one dialect for both databases: `?` for values in order, integers and text
// only, and no name of a scoped table: `@cases`, `@placements`, `@pupils`, `@documents` stand for the rows this viewer
// may see. A bare scoped name throws, so a list, a count or a search cannot leak by forgetting.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Viewer.h"

namespace capd {

struct Event;

/// NULL, a whole number, or text (UTF-8, cleaned at the edge).
using Value = std::variant<std::monostate, std::int64_t, std::string>;
enum class ColumnType { integer, text };

inline Value toValue(std::int64_t v) { return v; }
inline Value toValue(int v) { return static_cast<std::int64_t>(v); }
inline Value toValue(unsigned v) { return static_cast<std::int64_t>(v); }
inline Value toValue(bool v) { return static_cast<std::int64_t>(v ? 1 : 0); }
inline Value toValue(const std::string& v) { return v; }
inline Value toValue(std::string_view v) { return std::string(v); }
inline Value toValue(const char* v) { return std::string(v); }
inline Value toValue(Date v) { return v.iso(); }
inline Value toValue(Instant v) { return v.ms; }
inline Value toValue(std::nullopt_t) { return std::monostate{}; }
inline Value toValue(const Value& v) { return v; }
template <class T>
Value toValue(const std::optional<T>& v) {
  return v ? toValue(*v) : Value{};
}

/// How a C++ type is read from a column.
template <class T>
struct ColumnOf;
template <>
struct ColumnOf<std::int64_t> {
  static constexpr ColumnType kType = ColumnType::integer;
  static std::int64_t read(const Value& v) { return std::get<std::int64_t>(v); }
};
template <>
struct ColumnOf<bool> {
  static constexpr ColumnType kType = ColumnType::integer;
  static bool read(const Value& v) { return std::get<std::int64_t>(v) != 0; }
};
template <>
struct ColumnOf<std::string> {
  static constexpr ColumnType kType = ColumnType::text;
  static std::string read(const Value& v) { return std::get<std::string>(v); }
};
template <>
struct ColumnOf<Instant> {
  static constexpr ColumnType kType = ColumnType::integer;
  static Instant read(const Value& v) { return Instant{std::get<std::int64_t>(v)}; }
};
template <>
struct ColumnOf<Date> {
  static constexpr ColumnType kType = ColumnType::text;
  static Date read(const Value& v) {
    const auto day = Date::fromIso(std::get<std::string>(v));
    if (!day) throw std::runtime_error("a day is kept in a form that is not YYYY-MM-DD");
    return *day;
  }
};
template <class T>
struct ColumnOf<std::optional<T>> {
  static constexpr ColumnType kType = ColumnOf<T>::kType;
  static std::optional<T> read(const Value& v) {
    if (std::holds_alternative<std::monostate>(v)) return std::nullopt;
    return ColumnOf<T>::read(v);
  }
};

class ReadTx {
 public:
  virtual ~ReadTx() = default;
  ReadTx(const ReadTx&) = delete;
  ReadTx& operator=(const ReadTx&) = delete;

  /// The moment this transaction works at (one moment for all that it writes).
  [[nodiscard]] virtual Instant now() const = 0;
  [[nodiscard]] Date today() const { return londonDate(now()); }
  /// Who asks; decides what `@cases` and the others stand for.
  [[nodiscard]] virtual const Viewer& viewer() const = 0;

  /// Runs one SELECT; `row` gets each row's values, valid only during the call. Must not start another statement with
  /// the same SQL inside.
  /// @throws std::logic_error for SQL that names a scoped table or has the wrong number of values; std::runtime_error
  /// when the database fails (its text never holds values).
  virtual void select(std::string_view sql, std::span<const Value> args, std::span<const ColumnType> columns,
                      const std::function<void(std::span<const Value>)>& row) = 0;

  /// All rows, typed: `tx.rows<std::int64_t, std::string>("SELECT id, name FROM organisation WHERE kind = ?",
  /// "provider")`. A NULL in a column that is not std::optional throws.
  template <class... T, class... A>
  std::vector<std::tuple<T...>> rows(std::string_view sql, const A&... args) {
    std::vector<std::tuple<T...>> all;
    each<T...>(
        sql, [&](T... v) { all.emplace_back(std::move(v)...); }, args...);
    return all;
  }
  /// The first row, if there is one.
  template <class... T, class... A>
  std::optional<std::tuple<T...>> row(std::string_view sql, const A&... args) {
    auto all = rows<T...>(sql, args...);
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
  }
  /// The first column of the first row, if there is one.
  template <class T, class... A>
  std::optional<T> one(std::string_view sql, const A&... args) {
    auto found = row<T>(sql, args...);
    if (!found) return std::nullopt;
    return std::move(std::get<0>(*found));
  }
  /// Calls `f(T...)` for every row.
  template <class... T, class F, class... A>
  void each(std::string_view sql, F&& f, const A&... args) {
    const std::vector<Value> values{toValue(args)...};
    static constexpr ColumnType kColumns[] = {ColumnOf<T>::kType...};
    select(sql, values, kColumns, [&](std::span<const Value> v) { call<T...>(f, v, std::index_sequence_for<T...>{}); });
  }

 protected:
  ReadTx() = default;

 private:
  template <class... T, class F, std::size_t... I>
  static void call(F& f, std::span<const Value> v, std::index_sequence<I...>) {
    f(ColumnOf<T>::read(v[I])...);
  }
};

/// One command's part of a write transaction. What it wrote is kept or undone as a whole.
class WriteTx : public ReadTx {
 public:
  /// Runs one INSERT, UPDATE or DELETE. Scoped tables are named bare here: guards are the command's own work.
  /// @returns the number of rows it touched.
  template <class... A>
  std::int64_t execute(std::string_view sql, const A&... args) {
    const std::vector<Value> values{toValue(args)...};
    return change(sql, values);
  }
  virtual std::int64_t change(std::string_view sql, std::span<const Value> args) = 0;
  /// A number never given before, for a new row of any table.
  virtual std::int64_t nextId() = 0;
  /// Tells every plugin that subscribed, now, inside this transaction. A subscriber that throws fails the command by
  /// name.
  virtual void emit(const Event& event) = 0;
};

}  // namespace capd
