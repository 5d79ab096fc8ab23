#include "capd/Plugin.h"

#include "Clock.h"
#include "capd/Build.h"

namespace capd::clock {
namespace {

class ClockPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {
        {"schedule.see",
         "See what comes round by itself",
         {"cap.admin", "cap.quality_officer", "cap.slt", "cap.operations_lead", "cap.data_admin", "cap.policy_editor"}},
        {"schedule.run", "Open or leave out a round by hand", {"cap.data_admin"}},
        {"schedule.chase",
         "Ring and remind those who have not done what is due",
         {"cap.admin", "cap.monitoring_officer", "cap.quality_officer", "cap.slt", "cap.operations_lead",
          "cap.data_admin"}},
    };
    offers.duties = {{std::string(kChase), "Ring them", "", "/chase/{subject}"}};
    offerRounds(offers);
    offerReminders(offers);
    offerCountingAgain(offers);
    offerChasing(offers);
    offerSchedulePage(offers);
  }
};

}  // namespace
}  // namespace capd::clock

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "clock", "1", []() -> capd::Plugin* { return new capd::clock::ClockPlugin(); }};
}
