#include "store/Backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "store/BackupFile.h"
#include "store/Blobs.h"
#include "store/Digest.h"
#include "store/SealedFile.h"
#include "store/Transaction.h"

namespace capd::store {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kReadAtOnce = 256 * 1024;

bool isBlobName(const std::string& name) {
  return name.size() == 40 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string pathOf(const std::string& blobs, const std::string& name) {
  return blobs + "/" + name.substr(0, 2) + "/" + name;
}

std::string modeOf(Session& session) {
  std::string mode;
  const ColumnType columns[] = {ColumnType::text};
  session.select("SELECT mode FROM head", {}, columns,
                 [&](std::span<const Value> row) { mode = std::get<std::string>(row[0]); });
  return mode;
}

/// What is wrong with the files that the records name, read with the records' key; empty = nothing.
std::vector<std::string> faultsOf(const std::vector<NamedFile>& files, const Blobs& blobs) {
  std::vector<std::string> faults;
  for (const NamedFile& file : files) {
    Digest digest;
    try {
      blobs.read(file.name, [&](std::string_view piece) { digest.add(piece); });
      if (digest.hex() != file.sha256)
        faults.push_back("The stored file " + file.name + " is not the one that its record tells of.");
    } catch (const std::exception& error) {
      if (file.needed) faults.push_back("The stored file " + file.name + ": " + error.what() + ".");
    }
  }
  return faults;
}

void addFile(SealedOut& out, const std::string& blobs, const std::string& name, Manifest& manifest) {
  std::ifstream in(pathOf(blobs, name), std::ios::binary);
  if (!isBlobName(name) || !in) return;
  addEntry(out, Entry::file, name);
  FileSum& sum = manifest.files[name];
  Digest digest;
  std::string piece(kReadAtOnce, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    const std::string_view got(piece.data(), static_cast<std::size_t>(in.gcount()));
    addEntry(out, Entry::piece, got);
    digest.add(got);
    sum.bytes += static_cast<std::int64_t>(got.size());
  }
  if (in.bad()) throw DatabaseProblem("The stored file " + name + " cannot be read. No backup was made.");
  sum.sha256 = digest.hex();
}

/// Everything that is in the database, as of one moment. @returns the files it names.
std::vector<NamedFile> addRecords(SealedOut& out, Session& session, const Clock& clock, const Viewer& viewer,
                                  const FilesOf& filesOf, Manifest& manifest) {
  session.script(session.isPostgres() ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
  manifest.steps = stepsOf(session);  // the first look: from here on nothing moves
  manifest.moment = clock.now();
  manifest.database = session.isPostgres() ? "postgresql" : "sqlite";
  manifest.mode = modeOf(session);
  for (const DumpTable& table : tablesOf(session)) {
    addEntry(out, Entry::table, headOf(table));
    Summing sum(table);
    eachRow(session, table, [&](std::string_view row) {
      addEntry(out, Entry::row, row);
      sum.row(row);
    });
    manifest.tables[table.name] = sum.done();
  }
  SessionReadTx tx(session, viewer, manifest.moment);
  manifest.audit = auditHead(tx);
  auto files = filesOf(tx);
  session.script("COMMIT");  // a long look holds the database's log up: files never change, and need none
  return files;
}

void refuseSameKey(const Vault& records, const Vault& key) {
  if (records.key() == key.key())
    throw DatabaseProblem("The backup's key is the records' own key. Name another with --key, or none.");
}

Vault keyOfRecords(const Settings& records) {
  if (records.kind == Settings::Kind::sqlite && !fs::exists(records.place))
    throw DatabaseProblem("There are no records at " + records.place + ". Name the folder with --data.");
  if (!fs::exists(records.keyFile))
    throw DatabaseProblem("There is no key file " + records.keyFile + ". Name the folder it is in with --data.");
  return Vault::fromFile(records.keyFile);
}

void refuseFilled(const KeptPlace& to, const std::string& folder) {
  std::error_code none;
  if (fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder, none)))
    throw DatabaseProblem("The place " + folder +
                          " is not empty. Records are restored into an empty folder alone: name another with --data, "
                          "or move away what is there.");
  if (to.records.kind != Settings::Kind::postgresql) return;
  Session session(to.records, Session::Use::writes);
  if (!tablesOf(session).empty())
    throw DatabaseProblem(
        "The database is not empty. Records are restored into an empty database alone: make one, and name it in the "
        "configuration.");
}

/// Keys that point from table to table: taken off while rows come in any order, and put back, which checks them all.
class ForeignKeys {
 public:
  explicit ForeignKeys(Session& session) : session_(session) {
    if (!session.isPostgres()) return;
    const ColumnType columns[] = {ColumnType::text, ColumnType::text, ColumnType::text};
    session.select(
        "SELECT CAST(t.relname AS text), CAST(c.conname AS text), pg_get_constraintdef(c.oid) FROM pg_constraint c "
        "JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace WHERE c.contype = 'f' AND "
        "n.nspname = current_schema() ORDER BY 1, 2",
        {}, columns, [&](std::span<const Value> row) {
          const std::string table = "ALTER TABLE \"" + std::get<std::string>(row[0]) + "\" ";
          const std::string name = "CONSTRAINT \"" + std::get<std::string>(row[1]) + "\"";
          off_.push_back(table + "DROP " + name);
          on_.push_back(table + "ADD " + name + " " + std::get<std::string>(row[2]));
        });
    for (const std::string& step : off_) session.script(step);
  }
  void putBack() {
    for (const std::string& step : on_) session_.script(step);
    if (session_.isPostgres()) return;
    std::int64_t broken = 0;
    const ColumnType columns[] = {ColumnType::integer};
    session_.select("SELECT COUNT(*) FROM pragma_foreign_key_check", {}, columns,
                    [&](std::span<const Value> row) { broken = std::get<std::int64_t>(row[0]); });
    if (broken > 0) throw DatabaseProblem("The rows of the backup do not hold together.");
  }

