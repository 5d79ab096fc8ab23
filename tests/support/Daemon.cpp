#include "tests/support/Daemon.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/support/TempDir.h"

namespace capd::test {
namespace {

pid_t spawn(const std::vector<std::string>& words, const std::string& out, const std::string& err) {
  std::vector<char*> argv;
  std::string program = CAPD_BUILD "/capd";
  argv.push_back(program.data());
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const int outFile = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const int errFile = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(outFile, 1);
    ::dup2(errFile, 2);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(outFile);
  ::close(errFile);
  if (pid < 0) throw std::runtime_error("no process could be made");
  return pid;
}

int codeOf(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

}  // namespace

std::string contentOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Ran runCapd(const std::vector<std::string>& words) {
  const TempDir folder;
  const pid_t pid = spawn(words, folder.file("out"), folder.file("err"));
  int status = 0;
  ::waitpid(pid, &status, 0);
  return {codeOf(status), contentOf(folder.file("out")), contentOf(folder.file("err"))};
}

Daemon::Daemon(std::string folder, std::vector<std::string> words)
    : folder_(std::move(folder)), words_(std::move(words)) {
  words_.insert(words_.begin(), {"serve", "--listen", "127.0.0.1:0"});
}

Daemon::~Daemon() { kill(); }

void Daemon::start() {
  pid_ = spawn(words_, folder_ + "/daemon.out", folder_ + "/daemon.err");
  const std::string mark = "capd is up at http://127.0.0.1:";
  for (int tries = 0; tries < 60000; ++tries) {
    const std::string said = out();
    const auto at = said.find(mark);
    if (at != std::string::npos && said.find('\n', at) != std::string::npos) {
      port_ = static_cast<std::uint16_t>(std::stoi(said.substr(at + mark.size())));
      return;
    }
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = 0;
      throw std::runtime_error("the daemon ended with " + std::to_string(codeOf(status)) + ": " + err());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));  // another process's start, not our own time
  }
  throw std::runtime_error("the daemon did not come up: " + out() + err());
}

void Daemon::kill() {
  if (pid_ == 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

void Daemon::signal(int number) const { ::kill(pid_, number); }

int Daemon::wait(std::chrono::seconds most) {
  const auto until = std::chrono::steady_clock::now() + most;
  while (pid_ != 0 && std::chrono::steady_clock::now() < until) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = 0;
      return codeOf(status);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return -1;
}

std::string Daemon::out() const { return contentOf(folder_ + "/daemon.out"); }
std::string Daemon::err() const { return contentOf(folder_ + "/daemon.err"); }

std::int64_t Daemon::residentKb() const {
  std::ifstream in("/proc/" + std::to_string(pid_) + "/status");
  std::string word;
  while (in >> word) {
    if (word != "VmRSS:") continue;
    std::int64_t kb = 0;
    in >> kb;
    return kb;
  }
  return 0;
}

}  // namespace capd::test
