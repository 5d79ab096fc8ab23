#include "tests/support/Wire.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

#include "base/Hash.h"

namespace capd::test {
namespace {

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char sign) { return static_cast<char>(std::tolower(sign)); });
  return text;
}

Answer headOf(const std::string& head) {
  Answer answer;
  answer.status = head.size() > 12 ? std::atoi(head.c_str() + 9) : 0;
  for (auto at = head.find("\r\n"); at != std::string::npos && at + 2 < head.size();) {
    const auto end = std::min(head.find("\r\n", at + 2), head.size());
    const std::string line = head.substr(at + 2, end - at - 2);
    const auto colon = line.find(':');
    if (colon != std::string::npos)
      answer.headers.emplace(lowered(line.substr(0, colon)),
                             line.substr(std::min(line.find_first_not_of(' ', colon + 1), line.size())));
    at = end == head.size() ? std::string::npos : end;
  }
  return answer;
}

}  // namespace

Wire::Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
  ::close(socket_);
  socket_ = -1;
}

Wire::~Wire() {
  if (socket_ >= 0) ::close(socket_);
}

bool Wire::send(const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto sent = ::send(socket_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    at += static_cast<std::size_t>(sent);
  }
  return socket_ >= 0;
}

void Wire::finish() { ::shutdown(socket_, SHUT_WR); }

bool Wire::more(std::chrono::steady_clock::time_point until) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
  pollfd waiting{socket_, POLLIN, 0};
  if (socket_ < 0 || ::poll(&waiting, 1, static_cast<int>(std::max<long>(left, 0))) <= 0) return false;
  char piece[65536];
  const auto got = ::recv(socket_, piece, sizeof piece, 0);
  if (got <= 0) return false;
  buffer_.append(piece, static_cast<std::size_t>(got));
  return true;
}

std::optional<Answer> Wire::receive(std::chrono::milliseconds most, bool head) {
  const auto until = std::chrono::steady_clock::now() + most;
  while (true) {
    const auto end = buffer_.find("\r\n\r\n");
    if (end == std::string::npos) {
      if (!more(until)) return std::nullopt;
      continue;
    }
    Answer answer = headOf(buffer_.substr(0, end));
    if (answer.status == 100) {
      buffer_.erase(0, end + 4);
      continue;
    }
    const std::string length = answer.header("content-length");
    const std::size_t bytes = head || length.empty() ? 0 : std::stoul(length);
    while (buffer_.size() < end + 4 + bytes)
      if (!more(until)) return std::nullopt;
    answer.body = buffer_.substr(end + 4, bytes);
    buffer_.erase(0, end + 4 + bytes);
    return answer;
  }
}

bool Wire::ended(std::chrono::milliseconds most) {
  if (socket_ < 0) return true;
  if (!buffer_.empty()) return false;
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(most.count())) <= 0) return false;
  char one = 0;
  return ::recv(socket_, &one, 1, MSG_PEEK) <= 0;
}

void Caller::moveTo(std::uint16_t port) {
  port_ = port;
  wire_.reset();
}

std::string Caller::cookieLine() const {
  std::string line;
  for (const auto& [name, value] : cookies_) line += (line.empty() ? "Cookie: " : "; ") + name + "=" + value;
  return line.empty() ? line : line + "\r\n";
}

std::string Caller::csrf() const {
  const auto session = cookies_.find("capd");
  return session == cookies_.end() ? "" : sha256Hex("csrf:" + session->second);
}

std::optional<Answer> Caller::send(const std::string& bytes, bool head) {
  std::optional<Answer> answer;
  // A kept connection may have ended in the meantime: nothing of the request was read then, and a new one is made.
  for (int tries = 0; tries < 2 && !answer; ++tries) {
    const bool fresh = !wire_ || wire_->ended(std::chrono::milliseconds(0));
    if (fresh) wire_.emplace(port_);
    if (!wire_->send(bytes) && !fresh) continue;
    answer = wire_->receive(std::chrono::seconds(30), head);
    if (!answer) break;
  }
  if (!answer || answer->header("connection") == "Close") wire_.reset();
  if (!answer) return answer;
  const auto [from, to] = answer->headers.equal_range("set-cookie");
  for (auto at = from; at != to; ++at) {
    const auto equals = at->second.find('=');
    const std::string value = at->second.substr(equals + 1, at->second.find(';') - equals - 1);
    if (value.empty())
      cookies_.erase(at->second.substr(0, equals));
    else
      cookies_[at->second.substr(0, equals)] = value;
  }
  return answer;
}

std::optional<Answer> Caller::get(const std::string& path) {
  return send("GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + cookieLine() + "\r\n");
}

std::optional<Answer> Caller::post(const std::string& path, const Typed& typed) {
  const std::string body = urlEncoded(typed);
  return send("POST " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + cookieLine() +
              "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n" + body);
}

std::optional<Answer> Caller::upload(const std::string& path, const Typed& typed, const std::vector<SentFile>& files) {
  const std::string boundary = "----capd-" + randomHex(12);
  const std::string body = multipart(typed, files, boundary);
  return send("POST " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + cookieLine() +
              "Content-Type: multipart/form-data; boundary=" + boundary +
              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

bool Caller::signIn(const std::string& email, const std::string& password) {
  const auto answer = post("/sign-in", {{"email", email}, {"password", password}, {"next", "/"}});
  return answer && answer->status == 303 && cookies_.count("capd") != 0;
}

std::optional<Answer> Caller::run(const std::string& command, Typed typed) {
  typed.emplace_back("csrf", csrf());
  return post("/do/" + command, typed);
}

std::string urlEncoded(const Typed& typed) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  const auto put = [&](const std::string& plain) {
    for (const char sign : plain) {
      const auto byte = static_cast<unsigned char>(sign);
      if (std::isalnum(byte) != 0 || sign == '-' || sign == '.' || sign == '_') {
        text += sign;
      } else {
        text += '%';
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
      }
    }
  };
  for (const auto& [name, value] : typed) {
    if (!text.empty()) text += '&';
    put(name);
    text += '=';
    put(value);
  }
  return text;
}

std::string multipart(const Typed& typed, const std::vector<SentFile>& files, const std::string& boundary) {
  std::string body;
  for (const auto& [name, value] : typed)
    body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  for (const SentFile& file : files)
    body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + file.field + "\"; filename=\"" +
            file.name + "\"\r\nContent-Type: " + file.type + "\r\n\r\n" + file.content + "\r\n";
  return body + "--" + boundary + "--\r\n";
}

}  // namespace capd::test
