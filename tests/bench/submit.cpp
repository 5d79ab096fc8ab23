// G1: a referral sent through the web server, all included: session, token against forgery, every section looked at
// again, policy, and the referral, its decision, duty, mails and audit line on disk before the reply.

#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;

namespace {

constexpr double kDirectusCreates = 40;  // its create of one record at 16 connections, measured elsewhere

double rawSqlite(const std::string& file, std::size_t rows) {
  sqlite3* raw = nullptr;
  sqlite3_open(file.c_str(), &raw);
  sqlite3_exec(raw, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
               nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(raw, "INSERT INTO t (v) VALUES ('one durable row of a table')", -1, &insert, nullptr);
  const Figures figures = measure(1, rows, [&](std::size_t, int) {
    sqlite3_step(insert);
    sqlite3_reset(insert);
  });
  sqlite3_finalize(insert);
  sqlite3_close(raw);
  return figures.perSecond();
}

double rawPostgres(std::size_t rows) {
  PGconn* raw = PQconnectdb(test::freshPostgresDatabase().c_str());
  PQclear(PQexec(raw, "CREATE TABLE t (id BIGSERIAL PRIMARY KEY, v TEXT)"));
  PQclear(PQprepare(raw, "one", "INSERT INTO t (v) VALUES ('one durable row of a table')", 0, nullptr));
  const Figures figures =
      measure(1, rows, [&](std::size_t, int) { PQclear(PQexecPrepared(raw, "one", 0, nullptr, nullptr, nullptr, 0)); });
  PQfinish(raw);
  return figures.perSecond();
}

Figures submit(Town& town, const std::string& like, int connections, std::size_t count) {
  const auto drafts = town.drafts(like, count);
  std::vector<std::string> cookies;
  for (int i = 0; i < connections; ++i) cookies.push_back(town.signIn("coordinator@school.example"));
  return drive(town.server->boundPort(), connections, count, 303, [&](std::size_t number, int connection) {
    const std::string& cookie = cookies[static_cast<std::size_t>(connection)];
    return post("/do/referral.submit", cookie,
                "csrf=" + town.csrf(cookie) + "&token=t" + std::to_string(number) +
                    "&page=%2Freferrals&reference=" + drafts[number]);
  });
}

void tell(const std::string& what, const Figures& figures, double goal, const std::string& beside, double p99) {
  BOOST_TEST(figures.wrong == 0U, what << ": " << figures.wrong << " replies were no success");
  row(what, rate(figures.perSecond()), beside, against(figures.perSecond(), goal));
  if (p99 > 0)
    row("  its p99", ms(figures.p99), fmt::format("goal under {:.0f} ms", p99), against(figures.p99, p99, true));
}

}  // namespace

BOOST_AUTO_TEST_CASE(submit_sqlite) {
  Town town(test::Kind::sqlite);
  const std::string like = town.office.draft();
  town.office.fillIn(like);
  const test::TempDir folder;
  heading("Submit, SQLite (synchronous FULL)");
  const double raw = rawSqlite(folder.file("raw.db"), 4000);
  row("raw: one durable row a commit", rate(raw), "SQLite's own interface, prepared", "");
  submit(town, like, 16, 200);  // warm
  tell("16 connections", submit(town, like, 16, 6000), 2 * raw, "goal 2 x raw = " + rate(2 * raw), 25);
  const Figures many = submit(town, like, 16, 3000);
  row("  against Directus' create", rate(many.perSecond()), fmt::format("50 x {} /s (quoted)", kDirectusCreates),
      against(many.perSecond(), 50 * kDirectusCreates));
  tell("1 connection", submit(town, like, 1, 1500), 0.4 * raw, "goal 0.4 x raw = " + rate(0.4 * raw), 0);
}

BOOST_AUTO_TEST_CASE(submit_postgresql) {
  ::setenv("CAPD_PG_FSYNC", "1", 1);
  Town town(test::Kind::postgresql);
  const std::string like = town.office.draft();
  town.office.fillIn(like);
  heading("Submit, PostgreSQL (fsync on)");
  const double raw = rawPostgres(3000);
  row("raw: one client, one row a commit", rate(raw), "libpq, prepared", "");
  submit(town, like, 16, 200);
  tell("16 connections", submit(town, like, 16, 3000), 0.3 * raw, "goal 0.3 x raw = " + rate(0.3 * raw), 0);
}
