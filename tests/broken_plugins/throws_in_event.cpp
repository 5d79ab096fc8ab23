#include "Broken.h"

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    offers.on<capd::ReferralSubmitted>([](capd::WriteTx&, const capd::ReferralSubmitted&) { broken::notStd(); });
  }
};
}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, CAPD_BUILD_HASH, "throws_in_event")
