// Slow crowds in front of the shipped nginx file (PERFORMANCE.md G5): whoever comes fresh is served.
#include <netinet/in.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <thread>

#include "tests/daemon/Shop.h"

using namespace capd;
using namespace capd::test;
namespace fs = std::filesystem;

namespace {

std::string nginx() {
  for (const char* path : {"/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"})
    if (fs::exists(path)) return path;
  throw std::runtime_error("There is no nginx to test with. Run: apt-get install nginx");
}

std::uint16_t freePort() {
  const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  const bool bound = ::bind(file, reinterpret_cast<const sockaddr*>(&here), size) == 0 &&
                     ::getsockname(file, reinterpret_cast<sockaddr*>(&here), &size) == 0;
  ::close(file);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(here.sin_port);
}

/// Puts another text in the place of one that must be there.
void put(std::string& text, const std::string& old, const std::string& with) {
  const auto at = text.find(old);
  BOOST_TEST_REQUIRE(at != std::string::npos, "packaging/nginx/capd.conf has no line '" << old << "' any more");
  text.replace(at, old.size(), with);
}

/// The shipped file with this machine's ports. Without `tls` the lines of the certificate are left out; all else stays.
std::string shipped(const std::string& folder, std::uint16_t http, std::uint16_t https, std::uint16_t daemon,
                    bool tls) {
  std::string text = contentOf(CAPD_SOURCE "/packaging/nginx/capd.conf");
  put(text, "listen 80;", "listen 127.0.0.1:" + std::to_string(http) + ";");
  put(text, "  listen [::]:80;\n", "");
  put(text, "listen 443 ssl http2;", "listen 127.0.0.1:" + std::to_string(https) + (tls ? " ssl http2;" : ";"));
  put(text, "  listen [::]:443 ssl http2;\n", "");
  put(text, "http://127.0.0.1:8080", "http://127.0.0.1:" + std::to_string(daemon));
  put(text, "/etc/ssl/capd/fullchain.pem", folder + "/cert.pem");
  put(text, "/etc/ssl/capd/privkey.pem", folder + "/key.pem");
  if (!tls)
    for (const char* name : {"  ssl_certificate ", "  ssl_certificate_key ", "  ssl_protocols "}) {
      const auto at = text.find(name);
      BOOST_TEST_REQUIRE(at != std::string::npos);
      text.erase(at, text.find('\n', at) + 1 - at);
    }
  std::string all = ::geteuid() == 0 ? "user root;\n" : "";
  all += "daemon off;\npid " + folder + "/pid;\nerror_log " + folder + "/error.log;\nworker_processes 1;\n" +
         "worker_rlimit_nofile 8192;\nevents { worker_connections 4096; }\nhttp {\n";
  for (const char* each : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
    all += std::string(each) + "_temp_path " + folder + "/" + each + ";\n";
  return all + text + "}\n";
}

class Nginx {
 public:
  explicit Nginx(std::vector<std::string> words) {
    words.insert(words.begin(), nginx());
    pid_ = ::fork();
    if (pid_ != 0) return;
    std::vector<char*> each;
    for (std::string& word : words) each.push_back(word.data());
    each.push_back(nullptr);
    ::execv(each[0], each.data());
    ::_exit(127);
  }
  ~Nginx() {
    if (pid_ > 0) ::kill(pid_, SIGTERM);
    (void)ended();
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  /// Its exit code, once it has ended.
  int ended() {
    int status = -1;
    if (pid_ > 0) ::waitpid(pid_, &status, 0);
    pid_ = 0;
    return status;
  }

 private:
  pid_t pid_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_CASE(slow_crowds_before_the_shipped_nginx_file_keep_nobody_out) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  Shop shop;
  shop.daemon->start();
  TempDir folder;
  const std::uint16_t http = freePort();
  const std::uint16_t port = freePort();
  // As shipped, certificate and all, nginx takes it.
  const std::string made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=cap.example.org -keyout " +
                           folder.file("key.pem") + " -out " + folder.file("cert.pem") + " 2>/dev/null";
  BOOST_TEST_REQUIRE(std::system(made.c_str()) == 0);
  std::ofstream(folder.file("tls.conf")) << shipped(folder.path(), http, port, shop.daemon->port(), true);
  BOOST_TEST(Nginx({"-t", "-q", "-p", folder.path(), "-c", folder.file("tls.conf")}).ended() == 0);
  std::ofstream(folder.file("nginx.conf")) << shipped(folder.path(), http, port, shop.daemon->port(), false);
  const Nginx front({"-p", folder.path(), "-c", folder.file("nginx.conf")});
  const auto fresh = [&] {
    Wire wire(port);
    wire.send("GET /sign-in HTTP/1.1\r\nHost: cap.example.org\r\n\r\n");
    return wire.receive(std::chrono::seconds(10));
  };
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!fresh() && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  BOOST_TEST_REQUIRE(fresh().has_value(), contentOf(folder.file("error.log")));

  std::vector<std::unique_ptr<Wire>> crowd(200);
  const auto drip = [&](std::size_t i) {
    crowd[i] = std::make_unique<Wire>(port);
    crowd[i]->send(i % 2 == 0 ? "GET /sign-in HTTP/1.1\r\nX-A: "
                              : "POST /sign-in HTTP/1.1\r\nHost: cap.example.org\r\nContent-Type: "
                                "application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n");
  };
  for (std::size_t i = 0; i < crowd.size(); ++i) drip(i);
  std::vector<std::unique_ptr<Wire>> idle;
  for (int i = 0; i < 1000; ++i) idle.push_back(std::make_unique<Wire>(port));
  BOOST_TEST(std::all_of(idle.begin(), idle.end(), [](const auto& wire) { return wire->open(); }));
  std::vector<std::int64_t> took;
  int served = 0;
  for (int i = 0; i < 300; ++i) {
    for (std::size_t j = static_cast<std::size_t>(i) % 3; j < crowd.size(); j += 3)
      if (!crowd[j]->send("a") || crowd[j]->ended(std::chrono::milliseconds(0))) drip(j);
    const auto since = std::chrono::steady_clock::now();
    const auto answer = fresh();
    if (answer && answer->status == 200) ++served;
    took.push_back(
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - since).count());
  }
  std::sort(took.begin(), took.end());
  BOOST_TEST(served == 300, "fresh requests served: " << served << " of 300");
  std::cout << "behind nginx, beside 200 dripping and 1000 idle connections: " << served << " of 300 served, median "
            << took[150] / 1000 << " ms, p99 " << took[297] / 1000 << " ms" << std::endl;
}
