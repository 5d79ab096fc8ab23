// The door of other programs: keys, commands by POST, pages by GET; what is refused, and that it is refused as pages
// refuse it.

#include "tests/web/Program.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kSchool[] = "school:Spon Vale School";
constexpr char kCap[] = "cap:Coventry Alternative Provision";

const nlohmann::json kNewPupil = {
    {"first_name", "Ines"}, {"last_name", "Marlow-Test"}, {"born", "2011-03-04"}, {"year_group", 10}};

std::int64_t pupils(Office& office) {
  return office.fact<std::int64_t>("SELECT COUNT(*) FROM @all_pupils p WHERE p.last_name = ?", "Marlow-Test").value();
}

std::int64_t lines(Office& office, const std::string& table, const std::string& actor) {
  store::WriteRequest behind;  // what nobody waited for is on disk before this
  behind.quiet = true;
  behind.apply = [](WriteTx&) -> Outcome { return Done{}; };
  office.house().database().write(std::move(behind)).get();
  return office.fact<std::int64_t>("SELECT COUNT(*) FROM " + table + " WHERE actor = ?", actor).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(api)

BOOST_DATA_TEST_CASE(a_command_goes_from_the_key_to_the_disk_once, kBoth, kind) {
  Office office(kind);
  Program mis(office, makeKey(office, "spon-vale-mis", kSchool, "school.coordinator"));
  const web::Reply first = mis.post("pupil.add", kNewPupil, "deed-1");
  BOOST_TEST_REQUIRE(first.status == 200, first.body);
  const auto said = jsonIn(first);
  BOOST_TEST(said.at("done") == true);
  BOOST_TEST(!said.at("subject").get<std::string>().empty());
  BOOST_TEST(pupils(office) == 1);
  // The same deed again is the same deed; other content under its key is none.
  const web::Reply again = mis.post("pupil.add", kNewPupil, "deed-1");
  BOOST_TEST(again.status == 200);
  BOOST_TEST(jsonIn(again).at("subject") == said.at("subject"));
  BOOST_TEST(pupils(office) == 1);
  auto other = kNewPupil;
  other["first_name"] = "Ida";
  BOOST_TEST(mis.post("pupil.add", other, "deed-1").status == 409);
  BOOST_TEST(pupils(office) == 1);
  BOOST_TEST(office
                 .fact<std::int64_t>("SELECT COUNT(*) FROM audit WHERE actor = 'key:spon-vale-mis' AND command = ?",
                                     "pupil.add")
                 .value() == 1);
}

BOOST_DATA_TEST_CASE(a_page_gives_its_model_and_leaves_its_line, kBoth, kind) {
  Office office(kind);
  const std::string reference = office.draft();
  Program mis(office, makeKey(office, "spon-vale-mis", kSchool, "school.coordinator"));
  const web::Reply list = mis.get("referrals");
  BOOST_TEST_REQUIRE(list.status == 200, list.body);
  BOOST_TEST(list.type == "application/json");
  BOOST_TEST(list.body.find(reference) != std::string::npos);
  const web::Reply one = mis.get("referrals/" + reference + "/section/needs");
  BOOST_TEST_REQUIRE(one.status == 200, one.body);
  const auto page = jsonIn(one);
  BOOST_TEST(page.at("page") == "referral.section");
  BOOST_TEST(page.at("subject") == reference);
  // Enough to send the form back: its command, what stands in it, and its fields.
  const auto form = page.at("forms").begin().value();
  BOOST_TEST(form.at("command") == "referral.save_section");
  BOOST_TEST(form.at("values").at("reference") == reference);
  BOOST_TEST(form.at("fields").at("properties").contains("needs.detail"));
  BOOST_TEST(office
                 .fact<std::int64_t>("SELECT COUNT(*) FROM access WHERE actor = 'key:spon-vale-mis' AND subject = ?",
                                     reference)
                 .value() == 1);
  BOOST_TEST(lines(office, "access", "key:spon-vale-mis") >= 2);
}

BOOST_DATA_TEST_CASE(without_a_good_key_nothing_is_told, kBoth, kind) {
  Office office(kind);
  const std::string secret = makeKey(office, "short-lived", kSchool, "school.coordinator", "1");
  BOOST_TEST(Program(office, secret).get("referrals").status == 200);
  const std::string zeros = "capd_" + std::string(48, '0');
  for (const std::string& wrong :
       {std::string(), zeros, secret.substr(1), secret + "0", std::string("capd_"), std::string(5000, 'x')}) {
    Program stranger(office, wrong);
    for (const web::Reply& reply :
         {stranger.get("referrals"), stranger.get("no-such-page"), stranger.post("pupil.add", kNewPupil),
          stranger.post("no.such.command", std::string("x"))}) {
      BOOST_TEST(reply.status == 401);
      BOOST_TEST(jsonIn(reply).at("done") == false);
    }
  }
  // A session is none: cookies count for nothing here.
  Screen carys(office, "coordinator@school.example");
  Program cookie(office, "");
  cookie.cookies["capd"] = std::string(64, 'a');
  BOOST_TEST(cookie.post("pupil.add", kNewPupil).status == 401);
  BOOST_TEST(pupils(office) == 0);

  // Good to the end of its last day in London, and not a millisecond longer.
  const Instant end = londonEndOf(Date(2026, 2, 3));
  office.clock().advanceMs(end.ms - office.clock().now().ms - 1);
  BOOST_TEST(Program(office, secret).get("referrals").status == 200, "a millisecond before its end");
  office.clock().advanceMs(1);
  const web::Reply over = Program(office, secret).get("referrals");
  BOOST_TEST(over.status == 401);
  BOOST_TEST(saidOf(jsonIn(over), "").find("was good until") != std::string::npos);
}

BOOST_DATA_TEST_CASE(a_key_that_was_ended_works_no_more_from_its_next_call, kBoth, kind) {
  Office office(kind);
  Program mis(office, makeKey(office, "spon-vale-mis", kSchool, "school.coordinator"));
  BOOST_TEST(mis.get("referrals").status == 200);
  BOOST_TEST(
      std::holds_alternative<Done>(office.run("admin@cap.example", "apikey.revoke", {{"key", "spon-vale-mis"}})));
  BOOST_TEST(mis.get("referrals").status == 401);
  BOOST_TEST(mis.post("pupil.add", kNewPupil).status == 401);
  const Outcome twice = office.run("admin@cap.example", "apikey.revoke", {{"key", "spon-vale-mis"}});
  BOOST_TEST(std::holds_alternative<Refused>(twice));
  BOOST_TEST(pupils(office) == 0);
}

BOOST_DATA_TEST_CASE(only_the_hash_of_a_key_is_kept, kBoth, kind) {
  Office office(kind);
  const std::string secret = makeKey(office, "spon-vale-mis", kSchool, "school.coordinator");
  BOOST_TEST(office.fact<std::string>("SELECT secret_hash FROM api_key WHERE name = ?", "spon-vale-mis").value() ==
             sha256Hex(secret));
  BOOST_TEST(
      office.fact<std::int64_t>("SELECT COUNT(*) FROM done_command WHERE reply LIKE ?", "%capd\\_%").value_or(0) == 0);
  const auto lease = office.house().database().read(office.house().hostViewer(0));
  for (const auto& [reply] : lease->tx().rows<std::string>("SELECT reply FROM done_command"))
    BOOST_TEST(reply.find(secret.substr(5)) == std::string::npos);
  BOOST_TEST(office.logged().find(secret.substr(5)) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_list_of_keys_tells_the_last_use_to_the_minute) {
  Office office;
  Program mis(office, makeKey(office, "spon-vale-mis", kSchool, "school.coordinator"));
  Screen admin(office, "admin@cap.example");
  BOOST_TEST(textOf(admin.get("/keys")).find("Not used yet") != std::string::npos);
  office.clock().advanceMs(60'000);
  mis.get("referrals");
  BOOST_TEST(lines(office, "access", "key:spon-vale-mis") == 1);
  BOOST_TEST(textOf(admin.get("/keys")).find("2 February 2026 at 9:01am") != std::string::npos,
             textOf(admin.get("/keys")));
  const auto used = [&] {
    lines(office, "access", "");
    return office.fact<std::int64_t>("SELECT used_ms FROM api_key WHERE name = ?", "spon-vale-mis").value();
  };
  const std::int64_t first = used();
  office.clock().advanceMs(59'999);
  mis.get("referrals");
  BOOST_TEST(used() == first);
  office.clock().advanceMs(1);
  mis.get("referrals");
  BOOST_TEST(used() == first + 60'000);
}

// What is refused and how it is said: 400, 403, 404, 409, 422, each in words and each beside its field.
BOOST_AUTO_TEST_CASE(refusals_have_their_status_their_field_and_their_words) {
  Office office;
  Program mis(office, makeKey(office, "spon-vale-mis", kSchool, "school.coordinator"));
  const auto bad = [&](const std::string& body, int status, const std::string& field, const std::string& words) {
    const web::Reply reply = mis.post("pupil.add", body);
    BOOST_TEST(reply.status == status, body << ": " << reply.body);
    BOOST_TEST(saidOf(jsonIn(reply), field).find(words) != std::string::npos, body << ": " << reply.body);
  };
  for (const char* none : {"", "x", "[]", "1", "\"a\"", "null", "{", "{}{}", "{\"a\":1", "[{}]", "\xFF{}",
                           "{\"first_name\":\"\\ud800\"}", "first_name=Ines"})
    bad(none, 400, "body", "one JSON object");
  bad("{}", 422, "first_name", "Enter");
  bad(R"({"first_name": 7})", 422, "first_name", "must be text");
  bad(R"({"first_name": ["Ines"]})", 422, "first_name", "must be text");
  bad(R"({"first_name": {"a": {"b": [1]}}})", 422, "first_name", "must be text");
  bad(R"({"year_group": "ten"})", 422, "year_group", "whole number");
  bad(R"({"year_group": 10.5})", 422, "year_group", "whole number");
  bad(R"({"year_group": 99999999999999999999999})", 422, "year_group", "must be from");
  bad(R"({"year_group": 1e400})", 400, "body", "one JSON object");
  bad(R"({"born": "04/03/2011"})", 422, "born", "2026-03-27");
  bad(R"({"born": "2011-02-29"})", 422, "born", "date that exists");
  bad(R"({"first_name": "In\u0000es"})", 422, "first_name", "NUL");
  bad(R"({"first_name": "In\u202Ees"})", 422, "first_name", "direction");
  bad(R"({"first_nam": "Ines"})", 422, "first_nam", "Did you mean `first_name`?");
  bad(R"({"csrf": "x"})", 422, "csrf", "no such field");
  bad(R"({"first_name": "Ines", "first_name": "Ida"})", 422, "first_name", "twice");
  // All at once: of the type and of the content.
  const auto both = jsonIn(mis.post("pupil.add", std::string(R"({"year_group": "ten"})")));
  BOOST_TEST(!saidOf(both, "year_group").empty());
  BOOST_TEST(!saidOf(both, "first_name").empty());
  BOOST_TEST(mis.post("pupil.add", kNewPupil, "not a token").status == 422);
  BOOST_TEST(mis.post("pupil.add", kNewPupil, std::string(65, 'a')).status == 422);
  BOOST_TEST(mis.post("no.such.command", kNewPupil).status == 404);
  BOOST_TEST(mis.post("desk.check", nlohmann::json::object()).status == 403);
  BOOST_TEST(pupils(office) == 0);
  BOOST_TEST(mis.post("pupil.add", kNewPupil, std::string(64, 'a')).status == 200);
}

// Not yours and not there look the same, in text, size and status.
BOOST_DATA_TEST_CASE(what_is_not_yours_looks_like_what_is_not_there, kBoth, kind) {
  Office office(kind);
  const std::string reference = office.draft();
  const std::string none = reference.substr(0, 6) + "ZZZZZ" + reference.substr(11);
  Program theirs(office, makeKey(office, "canley-mis", "school:Canley Brook Academy", "school.coordinator"));
  for (const char* path : {"referrals/%", "referrals/%/section/needs", "referrals/%/print"}) {
    std::string foreign = path;
    std::string absent = path;
    foreign.replace(foreign.find('%'), 1, reference);
    absent.replace(absent.find('%'), 1, none);
    const web::Reply a = theirs.get(foreign);
    const web::Reply b = theirs.get(absent);
    BOOST_TEST(a.status == 404);
    BOOST_TEST(a.body == b.body);
    BOOST_TEST(theirs.get("no/such/page/at/all").body == a.body);
  }
  const nlohmann::json deed = {{"reference", reference}, {"reason", "Moved away."}};
  const nlohmann::json nothing = {{"reference", none}, {"reason", "Moved away."}};
  const web::Reply a = theirs.post("referral.withdraw_draft", deed);
  const web::Reply b = theirs.post("referral.withdraw_draft", nothing);
  BOOST_TEST(a.status == b.status);
  BOOST_TEST(a.body == b.body);
  BOOST_TEST(lines(office, "audit", "key:canley-mis") >= 5, "each leaves its line");
}

BOOST_AUTO_TEST_CASE(what_people_alone_may_no_key_does, *label("TRUST-7.5.3")) {
  Office office;
  Program admin(office, makeKey(office, "cap-admin-tool", kCap, "cap.admin|cap.operations_lead"));
  BOOST_TEST(admin.get("inbox").status == 200);
  for (const char* path : {"people", "people/invite", "keys", "keys/add"})
    BOOST_TEST(admin.get(path).status == 404, path);
  const auto refused = [&](const char* command, const nlohmann::json& body) {
    const web::Reply reply = admin.post(command, body);
    BOOST_TEST(reply.status == 403, command << ": " << reply.body);
  };
  refused("account.invite",
          {{"name", "X Y"}, {"email", "x@y.example"}, {"organisation", kSchool}, {"role", "cap.host"}});
  refused("apikey.add", {{"name", "another"}, {"organisation", kCap}, {"roles", {"cap.admin"}}, {"days", 9}});
  refused("apikey.revoke", {{"key", "cap-admin-tool"}});
  refused("account.reset_second_factor", {{"person", "x"}});
  // A page that a person opens by showing who they are.
  const std::string reference = office.draft();
  Program school(office, makeKey(office, "spon-vale-mis", kSchool, "school.coordinator"));
  BOOST_TEST(school.get("records").status == 200);
  BOOST_TEST(school.get("records/" + reference).status == 403);
  BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM api_key WHERE name <> ?", "").value() == 2);
}

BOOST_DATA_TEST_CASE(who_makes_which_keys, kBoth, kind) {
  Office office(kind);
  const auto make = [&](const std::string& who, const std::string& name, const std::string& organisation,
                        const std::string& role, const std::string& days = "30") {
    return office.run(who, "apikey.add",
                      {{"name", name}, {"organisation", organisation}, {"roles", role}, {"days", days}});
  };
  const auto refused = [&](const Outcome& outcome, const std::string& field, const std::string& words) {
    const auto* no = std::get_if<Refused>(&outcome);
    BOOST_TEST_REQUIRE(no != nullptr, office.dumpOf(outcome));
    BOOST_TEST(no->problems.front().field == field);
    BOOST_TEST(no->problems.front().says.find(words) != std::string::npos, office.dumpOf(outcome));
  };
  BOOST_TEST(std::holds_alternative<Done>(make("admin@cap.example", "a-1", kSchool, "school.coordinator")));
  refused(make("admin@cap.example", "a-1", kSchool, "school.coordinator"), "name", "not given twice");
  refused(make("admin@cap.example", "a-2", kCap, "cap.operations_lead"), "roles", "can be given and taken by");
  refused(make("admin@cap.example", "a-2", kCap, "cap.host"), "roles", "can be given and taken by");
  BOOST_TEST(std::holds_alternative<Done>(make("lead@cap.example", "a-2", kCap, "cap.operations_lead")));
  refused(make("lead@cap.example", "a-3", kSchool, "cap.admin"), "roles", "Choose what somebody of");
  refused(make("lead@cap.example", "a-3", kSchool, "school.dsl"), "roles", "Choose");
  refused(make("lead@cap.example", "a-3", kCap, "cap.dsl"), "roles", "Choose");
  refused(make("lead@cap.example", "a-3", "school:No Such School", "school.coordinator"), "organisation", "Choose");
  refused(make("lead@cap.example", "A_3", kSchool, "school.coordinator"), "name", "small letters");
  refused(make("lead@cap.example", "-a3", kSchool, "school.coordinator"), "name", "small letters");
  refused(make("lead@cap.example", "a3", kSchool, "school.coordinator"), "name", "3 letters or more");
  refused(make("lead@cap.example", "a-3", kSchool, "school.coordinator", "0"), "days", "from 1 to 366");
  refused(make("lead@cap.example", "a-3", kSchool, "school.coordinator", "367"), "days", "from 1 to 366");
  BOOST_TEST(std::holds_alternative<Done>(make("lead@cap.example", "a-3", kSchool, "school.coordinator", "366")));
  for (const char* other : {"coordinator@school.example", "officer@cap.example", "slt@cap.example"})
    BOOST_TEST((std::get<Refused>(make(other, "a-4", kSchool, "school.coordinator")).kind == Refused::Kind::notAllowed),
               other);
  // Whoever could not have made it may not end it.
  refused(office.run("admin@cap.example", "apikey.revoke", {{"key", "a-2"}}), "", "can be given and taken by");
  BOOST_TEST(std::holds_alternative<Done>(office.run("lead@cap.example", "apikey.revoke", {{"key", "a-2"}})));
}

BOOST_AUTO_TEST_SUITE_END()
