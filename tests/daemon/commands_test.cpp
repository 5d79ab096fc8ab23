// The command line: `capd do` through the daemon and without one, and what the other subcommands say.
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "tests/daemon/Shop.h"

using namespace capd;
using namespace capd::test;

namespace {

// Every check is made twice: with a daemon on the records, which the socket reaches, and without one.
const auto kDoors = boost::unit_test::data::make({std::string("by the daemon"), std::string("by itself")});

struct Door {
  explicit Door(const std::string& how) {
    shop.daemon->start();
    if (how == "by the daemon") return;
    shop.daemon->signal(SIGTERM);
    shop.daemon->wait();
  }
  Shop shop;
};

}  // namespace

BOOST_DATA_TEST_CASE(do_does_what_the_form_does, kDoors, how) {
  Door door(how);
  const Ran done = door.shop.doing("provider.add", {"--name", "Foleshill Forge", "--phone", "024 7600 0009"});
  BOOST_TEST(done.exit == 0, done.err);
  BOOST_TEST(says(done.out, "Foleshill Forge is added."), done.out);
  const Ran json = door.shop.doing("provider.add", {"--name", "Earlsdon Engines"}, true);
  BOOST_TEST(json.exit == 0);
  const auto told = nlohmann::json::parse(json.out, nullptr, false);
  BOOST_TEST_REQUIRE(told.is_object(), json.out);
  BOOST_TEST(told["done"] == true);
  BOOST_TEST(told["values"]["organisation"] == "earlsdon-engines");
  // The audit names the hand at the host, not a person.
  const SystemClock clock;
  const auto reading = store::Database::openToRead(door.shop.records, clock, {{"core", CAPD_SOURCE "/sql/core"}});
  const auto lease = reading->read(jobViewer());
  const auto lines = lease->tx().one<std::int64_t>(
      "SELECT COUNT(*) FROM audit WHERE command = 'provider.add' AND actor = ?", "host:" + std::to_string(::getuid()));
  BOOST_TEST(lines.value() == 2);
}

BOOST_DATA_TEST_CASE(do_refuses_in_words_and_all_at_once, kDoors, how) {
  Door door(how);
  const Ran faults = door.shop.doing("provider.add", {"--phone", "abc", "--email", "nobody", "--nane", "x"});
  BOOST_TEST(faults.exit == 1);
  BOOST_TEST(faults.out.empty(), faults.out);
  for (const char* part : {"--name: Enter the provider’s name",
                           "--phone: ", "--email: ", "--nane: There is no such field. Did you mean --name?"})
    BOOST_TEST(says(faults.err, part), part << " is not in " << faults.err);
  const Ran unknown = door.shop.doing("provider.ad", {"--name", "x"});
  BOOST_TEST(unknown.exit == 1);
  BOOST_TEST(says(unknown.err, "There is no command called 'provider.ad'. Did you mean 'provider.add'?"), unknown.err);
  const Ran loose = door.shop.doing("provider.add", {"name", "x"});
  BOOST_TEST(loose.exit == 1);
  BOOST_TEST(says(loose.err, "Fields are given as --name value; 'name' is neither"), loose.err);
  const Ran half = door.shop.doing("provider.add", {"--name"});
  BOOST_TEST(half.exit == 1);
  const Ran json = door.shop.doing("provider.add", {"--phone", "abc"}, true);
  BOOST_TEST(json.exit == 1);
  const auto told = nlohmann::json::parse(json.out, nullptr, false);
  BOOST_TEST_REQUIRE(told.is_object(), json.out);
  BOOST_TEST(told["done"] == false);
  BOOST_TEST(told["problems"].size() == 2U);
  // Nothing of it was done.
  BOOST_TEST(door.shop.doing("provider.add", {"--name", "x"}).exit == 0);
}

BOOST_AUTO_TEST_CASE(the_socket_is_for_its_owner_alone) {
  Shop shop;
  shop.daemon->start();
  struct stat facts {};
  BOOST_TEST_REQUIRE(::stat((shop.data() + "/capd.sock").c_str(), &facts) == 0);
  BOOST_TEST((facts.st_mode & 0777U) == 0600U);
  BOOST_TEST_REQUIRE(::stat(shop.data().c_str(), &facts) == 0);
  BOOST_TEST((facts.st_mode & 0777U) == 0700U);
  shop.daemon->signal(SIGTERM);
  BOOST_TEST(shop.daemon->wait() == 0);
  BOOST_TEST(!std::filesystem::exists(shop.data() + "/capd.sock"));
}

