#pragma once
// One data folder with a configuration, and the real daemon on it.

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/Daemon.h"
#include "tests/support/Says.h"
#include "tests/support/Stores.h"
#include "tests/support/Wire.h"

namespace capd::test {

struct Shop {
  explicit Shop(Kind kind = Kind::sqlite, const std::string& settings = "", bool demonstration = true) {
    records.kind = kind == Kind::sqlite ? store::Settings::Kind::sqlite : store::Settings::Kind::postgresql;
    records.place = kind == Kind::sqlite ? data() + "/capd.db" : freshPostgresDatabase();
    records.keyFile = data() + "/capd.key";
    configure(settings);
    std::vector<std::string> words = place();
    if (demonstration) words.insert(words.end(), {"--demo", "--at", "2026-02-02T09:00"});
    daemon = std::make_unique<Daemon>(folder.path(), words);
  }
  [[nodiscard]] std::string data() const { return folder.file("data"); }
  [[nodiscard]] std::string config() const { return folder.file("capd.conf"); }
  /// `--data` and `--config` of this place.
  [[nodiscard]] std::vector<std::string> place() const { return {"--data", data(), "--config", config()}; }
  void configure(const std::string& settings) const {
    std::ofstream file(config());
    if (records.kind == store::Settings::Kind::postgresql) file << "database = postgresql:" << records.place << "\n";
    file << settings;
  }
  /// A subcommand on this place.
  Ran run(std::vector<std::string> words, const std::vector<std::string>& more = {}) const {
    const auto here = place();
    words.insert(words.end(), here.begin(), here.end());
    words.insert(words.end(), more.begin(), more.end());
    return runCapd(words);
  }
  /// `capd do COMMAND --field value ...`
  Ran doing(const std::string& command, const std::vector<std::string>& fields, bool json = false) const {
    std::vector<std::string> words = {"do"};
    const auto here = place();
    words.insert(words.end(), here.begin(), here.end());
    if (json) words.push_back("--json");
    words.push_back("--demo");
    words.push_back(command);
    words.insert(words.end(), fields.begin(), fields.end());
    return runCapd(words);
  }

  TempDir folder;
  store::Settings records;
  std::unique_ptr<Daemon> daemon;
};

}  // namespace capd::test
