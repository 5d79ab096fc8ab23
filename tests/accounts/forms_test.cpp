// Forms come from our own pages and from the session that was shown them; what meets an ended session waits for its
// writer.
#include <boost/test/data/test_case.hpp>

#include "cases/account/Account.h"
#include "tests/accounts/Browser.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::int64_t drafts(Office& office) {
  return office.fact<std::int64_t>("SELECT COUNT(*) FROM @all_cases c WHERE c.state = ?", "draft").value();
}

FieldTexts begin(Office& office, const std::string& token) {
  return {{"csrf", {token}},
          {"token", {store::randomHex(8)}},
          {"page", {"/referrals/new"}},
          {"pupil", {office.pupilId("Wynne-Test")}}};
}

struct Parked {
  explicit Parked(Kind kind) : office(kind), carys(office) {
    carys.signIn(kCarys);
    form = begin(office, carys.csrf());
    office.clock().advanceMs(kIdleMs);
    reply = carys.post("/do/referral.begin", form);
  }
  Office office;
  Browser carys;
  FieldTexts form;
  web::Reply reply;
};
}  // namespace

BOOST_AUTO_TEST_SUITE(forms)

BOOST_DATA_TEST_CASE(a_form_needs_the_token_of_its_own_session, kBoth, kind) {
  Office office(kind);
  Browser carys(office);
  Browser tom(office);
  carys.signIn(kCarys);
  tom.signIn(kTom);
  const std::string own = carys.csrf();
  const std::string other = tom.csrf();
  BOOST_TEST(own != other);

  FieldTexts none = begin(office, own);
  none.erase("csrf");
  BOOST_TEST(carys.post("/do/referral.begin", none).status == 403, "without");
  BOOST_TEST(carys.post("/do/referral.begin", begin(office, "")).status == 403, "empty");
  BOOST_TEST(carys.post("/do/referral.begin", begin(office, std::string(64, '0'))).status == 403, "wrong");
  BOOST_TEST(carys.post("/do/referral.begin", begin(office, other)).status == 403, "another session's");
  carys.signIn(kCarys);
  BOOST_TEST(carys.post("/do/referral.begin", begin(office, own)).status == 403, "of the session before this sign-in");
  BOOST_TEST(drafts(office) == 0);
  BOOST_TEST(carys.post("/do/referral.begin", begin(office, carys.csrf())).status == 303, "its own");
  BOOST_TEST(drafts(office) == 1);
}

BOOST_AUTO_TEST_CASE(a_form_comes_from_here, *label("TRUST-3.5.1")) {
  Office office;
  Browser carys(office);
  carys.signIn(kCarys);
  const std::string token = carys.csrf();
  struct Case {
    std::map<std::string, std::string> headers;
    bool taken;
  };
  const std::vector<Case> all = {
      {{{"host", "cap.example"}, {"origin", "https://cap.example"}, {"sec-fetch-site", "same-origin"}}, true},
      {{{"host", "cap.example"}, {"origin", "http://cap.example"}}, true},
      {{{"host", "cap.example"}}, true},
      {{{"sec-fetch-site", "none"}}, true},
      {{{"sec-fetch-site", "same-site"}}, false},
      {{{"sec-fetch-site", "cross-site"}}, false},
      {{{"sec-fetch-site", "unheard-of"}}, false},
      {{{"host", "cap.example"}, {"origin", "https://evil.example"}}, false},
      {{{"host", "cap.example"}, {"origin", "https://cap.example.evil.example"}}, false},
      {{{"host", "cap.example"}, {"origin", "https://cap.example:8443"}}, false},
      {{{"host", "cap.example"}, {"origin", "null"}}, false},
      {{{"host", "cap.example"}, {"origin", "https://evil.example"}, {"sec-fetch-site", "same-origin"}}, false},
  };
  std::int64_t taken = 0;
  for (const Case& each : all) {
    carys.headers = each.headers;
    const int status = carys.post("/do/referral.begin", begin(office, token)).status;
    std::string about;
    for (const auto& [name, value] : each.headers) about += name + ": " + value + "; ";
    BOOST_TEST(status == (each.taken ? 303 : 403), about << status);
    if (each.taken) ++taken;
    BOOST_TEST(drafts(office) == taken, about);
  }
  carys.headers = {{"sec-fetch-site", "cross-site"}};
  BOOST_TEST(carys.signIn(kCarys).status == 403, "the sign-in form too");
  BOOST_TEST(carys.post("/link/" + std::string(48, 'a'), {{"password", {kGoodPassword}}}).status == 403,
             "and the link's");
}

BOOST_AUTO_TEST_CASE(a_get_changes_nothing, *label("TRUST-3.5.3")) {
  Office office;
  Browser carys(office);
  carys.signIn(kCarys);
  BOOST_TEST(carys.get("/do/referral.begin").status == 404);
  BOOST_TEST(carys.get("/sign-out").status == 404);
  BOOST_TEST(carys.signedIn());
  BOOST_TEST(drafts(office) == 0);
}

