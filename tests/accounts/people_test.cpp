// Letting people in and out: links that work once, roles that add up, who may give which, and the day somebody leaves.
#include <algorithm>
#include <boost/test/data/test_case.hpp>

#include "cases/account/Account.h"
#include "cases/duty/Duty.h"
#include "cases/organisation/Organisation.h"
#include "tests/accounts/Browser.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {
constexpr char kIvy[] = "host@cap.example";
constexpr char kOscar[] = "lead@cap.example";
constexpr char kSchool[] = "school:Spon Vale School";

using Texts = std::map<std::string, std::string>;

Texts newcomer(const std::string& role = "school.coordinator", const std::string& where = kSchool) {
  return {{"name", "Nia New"}, {"email", "Nia@school.example"}, {"organisation", where}, {"role", role}};
}

std::string codeOf(Office& office, const std::string& email) {
  return hashOfSecret(
             "person:" +
             std::to_string(office.fact<std::int64_t>("SELECT person_id FROM account WHERE email = ?", email).value()))
      .substr(0, 12);
}

Done must(Office& office, const std::string& who, const std::string& command, const Texts& texts) {
  const Outcome outcome = office.run(who, command, texts);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), command + " " + office.dumpOf(outcome));
  return std::get<Done>(outcome);
}

Refused::Kind refusal(Office& office, const std::string& who, const std::string& command, const Texts& texts) {
  const Outcome outcome = office.run(who, command, texts);
  BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome), command + " was done");
  return std::get<Refused>(outcome).kind;
}

std::string mailTo(Office& office, const std::string& address) {
  return office.fact<std::string>("SELECT body FROM mail WHERE to_address = ? ORDER BY id DESC", address).value_or("");
}

// A data administrator, who is none of the demonstration's people. @returns their address.
std::string dataAdministrator(Office& office) {
  const Done done = must(office, kAnna, "account.invite",
                         {{"name", "Dan Data"},
                          {"email", "dan@cap.example"},
                          {"organisation", "cap:Coventry Alternative Provision"},
                          {"role", "cap.data_admin"}});
  Browser browser(office);
  browser.post(linkIn(done.once), {{"password", {kGoodPassword}}});
  return "dan@cap.example";
}
}  // namespace

BOOST_AUTO_TEST_SUITE(people)

// From an empty house: the first administrator lets a school's coordinator in.
BOOST_DATA_TEST_CASE(the_first_link_leads_to_a_coordinator_at_work, kBoth, kind) {
  Office office(kind);
  std::int64_t first = 0;
  store::WriteRequest request;
  request.viewer = office.house().hostViewer(0);
  request.command = "account.first";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    const auto person = addPerson(tx, "First administrator", "admin@localhost", "");
    addMembership(tx, person, capOrganisation(tx), "cap.admin");
    addMembership(tx, person, capOrganisation(tx), "cap.host");
    first = addAccount(tx, person, "admin@localhost");
    return Done{};
  };
  office.house().database().write(std::move(request)).get();
  const std::string link = web::newLink(office.house().database(), first, "first_admin");

  Browser admin(office);
  BOOST_TEST(shows(admin.get(link), "Choose a password"));
  BOOST_TEST(admin.post(link, {{"password", {"too short"}}}).status == 422);
  BOOST_TEST(admin.post(link, {{"password", {kGoodPassword}}}).status == 303);
  BOOST_TEST(admin.signedIn());
  BOOST_TEST(shows(admin.get("/"), "People"));
  BOOST_TEST(shows(admin.get("/people/invite"), "Where they work"));

  const web::Reply sent = admin.send("/people/invite", "account.invite",
                                     {{"name", {"Nia New"}},
                                      {"email", {"Nia@School.example"}},
                                      {"organisation", {kSchool}},
                                      {"role", {"school.coordinator"}}});
  BOOST_TEST_REQUIRE(sent.status == 303, textOf(sent));
  const web::Reply person = admin.get(headerOf(sent, "Location"));
  BOOST_TEST(shows(person, "Nia New is invited as School CAP coordinator at Spon Vale School"));
  BOOST_TEST(shows(person, "has not chosen a password yet"));
  const std::string hers = linkIn(textOf(person));
  BOOST_TEST_REQUIRE(hers.size() == 54u);

  Browser nia(office);
  BOOST_TEST(nia.signIn("nia@school.example", kGoodPassword).status == 422,
             "nobody signs in before choosing a password");
  BOOST_TEST(nia.post(hers, {{"password", {"four green boats at sea"}}}).status == 303);
  BOOST_TEST(nia.signedIn());
  Browser again(office);
  BOOST_TEST(again.signIn("NIA@school.example", "four green boats at sea").status == 303);
  BOOST_TEST(again.get("/referrals/new").status == 200);
  BOOST_TEST(again.get("/people").status == 404);
  BOOST_TEST(shows(admin.get(headerOf(sent, "Location")), "Can sign in"));
}

