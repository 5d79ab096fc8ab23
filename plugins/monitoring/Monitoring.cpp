#include "Monitoring.h"

#include <fmt/format.h>

#include <algorithm>

namespace capd::monitoring {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

int numberOf(const PolicyShelf& policy, const std::string& hash, std::string_view name) {
  const auto value = policy.setting(hash, name);
  return value ? static_cast<int>(value->most) : 0;
}

}  // namespace

std::optional<Rules> rulesOf(const PolicyShelf& policy, Date day) {
  const auto hash = policy.versionFor(day, day);
  if (!hash) return std::nullopt;
  Rules rules;
  rules.minutes = numberOf(policy, *hash, "register_within");
  rules.notSeenDays = 7 * numberOf(policy, *hash, "not_seen_for");
  rules.lowPercent = numberOf(policy, *hash, "attendance_low");
  rules.lowAfter = numberOf(policy, *hash, "attendance_low_after");
  const auto morning = policy.setting(*hash, "morning_starts");
  const auto afternoon = policy.setting(*hash, "afternoon_starts");
  const auto at = [](const std::optional<PolicyValue>& value) {
    return value ? timeOfDayFrom(value->words) : std::nullopt;
  };
  if (rules.minutes <= 0 || !at(morning) || !at(afternoon)) return std::nullopt;
  rules.usual = {*at(morning), *at(afternoon)};
  if (const auto value = policy.setting(*hash, "attendance_low")) rules.provisional = value->provisional;
  return rules;
}

Times timesOf(ReadTx& tx, const SessionOf& session, const Rules& rules) {
  const CourseTimes times = courseTimes(tx, session.course).value_or(rules.usual);
  const Instant starts = londonAt(session.day, session.afternoon ? times.afternoon : times.morning);
  return {starts, starts.plusMs(rules.minutes * kMinuteMs)};
}

std::string keyOf(const Course& course, const SessionOf& session) {
  return fmt::format("{}.{}.{}", course.code, session.day.iso(), session.half());
}

std::optional<Named> namedBy(ReadTx& tx, const std::string& key) {
  const auto second = key.rfind('.');
  const auto first = second == std::string::npos || second == 0 ? std::string::npos : key.rfind('.', second - 1);
  if (first == std::string::npos) return std::nullopt;
  const auto course = courseByCode(tx, key.substr(0, first));
  const auto day = Date::fromIso(key.substr(first + 1, second - first - 1));
  const std::string half = key.substr(second + 1);
  if (!course || !day || (half != "am" && half != "pm")) return std::nullopt;
  return Named{*course, {course->id, *day, half == "pm"}};
}

std::string sessionWords(const SessionOf& session) {
  return session.day.longWords() + (session.afternoon ? ", afternoon" : ", morning");
}

std::string markWords(const Mark& mark) {
  std::string words = mark.mark == "present" ? "here" : mark.mark == "late" ? "came late" : "not here";
  if (!mark.expected) words += ", not expected";
  if (mark.reason == "unexplained") words += ", not explained yet";
  if (mark.reason == "authorised") words += ", authorised";
  if (mark.reason == "unauthorised") words += ", unauthorised";
  return words;
}

bool takesRegisters(const Viewer& viewer, std::int64_t provider) {
  return viewer.actsFor(provider, "provider.coordinator") || viewer.actsFor(provider, "provider.tutor");
}

std::vector<std::int64_t> wornAt(const Viewer& viewer, std::initializer_list<const char*> roles) {
  std::vector<std::int64_t> all;
  for (const Hat& hat : viewer.hats())
    for (const char* role : roles)
      if (hat.role == role && std::find(all.begin(), all.end(), hat.organisation) == all.end())
        all.push_back(hat.organisation);
  return all;
}

bool pupilsCome(const PolicyShelf& policy, Date day) {
  return policy.calendar()->isSchoolDay(day).value_or(day.weekday() <= 5);
}

}  // namespace capd::monitoring
