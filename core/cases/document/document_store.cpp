#include <map>

#include "cases/document/Document.h"
#include "cases/document/KeptFiles.h"

namespace capd {
namespace {

#define DOCUMENT_COLUMNS                                                                                    \
  "d.id, d.case_id, d.kind, d.blob, d.media_type, d.bytes, d.sha256, d.typed_name, d.scan, d.uploaded_ms, " \
  "d.uploaded_by"

template <class... A>
std::vector<Document> readDocuments(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Document> all;
  tx.each<std::int64_t, std::optional<std::int64_t>, std::string, std::string, std::string, std::int64_t, std::string,
          std::string, std::string, Instant, std::int64_t>(
      sql,
      [&](std::int64_t id, std::optional<std::int64_t> caseId, std::string kind, std::string blob, std::string media,
          std::int64_t bytes, std::string sha, std::string name, std::string scan, Instant at, std::int64_t by) {
        all.push_back({id, caseId, std::move(kind), std::move(blob), std::move(media), bytes, std::move(sha),
                       std::move(name), std::move(scan), at, by});
      },
      args...);
  return all;
}

}  // namespace

std::int64_t addUpload(WriteTx& tx, const Document& d) {
  const std::int64_t id = d.id != 0 ? d.id : tx.nextId();
  tx.execute(
      "INSERT INTO document (id, case_id, kind, blob, media_type, bytes, sha256, typed_name, scan, sealed, "
      "uploaded_ms, "
      "uploaded_by) VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
      id, d.kind, d.blob, d.mediaType, d.bytes, d.sha256, d.typedName, d.scan, tx.now(), tx.viewer().account());
  return id;
}

std::int64_t unfiledUploads(ReadTx& tx) {
  return tx
      .one<std::int64_t>(
          "SELECT COUNT(*) FROM @documents d WHERE d.case_id IS NULL AND d.uploaded_by = ? AND d.uploaded_ms > ?",
          tx.viewer().account(), tx.now().plusMs(-24 * 60 * 60 * 1000))
      .value_or(0);
}

bool fileUpload(WriteTx& tx, std::int64_t document, std::int64_t caseId, std::string_view kind) {
  return tx.execute(
             "UPDATE document SET case_id = ?, kind = ? WHERE id = ? AND uploaded_by = ? AND removed_ms IS NULL AND "
             "scan <> 'quarantined' AND ((case_id IS NULL AND uploaded_ms > ?) OR case_id = ?)",
             caseId, kind, document, tx.viewer().account(), tx.now().plusMs(-kUnfiledMs), caseId) == 1;
}

std::vector<Document> documents(ReadTx& tx, std::int64_t caseId) {
  return readDocuments(tx,
                       "SELECT " DOCUMENT_COLUMNS
                       " FROM @documents d WHERE d.case_id = ? AND d.removed_ms IS NULL ORDER BY d.uploaded_ms, d.id",
                       caseId);
}

std::optional<Document> findDocument(ReadTx& tx, std::int64_t id) {
  auto all =
      readDocuments(tx, "SELECT " DOCUMENT_COLUMNS " FROM @documents d WHERE d.id = ? AND d.removed_ms IS NULL", id);
  // A sealed one opens for those safeguarding leads who see its slip, and is never among the papers of the case.
  if (all.empty()) {
    all = readDocuments(
        tx,
        "SELECT " DOCUMENT_COLUMNS
        " FROM @all_documents d JOIN @safeguarding_slips s ON s.blob = d.blob WHERE d.id = ? AND d.sealed = 1",
        id);
  }
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

void removeDocument(WriteTx& tx, std::int64_t document) {
  tx.execute("UPDATE document SET removed_ms = ? WHERE id = ? AND removed_ms IS NULL", tx.now(), document);
}

bool isNamed(ReadTx& tx, const std::string& blob) {
  return tx.one<std::int64_t>(
               "SELECT d.id FROM @all_documents d WHERE d.blob = ? AND (d.case_id IS NOT NULL OR d.scan = "
               "'quarantined' OR d.uploaded_ms > ?)",
               blob, tx.now().plusMs(-kUnfiledMs))
             .has_value() ||
         tx.one<std::int64_t>("SELECT s.id FROM @all_safeguarding_slips s WHERE s.blob = ? LIMIT 1", blob)
             .has_value() ||
         tx.one<std::int64_t>("SELECT b.id FROM import_batch b WHERE b.blob = ? AND b.state <> 'dropped' LIMIT 1", blob)
             .has_value();
}

std::vector<KeptFile> keptFiles(ReadTx& tx) {
  std::map<std::string, KeptFile> all;
  const auto keep = [&](std::string blob, std::string sha, bool needed) {
    KeptFile& file = all[blob];
    file = {std::move(blob), std::move(sha), needed || file.needed};
  };
  tx.each<std::string, std::string, bool>(
      "SELECT d.blob, d.sha256, CASE WHEN d.case_id IS NOT NULL OR d.scan = 'quarantined' THEN 1 ELSE 0 END FROM "
      "@all_documents d",
      keep);
  tx.each<std::string, std::string, bool>("SELECT s.blob, s.sha256, 1 FROM @all_safeguarding_slips s", keep);
  tx.each<std::string, std::string, bool>("SELECT b.blob, b.sha256, 1 FROM import_batch b WHERE b.state <> 'dropped'",
                                          keep);
  std::vector<KeptFile> files;
  for (auto& [blob, file] : all) files.push_back(std::move(file));
  return files;
}

std::optional<RiskAssessment> latestRiskAssessment(ReadTx& tx, std::int64_t caseId) {
  std::optional<RiskAssessment> found;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::int64_t, Date, std::optional<Date>, std::string, Instant,
          std::optional<Instant>>(
      "SELECT r.id, r.case_id, r.pupil_id, r.document_id, r.completed, r.reviewed, r.changes, r.given_ms, r.seen_ms "
      "FROM @risk_assessments r WHERE r.case_id = ? ORDER BY r.given_ms DESC, r.id DESC LIMIT 1",
      [&](std::int64_t id, std::int64_t owner, std::int64_t pupil, std::int64_t document, Date completed,
          std::optional<Date> reviewed, std::string changes, Instant given, std::optional<Instant> seen) {
        found = RiskAssessment{id, owner, pupil, document, completed, reviewed, std::move(changes), given, seen};
      },
      caseId);
  return found;
}

std::int64_t addRiskAssessment(WriteTx& tx, const RiskAssessment& a) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO risk_assessment (id, case_id, pupil_id, document_id, completed, reviewed, changes, given_ms, "
      "given_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, a.caseId, a.pupil, a.document, a.completed, a.reviewed, a.changes, tx.now(), tx.viewer().account());
  return id;
}

void markRiskAssessmentSeen(WriteTx& tx, std::int64_t assessment) {
  tx.execute("UPDATE risk_assessment SET seen_ms = ?, seen_by = ? WHERE id = ?", tx.now(), tx.viewer().account(),
             assessment);
}

}  // namespace capd
