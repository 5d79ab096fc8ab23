#include "web/Watch.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace capd::web {
namespace {

constexpr std::chrono::milliseconds kFresh{100};  // a request that is no attack sends its head with its first packet

// Something of a request has come already: it is no idle connection.
bool hasBegun(int socket) {
  int waiting = 0;
  return socket >= 0 && ::ioctl(socket, FIONREAD, &waiting) == 0 && waiting > 0;
}

}  // namespace

Watch::Watch(Limits limits) : limits_(limits), thread_([this] { run(); }) {}

Watch::~Watch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
  for (auto& [number, seat] : seats_)
    if (seat.handle >= 0) ::close(seat.handle);
}

Watch::Steady::duration Watch::timeFor(std::int64_t bytes) const {
  return limits_.head + std::chrono::milliseconds(std::max<std::int64_t>(bytes, 0) * 1000 / limits_.leastPerSecond);
}

void Watch::end(Seat& seat) {
  seat.ended = true;
  if (seat.handle >= 0) ::shutdown(seat.handle, SHUT_RDWR);
}

std::uint64_t Watch::comes(int socket) {
  Seat seat;
  seat.handle = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
  seat.since = Steady::now();
  seat.deadline = seat.since + timeFor(0);
  const std::lock_guard lock(mutex_);
  if (seat.handle < 0) ::shutdown(socket, SHUT_RDWR);  // it could not be watched
  if (closed_ && !hasBegun(seat.handle)) end(seat);
  if (!seat.ended) ++present_;
  const std::uint64_t number = next_++;
  seats_[number] = seat;
  makeRoom();
  return number;
}

void Watch::reads(std::uint64_t connection, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  Seat& seat = seats_[connection];
  seat.state = State::body;
  seat.deadline = seat.since + timeFor(bytes);
}

void Watch::works(std::uint64_t connection) {
  const std::lock_guard lock(mutex_);
  seats_[connection].state = State::working;
}

void Watch::sends(std::uint64_t connection, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  Seat& seat = seats_[connection];
  seat.state = State::sending;
  seat.deadline = Steady::now() + timeFor(bytes);
}

void Watch::drains(std::uint64_t connection, std::chrono::milliseconds most) {
  const std::lock_guard lock(mutex_);
  Seat& seat = seats_[connection];
  seat.state = State::body;
  seat.deadline = Steady::now() + most;
}

void Watch::waitsAgain(std::uint64_t connection) {
  const std::lock_guard lock(mutex_);
  Seat& seat = seats_[connection];
  seat.state = State::head;
  seat.since = Steady::now();
  seat.deadline = seat.since + timeFor(0);
  if (!closed_ || seat.ended) return;
  end(seat);
  --present_;
}

void Watch::goes(std::uint64_t connection) {
  const std::lock_guard lock(mutex_);
  const auto seat = seats_.find(connection);
  if (seat == seats_.end()) return;
  if (!seat->second.ended) --present_;
  if (seat->second.handle >= 0) ::close(seat->second.handle);
  seats_.erase(seat);
}

void Watch::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (auto& [number, seat] : seats_) {
    if (seat.state != State::head || seat.ended || hasBegun(seat.handle)) continue;
    end(seat);
    --present_;
  }
}

void Watch::endAll() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (auto& [number, seat] : seats_)
    if (!seat.ended) {
      end(seat);
      --present_;
    }
}

// Those who have sent no whole head for a while go first, the longest waiting before the others; then those whose body
// takes longest; who has only just come, last. Whoever is being answered stays.
void Watch::makeRoom() {
  if (present_ <= limits_.crowded) return;
  const auto fresh = Steady::now() - kFresh;
  const auto rank = [&](const Seat& seat) { return seat.state == State::body ? 1 : seat.since < fresh ? 0 : 2; };
  std::vector<Seat*> waiting;
  for (auto& [number, seat] : seats_)
    if (!seat.ended && (seat.state == State::head || seat.state == State::body)) waiting.push_back(&seat);
  std::sort(waiting.begin(), waiting.end(), [&](const Seat* a, const Seat* b) {
    return rank(*a) != rank(*b) ? rank(*a) < rank(*b) : a->since < b->since;
  });
  for (Seat* seat : waiting) {
    if (present_ <= limits_.crowded) return;
    end(*seat);
    --present_;
  }
}

void Watch::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    wake_.wait_for(lock, std::chrono::milliseconds(200));
    const auto now = Steady::now();
    for (auto& [number, seat] : seats_) {
      if (seat.ended || seat.state == State::working || now < seat.deadline) continue;
      end(seat);
      --present_;
    }
  }
}

}  // namespace capd::web
