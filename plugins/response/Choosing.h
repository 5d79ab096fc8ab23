#pragma once
// After a no: the school chooses another course on the same referral, whose date and papers stay (REF-34, OPEN-25).

#include "Common.h"

namespace capd::response {

struct ChooseIn {
  std::string reference;
  std::int64_t version = 0;
  std::string course;  ///< its code
};
struct PreparedChoice {
  std::shared_ptr<const Calendar> calendar;
  int lookWithin = 2;
};
Prepared<PreparedChoice> prepareChoice(Preparing& at, const ChooseIn& in);
Outcome choose(WriteTx& tx, const ChooseIn& in, const PreparedChoice& p);

void offerChoosing(Offers& offers);

}  // namespace capd::response
