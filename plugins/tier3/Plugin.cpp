// Tier 3, time-limited support: the words that the policy of its three programmes has. Values and questions stand in
// scripts/policy/<year>/programmes/tier3.*.lua.
#include "capd/Plugin.h"

#include <capd/Build.h>

namespace {

capd::ProgrammeShape supportedTransfer() {
  capd::ProgrammeShape shape;
  shape.name = "tier3.supported_transfer";
  shape.title = "Supported Transfer";
  shape.tier = "Tier 3";
  shape.needsPanel = true;
  shape.fields = {
      {"lasts", {"school_weeks"}, true, "how long a placement lasts"},
      {"attendance", {"days_a_week"}, false, "on how many days a week it is attended"},
      {"panel.name", {"text"}, true, "the panel that decides"},
      {"panel.outcome_within", {"working_days"}, true, "by when the school hears the outcome"},
      {"panel.reviewed_by", {"text"}, false, "the panel that looks at it before"},
      {"roll.main", {"text"}, true, "where the pupil stays on the main roll"},
      {"roll.subsidiary", {"text"}, true, "where the pupil is on the subsidiary roll"},
      {"aim", {"text"}, false, "what it is for"},
  };
  return shape;
}

capd::ProgrammeShape refocus() {
  capd::ProgrammeShape shape;
  shape.name = "tier3.refocus";
  shape.title = "Refocus";
  shape.tier = "Tier 3";
  shape.needsPanel = true;
  shape.fields = {
      {"lasts", {"school_weeks"}, true, "how long a placement lasts"},
      {"attendance", {"days_a_week"}, true, "on how many days a week it is attended"},
      {"phases.at_provider", {"school_weeks"}, true, "how long the pupil is at the academy"},
      {"phases.home_school_day", {"text"}, true, "the day of those weeks at the home school"},
      {"phases.back_to_school", {"school_weeks"}, true, "how long the pupil is led back to the home school"},
      {"places_a_term", {"people"}, true, "how many may start in a term"},
      {"provider", {"text"}, false, "who gives it"},
      {"panel.name", {"text"}, true, "the panel that decides"},
      {"panel.outcome_within", {"working_days"}, true, "by when the school hears the outcome"},
      {"panel.reviewed_by", {"text"}, false, "the panel that looks at it before"},
      {"roll.main", {"text"}, true, "where the pupil stays on the main roll"},
      {"roll.subsidiary", {"text"}, true, "where the pupil is on the subsidiary roll"},
      {"contents", {"list"}, false, "what it holds"},
      {"after", {"text"}, false, "what the home school does afterwards"},
  };
  return shape;
}

capd::ProgrammeShape year11Bespoke() {
  capd::ProgrammeShape shape;
  shape.name = "tier3.year_11_bespoke";
  shape.title = "Year 11 Bespoke";
  shape.tier = "Tier 3";
  shape.needsPanel = true;
  shape.fields = {
      {"lasts", {"school_weeks"}, true, "how long a placement lasts"},
      {"attendance", {"days_a_week"}, true, "on how many days a week it is attended"},
      {"panel.name", {"text"}, true, "the panel that decides"},
      {"panel.outcome_within", {"working_days"}, true, "by when the school hears the outcome"},
      {"panel.reviewed_by", {"text"}, false, "the panel that looks at it before"},
      {"roll.main", {"text"}, false, "where the pupil stays on the main roll"},
      {"roll.subsidiary", {"text"}, false, "where the pupil is on the subsidiary roll"},
  };
  return shape;
}

class Programmes final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    offers.programmes.push_back(supportedTransfer());
    offers.programmes.push_back(refocus());
    offers.programmes.push_back(year11Bespoke());
  }
};

}  // namespace

extern "C" {
const capd::PluginEntry capd_plugin = {capd::kPluginApi, CAPD_BUILD_HASH, "tier3", "1",
                                       []() -> capd::Plugin* { return new Programmes; }};
}
