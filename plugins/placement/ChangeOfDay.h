#pragma once
// Change of day (COD-01 to COD-10): either side begins, the other agrees, only the school sends it, CAP enters it.

#include "Common.h"

namespace capd::placement {

struct ChangeIn {
  std::string reference;
  std::int64_t version = 0;
  std::string kind;
  std::string reason;
  std::vector<std::string> sessions;
  Date from;
  std::string achievement;
  std::string health;
  std::string wellbeing;
  std::string travel;
};
Form<ChangeIn> changeForm();

/// CAP has entered something in both of the council's systems.
struct TickedIn {
  std::string reference;
  std::int64_t version = 0;
  bool onClm = false;
  bool onCapita = false;
};
Form<TickedIn> tickedForm();
/// What is still to be entered, beside its box.
void notTicked(const TickedIn& in, Problems& problems);

/// What is wrong with a week from a day on: somewhere else at that time, or more than policy allows and more than now.
std::vector<std::string> clashes(ReadTx& tx, const Life& life, const std::vector<Session>& sessions, Date from,
                                 const Rules& rules);

/// What happens in the week in which the change falls, when a half day is lost or doubled; empty when none is.
std::string weekOfChange(const Life& life, const DayChange& change);

void offerChangeOfDay(Offers& offers);

}  // namespace capd::placement
