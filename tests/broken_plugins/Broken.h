#pragma once
// Plugins that misbehave on purpose: each source defines WHAT it breaks and includes this.

#include <capd/Build.h>

#include <stdexcept>

#include "capd/Plugin.h"

namespace broken {

struct In {
  std::string name;
};

inline capd::CommandOf<In> command(const std::string& name, std::function<void()> onPrepare,
                                   std::function<void()> onApply) {
  capd::CommandOf<In> made;
  made.name = name;
  made.permission = "public";
  made.says = "Breaks.";
  made.form.field(&In::name, {.name = "name", .label = "Name"});
  made.prepare = [onPrepare = std::move(onPrepare)](capd::Preparing&, const In&) -> capd::Prepared<capd::Nothing> {
    onPrepare();
    return capd::Nothing{};
  };
  made.apply = [onApply = std::move(onApply)](capd::WriteTx&, const In&, const capd::Nothing&) -> capd::Outcome {
    onApply();
    return capd::Done{};
  };
  return made;
}

inline void quietly() {}
inline void std_() { throw std::runtime_error("on purpose"); }
inline void notStd() { throw 42; }

}  // namespace broken

#define BROKEN_ENTRY(Type, apiNumber, buildText, nameText)                            \
  extern "C" {                                                                        \
  const capd::PluginEntry capd_plugin = {apiNumber, buildText, nameText, "1",         \
                                         []() -> capd::Plugin* { return new Type; }}; \
  }
