#include "daemon/Serve.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>

#include <iostream>

#include "cases/account/Account.h"
#include "cases/organisation/Organisation.h"
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
  if (!day || at.size() != 16 || at[10] != 'T' || at[13] != ':') throw std::runtime_error("--at is written like 2026-02-13T09:00.");
  const Instant then = londonAt(*day, {std::stoi(at.substr(11, 2)), std::stoi(at.substr(14, 2))});
  return then.ms - SystemClock().now().ms;
}

std::pair<std::string, std::uint16_t> placeOf(const std::string& listen) {
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos) throw std::runtime_error("'listen' is address:port, such as 127.0.0.1:8080.");
  return {listen.substr(0, colon), static_cast<std::uint16_t>(std::stoi(listen.substr(colon + 1)))};
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
  std::cout << "Nobody can sign in yet. The first administrator (admin@localhost) chooses a password here, once, within 72 hours:\n  " << address
            << web::newLink(house.database(), account, "first_admin") << "\n";
}

void tellPersonas(const std::string& address) {
  std::cout << "\nThis is a demonstration with invented people. Open " << address << " and sign in as any of them.\n";
  std::cout << "Password for all: " << kDemonstrationPassword << "\n\n";
  for (const Persona& persona : personas()) std::cout << fmt::format("  {:<30} {:<34} {}\n", persona.email, persona.says, persona.organisation);
  std::cout << "\nStop with Ctrl-C." << std::endl;
}

}  // namespace

int runServe(const Options& options) {
  try {
    // Before any thread: signals are taken by this one alone.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int each : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, each);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    if (!options.at.empty() && !options.demonstration) throw std::runtime_error("--at moves the clock and is for demonstrations alone (--demo).");

    const SystemClock clock(offsetOf(options.at));
    HouseSettings settings = houseSettings(options, true);
    House house(settings, clock);
    const auto [address, port] = placeOf(options.listen.empty() ? house.services().setting("listen") : options.listen);
    if (options.demonstration && address != "127.0.0.1") throw std::runtime_error("A demonstration listens on 127.0.0.1 alone.");
    if (options.demonstration) fillDemonstration(house);
    SocketDoor door(house, options.data + "/capd.sock");
    web::ServerSettings web;
    web.address = address;
    web.port = port;
    web.secure = house.services().setting("secure_cookies") == "yes";
    web::Server server(web, house.site());
    mail::Sender sender(house.database(), clock, mail::settingsFrom(house.services()), settings.log);
    schedule::Scheduler scheduler(house.registry(), house.pipeline(), house.database(), clock, house.services());
    sender.start();
    scheduler.start();
    server.start();
    const std::string here = fmt::format("http://{}:{}", address, server.boundPort());
    std::cout << "capd is up at " << here << std::endl;
    if (options.demonstration)
      tellPersonas(here);
    else
      firstAdministrator(house, options.config.empty() ? here : house.services().setting("public_address"));
    for (const auto& plugin : house.plugins().all())
      if (plugin.state != commands::PluginStatus::State::running) std::cerr << "capd: the plugin '" << plugin.name << "' does not run: " << plugin.says << "\n";
    int signal = 0;
    do sigwait(&signals, &signal);
    while (signal == SIGHUP);
    std::cout << "capd: stopping" << std::endl;
    server.stop();
    scheduler.stop();
    sender.stop();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "capd: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace capd::daemon
