#pragma once
// A number that knows its unit: policy has no bare numbers.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace capd {

enum class Unit {
  weeks,
  schoolWeeks,
  days,
  workingDays,
  schoolDays,
  sessions,
  halfTerms,
  terms,
  months,
  years,
  hours,
  minutes,
  hoursAWeek,
  daysAWeek,
  sessionsAWeek,
  people,
  pounds,
  percent,
  count,
};

/// The word of policy files: `school_weeks`. `count` has none: it is a plain number of things.
std::string_view wordOf(Unit unit);
std::optional<Unit> unitFrom(std::string_view word);
std::vector<std::string_view> allUnitWords();
/// "12 school weeks", "1 school week", "£120", "40%"
std::string inWords(std::int64_t amount, Unit unit);

/// A value of policy: exactly, between (both included) or up to.
struct Quantity {
  std::int64_t least = 0;
  std::int64_t most = 0;
  Unit unit = Unit::count;
  /// "6 to 12 school weeks", "up to 2 days a week"
  [[nodiscard]] std::string words() const;
  bool operator==(const Quantity&) const = default;
};

}  // namespace capd
