#include "daemon/Serve.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cerrno>
#include <iostream>

#include "cases/account/Account.h"
#include "cases/organisation/Organisation.h"
#include "daemon/City.h"
#include "daemon/Demonstration.h"
#include "daemon/SocketDoor.h"
#include "mail/Sender.h"
#include "schedule/Scheduler.h"
#include "web/Server.h"

namespace capd::daemon {
namespace {

// `2026-02-13T09:00`, London: how far the demonstration's clock is from the real one.
std::int64_t offsetOf(const std::string& at) {
  if (at.empty()) return 0;
  const auto day = Date::fromIso(at.substr(0, 10));
  const auto digits = [&](std::size_t from) {
    return std::isdigit(static_cast<unsigned char>(at[from])) != 0 &&
           std::isdigit(static_cast<unsigned char>(at[from + 1])) != 0;
  };
  if (!day || at.size() != 16 || at[10] != 'T' || at[13] != ':' || !digits(11) || !digits(14))
    throw std::runtime_error("--at is written like 2026-02-13T09:00.");
  const Instant then = londonAt(*day, {std::stoi(at.substr(11, 2)), std::stoi(at.substr(14, 2))});
  return then.ms - SystemClock().now().ms;
}

// A demonstration's clock runs on from where it is put. It can be put on once more, before anything runs.
class DemonstrationClock final : public Clock {
 public:
  explicit DemonstrationClock(std::int64_t offsetMs) : offsetMs_(offsetMs) {}
  [[nodiscard]] Instant now() const override { return SystemClock(offsetMs_.load()).now(); }
  void putOnTo(Instant then) { offsetMs_ += std::max<std::int64_t>(0, then.ms - now().ms); }

 private:
  std::atomic<std::int64_t> offsetMs_;
};

std::int64_t offsetFor(const Options& options) {
  if (options.at.empty() && options.demonstration && holdsCity(options.data))
    return cityMoment().ms - SystemClock().now().ms;
  return offsetOf(options.at);
}

// While nobody looks, time stands still in the city: it goes on where it stopped.
void goOnFromWhereItStopped(House& house, const Options& options, DemonstrationClock& clock) {
  if (!options.at.empty() || !holdsCity(options.data)) return;
  const auto lease = house.database().read(house.hostViewer(0));
  if (const auto last = lastMoment(lease->tx())) clock.putOnTo(*last);
}

std::pair<std::string, std::uint16_t> placeOf(const std::string& listen) {
  const auto colon = listen.rfind(':');
  const std::string port = colon == std::string::npos ? "" : listen.substr(colon + 1);
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ||
      std::stoi(port) > 65535)
    throw std::runtime_error("'listen' is address:port, such as 127.0.0.1:8080; '" + listen + "' is not.");
  return {listen.substr(0, colon), static_cast<std::uint16_t>(std::stoi(port))};
}

// Without anybody who can sign in there is one way in: a link that works once.
void firstAdministrator(House& house, const std::string& address) {
  std::int64_t account = 0;
  {
    const auto lease = house.database().read(house.hostViewer(0));
    if (anyActiveAccount(lease->tx())) return;
    if (const auto known = accountByEmail(lease->tx(), "admin@localhost")) account = known->id;
  }
  if (account == 0) {
    store::WriteRequest request;
    request.viewer = house.hostViewer(0);
    request.command = "account.first";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      const auto person = addPerson(tx, "First administrator", "admin@localhost", "");
      addMembership(tx, person, capOrganisation(tx), "cap.admin");
      addMembership(tx, person, capOrganisation(tx), "cap.host");
      account = addAccount(tx, person, "admin@localhost");
      return Done{};
    };
    house.database().write(std::move(request)).get();
  }
  std::cout << "Nobody can sign in yet. The first administrator (admin@localhost) chooses a password here, once, "
               "within 72 hours:\n  "
            << address << web::newLink(house.database(), account, "first_admin")
            << std::endl;  // to a journal or a file: now, not when a buffer is full
}

