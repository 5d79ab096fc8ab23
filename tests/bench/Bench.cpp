#include "tests/bench/Bench.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <thread>

#include "base/Hash.h"
#include "cases/account/Account.h"

namespace capd::bench {
namespace {

using Steady = std::chrono::steady_clock;

double msSince(Steady::time_point from) {
  return std::chrono::duration<double, std::milli>(Steady::now() - from).count();
}

double at(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const auto place = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return sorted[place];
}

}  // namespace

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

int Client::ask(const std::string& request) {
  for (int tries = 0; tries < 3; ++tries) {
    if (socket_ < 0) {
      socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_port = htons(port_);
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      const int on = 1;
      ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect to the server under measurement");
    }
    int status = 0;
    if (once(request, status)) return status;
    ::close(socket_);
    socket_ = -1;
  }
  throw std::runtime_error("the server ended the connection three times");
}

// False when the connection was ended before anything of a reply came.
bool Client::once(const std::string& request, int& status) {
  std::size_t sent = 0;
  while (sent < request.size()) {
    const auto now = ::send(socket_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    if (now <= 0) return false;
    sent += static_cast<std::size_t>(now);
  }
  std::string got;
  char piece[65536];
  std::size_t head = std::string::npos;
  while ((head = got.find("\r\n\r\n")) == std::string::npos) {
    const auto now = ::recv(socket_, piece, sizeof piece, 0);
    if (now <= 0) return false;
    got.append(piece, static_cast<std::size_t>(now));
  }
  status = std::stoi(got.substr(9, 3));
  const auto length = got.find("Content-Length: ");
  const std::size_t size = length == std::string::npos ? 0 : std::stoul(got.substr(length + 16, 20));
  while (got.size() < head + 4 + size) {
    const auto now = ::recv(socket_, piece, sizeof piece, 0);
    if (now <= 0) throw std::runtime_error("the reply ended early");
    got.append(piece, static_cast<std::size_t>(now));
  }
  body_ = got.substr(head + 4);
  if (got.substr(0, head).find("Connection: Close") != std::string::npos) {
    ::close(socket_);
    socket_ = -1;
  }
  return true;
}

Figures measure(int threads, std::size_t times, const std::function<void(std::size_t, int)>& deed) {
  std::atomic<std::size_t> next{0};
  std::vector<std::vector<double>> took(static_cast<std::size_t>(threads));
  std::vector<std::thread> all;
  const auto begin = Steady::now();
  for (int t = 0; t < threads; ++t) {
    all.emplace_back([&, t] {
      auto& mine = took[static_cast<std::size_t>(t)];
      for (std::size_t number = next++; number < times; number = next++) {
        const auto from = Steady::now();
        deed(number, t);
        mine.push_back(msSince(from));
      }
    });
  }
  for (auto& each : all) each.join();
  Figures figures;
  figures.seconds = msSince(begin) / 1000;
  std::vector<double> sorted;
  for (const auto& mine : took) sorted.insert(sorted.end(), mine.begin(), mine.end());
  std::sort(sorted.begin(), sorted.end());
  figures.done = sorted.size();
  figures.p50 = at(sorted, 0.5);
  figures.p95 = at(sorted, 0.95);
  figures.p99 = at(sorted, 0.99);
  return figures;
}

Figures drive(std::uint16_t port, int connections, std::size_t requests, int wanted,
              const std::function<std::string(std::size_t, int)>& request) {
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < connections; ++i) clients.push_back(std::make_unique<Client>(port));
  std::atomic<std::size_t> wrong{0};
  Figures figures = measure(connections, requests, [&](std::size_t number, int connection) {
    if (wrong > 0) return;  // the figures count for nothing now
    Client& client = *clients[static_cast<std::size_t>(connection)];
    const int status = client.ask(request(number, connection));
    if (status == wanted || ++wrong > 1) return;
    const auto main = client.body().find("<main");
    std::cout << "  a reply was " << status << ":\n"
              << client.body().substr(main == std::string::npos ? 0 : main, 1500) << std::endl;
  });
  figures.wrong = wrong;
  return figures;
}

Neighbour::Neighbour(daemon::House& house)
    : house_(house), thread_([this] {
        while (!stop_) {
          store::WriteRequest request;
          request.viewer = house_.hostViewer(0);
          request.payload = "{}";
          request.apply = [](WriteTx& tx) -> Outcome {
            tx.execute("UPDATE organisation SET version = version + 1 WHERE id = (SELECT MIN(id) FROM organisation)");
            return Done{};
          };
          const auto from = Steady::now();
          house_.database().write(std::move(request)).get();
          took_.push_back(msSince(from));
          std::this_thread::sleep_for(std::chrono::milliseconds(3));
        }
      }) {}

Neighbour::~Neighbour() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

Figures Neighbour::ended() {
  stop_ = true;
  thread_.join();
  std::sort(took_.begin(), took_.end());
  Figures figures;
  figures.done = took_.size();
  figures.p50 = at(took_, 0.5);
  figures.p99 = at(took_, 0.99);
  figures.p95 = at(took_, 1);
  return figures;
}

std::string waits(const Figures& figures) {
  return fmt::format("p50 {:.1f}, p99 {:.1f}, longest {:.1f} ms", figures.p50, figures.p99, figures.p95);
}

JobRun runJob(daemon::House& house, const std::string& name) {
  JobRun run;
  const Viewer viewer = house.hostViewer(0);
  for (const JobDeclaration& job : house.registry().jobs()) {
    if (job.name != name) continue;
    auto from = Steady::now();
    std::vector<std::pair<std::string, FieldTexts>> commands;
    {
      const auto lease = house.database().read(viewer);
      commands = job.run(lease->tx(), house.services());
    }
    run.findMs = msSince(from);
    run.commands = commands.size();
    const auto begin = Steady::now();
    for (const auto& [command, texts] : commands) {
      from = Steady::now();
      if (!std::holds_alternative<Done>(house.pipeline().run(viewer, {command, texts, ""}))) ++run.refused;
      run.longestMs = std::max(run.longestMs, msSince(from));
    }
    run.writeMs = msSince(begin);
  }
  return run;
}

double memoryOf(const std::string& what) {
  std::ifstream status("/proc/self/status");
  std::string name;
  while (status >> name) {
    if (name == what + ":") {
      double kb = 0;
      status >> kb;
      return kb / 1024;
    }
    status.ignore(4096, '\n');
  }
  return 0;
}

std::string get(const std::string& path, const std::string& cookie) {
  return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n\r\n";
}

std::string post(const std::string& path, const std::string& cookie, const std::string& body) {
  return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie +
         "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

void heading(const std::string& text) { std::cout << "\n" << text << std::endl; }

void row(const std::string& what, const std::string& figure, const std::string& beside, const std::string& verdict) {
  std::cout << fmt::format("  {:<46} {:<34} {:<46} {}\n", what, figure, beside, verdict) << std::flush;
}

std::string rate(double perSecond) {
  std::string digits = std::to_string(static_cast<long long>(perSecond + 0.5));
  for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3)
    digits.insert(static_cast<std::size_t>(place), ",");
  return digits + " /s";
}

std::string ms(double value) { return fmt::format("{:.1f} ms", value); }

std::string against(double figure, double goal, bool smallerIsBetter) {
  const bool reached = smallerIsBetter ? figure <= goal : figure >= goal;
  const double times = smallerIsBetter ? goal / std::max(figure, 1e-9) : figure / std::max(goal, 1e-9);
  return fmt::format("{} {:.2f} x the goal", reached ? "reached," : "MISSED,", times);
}

Town::Town(test::Kind kind) : office(kind) {
  web::ServerSettings settings;
  settings.port = 0;
  server = std::make_unique<web::Server>(settings, office.house().site());
  server->start();
}

Town::~Town() { server->stop(); }

std::string Town::signIn(const std::string& email) {
  const std::string session = randomHex(32);
  write([&](WriteTx& tx) { openSession(tx, accountByEmail(tx, email).value().id, hashOfSecret(session)); });
  return "capd=" + session;
}

std::string Town::csrf(const std::string& cookie) const { return sha256Hex("csrf:" + cookie.substr(5)); }

void Town::write(const std::function<void(WriteTx&)>& deed) {
  store::WriteRequest request;
  request.viewer = office.house().hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    deed(tx);
    return Done{};
  };
  const auto reply = office.house().database().write(std::move(request)).get();
  if (!std::holds_alternative<Done>(reply.outcome)) throw std::runtime_error("the benchmark's records were refused");
}

