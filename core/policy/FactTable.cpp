#include "policy/FactTable.h"

#include <algorithm>
#include <lua.hpp>

#include "policy/Lexer.h"

namespace capd::policy {
namespace {

struct Written {
  int type = LUA_TNIL;
  bool yes = false;
  bool whole = false;
  std::int64_t number = 0;
  std::string text;
};

// Flattens { requested = { weeks = 12 } } into requested.weeks; deeper tables are no facts.
void flatten(lua_State* lua, int table, const std::string& before, std::map<std::string, Written>& all) {
  lua_pushnil(lua);
  while (lua_next(lua, table) != 0) {
    const std::string key = lua_type(lua, -2) == LUA_TSTRING ? lua_tostring(lua, -2) : "";
    const std::string name = before.empty() ? key : before + "." + key;
    if (lua_istable(lua, -1) && before.empty() && !key.empty()) {
      flatten(lua, lua_gettop(lua), name, all);
    } else {
      Written& one = all[name];
      one.type = lua_type(lua, -1);
      one.yes = lua_toboolean(lua, -1) != 0;
      one.whole = lua_isinteger(lua, -1) != 0;
      if (one.whole) one.number = lua_tointeger(lua, -1);
      if (one.type == LUA_TSTRING) one.text = lua_tostring(lua, -1);
    }
    lua_pop(lua, 1);
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& each : words) all += (all.empty() ? "" : ", ") + each;
  return all;
}

}  // namespace

WrittenFacts factsAt(lua_State* lua, int at, const FactCatalogue& facts,
                     const std::function<void(std::string, std::string)>& wrong) {
  WrittenFacts result;
  if (!lua_istable(lua, at)) {
    wrong("the facts are no table.", "For example: given = { risk_assessment = { date = \"2026-01-12\" } }.");
    return result;
  }
  std::map<std::string, Written> all;
  flatten(lua, lua_absindex(lua, at), "", all);
  std::vector<std::string> names;
  for (const FactDeclaration& fact : facts.all()) names.push_back(fact.name);
  for (const auto& [name, value] : all) {
    const auto slot = facts.slot(name);
    if (!slot) {
      const std::string near = nearest(name, names);
      wrong("there is no fact '" + name + "'.",
            near.empty() ? "`capd policy facts` lists them." : "Did you mean '" + near + "'?");
      continue;
    }
    const FactDeclaration& fact = facts.at(*slot);
    const bool text = value.type == LUA_TSTRING;
    if (text && value.text == "missing") {
      result[name] = std::nullopt;
    } else if (fact.type == FactType::yesNo && value.type == LUA_TBOOLEAN) {
      result[name] = value.yes;
    } else if (fact.type == FactType::number && value.whole) {
      result[name] = value.number;
    } else if (fact.type == FactType::date && text && Date::fromIso(value.text)) {
      result[name] = *Date::fromIso(value.text);
    } else if (fact.type == FactType::text && text) {
      if (!fact.oneOf.empty() && std::find(fact.oneOf.begin(), fact.oneOf.end(), value.text) == fact.oneOf.end())
        wrong("'" + name + "' is never '" + value.text + "'.", "It is one of: " + joined(fact.oneOf) + ".");
      else
        result[name] = value.text;
    } else {
      static const char* kinds[] = {"true or false", "a whole number", "a text in quotes",
                                    "a day such as \"2026-02-13\""};
      wrong("the fact '" + name + "' has a value of another kind.",
            "It is " + std::string(kinds[static_cast<std::size_t>(fact.type)]) + ", or \"missing\".");
    }
  }
  return result;
}

Facts changed(Facts base, const WrittenFacts& written) {
  for (const auto& [name, value] : written) {
    if (value)
      base[name] = *value;
    else
      base.erase(name);
  }
  return base;
}

}  // namespace capd::policy
