// Flourish: the words that its policy has. Values and questions stand in
// scripts/policy/<year>/programmes/tier2.flourish.lua.
#include "capd/Plugin.h"

#include <capd/Build.h>

namespace {

class Programme final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    capd::ProgrammeShape shape;
    shape.name = "tier2.flourish";
    shape.title = "Flourish";
    shape.tier = "Tier 2";
    shape.needsPanel = true;
    shape.fields = {
        {"lasts", {"school_weeks"}, true, "how long a placement lasts"},
        {"attendance", {"days_a_week"}, true, "on how many days a week it is attended"},
        {"aim", {"list"}, false, "what it is for"},
        {"contents", {"list"}, false, "what it holds"},
        {"support_plan", {"text"}, false, "the plan for support that the school is given at the end"},
        {"withdrawn.by_school", {"text"}, true, "what is paid when the school withdraws"},
        {"withdrawn.by_provider", {"text"}, true, "what is paid when the provider withdraws"},
        {"panel.name", {"text"}, true, "the panel that decides"},
        {"panel.outcome_within", {"working_days"}, true, "by when the school hears the outcome"},
        {"reviews.every", {"school_weeks"}, true, "how often the case worker comes to a review"},
    };
    offers.programmes.push_back(std::move(shape));
  }
};

}  // namespace

extern "C" {
const capd::PluginEntry capd_plugin = {capd::kPluginApi, CAPD_BUILD_HASH, "flourish", "1",
                                       []() -> capd::Plugin* { return new Programme; }};
}
