#include "Broken.h"

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    offers.command(broken::command("throws_42_in_command.run", broken::quietly, broken::notStd));
    offers.command(broken::command("throws_42_in_command.prepare", broken::notStd, broken::quietly));
  }
};
}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, CAPD_BUILD_HASH, "throws_42_in_command")
