// Other programs at the real daemon: JSON over a socket, the description from both its places, and the second factor
// where it is required.
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>
#include <tuple>

#include "cases/account/SecondFactor.h"
#include "tests/daemon/Shop.h"

using namespace capd;
using namespace capd::test;

namespace {

std::string keyOf(const Shop& shop, const std::string& name) {
  const Ran made = shop.doing("apikey.add",
                              {"--name", name, "--organisation", "school:Spon Vale School", "--roles",
                               "school.coordinator", "--roles", "school.contributor", "--days", "30"},
                              true);
  BOOST_TEST_REQUIRE(made.exit == 0, made.err);
  const auto once = nlohmann::json::parse(made.out).at("once").get<std::string>();
  return once.substr(once.find("capd_"));
}

/// One request on a connection of its own.
std::optional<Answer> ask(const Shop& shop, const std::string& first, const std::string& key, const std::string& type,
                          const std::string& body) {
  Wire wire(shop.daemon->port());
  std::string bytes = first + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  if (!key.empty()) bytes += "Authorization: Bearer " + key + "\r\n";
  if (!type.empty()) bytes += "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  return wire.send(bytes + "\r\n" + body) ? wire.receive() : std::nullopt;
}

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const auto at = text.find(before);
  if (at == std::string::npos) return {};
  const auto begin = at + before.size();
  return text.substr(begin, text.find(after, begin) - begin);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_program_reads_and_writes_over_the_wire) {
  Shop shop;
  shop.daemon->start();
  const std::string key = keyOf(shop, "spon-vale-mis");
  const std::string pupil = R"({"first_name":"Ines","last_name":"Marlow-Test","born":"2011-03-04","year_group":10})";
  const auto post = [&](const std::string& type, const std::string& body) {
    return ask(shop, "POST /api/v1/pupil.add", key, type, body);
  };
  const auto done = post("application/json; charset=utf-8", pupil);
  BOOST_TEST_REQUIRE(done.has_value());
  BOOST_TEST(done->status == 200, done->body);
  BOOST_TEST(done->header("content-type") == "application/json");
  BOOST_TEST(done->header("cache-control") == "no-store");
  BOOST_TEST(done->header("set-cookie").empty());
  const auto subject = nlohmann::json::parse(done->body).at("subject").get<std::string>();
  const auto list = ask(shop, "GET /api/v1/referrals", key, "", "");
  BOOST_TEST_REQUIRE(list.has_value());
  BOOST_TEST(list->status == 200);
  BOOST_TEST(says(list->body, subject), list->body);

  // What the server itself refuses is JSON too.
  for (const auto& [type, body, status] : std::vector<std::tuple<std::string, std::string, int>>{
           {"text/plain", pupil, 415},
           {"application/x-www-form-urlencoded", "first_name=x", 415},
           {"multipart/form-data; boundary=x", "--x--", 415},
           {"application/json", std::string(2097153, ' '), 413}}) {
    const auto refused = post(type, body);
    BOOST_TEST_REQUIRE(refused.has_value(), type);
    BOOST_TEST(refused->status == status, type << ": " << refused->status);
    const auto json = nlohmann::json::parse(refused->body, nullptr, false);
    BOOST_TEST_REQUIRE(json.is_object(), refused->body);
    BOOST_TEST(!json.at("problems").at(0).at("says").get<std::string>().empty());
  }
  const auto large = post("application/json", "{\"first_name\":\"" + std::string(2'000'000, 'x') + "\"}");
  BOOST_TEST_REQUIRE(large.has_value());
  BOOST_TEST(large->status == 422);
  const auto stranger = ask(shop, "GET /api/v1/referrals", "", "", "");
  BOOST_TEST_REQUIRE(stranger.has_value());
  BOOST_TEST(stranger->status == 401);
  BOOST_TEST(says(stranger->header("www-authenticate"), "Bearer"));
  BOOST_TEST(!says(shop.daemon->err(), key.substr(5)), "the key is in the log");
}

BOOST_AUTO_TEST_CASE(the_description_is_the_same_from_both_its_places) {
  Shop shop;
  shop.daemon->start();
  const auto asked = ask(shop, "GET /api/v1/openapi.json", "", "", "");
  const Ran told = shop.run({"openapi"});
  BOOST_TEST(told.exit == 0, told.err);
  BOOST_TEST_REQUIRE(asked.has_value());
  BOOST_TEST(asked->status == 200);
  BOOST_TEST((asked->body == told.out), "the two differ");
  BOOST_TEST(nlohmann::json::parse(told.out).at("paths").size() > 80u);
}

