// What a refusal looks like, what it leaves behind, and that a record is shown only after its line is on disk.

#include <fstream>

#include "cases/account/Account.h"
#include "tests/access/City.h"
#include "tests/accounts/Browser.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kOther[] = "other@school.example";
constexpr char kNowhere[] = "CAP25-ZZZZZZ";

std::int64_t lines(Office& office, const std::string& table, const std::string& column, const std::string& value) {
  return office.fact<std::int64_t>("SELECT COUNT(*) FROM " + table + " WHERE " + column + " = ?", value).value();
}

// A form's token stands on every page and changes with none of this.
void same(const web::Reply& yours, const web::Reply& there, const std::string& about) {
  BOOST_TEST(yours.status == there.status, about);
  BOOST_TEST(yours.body == there.body, about << "\n" << textOf(yours) << "\n" << textOf(there));
  BOOST_TEST(yours.headers.size() == there.headers.size(), about);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// The records when no line of the access log can be written.
class NoLine final : public store::Database {
 public:
  explicit NoLine(store::Database& real) : real_(real) {}
  std::unique_ptr<store::ReadLease> read(const Viewer& viewer) override { return real_.read(viewer); }
  std::future<store::WriteReply> write(store::WriteRequest request) override { return real_.write(std::move(request)); }
  void setEventSink(store::EventSink sink) override { real_.setEventSink(std::move(sink)); }
  std::int64_t dataVersion() override { return real_.dataVersion(); }
  std::int64_t policyGeneration() override { return real_.policyGeneration(); }
  [[nodiscard]] std::int64_t seenPolicyGeneration() const override { return real_.seenPolicyGeneration(); }
  [[nodiscard]] store::Health health() const override { return real_.health(); }
  [[nodiscard]] const store::Vault& vault() const override { return real_.vault(); }
  [[nodiscard]] const Clock& clock() const override { return real_.clock(); }
  void recordAccess(const Viewer&, const std::string&, const std::string&, std::int64_t, bool wait) override {
    if (wait) throw store::DatabaseProblem("The records cannot be written just now.");
  }
  void stop() override {}

 private:
  store::Database& real_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(denial)

BOOST_DATA_TEST_CASE(not_yours_and_not_there_look_the_same, kBoth, kind) {
  City city(kind);
  for (const std::string email :
       {kOther, "other@provider.example", "dsl@school.example", "send@cap.example", "policy@cap.example"}) {
    Browser browser(city.office);
    browser.signIn(email);
    for (const char letter : {'d', 's', 'p'}) {
      const Case& about = city.of(letter);
      for (const std::string path :
           {"/referrals/R", "/referrals/R/section/needs", "/referrals/R/check", "/referrals/R/print",
            "/referrals/R/documents/1", "/answers/R", "/answers/R/papers/1", "/cases/R", "/cases/R/papers/1",
            "/placements/R", "/placements/R/parent-sheet", "/review/R", "/safeguarding/R/papers/9"}) {
        if (email == "dsl@school.example" && path.rfind("/cases", 0) != 0 && path.rfind("/answers", 0) != 0) continue;
        same(browser.get(replaced(path, "R", about.reference)), browser.get(replaced(path, "R", kNowhere)),
             email + " " + path);
        same(browser.get(replaced(path, "R", about.reference)), browser.get("/no/such/page"), email + " " + path);
      }
      if (email != "dsl@school.example")
        same(browser.get("/referrals/" + about.reference + "/documents/" + about.papers.front()),
             browser.get("/referrals/" + about.reference + "/documents/99999999"), email);
    }
  }
  // Among one's own cases, another's document and none at all.
  Browser other(city.office);
  other.signIn(kOther);
  const std::string own = city.of('o').reference;
  BOOST_TEST(other.get("/referrals/" + own + "/documents/" + city.of('o').papers.front()).status == 200);
  same(other.get("/referrals/" + own + "/documents/" + city.of('s').papers.front()),
       other.get("/referrals/" + own + "/documents/99999999"), "a document of another case");
}

BOOST_DATA_TEST_CASE(commands_do_not_tell_what_is_there, kBoth, kind) {
  City city(kind);
  const Case& about = city.of('s');
  const std::string version = std::to_string(city.desk.version(about.reference));
  Browser other(city.office);
  other.signIn(kOther);
  struct Try {
    std::string command;
    FieldTexts form;
  };
  const std::vector<Try> all = {
      {"referral.submit", {{"reference", {"R"}}}},
      {"referral.withdraw_draft", {{"reference", {"R"}}}},
      {"referral.save_section", {{"reference", {"R"}}, {"section", {"needs"}}, {"needs.detail", {"x"}}}},
      {"referral.update_data", {{"reference", {"R"}}, {"section", {"needs"}}, {"needs.detail", {"x"}}}},
      {"referral.answer_hold", {{"reference", {"R"}}, {"hold", {"risk_assessment~risk_assessment_age"}}}},
      {"referral.copy", {{"reference", {"R"}}, {"pupil", {city.of('o').pupil}}}},
      {"response.choose_course", {{"reference", {"R"}}, {"version", {version}}, {"course", {"wood"}}}},
      {"visit.record", {{"reference", {"R"}}, {"visited_on", {"2026-02-02"}}, {"outcome", {"Safe and orderly."}}}},
      {"pupil.change",
       {{"reference", {"R"}},
        {"first_name", {"A"}},
        {"last_name", {"B"}},
        {"born", {"2011-03-04"}},
        {"year_group", {"10"}}}},
  };
  for (const Try& each : all) {
    const auto with = [&](const std::string& reference) {
      FieldTexts form = each.form;
      form["reference"] = {reference};
      form["csrf"] = {other.csrf()};
      return other.post("/do/" + each.command, form);
    };
    const web::Reply yours = with(about.reference);
    same(yours, with(kNowhere), each.command);
    BOOST_TEST(yours.status == 404, each.command << " " << textOf(yours));
  }
  const auto begin = [&](const std::string& pupil) {
    return other.post("/do/referral.begin", {{"csrf", {other.csrf()}}, {"pupil", {pupil}}});
  };
  same(begin(about.pupil), begin("99999999"), "a pupil of another school");
  // Another school's file, named in one's own form.
  const auto file = [&](const std::string& id) {
    const Outcome outcome = city.office.run(kOther, "referral.save_section",
                                            {{"reference", city.of('x').reference},
                                             {"section", "risk"},
                                             {"risk.document", id},
                                             {"risk.completed", "2026-01-20"}});
    return replaced(city.office.dumpOf(outcome), id, "ID");
  };
  BOOST_TEST(file(about.papers.front()) == file("99999999"));
  const web::Reply risk = other.get("/referrals/" + city.of('x').reference + "/section/risk");
  BOOST_TEST(risk.body.find("ZqsPaper") == std::string::npos);
}

// A pupil whose number another school knows is as new here as any: the answer must not tell that they are known.
BOOST_DATA_TEST_CASE(a_known_pupil_number_tells_nothing_to_another_school, kBoth, kind) {
  Office office(kind);
  const auto add = [&](const std::string& email, const std::string& upn) {
    return office.run(email, "pupil.add",
                      {{"first_name", "Sam"},
                       {"last_name", "Same-Test"},
                       {"born", "2011-03-04"},
                       {"year_group", "10"},
                       {"upn", upn}});
  };
  const std::string upn = "H801200001001";
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(add(kCoordinator, upn)));
  const Outcome known = add(kOther, upn);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(known), office.dumpOf(known));
  BOOST_TEST(std::get<Done>(known).says.find("Spon") == std::string::npos);
  BOOST_TEST(office.fact<std::int64_t>("SELECT COUNT(*) FROM @all_pupils p WHERE p.upn = ?", upn).value() == 2);
}

