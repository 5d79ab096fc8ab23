#include "base/Date.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "base/Text.h"

namespace capd {
namespace {

using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};

year_month_day parts(int dayNumber) { return year_month_day(std::chrono::sys_days(std::chrono::days(dayNumber))); }

std::optional<int> digits(std::string_view text, std::size_t most) {
  if (text.empty() || text.size() > most) return std::nullopt;
  int value = 0;
  for (const char sign : text) {
    if (sign < '0' || sign > '9') return std::nullopt;
    value = value * 10 + (sign - '0');
  }
  return value;
}

// "2", "02", "feb", "February"
std::optional<unsigned> monthFrom(std::string_view text) {
  if (const auto number = digits(text, 2)) return static_cast<unsigned>(*number);
  const std::string typed = lowerAscii(text);
  if (typed.size() < 3) return std::nullopt;
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    const std::string name = lowerAscii(kMonths[i]);
    if (name == typed || (typed.size() <= name.size() && name.compare(0, typed.size(), typed) == 0)) return i + 1;
    if (typed == "sept" && i == 8) return 9;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Date> Date::make(int year, unsigned month, unsigned day) {
  if (year < 1900 || year > 2199) return std::nullopt;
  const year_month_day ymd{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!ymd.ok()) return std::nullopt;
  return Date(std::chrono::sys_days(ymd));
}

Date::Date(int year, unsigned month, unsigned day) {
  const auto made = make(year, month, day);
  if (!made) throw std::out_of_range(fmt::format("{:04}-{:02}-{:02} is not a day", year, month, day));
  *this = *made;
}

std::optional<Date> Date::fromIso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4), 4);
  const auto month = digits(text.substr(5, 2), 2);
  const auto day = digits(text.substr(8, 2), 2);
  if (!year || !month || !day) return std::nullopt;
  return make(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::optional<Date> Date::fromFields(std::string_view day, std::string_view month, std::string_view year) {
  const auto d = digits(trimmed(day), 2);
  const auto m = monthFrom(trimmed(month));
  const std::string yearText = trimmed(year);
  const auto y = digits(yearText, 4);
  if (!d || !m || !y || yearText.size() != 4) return std::nullopt;
  return make(*y, *m, static_cast<unsigned>(*d));
}

int Date::year() const { return static_cast<int>(parts(dayNumber()).year()); }
unsigned Date::month() const { return static_cast<unsigned>(parts(dayNumber()).month()); }
unsigned Date::day() const { return static_cast<unsigned>(parts(dayNumber()).day()); }
unsigned Date::weekday() const { return std::chrono::weekday(days_).iso_encoding(); }

Date Date::plusMonths(int months) const {
  const year_month_day ymd(days_);
  const auto moved = std::chrono::year_month(ymd.year(), ymd.month()) + std::chrono::months(months);
  year_month_day there = moved / ymd.day();
  if (!there.ok()) there = moved / std::chrono::last;
  return Date(std::chrono::sys_days(there));
}

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }
std::string Date::words() const { return fmt::format("{} {} {}", day(), kMonths[month() - 1], year()); }
std::string Date::longWords() const { return fmt::format("{} {}", weekdayName(weekday()), words()); }

std::string academicYearOf(Date day) {
  const int first = day.month() >= 9 ? day.year() : day.year() - 1;
  return fmt::format("{}-{:02}", first, (first + 1) % 100);
}

std::optional<Date> academicYearStart(std::string_view year) {
  if (year.size() != 7 || year[4] != '-') return std::nullopt;
  const auto first = digits(year.substr(0, 4), 4);
  const auto second = digits(year.substr(5, 2), 2);
  if (!first || !second || (*first + 1) % 100 != *second) return std::nullopt;
  return Date::make(*first, 9, 1);
}

std::string_view weekdayName(unsigned weekday) {
  if (weekday < 1 || weekday > 7) throw std::out_of_range("a weekday is 1 to 7");
  return kWeekdays[weekday - 1];
}

}  // namespace capd
