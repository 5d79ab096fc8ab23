// capd backup and capd restore, as the host runs them: beside a daemon under load, and what comes of the copy.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "store/Session.h"
#include "tests/backup/Kept.h"
#include "tests/daemon/Shop.h"
#include "tests/kill/Load.h"

using namespace capd;
using namespace capd::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> column(const store::Settings& records, const std::string& sql) {
  store::Session session(records, store::Session::Use::reads);
  std::vector<std::string> all;
  const ColumnType columns[] = {ColumnType::text};
  session.select(sql, {}, columns, [&](std::span<const Value> row) { all.push_back(std::get<std::string>(row[0])); });
  return all;
}

std::string onePlace(const store::Settings& records, const std::string& sql) { return column(records, sql).at(0); }

/// A place of the same kind, to restore to.
struct There {
  explicit There(Kind kind) {
    records.kind = kind == Kind::sqlite ? store::Settings::Kind::sqlite : store::Settings::Kind::postgresql;
    records.place = kind == Kind::sqlite ? data() + "/capd.db" : freshPostgresDatabase();
    records.keyFile = data() + "/capd.key";
    std::ofstream config(folder.file("capd.conf"));
    if (kind == Kind::postgresql) config << "database = postgresql:" << records.place << "\n";
  }
  [[nodiscard]] std::string data() const { return folder.file("data"); }
  [[nodiscard]] std::vector<std::string> words() const {
    return {"--data", data(), "--config", folder.file("capd.conf")};
  }
  Ran run(std::vector<std::string> first) const {
    const auto here = words();
    first.insert(first.end(), here.begin(), here.end());
    return runCapd(first);
  }
  TempDir folder;
  store::Settings records;
};

}  // namespace

BOOST_DATA_TEST_CASE(a_backup_under_submission_load_is_a_service_again, kBoth, kind) {
  Shop shop(kind);
  shop.daemon->start();
  const auto pupils = [&](const std::string& school) {
    return column(shop.records,
                  "SELECT CAST(p.id AS TEXT) FROM pupil p JOIN organisation o ON o.id = p.school_id WHERE o.name = '" +
                      school + "' ORDER BY p.id");
  };
  std::deque<School> schools;
  for (int i = 0; i < 4; ++i)
    schools.emplace_back(i % 2 == 0 ? "coordinator@school.example" : "other@school.example",
                         pupils(i % 2 == 0 ? "Spon Vale School" : "Canley Brook Academy"),
                         static_cast<std::uint64_t>(i) + 7);
  const std::string early = schools.front().referOne(shop.daemon->port());
  BOOST_TEST_REQUIRE(!early.empty());
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (School& school : schools) threads.emplace_back([&] { school.workUntilItBreaks(shop.daemon->port(), stop); });
  const auto lines = [&] { return std::stoll(onePlace(shop.records, "SELECT CAST(audit_seq AS TEXT) FROM head")); };
  const auto first = lines();
  while (lines() < first + 60) std::this_thread::yield();
  const auto before = lines();
  const std::string target = shop.folder.file("one.backup");
  const Ran made = shop.run({"backup", target});
  const auto after = lines();
  stop = true;
  for (auto& thread : threads) thread.join();
  BOOST_TEST_REQUIRE(made.exit == 0, made.err);
  BOOST_TEST(says(made.err, "a new backup key was made: " + shop.data() + "/backup.key"), made.err);
  BOOST_TEST(says(made.out, "was written, read again and compared"), made.out);
  BOOST_TEST(after > before, "nothing was written while the backup was taken");

  There there(kind);
  const Ran back = there.run({"restore", target, "--key", shop.data() + "/backup.key"});
  BOOST_TEST_REQUIRE(back.exit == 0, back.err);
  BOOST_TEST(says(back.out, "are equal to the backup: every table, every file, the audit's head"), back.out);
  BOOST_TEST(!fs::exists(there.data() + "/" + store::kUnfinishedRestore));
  // At the service's own journal it is the same chain, cut at that moment.
  const std::string head = onePlace(there.records, "SELECT CAST(audit_seq AS TEXT) || ':' || audit_hash FROM head");
  const auto seq = std::stoll(head);
  BOOST_TEST((seq >= before && seq <= after));
  BOOST_TEST(there.run({"audit", "verify", "--anchor", head}).exit == 0);
  BOOST_TEST(shop.run({"audit", "verify", "--anchor", head}).exit == 0);
  // No deed is half: each case has its line, each line its case.
  const auto number = [&](const std::string& sql) { return std::stoll(onePlace(there.records, sql)); };
  BOOST_TEST(number("SELECT CAST(COUNT(*) AS TEXT) FROM referral") ==
             number("SELECT CAST(COUNT(*) AS TEXT) FROM audit WHERE command = 'referral.begin'"));
  BOOST_TEST(number("SELECT CAST(COUNT(*) AS TEXT) FROM referral WHERE state <> 'draft'") ==
             number("SELECT CAST(COUNT(*) AS TEXT) FROM audit WHERE command = 'referral.submit'"));
  BOOST_TEST(number("SELECT CAST(COUNT(*) AS TEXT) FROM referral WHERE reference = '" + early + "'") == 1);
  // And people go on where they were.
  auto words = there.words();
  words.insert(words.end(), {"--demo", "--at", "2026-02-02T09:00"});
  Daemon again(there.folder.path(), words);
  again.start();
  Caller person(again.port());
  BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
  BOOST_TEST(person.get("/referrals/" + early)->status == 200);
  School more("coordinator@school.example", pupils("Spon Vale School"), 99);
  BOOST_TEST(!more.referOne(again.port()).empty());
  std::cout << "capd backup under load, " << kind << ": " << after - before << " audit lines were written meanwhile"
            << std::endl;
}

