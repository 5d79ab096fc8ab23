// Post-16 SEND: the words that its policy has. Values stand in scripts/policy/<year>/programmes/post16.send.lua.
#include "capd/Plugin.h"

#include <capd/Build.h>

namespace {

capd::ProgrammeShape post16Send() {
  capd::ProgrammeShape shape;
  shape.name = "post16.send";
  shape.title = "Post-16 SEND";
  shape.tier = "SEND";
  shape.needsPanel = false;
  shape.fields = {
      {"lasts", {"school_weeks"}, true, "how long a placement lasts"},
      {"attendance", {"days_a_week"}, true, "on how many days a week it is attended"},
      {"hours", {"hours_a_week"}, true, "how many hours a week it is given"},
      {"commissioner", {"text"}, true, "who commissions it, and is asked about changes"},
      {"ehcp", {"text"}, true, "what the provider does about the EHC plan"},
      {"staff", {"text"}, true, "who teaches and cares"},
      {"contents", {"list"}, true, "what it holds"},
      {"outputs", {"list"}, false, "what comes out of it"},
      {"reintegration", {"text"}, false, "what leads on from it"},
      {"disengagement", {"text"}, true, "what happens when a learner drops away"},
      {"induction", {"text"}, false, "how it begins"},
      {"communication", {"text"}, false, "who is kept told"},
      {"safeguarding", {"text"}, false, "whose rules keep the pupil safe"},
      {"quality_review", {"text"}, true, "whose needs its quality review follows"},
      {"kpis", {"text"}, false, "by what it is measured"},
      {"reviews.ehcp_every", {"years"}, true, "how often the EHC plan is reviewed"},
      {"replaced_by", {"text"}, true, "who may give the place of a learner who drops away to another"},
      {"progress", {"text"}, false, "what is done when a learner gets on less well"},
      {"early_help_age", {"text"}, false, "to which age early help is offered"},
  };
  return shape;
}

class Programmes final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override { offers.programmes.push_back(post16Send()); }
};

}  // namespace

extern "C" {
const capd::PluginEntry capd_plugin = {capd::kPluginApi, CAPD_BUILD_HASH, "post16", "1",
                                       []() -> capd::Plugin* { return new Programmes; }};
}
