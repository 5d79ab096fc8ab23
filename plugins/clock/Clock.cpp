#include "Clock.h"

#include <fmt/format.h>

#include "cases/staff/Staff.h"

namespace capd::clock {
namespace {

std::int64_t numberOf(const PolicyShelf& policy, const std::optional<std::string>& hash, std::string_view setting,
                      std::int64_t otherwise) {
  const auto value = hash ? policy.setting(*hash, setting) : std::nullopt;
  return value && value->most > 0 ? value->most : otherwise;
}

TimeOfDay timeOf(const PolicyShelf& policy, const std::optional<std::string>& hash) {
  const auto value = hash ? policy.setting(*hash, "reminders_at") : std::nullopt;
  if (value && value->words.size() == 5 && value->words[2] == ':')
    return {std::atoi(value->words.c_str()), std::atoi(value->words.c_str() + 3)};
  return {6, 0};
}

}  // namespace

std::string chaseSubject(const Duty& duty) {
  const std::string whose = providerCode(duty.organisation);
  return duty.caseId || duty.subject == whose ? duty.subject : whose + kOf + duty.subject;
}

const ScheduledRule* Rules::of(std::string_view duty, Instant due) const {
  const std::string year = academicYearOf(londonDate(due.plusMs(-1)));
  const ScheduledRule* best = nullptr;
  for (const ScheduledRule& rule : all) {
    if (rule.duty != duty) continue;
    if (best == nullptr || rule.year <= year) best = &rule;
  }
  return best;
}

Rules rulesNow(const Services& services, Date today) {
  const PolicyShelf& policy = services.policy();
  const auto hash = policy.versionFor(today, today);
  Rules rules{policy.scheduled(), policy.calendar(), timeOf(policy, hash),
              numberOf(policy, hash, "manual_reminder_counts", 3), numberOf(policy, hash, "late_round_within", 2)};
  return rules;
}

std::optional<Round> roundOf(const ScheduledRule& rule, const Period& period, const Calendar& calendar) {
  const auto opens = momentIn(period, rule.opens, calendar);
  const auto due = momentIn(period, rule.due, calendar);
  if (!opens || !due || *due <= *opens) return std::nullopt;
  return Round{rule.name, period.key, period.words, *opens, *due};
}

std::string lateInWords(std::int64_t ms) {
  const std::int64_t minutes = ms / 60'000;
  const auto count = [](std::int64_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  if (minutes < 60) return count(minutes, "minute") + " late";
  if (minutes < 24 * 60) return count(minutes / 60, "hour") + " late";
  return count(minutes / (24 * 60), "day") + " late";
}

}  // namespace capd::clock
