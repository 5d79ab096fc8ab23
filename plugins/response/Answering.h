#pragma once
// The provider's side: what is theirs to answer, the papers as they may see them, yes and no, and who has read the risk
// assessment.

#include "capd/Plugin.h"

namespace capd::response {

void offerAnswering(Offers& offers);

}  // namespace capd::response
