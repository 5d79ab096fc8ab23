#include "base/Instant.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <chrono>

namespace capd {
namespace {

using std::chrono::milliseconds;
using Moment = date::sys_time<milliseconds>;

const date::time_zone& london() {
  static const date::time_zone* zone = date::locate_zone("Europe/London");
  return *zone;
}

struct OnTheWall {
  Date day;
  int minutes = 0;  // since the wall clock's midnight
};

OnTheWall onTheWall(Instant at) {
  const auto local = london().to_local(Moment(milliseconds(at.ms)));
  const auto day = date::floor<date::days>(local);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - day);
  return {Date::fromDayNumber(static_cast<int>(day.time_since_epoch().count())), static_cast<int>(minutes.count())};
}

}  // namespace

Date londonDate(Instant at) { return onTheWall(at).day; }

TimeOfDay londonTime(Instant at) {
  const int minutes = onTheWall(at).minutes;
  return {minutes / 60, minutes % 60};
}

Instant londonAt(Date day, TimeOfDay time) {
  const date::local_days wall(date::days(day.dayNumber()));
  const auto local = wall + std::chrono::hours(time.hour) + std::chrono::minutes(time.minute);
  // choose::earliest: of a doubled hour the first, and for a skipped hour the moment of the jump.
  const auto moment = london().to_sys(std::chrono::time_point_cast<milliseconds>(local), date::choose::earliest);
  return Instant{moment.time_since_epoch().count()};
}

Instant londonStartOf(Date day) { return londonAt(day, {0, 0}); }
Instant londonEndOf(Date day) { return londonStartOf(day.plusDays(1)); }

std::string utcIso(Instant at) {
  const Moment moment{milliseconds(at.ms)};
  const auto day = date::floor<date::days>(moment);
  const auto rest = (moment - day).count();
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z",
                     Date::fromDayNumber(static_cast<int>(day.time_since_epoch().count())).iso(), rest / 3600000,
                     rest / 60000 % 60, rest / 1000 % 60, rest % 1000);
}

std::string londonWords(Instant at) {
  const OnTheWall wall = onTheWall(at);
  const int hour = wall.minutes / 60;
  return fmt::format("{} at {}:{:02}{}", wall.day.words(), hour % 12 == 0 ? 12 : hour % 12, wall.minutes % 60,
                     hour < 12 ? "am" : "pm");
}

std::string londonClock(Instant at) {
  const TimeOfDay time = londonTime(at);
  return fmt::format("{:02}:{:02}", time.hour, time.minute);
}

}  // namespace capd
