#pragma once
// A confirmed placement as its parties see it: the start that is not before, the school's visit, the parents' sheet.

#include "Common.h"
#include "capd/Event.h"

namespace capd::response {

struct StartIn {
  std::string reference;
  std::int64_t version = 0;
  std::optional<Date> on;
};
/// Records that the pupil has started; refused before the day of the provider's answer (REF-37, REF-50).
Outcome start(WriteTx& tx, const StartIn& in, const Nothing&);

/// A register saw the pupil: the first time starts the placement.
void startedBy(WriteTx& tx, const PupilPresent& present);

struct VisitIn {
  std::string reference;
  Date on;
  std::string outcome;
};
/// The school's safeguarding and welfare visit (SAF-40).
Outcome recordVisit(WriteTx& tx, const VisitIn& in, const Nothing&);

void offerPlacements(Offers& offers);

}  // namespace capd::response
