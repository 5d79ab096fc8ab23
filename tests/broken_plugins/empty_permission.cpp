#include "Broken.h"

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    auto made = broken::command("empty_permission.run", broken::quietly, broken::quietly);
    made.permission.clear();
    offers.command(made);
  }
};
}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, CAPD_BUILD_HASH, "empty_permission")
