#include "store/Database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <unordered_set>

#include "store/Migrator.h"
#include "store/Session.h"
#include "store/Transaction.h"
#include "store/Vault.h"
#include "store/Writer.h"

namespace capd::store {
namespace {

constexpr std::int64_t kQuarterMs = 15 * 60 * 1000;

constexpr int kMostLeases = 64;  // of a server whose connections are counted
constexpr std::chrono::seconds kLeaseWait{5};
constexpr char kBusy[] = "The records are busy just now. Please try again in a moment.";
constexpr char kOutOfReach[] = "The records can't be reached just now. Please try again in a few minutes.";

constexpr char kOnlyRead[] = "The records were opened to be read only.";

/// One daemon at a time on an SQLite file.
class FileLock {
 public:
  explicit FileLock(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw DatabaseProblem("The lock file " + path + " cannot be opened.");
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      char text[32] = {};
      const auto got = ::read(file_, text, sizeof text - 1);
      ::close(file_);
      throw DatabaseProblem("Another capd (process " + std::string(got > 0 ? text : "unknown") +
                            ") uses this database. Stop it first, or send it the command.");
    }
    const std::string pid = std::to_string(::getpid());
    if (::ftruncate(file_, 0) != 0 || ::write(file_, pid.data(), pid.size()) < 0)
      throw DatabaseProblem("The lock file " + path + " cannot be written.");
  }
  ~FileLock() { ::close(file_); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int file_;
};

std::unique_ptr<Session> connect(const Settings& settings, Session::Use use) {
  try {
    return std::make_unique<Session>(settings, use);
  } catch (const SqlError& error) {
    throw DatabaseProblem(std::string("The database cannot be opened: ") + error.what());
  }
}

bool recordsAreThere(const Settings& settings) {
  if (settings.kind == Settings::Kind::sqlite) {
    std::error_code none;
    const auto bytes = std::filesystem::file_size(settings.place, none);
    return !none && bytes > 0;
  }
  auto session = connect(settings, Session::Use::reads);
  try {
    bool there = false;
    const ColumnType columns[] = {ColumnType::text};
    session->select("SELECT mode FROM head", {}, columns, [&](std::span<const Value>) { there = true; });
    return there;
  } catch (const SqlError&) {
    return false;  // no such table yet
  }
}

// A new key is made for new records alone: beside records that are there it would be taken for the one that sealed
// them.
Vault vaultOf(const Settings& settings) {
  if (settings.keyFile.empty()) return Vault::passing();
  if (!std::filesystem::exists(settings.keyFile) && recordsAreThere(settings))
    throw DatabaseProblem("The records are there, and their key file " + settings.keyFile +
                          " is not. Put it back from where it is kept: no other key opens what is sealed.");
  return Vault::fromFile(settings.keyFile);
}

/// What reading needs, with or without a writer beside it.
class Pool : public Database {
 public:
  Pool(const Settings& settings, const Clock& clock) : settings_(settings), clock_(clock), vault_(vaultOf(settings)) {}

  std::unique_ptr<ReadLease> read(const Viewer& viewer) override;
  [[nodiscard]] const Vault& vault() const override { return vault_; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }

  void giveBack(std::unique_ptr<Session> session) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < 64) idle_.push_back(std::move(session));
  }
  /// Somebody else may lease.
  void leave() {
    const std::lock_guard lock(mutex_);
    --leased_;
    left_.notify_one();
  }

 protected:
  [[nodiscard]] const Settings& settings() const { return settings_; }
  void dropIdle() {
    const std::lock_guard lock(mutex_);
    idle_.clear();
  }

 private:
  void enter() {
    std::unique_lock lock(mutex_);
    const bool room = settings_.kind == Settings::Kind::sqlite ||
                      left_.wait_for(lock, kLeaseWait, [this] { return leased_ < kMostLeases; });
    if (!room) throw DatabaseProblem(kBusy);
    ++leased_;
  }
  std::unique_ptr<Session> lease() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto session = std::move(idle_.back());
        idle_.pop_back();
        return session;
      }
    }
    return std::make_unique<Session>(settings_, Session::Use::reads);
  }

  Settings settings_;
  const Clock& clock_;
  Vault vault_;
  std::mutex mutex_;
  std::condition_variable left_;
  int leased_ = 0;
  std::vector<std::unique_ptr<Session>> idle_;
};

