#pragma once
// A no that is not about places alone: CAP's senior leaders look, and a monitoring officer finds something else with
// the school (REF-33, REF-34, NOT-08, NOT-09).

#include "Common.h"
#include "Processing.h"

namespace capd::response {

struct ReviewIn {
  std::string reference;
  std::int64_t version = 0;
  std::string decision;  ///< agreed, ask_again, challenged
  std::optional<std::string> says;
};
struct PreparedReview {
  PreparedAgain again;
  int callWithin = 2;  ///< working days; no document prints it
};
Prepared<PreparedReview> prepareReview(Preparing& at, const ReviewIn& in);
Outcome review(WriteTx& tx, const ReviewIn& in, const PreparedReview& p);

struct CallIn {
  std::string reference;
  std::string spokeWith;
  std::string says;
  FieldTexts rest;  ///< `offered`: codes of courses
};
Outcome logCall(WriteTx& tx, const CallIn& in, const Nothing&);

struct PreparedShare {
  LetterSite site;
};
/// CAP tells the school that the provider had no place (NOT-06): it chooses another course, or reads that the next one
/// it named is asked.
Outcome share(WriteTx& tx, const CaseIn& in, const PreparedShare& p);

void offerReview(Offers& offers);

}  // namespace capd::response
