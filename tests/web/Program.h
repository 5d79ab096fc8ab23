#pragma once
// Another program with a key: what it sends is exactly what the test says.

#include <boost/test/unit_test.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "cases/account/ApiKey.h"
#include "cases/organisation/Roles.h"
#include "daemon/Demonstration.h"
#include "tests/refer/Office.h"
#include "web/Site.h"

namespace capd::test {

/// Makes a key as the operations lead would. @returns the key itself.
inline std::string makeKey(Office& office, const std::string& name, const std::string& organisation,
                           const std::string& roles, const std::string& days = "90") {
  commands::Request request{
      "apikey.add", {{"name", {name}}, {"organisation", {organisation}}, {"days", {days}}}, store::randomHex(8)};
  for (std::size_t at = 0; at <= roles.size();) {
    const auto end = std::min(roles.find('|', at), roles.size());
    request.texts["roles"].push_back(roles.substr(at, end - at));
    at = end + 1;
  }
  const Outcome made = office.house().pipeline().run(office.viewer("lead@cap.example"), request);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(made), office.dumpOf(made));
  const std::string& once = std::get<Done>(made).once;
  return once.substr(once.find("capd_"));
}

/// A key for a program with the role of that person; empty where the role is for people alone.
inline std::string keyLike(Office& office, const daemon::Persona& persona) {
  const Role* role = findRole(persona.role);
  if (role->safeguarding) return {};
  std::string name = "like-" + persona.email.substr(0, persona.email.find('.'));
  std::replace(name.begin(), name.end(), '@', '-');
  return makeKey(office, name, std::string(role->organisationKind) + ":" + persona.organisation, persona.role);
}

/// What was typed, as a program would send it: each field in the type that the description of the API gives it.
inline nlohmann::json jsonFor(const CommandDeclaration& command, const FieldTexts& texts) {
  nlohmann::json body = nlohmann::json::object();
  for (const auto& [name, values] : texts) {
    const Field* field = command.form.find(name);
    if (field != nullptr && field->kind == FieldKind::number)
      body[name] = std::stoll(values.front());
    else if (field != nullptr && field->kind == FieldKind::yesNo)
      body[name] = values.front() == "yes";
    else if ((field != nullptr && field->kind == FieldKind::choices) || values.size() > 1)
      body[name] = values;
    else
      body[name] = values.front();
  }
  return body;
}

class Program {
 public:
  Program(Office& office, std::string key) : office_(&office), key_(std::move(key)) {}

  web::Reply get(const std::string& path) { return ask("GET", path, ""); }
  web::Reply post(const std::string& command, const std::string& body, const std::string& idempotency = {}) {
    headers["idempotency-key"] = idempotency;
    return ask("POST", command, body);
  }
  web::Reply post(const std::string& command, const nlohmann::json& body, const std::string& idempotency = {}) {
    return post(command, body.dump(), idempotency);
  }
  /// `path` without its first slash.
  web::Reply ask(const std::string& method, const std::string& path, const std::string& body) {
    web::Request request;
    request.method = method;
    const auto mark = path.find('?');
    request.path = "/api/v1/" + path.substr(0, mark);
    if (mark != std::string::npos) {
      const std::string pair = path.substr(mark + 1);
      request.query[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    }
    request.body = body;
    request.headers = headers;
    if (!key_.empty()) request.headers["authorization"] = "Bearer " + key_;
    request.cookies = cookies;
    request.from = "192.0.2.77";
    return office_->house().site().handle(request);
  }

  std::map<std::string, std::string> headers;
  std::map<std::string, std::string> cookies;

 private:
  Office* office_;
  std::string key_;
};

inline nlohmann::json jsonIn(const web::Reply& reply) {
  const auto json = nlohmann::json::parse(reply.body, nullptr, false);
  BOOST_TEST_REQUIRE(!json.is_discarded(), reply.body);
  return json;
}

/// What is said beside a field; empty when nothing is.
inline std::string saidOf(const nlohmann::json& answer, const std::string& field) {
  for (const auto& problem : answer.value("problems", nlohmann::json::array()))
    if (problem.at("field") == field) return problem.at("says");
  return {};
}

}  // namespace capd::test
