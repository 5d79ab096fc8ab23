// Signing in: what is kept of a password, who may try how often, and what a wrong try tells.
#include <sodium.h>

#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "cases/account/Account.h"
#include "tests/accounts/Browser.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {
constexpr char kWrong[] = "not the right password";

double secondsOf(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}
}  // namespace

BOOST_AUTO_TEST_SUITE(sign_in)

BOOST_AUTO_TEST_CASE(a_password_is_kept_as_argon2id_with_46_mib, *label("TRUST-11.4.2")) {
  Office office;
  const std::string hash =
      office
          .fact<std::string>(
              "SELECT c.secret FROM credential c JOIN account a ON a.id = c.account_id WHERE a.email = ?", kCarys)
          .value();
  BOOST_TEST(hash.rfind("$argon2id$v=19$m=47104,t=1,p=1$", 0) == 0u, hash);
  BOOST_TEST(passwordFits(daemon::kDemonstrationPassword, hash));
  BOOST_TEST(!passwordFits(kWrong, hash));
  BOOST_TEST(!passwordFits("", hash));
  BOOST_TEST(passwordHash(kGoodPassword) != passwordHash(kGoodPassword));  // a salt of its own
}

BOOST_AUTO_TEST_CASE(a_password_has_15_letters_and_is_no_common_one, *label("TRUST-6.2.1")) {
  BOOST_TEST(!passwordFault("fourteen signs").empty());
  BOOST_TEST(passwordFault("fifteen letters").empty());
  BOOST_TEST(passwordFault("sixteen letters!").empty());
  BOOST_TEST(!passwordFault("CoventryCoventry").empty());
  BOOST_TEST(!passwordFault(std::string(40, 'x')).empty());
  BOOST_TEST(passwordFault("Zażółć gęślą jaź").empty());
  BOOST_TEST(passwordFault(std::string(120, 'a') + std::string(136, 'b')).empty());
  BOOST_TEST(!passwordFault(std::string(120, 'a') + std::string(137, 'b')).empty());
}

BOOST_DATA_TEST_CASE(a_wrong_password_and_an_unknown_person_get_the_same_reply, kBoth, kind) {
  Office office(kind);
  Browser browser(office);
  // A leaver and somebody who was only invited are unknown too.
  const auto reply = [&](const std::string& email) {
    web::Reply got = browser.signIn(email, kWrong);
    BOOST_TEST(got.status == 422);
    BOOST_TEST(headerOf(got, "Set-Cookie").empty());
    for (auto at = got.body.find(email); at != std::string::npos; at = got.body.find(email))
      got.body.erase(at, email.size());
    return got.body;
  };
  BOOST_TEST(reply(kCarys) == reply("nobody@school.example"));
  BOOST_TEST(shows(browser.signIn(kCarys, kWrong), "The email address, the password or the code is not right"));
}

// Both do one argon2id: the time of an unknown person is not that of a person without work to do.
BOOST_AUTO_TEST_CASE(an_unknown_person_costs_the_same_work, *label("TRUST-6.3.8")) {
  Office office;
  Browser browser(office);
  browser.signIn("warm@school.example", kWrong);
  double known = 1e9;
  double unknown = 1e9;
  double hash = 1e9;
  for (int i = 0; i < 3; ++i) {
    known = std::min(known, secondsOf([&] { browser.signIn(kCarys, kWrong); }));
    unknown = std::min(unknown, secondsOf([&] { browser.signIn("nobody@school.example", kWrong); }));
    hash = std::min(hash, secondsOf([&] { passwordHash(kWrong); }));
  }
  BOOST_TEST(unknown > hash / 2, "unknown " << unknown << " s, one hash " << hash << " s");
  BOOST_TEST(known < unknown * 3 + 0.05, "known " << known << " s, unknown " << unknown << " s");
  BOOST_TEST(unknown < known * 3 + 0.05, "known " << known << " s, unknown " << unknown << " s");
}

