#pragma once
// Loads plugins by the border of capd/Plugin.h: compared before any of their code runs, contained when they fail, never
// unloaded.

#include <memory>
#include <string>
#include <vector>

#include "capd/Plugin.h"
#include "commands/Registry.h"

namespace capd::commands {

struct PluginStatus {
  enum class State { running, described, refused, failed };
  std::string name;
  std::string version;
  std::string file;
  State state = State::refused;
  std::string says;  ///< why it does not run
};
std::string_view toWord(PluginStatus::State state);

class PluginHost {
 public:
  explicit PluginHost(Registry& registry) : registry_(registry) {}
  ~PluginHost();
  PluginHost(const PluginHost&) = delete;
  PluginHost& operator=(const PluginHost&) = delete;

  /// Loads every `*.so` of a folder, by name. Never throws for a plugin's fault.
  void loadFolder(const std::string& folder);
  void loadFile(const std::string& file);
  /// Starts those that were described; one that fails loses its offers.
  void startAll(const Services& services);
  void stopAll() noexcept;

  [[nodiscard]] std::vector<PluginStatus> all() const;
  /// Compared with each plugin's own; a test may ask the host to want another.
  void expectBuild(std::string build) { build_ = std::move(build); }

 private:
  struct Loaded {
    PluginStatus status;
    std::unique_ptr<Plugin> plugin;
  };
  void describe(Loaded& loaded, const PluginEntry& entry);

  Registry& registry_;
  std::string build_;
  std::vector<std::unique_ptr<Loaded>> plugins_;
};

}  // namespace capd::commands
