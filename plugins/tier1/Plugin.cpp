// Tier 1: the words that its policy has. Values and questions stand in scripts/policy/<year>/programmes/tier1.lua.
#include "capd/Plugin.h"

#include <capd/Build.h>

namespace {

class Programme final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    capd::ProgrammeShape shape;
    shape.name = "tier1";
    shape.title = "Tier 1";
    shape.tier = "Tier 1";
    shape.needsPanel = false;
    shape.fields = {
        {"lasts", {"school_weeks"}, true, "how long a placement lasts"},
        {"attendance", {"days_a_week"}, true, "on how many days a week it is attended"},
        {"initial_assessments", {"list"}, false, "what every pupil is assessed in when it begins"},
        {"withdrawn.by_school", {"text"}, true, "what is paid when the school withdraws"},
        {"withdrawn.by_provider", {"text"}, true, "what is paid when the provider withdraws"},
    };
    offers.programmes.push_back(std::move(shape));
  }
};

}  // namespace

extern "C" {
const capd::PluginEntry capd_plugin = {capd::kPluginApi, CAPD_BUILD_HASH, "tier1", "1",
                                       []() -> capd::Plugin* { return new Programme; }};
}
