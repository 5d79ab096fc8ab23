#include "tests/mail/SmtpServer.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace capd::test {
namespace {

namespace fs = std::filesystem;

std::string contentOf(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> all(const std::string& folder, const std::string& ending) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ending) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> contents;
  for (const fs::path& path : paths) contents.push_back(contentOf(path));
  return contents;
}

// An authority of this test's own, and a certificate for the name.
void makeCertificate(const TempDir& folder, const std::string& name) {
  const std::string in = "cd " + folder.path() + " && ";
  const std::string make =
      in +
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test-ca -keyout ca.key "
      "-out ca.pem 2>/dev/null && openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" +
      name + " -keyout server.key -out server.csr 2>/dev/null && printf 'subjectAltName=DNS:" + name +
      "' > ext && openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out "
      "server.pem 2>/dev/null";
  if (std::system(make.c_str()) != 0) throw std::runtime_error("openssl could not make a test certificate");
}

}  // namespace

SmtpServer::SmtpServer(const std::string& tls) {
  if (!tls.empty()) makeCertificate(folder_, tls);
  int in[2];
  int out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  pid_ = fork();
  if (pid_ == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    const int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(quiet, 2);
    const std::string script = CAPD_SOURCE "/tests/mail/smtp_server.py";
    const std::string certificate = folder_.file("server.pem");
    const std::string key = folder_.file("server.key");
    if (tls.empty())
      execl("/usr/bin/python3", "python3", script.c_str(), folder_.path().c_str(), nullptr);
    else
      execl("/usr/bin/python3", "python3", script.c_str(), folder_.path().c_str(), certificate.c_str(), key.c_str(),
            nullptr);
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  input_ = in[1];
  std::string line;
  char sign = 0;
  while (read(out[0], &sign, 1) == 1 && sign != '\n') line += sign;
  close(out[0]);
  if (line.empty()) throw std::runtime_error("the test mail server did not start: install python3-aiosmtpd");
  port_ = static_cast<std::uint16_t>(std::stoi(line));
}

SmtpServer::~SmtpServer() {
  close(input_);
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

std::vector<std::string> SmtpServer::taken() const { return all(folder_.path(), ".eml"); }
std::vector<std::string> SmtpServer::recipients() const { return all(folder_.path(), ".json"); }
void SmtpServer::getWell() const { std::ofstream(folder_.file("well")) << "yes"; }
void SmtpServer::cutNext() const { std::ofstream(folder_.file("cut")) << "yes"; }

}  // namespace capd::test
