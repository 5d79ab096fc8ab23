#pragma once
// What a member of a panel keeps of a round whose cases have left it: references, outcomes and who does what. No pupil,
// no reasons, and nothing of a case in which they had an interest.

#include <cstdint>
#include <string>
#include <vector>

#include "base/Date.h"
#include "capd/Tx.h"

namespace capd {

struct MinuteAction {
  std::string who;
  std::string what;
  Date by;
};
struct Minute {
  std::int64_t caseId = 0;
  std::string reference;
  std::string panel;
  Date metOn;
  std::string outcome;
  std::vector<MinuteAction> actions;
};
/// Outcomes that the school was told, or that went to another panel, of cases that one of the viewer's agencies had on
/// the agenda of that round, whether it sees them still or not. Empty for whoever works for a provider as well: places
/// are rival ones.
std::vector<Minute> minutesFor(ReadTx& tx, std::int64_t round);

}  // namespace capd
