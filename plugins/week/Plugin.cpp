#include "capd/Plugin.h"

#include "Week.h"
#include "capd/Build.h"

namespace capd::week {
namespace {

class WeekPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {
        {"week.see",
         "See a pupil’s week over all placements",
         {"school.coordinator", "school.contributor", "school.dsl", "school.deputy_dsl", "send.officer", "cap.admin",
          "cap.monitoring_officer", "cap.operations_lead", "cap.slt"}},
        {"week.watch",
         "See whose week is to be watched",
         {"cap.admin", "cap.monitoring_officer", "cap.operations_lead", "cap.slt"}},
        {"week.look", "Look at everybody’s weeks, each night", {}},
    };
    offerWeekPage(offers);
    offerNightly(offers);
  }
};

}  // namespace
}  // namespace capd::week

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "week", "1", []() -> capd::Plugin* { return new capd::week::WeekPlugin(); }};
}
