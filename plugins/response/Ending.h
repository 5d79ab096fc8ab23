#pragma once
// How a placement ends: by itself after its last day (REF-74).

#include "Common.h"

namespace capd::response {

/// Ends a running placement whose last day has passed: its place is free, the provider no longer has the papers, and
/// nothing more is asked of anybody. Refused while the last day is not over, not known, or the pupil never started.
Outcome finish(WriteTx& tx, const std::string& reference);

void offerEnding(Offers& offers);

}  // namespace capd::response
