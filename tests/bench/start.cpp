// G11: how soon the daemon answers after its start, and what it needs of memory while nothing happens.

#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstring>
#include <fstream>
#include <thread>

#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;

namespace {

std::uint16_t freePort() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  socklen_t size = sizeof address;
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

double memoryMb(pid_t pid, const std::string& what) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
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

struct Started {
  pid_t pid = 0;
  double ms = 0;
};

Started start(const std::string& data, std::uint16_t port) {
  const auto from = std::chrono::steady_clock::now();
  const std::string listen = "127.0.0.1:" + std::to_string(port);
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (::freopen("/dev/null", "w", stdout) == nullptr || ::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(1);
    ::execl(CAPD_BUILD "/capd", "capd", "serve", "--demo", "--share", CAPD_SOURCE, "--data", data.c_str(), "--listen",
            listen.c_str(), nullptr);
    ::_exit(127);
  }
  while (true) {
    try {
      Client client(port);
      if (client.ask(get("/sign-in", "capd=none")) == 200) break;
    } catch (const std::exception&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));  // another program's start
    }
  }
  return {pid, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count()};
}

void stop(pid_t pid) {
  ::kill(pid, SIGTERM);
  ::waitpid(pid, nullptr, 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(start_and_memory) {
  const test::TempDir folder;
  heading("Start and memory, SQLite");
  const std::uint16_t port = freePort();
  const Started first = start(folder.file("data"), port);
  row("first start, records made, people invented", ms(first.ms), "", "");
  stop(first.pid);
  double best = 1e9;
  Started again;
  for (int tries = 0; tries < 5; ++tries) {
    again = start(folder.file("data"), port);
    best = std::min(best, again.ms);
    if (tries < 4) stop(again.pid);
  }
  row("start to first answered page, best of 5", ms(best), "goal 500 ms; Directus 3.2 s (quoted)",
      against(best, 500, true));
  const double idle = memoryMb(again.pid, "VmRSS");
  row("resident memory after the first page", fmt::format("{:.1f} MB", idle), "goal 40 MB; Directus 222 MB (quoted)",
      against(idle, 40, true));
  drive(port, 64, 6400, 200, [](std::size_t, int) { return get("/sign-in", "capd=none"); });
  row("after 6,400 pages over 64 connections", fmt::format("{:.1f} MB", memoryMb(again.pid, "VmRSS")),
      "Directus 354 MB loaded (quoted)", "");
  stop(again.pid);
}
