// Forms that come without their token, twice, fifty at once, from elsewhere, for another school's case, or too late;
// and what is judged is judged again to the same bytes while the daemon runs.
#include <signal.h>

#include <set>
#include <thread>

#include "base/Hash.h"
#include "tests/daemon/Shop.h"
#include "tests/kill/Load.h"

using namespace capd;
using namespace capd::test;

namespace {

struct Town {
  explicit Town(Kind kind = Kind::sqlite) : shop(kind) {
    shop.daemon->start();
    person.moveTo(shop.daemon->port());
    BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
  }
  std::int64_t count(const std::string& sql) {
    const SystemClock clock;
    const auto database = store::Database::openToRead(shop.records, clock, {{"core", CAPD_SOURCE "/sql/core"}});
    return database->read(jobViewer())->tx().one<std::int64_t>(sql).value();
  }
  std::int64_t cases() { return count("SELECT COUNT(*) FROM @all_cases c"); }
  std::string pupil(const std::string& lastName = "Wynne-Test") {
    return std::to_string(count("SELECT p.id FROM @all_pupils p WHERE p.last_name = '" + lastName + "'"));
  }
  std::string draft(const std::string& token = "first") {
    const auto begun = person.run("referral.begin", {{"token", token}, {"pupil", pupil()}});
    BOOST_TEST_REQUIRE((begun && begun->status == 303));
    return begun->header("location").substr(std::string("/referrals/").size());
  }

  Shop shop;
  Caller person{0};
};

}  // namespace

// A token that no page of ours holds is no token; what the database would not take never gets there.
BOOST_DATA_TEST_CASE(a_token_that_is_none_is_refused_at_the_door, kBoth, kind) {
  Town town(kind);
  const std::string pupil = town.pupil();
  for (const std::string& token :
       {std::string(), std::string("\xFF\xFE"), std::string("a b"), std::string("a:b"), std::string(65, 'a')}) {
    const auto answer = town.person.run("referral.begin", {{"token", token}, {"pupil", pupil}});
    BOOST_TEST_REQUIRE(answer.has_value(), token);
    BOOST_TEST(answer->status == 403, token << ": " << answer->status);
    BOOST_TEST(says(answer->body, "This form is too old to be sent"));
  }
  BOOST_TEST(town.cases() == 0);
  BOOST_TEST(town.person.get("/healthz")->status == 200);
  BOOST_TEST(town.person.run("referral.begin", {{"token", std::string(60, 'a') + "-Z09"}, {"pupil", pupil}})->status ==
             303);
  BOOST_TEST(town.cases() == 1);
}

