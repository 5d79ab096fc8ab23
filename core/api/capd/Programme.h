#pragma once
// What a pupil can be referred to, as its tier plugin declares it: the words its policy has, never their values.

#include <string>
#include <vector>

namespace capd {

/// One value field of a programme's policy, e.g. `lasts`, in school weeks, required.
struct ProgrammeField {
  std::string name;
  std::vector<std::string>
      units;  ///< words allowed for it: {"school_weeks"}; {"text"}, {"list"}, {"table"} for what is no quantity
  bool required = false;
  std::string says;  ///< completes "This is ...": "how long the programme lasts"
};

struct ProgrammeShape {
  std::string name;   ///< `tier2.flourish`: the word in `programme "tier2.flourish" { ... }`
  std::string title;  ///< until policy gives one
  std::string tier;   ///< `Tier 2`
  std::vector<ProgrammeField> fields;
  bool needsPanel = false;  ///< waits on hold for a panel's outcome (REF-22)
};

}  // namespace capd