BOOST_AUTO_TEST_CASE(a_demonstration_tells_a_persons_code_and_production_does_not) {
  Shop shop;
  shop.daemon->start();
  Caller carys(shop.daemon->port());
  BOOST_TEST_REQUIRE(carys.signIn("coordinator@school.example", kPassword));
  const Ran none = shop.run({"user", "code", "coordinator"}, {"--demo"});
  BOOST_TEST(none.exit == 1);
  BOOST_TEST(says(none.err, "has no second factor"), none.err);
  const auto page = carys.get("/account/second-factor");
  BOOST_TEST_REQUIRE((page && page->status == 200));
  std::string secret = between(page->body, "<strong class=\"capd-key\">", "<");
  secret.erase(std::remove(secret.begin(), secret.end(), ' '), secret.end());
  // The daemon's clock is held to 2026-02-02 09:00 and runs on: one of three steps is right.
  const auto save = [&](int steps) {
    const Instant now = londonAt(Date(2026, 2, 2), {9, 0});
    const auto saved =
        carys.post("/account/second-factor", {{"csrf", carys.csrf()},
                                              {"secret", between(page->body, "name=\"secret\" value=\"", "\"")},
                                              {"code", codeAt(bytesOfBase32(secret), codeStep(now) + steps)}});
    return saved && saved->status == 200;
  };
  BOOST_TEST_REQUIRE((save(1) || save(2) || save(3)));
  const Ran code = shop.run({"user", "code", "coordinator"}, {"--demo"});
  BOOST_TEST(code.exit == 0, code.err);
  BOOST_TEST(code.out.size() == 7u, code.out);
  BOOST_TEST(code.out.find_first_not_of("0123456789\n") == std::string::npos, code.out);
  BOOST_TEST(shop.run({"user", "code", "nobody"}, {"--demo"}).exit == 1);

  Shop production(Kind::sqlite, "", false);
  production.daemon->start();
  const Ran refused = production.run({"user", "code", "admin@localhost"});
  BOOST_TEST(refused.exit == 1);
  BOOST_TEST(says(refused.err, "in demonstrations alone"), refused.err);
}

BOOST_AUTO_TEST_CASE(in_production_nobody_goes_on_without_a_second_factor) {
  Shop shop(Kind::sqlite, "", false);
  shop.daemon->start();
  std::string link;
  for (int tries = 0; tries < 2000 && link.empty(); ++tries) {
    const std::string out = shop.daemon->out();
    const auto at = out.find("/link/");
    if (at != std::string::npos && out.find('\n', at) != std::string::npos)
      link = out.substr(at, out.find('\n', at) - at);
    else
      std::this_thread::sleep_for(std::chrono::milliseconds(2));  // another process is still printing
  }
  BOOST_TEST_REQUIRE(!link.empty());
  Caller admin(shop.daemon->port());
  BOOST_TEST(admin.post(link, {{"password", "four words put together"}})->status == 303);
  const auto first = admin.get("/status");
  BOOST_TEST(first->status == 303);
  BOOST_TEST(first->header("location") == "/account/second-factor");
  const auto page = admin.get("/account/second-factor");
  BOOST_TEST_REQUIRE(page->status == 200);
  BOOST_TEST(says(page->body, "You can go on when it is set up"));
  std::string secret = between(page->body, "<strong class=\"capd-key\">", "<");
  secret.erase(std::remove(secret.begin(), secret.end(), ' '), secret.end());
  const auto saved =
      admin.post("/account/second-factor", {{"csrf", admin.csrf()},
                                            {"secret", between(page->body, "name=\"secret\" value=\"", "\"")},
                                            {"code", codeAt(bytesOfBase32(secret), codeStep(SystemClock().now()))}});
  BOOST_TEST_REQUIRE(saved->status == 200, saved->body);
  BOOST_TEST(admin.get("/status")->status == 200);
  Caller again(shop.daemon->port());
  BOOST_TEST(!again.signIn("admin@localhost", "four words put together"), "the password alone");
}