BOOST_DATA_TEST_CASE(what_met_an_ended_session_is_done_once_after_sign_in, kBoth, kind) {
  Parked at(kind);
  BOOST_TEST(at.reply.status == 303);
  BOOST_TEST(headerOf(at.reply, "Location") == "/sign-in?parked=1");
  BOOST_TEST(shows(at.carys.get("/sign-in?parked=1"), "What you typed is kept"));
  BOOST_TEST(drafts(at.office) == 0);
  const std::string token = at.carys.cookies["capd-parked"];
  BOOST_TEST(at.office
                     .fact<std::int64_t>("SELECT COUNT(*) FROM parked_post WHERE hash = ? AND sealed LIKE '%pupil%'",
                                         hashOfSecret(token))
                     .value() == 0,
             "it is sealed");

  BOOST_TEST(at.carys.signIn(kCarys).status == 303);
  BOOST_TEST(at.carys.get("/").status == 303);
  BOOST_TEST(drafts(at.office) == 1);
  at.carys.cookies["capd-parked"] = token;
  BOOST_TEST(at.carys.get("/").status == 200);
  BOOST_TEST(drafts(at.office) == 1, "a second time it is gone");
}

BOOST_DATA_TEST_CASE(another_person_never_gets_it, kBoth, kind) {
  Parked at(kind);
  BOOST_TEST(at.carys.signIn(kTom).status == 303);
  BOOST_TEST(at.carys.get("/").status == 200);
  BOOST_TEST(drafts(at.office) == 0);
  // It still waits for whom it belongs to.
  BOOST_TEST(at.carys.signIn(kCarys).status == 303);
  at.carys.get("/");
  BOOST_TEST(drafts(at.office) == 1);
}

// A cookie of what is done costs one look and is taken away: no page writes for it.
BOOST_DATA_TEST_CASE(a_cookie_of_nothing_writes_nothing, kBoth, kind) {
  Parked at(kind);
  const std::string token = at.carys.cookies.at("capd-parked");
  at.carys.signIn(kCarys);
  at.carys.headers.clear();
  at.carys.get("/");
  BOOST_TEST(drafts(at.office) == 1);
  BOOST_TEST(auditLines(at.office, "account.replay") == 1);
  for (const std::string& stale : {token, std::string(48, 'a'), std::string("short")}) {
    at.carys.cookies["capd-parked"] = stale;
    BOOST_TEST(at.carys.get("/").status == 200);
    BOOST_TEST(at.carys.cookies.count("capd-parked") == 0u, stale);
  }
  BOOST_TEST(auditLines(at.office, "account.replay") == 1);
}

BOOST_DATA_TEST_CASE(after_24_hours_it_is_gone, kBoth, kind) {
  for (const auto& [ms, done] : {std::pair<std::int64_t, int>{kParkedMs - 1, 1}, {kParkedMs, 0}, {kParkedMs + 1, 0}}) {
    Parked at(kind);
    at.office.clock().advanceMs(ms);
    at.carys.signIn(kCarys);
    at.carys.get("/");
    BOOST_TEST(drafts(at.office) == done, ms);
    // Nothing of it stays in the records, done or not.
    BOOST_TEST(at.office.fact<std::int64_t>("SELECT COUNT(*) FROM parked_post WHERE sealed <> ?", "").value() == 0, ms);
  }
}

BOOST_AUTO_TEST_CASE(only_the_session_s_own_form_is_parked, *label("TRUST-7.3.1")) {
  Office office;
  Browser carys(office);
  carys.signIn(kCarys);
  FieldTexts form = begin(office, std::string(64, '0'));
  office.clock().advanceMs(kIdleMs);
  const web::Reply reply = carys.post("/do/referral.begin", form);
  BOOST_TEST(headerOf(reply, "Location") == "/sign-in");
  BOOST_TEST(carys.cookies.count("capd-parked") == 0u);
}

// The rights of the moment count, not those of the moment when it was typed.
BOOST_AUTO_TEST_CASE(a_parked_form_is_done_with_the_rights_of_now, *label("TRUST-7.4.2")) {
  Office office;
  Browser carys(office);
  carys.signIn(kCarys);
  const FieldTexts form = begin(office, carys.csrf());
  office.clock().advanceMs(kIdleMs);
  carys.post("/do/referral.begin", form);
  store::WriteRequest request;
  request.viewer = office.house().hostViewer(0);
  request.command = "test.stand_down";
  request.payload = "{}";
  request.apply = [](WriteTx& tx) -> Outcome {
    tx.execute(
        "UPDATE membership SET role = 'school.dsl' WHERE person_id = (SELECT person_id FROM account WHERE email = ?)",
        kCarys);
    return Done{};
  };
  office.house().database().write(std::move(request)).get();
  carys.signIn(kCarys);
  BOOST_TEST(carys.get("/").status == 403);
  BOOST_TEST(drafts(office) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
