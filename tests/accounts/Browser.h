#pragma once
// Somebody's browser, down to cookies, headers and hidden fields: what is sent is exactly what the test says.

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>

#include "daemon/Demonstration.h"
#include "tests/refer/Office.h"
#include "web/Site.h"

namespace capd::test {

/// Waits until everything that was handed to the writer before is on disk.
inline void settle(Office& office) {
  store::WriteRequest nothing;
  nothing.apply = [](WriteTx&) -> Outcome { return Done{}; };
  office.house().database().write(std::move(nothing)).get();
}

class Browser {
 public:
  explicit Browser(Office& office, std::string from = "192.0.2.1") : office_(&office), from_(std::move(from)) {}

  web::Reply get(const std::string& path) { return ask("GET", path, {}); }
  web::Reply post(const std::string& path, const FieldTexts& form) { return ask("POST", path, form); }
  /// A form of the page at `path`, with its hidden fields, sent to its command.
  web::Reply send(const std::string& path, const std::string& command, FieldTexts form) {
    form["csrf"] = {csrf()};
    form["page"] = {path};
    if (form.count("token") == 0) form["token"] = {store::randomHex(8)};
    return post("/do/" + command, form);
  }
  web::Reply signIn(const std::string& email, const std::string& password = daemon::kDemonstrationPassword) {
    return post("/sign-in", {{"email", {email}}, {"password", {password}}, {"next", {"/"}}});
  }
  /// The token of the forms that this session is shown.
  std::string csrf() {
    const std::string html = get("/").body;
    const std::string mark = "name=\"csrf\" value=\"";
    const auto at = html.find(mark);
    return at == std::string::npos ? "" : html.substr(at + mark.size(), 64);
  }
  bool signedIn() { return get("/").status == 200; }

  std::map<std::string, std::string> cookies;
  std::map<std::string, std::string> headers;

 private:
  web::Reply ask(const std::string& method, const std::string& path, const FieldTexts& form) {
    web::Request request;
    request.method = method;
    const auto mark = path.find('?');
    request.path = path.substr(0, mark);
    if (mark != std::string::npos) {
      const std::string pair = path.substr(mark + 1);
      request.query[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    }
    request.form = form;
    request.cookies = cookies;
    request.headers = headers;
    request.from = from_;
    web::Reply reply = office_->house().site().handle(request);
    for (const auto& [name, value] : reply.headers) {
      if (name != "Set-Cookie") continue;
      const auto equals = value.find('=');
      const std::string kept = value.substr(equals + 1, value.find(';') - equals - 1);
      if (kept.empty())
        cookies.erase(value.substr(0, equals));
      else
        cookies[value.substr(0, equals)] = kept;
    }
    settle(*office_);
    return reply;
  }

  Office* office_;
  std::string from_;
};

inline std::string headerOf(const web::Reply& reply, const std::string& name) {
  for (const auto& [key, value] : reply.headers)
    if (key == name) return value;
  return {};
}

inline bool shows(const web::Reply& reply, const std::string& words) {
  return textOf(reply).find(words) != std::string::npos;
}

/// Audit lines of a command by whoever.
inline std::int64_t auditLines(Office& office, const std::string& command) {
  return office.fact<std::int64_t>("SELECT COUNT(*) FROM audit WHERE command = ?", command).value_or(0);
}

/// The path of a one-time link in a text.
inline std::string linkIn(const std::string& text) {
  const auto at = text.find("/link/");
  return at == std::string::npos ? "" : text.substr(at, 6 + 48);
}

inline constexpr char kGoodPassword[] = "three quiet otters swim";

}  // namespace capd::test
