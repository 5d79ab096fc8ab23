#pragma once
// Questions of the form whose items policy lists: CAP changes words and items each September.

#include <algorithm>
#include <string>
#include <string_view>

namespace capd {

inline constexpr std::string_view kListedQuestions[] = {"reasons.purposes", "reasons.justification", "needs.kinds",
                                                        "needs.identified", "views.measures"};

/// The list in the year's policy: `offered_needs_kinds` for `needs.kinds`.
inline std::string offeredList(std::string_view question) {
  std::string name = "offered_" + std::string(question);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

}  // namespace capd