BOOST_DATA_TEST_CASE(a_link_works_once_and_for_72_hours, kBoth, kind) {
  for (const auto& [ms, works] :
       {std::pair<std::int64_t, bool>{kLinkMs - 1, true}, {kLinkMs, false}, {kLinkMs + 1, false}}) {
    Office office(kind);
    const std::string link = linkIn(must(office, kAnna, "account.invite", newcomer()).once);
    office.clock().advanceMs(ms);
    Browser nia(office);
    BOOST_TEST(nia.get(link).status == (works ? 200 : 404), ms);
    BOOST_TEST(nia.post(link, {{"password", {kGoodPassword}}}).status == (works ? 303 : 404), ms);
    BOOST_TEST(nia.signedIn() == works, ms);
    if (!works) continue;
    // Used, it looks like one that never was.
    Browser thief(office);
    const web::Reply used = thief.get(link);
    BOOST_TEST(used.status == 404);
    BOOST_TEST(used.body == thief.get("/link/" + std::string(48, 'a')).body);
    BOOST_TEST(thief.post(link, {{"password", {"another fine password"}}}).status == 404);
    BOOST_TEST(!thief.signedIn());
    BOOST_TEST(Browser(office).signIn("nia@school.example", kGoodPassword).status == 303);
  }
}

BOOST_DATA_TEST_CASE(the_link_goes_by_mail_and_is_kept_nowhere, kBoth, kind) {
  Office office(kind, Date(2026, 2, 2), {{"mail.server", "127.0.0.1:9"}, {"public_address", "https://cap.example"}});
  Browser anna(office);
  anna.signIn(kAnna);
  const web::Reply sent = anna.send("/people/invite", "account.invite",
                                    {{"name", {"Nia New"}},
                                     {"email", {"nia@school.example"}},
                                     {"organisation", {kSchool}},
                                     {"role", {"school.coordinator"}}});
  BOOST_TEST_REQUIRE(sent.status == 303, textOf(sent));
  const web::Reply shown = anna.get(headerOf(sent, "Location"));
  BOOST_TEST(shows(shown, "goes to nia@school.example"));
  BOOST_TEST(shown.body.find("/link/") == std::string::npos, "the inviter does not see it");
  const std::string body = mailTo(office, "nia@school.example");
  const std::string link = linkIn(body);
  BOOST_TEST(body.find("https://cap.example/link/") != std::string::npos, body);
  // Neither the audit, nor the reply that is kept for a second click, nor the link's own row holds it.
  const std::string token = link.substr(6);
  for (const char* sql :
       {"SELECT COUNT(*) FROM done_command WHERE reply LIKE ?", "SELECT COUNT(*) FROM one_time_link WHERE hash LIKE ?",
        "SELECT COUNT(*) FROM audit_payload WHERE payload LIKE ?"})
    BOOST_TEST(office.fact<std::int64_t>(sql, "%" + token + "%").value() == 0, sql);
  BOOST_TEST(office.logged().find(token) == std::string::npos);
  Browser nia(office);
  BOOST_TEST(nia.post(link, {{"password", {kGoodPassword}}}).status == 303);
}

