#include "Broken.h"

namespace {
class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override { (void)offers; }
};
}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, "another build", "wrong_build")