BOOST_AUTO_TEST_CASE(the_words_of_backup_and_restore) {
  Shop shop;
  shop.daemon->start();
  const std::string key = shop.data() + "/backup.key";
  const std::string shelf = shop.folder.file("shelf");
  fs::create_directory(shelf);
  const Ran json = shop.run({"backup", shelf, "--json"});
  BOOST_TEST_REQUIRE(json.exit == 0, json.err);
  const auto manifest = nlohmann::json::parse(json.out, nullptr, false);
  BOOST_TEST_REQUIRE(manifest.is_object(), json.out);
  for (const char* name : {"moment_ms", "database", "mode", "steps", "audit", "tables", "files"})
    BOOST_TEST(manifest.contains(name), name);
  BOOST_TEST(manifest["tables"]["referral"]["sha256"].get<std::string>().size() == 64U);
  std::vector<std::string> made;
  for (const auto& entry : fs::directory_iterator(shelf)) made.push_back(entry.path().string());
  BOOST_TEST_REQUIRE(made.size() == 1U);
  BOOST_TEST(says(made[0], "/capd-20"));
  BOOST_TEST(says(made[0], "Z.backup"));
  const Ran checked = runCapd({"restore", made[0], "--key", key, "--check"});
  BOOST_TEST(checked.exit == 0, checked.err);
  BOOST_TEST(says(checked.out, "is whole"), checked.out);
  BOOST_TEST(!says(shop.run({"backup", shop.folder.file("two")}).err, "new backup key"));  // the key stays

  const auto refused = [](const Ran& ran, const std::string& why) {
    BOOST_TEST(ran.exit == 1);
    BOOST_TEST(says(ran.err, why), ran.err);
  };
  refused(shop.run({"backup", made[0]}), "already");
  refused(shop.run({"backup", shop.folder.file("x"), "--key", shop.folder.file("nokey")}), "There is no backup key");
  refused(shop.run({"backup", shop.folder.file("x"), "--key", shop.data() + "/capd.key"}), "the records' own key");
  refused(shop.run({"backup", "/nowhere/x"}), "cannot be written");
  refused(runCapd({"backup", shop.folder.file("x"), "--data", shop.folder.file("none")}), "There are no records");
  There there(Kind::sqlite);
  refused(there.run({"restore", shop.folder.file("nothing"), "--key", key}), "There is no backup");
  refused(there.run({"restore", key, "--key", key}), "no backup of capd");
  refused(there.run({"restore", made[0], "--key", shop.data() + "/capd.key"}), "sealed with another key");
  refused(shop.run({"restore", made[0], "--key", key}), "is not empty");
  BOOST_TEST(runCapd({"restore", made[0]}).exit == 2);  // no key named
  BOOST_TEST(!fs::exists(there.data()));
  std::string bytes = contentOf(made[0]);
  bytes[bytes.size() / 3] = static_cast<char>(bytes[bytes.size() / 3] ^ 4);
  std::ofstream(made[0], std::ios::binary) << bytes;
  refused(there.run({"restore", made[0], "--key", key}), "was changed or cut after it was made");
  refused(runCapd({"restore", made[0], "--key", key, "--check"}), "was changed or cut after it was made");
  BOOST_TEST(!fs::exists(there.data()));
}

