#include "mail/Sender.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace capd::mail {
namespace {

Viewer senderViewer() {
  ViewerMaker maker;
  maker.actor = "job:mail";
  maker.name = "capd";
  maker.door = Viewer::Door::job;
  maker.seesAllCases = true;
  return maker.make();
}

}  // namespace

Settings settingsFrom(const Services& services) {
  Settings settings;
  settings.letterhead.from = services.setting("mail.from");
  settings.place.startTls = services.setting("mail.starttls") != "no";
  settings.place.caFile = services.setting("mail.ca_file");
  const auto at = settings.letterhead.from.find('@');
  settings.place.greetAs = at == std::string::npos ? "localhost" : settings.letterhead.from.substr(at + 1);
  const std::string server = services.setting("mail.server");
  if (server.empty()) return settings;
  const auto colon = server.rfind(':');
  const std::string port = colon == std::string::npos ? "" : server.substr(colon + 1);
  if (colon == 0 || port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ||
      std::stoi(port) > 65'535)
    throw std::runtime_error("'mail.server' is host:port, such as mail.coventry.example:25.");
  settings.place.host = server.substr(0, colon);
  settings.place.port = static_cast<std::uint16_t>(std::stoi(port));
  return settings;
}

std::int64_t backOffMs(std::int64_t tries) {
  constexpr std::int64_t kMinute = 60'000;
  if (tries < 1) return kMinute;
  return tries > 8 ? 240 * kMinute : std::min<std::int64_t>(240, 1LL << (tries - 1)) * kMinute;
}

struct Sender::Impl {
  Impl(store::Database& records, const Clock& time, Settings how, std::function<void(std::string_view)> tell)
      : database(records), clock(time), settings(std::move(how)), log(std::move(tell)) {}

  store::Database& database;
  const Clock& clock;
  Settings settings;
  std::function<void(std::string_view)> log;

  std::thread thread;
  std::mutex mutex;
  std::condition_variable wake;
  std::atomic<bool> stopping = false;

  void say(const std::string& line) const {
    if (log) log(line);
  }

  // Every change of a mail goes through the one writer. Only what became of it is a line of the audit.
  Outcome write(const std::string& command, const std::string& subject,
                const std::function<void(WriteTx&)>& deed) const {
    store::WriteRequest request;
    request.viewer = senderViewer();
    request.command = command;
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      deed(tx);
      Done done;
      done.subject = subject;
      return done;
    };
    return database.write(std::move(request)).get().outcome;
  }

  std::vector<Mail> due() const {
    const auto lease = database.read(senderViewer());
    return mailsDue(lease->tx(), static_cast<std::size_t>(settings.mostPerRun));
  }

  std::optional<Mail> claim(const Mail& mail) const {
    std::optional<Mail> claimed;
    // Nobody else takes it while this one may still be talking: a talk has five answers, each with its time.
    const std::int64_t held = std::max<std::int64_t>(backOffMs(mail.tries + 1), 5LL * settings.place.timeoutMs);
    const Outcome outcome =
        write("", "", [&](WriteTx& tx) { claimed = claimMail(tx, mail.id, mail.tries, tx.now().plusMs(held)); });
    return std::holds_alternative<Done>(outcome) ? claimed : std::nullopt;
  }

  /// @returns true when it went.
  bool settle(const Mail& mail, const SmtpAnswer& answer) const {
    switch (answer.kind) {
      case SmtpAnswer::Kind::accepted:
        write("mail.mark_sent", mail.messageId, [&](WriteTx& tx) { mailSent(tx, mail.id, answer.says); });
        return true;
      case SmtpAnswer::Kind::refused:
        write("mail.mark_failed", mail.messageId, [&](WriteTx& tx) { mailFailed(tx, mail.id, answer.says); });
        return false;
      case SmtpAnswer::Kind::later:
      case SmtpAnswer::Kind::lost:
        break;
    }
    if (clock.now().ms - mail.queued.ms > settings.giveUpAfterMs)
      write("mail.mark_failed", mail.messageId,
            [&](WriteTx& tx) { mailFailed(tx, mail.id, "Given up after many tries. " + answer.says); });
    else
      write("", "", [&](WriteTx& tx) { mailLater(tx, mail.id, tx.now().plusMs(backOffMs(mail.tries)), answer.says); });
    return false;
  }

  int sendAll(const std::vector<Mail>& waiting) const {
    std::unique_ptr<SmtpLink> link;
    try {
      link = std::make_unique<SmtpLink>(settings.place);
    } catch (const std::exception& error) {
      say(error.what());
      const std::string why = error.what();
      write("", "", [&](WriteTx& tx) { putOffMails(tx, tx.now().plusMs(settings.unreachableMs), why); });
      return 0;
    }
    int sent = 0;
    for (const Mail& each : waiting) {
      if (stopping) break;
      const auto mail = claim(each);
      if (!mail) continue;
      SmtpAnswer answer;
      try {
        answer = link->deliver(settings.letterhead.from, mail->address, compose(*mail, settings.letterhead));
      } catch (const std::invalid_argument& error) {
        answer = {SmtpAnswer::Kind::refused, error.what()};
      }
      if (settle(*mail, answer)) ++sent;
      if (link->broken()) return sent;
    }
    link->quit();
    return sent;
  }

  void loop() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      lock.unlock();
      try {
        if (!settings.place.host.empty())
          if (const auto waiting = due(); !waiting.empty()) sendAll(waiting);
      } catch (const std::exception& error) {
        say(std::string("sending mail broke: ") + error.what());
      }
      lock.lock();
      wake.wait_for(lock, std::chrono::milliseconds(settings.pauseMs), [&] { return stopping.load(); });
    }
  }
};

Sender::Sender(store::Database& database, const Clock& clock, Settings settings,
               std::function<void(std::string_view)> log)
    : impl_(std::make_unique<Impl>(database, clock, std::move(settings), std::move(log))) {}

Sender::~Sender() { stop(); }

int Sender::runOnce() {
  if (impl_->settings.place.host.empty()) return 0;
  const auto waiting = impl_->due();
  return waiting.empty() ? 0 : impl_->sendAll(waiting);
}

void Sender::start() {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->thread.joinable()) return;
  impl_->stopping = false;
  impl_->thread = std::thread([impl = impl_.get()] { impl->loop(); });
}

void Sender::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace capd::mail