/// Lines of the access log of this quarter of an hour that are on disk: the same look again writes nothing.
class WrittenLines {
 public:
  bool has(std::int64_t quarter, const std::string& line) {
    const std::lock_guard lock(mutex_);
    return quarter == quarter_ && lines_.count(line) != 0;
  }
  void add(std::int64_t quarter, const std::string& line) {
    const std::lock_guard lock(mutex_);
    if (quarter != quarter_ || lines_.size() >= kMost) lines_.clear();
    quarter_ = quarter;
    lines_.insert(line);
  }

 private:
  static constexpr std::size_t kMost = 20'000;
  std::mutex mutex_;
  std::int64_t quarter_ = 0;
  std::unordered_set<std::string> lines_;
};

std::int64_t dataVersionIn(Database& database) {
  const auto lease = database.read(Viewer::nobody());
  return lease->tx().one<std::int64_t>("SELECT data_version FROM head").value_or(0);
}

class Both final : public Pool {
 public:
  Both(const Settings& settings, const Clock& clock, const std::vector<MigrationFolder>& migrations)
      : Pool(settings, clock) {
    if (settings.kind == Settings::Kind::sqlite) lock_ = std::make_unique<FileLock>(settings.place + ".lock");
    auto session = connect(settings, Session::Use::writes);
    migrate(*session, migrations, clock.now());
    checkMode(*session);
    if (!settings.keyFile.empty()) checkKey(*session);
    writer_ = std::make_unique<Writer>(settings, std::move(session), clock, vault());
  }
  ~Both() override {
    Both::stop();
    dropIdle();  // the writer is the last to go, and leaves everything in the one file
  }

  std::future<WriteReply> write(WriteRequest request) override { return writer_->add(std::move(request)); }
  void setEventSink(EventSink sink) override { writer_->setEventSink(std::move(sink)); }
  std::int64_t dataVersion() override {
    if (settings().kind == Settings::Kind::sqlite) return writer_->dataVersion();
    return dataVersionIn(*this);  // another daemon may have written
  }
  std::int64_t policyGeneration() override;
  [[nodiscard]] std::int64_t seenPolicyGeneration() const override {
    return std::max(seen_.load(), writer_->policyGeneration());
  }
  [[nodiscard]] Health health() const override { return writer_->health(); }
  void recordAccess(const Viewer& viewer, const std::string& page, const std::string& subject, std::int64_t count,
                    bool wait) override;
  void stop() override { writer_->stop(); }

 private:
  void checkMode(Session& session) {
    const std::string wanted = settings().demonstration ? "demonstration" : "production";
    std::string mode;
    const ColumnType columns[] = {ColumnType::text};
    session.select("SELECT mode FROM head", {}, columns,
                   [&](std::span<const Value> row) { mode = std::get<std::string>(row[0]); });
    if (mode.empty()) {
      const Value args[] = {wanted, std::string(64, '0')};
      session.change(
          "INSERT INTO head (one, mode, policy_generation, next_id, audit_seq, audit_hash) VALUES (1, ?, 0, 1, 0, ?)",
          args);
    } else if (mode != wanted) {
      throw DatabaseProblem("This database was made for " + mode + " and cannot be opened for " + wanted + ".");
    }
  }

  // The newest line of the audit must open, or this is the key of other records.
  void checkKey(Session& session) {
    std::string seq;
    std::string sealed;
    const ColumnType columns[] = {ColumnType::integer, ColumnType::text};
    session.select("SELECT seq, payload FROM audit_payload ORDER BY seq DESC LIMIT 1", {}, columns,
                   [&](std::span<const Value> row) {
                     seq = std::to_string(std::get<std::int64_t>(row[0]));
                     sealed = std::get<std::string>(row[1]);
                   });
    if (sealed.empty()) return;
    try {
      (void)vault().open(sealed, "audit:" + seq);
    } catch (const std::runtime_error&) {
      throw DatabaseProblem("The key file " + settings().keyFile +
                            " is not the one that these records were sealed with. Put the right one in its place.");
    }
  }

  std::unique_ptr<FileLock> lock_;
  std::unique_ptr<Writer> writer_;
  WrittenLines written_;
  std::atomic<std::int64_t> seen_{0};  ///< generation that policyGeneration() found
};

std::int64_t generationIn(Database& database) {
  const auto lease = database.read(Viewer::nobody());
  return lease->tx().one<std::int64_t>("SELECT policy_generation FROM head").value_or(0);
}

/// Records opened to be looked at: no lock, no writer, no migration.
class Looking final : public Pool {
 public:
  Looking(const Settings& settings, const Clock& clock, const std::vector<MigrationFolder>& migrations)
      : Pool(settings, clock) {
    checkShape(*connect(settings, Session::Use::reads), migrations);
  }

