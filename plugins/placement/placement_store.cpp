#include "placement_store.h"

namespace capd::placement {

std::vector<std::string> leavingBefore(ReadTx& tx, Date day, std::size_t most) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.state <> 'ended' AND c.state IN "
      "('confirmed', 'active') AND p.ended_how IN ('withdrawn_by_school', 'withdrawn_by_provider') AND p.last_day < ? "
      "ORDER BY p.last_day, p.id LIMIT ?",
      [&](std::string reference) { all.push_back(std::move(reference)); }, day, static_cast<std::int64_t>(most));
  return all;
}

std::vector<std::string> notStarted(ReadTx& tx, Date day, std::size_t most) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.state = 'confirmed' AND c.state "
      "= "
      "'confirmed' AND p.start <= ? ORDER BY p.start, p.id LIMIT ?",
      [&](std::string reference) { all.push_back(std::move(reference)); }, day, static_cast<std::int64_t>(most));
  return all;
}

std::vector<std::string> thirdDaysEnding(ReadTx& tx, Date today, Date until, std::size_t most) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.state IN ('confirmed', "
      "'active') "
      "AND p.ended_how = 'third_day' AND p.last_day >= ? AND p.last_day <= ? AND NOT EXISTS (SELECT 1 FROM duty d "
      "WHERE "
      "d.case_id = c.id AND d.kind = 'placement.third_day') ORDER BY p.last_day, p.id LIMIT ?",
      [&](std::string reference) { all.push_back(std::move(reference)); }, today, until,
      static_cast<std::int64_t>(most));
  return all;
}

std::vector<std::string> withoutOutputs(ReadTx& tx, Date today, Date until, std::size_t most) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.state = 'active' AND c.state = "
      "'active' AND p.last_day >= ? AND p.last_day <= ? AND NOT EXISTS (SELECT 1 FROM @placement_outputs o WHERE "
      "o.placement_id = p.id) AND NOT EXISTS (SELECT 1 FROM duty d WHERE d.case_id = c.id AND d.kind = "
      "'placement.outputs') ORDER BY p.last_day, p.id LIMIT ?",
      [&](std::string reference) { all.push_back(std::move(reference)); }, today, until,
      static_cast<std::int64_t>(most));
  return all;
}

std::vector<std::string> toList(ReadTx& tx, std::string_view programme, Date last, std::string_view year,
                                std::size_t most) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id JOIN @pupils u ON u.id = p.pupil_id "
      "WHERE "
      "p.state = 'active' AND c.state = 'active' AND p.programme = ? AND p.last_day = ? AND p.ended_how = '' AND "
      "u.year_group < 11 AND NOT EXISTS (SELECT 1 FROM @roll_overs r WHERE r.placement_id = p.id AND r.year = ?) ORDER "
      "BY p.id LIMIT ?",
      [&](std::string reference) { all.push_back(std::move(reference)); }, programme, last, year,
      static_cast<std::int64_t>(most));
  return all;
}

std::vector<std::string> toRoll(ReadTx& tx, Date day, std::size_t most) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id JOIN @roll_overs r ON r.placement_id = "
      "p.id WHERE p.state = 'active' AND c.state = 'active' AND p.last_day < ? AND r.rolled_ms IS NULL AND p.ended_how "
      "= "
      "'' AND NOT EXISTS (SELECT 1 FROM @withdrawals w WHERE w.placement_id = p.id AND w.state = 'sent') AND NOT "
      "EXISTS (SELECT 1 FROM @standings h WHERE h.placement_id = p.id AND h.kind = 'halt' AND h.closed_ms IS NULL) "
      "ORDER "
      "BY p.id LIMIT ?",
      [&](std::string reference) { all.push_back(std::move(reference)); }, day, static_cast<std::int64_t>(most));
  return all;
}

std::vector<std::string> waitingForPlace(ReadTx& tx, std::int64_t course) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @cases c JOIN @choices k ON k.id = c.choice_id WHERE c.state IN ('complete', 'sent', "
      "'slt_review', 'answered') AND k.course_id = ? ORDER BY c.state_since_ms, c.id",
      [&](std::string reference) { all.push_back(std::move(reference)); }, course);
  return all;
}

}  // namespace capd::placement
