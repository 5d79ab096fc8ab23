#pragma once
// CAP's policy as people read it and put it into force. The rules themselves are Lua files that the policy floor
// judges.

#include <optional>
#include <string>
#include <vector>

#include "capd/Plugin.h"
#include "cases/policy/PolicyRecords.h"

namespace capd::policy_pages {

/// policy.publish and the page that shows what it would do.
void offerPublishing(Offers& offers);
/// Policy in force, a version in plain English, and what changed between two.
void offerReading(Offers& offers);

/// Every letter of a version, filled with an example.
void offerLetters(Offers& offers);

/// Whoever opens a version by a part of its hash gets the one that it begins, when there is one alone.
std::optional<PolicyPublication> versionCalled(const std::vector<PolicyPublication>& all, const std::string& part);
std::string versionPath(const std::string& hash);
/// "2025-26, version 3f9c12ab04d1"
std::string versionWords(const std::string& year, const std::string& hash);

}  // namespace capd::policy_pages
