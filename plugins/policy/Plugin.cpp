#include "capd/Plugin.h"

#include "Policy.h"
#include "capd/Build.h"
#include "cases/organisation/Roles.h"

namespace capd::policy_pages {
namespace {

class PolicyPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    // The rules are public documents of the council; whoever works with them may read how they are judged.
    std::vector<std::string> cap;
    for (const Role& role : allRoles())
      if (role.organisationKind == std::string("cap")) cap.emplace_back(role.word);
    offers.permissions = {
        {"policy.see", "Read the policy in force in plain English", cap},
        {"policy.publish", "Put a new version of the policy into force", {"cap.policy_editor", "cap.host"}},
    };
    offerReading(offers);
    offerLetters(offers);
    offerPublishing(offers);
  }
};

}  // namespace
}  // namespace capd::policy_pages

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "policy", "1",
    []() -> capd::Plugin* { return new capd::policy_pages::PolicyPlugin(); }};
}
