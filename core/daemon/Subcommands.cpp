#include "daemon/Subcommands.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cases/decision/Decision.h"
#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/referral/Referral.h"
#include "daemon/House.h"
#include "daemon/Serve.h"
#include "daemon/SocketDoor.h"
#include "daemon/UserCode.h"
#include "policy/Tool.h"
#include "store/Backup.h"
#include "store/Vault.h"
#include "web/OpenApi.h"
#include "web/Records.h"

namespace capd::daemon {
namespace {

namespace fs = std::filesystem;

void toStandardError(std::string_view line) { std::cerr << "capd: " << line << "\n"; }

/// The records as they are, to look at: beside a running daemon too, since nothing is locked, migrated or written.
class Look {
 public:
  explicit Look(const Options& options) : host_(registry_) {
    host_.loadFolder(options.plugins);
    HouseSettings house;
    house.settings = settingsOf(options);
    house.share = options.share;
    database_ = store::Database::openToRead(recordsOf(options, house.settings), clock_, migrationsOf(house, host_));
    lease_ = database_->read(everything());
  }
  [[nodiscard]] ReadTx& tx() { return lease_->tx(); }
  [[nodiscard]] std::vector<FactDeclaration> facts() const { return allFacts(registry_.facts()); }
  /// The policy versions of the records; nothing of the script folder is published.
  std::unique_ptr<PolicyShelf> shelf() {
    return openPolicyShelf(*database_, "", registry_.facts(), registry_.programmes(), toStandardError,
                           registry_.letters());
  }

 private:
  static Viewer everything() {
    ViewerMaker maker;
    maker.actor = "host:" + std::to_string(::getuid());
    maker.door = Viewer::Door::socket;
    maker.seesAllCases = true;
    return maker.make();
  }

