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
  watchdog_ = std::thread([this] { watch(); });
  thread_ = std::thread([this] { run(); });
}

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
  if (attempt(batch)) return;
  // The transaction as a whole was lost: whoever is left runs alone, and meets his own fate.
  for (auto& waiting : batch) {
    waiting->ended = false;
    waiting->broken = nullptr;
    for (int tries = 0; !waiting->ended && tries < 3; ++tries) attempt(std::span(&waiting, 1));
    if (!waiting->ended) giveUp(*waiting, kBusyFull);
  }
}

// True when everything in the batch has its reply on disk (or its refusal).
bool Writer::attempt(std::span<const std::unique_ptr<Waiting>> batch) {
  try {
    if (session_ == nullptr) reconnect();
    begin();
    const Head before = readHead();
    Head head = before;
    for (const auto& waiting : batch) perform(*waiting, head);
    if (head != before) writeHead(head);
    session_->script("COMMIT");
    generation_ = head.policyGeneration;
    dataVersion_ = head.dataVersion;
    const std::lock_guard lock(mutex_);
    committed_ += batch.size();
    ++batches_;
    writable_ = true;
    trouble_.clear();
    return true;
  } catch (const SqlError& error) {
    for (const auto& waiting : batch) waiting->ended = false;
    const bool lost = error.kind() == SqlError::Kind::lost;
    try {
      if (!lost && session_ != nullptr && session_->inTransaction()) session_->script("ROLLBACK");
    } catch (const SqlError&) {
      session_.reset();
    }
    if (lost) session_.reset();
    if (batch.size() == 1 && !lost) {
      giveUp(*batch.front(), error.kind() == SqlError::Kind::locked ? kBusyLocked : kBusyFull);
      const std::lock_guard lock(mutex_);
      writable_ = false;
      trouble_ = error.what();
    }
    return false;
  }
}

void Writer::giveUp(Waiting& waiting, const std::string& why) {
  waiting.reply = WriteReply{Refused(Refused::Kind::busy, "", why), false, false};
  waiting.broken = nullptr;
  waiting.ended = true;
}

void Writer::reconnect() { session_ = std::make_unique<Session>(settings_, Session::Use::writes); }

void Writer::begin() { session_->script(session_->isPostgres() ? "BEGIN" : "BEGIN IMMEDIATE"); }

Head Writer::readHead() {
  Head head;
  const ColumnType columns[] = {ColumnType::integer, ColumnType::integer, ColumnType::integer, ColumnType::text,
                                ColumnType::integer};
  const std::string lock = session_->isPostgres() && session_->inTransaction() ? " FOR UPDATE" : "";
  session_->select("SELECT policy_generation, next_id, audit_seq, audit_hash, data_version FROM head" + lock, {}, columns,
                   [&](std::span<const Value> row) {
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
  if (!waiting.request.key.empty() && repeatedBefore(waiting)) return;
  if (waiting.request.policyGeneration >= 0 && waiting.request.policyGeneration != head.policyGeneration) {
    waiting.reply.stalePolicy = true;
    waiting.reply.outcome = Refused(Refused::Kind::conflict, "", "The policy changed while this was being prepared.");
    waiting.ended = true;
    return;
  }
  const Head before = head;
  session_->script("SAVEPOINT command");
  try {
    applyOne(waiting, head);
    if (std::holds_alternative<Done>(waiting.reply.outcome)) {
      session_->script("RELEASE SAVEPOINT command");
    } else {
      session_->script("ROLLBACK TO SAVEPOINT command; RELEASE SAVEPOINT command");
      head = before;
      if (isDenial(waiting.reply.outcome)) note(waiting.request, waiting.reply.outcome, head);
    }
  } catch (const SqlError& error) {
    if (error.kind() == SqlError::Kind::lost || error.kind() == SqlError::Kind::full || !session_->inTransaction())
      throw;
    session_->script("ROLLBACK TO SAVEPOINT command; RELEASE SAVEPOINT command");
    head = before;
    waiting.broken = std::current_exception();
  } catch (...) {
    if (!session_->inTransaction())
      throw SqlError(SqlError::Kind::full, "the transaction was rolled back by the database");
    session_->script("ROLLBACK TO SAVEPOINT command; RELEASE SAVEPOINT command");
    head = before;
    waiting.broken = std::current_exception();
  }
  waiting.ended = true;
}

void Writer::applyOne(Waiting& waiting, Head& head) {
  EventSink sink;
  {
    const std::lock_guard lock(mutex_);
    applying_ = waiting.request.command;
    applyingSince_ = steadyMs();
    sink = sink_;
  }
  struct AtWork {
    Writer& writer;
    ~AtWork() {
      const std::lock_guard lock(writer.mutex_);
      writer.applyingSince_ = 0;
    }
  } atWork{*this};
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
  waiting.ended = found;
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
