// `capd policy publish` as the host's operator types it: to a running daemon over its socket, and without one.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdio>

#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;

namespace {

struct Ran {
  int exit = -1;
  std::string said;
};

Ran capdSays(const std::string& arguments) {
  Ran ran;
  std::FILE* pipe = ::popen((std::string(CAPD_BUILD "/capd ") + arguments + " 2>&1").c_str(), "r");
  BOOST_REQUIRE(pipe != nullptr);
  char piece[512];
  while (std::fgets(piece, sizeof piece, pipe) != nullptr) ran.said += piece;
  const int status = ::pclose(pipe);
  ran.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

/// A daemon of its own; up when its first line is there.
class Daemon {
 public:
  Daemon(const std::string& data, const std::string& share, const std::string& assets) {
    int ends[2];
    BOOST_REQUIRE_EQUAL(::pipe(ends), 0);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execl(CAPD_BUILD "/capd", "capd", "serve", "--demo", "--listen", "127.0.0.1:0", "--data", data.c_str(),
              "--share", share.c_str(), "--assets", assets.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    out_ = ::fdopen(ends[0], "r");
    char line[512];
    while (std::fgets(line, sizeof line, out_) != nullptr)
      if (std::string(line).find("capd is up at") == 0) return;
    BOOST_FAIL("the daemon did not come up");
  }
  ~Daemon() { stop(); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void send(int signal) const { ::kill(process_, signal); }
  int stop() {
    if (process_ <= 0) return 0;
    ::kill(process_, SIGTERM);
    char line[512];
    while (std::fgets(line, sizeof line, out_) != nullptr) {
    }
    int status = 0;
    ::waitpid(process_, &status, 0);
    std::fclose(out_);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_ = 0;
  std::FILE* out_ = nullptr;
};

void has(const Ran& ran, int exit, const std::string& wanted) {
  BOOST_CHECK_EQUAL(ran.exit, exit);
  BOOST_CHECK_MESSAGE(ran.said.find(wanted) != std::string::npos, "expected '" << wanted << "' in: " << ran.said);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_year_is_published_from_the_command_line_and_by_no_signal) {
  const WorkingFolder folder;
  const TempDir data;
  const TempDir assets;
  std::ofstream(assets.file("assets.manifest")) << "style.css style-1.css\npage.js page-1.js\n";
  const std::string at = " --data " + data.path() + " --share " + folder.path();
  const std::string publish = "policy publish 2025-26" + at;
  Daemon daemon(data.path(), folder.path(), assets.path());
  has(capdSays(publish), 1, "is in force already. The working folder holds nothing new.");
  // Whatever stands in the folder, a signal does not put it into force: the next publication still replaces the first.
  folder.add(kInsight, "-- a note\n");
  daemon.send(SIGHUP);
  const Ran first = capdSays(publish);
  has(first, 0, "is in force from now on, in place of version");
  has(capdSays(publish), 1, "is in force already.");
  folder.edit(kInsight, "days_a_week(1)", "days(1)");
  has(capdSays(publish), 1,
      "2025-26/programmes/tier2.insight.lua:7: 'attendance' is given in days. It is on how many days a week it is "
      "attended and takes days_a_week.");
  has(capdSays("policy check 2025-26 --share " + folder.path()), 1, "'attendance' is given in days.");
  BOOST_CHECK_EQUAL(daemon.stop(), 0);
  // Without a daemon the same command works on the records itself.
  folder.edit(kInsight, "days(1)", "days_a_week(1)");
  folder.add(kInsight, "-- another note\n");
  has(capdSays(publish + " --demo"), 0, "is in force from now on, in place of version");
  has(capdSays("audit verify --demo" + at), 0, "the chain is whole.");
}

BOOST_AUTO_TEST_CASE(a_year_is_carried_forward_from_the_command_line) {
  const WorkingFolder folder;
  const std::string at = " --share " + folder.path();
  has(capdSays("policy copy-forward 2026-27 2028-29" + at), 1, "A year is carried forward to the next");
  has(capdSays("policy copy-forward 2026-27 2027-28" + at), 0, "Ask CAP about each of these");
  has(capdSays("policy check 2027-28" + at), 1, "2027-28/calendar.lua:7: the half terms of 2027-28 are missing.");
  has(capdSays("policy copy-forward 2026-27 2027-28" + at), 1, "is there already. Nothing was written.");
  const TempDir other;
  has(capdSays("policy copy-forward 2025-26 2026-27 --into " + other.path() + at), 0,
      "2026-27 is written to " + other.path() + "/policy/2026-27, from 2025-26.");
  // The words of an editor who forgets half of it.
  BOOST_CHECK_NE(capdSays("policy copy-forward 2026-27" + at).exit, 0);
}

BOOST_AUTO_TEST_CASE(check_and_test_answer_for_the_shipped_years) {
  has(capdSays("policy check"), 0, "2025-26: all is well.");
  has(capdSays("policy test"), 0, "examples, all as expected, for every rule.");
  has(capdSays("policy test 2019-20"), 1, "There is no policy folder");
  has(capdSays("policy eval 2025-26 send.time_limited --facts " CAPD_SOURCE "/tests/golden/tst18_school.facts.json"), 2,
      "Schools can't refer to this course. Referrals come from the SEND team.");
  const WorkingFolder folder;
  folder.edit(kInsight, "school_weeks(12)", "school_weeks(9)");
  has(capdSays("policy test 2025-26 --share " + folder.path()), 1, "examples/programmes.lua");
  std::ofstream(folder.file("examples/2025-26/every_programme.lua")) << "";
  has(capdSays("policy check 2025-26 --share " + folder.path()), 0,
      "warning: the shared rule two_days has no example.");
  folder.edit(kInsight, "school_weeks(9)", "school_weeks(12)");
  has(capdSays("policy test 2025-26 --share " + folder.path()), 1,
      "2025-26: no example for: the shared rule two_days has no example.");
}
