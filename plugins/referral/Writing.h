#pragma once
// One referral as the school's pages and commands look at it: the record with all that hangs on it, read once.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Page.h"
#include "cases/document/Document.h"
#include "cases/hold/Hold.h"
#include "cases/organisation/Organisation.h"
#include "cases/policy/PolicyChoices.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Referral.h"
#include "cases/referral/ReferralFacts.h"

namespace capd::refer {

struct Writing {
  ReferralRecord referral;
  Pupil pupil;
  std::string schoolName;
  std::string schoolKind;  ///< school, send_team
  Answers answers;
  std::vector<Document> documents;
  std::optional<RiskAssessment> risk;
  Facts facts;
  std::optional<std::string> policyHash;                   ///< empty: no policy covers the start asked for
  std::vector<ProgrammeCard> programmes;                   ///< of that policy
  std::map<std::string, std::string, std::less<>> closed;  ///< to this school whoever the pupil is: why, by programme
  std::optional<ProgrammeCard> programme;
  std::string judgedAs;  ///< the programme whose rules judge it, with the school's own; empty when there is none
  std::vector<PolicyQuestion> agreement;
  std::map<std::string, std::vector<PolicyChoice>, std::less<>> listed;  ///< what policy offers to tick, by question

  [[nodiscard]] bool bySendTeam() const { return schoolKind == "send_team"; }
  [[nodiscard]] bool isDraft() const { return referral.state == ReferralState::draft; }
  [[nodiscard]] std::string answer(const std::string& question) const;
  /// Programmes that courses are offered of; null when no policy covers the case: then every course is shown.
  [[nodiscard]] const std::vector<ProgrammeCard>* offered() const { return policyHash ? &programmes : nullptr; }
  [[nodiscard]] const Document* document(const std::string& id) const;
  /// `/referrals/CAP25-H4K7MX` and what follows.
  [[nodiscard]] std::string path(std::string_view after = {}) const;
};

/// When the viewer acts for the school (or SEND team) that refers; empty otherwise, as for one that is not there.
std::optional<Writing> openWriting(ReadTx& tx, const Services& services, std::string_view reference);
/// The same for every party that may see the case: the printed application, the papers.
std::optional<Writing> openForReading(ReadTx& tx, const Services& services, std::string_view reference);

/// May the viewer write for that organisation (its coordinators and contributors, the SEND team's officers)?
bool mayWriteFor(const Viewer& viewer, std::int64_t organisation);
/// May the viewer send to CAP for it (REF-17)?
bool maySubmitFor(const Viewer& viewer, std::int64_t organisation);
/// Schools and SEND teams for which the viewer writes, in the order of their roles, each once.
std::vector<std::int64_t> writesFor(const Viewer& viewer);

/// Judged as things stand, or empty when no policy covers it.
std::optional<Judgement> judged(const Writing& writing, const PolicyShelf& policy);
/// The rule about the risk assessment's age that is not met, if there is one.
const RuleLine* unmetRiskRule(const Judgement& judgement);
/// What would cure a rule, in the words of this form: a risk assessment "must be completed or reviewed on or after
/// ...".
std::string cureInWords(const RuleLine& rule);
/// "97 days old. It must be completed or reviewed on or after 2 November 2025. You can send the referral; it will wait
/// for a newer one."
std::string riskAgeInWords(const Writing& writing, const PolicyShelf& policy, Date today);

}  // namespace capd::refer
