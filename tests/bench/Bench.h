#pragma once
// What the benchmarks share: a web server over a city, clients that drive it, and a table with the limit or the peer
// beside each figure of the same run. Nothing here passes or fails; tests/bench/run prints it.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/refer/Office.h"
#include "web/Server.h"

namespace capd::bench {

struct Figures {
  std::size_t done = 0;
  std::size_t wrong = 0;  ///< replies of another status than wanted: the figures count for nothing then
  double seconds = 0;
  double p50 = 0;  ///< milliseconds
  double p95 = 0;
  double p99 = 0;
  [[nodiscard]] double perSecond() const { return seconds > 0 ? static_cast<double>(done) / seconds : 0; }
};

/// One keep-alive connection that sends whole requests and reads whole replies.
class Client {
 public:
  explicit Client(std::uint16_t port) : port_(port) {}
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  /// @returns the status of the reply; the body is in `body()`. Opens the connection anew when the server ended it.
  int ask(const std::string& request);
  [[nodiscard]] const std::string& body() const { return body_; }

 private:
  bool once(const std::string& request, int& status);
  std::uint16_t port_;
  int socket_ = -1;
  std::string body_;
};

/// Several connections at once until `requests` were sent in all (or none is left: `request` gives an empty text).
Figures drive(std::uint16_t port, int connections, std::size_t requests, int wanted,
              const std::function<std::string(std::size_t number, int connection)>& request);

/// Runs `deed` from several threads until `times` were done.
Figures measure(int threads, std::size_t times, const std::function<void(std::size_t number, int thread)>& deed);

std::string get(const std::string& path, const std::string& cookie);
std::string post(const std::string& path, const std::string& cookie, const std::string& body);

void heading(const std::string& text);
/// "submit, 16 connections | 6,420 /s | p99 4.1 ms | limit: 2 x raw durable rows = 7,400 /s | 0.87".
void row(const std::string& what, const std::string& figure, const std::string& beside, const std::string& verdict);
std::string rate(double perSecond);
std::string ms(double value);
/// "reached 2.31 x" or "MISSED 0.87 x".
std::string against(double figure, double goal, bool smallerIsBetter = false);

/// The city behind a real web server on a free port.
struct Town {
  explicit Town(test::Kind kind);
  ~Town();
  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;
  /// A signed-in person's cookie line, `capd=...`.
  std::string signIn(const std::string& email);
  [[nodiscard]] std::string csrf(const std::string& cookie) const;
  /// Runs a change outside any command.
  void write(const std::function<void(WriteTx&)>& deed);
  /// Copies of a complete draft, each its own case. @returns their references.
  std::vector<std::string> drafts(const std::string& like, std::size_t count);

  test::Office office;
  std::unique_ptr<web::Server> server;
};

/// Somebody else who changes one row every few milliseconds: how long each has to wait for it.
class Neighbour {
 public:
  explicit Neighbour(daemon::House& house);
  ~Neighbour();
  Neighbour(const Neighbour&) = delete;
  Neighbour& operator=(const Neighbour&) = delete;
  /// Ends it. @returns p50, p99 and, as p95, the longest.
  Figures ended();

 private:
  daemon::House& house_;
  std::atomic<bool> stop_{false};
  std::vector<double> took_;
  std::thread thread_;
};
/// "p50 0.4, p99 3.1, longest 12.0 ms"
std::string waits(const Figures& figures);

/// One run of a job as the scheduler does it: what it finds, and each command it names, one after the other.
struct JobRun {
  std::size_t commands = 0;
  std::size_t refused = 0;
  double findMs = 0;
  double writeMs = 0;
  double longestMs = 0;  ///< of one command
};
JobRun runJob(daemon::House& house, const std::string& name);

/// Of this process, from /proc: `VmRSS`, `VmHWM`.
double memoryOf(const std::string& what);

}  // namespace capd::bench
