#pragma once
// What is written down about cases before a panel. All of it is read with the viewer's eyes.

#include "Panels.h"

namespace capd::panels {

struct AgendaRow {
  std::int64_t caseId = 0;
  std::string reference;
  std::string school;
  std::string programme;
};
/// Cases that wait for that round, the earliest application first.
std::vector<AgendaRow> agendaOf(ReadTx& tx, std::int64_t round);
/// Submitted cases that wait for a panel and stand on no round.
std::vector<AgendaRow> withoutRound(ReadTx& tx);
/// Was the school told what is missing, on the round that it waits for?
bool wasChased(ReadTx& tx, std::int64_t caseId);
void markChased(WriteTx& tx, std::int64_t caseId);

/// Newest first.
std::vector<PanelOutcome> outcomesOf(ReadTx& tx, std::int64_t caseId);
/// Of a round, in the order in which they were recorded.
std::vector<PanelOutcome> outcomesOfRound(ReadTx& tx, std::int64_t round);
/// The one that the school has not been told.
std::optional<PanelOutcome> untold(ReadTx& tx, std::int64_t caseId);
void addOutcome(WriteTx& tx, const PanelOutcome& outcome);
/// What is recorded anew, and the school was not told of: it is as if never said. A decision takes the place of every
/// one before, whichever round the case waited for then; a panel's look that of its own in the same round.
void dropUntold(WriteTx& tx, const PanelOutcome& by);
void markTold(WriteTx& tx, std::int64_t outcome);
/// Chair's actions that no meeting has heard of.
std::vector<PanelOutcome> unreported(ReadTx& tx, std::string_view panel);
/// Chair's actions that the meeting of that day heard of.
std::vector<PanelOutcome> reportedOn(ReadTx& tx, std::string_view panel, Date meeting);
void markReported(WriteTx& tx, std::int64_t outcome, Date meeting);
struct Confirmation {
  std::string seat;  ///< chair, vice_chair
  std::int64_t account = 0;
  std::string by;
};
std::vector<Confirmation> confirmations(ReadTx& tx, std::int64_t outcome);
void addConfirmation(WriteTx& tx, const PanelOutcome& outcome, std::string_view seat);

std::string referenceOf(ReadTx& tx, std::int64_t caseId);

struct Finding {
  std::string question;
  std::string says;
};
/// The newest answer of the panel to each question.
std::vector<Finding> findings(ReadTx& tx, std::int64_t caseId, std::string_view panel);
void addFinding(WriteTx& tx, std::int64_t caseId, std::string_view panel, const Finding& finding);

struct Information {
  std::int64_t agency = 0;
  std::string agencyName;
  std::string says;
  std::string by;
  Instant at;
};
/// The newest of each agency.
std::vector<Information> informations(ReadTx& tx, std::int64_t caseId);
void addInformation(WriteTx& tx, std::int64_t caseId, std::int64_t agency, const std::string& says);

/// What an account has declared last; empty when nothing, or taken back.
std::optional<Interest> declared(ReadTx& tx, std::int64_t caseId, std::int64_t account);
void declareInterest(WriteTx& tx, std::int64_t caseId, Grade grade, const std::string& says);
/// "Mel Early, Early Help": who declared what about a case.
struct DeclaredBy {
  std::string name;
  Grade grade = Grade::full;
  std::string says;
};
std::vector<DeclaredBy> interests(ReadTx& tx, std::int64_t caseId);

struct Votes {
  std::int64_t inFavour = 0;
  std::int64_t against = 0;
  std::int64_t abstained = 0;
  [[nodiscard]] std::int64_t all() const { return inFavour + against + abstained; }
};
Votes votesOn(ReadTx& tx, std::int64_t caseId, std::int64_t round, std::string_view panel);
void addVote(WriteTx& tx, std::int64_t caseId, std::int64_t round, std::string_view panel, const std::string& vote);

struct Action {
  std::int64_t caseId = 0;
  std::string who;
  std::string what;
  Date by;
};
std::vector<Action> actionsOf(ReadTx& tx, std::int64_t round);
void addAction(WriteTx& tx, const Action& action, std::int64_t round);

void addFeed(WriteTx& tx, const std::string& tokenHash);
/// Ends every address of the viewer's. @returns how many.
std::int64_t endFeeds(WriteTx& tx);
/// Whether an address with that token stands.
bool feedStands(ReadTx& tx, const std::string& tokenHash);
bool hasFeed(ReadTx& tx);

}  // namespace capd::panels
