#pragma once
// While a placement runs: the induction (IND), what one side tells the others (REF-52, BEH-08, COD-09), what came of it
// (REF-74), its last weeks, and the roll-over into the next academic year (ROL).

#include "Common.h"
#include "cases/placement/Along.h"
#include "cases/policy/PolicyChoices.h"

namespace capd::placement {

inline constexpr char kInduction[] = "placement.induction";
inline constexpr char kAnswerReport[] = "placement.answer_report";
inline constexpr char kOutputs[] = "placement.outputs";
inline constexpr char kRollOver[] = "placement.roll_over";
inline constexpr char kInductionTopics[] = "induction.topics";

struct InductionIn {
  std::string reference;
  std::int64_t version = 0;
  Date heldOn;
  bool photos = false;
  FieldTexts rest;  ///< topics, as policy lists them
};
Form<InductionIn> inductionForm();
/// The box of topics, with those of policy.
Field topicsField(const std::vector<PolicyChoice>& topics);

struct ReportIn {
  std::string reference;
  std::int64_t version = 0;
  std::string kind;
  std::string says;
};
/// What that side may tell; empty side = everything.
FormShape reportShape(Side side);
std::string reportInWords(const std::string& kind);

/// The oldest report that waits for that side's answer.
std::optional<PlacementReport> waitingReport(ReadTx& tx, std::int64_t placement, std::string_view side);

/// Asks the provider for the induction of a placement that is confirmed.
void oweInduction(WriteTx& tx, const Services& services, std::int64_t referral);

/// What a provider hands over at the end besides its report (TIER-FL-11, TIER-STL-11); empty where policy names
/// nothing.
struct PlanHandedOver {
  std::string name;   ///< "the plan for the way back"
  std::string title;  ///< as a row of the record
  std::string words;  ///< what policy says about it
};
PlanHandedOver planHandedOver(const Services& services, const ReferralRecord& referral);
FormShape outputShape(const PlanHandedOver& plan, bool send);

void offerInduction(Offers& offers);
void offerReports(Offers& offers);
/// The placement has ended by time, and the provider has not given its report yet.
bool owesReport(ReadTx& tx, const Life& life);
/// The same for whoever looks.
bool reportOwed(ReadTx& tx, const Life& life);
/// Why CAP asks for it no more.
Form<ReasonIn> waiveForm();
void offerLastWeeks(Offers& offers);
void offerRollOver(Offers& offers);

}  // namespace capd::placement
