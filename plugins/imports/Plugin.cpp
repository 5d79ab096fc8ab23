#include "capd/Plugin.h"

#include "Imports.h"
#include "capd/Build.h"

namespace capd::imports {
namespace {

class ImportsPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {
        {"import.see",
         "Send lists of one’s own kinds: look at them, do what their rows say, drop them, take them back",
         {"cap.admin", "cap.quality_officer", "cap.operations_lead"}},
        {"import.work", "Import files of rows", {"cap.admin"}},
        {"import.staff", "Import providers’ staff and their checks", {"cap.quality_officer", "cap.operations_lead"}},
        {"export.placements", "Take the placements out as CSV", {"cap.admin", "cap.operations_lead"}},
        {"export.tracker", "Take the own school's tracker out as CSV", {"school.coordinator", "send.officer"}},
    };
    offerStaging(offers, std::make_shared<Readings>());
    offerPages(offers);
    offerExports(offers);
  }
};

}  // namespace
}  // namespace capd::imports

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "imports", "1",
    []() -> capd::Plugin* { return new capd::imports::ImportsPlugin(); }};
}
