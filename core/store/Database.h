#pragma once
// One database, SQLite or PostgreSQL, as the house uses it: readers that see what a viewer may see, and one writer.
// The only floor that sets up SOCI. Everything above speaks ReadTx and WriteTx.

#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/Clock.h"
#include "capd/Problem.h"
#include "capd/Tx.h"
#include "capd/Viewer.h"

namespace capd::store {

class Vault;

/// Where the records are.
struct Settings {
  enum class Kind { sqlite, postgresql };
  Kind kind = Kind::sqlite;
  std::string place;           ///< SQLite: file path; PostgreSQL: libpq connection string
  bool demonstration = false;  ///< mode written at creation; opening a database of the other mode is refused in words
  std::string keyFile;  ///< where the key for sealed columns is; empty = a key that lives with this process (tests)
  bool untilPowerFails = false;     ///< nothing waits for the disk: for records that are made anew when that goes wrong
  std::int64_t slowApplyMs = 5000;  ///< an apply that runs longer is named in health()
  std::int64_t hungApplyMs = 30000;  ///< one that runs longer than this ends the process
};

/// The database cannot be used; `what()` is one clear line for the operator, without any value from the records.
class DatabaseProblem : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One folder of migrations, `NNNN_words.sql`, with the name of who owns it ("core", a plugin's name).
struct MigrationFolder {
  std::string owner;
  std::string folder;
};

/// One command on its way to the writer.
struct WriteRequest {
  Viewer viewer = Viewer::nobody();
  std::string command;
  std::string key;  ///< idempotency: natural key, form token or Idempotency-Key; scoped by command and, for tokens, by
                    ///< account by the caller
  std::string
      contentHash;  ///< of the cleaned input: same key and same content = same reply; other content = Refused::conflict
  std::int64_t policyGeneration = -1;  ///< generation it was prepared under; -1 = does not depend on policy
  bool changesPolicy = false;          ///< raises head.policy_generation when done
  std::string payload;  ///< canonical JSON of the input for the audit payload; passwords left out by the caller
  std::function<Outcome(WriteTx&)> apply;
  bool quiet = false;  ///< changes nothing that a page shows (a look noted, a session seen): no new data version
  std::function<void()> onDisk;  ///< called by the writer once the deed is on disk, before its reply
};

struct WriteReply {
  Outcome outcome;
  bool repeated = false;     ///< the deed was done before; this is its reply again
  bool stalePolicy = false;  ///< not done: policy moved on since it was prepared; prepare again
};

/// Delivers an event to its subscribers, inside the writer (set once by the command floor).
using EventSink = std::function<void(WriteTx&, const Event&)>;

/// A read transaction leased from the pool; one consistent view until destroyed. Used by one thread.
class ReadLease {
 public:
  virtual ~ReadLease() = default;
  virtual ReadTx& tx() = 0;
};

struct Health {
  bool writable = true;
  std::string says;             ///< why not, for /healthz and the status page
  std::string slowCommand;      ///< name of an apply that has been running too long; empty = none
  std::uint64_t committed = 0;  ///< commands since start
  std::uint64_t batches = 0;
};

class Database {
 public:
  /// Opens or creates, takes the single-daemon lock on SQLite, migrates.
  /// @throws DatabaseProblem: held by another daemon; schema newer than this program (in words); mode differs; changed
  /// migration.
  static std::unique_ptr<Database> open(const Settings& settings, const Clock& clock,
                                        const std::vector<MigrationFolder>& migrations);
  /// Opens records that are there, to look at them, whether a daemon runs on them or not: takes no lock, migrates
  /// nothing, writes nothing (write() refuses), and takes either mode.
  /// @throws DatabaseProblem: no records there; a shape that is older or newer than this program's, in words.
  static std::unique_ptr<Database> openToRead(const Settings& settings, const Clock& clock,
                                              const std::vector<MigrationFolder>& migrations);
  virtual ~Database() = default;

  virtual std::unique_ptr<ReadLease> read(const Viewer& viewer) = 0;
  /// Queues a command; the future is ready after COMMIT (or refusal). Broken commands put their exception into it.
  virtual std::future<WriteReply> write(WriteRequest request) = 0;
  virtual void setEventSink(EventSink sink) = 0;
  /// Grows with every committed change of the records, by whichever daemon; equal = nothing has changed in between.
  virtual std::int64_t dataVersion() = 0;
  /// Generation of the policy in force as committed.
  virtual std::int64_t policyGeneration() = 0;
  /// The newest generation that this daemon has met, without a look into the records: each write and each
  /// policyGeneration() brings it up to date.
  [[nodiscard]] virtual std::int64_t seenPolicyGeneration() const = 0;
  [[nodiscard]] virtual Health health() const = 0;
  [[nodiscard]] virtual const Vault& vault() const = 0;
  [[nodiscard]] virtual const Clock& clock() const = 0;
  /// Adds lines to the access log; with `wait` returns when they are on disk.
  virtual void recordAccess(const Viewer& viewer, const std::string& page, const std::string& subject,
                            std::int64_t count, bool wait) = 0;
  /// Waits for what was accepted, then stops the writer. Later writes are refused as busy.
  virtual void stop() = 0;
};

/// One audit line's hash over everything it says and the line before.
struct AuditLine {
  std::int64_t seq = 0;
  Instant at;
  std::string actor;
  std::string command;
  std::string subject;
  std::string fields;       ///< names of changed fields, space between
  std::string payloadHash;  ///< SHA-256 of salt and payload
  std::string previous;     ///< hash of the line before; 64 zeros for the first
};
std::string auditHash(const AuditLine& line);

/// The chain of audit lines, checked from its first line to its last.
struct AuditReport {
  std::int64_t lines = 0;
  std::string head;                 ///< hash of the last line, hexadecimal
  std::vector<std::string> faults;  ///< "line 17: its hash does not match its content"
};
using AuditAnchor = std::pair<std::int64_t, std::string>;
/// The last line's number and hash: written down elsewhere, it finds a tail that was cut off later.
AuditAnchor auditHead(ReadTx& tx);
/// `17:9f86d0...`, as the daemon's log says it. Empty for a text that is none.
std::optional<AuditAnchor> anchorFrom(std::string_view text);
/// `anchors`: heads that were written down elsewhere earlier.
AuditReport verifyAudit(ReadTx& tx, const std::vector<AuditAnchor>& anchors);

}  // namespace capd::store