BOOST_DATA_TEST_CASE(without_a_mail_server_the_reply_shows_it_once, kBoth, kind) {
  Office office(kind);
  const Texts texts = newcomer();
  commands::Request request{"account.invite", {}, "one-token"};
  for (const auto& [name, value] : texts) request.texts[name] = {value};
  const auto first = std::get<Done>(office.house().pipeline().run(office.viewer(kAnna), request));
  BOOST_TEST(linkIn(first.once).size() == 54u);
  BOOST_TEST(first.says.find("/link/") == std::string::npos);
  const auto second = std::get<Done>(office.house().pipeline().run(office.viewer(kAnna), request));
  BOOST_TEST(second.says == first.says);
  BOOST_TEST(second.once.empty());
  BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM done_command WHERE reply LIKE ?", "%/link/%").value() ==
             0);
}

BOOST_DATA_TEST_CASE(bad_invitations_are_refused_with_what_would_be_right, kBoth, kind) {
  Office office(kind);
  const auto says = [&](Texts texts) {
    const Outcome outcome = office.run(kAnna, "account.invite", texts);
    BOOST_TEST_REQUIRE(std::holds_alternative<Refused>(outcome));
    return office.dumpOf(outcome);
  };
  const std::string nothing = says({});
  for (const char* part : {"[name] Enter the person", "[email] Enter", "[organisation] Choose", "[role] Choose"})
    BOOST_TEST(nothing.find(part) != std::string::npos, nothing);
  Texts texts = newcomer("provider.coordinator");
  BOOST_TEST(says(texts).find("[role] Choose something that a person of Spon Vale School does") != std::string::npos);
  texts = newcomer();
  texts["organisation"] = "school:No Such School";
  BOOST_TEST(says(texts).find("[organisation]") != std::string::npos);
  texts = newcomer();
  texts["email"] = "nia at school";
  BOOST_TEST(says(texts).find("[email]") != std::string::npos);
  texts["email"] = "Coordinator@School.example";
  BOOST_TEST(says(texts).find("Carys Penn has a sign-in with this address already") != std::string::npos);
  BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM account WHERE state = ?", "invited").value() == 0);
  BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM person WHERE name = ?", "Nia New").value() == 0);
}

BOOST_DATA_TEST_CASE(who_may_give_which_role, kBoth, kind) {
  Office office(kind);
  const std::string dan = dataAdministrator(office);
  struct Case {
    std::string who;
    std::string role;
    std::string where;
    bool may;
  };
  const std::string cap = "cap:Coventry Alternative Provision";
  const std::vector<Case> all = {
      {kIvy, "cap.host", cap, true},
      {kIvy, "cap.dsl", cap, true},
      {kIvy, "school.dsl", kSchool, true},
      {kOscar, "cap.host", cap, true},
      {kOscar, "cap.dsl", cap, true},
      {kOscar, "cap.slt", cap, true},
      {kAnna, "cap.host", cap, false},
      {kAnna, "cap.dsl", cap, false},
      {kAnna, "cap.operations_lead", cap, false},
      {kAnna, "cap.slt", cap, true},
      {kAnna, "school.dsl", kSchool, true},
      {dan, "cap.host", cap, false},
      {dan, "cap.dsl", cap, false},
      {dan, "cap.admin", cap, false},
      {dan, "cap.policy_editor", cap, false},
      {dan, "school.coordinator", kSchool, true},
      {dan, "provider.dsl", "provider:Whitley Workshops", true},
      {"slt@cap.example", "school.coordinator", kSchool, false},
      {"dsl@cap.example", "school.dsl", kSchool, false},
      {kCarys, "school.contributor", kSchool, false},
      {"send@cap.example", "send.officer", "send_team:SEND Department", false},
  };
  int number = 0;
  for (const Case& each : all) {
    const Texts texts = {{"name", "Somebody"},
                         {"email", "somebody" + std::to_string(++number) + "@work.example"},
                         {"organisation", each.where},
                         {"role", each.role}};
    if (each.may)
      must(office, each.who, "account.invite", texts);
    else
      BOOST_TEST((refusal(office, each.who, "account.invite", texts) == Refused::Kind::notAllowed),
                 each.who + " gave " + each.role);
  }
  BOOST_TEST(auditLines(office, "denied:account.invite") ==
             std::count_if(all.begin(), all.end(), [](const Case& c) { return !c.may; }));
}

