#include "store/Writer.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "store/Reply.h"

namespace capd::store {
namespace {

constexpr std::size_t kMostInBatch = 256;
constexpr char kBusyFull[] =
    "The records cannot be written just now (the disk is full or cannot be reached). Nothing was changed. Please try "
    "again in a few minutes.";
constexpr char kBusyLocked[] = "The records are busy just now. Nothing was changed. Please try again in a moment.";

constexpr char kNotKnown[] =
    "It could not be found out whether this was done. Look at the page before you send it again.";
// A lost connection: 200, 400 ... 6400 ms, so about 13 seconds in all.
constexpr std::int64_t kFirstPauseMs = 200;
constexpr std::int64_t kLastPauseMs = 6400;

std::int64_t steadyMs() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool isDenial(const Outcome& outcome) {
  const auto* refused = std::get_if<Refused>(&outcome);
  return refused != nullptr && (refused->kind == Refused::Kind::notAllowed || refused->kind == Refused::Kind::notThere);
}

}  // namespace

Writer::Writer(const Settings& settings, std::unique_ptr<Session> session, const Clock& clock, const Vault& vault)
    : settings_(settings), session_(std::move(session)), clock_(clock), vault_(vault) {
  const Head head = readHead();
  generation_ = head.policyGeneration;
  dataVersion_ = head.dataVersion;
  limitWaits();
  watchdog_ = std::thread([this] { watch(); });
  thread_ = std::thread([this] { run(); });
}

/// What the watchdog sees of an attempt, from its first step to its last.
class Writer::AtWork {
 public:
  explicit AtWork(Writer& writer) : writer_(writer) {}
  ~AtWork() {
    const std::lock_guard lock(writer_.mutex_);
    writer_.applyingSince_ = 0;
  }
  AtWork(const AtWork&) = delete;
  AtWork& operator=(const AtWork&) = delete;
  void at(const std::string& step) const {
    const std::lock_guard lock(writer_.mutex_);
    writer_.applying_ = step;
    writer_.applyingSince_ = steadyMs();
  }

 private:
  Writer& writer_;
};

Writer::~Writer() { stop(); }

void Writer::setEventSink(EventSink sink) {
  const std::lock_guard lock(mutex_);
  sink_ = std::move(sink);
}

std::future<WriteReply> Writer::add(WriteRequest request) {
  auto waiting = std::make_unique<Waiting>();
  waiting->request = std::move(request);
  auto future = waiting->promise.get_future();
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) {
      giveUp(*waiting, "The service is stopping. Nothing was changed. Please try again in a minute.");
      waiting->promise.set_value(std::move(waiting->reply));
      return future;
    }
    queue_.push_back(std::move(waiting));
  }
  wake_.notify_all();
  return future;
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (watchdog_.joinable()) watchdog_.join();
}

Health Writer::health() const {
  const std::lock_guard lock(mutex_);
  Health health;
  health.writable = writable_;
  health.says = trouble_;
  health.committed = committed_;
  health.batches = batches_;
  if (applyingSince_ != 0 && steadyMs() - applyingSince_ > settings_.slowApplyMs) health.slowCommand = applying_;
  return health;
}

void Writer::watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_ || applyingSince_ != 0) {
    if (applyingSince_ != 0 && steadyMs() - applyingSince_ > settings_.hungApplyMs) {
      std::fputs(fmt::format("capd: the command {} has hung in the writer: ending the process\n", applying_).c_str(),
                 stderr);
      std::_Exit(70);
    }
    wake_.wait_for(lock, std::chrono::milliseconds(500));
  }
}

void Writer::run() {
  while (true) {
    Batch batch;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      while (!queue_.empty() && batch.size() < kMostInBatch) {
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
    }
    runBatch(batch);
    for (auto& waiting : batch) {
      if (!waiting->broken && waiting->request.onDisk && std::holds_alternative<Done>(waiting->reply.outcome))
        waiting->request.onDisk();
      if (waiting->broken)
        waiting->promise.set_exception(waiting->broken);
      else
        waiting->promise.set_value(std::move(waiting->reply));
    }
  }
}

void Writer::runBatch(Batch& batch) {
  if (runTogether(batch)) return;
  // The transaction as a whole was lost: each runs alone, and meets its own fate.
  for (auto& waiting : batch) runTogether(std::span(&waiting, 1));
}

// True when everything in the batch has its end. A lost connection is made again, with pauses that grow.
bool Writer::runTogether(std::span<const std::unique_ptr<Waiting>> batch) {
  unsure_.reset();
  for (std::int64_t pause = kFirstPauseMs;; pause *= 2) {
    const End end = unsure_ ? lookUp(batch) : attempt(batch);
    if (end != End::lost) return end == End::all;
    std::unique_lock lock(mutex_);
    if (pause <= kLastPauseMs && !wake_.wait_for(lock, std::chrono::milliseconds(pause), [this] { return stopping_; }))
      continue;
    writable_ = false;
    trouble_ = "the connection to the database was lost";
    for (const auto& waiting : batch) giveUp(*waiting, unsure_ ? kNotKnown : kBusyFull);
    return true;
  }
}

