// The line to the mail server is cut at every place of the talk: nothing is lost, and what arrives twice was cut after
// the message's last dot, and has the same Message-ID (TRUST R16).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <iostream>
#include <map>
#include <thread>

#include "cases/mail/Outbox.h"
#include "mail/Sender.h"
#include "tests/mail/SmtpServer.h"
#include "tests/support/Stores.h"

using namespace capd;
using namespace capd::test;

namespace {

sockaddr_in place(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// Passes bytes on to the real server, and cuts both lines for good once so many have come from the sender.
class CutLine {
 public:
  explicit CutLine(std::uint16_t to) : to_(to), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in here = place(0);
    socklen_t size = sizeof here;
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size) != 0)
      throw std::runtime_error("the line of the test cannot be made");
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~CutLine() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  CutLine(const CutLine&) = delete;
  CutLine& operator=(const CutLine&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// -1 = never.
  void cutAfter(long bytes) { most_ = bytes; }
  /// What the sender said on the last line, in bytes.
  [[nodiscard]] long said() const { return said_; }

 private:
  void run() {
    while (!stopping_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 100) <= 0) continue;
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) continue;
      const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      const sockaddr_in there = place(to_);
      if (::connect(server, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0) pass(client, server);
      ::close(server);
      // Gone as by a pulled plug: no kind end.
      const linger now{1, 0};
      ::setsockopt(client, SOL_SOCKET, SO_LINGER, &now, sizeof now);
      ::close(client);
    }
  }
  void pass(int client, int server) {
    said_ = 0;
    char bytes[4096];
    while (!stopping_) {
      pollfd both[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
      if (::poll(both, 2, 100) < 0) return;
      if (both[1].revents != 0) {
        const auto got = ::read(server, bytes, sizeof bytes);
        if (got <= 0 || ::send(client, bytes, static_cast<std::size_t>(got), MSG_NOSIGNAL) != got) return;
      }
      if (both[0].revents != 0) {
        auto got = ::read(client, bytes, sizeof bytes);
        if (got <= 0) return;
        const long most = most_;
        const bool cut = most >= 0 && said_ + got >= most;
        if (cut) got = static_cast<ssize_t>(most - said_);
        said_ += static_cast<long>(got);
        if (got > 0 && ::send(server, bytes, static_cast<std::size_t>(got), MSG_NOSIGNAL) != got) return;
        if (cut) {
          // What was passed on is taken in before the line is gone, and its answer is swallowed.
          ::shutdown(server, SHUT_WR);
          while (::read(server, bytes, sizeof bytes) > 0) {
          }
          return;
        }
      }
    }
  }

  std::uint16_t to_;
  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<long> most_{-1};
  std::atomic<long> said_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

std::map<std::string, int> takenIds(const SmtpServer& server) {
  std::map<std::string, int> ids;
  for (const std::string& message : server.taken()) {
    const auto at = message.find("Message-ID: ");
    ++ids[message.substr(at, message.find("\r\n", at) - at)];
  }
  return ids;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_line_that_is_cut_anywhere_loses_nothing) {
  Store store(Kind::sqlite);
  SmtpServer server;
  CutLine line(server.port());
  mail::Settings settings;
  settings.place.host = "127.0.0.1";
  settings.place.port = line.port();
  settings.place.startTls = false;
  settings.place.greetAs = "council.example";
  settings.place.timeoutMs = 5000;
  settings.letterhead.from = "cap@council.example";
  int queued = 0;
  const auto queue = [&] {
    ++queued;
    store.write([&](WriteTx& tx) -> Outcome {
      NewMail mail;
      mail.address = "p@school.example";
      mail.subject = "CAP25-" + std::to_string(queued) + ": on hold";
      mail.body = "Please send it.\n";
      mail.reason = "outcome";
      mail.reasonId = queued;
      queueMail(tx, mail);
      return Done{};
    });
  };
  // Once whole, to know how long the talk is.
  queue();
  {
    mail::Sender sender(*store.database, store.clock, settings);
    BOOST_TEST_REQUIRE(sender.runOnce() == 1);
  }
  const long whole = line.said();
  BOOST_TEST_REQUIRE(whole > 300);
  int doubled = 0;
  int cuts = 0;
  for (long at = 0; at <= whole; at += at + 40 > whole ? 1 : 13) {
    BOOST_TEST_CONTEXT("cut after " << at << " of " << whole << " bytes") {
      queue();
      ++cuts;
      const auto before = takenIds(server);
      line.cutAfter(at);
      {
        mail::Sender sender(*store.database, store.clock, settings);
        sender.runOnce();
      }
      const bool arrived = takenIds(server).size() > before.size();
      line.cutAfter(-1);
      for (int tries = 0; tries < 5 && mailsInState(store.database->read(jobViewer())->tx(), "waiting") > 0; ++tries) {
        store.clock.advanceMs(10 * 60'000);
        mail::Sender sender(*store.database, store.clock, settings);
        sender.runOnce();
      }
      BOOST_TEST(mailsInState(store.database->read(jobViewer())->tx(), "sent") == queued);
      const auto after = takenIds(server);
      BOOST_TEST(after.size() == before.size() + 1U, "lost, or sent under another Message-ID");
      int messages = 0;
      for (const auto& [id, times] : after) messages += times;
      int messagesBefore = 0;
      for (const auto& [id, times] : before) messagesBefore += times;
      const int came = messages - messagesBefore;
      BOOST_TEST(came >= 1);
      BOOST_TEST(came <= 2);
      // Twice only when the server had it all and the sender could not know.
      if (came == 2) {
        ++doubled;
        BOOST_TEST(arrived);
        BOOST_TEST(at > whole - 10);
      }
    }
  }
  BOOST_TEST(doubled > 0, "no cut fell into the moment between the last dot and the answer");
  std::cout << "mail: the line was cut at " << cuts << " places: 0 lost, " << doubled
            << " came twice with the same Message-ID" << std::endl;
}