// A new link is a way into every role that its owner holds.
BOOST_DATA_TEST_CASE(nobody_gets_round_the_rule_by_a_new_link, kBoth, kind) {
  Office office(kind);
  const std::string dan = dataAdministrator(office);
  const Texts dsl = {{"person", codeOf(office, "dsl@cap.example")}};
  const Texts host = {{"person", codeOf(office, kIvy)}};
  const Texts anna = {{"person", codeOf(office, kAnna)}};
  for (const char* command : {"account.new_link", "account.leaver"}) {
    BOOST_TEST((refusal(office, kAnna, command, dsl) == Refused::Kind::notAllowed));
    BOOST_TEST((refusal(office, kAnna, command, host) == Refused::Kind::notAllowed));
    BOOST_TEST((refusal(office, dan, command, anna) == Refused::Kind::notAllowed));
    BOOST_TEST((refusal(office, kAnna, command, anna) == Refused::Kind::notAllowed), "nobody their own");
    BOOST_TEST((refusal(office, kCarys, command, anna) == Refused::Kind::notAllowed));
    BOOST_TEST((refusal(office, kAnna, command, {{"person", "000000000000"}}) == Refused::Kind::notThere));
  }
  // Holding one more role closes the door too.
  must(office, kOscar, "account.add_role",
       {{"person", codeOf(office, "officer@cap.example")},
        {"organisation", "cap:Coventry Alternative Provision"},
        {"role", "cap.dsl"}});
  BOOST_TEST((refusal(office, kAnna, "account.new_link", {{"person", codeOf(office, "officer@cap.example")}}) ==
              Refused::Kind::notAllowed));
  BOOST_TEST((refusal(office, kAnna, "account.add_role",
                      {{"person", codeOf(office, kAnna)},
                       {"organisation", "cap:Coventry Alternative Provision"},
                       {"role", "cap.slt"}}) == Refused::Kind::notAllowed));
  must(office, kAnna, "account.new_link", {{"person", codeOf(office, kCarys)}});
}

// Without mail the link would stand in the reply: whoever sends it could read what is for safeguarding leads alone.
BOOST_DATA_TEST_CASE(the_link_of_a_safeguarding_lead_goes_by_mail_alone, kBoth, kind) {
  const Texts whom = {{"person", ""}};
  {
    Office office(kind);
    Texts dsl = whom;
    dsl["person"] = codeOf(office, "dsl@school.example");
    BOOST_TEST((refusal(office, kAnna, "account.new_link", dsl) == Refused::Kind::notAllowed));
  }
  Office office(kind, Date(2026, 2, 2), {{"mail.server", "127.0.0.1:9"}, {"public_address", "https://cap.example"}});
  Texts dsl = whom;
  dsl["person"] = codeOf(office, "dsl@school.example");
  const auto told = [&] {
    return office
        .fact<std::int64_t>("SELECT COUNT(*) FROM mail WHERE subject = ?", "A new safeguarding lead can sign in")
        .value();
  };
  const std::int64_t before = told();
  BOOST_TEST(must(office, kAnna, "account.new_link", dsl).once.empty());
  BOOST_TEST(told() > before, "the other safeguarding leads are told");
}

BOOST_DATA_TEST_CASE(a_new_link_replaces_the_one_before_and_ends_every_session, kBoth, kind) {
  Office office(kind);
  Browser carys(office);
  carys.signIn(kCarys);
  const Texts whom = {{"person", codeOf(office, kCarys)}};
  const std::string first = linkIn(must(office, kAnna, "account.new_link", whom).once);
  const std::string second = linkIn(must(office, kAnna, "account.new_link", whom).once);
  BOOST_TEST(Browser(office).get(first).status == 404);
  BOOST_TEST(carys.signedIn(), "a link that was sent changes nothing yet");
  Browser elsewhere(office);
  BOOST_TEST(elsewhere.post(second, {{"password", {kGoodPassword}}}).status == 303);
  BOOST_TEST(!carys.signedIn());
  BOOST_TEST(elsewhere.signedIn());
  BOOST_TEST(Browser(office).signIn(kCarys).status == 422, "the old password");
  BOOST_TEST(Browser(office).signIn(kCarys, kGoodPassword).status == 303);
}