Writer::End Writer::attempt(std::span<const std::unique_ptr<Waiting>> batch) {
  const AtWork atWork(*this);
  std::optional<std::int64_t> sent;  // the transaction whose COMMIT is on its way
  try {
    atWork.at("(reaching the records)");
    if (session_ == nullptr) reconnect();
    begin();
    const Head before = readHead();
    Head head = before;
    for (const auto& waiting : batch) perform(*waiting, head);
    atWork.at("(keeping what was done)");
    if (head != before) writeHead(head);
    if (session_->isPostgres()) sent = session_->transaction();
    written_ = head;
    session_->script("COMMIT");
    settled(batch.size());
    return End::all;
  } catch (const SqlError& error) {
    if (error.kind() == SqlError::Kind::lost) {
      session_.reset();
      unsure_ = sent;
      return End::lost;
    }
    rollBack();
    if (error.kind() == SqlError::Kind::locked) {
      // Another holds the records: each alone would wait for him as long again.
      for (const auto& waiting : batch) giveUp(*waiting, kBusyLocked);
      return End::all;
    }
    if (batch.size() > 1) return End::alone;
    if (error.kind() != SqlError::Kind::full) return breakAlone(*batch.front());
    giveUp(*batch.front(), kBusyFull);
    const std::lock_guard lock(mutex_);
    writable_ = false;
    trouble_ = error.what();
    return End::all;
  } catch (...) {
    rollBack();
    return batch.size() > 1 ? End::alone : breakAlone(*batch.front());
  }
}

// A COMMIT was sent, and the connection was lost before its reply: the database knows what became of it.
Writer::End Writer::lookUp(std::span<const std::unique_ptr<Waiting>> batch) {
  std::string became;
  try {
    if (session_ == nullptr) reconnect();
    const Value args[] = {*unsure_};
    const ColumnType columns[] = {ColumnType::text};
    session_->select("SELECT txid_status(?)", args, columns, [&](std::span<const Value> row) {
      if (const auto* text = std::get_if<std::string>(&row[0])) became = *text;
    });
  } catch (const std::exception&) {
    session_.reset();
    return End::lost;
  }
  if (became == "committed") {
    unsure_.reset();
    settled(batch.size());
    return End::all;
  }
  if (became != "aborted") return End::lost;  // it may still be at it
  unsure_.reset();
  return attempt(batch);
}

void Writer::settled(std::size_t commands) {
  generation_ = written_.policyGeneration;
  dataVersion_ = written_.dataVersion;
  const std::lock_guard lock(mutex_);
  committed_ += commands;
  ++batches_;
  writable_ = true;
  trouble_.clear();
}

void Writer::rollBack() {
  try {
    if (session_ != nullptr && session_->inTransaction()) session_->script("ROLLBACK");
  } catch (const SqlError&) {
    session_.reset();
  }
}

Writer::End Writer::breakAlone(Waiting& waiting) {
  waiting.broken = std::current_exception();
  return End::all;
}

void Writer::giveUp(Waiting& waiting, const std::string& why) {
  waiting.reply = WriteReply{Refused(Refused::Kind::busy, "", why), false, false};
  waiting.broken = nullptr;
}

void Writer::reconnect() {
  session_ = std::make_unique<Session>(settings_, Session::Use::writes);
  limitWaits();
}

// Nobody waits for ever, neither this writer for another daemon nor another for this one.
void Writer::limitWaits() {
  if (session_->isPostgres())
    session_->script("SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'");
}

void Writer::begin() { session_->script(session_->isPostgres() ? "BEGIN" : "BEGIN IMMEDIATE"); }

Head Writer::readHead() {
  Head head;
  const ColumnType columns[] = {ColumnType::integer, ColumnType::integer, ColumnType::integer, ColumnType::text,
                                ColumnType::integer};
  const std::string lock = session_->isPostgres() && session_->inTransaction() ? " FOR UPDATE" : "";
  session_->select("SELECT policy_generation, next_id, audit_seq, audit_hash, data_version FROM head" + lock, {},
                   columns, [&](std::span<const Value> row) {
                     head = {std::get<std::int64_t>(row[0]), std::get<std::int64_t>(row[1]),
                             std::get<std::int64_t>(row[2]), std::get<std::string>(row[3]),
                             std::get<std::int64_t>(row[4])};
                   });
  return head;
}

void Writer::writeHead(const Head& head) {
  const Value args[] = {head.policyGeneration, head.nextId, head.auditSeq, head.auditHash, head.dataVersion};
  session_->change(
      "UPDATE head SET policy_generation = ?, next_id = ?, audit_seq = ?, audit_hash = ?, data_version = ?", args);
}

