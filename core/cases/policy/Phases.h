#pragma once
// A programme that is given in phases (Refocus): which weeks of it are at the provider, which days of them at the home
// school, and where the pupil is expected on a day.

#include <optional>
#include <string>
#include <vector>

#include "base/Calendar.h"
#include "cases/policy/PolicyShelf.h"

namespace capd {

struct Phase {
  std::string name;  ///< `academy`, `back_to_school`
  Date first;
  Date last;
  bool atProvider = true;            ///< on its school days, but for those of the home school
  std::optional<int> homeSchoolDay;  ///< 1 = Monday: that day of the week is at the home school
};

/// The phases of a placement from its first day, in school weeks of the calendar. Empty for a programme without
/// phases, and where the terms are not known so far.
std::vector<Phase> phasesOf(const ProgrammeCard& card, const Calendar& calendar, Date start);

enum class Expected { nowhere, provider, homeSchool };
/// Where the pupil is expected on that day. After the last phase it is the home school, full time.
Expected expectedOn(const std::vector<Phase>& phases, const Calendar& calendar, Date day);

}  // namespace capd