 private:
  Session& session_;
  std::vector<std::string> off_;
  std::vector<std::string> on_;
};

/// Writes the files of a backup as they come.
class FilesIn {
 public:
  explicit FilesIn(std::string folder) : folder_(std::move(folder)) { fs::create_directories(folder_); }
  void begin(const std::string& name) {
    end();
    if (!isBlobName(name)) throw DatabaseProblem("The backup has a file with a name that is none: " + name);
    fs::create_directories(fs::path(pathOf(folder_, name)).parent_path());
    out_.open(pathOf(folder_, name), std::ios::binary);
  }
  void piece(std::string_view bytes) {
    if (!out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) fail();
  }
  void end() {
    if (!out_.is_open()) return;
    out_.close();
    if (!out_) fail();
  }
  void sync() const {
    const int file = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = file >= 0 && ::syncfs(file) == 0;
    if (file >= 0) ::close(file);
    if (!done) fail();
  }

 private:
  [[noreturn]] static void fail() {
    throw DatabaseProblem("The disk is full or cannot be written: the files could not be restored.");
  }
  std::string folder_;
  std::ofstream out_;
};

void keepKey(const std::string& path, const std::string& key) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool done =
      file >= 0 && ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!done) throw DatabaseProblem("The key file " + path + " cannot be written.");
  syncFolder(fs::path(path).parent_path().string());
}

/// Rows and files. @returns the records' key.
std::string fill(Session& session, const std::string& source, const Vault& key, const KeptPlace& to,
                 const std::vector<MigrationFolder>& folders, const Manifest& manifest) {
  std::string recordsKey;
  FilesIn files(to.blobs);
  if (!session.isPostgres()) session.script("PRAGMA foreign_keys = OFF");
  session.script("BEGIN");
  buildShape(session, folders, manifest.steps);
  ForeignKeys foreign(session);
  Taking taking;
  taking.key = [&](const std::string& found) { recordsKey = found; };
  taking.table = [&](const DumpTable& table) { emptyTable(session, table); };
  taking.row = [&](const DumpTable& table, std::string_view row) { putRow(session, table, row); };
  taking.file = [&](const std::string& name) { files.begin(name); };
  taking.piece = [&](std::string_view piece) { files.piece(piece); };
  (void)readThrough(source, key, taking);
  files.end();
  files.sync();
  foreign.putBack();
  if (sumsOf(session) != manifest.tables)
    throw DatabaseProblem("The restored records are not equal to the backup. Nothing was kept of them.");
  session.script("COMMIT");
  return recordsKey;
}

void emptyFolder(const std::string& folder, bool made) {
  std::error_code ignored;
  if (made)
    fs::remove_all(folder, ignored);
  else
    for (const auto& entry : fs::directory_iterator(folder, ignored)) fs::remove_all(entry.path(), ignored);
}

std::string bytesOf(const Vault& vault) {
  return {reinterpret_cast<const char*>(vault.key().data()), vault.key().size()};
}

}  // namespace

Backup takeBackup(const KeptPlace& from, const Clock& clock, const std::string& target, const Vault& key,
                  const Viewer& viewer, const FilesOf& filesOf) try {
  const Vault own = keyOfRecords(from.records);
  refuseSameKey(own, key);
  Session session(from.records, Session::Use::reads);
  SealedOut out(target, key);
  Backup backup;
  addEntry(out, Entry::key, bytesOf(own));
  const auto files = addRecords(out, session, clock, viewer, filesOf, backup.manifest);
  for (const NamedFile& file : files) addFile(out, from.blobs, file.name, backup.manifest);
  addEntry(out, Entry::manifest, backup.manifest.inJson());
  out.seal();
  if (checkBackup(out.part(), key).inJson() != backup.manifest.inJson())
    throw DatabaseProblem("The backup was not written as it should be. Nothing of it was kept.");
  out.done();
  backup.faults = faultsOf(files, Blobs(from.blobs, own));
  return backup;
} catch (const SqlError& error) {
  throw DatabaseProblem(std::string("The records cannot be read, and no backup was made: ") + error.what());
}

Manifest checkBackup(const std::string& source, const Vault& key) { return readThrough(source, key, {}); }

Restored restoreBackup(const std::string& source, const Vault& key, const KeptPlace& to, const Clock& clock,
                       const std::vector<MigrationFolder>& folders, const Viewer& viewer, const FilesOf& filesOf) try {
  Restored restored;
  restored.manifest = checkBackup(source, key);
  refuseUnknown(folders, restored.manifest.steps, "This backup");
  const std::string folder = fs::path(to.records.keyFile).parent_path().string();
  refuseFilled(to, folder);
  const bool made = fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
  const std::string mark = folder + "/" + kUnfinishedRestore;
  try {
    std::ofstream(mark) << source << "\n";
    syncFolder(folder);
    Session session(to.records, Session::Use::writes);
    const std::string recordsKey = fill(session, source, key, to, folders, restored.manifest);
    SessionReadTx tx(session, viewer, clock.now());
    restored.audit = verifyAudit(tx, {restored.manifest.audit});
    keepKey(to.records.keyFile, recordsKey);
    const Vault own = Vault::fromFile(to.records.keyFile);
    restored.faults = faultsOf(filesOf(tx), Blobs(to.blobs, own));
    fs::remove(mark);
    return restored;
  } catch (...) {
    emptyFolder(folder, made);
    throw;
  }
} catch (const SqlError& error) {
  throw DatabaseProblem(std::string("The records could not be restored: ") + error.what());
}

}  // namespace capd::store
