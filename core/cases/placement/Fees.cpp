#include "cases/placement/Fees.h"

#include <fmt/format.h>

#include <algorithm>

namespace capd {
namespace {

constexpr int kSessions = 3;    // a non-starter is withdrawn before the third
constexpr int kFarthest = 730;  // days to look ahead; no placement lasts longer

Fee personDecides(const std::string& why) { return {"person", "For a person to decide. " + why, false}; }

std::string sentenceOf(const FeeWord& fee, bool bySchool) {
  const std::string who =
      bySchool ? "The school withdraws: the provider is paid " : "The provider withdraws: it is paid ";
  if (fee.word == "full_programme") return fmt::format("{}for the whole programme ({}).", who, fee.clause);
  if (fee.word == "half_term_minimum") return fmt::format("{}for the half term at least ({}).", who, fee.clause);
  return fmt::format("{}up to the day of withdrawal, and no minimum ({}).", who, fee.clause);
}

// Withdrawn by the school, never attended: in time in both readings, in one, or in none.
enum class InTime { yes, dependsOnReading, no, unknown };

InTime inTime(const FeeFacts& f) {
  if (!f.limits.halfDays) return InTime::unknown;
  if (f.received < *f.limits.halfDays) return InTime::yes;
  if (!f.limits.trainingDays || f.received < *f.limits.trainingDays) return InTime::dependsOnReading;
  return InTime::no;
}

std::optional<Fee> neverStarted(const FeeFacts& f) {
  if (!f.bySchool || f.attended || f.part) return std::nullopt;
  const InTime when = inTime(f);
  if (when == InTime::no) return std::nullopt;
  if (when == InTime::unknown)
    return personDecides(fmt::format(
        "The pupil never attended. Whether the withdrawal came before the third session ({}) cannot be told: the terms "
        "of that time are not in the calendar, or the placement has fewer than three sessions.",
        f.nonStarterClause));
  if (f.word.word == "full_programme")
    return personDecides(fmt::format(
        "The pupil never attended and the withdrawal came before the third session: nothing is paid ({}). But when a "
        "school withdraws from this programme, the whole of it is paid ({}). The two do not say which goes first.",
        f.nonStarterClause, f.word.clause));
  if (when == InTime::dependsOnReading)
    return personDecides(fmt::format(
        "The pupil never attended. If a session is a training day, the withdrawal came before the third and nothing is "
        "paid ({}); if it is half a day, it came after, and a half term at least is paid ({}).",
        f.nonStarterClause, f.minimumClause));
  return Fee{"nothing",
             fmt::format("Nothing is paid: the pupil attended no session, and the school’s withdrawal came before the "
                         "third ({}).",
                         f.nonStarterClause),
             true};
}

std::optional<Fee> rolledOver(const FeeFacts& f) {
  if (!f.rolledOverUntil || !f.bySchool) return std::nullopt;
  const std::string day = f.rolledOverUntil->longWords();
  if (f.completed && *f.completed <= *f.rolledOverUntil)
    return Fee{
        "nothing",
        fmt::format("Nothing is paid for the new academic year: the placement had rolled over, and its withdrawal "
                    "was completed by {} ({}).",
                    day, f.rollOverClause),
        false};
  return Fee{"year",
             fmt::format("The provider is paid for the placement that rolled over: its withdrawal was not completed by "
                         "{}, three weeks into the new term ({}).",
                         day, f.rollOverClause),
             false};
}

}  // namespace

std::vector<Allocated> allocatedSessions(const Calendar& calendar, const Placement& placement,
                                         const SessionTimes& times, std::size_t most) {
  std::vector<Allocated> all;
  for (int i = 0; i < kFarthest && all.size() < most; ++i) {
    const Date day = placement.start.plusDays(i);
    if (placement.lastDay && day > *placement.lastDay) break;
    // Outside the known terms nobody can tell whether there is a session.
    if (!calendar.isSchoolDay(day).value_or(false)) continue;
    if (std::find(times.notHeld.begin(), times.notHeld.end(), day) != times.notHeld.end()) continue;
    for (const Session& session : placement.sessionsOn(day)) {
      if (session.weekday != static_cast<int>(day.weekday()) || all.size() >= most) continue;
      const int minutes = session.afternoon ? times.afternoon : times.morning;
      all.push_back({day, session.afternoon, londonAt(day, {minutes / 60, minutes % 60})});
    }
  }
  return all;
}

NonStarterLimits nonStarterLimits(const Calendar& calendar, const Placement& placement, const SessionTimes& times) {
  NonStarterLimits limits;
  const auto all = allocatedSessions(calendar, placement, times, 2 * kSessions);
  if (all.size() >= kSessions) limits.halfDays = all[kSessions - 1].begins;
  int days = 0;
  std::optional<Date> last;
  for (const Allocated& each : all) {
    if (each.day == last) continue;
    last = each.day;
    if (++days == kSessions) {
      limits.trainingDays = each.begins;
      break;
    }
  }
  return limits;
}

Fee feeOf(const FeeFacts& f) {
  if (const auto fee = neverStarted(f)) return *fee;
  if (const auto fee = rolledOver(f)) return *fee;
  const FeeWord& word = !f.bySchool && f.word.word.empty() ? f.otherwise : f.word;
  if (!f.bySchool && word.word == "to_withdrawal_date") return {word.word, sentenceOf(word, false), false};
  if (word.word.empty())
    return personDecides("No clause says what is paid when a placement of this programme is withdrawn by " +
                         std::string(f.bySchool ? "the school." : "the provider."));
  if (f.part)
    return personDecides(fmt::format(
        "Only some of the days end, and no clause says what is paid then. For the whole placement it would be: {}",
        sentenceOf(word, f.bySchool)));
  if (word.word == "half_term_minimum" && f.bySchool) {
    if (f.firstHalfTermEnds && f.lastDay <= *f.firstHalfTermEnds) return {word.word, sentenceOf(word, true), false};
    return personDecides(fmt::format(
        "A new placement is paid for a half term at least ({}). This one goes on after its first half term, and no "
        "clause says what is paid after that when the school withdraws.",
        word.clause));
  }
  return {word.word, sentenceOf(word, f.bySchool), false};
}

}  // namespace capd
