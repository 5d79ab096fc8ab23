#include "commands/PluginHost.h"

#include <capd/Build.h>
#include <dlfcn.h>

#include <algorithm>
#include <filesystem>

namespace capd::commands {
namespace {

using State = PluginStatus::State;

// Runs a plugin's code; what it throws, std or not, becomes words.
template <class F>
bool contained(std::string& says, const std::string& what, F code) {
  try {
    code();
    return true;
  } catch (const std::exception& error) {
    says = what + " failed: " + error.what();
  } catch (...) {
    says = what + " failed with something that is no std::exception";
  }
  return false;
}

}  // namespace

std::string_view toWord(State state) {
  switch (state) {
    case State::running:
      return "running";
    case State::described:
      return "described";
    case State::refused:
      return "refused";
    case State::failed:
      return "failed";
  }
  return "unknown";
}

PluginHost::~PluginHost() {
  stopAll();
  // The libraries stay mapped until the process ends; so do the objects that came out of them.
  for (auto& loaded : plugins_)
    if (loaded->status.state == State::failed) (void)loaded->plugin.release();
}

void PluginHost::loadFolder(const std::string& folder) {
  std::vector<std::string> files;
  if (std::filesystem::is_directory(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".so") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) loadFile(file);
}

void PluginHost::loadFile(const std::string& file) {
  auto loaded = std::make_unique<Loaded>();
  PluginStatus& status = loaded->status;
  status.file = file;
  status.name = std::filesystem::path(file).stem().string();
  void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (library == nullptr) {
    const char* why = ::dlerror();
    status.says = std::string("cannot be loaded: ") + (why == nullptr ? "no reason given" : why);
  } else if (const auto* entry = static_cast<const PluginEntry*>(::dlsym(library, "capd_plugin")); entry == nullptr) {
    status.says = "has no capd_plugin, the constant that every plugin exports";
  } else if (entry->api != kPluginApi) {
    status.says = "was written for plugin interface " + std::to_string(entry->api) + "; this capd has " +
                  std::to_string(kPluginApi);
  } else if (const std::string& want = build_.empty() ? std::string(CAPD_BUILD_HASH) : build_; want != entry->build) {
    status.says = "was built against other headers, compiler or flags than this capd: build both together";
  } else {
    describe(*loaded, *entry);
  }
  plugins_.push_back(std::move(loaded));
}

void PluginHost::describe(Loaded& loaded, const PluginEntry& entry) {
  PluginStatus& status = loaded.status;
  status.name = entry.name;
  status.version = entry.version;
  status.state = State::failed;
  if (!contained(status.says, "its create()", [&] { loaded.plugin.reset(entry.create()); })) return;
  if (loaded.plugin == nullptr) {
    status.says = "its create() gave nothing";
    return;
  }
  Offers offers;
  if (!contained(status.says, "its describe()", [&] { loaded.plugin->describe(offers); })) return;
  const auto faults = registry_.merge(status.name, offers);
  if (faults.empty()) {
    status.state = State::described;
    return;
  }
  status.state = State::refused;
  for (const std::string& fault : faults) status.says += (status.says.empty() ? "" : "; ") + fault;
}

void PluginHost::startAll(const Services& services) {
  for (auto& loaded : plugins_) {
    if (loaded->status.state != State::described) continue;
    if (contained(loaded->status.says, "its start()", [&] { loaded->plugin->start(services); })) {
      loaded->status.state = State::running;
    } else {
      loaded->status.state = State::failed;
      registry_.drop(loaded->status.name);
    }
  }
  // A page whose form belongs to a plugin that is not there is shown without it: no fault of the page's own plugin.
  for (const AbsentCommand& absent : registry_.absentCommands()) {
    const std::string says =
        "its page " + absent.path + " is shown without the form of '" + absent.command + "', which nobody offers";
    services.log("the plugin '" + absent.owner + "': " + says);
    for (auto& loaded : plugins_)
      if (loaded->status.name == absent.owner && loaded->status.state == State::running)
        loaded->status.says += (loaded->status.says.empty() ? "" : "; ") + says;
  }
}

void PluginHost::stopAll() noexcept {
  for (auto at = plugins_.rbegin(); at != plugins_.rend(); ++at) {
    if ((*at)->status.state != State::running) continue;
    (*at)->plugin->stop();
    (*at)->status.state = State::described;
  }
}

std::vector<PluginStatus> PluginHost::all() const {
  std::vector<PluginStatus> statuses;
  for (const auto& loaded : plugins_) statuses.push_back(loaded->status);
  return statuses;
}

}  // namespace capd::commands
