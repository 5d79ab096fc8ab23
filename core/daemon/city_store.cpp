#include "daemon/City.h"

namespace capd::daemon {

std::optional<Instant> lastMoment(ReadTx& tx) {
  return tx.one<std::optional<Instant>>("SELECT MAX(at_ms) FROM audit").value_or(std::nullopt);
}

}  // namespace capd::daemon
