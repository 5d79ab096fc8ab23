#include "capd/Plugin.h"

#include "Confirmation.h"
#include "capd/Build.h"

namespace capd::confirmation {
namespace {

class ConfirmationPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {
        {"confirmation.give", "Confirm the half term for one’s provider", {"provider.coordinator"}},
        {"confirmation.read",
         "Read a provider’s confirmations",
         {"provider.coordinator", "provider.dsl", "cap.admin", "cap.quality_officer", "cap.slt", "cap.operations_lead",
          "cap.data_admin"}},
        {"confirmation.see",
         "See which providers have confirmed",
         {"cap.admin", "cap.quality_officer", "cap.slt", "cap.operations_lead", "cap.data_admin"}},
        {"confirmation.talk", "Talk to a provider about its no", {"cap.quality_officer", "cap.operations_lead"}},
        {"confirmation.decide",
         "Decide what follows when a provider may be the main education provider",
         {"cap.operations_lead", "cap.slt"}},
    };
    offers.duties = {
        {std::string(kDuty), "Confirm the half term", "002 OFSTED; 004 section 12.10", "/confirmations/{subject}"},
        {std::string(kProblem), "Talk to the provider about its no", "002 OFSTED", "/confirmations/{subject}"},
        {std::string(kMainProvider), "Ring the provider today", "004 section 3.3",
         "/confirmations/{subject}/main-provider"},
        {std::string(kNobody), "Find out who coordinates there", "002 OFSTED", "/chase/{subject}"},
    };
    offerGiving(offers);
    offerTalking(offers);
    offerMainProvider(offers);
    offerGrid(offers);
    offers.on<RoundOpens>([](WriteTx& tx, const RoundOpens& round) {
      if (round.duty == kDuty) openRound(tx, round);
    });
  }
};

}  // namespace
}  // namespace capd::confirmation

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "confirmation", "1",
    []() -> capd::Plugin* { return new capd::confirmation::ConfirmationPlugin(); }};
}
