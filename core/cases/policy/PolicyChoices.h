#pragma once
// What a question of the form offers to tick, as the policy of a version lists it: CAP may change words and items each
// September, and an answer is read with the words of the version under which it was sent.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Listed.h"
#include "cases/policy/PolicyShelf.h"

namespace capd {

struct PolicyChoice {
  std::string value;  ///< as stored: `curriculum`
  std::string says;   ///< "A broad and balanced curriculum"
};

/// Of `needs.kinds` the items of the list `offered_needs_kinds`, each written `value: words`. Empty when the version
/// has no such list, or there is no version.
std::vector<PolicyChoice> policyChoices(const PolicyShelf& policy, const std::optional<std::string>& hash,
                                        std::string_view question);
/// The words of one stored value; empty when the list does not have it (any more).
std::string wordsOfChoice(const std::vector<PolicyChoice>& choices, std::string_view value);

}  // namespace capd
