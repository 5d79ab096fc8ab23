#pragma once
// Empties the outbox: oldest first, each mail claimed in the records before it is said, its reason asked again then.
// A mail may arrive twice only when the line breaks between the message and the server's answer, and then with the same
// Message-ID. Without a server everything stays in the spool.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/Clock.h"
#include "capd/Services.h"
#include "mail/Message.h"
#include "mail/Smtp.h"
#include "store/Database.h"

namespace capd::mail {

struct Settings {
  SmtpPlace place;  ///< an empty host: spool
  Letterhead letterhead;
  int mostPerRun = 60;  ///< mails of one run, which begins every `pauseMs`
  int pauseMs = 10'000;
  std::int64_t giveUpAfterMs = 5LL * 24 * 3600'000;  ///< a mail that the server puts off is failed after that
  std::int64_t unreachableMs = 2LL * 60'000;         ///< pause when the server cannot be reached
};
/// From `mail.server`, `mail.from`, `mail.starttls`, `mail.ca_file`. @throws std::runtime_error for a server that is
/// not host:port.
Settings settingsFrom(const Services& services);

/// How long after the n-th failed try the next one comes: one minute, doubled each time, four hours at most.
std::int64_t backOffMs(std::int64_t tries);

class Sender {
 public:
  Sender(store::Database& database, const Clock& clock, Settings settings,
         std::function<void(std::string_view)> log = {});
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  /// Sends what is due now. @returns how many went. Never throws for a server's fault.
  int runOnce();
  /// A thread that calls runOnce until stop().
  void start();
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace capd::mail
