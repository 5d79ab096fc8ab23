// The second factor: the code itself, setting it up, signing in with it, losing it, and showing again who one is.

#include <boost/test/data/test_case.hpp>

#include "cases/account/Account.h"
#include "cases/account/SecondFactor.h"
#include "daemon/UserCode.h"
#include "tests/accounts/Browser.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kLead[] = "lead@cap.example";
const std::string kPassword = daemon::kDemonstrationPassword;

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const auto at = text.find(before);
  if (at == std::string::npos) return {};
  const auto begin = at + before.size();
  return text.substr(begin, text.find(after, begin) - begin);
}

std::string withoutSpaces(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

/// One person with an app on their telephone.
struct Person {
  explicit Person(Office& where, std::string who) : office(where), browser(where), email(std::move(who)) {}

  web::Reply signIn(const std::string& code = {}) {
    return browser.post("/sign-in", {{"email", {email}}, {"password", {kPassword}}, {"code", {code}}, {"next", {"/"}}});
  }
  [[nodiscard]] std::string code(int steps = 0) const {
    return codeAt(bytesOfBase32(secret), codeStep(office.clock().now()) + steps);
  }
  /// Sets it up on the pages. @returns what the page of the recovery codes says.
  web::Reply enrol() {
    const web::Reply page = browser.get("/account/second-factor");
    BOOST_TEST_REQUIRE(page.status == 200, textOf(page));
    secret = withoutSpaces(between(page.body, "<strong class=\"capd-key\">", "<"));
    BOOST_TEST_REQUIRE(bytesOfBase32(secret).size() == 20u, secret);
    sealed = between(page.body, "name=\"secret\" value=\"", "\"");
    const web::Reply done = save(code());
    for (std::string rest = done.body; rest.find("<code class=\"capd-key\">") != std::string::npos;) {
      recovery.push_back(between(rest, "<code class=\"capd-key\">", "<"));
      rest = rest.substr(rest.find("<code class=\"capd-key\">") + 10);
    }
    return done;
  }
  web::Reply save(const std::string& typed) {
    return browser.post("/account/second-factor", {{"csrf", {csrf()}}, {"secret", {sealed}}, {"code", {typed}}});
  }
  web::Reply confirm(const std::string& typed, const std::string& next, const char* field = "code") {
    return browser.post("/confirm", {{"csrf", {csrf()}}, {"next", {next}}, {field, {typed}}});
  }
  std::string csrf() { return store::sha256Hex("csrf:" + browser.cookies["capd"]); }

  Office& office;
  Browser browser;
  std::string email;
  std::string secret;
  std::string sealed;
  std::vector<std::string> recovery;
};

std::int64_t count(Office& office, const std::string& table) {
  return office.fact<std::int64_t>("SELECT COUNT(*) FROM " + table + " WHERE 'x' = ?", "x").value();
}

/// The next 30 seconds, and so the next code.
void nextCode(Office& office) { office.clock().advanceMs(kCodeStepMs); }

}  // namespace

BOOST_AUTO_TEST_SUITE(second_factor)