void tellPersonas(const std::string& address, bool city) {
  std::cout << "\nThis is a demonstration with invented people. Open " << address << " and sign in as any of them.\n";
  std::cout << "Password for all: " << kDemonstrationPassword << "\n\n";
  for (const Persona& persona : personas())
    std::cout << fmt::format("  {:<30} {:<34} {}\n", persona.email, persona.says, persona.organisation);
  if (city)
    std::cout << "\nEverybody else of the city can be signed in as too, with the same password: CAP's administrator "
                 "finds them under People.\n";
  std::cout << "\nStop with Ctrl-C." << std::endl;
}

// SIGPIPE and SIGXFSZ are nobody's: a peer that went, and a file that may not grow, are told by the call that wrote.
sigset_t takeSignals() {
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  for (const int each : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, each);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// Every connection is a file: the many that wait must not keep the records from being opened.
void raiseFileLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65536);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// The end of the audit chain goes to the log, outside the records: whoever cuts the chain later is found by it.
void writeAnchor(House& house) {
  const auto lease = house.database().read(house.hostViewer(0));
  const auto [seq, hash] = store::auditHead(lease->tx());
  house.services().log(fmt::format("audit head {}:{}", seq, hash));
}

// Until SIGTERM or SIGINT. Once an hour, and at SIGHUP, the audit's head is written down.
void waitForTheEnd(House& house, const sigset_t& signals) {
  const timespec hour{3600, 0};
  while (true) {
    const int signal = sigtimedwait(&signals, nullptr, &hour);
    if (signal == SIGTERM || signal == SIGINT) return;
    if (signal < 0 && errno == EINTR) continue;
    try {
      writeAnchor(house);
    } catch (const std::exception& error) {
      house.services().log(std::string("the audit head could not be read: ") + error.what());
    }
  }
}

void tellWhatIsThere(House& house, const Options& options, const std::string& here) {
  std::cout << "capd is up at " << here << std::endl;
  if (options.demonstration)
    tellPersonas(here, holdsCity(options.data));
  else
    firstAdministrator(house, options.config.empty() ? here : house.services().setting("public_address"));
  for (const auto& plugin : house.plugins().all())
    if (plugin.state != commands::PluginStatus::State::running)
      std::cerr << "capd: the plugin '" << plugin.name << "' does not run: " << plugin.says << "\n";
}

void runDoors(House& house, const Options& options, const Clock& clock, const HouseSettings& settings,
              const sigset_t& signals) {
  const auto [address, port] = placeOf(options.listen.empty() ? house.services().setting("listen") : options.listen);
  if (options.demonstration && address != "127.0.0.1")
    throw std::runtime_error("A demonstration listens on 127.0.0.1 alone.");
  if (options.demonstration) fillDemonstration(house);
  web::ServerSettings web;
  web.address = address;
  web.port = port;
  web.secure = house.services().setting("secure_cookies") == "yes";
  web::Server server(web, house.site());
  SocketDoor door(house, options.data + "/capd.sock");
  mail::Sender sender(house.database(), clock, mail::settingsFrom(house.services()), settings.log);
  schedule::Scheduler scheduler(house.registry(), house.pipeline(), house.database(), clock, house.services());
  sender.start();
  scheduler.start();
  server.start();
  writeAnchor(house);
  tellWhatIsThere(house, options, fmt::format("http://{}:{}", address, server.boundPort()));
  waitForTheEnd(house, signals);
  std::cout << "capd: stopping" << std::endl;
  server.stop();
  scheduler.stop();
  sender.stop();
}

}  // namespace

int runServe(const Options& options) {
  try {
    // Before any thread: signals are taken by this one alone.
    const sigset_t signals = takeSignals();
    raiseFileLimit();
    if (!options.at.empty() && !options.demonstration)
      throw std::runtime_error("--at moves the clock and is for demonstrations alone (--demo).");
    if (options.city > 0 && !options.demonstration)
      throw std::runtime_error("--city invents people and is for demonstrations alone (--demo).");
    if (options.city > 0)
      loadCity(options.data, options.city, [&](const std::string& data) {
        Options making = options;
        making.data = data;
        return houseSettings(making, false);
      });
    DemonstrationClock clock(offsetFor(options));
    const HouseSettings settings = houseSettings(options, true);
    House house(settings, clock);
    goOnFromWhereItStopped(house, options, clock);
    runDoors(house, options, clock, settings, signals);
    writeAnchor(house);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "capd: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace capd::daemon