BOOST_DATA_TEST_CASE(roles_add_up_and_end_one_by_one, kBoth, kind) {
  Office office(kind);
  Browser dee(office);
  dee.signIn("dsl@school.example");
  BOOST_TEST(dee.get("/referrals/new").status == 404);
  BOOST_TEST(dee.get("/safeguarding").status == 200);
  const std::string code = codeOf(office, "dsl@school.example");
  must(office, kAnna, "account.add_role",
       {{"person", code}, {"organisation", kSchool}, {"role", "school.coordinator"}});
  BOOST_TEST(dee.get("/referrals/new").status == 200);
  BOOST_TEST(dee.get("/safeguarding").status == 200);
  BOOST_TEST((refusal(office, kAnna, "account.add_role",
                      {{"person", code}, {"organisation", kSchool}, {"role", "school.coordinator"}}) ==
              Refused::Kind::invalid));
  BOOST_TEST(
      (refusal(office, kAnna, "account.add_role",
               {{"person", code}, {"organisation", kSchool}, {"role", "provider.dsl"}}) == Refused::Kind::invalid));
  BOOST_TEST(
      (refusal(office, kAnna, "account.end_role",
               {{"person", code}, {"role", "school.dsl@school:Canley Brook Academy"}}) == Refused::Kind::invalid));
  must(office, kAnna, "account.end_role", {{"person", code}, {"role", "school.dsl@school:Spon Vale School"}});
  BOOST_TEST(dee.get("/safeguarding").status == 404, "stood down: out on the next click");
  BOOST_TEST(dee.get("/referrals/new").status == 200);
  BOOST_TEST(
      (refusal(office, kAnna, "account.end_role",
               {{"person", code}, {"role", "school.coordinator@school:Spon Vale School"}}) == Refused::Kind::invalid),
      "the only role");
}

BOOST_DATA_TEST_CASE(safeguarding_leads_hear_of_a_new_one, kBoth, kind) {
  Office office(kind);
  must(office, kAnna, "account.invite", newcomer("school.dsl"));
  for (const char* who : {"dsl@cap.example", "dsl@school.example"}) {
    const std::string body = mailTo(office, who);
    BOOST_TEST(body.find("Nia New is now School designated safeguarding lead at Spon Vale School") != std::string::npos,
               who);
    BOOST_TEST(body.find("/link/") == std::string::npos);
  }
  BOOST_TEST(
      office.fact<std::int64_t>("SELECT COUNT(*) FROM mail WHERE subject = ?", "A new safeguarding lead can sign in")
          .value() == 2);
}

BOOST_DATA_TEST_CASE(a_leaver_takes_nothing_along_and_can_come_back_with_nothing, kBoth, kind) {
  Office office(kind);
  const std::string link = linkIn(must(office, kAnna, "account.new_link", {{"person", codeOf(office, kCarys)}}).once);
  const std::string reference = office.draft();
  store::WriteRequest request;
  request.viewer = office.house().hostViewer(0);
  request.command = "test.duty";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    NewDuty duty;
    duty.kind = "placement.visit";
    duty.subject = reference;
    duty.occurrence = "once";
    duty.organisation = findOrganisation(tx, "school", "Spon Vale School").value().id;
    duty.role = "school.contributor";
    duty.account = accountByEmail(tx, kCarys).value().id;
    duty.says = "Visit the provider";
    duty.clause = "test";
    duty.due = tx.now().plusMs(1000);
    openDuty(tx, duty);
    return Done{};
  };
  office.house().database().write(std::move(request)).get();
  Browser tom(office);
  tom.signIn("contributor@school.example");
  BOOST_TEST(!shows(tom.get("/"), "Visit the provider"), "hers alone");

  must(office, kAnna, "account.leaver", {{"person", codeOf(office, kCarys)}});
  BOOST_TEST(Browser(office).get(link).status == 404);
  BOOST_TEST(Browser(office).signIn(kCarys).status == 422);
  BOOST_TEST(office
                 .fact<std::int64_t>("SELECT COUNT(*) FROM membership m JOIN account a ON a.person_id = m.person_id "
                                     "WHERE a.email = ? AND m.until_ms IS NULL",
                                     kCarys)
                 .value() == 0);
  BOOST_TEST(office.fact<std::string>("SELECT c.state FROM @all_cases c WHERE c.reference = ?", reference).value() ==
             "draft");
  BOOST_TEST(tom.get("/referrals/" + reference).status == 200, "the school's draft stays");
  BOOST_TEST(shows(tom.get("/"), "Visit the provider"), "what waited for her waits for her colleagues");
  BOOST_TEST(
      (refusal(office, kAnna, "account.leaver", {{"person", codeOf(office, kCarys)}}) == Refused::Kind::notThere),
      "twice");

  Texts back = newcomer("school.contributor");
  back["email"] = kCarys;
  const std::string again = linkIn(must(office, kAnna, "account.invite", back).once);
  Browser carys(office);
  BOOST_TEST(carys.post(again, {{"password", {kGoodPassword}}}).status == 303);
  BOOST_TEST(office.viewer(kCarys).hats().size() == 1u);
  BOOST_TEST(office.viewer(kCarys).hasRole("school.contributor"));
}

