#pragma once
// The pupil's week: over all placements, by the time for which it holds, with what is to be watched.

#include <optional>
#include <string>
#include <vector>

#include "capd/Plugin.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/referral/Referral.h"
#include "cases/week/Week.h"

namespace capd::week {

/// What policy says about the week, by the version in force for a day.
struct Rules {
  int usual = 4;  ///< sessions a week: two full days
  int withThirdDay = 6;
  int thirdDayWeeks = 12;  ///< calendar weeks (OPEN-01)
  int warnedDays = 0;
  int fullTimeSessions = 0;
  int fullTimePupils = 0;
  std::string capClause;
  std::string majorityClause;
  std::string codeBySchool, codeByAuthority, codeOfTwoRolls;
  std::string hash;
};
std::optional<Rules> rulesOf(const PolicyShelf& policy, Date day);

/// Does the programme of that version count towards the two days (TIER-X-16)?
bool isBound(const PolicyShelf& policy, const std::string& hash, const std::string& programme, const std::string& rule);
/// The code that the home school may enter for it, with why.
std::string proposedCode(const PolicyShelf& policy, const Rules& rules, const WeekPart& part);

/// Sessions of a span that count towards the two days.
std::int64_t countedIn(const PolicyShelf& policy, const Rules& rules, const std::vector<WeekPart>& parts,
                       const WeekSpan& span);
/// What is to be watched in the pupil's weeks from that day on.
std::vector<WeekFinding> findingsOf(const PolicyShelf& policy, const Rules& rules, const std::vector<WeekPart>& parts,
                                    const Calendar& calendar, Date today);

void offerWeekPage(Offers& offers);
void offerNightly(Offers& offers);

}  // namespace capd::week