BOOST_AUTO_TEST_CASE(the_codes_are_those_of_rfc_6238) {
  const std::string secret = "12345678901234567890";
  const std::pair<std::int64_t, const char*> known[] = {{59, "287082"},         {1111111109, "081804"},
                                                        {1111111111, "050471"}, {1234567890, "005924"},
                                                        {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, code] : known) BOOST_TEST(codeAt(secret, codeStep(Instant{seconds * 1000})) == code);
  BOOST_TEST(base32(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  BOOST_TEST(bytesOfBase32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") == secret);
  for (const char* text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"})
    BOOST_TEST(bytesOfBase32(base32(text)) == text);
  BOOST_TEST(base32("foobar") == "MZXW6YTBOI");
  BOOST_TEST(bytesOfBase32("MZXW1").empty());
}

BOOST_AUTO_TEST_CASE(one_step_of_drift_either_way_and_no_more) {
  const std::string secret = "12345678901234567890";
  const std::int64_t step = 1000;
  const std::string code = codeAt(secret, step);
  const auto found = [&](std::int64_t ms, std::int64_t after = -1) {
    return stepOfCode(secret, code, Instant{ms}, after).value_or(-1);
  };
  BOOST_TEST(found((step - 1) * kCodeStepMs - 1) == -1, "two steps early");
  BOOST_TEST(found((step - 1) * kCodeStepMs) == step, "one step early");
  BOOST_TEST(found(step * kCodeStepMs) == step);
  BOOST_TEST(found((step + 2) * kCodeStepMs - 1) == step, "one step late");
  BOOST_TEST(found((step + 2) * kCodeStepMs) == -1, "two steps late");
  BOOST_TEST(found(step * kCodeStepMs, step - 1) == step);
  BOOST_TEST(found(step * kCodeStepMs, step) == -1, "used");
  BOOST_TEST(
      stepOfCode(secret, " " + code.substr(0, 3) + " " + code.substr(3), Instant{step * kCodeStepMs}, -1).has_value());
  for (const std::string& wrong : {std::string(), code.substr(1), code + "0", std::string("abcdef")})
    BOOST_TEST(!stepOfCode(secret, wrong, Instant{step * kCodeStepMs}, -1).has_value(), wrong);
}

BOOST_DATA_TEST_CASE(setting_it_up_shows_ten_recovery_codes_once, kBoth, kind) {
  Office office(kind);
  Person carys(office, kCarys);
  BOOST_TEST(carys.signIn().status == 303);
  BOOST_TEST(shows(carys.browser.get("/account"), "You sign in with your password alone"));
  const web::Reply page = carys.browser.get("/account/second-factor");
  BOOST_TEST(
      page.body.find("href=\"otpauth://totp/Coventry%20CAP:coordinator%40school.example?secret=") != std::string::npos,
      page.body);
  const web::Reply done = carys.enrol();
  BOOST_TEST_REQUIRE(done.status == 200, textOf(done));
  BOOST_TEST_REQUIRE(carys.recovery.size() == 10u);
  BOOST_TEST(shows(carys.browser.get("/account"), "10 of 10"));
  BOOST_TEST(auditLines(office, "account.set_second_factor") == 1);
  // The same form once more changes nothing, and shows none of them.
  const web::Reply again = carys.save(carys.code());
  BOOST_TEST(again.status == 303);
  BOOST_TEST(headerOf(again, "Location") == "/account");
  // Sealed, and hashed: neither is to be read in the records.
  const std::string sealed = office.fact<std::string>("SELECT sealed FROM second_factor WHERE 'x' = ?", "x").value();
  BOOST_TEST(sealed.find(carys.secret) == std::string::npos);
  BOOST_TEST(sealed.find(bytesOfBase32(carys.secret)) == std::string::npos);
  const auto lease = office.house().database().read(office.house().hostViewer(0));
  for (const auto& [hash] : lease->tx().rows<std::string>("SELECT hash FROM recovery_code")) {
    BOOST_TEST(hash.size() == 64u);
    for (const std::string& code : carys.recovery) BOOST_TEST(hash.find(code) == std::string::npos);
  }
}

BOOST_DATA_TEST_CASE(a_wrong_code_sets_nothing_up, kBoth, kind) {
  Office office(kind);
  Person carys(office, kCarys);
  carys.signIn();
  carys.enrol();
  Person other(office, "contributor@school.example");
  other.signIn();
  const web::Reply page = other.browser.get("/account/second-factor");
  other.sealed = between(page.body, "name=\"secret\" value=\"", "\"");
  for (const char* wrong : {"", "000", "12345a", "1234567"}) {
    const web::Reply refused = other.save(wrong);
    BOOST_TEST(refused.status == 422, wrong);
    BOOST_TEST(shows(refused, "This code is not right"));
  }
  // The page of somebody else, or of another sign-in, is worth nothing.
  other.sealed = carys.sealed;
  BOOST_TEST(other.save(carys.code(1)).status == 303);
  BOOST_TEST(other.browser.post("/account/second-factor", {{"secret", {other.sealed}}, {"code", {"000000"}}}).status ==
             403);
  BOOST_TEST(count(office, "second_factor") == 1);
}

BOOST_DATA_TEST_CASE(a_code_is_needed_at_sign_in_and_works_once, kBoth, kind) {
  Office office(kind);
  Person carys(office, kCarys);
  carys.signIn();
  carys.enrol();
  Person again(office, kCarys);
  again.secret = carys.secret;
  const auto bodyOf = [&](const web::Reply& reply) {
    BOOST_TEST(reply.status == 422);
    BOOST_TEST(headerOf(reply, "Set-Cookie").empty());
    return reply.body;
  };
  // The right password alone reads like a wrong one: whoever found it somewhere learns nothing.
  const std::string wrong = bodyOf(again.browser.signIn(kCarys, "not the right password"));
  BOOST_TEST(bodyOf(again.signIn()) == wrong);
  BOOST_TEST(bodyOf(again.signIn("123")) == wrong);
  BOOST_TEST(bodyOf(again.signIn(again.code())) == wrong, "the code that set it up is used up");
  nextCode(office);
  const std::string code = again.code();
  BOOST_TEST(again.signIn(code).status == 303);
  BOOST_TEST(again.browser.signedIn());
  Person thief(office, kCarys);
  BOOST_TEST(bodyOf(thief.signIn(code)) == wrong, "used");
  BOOST_TEST(auditLines(office, "account.sign_in_failed") == 5);
  nextCode(office);
  nextCode(office);
  BOOST_TEST(thief.signIn(again.code(-2)).status == 422, "two steps late");
  BOOST_TEST(again.signIn(again.code(-1)).status == 303, "one step late");
  BOOST_TEST(again.signIn(again.code(1)).status == 303, "one step early");
  BOOST_TEST(again.signIn(again.code()).status == 422, "older than the last that was taken");
}

BOOST_DATA_TEST_CASE(a_recovery_code_works_once_and_new_ones_take_their_place, kBoth, kind) {
  Office office(kind);
  Person carys(office, kCarys);
  carys.signIn();
  carys.enrol();
  std::string typed = carys.recovery[3];
  std::transform(typed.begin(), typed.end(), typed.begin(), [](unsigned char c) { return std::toupper(c); });
  std::replace(typed.begin(), typed.end(), '-', ' ');
  BOOST_TEST(carys.signIn(typed).status == 303, typed);
  BOOST_TEST(auditLines(office, "account.use_recovery_code") == 1);
  BOOST_TEST(shows(carys.browser.get("/account"), "9 of 10"));
  BOOST_TEST(carys.signIn(carys.recovery[3]).status == 422);
  Person other(office, "contributor@school.example");
  other.signIn();
  other.enrol();
  BOOST_TEST(other.signIn(carys.recovery[4]).status == 422, "somebody else's");
  BOOST_TEST(carys.signIn(carys.recovery[4]).status == 303);
  const web::Reply fresh = carys.browser.post("/account/recovery-codes", {{"csrf", {carys.csrf()}}});
  BOOST_TEST(fresh.status == 200);
  BOOST_TEST(carys.signIn(carys.recovery[5]).status == 422, "those before work no more");
  BOOST_TEST(carys.signIn(between(fresh.body, "<code class=\"capd-key\">", "<")).status == 303);
}

BOOST_DATA_TEST_CASE(wrong_codes_wait_as_wrong_passwords_do, kBoth, kind) {
  Office office(kind);
  Person carys(office, kCarys);
  carys.signIn();
  carys.enrol();
  nextCode(office);
  Person guesser(office, kCarys);
  for (int guess = 1; guess <= 10; ++guess) BOOST_TEST(guesser.signIn("00000" + std::to_string(guess)).status == 422);
  BOOST_TEST(guesser.signIn(carys.code()).status == 429, "the right one waits too");
  BOOST_TEST(carys.confirm(carys.code(), "/").status == 429, "nor at the other place that asks");
  office.clock().advanceMs(kGuessWindowMs);
  BOOST_TEST(guesser.signIn(carys.code()).status == 303);
}

BOOST_DATA_TEST_CASE(where_it_is_required_nothing_is_open_before_it_is_set_up, kBoth, kind) {
  Office office(kind, Date(2026, 2, 2), {{"accounts.second_factor", "required"}});
  Person carys(office, kCarys);
  const auto leads = [&](const web::Reply& reply) {
    BOOST_TEST(reply.status == 303);
    return headerOf(reply, "Location");
  };
  carys.signIn();
  for (const char* path : {"/", "/referrals", "/records", "/account", "/status"})
    BOOST_TEST(leads(carys.browser.get(path)) == "/account/second-factor", path);
  const FieldTexts form = {{"csrf", {carys.csrf()}},
                           {"first_name", {"Ines"}},
                           {"last_name", {"Marlow-Test"}},
                           {"born", {"2011-03-04"}},
                           {"year_group", {"10"}}};
  BOOST_TEST(leads(carys.browser.post("/do/pupil.add", form)) == "/account/second-factor");
  BOOST_TEST(
      office.fact<std::int64_t>("SELECT COUNT(*) FROM @all_pupils p WHERE p.last_name = ?", "Marlow-Test").value() ==
      0);
  BOOST_TEST(carys.enrol().status == 200);
  BOOST_TEST(carys.browser.get("/referrals").status == 200);
  nextCode(office);
  BOOST_TEST(carys.signIn(carys.code()).status == 303);
  BOOST_TEST(carys.browser.get("/").status == 200);
}

BOOST_AUTO_TEST_CASE(the_setting_has_two_values) {
  BOOST_CHECK_THROW(Office(Kind::sqlite, Date(2026, 2, 2), {{"accounts.second_factor", "maybe"}}), std::runtime_error);
}

BOOST_DATA_TEST_CASE(a_link_takes_the_place_of_the_password_and_never_of_the_code, kBoth, kind) {
  Office office(kind);
  Person carys(office, kCarys);
  carys.signIn();
  carys.enrol();
  std::int64_t account = 0;
  {
    const auto lease = office.house().database().read(office.house().hostViewer(0));
    account = accountByEmail(lease->tx(), kCarys).value().id;
  }
  Browser finder(office);
  const web::Reply used =
      finder.post(web::newLink(office.house().database(), account, "reset"), {{"password", {kGoodPassword}}});
  BOOST_TEST(used.status == 303);
  BOOST_TEST(headerOf(used, "Location") == "/sign-in?chosen=1");
  BOOST_TEST(!finder.signedIn());
  BOOST_TEST(finder.signIn(kCarys, kGoodPassword).status == 422);
  nextCode(office);
  const web::Reply in = finder.post(
      "/sign-in", {{"email", {kCarys}}, {"password", {kGoodPassword}}, {"code", {carys.code()}}, {"next", {"/"}}});
  BOOST_TEST(in.status == 303);
}

BOOST_DATA_TEST_CASE(an_administrator_takes_a_lost_one_away, kBoth, kind) {
  Office office(kind);
  Person carys(office, kCarys);
  carys.signIn();
  carys.enrol();
  Person anna(office, kAnna);
  anna.signIn();
  const std::string people = anna.browser.get("/people?of=school").body;
  const auto name = people.find(">Carys Penn<");
  const std::string path = between(people.substr(people.rfind("href=\"/people/", name)), "href=\"", "\"");
  BOOST_TEST(shows(anna.browser.get(path), "Set up on 2 February 2026"));
  const std::string code = path.substr(path.rfind('/') + 1);
  const auto reset = [&](const std::string& who) {
    return office.run(who, "account.reset_second_factor", {{"person", code}});
  };
  for (const char* other : {"other@school.example", "officer@cap.example", kCarys})
    BOOST_TEST((std::get<Refused>(reset(other)).kind == Refused::Kind::notAllowed), other);
  BOOST_TEST(carys.browser.signedIn());
  const web::Reply done =
      anna.browser.send(path + "/reset-second-factor", "account.reset_second_factor", {{"person", {code}}});
  BOOST_TEST(done.status == 303);
  BOOST_TEST(!carys.browser.signedIn(), "signed out everywhere");
  BOOST_TEST(carys.signIn().status == 303, "the password alone, until a new one is set up");
  BOOST_TEST(auditLines(office, "account.reset_second_factor") == 1);
  BOOST_TEST(
      office.fact<std::int64_t>("SELECT COUNT(*) FROM mail WHERE subject = ?", "Your second factor was taken away")
          .value() == 1);
  BOOST_TEST(count(office, "recovery_code") == 0);
  BOOST_TEST((std::get<Refused>(reset(kAnna)).kind == Refused::Kind::conflict), "there is none");
}

BOOST_DATA_TEST_CASE(whoever_leaves_leaves_it_behind, kBoth, kind) {
  Office office(kind);
  Person tom(office, "contributor@school.example");
  tom.signIn();
  tom.enrol();
  const std::string code =
      sha256Hex("person:" + std::to_string(office
                                               .fact<std::int64_t>("SELECT person_id FROM account WHERE email = ?",
                                                                   "contributor@school.example")
                                               .value()))
          .substr(0, 12);
  BOOST_TEST(std::holds_alternative<Done>(office.run(kLead, "account.leaver", {{"person", code}})));
  BOOST_TEST(count(office, "second_factor") == 0);
  BOOST_TEST(count(office, "recovery_code") == 0);
}

// ---- showing again who one is

BOOST_DATA_TEST_CASE(a_page_that_exports_asks_again_after_five_minutes, kBoth, kind) {
  Office office(kind);
  const std::string path = "/records/" + office.draft();
  Person carys(office, kCarys);
  carys.signIn();
  carys.enrol();
  const auto open = [&] { return carys.browser.get(path); };
  BOOST_TEST(open().status == 200, "has just shown it");
  office.clock().advanceMs(kFreshMs - 1);
  BOOST_TEST(open().status == 200, "a millisecond before five minutes are over");
  office.clock().advanceMs(1);
  const web::Reply asked = open();
  BOOST_TEST(asked.status == 303);
  BOOST_TEST(headerOf(asked, "Location") == "/confirm?next=" + web::encoded(path));
  BOOST_TEST(carys.browser.get("/referrals").status == 200, "other pages do not ask");
  BOOST_TEST(shows(carys.browser.get("/confirm?next=" + path), "Show that it is you"));
  const web::Reply wrong = carys.confirm("000000", path);
  BOOST_TEST(wrong.status == 422);
  BOOST_TEST(shows(wrong, "This code is not right"));
  BOOST_TEST(carys.confirm(kPassword, path, "password").status == 422, "the password is not what is asked for");
  BOOST_TEST(open().status == 303);
  const web::Reply right = carys.confirm(carys.code(), path);
  BOOST_TEST(headerOf(right, "Location") == path);
  BOOST_TEST(open().status == 200);
  BOOST_TEST(auditLines(office, "account.confirm") == 1);
  BOOST_TEST(auditLines(office, "account.confirm_failed") == 2);
  // It holds for this sign-in, and leads nowhere else.
  BOOST_TEST(headerOf(carys.confirm(carys.code(1), "https://elsewhere.example/"), "Location") == "/");
}

BOOST_DATA_TEST_CASE(without_a_second_factor_the_password_is_asked_for, kBoth, kind) {
  Office office(kind);
  const std::string path = "/records/" + office.draft();
  Person carys(office, kCarys);
  carys.signIn();
  office.clock().advanceMs(kFreshMs);
  BOOST_TEST(carys.browser.get(path).status == 303);
  BOOST_TEST(shows(carys.browser.get("/confirm"), "Password"));
  BOOST_TEST(carys.confirm("", path, "password").status == 422);
  BOOST_TEST(carys.confirm("not the right password", path, "password").status == 422);
  BOOST_TEST(carys.browser.get(path).status == 303);
  BOOST_TEST(carys.confirm(kPassword, path, "password").status == 303);
  BOOST_TEST(carys.browser.get(path).status == 200);
  BOOST_TEST(Browser(office).post("/confirm", {{"password", {kPassword}}}).status == 303, "to the sign-in page");
  BOOST_TEST(carys.browser.post("/confirm", {{"password", {kPassword}}}).status == 403, "without the form's token");
}

BOOST_DATA_TEST_CASE(a_form_waits_while_its_sender_shows_who_they_are, kBoth, kind) {
  Office office(kind);
  Person lead(office, kLead);
  lead.signIn();
  lead.enrol();
  office.clock().advanceMs(kFreshMs);
  const auto send = [&](const char* name) {
    return lead.browser.send("/keys/add", "apikey.add",
                             {{"name", {name}},
                              {"organisation", {"school:Spon Vale School"}},
                              {"roles", {"school.coordinator"}},
                              {"days", {"30"}}});
  };
  const web::Reply asked = send("waits-a-moment");
  BOOST_TEST(asked.status == 303);
  BOOST_TEST(headerOf(asked, "Location") == "/confirm?next=/keys/add");
  BOOST_TEST(count(office, "api_key") == 0);
  BOOST_TEST(shows(lead.browser.get("/confirm?next=/keys/add"), "What you typed is kept"));
  BOOST_TEST(lead.confirm("000000", "/keys/add").status == 422);
  BOOST_TEST(count(office, "api_key") == 0);
  BOOST_TEST(headerOf(lead.confirm(lead.code(), "/keys/add"), "Location") == "/keys/add");
  const web::Reply done = lead.browser.get("/keys/add");
  BOOST_TEST(headerOf(done, "Location") == "/keys");
  BOOST_TEST(shows(lead.browser.get("/keys"), "it is shown this once: capd_"));
  BOOST_TEST(count(office, "api_key") == 1);

  // Whoever goes elsewhere instead has dropped it: it is not sent behind their back later.
  office.clock().advanceMs(kFreshMs);
  BOOST_TEST(send("dropped").status == 303);
  BOOST_TEST(lead.browser.get("/people").status == 200);
  BOOST_TEST(lead.confirm(lead.code(), "/keys/add").status == 303);
  BOOST_TEST(lead.browser.get("/keys/add").status == 200);
  BOOST_TEST(count(office, "api_key") == 1);

  // A refusal comes back to the page, with what was typed.
  office.clock().advanceMs(kFreshMs);
  BOOST_TEST(send("waits-a-moment").status == 303);
  lead.confirm(lead.code(), "/keys/add");
  const web::Reply refused = lead.browser.get("/keys/add");
  BOOST_TEST(refused.status == 422);
  BOOST_TEST(shows(refused, "names are not given twice"));
  BOOST_TEST(refused.body.find("value=\"waits-a-moment\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(in_a_demonstration_the_host_is_told_the_code) {
  Office office;
  Person carys(office, kCarys);
  carys.signIn();
  const auto told = [&](const std::string& name) { return daemon::userCode(office.house(), name); };
  BOOST_TEST(told("coordinator").words.find("has no second factor") != std::string::npos);
  carys.enrol();
  nextCode(office);
  BOOST_TEST(told("coordinator").words == carys.code());
  BOOST_TEST(told("coordinator").exit == 0);
  BOOST_TEST(told(kCarys).words == carys.code());
  BOOST_TEST(carys.signIn(told(kCarys).words).status == 303);
  BOOST_TEST(told("nobody@school.example").exit == 1);
  BOOST_TEST(told("other").words.find("Several people") != std::string::npos);
  BOOST_TEST(told("").exit == 1);
}

BOOST_AUTO_TEST_SUITE_END()
