#include "mail/Smtp.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/RejectCertificateHandler.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureSMTPClientSession.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <csignal>
#include <mutex>

namespace capd::mail {
namespace {

namespace net = Poco::Net;

// What a server says is shown on a page and kept: one line, no control signs, not too long.
std::string oneLine(const std::string& text) {
  std::string line;
  for (const char sign : text) {
    const auto byte = static_cast<unsigned char>(sign);
    if (byte >= 0x20 && byte < 0x7F)
      line += sign;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
    if (line.size() == 200) break;
  }
  return line;
}

// Without this Poco asks at the terminal whether a strange certificate is welcome.
void rejectStrangers(const net::Context::Ptr& context) {
  static std::once_flag once;
  std::call_once(once, [&] {
    net::SSLManager::instance().initializeClient(nullptr, new net::RejectCertificateHandler(false), context);
  });
}

net::Context::Ptr tlsContext(const SmtpPlace& place) {
  net::Context::Ptr context(new net::Context(net::Context::TLS_CLIENT_USE, place.caFile, net::Context::VERIFY_STRICT, 9,
                                             place.caFile.empty(), "HIGH:!aNULL:!MD5"));
  context->disableProtocols(net::Context::PROTO_SSLV3 | net::Context::PROTO_TLSV1 | net::Context::PROTO_TLSV1_1);
  context->enableExtendedCertificateVerification(true);
  return context;
}

net::StreamSocket connected(const SmtpPlace& place) {
  net::StreamSocket socket;
  socket.connect(net::SocketAddress(place.host, place.port),
                 Poco::Timespan(0, 1000L * std::min(place.timeoutMs, 10'000)));
  return socket;
}

// A thread that writes to a line which the other side has closed must live on.
void ignoreBrokenPipe() {
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

// A line that was closed reads as no status at all.
SmtpAnswer answerOf(int status, const std::string& answer, bool& broken) {
  if (status / 100 == 5) return {SmtpAnswer::Kind::refused, oneLine(answer)};
  if (status / 100 == 4) return {SmtpAnswer::Kind::later, oneLine(answer)};
  broken = true;
  return {SmtpAnswer::Kind::lost, "The mail server closed the line, or answered what is no answer: " + oneLine(answer)};
}

bool breaksLine(const std::string& text) { return text.find_first_of("\r\n<> ") != std::string::npos; }

}  // namespace

struct SmtpLink::Impl {
  class Conversation final : public net::SecureSMTPClientSession {
   public:
    explicit Conversation(const net::StreamSocket& socket) : SecureSMTPClientSession(socket) {}

    /// @throws std::runtime_error when the server does not do it; never goes on in the open.
    void secure(const SmtpPlace& place) {
      std::string answer;
      if (sendCommand("STARTTLS", answer) / 100 != 2)
        throw std::runtime_error("the mail server does not offer STARTTLS: " + oneLine(answer));
      net::SecureStreamSocket secured(net::SecureStreamSocket::attach(socket(), place.host, tlsContext(place)));
      socket() = secured;
    }
    int say(const std::string& line, std::string& answer) { return sendCommand(line, answer); }
    int sendText(const std::string& text, std::string& answer) {
      socket().sendString(text);
      socket().sendString(".\r\n");
      return socket().receiveStatusMessage(answer);
    }
    /// Breaks off without a word: a QUIT would wait for an answer that never comes.
    void hangUp() noexcept {
      try {
        socket().close();
      } catch (...) {
      }
    }
  };

  std::unique_ptr<Conversation> talk;
  bool broken = false;
};

SmtpLink::SmtpLink(const SmtpPlace& place) : impl_(std::make_unique<Impl>()) {
  ignoreBrokenPipe();
  try {
    if (place.startTls) rejectStrangers(tlsContext(place));
    impl_->talk = std::make_unique<Impl::Conversation>(connected(place));
    impl_->talk->setTimeout(Poco::Timespan(0, 1000L * place.timeoutMs));
    impl_->talk->login(place.greetAs);
    if (place.startTls) {
      impl_->talk->secure(place);
      impl_->talk->login(place.greetAs);
    }
  } catch (const Poco::Exception& error) {
    if (impl_->talk) impl_->talk->hangUp();
    throw std::runtime_error("the mail server " + place.host + ":" + std::to_string(place.port) +
                             " cannot be used: " + oneLine(error.displayText()));
  } catch (const std::runtime_error&) {
    if (impl_->talk) impl_->talk->hangUp();
    throw;
  }
}

SmtpLink::~SmtpLink() {
  if (impl_ && impl_->talk) impl_->talk->hangUp();
}

SmtpAnswer SmtpLink::deliver(const std::string& from, const std::string& to, const std::string& text) {
  if (impl_->broken) return {SmtpAnswer::Kind::lost, "The line to the mail server is broken."};
  if (breaksLine(from) || breaksLine(to))
    return {SmtpAnswer::Kind::refused, "The address holds a sign that no address has."};
  try {
    std::string answer;
    const std::string lines[] = {"MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">", "DATA"};
    for (const std::string& line : lines) {
      const int status = impl_->talk->say(line, answer);
      if (status / 100 == 2 || (line == "DATA" && status / 100 == 3)) continue;
      SmtpAnswer no = answerOf(status, answer, impl_->broken);
      if (!impl_->broken && impl_->talk->say("RSET", answer) / 100 != 2) impl_->broken = true;
      return no;
    }
    const int status = impl_->talk->sendText(text, answer);
    if (status / 100 == 2) return {SmtpAnswer::Kind::accepted, oneLine(answer)};
    return answerOf(status, answer, impl_->broken);
  } catch (const Poco::Exception& error) {
    impl_->broken = true;
    return {SmtpAnswer::Kind::lost, "The line to the mail server broke: " + oneLine(error.displayText())};
  }
}

bool SmtpLink::broken() const { return impl_->broken; }

void SmtpLink::quit() noexcept {
  if (impl_->broken) return;
  try {
    std::string answer;
    impl_->talk->say("QUIT", answer);
  } catch (...) {
    impl_->broken = true;
  }
}

}  // namespace capd::mail
