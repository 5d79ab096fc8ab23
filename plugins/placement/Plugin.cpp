#include "capd/Plugin.h"

#include "Along.h"
#include "ChangeOfDay.h"
#include "Halting.h"
#include "Letters.h"
#include "Meeting.h"
#include "Pages.h"
#include "Replacing.h"
#include "Reviews.h"
#include "Withdrawing.h"
#include "capd/Build.h"
#include "capd/Event.h"

namespace capd::placement {
namespace {

using Roles = std::vector<std::string>;

class PlacementPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    const Roles sides = {"school.coordinator", "send.officer", "provider.coordinator"};
    const Roles schools = {"school.coordinator", "send.officer"};
    offers.permissions = {
        {"placement.follow",
         "See what changes on a placement",
         {"school.coordinator", "school.contributor", "school.dsl", "school.deputy_dsl", "send.officer",
          "provider.coordinator", "provider.dsl", "cap.admin", "cap.monitoring_officer", "cap.slt",
          "cap.operations_lead"}},
        {"placement.change_day", "Ask for a change of day, or agree to one", sides},
        {"placement.send_change", "Send a change of day to CAP", schools},
        {"placement.ask_school", "Ask the school to send a change of day", {"provider.coordinator"}},
        {"placement.do_change", "Enter changes of day", {"cap.admin", "cap.operations_lead"}},
        {"placement.drop_change",
         "Say no to a change of day",
         {"school.coordinator", "send.officer", "provider.coordinator", "cap.admin", "cap.operations_lead"}},
        {"placement.withdraw", "Withdraw a pupil", sides},
        {"placement.take_back_withdrawal",
         "Take a withdrawal back",
         {"school.coordinator", "send.officer", "provider.coordinator", "cap.admin", "cap.operations_lead"}},
        {"placement.do_withdrawal", "Process withdrawals", {"cap.admin", "cap.operations_lead"}},
        {"placement.record_non_starter", "Record a non-starter", {"provider.coordinator"}},
        {"placement.decide_fee", "Decide what is paid when no clause does", {"cap.operations_lead", "cap.slt"}},
        {"placement.ask_meeting",
         "Ask for a meeting about a placement",
         {"school.coordinator", "send.officer", "provider.coordinator", "cap.monitoring_officer",
          "cap.operations_lead"}},
        {"placement.record_meeting",
         "Record a meeting about a placement",
         {"cap.monitoring_officer", "cap.operations_lead", "cap.slt"}},
        {"placement.pause",
         "Pause a pupil’s attendance for safety",
         {"provider.coordinator", "provider.dsl", "cap.admin", "cap.monitoring_officer", "cap.slt",
          "cap.operations_lead"}},
        {"placement.halt", "Halt a placement", {"provider.coordinator", "cap.slt", "cap.operations_lead"}},
        {"placement.lift_halt", "Decide about a halted placement", {"cap.slt", "cap.operations_lead"}},
        {"placement.replace", "Give a learner’s place to another", {"send.officer"}},
        {"placement.induct", "Record inductions and what came of placements", {"provider.coordinator"}},
        {"placement.report", "Tell what changed on a placement", sides},
        {"placement.answer_report",
         "Answer what was told about a placement",
         {"school.coordinator", "send.officer", "provider.coordinator", "cap.admin", "cap.operations_lead"}},
        {"placement.review", "Record reviews of a placement", sides},
        {"placement.confirm_review", "Say what comes of a review, and when the next annual one is", {"send.officer"}},
        {"placement.keep_forms", "Read the forms of withdrawals", {"provider.coordinator"}},
    };
    const std::string page = "/placements/{subject}/changes";
    const std::string record = "/placements/{subject}/record";
    const std::string reviews = "/placements/{subject}/reviews";
    offers.letters = letterKinds();
    offers.duties = {
        {kAgreeChange,
         "Agree to a change of day, or say no",
         "000 Change of Day step 3",
         page,
         {"confirmed", "active"},
         false,
         "change_agreed_within"},
        {kSendChange,
         "Send the agreed change of day to CAP",
         "000 Change of Day step 4",
         page,
         {"confirmed", "active"},
         false,
         "change_agreed_within"},
        {kDoChange,
         "Enter a change of day in CLM and Capita",
         "000 Change of Day steps 5 and 6",
         page,
         {"confirmed", "active"}},
        {kMeeting,
         "Meet the school and the provider about a placement, and record it",
         "000 Withdrawal step 3",
         page,
         {"confirmed", "active"}},
        {kDoWithdrawal, "Process a withdrawal", "000 Withdrawal steps 5 and 6", page, {"confirmed", "active"}},
        {kNonStarter, "Record a non-starter", "004 section 11.3", page, {"confirmed"}, false, "withdrawal_within"},
        {kFee, "Decide what is paid for a placement that ended early", "004 section 11", page, {"withdrawn"}},
        {kThirdDay,
         "A third day ends by itself: plan the days after it",
         "000 Accessing AP",
         page,
         {"active"},
         false,
         "third_day_warned"},
        {kInduction,
         "Record a pupil’s induction",
         "000 section 15",
         record,
         {"confirmed", "active"},
         false,
         "induction_within"},
        {kAnswerReport,
         "Answer what was told about a placement",
         "000 section 12",
         record,
         {"confirmed", "active"},
         false,
         "report_answered_within"},
        {kOutputs,
         "Hand the final report over, and record what came of a placement",
         "000 Appendix 1",
         record,
         {"active"},
         false,
         "outputs_asked"},
        {kHalt, "Look into a placement that is halted, and decide", "004 sections 3.3 and 3.4", page, {"active"}},
        {kReview, "Review a placement", "004 Appendix D", reviews, {"active"}},
        {kConfirmReview,
         "Say what comes of a review that the provider recorded",
         "004 Appendix D, STL.14",
         reviews,
         {"active"}},
        {kAnnualDay,
         "Give the day of the next annual review of the EHC plan",
         "004 Appendix D, P16.8",
         reviews,
         {"confirmed", "active"},
         false,
         "review_confirmed_within"},
        {kRollOver,
         "A placement goes on into the next year unless you withdraw the pupil",
         "004 section 11.6",
         record,
         {"active"},
         false,
         "roll_over_listed"},
    };
    offerChangeOfDay(offers);
    offerWithdrawing(offers);
    offerProcessing(offers);
    offerMeetings(offers);
    offerPause(offers);
    offerHalting(offers);
    offerReplacing(offers);
    offerInduction(offers);
    offerReports(offers);
    offerLastWeeks(offers);
    offerRollOver(offers);
    offerReviews(offers);
    offerReviewing(offers);
    offerPages(offers);
    offerRecordPage(offers);
    offerReviewPage(offers);
    offers.on<PlacementConfirmed>([this](WriteTx& tx, const PlacementConfirmed& event) {
      if (services_ == nullptr) return;
      oweInduction(tx, *services_, event.referral);
      planReviews(tx, *services_, event.referral);
    });
    offers.on<MainProviderNamed>([this](WriteTx& tx, const MainProviderNamed& event) {
      if (services_ != nullptr) haltForMainProvider(tx, *services_, event.reference, event.says);
    });
    offers.on<MainProviderCleared>([this](WriteTx& tx, const MainProviderCleared& event) {
      if (services_ != nullptr) goOnAfterHalt(tx, *services_, event.reference, event.says);
    });
  }
  void start(const Services& services) override { services_ = &services; }

 private:
  const Services* services_ = nullptr;
};

}  // namespace
}  // namespace capd::placement

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "placement", "1",
    []() -> capd::Plugin* { return new capd::placement::PlacementPlugin(); }};
}