BOOST_AUTO_TEST_CASE(a_socket_left_behind_by_a_dead_daemon_is_no_daemon) {
  Shop shop;
  shop.daemon->start();
  shop.daemon->kill();
  BOOST_TEST(std::filesystem::exists(shop.data() + "/capd.sock"));
  const Ran done = shop.doing("provider.add", {"--name", "Foleshill Forge"});
  BOOST_TEST(done.exit == 0, done.err);
  shop.daemon->start();
}

BOOST_AUTO_TEST_CASE(plugins_and_routes_list_what_there_is) {
  const Ran plugins = runCapd({"plugins", "--json"});
  BOOST_TEST(plugins.exit == 0, plugins.err);
  const auto all = nlohmann::json::parse(plugins.out, nullptr, false);
  BOOST_TEST_REQUIRE(all.is_array());
  std::vector<std::string> names;
  for (const auto& each : all) {
    names.push_back(each["name"].get<std::string>());
    BOOST_TEST(each["state"].get<std::string>() == "can run", each.dump());
  }
  for (const char* name : {"desk", "directory", "referral", "response", "tier1"})
    BOOST_TEST((std::find(names.begin(), names.end(), name) != names.end()), name);

  const TempDir folder;
  std::ofstream(folder.file("nonsense.so")) << "no library";
  const Ran broken = runCapd({"plugins", "--plugins", folder.path()});
  BOOST_TEST(broken.exit == 1);
  BOOST_TEST(says(broken.out, "nonsense"), broken.out);

  const Ran routes = runCapd({"routes", "--json"});
  BOOST_TEST(routes.exit == 0);
  const auto paths = nlohmann::json::parse(routes.out, nullptr, false);
  BOOST_TEST_REQUIRE(paths.is_array());
  BOOST_TEST(paths.size() > 40U);
  for (const auto& each : paths) BOOST_TEST(!each["permission"].get<std::string>().empty(), each.dump());
  BOOST_TEST(says(routes.out, "/do/referral.submit"));
}

BOOST_AUTO_TEST_CASE(doctor_finds_what_is_wrong) {
  Shop shop;
  std::filesystem::create_directory(shop.data());
  std::filesystem::permissions(shop.data(), std::filesystem::perms(0755));
  const Ran open = shop.run({"doctor"});
  BOOST_TEST(open.exit == 1);
  BOOST_TEST(says(open.out, "LOOK   nobody else can read the data folder\n         Run: chmod 700 " + shop.data()),
             open.out);
  BOOST_TEST(says(open.out, "LOOK   a virus scanner is configured"), open.out);
  BOOST_TEST(says(open.out, "well   the policy files"), open.out);
  std::filesystem::permissions(shop.data(), std::filesystem::perms(0700));
  BOOST_TEST(says(shop.run({"doctor"}).out, "well   nobody else can read the data folder"));
}

BOOST_AUTO_TEST_CASE(help_is_everywhere_and_exit_codes_tell) {
  const std::vector<std::vector<std::string>> subs = {{},
                                                      {"serve"},
                                                      {"do"},
                                                      {"plugins"},
                                                      {"routes"},
                                                      {"doctor"},
                                                      {"audit"},
                                                      {"audit", "verify"},
                                                      {"db"},
                                                      {"db", "migrate"},
                                                      {"decision"},
                                                      {"decision", "show"},
                                                      {"decision", "rerun"},
                                                      {"policy"},
                                                      {"policy", "check"},
                                                      {"policy", "facts"},
                                                      {"policy", "explain"},
                                                      {"policy", "eval"},
                                                      {"policy", "diff"}};
  for (std::vector<std::string> words : subs) {
    words.push_back("--help");
    const Ran help = runCapd(words);
    BOOST_TEST(help.exit == 0, words.front());
    BOOST_TEST(says(help.out, "Usage:"), words.front());
  }
  BOOST_TEST(runCapd({}).exit == 2);
  const Ran mistyped = runCapd({"audit", "verfy"});
  BOOST_TEST(mistyped.exit == 2);
  BOOST_TEST(says(mistyped.err, "There is no 'verfy' here. Did you mean 'verify'?"), mistyped.err);
  BOOST_TEST(runCapd({"serve", "--no-such"}).exit == 2);
  BOOST_TEST(runCapd({"decision", "show"}).exit == 2);
}

