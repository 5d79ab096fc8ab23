#pragma once
// The one writer of a daemon: waiting commands share a transaction, each in its own savepoint; replies leave after
// COMMIT.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/Clock.h"
#include "store/Database.h"
#include "store/Session.h"
#include "store/Transaction.h"
#include "store/Vault.h"

namespace capd::store {

class Writer {
 public:
  Writer(const Settings& settings, std::unique_ptr<Session> session, const Clock& clock, const Vault& vault);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  std::future<WriteReply> add(WriteRequest request);
  void setEventSink(EventSink sink);
  [[nodiscard]] Health health() const;
  [[nodiscard]] std::int64_t policyGeneration() const { return generation_.load(); }
  [[nodiscard]] std::int64_t dataVersion() const { return dataVersion_.load(); }
  void stop();

 private:
  struct Waiting {
    WriteRequest request;
    std::promise<WriteReply> promise;
    WriteReply reply;
    std::exception_ptr broken;
  };
  using Batch = std::vector<std::unique_ptr<Waiting>>;
  /// How an attempt ended: each has its reply; each is to be tried alone; the connection was lost.
  enum class End { all, alone, lost };
  class AtWork;

  void run();
  void watch();
  void runBatch(Batch& batch);
  bool runTogether(std::span<const std::unique_ptr<Waiting>> batch);
  End attempt(std::span<const std::unique_ptr<Waiting>> batch);
  End lookUp(std::span<const std::unique_ptr<Waiting>> batch);
  void settled(std::size_t commands);
  void rollBack();
  static End breakAlone(Waiting& waiting);
  void perform(Waiting& waiting, Head& head);
  void decide(Waiting& waiting, Head& head);
  void undo(Head& head, const Head& before);
  void applyOne(Waiting& waiting, Head& head);
  bool repeatedBefore(Waiting& waiting);
  void note(const WriteRequest& request, const Outcome& outcome, Head& head);
  void keepReply(const WriteRequest& request, const Done& done);
  Head readHead();
  void writeHead(const Head& head);
  void begin();
  void reconnect();
  void limitWaits();
  static void giveUp(Waiting& waiting, const std::string& why);

  Settings settings_;
  std::unique_ptr<Session> session_;
  const Clock& clock_;
  const Vault& vault_;
  EventSink sink_;
  Head written_;                        ///< as the last COMMIT was to leave it
  std::optional<std::int64_t> unsure_;  ///< transaction whose COMMIT was sent and not answered
  std::atomic<std::int64_t> generation_{0};
  std::atomic<std::int64_t> dataVersion_{0};

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Waiting>> queue_;
  bool stopping_ = false;
  bool writable_ = true;
  std::string trouble_;
  std::string applying_;
  std::int64_t applyingSince_ = 0;  ///< steady clock, ms; 0 = nothing at work
  std::uint64_t committed_ = 0;
  std::uint64_t batches_ = 0;
  std::thread watchdog_;
  std::thread thread_;
};

}  // namespace capd::store
