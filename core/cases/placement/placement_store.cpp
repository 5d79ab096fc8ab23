#include <algorithm>
#include <stdexcept>

#include "cases/placement/Placement.h"

namespace capd {
namespace {

#define PLACEMENT_COLUMNS                                                                                        \
  "p.id, p.reference, p.case_id, p.pupil_id, p.school_id, p.provider_id, p.course_id, p.response_id, "           \
  "p.programme, p.start, p.last_day, p.state, p.clm_ms, p.capita_ms, p.confirmed_ms, p.started_ms, p.ended_ms, " \
  "p.version, p.ended_how, p.days_end"

template <class... A>
std::optional<Placement> readPlacement(ReadTx& tx, std::string_view sql, const A&... args) {
  std::optional<Placement> found;
  using When = std::optional<Instant>;
  tx.each<std::int64_t, std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
          std::string, Date, std::optional<Date>, std::string, When, When, When, When, When, std::int64_t, std::string,
          std::optional<Date>>(
      sql,
      [&](std::int64_t id, std::string reference, std::int64_t caseId, std::int64_t pupil, std::int64_t school,
          std::int64_t provider, std::int64_t course, std::int64_t response, std::string programme, Date start,
          std::optional<Date> last, std::string state, When clm, When capita, When confirmed, When started, When ended,
          std::int64_t version, std::string how, std::optional<Date> daysEnd) {
        found = Placement{id,
                          std::move(reference),
                          caseId,
                          pupil,
                          school,
                          provider,
                          course,
                          response,
                          std::move(programme),
                          start,
                          last,
                          std::move(state),
                          clm,
                          capita,
                          confirmed,
                          started,
                          ended,
                          {},
                          version,
                          std::move(how),
                          {},
                          daysEnd};
      },
      args...);
  if (!found) return found;
  tx.each<std::int64_t, std::string, Date, std::optional<Date>>(
      "SELECT d.weekday, d.half, d.first_day, d.until_day FROM @placement_days d WHERE d.placement_id = ? ORDER BY "
      "d.weekday, d.half, d.first_day",
      [&](std::int64_t weekday, const std::string& half, Date first, std::optional<Date> until) {
        found->days.push_back({{static_cast<int>(weekday), half == "pm"}, first, until});
      },
      found->id);
  Date day = std::max(tx.today(), found->start);
  for (const auto& ends : {found->lastDay, found->daysEnd})
    if (ends) day = std::min(day, std::max(*ends, found->start));
  found->sessions = found->sessionsOn(day);
  return found;
}

// One of the pupil's other placements, as far as it matters for the week.
struct Other {
  Date start;
  std::optional<Date> last;
  std::vector<PlacementDay> days;
  [[nodiscard]] bool covers(Date day) const { return start <= day && (!last || *last >= day); }
};

std::vector<Other> others(ReadTx& tx, std::int64_t pupil, std::int64_t exceptCase, Date from,
                          std::optional<Date> until) {
  std::vector<Other> all;
  std::int64_t current = 0;
  using Day = std::optional<Date>;
  tx.each<std::int64_t, Date, Day, std::int64_t, std::string, Date, Day>(
      "SELECT p.id, p.start, p.last_day, d.weekday, d.half, d.first_day, d.until_day FROM @all_placements p "
      "JOIN @all_placement_days d ON d.placement_id = p.id WHERE p.pupil_id = ? AND p.case_id <> ? "
      "AND p.state IN ('processing', 'confirmed', 'active') ORDER BY p.id, d.weekday, d.half, d.first_day",
      [&](std::int64_t id, Date start, Day last, std::int64_t weekday, const std::string& half, Date first, Day ends) {
        if ((last && *last < from) || (until && start > *until)) return;
        if ((ends && *ends < from) || (until && first > *until)) return;
        if (id != current) all.push_back({start, last, {}});
        current = id;
        all.back().days.push_back({{static_cast<int>(weekday), half == "pm"}, first, ends});
      },
      pupil, exceptCase);
  return all;
}

void addDay(WriteTx& tx, std::int64_t placement, std::int64_t caseId, const Session& session, Date first) {
  tx.execute("INSERT INTO placement_day (placement_id, case_id, weekday, half, first_day) VALUES (?, ?, ?, ?, ?)",
             placement, caseId, session.weekday, session.afternoon ? "pm" : "am", first);
}

// No day outlives the time at the provider.
void endDays(WriteTx& tx, std::int64_t placement, std::optional<Date> last) {
  if (!last) return;
  tx.execute("DELETE FROM placement_day WHERE placement_id = ? AND first_day > ?", placement, *last);
  tx.execute("UPDATE placement_day SET until_day = ? WHERE placement_id = ? AND until_day IS NULL", *last, placement);
}

// Who made the tick is written once, with the first of them.
void keepWho(WriteTx& tx, std::int64_t placement, std::string_view sql) {
  tx.execute(sql, tx.viewer().account(), placement);
}

}  // namespace

std::optional<Placement> placementOfCase(ReadTx& tx, std::int64_t caseId) {
  return readPlacement(
      tx, "SELECT " PLACEMENT_COLUMNS " FROM @placements p WHERE p.case_id = ? ORDER BY p.id DESC LIMIT 1", caseId);
}

std::optional<Placement> findPlacement(ReadTx& tx, std::string_view reference) {
  return readPlacement(tx, "SELECT " PLACEMENT_COLUMNS " FROM @placements p WHERE p.reference = ?", reference);
}

std::string nextPlacementReference(WriteTx& tx, std::int64_t caseId, std::string_view caseReference) {
  const auto there = tx.one<std::int64_t>("SELECT COUNT(*) FROM placement WHERE case_id = ?", caseId).value_or(0);
  return std::string(caseReference) + "/" + std::to_string(there + 1);
}

std::int64_t addPlacement(WriteTx& tx, const Placement& p) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO placement (id, reference, case_id, pupil_id, school_id, provider_id, course_id, response_id, "
      "programme, start, last_day, state, ended_how, days_end, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, "
      "1)",
      id, p.reference, p.caseId, p.pupil, p.school, p.provider, p.course, p.response, p.programme, p.start, p.lastDay,
      p.state, p.endedHow, p.daysEnd);
  for (const Session& session : p.sessions) addDay(tx, id, p.caseId, session, p.start);
  endDays(tx, id, p.daysEnd);
  return id;
}