BOOST_DATA_TEST_CASE(the_eleventh_guess_in_five_minutes_waits, kBoth, kind) {
  Office office(kind);
  Browser browser(office);
  for (int guess = 1; guess <= 8; ++guess) BOOST_TEST(browser.signIn(kCarys, kWrong).status == 422);
  BOOST_TEST(browser.signIn(kCarys, kWrong).status == 422, "the 9th guess");
  {
    // A right one in between is no guess and takes none away.
    Browser right(office);
    BOOST_TEST(right.signIn(kCarys).status == 303);
    BOOST_TEST(right.signedIn());
  }
  BOOST_TEST(browser.signIn(kCarys, kWrong).status == 422, "the 10th guess");
  const web::Reply eleventh = browser.signIn(kCarys, kWrong);
  BOOST_TEST(eleventh.status == 429);
  BOOST_TEST(shows(eleventh, "Wait 5 minutes"));
  BOOST_TEST(browser.signIn(kCarys).status == 429, "the right password waits too");
  BOOST_TEST(Browser(office).signIn("admin@cap.example").status == 303, "others do not wait");

  office.clock().advanceMs(kGuessWindowMs - 1);
  BOOST_TEST(browser.signIn(kCarys).status == 429, "a millisecond before five minutes are over");
  office.clock().advanceMs(1);
  BOOST_TEST(browser.signIn(kCarys).status == 303, "after five minutes");
}

BOOST_DATA_TEST_CASE(an_unknown_address_is_held_up_in_the_same_way, kBoth, kind) {
  Office office(kind);
  Browser browser(office);
  for (int guess = 1; guess <= 10; ++guess) BOOST_TEST(browser.signIn("Nobody@School.example ", kWrong).status == 422);
  BOOST_TEST(browser.signIn("nobody@school.example", kWrong).status == 429);
}

// A stranger elsewhere keeps nobody out with ten wrong passwords; many strangers together are stopped all the same.
BOOST_DATA_TEST_CASE(guesses_from_elsewhere_lock_nobody_out, kBoth, kind) {
  Office office(kind);
  for (int address = 1; address <= 5; ++address) {
    Browser stranger(office, "198.51.100." + std::to_string(address));
    for (int guess = 1; guess <= 10; ++guess) BOOST_TEST_REQUIRE(stranger.signIn(kCarys, kWrong).status == 422);
    BOOST_TEST(stranger.signIn(kCarys, kWrong).status == 429);
    BOOST_TEST(Browser(office).signIn(kCarys).status == (address < 5 ? 303 : 429), address);
  }
}

// The audit only grows: whoever goes on trying beyond the limit adds one line to it, not one each time.
BOOST_DATA_TEST_CASE(whoever_has_to_wait_is_one_line_of_the_audit, kBoth, kind) {
  Office office(kind);
  Browser browser(office);
  for (int guess = 1; guess <= 10; ++guess) browser.signIn(kCarys, kWrong);
  BOOST_TEST(auditLines(office, "account.sign_in_waits") == 0);
  for (int guess = 1; guess <= 5; ++guess) BOOST_TEST(browser.signIn(kCarys, kWrong).status == 429);
  BOOST_TEST(auditLines(office, "account.sign_in_waits") == 1);
  office.clock().advanceMs(kGuessWindowMs);
  for (int guess = 1; guess <= 12; ++guess) browser.signIn(kCarys, kWrong);
  BOOST_TEST(auditLines(office, "account.sign_in_waits") == 2);
}

BOOST_AUTO_TEST_CASE(one_network_address_tries_at_most_fifty_times, *label("TRUST-6.3.1")) {
  Office office;
  Browser browser(office, "198.51.100.7");
  for (int guess = 0; guess < 50; ++guess)
    BOOST_TEST_REQUIRE(browser.signIn("nobody" + std::to_string(guess) + "@school.example", kWrong).status == 422);
  BOOST_TEST(browser.signIn("nobody50@school.example", kWrong).status == 429);
  BOOST_TEST(Browser(office, "198.51.100.8").signIn(kCarys).status == 303);
}

