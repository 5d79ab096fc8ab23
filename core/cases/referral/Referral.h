#pragma once
// A referral: one pupil, one programme, one life from draft to the end of the placement (REQUIREMENTS REF-20 to 39).
// Holds are rows beside the state (cases/hold), never states. Records here; the commands that change them belong to
// plugins.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

enum class ReferralState {
  draft,       ///< the school is writing it; CAP does not see its content
  submitted,   ///< with CAP: being checked, perhaps on hold
  complete,    ///< CAP is satisfied: ready to go to the provider
  sent,        ///< with the provider
  answered,    ///< the provider has answered yes: waiting for CAP to process
  sltReview,   ///< the provider said no, not for availability: CAP senior leaders look
  processing,  ///< being put on CLM
  confirmed,   ///< the school has been told; the pupil may start on the day, not before
  active,      ///< the pupil has started
  ended,
  refused,    ///< the panel did not agree
  withdrawn,  ///< the school took it back
};

std::string_view toWord(ReferralState state);
/// @throws std::invalid_argument for a word that is no state.
ReferralState referralStateFrom(std::string_view word);
/// May a referral go from one to the other? The whole life is in one table in Referral.cpp, each line with its clause.
bool mayMove(ReferralState from, ReferralState to);

/// Every state, in the order of a life.
std::span<const ReferralState> allReferralStates();
/// "With CAP, being checked": as a heading.
std::string_view titleOf(ReferralState state);
/// Who sees a case in that state, beside CAP's people, and who of them: a sentence for people outside. Held against
/// what the store lets each of them read by tests/life.
struct Sight {
  bool referrer = true;   ///< the school, or the SEND team, that refers
  bool cap = false;       ///< CAP staff whose work needs cases
  bool provider = false;  ///< the one whose course is asked for, or was given
};
Sight sightOf(ReferralState state);

struct ReferralRecord {
  std::int64_t id = 0;
  std::string reference;
  std::int64_t school = 0;
  std::int64_t pupil = 0;
  std::optional<std::string> programme;
  ReferralState state = ReferralState::draft;
  Instant stateSince;
  Instant created;
  std::int64_t createdBy = 0;
  std::optional<Instant> submitted;
  std::optional<Date> applicationDate;
  std::optional<Date> requestedStart;
  std::optional<std::string> policyYear;
  std::optional<std::string> policyHash;
  std::optional<std::int64_t> choice;  ///< the course now asked for
  std::optional<std::int64_t> takenBy;
  std::optional<std::int64_t> monitoringOfficer;
  std::int64_t version = 0;
};

/// By its reference, when the viewer of `tx` may see it; empty otherwise (not there and not yours look the same).
std::optional<ReferralRecord> findReferral(ReadTx& tx, std::string_view reference);
/// Whether any referral, of whomever, has this reference already.
bool referenceTaken(ReadTx& tx, std::string_view reference);
/// What refers: school, send_team.
std::string referrerKind(ReadTx& tx, const ReferralRecord& referral);
/// The pupil's year group, when the viewer may see the pupil.
std::optional<std::int64_t> yearGroupOf(ReadTx& tx, const ReferralRecord& referral);
/// The pupil's birthday, when the viewer may see the pupil.
std::optional<Date> bornOf(ReadTx& tx, const ReferralRecord& referral);
/// References of the cases that the viewer may see, the newest first, at most `most`.
std::vector<std::string> seenReferences(ReadTx& tx, std::size_t most);
/// By id, when the viewer may see it.
std::optional<ReferralRecord> referralById(ReadTx& tx, std::int64_t id);
/// Whatever the viewer: for the work of a command on a case that it has already found to be allowed, and for jobs.
std::optional<ReferralRecord> anyReferral(WriteTx& tx, std::int64_t id);

struct NewReferral {
  std::string reference;
  std::int64_t school = 0;
  std::int64_t pupil = 0;
  std::int64_t by = 0;  ///< account
  std::optional<std::int64_t> copiedFrom;
};
/// A draft with its school as party and its first step. @returns its id.
std::int64_t createDraft(WriteTx& tx, const NewReferral& draft);

/// What everybody concerned may read about a step.
enum class Audience { all, cap, schoolAndCap, providerAndCap };
struct Step {
  std::string kind;  ///< a word: submitted, held, sent, answered ...
  std::string says;  ///< a sentence in the past: "CAP asked for a newer risk assessment."
  Audience audience = Audience::all;
};
/// Moves a referral and writes the step. @throws std::logic_error for a move that the life does not have: guards come
/// first.
void moveReferral(WriteTx& tx, ReferralRecord& referral, ReferralState to, const Step& step);
/// A line in the timeline without a move.
void addStep(WriteTx& tx, std::int64_t caseId, const Step& step);

struct StepLine {
  Instant at;
  std::string who;
  std::string kind;
  std::string says;
};
/// The timeline as this viewer may read it, newest first.
std::vector<StepLine> timeline(ReadTx& tx, const ReferralRecord& referral);

/// Raises the version (and nothing else): every change of anything below a case does so once.
void touchReferral(WriteTx& tx, ReferralRecord& referral);
/// Writes back programme, requested start, policy pin, choice, takenBy, monitoringOfficer, submitted, application date;
/// raises the version.
void saveReferral(WriteTx& tx, ReferralRecord& referral);

/// Answers by question, newest revision of each; several values of one question stand on lines of their own.
using Answers = std::map<std::string, std::string>;
Answers currentAnswers(ReadTx& tx, std::int64_t caseId);
/// Appends a revision for each question whose value differs from the current one. @returns the questions that changed.
std::vector<std::string> saveAnswers(WriteTx& tx, std::int64_t caseId, const Answers& answers);
struct AnswerRevision {
  std::int64_t revision = 0;
  std::string value;
  Instant at;
  std::int64_t account = 0;
};
std::vector<AnswerRevision> answerHistory(ReadTx& tx, std::int64_t caseId, const std::string& question);

struct Choice {
  std::int64_t id = 0;
  std::int64_t course = 0;
  std::int64_t provider = 0;
  std::int64_t order = 0;
  std::string state;  ///< chosen, sent, declined, accepted, dropped
  std::optional<Instant> sent;
};
/// In order of choice.
std::vector<Choice> choices(ReadTx& tx, std::int64_t caseId);
/// Replaces the choices that were never sent by these courses, in order. Courses already declined stay as history.
void setChoices(WriteTx& tx, std::int64_t caseId, const std::vector<std::int64_t>& courses);
void setChoiceState(WriteTx& tx, std::int64_t choice, std::string_view state);

/// Gives an organisation sight of the case from now; nothing when it has it already. Relation: refers, asked, agenda,
/// reports (a provider whose placement has ended and that owes its report).
void addParty(WriteTx& tx, std::int64_t caseId, std::int64_t organisation, std::string_view relation);
/// Ends that sight now.
void endParty(WriteTx& tx, std::int64_t caseId, std::int64_t organisation, std::string_view relation);

}  // namespace capd
