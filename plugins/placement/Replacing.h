#pragma once
// The SEND team gives the place of a learner who drops away to another (TIER-P16-04): after the review of provider, CAP
// and SEND team, with a next step for the one who leaves. CAP withdraws the one and sets up the other.

#include "Common.h"
#include "placement_store.h"

namespace capd::placement {

struct ReplaceIn {
  std::string reference;
  std::int64_t version = 0;
  std::string reason;
  std::string nextStep;
  bool learnerTold = false;
  std::optional<Date> lastDay;
  std::optional<std::string> successor;
};
Form<ReplaceIn> replaceForm();
/// With those who wait for a place of the course.
FormShape replaceShape(const std::vector<std::string>& waiting);
/// Why nobody is replaced now; empty when somebody can be. `allowed`: by policy.
std::string replaceLocked(ReadTx& tx, const Life& life, bool allowed);

void offerReplacing(Offers& offers);

}  // namespace capd::placement
