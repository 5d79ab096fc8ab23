#pragma once
// One conversation with the council's mail server. Without STARTTLS nothing is said when STARTTLS was asked for, and a
// certificate that does not fit ends the conversation.

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

namespace capd::mail {

struct SmtpPlace {
  std::string host;
  std::uint16_t port = 25;
  bool startTls = true;
  std::string caFile;      ///< empty = the system's certificates
  std::string greetAs;     ///< what follows EHLO
  int timeoutMs = 30'000;  ///< for every answer
};

/// What the server said about one mail.
struct SmtpAnswer {
  enum class Kind {
    accepted,  ///< 250 after the message: it is the server's now
    later,     ///< 4xx: try again
    refused,   ///< 5xx: it will not be taken
    lost,      ///< the line broke; whether the mail went is not known
  };
  Kind kind = Kind::lost;
  std::string says;  ///< one line, at most 200 signs
};

class SmtpLink {
 public:
  /// @throws std::runtime_error in words for the operator: cannot be reached, no STARTTLS, certificate refused.
  explicit SmtpLink(const SmtpPlace& place);
  ~SmtpLink();
  SmtpLink(const SmtpLink&) = delete;
  SmtpLink& operator=(const SmtpLink&) = delete;

  /// `text` as made by compose(). Addresses are checked there and at the queue: here they may not break a line.
  SmtpAnswer deliver(const std::string& from, const std::string& to, const std::string& text);
  /// Nothing more can be said on this line.
  [[nodiscard]] bool broken() const;
  void quit() noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace capd::mail
