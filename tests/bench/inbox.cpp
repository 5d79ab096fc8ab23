// G2: CAP's inbox while the records hold 200,000 referrals, through the web server, by a signed-in administrator.

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;

namespace {

constexpr std::size_t kReferrals = 200'000;
constexpr std::size_t kOnDesk = 20'000;
constexpr double kDirectusList = 104;  // its list of 25 at 16 connections, measured elsewhere

namespace net = Poco::Net;

class Fixed final : public net::HTTPRequestHandler {
 public:
  explicit Fixed(const std::string& page) : page_(page) {}
  void handleRequest(net::HTTPServerRequest&, net::HTTPServerResponse& reply) override {
    reply.setContentType("text/html; charset=utf-8");
    reply.sendBuffer(page_.data(), page_.size());
  }

 private:
  const std::string& page_;
};

class FixedFactory final : public net::HTTPRequestHandlerFactory {
 public:
  explicit FixedFactory(const std::string& page) : page_(page) {}
  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override { return new Fixed(page_); }

 private:
  const std::string& page_;
};

Figures barePoco(const std::string& page, int connections, std::size_t requests) {
  Poco::ThreadPool pool(32, 300);
  net::HTTPServerParams::Ptr params = new net::HTTPServerParams;
  params->setKeepAlive(true);
  params->setMaxThreads(64);
  net::ServerSocket socket(net::SocketAddress("127.0.0.1", 0));
  net::HTTPServer server(new FixedFactory(page), pool, socket, params);
  server.start();
  const Figures figures = drive(socket.address().port(), connections, requests, 200,
                                [](std::size_t, int) { return get("/", "capd=none"); });
  server.stopAll(true);
  return figures;
}

// One in ten is on CAP's desk with a deadline and a hold; the others were confirmed, ended or withdrawn long ago.
void fill(Town& town, const std::string& like) {
  const char* const old[] = {"ended", "active", "confirmed", "withdrawn", "refused"};
  const char* const open[] = {"submitted", "submitted", "complete", "answered", "slt_review"};
  for (std::size_t made = 0; made < kReferrals;) {
    town.write([&](WriteTx& tx) {
      const auto from = tx.one<std::int64_t>("SELECT id FROM referral WHERE reference = ?", like).value();
      const auto hash = tx.one<std::string>("SELECT version_hash FROM policy_in_force WHERE year = '2025-26'").value();
      const std::int64_t now = tx.now().ms;
      for (int each = 0; each < 2000 && made < kReferrals; ++each) {
        const std::string reference = town.office.house().services().newReference(Date(2026, 2, 24)).text();
        if (tx.one<std::int64_t>("SELECT id FROM referral WHERE reference = ?", reference)) continue;
        const bool onDesk = made % (kReferrals / kOnDesk) == 0;
        const std::string state = onDesk ? open[made / 10 % 5] : old[made % 5];
        const auto id = tx.nextId();
        const std::int64_t due = now + (static_cast<std::int64_t>(made * 7919 % 1'000'000) - 200'000) * 1000;
        tx.execute(
            "INSERT INTO referral (id, reference, school_id, pupil_id, programme, state, state_since_ms, created_ms, "
            "created_by, submitted_ms, application_date, requested_start, policy_year, policy_hash, due_ms, version) "
            "SELECT ?, ?, school_id, pupil_id, programme, ?, ?, created_ms, created_by, ?, '2026-02-02', "
            "requested_start, '2025-26', ?, ?, 1 FROM referral WHERE id = ?",
            id, reference, state, now, now, hash, onDesk ? std::optional<std::int64_t>(due) : std::nullopt, from);
        tx.execute(
            "INSERT INTO case_party (id, organisation_id, relation, case_id, from_ms) SELECT ?, organisation_id, "
            "relation, ?, from_ms FROM case_party WHERE case_id = ?",
            tx.nextId(), id, from);
        if (onDesk && state == "submitted")
          tx.execute(
              "INSERT INTO hold (id, case_id, kind, rule, says, opened_ms, opened_by) VALUES (?, ?, "
              "'risk_assessment', 'risk_assessment_age', 'The risk assessment is too old. It needs to be completed "
              "or reviewed on or after 2 November 2025.', ?, 'house')",
              tx.nextId(), id, now);
        ++made;
      }
    });
  }
}

void inboxOf(test::Kind kind, const std::string& name) {
  Town town(kind);
  const std::string like = town.office.draft();
  town.office.fillIn(like);
  fill(town, like);
  const std::string admin = town.signIn("admin@cap.example");
  Client one(town.server->boundPort());
  BOOST_TEST_REQUIRE(one.ask(get("/inbox", admin)) == 200);
  const std::string page = one.body();
  heading(fmt::format("CAP's inbox over {} referrals, {} of them on the desk, {} (page of {} kB)", kReferrals, kOnDesk,
                      name, page.size() / 1024));
  drive(town.server->boundPort(), 16, 500, 200, [&](std::size_t, int) { return get("/inbox", admin); });
  const double bare = barePoco(page, 16, 40'000).perSecond();
  row("bare Poco, a fixed page of that size", rate(bare), "the same client, the same run", "");
  struct Try {
    const char* what;
    const char* path;
  };
  for (const Try& each : {Try{"inbox, 16 connections", "/inbox"}, Try{"ready to check", "/inbox?show=check"},
                          Try{"a school's name", "/inbox?show=desk&words=spon"}, Try{"home page", "/"}}) {
    const Figures figures =
        drive(town.server->boundPort(), 16, 8000, 200, [&](std::size_t, int) { return get(each.path, admin); });
    BOOST_TEST(figures.wrong == 0U, each.what);
    row(each.what, rate(figures.perSecond()), "goal 0.5 x bare Poco = " + rate(bare / 2),
        against(figures.perSecond(), bare / 2));
    row("  against Directus' list", "", fmt::format("50 x {} /s (quoted)", kDirectusList),
        against(figures.perSecond(), 50 * kDirectusList));
    row("  its p99", ms(figures.p99), "goal under 10 ms", against(figures.p99, 10, true));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(inbox_sqlite) { inboxOf(test::Kind::sqlite, "SQLite"); }
BOOST_AUTO_TEST_CASE(inbox_postgresql) { inboxOf(test::Kind::postgresql, "PostgreSQL"); }
