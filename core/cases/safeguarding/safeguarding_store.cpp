#include "cases/document/Document.h"
#include "cases/safeguarding/SafeguardingSlip.h"

namespace capd {
namespace {

bool leads(const Viewer& viewer, std::int64_t school) {
  return viewer.hasRole("cap.dsl") || viewer.actsFor(school, "school.dsl") ||
         viewer.actsFor(school, "school.deputy_dsl");
}

// Whether the sender sits at CAP, told by the roles they held: a slip is unread by the other side.
#define SENT_BY_CAP                                                                                            \
  "EXISTS (SELECT 1 FROM account a JOIN membership m ON m.person_id = a.person_id WHERE a.id = s.sent_by AND " \
  "m.role = 'cap.dsl')"

}  // namespace

std::optional<SlipCase> slipCase(ReadTx& tx, std::string_view reference) {
  const auto found = tx.row<std::int64_t, std::string, std::int64_t, std::string>(
      "SELECT c.id, c.reference, c.school_id, o.name FROM @all_cases c JOIN organisation o ON o.id = c.school_id "
      "WHERE c.reference = ? AND c.state <> 'draft'",
      reference);
  if (!found || !leads(tx.viewer(), std::get<2>(*found))) return std::nullopt;
  return SlipCase{std::get<0>(*found), std::get<1>(*found), std::get<2>(*found), std::get<3>(*found)};
}

std::vector<Slip> slips(ReadTx& tx, std::int64_t caseId) {
  std::vector<Slip> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::string, std::int64_t, Instant, std::int64_t,
          std::optional<Instant>>(
      "SELECT s.id, s.case_id, d.id, s.media_type, s.bytes, s.sent_ms, s.sent_by, s.opened_ms FROM "
      "@safeguarding_slips s JOIN @all_documents d ON d.blob = s.blob WHERE s.case_id = ? ORDER BY s.sent_ms, s.id",
      [&](std::int64_t id, std::int64_t of, std::int64_t document, std::string media, std::int64_t bytes, Instant sent,
          std::int64_t by, std::optional<Instant> read) {
        all.push_back({id, of, document, std::move(media), bytes, sent, by, read});
      },
      caseId);
  return all;
}

namespace {
// Seals what is found, and makes the slip by which leads find it.
bool seal(WriteTx& tx, std::int64_t caseId, std::int64_t document,
          const std::optional<std::tuple<std::string, std::string, std::int64_t, std::string>>& found) {
  if (!found) return false;
  const auto& [blob, media, bytes, sha] = *found;
  tx.execute("UPDATE document SET sealed = 1, typed_name = '' WHERE id = ?", document);
  tx.execute(
      "INSERT INTO safeguarding_slip (id, case_id, blob, media_type, bytes, sha256, typed_name_sealed, sent_ms, "
      "sent_by) "
      "VALUES (?, ?, ?, ?, ?, ?, '', ?, ?)",
      tx.nextId(), caseId, blob, media, bytes, sha, tx.now(), tx.viewer().account());
  return true;
}
}  // namespace

bool sendSlip(WriteTx& tx, std::int64_t caseId, std::int64_t document) {
  return seal(
      tx, caseId, document,
      tx.row<std::string, std::string, std::int64_t, std::string>(
          "SELECT blob, media_type, bytes, sha256 FROM document WHERE id = ? AND case_id IS NULL AND sealed = 0 "
          "AND removed_ms IS NULL AND scan <> 'quarantined' AND uploaded_by = ? AND uploaded_ms > ?",
          document, tx.viewer().account(), tx.now().plusMs(-kUnfiledMs)));
}

bool moveToLeads(WriteTx& tx, std::int64_t caseId, std::int64_t document) {
  return seal(
      tx, caseId, document,
      tx.row<std::string, std::string, std::int64_t, std::string>(
          "SELECT blob, media_type, bytes, sha256 FROM document WHERE id = ? AND case_id = ? AND sealed = 0 AND "
          "removed_ms IS NULL AND scan <> 'quarantined'",
          document, caseId));
}

std::int64_t markSlipsRead(WriteTx& tx, std::int64_t caseId) {
  const std::int64_t atCap = tx.viewer().hasRole("cap.dsl") ? 1 : 0;
  std::vector<std::int64_t> unread;
  tx.each<std::int64_t>(
      "SELECT s.id FROM @safeguarding_slips s WHERE s.case_id = ? AND s.opened_ms IS NULL AND "
      "(CASE WHEN " SENT_BY_CAP " THEN 1 ELSE 0 END) <> ? ORDER BY s.id",
      [&](std::int64_t id) { unread.push_back(id); }, caseId, atCap);
  for (const std::int64_t id : unread)
    tx.execute("UPDATE safeguarding_slip SET opened_ms = ?, opened_by = ? WHERE id = ?", tx.now(),
               tx.viewer().account(), id);
  return static_cast<std::int64_t>(unread.size());
}

std::vector<SlipLine> slipLines(ReadTx& tx) {
  const std::int64_t atCap = tx.viewer().hasRole("cap.dsl") ? 1 : 0;
  std::vector<SlipLine> all;
  tx.each<std::string, std::string, std::int64_t>(
      "SELECT c.reference, o.name, SUM(CASE WHEN s.opened_ms IS NULL AND (CASE WHEN " SENT_BY_CAP
      " THEN 1 ELSE 0 END) <> ? THEN 1 ELSE 0 END) FROM @safeguarding_slips s JOIN @all_cases c ON c.id = s.case_id "
      "JOIN organisation o ON o.id = c.school_id GROUP BY c.reference, o.name ORDER BY c.reference",
      [&](std::string reference, std::string school, std::int64_t unread) {
        all.push_back({std::move(reference), std::move(school), unread});
      },
      atCap);
  return all;
}

}  // namespace capd
