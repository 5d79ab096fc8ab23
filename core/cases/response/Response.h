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
  std::optional<std::int64_t> hours;  ///< a week, for programmes that count them
};

/// Newest first, as the viewer may see them: the school only what CAP has shared, a provider only its own, CAP all
/// (NOT-06).
std::vector<Response> responses(ReadTx& tx, std::int64_t caseId);
/// The newest of the choice now asked for that the viewer may see.
std::optional<Response> latestResponse(ReadTx& tx, std::int64_t caseId);
/// @returns its id.
std::int64_t addResponse(WriteTx& tx, const Response& response);
/// From now on the school reads it too. Nothing when it is shared already.
void shareResponse(WriteTx& tx, std::int64_t response);
void reviewResponse(WriteTx& tx, std::int64_t response, std::string_view review, const std::string& says);

/// What a provider keeps of its own answers when the papers are gone: the evidence for its decision (REF-60).
struct OwnAnswer {
  std::string reference;
  Instant given;
  bool yes = false;
  std::string category;
  std::string reason;
  std::string sessions;
  std::optional<Date> start;
};
/// Newest first; empty for whoever does not act for that provider.
std::vector<OwnAnswer> ownAnswers(ReadTx& tx, std::int64_t provider, std::size_t most);
/// Was the provider ever sent this referral? Tells "it has left you" from "it was never yours".
bool wasAsked(ReadTx& tx, std::string_view reference, std::int64_t provider);
/// How many of the newest answers on a case, one after the other, were a no. CAP's own count.
std::int64_t noesInARow(ReadTx& tx, std::int64_t caseId);

/// Who of the provider has read and understood which risk assessment (RSP-15, ENT-15).
struct RiskRead {
  std::int64_t assessment = 0;
  std::int64_t account = 0;
  std::string name;
  Instant at;
};
/// Of the case, oldest first.
std::vector<RiskRead> riskReads(ReadTx& tx, std::int64_t caseId);
/// @returns false when this account has said so of this version already.
bool addRiskRead(WriteTx& tx, std::int64_t caseId, std::int64_t assessment);

}  // namespace capd
