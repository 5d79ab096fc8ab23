// Every day of ten years, counted once by the calendar and once by a loop that shares nothing with it: no Date, no
// weekday function, only the lengths of months and one Sunday.
#include "base/Calendar.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/Instant.h"

using namespace capd;
using boost::unit_test::label;

namespace {

// Proclaimed for England and Wales until 2025, computed by the same rules after that.
constexpr const char* kBankHolidays =
    "2019-01-01 2019-04-19 2019-04-22 2019-05-06 2019-05-27 2019-08-26 2019-12-25 2019-12-26 "
    "2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28 "
    "2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28 "
    "2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27 "
    "2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26 "
    "2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26 "
    "2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26 "
    "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28 "
    "2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28 "
    "2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26 ";

// Ten whole years and a little more, so that every count ends inside.
constexpr int kFirstYear = 2019;
constexpr int kLastYear = 2028;

struct Day {
  std::string iso;
  int weekday = 1;  // 1 = Monday
  bool working = false;
  bool taught = false;
  bool inTerm = false;
};

std::string iso(int year, int month, int day) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

std::set<std::string> daysOf(const std::string& all) {
  std::set<std::string> days;
  for (std::size_t at = 0; at + 10 <= all.size(); at += 11) days.insert(all.substr(at, 10));
  return days;
}

// A school year as irregular as a real one was: 2019-20, with its teacher days; and 2025-26.
const std::vector<std::pair<std::string, std::string>> kHalfTerms = {
    {"2019-09-03", "2019-10-18"}, {"2019-10-28", "2019-12-20"}, {"2020-01-07", "2020-02-21"},
    {"2020-03-02", "2020-04-09"}, {"2020-04-27", "2020-05-22"}, {"2020-06-01", "2020-07-21"},
    {"2025-09-02", "2025-10-24"}, {"2025-11-03", "2025-12-19"}, {"2026-01-05", "2026-02-13"},
    {"2026-02-23", "2026-03-27"}, {"2026-04-13", "2026-05-22"}, {"2026-06-01", "2026-07-20"}};
const std::set<std::string> kTeacherDays = {"2020-01-06", "2020-07-20", "2020-07-21", "2025-11-03"};
const std::set<std::string> kClosures = {"2024-12-27", "2024-12-30", "2024-12-31"};

std::vector<Day> allDays() {
  const auto holidays = daysOf(kBankHolidays);
  std::vector<Day> days;
  int weekday = 2;  // 1 January 2019 was a Tuesday
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    const int lengths[] = {31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= lengths[month - 1]; ++day) {
        Day one;
        one.iso = iso(year, month, day);
        one.weekday = weekday;
        const bool weekend = weekday > 5;
        const bool holiday = holidays.count(one.iso) != 0;
        one.working = !weekend && !holiday && kClosures.count(one.iso) == 0;
        one.inTerm = std::any_of(kHalfTerms.begin(), kHalfTerms.end(),
                                 [&](const auto& term) { return one.iso >= term.first && one.iso <= term.second; });
        one.taught = one.inTerm && !weekend && !holiday && kTeacherDays.count(one.iso) == 0;
        days.push_back(one);
        weekday = weekday % 7 + 1;
      }
  }
  return days;
}

Calendar calendar() {
  Calendar::Days days;
  for (const std::string& day : daysOf(kBankHolidays)) days.bankHolidays.push_back(*Date::fromIso(day));
  for (const std::string& day : kClosures) days.councilClosures.push_back(*Date::fromIso(day));
  for (const std::string& day : kTeacherDays) days.schoolClosures.push_back(*Date::fromIso(day));
  int number = 0;
  for (const auto& [first, last] : kHalfTerms) {
    const Date begin = *Date::fromIso(first);
    days.halfTerms.push_back({academicYearOf(begin), number++ % 6 + 1, begin, *Date::fromIso(last)});
  }
  return Calendar(days);
}

