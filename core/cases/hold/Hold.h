#pragma once
// Why a referral waits: rows beside its state, several at once, each opened and closed by itself (REF-24, REF-25,
// REF-57).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

struct Hold {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::string kind;  ///< risk_assessment, missing_data, consent, panel, other
  std::string rule;  ///< the policy rule that put it, or `cap` when a person did
  std::string says;  ///< what the school is asked for
  Instant opened;
  std::optional<Instant> asked;
  std::optional<Instant> answered;
  std::optional<Instant> closed;
  std::string closedSays;
};

/// Open ones first, oldest first.
std::vector<Hold> holds(ReadTx& tx, std::int64_t caseId);
std::vector<Hold> openHolds(ReadTx& tx, std::int64_t caseId);
/// Puts a hold; when one of the same kind and rule is open, its words are renewed instead. @returns its id.
std::int64_t putHold(WriteTx& tx, std::int64_t caseId, std::string_view kind, std::string_view rule,
                     const std::string& says);
void markAsked(WriteTx& tx, std::int64_t hold);
void markAnswered(WriteTx& tx, std::int64_t hold);
void closeHold(WriteTx& tx, std::int64_t hold, const std::string& says);

}  // namespace capd
