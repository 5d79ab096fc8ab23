#include "capd/Plugin.h"

#include "Accounts.h"
#include "capd/Build.h"

namespace capd::accounts {
namespace {

class AccountsPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    offers.permissions = {{.name = "account.keep",
                           .says = "Invite people, change their roles, end their sign-in",
                           .roles = {"cap.admin", "cap.host", "cap.data_admin", "cap.operations_lead"},
                           .peopleAlone = true}};
    offerInviting(offers);
    offerRoles(offers);
    offerPeoplePages(offers);
    offerKeys(offers);
  }
};

}  // namespace
}  // namespace capd::accounts

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "accounts", "1",
    []() -> capd::Plugin* { return new capd::accounts::AccountsPlugin(); }};
}
