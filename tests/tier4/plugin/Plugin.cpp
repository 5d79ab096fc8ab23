// Tier 4, longer-term and transitional placements, as it may arrive one day: one plugin folder and one Lua file.
// Built for the tests alone: no document says what Tier 4 is beyond its panel and its early help.
#include "capd/Plugin.h"

#include <capd/Build.h>

namespace {

class Programme final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    capd::ProgrammeShape shape;
    shape.name = "tier4.transitional";
    shape.title = "Transitional placement";
    shape.tier = "Tier 4";
    shape.needsPanel = true;
    shape.fields = {
        {"lasts", {"school_weeks"}, true, "how long a placement lasts"},
        {"attendance", {"days_a_week"}, true, "on how many days a week it is attended"},
        {"hours", {"hours_a_week"}, false, "how many hours a week it is given"},
        {"panel.name", {"text"}, true, "the panel that decides"},
        {"panel.outcome_within", {"working_days"}, true, "by when the school hears the outcome"},
    };
    offers.programmes.push_back(std::move(shape));
  }
};

}  // namespace

extern "C" {
const capd::PluginEntry capd_plugin = {capd::kPluginApi, CAPD_BUILD_HASH, "tier4", "1",
                                       []() -> capd::Plugin* { return new Programme; }};
}
