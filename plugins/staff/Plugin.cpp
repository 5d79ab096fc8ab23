#include "capd/Plugin.h"

#include "People.h"
#include "capd/Build.h"
#include "capd/Event.h"

namespace capd::staff {
namespace {

class StaffPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {
        {"staff.see",
         "See a provider’s people and their checks",
         {"provider.coordinator", "cap.quality_officer", "cap.operations_lead", "cap.slt"}},
        {"staff.tell",
         "Tell of joiners, leavers and checks",
         {"provider.coordinator", "cap.quality_officer", "cap.operations_lead"}},
        {"staff.review", "See every provider’s checks", {"cap.quality_officer", "cap.operations_lead", "cap.slt"}},
        {"staff.judge", "Mark checks as seen, decide, confirm", {"cap.quality_officer", "cap.operations_lead"}},
        {"staff.own", "Have one’s own staff in the navigation", {"provider.coordinator"}},
        {"staff.confirmed",
         "See on which day CAP confirmed a provider’s checks",
         {"school.coordinator", "school.contributor", "school.dsl", "school.deputy_dsl", "send.officer", "cap.admin",
          "cap.monitoring_officer", "cap.quality_officer", "cap.slt", "cap.operations_lead", "cap.dsl"}},
    };
    offers.duties = {
        {std::string(kRenewal), "Show CAP a new DBS check", "002 OFSTED", "/staff/{subject}"},
        {std::string(kDecision), "Decide: a DBS policy date has passed", "002 OFSTED", "/staff/{subject}"},
        {std::string(kNoCoordinator), "Find out who coordinates there now", "004 6.2", "/people"},
    };
    offerTelling(offers);
    offerChecks(offers);
    offerJudging(offers);
    offerAsking(offers);
    offerPages(offers);
    offerForms(offers);
    offerQuality(offers);
    offers.on<StaffCheckTaken>([this](WriteTx& tx, const StaffCheckTaken& event) {
      checkTaken(tx, event, services_ == nullptr ? Times{} : timesOf(*services_, tx.today()));
    });
  }
  void start(const Services& services) override { services_ = &services; }

 private:
  const Services* services_ = nullptr;
};

}  // namespace
}  // namespace capd::staff

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "staff", "1", []() -> capd::Plugin* { return new capd::staff::StaffPlugin(); }};
}
