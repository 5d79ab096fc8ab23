#pragma once
// The house's own reading of a case, whichever plugins are there: what was written, its papers, its timeline, and
// nothing to press. The records outlive the plugin that made them.

#include "capd/Plugin.h"

namespace capd::web {

/// `/records`, `/records/{reference}` and its papers. `listed`: with a link in the navigation, for when a plugin that
/// would show cases is not there.
Offers recordOffers(bool listed);

}  // namespace capd::web
