#pragma once
// What of a case a member may see, the same on its page and in the pack.

#include "Panels.h"
#include "Paper.h"

namespace capd::panels {

/// Members of training providers: no name, no school, nothing that agencies know.
void caseParts(Paper& paper, PageRequest& ask, const Before& before);

}  // namespace capd::panels
