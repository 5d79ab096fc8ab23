#pragma once
// A real mail server (aiosmtpd) of one test, on 127.0.0.1, that ends with it.

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/TempDir.h"

namespace capd::test {

class SmtpServer {
 public:
  /// With `tls` it asks for STARTTLS and shows a certificate for `tls` that ca.pem vouches for.
  /// @throws std::runtime_error telling what to install when it cannot be started.
  explicit SmtpServer(const std::string& tls = "");
  ~SmtpServer();
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string caFile() const { return folder_.file("ca.pem"); }
  /// Every message taken, as it came over the wire, in order.
  [[nodiscard]] std::vector<std::string> taken() const;
  /// Who each was for.
  [[nodiscard]] std::vector<std::string> recipients() const;
  /// From now on those who were put off are taken.
  void getWell() const;
  /// The next mail to cut@... is taken and its answer lost.
  void cutNext() const;

 private:
  TempDir folder_;
  std::uint16_t port_ = 0;
  int pid_ = 0;
  int input_ = -1;
};

}  // namespace capd::test
