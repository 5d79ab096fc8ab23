// Every page of the service over the invented city at stress size, as each person reaches it from the first page on:
// CAPD_CITY times the real city (10 when nothing is said). Each answer is asked for after a change, so that nothing
// kept from before is given.

#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "base/Hash.h"
#include "cases/account/Account.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"
#include "daemon/City.h"
#include "daemon/Demonstration.h"
#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;

namespace {

constexpr std::size_t kPathsOfRoute = 6;  // for each person
constexpr std::size_t kAskedOfPath = 8;
constexpr std::size_t kShownRows = 40;
constexpr int kStaffOfProvider = 15;

int citySize() {
  const char* wanted = std::getenv("CAPD_CITY");
  return wanted == nullptr ? 10 : std::max(1, std::atoi(wanted));
}

struct StressCity {
  StressCity() : clock(londonAt(Date(2025, 2, 18), {8, 0})) {
    daemon::HouseSettings settings;
    settings.database.place = folder.file("capd.db");
    settings.database.keyFile = folder.file("capd.key");
    settings.database.demonstration = true;
    settings.database.untilPowerFails = true;
    settings.data = folder.path();
    settings.share = CAPD_SOURCE;
    settings.plugins = CAPD_BUILD "/plugins";
    settings.assets = folder.file("assets");
    std::filesystem::create_directory(settings.assets);
    std::ofstream(settings.assets + "/assets.manifest") << "style.css style-1.css\npage.js page-1.js\n";
    settings.log = [](std::string_view) {};
    house = std::make_unique<daemon::House>(settings, clock);
    const Figures made = measure(1, 1, [&](std::size_t, int) {
      const auto report = daemon::fillCity(*house, clock, citySize(), [](const std::string&) {});
      for (const auto& [what, times] : report.refusals) std::cout << "  refused: " << times << " x " << what << "\n";
      commands = report.commands;
    });
    seconds = made.seconds;
    hireStaff();
    web::ServerSettings web;
    web.port = 0;
    server = std::make_unique<web::Server>(web, house->site());
    server->start();
  }
  ~StressCity() { server->stop(); }
  void write(const std::function<void(WriteTx&)>& deed) {
    store::WriteRequest request;
    request.viewer = house->hostViewer(0);
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      deed(tx);
      return Done{};
    };
    house->database().write(std::move(request)).get();
  }
  std::string signIn(const std::string& email) {
    const std::string session = randomHex(32);
    write([&](WriteTx& tx) { openSession(tx, accountByEmail(tx, email).value().id, hashOfSecret(session)); });
    return "capd=" + session;
  }
  void change() {
    write([](WriteTx& tx) {
      tx.execute("UPDATE organisation SET version = version + 1 WHERE id = (SELECT MIN(id) FROM organisation)");
    });
  }
  // The city's providers have told of nobody: some with a seen check, some without, some whose policy date is near.
  void hireStaff() {
    write([&](WriteTx& tx) {
      const auto providers = organisations(tx, "provider");
      for (const Organisation& provider : providers)
        for (int i = 0; i < kStaffOfProvider; ++i) {
          StaffMember member;
          member.provider = provider.id;
          member.name = fmt::format("Bench Person {}", i);
          member.job = "Tutor";
          member.started = Date(2024, 9, 1);
          addStaff(tx, member);
          if (i % 10 == 0) continue;
          DbsCheck check;
          check.kind = "first";
          check.dated = Date(2023, 1, 2).plusDays(71 * i);
          check.certificate = fmt::format("{:012}", member.id);
          check.level = "enhanced";
          const auto number = addCheck(tx, member, check);
          if (i % 7 != 0) markSeen(tx, member, number);
        }
    });
  }
  std::int64_t count(const std::string& table) {
    const auto lease = house->database().read(house->hostViewer(0));
    return lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM " + table).value_or(0);
  }

  test::TempDir folder;
  HeldClock clock;
  std::unique_ptr<daemon::House> house;
  std::unique_ptr<web::Server> server;
  std::size_t commands = 0;
  double seconds = 0;
};

