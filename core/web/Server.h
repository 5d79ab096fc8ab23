#pragma once
// The web server: Poco's, with its traps closed. Bodies are read whole or the connection ends; a request has one
// deadline for its head and body; headers in and out hold no control signs; every reply carries the same strict
// headers.

#include <cstdint>
#include <memory>
#include <string>

#include "web/Site.h"

namespace capd::web {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;                   ///< 0 = any free one
  bool secure = false;                         ///< people come by https: says so to browsers
  int headSeconds = 10;                        ///< a request without a body must be whole by then
  std::int64_t leastPerSecond = 50'000;        ///< a body must come at least this fast beyond that, bytes
  std::int64_t mostForm = 2 * 1024 * 1024;     ///< a form without files, or JSON, bytes
  std::int64_t mostUpload = 40 * 1024 * 1024;  ///< a form with files, bytes
};

class Server {
 public:
  Server(ServerSettings settings, Site& site);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// @throws std::runtime_error when the address cannot be listened on.
  void start();
  /// Takes no new connections, lets running requests end (at most ten seconds).
  void stop();
  [[nodiscard]] std::uint16_t boundPort() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace capd::web
