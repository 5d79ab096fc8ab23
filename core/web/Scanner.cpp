#include "web/Scanner.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>

namespace capd::web {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::size_t kPiece = 64 * 1024;

/// One talk with clamd; every step ends by the same moment.
class Talk {
 public:
  Talk(const std::string& place, Steady::time_point until)
      : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)), until_(until) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket_ < 0 || place.size() >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, place.data(), place.size());
    const auto reach = [&] {
      return ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    };
    // One whose queue is full says so at once: it is asked again until the time is over.
    while (!(open_ = reach()) && errno == EAGAIN && Steady::now() < until_)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ~Talk() {
    if (socket_ >= 0) ::close(socket_);
  }
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;

  [[nodiscard]] bool open() const { return open_; }

  bool send(std::string_view bytes) {
    while (open_ && !bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent > 0)
        bytes.remove_prefix(static_cast<std::size_t>(sent));
      else if (errno != EAGAIN || !ready(POLLOUT))
        open_ = false;
    }
    return open_;
  }

  bool piece(std::string_view bytes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    const char length[4] = {static_cast<char>(size >> 24U), static_cast<char>(size >> 16U),
                            static_cast<char>(size >> 8U), static_cast<char>(size)};
    return send(std::string_view(length, sizeof length)) && send(bytes);
  }

  /// Up to the NUL that ends it. Empty when it did not come whole.
  std::string answer() {
    std::string text;
    char piece[512];
    while (text.size() < 4096 && ready(POLLIN)) {
      const auto got = ::recv(socket_, piece, sizeof piece, 0);
      if (got <= 0) return {};
      text.append(piece, static_cast<std::size_t>(got));
      const auto end = text.find('\0');
      if (end != std::string::npos) return text.substr(0, end);
    }
    return {};
  }

 private:
  bool ready(short what) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Steady::now()).count();
    pollfd waiting{socket_, what, 0};
    return left > 0 && ::poll(&waiting, 1, static_cast<int>(left)) > 0;
  }

  int socket_;
  Steady::time_point until_;
  bool open_ = false;
};

bool endsWith(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

Scanner::Result Scanner::scan(const Content& content) const {
  Talk talk(place_, Steady::now() + most_);
  if (!talk.open()) return {Answer::couldNotScan, "the virus scanner at " + place_ + " cannot be reached"};
  bool going = talk.send(std::string_view("zINSTREAM\0", 10));
  content([&](std::string_view bytes) {
    for (; going && !bytes.empty(); bytes.remove_prefix(std::min(kPiece, bytes.size())))
      going = talk.piece(bytes.substr(0, kPiece));
  });
  if (going) going = talk.piece({});
  // One that had enough closes early, and may have said why before.
  const std::string said = talk.answer();
  if (going && said == "stream: OK") return {Answer::clean, ""};
  if (said.compare(0, 8, "stream: ") == 0 && endsWith(said, " FOUND"))
    return {Answer::found, said.substr(8, said.size() - 8 - 6)};
  return {Answer::couldNotScan,
          said.empty() ? "the virus scanner gave no answer" : "the virus scanner said: " + said.substr(0, 200)};
}

bool Scanner::answers() const {
  Talk talk(place_, Steady::now() + std::min<std::chrono::milliseconds>(most_, std::chrono::seconds(2)));
  return talk.open() && talk.send(std::string_view("zPING\0", 6)) && talk.answer() == "PONG";
}

}  // namespace capd::web
