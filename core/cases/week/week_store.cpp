#include <algorithm>
#include <set>

#include "cases/week/Week.h"

namespace capd {

namespace {

// One part for each time in which the days were the same: a change of day, or the end of some of them, begins a new
// one.
void addAsTheDaysHeld(std::vector<WeekPart>& parts, const WeekPart& whole, const std::vector<PlacementDay>& days,
                      Date from, Date until) {
  std::set<Date> begins{whole.first};
  for (const PlacementDay& day : days) {
    begins.insert(std::max(day.first, whole.first));
    if (day.until) begins.insert(std::max(day.until->plusDays(1), whole.first));
  }
  for (auto at = begins.begin(); at != begins.end(); ++at) {
    if (whole.last && *at > *whole.last) break;
    WeekPart part = whole;
    part.first = *at;
    if (const auto next = std::next(at); next != begins.end())
      part.last = whole.last ? std::min(*whole.last, next->plusDays(-1)) : next->plusDays(-1);
    if ((part.last && *part.last < from) || part.first > until) continue;
    for (const PlacementDay& day : days)
      if (day.covers(part.first)) part.sessions.push_back(day.session);
    parts.push_back(std::move(part));
  }
}

}  // namespace

std::vector<WeekPart> weekParts(ReadTx& tx, std::int64_t pupil, Date from, Date until) {
  std::vector<WeekPart> all;
  std::vector<std::int64_t> ids;
  using Day = std::optional<Date>;
  tx.each<std::int64_t, std::string, std::string, std::string, std::string, std::optional<std::string>, std::string,
          std::string, Date, Day, std::optional<Instant>, Day>(
      "SELECT p.id, c.reference, p.reference, p.programme, o.name, o.urn, r.kind, p.state, p.start, p.last_day, "
      "p.ended_ms, (SELECT MAX(t.last_day) FROM third_day t WHERE t.response_id = p.response_id) FROM @placements p "
      "JOIN @cases c ON c.id = p.case_id JOIN organisation o ON o.id = p.provider_id JOIN organisation r ON r.id = "
      "c.school_id WHERE p.pupil_id = ? AND p.start <= ? ORDER BY p.start, p.id",
      [&](std::int64_t id, std::string reference, std::string placement, std::string programme, std::string provider,
          std::optional<std::string> urn, std::string commissioner, std::string state, Date first, Day last,
          std::optional<Instant> ended, Day third) {
        // What ended before its last day ended then; what was stopped before its start took nothing.
        if (ended && (!last || londonDate(*ended) < *last)) last = londonDate(*ended);
        if (last && (*last < from || *last < first)) return;
        ids.push_back(id);
        all.push_back({std::move(reference),
                       std::move(placement),
                       std::move(programme),
                       std::move(provider),
                       urn.has_value(),
                       std::move(commissioner),
                       std::move(state),
                       {},
                       first,
                       last,
                       third});
      },
      pupil, until);
  std::vector<WeekPart> parts;
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::vector<PlacementDay> days;
    tx.each<std::int64_t, std::string, Date, Day>(
        "SELECT d.weekday, d.half, d.first_day, d.until_day FROM @placement_days d WHERE d.placement_id = ? ORDER BY "
        "d.weekday, d.half, d.first_day",
        [&](std::int64_t weekday, const std::string& half, Date first, Day ends) {
          days.push_back({{static_cast<int>(weekday), half == "pm"}, first, ends});
        },
        ids[i]);
    addAsTheDaysHeld(parts, all[i], days, from, until);
  }
  return parts;
}

std::vector<FullTime> fullTimeAt(ReadTx& tx, Date day, std::int64_t sessions) {
  std::vector<FullTime> all;
  // A plan or care is said on the form; the newest word of the case there counts.
  tx.each<std::int64_t, std::string, std::int64_t, std::int64_t>(
      "SELECT f.provider_id, o.name, COUNT(*), SUM(f.special) FROM (SELECT p.provider_id, p.pupil_id, MAX(CASE WHEN "
      "EXISTS (SELECT 1 FROM @all_answers a WHERE a.case_id = p.case_id AND a.question = 'needs.kinds' AND (a.value "
      "LIKE '%ehcp%' OR a.value LIKE '%cic%') AND a.revision = (SELECT MAX(b.revision) FROM @all_answers b WHERE "
      "b.case_id = a.case_id AND b.question = a.question)) THEN 1 ELSE 0 END) AS special, COUNT(*) AS sessions FROM "
      "@all_placements p JOIN @all_placement_days d ON d.placement_id = p.id WHERE p.state IN ('confirmed', 'active') "
      "AND p.start <= ? AND (p.last_day IS NULL OR p.last_day >= ?) AND d.first_day <= ? AND (d.until_day IS NULL OR "
      "d.until_day >= ?) GROUP BY p.provider_id, p.pupil_id) f JOIN "
      "organisation o ON o.id = f.provider_id WHERE f.sessions >= ? AND o.urn IS NULL GROUP BY f.provider_id, o.name "
      "ORDER BY COUNT(*) DESC, o.name",
      [&](std::int64_t provider, std::string name, std::int64_t pupils, std::int64_t special) {
        all.push_back({provider, std::move(name), pupils, special});
      },
      day, day, day, day, sessions);
  return all;
}

std::vector<WeekFinding> weekFindings(ReadTx& tx) {
  std::vector<WeekFinding> all;
  tx.each<std::int64_t, std::string, std::string, Date, std::optional<Date>, std::string>(
      "SELECT f.case_id, c.reference, f.kind, f.from_day, f.until_day, f.says FROM @week_findings f JOIN @cases c ON "
      "c.id = f.case_id ORDER BY f.from_day, c.reference, f.kind",
      [&](std::int64_t caseId, std::string reference, std::string kind, Date from, std::optional<Date> until,
          std::string says) {
        all.push_back({caseId, std::move(reference), std::move(kind), from, until, std::move(says)});
      });
  return all;
}

void saveFindings(WriteTx& tx, const std::vector<std::int64_t>& cases, const std::vector<WeekFinding>& found) {
  for (const std::int64_t caseId : cases)
    tx.execute(
        "DELETE FROM week_finding WHERE case_id IN (SELECT b.id FROM referral a JOIN referral b ON b.pupil_id = "
        "a.pupil_id WHERE a.id = ?)",
        caseId);
  for (const WeekFinding& each : found)
    tx.execute("INSERT INTO week_finding (case_id, kind, from_day, until_day, says) VALUES (?, ?, ?, ?, ?)",
               each.caseId, each.kind, each.from, each.until, each.says);
}

std::vector<std::pair<std::int64_t, std::int64_t>> pupilsWithPlacements(ReadTx& tx) {
  std::vector<std::pair<std::int64_t, std::int64_t>> all;
  for (const auto& [pupil, caseId] : tx.rows<std::int64_t, std::int64_t>(
           "SELECT p.pupil_id, MAX(p.case_id) FROM @placements p WHERE p.state IN ('processing', 'confirmed', "
           "'active') OR EXISTS (SELECT 1 FROM @week_findings f WHERE f.case_id = p.case_id) GROUP BY p.pupil_id ORDER "
           "BY p.pupil_id"))
    all.emplace_back(pupil, caseId);
  return all;
}

}  // namespace capd
