#pragma once
// What was judged about a case, when, by which policy: the receipt, kept for ever and rerun to the same bytes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Instant.h"
#include "capd/Tx.h"
#include "cases/policy/PolicyShelf.h"

namespace capd {

struct DecisionRecord {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::string occasion;  ///< submitted, checked, released, processed, rejudged
  Instant at;
  std::string policyHash;
  std::string receipt;
};

/// Keeps a judgement. @returns its id.
std::int64_t recordDecision(WriteTx& tx, std::int64_t caseId, std::string_view occasion, const Judgement& judgement);
/// Oldest first; only of cases that the viewer may see.
std::vector<DecisionRecord> decisions(ReadTx& tx, std::int64_t caseId);

}  // namespace capd
