// Working days counted a second way: weekdays by Zeller's rule, bank holidays of England by their own rules, and a walk
// over strings of days, over ten years and 1 to 10 days, with holidays that are proclaimed late.

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "base/Calendar.h"

using namespace capd;

namespace {

bool hasLeapDay(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
int lengthOf(int year, int month) {
  static const int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && hasLeapDay(year) ? 29 : kDays[month - 1];
}

struct WalkedDay {
  int year = 2020;
  int month = 1;
  int day = 1;
  void next() {
    if (++day <= lengthOf(year, month)) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    ++year;
  }
  [[nodiscard]] std::string text() const {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
    return buffer;
  }
  /// Zeller: 0 = Saturday, 1 = Sunday, 2 = Monday.
  [[nodiscard]] int zeller() const {
    const int m = month < 3 ? month + 12 : month;
    const int y = month < 3 ? year - 1 : year;
    return (day + 13 * (m + 1) / 5 + y % 100 + y % 100 / 4 + y / 100 / 4 + 5 * (y / 100)) % 7;
  }
  [[nodiscard]] bool weekend() const { return zeller() < 2; }
};

WalkedDay easterSunday(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  return {year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1};
}

void addMonday(std::set<std::string>& days, WalkedDay from, bool last) {
  WalkedDay found = from;
  for (WalkedDay day = from; day.month == from.month; day.next())
    if (day.zeller() == 2) {
      found = day;
      if (!last) break;
    }
  days.insert(found.text());
}

// A holiday on a week-end is made up for on the next day that is none.
void addOrNext(std::set<std::string>& days, WalkedDay day) {
  while (day.weekend() || days.count(day.text()) != 0) day.next();
  days.insert(day.text());
}

std::set<std::string> bankHolidays(int from, int to) {
  std::set<std::string> days;
  for (int year = from; year <= to; ++year) {
    addOrNext(days, {year, 1, 1});
    // Good Friday and Easter Monday.
    WalkedDay walk{year, 3, 1};
    const std::string sunday = easterSunday(year).text();
    std::string friday;
    std::string before;
    for (; walk.text() != sunday; walk.next()) {
      friday = before;
      before = walk.text();
    }
    walk.next();
    days.insert(friday);
    days.insert(walk.text());
    addMonday(days, {year, 5, 1}, false);
    addMonday(days, {year, 5, 25}, true);
    addMonday(days, {year, 8, 25}, true);
    addOrNext(days, {year, 12, 25});
    addOrNext(days, {year, 12, 26});
  }
  return days;
}

// Every day of ten years, 1 to 10 working days on.
void compare(const std::set<std::string>& holidays) {
  Calendar::Days days;
  for (const std::string& each : holidays) days.bankHolidays.push_back(Date::fromIso(each).value());
  const Calendar calendar(days);
  std::size_t wrong = 0;
  std::size_t tried = 0;
  for (WalkedDay day{2020, 1, 1}; day.year < 2030; day.next()) {
    const Date from = Date::fromIso(day.text()).value();
    WalkedDay walk = day;
    for (int n = 1; n <= 10; ++n) {
      do walk.next();
      while (walk.weekend() || holidays.count(walk.text()) != 0);
      ++tried;
      if (calendar.addWorkingDays(from, n).iso() == walk.text() &&
          calendar.workingDaysBetween(from, Date::fromIso(walk.text()).value()) == n)
        continue;
      if (++wrong < 10) BOOST_ERROR(day.text() << " and " << n << " working days: " << walk.text());
    }
  }
  BOOST_TEST(wrong == 0U);
  BOOST_TEST(tried == 36'530U);
}

}  // namespace

BOOST_AUTO_TEST_CASE(ten_years_of_working_days_agree_with_another_count) { compare(bankHolidays(2020, 2030)); }

BOOST_AUTO_TEST_CASE(the_holidays_of_the_policy_are_those_of_the_rules) {
  const auto days = bankHolidays(2025, 2026);
  for (const char* known :
       {"2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31"})
    BOOST_TEST(days.count(known) == 1U, known);
}

// Proclaimed on a Friday for the Monday after, and on both sides of Christmas.
BOOST_AUTO_TEST_CASE(late_proclaimed_holidays_agree_too) {
  auto days = bankHolidays(2020, 2030);
  for (const char* proclaimed : {"2022-06-03", "2022-09-19", "2023-05-08", "2024-12-24", "2026-02-16", "2028-02-29"})
    days.insert(proclaimed);
  compare(days);
}
