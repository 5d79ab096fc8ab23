#include "policy/Lua.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <lua.hpp>
#include <stdexcept>

namespace capd::policy {
namespace {

constexpr int kStride = 100;
constexpr char kOverBudget[] = "this takes too long: a policy file and a script rule may only do a little work";
constexpr char kTooMuchMemory[] =
    "this needs too much memory: a policy file and a script rule may only build small tables and short texts";

// `file:12: words` -> {12, words}
LuaFault split(const char* message) {
  const std::string text = message == nullptr ? "an error without words" : message;
  const auto first = text.find(':');
  if (first == std::string::npos) return {0, text};
  const auto second = text.find(':', first + 1);
  if (second == std::string::npos) return {0, text};
  const std::string number = text.substr(first + 1, second - first - 1);
  if (number.empty() || number.find_first_not_of("0123456789") != std::string::npos || number.size() > 6)
    return {0, text};
  std::string says = text.substr(second + 1);
  if (!says.empty() && says[0] == ' ') says.erase(0, 1);
  return {std::stoi(number), says};
}

int panic(lua_State*) { throw std::runtime_error("Lua ended outside a guarded call"); }

}  // namespace

Lua::Lua(LuaLimits limits)
    : limits_(limits), ceiling_(limits.bytes), mostChurn_(std::numeric_limits<std::size_t>::max()) {
  state_ = lua_newstate(&Lua::allocate, this);
  if (state_ == nullptr) throw std::runtime_error("no memory for Lua");
  lua_atpanic(state_, panic);
  *static_cast<Lua**>(lua_getextraspace(state_)) = this;
  close();
}

Lua::~Lua() {
  if (state_ != nullptr) lua_close(state_);
}

void* Lua::allocate(void* self, void* old, std::size_t oldSize, std::size_t newSize) {
  auto& lua = *static_cast<Lua*>(self);
  if (old == nullptr) oldSize = 0;
  if (newSize == 0) {
    lua.used_ -= oldSize;
    std::free(old);  // NOLINT: Lua's own allocator interface
    return nullptr;
  }
  if (newSize > oldSize) {
    if (lua.used_ + (newSize - oldSize) > lua.ceiling_ || newSize > lua.mostChurn_ - lua.churned_) return nullptr;
    lua.churned_ += newSize;
  }
  void* fresh = std::realloc(old, newSize);  // NOLINT
  if (fresh != nullptr) lua.used_ = lua.used_ - oldSize + newSize;
  return fresh;
}

void Lua::tick(lua_State* state, lua_Debug* where) {
  Lua& lua = **static_cast<Lua**>(lua_getextraspace(state));
  lua_getinfo(state, "Sl", where);
  lua.line_ = where->currentline;
  lua.left_ -= kStride;
  const auto now = std::chrono::steady_clock::now();
  if (!lua.until_) lua.until_ = now + std::chrono::milliseconds(lua.milliseconds_);
  if (lua.left_ > 0 && now < *lua.until_) return;
  lua_sethook(state, &Lua::tick, LUA_MASKCOUNT, 1);  // from now on every step ends it
  lua_pushfstring(state, "%s:%d: %s", where->short_src, where->currentline, kOverBudget);
  lua_error(state);
}

// Only what is named here can be reached: no patterns (they run in C, past any budget), no metatables, no loading, no
// catching.
void Lua::close() {
  luaL_requiref(state_, "math", luaopen_math, 0);
  lua_newtable(state_);
  for (const char* name : {"floor", "ceil", "min", "max", "abs"}) {
    lua_getfield(state_, -2, name);
    lua_setfield(state_, -2, name);
  }
  lua_setglobal(state_, "math");
  lua_pop(state_, 1);
  luaL_requiref(state_, "_G", luaopen_base, 0);
  lua_getfield(state_, -1, "ipairs");
  lua_getfield(state_, -2, "tostring");
  lua_pushglobaltable(state_);
  // Empty the globals, then put back the few.
  lua_pushnil(state_);
  std::vector<std::string> names;
  while (lua_next(state_, -2) != 0) {
    lua_pop(state_, 1);
    if (lua_type(state_, -1) == LUA_TSTRING) names.emplace_back(lua_tostring(state_, -1));
  }
  for (const std::string& name : names) {
    if (name == "math") continue;
    lua_pushnil(state_);
    lua_setfield(state_, -2, name.c_str());
  }
  lua_pop(state_, 1);
  lua_setglobal(state_, "tostring");
  lua_setglobal(state_, "ipairs");
  lua_pop(state_, 1);
  // Text has no methods.
  lua_pushliteral(state_, "");
  lua_pushnil(state_);
  lua_setmetatable(state_, -2);
  lua_pop(state_, 1);
}

namespace {

int refuseSetting(lua_State* state) {
  const char* name = lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : "this";
  return luaL_error(state,
                    "'%s' can't be set here: a policy file keeps nothing under a name of its own. Write 'local %s = "
                    "...' for a helper.",
                    name, name);
}

// The table on top becomes a read-only view of itself; `unknown` may be null.
void makeReadOnly(lua_State* state, int (*unknown)(lua_State*)) {
  const int names = lua_gettop(state);
  lua_newtable(state);  // the view
  lua_newtable(state);  // its metatable
  lua_pushvalue(state, names);
  lua_setfield(state, -2, "__index");
  lua_pushcfunction(state, refuseSetting);
  lua_setfield(state, -2, "__newindex");
  lua_setmetatable(state, -2);
  if (unknown != nullptr) {
    lua_newtable(state);
    lua_pushcfunction(state, unknown);
    lua_setfield(state, -2, "__index");
    lua_setmetatable(state, names);
  }
  lua_replace(state, names);
}

}  // namespace

void Lua::seal(int (*unknown)(lua_State*)) {
  lua_pushglobaltable(state_);
  lua_getfield(state_, -1, "math");
  makeReadOnly(state_, nullptr);
  lua_setfield(state_, -2, "math");
  makeReadOnly(state_, unknown);
  lua_rawseti(state_, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

void Lua::begin(std::int64_t instructions, std::size_t ceiling, std::size_t churn, std::int64_t milliseconds) {
  left_ = instructions;
  line_ = 0;
  ceiling_ = ceiling;
  churned_ = 0;
  mostChurn_ = churn;
  milliseconds_ = milliseconds;
  until_.reset();
  lua_sethook(state_, &Lua::tick, LUA_MASKCOUNT, kStride);
}

LuaFault Lua::end(int code) {
  lua_sethook(state_, nullptr, 0, 0);
  LuaFault fault;
  if (code == LUA_ERRMEM)
    fault = {std::max(line_, 0), kTooMuchMemory};
  else if (code != LUA_OK)
    fault = split(lua_tostring(state_, -1));
  lua_settop(state_, 0);
  ceiling_ = limits_.bytes;
  mostChurn_ = std::numeric_limits<std::size_t>::max();
  return fault;
}

std::optional<LuaFault> Lua::run(const std::string& file, const std::string& text) {
  begin(limits_.instructions, limits_.bytes, limits_.churn, limits_.milliseconds);
  int code = luaL_loadbufferx(state_, text.data(), text.size(), ("=" + file).c_str(), "t");
  if (code == LUA_OK) code = lua_pcall(state_, 0, 0, 0);
  LuaFault fault = end(code);
  if (code == LUA_OK) return std::nullopt;
  return fault;
}

std::optional<LuaFault> Lua::guarded(const std::function<void(lua_State*)>& code) {
  const std::lock_guard lock(one_);
  begin(limits_.scriptInstructions, std::min(limits_.bytes, used_ + limits_.scriptBytes), limits_.scriptChurn,
        limits_.scriptMilliseconds);
  const auto work = [](lua_State* state) {
    const auto* todo = static_cast<const std::function<void(lua_State*)>*>(lua_touserdata(state, 1));
    lua_settop(state, 0);
    (*todo)(state);
    return 0;
  };
  lua_pushcfunction(state_, work);
  lua_pushlightuserdata(state_, const_cast<std::function<void(lua_State*)>*>(&code));
  const int result = lua_pcall(state_, 1, 0, 0);
  LuaFault fault = end(result);
  if (result == LUA_OK) return std::nullopt;
  return fault;
}

}  // namespace capd::policy