BOOST_DATA_TEST_CASE(a_denial_leaves_a_line, kBoth, kind) {
  City city(kind);
  Office& office = city.office;
  Browser other(office);
  other.signIn(kOther);
  const std::string sent = city.of('s').reference;
  const std::string actor =
      "account:" + std::to_string(office.fact<std::int64_t>("SELECT id FROM account WHERE email = ?", kOther).value());
  const auto denied = [&](const std::string& command) {
    return office
        .fact<std::int64_t>("SELECT COUNT(*) FROM audit WHERE actor = '" + actor + "' AND command = ?",
                            "denied:" + command)
        .value();
  };
  const std::string token = other.csrf();
  struct Try {
    std::string line;
    std::function<int()> deed;
    int status;
  };
  const std::vector<Try> all = {
      {"page:referral.case", [&] { return other.get("/referrals/" + sent).status; }, 404},
      {"page:referral.document",
       [&] { return other.get("/referrals/" + sent + "/documents/" + city.of('s').papers.front()).status; }, 404},
      {"page:desk.case", [&] { return other.get("/cases/" + sent).status; }, 404},
      {"page:people.list", [&] { return other.get("/people").status; }, 404},
      {"referral.submit",
       [&] {
         return other.post("/do/referral.submit", {{"csrf", {token}}, {"reference", {sent}}, {"token", {"one"}}})
             .status;
       },
       404},
      {"referral.withdraw_draft",
       [&] {
         return other.post("/do/referral.withdraw_draft", {{"csrf", {token}}, {"reference", {sent}}}).status;
       },
       404},
      {"desk.release",
       [&] {
         return other.post("/do/desk.release", {{"csrf", {token}}, {"reference", {sent}}, {"version", {"1"}}}).status;
       },
       403},
      {"account.invite",
       [&] {
         return other.post("/do/account.invite", {{"csrf", {token}}}).status;
       },
       403},
  };
  for (const Try& each : all) {
    const auto before = denied(each.line);
    BOOST_TEST(each.deed() == each.status, each.line);
    settle(office);
    BOOST_TEST(denied(each.line) == before + 1, each.line);
  }
  // What was done leaves no such line; the chain is whole.
  BOOST_TEST(other.get("/referrals/" + city.of('o').reference).status == 200);
  BOOST_TEST(denied("page:referral.case") == 1);
  const auto lease = office.house().database().read(office.house().hostViewer(0));
  BOOST_TEST(store::verifyAudit(lease->tx(), {}).faults.empty());
}

