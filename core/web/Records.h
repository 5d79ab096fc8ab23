#pragma once
// The house's own reading of a case, whichever plugins are there: what was written, its papers, its timeline, and
// nothing to press. The records outlive the plugin that made them.

#include "capd/Plugin.h"
#include "commands/Registry.h"

namespace capd::web {

/// What the house shows, whichever plugins are there: `/records`, `/records/{reference}` and its papers; the lives of
/// programmes (web/Life.h). `listed`: with a link to the records in the navigation, for when a plugin that would show
/// cases is not there. The registry lives longer than its pages.
Offers houseOffers(const commands::Registry& registry, bool listed);

}  // namespace capd::web
