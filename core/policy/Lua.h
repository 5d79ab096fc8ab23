#pragma once
// One closed Lua state: an allow-list of names, a ceiling of memory, a budget of instructions that nothing escapes.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct lua_Debug;
struct lua_State;

namespace capd::policy {

struct LuaLimits {
  std::size_t bytes = 32 * 1024 * 1024;
  std::int64_t instructions = 2'000'000;   ///< while a file builds
  std::int64_t scriptInstructions = 50'000;  ///< for one script rule
};

/// What went wrong in a file: its line (0 when unknown) and the words of it.
struct LuaFault {
  int line = 0;
  std::string says;
};

class Lua {
 public:
  explicit Lua(LuaLimits limits = {});
  ~Lua();
  Lua(const Lua&) = delete;
  Lua& operator=(const Lua&) = delete;

  lua_State* state() { return state_; }
  /// Runs a text chunk under the budget; `file` names it in faults.
  std::optional<LuaFault> run(const std::string& file, const std::string& text);
  /// Runs code that uses the state, under a budget; Lua errors become a fault.
  std::optional<LuaFault> guarded(std::int64_t instructions, const std::function<void(lua_State*)>& code);
  [[nodiscard]] const LuaLimits& limits() const { return limits_; }

 private:
  static void* allocate(void* self, void* old, std::size_t oldSize, std::size_t newSize);
  static void tick(lua_State* state, lua_Debug* where);
  void close();

  LuaLimits limits_;
  std::size_t used_ = 0;
  std::int64_t left_ = 0;
  lua_State* state_ = nullptr;
};

}  // namespace capd::policy
