#pragma once
// A provider's answer to a referral, the commitment agreement of the documents (ENT-17).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

struct Response {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t choice = 0;
  std::int64_t provider = 0;
  Instant given;
  std::int64_t givenBy = 0;
  bool yes = false;
  std::string category;  ///< of a no: availability, need, risk, other
  std::string reason;
  std::optional<Date> interviewOn;
  std::string interviewWho;
  bool documentsUnderstood = false;
  bool agreementConsidered = false;
  std::optional<bool> needsMet;
  std::optional<bool> riskMet;
  std::optional<bool> supervisionMet;
  std::string sessions;  ///< "1a,1p": Monday morning and afternoon
  std::optional<Date> start;
  std::optional<Instant> shared;  ///< when CAP shared it with the school
  std::string review;             ///< of CAP SLT: agreed, ask_again, challenged; empty = not yet
  std::string reviewSays;
};

/// Newest first, as the viewer may see them: the school only what CAP has shared, a provider only its own, CAP all
/// (NOT-06).
std::vector<Response> responses(ReadTx& tx, std::int64_t caseId);
std::int64_t addResponse(WriteTx& tx, const Response& response);
void shareResponse(WriteTx& tx, std::int64_t response);
void reviewResponse(WriteTx& tx, std::int64_t response, std::string_view review, const std::string& says);

}  // namespace capd