BOOST_AUTO_TEST_CASE(the_last_who_can_let_others_in_stays, *label("TRUST-7.4.2")) {
  Office office;
  must(office, kOscar, "account.leaver", {{"person", codeOf(office, kIvy)}});
  BOOST_TEST(
      (refusal(office, kOscar, "account.leaver", {{"person", codeOf(office, kAnna)}}) == Refused::Kind::conflict));
  // Somebody who was invited and has not signed in does not count.
  const std::string link = linkIn(must(office, kOscar, "account.invite",
                                       {{"name", "Ben Next"},
                                        {"email", "ben@cap.example"},
                                        {"organisation", "cap:Coventry Alternative Provision"},
                                        {"role", "cap.admin"}})
                                      .once);
  BOOST_TEST(
      (refusal(office, kOscar, "account.leaver", {{"person", codeOf(office, kAnna)}}) == Refused::Kind::conflict));
  Browser ben(office);
  ben.post(link, {{"password", {kGoodPassword}}});
  must(office, kOscar, "account.leaver", {{"person", codeOf(office, kAnna)}});
}

BOOST_DATA_TEST_CASE(a_contact_gets_a_sign_in_and_is_not_listed_twice, kBoth, kind) {
  Office office(kind);
  must(office, kAnna, "contact.add",
       {{"kind", "school"},
        {"organisation", "spon-vale-school"},
        {"name", "Nia New"},
        {"role", "school.deputy_dsl"},
        {"email", "nia@school.example"},
        {"phone", "024 7600 0009"}});
  must(office, kAnna, "account.invite", newcomer("school.contributor"));
  BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM person WHERE name = ?", "Nia New").value() == 1);
  // What they were listed as opens with the sign-in: the safeguarding leads are told.
  BOOST_TEST(mailTo(office, "dsl@cap.example").find("Nia New is now School deputy safeguarding lead") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(pages_of_people_are_for_those_who_keep_them, *label("ACT-08")) {
  Office office;
  const std::string path = "/people/" + codeOf(office, kCarys);
  for (const char* who : {kAnna, kIvy, kOscar}) {
    Browser browser(office);
    browser.signIn(who);
    BOOST_TEST(shows(browser.get("/people?of=school"), "Carys Penn"));
    BOOST_TEST(!shows(browser.get("/people?of=school"), "Priya Nair"));
    BOOST_TEST(shows(browser.get("/people?of=provider"), "Priya Nair"));
    BOOST_TEST(shows(browser.get(path), "School CAP coordinator, Spon Vale School"));
    for (const char* form : {"/add-role", "/new-link", "/leaver", "/end-role"})
      BOOST_TEST(browser.get(path + form).status == 200, form);
    BOOST_TEST(browser.get("/people/000000000000").status == 404);
  }
  for (const char* who : {kCarys, "slt@cap.example", "policy@cap.example", "send@cap.example"}) {
    Browser browser(office);
    browser.signIn(who);
    const std::string absent = browser.get("/people/000000000000").body;
    for (const std::string& each : {std::string("/people"), path, path + "/leaver"}) {
      const web::Reply reply = browser.get(each);
      BOOST_TEST(reply.status == 404, each);
      BOOST_TEST(reply.body == absent, each);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