BOOST_DATA_TEST_CASE(one_access_line_for_viewer_subject_page_and_quarter, kBoth, kind) {
  City city(kind);
  Office& office = city.office;
  const std::string reference = city.of('s').reference;
  Screen anna(office, kAdmin);
  Screen moses(office, "officer@cap.example");
  const auto count = [&] { return lines(office, "access", "subject", reference); };
  const auto before = count();
  anna.get("/cases/" + reference);
  BOOST_TEST(count() == before + 1, "on disk when the page is there");
  anna.get("/cases/" + reference);
  BOOST_TEST(count() == before + 1, "the same page in the same quarter");
  moses.get("/cases/" + reference);
  BOOST_TEST(count() == before + 2, "another viewer");
  anna.get("/cases/" + city.of('p').reference);
  BOOST_TEST(count() == before + 2, "another subject");
  anna.get("/cases/" + reference + "/papers/1");
  BOOST_TEST(count() == before + 3, "a document is a page of its own");
  office.clock().advanceMs(15 * 60 * 1000 - 1);
  anna.get("/cases/" + reference);
  BOOST_TEST(count() == before + 3, "a millisecond before the next quarter (it is 9 o'clock)");
  office.clock().advanceMs(1);
  anna.get("/cases/" + reference);
  BOOST_TEST(count() == before + 4, "the next quarter");
  // A refused look is no access; it stands in the audit.
  Screen other(office, kOther);
  other.get("/cases/" + reference);
  BOOST_TEST(count() == before + 4);
  anna.get("/inbox");
  settle(office);
  BOOST_TEST(
      office.fact<std::int64_t>("SELECT COUNT(*) FROM access WHERE subject = '' AND page = ?", "desk.inbox").value() ==
      1);
}

BOOST_AUTO_TEST_CASE(no_line_no_record, *label("TRUST-16.3.1")) {
  City city;
  auto& house = city.office.house();
  TempDir folder;
  std::filesystem::create_directory(folder.file("assets"));
  std::ofstream(folder.file("assets/assets.manifest")) << "style.css style-1.css\npage.js page-1.js\n";
  NoLine full(house.database());
  web::Site site({false, true, folder.file("assets"), CAPD_SOURCE "/core/web/templates", CAPD_SOURCE "/plugins"},
                 house.registry(), house.pipeline(), full, house.services(), house.plugins(), house.blobs());
  Browser anna(city.office);
  anna.signIn(kAdmin);
  const auto get = [&](const std::string& path) {
    web::Request request;
    request.method = "GET";
    request.path = path;
    request.cookies = anna.cookies;
    return site.handle(request);
  };
  const std::string reference = city.of('s').reference;
  for (const std::string& path :
       {"/cases/" + reference, "/cases/" + reference + "/papers/1", "/referrals/" + reference + "/print"}) {
    const web::Reply reply = get(path);
    BOOST_TEST(reply.status == 503, path);
    BOOST_TEST(reply.body.find("Zqs") == std::string::npos, path);
    BOOST_TEST(!reply.stream, path);
  }
  // Lists go on.
  BOOST_TEST(get("/inbox").status == 200);
  BOOST_TEST(get("/").status == 200);
  BOOST_TEST(get("/directory").status == 200);
}

// An ended session and a leaver's are nobody's: no page but the public ones.
BOOST_AUTO_TEST_CASE(whoever_is_out_is_nobody, *label("TRUST-7.4.2")) {
  City city;
  Browser idle(city.office);
  idle.signIn(kAdmin);
  city.office.clock().advanceMs(kIdleMs);
  Browser left(city.office);
  left.signIn("officer@cap.example");
  store::WriteRequest request;
  request.viewer = city.office.house().hostViewer(0);
  request.command = "test.leaves";
  request.payload = "{}";
  request.apply = [](WriteTx& tx) -> Outcome {
    endAccount(tx, accountByEmail(tx, "officer@cap.example").value().id);
    return Done{};
  };
  city.office.house().database().write(std::move(request)).get();
  Browser nobody(city.office);
  for (const auto* page : city.office.house().registry().allPages()) {
    if (page->declaration.permission == "public") continue;
    const std::string path =
        replaced(replaced(page->declaration.path, "{reference}", city.of('s').reference), "{number}", "1");
    const web::Reply none = nobody.get(path);
    BOOST_TEST(none.status == 303, path);
    BOOST_TEST(headerOf(none, "Location").rfind("/sign-in", 0) == 0u, path);
    for (Browser* each : {&idle, &left}) same(each->get(path), none, path);
  }
  // And a page that there is not sends to the sign-in just so.
  BOOST_TEST(nobody.get("/no/such/page").status == 303);
}

BOOST_AUTO_TEST_SUITE_END()
