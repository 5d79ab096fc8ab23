#pragma once
// A withdrawal (WDR-01 to WDR-13): written by one side, its cascade read, sent, processed by CAP. Non-starters (NON)
// and who pays what.

#include "ChangeOfDay.h"
#include "Common.h"

namespace capd::placement {

struct WithdrawIn {
  std::string reference;
  std::int64_t version = 0;
  std::string kind;
  std::string reason;
  std::vector<std::string> sessions;
  std::optional<Date> lastDay;
  std::string academic;
  std::string wellbeing;
  std::string safeguarding;
  std::string consulted;
  std::string continuity;
  std::optional<Date> talkedOn;
};
Form<WithdrawIn> withdrawForm();
std::string kindInWords(const std::string& kind);

/// The sessions that end with it.
std::vector<Session> endingSessions(const Placement& placement, const Withdrawal& withdrawal);
/// Do other sessions of the placement go on?
bool isPart(const Placement& placement, const Withdrawal& withdrawal);
/// Who pays what, judged as it stands at that moment.
Fee feeNow(ReadTx& tx, const Life& life, const Withdrawal& withdrawal, const Rules& rules);
/// What follows when it is processed, a sentence each: which days, what goes on, duties, who pays what.
std::vector<std::string> cascadeOf(ReadTx& tx, const Life& life, const Withdrawal& withdrawal, const Rules& rules);
/// Why the provider may not withdraw yet; empty when it may (WDR-03, WDR-08, WDR-12).
std::string lockedFor(ReadTx& tx, const Life& life);

/// "Not started yet. Withdraw before 09:00 on Tuesday 3 March and there is certainly no charge." For a confirmed
/// placement whose pupil was not there yet; empty for any other.
std::string notStartedLine(ReadTx& tx, const Life& life, const Rules& rules);

/// Ends the placement now: its place is free, the provider has the papers no more, nothing but money is asked any more.
void leave(WriteTx& tx, Life& life, const std::string& says);

void offerWithdrawing(Offers& offers);
void offerProcessing(Offers& offers);

}  // namespace capd::placement
