#pragma once
// One closed Lua state: an allow-list of names, a ceiling of memory, a budget of instructions that nothing escapes.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

struct lua_Debug;
struct lua_State;

namespace capd::policy {

struct LuaLimits {
  std::size_t bytes = 16 * 1024 * 1024;   ///< held at one time, by all files of a year
  std::size_t scriptBytes = 1024 * 1024;  ///< held by one script rule beyond what its book holds
  std::size_t churn = 256 * 1024 * 1024;  ///< asked for in one file, given back or not: copying is work too
  std::size_t scriptChurn = 32 * 1024 * 1024;
  std::int64_t instructions = 2'000'000;     ///< while a file builds
  std::int64_t scriptInstructions = 50'000;  ///< for one script rule
  std::int64_t milliseconds = 5000;          ///< a second net below the instructions: few, but each a long one
  std::int64_t scriptMilliseconds = 250;
};

/// What went wrong in a file: its line (0 when unknown) and the words of it.
struct LuaFault {
  int line = 0;
  std::string says;
};

/// One state serves one book. Files are read by one thread; afterwards any thread may judge, one at a time (guarded()).
class Lua {
 public:
  explicit Lua(LuaLimits limits = {});
  ~Lua();
  Lua(const Lua&) = delete;
  Lua& operator=(const Lua&) = delete;

  lua_State* state() { return state_; }
  /// Nothing can be set any more, so that no file and no script leaves anything behind for the next: names are
  /// read-only, and one that there is not goes to `unknown` (arguments: the table, the name).
  void seal(int (*unknown)(lua_State*));
  /// Runs a text chunk under the budget; `file` names it in faults.
  std::optional<LuaFault> run(const std::string& file, const std::string& text);
  /// Runs a script rule under its budget, alone in the state; what goes wrong becomes a fault.
  std::optional<LuaFault> guarded(const std::function<void(lua_State*)>& code);
  [[nodiscard]] const LuaLimits& limits() const { return limits_; }

 private:
  static void* allocate(void* self, void* old, std::size_t oldSize, std::size_t newSize);
  static void tick(lua_State* state, lua_Debug* where);
  void close();
  void begin(std::int64_t instructions, std::size_t ceiling, std::size_t churn, std::int64_t milliseconds);
  LuaFault end(int code);

  LuaLimits limits_;
  std::mutex one_;
  std::size_t used_ = 0;
  std::size_t ceiling_ = 0;
  std::size_t churned_ = 0;
  std::size_t mostChurn_ = 0;
  std::int64_t left_ = 0;
  int line_ = 0;  ///< where the budget was last looked at: about where memory ran out
  std::int64_t milliseconds_ = 0;
  std::optional<std::chrono::steady_clock::time_point> until_;  ///< set when the budget is first looked at
  lua_State* state_ = nullptr;
};

}  // namespace capd::policy