// Behind a proxy on this machine everybody would come from one address: the proxy says who it is, and only it is
// believed.
BOOST_AUTO_TEST_CASE(the_proxy_on_this_machine_says_who_comes, *label("TRUST-4.1.3")) {
  Office office;
  Browser proxied(office, "127.0.0.1");
  proxied.headers["x-forwarded-for"] = "203.0.113.5, 198.51.100.7";
  for (int guess = 0; guess < 50; ++guess)
    BOOST_TEST_REQUIRE(proxied.signIn("nobody" + std::to_string(guess) + "@school.example", kWrong).status == 422);
  BOOST_TEST(proxied.signIn(kCarys).status == 429);
  proxied.headers["x-forwarded-for"] = "203.0.113.6, 198.51.100.7";
  BOOST_TEST(proxied.signIn(kCarys).status == 429, "what stands before the proxy's own entry can be forged");
  proxied.headers["x-forwarded-for"] = "198.51.100.8";
  BOOST_TEST(proxied.signIn(kCarys).status == 303, "somebody else behind the same proxy");

  Browser direct(office, "198.51.100.9");
  for (int guess = 0; guess < 50; ++guess) {
    direct.headers["x-forwarded-for"] = "203.0.113." + std::to_string(guess);
    BOOST_TEST_REQUIRE(direct.signIn("no" + std::to_string(guess) + "@school.example", kWrong).status == 422);
  }
  direct.headers["x-forwarded-for"] = "203.0.113.99";
  BOOST_TEST(direct.signIn(kCarys).status == 429, "from elsewhere the header is not believed");
}

// What the proxy that is shipped says of who comes is its own: what the sender wrote is not passed on.
BOOST_AUTO_TEST_CASE(the_proxy_that_is_shipped_says_who_comes, *label("TRUST-4.1.3")) {
  std::ifstream file(CAPD_SOURCE "/packaging/nginx/capd.conf");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  BOOST_TEST(text.find("\n    proxy_set_header X-Forwarded-For $remote_addr;") != std::string::npos);
  BOOST_TEST(text.find("$proxy_add_x_forwarded_for") == std::string::npos);
}

// Sent all at once they are as many guesses as one after the other.
BOOST_DATA_TEST_CASE(guesses_sent_at_once_are_counted_before_they_are_looked_at, kBoth, kind) {
  Office office(kind);
  std::atomic<int> looked{0};
  std::atomic<int> waited{0};
  std::vector<std::thread> all;
  for (int i = 0; i < 24; ++i)
    all.emplace_back([&] {
      const int status = Browser(office).signIn(kCarys, kWrong).status;
      if (status == 422) ++looked;
      if (status == 429) ++waited;
    });
  for (std::thread& each : all) each.join();
  BOOST_TEST(looked == 10);
  BOOST_TEST(waited == 14);
}

BOOST_DATA_TEST_CASE(each_try_leaves_a_line_that_names_nobody, kBoth, kind) {
  Office office(kind);
  Browser browser(office);
  browser.signIn(kCarys, kWrong);
  BOOST_TEST(auditLines(office, "account.sign_in_failed") == 1);
  browser.signIn(kCarys);
  BOOST_TEST(auditLines(office, "account.sign_in") == 1);
  const auto lease = office.house().database().read(office.house().hostViewer(0));
  BOOST_TEST(lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM sign_in_failure").value() == 3);
  for (const auto& [who] : lease->tx().rows<std::string>("SELECT who FROM sign_in_failure"))
    BOOST_TEST(who.find("school.example") == std::string::npos, who);
  BOOST_TEST(office.logged().find(kWrong) == std::string::npos);
}

// Who tried is kept for as long as it counts and no longer.
BOOST_DATA_TEST_CASE(tries_are_forgotten_when_they_count_no_more, kBoth, kind) {
  Office office(kind);
  Browser browser(office);
  for (int guess = 0; guess < 3; ++guess) browser.signIn("nobody@school.example", kWrong);
  office.clock().advanceMs(kGuessWindowMs);
  browser.signIn(kCarys, kWrong);
  const auto lease = office.house().database().read(office.house().hostViewer(0));
  BOOST_TEST(lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM sign_in_failure").value() == 3);
}

BOOST_AUTO_TEST_SUITE_END()
