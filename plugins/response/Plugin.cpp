#include "capd/Plugin.h"

#include "Answering.h"
#include "Choosing.h"
#include "Ending.h"
#include "Letters.h"
#include "Placements.h"
#include "Processing.h"
#include "Review.h"
#include "capd/Build.h"

namespace capd::response {
namespace {

class ResponsePlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {
        {"response.read", "Read the referrals sent to the provider", {"provider.coordinator", "provider.dsl"}},
        {"response.give", "Answer a referral for the provider", {"provider.coordinator"}},
        {"risk_assessment.read",
         "Note that a risk assessment is read and understood",
         {"provider.coordinator", "provider.dsl"}},
        {"response.see_all",
         "Read every answer to a referral",
         {"cap.admin", "cap.slt", "cap.operations_lead", "cap.monitoring_officer"}},
        {"response.review", "Look at a provider's no", {"cap.slt", "cap.operations_lead"}},
        {"response.share",
         "Share an answer with the school",
         {"cap.admin", "cap.slt", "cap.operations_lead", "cap.monitoring_officer"}},
        {"response.alternatives",
         "Find something else with the school",
         {"cap.monitoring_officer", "cap.operations_lead"}},
        {"response.choose", "Choose another course after a no", {"school.coordinator", "send.officer"}},
        {"placement.process", "Set placements up", {"cap.admin", "cap.operations_lead"}},
        {"placement.see_setup",
         "See how a placement is set up",
         {"cap.admin", "cap.operations_lead", "cap.slt", "cap.monitoring_officer"}},
        {"placement.stop", "Stop a placement before its start", {"cap.admin", "cap.operations_lead"}},
        {"third_day.grant", "Grant a third day", {"cap.operations_lead", "cap.slt"}},
        {"placement.start",
         "Record that a pupil has started",
         {"provider.coordinator", "cap.admin", "cap.monitoring_officer", "cap.operations_lead"}},
        {"placement.see",
         "See a placement",
         {"school.coordinator", "school.contributor", "school.dsl", "school.deputy_dsl", "provider.coordinator",
          "provider.dsl", "send.officer", "cap.admin", "cap.monitoring_officer", "cap.slt", "cap.operations_lead"}},
        {"visit.record",
         "Record a visit to a provider",
         {"school.coordinator", "school.contributor", "school.dsl", "school.deputy_dsl", "send.officer"}},
    };
    offers.letters = letterKinds();
    offers.duties = {
        {"referral.process", "Set up a placement", "000 App.2 step 10", "/cases/{subject}/process", {"answered"}},
        {"placement.confirm",
         "Tick CLM and Capita, and confirm a placement",
         "000 App.2 steps 12 and 13",
         "/cases/{subject}/process",
         {"processing"},
         false,
         "process_within"},
        {"placement.visit",
         "Visit the provider before the pupil starts, and record it",
         "000 School visits",
         "/placements/{subject}",
         {"confirmed"}},
        {"placement.risk_assessment",
         "Give a risk assessment of the new academic year before the pupil starts",
         "000 section 7",
         "/referrals/{subject}/section/risk",
         {"confirmed"}},
        {"response.review", "Look at a provider's no", "000 App.2 step 11", "/review/{subject}", {"slt_review"}},
        {"response.share",
         "Tell the school that the provider has no place",
         "000 section 14",
         "/review/{subject}",
         {"submitted"},
         false,
         "slt_review_within"},
        {"response.alternatives",
         "Ring the school and offer other courses",
         "000 App.2 step 11",
         "/review/{subject}",
         {"submitted"}},
        {"response.answer_again",
         "Answer a referral again",
         "004 App.A step 5",
         "/answers/{subject}",
         {"sent"},
         false,
         "answer_within"},
    };
    offerAnswering(offers);
    offerChoosing(offers);
    offerReview(offers);
    offerProcessing(offers);
    offerPlacements(offers);
    offerEnding(offers);
  }
};

}  // namespace
}  // namespace capd::response

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "response", "1",
    []() -> capd::Plugin* { return new capd::response::ResponsePlugin(); }};
}
