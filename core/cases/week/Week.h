#pragma once
// A pupil's week over all placements, the school and other provision: in sessions (half days), by the time for which it
// holds. TIER-X-04 to; 002 OFSTED.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Calendar.h"
#include "cases/placement/Placement.h"

namespace capd {

/// What one placement takes of the week, and for how long.
struct WeekPart {
  std::string reference;  ///< of the case
  std::string placement;  ///< CAP25-H4K7MX/1
  std::string programme;
  std::string provider;
  bool registered = false;   ///< the provider has a number at the Department for Education
  std::string commissioner;  ///< kind of organisation that refers: school, send_team
  std::string state;
  std::vector<Session> sessions;
  Date first;
  std::optional<Date> last;           ///< included; empty = no end is known
  std::optional<Date> thirdDayUntil;  ///< a third day was granted for it, to that day included

  [[nodiscard]] bool covers(Date day) const { return first <= day && (!last || day <= *last); }
};
/// Of one pupil, in order of beginning: placements that are set up, confirmed, running or ended, as far as the viewer
/// may see them and they touch the time from `from` to `until`, both included.
std::vector<WeekPart> weekParts(ReadTx& tx, std::int64_t pupil, Date from, Date until);

/// A time in which the week is the same.
struct WeekSpan {
  Date first;
  Date last;
  std::vector<std::size_t> parts;  ///< places in the list of parts
  std::int64_t sessions = 0;       ///< in all of them
  int weeks = 0;                   ///< school weeks with a taught day in it
};
/// Spans from the first to the last day, in order, those without a session left out. Parts without a known end run to
/// `until`.
std::vector<WeekSpan> weekSpans(const std::vector<WeekPart>& parts, const Calendar& calendar, Date from, Date until);

/// Half days of an academic year that a pupil is at providers, and that there are.
struct YearShare {
  std::int64_t away = 0;
  std::int64_t awayRegistered = 0;  ///< of them, at providers that are registered
  std::int64_t all = 0;             ///< 0: the terms of that year are not known
  [[nodiscard]] bool majority() const { return all > 0 && away * 2 > all; }
};
YearShare shareOfYear(const std::vector<WeekPart>& parts, const Calendar& calendar, std::string_view year);

/// Pupils who are nearly all their time at one provider that is not registered.
struct FullTime {
  std::int64_t provider = 0;
  std::string name;
  std::int64_t pupils = 0;         ///< with so many sessions a week there or more
  std::int64_t protectedOnes = 0;  ///< of them, with an EHC plan or looked after
};
std::vector<FullTime> fullTimeAt(ReadTx& tx, Date day, std::int64_t sessions);

/// What the nightly look found about a pupil's week; each is said until the next look finds it no more.
struct WeekFinding {
  std::int64_t caseId = 0;
  std::string reference;
  std::string kind;  ///< over_cap, third_day_ends, majority
  Date from;
  std::optional<Date> until;
  std::string says;
};
/// As the viewer may see them, the nearest first.
std::vector<WeekFinding> weekFindings(ReadTx& tx);
/// In place of all that was found about the pupils of these cases before.
void saveFindings(WriteTx& tx, const std::vector<std::int64_t>& cases, const std::vector<WeekFinding>& found);

/// Pupils with a placement that is set up, confirmed or running, or about whom something was found: pupil and the
/// newest of their cases.
std::vector<std::pair<std::int64_t, std::int64_t>> pupilsWithPlacements(ReadTx& tx);

}  // namespace capd
