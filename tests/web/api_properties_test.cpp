// The description of the API, and everything that it describes under bodies that nobody would send in good faith: made
// from the description itself, so that a new command is tried without a line here. The same bodies in every run.

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>

#include "tests/web/Program.h"
#include "web/OpenApi.h"

using namespace capd;
using namespace capd::test;
using nlohmann::json;

namespace {

constexpr unsigned kSeed = 20260202;
constexpr int kBodiesEach = 60;

json description(Office& office) { return json::parse(web::openApi(office.house().registry())); }

/// Every `$ref` of the document, with where it points.
void eachReference(const json& at, const std::function<void(const std::string&)>& f) {
  if (at.is_object() && at.contains("$ref")) f(at.at("$ref").get<std::string>());
  if (at.is_structured())
    for (const auto& inner : at) eachReference(inner, f);
}

/// What one mutation did: the text of the body, the field that must be named, and whether it is a fault for certain.
struct Body {
  std::string text;
  std::string field;
  bool certain = false;
  int status = 422;
};

class Generator {
 public:
  Generator(json schema, std::string reference) : schema_(std::move(schema)), reference_(std::move(reference)) {}

  /// What a willing program would send.
  json willing() {
    json body = json::object();
    for (const auto& [name, field] : schema_.at("properties").items()) body[name] = willing(name, field);
    return body;
  }

  Body next() {
    json body = willing();
    const auto& fields = schema_.at("properties");
    if (fields.empty() || below(12) == 0) return noObject(body);
    auto at = fields.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(below(fields.size())));
    const std::string name = at.key();
    switch (below(9)) {
      case 0:
        body[name] = wrongType(at.value());
        return {body.dump(), name, true};
      case 1:
        body[name] = {{"a", {{"b", {1, {{"c", "d"}}}}}}};
        return {body.dump(), name, true};
      case 2:
        return tooLarge(body, name, at.value());
      case 3:
        return hiddenSigns(body, name);
      case 4:
        body.erase(name);
        return {body.dump(), name, isRequired(name)};
      case 5:
        body["no_such_field_" + std::to_string(below(9))] = below(2) == 0 ? json("x") : json::array({1, 2});
        return {body.dump(), extraOf(body), true};
      case 6: {
        std::string twice = body.dump();
        twice.insert(1, json(name).dump() + ":\"x\",");
        return {twice, name, body.contains(name)};
      }
      case 7:
        body[name] = strange();
        return {body.dump(), name, false};
      default:
        for (auto& [each, value] : body.items())
          if (below(2) == 0) value = strange();
        return {body.dump(), "", false};
    }
  }

 private:
  std::size_t below(std::size_t most) { return static_cast<std::size_t>(random_()) % most; }
  bool isRequired(const std::string& name) const {
    const auto& required = schema_.value("required", json::array());
    return std::find(required.begin(), required.end(), name) != required.end();
  }
  static std::string extraOf(const json& body) {
    for (const auto& [name, value] : body.items())
      if (name.rfind("no_such_field_", 0) == 0) return name;
    return {};
  }

  json willing(const std::string& name, const json& field) {
    if (name == "reference") return reference_;
    if (name == "version") return "1";
    if (field.contains("enum")) return field.at("enum").empty() ? json("x") : field.at("enum").front();
    if (field.at("type") == "integer") return field.at("minimum");
    if (field.at("type") == "boolean") return true;
    if (field.at("type") == "array") {
      const json& options = field.at("items").at("enum");
      return options.empty() ? json::array() : json::array({options.front()});
    }
    if (field.value("format", "") == "date") return "2026-02-02";
    if (field.value("format", "") == "email") return "somebody@example.org";
    if (field.value("x-kind", "") == "telephone") return "024 7600 0009";
    if (field.value("x-kind", "") == "carried along" || field.value("x-kind", "") == "stored file") return "1";
    std::string words = "Some words that fill this in, as long as it has to be.";
    while (words.size() < field.value("minLength", std::size_t{0})) words += words;
    return words.substr(0, field.value("maxLength", std::size_t{200}));
  }

