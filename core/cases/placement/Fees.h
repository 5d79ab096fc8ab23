#pragma once
// Who pays what when a placement ends early, as a sentence with its clause, or "for a person to decide" with the
// clauses that are in conflict. The words (`full_programme` ...) are policy's; this counts nothing in money.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/Calendar.h"
#include "base/Instant.h"
#include "cases/placement/Placement.h"

namespace capd {

/// What policy says is paid when one side withdraws: `full_programme`, `half_term_minimum`, `to_withdrawal_date`; empty
/// when it says nothing.
struct FeeWord {
  std::string word;
  std::string clause;
};

/// When sessions begin, in minutes after midnight, and when there were none.
struct SessionTimes {
  int morning = 9 * 60;
  int afternoon = 13 * 60;
  std::vector<Date> notHeld = {};  ///< days on which the provider held no session: none was allocated then
};

/// Sessions that are certain to be allocated, half days, from a day on, in order: taught days only.
struct Allocated {
  Date day;
  bool afternoon = false;
  Instant begins;
};
/// The first `most` of a placement, from its start on. Fewer when the known terms or the placement end before.
std::vector<Allocated> allocatedSessions(const Calendar& calendar, const Placement& placement,
                                         const SessionTimes& times, std::size_t most);

/// Until when a withdrawal of the school comes before the third session, in both readings of "session" (OPEN-02).
struct NonStarterLimits {
  std::optional<Instant> halfDays;      ///< before this it is in time in either reading
  std::optional<Instant> trainingDays;  ///< from this on it is too late in either reading
};
NonStarterLimits nonStarterLimits(const Calendar& calendar, const Placement& placement, const SessionTimes& times);

struct FeeFacts {
  bool bySchool = true;
  bool part = false;      ///< some of the days go on
  bool attended = false;  ///< the pupil was there at least once
  Instant received;       ///< when the withdrawal was sent to CAP
  Date lastDay;           ///< the last day of the pupil
  Date start;             ///< of the placement
  NonStarterLimits limits;
  std::optional<Date> firstHalfTermEnds;  ///< of the half term in which the placement began
  FeeWord word;                           ///< of that side, in the programme's policy
  FeeWord otherwise;                      ///< when a provider withdraws and the programme says nothing
  std::string nonStarterClause;
  std::string minimumClause;
  std::optional<Date> rolledOverUntil;  ///< rolled over from last year: the last day on which a completed withdrawal
                                        ///< costs nothing
  std::optional<Date> completed;        ///< when CAP processed it; empty = today at the earliest
  std::string rollOverClause;
};

struct Fee {
  std::string word;         ///< nothing, to_withdrawal_date, half_term_minimum, full_programme, year, person
  std::string says;         ///< the sentence, with its clause; of `person`, the clauses in conflict
  bool nonStarter = false;  ///< all four tests hold in both readings (NON-04)
};
Fee feeOf(const FeeFacts& facts);

}  // namespace capd
