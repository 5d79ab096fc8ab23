#pragma once
// CAP's policy as people read it and put it into force. The rules themselves are Lua files that the policy floor
// judges.

#include "capd/Plugin.h"

namespace capd::policy_pages {

/// policy.publish and the page that shows what it would do.
void offerPublishing(Offers& offers);
/// Policy in force, a version in plain English, and what changed between two.
void offerReading(Offers& offers);

/// "2025-26, version 3f9c12ab04d1"
std::string versionWords(const std::string& year, const std::string& hash);

}  // namespace capd::policy_pages