// Easter Sunday by the way of the Ecclesiastical tables (Butcher), month * 100 + day.
int easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  return (h + l - 7 * m + 114) / 31 * 100 + (h + l - 7 * m + 114) % 31 + 1;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_day_of_ten_years_is_the_day_it_is) {
  const auto days = allDays();
  BOOST_REQUIRE_EQUAL(days.size(), 3653u);
  const int first = Date(kFirstYear, 1, 1).dayNumber();
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Date day = Date::fromDayNumber(first + static_cast<int>(i));
    BOOST_REQUIRE_EQUAL(day.iso(), days[i].iso);
    BOOST_REQUIRE_EQUAL(static_cast<int>(day.weekday()), days[i].weekday);
    const int year = std::stoi(days[i].iso.substr(0, 4)) - (days[i].iso.substr(5, 2) < "09" ? 1 : 0);
    BOOST_REQUIRE_EQUAL(academicYearOf(day), std::to_string(year) + "-" + iso(year + 1, 1, 1).substr(2, 2));
  }
}

BOOST_AUTO_TEST_CASE(working_days_agree_with_a_count_by_hand_on_every_day_of_ten_years,
                     *label("TST-05") * label("TST-06")) {
  const auto days = allDays();
  const Calendar at = calendar();
  const auto dateOf = [&](std::size_t i) { return *Date::fromIso(days[i].iso); };
  int mismatches = 0;
  std::size_t compared = 0;
  for (std::size_t i = 0; i + 60 < days.size(); ++i) {
    if (at.isWorkingDay(dateOf(i)) != days[i].working) ++mismatches;
    for (const int n : {1, 2, 3, 5, 10, 20}) {
      std::size_t by = i;
      for (int left = n; left > 0;)
        if (days[++by].working) --left;
      if (at.addWorkingDays(dateOf(i), n).iso() != days[by].iso) ++mismatches;
      if (at.workingDaysBetween(dateOf(i), dateOf(by)) != n) ++mismatches;
      // The end of that day, and not an hour earlier or later when the clocks change.
      if (londonDate(londonEndOf(dateOf(by)).plusMs(-1)).iso() != days[by].iso) ++mismatches;
      if (londonDate(londonEndOf(dateOf(by))).iso() != days[by + 1].iso) ++mismatches;
      compared += 4;
    }
    if (at.workingDaysBetween(dateOf(i + 7), dateOf(i)) != 0) ++mismatches;
  }
  BOOST_CHECK_EQUAL(mismatches, 0);
  BOOST_CHECK_GT(compared, 80000u);
}

BOOST_AUTO_TEST_CASE(school_days_agree_with_a_count_by_hand_on_every_day_of_ten_years) {
  const auto days = allDays();
  const Calendar at = calendar();
  int mismatches = 0;
  std::size_t last = days.size();
  while (!days[last - 1].inTerm) --last;  // one after the last day of the last term
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Date day = *Date::fromIso(days[i].iso);
    const std::string year = academicYearOf(day);
    const bool known = year == "2019-20" || year == "2025-26";
    const auto taught = at.isSchoolDay(day);
    if (taught.has_value() != known || (known && *taught != days[i].taught)) ++mismatches;
    if (at.halfTermOf(day).has_value() != days[i].inTerm) ++mismatches;
    // The next taught day.
    std::size_t next = i;
    while (next < last && !days[next].taught) ++next;
    const auto found = at.nextSchoolDay(day);
    if (found.has_value() != (next < last) || (found && found->iso() != days[next].iso)) ++mismatches;
    // The last taught day of the n-th week that has one.
    for (const int n : {1, 6, 12}) {
      int left = n;
      std::size_t end = days.size();
      int week = -1;
      for (std::size_t k = i; k < last && left >= 0; ++k) {
        if (!days[k].taught) continue;
        // Weeks begin on Monday: two days are of one week when the same Monday stands before both.
        const int monday = static_cast<int>(k) - (days[k].weekday - 1);
        if (monday != week) {
          week = monday;
          --left;
        }
        if (left >= 0) end = k;
      }
      const auto ends = at.endOfSchoolWeeks(day, n);
      const bool enough = left < 0 || (left == 0 && end < days.size());
      if (ends.has_value() != enough || (ends && ends->iso() != days[end].iso)) ++mismatches;
    }
    // A week that stands still in the holidays.
    int left = 7;
    std::size_t by = i;
    while (left > 0 && by + 1 < last)
      if (days[++by].inTerm) --left;
    const auto week = at.addDaysOutsideHolidays(day, 7);
    if (week.has_value() != (left == 0) || (week && week->iso() != days[by].iso)) ++mismatches;
  }
  BOOST_CHECK_EQUAL(mismatches, 0);
}

