#pragma once
// Reminders of open duties: which step is due, what was said already, one mail a day to each person, and whom to tell
// when nothing comes. The steps are CAP's (reminders.lua, base/Rhythm.h).

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/Rhythm.h"
#include "cases/duty/Duty.h"

namespace capd {

/// One reminder of a duty, or one escalation.
struct ReminderStep {
  std::string word;  ///< `before 2 working days`, `after 1 working day`, `cap.quality_officer 1 working day`
  Instant at;        ///< from when
};
/// Of reminders before and after, in order of time; each at `clock` on its day. Those that had passed when the duty was
/// opened are left out: its opening said it.
std::vector<ReminderStep> remindersOf(const Duty& duty, const ScheduledRule& rule, const Calendar& calendar,
                                      TimeOfDay clock);
/// With the escalation that each stands for.
std::vector<std::pair<ReminderStep, Escalation>> escalationsOf(const Duty& duty, const ScheduledRule& rule,
                                                               const Calendar& calendar, TimeOfDay clock);

/// What happened to a duty.
struct DutyEvent {
  Instant at;
  std::string actor;
  std::string what;    ///< opened, moved, closed, reminded, joined, reminded_by_hand, called, escalated
  std::string detail;  ///< the step; what was said on the telephone
};
std::vector<DutyEvent> dutyEvents(ReadTx& tx, std::int64_t duty);
/// When the duty was moved for the last time; empty when it never was. What was said before that was about another day.
std::optional<Instant> lastMoved(const std::vector<DutyEvent>& events);
/// What was said of the open duties of a kind that fall due from `from` to `until`, by duty, in one look: reminders and
/// escalations, and when they were moved.
std::unordered_map<std::int64_t, std::vector<DutyEvent>> saidOfDuties(ReadTx& tx, std::string_view kind, Instant from,
                                                                      Instant until);
void noteDuty(WriteTx& tx, std::int64_t duty, std::string_view what, const std::string& detail);

/// Open duties of a kind that fall due from `from` (included) to `until` (not included), nearest first.
std::vector<Duty> openDuties(ReadTx& tx, std::string_view kind, Instant from, Instant until);
/// When the nearest open duty of a kind falls due, from `from` on.
std::optional<Instant> nextDutyDue(ReadTx& tx, std::string_view kind, Instant from);
/// Those of them that are one organisation's, in one role.
std::vector<Duty> openDutiesOf(ReadTx& tx, std::string_view kind, std::int64_t organisation, std::string_view role,
                               Instant from, Instant until);
/// Open duties about one subject, nearest first; of every kind when `kind` is empty.
std::vector<Duty> openDutiesAbout(ReadTx& tx, std::string_view kind, std::string_view subject);
/// The duty, open or closed.
std::optional<Duty> findDuty(ReadTx& tx, std::int64_t id);
std::optional<Duty> findDuty(ReadTx& tx, std::string_view kind, std::string_view subject, std::string_view occurrence);

/// An open duty whose deadline was counted on a calendar.
struct CountedDuty {
  std::int64_t id = 0;
  Deadline due;
};
std::vector<CountedDuty> countedDuties(ReadTx& tx);

/// A duty that was moved, with what was written down about it.
struct MovedDuty {
  Duty duty;
  Instant at;
  std::string why;
};
/// Those moved since then, the latest first.
std::vector<MovedDuty> movedDuties(ReadTx& tx, Instant since, std::size_t most);

/// Was anything that the organisation owes in that role reminded of since then?
bool remindedSince(ReadTx& tx, std::int64_t organisation, std::string_view role, Instant since);

struct DutyCount {
  std::int64_t open = 0;
  std::int64_t overdue = 0;
};
/// By kind; a kind without an open duty is not there.
std::map<std::string, DutyCount> countOpenDuties(ReadTx& tx);

/// One mail that names several duties. It is dropped when all of them are done before it goes.
std::int64_t addDigest(WriteTx& tx, const std::vector<std::int64_t>& duties);
/// Opens the duty to chase another one; closed with it.
std::int64_t openChase(WriteTx& tx, const Duty& about, NewDuty chase);

}  // namespace capd
