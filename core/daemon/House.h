#pragma once
// The whole service, put together in the right order: records, plugins, policy, pipeline, site. The daemon runs one;
// tests make their own.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "commands/HouseServices.h"
#include "commands/Pipeline.h"
#include "commands/PluginHost.h"
#include "commands/Registry.h"
#include "store/Blobs.h"
#include "store/Database.h"
#include "web/Site.h"

namespace capd {
class PolicyShelf;
}

namespace capd::daemon {

struct HouseSettings {
  store::Settings database;
  std::string data;     ///< folder for blobs, key, socket
  std::string share;    ///< where sql/, scripts/, core/web/templates and plugins/<name>/pages are
  std::string plugins;  ///< folder of plugin libraries
  std::string assets;   ///< folder with assets.manifest; empty = no web pages (command line, some tests)
  std::map<std::string, std::string> settings;
  std::function<void(std::string_view)> log;
};

/// The house's own steps of the records' shape, and those of the plugins that are there.
std::vector<store::MigrationFolder> migrationsOf(const HouseSettings& settings, const commands::PluginHost& plugins);

class House {
 public:
  /// @throws store::DatabaseProblem, std::runtime_error: one clear line for the operator.
  House(HouseSettings settings, const Clock& clock);
  ~House();
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  commands::Registry& registry() { return registry_; }
  commands::PluginHost& plugins() { return *plugins_; }
  commands::Pipeline& pipeline() { return *pipeline_; }
  commands::HouseServices& services() { return services_; }
  store::Database& database() { return *database_; }
  store::Blobs& blobs() { return *blobs_; }
  web::Site& site() { return *site_; }
  [[nodiscard]] bool demonstration() const { return settings_.database.demonstration; }

  /// The host's own hands: every permission, every case; actor `host:<uid>`.
  Viewer hostViewer(unsigned uid);
  /// A signed-in person's viewer, as a session would make it. Empty when there is no such active account.
  std::optional<Viewer> viewerOfEmail(const std::string& email);

 private:
  void offerOwn();
  void prepareRecords();
  JobDeclaration sweepOfFiles();

  HouseSettings settings_;
  const Clock& clock_;
  commands::HouseServices services_;
  commands::Registry registry_;
  std::unique_ptr<commands::PluginHost> plugins_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::Blobs> blobs_;
  std::unique_ptr<PolicyShelf> shelf_;
  std::unique_ptr<commands::Pipeline> pipeline_;
  std::unique_ptr<web::Site> site_;
};

}  // namespace capd::daemon
