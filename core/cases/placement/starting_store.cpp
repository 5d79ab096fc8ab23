#include "cases/placement/Placement.h"

namespace capd {

bool startConfirmed(WriteTx& tx, std::int64_t caseId, Date day) {
  return tx.execute(
             "UPDATE placement SET state = 'active', started_ms = ?, version = version + 1 WHERE case_id = ? AND state "
             "= 'confirmed' AND start <= ?",
             londonStartOf(day), caseId, day) == 1;
}

}  // namespace capd
