#include "capd/Plugin.h"

#include "Terms.h"
#include "capd/Build.h"

namespace capd::terms {
namespace {

std::vector<std::string> readers() {
  std::vector<std::string> roles;
  for (const Role& role : allRoles())
    if (role.organisationKind != "send_team" && role.organisationKind != "agency") roles.emplace_back(role.word);
  return roles;
}

class TermsPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {
        {"terms.read", "Read terms and policies and say so", readers()},
        {"terms.grid",
         "See who read which terms and policies",
         {"cap.admin", "cap.monitoring_officer", "cap.quality_officer", "cap.slt", "cap.operations_lead", "cap.dsl",
          "cap.data_admin"}},
        {"terms.keep",
         "Publish and review terms and policies",
         {"cap.quality_officer", "cap.slt", "cap.operations_lead", "cap.dsl"}},
    };
    offers.duties = {
        {std::string(kAcknowledge), "Read the terms and policies of the year", "002 Policies", "/documents/{subject}"},
        {std::string(kReview), "Review a policy of CAP’s for this year", "002 Policies", "/terms/{subject}"},
    };
    offerReading(offers);
    offerPublishing(offers);
    offerAsking(offers);
    offerGrid(offers);
  }
};

}  // namespace
}  // namespace capd::terms

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "terms", "1", []() -> capd::Plugin* { return new capd::terms::TermsPlugin(); }};
}
