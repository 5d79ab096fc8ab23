// capd doctor: looks at the configuration, the machine and the records, and says each in a line with what to do.
#include <fmt/format.h>
#include <netdb.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyShelf.h"
#include "daemon/House.h"
#include "daemon/Keeping.h"
#include "daemon/Serve.h"
#include "policy/Tool.h"
#include "store/Checkup.h"
#include "web/Scanner.h"

namespace capd::daemon {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLeastFree = 1024ULL * 1024 * 1024;
constexpr rlim_t kLeastFiles = 4096;  // 1,200 connections that wait, and the records
constexpr std::int64_t kHourMs = 3600'000;
constexpr std::int64_t kOldBackupMs = 26 * kHourMs;

class Doctor {
 public:
  explicit Doctor(const Options& options) : options_(options) {}

  int run() {
    configuration();
    folder();
    machine();
    records();
    backup();
    mail();
    scanner();
    plugins();
    if (options_.json) std::cout << all_.dump(2) << "\n";
    return bad_ == 0 ? 0 : 1;
  }

 private:
  void line(bool fine, const std::string& what, const std::string& mend) {
    nlohmann::json each = {{"well", fine}, {"says", what}};
    if (!fine) each["mend"] = mend;
    all_.push_back(std::move(each));
    if (!fine) ++bad_;
    if (options_.json) return;
    std::cout << (fine ? "  well   " : "  LOOK   ") << what << "\n";
    if (!fine) std::cout << "         " << mend << "\n";
  }
  [[nodiscard]] std::string setting(std::string_view name) const {
    const auto set = settings_.find(std::string(name));
    if (set != settings_.end()) return set->second;
    for (const commands::Setting& each : commands::allSettings())
      if (each.name == name) return std::string(each.standard);
    return {};
  }

  // Every fault is a line, and what can be read is looked at all the same.
  void configuration() {
    if (options_.config.empty()) return;
    std::ifstream in(options_.config);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in)
      return line(false, "the configuration file " + options_.config, "It cannot be read. Name it with --config.");
    Faults faults;
    settings_ = commands::readSettings(text.str(), options_.config, faults);
    for (const Fault& fault : faults)
      line(false, fault.file + ":" + std::to_string(fault.line) + ": " + fault.says, fault.instead);
    if (faults.empty()) line(true, "every line of the configuration file " + options_.config, "");
    struct stat facts {};
    if (setting("database").find("password=") != std::string::npos && ::stat(options_.config.c_str(), &facts) == 0)
      line((facts.st_mode & 0007U) == 0, "nobody else can read the password in " + options_.config,
           "Run: chmod o= " + options_.config);
    const bool https = setting("public_address").compare(0, 8, "https://") == 0;
    line(!https || setting("secure_cookies") == "yes", "cookies travel as the pages do",
         "public_address begins with https: set secure_cookies = yes.");
    line(https || setting("secure_cookies") == "no", "people can sign in at the public address",
         "secure_cookies = yes, and public_address is http: no browser would send the cookie back. Set an https "
         "address.");
    const std::string listen = setting("listen");
    line(listen.compare(0, 4, "127.") == 0 || listen.compare(0, 10, "localhost:") == 0 ||
             listen.compare(0, 5, "[::1]") == 0,
         "only this machine reaches the service without nginx",
         "listen = " + listen +
             " is open to the network, without "
             "encryption. Set listen = 127.0.0.1:8080 and put nginx in front (packaging/nginx/capd.conf).");
    if (!setting("mail.server").empty())
      line(setting("mail.from").find("example.invalid") == std::string::npos,
           "mails have a sender that can be answered", "Set mail.from to CAP's own address.");
    const std::string ca = setting("mail.ca_file");
    if (!ca.empty()) line(::access(ca.c_str(), R_OK) == 0, "the certificates in " + ca, "mail.ca_file cannot be read.");
  }

  void folder() {
    const std::string& data = options_.data;
    struct stat facts {};
    const bool there = ::stat(data.c_str(), &facts) == 0;
    line(there, "the data folder " + data, "Run: capd serve --data " + data);
    if (!there) return;
    line((facts.st_mode & 0077U) == 0, "nobody else can read the data folder", "Run: chmod 700 " + data);
    line(::access(data.c_str(), W_OK) == 0, "this user can write the data folder",
         fmt::format("Run this as the user that owns it: sudo -u '#{}' capd doctor ...", facts.st_uid));
    const std::string key = data + "/capd.key";
    if (::stat(key.c_str(), &facts) == 0)
      line((facts.st_mode & 0077U) == 0 && facts.st_size == 32, "the records' key " + key,
           "It must have 32 bytes that its owner alone can read. Run: chmod 600 " + key +
               ", or restore the last backup.");
  }

