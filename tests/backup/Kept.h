#pragma once
// Records with files, that are written to while they are copied.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cases/document/KeptFiles.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Referral.h"
#include "store/Backup.h"
#include "store/Blobs.h"
#include "store/Session.h"
#include "tests/support/Says.h"
#include "tests/support/Stores.h"

namespace capd::test {

inline std::vector<store::NamedFile> filesOf(ReadTx& tx) {
  std::vector<store::NamedFile> files;
  for (const KeptFile& file : keptFiles(tx)) files.push_back({file.blob, file.sha256, file.needed});
  return files;
}

/// Where something is restored to: a folder that is not there yet, and for PostgreSQL an empty database.
struct Elsewhere {
  explicit Elsewhere(Kind kind) {
    place.records.kind = kind == Kind::sqlite ? store::Settings::Kind::sqlite : store::Settings::Kind::postgresql;
    place.records.place = kind == Kind::sqlite ? data() + "/capd.db" : freshPostgresDatabase();
    place.records.demonstration = true;
    place.records.keyFile = data() + "/capd.key";
    place.blobs = data() + "/blobs";
  }
  [[nodiscard]] std::string data() const { return folder.file("restored"); }

  TempDir folder;
  store::KeptPlace place;
};

/// One school, one pupil, one case; every deed adds a line to the case and, now and then, a file.
struct Kept : Store {
  explicit Kept(Kind kind) : Store(kind), blobs(folder.file("blobs"), database->vault()) {
    write([&](WriteTx& tx) -> Outcome {
      tx.execute(
          "INSERT INTO organisation (id, kind, name, sort_name, opened_ms, version) VALUES (1, 'school', ?, "
          "'spon vale', 0, 1)",
          "Spon Vale School");
      Pupil pupil;
      pupil.school = 1;
      pupil.firstName = "Zbigniew";
      pupil.lastName = "Świątek";
      pupil.born = Date(2011, 5, 1);
      pupil.yearGroup = 10;
      caseId = createDraft(tx, {"CAP25-T1", 1, addPupil(tx, pupil), 1, std::nullopt});
      return Done{};
    });
  }
  [[nodiscard]] store::KeptPlace place() const { return {settings, folder.file("blobs")}; }

  store::WriteReply say(const std::string& what, const std::string& key = "") {
    return write(
        [this, what](WriteTx& tx) -> Outcome {
          tx.execute(
              "INSERT INTO step (id, case_id, at_ms, actor, who, kind, says, audience) VALUES (?, ?, ?, 'x', "
              "'CAP', 'note', ?, 'all')",
              tx.nextId(), caseId, tx.now(), what);
          return Done{};
        },
        key, "same");
  }
  /// Sealed on disk before its row, as an upload is. `filed` = a case has it.
  store::StoredBlob file(const std::string& content, bool filed = true) {
    auto incoming = blobs.take();
    incoming->add(content);
    const store::StoredBlob blob = incoming->done();
    write([this, blob, filed](WriteTx& tx) -> Outcome {
      tx.execute(
          "INSERT INTO document (id, case_id, kind, blob, media_type, bytes, sha256, typed_name, scan, "
          "uploaded_ms, uploaded_by) VALUES (?, ?, 'other', ?, 'text/plain', ?, ?, 'a.txt', 'not_scanned', ?, 1)",
          tx.nextId(), filed ? std::optional<std::int64_t>(caseId) : std::nullopt, blob.name, blob.bytes, blob.sha256,
          tx.now());
      return Done{};
    });
    return blob;
  }
  /// A list that came in, named by its import and by nothing else.
  store::StoredBlob ofImport(const std::string& content, const std::string& state) {
    auto incoming = blobs.take();
    incoming->add(content);
    const store::StoredBlob blob = incoming->done();
    write([blob, state](WriteTx& tx) -> Outcome {
      tx.execute(
          "INSERT INTO import_batch (id, code, kind, file_name, sha256, blob, state, total, reached, created_ms, "
          "created_by, changed_ms) VALUES (?, ?, 'providers', 'a.csv', ?, ?, ?, 1, 1, ?, 'host:0', ?)",
          tx.nextId(), blob.name, blob.sha256, blob.name, state, tx.now(), tx.now());
      return Done{};
    });
    return blob;
  }
  store::Backup backup(const std::string& target, const store::Vault& key) {
    return store::takeBackup(place(), clock, target, key, jobViewer(), filesOf);
  }
  store::Restored restore(const std::string& source, const store::Vault& key, const Elsewhere& to) {
    return store::restoreBackup(source, key, to.place, clock, migrations, jobViewer(), filesOf);
  }

  store::Blobs blobs;
  std::int64_t caseId = 0;
};

/// Every row of every table as one text, without an order: the test's own look, past the code that makes backups.
inline std::map<std::string, std::multiset<std::string>> everyRow(const store::Settings& settings) {
  store::Session session(settings, store::Session::Use::reads);
  std::map<std::string, std::multiset<std::string>> all;
  for (const store::DumpTable& table : store::tablesOf(session)) {
    std::string names;
    std::vector<ColumnType> types;
    for (const store::DumpColumn& column : table.columns) {
      names += (names.empty() ? "\"" : ", \"") + column.name + "\"";
      types.push_back(column.type);
    }
    auto& rows = all[table.name];
    session.select("SELECT " + names + " FROM \"" + table.name + "\"", {}, types, [&](std::span<const Value> row) {
      std::string text;
      for (const Value& value : row) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
          text += std::to_string(*number) + "|";
        else if (const auto* words = std::get_if<std::string>(&value))
          text += "'" + *words + "'|";
        else
          text += "NULL|";
      }
      rows.insert(std::move(text));
    });
  }
  return all;
}

}  // namespace capd::test