// Killed at a moment nobody chose, a restore is whole, or nothing starts on it and it says what to do.
BOOST_DATA_TEST_CASE(a_restore_that_was_killed_is_no_service, kBoth, kind) {
  Kept kept(kind);
  for (int i = 0; i < 300; ++i) kept.say(std::string(2000, 'x'));
  for (int i = 0; i < 10; ++i) kept.file(std::string(50'000, 'y') + std::to_string(i));
  const std::string key = kept.folder.file("backup.key");
  const std::string target = kept.folder.file("one");
  kept.backup(target, store::Vault::fromFile(key));
  // How long it takes when nobody kills it, from when its folder is there.
  There calm(kind);
  const auto since = std::chrono::steady_clock::now();
  BOOST_TEST_REQUIRE(calm.run({"restore", target, "--key", key}).exit == 0);
  const auto calmly = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - since);
  std::mt19937 random(std::random_device{}());
  int killed = 0;
  int whole = 0;
  for (int round = 0; round < 4; ++round) {
    There there(kind);
    const pid_t child = ::fork();
    if (child == 0) {
      const int none = ::open("/dev/null", O_WRONLY);
      ::dup2(none, 1);
      ::dup2(none, 2);
      ::execl(CAPD_BUILD "/capd", "capd", "restore", target.c_str(), "--key", key.c_str(), "--data",
              there.data().c_str(), "--config", there.folder.file("capd.conf").c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    // Once it has begun, at any moment of its work.
    while (!fs::exists(there.data()) && ::waitpid(child, nullptr, WNOHANG) == 0) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::microseconds(
        random() % (static_cast<unsigned>(calmly.count()) / 3)));  // the moment is what is tried
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    if (!fs::exists(there.data() + "/" + store::kUnfinishedRestore) && fs::exists(there.data() + "/capd.key")) {
      ++whole;
      BOOST_TEST(there.run({"audit", "verify"}).exit == 0);
      continue;
    }
    ++killed;
    if (fs::is_empty(there.data())) continue;  // nothing was begun
    for (const char* what : {"serve", "migrate"}) {
      const Ran ran = std::string(what) == "serve" ? there.run({"serve", "--demo", "--listen", "127.0.0.1:0"})
                                                   : there.run({"db", "migrate", "--demo"});
      BOOST_TEST(ran.exit == 1);
      BOOST_TEST(says(ran.err, "was broken off. Empty the folder"), ran.err);
    }
    const Ran again = there.run({"restore", target, "--key", key});
    BOOST_TEST(again.exit == 1);
  }
  std::cout << "restore killed, " << kind << ": " << killed << " broken off, " << whole << " whole" << std::endl;
  BOOST_TEST(killed > 0);
}
