#include "cases/account/ApiKey.h"

#include <algorithm>

#include "base/Hash.h"
#include "cases/organisation/Roles.h"

namespace capd {
namespace {
constexpr std::string_view kMark = "capd_";
constexpr std::size_t kBytes = 24;
}  // namespace

std::string newApiKeySecret() { return std::string(kMark) + randomHex(kBytes); }

bool looksLikeApiKey(std::string_view text) {
  if (text.size() != kMark.size() + 2 * kBytes || text.substr(0, kMark.size()) != kMark) return false;
  const std::string_view signs = text.substr(kMark.size());
  return std::all_of(signs.begin(), signs.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Viewer viewerOf(const ApiKey& key, const std::function<std::set<std::string>(std::string_view)>& permissionsOf) {
  ViewerMaker maker;
  maker.name = "Key " + key.name;
  maker.actor = "key:" + key.name;
  maker.door = Viewer::Door::apiKey;
  maker.permissions.insert("signed_in");
  for (const std::string& word : key.roles) {
    const Role* role = findRole(word);
    // What goes from safeguarding lead to safeguarding lead is for people.
    if (role == nullptr || role->safeguarding) continue;
    if (role->seesOwnCases) maker.caseOrganisations = {key.organisation};
    maker.seesAllCases = maker.seesAllCases || role->seesAllCases;
    const auto held = permissionsOf(word);
    maker.permissions.insert(held.begin(), held.end());
    maker.hats.push_back({key.organisation, key.organisationKind, word});
  }
  return maker.make();
}

}  // namespace capd