// One command in its savepoint. An SqlError that has cost the whole transaction goes up; any other ends this command
// alone.
void Writer::perform(Waiting& waiting, Head& head) {
  waiting.reply = {};
  waiting.broken = nullptr;
  const Head before = head;
  session_->script("SAVEPOINT command");
  try {
    decide(waiting, head);
    if (std::holds_alternative<Done>(waiting.reply.outcome)) {
      session_->script("RELEASE SAVEPOINT command");
    } else {
      undo(head, before);
      if (isDenial(waiting.reply.outcome)) note(waiting.request, waiting.reply.outcome, head);
    }
  } catch (const SqlError& error) {
    if (error.kind() == SqlError::Kind::lost || error.kind() == SqlError::Kind::full || !session_->inTransaction())
      throw;
    undo(head, before);
    if (error.kind() == SqlError::Kind::locked)
      giveUp(waiting, kBusyLocked);
    else
      waiting.broken = std::current_exception();
  } catch (...) {
    if (!session_->inTransaction())
      throw SqlError(SqlError::Kind::full, "the transaction was rolled back by the database");
    undo(head, before);
    waiting.broken = std::current_exception();
  }
}

void Writer::undo(Head& head, const Head& before) {
  session_->script("ROLLBACK TO SAVEPOINT command; RELEASE SAVEPOINT command");
  head = before;
}

void Writer::decide(Waiting& waiting, Head& head) {
  if (!waiting.request.key.empty() && repeatedBefore(waiting)) return;
  if (waiting.request.policyGeneration >= 0 && waiting.request.policyGeneration != head.policyGeneration) {
    waiting.reply.stalePolicy = true;
    waiting.reply.outcome = Refused(Refused::Kind::conflict, "", "The policy changed while this was being prepared.");
    return;
  }
  applyOne(waiting, head);
}

void Writer::applyOne(Waiting& waiting, Head& head) {
  EventSink sink;
  {
    const std::lock_guard lock(mutex_);
    applying_ = waiting.request.command;
    applyingSince_ = steadyMs();
    sink = sink_;
  }
  SessionWriteTx tx(*session_, waiting.request.viewer, clock_.now(), head, sink);
  waiting.reply.outcome = waiting.request.apply(tx);
  const auto* done = std::get_if<Done>(&waiting.reply.outcome);
  if (done == nullptr) return;
  if (waiting.request.changesPolicy) ++head.policyGeneration;
  if (!waiting.request.quiet) ++head.dataVersion;
  if (waiting.request.command.empty()) return;  // the house's own book-keeping (access lines) is no command
  note(waiting.request, waiting.reply.outcome, head);
  if (!waiting.request.key.empty()) keepReply(waiting.request, *done);
}

bool Writer::repeatedBefore(Waiting& waiting) {
  const Value args[] = {waiting.request.key};
  const ColumnType columns[] = {ColumnType::text, ColumnType::text, ColumnType::text};
  bool found = false;
  session_->select("SELECT command, content_hash, reply FROM done_command WHERE done_key = ?", args, columns,
                   [&](std::span<const Value> row) {
                     found = true;
                     if (std::get<std::string>(row[0]) == waiting.request.command &&
                         std::get<std::string>(row[1]) == waiting.request.contentHash) {
                       waiting.reply.outcome = doneFromJson(std::get<std::string>(row[2]));
                       waiting.reply.repeated = true;
                     } else {
                       waiting.reply.outcome =
                           Refused(Refused::Kind::conflict, "",
                                   "This form was already sent with other content. Nothing was changed by this second "
                                   "one: open the page again to see what stands.");
                     }
                   });
  return found;
}

void Writer::note(const WriteRequest& request, const Outcome& outcome, Head& head) {
  const auto* done = std::get_if<Done>(&outcome);
  const std::string salt = randomHex(16);
  AuditLine line;
  line.seq = head.auditSeq + 1;
  line.at = clock_.now();
  line.actor = request.viewer.actor();
  line.command = done != nullptr ? request.command : "denied:" + request.command;
  line.subject = done != nullptr ? done->subject : "";
  line.fields = done != nullptr ? joined(done->changed) : "";
  const std::string sealed = vault_.seal(request.payload, "audit:" + std::to_string(line.seq));
  line.payloadHash = sha256Hex(salt + sealed);
  line.previous = head.auditHash;
  const std::string hash = auditHash(line);
  const Value args[] = {line.seq,    line.at.ms,       line.actor,    line.command, line.subject,
                        line.fields, line.payloadHash, line.previous, hash};
  session_->change(
      "INSERT INTO audit (seq, at_ms, actor, command, subject, fields, payload_hash, previous, hash) VALUES (?, ?, ?, "
      "?, ?, ?, ?, ?, ?)",
      args);
  const Value payload[] = {line.seq, salt, sealed};
  session_->change("INSERT INTO audit_payload (seq, salt, payload) VALUES (?, ?, ?)", payload);
  head.auditSeq = line.seq;
  head.auditHash = hash;
}

void Writer::keepReply(const WriteRequest& request, const Done& done) {
  const Value args[] = {request.key, request.command, request.contentHash, toJson(done), clock_.now().ms};
  session_->change("INSERT INTO done_command (done_key, command, content_hash, reply, at_ms) VALUES (?, ?, ?, ?, ?)",
                   args);
}

}  // namespace capd::store
