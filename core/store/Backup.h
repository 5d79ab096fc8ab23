#pragma once
// A copy of everything that is kept (rows, files, the records' key) in one sealed file, taken beside a running daemon,
// and the way back. Rows are canonical (Dump.h), so that either database can be filled from the other's backup.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "store/Database.h"
#include "store/Dump.h"
#include "store/Migrator.h"
#include "store/Vault.h"

namespace capd::store {

/// Stands in a data folder for as long as a restore is on its way: nothing else may start there.
constexpr char kUnfinishedRestore[] = "restore.unfinished";

/// A stored file that belongs to the records.
struct NamedFile {
  std::string name;
  std::string sha256;   ///< of its plain bytes
  bool needed = false;  ///< false: it may be swept at any moment, and is taken along when it is there
};
/// Which files the records name; asked inside the backup's own view of them.
using FilesOf = std::function<std::vector<NamedFile>(ReadTx&)>;

struct FileSum {
  std::int64_t bytes = 0;
  std::string sha256;  ///< of the sealed bytes as they lie on disk
  bool operator==(const FileSum&) const = default;
};

/// What a backup says of itself.
struct Manifest {
  Instant moment;        ///< the records are as they were committed then
  std::string database;  ///< sqlite, postgresql: where it was taken from
  std::string mode;      ///< demonstration, production
  std::vector<MigrationStep> steps;
  AuditAnchor audit;
  TableSums tables;
  std::map<std::string, FileSum> files;

  [[nodiscard]] std::int64_t rows() const;
  [[nodiscard]] std::int64_t bytes() const;  ///< of all files
  [[nodiscard]] std::string inJson() const;
};

/// Where records are, or are to be.
struct KeptPlace {
  Settings records;
  std::string blobs;
};

struct Backup {
  Manifest manifest;
  std::vector<std::string> faults;  ///< files of the records that are damaged or gone; the rest was taken
};
/// Writes `target` (never over another), reads it again from its first byte to its last, and compares. The daemon may
/// go on writing meanwhile: all rows are of one moment.
/// @throws DatabaseProblem in words; then there is no file `target`.
Backup takeBackup(const KeptPlace& from, const Clock& clock, const std::string& target, const Vault& key,
                  const Viewer& viewer, const FilesOf& filesOf);

/// Reads a backup from its first byte to its last. @throws DatabaseProblem in words: changed, cut, another key's.
Manifest checkBackup(const std::string& source, const Vault& key);

struct Restored {
  Manifest manifest;
  AuditReport audit;
  std::vector<std::string> faults;  ///< files that were damaged or gone when the backup was made
};
/// Fills an empty place, and proves it equal: every table's sum, every file's hash, the audit's head. The folder of the
/// key file holds kUnfinishedRestore until then, and the records' key comes last.
/// @throws DatabaseProblem in words: the place is not empty; the backup is changed, cut, another key's or of a newer
/// program. Then the place is empty as before.
Restored restoreBackup(const std::string& source, const Vault& key, const KeptPlace& to, const Clock& clock,
                       const std::vector<MigrationFolder>& folders, const Viewer& viewer, const FilesOf& filesOf);

}  // namespace capd::store
