#pragma once
// What happens to a placement between the provider's yes and its end: changes of day (COD), meetings, withdrawals
// (WDR), and what stands beside it for a time (paused for safety, halted, under review). Records here; the commands
// belong to plugins.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"
#include "cases/placement/Placement.h"

namespace capd {

/// Either side begins it, the other agrees, the school sends it, CAP does it.
struct DayChange {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t placement = 0;
  std::string side;  ///< who began: school, provider
  Instant asked;
  std::string kind;  ///< scheduling, wellbeing, educational
  std::string reason;
  std::string achievement;
  std::string health;
  std::string wellbeing;
  std::string travel;
  std::vector<Session> before;
  std::vector<Session> sessions;
  Date from;
  std::string state;  ///< asked, agreed, sent, done, dropped
  std::optional<Instant> agreed;
  std::optional<Instant> sent;
  std::optional<Instant> closed;
  std::string closedSays;
  [[nodiscard]] bool open() const { return state != "done" && state != "dropped"; }
};
/// Newest first.
std::vector<DayChange> dayChanges(ReadTx& tx, std::int64_t placement);
/// The one that is not over yet.
std::optional<DayChange> openDayChange(ReadTx& tx, std::int64_t placement);
/// @returns its id; the moment and the account are the transaction's.
std::int64_t addDayChange(WriteTx& tx, const DayChange& change);
/// Moves it on: agreed, sent, done, dropped (with why). Who and when are the transaction's.
void moveDayChange(WriteTx& tx, std::int64_t id, std::string_view state, const std::string& says = {});

struct PlacementMeeting {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t placement = 0;
  std::string about;  ///< withdrawal, pause, send_review
  std::string side;   ///< who asked: school, provider, cap
  Instant asked;
  std::string reason;
  std::string proposed;  ///< days that the asker proposes, one a line
  std::string outcome;   ///< held, refused (the school did not come); empty = not yet
  std::optional<Date> heldOn;
  std::string whoCame;
  std::string says;
  std::optional<Instant> recorded;
  std::string decision = {};  ///< of a review of a SEND placement: re_engage, re_direct, ends, replaced
};
/// Newest first.
std::vector<PlacementMeeting> placementMeetings(ReadTx& tx, std::int64_t placement);
std::int64_t addPlacementMeeting(WriteTx& tx, const PlacementMeeting& meeting);
/// Writes down what came of it.
void recordPlacementMeeting(WriteTx& tx, const PlacementMeeting& meeting);

struct Withdrawal {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t placement = 0;
  std::string side;  ///< who withdraws: school, provider
  Instant written;
  std::string kind;  ///< reintegration, more_suitable, safeguarding, provision, changes, replaced
  std::string reason;
  std::vector<Session> sessions;  ///< those that end; empty = every one
  Date lastDay;
  std::string academic;
  std::string wellbeing;
  std::string safeguarding;
  std::string consulted;
  std::string continuity;
  std::optional<Date> talkedOn;  ///< the school's talk with the monitoring officer
  std::string state;             ///< written, sent, done, dropped
  std::optional<Instant> sent;
  std::optional<Instant> nonStarter;  ///< when the provider recorded it
  std::optional<Instant> closed;
  std::string closedSays;
  std::string fee;  ///< as judged when CAP processed it: see cases/placement/Fees.h
  std::string feeSays;
  std::optional<Instant> feeDecided;  ///< a person decided
  std::string feeDecidedSays;
  std::string successor = {};  ///< of a learner whom the SEND team replaces: the referral that is to have the place
  [[nodiscard]] bool open() const { return state == "written" || state == "sent"; }
};
/// Newest first.
std::vector<Withdrawal> withdrawals(ReadTx& tx, std::int64_t placement);
std::optional<Withdrawal> openWithdrawal(ReadTx& tx, std::int64_t placement);
std::int64_t addWithdrawal(WriteTx& tx, const Withdrawal& withdrawal);
/// Writes the text of one that was not sent yet anew.
void rewriteWithdrawal(WriteTx& tx, const Withdrawal& withdrawal);
/// sent, done, dropped. Who and when are the transaction's.
void moveWithdrawal(WriteTx& tx, std::int64_t id, std::string_view state, const std::string& says = {});
void noteNonStarter(WriteTx& tx, std::int64_t id);
void noteFee(WriteTx& tx, std::int64_t id, std::string_view fee, const std::string& says);
void decideFee(WriteTx& tx, std::int64_t id, std::string_view fee, const std::string& says);

/// The form of a withdrawal as it goes to a provider, which no longer has the papers (WDR-06): no pupil's name.
struct WithdrawalForm {
  std::string reference;
  std::int64_t provider = 0;
  Withdrawal withdrawal;
};
/// Processed withdrawals of the provider's placements, newest first; empty for whoever does not act for it.
std::vector<WithdrawalForm> withdrawalForms(ReadTx& tx, std::int64_t provider, std::size_t most);

/// Something that stands beside the placement, several at once, never a state.
struct Standing {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t placement = 0;
  std::string kind;  ///< pause, halt, send_review
  std::string side;  ///< who opened it: provider, school, cap
  Instant opened;
  std::string reason;
  std::optional<Instant> closed;
  std::string closedSays;
};
/// Newest first.
std::vector<Standing> standings(ReadTx& tx, std::int64_t placement);
/// The open one of a kind.
std::optional<Standing> openStanding(ReadTx& tx, std::int64_t placement, std::string_view kind);
std::int64_t addStanding(WriteTx& tx, const Standing& standing);
/// One as the other side reads it: "Attendance is paused for safety since 25 February 2026, by the provider."
std::string standingInWords(const Standing& standing);
/// Closes every open one of a kind, or of any for an empty kind.
void closeStandings(WriteTx& tx, std::int64_t placement, std::string_view kind, const std::string& says);

}  // namespace capd