  json wrongType(const json& field) {
    if (field.at("type").is_array()) return below(2) == 0 ? json(true) : json(1.5);
    const std::string type = field.at("type");
    if (type == "integer") return below(2) == 0 ? json("ten") : json(10.5);
    if (type == "boolean") return below(2) == 0 ? json("perhaps") : json(1);
    if (type == "array") return below(2) == 0 ? json(7) : json::array({1, json::array()});
    return below(2) == 0 ? json(7) : json::array({"a"});
  }

  Body tooLarge(json body, const std::string& name, const json& field) {
    if (field.at("type") == "integer") {
      // Beyond what a machine number holds: written by hand.
      body[name] = "HERE";
      std::string text = body.dump();
      const std::string huge = below(2) == 0 ? "99999999999999999999999999" : "-9223372036854775808";
      text.replace(text.find("\"HERE\""), 6, huge);
      return {text, name, true};
    }
    if (field.at("type") == "boolean" || field.at("type") == "array") {
      body[name] = json::array({std::string(5000, 'x')});
      return {body.dump(), name, true};
    }
    std::string letters;
    const auto most = field.value("maxLength", std::size_t{200});
    for (std::size_t i = 0; i <= most; ++i) letters += below(2) == 0 ? "x" : "ŵ";
    body[name] = letters;
    return {body.dump(), name, true};
  }

  Body hiddenSigns(json body, const std::string& name) {
    const std::string signs[] = {std::string("a\0b", 3),
                                 "a\xE2\x80\xAE"
                                 "b",
                                 "a\x1b[31m", "\xEF\xBF\xBE"};
    body[name] = signs[below(4)];
    return {body.dump(), name, true};
  }

