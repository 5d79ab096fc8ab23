#include "base/Text.h"
#include "cases/staff/Taking.h"

namespace capd {
namespace {

#define TAKEN_COLUMNS                                                                                    \
  "m.id, m.code, m.provider_id, m.name, m.job, m.email, m.started, m.left_on, m.told_ms, m.last_check, " \
  "m.standing, m.standing_until, m.version"

template <class... A>
std::vector<StaffMember> takenMembers(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<StaffMember> all;
  using MaybeDay = std::optional<Date>;
  tx.each<std::int64_t, std::string, std::int64_t, std::string, std::string, std::string, Date, MaybeDay, Instant,
          MaybeDay, std::string, MaybeDay, std::int64_t>(
      sql,
      [&](std::int64_t id, std::string code, std::int64_t provider, std::string name, std::string job,
          std::string email, Date started, MaybeDay left, Instant told, MaybeDay lastCheck, std::string standing,
          MaybeDay until, std::int64_t version) {
        all.push_back({id, std::move(code), provider, std::move(name), std::move(job), std::move(email), started, left,
                       told, lastCheck, std::move(standing), until, version});
      },
      args...);
  return all;
}

}  // namespace

std::vector<StaffMember> staffOfName(ReadTx& tx, std::int64_t provider, const std::string& name) {
  return takenMembers(tx,
                      "SELECT " TAKEN_COLUMNS
                      " FROM @staff_members m WHERE m.provider_id = ? AND m.left_on IS NULL AND m.sort_name = ? "
                      "ORDER BY m.id",
                      provider, sortKey(name));
}

// By the certificate first, which few have: among a provider's people alone it would be looked for one by one. CROSS
// JOIN is SQLite's word for that order.
std::vector<StaffMember> staffOfCertificate(ReadTx& tx, std::int64_t provider, const std::string& certificate) {
  return takenMembers(
      tx,
      "SELECT DISTINCT " TAKEN_COLUMNS
      " FROM @all_dbs_checks c CROSS JOIN @staff_members m WHERE m.id = c.staff_id AND c.certificate = ? "
      "AND c.struck_ms IS NULL AND m.provider_id = ? AND m.left_on IS NULL ORDER BY m.id",
      certificate, provider);
}

std::optional<StaffMember> staffById(ReadTx& tx, std::int64_t id) {
  auto all = takenMembers(tx, "SELECT " TAKEN_COLUMNS " FROM @staff_members m WHERE m.id = ?", id);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<std::string> providersOfNamesake(ReadTx& tx, std::int64_t provider, const std::string& name) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT DISTINCT o.name FROM @staff_members m JOIN organisation o ON o.id = m.provider_id WHERE m.sort_name = ? "
      "AND m.left_on IS NULL AND m.provider_id <> ? ORDER BY o.name LIMIT 5",
      [&](std::string each) { all.push_back(std::move(each)); }, sortKey(name), provider);
  return all;
}

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
