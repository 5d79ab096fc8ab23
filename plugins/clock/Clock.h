#pragma once
// What comes round by itself: rounds of scheduled rules, reminders of duties, and who is told when nothing comes.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "capd/Plugin.h"
#include "cases/duty/Reminding.h"
#include "cases/duty/Round.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::clock {

inline constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
inline constexpr std::string_view kChase = "schedule.chase";
inline constexpr char kOf = '.';

/// What a call is about: a case, an organisation, or what one organisation owes about a document, `3f9c12ab04.terms`.
std::string chaseSubject(const Duty& duty);

/// CAP's rules as they stand now.
struct Rules {
  std::vector<ScheduledRule> all;
  std::shared_ptr<const Calendar> calendar;
  TimeOfDay reminders;        ///< when the day's reminders go
  std::int64_t manualDays;    ///< a reminder by hand stands in for the automatic ones of so many days
  std::int64_t lateWorkDays;  ///< working days that are given when a round is opened after it fell due

  /// The rule about a kind of duty that falls due then: of that academic year, else of the nearest year before it, else
  /// the first. Null when there is none.
  [[nodiscard]] const ScheduledRule* of(std::string_view duty, Instant due) const;
};
Rules rulesNow(const Services& services, Date today);
/// The round of a rule in a period as the calendar has it now; empty when the period has no such days.
std::optional<Round> roundOf(const ScheduledRule& rule, const Period& period, const Calendar& calendar);
/// "2 days 3 hours late", "30 minutes late"
std::string lateInWords(std::int64_t ms);

void offerRounds(Offers& offers);
void offerReminders(Offers& offers);
void offerCountingAgain(Offers& offers);
void offerChasing(Offers& offers);
void offerSchedulePage(Offers& offers);

}  // namespace capd::clock
