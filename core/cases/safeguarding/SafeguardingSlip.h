#pragma once
// Papers that go from safeguarding lead to safeguarding lead and to nobody else: not to CAP's administrators, not to
// senior leaders, not to the provider. The file's own name is not kept: it often says what is inside.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

/// A case that was sent to CAP, as far as a safeguarding lead needs to know it.
struct SlipCase {
  std::int64_t id = 0;
  std::string reference;
  std::int64_t school = 0;
  std::string schoolName;
};
/// When the viewer is a safeguarding lead or deputy of the school that refers, or CAP's safeguarding lead; empty for
/// everybody else, as for a case that is not there or was never sent.
std::optional<SlipCase> slipCase(ReadTx& tx, std::string_view reference);

struct Slip {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t document = 0;  ///< opens through cases/document for those who may see the slip
  std::string mediaType;
  std::int64_t bytes = 0;
  Instant sent;
  std::int64_t sentBy = 0;
  std::optional<Instant> read;
};
/// Of one case, oldest first; empty for everybody who is no lead of it.
std::vector<Slip> slips(ReadTx& tx, std::int64_t caseId);
/// Seals an upload of the viewer's own into the case. False when it is not there, not theirs, or filed elsewhere.
bool sendSlip(WriteTx& tx, std::int64_t caseId, std::int64_t document);
/// Seals a paper that stands among the case's papers and should never have stood there: from now on only safeguarding
/// leads can open it. False when the case has no such open paper.
bool moveToLeads(WriteTx& tx, std::int64_t caseId, std::int64_t document);
/// The other side has read everything of the case that was sent to it. @returns how many were new.
std::int64_t markSlipsRead(WriteTx& tx, std::int64_t caseId);

/// Cases with slips that the viewer may see: reference, and how many of them the viewer's side has not read.
struct SlipLine {
  std::string reference;
  std::string schoolName;
  std::int64_t unread = 0;
};
std::vector<SlipLine> slipLines(ReadTx& tx);

}  // namespace capd
