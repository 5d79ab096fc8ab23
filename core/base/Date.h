#pragma once
// A calendar day, as the council and its schools write it: no time, no zone.
// Every "by when" of the service is worked out on these; moments are in base/Instant.h.

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace capd {

/// One existing day of the proleptic Gregorian calendar, between 1900-01-01 and 2199-12-31.
/// There is no invalid Date: what does not exist (31 February) is never made.
class Date {
 public:
  /// 1 January 1970; exists so that structs can hold a Date.
  constexpr Date() = default;

  /// @throws std::out_of_range naming the day when it does not exist (31 February, year 3000).
  Date(int year, unsigned month, unsigned day);

  /// Strict ISO 8601, `2026-02-28`. Empty when the text is anything else or the day does not exist.
  static std::optional<Date> fromIso(std::string_view text);
  /// The three boxes of a form, as typed; month may be a number or an English name ("Feb", "february").
  /// Empty when the day does not exist.
  static std::optional<Date> fromFields(std::string_view day, std::string_view month, std::string_view year);
  static std::optional<Date> make(int year, unsigned month, unsigned day);
  /// Days since 1970-01-01, negative before.
  static constexpr Date fromDayNumber(int days) { return Date(std::chrono::sys_days(std::chrono::days(days))); }

  [[nodiscard]] constexpr int dayNumber() const { return static_cast<int>(days_.time_since_epoch().count()); }
  [[nodiscard]] int year() const;
  [[nodiscard]] unsigned month() const;
  [[nodiscard]] unsigned day() const;
  /// 1 = Monday ... 7 = Sunday.
  [[nodiscard]] unsigned weekday() const;

  [[nodiscard]] constexpr Date plusDays(int days) const { return Date(days_ + std::chrono::days(days)); }
  /// Same day of the month, `months` later (or earlier); clamped to the month's end: 31 August + 6 months = 28 or 29
  /// February.
  [[nodiscard]] Date plusMonths(int months) const;
  /// Whole days from `from` to this day; negative when this day is earlier.
  [[nodiscard]] constexpr int daysSince(Date from) const { return dayNumber() - from.dayNumber(); }

  /// `2026-02-28`
  [[nodiscard]] std::string iso() const;
  /// `28 February 2026`
  [[nodiscard]] std::string words() const;
  /// `Saturday 28 February 2026`
  [[nodiscard]] std::string longWords() const;

  constexpr auto operator<=>(const Date&) const = default;

 private:
  explicit constexpr Date(std::chrono::sys_days days) : days_(days) {}
  std::chrono::sys_days days_{};
};

/// `2025-26` for every day from 1 September 2025 to 31 August 2026, both included (ENT-50).
std::string academicYearOf(Date day);
/// 1 September of the academic year written `2025-26`; empty when the text is no academic year.
std::optional<Date> academicYearStart(std::string_view year);
/// "Monday" ... "Sunday" for 1 ... 7.
std::string_view weekdayName(unsigned weekday);

}  // namespace capd
