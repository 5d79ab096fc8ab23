// `capd import KIND FILE`: the file goes sealed into the store, the plugin reads it and says what each row would do;
// with --apply it is done, 500 rows a command, through the daemon when one runs.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "daemon/House.h"
#include "daemon/Serve.h"
#include "daemon/SocketDoor.h"
#include "daemon/Subcommands.h"
#include "store/Blobs.h"
#include "store/Vault.h"

namespace capd::daemon {
namespace {

class Runner {
 public:
  explicit Runner(const Options& options) : options_(options), socket_(options.data + "/capd.sock") {
    if (askDaemon(socket_, "import.begin", {}, store::randomHex(12))) return;
    house_ = std::make_unique<House>(houseSettings(options, false), clock_);
  }

  /// Puts the file into the store. @returns `blob:sha256`.
  std::string store(const std::string& bytes) {
    const auto keep = [&](store::Blobs& blobs) {
      auto incoming = blobs.take();
      incoming->add(bytes);
      const store::StoredBlob blob = incoming->done();
      return blob.name + ":" + blob.sha256;
    };
    if (house_ != nullptr) return keep(house_->blobs());
    const store::Vault vault = store::Vault::fromFile(options_.data + "/capd.key");
    store::Blobs blobs(options_.data + "/blobs", vault);
    return keep(blobs);
  }

  /// The values of what was done. @throws std::runtime_error with the words of a refusal.
  std::map<std::string, std::string> run(const std::string& command, const FieldTexts& fields) {
    const std::string token = store::randomHex(12);
    auto said = house_ == nullptr ? askDaemon(socket_, command, fields, token) : std::nullopt;
    if (!said && house_ != nullptr) said = runCommand(*house_, ::getuid(), command, fields, token);
    if (!said) throw std::runtime_error("the daemon does not answer any more");
    if (said->exit != 0) throw std::runtime_error(said->words);
    return nlohmann::json::parse(said->json).at("values").get<std::map<std::string, std::string>>();
  }

 private:
  const Options& options_;
  std::string socket_;
  SystemClock clock_;
  std::unique_ptr<House> house_;
};

using ValuesOf = std::map<std::string, std::string>;

ValuesOf goOn(Runner& runner, ValuesOf values, const std::string& state, const char* says) {
  while (values.at("state") == state) {
    std::cerr << fmt::format("\r{} of {} rows {}", values.at("reached"), values.at("total"), says) << std::flush;
    values = runner.run("import.next", {{"batch", {values.at("batch")}}, {"from", {values.at("reached")}}});
  }
  std::cerr << fmt::format("\r{} of {} rows {}\n", values.at("reached"), values.at("total"), says);
  return values;
}

void tell(const ValuesOf& values) {
  for (const char* each : {"add", "change", "same", "skip", "fault"})
    if (values.count(each) != 0) std::cout << fmt::format("  {:<8} {}\n", each, values.at(each));
  if (values.count("faults") != 0) std::cout << values.at("faults");
}

int import(const Options& options) {
  std::ifstream in(options.factsFile, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) throw std::runtime_error("The file " + options.factsFile + " cannot be read.");
  Runner runner(options);
  ValuesOf values = runner.run("import.begin", {{"kind", {options.reference}},
                                                {"file", {"0"}},
                                                {"area", {options.area}},
                                                {"stored", {runner.store(bytes.str())}},
                                                {"name", {std::filesystem::path(options.factsFile).filename()}}});
  values = goOn(runner, std::move(values), "reading", "read");
  tell(values);
  const std::string batch = values.at("batch");
  if (!options.apply) {
    std::cout << fmt::format(
        "Nothing is changed yet. Look at it on the page /imports/{0}, or do it: capd do import.apply --batch {0}\n",
        batch);
    return values.count("fault") == 0 ? 0 : 1;
  }
  values = goOn(runner, runner.run("import.apply", {{"batch", {batch}}}), "applying", "done");
  std::cout << fmt::format("The import {0} is done. To take it back: capd do import.undo --batch {0}\n", batch);
  return 0;
}

}  // namespace

int runImport(const Options& options) {
  try {
    return import(options);
  } catch (const std::exception& error) {
    std::cerr << "capd: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace capd::daemon
