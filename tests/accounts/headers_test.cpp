// What every reply carries, over a real socket: pages, files, redirects, refusals, and what the server says by itself.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

#include "tests/accounts/Browser.h"
#include "web/Server.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {
namespace net = Poco::Net;

struct Answer {
  int status = 0;
  std::string body;
  std::map<std::string, std::string> headers;
};

Answer ask(std::uint16_t port, const std::string& method, const std::string& path, const std::string& cookie,
           const std::string& form = {}, const std::string& type = "application/x-www-form-urlencoded") {
  net::HTTPClientSession session("127.0.0.1", port);
  net::HTTPRequest request(method, path, net::HTTPMessage::HTTP_1_1);
  if (!cookie.empty()) request.set("Cookie", cookie);
  if (method == "POST") {
    request.setContentType(type);
    request.setContentLength(static_cast<std::streamsize>(form.size()));
  }
  session.sendRequest(request) << form;
  net::HTTPResponse response;
  std::istream& in = session.receiveResponse(response);
  Answer answer;
  answer.status = response.getStatus();
  if (method != "HEAD") Poco::StreamCopier::copyToString(in, answer.body);
  for (const auto& [name, value] : response) answer.headers[name] = value;
  return answer;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(headers)

BOOST_AUTO_TEST_CASE(every_kind_of_reply_is_closed_to_others, *label("TRUST-3.4.3")) {
  for (const bool secure : {false, true}) {
    Office office(Kind::sqlite, Date(2026, 2, 2), {{"secure_cookies", secure ? "yes" : "no"}});
    web::ServerSettings settings;
    settings.port = 0;
    settings.secure = secure;
    web::Server server(settings, office.house().site());
    server.start();
    const std::uint16_t port = server.boundPort();
    Browser carys(office);
    carys.signIn("coordinator@school.example");
    const std::string name = secure ? "__Host-capd" : "capd";
    const std::string cookie = name + "=" + carys.cookies[name];
    const std::string reference = office.draft();
    office.fillIn(reference);
    const std::string paper = [&] {
      const std::string html =
          office.run("coordinator@school.example", "referral.submit", {{"reference", reference}}).index() == 0
              ? carys.get("/referrals/" + reference).body
              : std::string();
      const std::string mark = "/referrals/" + reference + "/documents/";
      const auto at = html.find(mark);
      BOOST_TEST_REQUIRE(at != std::string::npos);
      return html.substr(at, html.find('"', at) - at);
    }();

    struct Case {
      std::string method;
      std::string path;
      std::string cookie;
      int status;
      std::string form;
      std::string type = "application/x-www-form-urlencoded";
    };
    const std::vector<Case> all = {
        {"GET", "/", cookie, 200, ""},
        {"HEAD", "/", cookie, 200, ""},
        {"GET", "/", "", 303, ""},
        {"GET", "/sign-in", "", 200, ""},
        {"GET", "/referrals/" + reference, cookie, 200, ""},
        {"GET", paper, cookie, 200, ""},
        {"GET", "/no/such/page", cookie, 404, ""},
        {"GET", "/link/abc", "", 404, ""},
        {"GET", "/healthz", "", 200, ""},
        {"GET", "/assets/none-1.css", "", 404, ""},
        {"POST", "/sign-in", "", 422, "email=&password="},
        {"POST", "/do/referral.begin", cookie, 403, "csrf=wrong"},
        {"POST", "/do/no.such", cookie, 404, ""},
        {"POST", "/sign-in", "", 415, "{}", "application/json"},
        {"PUT", "/", cookie, 405, ""},
        {"DELETE", "/referrals/" + reference, cookie, 405, ""},
        {"GET", "/%01", cookie, 400, ""},
    };
    for (const Case& each : all) {
      Answer answer = ask(port, each.method, each.path, each.cookie, each.form, each.type);
      const std::string about = each.method + " " + each.path;
      BOOST_TEST(answer.status == each.status, about << ": " << answer.status << " " << answer.body.substr(0, 400));
      const std::string policy = answer.headers["Content-Security-Policy"];
      BOOST_TEST(policy.rfind("default-src 'none'; ", 0) == 0u, about << ": " << policy);
      for (const char* part : {"frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "script-src 'self'"})
        BOOST_TEST(policy.find(part) != std::string::npos, about << " lacks " << part);
      for (const char* part : {"unsafe-", "*", "http:", "https:", "blob:"})
        BOOST_TEST(policy.find(part) == std::string::npos, about << " allows " << part);
      BOOST_TEST(answer.headers["X-Content-Type-Options"] == "nosniff", about);
      BOOST_TEST(answer.headers["X-Frame-Options"] == "DENY", about);
      // No other site learns where somebody came from; our own forms keep their Origin (no-referrer would make it
      // "null").
      BOOST_TEST(answer.headers["Referrer-Policy"] == "same-origin", about);
      BOOST_TEST(answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", about);
      BOOST_TEST(answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", about);
      BOOST_TEST(answer.headers["Cache-Control"] == "no-store", about);
      BOOST_TEST(answer.headers.count("Strict-Transport-Security") == (secure ? 1u : 0u), about);
      BOOST_TEST(answer.headers.count("Server") == 0u, about);
      BOOST_TEST(answer.headers.count("Access-Control-Allow-Origin") == 0u, about);
    }
    const Answer file = ask(port, "GET", paper, cookie);
    BOOST_TEST(file.headers.at("Content-Disposition").rfind("attachment; ", 0) == 0u);
    BOOST_TEST(file.headers.at("Content-Security-Policy").find("; sandbox") != std::string::npos);
    BOOST_TEST(file.body == "%PDF-1.4 made up");
    const std::string html = ask(port, "GET", "/referrals/" + reference, cookie).body;
    for (const char* part : {"<script>", " onclick=", " style=", "javascript:"})
      BOOST_TEST(html.find(part) == std::string::npos, part);
    server.stop();
  }
}

BOOST_AUTO_TEST_CASE(a_signed_in_browser_works_over_the_wire, *label("TRUST-7.2.4")) {
  Office office;
  web::ServerSettings settings;
  settings.port = 0;
  web::Server server(settings, office.house().site());
  server.start();
  const Answer in =
      ask(server.boundPort(), "POST", "/sign-in", "", "email=coordinator%40school.example&password=three+blue+spires");
  BOOST_TEST(in.status == 303);
  const std::string set = in.headers.at("Set-Cookie");
  BOOST_TEST(ask(server.boundPort(), "GET", "/referrals", set.substr(0, set.find(';'))).status == 200);
  BOOST_TEST(ask(server.boundPort(), "GET", "/referrals", "capd=" + std::string(64, 'b')).status == 303);
  server.stop();
}

BOOST_AUTO_TEST_SUITE_END()
