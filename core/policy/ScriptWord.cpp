// script("sentence", function(case) ... end, { examples }): what words can't say. One Lua state for a book, one script
// at a time.
#include <fmt/format.h>

#include <lua.hpp>
#include <map>

#include "policy/FactTable.h"
#include "policy/Wording.h"

namespace capd::policy {
namespace {

constexpr char kHow[] =
    "For example: script(\"at most 24 days in all\", function(case) return case.requested.weeks * "
    "case.requested.days_a_week <= 24 end, { { given = { requested = { weeks = 12, days_a_week = 2 } }, expect = true "
    "}, "
    "{ given = { requested = { weeks = 13, days_a_week = 2 } }, expect = false } }).";

/// Where each fact stands in `case`, worked out once for a book: group, then name within it.
struct CasePlan {
  struct Entry {
    std::size_t slot = 0;
    std::string name;
    FactType type = FactType::text;
  };
  std::map<std::string, std::vector<Entry>> groups;

  explicit CasePlan(const FactCatalogue& facts) {
    for (std::size_t i = 0; i < facts.all().size(); ++i) {
      const std::string& name = facts.at(i).name;
      const auto dot = name.find('.');
      groups[name.substr(0, dot)].push_back(
          {i, dot == std::string::npos ? name : name.substr(dot + 1), facts.at(i).type});
    }
  }
};

// The facts as a script sees them: case.requested.weeks; a missing one is nil. Made anew for every case: nothing stays.
void pushCase(lua_State* lua, const CasePlan& plan, const FactSlots& values) {
  lua_createtable(lua, 0, static_cast<int>(plan.groups.size()));
  for (const auto& [group, entries] : plan.groups) {
    lua_createtable(lua, 0, static_cast<int>(entries.size()));
    for (const CasePlan::Entry& entry : entries) {
      const auto& slot = values.slots[entry.slot];
      if (!slot.present) continue;
      switch (entry.type) {
        case FactType::yesNo:
          lua_pushboolean(lua, slot.number != 0 ? 1 : 0);
          break;
        case FactType::text:
          lua_pushlstring(lua, slot.text.data(), slot.text.size());
          break;
        default:
          lua_pushinteger(lua, slot.number);
          break;
      }
      lua_setfield(lua, -2, entry.name.c_str());
    }
    lua_setfield(lua, -2, group.c_str());
  }
}

// A script that breaks, or answers with what is no answer, leaves the case to a person and says so.
Tri runScript(Lua& lua, const CasePlan& plan, int reference, const FactSlots& values, std::string& broke) {
  Tri result = Tri::cannotTell;
  const auto fault = lua.guarded([&](lua_State* state) {
    lua_rawgeti(state, LUA_REGISTRYINDEX, reference);
    pushCase(state, plan, values);
    lua_call(state, 1, 1);
    if (lua_isboolean(state, -1))
      result = lua_toboolean(state, -1) != 0 ? Tri::met : Tri::unmet;
    else if (!lua_isnil(state, -1))
      broke = "it returned neither true nor false nor nil";
  });
  if (!fault) return result;
  broke = fault->line > 0 ? fmt::format("line {}: {}", fault->line, fault->says) : fault->says;
  return Tri::cannotTell;
}

// { { given = {...}, expect = true }, ... } at index 3.
void readExamples(lua_State* lua, Loader& loader, const NodePtr& node, int line) {
  for (lua_Integer i = 1; lua_geti(lua, 3, i) != LUA_TNIL; ++i) {
    const int example = lua_gettop(lua);
    if (!lua_istable(lua, example)) {
      loader.fault(line, fmt::format("example {} of the script is no table.", i), kHow);
      lua_settop(lua, 3);
      continue;
    }
    lua_getfield(lua, example, "given");
    const WrittenFacts given =
        factsAt(lua, lua_gettop(lua), loader.facts(), [&](const std::string& says, const std::string& instead) {
          loader.fault(line, fmt::format("example {}: {}", i, says), instead);
        });
    lua_getfield(lua, example, "expect");
    std::optional<bool> expect;
    if (lua_isboolean(lua, -1))
      expect = lua_toboolean(lua, -1) != 0;
    else if (!lua_isnil(lua, -1))
      loader.fault(line, fmt::format("'expect' of example {} is true, false, or left out for 'cannot tell'.", i), kHow);
    loader.addScriptExample(node, changed({}, given), expect, static_cast<int>(i), line);
    lua_settop(lua, 3);
  }
  lua_settop(lua, 3);
}

}  // namespace

namespace {

// What a function takes along from outside would be kept from case to case: then the same facts could be judged
// differently.
bool keepsNothing(lua_State* lua, Loader& loader, int line) {
  bool clean = true;
  for (int i = 1; const char* name = lua_getupvalue(lua, 2, i); ++i) {
    lua_pop(lua, 1);
    if (std::string(name) == "_ENV") continue;
    loader.fault(line, fmt::format("the script uses '{}' from outside its function.", name),
                 fmt::format("Put it inside, or write 'local {} <const> = ...' for a fixed number.", name));
    clean = false;
  }
  return clean;
}

}  // namespace

int scriptWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  auto node = nodeFor(Op::script, line);
  node->says = textAt(lua, 1);
  const bool examples = lua_istable(lua, 3) && lua_rawlen(lua, 3) >= 2;
  if (node->says.empty() || !lua_isfunction(lua, 2) || lua_iscfunction(lua, 2) != 0 || !examples) {
    loader.fault(line, "'script' takes its sentence, a function and at least two examples.", kHow);
    return give(lua, loader, nothing(line));
  }
  lua_settop(lua, 3);
  if (!keepsNothing(lua, loader, line)) return give(lua, loader, nothing(line));
  readExamples(lua, loader, node, line);
  lua_pushvalue(lua, 2);
  const int reference = luaL_ref(lua, LUA_REGISTRYINDEX);
  Lua* state = &loader.lua();
  const auto plan = std::make_shared<const CasePlan>(loader.facts());
  // The state lives as long as the book; the watch and the plan are held by the rule.
  node->run = [state, plan, reference, watch = loader.watch(), says = node->says](const FactSlots& values) {
    std::string broke;
    const Tri result = runScript(*state, *plan, reference, values, broke);
    if (!broke.empty()) watch->say("the script '" + says + "' broke: " + broke);
    return result;
  };
  return giveNode(lua, loader, std::move(node));
}

}  // namespace capd::policy
