#include "capd/Plugin.h"

#include "Desk.h"
#include "Letters.h"
#include "capd/Build.h"
#include "capd/Event.h"
#include "cases/organisation/Roles.h"

namespace capd::desk {
namespace {

std::vector<std::string> everybody() {
  std::vector<std::string> roles;
  for (const Role& role : allRoles()) roles.emplace_back(role.word);
  return roles;
}

class DeskPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {
        {"inbox.read",
         "Read CAP’s inbox and every referral that was sent",
         {"cap.admin", "cap.monitoring_officer", "cap.slt", "cap.operations_lead"}},
        {"desk.work",
         "Check referrals, hold them, ask schools, send to providers",
         {"cap.admin", "cap.operations_lead"}},
        {"desk.allocate", "Name the monitoring officer", {"cap.admin", "cap.slt", "cap.operations_lead"}},
        {"mail.see",
         "See which mails wait, went, or could not be delivered",
         {"cap.admin", "cap.data_admin", "cap.host"}},
        {"mail.retry", "Send a mail again", {"cap.admin", "cap.data_admin", "cap.host"}},
        {"duty.see", "See what waits for oneself", everybody()},
    };
    offers.duties = {
        {std::string(kFirstLook), "Check the referral", "000 App.2 step 6", "/cases/{subject}", {"submitted"}},
        {std::string(kSend),
         "Send the referral to the provider",
         "000 App.2 step 7",
         "/cases/{subject}",
         {"complete"},
         false,
         "first_look_within"},
        {std::string(kPassOn), "See that everybody has what the school changed", "000 section 12", "/cases/{subject}"},
        {std::string(kAnswer), "Meet the pupil and answer", "004 App.A step 5", "/answers/{subject}", {"sent"}},
    };
    offers.duties.push_back({std::string(kBounced), "Find another address", "", "/mail/{subject}"});
    offers.letters = letterKinds();
    offerChecking(offers);
    offerHolding(offers);
    offerReleasing(offers);
    offerLookAgain(offers);
    offerMoving(offers);
    offerCasePages(offers);
    offerCaseForms(offers);
    offerInbox(offers);
    offerMailPage(offers);
    offers.on<ReferralSubmitted>([this](WriteTx& tx, const ReferralSubmitted& event) { received(tx, event.referral); });
    offers.on<MailFailed>([this](WriteTx& tx, const MailFailed& event) {
      if (services_ != nullptr) mailBounced(tx, event.mail, endOfWorkingDay(services_->policy(), tx.today(), 1));
    });
  }
  void start(const Services& services) override { services_ = &services; }

 private:
  // Day 0 is the day on which it came (OPEN-10).
  void received(WriteTx& tx, std::int64_t id) {
    const auto referral = anyReferral(tx, id);
    if (!referral || services_ == nullptr) throw std::logic_error("a referral was submitted that is not there");
    const PolicyShelf& policy = services_->policy();
    const int days = workingDays(policy, referral->policyHash, "first_look_within", 2);
    openFirstLook(tx, *referral, "submitted-" + std::to_string(tx.now().ms), endOfWorkingDay(policy, tx.today(), days),
                  "check it");
  }

  const Services* services_ = nullptr;
};

}  // namespace
}  // namespace capd::desk

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "desk", "1", []() -> capd::Plugin* { return new capd::desk::DeskPlugin(); }};
}
