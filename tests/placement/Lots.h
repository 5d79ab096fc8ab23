#pragma once
// Placements on the SEND courses of the invented city.

#include "tests/desk/Send.h"
#include "tests/placement/Running.h"

namespace capd::test {

/// A placement on that SEND course, confirmed today, 2 February 2026.
inline std::string confirmedLot(Running& city, const Lot& lot) {
  const std::string reference = sendDraft(city, lot);
  city.must("referral.submit", reference, {}, kSend);
  city.must("desk.check", reference, {{"date_agrees", "yes"}});
  city.must("desk.release", reference);
  answerYes(city, reference, lot);
  for (const char* command : {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
    city.must(command, reference);
  return reference;
}
/// The same, and the learner came on the first day, which is today.
inline std::string begunLot(Running& city, const Lot& lot) {
  const std::string reference = confirmedLot(city, lot);
  const Date start = city.placementOf(reference).start;
  city.at(start.year(), start.month(), start.day(), 16);
  city.must("placement.start", reference, {}, kOther);
  return reference;
}

/// The provider, CAP and the SEND team reviewed the placement today, and came to that.
inline void reviewed(Running& city, const std::string& reference, const std::string& decision) {
  city.must("placement.ask_meeting", reference, {{"reason", "She comes less and less."}, {"proposed", "Any day"}},
            kOther);
  const Date today = londonDate(city.office.clock().now());
  city.must("placement.record_meeting", reference,
            {{"outcome", "held"},
             {"held_on", today.iso()},
             {"who_came", "The provider, CAP and Lin Moss"},
             {"says", "Two visits at home did not help."},
             {"decision", decision}},
            kOfficer);
}

}  // namespace capd::test
