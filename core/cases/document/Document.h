#pragma once
// A file that belongs to a case. Its bytes are sealed in the blob store; here is what is known about it (ENT-10).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

inline constexpr std::int64_t kUnfiledMs = 48 * 60 * 60 * 1000;  ///< an upload that no case took by then is not kept
inline constexpr std::int64_t kMostUnfiled = 40;                 ///< of one account within a day

struct Document {
  std::int64_t id = 0;
  std::optional<std::int64_t> caseId;  ///< empty between upload and the command that files it
  std::string kind;                    ///< risk_assessment, ehcp, support_plan, behaviour_plan, other
  std::string blob;
  std::string mediaType;
  std::int64_t bytes = 0;
  std::string sha256;
  std::string typedName;
  std::string scan;  ///< not_scanned, clean, quarantined
  Instant uploaded;
  std::int64_t uploadedBy = 0;
};

/// A stored upload that no case owns yet. @returns the document's id.
std::int64_t addUpload(WriteTx& tx, const Document& document);
/// Uploads of the viewer's own within a day that no case owns.
std::int64_t unfiledUploads(ReadTx& tx);
/// Files an upload of the viewer's own under a case. False when it is not there, not theirs, in quarantine, older than
/// two days, or belongs to another case already.
bool fileUpload(WriteTx& tx, std::int64_t document, std::int64_t caseId, std::string_view kind);
/// Of a case that the viewer may see; sealed ones never.
std::vector<Document> documents(ReadTx& tx, std::int64_t caseId);
/// One that the viewer may see: of a case, an upload of their own, or, for safeguarding leads, a sealed one of theirs.
std::optional<Document> findDocument(ReadTx& tx, std::int64_t id);
void removeDocument(WriteTx& tx, std::int64_t document);
/// Does any record name that stored file, of whatever case? An upload that nobody filed in time names it no more, and
/// neither does an import that was dropped. For the sweep of what was left behind.
bool isNamed(ReadTx& tx, const std::string& blob);

struct RiskAssessment {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t pupil = 0;
  std::int64_t document = 0;
  Date completed;
  std::optional<Date> reviewed;
  std::string changes;
  Instant given;
  std::optional<Instant> seen;  ///< CAP read the date on the document itself

  /// The day that counts for its age: the later of completed and reviewed (ENT-14).
  [[nodiscard]] Date effective() const { return reviewed && *reviewed > completed ? *reviewed : completed; }
};
/// The newest of the case that the viewer may see.
std::optional<RiskAssessment> latestRiskAssessment(ReadTx& tx, std::int64_t caseId);
std::int64_t addRiskAssessment(WriteTx& tx, const RiskAssessment& assessment);
void markRiskAssessmentSeen(WriteTx& tx, std::int64_t assessment);

}  // namespace capd
