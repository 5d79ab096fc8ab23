#pragma once
// The real program as a process of its own: started, watched until it is ready, ended kindly or with kill -9.

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace capd::test {

/// What a run of the program to its end left.
struct Ran {
  int exit = -1;  ///< 128 + signal when it was ended by one
  std::string out;
  std::string err;
};
/// Runs `capd` with these words to its end.
Ran runCapd(const std::vector<std::string>& words);

/// A `capd serve` on a free port of 127.0.0.1.
class Daemon {
 public:
  /// `words` come after `serve --listen 127.0.0.1:PORT`; `folder` is where its output goes.
  Daemon(std::string folder, std::vector<std::string> words);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  /// Returns when it says that it is up. @throws std::runtime_error with its last words when it ends before.
  void start();
  /// kill -9, and waits until it is gone.
  void kill();
  void signal(int number) const;
  /// Waits for its end, at most that long. @returns the exit code; -1 when it is still there.
  int wait(std::chrono::seconds most = std::chrono::seconds(30));
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] pid_t pid() const { return pid_; }
  /// What it said since it was started last.
  [[nodiscard]] std::string out() const;
  [[nodiscard]] std::string err() const;
  /// Resident memory now, in kB.
  [[nodiscard]] std::int64_t residentKb() const;

 private:
  std::string folder_;
  std::vector<std::string> words_;
  pid_t pid_ = 0;
  std::uint16_t port_ = 0;
};

/// The content of a file; empty when it is not there.
std::string contentOf(const std::string& path);

}  // namespace capd::test
