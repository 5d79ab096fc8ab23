#include "schedule/Scheduler.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "base/Hash.h"
#include "schedule/Lease.h"

namespace capd::schedule {
namespace {

constexpr char kLease[] = "schedule";

}  // namespace

struct Scheduler::Impl {
  Impl(const commands::Registry& offers, const commands::Pipeline& door, store::Database& records, const Clock& time,
       const Services& lent, Settings how)
      : registry(offers), pipeline(door), database(records), clock(time), services(lent), settings(how) {}

  const commands::Registry& registry;
  const commands::Pipeline& pipeline;
  store::Database& database;
  const Clock& clock;
  const Services& services;
  Settings settings;
  std::string holder = randomHex(16);
  std::int64_t term = 0;
  Instant renewAt;                           ///< half of the lease is over
  std::map<std::string, std::int64_t> last;  ///< the moment of each job that needs no second look

  std::thread thread;
  std::mutex mutex;
  std::condition_variable wake;
  std::atomic<bool> stopping = false;

  Viewer viewer(const std::string& job) const {
    ViewerMaker maker;
    maker.actor = "job:" + job;
    maker.name = "capd";
    maker.door = Viewer::Door::job;
    maker.seesAllCases = true;
    for (const auto& [name, permission] : registry.permissions()) maker.permissions.insert(name);
    return maker.make();
  }

  // Book-keeping of the house: no command, no line of the audit. False when the records could not be written.
  bool write(const std::function<void(WriteTx&)>& deed) const {
    store::WriteRequest request;
    request.viewer = viewer("schedule");
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      deed(tx);
      return Done{};
    };
    return std::holds_alternative<Done>(database.write(std::move(request)).get().outcome);
  }

  bool lead() {
    const Instant now = clock.now();
    if (term != 0 && now < renewAt && now.ms > renewAt.ms - settings.leaseMs) return true;
    std::int64_t got = 0;
    const bool written =
        write([&](WriteTx& tx) { got = takeLease(tx, kLease, holder, tx.now().plusMs(settings.leaseMs)); });
    term = written ? got : 0;
    renewAt = now.plusMs(settings.leaseMs / 2);
    return term != 0;
  }

  /// Runs the commands that a job names. @returns what came of them; empty when it was stopped in the middle.
  std::string work(const JobDeclaration& job, const std::string& occurrence) const {
    const Viewer who = viewer(job.name);
    std::vector<std::pair<std::string, FieldTexts>> wanted;
    try {
      const auto lease = database.read(who);
      wanted = job.run(lease->tx(), services);
    } catch (const std::exception& error) {
      services.log("the job " + job.name + " broke: " + error.what());
      return "The job broke before it did anything.";
    } catch (...) {
      services.log("the job " + job.name + " broke");
      return "The job broke before it did anything.";
    }
    int done = 0;
    int refused = 0;
    int broken = 0;
    for (std::size_t i = 0; i < wanted.size() && !stopping; ++i) {
      try {
        const Outcome outcome =
            pipeline.run(who, {wanted[i].first, wanted[i].second, fmt::format("{}#{}", occurrence, i)});
        if (std::holds_alternative<Done>(outcome))
          ++done;
        else
          ++refused;
      } catch (const commands::CommandBroken&) {
        ++broken;
      }
    }
    if (done + refused + broken < static_cast<int>(wanted.size())) return {};
    if (wanted.empty()) return "Nothing to do.";
    return fmt::format("{} done, {} refused, {} broken.", done, refused, broken);
  }

  bool runAt(const JobDeclaration& job) {
    const std::int64_t every = std::max<std::int64_t>(1, job.everySeconds) * 1000;
    const Instant due{clock.now().ms / every * every};
    const auto seen = last.find(job.name);
    if (seen != last.end() && seen->second == due.ms) return false;
    Occurrence occurrence;
    bool ours = false;
    const bool written = write([&](WriteTx& tx) {
      ours = holdsLease(tx, kLease, holder, term);
      if (ours) occurrence = beginOccurrence(tx, job.name, due, every);
    });
    if (!ours) term = 0;
    if (written && ours) last[job.name] = due.ms;
    if (!written || occurrence.state == Occurrence::State::done) return false;
    const std::string says = work(job, job.name + "@" + std::to_string(due.ms));
    if (says.empty()) {
      last.erase(job.name);  // whoever comes next goes on with it
      return true;
    }
    write([&](WriteTx& tx) { endOccurrence(tx, job.name, due, says); });
    return true;
  }

  void loop() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      lock.unlock();
      try {
        runAll();
      } catch (const std::exception& error) {
        services.log(std::string("the scheduler broke: ") + error.what());
      }
      lock.lock();
      wake.wait_for(lock, std::chrono::milliseconds(settings.pauseMs), [&] { return stopping.load(); });
    }
  }

  int runAll() {
    int ran = 0;
    // The lease is renewed before every job: a long one does not cost the next its right.
    for (const JobDeclaration& job : registry.jobs()) {
      if (stopping || !lead()) return ran;
      if (runAt(job)) ++ran;
    }
    return ran;
  }
};

Scheduler::Scheduler(const commands::Registry& registry, const commands::Pipeline& pipeline, store::Database& database,
                     const Clock& clock, const Services& services, Settings settings)
    : impl_(std::make_unique<Impl>(registry, pipeline, database, clock, services, settings)) {}

Scheduler::~Scheduler() { stop(); }

int Scheduler::runOnce() { return impl_->runAll(); }

std::string Scheduler::runJob(const std::string& name) {
  for (const JobDeclaration& job : impl_->registry.jobs())
    if (job.name == name) return impl_->work(job, name + "@hand-" + randomHex(8));
  return {};
}

void Scheduler::start() {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->thread.joinable()) return;
  impl_->stopping = false;
  impl_->thread = std::thread([impl = impl_.get()] { impl->loop(); });
}

void Scheduler::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
  if (impl_->term == 0) return;
  impl_->term = 0;
  try {
    impl_->write([&](WriteTx& tx) { giveLeaseBack(tx, kLease, impl_->holder); });
  } catch (const std::exception&) {
    // it runs out by itself
  }
}

}  // namespace capd::schedule
