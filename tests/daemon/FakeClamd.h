#pragma once
// Something that listens where clamd would, and answers as it is told to.

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>
#include <thread>

namespace capd::test {

class FakeClamd {
 public:
  enum class Way {
    asClamd,      ///< FOUND when it holds the sign, else OK
    closesEarly,  ///< takes a little and goes, without a word
    hangs,        ///< takes everything and says nothing
    wrongWords,   ///< says something else
    tooLarge,     ///< what clamd says past StreamMaxLength, and goes
  };
  static constexpr char kSign[] = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

  explicit FakeClamd(const std::string& path) : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(listener_, 8);
    thread_ = std::thread([this] { run(); });
  }
  ~FakeClamd() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  FakeClamd(const FakeClamd&) = delete;
  FakeClamd& operator=(const FakeClamd&) = delete;

  std::atomic<Way> way{Way::asClamd};
  std::atomic<std::size_t> bytes{0};  ///< of the last file that came whole

 private:
  void run() {
    while (!stopping_) {
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      serve(client);
      ::close(client);
    }
  }
  static bool take(int from, char* into, std::size_t size) {
    while (size > 0) {
      const auto got = ::recv(from, into, size, 0);
      if (got <= 0) return false;
      into += got;
      size -= static_cast<std::size_t>(got);
    }
    return true;
  }
  static void say(int to, const std::string& words) { ::send(to, words.c_str(), words.size() + 1, MSG_NOSIGNAL); }

  void serve(int client) {
    std::string command;
    for (char one = 0; take(client, &one, 1) && one != '\0';) command += one;
    if (command == "zPING") return say(client, "PONG");
    if (command != "zINSTREAM") return say(client, "UNKNOWN COMMAND");
    if (way == Way::closesEarly) return;
    std::string content;
    while (true) {
      unsigned char length[4];
      if (!take(client, reinterpret_cast<char*>(length), 4)) return;
      const std::size_t size = (static_cast<std::size_t>(length[0]) << 24U) |
                               (static_cast<std::size_t>(length[1]) << 16U) |
                               (static_cast<std::size_t>(length[2]) << 8U) | length[3];
      if (size == 0) break;
      std::string piece(size, '\0');
      if (!take(client, piece.data(), size)) return;
      content += piece;
      if (way == Way::tooLarge) return say(client, "INSTREAM size limit exceeded. ERROR");
    }
    bytes = content.size();
    if (way == Way::wrongWords) return say(client, "stream: OK, but not really");
    if (way == Way::hangs) {
      char one = 0;
      take(client, &one, 1);  // until the other side has had enough
      return;
    }
    say(client, content.find(kSign) == std::string::npos ? "stream: OK" : "stream: Eicar-Signature FOUND");
  }

  int listener_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace capd::test
