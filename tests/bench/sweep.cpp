// G10: the sweep over a million people at providers with the renewals that it asks for, and the day's reminders of
// them; the confirmations of sixty providers that nobody opened for ten years.

#include <fmt/format.h>
#include <sqlite3.h>

#include <boost/test/unit_test.hpp>

#include "cases/account/Account.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"
#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;

namespace {

constexpr std::int64_t kStaff = 1'000'000;
constexpr std::int64_t kNear = 12'254;  // whose policy date is within 90 days
constexpr int kProviders = 60;
constexpr int kRounds = 60;  // six half terms of ten years

std::vector<std::int64_t> providersWithPeople(Town& town) {
  std::vector<std::int64_t> all;
  town.write([&](WriteTx& tx) {
    for (int i = 0; i < kProviders; ++i) {
      Organisation provider;
      provider.kind = "provider";
      provider.name = fmt::format("Bench Works {}", i);
      all.push_back(addOrganisation(tx, provider));
      const auto person = addPerson(tx, fmt::format("Coordinator {}", i), fmt::format("c{}@bench.example", i), "");
      addMembership(tx, person, all.back(), "provider.coordinator");
      addAccount(tx, person, fmt::format("c{}@bench.example", i));
    }
  });
  return all;
}

// People of one provider whose newest check is of that day, with the check: as many rows in one statement.
void hire(WriteTx& tx, std::int64_t provider, Date check, std::int64_t from, std::int64_t upTo) {
  tx.execute(
      "INSERT INTO staff_member (id, code, provider_id, name, sort_name, job, started, told_ms, told_by, last_check, "
      "version) WITH RECURSIVE n(i) AS (SELECT CAST(? AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < CAST(? AS "
      "BIGINT)) SELECT 1000000000 + i, 'b' || (10000000000 + i), CAST(? AS BIGINT), 'Bench Person ' || i, 'bench "
      "person "
      "' || i, 'Tutor', '2020-09-01', 0, 'bench', CAST(? AS TEXT), 1 FROM n",
      from, upTo, provider, check);
  tx.execute(
      "INSERT INTO dbs_check (id, staff_id, number, kind, dated, certificate, level, update_service, told_ms, told_by) "
      "WITH RECURSIVE n(i) AS (SELECT CAST(? AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < CAST(? AS BIGINT)) "
      "SELECT 2000000000 + i, 1000000000 + i, 1, 'first', CAST(? AS TEXT), '' || (100000000000 + i), 'enhanced', 0, 0, "
      "'bench' FROM n",
      from, upTo, check);
}

void hireAll(Town& town, const std::vector<std::int64_t>& providers, Date today) {
  const Date near = today.plusMonths(-36);  // policy dates from tomorrow to the ninetieth day
  std::int64_t made = 0;
  const auto days = [&](Date first, int count, std::int64_t people) {
    const std::int64_t begun = made;
    for (int day = 0; day < count; ++day) {
      const std::int64_t upTo = begun + people * (day + 1) / count;
      town.write([&](WriteTx& tx) {
        hire(tx, providers[static_cast<std::size_t>(day) % providers.size()], first.plusDays(day), made, upTo);
      });
      made = upTo;
    }
  };
  days(near.plusDays(1), 85, kNear);
  days(near.plusDays(96), 990, kStaff - kNear);
}

// The same on two bare tables: one look, one row for each who is near, one commit.
double bareSweep(const std::string& file) {
  sqlite3* raw = nullptr;
  sqlite3_open(file.c_str(), &raw);
  const auto run = [&](const char* sql) { sqlite3_exec(raw, sql, nullptr, nullptr, nullptr); };
  run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE s (id INTEGER PRIMARY KEY, due INTEGER, asked "
      "INTEGER); CREATE TABLE r (id INTEGER PRIMARY KEY, staff INTEGER, due INTEGER); BEGIN; WITH RECURSIVE n(i) AS "
      "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) INSERT INTO s SELECT i, i, NULL FROM n; COMMIT; "
      "CREATE "
      "INDEX s_due ON s(due) WHERE asked IS NULL");
  const Figures figures = measure(1, 1, [&](std::size_t, int) {
    run("BEGIN; INSERT INTO r (staff, due) SELECT id, due FROM s WHERE asked IS NULL AND due <= 12254; UPDATE s SET "
        "asked "
        "= due WHERE asked IS NULL AND due <= 12254; COMMIT");
  });
  sqlite3_close(raw);
  return figures.seconds * 1000;
}

std::string oneRun(const JobRun& run) {
  return fmt::format("{:.0f} ms: finds {:.0f}, {} commands {:.0f}", run.findMs + run.writeMs, run.findMs, run.commands,
                     run.writeMs);
}

void sweepOf(test::Kind kind, const std::string& name) {
  Town town(kind);
  daemon::House& house = town.office.house();
  const Date today(2026, 2, 2);
  hireAll(town, providersWithPeople(town), today);
  heading(fmt::format("DBS renewals: {} people, {} of them near their policy date, {}", kStaff, kNear, name));
  const test::TempDir folder;
  const double bare = bareSweep(folder.file("bare.db"));
  row("bare SQLite: looks, writes 2 x 12,254, one commit", ms(bare), "the same run", "");
  const double memory = memoryOf("VmRSS");
  Neighbour alone(house);
  std::this_thread::sleep_for(std::chrono::seconds(2));
  row("somebody else's change, alone", waits(alone.ended()), "", "");
  Neighbour beside(house);
  const JobRun asked = runJob(house, "staff.dbs");
  const Figures waited = beside.ended();
  BOOST_TEST(asked.refused == 0U);
  const auto duties = town.office.fact<std::int64_t>("SELECT COUNT(*) FROM duty WHERE kind = ?", "staff.dbs_renewal");
  BOOST_TEST(duties.value() == kNear);
  row("asks each provider, duty and audit line", oneRun(asked), "goal 100 ms with reminders",
      against(asked.findMs + asked.writeMs, 100, true));
  row("  against the bare tables", "", "", fmt::format("{:.0f} x", (asked.findMs + asked.writeMs) / bare));
  row("  somebody else's change meanwhile", waits(waited), fmt::format("longest command {:.1f} ms", asked.longestMs),
      "");
  const Figures nothing = measure(1, 50, [&](std::size_t, int) {
    if (runJob(house, "staff.dbs").commands != 0) throw std::runtime_error("somebody was left over");
  });
  row("nothing due", ms(nothing.p50), "goal 20 ms", against(nothing.p50, 20, true));
  town.office.clock().set(londonAt(today.plusDays(31), {10, 0}));
  Neighbour besideMail(house);
  const JobRun reminded = runJob(house, "schedule.reminders");
  const Figures waitedMail = besideMail.ended();
  const auto mails = town.office.fact<std::int64_t>("SELECT COUNT(*) FROM mail WHERE reason = ?", "digest");
  row(fmt::format("the day's reminders, {} mails", mails.value_or(0)), oneRun(reminded), "", "");
  row("  somebody else's change meanwhile", waits(waitedMail),
      fmt::format("longest command {:.1f} ms", reminded.longestMs), "");
  const JobRun quiet = runJob(house, "schedule.reminders");
  row("  nothing more to be said", oneRun(quiet), "every 5 minutes", "");
  row("memory", fmt::format("{:.0f} MB, at most {:.0f} MB", memoryOf("VmRSS"), memoryOf("VmHWM")),
      fmt::format("before the sweep {:.0f} MB", memory), "");
}

void roundsOf(test::Kind kind, const std::string& name) {
  Town town(kind);
  daemon::House& house = town.office.house();
  providersWithPeople(town);
  runJob(house, "schedule.rounds");
  town.write([&](WriteTx& tx) {
    for (int i = 0; i < kRounds; ++i)
      tx.execute(
          "INSERT INTO round (rule, period, words, opens_ms, due_ms, state) VALUES ('ofsted_confirmation', ?, 'a half "
          "term', ?, ?, 'planned')",
          fmt::format("2025-26/b{:02}", i), tx.now().ms - 1000, tx.now().ms + 864'000'000);
  });
  heading(fmt::format("Confirmations of {} providers, {} rounds that nobody opened, {}", kProviders, kRounds, name));
  Neighbour beside(house);
  const JobRun opened = runJob(house, "schedule.rounds");
  const Figures waited = beside.ended();
  BOOST_TEST(opened.refused == 0U);
  const auto duties =
      town.office.fact<std::int64_t>("SELECT COUNT(*) FROM duty WHERE kind = ?", "confirmation.half_term").value();
  row("every missed round is opened, duty and mail each", oneRun(opened), fmt::format("{} duties", duties),
      fmt::format("{:.1f} ms a round", opened.writeMs / kRounds));
  row("  somebody else's change meanwhile", waits(waited), fmt::format("longest command {:.1f} ms", opened.longestMs),
      "");
  const Figures nothing = measure(1, 50, [&](std::size_t, int) { runJob(house, "schedule.rounds"); });
  row("nothing to open", ms(nothing.p50), "every minute", "");
  const std::string officer = town.signIn("admin@cap.example");
  Client one(town.server->boundPort());
  const Figures grid = measure(1, 30, [&](std::size_t, int) {
    town.write([](WriteTx& tx) {
      tx.execute("UPDATE organisation SET version = version + 1 WHERE id = (SELECT MIN(id) FROM organisation)");
    });
    BOOST_TEST(one.ask(get("/confirmations", officer)) == 200);
  });
  row("CAP's page of all confirmations", fmt::format("p50 {:.1f}, p99 {:.1f} ms", grid.p50, grid.p99), "after a change",
      "");
}

}  // namespace

BOOST_AUTO_TEST_CASE(sweep_sqlite) { sweepOf(test::Kind::sqlite, "SQLite"); }
BOOST_AUTO_TEST_CASE(sweep_postgresql) {
  ::setenv("CAPD_PG_FSYNC", "1", 1);
  sweepOf(test::Kind::postgresql, "PostgreSQL");
}
BOOST_AUTO_TEST_CASE(rounds_sqlite) { roundsOf(test::Kind::sqlite, "SQLite"); }
BOOST_AUTO_TEST_CASE(rounds_postgresql) { roundsOf(test::Kind::postgresql, "PostgreSQL"); }
