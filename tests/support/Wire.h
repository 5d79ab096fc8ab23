#pragma once
// HTTP as bytes on a real socket: what a browser sends, and what only an attacker would.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace capd::test {

/// Everybody's in a demonstration.
inline constexpr char kPassword[] = "three blue spires";

struct Answer {
  int status = 0;
  std::multimap<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto at = headers.find(name);
    return at == headers.end() ? "" : at->second;
  }
};

/// One connection. Nothing throws: a connection that is gone gives false or nothing.
class Wire {
 public:
  explicit Wire(std::uint16_t port);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  [[nodiscard]] bool open() const { return socket_ >= 0; }
  bool send(const std::string& bytes);
  /// Says that nothing more comes.
  void finish();
  /// The next reply, read whole. Empty when the connection ended or said nothing for that long.
  std::optional<Answer> receive(std::chrono::milliseconds most = std::chrono::seconds(30), bool head = false);
  /// True when the other side has ended the connection within that time, with no reply before.
  bool ended(std::chrono::milliseconds most);

 private:
  bool more(std::chrono::steady_clock::time_point until);

  int socket_ = -1;
  std::string buffer_;
};

/// Field names with values, in order.
using Typed = std::vector<std::pair<std::string, std::string>>;

/// A file in a form.
struct SentFile {
  std::string field;
  std::string name;
  std::string content;
  std::string type = "application/octet-stream";
};

/// One person with cookies, on one connection that is made again when it is gone.
class Caller {
 public:
  explicit Caller(std::uint16_t port) : port_(port) {}
  /// The same person at a second window: the same cookies, a connection of its own.
  Caller(const Caller& other) : port_(other.port_), cookies_(other.cookies_) {}
  Caller& operator=(const Caller&) = delete;
  ~Caller() = default;
  /// The daemon was started again elsewhere.
  void moveTo(std::uint16_t port);

  std::optional<Answer> get(const std::string& path);
  std::optional<Answer> post(const std::string& path, const Typed& typed);
  std::optional<Answer> upload(const std::string& path, const Typed& typed, const std::vector<SentFile>& files);
  /// False when the password was not taken or the service gave no answer.
  bool signIn(const std::string& email, const std::string& password);
  /// A form's own fields (`csrf` put in from the session) sent to `/do/command`.
  std::optional<Answer> run(const std::string& command, Typed typed);
  std::optional<Answer> send(const std::string& bytes, bool head = false);
  [[nodiscard]] std::string csrf() const;
  [[nodiscard]] std::string cookieLine() const;
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  std::uint16_t port_;
  std::map<std::string, std::string> cookies_;
  std::optional<Wire> wire_;
};

std::string urlEncoded(const Typed& typed);
std::string multipart(const Typed& typed, const std::vector<SentFile>& files, const std::string& boundary);

}  // namespace capd::test
