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
#include "tests/access/Input.h"
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
      : input_(city),
        undoing_(city.office.house().database(), city.office.house().registry()),
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

  static bool aboutCase(const std::string& path, const FieldTexts* form) {
    return path.find("{reference}") != std::string::npos ||
           (form != nullptr &&
            (form->count("reference") != 0 || form->count("pupil") != 0 || form->count("school") != 0));
  }

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
        FieldTexts form = command ? input_.formFor(name, about, person.paper) : FieldTexts();
        if (method == "POST" && pattern == "/link/{token}") form["password"] = {"short"};
        const bool cases = aboutCase(pattern, command ? &form : nullptr);
        // The one session that signing out ends must not be one that is needed after.
        const Person who = pattern == "/sign-out" && !person.session.empty()
                               ? Person{person.name, std::string(64, 'f'), "", ""}
                               : person;
        const std::string path = input_.pathFor(pattern, about);
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

  Input input_;
  TempDir folder_;
  Undoing undoing_;
  commands::Pipeline pipeline_;
  std::unique_ptr<web::Site> site_;
  std::vector<Person> people_;
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
