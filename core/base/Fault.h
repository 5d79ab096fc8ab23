#pragma once
// What is wrong with something a person wrote (a policy file, a configuration line): where, what, and what would be
// right.

#include <string>
#include <vector>

namespace capd {

struct Fault {
  std::string file;     ///< path as the person knows it, e.g. `2025-26/programmes/tier2.insight.lua`; may be empty
  int line = 0;         ///< 1-based; 0 when the whole file is meant
  int column = 0;       ///< 1-based; 0 when the whole line is meant
  std::string says;     ///< what is wrong, a sentence
  std::string instead;  ///< what would be right; may be empty when `says` already tells
};

using Faults = std::vector<Fault>;

/// `file:line: says. instead`
std::string inWords(const Fault& fault);

}  // namespace capd