BOOST_AUTO_TEST_CASE(a_configuration_with_faults_is_refused_with_its_lines) {
  Shop shop(Kind::sqlite, "telephone = 024 7600 0000\nuploads.scn = /run/clamd\nmail.server\ntelephone = 1\n");
  const Ran refused = shop.run({"serve", "--demo", "--listen", "127.0.0.1:0"});
  BOOST_TEST(refused.exit == 1);
  BOOST_TEST(says(refused.err, shop.config() + ":2: There is no setting 'uploads.scn'. Did you mean 'uploads.scan'?"),
             refused.err);
  BOOST_TEST(says(refused.err, shop.config() + ":3: This line is no 'name = value'"), refused.err);
  BOOST_TEST(says(refused.err, shop.config() + ":4: The setting 'telephone' stands twice"), refused.err);
  const Ran missing = runCapd({"serve", "--config", "/nowhere/capd.conf", "--data", shop.data()});
  BOOST_TEST(missing.exit == 1);
  BOOST_TEST(says(missing.err, "/nowhere/capd.conf cannot be read"), missing.err);
  shop.configure("");
  const Ran at = shop.run({"serve", "--at", "2026-02-02T09:00"});
  BOOST_TEST(at.exit == 1);
  BOOST_TEST(says(at.err, "--at moves the clock and is for demonstrations alone"), at.err);
  for (const char* place : {"nonsense", "127.0.0.1:", "127.0.0.1:port", "127.0.0.1:99999"}) {
    const Ran listen = shop.run({"serve", "--demo", "--listen", place});
    BOOST_TEST(listen.exit == 1, place);
    BOOST_TEST(says(listen.err, "'listen' is address:port, such as 127.0.0.1:8080"), place << ": " << listen.err);
  }
}

BOOST_AUTO_TEST_CASE(healthz_and_the_status_page_say_how_it_is) {
  Shop shop;
  shop.daemon->start();
  Caller nobody(shop.daemon->port());
  const auto health = nobody.get("/healthz");
  BOOST_TEST_REQUIRE(health.has_value());
  BOOST_TEST(health->status == 200);
  const auto json = nlohmann::json::parse(health->body, nullptr, false);
  BOOST_TEST_REQUIRE(json.is_object(), health->body);
  BOOST_TEST(json["writable"] == true);
  BOOST_TEST(json["plugins_not_running"].empty());
  BOOST_TEST(nobody.get("/status")->status == 303);
  Caller school(shop.daemon->port());
  BOOST_TEST_REQUIRE(school.signIn("coordinator@school.example", kPassword));
  BOOST_TEST(school.get("/status")->status == 404);
  Caller host(shop.daemon->port());
  BOOST_TEST_REQUIRE(host.signIn("host@cap.example", kPassword));
  const auto page = host.get("/status");
  BOOST_TEST_REQUIRE(page->status == 200);
  BOOST_TEST(says(page->body, "All parts are running and records can be written."));
  BOOST_TEST(says(page->body, "Virus scan"));
  BOOST_TEST(says(page->body, "not configured: uploads are marked"));
}

BOOST_AUTO_TEST_CASE(the_first_administrators_link_is_printed_and_works_once) {
  Shop shop(Kind::sqlite, "accounts.second_factor = offered\n", false);
  shop.daemon->start();
  const std::string mark = "/link/";
  std::string out;
  for (int tries = 0; tries < 2000 && !says(out, mark); ++tries) {
    out = shop.daemon->out();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));  // another process is still printing
  }
  const auto at = out.find(mark);
  BOOST_TEST_REQUIRE(at != std::string::npos, out);
  BOOST_TEST(out.find(mark, at + 1) == std::string::npos);
  const std::string link = out.substr(at, out.find('\n', at) - at);
  Caller admin(shop.daemon->port());
  BOOST_TEST(admin.get(link)->status == 200);
  const auto weak = admin.post(link, {{"password", "short"}});
  BOOST_TEST(weak->status == 422);
  BOOST_TEST(admin.post(link, {{"password", "four words put together"}})->status == 303);
  BOOST_TEST(admin.get("/status")->status == 200);
  Caller again(shop.daemon->port());
  BOOST_TEST(again.get(link)->status == 404);
  BOOST_TEST(again.post(link, {{"password", "four other words together"}})->status == 404);
  BOOST_TEST(again.signIn("admin@localhost", "four words put together"));
  shop.daemon->signal(SIGTERM);
  BOOST_TEST_REQUIRE(shop.daemon->wait() == 0);
  shop.daemon->start();
  Caller later(shop.daemon->port());
  BOOST_TEST(later.signIn("admin@localhost", "four words put together"));
  BOOST_TEST(!says(shop.daemon->out(), mark), "somebody can sign in: no link any more");
}
