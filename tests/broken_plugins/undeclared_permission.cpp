#include "Broken.h"

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    auto made = broken::command("undeclared.run", broken::quietly, broken::quietly);
    made.permission = "nobody.declares";
    offers.command(made);
  }
};
}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, CAPD_BUILD_HASH, "undeclared_permission")
