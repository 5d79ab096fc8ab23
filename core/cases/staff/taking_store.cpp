#include "cases/staff/Taking.h"

namespace capd {

bool markSeenEarlier(WriteTx& tx, const StaffMember& m, std::int64_t number, const std::string& by, Date on) {
  return tx.execute(
             "UPDATE dbs_check SET seen_ms = ?, seen_name = ? WHERE staff_id = ? AND number = ? AND seen_ms IS NULL "
             "AND struck_ms IS NULL",
             londonStartOf(on), by, m.id, number) == 1 &&
         tx.execute("UPDATE staff_member SET version = version + 1 WHERE id = ?", m.id) == 1;
}

void unmarkSeen(WriteTx& tx, const StaffMember& m, std::int64_t number) {
  tx.execute("UPDATE dbs_check SET seen_ms = NULL, seen_name = NULL WHERE staff_id = ? AND number = ?", m.id, number);
  tx.execute("UPDATE staff_member SET version = version + 1 WHERE id = ?", m.id);
}

bool removeStaff(WriteTx& tx, std::int64_t staff, std::int64_t version) {
  const auto untouched = tx.one<std::int64_t>(
      "SELECT m.id FROM staff_member m WHERE m.id = ? AND m.version = ? AND m.renewal_asked IS NULL AND "
      "m.decision_asked IS NULL AND NOT EXISTS (SELECT 1 FROM staff_evidence e WHERE e.staff_id = m.id) AND NOT EXISTS "
      "(SELECT 1 FROM staff_decision d WHERE d.staff_id = m.id)",
      staff, version);
  if (!untouched) return false;
  tx.execute("DELETE FROM dbs_check WHERE staff_id = ?", staff);
  tx.execute("DELETE FROM staff_member WHERE id = ?", staff);
  return true;
}

}  // namespace capd
