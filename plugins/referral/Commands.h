#pragma once
// The school's deeds on a referral, each declared once (REF-01 to 20, 52, 57). Wired in Plugin.cpp.

#include <cstdint>
#include <string>
#include <vector>

#include "Sections.h"
#include "capd/Plugin.h"
#include "cases/mail/Letter.h"

namespace capd::refer {

void offerDraftCommands(Offers& offers);  ///< referral.begin, referral.copy, referral.withdraw_draft
void offerSaveCommands(Offers& offers);   ///< referral.save_section, referral.update_data
void offerSubmitCommand(Offers& offers);  ///< referral.submit
void offerHoldCommands(Offers& offers);   ///< referral.answer_hold
void offerPupilCommands(Offers& offers);  ///< pupil.add, pupil.change
void offerSafeguarding(Offers& offers);   ///< safeguarding.send, safeguarding.read and their page

/// The hidden field that carries a case's reference.
Field referenceField();
/// A whole number as posted, for ids inside forms; 0 when it is none.
std::int64_t idFrom(const std::string& typed);

/// Three references to choose from: the first that no referral has. Empty when all are taken.
std::vector<std::string> freshReferences(const Services& services);
std::string firstFree(ReadTx& tx, const std::vector<std::string>& references);

/// How often the questions of a section were written: the version that its form carries.
std::int64_t sectionVersion(ReadTx& tx, std::int64_t caseId, const FormShape& shape);

/// The fields of pupil.add.
FormShape addPupilShape();
/// A draft for the pupil, ready to be written.
Outcome beginDraft(WriteTx& tx, const Pupil& pupil, const std::vector<std::string>& references,
                   std::optional<std::int64_t> copiedFrom = std::nullopt);

/// Files the section's uploads under the case. False, with the problem, when one is not there for this viewer.
bool filePapers(WriteTx& tx, const ReferralRecord& referral, const FormShape& shape, const Answers& before,
                const Answers& answers, Problems& problems);
/// Keeps a risk assessment when its file and dates can be read and say something new. @returns whether it did.
bool keepRiskAssessment(WriteTx& tx, const ReferralRecord& referral, const Answers& answers);

/// What passing a change on needs to know before the writer runs.
struct Passing {
  Deadline lookDue;
  LetterSite site;
};
Passing passingOf(const Services& services, const ReferralRecord& referral, Date today);
/// A provider that has the papers hears at once, by mail; CAP sees that everybody has what changed; what was ready to
/// send is checked again. For each change after sending, once.
void passOn(WriteTx& tx, ReferralRecord& referral, const Passing& passing);
/// Sent, and not over: the school corrects its data.
bool stillChanging(const ReferralRecord& referral);

}  // namespace capd::refer
