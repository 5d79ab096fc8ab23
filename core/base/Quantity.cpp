#include "base/Quantity.h"

#include <algorithm>
#include <array>

namespace capd {
namespace {

struct UnitWords {
  Unit unit;
  std::string_view word;
  std::string_view one;
  std::string_view many;
};

constexpr std::array<UnitWords, 19> kUnits = {{
    {Unit::weeks, "weeks", "week", "weeks"},
    {Unit::schoolWeeks, "school_weeks", "school week", "school weeks"},
    {Unit::days, "days", "day", "days"},
    {Unit::workingDays, "working_days", "working day", "working days"},
    {Unit::schoolDays, "school_days", "school day", "school days"},
    {Unit::sessions, "sessions", "session", "sessions"},
    {Unit::halfTerms, "half_terms", "half term", "half terms"},
    {Unit::terms, "terms", "term", "terms"},
    {Unit::months, "months", "month", "months"},
    {Unit::years, "years", "year", "years"},
    {Unit::hours, "hours", "hour", "hours"},
    {Unit::minutes, "minutes", "minute", "minutes"},
    {Unit::hoursAWeek, "hours_a_week", "hour a week", "hours a week"},
    {Unit::daysAWeek, "days_a_week", "day a week", "days a week"},
    {Unit::sessionsAWeek, "sessions_a_week", "session a week", "sessions a week"},
    {Unit::people, "people", "person", "people"},
    {Unit::pounds, "pounds", "pound", "pounds"},
    {Unit::percent, "percent", "%", "%"},
    {Unit::count, "", "", ""},
}};

const UnitWords& wordsOf(Unit unit) {
  return *std::find_if(kUnits.begin(), kUnits.end(), [&](const UnitWords& each) { return each.unit == unit; });
}

}  // namespace

std::string_view wordOf(Unit unit) { return wordsOf(unit).word; }

std::optional<Unit> unitFrom(std::string_view word) {
  for (const UnitWords& each : kUnits)
    if (each.word == word && !word.empty()) return each.unit;
  return std::nullopt;
}

std::vector<std::string_view> allUnitWords() {
  std::vector<std::string_view> words;
  for (const UnitWords& each : kUnits)
    if (!each.word.empty()) words.push_back(each.word);
  return words;
}

std::string inWords(std::int64_t amount, Unit unit) {
  const std::string number = std::to_string(amount);
  if (unit == Unit::count) return number;
  if (unit == Unit::percent) return number + "%";
  if (unit == Unit::pounds) return "£" + number;
  const UnitWords& words = wordsOf(unit);
  return number + " " + std::string(amount == 1 ? words.one : words.many);
}

std::string Quantity::words() const {
  if (least == most) return inWords(most, unit);
  if (least == 0) return "up to " + inWords(most, unit);
  return std::to_string(least) + " to " + inWords(most, unit);
}

}  // namespace capd