  std::future<WriteReply> write(WriteRequest /*request*/) override {
    std::promise<WriteReply> promise;
    promise.set_value({Refused(Refused::Kind::busy, "", kOnlyRead), false, false});
    return promise.get_future();
  }
  void setEventSink(EventSink /*sink*/) override {}
  std::int64_t dataVersion() override { return dataVersionIn(*this); }
  std::int64_t policyGeneration() override { return generationIn(*this); }
  [[nodiscard]] std::int64_t seenPolicyGeneration() const override { return 0; }
  [[nodiscard]] Health health() const override {
    Health health;
    health.writable = false;
    health.says = kOnlyRead;
    return health;
  }
  void recordAccess(const Viewer& /*viewer*/, const std::string& /*page*/, const std::string& /*subject*/,
                    std::int64_t /*count*/, bool /*wait*/) override {
    throw DatabaseProblem(kOnlyRead);
  }
  void stop() override {}
};

class Lease final : public ReadLease {
 public:
  Lease(Pool& owner, std::unique_ptr<Session> session, const Viewer& viewer, Instant now)
      : owner_(owner), session_(std::move(session)), viewer_(viewer), tx_(*session_, viewer_, now) {}
  ~Lease() override {
    try {
      session_->script("COMMIT");
      owner_.giveBack(std::move(session_));
    } catch (const std::exception&) {
      session_.reset();  // a dead connection is not used again
    }
    owner_.leave();
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ReadTx& tx() override { return tx_; }

 private:
  Pool& owner_;
  std::unique_ptr<Session> session_;
  Viewer viewer_;
  SessionReadTx tx_;
};

std::unique_ptr<ReadLease> Pool::read(const Viewer& viewer) {
  enter();
  for (int tries = 0;; ++tries) {
    try {
      auto session = lease();
      session->script(session->isPostgres() ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
      return std::make_unique<Lease>(*this, std::move(session), viewer, clock_.now());
    } catch (const SqlError& error) {
      if (error.kind() == SqlError::Kind::lost && tries == 0) {
        dropIdle();
        continue;
      }
      leave();
      throw DatabaseProblem(error.kind() == SqlError::Kind::locked ? kBusy : kOutOfReach);
    } catch (...) {
      leave();
      throw;
    }
  }
}

std::int64_t Both::policyGeneration() {
  if (settings().kind == Settings::Kind::sqlite) return writer_->policyGeneration();
  const auto found = generationIn(*this);  // another daemon may have published
  std::int64_t known = seen_.load();
  while (known < found && !seen_.compare_exchange_weak(known, found)) {
  }
  return found;
}

void Both::recordAccess(const Viewer& viewer, const std::string& page, const std::string& subject, std::int64_t count,
                        bool wait) {
  WriteRequest request;
  request.viewer = viewer;
  request.quiet = true;
  const std::int64_t quarter = clock().now().ms / kQuarterMs;
  const std::string line = viewer.actor() + "\n" + page + "\n" + subject;
  if (written_.has(quarter, line)) return;
  request.onDisk = [this, quarter, line] { written_.add(quarter, line); };
  request.apply = [page, subject, count, quarter](WriteTx& tx) -> Outcome {
    tx.execute(
        "INSERT INTO access (actor, subject, page, quarter, first_ms, shown) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO "
        "NOTHING",
        tx.viewer().actor(), subject, page, quarter, tx.now(), count);
    return Done{};
  };
  auto future = writer_->add(std::move(request));
  if (!wait) return;
  const WriteReply reply = future.get();
  if (const auto* refused = std::get_if<Refused>(&reply.outcome)) throw DatabaseProblem(refused->problems.front().says);
}

}  // namespace

std::unique_ptr<Database> Database::open(const Settings& settings, const Clock& clock,
                                         const std::vector<MigrationFolder>& migrations) {
  return std::make_unique<Both>(settings, clock, migrations);
}

std::unique_ptr<Database> Database::openToRead(const Settings& settings, const Clock& clock,
                                               const std::vector<MigrationFolder>& migrations) {
  if (settings.kind == Settings::Kind::sqlite && !std::filesystem::exists(settings.place))
    throw DatabaseProblem("There are no records at " + settings.place + ". Name the folder with --data.");
  if (!settings.keyFile.empty() && !std::filesystem::exists(settings.keyFile))
    throw DatabaseProblem("There is no key file " + settings.keyFile + ". Name the folder it is in with --data.");
  return std::make_unique<Looking>(settings, clock, migrations);
}

}  // namespace capd::store
