// The school's side of a referral: wiring only.
#include <capd/Build.h>

#include "Letters.h"
#include "Pages.h"

namespace {

class Referral final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    const std::vector<std::string> writers = {"school.coordinator", "school.contributor", "send.officer"};
    offers.permissions = {
        {"referral.read",
         "See your school’s referrals",
         {"school.coordinator", "school.contributor", "school.dsl", "school.deputy_dsl", "send.officer"}},
        {"referral.write", "Write referrals and answer CAP’s questions", writers},
        {"referral.submit", "Send a referral to CAP", {"school.coordinator", "send.officer"}},
        {"referral.papers",
         "Print an application and open its papers",
         {"school.coordinator", "school.contributor", "school.dsl", "school.deputy_dsl", "send.officer", "cap.admin",
          "cap.monitoring_officer", "cap.slt", "cap.operations_lead"}},
    };
    offers.letters = capd::refer::letterKinds();
    capd::refer::offerDraftCommands(offers);
    capd::refer::offerPupilCommands(offers);
    capd::refer::offerSaveCommands(offers);
    capd::refer::offerSubmitCommand(offers);
    capd::refer::offerHoldCommands(offers);
    capd::refer::offerSafeguarding(offers);
    capd::refer::offerListPages(offers);
    capd::refer::offerCasePages(offers);
    capd::refer::offerSectionPages(offers);
    capd::refer::offerSendingPages(offers);
    capd::refer::offerWithdrawing(offers);
  }
};

}  // namespace

extern "C" {
const capd::PluginEntry capd_plugin = {capd::kPluginApi, CAPD_BUILD_HASH, "referral", "1",
                                       []() -> capd::Plugin* { return new Referral; }};
}
