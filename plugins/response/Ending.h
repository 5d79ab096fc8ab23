#pragma once
// How a placement ends: by itself after its last day (REF-74), or stopped by CAP before the pupil has started (REF-75).

#include "Processing.h"

namespace capd::response {

/// Ends a running placement whose last day has passed: its place is free, the provider no longer has the papers, and
/// nothing more is asked of anybody. Refused while the last day is not over, not known, or the pupil never started, and
/// while a withdrawal waits for CAP or has settled its end.
Outcome finish(WriteTx& tx, const std::string& reference);

struct PreparedStop {
  LetterSite site;
};
Prepared<PreparedStop> prepareStop(Preparing& at, const ReasonIn& in);
/// Takes back what was set up, with a reason, while the pupil has not started: the referral is withdrawn and both sides
/// are told. Refused before anything is set up and once the pupil has started.
Outcome stop(WriteTx& tx, const ReasonIn& in, const PreparedStop& p);

void offerEnding(Offers& offers);

}  // namespace capd::response
