#pragma once
// While a placement runs: the induction (IND), what one side tells or asks the others (REF-52, COD-09), what came of it
// (REF-74), and which placements go on into the next academic year (ROL).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

struct Induction {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t placement = 0;
  Date heldOn;
  std::string topics;     ///< values of policy's list, one a line
  bool complete = false;  ///< every topic that policy lists
  std::string photos;     ///< yes, no: what the parents said
  Instant recorded;
  std::optional<Instant> photosAgreed;  ///< by the school where the pupil is on roll (IND-04)
};
/// Newest first.
std::vector<Induction> inductions(ReadTx& tx, std::int64_t placement);
std::int64_t addInduction(WriteTx& tx, const Induction& induction);
void agreePhotos(WriteTx& tx, std::int64_t induction);

/// Something that one side tells and another answers.
struct PlacementReport {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t placement = 0;
  std::string side;  ///< who tells: school, provider
  std::string kind;  ///< contact, collection, circumstances, more_days, site_risk
  std::string says;
  Instant told;
  std::string goesTo;   ///< who answers: cap, school (or the SEND team), provider
  std::string outcome;  ///< agreed, not_agreed, new_risk_assessment; empty = not yet
  std::string answer;
  std::optional<Instant> closed;
};
/// Newest first.
std::vector<PlacementReport> placementReports(ReadTx& tx, std::int64_t placement);
std::int64_t addPlacementReport(WriteTx& tx, const PlacementReport& report);
void answerPlacementReport(WriteTx& tx, std::int64_t id, std::string_view outcome, const std::string& answer);

struct PlacementOutput {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t placement = 0;
  bool supportPlan = false;
  bool report = false;
  std::string againstPurpose;
  std::string exitPlan;
  Instant recorded;
};
/// The newest.
std::optional<PlacementOutput> placementOutput(ReadTx& tx, std::int64_t placement);
std::int64_t addPlacementOutput(WriteTx& tx, const PlacementOutput& output);

struct RollOver {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t placement = 0;
  std::string year;  ///< into which it goes: 2026-27
  Instant listed;
  std::optional<Instant> kept;  ///< the school said that it goes on
  std::optional<Instant> rolled;
  std::optional<Date> freeUntil;  ///< a withdrawal completed by then costs nothing
};
/// The newest.
std::optional<RollOver> rollOver(ReadTx& tx, std::int64_t placement);
std::int64_t addRollOver(WriteTx& tx, const RollOver& roll);
void keepRollOver(WriteTx& tx, std::int64_t id);
void rolledOver(WriteTx& tx, std::int64_t id, std::optional<Date> freeUntil);

}  // namespace capd
