#include "cases/duty/Reminding.h"

namespace capd {

std::vector<DutyEvent> dutyEvents(ReadTx& tx, std::int64_t duty) {
  std::vector<DutyEvent> all;
  tx.each<Instant, std::string, std::string, std::string>(
      "SELECT e.at_ms, e.actor, e.what, e.detail FROM duty_event e WHERE e.duty_id = ? ORDER BY e.at_ms, e.id",
      [&](Instant at, std::string actor, std::string what, std::string detail) {
        all.push_back({at, std::move(actor), std::move(what), std::move(detail)});
      },
      duty);
  return all;
}

std::unordered_map<std::int64_t, std::vector<DutyEvent>> saidOfDuties(ReadTx& tx, std::string_view kind, Instant from,
                                                                      Instant until) {
  std::unordered_map<std::int64_t, std::vector<DutyEvent>> all;
  tx.each<std::int64_t, Instant, std::string, std::string, std::string>(
      "SELECT e.duty_id, e.at_ms, e.actor, e.what, e.detail FROM duty d JOIN duty_event e ON e.duty_id = d.id WHERE "
      "d.kind = ? AND d.due_ms >= ? AND d.due_ms < ? AND d.closed_ms IS NULL AND e.what IN ('reminded', 'joined', "
      "'reminded_by_hand', 'escalated', 'moved') ORDER BY e.at_ms, e.id",
      [&](std::int64_t duty, Instant at, std::string actor, std::string what, std::string detail) {
        all[duty].push_back({at, std::move(actor), std::move(what), std::move(detail)});
      },
      kind, from, until);
  return all;
}

void noteDuty(WriteTx& tx, std::int64_t duty, std::string_view what, const std::string& detail) {
  tx.execute("INSERT INTO duty_event (id, duty_id, at_ms, actor, what, detail) VALUES (?, ?, ?, ?, ?, ?)", tx.nextId(),
             duty, tx.now(), tx.viewer().actor(), what, detail);
}

bool remindedSince(ReadTx& tx, std::int64_t organisation, std::string_view role, Instant since) {
  return tx
      .one<std::int64_t>(
          "SELECT d.id FROM duty d JOIN duty_event e ON e.duty_id = d.id WHERE d.organisation_id = ? AND d.role = "
          "? AND d.closed_ms IS NULL AND e.what = 'reminded' AND e.at_ms >= ? LIMIT 1",
          organisation, role, since)
      .has_value();
}

std::map<std::string, DutyCount> countOpenDuties(ReadTx& tx) {
  std::map<std::string, DutyCount> all;
  tx.each<std::string, std::int64_t, std::int64_t>(
      "SELECT d.kind, COUNT(*), SUM(CASE WHEN d.due_ms <= ? THEN 1 ELSE 0 END) FROM duty d WHERE d.closed_ms IS NULL "
      "GROUP BY d.kind",
      [&](const std::string& kind, std::int64_t open, std::int64_t overdue) {
        all[kind] = {open, overdue};
      },
      tx.now());
  return all;
}

std::optional<Instant> nextDutyDue(ReadTx& tx, std::string_view kind, Instant from) {
  return tx.one<Instant>(
      "SELECT d.due_ms FROM duty d WHERE d.kind = ? AND d.closed_ms IS NULL AND d.due_ms > ? ORDER BY d.due_ms LIMIT 1",
      kind, from);
}

std::int64_t addDigest(WriteTx& tx, const std::vector<std::int64_t>& duties) {
  const std::int64_t id = tx.nextId();
  for (const std::int64_t duty : duties)
    tx.execute("INSERT INTO digest_line (digest_id, duty_id) VALUES (?, ?)", id, duty);
  return id;
}

std::int64_t openChase(WriteTx& tx, const Duty& about, NewDuty chase) {
  const std::int64_t id = openDuty(tx, chase);
  tx.execute("UPDATE duty SET about_id = ? WHERE id = ?", about.id, id);
  return id;
}

}  // namespace capd
