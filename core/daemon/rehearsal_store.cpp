#include "daemon/Rehearsal.h"

namespace capd::daemon {

std::optional<std::int64_t> pupilCalled(ReadTx& tx, const std::string& lastName) {
  return tx.one<std::int64_t>("SELECT MIN(p.id) FROM @all_pupils p WHERE p.last_name = ? HAVING COUNT(*) > 0",
                              lastName);
}

}  // namespace capd::daemon
