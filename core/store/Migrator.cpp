#include "store/Migrator.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "store/Vault.h"

namespace capd::store {
namespace {

struct MigrationFile {
  std::int64_t number = 0;
  std::string name;
  std::string text;
};

std::string contentOf(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw DatabaseProblem("The migration " + path.string() + " cannot be read.");
  return text.str();
}

std::vector<MigrationFile> filesIn(const std::string& folder) {
  std::vector<MigrationFile> files;
  if (!std::filesystem::is_directory(folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".sql") continue;
    if (name.size() < 6 || name[4] != '_' || name.find_first_not_of("0123456789") != 4)
      throw DatabaseProblem("The migration " + name + " is not called NNNN_words.sql.");
    files.push_back({std::stoll(name.substr(0, 4)), name, contentOf(entry.path())});
  }
  std::sort(files.begin(), files.end(),
            [](const MigrationFile& a, const MigrationFile& b) { return a.number < b.number; });
  for (std::size_t i = 1; i < files.size(); ++i)
    if (files[i].number == files[i - 1].number)
      throw DatabaseProblem("Two migrations have the number of " + files[i].name + ".");
  return files;
}

std::string appendOnly(const std::string& table, bool postgres) {
  if (postgres) {
    return "CREATE TRIGGER " + table + "_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON " + table +
           " FOR EACH STATEMENT EXECUTE FUNCTION capd_append_only();\n";
  }
  std::string text;
  for (const std::string deed : {"UPDATE", "DELETE"}) {
    text += "CREATE TRIGGER " + table + "_no_" + deed + " BEFORE " + deed + " ON " + table +
            " BEGIN SELECT RAISE(ABORT, 'rows of " + table + " are only added'); END;\n";
  }
  return text;
}

void prepareBook(Session& session) {
  if (session.isPostgres()) {
    session.script(
        "CREATE TABLE IF NOT EXISTS migration (owner TEXT COLLATE \"C\" NOT NULL, number BIGINT NOT NULL, name TEXT "
        "NOT NULL, "
        "sha256 TEXT NOT NULL, applied_ms BIGINT NOT NULL, PRIMARY KEY (owner, number));"
        "CREATE OR REPLACE FUNCTION capd_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME; END $$;");
    return;
  }
  session.script(
      "CREATE TABLE IF NOT EXISTS migration (owner TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL, sha256 "
      "TEXT NOT "
      "NULL, applied_ms BIGINT NOT NULL, PRIMARY KEY (owner, number))");
}

std::map<std::int64_t, std::string> applied(Session& session, const std::string& owner) {
  std::map<std::int64_t, std::string> done;
  const Value args[] = {owner};
  const ColumnType columns[] = {ColumnType::integer, ColumnType::text};
  session.select(
      "SELECT number, sha256 FROM migration WHERE owner = ?", args, columns,
      [&](std::span<const Value> row) { done[std::get<std::int64_t>(row[0])] = std::get<std::string>(row[1]); });
  return done;
}

bool hasBook(Session& session) {
  const ColumnType columns[] = {ColumnType::integer};
  bool there = false;
  session.select(session.isPostgres()
                     ? "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'migration' "
                       "AND table_schema = current_schema()"
                     : "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'",
                 {}, columns, [&](std::span<const Value> row) { there = std::get<std::int64_t>(row[0]) > 0; });
  return there;
}

void refuseNewer(const MigrationFolder& folder, const std::vector<MigrationFile>& files,
                 const std::map<std::int64_t, std::string>& done) {
  const std::int64_t newest = files.empty() ? 0 : files.back().number;
  if (done.empty() || done.rbegin()->first <= newest) return;
  throw DatabaseProblem("This database was last used by a newer capd: it has step " +
                        std::to_string(done.rbegin()->first) + " of '" + folder.owner + "' and this program knows " +
                        std::to_string(newest) +
                        ". Start the newer program, or restore the copy made before the upgrade.");
}

void refuseChanged(const MigrationFolder& folder, const MigrationFile& file, const std::string& digest,
                   const std::string& recorded) {
  if (recorded == digest) return;
  throw DatabaseProblem("The migration " + folder.owner + "/" + file.name +
                        " was changed after it had been run on this database. Put the old file back; changes go into "
                        "a new one.");
}

void run(Session& session, const std::string& owner, const MigrationFile& file, const std::string& digest,
         Instant now) {
  const std::string where = owner + "/" + file.name;
  const std::string text = dialect(file.text, session.isPostgres(), where);
  try {
    session.script(session.isPostgres() ? "BEGIN" : "BEGIN IMMEDIATE");
    session.script(text);
    const Value args[] = {owner, file.number, file.name, digest, now.ms};
    session.change("INSERT INTO migration (owner, number, name, sha256, applied_ms) VALUES (?, ?, ?, ?, ?)", args);
    session.script("COMMIT");
  } catch (const SqlError& error) {
    if (session.inTransaction()) session.script("ROLLBACK");
    throw DatabaseProblem("The migration " + where + " failed and was undone: " + error.what());
  }
}

}  // namespace

std::string dialect(const std::string& text, bool postgres, const std::string& file) {
  std::string out;
  std::size_t at = 0;
  while (true) {
    const auto open = text.find("{{", at);
    if (open == std::string::npos) break;
    const auto close = text.find("}}", open);
    if (close == std::string::npos) throw DatabaseProblem("The migration " + file + " has a {{ without its }}.");
    const std::string token = text.substr(open + 2, close - open - 2);
    out += text.substr(at, open - at);
    if (token == "key_text")
      out += postgres ? "TEXT COLLATE \"C\"" : "TEXT";
    else if (token.compare(0, 12, "append_only ") == 0)
      out += appendOnly(token.substr(12), postgres);
    else
      throw DatabaseProblem("The migration " + file + " says {{" + token +
                            "}}; there are {{key_text}} and {{append_only table}}.");
    at = close + 2;
  }
  return out + text.substr(at);
}

std::vector<std::string> migrate(Session& session, const std::vector<MigrationFolder>& folders, Instant now) {
  std::vector<std::string> ran;
  if (session.isPostgres()) session.script("SELECT pg_advisory_lock(727061631)");
  prepareBook(session);
  for (const MigrationFolder& folder : folders) {
    const auto files = filesIn(folder.folder);
    const auto done = applied(session, folder.owner);
    refuseNewer(folder, files, done);
    for (const MigrationFile& file : files) {
      const std::string digest = sha256Hex(file.text);
      const auto old = done.find(file.number);
      if (old == done.end()) {
        run(session, folder.owner, file, digest, now);
        ran.push_back(folder.owner + "/" + file.name);
      } else {
        refuseChanged(folder, file, digest, old->second);
      }
    }
  }
  if (session.isPostgres()) session.script("SELECT pg_advisory_unlock(727061631)");
  return ran;
}

std::vector<MigrationStep> stepsOf(Session& session) {
  if (!hasBook(session)) throw DatabaseProblem("There are no records in this database.");
  std::vector<MigrationStep> steps;
  const ColumnType columns[] = {ColumnType::text, ColumnType::integer, ColumnType::text, ColumnType::text};
  session.select("SELECT owner, number, name, sha256 FROM migration ORDER BY owner, number", {}, columns,
                 [&](std::span<const Value> row) {
                   steps.push_back({std::get<std::string>(row[0]), std::get<std::int64_t>(row[1]),
                                    std::get<std::string>(row[2]), std::get<std::string>(row[3])});
                 });
  return steps;
}

void refuseUnknown(const std::vector<MigrationFolder>& folders, const std::vector<MigrationStep>& steps,
                   const std::string& what) {
  std::map<std::string, std::map<std::int64_t, std::string>> known;
  for (const MigrationFolder& folder : folders)
    for (const MigrationFile& file : filesIn(folder.folder)) known[folder.owner][file.number] = sha256Hex(file.text);
  for (const MigrationStep& step : steps) {
    const auto& own = known[step.owner];
    const auto file = own.find(step.number);
    const std::string which = "step " + std::to_string(step.number) + " of '" + step.owner + "' (" + step.name + ")";
    if (file == own.end())
      throw DatabaseProblem(what + " is of a newer capd, or of one with more plugins: it has " + which +
                            ", and this program does not. Use the program that it was made with, or a newer one.");
    if (file->second != step.sha256)
      throw DatabaseProblem(what + " has another " + which +
                            " than this program. Put the file back as it was; changes go into a new one.");
  }
}

void buildShape(Session& session, const std::vector<MigrationFolder>& folders,
                const std::vector<MigrationStep>& steps) {
  prepareBook(session);
  for (const MigrationFolder& folder : folders) {
    for (const MigrationFile& file : filesIn(folder.folder)) {
      const bool gone = std::any_of(steps.begin(), steps.end(), [&](const MigrationStep& step) {
        return step.owner == folder.owner && step.number == file.number;
      });
      if (gone) session.script(dialect(file.text, session.isPostgres(), folder.owner + "/" + file.name));
    }
  }
}

void checkShape(Session& session, const std::vector<MigrationFolder>& folders) {
  if (!hasBook(session))
    throw DatabaseProblem("There are no records in this database. Start the service once: capd serve");
  for (const MigrationFolder& folder : folders) {
    const auto files = filesIn(folder.folder);
    const auto done = applied(session, folder.owner);
    refuseNewer(folder, files, done);
    for (const MigrationFile& file : files) {
      const auto old = done.find(file.number);
      if (old == done.end())
        throw DatabaseProblem("This database has an older shape: the step " + folder.owner + "/" + file.name +
                              " was not run on it. Run: capd db migrate");
      refuseChanged(folder, file, sha256Hex(file.text), old->second);
    }
  }
}

}  // namespace capd::store