  // No JSON, or none that is an object.
  Body noObject(const json& body) {
    const std::string whole = body.dump();
    switch (below(6)) {
      case 0:
        return {whole.substr(0, whole.size() - 1 - below(whole.size() - 1)), "body", true, 400};
      case 1: {
        std::string noise;
        for (std::size_t i = 0; i < 64; ++i) noise += static_cast<char>(below(256));
        return {"?" + noise, "body", true, 400};
      }
      case 2:
        return {json::array({body}).dump(), "body", true, 400};
      case 3:
        return {std::string(20'000, '[') + std::string(20'000, ']'), "body", true, 400};
      case 4:
        return {whole + whole, "body", true, 400};
      default:
        return {"name=value&other=1", "body", true, 400};
    }
  }

  json strange() {
    switch (below(12)) {
      case 0:
        return nullptr;
      case 1:
        return "";
      case 2:
        return "' OR 1=1; DROP TABLE referral; --";
      case 3:
        return "{{%AUTOESCAPE}} <script>alert(1)</script> %s %n ${x}";
      case 4:
        return "../../etc/passwd";
      case 5:
        return std::int64_t{-1};
      case 6:
        return std::int64_t{9007199254740993};
      case 7:
        return 1e308;
      case 8:
        return "2026-02-30";
      case 9:
        return "\xF0\x9F\x98\x80 محمد Świątek \xE2\x80\x8B";
      case 10:
        return json::array({"a", "b", "a"});
      default:
        return reference_;
    }
  }

  json schema_;
  std::string reference_;
  std::mt19937 random_{kSeed};
};

/// Keys that together may do everything that a key may do at all.
std::vector<Program> everybody(Office& office) {
  std::vector<Program> all;
  all.emplace_back(office,
                   makeKey(office, "all-school", "school:Spon Vale School", "school.coordinator|school.contributor"));
  all.emplace_back(
      office, makeKey(office, "all-provider", "provider:Whitley Workshops", "provider.coordinator|provider.tutor"));
  all.emplace_back(office, makeKey(office, "all-send", "send_team:SEND Department", "send.officer"));
  all.emplace_back(office, makeKey(office, "all-cap", "cap:Coventry Alternative Provision",
                                   "cap.admin|cap.monitoring_officer|cap.quality_officer|cap.slt|cap.operations_lead|"
                                   "cap.data_admin|cap.policy_editor|cap.host"));
  return all;
}

/// How many rows there are of what commands change.
std::string rowsOf(Office& office) {
  std::string all;
  const auto lease = office.house().database().read(office.house().hostViewer(0));
  for (const char* table : {"organisation", "person", "membership", "account", "course", "duty", "mail", "api_key",
                            "done_command", "@all_cases", "@all_pupils", "@all_answers", "@all_documents"})
    all += std::string(table) + " " +
           std::to_string(
               lease->tx().one<std::int64_t>(std::string("SELECT COUNT(*) FROM ") + table + " x").value_or(-1)) +
           "\n";
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(api_properties)

BOOST_AUTO_TEST_CASE(the_description_is_whole) {
  Office office;
  const json document = description(office);
  BOOST_TEST(document.at("openapi") == "3.1.0");
  std::size_t references = 0;
  eachReference(document, [&](const std::string& to) {
    ++references;
    BOOST_TEST_REQUIRE(to.rfind("#/", 0) == 0u, to);
    BOOST_TEST(document.contains(json::json_pointer(to.substr(1))), to << " points to nothing");
  });
  BOOST_TEST(references > 100u);
  std::set<std::string> ids;
  for (const auto& [path, item] : document.at("paths").items())
    for (const auto& [method, operation] : item.items()) {
      const std::string where = method + " " + path;
      BOOST_TEST(ids.insert(operation.at("operationId").get<std::string>()).second, where);
      BOOST_TEST(!operation.at("summary").get<std::string>().empty(), where);
      for (const char* code : {"200", "401", "403", "404", "503"})
        BOOST_TEST(operation.at("responses").contains(code), where << " " << code);
      // Every part of the path is a parameter, and the other way round.
      const auto parts = std::count(path.begin(), path.end(), '{');
      std::ptrdiff_t declared = 0;
      for (const auto& parameter : operation.at("parameters"))
        if (parameter.contains("in") && parameter.at("in") == "path") {
          ++declared;
          BOOST_TEST(path.find("{" + parameter.at("name").get<std::string>() + "}") != std::string::npos, where);
        }
      BOOST_TEST(parts == declared, where);
      if (method == "post")
        BOOST_TEST(operation.at("requestBody").at("content").at("application/json").at("schema").contains("$ref"),
                   where);
    }
  // Nothing is left out, and nothing in it is not there.
  std::size_t commands = 0;
  for (const auto* command : office.house().registry().allCommands()) {
    ++commands;
    const CommandDeclaration& declared = command->declaration;
    BOOST_TEST_REQUIRE(document.at("paths").contains("/" + declared.name), declared.name);
    const json& schema = document.at(json::json_pointer(document.at("paths")
                                                            .at("/" + declared.name)
                                                            .at("post")
                                                            .at("requestBody")
                                                            .at("content")
                                                            .at("application/json")
                                                            .at("schema")
                                                            .at("$ref")
                                                            .get<std::string>()
                                                            .substr(1)));
    BOOST_TEST(schema.at("additionalProperties") == false);
    BOOST_TEST(schema.contains("patternProperties") == declared.takesRest, declared.name);
    BOOST_TEST(schema.at("properties").size() == declared.form.fields.size(), declared.name);
    for (const Field& field : declared.form.fields) {
      const json& property = schema.at("properties").at(field.name);
      BOOST_TEST(property.contains("type"), declared.name << " " << field.name);
      BOOST_TEST(property.contains("x-kind"));
      if (!field.unit.empty()) BOOST_TEST(property.at("x-unit") == field.unit);
      if (field.kind == FieldKind::number) BOOST_TEST(property.at("maximum") == field.most);
      if (!field.hint.empty()) BOOST_TEST(property.at("description") == field.hint);
      const json required = schema.value("required", json::array());
      BOOST_TEST((std::find(required.begin(), required.end(), field.name) != required.end()) == field.required(),
                 declared.name << " " << field.name);
    }
  }
  for (const auto* page : office.house().registry().allPages())
    BOOST_TEST(document.at("paths").at(page->declaration.path).contains("get"), page->declaration.path);
  BOOST_TEST(ids.size() == commands + office.house().registry().allPages().size());
  BOOST_TEST(Program(office, "").get("openapi.json").body == web::openApi(office.house().registry()));
}

BOOST_DATA_TEST_CASE(no_body_breaks_an_operation_or_changes_what_was_refused, kBoth, kind) {
  Office office(kind);
  const std::string reference = office.draft();
  office.fillIn(reference);
  const json document = description(office);
  std::vector<Program> programs = everybody(office);
  std::size_t asked = 0;
  std::size_t done = 0;
  std::size_t named = 0;
  std::size_t people = 0;
  for (const auto& [path, item] : document.at("paths").items()) {
    if (!item.contains("post")) continue;
    const std::string command = path.substr(1);
    const auto may = std::find_if(programs.begin(), programs.end(),
                                  [&](Program& each) { return each.post(command, std::string("?")).status != 403; });
    if (may == programs.end()) ++people;
    Program& program = may == programs.end() ? programs.back() : *may;
    const std::string schema =
        item.at("post").at("requestBody").at("content").at("application/json").at("schema").at("$ref");
    Generator generator(document.at(json::json_pointer(schema.substr(1))), reference);
    const std::string before = rowsOf(office);
    std::size_t changed = 0;
    // One that no key may do is asked a few times only: each leaves its line in the audit.
    for (int i = 0; i < (may == programs.end() ? 3 : kBodiesEach); ++i) {
      const Body body = generator.next();
      const std::int64_t version = office.house().database().dataVersion();
      const web::Reply reply = program.post(command, body.text);
      ++asked;
      const auto about = command + " " + std::to_string(reply.status) + " to " + body.text.substr(0, 400) + ": ";
      BOOST_TEST(reply.status < 500, about << reply.body << office.logged());
      if (reply.status == 200) {
        BOOST_TEST((!body.certain || may == programs.end()), about << "it was done with a fault in " << body.field);
        ++done;
        ++changed;
        continue;
      }
      BOOST_TEST(office.house().database().dataVersion() == version, about << "refused, and something was changed");
      const json answer = jsonIn(reply);
      BOOST_TEST(answer.at("done") == false);
      BOOST_TEST_REQUIRE(!answer.at("problems").empty(), about << reply.body);
      for (const auto& problem : answer.at("problems"))
        BOOST_TEST(!problem.at("says").get<std::string>().empty(), about << reply.body);
      if (may == programs.end()) {
        BOOST_TEST(reply.status == 403, about);
        continue;
      }
      if (!body.certain) continue;
      BOOST_TEST(reply.status == body.status, about << reply.body);
      BOOST_TEST(!saidOf(answer, body.field).empty(), about << body.field << " is not named: " << reply.body);
      ++named;
    }
    if (changed == 0) BOOST_TEST(rowsOf(office) == before, command << " changed something and said that it did not");
  }
  BOOST_TEST_MESSAGE(asked << " bodies: " << done << " done, " << named << " with the wrong field named, " << people
                           << " commands for people alone");
  BOOST_TEST(asked > 2000u);
  BOOST_TEST(named > 1000u);
  BOOST_TEST(done > 3u);
  BOOST_TEST(people < 24u);
}

// Pages, under paths and questions that nobody would follow. Each refusal leaves its line, so only one program asks for
// each, whoever it is.
BOOST_AUTO_TEST_CASE(no_path_breaks_a_page) {
  Office office;
  const std::string reference = office.draft();
  std::vector<Program> programs = everybody(office);
  const std::string parts[] = {reference, "-1",          "99999999999999999999", "%00",
                               "..",      "' OR 1=1 --", std::string(300, 'a')};
  const char* queries[] = {"?find=", "?page=", "?of=", "?words="};
  std::size_t asked = 0;
  for (const auto* page : office.house().registry().allPages())
    for (const std::string& part : parts) {
      std::string path = page->declaration.path.substr(1);
      for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
        path.replace(open, path.find('}', open) - open + 1, part);
      ++asked;
      path += queries[asked % 4] + part;
      const web::Reply reply = programs[asked % programs.size()].get(path);
      BOOST_TEST(reply.status < 500, path << ": " << reply.body << office.logged());
      BOOST_TEST((reply.stream || jsonIn(reply).is_object()), path);
    }
  BOOST_TEST(asked > 500u);
}

BOOST_AUTO_TEST_SUITE_END()
