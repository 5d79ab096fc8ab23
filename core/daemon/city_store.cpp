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

}  // namespace capd::daemon
