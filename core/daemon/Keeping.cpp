#include "daemon/Keeping.h"

#include <fmt/format.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cases/document/KeptFiles.h"
#include "daemon/House.h"
#include "daemon/Serve.h"
#include "store/Backup.h"

namespace capd::daemon {
namespace {

namespace fs = std::filesystem;

// Beside the records, so that doctor can tell how old the last backup is.
std::string noteOf(const std::string& data) { return data + "/backup.last"; }

Viewer host() {
  ViewerMaker maker;
  maker.actor = "host:" + std::to_string(::getuid());
  maker.door = Viewer::Door::socket;
  maker.seesAllCases = true;
  return maker.make();
}

std::vector<store::NamedFile> filesOf(ReadTx& tx) {
  std::vector<store::NamedFile> files;
  for (KeptFile& file : keptFiles(tx)) files.push_back({std::move(file.blob), std::move(file.sha256), file.needed});
  return files;
}

store::KeptPlace placeOf(const Options& options) {
  return {recordsOf(options, settingsOf(options)), options.data + "/blobs"};
}

std::string nameAt(Instant moment) {
  const auto seconds = static_cast<std::time_t>(moment.ms / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  (void)std::strftime(text, sizeof text, "%Y-%m-%dT%H%M%SZ", &parts);
  return std::string("capd-") + text + ".backup";
}

// The key that was named, or the folder's own, which is made at the first backup.
store::Vault keyFor(const Options& options) {
  if (!options.key.empty()) {
    if (fs::exists(options.key)) return store::Vault::fromFile(options.key);
    throw std::runtime_error("There is no backup key " + options.key + ". To make one: (umask 077; head -c 32 " +
                             "/dev/urandom > " + options.key + ")");
  }
  const std::string own = options.data + "/backup.key";
  if (!fs::exists(own)) {
    if (!fs::is_directory(options.data))
      throw std::runtime_error("There are no records at " + options.data + ". Name the folder with --data.");
    std::cerr << "capd: a new backup key was made: " << own
              << "\ncapd: keep a copy of it where neither this server nor its backups are. Without it no backup can be "
                 "opened, by anybody.\n";
  }
  return store::Vault::fromFile(own);
}

void say(const store::Manifest& manifest) {
  std::cout << fmt::format("  moment      {} (London)\n  records     {} rows in {} tables, {}\n",
                           londonWords(manifest.moment), manifest.rows(), manifest.tables.size(), manifest.mode)
            << fmt::format("  files       {}, {} bytes\n  audit head  {}:{}\n", manifest.files.size(), manifest.bytes(),
                           manifest.audit.first, manifest.audit.second);
}

int tell(const std::vector<std::string>& faults) {
  for (const std::string& fault : faults) std::cerr << "capd: " << fault << "\n";
  if (!faults.empty()) std::cerr << "capd: everything else was taken. Look for these files in an older backup.\n";
  return faults.empty() ? 0 : 1;
}

void note(const std::string& data, const store::Manifest& manifest, const std::string& target) {
  std::error_code ignored;
  const std::string part = noteOf(data) + ".part";
  std::ofstream(part) << manifest.moment.ms << " " << fs::absolute(target, ignored).string() << "\n";
  fs::rename(part, noteOf(data), ignored);
}

}  // namespace

int runBackup(const Options& options) {
  return exitCodeOf([&] {
    const SystemClock clock;
    const std::string target =
        fs::is_directory(options.target) ? (fs::path(options.target) / nameAt(clock.now())).string() : options.target;
    const auto place = placeOf(options);
    const auto key = keyFor(options);
    const auto backup = store::takeBackup(place, clock, target, key, host(), filesOf);
    note(options.data, backup.manifest, target);
    if (options.json)
      std::cout << backup.manifest.inJson() << "\n";
    else
      std::cout << "The backup " << target << " was written, read again and compared.\n";
    if (!options.json) say(backup.manifest);
    return tell(backup.faults);
  });
}

int runRestore(const Options& options) {
  return exitCodeOf([&] {
    if (!fs::exists(options.key)) throw std::runtime_error("There is no backup key " + options.key + ".");
    const auto key = store::Vault::fromFile(options.key);
    if (options.onlyCheck) {
      const auto manifest = store::checkBackup(options.source, key);
      std::cout << "The backup " << options.source << " is whole.\n";
      say(manifest);
      return 0;
    }
    commands::Registry registry;
    commands::PluginHost host(registry);
    host.loadFolder(options.plugins);
    HouseSettings house;
    house.share = options.share;
    const SystemClock clock;
    const auto restored = store::restoreBackup(options.source, key, placeOf(options), clock, migrationsOf(house, host),
                                               daemon::host(), filesOf);
    std::error_code ignored;
    fs::copy_file(options.key, options.data + "/backup.key", ignored);
    for (const std::string& fault : restored.audit.faults) std::cerr << "capd: audit " << fault << "\n";
    std::cout << "The records were restored to " << options.data << " and are equal to the backup: every table, every "
              << "file, the audit's head.\n";
    say(restored.manifest);
    std::cout << "  audit chain " << (restored.audit.faults.empty() ? "whole" : "BROKEN, as it was in the backup")
              << "\n";
    return std::max(tell(restored.faults), restored.audit.faults.empty() ? 0 : 1);
  });
}

std::optional<LastBackup> lastBackup(const std::string& data) {
  std::ifstream in(noteOf(data));
  LastBackup last;
  if (!(in >> last.moment.ms)) return std::nullopt;
  in.get();
  std::getline(in, last.path);
  return last;
}

}  // namespace capd::daemon
