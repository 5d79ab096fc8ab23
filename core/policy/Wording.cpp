#include "policy/Wording.h"

#include <lua.hpp>

namespace capd::policy {

namespace {
constexpr char kThing[] = "capd.thing";
}

int lineOf(lua_State* lua, int level) {
  lua_Debug where{};
  if (lua_getstack(lua, level, &where) == 0) return 0;
  lua_getinfo(lua, "l", &where);
  return where.currentline > 0 ? where.currentline : 0;
}

Loader& loaderOf(lua_State* lua) {
  auto* link = static_cast<Loader**>(lua_touserdata(lua, lua_upvalueindex(1)));
  if (*link == nullptr) throw std::logic_error("words build rules while the files are read; a script can't use them");
  return **link;
}

int give(lua_State* lua, Loader& loader, Built thing) {
  auto* index = static_cast<std::size_t*>(lua_newuserdatauv(lua, sizeof(std::size_t), 0));
  *index = loader.keep(std::move(thing));
  luaL_setmetatable(lua, kThing);
  return 1;
}

const Built* thingAt(lua_State* lua, Loader& loader, int at) {
  const auto* index = static_cast<std::size_t*>(luaL_testudata(lua, at, kThing));
  return index == nullptr ? nullptr : loader.built(*index);
}

const Built* thingAt(lua_State* lua, Loader& loader, int at, Built::Kind kind) {
  const Built* thing = thingAt(lua, loader, at);
  return thing != nullptr && thing->kind == kind ? thing : nullptr;
}

std::string textAt(lua_State* lua, int at) { return lua_type(lua, at) == LUA_TSTRING ? lua_tostring(lua, at) : ""; }

int raise(lua_State* lua, const std::string& says) { return luaL_error(lua, "%s", says.c_str()); }

bool isOffset(const Built* thing) {
  constexpr std::int64_t kMost = 400;
  return thing != nullptr && (thing->quantity.unit == Unit::days || thing->quantity.unit == Unit::workingDays) &&
         thing->quantity.most <= kMost;
}

Built nothing(int line) {
  Built built;
  built.kind = Built::Kind::node;
  built.line = line;
  auto node = std::make_shared<Node>();
  node->op = Op::allOf;  // an empty rule: its fault has been said already
  built.node = node;
  return built;
}

std::shared_ptr<Node> nodeFor(Op op, int line) {
  auto node = std::make_shared<Node>();
  node->op = op;
  node->line = line;
  return node;
}

int giveNode(lua_State* lua, Loader& loader, std::shared_ptr<Node> node) {
  Built built;
  built.kind = Built::Kind::node;
  built.line = node->line;
  built.node = std::move(node);
  return give(lua, loader, std::move(built));
}

}  // namespace capd::policy
