#include "capd/Plugin.h"

#include "Letters.h"
#include "Monitoring.h"
#include "capd/Build.h"

namespace capd::monitoring {
namespace {

class MonitoringPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    const std::vector<std::string> parties = {
        "school.coordinator", "school.contributor",     "school.dsl", "school.deputy_dsl",   "provider.coordinator",
        "send.officer",       "cap.monitoring_officer", "cap.admin",  "cap.operations_lead", "cap.slt"};
    offers.permissions = {
        {"register.take", "Take a provider’s registers", {"provider.coordinator", "provider.tutor"}},
        {"register.times", "Say when a provider’s sessions begin", {"provider.coordinator"}},
        {"register.note_late", "Find registers that are late", {}},
        {"register.ring",
         "Ring a provider about a pupil who was not expected",
         {"school.coordinator", "send.officer", "cap.admin"}},
        {"absence.explain",
         "Say whether an absence was authorised",
         {"school.coordinator", "school.contributor", "send.officer"}},
        {"attendance.see", "See a pupil’s attendance", parties},
        {"attendance.list", "See the attendance of all one’s pupils", parties},
        {"attendance.watch", "Look after those who are missing", {"cap.monitoring_officer", "cap.operations_lead"}},
        {"session.note", "Write a note about a pupil’s days", parties},
    };
    offers.letters = letterKinds();
    offers.duties = {
        {std::string(kTake), "Take the register", "004 section 15.3", "/registers/{subject}"},
        {std::string(kUnexpected), "Ring the provider: a pupil came who was not expected", "000 section 12",
         "/unexpected/{subject}"},
        {std::string(kStrangerDuty), "Ring the provider: a pupil came whom nobody knows", "000 section 12",
         "/unexpected/{subject}"},
    };
    offerTaking(offers);
    offerRegisters(offers);
    offerLate(offers);
    offerUnexpected(offers);
    offerAbsences(offers);
    offerAttendance(offers);
    offerWatching(offers);
  }
};

}  // namespace
}  // namespace capd::monitoring

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "monitoring", "1",
    []() -> capd::Plugin* { return new capd::monitoring::MonitoringPlugin(); }};
}