BOOST_AUTO_TEST_CASE(a_form_without_its_sign_changes_nothing) {
  Town town;
  const std::string pupil = town.pupil();
  const auto without = town.person.post("/do/referral.begin", {{"token", "a"}, {"pupil", pupil}});
  BOOST_TEST(without->status == 403);
  BOOST_TEST(says(without->body, "This form is too old to be sent"));
  const auto wrong =
      town.person.post("/do/referral.begin", {{"token", "a"}, {"pupil", pupil}, {"csrf", std::string(64, 'a')}});
  BOOST_TEST(wrong->status == 403);
  // From a page of somebody else's, by what browsers say of themselves.
  const std::string body = urlEncoded({{"token", "a"}, {"pupil", pupil}, {"csrf", town.person.csrf()}});
  for (const char* elsewhere :
       {"Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"}) {
    const auto answer = town.person.send("POST /do/referral.begin HTTP/1.1\r\nHost: " + town.person.host() + "\r\n" +
                                         town.person.cookieLine() + elsewhere +
                                         "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                                         std::to_string(body.size()) + "\r\n\r\n" + body);
    BOOST_TEST(answer->status == 403, elsewhere);
  }
  Caller nobody(town.shop.daemon->port());
  BOOST_TEST(nobody.post("/do/referral.begin", {{"token", "a"}, {"pupil", pupil}})->status == 303);
  BOOST_TEST(town.cases() == 0);
}

BOOST_DATA_TEST_CASE(a_form_sent_twice_is_one_deed_and_one_reply, kBoth, kind) {
  Town town(kind);
  const std::string first = town.draft("same");
  BOOST_TEST(town.draft("same") == first);
  BOOST_TEST(town.draft("other") != first);
  BOOST_TEST(town.cases() == 2);
  // The same token with other content is neither done nor mistaken for the first.
  const auto other = town.person.run("referral.begin", {{"token", "same"}, {"pupil", town.pupil("Hassan-Test")}});
  BOOST_TEST(other->status == 409);
  BOOST_TEST(town.cases() == 2);
}

BOOST_DATA_TEST_CASE(fifty_at_once_are_one_deed, kBoth, kind) {
  Town town(kind);
  const std::string pupil = town.pupil();
  std::vector<std::string> told(50);
  std::vector<std::thread> threads;
  for (std::string& each : told)
    threads.emplace_back([&] {
      Caller mine(town.person);
      if (const auto answer = mine.run("referral.begin", {{"token", "fifty"}, {"pupil", pupil}}))
        each = answer->header("location");
    });
  for (auto& thread : threads) thread.join();
  BOOST_TEST(std::set<std::string>(told.begin(), told.end()).size() == 1U);
  BOOST_TEST(says(told.front(), "/referrals/"), told.front());
  BOOST_TEST(town.cases() == 1);
  BOOST_TEST(town.count("SELECT COUNT(*) FROM audit WHERE command = 'referral.begin'") == 1);
}

BOOST_AUTO_TEST_CASE(another_schools_case_is_as_if_it_were_not_there) {
  Town town;
  const std::string reference = town.draft();
  Caller other(town.shop.daemon->port());
  BOOST_TEST_REQUIRE(other.signIn("other@school.example", kPassword));
  for (const std::string& about : {reference, std::string("CAP25-H4K7MX")}) {
    for (const char* command : {"referral.save_section", "referral.submit", "referral.withdraw_draft", "referral.copy"})
      BOOST_TEST(
          other.run(command,
                    {{"token", randomHex(8)}, {"reference", about}, {"section", "pupil"}, {"pupil.address", "x"}})
                  ->status == 404,
          command << " " << about);
    BOOST_TEST(other.get("/referrals/" + about)->status == 404);
    BOOST_TEST(other.get("/referrals/" + about + "/print")->status == 404);
  }
  BOOST_TEST(other.run("referral.begin", {{"token", "b"}, {"pupil", town.pupil()}})->status == 404);
  BOOST_TEST(town.count("SELECT COUNT(*) FROM @all_answers a") == 0);
  BOOST_TEST(town.count("SELECT COUNT(*) FROM @all_cases c WHERE c.state = 'draft'") == 1);
}

BOOST_AUTO_TEST_CASE(what_was_typed_after_the_sign_in_ended_is_kept) {
  Town town;
  const std::string reference = town.draft();
  town.shop.daemon->kill();
  // Forty minutes later by the house's clock.
  Daemon later(town.shop.folder.path(),
               {"--demo", "--at", "2026-02-02T09:40", "--data", town.shop.data(), "--config", town.shop.config()});
  later.start();
  town.person.moveTo(later.port());
  const auto parked = town.person.run("referral.save_section", {{"token", "late"},
                                                                {"page", "/referrals/" + reference},
                                                                {"reference", reference},
                                                                {"section", "needs"},
                                                                {"needs.detail", "Typed too late"}});
  BOOST_TEST_REQUIRE(parked->status == 303);
  BOOST_TEST(parked->header("location") == "/sign-in?parked=1");
  BOOST_TEST(town.count("SELECT COUNT(*) FROM @all_answers a WHERE a.value = 'Typed too late'") == 0);
  BOOST_TEST_REQUIRE(town.person.signIn("coordinator@school.example", kPassword));
  town.person.get("/");
  BOOST_TEST(town.count("SELECT COUNT(*) FROM @all_answers a WHERE a.value = 'Typed too late'") == 1);
  // Somebody else who signs in at the same screen gets nothing of it.
}

BOOST_DATA_TEST_CASE(decisions_are_shown_and_judged_again_beside_the_daemon, kBoth, kind) {
  Town town(kind);
  School school("coordinator@school.example", {town.pupil()}, 1);
  const std::string reference = school.referOne(town.shop.daemon->port());
  BOOST_TEST_REQUIRE(!reference.empty());
  const Ran shown = town.shop.run({"decision", "show", reference});
  BOOST_TEST(shown.exit == 0, shown.err);
  BOOST_TEST(says(shown.out, "submitted  policy "), shown.out);
  BOOST_TEST(says(shown.out, "\"programme\":\"tier1\""), shown.out);
  const Ran again = town.shop.run({"decision", "rerun", reference});
  BOOST_TEST(again.exit == 0, again.err);
  BOOST_TEST(says(again.out, "the same, byte for byte"), again.out);
  BOOST_TEST(town.person.get("/healthz")->status == 200);
}
