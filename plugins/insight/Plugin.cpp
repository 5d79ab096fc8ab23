// Insight: the words that its policy has. Values and questions stand in
// scripts/policy/<year>/programmes/tier2.insight.lua.
#include "capd/Plugin.h"

#include <capd/Build.h>

namespace {

class Programme final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    capd::ProgrammeShape shape;
    shape.name = "tier2.insight";
    shape.title = "Insight";
    shape.tier = "Tier 2";
    shape.needsPanel = false;
    shape.fields = {
        {"lasts", {"school_weeks"}, true, "how long a placement lasts"},
        {"attendance", {"days_a_week"}, true, "on how many days a week it is attended"},
        {"contents", {"list"}, false, "what it holds"},
        {"outputs", {"list"}, false, "what comes out of it"},
        {"withdrawn.by_school", {"text"}, true, "what is paid when the school withdraws"},
        {"withdrawn.by_provider", {"text"}, true, "what is paid when the provider withdraws"},
    };
    offers.programmes.push_back(std::move(shape));
  }
};

}  // namespace

extern "C" {
const capd::PluginEntry capd_plugin = {capd::kPluginApi, CAPD_BUILD_HASH, "insight", "1",
                                       []() -> capd::Plugin* { return new Programme; }};
}
