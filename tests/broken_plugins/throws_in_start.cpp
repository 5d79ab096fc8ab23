#include "Broken.h"

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    offers.command(broken::command("throws_in_start.run", broken::quietly, broken::quietly));
  }
  void start(const capd::Services&) override { broken::std_(); }
};
}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, CAPD_BUILD_HASH, "throws_in_start")
