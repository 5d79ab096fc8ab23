#include "base/Deadline.h"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>
#include <utility>

namespace capd {
namespace {

constexpr std::string_view kWorkingDays = " working days from ";
constexpr std::string_view kTermDays = " days outside school holidays from ";

struct Count {
  int number = 0;
  Date from;
};

// Empty when it was counted in something else.
std::optional<Count> countOf(const std::string& counted, std::string_view what) {
  const auto at = counted.find(what);
  if (at == std::string::npos) return std::nullopt;
  Count count;
  const auto [end, fault] = std::from_chars(counted.data(), counted.data() + at, count.number);
  const auto from = Date::fromIso(counted.substr(at + what.size()));
  if (fault != std::errc() || end != counted.data() + at || !from) return std::nullopt;
  count.from = *from;
  return count;
}

}  // namespace

Deadline withinWorkingDays(const Calendar& calendar, Date from, int n) {
  return {londonEndOf(calendar.addWorkingDays(from, n)), fmt::format("{}{}{}", n, kWorkingDays, from.iso())};
}

Deadline withinTermDays(const Calendar& calendar, Date from, int days) {
  return {londonEndOf(calendar.addDaysOutsideHolidays(from, days).value_or(from.plusDays(days))),
          fmt::format("{}{}{}", days, kTermDays, from.iso())};
}

Deadline countedAgain(const Deadline& deadline, const Calendar& calendar) {
  if (deadline.counted.empty()) return deadline;
  if (const auto count = countOf(deadline.counted, kWorkingDays))
    return withinWorkingDays(calendar, count->from, count->number);
  if (const auto count = countOf(deadline.counted, kTermDays))
    return withinTermDays(calendar, count->from, count->number);
  throw std::invalid_argument("'" + deadline.counted + "' is no way of counting a deadline");
}

}  // namespace capd