  void machine() {
    struct statvfs disk {};
    if (::statvfs(options_.data.c_str(), &disk) == 0) {
      const std::uint64_t free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
      line(free >= kLeastFree, fmt::format("{} MB are free for the records", free / 1024 / 1024),
           "On a full disk nothing can be changed. Make room: 1 GB at least.");
      line(disk.f_files == 0 || disk.f_favail > 10'000, "the disk has room for more files",
           "It has few inodes left. Remove small files, or use another disk.");
    }
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0)
      line(files.rlim_max >= kLeastFiles, fmt::format("{} files may be open at once", files.rlim_max),
           "Each connection is one. Set LimitNOFILE=65536 in the service's unit.");
    line(fs::exists("/usr/share/zoneinfo/Europe/London"), "the time zone data of London",
         "Run: apt-get install tzdata");
    timex clock{};
    const int state = ::adjtimex(&clock);
    line(state >= 0 && (clock.status & STA_UNSYNC) == 0, "the machine's clock is held right by a time server",
         "Deadlines are counted by it. Run: timedatectl set-ntp true");
    line(fs::exists(options_.assets + "/assets.manifest"), "the style sheet in " + options_.assets,
         "Build the target 'assets'.");
  }

  void records() {
    try {
      const auto checkup = store::checkUp(recordsOf(options_, settings_));
      line(true, "the records answer: " + checkup.engine, "");
      for (const std::string& fault : checkup.faults) line(false, "the database", fault);
      const std::int64_t ahead = checkup.newest.ms - SystemClock().now().ms;
      // A demonstration may run at another time; its records are not from this clock.
      line(checkup.mode == "demonstration" || ahead < kHourMs, "the clock is not behind the records",
           "The newest change is of " + londonWords(checkup.newest) +
               ", which is still to come: the clock was set back, or was wrong. Put it right before the service runs "
               "on.");
    } catch (const std::exception& error) {
      line(false, "the records", error.what());
    }
  }

  void backup() {
    const auto last = lastBackup(options_.data);
    const std::string mend =
        "Run: capd backup FOLDER --data " + options_.data + ", every night (packaging/systemd/capd-backup.timer).";
    if (!last) return line(false, "a backup was made", mend);
    const std::int64_t age = SystemClock().now().ms - last->moment.ms;
    line(age <= kOldBackupMs, fmt::format("the last backup is {} hours old: {}", age / kHourMs, last->path), mend);
    struct stat there {};
    struct stat here {};
    const bool found = ::stat(last->path.c_str(), &there) == 0;
    line(found, "the last backup is where it was written",
         "It was moved or removed: make sure that it is kept elsewhere.");
    if (found && ::stat(options_.data.c_str(), &here) == 0)
      line(there.st_dev != here.st_dev, "the last backup is on another disk than the records",
           "One broken disk takes both. Copy backups to another machine.");
  }

  void mail() {
    const std::string server = setting("mail.server");
    if (server.empty())
      return line(false, "a mail server is configured",
                  "Set mail.server in the configuration file; until then mails stay in the spool.");
    line(true, "a mail server is configured", "");
    line(answers(server), "the mail server answers at " + server,
         "Nobody listens there, or a firewall is between. Mails wait and lose nothing; put mail.server right.");
  }

  static bool answers(const std::string& place) {
    const auto colon = place.rfind(':');
    if (colon == std::string::npos) return false;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* all = nullptr;
    if (::getaddrinfo(place.substr(0, colon).c_str(), place.substr(colon + 1).c_str(), &hints, &all) != 0) return false;
    bool found = false;
    for (const addrinfo* each = all; each != nullptr && !found; each = each->ai_next) {
      const int file = ::socket(each->ai_family, each->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, each->ai_protocol);
      if (file < 0) continue;
      pollfd waiting{file, POLLOUT, 0};
      int fault = 0;
      socklen_t size = sizeof fault;
      found = ::connect(file, each->ai_addr, each->ai_addrlen) == 0 ||
              (errno == EINPROGRESS && ::poll(&waiting, 1, 3000) == 1 &&
               ::getsockopt(file, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0);
      ::close(file);
    }
    ::freeaddrinfo(all);
    return found;
  }

  void scanner() {
    const std::string scan = setting("uploads.scan");
    if (scan.empty())
      line(false, "a virus scanner is configured",
           "Set uploads.scan to clamd's socket; until then files are marked 'not scanned'.");
    else
      line(web::Scanner(scan).answers(), "the virus scanner answers at " + scan,
           "Start clamd, or put uploads.scan right; until it answers, files that are sent in are put aside.");
  }

  void plugins() {
    commands::Registry registry;
    commands::PluginHost host(registry);
    host.loadFolder(options_.plugins);
    for (const auto& plugin : host.all())
      line(plugin.state == commands::PluginStatus::State::described, "plugin " + plugin.name, plugin.says);
    std::ostringstream said;
    const policy::Tool tool{options_.share + "/scripts/policy", allFacts(registry.facts()), registry.programmes(), said,
                            registry.letters()};
    const bool fine = tool.check("") == 0;
    if (!options_.json) std::cout << said.str();
    line(fine, "the policy files", "Run: capd policy check");
  }

  const Options& options_;
  std::map<std::string, std::string> settings_;
  nlohmann::json all_ = nlohmann::json::array();
  int bad_ = 0;
};

}  // namespace

int runDoctor(const Options& options) {
  try {
    return Doctor(options).run();
  } catch (const std::exception& error) {
    std::cerr << "capd: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace capd::daemon
