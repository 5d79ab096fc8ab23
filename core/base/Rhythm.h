#pragma once
// What comes round by itself: in every half term, term or academic year, at a moment counted in school days or named as
// a day of the year. London time, whatever zone the host is set to.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Calendar.h"
#include "base/Instant.h"
#include "base/Quantity.h"

namespace capd {

enum class Every { never, halfTerm, term, academicYear };
/// `half_term`, `term`, `academic_year`; empty for any other word.
std::optional<Every> everyFrom(std::string_view word);
/// "every half term"; "when it is due" for never.
std::string inWords(Every every);

/// A stretch of the year that a rule comes round in, both days included.
struct Period {
  std::string key;    ///< `2025-26/h4`, `2025-26/t2`, `2025-26/y`: the same whatever becomes of its days
  std::string words;  ///< "half term 4 of 2025-26"
  Date first;
  Date last;
};
/// In order. A term is two half terms; one of which a half is not known is left out. An academic year is 1 September to
/// 31 August, known or not.
std::vector<Period> periodsOf(const Calendar& calendar, Every every, std::string_view year);

/// A moment inside a period.
struct MomentInPeriod {
  enum class Count { schoolDaysFromStart, schoolDaysFromEnd, dayOfYear } count = Count::schoolDaysFromStart;
  int number = 1;  ///< 1 = the first, or the last, school day of the period
  unsigned month = 9;
  unsigned day = 1;  ///< of dayOfYear
  TimeOfDay at;
  [[nodiscard]] std::string words() const;
  bool operator==(const MomentInPeriod&) const = default;
};
/// Empty when the period has no such day.
std::optional<Instant> momentIn(const Period& period, const MomentInPeriod& moment, const Calendar& calendar);

/// How long before or after it falls due: days of the calendar, or the council's working days.
struct Offset {
  std::int64_t amount = 0;
  Unit unit = Unit::days;  ///< days or workingDays
  [[nodiscard]] std::string words() const { return inWords(amount, unit); }
  bool operator==(const Offset&) const = default;
};
Date before(Date due, const Offset& offset, const Calendar& calendar);
Date after(Date due, const Offset& offset, const Calendar& calendar);

/// Somebody else is told when it is not done.
struct Escalation {
  Offset after;
  std::string role;  ///< `cap.quality_officer`
  std::string says;  ///< "Ring the provider"
  bool operator==(const Escalation&) const = default;
};

/// What is done about moments at which nobody ran the rule.
enum class Missed { all, latest, skip };
std::optional<Missed> missedFrom(std::string_view word);
std::string inWords(Missed missed);

/// One rule of reminders.lua: what comes round by itself, or a duty with a deadline that an event begins.
struct ScheduledRule {
  std::string name;  ///< `ofsted_confirmation`
  std::string year;  ///< of the version that it stands in
  std::string says;
  std::string duty;            ///< the kind of duty that it opens, or reminds of
  Every every = Every::never;  ///< never: the duties are opened by what people do
  MomentInPeriod opens;
  MomentInPeriod due;
  Missed missed = Missed::all;
  std::vector<Offset> remind;   ///< before it falls due
  std::vector<Offset> overdue;  ///< after
  std::vector<Escalation> escalate;
  std::string who;                        ///< the role that does it: `provider.coordinator`; empty where none is named
  std::string from;                       ///< what its time is counted from: "the provider’s answer"
  std::optional<MomentInPeriod> fromDay;  ///< the same, where it is a day of the year
  std::string within;                     ///< how long: "2 working days", "immediately"; empty = `due` says it
  std::string clause;                     ///< "CAP Quality Statement, OFSTED"
  std::string provisional;                ///< why it is not certain; empty = printed in a document
  bool operator==(const ScheduledRule&) const = default;
};
/// "Every half term: opens on its fifth-last school day at 06:00, due on its last school day at 17:00; each missed one
/// is opened late. Reminded 1 working day before and on the day. Not done 1 working day after: cap.quality_officer,
/// Ring the provider"
std::string inWords(const ScheduledRule& rule);

}  // namespace capd
