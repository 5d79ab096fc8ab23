#pragma once
// By when something is due, and how that was counted: when the calendar changes afterwards (a bank holiday is
// proclaimed on Friday for Monday), it is counted again.

#include <string>

#include "base/Calendar.h"
#include "base/Instant.h"

namespace capd {

struct Deadline {
  Instant at;           ///< over when now >= at
  std::string counted;  ///< "2 working days from 2026-02-06"; empty for a moment that no calendar moves

  Deadline() = default;
  Deadline(Instant moment) : at(moment) {}  // NOLINT: a moment is a deadline, only not a counted one
  Deadline(Instant moment, std::string how) : at(moment), counted(std::move(how)) {}
  /// The last day on which it can be done in time.
  [[nodiscard]] Date lastDay() const { return londonDate(at.plusMs(-1)); }
};

/// By the end of the n-th working day after `from` (OPEN-10). n >= 1.
Deadline withinWorkingDays(const Calendar& calendar, Date from, int n);
/// By the end of the day that comes `days` days after `from`, not counting school holidays (OPEN-04); where no term is
/// known, counting every day.
Deadline withinTermDays(const Calendar& calendar, Date from, int days);
/// The same count on a calendar as it is now. A deadline that was not counted comes back as it is.
/// @throws std::invalid_argument when `counted` is none of the two, which no deadline made here has.
Deadline countedAgain(const Deadline& deadline, const Calendar& calendar);

}  // namespace capd
