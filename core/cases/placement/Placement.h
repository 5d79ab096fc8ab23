#pragma once
// One pupil on one course at one provider (ENT-19), as the provider's answer says and CAP processed it (REF-67).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

/// Half a day of the week: a session (OPEN-02).
struct Session {
  int weekday = 1;  ///< 1 = Monday
  bool afternoon = false;
  auto operator<=>(const Session&) const = default;
};
/// "1a,1p,3a" and back; unknown signs are ignored.
std::vector<Session> sessionsFromText(std::string_view text);
std::string sessionsToText(const std::vector<Session>& sessions);
/// "Monday all day, Wednesday morning"
std::string sessionsInWords(const std::vector<Session>& sessions);

/// "4 half days (2 days)"
std::string halfDaysInWords(std::int64_t sessions);

/// A session of a placement with the time for which it holds: a change of day leaves the old one where it was.
struct PlacementDay {
  Session session;
  Date first;
  std::optional<Date> until;  ///< included; empty = to the end of the placement
  [[nodiscard]] bool covers(Date day) const { return first <= day && (!until || day <= *until); }
};

struct Placement {
  std::int64_t id = 0;
  std::string reference;  ///< CAP25-H4K7MX/1
  std::int64_t caseId = 0;
  std::int64_t pupil = 0;
  std::int64_t school = 0;
  std::int64_t provider = 0;
  std::int64_t course = 0;
  std::int64_t response = 0;
  std::string programme;
  Date start;
  std::optional<Date> lastDay;
  std::string state;  ///< processing, confirmed, active, ended
  std::optional<Instant> onClm;
  std::optional<Instant> onCapita;
  std::optional<Instant> confirmed;
  std::optional<Instant> started;  ///< when somebody recorded that the pupil had started
  std::optional<Instant> ended;
  std::vector<Session> sessions;  ///< as they are today; before the start as they begin, after their end as they ended
  std::int64_t version = 0;
  std::string endedHow = {};  ///< completed, withdrawn_by_school, withdrawn_by_provider, non_starter, third_day,
                              ///< stopped; set before the end once it is settled
  std::vector<PlacementDay> days = {};  ///< every session there ever was, in order of the week
  std::optional<Date> daysEnd = {};     ///< included: the provider's days end then, and the rest is at school
  /// The sessions that hold on a day, whatever the state.
  [[nodiscard]] std::vector<Session> sessionsOn(Date day) const;
};

/// The newest of the case, when the viewer may see it.
std::optional<Placement> placementOfCase(ReadTx& tx, std::int64_t caseId);
/// By its own reference, `CAP25-H4K7MX/1`, when the viewer may see it.
std::optional<Placement> findPlacement(ReadTx& tx, std::string_view reference);
/// The next free one of a case: `/1` for the first.
std::string nextPlacementReference(WriteTx& tx, std::int64_t caseId, std::string_view caseReference);
/// With its days. @returns its id.
std::int64_t addPlacement(WriteTx& tx, const Placement& placement);
/// From that day on the week is this one: sessions that are no more in it end on the day before, new ones begin. What
/// would have begun later is forgotten. Empty = they all end.
void setSessions(WriteTx& tx, const Placement& placement, const std::vector<Session>& sessions, Date from);
/// Writes back start, last day, state, how it ended and the moments; who ticked CLM and Capita is kept from the first
/// tick. Raises the version. @throws std::logic_error when it changed since it was read.
void savePlacement(WriteTx& tx, Placement& placement);

/// The confirmed placement of a case runs from that day, whoever wrote it down: a register saw the pupil. @returns
/// false when none was waiting, or the day is before its start.
bool startConfirmed(WriteTx& tx, std::int64_t caseId, Date day);

/// Sessions a week that a pupil has in live placements other than those of `exceptCase`, over all providers
/// (TIER-X-06): in the fullest week between the two days. `until` empty = without end.
std::int64_t sessionsElsewhere(ReadTx& tx, std::int64_t pupil, std::int64_t exceptCase, Date from,
                               std::optional<Date> until);
/// The same sessions by name, for a clash: what the pupil has elsewhere in that time.
std::vector<Session> sessionsTakenElsewhere(ReadTx& tx, std::int64_t pupil, std::int64_t exceptCase, Date from,
                                            std::optional<Date> until);

/// A school's visit to a provider (SAF-40).
struct Visit {
  std::int64_t id = 0;
  std::int64_t provider = 0;
  std::string kind;  ///< initial, in_year
  Date on;
  std::string outcome;
  Instant recorded;
};
/// Oldest first.
std::vector<Visit> visits(ReadTx& tx, std::int64_t caseId);
std::int64_t addVisit(WriteTx& tx, std::int64_t caseId, const Visit& visit);

}  // namespace capd
