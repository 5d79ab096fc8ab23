#pragma once
// CAP sets a placement up: processing a yes, CLM and Capita, the confirmation (REF-32 to REF-36, REF-67).

#include "Common.h"

namespace capd::response {

struct PreparedProcess {
  Judgement judgement;
  std::optional<std::string> grantedReason;  ///< why a third day was granted for this answer
  std::int64_t elsewhere = 0;                ///< half days elsewhere when it was judged
  std::int64_t answer = 0;                   ///< the response that was judged
  std::optional<Date> lastDay;
  std::optional<Date> daysEnd;     ///< of a programme in phases: the last day at the provider
  bool untilThirdDayEnds = false;  ///< the last day is that of the third day that was granted
  std::shared_ptr<const Calendar> calendar;
  int processWithin = 2;
  LetterSite site;
  std::optional<std::int64_t> termPlaces;  ///< how many may start the programme in the term, where policy says it
  bool slaFirst = false;                   ///< schools that have bought in come before others
  std::pair<Date, Date> term;              ///< its first and last day
};
Prepared<PreparedProcess> prepareProcess(Preparing& at, const CaseIn& in);
Outcome process(WriteTx& tx, const CaseIn& in, const PreparedProcess& p);

/// Ticks one of the council's own systems off.
enum class System { clm, capita };
Outcome tick(WriteTx& tx, const CaseIn& in, System system);

struct PreparedConfirm {
  LetterSite site;
};
Prepared<PreparedConfirm> prepareConfirm(Preparing& at, const CaseIn& in);
Outcome confirm(WriteTx& tx, const CaseIn& in, const PreparedConfirm& p);

struct ReasonIn {
  std::string reference;
  std::int64_t version = 0;
  std::string reason;
};
/// The Operations Lead grants a third day for this answer (OPEN-06).
struct PreparedGrant {
  WeekJudgement week;
  std::optional<Date> courseEnds;
};
Prepared<PreparedGrant> prepareGrant(Preparing& at, const ReasonIn& in);
Outcome grantThirdDay(WriteTx& tx, const ReasonIn& in, const PreparedGrant& p);

/// The answer cannot stand as given: the provider is asked again.
struct PreparedAgain {
  std::shared_ptr<const Calendar> calendar;
  int answerWithin = 7;
  LetterSite site;
};
Prepared<PreparedAgain> prepareAgain(Preparing& at, const ReasonIn& in);
Outcome askAgain(WriteTx& tx, const ReasonIn& in, const PreparedAgain& p);
/// Gives the papers and the question back to the provider, whatever the state was before.
void backToProvider(WriteTx& tx, ReferralRecord& referral, const Choice& choice, const std::string& says,
                    const PreparedAgain& p);

/// What CLM and Capita are to be given, one `name: value` a line.
std::string copyBlock(ReadTx& tx, const Services& services, const ReferralRecord& referral, const Placement& placement);

void offerProcessing(Offers& offers);

}  // namespace capd::response