BOOST_AUTO_TEST_CASE(days_of_the_year_that_move) {
  const Calendar at = calendar();
  const auto holidays = daysOf(kBankHolidays);
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    const Date sunday(year, static_cast<unsigned>(easter(year) / 100), static_cast<unsigned>(easter(year) % 100));
    BOOST_CHECK_EQUAL(sunday.weekday(), 7u);
    for (const int from : {-2, 1}) {
      BOOST_CHECK_MESSAGE(holidays.count(sunday.plusDays(from).iso()) == 1, sunday.plusDays(from).iso());
      BOOST_CHECK(!at.isWorkingDay(sunday.plusDays(from)));
    }
    // From Maundy Thursday the next working day is the Tuesday after Easter.
    BOOST_CHECK_EQUAL(at.addWorkingDays(sunday.plusDays(-3), 1).iso(), sunday.plusDays(2).iso());
    // Two days off at Christmas, whatever the days they fall on; on a week-end others stand for them.
    int off = 0;
    for (unsigned day = 25; day <= 28; ++day) off += static_cast<int>(holidays.count(Date(year, 12, day).iso()));
    BOOST_CHECK_EQUAL(off, 2);
  }
  // 2021 and 2027: both Christmas days on a week-end, Monday and Tuesday stand for them.
  BOOST_CHECK_EQUAL(at.addWorkingDays(Date(2027, 12, 24), 1).iso(), "2027-12-29");
  BOOST_CHECK_EQUAL(at.addWorkingDays(Date(2027, 12, 23), 1).iso(), "2027-12-24");
  BOOST_CHECK_EQUAL(at.addWorkingDays(Date(2026, 12, 24), 1).iso(), "2026-12-29");
  // The last of February 2028 is a working day like any other, and 2027 has none such.
  BOOST_CHECK(at.isWorkingDay(Date(2028, 2, 29)));
  BOOST_CHECK_EQUAL(at.addWorkingDays(Date(2028, 2, 28), 2).iso(), "2028-03-01");
  BOOST_CHECK_EQUAL(at.addWorkingDays(Date(2027, 2, 26), 2).iso(), "2027-03-02");
  BOOST_CHECK_EQUAL(at.workingDaysBetween(Date(2028, 2, 25), Date(2028, 3, 1)), 3);
  // The council is closed between Christmas and New Year of 2024.
  BOOST_CHECK_EQUAL(at.addWorkingDays(Date(2024, 12, 24), 1).iso(), "2025-01-02");
}

BOOST_AUTO_TEST_CASE(a_day_has_23_24_or_25_hours) {
  constexpr std::int64_t kHour = 3'600'000;
  const auto days = allDays();
  std::string month;
  for (std::size_t i = 0; i + 7 < days.size(); ++i) {
    const Date day = *Date::fromIso(days[i].iso);
    // The clocks change on the last Sunday of March and of October.
    const bool lastSunday = days[i].weekday == 7 && days[i].iso.substr(5, 2) != days[i + 7].iso.substr(5, 2);
    month = days[i].iso.substr(5, 2);
    const std::int64_t hours = lastSunday && month == "03" ? 23 : lastSunday && month == "10" ? 25 : 24;
    BOOST_REQUIRE_EQUAL(londonEndOf(day).ms - londonStartOf(day).ms, hours * kHour);
    BOOST_REQUIRE_EQUAL(londonEndOf(day).ms, londonStartOf(day.plusDays(1)).ms);
  }
}
