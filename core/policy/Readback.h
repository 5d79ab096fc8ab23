#pragma once
// A version read back in plain English from what will be judged, and what is different between two.

#include <map>
#include <string>
#include <vector>

#include "policy/Book.h"

namespace capd::policy {

/// "withdrawn by school" for `withdrawn.by_school`.
std::string spaced(const std::string& name);
/// Values of a programme as lines, "lasts": "6 school weeks"; what is provisional says so.
std::map<std::string, std::string> valuesInWords(const Programme& programme);
/// What changed from one version to another, a sentence each: "Insight: lasts is 6 to 12 school weeks (was 6 school
/// weeks)."
std::vector<std::string> differences(const Book& before, const Book& after);

}  // namespace capd::policy