void setSessions(WriteTx& tx, const Placement& p, const std::vector<Session>& sessions, Date from) {
  tx.execute("DELETE FROM placement_day WHERE placement_id = ? AND first_day >= ?", p.id, from);
  tx.execute("UPDATE placement_day SET until_day = NULL WHERE placement_id = ? AND until_day >= ?", p.id, from);
  std::vector<Session> there;
  for (const PlacementDay& day : p.days) {
    if (day.first >= from || (day.until && *day.until < from)) continue;
    there.push_back(day.session);
    if (std::find(sessions.begin(), sessions.end(), day.session) == sessions.end())
      tx.execute(
          "UPDATE placement_day SET until_day = ? WHERE placement_id = ? AND weekday = ? AND half = ? AND first_day = "
          "?",
          from.plusDays(-1), p.id, day.session.weekday, day.session.afternoon ? "pm" : "am", day.first);
  }
  for (const Session& each : sessions)
    if (std::find(there.begin(), there.end(), each) == there.end()) addDay(tx, p.id, p.caseId, each, from);
  endDays(tx, p.id, p.daysEnd);
}

void savePlacement(WriteTx& tx, Placement& p) {
  if (p.onClm) keepWho(tx, p.id, "UPDATE placement SET clm_by = ? WHERE id = ? AND clm_ms IS NULL");
  if (p.onCapita) keepWho(tx, p.id, "UPDATE placement SET capita_by = ? WHERE id = ? AND capita_ms IS NULL");
  const auto saved = tx.execute(
      "UPDATE placement SET start = ?, last_day = ?, state = ?, clm_ms = ?, capita_ms = ?, confirmed_ms = ?, "
      "started_ms = ?, ended_ms = ?, ended_how = ?, version = version + 1 WHERE id = ? AND version = ?",
      p.start, p.lastDay, p.state, p.onClm, p.onCapita, p.confirmed, p.started, p.ended, p.endedHow, p.id, p.version);
  if (saved != 1) throw std::logic_error("a placement changed between its guard and its change");
  ++p.version;
}

std::int64_t sessionsElsewhere(ReadTx& tx, std::int64_t pupil, std::int64_t exceptCase, Date from,
                               std::optional<Date> until) {
  const auto all = others(tx, pupil, exceptCase, from, until);
  // The week can only grow fuller on a day on which one of them, or one of its days, begins.
  std::vector<Date> days{from};
  for (const Other& other : all)
    for (const PlacementDay& day : other.days)
      if (const Date begins = std::max(other.start, day.first); begins > from) days.push_back(begins);
  std::int64_t most = 0;
  for (const Date day : days) {
    if (until && day > *until) continue;
    std::int64_t sum = 0;
    for (const Other& other : all)
      if (other.covers(day))
        sum += std::count_if(other.days.begin(), other.days.end(),
                             [day](const PlacementDay& each) { return each.covers(day); });
    most = std::max(most, sum);
  }
  return most;
}

std::vector<Session> sessionsTakenElsewhere(ReadTx& tx, std::int64_t pupil, std::int64_t exceptCase, Date from,
                                            std::optional<Date> until) {
  std::vector<Session> taken;
  for (const Other& other : others(tx, pupil, exceptCase, from, until))
    for (const PlacementDay& day : other.days) taken.push_back(day.session);
  std::sort(taken.begin(), taken.end());
  taken.erase(std::unique(taken.begin(), taken.end()), taken.end());
  return taken;
}

std::vector<Visit> visits(ReadTx& tx, std::int64_t caseId) {
  std::vector<Visit> all;
  tx.each<std::int64_t, std::int64_t, std::string, Date, std::string, Instant>(
      "SELECT v.id, v.provider_id, v.kind, v.visited_on, v.outcome, v.recorded_ms FROM @visits v WHERE v.case_id = ? "
      "ORDER BY v.visited_on, v.id",
      [&](std::int64_t id, std::int64_t provider, std::string kind, Date on, std::string outcome, Instant recorded) {
        all.push_back({id, provider, std::move(kind), on, std::move(outcome), recorded});
      },
      caseId);
  return all;
}

std::int64_t addVisit(WriteTx& tx, std::int64_t caseId, const Visit& v) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO visit (id, case_id, provider_id, kind, visited_on, outcome, recorded_ms, recorded_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      id, caseId, v.provider, v.kind, v.on, v.outcome, tx.now(), tx.viewer().account());
  return id;
}

}  // namespace capd
