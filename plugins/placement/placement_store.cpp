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

std::vector<ThirdDayEnd> thirdDaysEnding(ReadTx& tx, Date today, Date until, std::size_t most) {
  std::vector<ThirdDayEnd> all;
  tx.each<std::string, Date>(
      "SELECT c.reference, p.last_day FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.state IN "
      "('confirmed', 'active') AND p.ended_how = 'third_day' AND p.last_day >= ? AND p.last_day <= ? ORDER BY "
      "p.last_day, p.id LIMIT ?",
      [&](std::string reference, Date last) {
        all.push_back({std::move(reference), last});
      },
      today, until, static_cast<std::int64_t>(most));
  return all;
}

}  // namespace capd::placement
