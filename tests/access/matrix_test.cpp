// Who gets in where: every route there is, for every person and every relation to a case, against the table in
// matrix.txt.
//
//   capd's own answer is taken by asking the site; commands are really run, with real input, and undone at the last
//   moment. To write the table anew after a wanted change: CAPD_WRITE_MATRIX=1 build/tests/test_access
//   --run_test=matrix, then read the difference.

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cases/account/Account.h"
#include "cases/account/SecondFactor.h"
#include "cases/duty/Duty.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"
#include "tests/access/City.h"
#include "tests/web/Program.h"
#include "web/Site.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kWouldBeDone[] = "The matrix undoes it here.";
constexpr char kApi[] = "/api/v1";
constexpr char kTable[] = CAPD_SOURCE "/tests/access/matrix.txt";

/// Runs commands whole, and takes back what they did.
class Undoing final : public store::Database {
 public:
  Undoing(store::Database& real, const commands::Registry& registry) : real_(real), registry_(registry) {}
  std::unique_ptr<store::ReadLease> read(const Viewer& viewer) override { return real_.read(viewer); }
  std::future<store::WriteReply> write(store::WriteRequest request) override {
    if (registry_.command(request.command) != nullptr) {
      request.key.clear();
      request.apply = [inner = std::move(request.apply)](WriteTx& tx) -> Outcome {
        Outcome outcome = inner(tx);
        if (std::holds_alternative<Done>(outcome)) return Refused(Refused::Kind::conflict, "", kWouldBeDone);
        return outcome;
      };
    }
    return real_.write(std::move(request));
  }
  void setEventSink(store::EventSink sink) override { real_.setEventSink(std::move(sink)); }
  std::int64_t dataVersion() override { return real_.dataVersion(); }
  std::int64_t policyGeneration() override { return real_.policyGeneration(); }
  [[nodiscard]] std::int64_t seenPolicyGeneration() const override { return real_.seenPolicyGeneration(); }
  [[nodiscard]] store::Health health() const override { return real_.health(); }
  [[nodiscard]] const store::Vault& vault() const override { return real_.vault(); }
  [[nodiscard]] const Clock& clock() const override { return real_.clock(); }
  void recordAccess(const Viewer& viewer, const std::string& page, const std::string& subject, std::int64_t count,
                    bool wait) override {
    real_.recordAccess(viewer, page, subject, count, wait);
  }
  void stop() override {}

 private:
  store::Database& real_;
  const commands::Registry& registry_;
};

struct Person {
  std::string name;
  std::string session;  ///< empty: nobody
  std::string paper;    ///< a file that they have just sent
  std::string key;      ///< of a program with the same role; empty: their role is for people alone
};

/// What became of one request.
enum class Got { out, told, in };

class Matrix {
 public:
  Matrix()
      : undoing_(city.office.house().database(), city.office.house().registry()),
        pipeline_(city.office.house().registry(), undoing_, city.office.house().services()) {
    std::filesystem::create_directory(folder_.file("assets"));
    std::ofstream(folder_.file("assets/assets.manifest")) << "style.css style-1.css\npage.js page-1.js\n";
    std::ofstream(folder_.file("assets/style-1.css")) << "body{}\n";
    auto& house = city.office.house();
    site_ = std::make_unique<web::Site>(web::SiteSettings{false, true, folder_.file("assets"),
                                                          CAPD_SOURCE "/core/web/templates", CAPD_SOURCE "/plugins"},
                                        house.registry(), pipeline_, undoing_, house.services(), house.plugins(),
                                        house.blobs());
    people_.push_back({"nobody", "", "", ""});
    for (const auto& persona : daemon::personas())
      people_.push_back({shortName(persona), open(persona.email), city.office.upload(persona.email, "paper.pdf"),
                         keyLike(city.office, persona)});
    prepareOthers();
    prepareStaff();
    prepareTerms();
  }

