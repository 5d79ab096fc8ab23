// The process is killed under load, at moments nobody chose, and started again: what was acknowledged is there whole
// and once (must-show 4; TRUST R1). CAPD_KILLS says how many times on each database, CAPD_SEED when.
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iostream>
#include <random>
#include <set>

#include "tests/kill/Load.h"
#include "tests/support/Daemon.h"
#include "tests/support/Stores.h"

using namespace capd;
using namespace capd::test;

namespace {

int killsWanted() {
  const char* text = std::getenv("CAPD_KILLS");
  return text == nullptr ? 10 : std::max(1, std::atoi(text));
}

unsigned seedWanted() {
  const char* text = std::getenv("CAPD_KILL_SEED");
  return text == nullptr ? std::random_device()() : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

std::vector<store::MigrationFolder> migrations() { return {{"core", CAPD_SOURCE "/sql/core"}}; }

/// A daemon's records, looked at from outside while it runs.
class Records {
 public:
  explicit Records(const store::Settings& settings)
      : database_(store::Database::openToRead(settings, clock_, migrations())), lease_(database_->read(jobViewer())) {}
  ReadTx& tx() { return lease_->tx(); }
  std::int64_t count(const std::string& sql) { return tx().one<std::int64_t>(sql).value(); }
  std::set<std::string> texts(const std::string& sql) {
    std::set<std::string> all;
    tx().each<std::string>(sql, [&](std::string text) { all.insert(std::move(text)); });
    return all;
  }

 private:
  SystemClock clock_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::ReadLease> lease_;
};

struct Shop {
  explicit Shop(Kind kind) {
    records.kind = kind == Kind::sqlite ? store::Settings::Kind::sqlite : store::Settings::Kind::postgresql;
    records.place = kind == Kind::sqlite ? folder.file("capd.db") : freshPostgresDatabase();
    records.keyFile = folder.file("capd.key");
    std::ofstream config(folder.file("capd.conf"));
    if (kind == Kind::postgresql) config << "database = postgresql:" << records.place << "\n";
    config.close();
    daemon = std::make_unique<Daemon>(
        folder.path(), std::vector<std::string>{"--demo", "--data", folder.path(), "--config", folder.file("capd.conf"),
                                                "--at", "2026-02-02T09:00"});
  }
  std::vector<std::string> pupilsOf(const std::string& school) {
    Records now(records);
    std::vector<std::string> ids;
    now.tx().each<std::int64_t>(
        "SELECT p.id FROM @all_pupils p JOIN organisation o ON o.id = p.school_id WHERE o.name = ? ORDER BY p.id",
        [&](std::int64_t id) { ids.push_back(std::to_string(id)); }, school);
    return ids;
  }

  TempDir folder;
  store::Settings records;
  std::unique_ptr<Daemon> daemon;
};

// What one command writes is there whole, or not at all.
void nothingIsHalf(Records& now) {
  const auto none = [&](const char* what, const std::string& sql) {
    for (const std::string& each : now.texts(sql)) BOOST_ERROR("half-written, " << what << ": " << each);
  };
  const std::string sent = "SELECT c.reference FROM @all_cases c WHERE c.state <> 'draft' AND ";
  none("sent without its decision",
       sent + "(SELECT COUNT(*) FROM decision d WHERE d.case_id = c.id AND d.occasion = 'submitted') <> 1");
  none("sent without its duty",
       sent + "(SELECT COUNT(*) FROM duty y WHERE y.case_id = c.id AND y.closed_ms IS NULL) <> 1");
  none("a duty without its first event",
       "SELECT y.subject FROM duty y WHERE y.id NOT IN (SELECT e.duty_id FROM duty_event e)");
  none("sent without its line for people",
       sent + "(SELECT COUNT(*) FROM step s WHERE s.case_id = c.id AND s.kind = 'submitted') <> 1");
  none("held without saying so", sent +
                                     "(SELECT COUNT(*) FROM step s WHERE s.case_id = c.id AND s.kind = 'held') <> "
                                     "(SELECT COUNT(*) FROM @all_holds h WHERE h.case_id = c.id)");
  none("sent and not held for its risk assessment",
       sent + "NOT EXISTS (SELECT 1 FROM @all_holds h WHERE h.case_id = c.id AND h.kind = 'risk_assessment')");
  const auto lines = [](const std::string& command) {
    return "SELECT c.reference FROM @all_cases c LEFT JOIN (SELECT a.subject AS about, COUNT(*) AS times FROM audit a "
           "WHERE a.command = '" +
           command + "' GROUP BY a.subject) l ON l.about = c.reference WHERE COALESCE(l.times, 0) <> 1";
  };
  none("sent without its audit line", lines("referral.submit") + " AND c.state <> 'draft'");
  none("sent without its kept reply",
       sent + "NOT EXISTS (SELECT 1 FROM done_command k WHERE k.done_key = 'referral.submit:' || c.reference)");
  none("an audit line without its deed",
       "SELECT a.subject FROM audit a WHERE a.command = 'referral.submit' AND NOT EXISTS "
       "(SELECT 1 FROM @all_cases c WHERE c.reference = a.subject AND c.state <> 'draft')");
  none("begun without its audit line", lines("referral.begin"));
  none("an audit line of a draft that is not there",
       "SELECT a.subject FROM audit a WHERE a.command = 'referral.begin' AND NOT EXISTS "
       "(SELECT 1 FROM @all_cases c WHERE c.reference = a.subject)");
  none("begun without its school's party line",
       "SELECT c.reference FROM @all_cases c WHERE (SELECT COUNT(*) FROM case_party p WHERE p.case_id = c.id AND "
       "p.relation = 'refers') <> 1");
  none("an audit line without its payload",
       "SELECT a.command FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_payload p WHERE p.seq = a.seq)");
  const auto report = store::verifyAudit(now.tx(), {});
  for (const std::string& fault : report.faults) BOOST_ERROR("the audit does not verify: " << fault);
}

// Every acknowledged deed is in the records.
void nothingIsLost(Records& now, const std::deque<School>& schools) {
  const auto begun = now.texts("SELECT c.reference FROM @all_cases c");
  const auto sent = now.texts("SELECT c.reference FROM @all_cases c WHERE c.state <> 'draft'");
  const auto saved = now.texts(
      "SELECT DISTINCT c.reference || ' ' || a.question FROM @all_answers a JOIN @all_cases c ON c.id = a.case_id");
  for (const School& school : schools) {
    for (const Deed& deed : school.deeds()) {
      if (!deed.acknowledged) continue;
      if (deed.command == "referral.begin")
        BOOST_TEST(begun.count(deed.reference) == 1, "lost: draft " << deed.reference);
      if (deed.command == "referral.submit")
        BOOST_TEST(sent.count(deed.reference) == 1, "lost: sent " << deed.reference);
      if (deed.command != "referral.save_section") continue;
      for (const auto& [name, value] : deed.typed)
        if (name.find('.') != std::string::npos)
          BOOST_TEST(saved.count(deed.reference + " " + name) == 1, "lost: " << name << " of " << deed.reference);
    }
  }
}

// After everything unanswered was sent again there are exactly as many cases as tokens.
void nothingIsDouble(Records& now, const std::deque<School>& schools) {
  std::set<std::string> references;
  std::size_t begun = 0;
  std::int64_t sent = 0;
  for (const School& school : schools) {
    for (const Deed& deed : school.deeds()) {
      if (deed.command == "referral.begin") {
        ++begun;
        references.insert(deed.reference);
      }
      if (deed.command == "referral.submit") ++sent;
    }
  }
  BOOST_TEST(references.size() == begun);
  BOOST_TEST(now.count("SELECT COUNT(*) FROM @all_cases c") == static_cast<std::int64_t>(begun));
  BOOST_TEST(now.count("SELECT COUNT(*) FROM @all_cases c WHERE c.state <> 'draft'") == sent);
}

struct Figures {
  std::size_t acknowledged = 0;
  std::size_t open = 0;   ///< forms on their way when the process died
  std::size_t stood = 0;  ///< of those, done on disk though nobody was told
  std::int64_t slowestMs = 0;
};

// Three kills of four come while forms are on their way: on a busy machine it takes a while until anybody has signed
// in. The fourth comes whenever it comes.
void waitForLoad(const std::deque<School>& schools, std::size_t before) {
  const auto soFar = [&] {
    std::size_t all = 0;
    for (const School& school : schools) all += school.acknowledgedSoFar();
    return all;
  };
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (soFar() == before && std::chrono::steady_clock::now() < patience)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void killOnce(Shop& shop, std::deque<School>& schools, std::mt19937& random, Figures& figures) {
  const auto delay = std::chrono::microseconds(std::uniform_int_distribution<int>(5'000, 450'000)(random));
  std::size_t before = 0;
  for (const School& school : schools) before += school.acknowledgedSoFar();
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  const std::uint16_t port = shop.daemon->port();
  for (School& school : schools) threads.emplace_back([&] { school.workUntilItBreaks(port, stop); });
  if (random() % 4 != 0) waitForLoad(schools, before);
  std::this_thread::sleep_for(delay);  // the moment of the kill is what is tried here
  shop.daemon->kill();
  stop = true;
  for (auto& thread : threads) thread.join();
  std::size_t open = 0;
  for (const School& school : schools) {
    if (school.deeds().empty() || school.deeds().back().acknowledged) continue;
    const Deed& last = school.deeds().back();
    ++open;
    BOOST_TEST(last.location == "", "refused under load: " << last.command << " " << last.location);
  }
  figures.open += open;

  const auto begun = std::chrono::steady_clock::now();
  shop.daemon->start();
  figures.slowestMs = std::max<std::int64_t>(
      figures.slowestMs,
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count());
  Caller health(shop.daemon->port());
  const auto well = health.get("/healthz");
  BOOST_TEST_REQUIRE(well.has_value());
  BOOST_TEST(well->status == 200, well->body);

  std::int64_t doneBefore = 0;
  {
    Records now(shop.records);
    nothingIsHalf(now);
    nothingIsLost(now, schools);
    doneBefore = now.count("SELECT COUNT(*) FROM done_command");
  }
  for (School& school : schools)
    for (const std::string& fault : school.sendAgain(shop.daemon->port(), 3)) BOOST_ERROR(fault);
  Records now(shop.records);
  nothingIsDouble(now, schools);
  figures.stood += open - static_cast<std::size_t>(now.count("SELECT COUNT(*) FROM done_command") - doneBefore);
}

}  // namespace

BOOST_DATA_TEST_CASE(nothing_acknowledged_is_lost_halved_or_doubled_by_kill_9, kBoth, kind) {
  const int kills = killsWanted();
  const unsigned seed = seedWanted();
  std::cout << "kill -9, " << kind << ": " << kills << " times, CAPD_KILL_SEED=" << seed << std::endl;
  BOOST_TEST_CONTEXT("CAPD_KILL_SEED=" << seed) {
    std::mt19937 random(seed);
    Shop shop(kind);
    shop.daemon->start();
    const auto here = shop.pupilsOf("Spon Vale School");
    const auto there = shop.pupilsOf("Canley Brook Academy");
    BOOST_TEST_REQUIRE(!here.empty());
    BOOST_TEST_REQUIRE(!there.empty());
    std::deque<School> schools;
    for (int i = 0; i < 6; ++i)
      schools.emplace_back(i % 2 == 0 ? "coordinator@school.example" : "other@school.example",
                           i % 2 == 0 ? here : there, random());
    Figures figures;
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < kills; ++i) BOOST_TEST_CONTEXT("kill " << i + 1) killOnce(shop, schools, random, figures);
    for (const School& school : schools) figures.acknowledged += school.acknowledged();
    Records now(shop.records);
    std::cout << "kill -9, " << kind << ": " << figures.acknowledged << " acknowledged, "
              << now.count("SELECT COUNT(*) FROM @all_cases c WHERE c.state <> 'draft'") << " referrals sent, "
              << now.count("SELECT COUNT(*) FROM audit") << " audit lines; " << figures.open
              << " forms were on their way, " << figures.stood << " of them done; slowest restart to ready "
              << figures.slowestMs << " ms; "
              << std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun).count()
              << " s" << std::endl;
    // The proof is worth something only if there was load.
    BOOST_TEST(figures.acknowledged > static_cast<std::size_t>(kills) * 5);
    BOOST_TEST(figures.open > 0U);
    const Ran verified =
        runCapd({"audit", "verify", "--data", shop.folder.path(), "--config", shop.folder.file("capd.conf")});
    BOOST_TEST(verified.exit == 0, verified.err);
  }
}
