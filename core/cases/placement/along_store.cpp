#include "cases/placement/Along.h"

namespace capd {

std::vector<Induction> inductions(ReadTx& tx, std::int64_t placement) {
  std::vector<Induction> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, Date, std::string, bool, std::string, Instant,
          std::optional<Instant>>(
      "SELECT i.id, i.case_id, i.placement_id, i.held_on, i.topics, i.complete, i.photos, i.recorded_ms, "
      "i.photos_agreed_ms FROM @inductions i WHERE i.placement_id = ? ORDER BY i.id DESC",
      [&](std::int64_t id, std::int64_t caseId, std::int64_t of, Date held, std::string topics, bool complete,
          std::string photos, Instant recorded, std::optional<Instant> agreed) {
        all.push_back({id, caseId, of, held, std::move(topics), complete, std::move(photos), recorded, agreed});
      },
      placement);
  return all;
}

std::int64_t addInduction(WriteTx& tx, const Induction& i) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO induction (id, case_id, placement_id, held_on, topics, complete, photos, recorded_ms, recorded_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, i.caseId, i.placement, i.heldOn, i.topics, i.complete, i.photos, tx.now(), tx.viewer().account());
  return id;
}

void agreePhotos(WriteTx& tx, std::int64_t induction) {
  tx.execute(
      "UPDATE induction SET photos_agreed_ms = ?, photos_agreed_by = ? WHERE id = ? AND photos_agreed_ms IS NULL",
      tx.now(), tx.viewer().account(), induction);
}

std::vector<PlacementReport> placementReports(ReadTx& tx, std::int64_t placement) {
  std::vector<PlacementReport> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::string, std::string, std::string, Instant, std::string,
          std::string, std::string, std::optional<Instant>>(
      "SELECT r.id, r.case_id, r.placement_id, r.side, r.kind, r.says, r.told_ms, r.goes_to, r.outcome, r.answer, "
      "r.closed_ms FROM @placement_reports r WHERE r.placement_id = ? ORDER BY r.id DESC",
      [&](std::int64_t id, std::int64_t caseId, std::int64_t of, std::string side, std::string kind, std::string says,
          Instant told, std::string to, std::string outcome, std::string answer, std::optional<Instant> closed) {
        all.push_back({id, caseId, of, std::move(side), std::move(kind), std::move(says), told, std::move(to),
                       std::move(outcome), std::move(answer), closed});
      },
      placement);
  return all;
}

std::int64_t addPlacementReport(WriteTx& tx, const PlacementReport& r) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO placement_report (id, case_id, placement_id, side, kind, says, told_ms, told_by, goes_to) VALUES "
      "(?, "
      "?, ?, ?, ?, ?, ?, ?, ?)",
      id, r.caseId, r.placement, r.side, r.kind, r.says, tx.now(), tx.viewer().account(), r.goesTo);
  return id;
}

void answerPlacementReport(WriteTx& tx, std::int64_t id, std::string_view outcome, const std::string& answer) {
  tx.execute("UPDATE placement_report SET outcome = ?, answer = ?, closed_ms = ?, closed_by = ? WHERE id = ?", outcome,
             answer, tx.now(), tx.viewer().account(), id);
}

std::optional<PlacementOutput> placementOutput(ReadTx& tx, std::int64_t placement) {
  std::optional<PlacementOutput> found;
  tx.each<std::int64_t, std::int64_t, std::int64_t, bool, bool, std::string, std::string, Instant>(
      "SELECT o.id, o.case_id, o.placement_id, o.support_plan, o.report, o.against_purpose, o.exit_plan, o.recorded_ms "
      "FROM @placement_outputs o WHERE o.placement_id = ? ORDER BY o.id DESC LIMIT 1",
      [&](std::int64_t id, std::int64_t caseId, std::int64_t of, bool plan, bool report, std::string purpose,
          std::string exitPlan, Instant recorded) {
        found = PlacementOutput{id, caseId, of, plan, report, std::move(purpose), std::move(exitPlan), recorded};
      },
      placement);
  return found;
}

std::int64_t addPlacementOutput(WriteTx& tx, const PlacementOutput& o) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO placement_output (id, case_id, placement_id, support_plan, report, against_purpose, exit_plan, "
      "recorded_ms, recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, o.caseId, o.placement, o.supportPlan, o.report, o.againstPurpose, o.exitPlan, tx.now(),
      tx.viewer().account());
  return id;
}

std::optional<RollOver> rollOver(ReadTx& tx, std::int64_t placement) {
  std::optional<RollOver> found;
  using Moment = std::optional<Instant>;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::string, Instant, Moment, Moment, std::optional<Date>>(
      "SELECT r.id, r.case_id, r.placement_id, r.year, r.listed_ms, r.kept_ms, r.rolled_ms, r.free_until FROM "
      "@roll_overs r WHERE r.placement_id = ? ORDER BY r.year DESC LIMIT 1",
      [&](std::int64_t id, std::int64_t caseId, std::int64_t of, std::string year, Instant listed, Moment kept,
          Moment rolled, std::optional<Date> until) {
        found = RollOver{id, caseId, of, std::move(year), listed, kept, rolled, until};
      },
      placement);
  return found;
}

std::int64_t addRollOver(WriteTx& tx, const RollOver& r) {
  const std::int64_t id = tx.nextId();
  tx.execute("INSERT INTO roll_over (id, case_id, placement_id, year, listed_ms) VALUES (?, ?, ?, ?, ?)", id, r.caseId,
             r.placement, r.year, tx.now());
  return id;
}

void keepRollOver(WriteTx& tx, std::int64_t id) {
  tx.execute("UPDATE roll_over SET kept_ms = ?, kept_by = ? WHERE id = ?", tx.now(), tx.viewer().account(), id);
}

void rolledOver(WriteTx& tx, std::int64_t id, std::optional<Date> freeUntil) {
  tx.execute("UPDATE roll_over SET rolled_ms = ?, free_until = ? WHERE id = ?", tx.now(), freeUntil, id);
}

}  // namespace capd
