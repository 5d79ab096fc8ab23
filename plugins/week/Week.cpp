#include "Week.h"

#include <fmt/format.h>

#include <algorithm>

namespace capd::week {
namespace {

int numberOf(const PolicyShelf& policy, const std::string& hash, std::string_view name, int otherwise) {
  const auto value = policy.setting(hash, name);
  return value && value->most > 0 ? static_cast<int>(value->most) : otherwise;
}

std::string wordsOf(const PolicyShelf& policy, const std::string& hash, std::string_view name) {
  const auto value = policy.setting(hash, name);
  return value ? value->words : "";
}

std::string clauseOf(const PolicyShelf& policy, const std::string& hash, std::string_view name) {
  const auto value = policy.setting(hash, name);
  return value ? value->clause : "";
}

bool hasThirdDay(const std::vector<WeekPart>& parts, const WeekSpan& span) {
  return std::any_of(span.parts.begin(), span.parts.end(),
                     [&](std::size_t i) { return parts[i].thirdDayUntil && *parts[i].thirdDayUntil >= span.last; });
}

}  // namespace

std::optional<Rules> rulesOf(const PolicyShelf& policy, Date day) {
  const auto hash = policy.versionFor(day, day);
  if (!hash) return std::nullopt;
  Rules rules;
  rules.hash = *hash;
  rules.usual = numberOf(policy, *hash, "sessions_a_week", rules.usual);
  rules.withThirdDay = numberOf(policy, *hash, "third_day_sessions", rules.withThirdDay);
  rules.thirdDayWeeks = numberOf(policy, *hash, "third_day_lasts", rules.thirdDayWeeks);
  rules.warnedDays = 7 * numberOf(policy, *hash, "week_warned_before", 0);
  rules.fullTimeSessions = numberOf(policy, *hash, "full_time_sessions", 0);
  rules.fullTimePupils = numberOf(policy, *hash, "full_time_pupils", 0);
  rules.capClause = clauseOf(policy, *hash, "sessions_a_week");
  rules.majorityClause = clauseOf(policy, *hash, "majority_from_school");
  rules.codeBySchool = wordsOf(policy, *hash, "code_by_school");
  rules.codeByAuthority = wordsOf(policy, *hash, "code_by_authority");
  rules.codeOfTwoRolls = wordsOf(policy, *hash, "code_of_two_rolls");
  return rules;
}

bool isBound(const PolicyShelf& policy, const std::string& hash, const std::string& programme,
             const std::string& rule) {
  const auto card = policy.programme(hash, programme);
  if (!card) return true;
  const auto exempt = card->values.find("exempt_from");
  return exempt == card->values.end() ||
         std::find(exempt->second.list.begin(), exempt->second.list.end(), rule) == exempt->second.list.end();
}

std::string proposedCode(const PolicyShelf& policy, const Rules& rules, const WeekPart& part) {
  const auto card = policy.programme(rules.hash, part.programme);
  if (card && card->values.count("roll.subsidiary") != 0)
    return rules.codeOfTwoRolls + ", on the roll of another school too";
  if (part.commissioner == "send_team") return rules.codeByAuthority + ", arranged by the authority";
  return rules.codeBySchool + ", arranged by the school";
}

std::int64_t countedIn(const PolicyShelf& policy, const Rules& rules, const std::vector<WeekPart>& parts,
                       const WeekSpan& span) {
  std::int64_t sum = 0;
  for (const std::size_t i : span.parts)
    if (isBound(policy, rules.hash, parts[i].programme, "two_days"))
      sum += static_cast<std::int64_t>(parts[i].sessions.size());
  return sum;
}

std::vector<WeekFinding> findingsOf(const PolicyShelf& policy, const Rules& rules, const std::vector<WeekPart>& parts,
                                    const Calendar& calendar, Date today) {
  std::vector<WeekFinding> found;
  const auto yearEnds = calendar.lastSchoolDay(academicYearOf(today));
  for (const WeekSpan& span : weekSpans(parts, calendar, today, yearEnds.value_or(today.plusDays(180)))) {
    const std::int64_t counted = countedIn(policy, rules, parts, span);
    if (counted <= rules.usual || span.weeks == 0) continue;
    if (!hasThirdDay(parts, span))
      found.push_back(
          {0, "", "over_cap", span.first, span.last,
           fmt::format("{} a week from {}, and {} is the most without a third day [{}]", halfDaysInWords(counted),
                       span.first.words(), halfDaysInWords(rules.usual), rules.capClause)});
  }
  for (const WeekPart& part : parts)
    if (part.thirdDayUntil && *part.thirdDayUntil >= today && part.thirdDayUntil->daysSince(today) <= rules.warnedDays)
      found.push_back({0, "", "third_day_ends", *part.thirdDayUntil, *part.thirdDayUntil,
                       fmt::format("The third day ends on {}, by itself", part.thirdDayUntil->words())});
  const std::string year = academicYearOf(today);
  std::vector<WeekPart> bound;
  for (const WeekPart& part : parts)
    if (!part.registered && isBound(policy, rules.hash, part.programme, "majority_of_education")) bound.push_back(part);
  if (const YearShare share = shareOfYear(bound, calendar, year); share.majority())
    found.push_back(
        {0, "", "majority", calendar.firstSchoolDay(year).value_or(today), yearEnds,
         fmt::format("{} of the {} half days of {} are at providers: the school gives less than half of the "
                     "education [{}]",
                     share.away, share.all, year, rules.majorityClause)});
  return found;
}

}  // namespace capd::week
