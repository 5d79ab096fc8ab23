#include "base/Calendar.h"

#include <algorithm>
#include <stdexcept>

namespace capd {
namespace {

bool has(const std::vector<Date>& days, Date day) { return std::binary_search(days.begin(), days.end(), day); }

void sortDays(std::vector<Date>& days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

}  // namespace

Calendar::Calendar(Days days) : days_(std::move(days)) {
  sortDays(days_.bankHolidays);
  sortDays(days_.councilClosures);
  sortDays(days_.schoolClosures);
  auto& terms = days_.halfTerms;
  std::sort(terms.begin(), terms.end(), [](const HalfTerm& a, const HalfTerm& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (terms[i].last < terms[i].first)
      throw std::invalid_argument("the half term that begins on " + terms[i].first.words() + " ends before it begins");
    if (i > 0 && terms[i].first <= terms[i - 1].last)
      throw std::invalid_argument("the half term that begins on " + terms[i].first.words() +
                                  " overlaps the one before");
  }
}

bool Calendar::isWorkingDay(Date day) const {
  return day.weekday() <= 5 && !has(days_.bankHolidays, day) && !has(days_.councilClosures, day);
}

Date Calendar::addWorkingDays(Date day, int n) const {
  if (n < 1) throw std::invalid_argument("working days are counted from 1");
  while (n > 0) {
    day = day.plusDays(1);
    if (isWorkingDay(day)) --n;
  }
  return day;
}

int Calendar::workingDaysBetween(Date from, Date to) const {
  int count = 0;
  for (Date day = from.plusDays(1); day <= to; day = day.plusDays(1))
    if (isWorkingDay(day)) ++count;
  return count;
}

std::optional<HalfTerm> Calendar::halfTermOf(Date day) const {
  for (const HalfTerm& term : days_.halfTerms)
    if (day >= term.first && day <= term.last) return term;
  return std::nullopt;
}

std::optional<std::pair<Date, Date>> Calendar::termOf(Date day) const {
  const auto taught = nextSchoolDay(day);
  const auto half = taught ? halfTermOf(*taught) : std::nullopt;
  if (!half) return std::nullopt;
  const int term = (half->number + 1) / 2;
  std::pair<Date, Date> days{half->first, half->last};
  for (const HalfTerm& each : days_.halfTerms)
    if (each.year == half->year && (each.number + 1) / 2 == term) {
      days.first = std::min(days.first, each.first);
      days.second = std::max(days.second, each.last);
    }
  return days;
}

std::optional<bool> Calendar::isSchoolDay(Date day) const {
  if (!firstSchoolDay(academicYearOf(day))) return std::nullopt;
  return halfTermOf(day).has_value() && day.weekday() <= 5 && !has(days_.bankHolidays, day) &&
         !has(days_.schoolClosures, day);
}

std::optional<Date> Calendar::nextSchoolDay(Date day) const {
  if (days_.halfTerms.empty()) return std::nullopt;
  for (; day <= days_.halfTerms.back().last; day = day.plusDays(1))
    if (isSchoolDay(day).value_or(false)) return day;
  return std::nullopt;
}

std::optional<Date> Calendar::endOfSchoolWeeks(Date start, int n) const {
  if (n < 1) return std::nullopt;
  Date monday = start.plusDays(1 - static_cast<int>(start.weekday()));
  if (days_.halfTerms.empty()) return std::nullopt;
  for (; monday <= days_.halfTerms.back().last; monday = monday.plusDays(7)) {
    std::optional<Date> last;
    for (int i = 0; i < 5; ++i) {
      const Date day = monday.plusDays(i);
      if (day >= start && isSchoolDay(day).value_or(false)) last = day;
    }
    if (last && --n == 0) return last;
  }
  return std::nullopt;
}

std::optional<Date> Calendar::firstSchoolDay(std::string_view year) const {
  for (const HalfTerm& term : days_.halfTerms)
    if (term.year == year) return term.first;
  return std::nullopt;
}

std::optional<Date> Calendar::lastSchoolDay(std::string_view year) const {
  std::optional<Date> last;
  for (const HalfTerm& term : days_.halfTerms)
    if (term.year == year) last = term.last;
  return last;
}

std::optional<Date> Calendar::addDaysOutsideHolidays(Date day, int calendarDays) const {
  if (days_.halfTerms.empty()) return std::nullopt;
  while (calendarDays > 0) {
    day = day.plusDays(1);
    if (day > days_.halfTerms.back().last) return std::nullopt;
    if (halfTermOf(day)) --calendarDays;
  }
  // A limit that ends inside a week-end between two taught weeks stays there: only holidays stop the clock.
  return day;
}

}  // namespace capd