std::vector<std::string> Town::drafts(const std::string& like, std::size_t count) {
  std::vector<std::string> made;
  while (made.size() < count) {
    write([&](WriteTx& tx) {
      const auto from = tx.one<std::int64_t>("SELECT id FROM referral WHERE reference = ?", like).value();
      for (int each = 0; each < 500 && made.size() < count; ++each) {
        const std::string reference = office.house().services().newReference(Date(2026, 2, 24)).text();
        if (tx.one<std::int64_t>("SELECT id FROM referral WHERE reference = ?", reference)) continue;
        const auto id = tx.nextId();
        const auto pupil = tx.nextId();
        tx.execute(
            "INSERT INTO pupil (id, school_id, first_name, last_name, sort_name, known_as, born, upn, year_group, "
            "version) SELECT ?, p.school_id, p.first_name, p.last_name, p.sort_name, p.known_as, p.born, NULL, "
            "p.year_group, 1 FROM pupil p JOIN referral r ON r.pupil_id = p.id WHERE r.id = ?",
            pupil, from);
        tx.execute(
            "INSERT INTO referral (id, reference, school_id, pupil_id, programme, state, state_since_ms, created_ms, "
            "created_by, requested_start, version) SELECT ?, ?, school_id, ?, programme, state, "
            "state_since_ms, created_ms, created_by, requested_start, version FROM referral WHERE id = ?",
            id, reference, pupil, from);
        const auto document = tx.nextId();
        tx.execute(
            "INSERT INTO answer (case_id, question, revision, value, at_ms, account_id) SELECT ?, question, revision, "
            "CASE question WHEN 'risk.document' THEN ? ELSE value END, at_ms, account_id FROM answer WHERE case_id = ?",
            id, std::to_string(document), from);
        tx.execute(
            "INSERT INTO case_party (id, organisation_id, relation, case_id, from_ms) SELECT ?, organisation_id, "
            "relation, ?, from_ms FROM case_party WHERE case_id = ?",
            tx.nextId(), id, from);
        tx.execute(
            "INSERT INTO referral_choice (id, case_id, course_id, provider_id, place_in_order, state) SELECT ?, ?, "
            "course_id, provider_id, place_in_order, state FROM referral_choice WHERE case_id = ? AND place_in_order "
            "= 1",
            tx.nextId(), id, from);
        tx.execute(
            "INSERT INTO document (id, case_id, kind, blob, media_type, bytes, sha256, typed_name, scan, sealed, "
            "uploaded_ms, uploaded_by) SELECT ?, ?, kind, ?, media_type, bytes, sha256, typed_name, scan, sealed, "
            "uploaded_ms, uploaded_by FROM document WHERE case_id = ? AND kind = 'risk_assessment'",
            document, id, randomHex(20), from);
        tx.execute(
            "INSERT INTO risk_assessment (id, case_id, pupil_id, document_id, completed, reviewed, changes, given_ms, "
            "given_by) SELECT ?, ?, ?, ?, completed, reviewed, changes, given_ms, given_by FROM "
            "risk_assessment WHERE case_id = ?",
            tx.nextId(), id, pupil, document, from);
        made.push_back(reference);
      }
    });
  }
  return made;
}

}  // namespace capd::bench