  /// The table: one line a route.
  std::map<std::string, std::string> lines() {
    std::map<std::string, std::string> all;
    for (const auto& route : web::houseRoutes())
      all[nameOf(route.method, route.path)] = lineOf(route.method, route.path);
    for (const auto* page : city.office.house().registry().allPages())
      all[nameOf("GET", page->declaration.path)] = lineOf("GET", page->declaration.path);
    for (const auto* command : city.office.house().registry().allCommands())
      all[nameOf("POST", "/do/" + command->declaration.name)] = lineOf("POST", "/do/" + command->declaration.name);
    // The same, asked by a program whose key has the role of that person.
    for (const auto* page : city.office.house().registry().allPages())
      all[nameOf("GET", kApi + page->declaration.path)] = lineOf("GET", kApi + page->declaration.path);
    for (const auto* command : city.office.house().registry().allCommands())
      all[nameOf("POST", kApi + ("/" + command->declaration.name))] =
          lineOf("POST", kApi + ("/" + command->declaration.name));
    return all;
  }
  static std::string nameOf(const std::string& method, const std::string& path) {
    return fmt::format("{:<4} {}", method, path);
  }

  City city;

 private:
  std::string open(const std::string& email) {
    const std::string session = store::randomHex(32);
    store::WriteRequest request;
    request.viewer = city.office.house().hostViewer(0);
    request.command = "account.sign_in";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      openSession(tx, accountByEmail(tx, email).value().id, hashOfSecret(session));
      return Done{};
    };
    city.office.house().database().write(std::move(request)).get();
    return session;
  }

  // What pages and commands without a case are about.
  void prepareOthers() {
    const auto invited = city.office.run(kAdmin, "account.invite",
                                         {{"name", "Otto Two-Roles"},
                                          {"email", "otto@school.example"},
                                          {"organisation", "school:Spon Vale School"},
                                          {"role", "school.contributor"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(invited), city.office.dumpOf(invited));
    person_ = std::get<Done>(invited).values.at("person");
    const auto plain = city.office.run(kAdmin, "account.invite",
                                       {{"name", "Petra One-Role"},
                                        {"email", "petra@school.example"},
                                        {"organisation", "school:Spon Vale School"},
                                        {"role", "school.contributor"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(plain), city.office.dumpOf(plain));
    plainPerson_ = std::get<Done>(plain).values.at("person");
    const std::string& once = std::get<Done>(invited).once;
    link_ = once.substr(once.find("/link/"));
    const auto more = city.office.run(
        kAdmin, "account.add_role",
        {{"person", person_}, {"organisation", "school:Spon Vale School"}, {"role", "school.deputy_dsl"}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(more), city.office.dumpOf(more));
    rows_ = city.office.upload(kAdmin, "rows.csv", "name\nNew Works\n");
    const auto begun = city.office.run(kAdmin, "import.begin", {{"kind", "providers"}, {"file", rows_}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(begun), city.office.dumpOf(begun));
    batch_ = std::get<Done>(begun).values.at("batch");
    store::WriteRequest request;
    request.viewer = city.office.house().hostViewer(0);
    request.command = "test.fail_a_mail";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE mail SET state = 'failed', ended_ms = ? WHERE id = (SELECT MIN(id) FROM mail)", tx.now());
      return Done{};
    };
    city.office.house().database().write(store::WriteRequest(request)).get();
    store::WriteRequest asked;
    asked.viewer = city.office.house().hostViewer(0);
    asked.command = "test.ask_for_a_confirmation";
    asked.payload = "{}";
    asked.apply = [&](WriteTx& tx) -> Outcome {
      const auto provider = findOrganisation(tx, "provider", "Whitley Workshops").value().id;
      provider_ = providerCode(provider);
      openDuty(tx, {.kind = "confirmation.half_term",
                    .subject = provider_,
                    .occurrence = "2025-26/h3",
                    .organisation = provider,
                    .role = "provider.coordinator",
                    .says = "Confirm half term 3 of 2025-26",
                    .due = tx.now()});
      return Done{};
    };
    city.office.house().database().write(std::move(asked)).get();
    makeKey(city.office, "end-me", "school:Spon Vale School", "school.coordinator");
    request.command = "test.lose_a_telephone";
    request.apply = [&](WriteTx& tx) -> Outcome {
      const auto otto = accountByEmail(tx, "otto@school.example").value();
      setSecondFactor(tx, city.office.house().database().vault(), otto.id, newCodeSecret(), -1, newRecoveryCodes());
      return Done{};
    };
    city.office.house().database().write(store::WriteRequest(request)).get();
    mail_ = city.office.fact<std::string>("SELECT message_id FROM mail WHERE state = ?", "failed").value();
  }

  std::string doneBy(const std::string& who, const std::string& command, const Texts& texts, const std::string& value) {
    const Outcome outcome = city.office.run(who, command, texts);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), command << " " << city.office.dumpOf(outcome));
    return value.empty() ? "" : std::get<Done>(outcome).values.at(value);
  }

  // Somebody at Whitley with a check that CAP has not seen, and one at whom nothing is missing.
  void prepareStaff() {
    provider_ = providerCode(
        city.office.fact<std::int64_t>("SELECT id FROM organisation WHERE name = ?", "Whitley Workshops").value());
    member_ = doneBy(kProvider, "staff.join",
                     {{"provider", provider_}, {"name", "Stella New"}, {"job", "Tutor"}, {"started", "2026-01-05"}},
                     "member");
    doneBy(kProvider, "staff.check",
           {{"member", member_},
            {"kind", "first"},
            {"dated", "2025-12-01"},
            {"certificate", "001234567890"},
            {"level", "enhanced"},
            {"update_service", "yes"}},
           "");
  }

  // One that everybody is asked to read.
  void prepareTerms() {
    commands::Request request{"terms.publish",
                              {{"document", {"terms"}},
                               {"last", {"0"}},
                               {"year", {"2025-26"}},
                               {"body", {"What everybody has to have read."}},
                               {"audience", {"providers", "schools", "cap"}},
                               {"acknowledge", {"yes"}}},
                              "terms"};
    const Outcome outcome = city.office.house().pipeline().run(city.office.viewer("lead@cap.example"), request);
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), city.office.dumpOf(outcome));
  }

  std::string memberVersion() {
    return std::to_string(
        city.office.fact<std::int64_t>("SELECT m.version FROM @all_staff_members m WHERE m.code = ?", member_).value());
  }

  static bool aboutCase(const std::string& path, const FieldTexts* form) {
    return path.find("{reference}") != std::string::npos ||
           (form != nullptr &&
            (form->count("reference") != 0 || form->count("pupil") != 0 || form->count("school") != 0));
  }

  /// The sign of a year's version in URLs.
  std::string policyOf(const std::string& year) {
    return city.office.fact<std::string>("SELECT version_hash FROM policy_in_force WHERE year = ?", year)
        .value()
        .substr(0, 12);
  }

  std::string pathFor(std::string path, const Case& about) {
    const std::map<std::string, std::string> parts = {
        {"{reference}", about.reference},
        {"{number}", "1"},
        {"{id}", about.papers.front()},
        {"{section}", "needs"},
        {"{hold}", "risk_assessment~risk_assessment_age"},
        {"{course}", "bike"},
        {"{name}", path.find("/schools/") != std::string::npos ? "spon-vale-school" : "whitley-workshops"},
        {"{person}", person_},
        {"{key}", "end-me"},
        {"{mail}", mail_.substr(0, mail_.find('@'))},
        {"{token}", link_.substr(6)},
        {"{version}", policyOf("2025-26")},
        {"{before}", policyOf("2024-25")},
        {"{provider}", provider_},
        {"{subject}", provider_},
        {"{member}", member_},
        {"{document}", "terms"},
        {"{batch}", batch_},
        {"{file}", "style-1.css"}};
    for (const auto& [name, value] : parts)
      if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    BOOST_TEST(path.find('{') == std::string::npos,
               path << " has a part that the matrix does not know: add it to pathFor");
    return path;
  }

  // Right input for a command on that case, made from its own declaration; what only a person could know stands in the
  // table below.
  FieldTexts formFor(const std::string& command, const Case& about, const Person& person) {
    const std::map<std::string, std::string> known = {
        {"reference", about.reference},
        {"version", versionOf(about.reference)},
        {"pupil", about.pupil},
        {"hold", "risk_assessment~risk_assessment_age"},
        {"holds", "1"},
        {"section", "needs"},
        {"needs.detail", "Short tasks help."},
        {"person", person_},
        {"batch", batch_},
        {"mail", mail_},
        {"organisation", "whitley-workshops"},
        {"name", "Somebody New"},
        {"email", "new@work.example"},
        {"phone", "024 7600 0000"},
        {"provider", "whitley-workshops"},
        {"course", "bike"},
        {"programme", "tier1"},
        {"places", "9"},
        {"urn", "103738"},
        {"born", "2011-03-04"},
        {"year_group", "10"},
        {"weeks", ""},
        {"fee", ""},
        {"interview_on", "2026-02-02"},
        {"start", "2026-02-24"},
        {"sessions", "2a"},
        {"category", "need"},
        {"reason", "He needs one adult at his side all day."},
        {"visited_on", "2026-02-02"},
        {"started_on", "2026-02-02"},
        {"met_on", "2026-02-02"},
        {"outcome", command == "referral.record_panel_outcome" ? "agreed" : "Safe and orderly."},
        {"decision", "agreed"},
        {"kind", command == "contact.add" ? "provider" : "other"},
        {"officer", "officer@cap.example"},
        {"upn", ""},
        {"answered", "1"},
        {"find", ""},
        {"paper", person.paper},
        {"member", member_},
        {"document", "terms"},
        {"school", schoolOf(about)},
        {"from", ""}};
    const std::map<std::string, std::map<std::string, std::string>> special = {
        {"account.invite", {{"organisation", "school:Spon Vale School"}, {"role", "school.contributor"}}},
        {"account.add_role", {{"organisation", "school:Spon Vale School"}, {"role", "school.coordinator"}}},
        {"account.end_role", {{"role", "school.contributor@school:Spon Vale School"}}},
        // Without a mail server the link of a safeguarding lead goes to nobody: this is somebody else's.
        {"account.new_link", {{"person", plainPerson_}}},
        {"import.begin", {{"kind", "providers"}, {"file", rows_}}},
        {"staff.ask_renewal", {{"members", member_ + "@2026-02-02"}}},
        {"staff.ask_decision", {{"members", member_ + "@2026-02-02"}}},
        {"contact.add", {{"role", "provider.tutor"}}},
        {"apikey.add", {{"name", "one-more"}, {"organisation", "school:Spon Vale School"}}},
        {"apikey.revoke", {{"key", "end-me"}}},
        {"school.change", {{"organisation", "spon-vale-school"}, {"version", "1"}}},
        {"provider.change", {{"version", "1"}}},
        {"course.add", {{"category", "Work-based learning"}}},
        {"course.change", {{"version", courseVersion()}, {"category", "Work-based learning"}}},
        {"course.set_places", {{"version", courseVersion()}}},
        {"pupil.change", {{"version", ""}}},
        {"referral.save_section", {{"version", ""}}},
        {"referral.update_data", {{"version", ""}}},
        {"desk.clear_hold", {{"hold", "2"}}},
        {"response.choose_course", {{"course", "wood"}}},
        {"confirmation.give", {{"provider", provider_}, {"period", "2025-26/h3"}}},
        {"confirmation.talk", {{"provider", provider_}, {"period", "2025-26/h3"}}},
        {"confirmation.name_pupil", {{"provider", provider_}}},
        {"reminders.send", {{"organisation", "1"}}},
        {"confirmation.decide", {{"provider", provider_}}},
        {"schedule.call", {{"subject", provider_}}},
        {"schedule.remind", {{"subject", provider_}}},
        {"staff.join", {{"provider", provider_}}},
        {"staff.confirm", {{"provider", provider_}}},
        {"staff.change", {{"version", memberVersion()}}},
        {"staff.check", {{"kind", "renewal"}, {"certificate", "001234567899"}}},
        {"staff.learn", {{"kind", "dsl"}}},
        {"staff.decide", {{"version", memberVersion()}, {"decision", "not_with_pupils"}}},
        {"terms.publish",
         {{"document", "attendance"},
          {"last", "0"},
          {"year", "2025-26"},
          {"body", "Schools tell of every absence."},
          {"changes", ""}}},
        {"terms.read", {{"number", "1"}}},
        {"terms.review", {{"document", "attendance"}}},
        {"terms.add", {{"title", "Something else"}}},
    };
    FieldTexts form;
    const auto* declared = city.office.house().registry().command(command);
    for (const Field& field : declared->declaration.form.fields) {
      std::string value = field.kind == FieldKind::yesNo    ? "yes"
                          : field.kind == FieldKind::date   ? "2026-02-02"
                          : field.kind == FieldKind::number ? std::to_string(std::max<std::int64_t>(field.least, 1))
                                                            : "As it is.";
      if (!field.options.empty()) value = field.options.front().value;
      if (const auto at = known.find(field.name);
          at != known.end() && (field.options.empty() || field.name == "decision" || field.name == "category" ||
                                field.name == "outcome" || field.name == "sessions"))
        value = at->second;
      if (const auto by = special.find(command); by != special.end())
        if (const auto at = by->second.find(field.name); at != by->second.end()) value = at->second;
      if (!value.empty()) form[field.name] = {value};
    }
    const std::map<std::string, std::map<std::string, std::string>> rest = {
        {"referral.save_section", {{"needs.kinds", "sen"}, {"needs.detail", "Short tasks help."}}},
        {"referral.update_data",
         {{"needs.kinds", "sen"},
          {"needs.detail", "Short tasks help."},
          {"needs.plan", "no"},
          {"needs.identified", "observed"},
          {"needs.profile", "Good with tools."}}},
        {"referral.answer_hold", {{"risk.completed", "2026-01-20"}, {"risk.document", person.paper}}},
    };
    if (const auto more = rest.find(command); more != rest.end())
      for (const auto& [name, value] : more->second) form[name] = {value};
    if (command == "referral.answer_hold") form["risk.covers"] = {"pupil", "others", "place"};
    return form;
  }

  std::string schoolOf(const Case& about) {
    return std::to_string(
        city.office.fact<std::int64_t>("SELECT c.school_id FROM @all_cases c WHERE c.reference = ?", about.reference)
            .value());
  }
  std::string courseVersion() {
    return std::to_string(city.office.fact<std::int64_t>("SELECT version FROM course WHERE code = ?", "bike").value());
  }
  std::string versionOf(const std::string& reference) { return std::to_string(city.desk.version(reference)); }

  Got askApi(const Person& person, const std::string& method, const std::string& path, const FieldTexts& form) {
    std::string body;
    if (method == "POST")
      body = jsonFor(city.office.house().registry().command(path.substr(8))->declaration, form).dump();
    web::Request request;
    request.method = method;
    request.path = path;
    request.body = body;
    if (!person.key.empty()) request.headers["authorization"] = "Bearer " + person.key;
    request.from = "192.0.2.9";
    const web::Reply reply = site_->handle(request);
    BOOST_TEST(reply.status < 500, method << " " << path << " by the key like " << person.name
                                          << " breaks: " << reply.body << city.office.logged());
    if (reply.status == 401 || reply.status == 403 || reply.status == 404) return Got::out;
    if (reply.status == 409 && reply.body.find(kWouldBeDone) != std::string::npos) return Got::in;
    return method == "POST" ? Got::told : Got::in;
  }

  Got ask(const Person& person, const std::string& method, const std::string& path, const FieldTexts& form) {
    web::Request request;
    request.method = method;
    request.path = path;
    request.form = form;
    request.from = "192.0.2.9";
    if (!person.session.empty()) {
      request.cookies["capd"] = person.session;
      if (method == "POST") request.form["csrf"] = {store::sha256Hex("csrf:" + person.session)};
    }
    const web::Reply reply = site_->handle(request);
    const std::string about = fmt::format("{} {} as {}", method, path, person.name);
    BOOST_TEST(reply.status < 500, about << " breaks: " << textOf(reply) << city.office.logged());
    if (reply.status == 403 || reply.status == 404) return Got::out;
    if (reply.status == 303) {
      for (const auto& [name, value] : reply.headers)
        if (name == "Location" && value.rfind("/sign-in", 0) == 0 && path != "/sign-out") return Got::out;
      return Got::in;
    }
    if (reply.status == 409 && reply.body.find(kWouldBeDone) != std::string::npos) return Got::in;
    return method == "POST" ? Got::told : Got::in;
  }

  // "admin:HSAP" on that route: for which cases it opens (capital: for a command, that it would be done).
  std::string lineOf(const std::string& method, const std::string& pattern) {
    std::string line;
    const bool api = pattern.rfind(kApi, 0) == 0;
    const bool command = pattern.rfind("/do/", 0) == 0 || (api && method == "POST");
    const std::string name = command ? pattern.substr(pattern.rfind('/') + 1) : "";
    for (const Person& person : people_) {
      std::string letters;
      bool open = false;
      for (const Case& about : city.cases) {
        FieldTexts form = command ? formFor(name, about, person) : FieldTexts();
        if (method == "POST" && pattern == "/link/{token}") form["password"] = {"short"};
        const bool cases = aboutCase(pattern, command ? &form : nullptr);
        // The one session that signing out ends must not be one that is needed after.
        const Person who = pattern == "/sign-out" && !person.session.empty()
                               ? Person{person.name, std::string(64, 'f'), "", ""}
                               : person;
        const std::string path = pathFor(pattern, about);
        const Got got = api ? askApi(who, method, path, form) : ask(who, method, path, form);
        if (got != Got::out) {
          open = true;
          letters += cases ? std::string(1, got == Got::in && command ? static_cast<char>(std::toupper(about.letter))
                                                                      : about.letter)
                           : std::string(command && got == Got::in ? "+" : "");
        }
        if (!cases) break;
      }
      if (open)
        line += " " + person.name +
                (letters.empty() || letters == "+" ? (letters.empty() && command ? "(told)" : "") : ":" + letters);
    }
    return line.empty() ? "no one" : line.substr(1);
  }

  TempDir folder_;
  Undoing undoing_;
  commands::Pipeline pipeline_;
  std::unique_ptr<web::Site> site_;
  std::vector<Person> people_;
  std::string link_;
  std::string person_;
  std::string plainPerson_;
  std::string mail_;
  std::string provider_;
  std::string member_;
  std::string rows_;   ///< a file of rows that the administrator has sent
  std::string batch_;  ///< an import that was looked at
};

