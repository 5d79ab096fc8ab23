#pragma once
// A moment, kept as UTC milliseconds, and its look on a clock in Coventry (Europe/London),
// whatever zone the host machine is set to.

#include <compare>
#include <cstdint>
#include <string>

#include "base/Date.h"

namespace capd {

/// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
  [[nodiscard]] Instant plusMs(std::int64_t more) const { return Instant{ms + more}; }
};

/// Hour and minute on a London clock.
struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  auto operator<=>(const TimeOfDay&) const = default;
};

/// The day that a calendar on the wall in Coventry shows at this moment.
Date londonDate(Instant at);
TimeOfDay londonTime(Instant at);
/// The first moment of the day in London (00:00, even on clock-change days).
Instant londonStartOf(Date day);
/// The moment at which the day is over: the first moment of the next. Deadlines "by the end of" compare `now < endOf`.
Instant londonEndOf(Date day);
/// A clock time of a day. A time that the spring change skips moves forward to 02:00; of a doubled time the first is
/// taken.
Instant londonAt(Date day, TimeOfDay time);

/// `2026-02-28T14:02:00.000Z`
std::string utcIso(Instant at);
/// `28 February 2026 at 2:02pm` (London)
std::string londonWords(Instant at);
/// `14:02` (London)
std::string londonClock(Instant at);

}  // namespace capd
