#include "cases/policy/Phases.h"

namespace capd {
namespace {

std::optional<int> weekdayFrom(const std::string& name) {
  for (unsigned day = 1; day <= 5; ++day)
    if (weekdayName(day) == name) return static_cast<int>(day);
  return std::nullopt;
}

const PolicyValue* valueIn(const ProgrammeCard& card, const char* name) {
  const auto at = card.values.find(name);
  return at == card.values.end() ? nullptr : &at->second;
}

}  // namespace

std::vector<Phase> phasesOf(const ProgrammeCard& card, const Calendar& calendar, Date start) {
  const PolicyValue* away = valueIn(card, "phases.at_provider");
  const PolicyValue* back = valueIn(card, "phases.back_to_school");
  if (away == nullptr || back == nullptr) return {};
  const auto awayEnds = calendar.endOfSchoolWeeks(start, static_cast<int>(away->most));
  const auto backBegins = awayEnds ? calendar.nextSchoolDay(awayEnds->plusDays(1)) : std::nullopt;
  const auto backEnds = calendar.endOfSchoolWeeks(start, static_cast<int>(away->most + back->most));
  if (!awayEnds || !backBegins || !backEnds) return {};
  Phase first{"at_provider", start, *awayEnds, true, std::nullopt};
  if (const PolicyValue* day = valueIn(card, "phases.home_school_day")) first.homeSchoolDay = weekdayFrom(day->words);
  return {first, {"back_to_school", *backBegins, *backEnds, false, std::nullopt}};
}

Expected expectedOn(const std::vector<Phase>& phases, const Calendar& calendar, Date day) {
  if (phases.empty() || !calendar.isSchoolDay(day).value_or(false)) return Expected::nowhere;
  for (const Phase& phase : phases) {
    if (day < phase.first || day > phase.last) continue;
    const bool home =
        !phase.atProvider || (phase.homeSchoolDay && *phase.homeSchoolDay == static_cast<int>(day.weekday()));
    return home ? Expected::homeSchool : Expected::provider;
  }
  return Expected::homeSchool;
}

}  // namespace capd
