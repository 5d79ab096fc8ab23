#include "capd/Plugin.h"

#include "Letters.h"
#include "Panels.h"
#include "capd/Build.h"
#include "capd/Event.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

class PanelsPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {
        {"panel.see",
         "See the rounds of the panels, and what is one’s own to see of their cases",
         {"cap.admin", "cap.operations_lead", "cap.slt", "cap.monitoring_officer", "panel.chair", "panel.vice_chair",
          "panel.member"}},
        {"panel.sit",
         "Speak, vote and add to the pack of a panel",
         {"panel.chair", "panel.vice_chair", "panel.member"}},
        {"panel.work",
         "Keep rounds and agendas, and tell schools what panels decided",
         {"cap.admin", "cap.operations_lead"}},
        {"panel.record",
         "Record what a panel decided",
         {"cap.admin", "cap.operations_lead", "panel.chair", "panel.vice_chair"}},
        {"panel.confirm", "Confirm what is decided between two meetings", {"panel.chair", "panel.vice_chair"}},
        {"panel.minutes",
         "Read decisions and minutes of the panels",
         {"cap.admin", "cap.operations_lead", "cap.slt", "cap.monitoring_officer", "panel.chair", "panel.vice_chair",
          "panel.member"}},
    };
    offers.letters = letterKinds();
    offers.duties = {{std::string(kOutcome),
                      "Tell the school the panel’s outcome",
                      "003 Tier 2 Flourish, Tier 3",
                      "/panels/cases/{subject}/send",
                      {"submitted"},
                      true},
                     {std::string(kConfirm),
                      "Confirm what chair and vice chair decide between two meetings",
                      "policy: chairs_action",
                      "/panels/cases/{subject}",
                      {"submitted"},
                      true}};
    offerRounds(offers);
    offerRoundPages(offers);
    offerSaying(offers);
    offerCasePage(offers);
    offerDeciding(offers);
    offerConfirming(offers);
    offerMinutes(offers);
    offerSending(offers);
    offerPack(offers);
    offerFeed(offers);
    offerChasing(offers);
    offers.on<ReferralSubmitted>([this](WriteTx& tx, const ReferralSubmitted& event) { arrived(tx, event.referral); });
  }
  void start(const Services& services) override { services_ = &services; }

 private:
  // It waits for the first round that lists its programme and has not closed (PAN-09).
  void arrived(WriteTx& tx, std::int64_t id) {
    auto referral = anyReferral(tx, id);
    if (!referral || services_ == nullptr || !panelHold(tx, id)) return;
    const PolicyShelf& policy = services_->policy();
    const auto rounds = panelRounds(tx, policy);
    const PanelRound* round = roundFor(rounds, referral->programme.value_or(""), tx.today());
    if (round != nullptr) placeCase(tx, *referral, *round, panelYearOf(policy, round->year), "");
  }

  const Services* services_ = nullptr;
};

}  // namespace
}  // namespace capd::panels

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "panels", "1",
    []() -> capd::Plugin* { return new capd::panels::PanelsPlugin(); }};
}
