#include "tests/support/PostgresCluster.h"

#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace capd::test {
namespace {

namespace fs = std::filesystem;

std::string binFolder() {
  std::string newest;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql"))
    if (fs::exists(entry.path() / "bin/initdb")) newest = std::max(newest, (entry.path() / "bin").string());
  if (newest.empty()) throw std::runtime_error("no PostgreSQL here: install the package postgresql");
  return newest;
}

class Cluster {
 public:
  Cluster() : owner_(::getpid()), bin_(binFolder()) {
    char pattern[] = "/tmp/capd-pg-XXXXXX";
    folder_ = ::mkdtemp(pattern);
    if (::geteuid() == 0) {
      const passwd* user = ::getpwnam("postgres");
      if (user == nullptr) throw std::runtime_error("PostgreSQL refuses to run as root, and there is no user postgres");
      uid_ = user->pw_uid;
      gid_ = user->pw_gid;
      if (::chown(folder_.c_str(), uid_, gid_) != 0) throw std::runtime_error("cannot hand over " + folder_);
    }
    const std::string data = folder_ + "/data";
    wait(spawn({bin_ + "/initdb", "-D", data, "--locale=C", "-E", "UTF8", "-U", "capd", "--auth=trust", "--no-sync"}),
         "initdb");
    const char* durable = std::getenv("CAPD_PG_FSYNC");
    const std::string fsync = durable != nullptr && std::string(durable) == "1" ? "on" : "off";
    server_ =
        spawn({bin_ + "/postgres", "-D", data, "-k", folder_, "-c", "listen_addresses=", "-c", "fsync=" + fsync, "-c",
               "max_connections=200", "-c", "log_min_messages=panic", "-c", "unix_socket_permissions=0777"});
    for (int tries = 0; PQping(place("postgres").c_str()) != PQPING_OK; ++tries) {
      if (tries > 400) throw std::runtime_error("the private PostgreSQL did not start");
      std::this_thread::sleep_for(std::chrono::milliseconds(25));  // another program's start, not our own time
    }
  }
  ~Cluster() {
    if (::getpid() != owner_) return;
    ::kill(server_, SIGQUIT);
    ::waitpid(server_, nullptr, 0);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  [[nodiscard]] std::string place(const std::string& database) const {
    return "host=" + folder_ + " user=capd dbname=" + database;
  }

  std::string fresh() {
    const std::string name = "t" + std::to_string(++count_);
    run("CREATE DATABASE " + name + " TEMPLATE template0");
    return place(name);
  }

  void run(const std::string& sql, const std::string& where = "") {
    const std::string to = where.empty() ? place("postgres") : where;
    const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(to.c_str()), PQfinish);
    PGresult* result = PQexec(connection.get(), sql.c_str());
    const bool done = PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK;
    PQclear(result);
    if (!done)
      throw std::runtime_error("the private PostgreSQL refused: " + std::string(PQerrorMessage(connection.get())));
  }

 private:
  pid_t spawn(const std::vector<std::string>& words) const {
    std::fflush(nullptr);
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    if (uid_ != 0 && (::setgroups(0, nullptr) != 0 || ::setgid(gid_) != 0 || ::setuid(uid_) != 0)) ::_exit(126);
    if (::chdir("/") != 0) ::_exit(125);
    if (::freopen("/dev/null", "w", stdout) == nullptr || ::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(124);
    std::vector<char*> argv;
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  static void wait(pid_t pid, const char* what) {
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (status != 0) throw std::runtime_error(std::string(what) + " failed");
  }

  pid_t owner_;
  std::string bin_;
  std::string folder_;
  uid_t uid_ = 0;
  gid_t gid_ = 0;
  pid_t server_ = 0;
  int count_ = 0;
};

Cluster& cluster() {
  static Cluster only;
  return only;
}

}  // namespace

std::string freshPostgresDatabase() { return cluster().fresh(); }

void runOnPostgres(const std::string& sql, const std::string& place) { cluster().run(sql, place); }

void killPostgresBackends() {
  cluster().run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client "
      "backend'");
}

}  // namespace capd::test
