#pragma once
// Who is connected, and how long we wait for them. A request has one deadline for its head and its body together, so
// that dripping clients never hold the house; when it is crowded, those who have waited longest make room.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <thread>

namespace capd::web {

class Watch {
 public:
  struct Limits {
    std::chrono::milliseconds head{10'000};  ///< a request without a body is whole by then
    std::int64_t leastPerSecond = 50'000;    ///< a body comes, and a reply goes, at least this fast beyond that (bytes)
    int crowded = 240;                       ///< more connections than this: the longest waiting ones are ended
  };
  explicit Watch(Limits limits);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// A connection with that socket. The watch keeps a handle of its own to it: the number may be given away by whoever
  /// closes it, and what is ended here is still this connection and no other. @returns its number here.
  std::uint64_t comes(int socket);
  /// The head is there; a body of that many bytes follows.
  void reads(std::uint64_t connection, std::int64_t bytes);
  /// The request is whole and being answered: no deadline.
  void works(std::uint64_t connection);
  void sends(std::uint64_t connection, std::int64_t bytes);
  /// What is left of a body nobody wants is thrown away for a moment, so that the client sees the reply.
  void drains(std::uint64_t connection, std::chrono::milliseconds most);
  void waitsAgain(std::uint64_t connection);
  void goes(std::uint64_t connection);

  /// No new requests: idle connections end now; what has begun to come, and what is at work, goes on.
  void close();
  /// Everybody goes.
  void endAll();

 private:
  using Steady = std::chrono::steady_clock;
  enum class State { head, body, working, sending };
  struct Seat {
    int handle = -1;
    State state = State::head;
    Steady::time_point since;
    Steady::time_point deadline;
    bool ended = false;
  };
  void run();
  void makeRoom();
  static void end(Seat& seat);
  [[nodiscard]] Steady::duration timeFor(std::int64_t bytes) const;

  Limits limits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::uint64_t, Seat> seats_;
  std::uint64_t next_ = 1;
  int present_ = 0;  ///< seats not ended
  bool closed_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace capd::web
