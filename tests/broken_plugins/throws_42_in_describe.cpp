#include "Broken.h"

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    (void)offers;
    broken::notStd();
  }
};
}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, CAPD_BUILD_HASH, "throws_42_in_describe")
