#include "Broken.h"

// Two libraries have a class of this name, on purpose outside any unnamed namespace: each must run its own.
struct Repository {
  virtual ~Repository() = default;
  virtual const char* who() { return "a"; }
};

namespace {

class P final : public capd::Plugin {
 public:
  void describe(capd::Offers& offers) override {
    capd::CommandOf<broken::In> made = broken::command("namesake_a.who", broken::quietly, broken::quietly);
    made.apply = [](capd::WriteTx&, const broken::In&, const capd::Nothing&) -> capd::Outcome {
      capd::Done done;
      done.says = std::make_unique<Repository>()->who();
      return done;
    };
    offers.command(made);
  }
};

}  // namespace

BROKEN_ENTRY(P, capd::kPluginApi, CAPD_BUILD_HASH, "namesake_a")
