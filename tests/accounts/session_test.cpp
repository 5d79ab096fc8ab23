// Sessions: how long they live, that they change at sign-in, and that they end when they should.
#include <boost/test/data/test_case.hpp>

#include "cases/account/Account.h"
#include "tests/accounts/Browser.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {
constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;

// Signed in, then nothing for so long: is the next click still a signed-in one?
bool livesAfter(Kind kind, std::int64_t ms) {
  Office office(kind);
  Browser browser(office);
  BOOST_TEST_REQUIRE(browser.signIn(kCarys).status == 303);
  office.clock().advanceMs(ms);
  return browser.signedIn();
}

bool setCookie(const web::Reply& reply, const std::string& part) {
  for (const auto& [name, value] : reply.headers)
    if (name == "Set-Cookie" && value.find(part) != std::string::npos) return true;
  return false;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(session)

BOOST_DATA_TEST_CASE(half_an_hour_without_a_click_ends_it, kBoth, kind) {
  BOOST_TEST(livesAfter(kind, 29 * kMinute + 59 * kSecond));
  BOOST_TEST(!livesAfter(kind, 30 * kMinute));
  BOOST_TEST(!livesAfter(kind, 30 * kMinute + kSecond));
}

BOOST_DATA_TEST_CASE(twelve_hours_end_it_whatever_one_does, kBoth, kind) {
  Office office(kind);
  Browser browser(office);
  BOOST_TEST_REQUIRE(browser.signIn(kCarys).status == 303);
  for (int quarter = 1; quarter < 48; ++quarter) {
    office.clock().advanceMs(15 * kMinute);
    BOOST_TEST_REQUIRE(browser.signedIn(), "after " << quarter << " quarters of an hour");
  }
  office.clock().advanceMs(15 * kMinute - 1);
  BOOST_TEST(browser.signedIn(), "a millisecond before 12 hours");
  office.clock().advanceMs(1);
  BOOST_TEST(!browser.signedIn(), "at 12 hours");
}

BOOST_DATA_TEST_CASE(the_cookie_changes_at_sign_in_and_the_old_one_is_worth_nothing, kBoth, kind) {
  Office office(kind);
  Browser browser(office);
  browser.cookies["capd"] = std::string(64, 'a');  // planted
  browser.signIn(kCarys);
  const std::string first = browser.cookies["capd"];
  BOOST_TEST(first.size() == 64u);
  BOOST_TEST(first != std::string(64, 'a'));
  browser.signIn(kCarys);
  BOOST_TEST(browser.cookies["capd"] != first);
  Browser old(office);
  old.cookies["capd"] = first;
  BOOST_TEST(!old.signedIn());
  BOOST_TEST(browser.signedIn());
  // The records do not hold the cookie, only its hash.
  BOOST_TEST(
      office.fact<std::int64_t>("SELECT COUNT(*) FROM session WHERE id_hash = ?", browser.cookies["capd"]).value() ==
      0);
  BOOST_TEST(
      office.fact<std::int64_t>("SELECT COUNT(*) FROM session WHERE id_hash = ?", hashOfSecret(browser.cookies["capd"]))
          .value() == 1);
}

BOOST_DATA_TEST_CASE(signing_out_ends_it_on_the_server_too, kBoth, kind) {
  Office office(kind);
  Browser browser(office);
  browser.signIn(kCarys);
  const std::string cookie = browser.cookies["capd"];
  const std::string token = browser.csrf();

  BOOST_TEST(browser.post("/sign-out", {}).status == 403, "without the token");
  BOOST_TEST(browser.post("/sign-out", {{"csrf", {std::string(64, '0')}}}).status == 403, "with a wrong one");
  browser.headers["sec-fetch-site"] = "cross-site";
  BOOST_TEST(browser.post("/sign-out", {{"csrf", {token}}}).status == 403, "from another site");
  browser.headers.clear();
  BOOST_TEST(browser.signedIn());

  const web::Reply out = browser.post("/sign-out", {{"csrf", {token}}});
  BOOST_TEST(out.status == 303);
  BOOST_TEST(setCookie(out, "capd=; "));
  browser.cookies["capd"] = cookie;
  BOOST_TEST(!browser.signedIn());
}

BOOST_DATA_TEST_CASE(a_leaver_is_out_on_the_next_request, kBoth, kind) {
  Office office(kind);
  Browser carys(office);
  Browser elsewhere(office);
  carys.signIn(kCarys);
  elsewhere.signIn(kCarys);
  Browser anna(office);
  anna.signIn("admin@cap.example");
  const std::string list = anna.get("/people?of=school").body;
  const auto at = list.find("Carys Penn</a>");
  const std::string path = list.substr(list.rfind("/people/", at), 8 + 12);
  const web::Reply gone = anna.send(path + "/leaver", "account.leaver", {{"person", {path.substr(8)}}});
  BOOST_TEST_REQUIRE(gone.status == 303, textOf(gone));
  for (Browser* each : {&carys, &elsewhere}) {
    BOOST_TEST(!each->signedIn());
    BOOST_TEST(each->get("/referrals").status == 303);
    BOOST_TEST(each->send("/referrals", "referral.begin", {{"pupil", {"1"}}}).status == 303);
  }
  BOOST_TEST(Browser(office).signIn(kCarys).status == 422);
}

BOOST_AUTO_TEST_CASE(the_cookie_is_closed_to_scripts_and_to_other_sites, *label("TRUST-3.3.1")) {
  {
    Office office;
    Browser browser(office);
    const std::string set = headerOf(browser.signIn(kCarys), "Set-Cookie");
    BOOST_TEST(set.rfind("capd=", 0) == 0u, set);
    for (const char* part : {"; Path=/", "; HttpOnly", "; SameSite=Lax"})
      BOOST_TEST(set.find(part) != std::string::npos, set);
    BOOST_TEST(set.find("Secure") == std::string::npos, set);
  }
  Office office(Kind::sqlite, Date(2026, 2, 2), {{"secure_cookies", "yes"}});
  Browser browser(office);
  const std::string set = headerOf(browser.signIn(kCarys), "Set-Cookie");
  BOOST_TEST(set.rfind("__Host-capd=", 0) == 0u, set);
  for (const char* part : {"; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Secure"})
    BOOST_TEST(set.find(part) != std::string::npos, set);
  BOOST_TEST(set.find("Domain") == std::string::npos, set);
  BOOST_TEST(browser.signedIn());
  // Every other cookie of the site is as closed.
  const web::Reply done = browser.send("/referrals/new", "referral.begin", {{"pupil", {office.pupilId("Wynne-Test")}}});
  BOOST_TEST(done.status == 303, textOf(done));
  const web::Reply shown = browser.get(headerOf(done, "Location"));
  int cookies = 0;
  for (const web::Reply* reply : {&done, &shown})
    for (const auto& [name, value] : reply->headers) {
      if (name != "Set-Cookie") continue;
      ++cookies;
      for (const char* part : {"; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Secure"})
        BOOST_TEST(value.find(part) != std::string::npos, value);
    }
  BOOST_TEST(cookies > 0);
  // The name without the prefix opens nothing here.
  Browser bare(office);
  bare.cookies["capd"] = browser.cookies["__Host-capd"];
  BOOST_TEST(!bare.signedIn());
}

BOOST_AUTO_TEST_SUITE_END()
