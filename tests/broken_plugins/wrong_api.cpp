#include "Broken.h"

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override { (void)offers; }
};
}  // namespace

BROKEN_ENTRY(P, 999, CAPD_BUILD_HASH, "wrong_api")
