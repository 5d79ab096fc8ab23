#pragma once
// The command line's door while a daemon runs: one JSON request and one JSON reply over DATA/capd.sock.
// The caller is who the kernel says: only root and the daemon's own user may come in.

#include <atomic>
#include <map>
#include <string>
#include <thread>

#include "daemon/House.h"

namespace capd::daemon {

class SocketDoor {
 public:
  SocketDoor(House& house, std::string path);
  ~SocketDoor();
  SocketDoor(const SocketDoor&) = delete;
  SocketDoor& operator=(const SocketDoor&) = delete;

 private:
  void run();
  void serve(int client);

  House& house_;
  std::string path_;
  int listener_ = -1;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

/// What a command line says of an outcome: exit code, and words or JSON.
struct Said {
  int exit = 0;
  std::string json;
  std::string words;
};
Said said(const Outcome& outcome);
/// Runs a command for the host's own hands. An unknown command or field is refused with the nearest name there is.
/// `token`: the same one again is the same deed, done once.
Said runCommand(House& house, unsigned uid, const std::string& command, const FieldTexts& fields,
                const std::string& token);
/// Sends a command to the daemon at that socket, and once more when it gave no answer. Empty when none listens there.
std::optional<Said> askDaemon(const std::string& path, const std::string& command, const FieldTexts& fields,
                              const std::string& token);

}  // namespace capd::daemon