std::vector<std::string> linksIn(const std::string& page) {
  std::vector<std::string> all;
  for (std::size_t at = page.find("href=\"/"); at != std::string::npos; at = page.find("href=\"/", at + 7)) {
    const auto end = page.find('"', at + 6);
    std::string link = page.substr(at + 6, end - at - 6);
    for (std::size_t amp; (amp = link.find("&amp;")) != std::string::npos;) link.replace(amp, 5, "&");
    link = link.substr(0, link.find('#'));
    if (link.rfind("/assets", 0) != 0 && link.rfind("/sign-out", 0) != 0) all.push_back(std::move(link));
  }
  return all;
}

struct PageFigures {
  std::string route;
  std::string who;
  std::string slowest;  ///< a path
  std::size_t paths = 0;
  std::vector<double> took;
  std::size_t bytes = 0;
  double worst = 0;
  [[nodiscard]] double part(double share) const {
    return took[static_cast<std::size_t>(share * static_cast<double>(took.size() - 1))];
  }
};

std::string routeOf(const daemon::House& house, const std::string& path) {
  const std::string plain = path.substr(0, path.find('?'));
  const auto match = const_cast<daemon::House&>(house).registry().page(plain);
  const std::string route = match ? match->page->declaration.path : plain;
  return path.find('?') == std::string::npos ? route : route + "?";
}

// Every page that this person reaches, a few of each kind.
void walkAs(StressCity& city, const daemon::Persona& persona, std::vector<PageFigures>& all) {
  const std::string cookie = city.signIn(persona.email);
  Client client(city.server->boundPort());
  std::map<std::string, PageFigures> mine;
  std::set<std::string> seen{"/"};
  std::deque<std::string> queue{"/"};
  while (!queue.empty()) {
    const std::string path = std::move(queue.front());
    queue.pop_front();
    PageFigures& figures = mine[routeOf(*city.house, path)];
    if (figures.paths >= kPathsOfRoute) continue;
    int status = 0;
    double longest = 0;
    for (std::size_t i = 0; i < kAskedOfPath; ++i) {
      city.change();
      const Figures one = measure(1, 1, [&](std::size_t, int) { status = client.ask(get(path, cookie)); });
      if (status != 200) break;
      longest = std::max(longest, one.p50);
      figures.took.push_back(one.p50);
    }
    if (status != 200) continue;
    ++figures.paths;
    if (longest > figures.worst) {
      figures.worst = longest;
      figures.slowest = path;
    }
    figures.bytes = std::max(figures.bytes, client.body().size());
    for (std::string& link : linksIn(client.body()))
      if (seen.insert(link).second) queue.push_back(std::move(link));
  }
  for (auto& [route, figures] : mine) {
    if (figures.took.empty()) continue;
    std::sort(figures.took.begin(), figures.took.end());
    figures.route = route;
    figures.who = persona.role;
    all.push_back(std::move(figures));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(pages_of_the_stress_city) {
  StressCity city;
  heading(fmt::format(
      "Every page, the city times {}: {} pupils, {} referrals, {} placements, {} duties, {} audit lines, {} staff "
      "({} commands in {:.0f} s), SQLite, one reader, each after a change",
      citySize(), city.count("@all_pupils"), city.count("@all_cases"), city.count("@all_placements"),
      city.count("duty"), city.count("audit"), city.count("@all_staff_members"), city.commands, city.seconds));
  std::vector<PageFigures> all;
  for (const daemon::Persona& persona : daemon::personas()) walkAs(city, persona, all);
  std::sort(all.begin(), all.end(),
            [](const PageFigures& a, const PageFigures& b) { return a.part(0.99) > b.part(0.99); });
  const auto over = [&](double limit) {
    return std::count_if(all.begin(), all.end(), [&](const PageFigures& each) { return each.part(0.99) > limit; });
  };
  row(fmt::format("{} pages as {} people reach them", all.size(), daemon::personas().size()),
      fmt::format("over 100 ms: {}, over 50 ms: {}", over(100), over(50)), "goal p99 under 50 ms (G2)",
      against(all.front().part(0.99), 50, true));
  for (std::size_t i = 0; i < all.size() && i < kShownRows; ++i)
    row(all[i].route,
        fmt::format("p50 {:.1f}, p99 {:.1f} ms, {} kB", all[i].part(0.5), all[i].part(0.99), all[i].bytes / 1024),
        all[i].who, all[i].slowest);
}
