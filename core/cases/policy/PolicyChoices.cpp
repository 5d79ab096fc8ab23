#include "cases/policy/PolicyChoices.h"

namespace capd {

std::vector<PolicyChoice> policyChoices(const PolicyShelf& policy, const std::optional<std::string>& hash,
                                        std::string_view question) {
  std::vector<PolicyChoice> choices;
  if (!hash) return choices;
  const auto list = policy.setting(*hash, offeredList(question));
  if (!list) return choices;
  for (const std::string& item : list->list) {
    const auto colon = item.find(": ");
    if (colon == std::string::npos)
      choices.push_back({item, item});
    else
      choices.push_back({item.substr(0, colon), item.substr(colon + 2)});
  }
  return choices;
}

std::string wordsOfChoice(const std::vector<PolicyChoice>& choices, std::string_view value) {
  for (const PolicyChoice& each : choices)
    if (each.value == value) return each.says;
  return {};
}

}  // namespace capd