std::string headOf(const City& city) {
  std::string head =
      "# Who gets in where. One line a route: who, and after the colon for which cases. Whoever is not named gets the "
      "page of what is not there\n"
      "# (or, for a command that none of their roles includes, is told so). A capital letter: the command would be "
      "done; a small one: they are told in\n"
      "# words why it is not done now, and for pages: it opens. Checked by tests/access; a route that is not here "
      "fails.\n# Under /api/v1 the name stands for a program whose key has the role of that person; safeguarding leads "
      "have no such programs.\n#\n";
  for (const Case& each : city.cases) head += fmt::format("#   {}  {}\n", each.letter, each.says);
  return head + "#\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(matrix)

BOOST_AUTO_TEST_CASE(every_route_opens_for_those_in_the_table_and_for_nobody_else,
                     *label("TRUST-8.2.1") * label("TRUST-8.4.1")) {
  Matrix matrix;
  const auto lines = matrix.lines();
  if (std::getenv("CAPD_WRITE_MATRIX") != nullptr) {
    std::ofstream out(kTable);
    out << headOf(matrix.city);
    for (const auto& [route, who] : lines) out << fmt::format("{:<52} {}\n", route, who);
    BOOST_FAIL("the table is written anew: read what changed");
  }
  std::map<std::string, std::string> table;
  std::ifstream in(kTable);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto end = line.find(' ', 5);
    const auto who = line.find_first_not_of(' ', end);
    table[line.substr(0, end)] = who == std::string::npos ? "" : line.substr(who);
  }
  BOOST_TEST(!table.empty(), "there is no table at tests/access/matrix.txt");
  for (const auto& [route, who] : lines) {
    const auto listed = table.find(route);
    if (listed == table.end()) {
      BOOST_TEST(false, "the route " << route << " is not in tests/access/matrix.txt: say who gets in. Now: " << who);
      continue;
    }
    BOOST_TEST(who == listed->second, route << " opens for other people than the table says.\n  now:   " << who
                                            << "\n  table: " << listed->second);
  }
  for (const auto& [route, who] : table)
    BOOST_TEST(lines.count(route) == 1u, "the table lists " << route << ", which there is not any more");
}

BOOST_AUTO_TEST_SUITE_END()
