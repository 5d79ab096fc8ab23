#include "daemon/City.h"
#include "daemon/CityYear.h"

namespace capd::daemon {

std::optional<Instant> lastMoment(ReadTx& tx) {
  return tx.one<std::optional<Instant>>("SELECT MAX(at_ms) FROM audit").value_or(std::nullopt);
}

std::optional<std::string> somebodyPlacedAt(ReadTx& tx, std::int64_t provider) {
  return tx.one<std::string>(
      "SELECT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.provider_id = ? AND p.state = "
      "'active' ORDER BY c.reference",
      provider);
}

std::vector<std::string> chasedAbout(ReadTx& tx, const std::string& document) {
  std::vector<std::string> all;
  for (auto& [subject] : tx.rows<std::string>("SELECT DISTINCT d.subject FROM duty d WHERE d.kind = 'schedule.chase' "
                                              "AND d.closed_ms IS NULL AND d.subject "
                                              "LIKE ? ORDER BY d.subject",
                                              "%." + document))
    all.push_back(std::move(subject));
  return all;
}

}  // namespace capd::daemon
