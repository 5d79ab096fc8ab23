#pragma once
// Facts as they are written in policy files: nested or dotted, days in quotes.

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "policy/Node.h"

struct lua_State;

namespace capd::policy {

/// By name; empty where the file says "missing".
using WrittenFacts = std::map<std::string, std::optional<FactValue>>;

/// The table at `at`: { requested = { weeks = 12 } } or { ["requested.weeks"] = 12 }; a day is "2026-02-13".
/// What is wrong is said in order of the names, each with what would be right.
WrittenFacts factsAt(lua_State* lua, int at, const FactCatalogue& facts,
                     const std::function<void(std::string says, std::string instead)>& wrong);

/// The facts of `base`, changed as written.
Facts changed(Facts base, const WrittenFacts& written);

}  // namespace capd::policy
