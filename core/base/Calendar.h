#pragma once
// The council's working days and the schools' taught days, as CAP publishes them each September.
// Duties of CAP run on working days; programmes last in school weeks. What is not known is empty, never guessed.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/Date.h"

namespace capd {

/// One half term, both days included.
struct HalfTerm {
  std::string year;  ///< 2025-26
  int number = 1;    ///< 1 to 6
  Date first;
  Date last;
};

class Calendar {
 public:
  struct Days {
    std::vector<Date> bankHolidays;     ///< England
    std::vector<Date> councilClosures;  ///< the council's offices are shut
    std::vector<HalfTerm> halfTerms;    ///< of every year that is known, in any order, not overlapping
    std::vector<Date> schoolClosures;   ///< training days inside half terms
    bool provisional = false;           ///< the dates are the usual pattern and not yet confirmed
  };
  Calendar() = default;
  /// @throws std::invalid_argument when half terms overlap or end before they begin, in words.
  explicit Calendar(Days days);

  /// Monday to Friday, no bank holiday, no closure of the council. School holidays count (OPEN-10).
  [[nodiscard]] bool isWorkingDay(Date day) const;
  /// The n-th working day after `day`; day 0 is the day received, whatever day that is. n >= 1.
  [[nodiscard]] Date addWorkingDays(Date day, int n) const;
  /// Working days after `from` up to and including `to`; 0 when `to` is not later.
  [[nodiscard]] int workingDaysBetween(Date from, Date to) const;

  /// Taught day: Monday to Friday inside a half term, no bank holiday, no training day. Empty when no half term of that
  /// year is known.
  [[nodiscard]] std::optional<bool> isSchoolDay(Date day) const;
  /// Last taught day of the n-th school week, counting the week of `start` as the first; a week counts when it has a
  /// taught day on or after `start`. Empty when the known terms end before that.
  [[nodiscard]] std::optional<Date> endOfSchoolWeeks(Date start, int n) const;
  /// Last taught day of the academic year of `day`.
  [[nodiscard]] std::optional<Date> lastSchoolDay(std::string_view year) const;
  [[nodiscard]] std::optional<Date> firstSchoolDay(std::string_view year) const;
  [[nodiscard]] std::optional<HalfTerm> halfTermOf(Date day) const;
  /// First and last day of the term (two half terms) in which the day lies, or that begins next. Empty when it is not
  /// known.
  [[nodiscard]] std::optional<std::pair<Date, Date>> termOf(Date day) const;
  /// The first taught day on or after the day.
  [[nodiscard]] std::optional<Date> nextSchoolDay(Date day) const;
  /// The day `calendarDays` after `day`, not counting days outside half terms (a clock that stops in school holidays,
  /// OPEN-04).
  [[nodiscard]] std::optional<Date> addDaysOutsideHolidays(Date day, int calendarDays) const;

  [[nodiscard]] const Days& days() const { return days_; }

 private:
  Days days_;
};

}  // namespace capd
