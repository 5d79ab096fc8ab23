#include "Broken.h"

// Declared by nobody who links.
void nobody_has_this();

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    (void)offers;
    nobody_has_this();
  }
};
}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, CAPD_BUILD_HASH, "missing_symbol")