  SystemClock clock_;
  commands::Registry registry_;
  commands::PluginHost host_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::ReadLease> lease_;
};

}  // namespace

int exitCodeOf(const std::function<int()>& work) {
  try {
    return work();
  } catch (const std::exception& error) {
    std::cerr << "capd: " << error.what() << "\n";
    return 1;
  }
}

store::Settings recordsOf(const Options& options, const std::map<std::string, std::string>& settings) {
  if (fs::exists(options.data + "/" + store::kUnfinishedRestore))
    throw std::runtime_error("A restore into " + options.data +
                             " was broken off. Empty the folder (and the database that the configuration names), and "
                             "restore again.");
  store::Settings records;
  const auto database = settings.find("database");
  if (database != settings.end() && database->second.compare(0, 11, "postgresql:") == 0) {
    records.kind = store::Settings::Kind::postgresql;
    records.place = database->second.substr(11);
  } else {
    records.place = options.data + "/capd.db";
  }
  records.keyFile = options.data + "/capd.key";
  records.demonstration = options.demonstration;
  return records;
}

std::map<std::string, std::string> settingsOf(const Options& options) {
  if (options.config.empty()) return {};
  std::ifstream in(options.config);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error("The configuration file " + options.config + " cannot be read.");
  Faults faults;
  auto settings = commands::readSettings(text.str(), options.config, faults);
  std::string all;
  for (const Fault& fault : faults) all += (all.empty() ? "" : "\n  ") + inWords(fault);
  if (!faults.empty()) throw std::runtime_error("The configuration is not right:\n  " + all);
  return settings;
}

HouseSettings houseSettings(const Options& options, bool pages) {
  HouseSettings settings;
  settings.settings = settingsOf(options);
  settings.data = options.data;
  settings.share = options.share;
  settings.plugins = options.plugins;
  settings.assets = pages ? options.assets : "";
  settings.log = toStandardError;
  fs::create_directories(options.data);
  ::chmod(options.data.c_str(), 0700);
  settings.database = recordsOf(options, settings.settings);
  return settings;
}

Options standardOptions(const std::string& program) {
  Options options;
  std::error_code ignored;
  const fs::path self = fs::read_symlink("/proc/self/exe", ignored);
  const fs::path folder = ignored ? fs::path(program).parent_path() : self.parent_path();
  const bool built = fs::exists(folder / "plugins");
  options.plugins = (built ? folder / "plugins" : folder / "../lib/capd/plugins").string();
  options.assets = (built ? folder / "assets" : folder / "../share/capd/assets").string();
  options.share = (built ? folder.parent_path() : folder / "../share/capd").string();
  return options;
}

int runDo(const Options& options) {
  return exitCodeOf([&] {
    FieldTexts fields;
    for (std::size_t i = 0; i < options.extras.size(); ++i) {
      const std::string& word = options.extras[i];
      if (word.compare(0, 2, "--") != 0 || i + 1 >= options.extras.size())
        throw std::runtime_error("Fields are given as --name value; '" + word + "' is neither.");
      std::string name = word.substr(2);
      std::replace(name.begin(), name.end(), '-', '_');
      fields[name].push_back(options.extras[++i]);
    }
    const std::string token = store::randomHex(12);  // asked twice, it is done once
    auto reply = askDaemon(options.data + "/capd.sock", options.command, fields, token);
    if (!reply) {
      const SystemClock clock;
      House house(houseSettings(options, false), clock);
      reply = runCommand(house, ::getuid(), options.command, fields, token);
    }
    (reply->exit == 0 || options.json ? std::cout : std::cerr) << (options.json ? reply->json : reply->words) << "\n";
    return reply->exit;
  });
}

int runJobs(const Options& options, bool run) {
  return exitCodeOf([&] {
    const std::string command = run ? "job run" : "job list";
    const FieldTexts fields = {{"name", {options.command}}};
    auto reply = askDaemon(options.data + "/capd.sock", command, fields, store::randomHex(12));
    if (!reply) {
      const SystemClock clock;
      House house(houseSettings(options, false), clock);
      reply = runCommand(house, ::getuid(), command, fields, "");
    }
    (reply->exit == 0 || options.json ? std::cout : std::cerr) << (options.json ? reply->json : reply->words) << "\n";
    return reply->exit;
  });
}

int runPlugins(const Options& options) {
  return exitCodeOf([&] {
    commands::Registry registry;
    commands::PluginHost host(registry);
    host.loadFolder(options.plugins);
    nlohmann::json all = nlohmann::json::array();
    int bad = 0;
    for (const auto& plugin : host.all()) {
      const bool fine = plugin.state == commands::PluginStatus::State::described;
      if (!fine) ++bad;
      all.push_back({{"name", plugin.name},
                     {"version", plugin.version},
                     {"state", fine ? "can run" : std::string(toWord(plugin.state))},
                     {"says", plugin.says}});
      if (!options.json)
        std::cout << fmt::format("{:<14} {:<8} {:<10} {}\n", plugin.name, plugin.version,
                                 fine ? "can run" : toWord(plugin.state), plugin.says);
    }
    if (options.json) std::cout << all.dump(2) << "\n";
    return bad == 0 ? 0 : 1;
  });
}

int runRoutes(const Options& options) {
  return exitCodeOf([&] {
    commands::Registry registry;
    commands::PluginHost host(registry);
    host.loadFolder(options.plugins);
    registry.merge("house", web::houseOffers(registry, false));
    nlohmann::json all = nlohmann::json::array();
    const auto line = [&](const std::string& method, const std::string& path, const std::string& permission,
                          const std::string& owner, const std::string& says) {
      all.push_back(
          {{"method", method}, {"path", path}, {"permission", permission}, {"plugin", owner}, {"says", says}});
      if (!options.json) std::cout << fmt::format("{:<5} {:<46} {:<24} {}\n", method, path, permission, says);
    };
    for (const web::HouseRoute& route : web::houseRoutes())
      line(route.method, route.path, route.permission, "house", route.says);
    for (const auto* page : registry.allPages())
      line("GET", page->declaration.path, page->declaration.permission, page->owner, page->declaration.says);
    for (const auto* command : registry.allCommands())
      line("POST", "/do/" + command->declaration.name, command->declaration.permission, command->owner,
           command->declaration.says);
    if (options.json) std::cout << all.dump(2) << "\n";
    return 0;
  });
}

int runAuditVerify(const Options& options) {
  return exitCodeOf([&] {
    std::vector<store::AuditAnchor> anchors;
    for (const std::string& text : options.anchors) {
      const auto anchor = store::anchorFrom(text);
      if (!anchor)
        throw std::runtime_error("--anchor is a number, a colon and 64 hexadecimal signs, as in the daemon's log; '" +
                                 text + "' is not.");
      anchors.push_back(*anchor);
    }
    Look look(options);
    const auto report = store::verifyAudit(look.tx(), anchors);
    for (const std::string& fault : report.faults) std::cerr << fault << "\n";
    std::cout << report.lines << " audit lines, head " << report.head
              << (report.faults.empty() ? ": the chain is whole.\n" : ": the chain is BROKEN.\n");
    return report.faults.empty() ? 0 : 1;
  });
}

int runMigrate(const Options& options) {
  return exitCodeOf([&] {
    const SystemClock clock;
    House house(houseSettings(options, false), clock);
    std::cout << "The records have the shape this program knows.\n";
    return 0;
  });
}

Judgement judgedAgain(const PolicyShelf& shelf, const std::vector<FactDeclaration>& facts,
                      const DecisionRecord& decision) {
  const auto receipt = nlohmann::json::parse(decision.receipt);
  std::vector<std::string> faults;
  const Facts values = policy::factsFromJson(receipt.at("facts").dump(), facts, faults);
  return shelf.judge(decision.policyHash, receipt.at("programme").get<std::string>(), values);
}

int runDecisions(const Options& options, bool rerun) {
  return exitCodeOf([&] {
    Look look(options);
    const auto referral = findReferral(look.tx(), options.reference);
    if (!referral) throw std::runtime_error("There is no case " + options.reference + ".");
    const auto facts = look.facts();
    const auto shelf = rerun ? look.shelf() : nullptr;
    int different = 0;
    for (const DecisionRecord& decision : decisions(look.tx(), referral->id)) {
      std::cout << londonWords(decision.at) << "  " << decision.occasion << "  policy "
                << decision.policyHash.substr(0, 12) << "\n";
      if (!rerun) {
        std::cout << decision.receipt << "\n";
        continue;
      }
      const Judgement again = judgedAgain(*shelf, facts, decision);
      const bool same = again.receipt == decision.receipt;
      if (!same) ++different;
      std::cout << (same ? "  the same, byte for byte\n" : "  DIFFERENT: " + again.receipt + "\n");
    }
    return different == 0 ? 0 : 1;
  });
}

namespace {
// As the daemon would have it: the value of the settings file, or the declared default.
std::string settingOr(const Options& options, const std::string& name) {
  const auto settings = settingsOf(options);
  const auto set = settings.find(name);
  if (set != settings.end()) return set->second;
  for (const auto& each : commands::allSettings())
    if (each.name == name) return std::string(each.standard);
  return {};
}
}  // namespace

int runPolicy(const Options& options, PolicyTask task) {
  return exitCodeOf([&] {
    commands::Registry registry;
    commands::PluginHost host(registry);
    host.loadFolder(options.plugins);
    const policy::Tool tool{options.share + "/scripts/policy",
                            allFacts(registry.facts()),
                            registry.programmes(),
                            std::cout,
                            registry.letters(),
                            settingOr(options, "telephone"),
                            settingOr(options, "public_address")};
    switch (task) {
      case PolicyTask::check:
        return tool.check(options.year);
      case PolicyTask::facts:
        return tool.listFacts();
      case PolicyTask::letters:
        return tool.listLetters(options.year);
      case PolicyTask::explain:
        return tool.explain(options.year, options.programme);
      case PolicyTask::eval:
        return tool.eval(options.year, options.programme, options.factsFile, options.json);
      case PolicyTask::test:
        return tool.test(options.year);
      case PolicyTask::diff:
        return tool.diff(options.year, options.otherYear);
      case PolicyTask::copyForward:
        return tool.copyForward(options.year, options.otherYear, options.into);
    }
    return 1;
  });
}

int runOpenApi(const Options& options) {
  return exitCodeOf([&] {
    commands::Registry registry;
    commands::PluginHost host(registry);
    host.loadFolder(options.plugins);
    registry.merge("house", web::houseOffers(registry, false));
    std::cout << web::openApi(registry);
    return 0;
  });
}

int runUserCode(const Options& options) {
  return exitCodeOf([&] {
    const FieldTexts fields = {{"name", {options.reference}}};
    auto reply = askDaemon(options.data + "/capd.sock", kUserCode, fields, "");
    if (!reply) {
      const SystemClock clock;
      House house(houseSettings(options, false), clock);
      reply = runCommand(house, ::getuid(), kUserCode, fields, "");
    }
    (reply->exit == 0 || options.json ? std::cout : std::cerr) << (options.json ? reply->json : reply->words) << "\n";
    return reply->exit;
  });
}

int runPolicyPublish(const Options& options) {
  Options publish = options;
  publish.command = "policy.publish";
  publish.extras = {"--year", options.year};
  return runDo(publish);
}

}  // namespace capd::daemon
