// The words of reminders.lua: moments in a half term, term or year, and whom to tell when something is not done.
#include <fmt/format.h>

#include <lua.hpp>

#include "policy/Wording.h"

namespace capd::policy {
namespace {

constexpr lua_Integer kMostSchoolDays = 80;  // no term has more

std::optional<TimeOfDay> timeFrom(const std::string& text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  const TimeOfDay time{(text[0] - '0') * 10 + text[1] - '0', (text[3] - '0') * 10 + text[4] - '0'};
  if (time.hour > 23 || time.minute > 59) return std::nullopt;
  return time;
}

Built momentAt(lua_State* lua) {
  Built built;
  built.kind = Built::Kind::moment;
  built.line = lineOf(lua);
  return built;
}

void takeTime(lua_State* lua, Loader& loader, int at, Built& built) {
  if (const auto time = timeFrom(textAt(lua, at)))
    built.moment.at = *time;
  else
    loader.fault(built.line, "the time of day is missing, or is none.", "Write it in quotes on 24 hours: \"06:00\".");
}

int schoolDay(lua_State* lua, MomentInPeriod::Count count, const char* word) {
  Loader& loader = loaderOf(lua);
  Built built = momentAt(lua);
  built.moment.count = count;
  const lua_Integer number = lua_isinteger(lua, 1) != 0 ? lua_tointeger(lua, 1) : 0;
  if (number < 1 || number > kMostSchoolDays)
    loader.fault(built.line, fmt::format("'{}' takes the number of the school day, from 1.", word),
                 fmt::format("For example: {}(5, \"06:00\").", word));
  else
    built.moment.number = static_cast<int>(number);
  takeTime(lua, loader, 2, built);
  return give(lua, loader, std::move(built));
}

}  // namespace

int schoolDayWord(lua_State* lua) { return schoolDay(lua, MomentInPeriod::Count::schoolDaysFromStart, "school_day"); }

int schoolDayFromEndWord(lua_State* lua) {
  return schoolDay(lua, MomentInPeriod::Count::schoolDaysFromEnd, "school_day_from_end");
}

int dayOfYearWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built = momentAt(lua);
  built.moment.count = MomentInPeriod::Count::dayOfYear;
  const auto part = [&](int at) -> unsigned {
    const lua_Integer value = lua_isinteger(lua, at) != 0 ? lua_tointeger(lua, at) : 0;
    return value < 1 || value > 31 ? 0U : static_cast<unsigned>(value);
  };
  if (!Date::make(2024, part(1), part(2))) {  // a year that has a 29 February
    loader.fault(built.line, "'day_of_year' takes a month and a day that exist.",
                 "For 1 September: day_of_year(9, 1, \"06:00\").");
  } else {
    built.moment.month = part(1);
    built.moment.day = part(2);
  }
  takeTime(lua, loader, 3, built);
  return give(lua, loader, std::move(built));
}

int afterWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built;
  built.kind = Built::Kind::escalation;
  built.line = lineOf(lua);
  const Built* time = thingAt(lua, loader, 1, Built::Kind::quantity);
  const bool fits = isOffset(time);
  built.escalation.role = textAt(lua, 2);
  built.escalation.says = textAt(lua, 3);
  if (!fits || built.escalation.role.find('.') == std::string::npos || built.escalation.says.empty())
    loader.fault(built.line, "'after' takes days or working days, a role, and what that person is to do.",
                 "For example: after(working_days(1), \"cap.quality_officer\", \"Ring the provider\").");
  else
    built.escalation.after = {time->quantity.most, time->quantity.unit};
  return give(lua, loader, std::move(built));
}

}  // namespace capd::policy
