#include "Broken.h"

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    offers.command(broken::command("throws_in_command.run", broken::quietly, broken::std_));
    offers.command(broken::command("throws_in_command.prepare", broken::std_, broken::quietly));
  }
};
}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, CAPD_BUILD_HASH, "throws_in_command")
