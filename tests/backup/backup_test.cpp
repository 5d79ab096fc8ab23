// A backup is everything, of one moment, unreadable without its key; and what comes back is equal or is refused
// (must-show 6; TRUST R21).
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>

#include "store/SealedFile.h"
#include "tests/backup/Kept.h"
#include "tests/support/Daemon.h"

using namespace capd;
using namespace capd::test;
namespace fs = std::filesystem;

namespace {

const store::Vault& key() {
  static const store::Vault vault = store::Vault::passing();
  return vault;
}

template <class F>
std::string refusal(F work) {
  try {
    work();
  } catch (const store::DatabaseProblem& problem) {
    return problem.what();
  }
  return "";
}

void rewrite(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::int64_t countIn(const store::Settings& settings, const std::string& sql) {
  store::Session session(settings, store::Session::Use::reads);
  std::int64_t count = -1;
  const ColumnType columns[] = {ColumnType::integer};
  session.select(sql, {}, columns, [&](std::span<const Value> row) { count = std::get<std::int64_t>(row[0]); });
  return count;
}

/// Several pieces, values that need care, a file, and an upload that no case took yet.
void fill(Kept& kept) {
  kept.say("");
  kept.say("it's \"so\"; ? :p1 \n\t \\ łódź 学校 🙂");
  for (int i = 0; i < 40; ++i) kept.say(std::string(static_cast<std::size_t>(i) * 400, 'x'));
  kept.file("the risk assessment of nobody");
  kept.file(std::string(200'000, 'f'));
  kept.file("", true);
  kept.file("not filed yet", false);
}

const std::pair<Kind, Kind> kWays[] = {{Kind::sqlite, Kind::sqlite},
                                       {Kind::postgresql, Kind::postgresql},
                                       {Kind::sqlite, Kind::postgresql},
                                       {Kind::postgresql, Kind::sqlite}};

}  // namespace

// A list that came in on the host's command line is named by its import alone.
BOOST_AUTO_TEST_CASE(the_file_of_an_import_comes_back_and_that_of_a_dropped_one_is_not_missed) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Kept kept(kind);
    const auto list = kept.ofImport("name\nNew Works\n", "applied");
    const auto dropped = kept.ofImport("name\nOld Works\n", "dropped");
    fs::remove(kept.folder.file("blobs/" + dropped.name.substr(0, 2) + "/" + dropped.name));
    const std::string target = kept.folder.file("one.backup");
    const auto backup = kept.backup(target, key());
    BOOST_TEST(backup.faults.empty());
    BOOST_TEST_REQUIRE(backup.manifest.files.size() == 1U);
    Elsewhere there(kind);
    BOOST_TEST(kept.restore(target, key(), there).faults.empty());
    BOOST_TEST(fs::exists(there.place.blobs + "/" + list.name.substr(0, 2) + "/" + list.name));
    fs::remove(kept.folder.file("blobs/" + list.name.substr(0, 2) + "/" + list.name));
    BOOST_TEST(kept.backup(kept.folder.file("two.backup"), key()).faults.size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(what_comes_back_is_equal_on_either_database) {
  for (const auto& [from, to] : kWays) {
    BOOST_TEST_CONTEXT(from << " to " << to) {
      Kept kept(from);
      fill(kept);
      const std::string target = kept.folder.file("one.backup");
      const auto backup = kept.backup(target, key());
      BOOST_TEST(backup.faults.empty());
      BOOST_TEST(backup.manifest.files.size() == 4U);
      BOOST_TEST(!fs::exists(target + ".part"));
      Elsewhere there(to);
      const auto restored = kept.restore(target, key(), there);
      BOOST_TEST(restored.faults.empty());
      BOOST_TEST(restored.audit.faults.empty());
      BOOST_TEST(restored.audit.head == backup.manifest.audit.second);
      BOOST_CHECK(everyRow(kept.settings) == everyRow(there.place.records));
      // And it is a service's records again: opened, read and written with the restored key.
      const auto database = store::Database::open(there.place.records, kept.clock, kept.migrations);
      const store::Blobs blobs(there.place.blobs, database->vault());
      std::size_t bytes = 0;
      for (const auto& file : filesOf(database->read(jobViewer())->tx()))
        blobs.read(file.name, [&](std::string_view piece) { bytes += piece.size(); });
      BOOST_TEST(bytes == 29U + 200'000U + 13U);
      store::WriteRequest request;
      request.viewer = jobViewer();
      request.command = "test.do";
      request.apply = [](WriteTx&) -> Outcome { return Done{}; };
      BOOST_CHECK(std::holds_alternative<Done>(database->write(std::move(request)).get().outcome));
      BOOST_TEST(store::verifyAudit(database->read(jobViewer())->tx(), {backup.manifest.audit}).faults.empty());
    }
  }
}

BOOST_DATA_TEST_CASE(copies_under_load_are_of_one_moment, kBoth, kind) {
  Kept kept(kind);
  std::atomic<bool> stop{false};
  std::atomic<std::int64_t> acknowledged{0};
  std::vector<std::thread> writers;
  for (int w = 0; w < 3; ++w)
    writers.emplace_back([&, w] {
      for (int i = 0; !stop; ++i) {
        if (i % 8 == 7) kept.file("file " + std::to_string(i) + " of " + std::to_string(w));
        // One deed, two tables: a copy that has one without the other is torn.
        const auto reply = kept.write([&](WriteTx& tx) -> Outcome {
          tx.execute(
              "INSERT INTO step (id, case_id, at_ms, actor, who, kind, says, audience) VALUES (?, ?, ?, 'x', "
              "'CAP', 'pair', 'y', 'all')",
              tx.nextId(), kept.caseId, tx.now());
          tx.execute("UPDATE referral SET version = version + 1 WHERE id = ?", kept.caseId);
          return Done{};
        });
        if (std::holds_alternative<Done>(reply.outcome)) ++acknowledged;
      }
    });
  struct Taken {
    std::string path;
    std::int64_t before = 0;
    store::Backup backup;
  };
  std::vector<Taken> all;
  std::int64_t during = 0;
  for (int round = 0; round < 5; ++round) {
    while (acknowledged < (round + 1) * 20) std::this_thread::yield();
    Taken taken;
    taken.path = kept.folder.file("load" + std::to_string(round));
    taken.before = acknowledged;
    taken.backup = kept.backup(taken.path, key());
    during += acknowledged - taken.before;
    all.push_back(std::move(taken));
  }
  stop = true;
  for (auto& writer : writers) writer.join();
  BOOST_TEST(during > 0, "nothing was written while the backups were taken");
  std::cout << "backup under load, " << kind << ": " << acknowledged << " deeds, " << during << " of them during "
            << all.size() << " backups" << std::endl;
  const auto original = everyRow(kept.settings);
  for (const Taken& taken : all) {
    const auto& manifest = taken.backup.manifest;
    BOOST_TEST(taken.backup.faults.empty());
    Elsewhere there(kind);
    const auto restored = kept.restore(taken.path, key(), there);
    BOOST_TEST(restored.audit.faults.empty());
    BOOST_TEST(restored.faults.empty());
    const auto pairs = countIn(there.place.records, "SELECT COUNT(*) FROM step WHERE kind = 'pair'");
    BOOST_TEST(pairs >= taken.before, "acknowledged before the backup began and not in it");
    // What one deed wrote is there whole: the count in one table, the rows in the other.
    BOOST_TEST(countIn(there.place.records, "SELECT version FROM referral") == pairs + 1);
    // One moment: rows that are only added are the original's, and none of those up to the moment is missing.
    const auto copy = everyRow(there.place.records);
    for (const char* table : {"audit", "step", "document"})
      BOOST_CHECK(std::includes(original.at(table).begin(), original.at(table).end(), copy.at(table).begin(),
                                copy.at(table).end()));
    BOOST_TEST(
        countIn(kept.settings, "SELECT COUNT(*) FROM audit WHERE seq <= " + std::to_string(manifest.audit.first)) ==
        static_cast<std::int64_t>(copy.at("audit").size()));
    BOOST_TEST(store::verifyAudit(kept.database->read(jobViewer())->tx(), {manifest.audit}).faults.empty());
    BOOST_TEST(copy.at("document").size() == manifest.files.size());
  }
}

BOOST_AUTO_TEST_CASE(any_flipped_byte_is_refused) {
  Kept kept(Kind::sqlite);
  fill(kept);
  const std::string good = kept.folder.file("good");
  kept.backup(good, key());
  const std::string bytes = contentOf(good);
  BOOST_TEST_REQUIRE(bytes.size() > 3U * 65536U);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < 120; ++i) places.push_back(i);
  for (std::size_t i = 1; i <= 40; ++i) places.push_back(bytes.size() - i);
  std::mt19937 random(20261125);
  for (int i = 0; i < 1000; ++i)
    places.push_back(std::uniform_int_distribution<std::size_t>(0, bytes.size() - 1)(random));
  const std::string bad = kept.folder.file("bad");
  std::size_t refused = 0;
  for (const std::size_t place : places) {
    std::string changed = bytes;
    changed[place] = static_cast<char>(changed[place] ^ (1 << (random() % 8)));
    rewrite(bad, changed);
    const std::string why = refusal([&] { (void)store::checkBackup(bad, key()); });
    if (says(why, "changed") || says(why, "no backup of capd"))
      ++refused;
    else
      BOOST_ERROR("byte " << place << " flipped: " << (why.empty() ? "taken" : why));
  }
  BOOST_TEST(refused == places.size());
  BOOST_TEST(refusal([&] { (void)store::checkBackup(good, key()); }) == "");  // the good one is still good
  // The way back refuses it too, and leaves nothing behind.
  Elsewhere there(Kind::sqlite);
  std::string changed = bytes;
  changed[bytes.size() / 2] = static_cast<char>(changed[bytes.size() / 2] ^ 1);
  rewrite(bad, changed);
  BOOST_TEST(says(refusal([&] { kept.restore(bad, key(), there); }), "changed or cut"));
  BOOST_TEST(!fs::exists(there.data()));
  std::cout << "backup: " << refused << " flipped bytes refused" << std::endl;
}

BOOST_AUTO_TEST_CASE(a_file_that_was_cut_or_pieced_together_is_refused) {
  Kept kept(Kind::sqlite);
  fill(kept);
  const std::string good = kept.folder.file("good");
  kept.backup(good, key());
  const std::string bytes = contentOf(good);
  const std::size_t start = 31 + 24;  // the first line and the stream's own head
  const std::size_t piece = 65536 + 17;
  std::vector<std::string> bad;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{30}, std::size_t{31}, start - 1, start, start + 1, start + 17,
        start + piece - 1, start + piece, start + piece + 1, start + 2 * piece, bytes.size() - 17, bytes.size() - 1})
    bad.push_back(bytes.substr(0, size));
  bad.push_back(bytes + '\0');
  bad.push_back(bytes + bytes);
  const std::string first = bytes.substr(start, piece);
  const std::string second = bytes.substr(start + piece, piece);
  bad.push_back(bytes.substr(0, start) + second + first + bytes.substr(start + 2 * piece));  // swapped
  bad.push_back(bytes.substr(0, start) + bytes.substr(start + piece));                       // one left out
  bad.push_back(bytes.substr(0, start) + first + bytes.substr(start));                       // one twice
  const std::string other = kept.folder.file("other");
  kept.backup(other, key());
  bad.push_back(bytes.substr(0, start) + contentOf(other).substr(start));  // another backup's body
  for (std::size_t i = 0; i < bad.size(); ++i) {
    const std::string path = kept.folder.file("bad");
    rewrite(path, bad[i]);
    const std::string why = refusal([&] { (void)store::checkBackup(path, key()); });
    BOOST_TEST((says(why, "changed or cut") || says(why, "no backup of capd")), i << ": " << why);
  }
}

BOOST_AUTO_TEST_CASE(nobody_reads_it_without_its_key) {
  Kept kept(Kind::sqlite);
  kept.say("needle in the words of a case");
  kept.file("needle in a file");
  const std::string target = kept.folder.file("sealed");
  kept.backup(target, key());
  const std::string bytes = contentOf(target);
  for (const char* text : {"needle", "Zbigniew", "Spon Vale", "referral", "capd.key"})
    BOOST_TEST(!says(bytes, text), text);
  BOOST_CHECK((fs::status(target).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  const store::Vault other = store::Vault::passing();
  BOOST_TEST(says(refusal([&] { (void)store::checkBackup(target, other); }), "sealed with another key"));
  // Nor with the records' key, which lies on the server: it is not taken as the backup's.
  const auto own = store::Vault::fromFile(kept.settings.keyFile);
  BOOST_TEST(says(refusal([&] { (void)store::checkBackup(target, own); }), "sealed with another key"));
  BOOST_TEST(says(refusal([&] { kept.backup(kept.folder.file("x"), own); }), "the records' own key"));
  BOOST_TEST(!fs::exists(kept.folder.file("x")));
}

BOOST_DATA_TEST_CASE(only_an_empty_place_is_filled, kBoth, kind) {
  Kept kept(kind);
  const std::string target = kept.folder.file("one");
  kept.backup(target, key());
  BOOST_TEST(says(refusal([&] { kept.backup(target, key()); }), "already"));
  {
    Elsewhere there(kind);
    fs::create_directories(there.data());
    std::ofstream(there.data() + "/stray") << "x";
    BOOST_TEST(says(refusal([&] { kept.restore(target, key(), there); }), "is not empty"));
    BOOST_TEST(contentOf(there.data() + "/stray") == "x");
    fs::remove(there.data() + "/stray");
    BOOST_TEST(kept.restore(target, key(), there).audit.faults.empty());  // empty, and there: fine
    const auto before = everyRow(there.place.records);
    BOOST_TEST(says(refusal([&] { kept.restore(target, key(), there); }), "is not empty"));
    BOOST_CHECK(before == everyRow(there.place.records));
  }
  if (kind == Kind::postgresql) {
    Elsewhere there(kind);
    runOnPostgres("CREATE TABLE stray (id BIGINT)", there.place.records.place);
    BOOST_TEST(says(refusal([&] { kept.restore(target, key(), there); }), "database is not empty"));
    BOOST_TEST(!fs::exists(there.data()));
  }
}

BOOST_DATA_TEST_CASE(a_newer_shape_is_refused_and_an_older_one_is_brought_up, kBoth, kind) {
  TempDir older;
  fs::copy(CAPD_SOURCE "/sql/core", older.file("core"));
  std::ofstream(older.file("core/9000_one_more.sql"))
      << "CREATE TABLE one_more (id BIGINT PRIMARY KEY);\nINSERT INTO one_more (id) VALUES (7);\n";
  Kept kept(kind);
  const std::string old = kept.folder.file("old");
  kept.backup(old, key());
  kept.close();
  kept.migrations = {{"core", older.file("core")}};
  kept.open();
  const std::string target = kept.folder.file("newer");
  kept.backup(target, key());
  {
    Elsewhere there(kind);  // with the rows that a step itself has put in
    kept.restore(target, key(), there);
    BOOST_CHECK(everyRow(kept.settings) == everyRow(there.place.records));
  }
  kept.migrations = {{"core", CAPD_SOURCE "/sql/core"}};
  Elsewhere there(kind);
  const std::string why = refusal([&] { kept.restore(target, key(), there); });
  BOOST_TEST(says(why, "This backup is of a newer capd"), why);
  BOOST_TEST(says(why, "step 9000 of 'core' (9000_one_more.sql)"), why);
  BOOST_TEST(!fs::exists(there.data()));
  // A step that is not what it was is no step that is known.
  std::ofstream(older.file("core/9000_one_more.sql"), std::ios::app) << "-- changed\n";
  kept.migrations = {{"core", older.file("core")}};
  BOOST_TEST(says(refusal([&] { kept.restore(target, key(), there); }), "another step 9000"));
  // The backup of before the step comes back as it was, and takes the step when it is opened.
  kept.restore(old, key(), there);
  BOOST_TEST(everyRow(there.place.records).count("one_more") == 0U);
  const auto database = store::Database::open(there.place.records, kept.clock, kept.migrations);
  BOOST_TEST(everyRow(there.place.records).at("one_more").size() == 1U);
}

BOOST_AUTO_TEST_CASE(damaged_and_missing_files_are_named_and_the_rest_is_kept) {
  Kept kept(Kind::sqlite);
  const auto good = kept.file("good");
  const auto damaged = kept.file("damaged");
  const auto missing = kept.file("missing");
  const auto swept = kept.file("an upload that nobody filed", false);
  const auto pathOf = [&](const store::StoredBlob& blob) {
    return kept.folder.file("blobs/" + blob.name.substr(0, 2) + "/" + blob.name);
  };
  std::string bytes = contentOf(pathOf(damaged));
  bytes[40] = static_cast<char>(bytes[40] ^ 1);
  rewrite(pathOf(damaged), bytes);
  fs::remove(pathOf(missing));
  fs::remove(pathOf(swept));
  const std::string target = kept.folder.file("one");
  const auto backup = kept.backup(target, key());
  const auto named = [](const std::vector<std::string>& faults, const store::StoredBlob& blob) {
    return std::count_if(faults.begin(), faults.end(),
                         [&](const std::string& fault) { return says(fault, blob.name); });
  };
  Elsewhere there(Kind::sqlite);
  const auto restored = kept.restore(target, key(), there);
  for (const auto& faults : {backup.faults, restored.faults}) {
    BOOST_TEST(faults.size() == 2U);
    BOOST_TEST(named(faults, damaged) == 1);
    BOOST_TEST(named(faults, missing) == 1);
  }
  BOOST_TEST(backup.manifest.files.count(good.name) == 1U);
  BOOST_TEST(backup.manifest.files.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_full_disk_leaves_no_half_backup) {
  Kept kept(Kind::sqlite);
  fill(kept);
  const std::string target = kept.folder.file("one");
  rlimit before{};
  BOOST_TEST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{100'000, before.rlim_max};
  BOOST_TEST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const std::string why = refusal([&] { kept.backup(target, key()); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  BOOST_TEST(says(why, "cannot be written"), why);
  BOOST_TEST(!fs::exists(target));
  BOOST_TEST(!fs::exists(target + ".part"));
  BOOST_TEST(kept.backup(target, key()).faults.empty());
}
