// SEND courses for pupils of school age: the words that the policy of the two programmes has. Values stand in
// scripts/policy/<year>/programmes/send.*.lua.
#include "capd/Plugin.h"

#include <capd/Build.h>

namespace {

capd::ProgrammeShape timeLimited() {
  capd::ProgrammeShape shape;
  shape.name = "send.time_limited";
  shape.title = "SEND Time-Limited";
  shape.tier = "SEND";
  shape.needsPanel = false;
  shape.fields = {
      {"lasts", {"school_weeks"}, false, "how long a placement lasts"},
      {"attendance", {"days_a_week"}, false, "on how many days a week it is attended"},
      {"hours", {"hours_a_week"}, true, "how many hours a week it is given"},
      {"commissioner", {"text"}, true, "who commissions it, and is asked about changes"},
      {"ehcp", {"text"}, true, "what the provider does about the EHC plan"},
      {"staff", {"text"}, true, "who teaches and cares"},
      {"contents", {"list"}, false, "what it holds"},
      {"outputs", {"list"}, false, "what comes out of it"},
      {"reintegration", {"text"}, false, "what leads on from it"},
      {"disengagement", {"text"}, true, "what happens when a learner drops away"},
      {"induction", {"text"}, false, "how it begins"},
      {"communication", {"text"}, false, "who is kept told"},
      {"safeguarding", {"text"}, false, "whose rules keep the pupil safe"},
      {"quality_review", {"text"}, true, "whose needs its quality review follows"},
      {"kpis", {"text"}, false, "by what it is measured"},
      {"assessments", {"list"}, true, "assessments that the provider can do"},
      {"reviews.formal_after", {"school_weeks"}, true, "when the formal review with the SEND team is held"},
      {"reviews.regular", {"text"}, false, "other reviews"},
  };
  return shape;
}

capd::ProgrammeShape eotasTransitional() {
  capd::ProgrammeShape shape;
  shape.name = "send.eotas_transitional";
  shape.title = "SEND EOTAS Transitional";
  shape.tier = "SEND";
  shape.needsPanel = false;
  shape.fields = {
      {"lasts", {"school_weeks"}, false, "how long a placement lasts"},
      {"attendance", {"days_a_week"}, false, "on how many days a week it is attended"},
      {"hours", {"hours_a_week"}, true, "how many hours a week it is given"},
      {"commissioner", {"text"}, true, "who commissions it, and is asked about changes"},
      {"ehcp", {"text"}, true, "what the provider does about the EHC plan"},
      {"staff", {"text"}, true, "who teaches and cares"},
      {"contents", {"list"}, false, "what it holds"},
      {"outputs", {"list"}, false, "what comes out of it"},
      {"reintegration", {"text"}, false, "what leads on from it"},
      {"disengagement", {"text"}, true, "what happens when a learner drops away"},
      {"induction", {"text"}, false, "how it begins"},
      {"communication", {"text"}, false, "who is kept told"},
      {"safeguarding", {"text"}, false, "whose rules keep the pupil safe"},
      {"quality_review", {"text"}, true, "whose needs its quality review follows"},
      {"kpis", {"text"}, false, "by what it is measured"},
      {"reviews.with_send_every", {"terms"}, true, "how often it is reviewed with the SEND team"},
      {"reviews.regular", {"text"}, false, "other reviews"},
  };
  return shape;
}

class Programmes final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    offers.programmes.push_back(timeLimited());
    offers.programmes.push_back(eotasTransitional());
  }
};

}  // namespace

extern "C" {
const capd::PluginEntry capd_plugin = {capd::kPluginApi, CAPD_BUILD_HASH, "send", "1",
                                       []() -> capd::Plugin* { return new Programmes; }};
}
