#include "store/Database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <mutex>

#include "store/Migrator.h"
#include "store/Session.h"
#include "store/Transaction.h"
#include "store/Vault.h"
#include "store/Writer.h"

namespace capd::store {
namespace {

constexpr std::int64_t kQuarterMs = 15 * 60 * 1000;

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

class Both final : public Database {
 public:
  Both(const Settings& settings, const Clock& clock, const std::vector<MigrationFolder>& migrations)
      : settings_(settings),
        clock_(clock),
        vault_(settings.keyFile.empty() ? Vault::passing() : Vault::fromFile(settings.keyFile)) {
    if (settings.kind == Settings::Kind::sqlite) lock_ = std::make_unique<FileLock>(settings.place + ".lock");
    auto session = connect();
    migrate(*session, migrations, clock.now());
    checkMode(*session);
    writer_ = std::make_unique<Writer>(settings_, std::move(session), clock_, vault_);
  }
  ~Both() override { Both::stop(); }

  std::unique_ptr<ReadLease> read(const Viewer& viewer) override;
  std::future<WriteReply> write(WriteRequest request) override { return writer_->add(std::move(request)); }
  void setEventSink(EventSink sink) override { writer_->setEventSink(std::move(sink)); }
  std::int64_t policyGeneration() override;
  [[nodiscard]] Health health() const override { return writer_->health(); }
  [[nodiscard]] const Vault& vault() const override { return vault_; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  void recordAccess(const Viewer& viewer, const std::string& page, const std::string& subject, std::int64_t count,
                    bool wait) override;
  void stop() override { writer_->stop(); }

  void giveBack(std::unique_ptr<Session> session) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < 64) idle_.push_back(std::move(session));
  }

 private:
  std::unique_ptr<Session> connect() {
    try {
      return std::make_unique<Session>(settings_, Session::Use::writes);
    } catch (const SqlError& error) {
      throw DatabaseProblem(std::string("The database cannot be opened: ") + error.what());
    }
  }

  void checkMode(Session& session) {
    const std::string wanted = settings_.demonstration ? "demonstration" : "production";
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

  void dropIdle() {
    const std::lock_guard lock(mutex_);
    idle_.clear();
  }

  Settings settings_;
  const Clock& clock_;
  Vault vault_;
  std::unique_ptr<FileLock> lock_;
  std::unique_ptr<Writer> writer_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Session>> idle_;
};

class Lease final : public ReadLease {
 public:
  Lease(Both& owner, std::unique_ptr<Session> session, const Viewer& viewer, Instant now)
      : owner_(owner), session_(std::move(session)), viewer_(viewer), tx_(*session_, viewer_, now) {}
  ~Lease() override {
    try {
      session_->script("COMMIT");
      owner_.giveBack(std::move(session_));
    } catch (const std::exception&) {
      session_.reset();  // a dead connection is not used again
    }
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ReadTx& tx() override { return tx_; }

 private:
  Both& owner_;
  std::unique_ptr<Session> session_;
  Viewer viewer_;
  SessionReadTx tx_;
};

std::unique_ptr<ReadLease> Both::read(const Viewer& viewer) {
  for (int tries = 0;; ++tries) {
    auto session = lease();
    try {
      session->script(session->isPostgres() ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
      return std::make_unique<Lease>(*this, std::move(session), viewer, clock_.now());
    } catch (const SqlError& error) {
      if (error.kind() != SqlError::Kind::lost || tries > 0) throw;
      dropIdle();
    }
  }
}

std::int64_t Both::policyGeneration() {
  if (settings_.kind == Settings::Kind::sqlite) return writer_->policyGeneration();
  const auto lease = read(Viewer::nobody());  // another daemon may have published
  return lease->tx().one<std::int64_t>("SELECT policy_generation FROM head").value_or(0);
}

void Both::recordAccess(const Viewer& viewer, const std::string& page, const std::string& subject, std::int64_t count,
                        bool wait) {
  WriteRequest request;
  request.viewer = viewer;
  request.apply = [page, subject, count](WriteTx& tx) -> Outcome {
    tx.execute(
        "INSERT INTO access (actor, subject, page, quarter, first_ms, shown) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO "
        "NOTHING",
        tx.viewer().actor(), subject, page, tx.now().ms / kQuarterMs, tx.now(), count);
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

}  // namespace capd::store
