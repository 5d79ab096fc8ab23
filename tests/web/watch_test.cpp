// Who is waited for, and for how long: with real sockets, since what is promised is about them.
#include "web/Watch.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <utility>

using namespace capd::web;
using std::chrono::milliseconds;

namespace {

/// A connection: the server's end and the client's.
struct Pair {
  Pair() {
    int both[2] = {-1, -1};
    BOOST_TEST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both) == 0);
    server = both[0];
    client = both[1];
  }
  ~Pair() {
    if (server >= 0) ::close(server);
    ::close(client);
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  /// As the server library does when a connection is over: before the watch hears of it.
  void closeServer() { ::close(std::exchange(server, -1)); }
  [[nodiscard]] bool endedWithin(milliseconds most) const {
    pollfd waiting{client, POLLIN, 0};
    char one = 0;
    return ::poll(&waiting, 1, static_cast<int>(most.count())) > 0 && ::recv(client, &one, 1, MSG_PEEK) == 0;
  }
  int server = -1;
  int client = -1;
};

constexpr milliseconds kNow{0};
constexpr milliseconds kSoon{5000};

Watch::Limits limits(milliseconds head, int crowded = 100, std::int64_t leastPerSecond = 1'000'000'000) {
  Watch::Limits all;
  all.head = head;
  all.crowded = crowded;
  all.leastPerSecond = leastPerSecond;
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_number_given_away_is_never_ended_for_another) {
  Watch watch(limits(milliseconds(300)));
  Pair first;
  const int number = first.server;
  const auto gone = watch.comes(first.server);
  first.closeServer();
  Pair second;  // gets the number that has just become free
  BOOST_TEST_REQUIRE(second.server == number);
  const auto here = watch.comes(second.server);
  watch.works(here);
  BOOST_TEST(first.endedWithin(kSoon), "the first connection's deadline is over");
  BOOST_TEST(!second.endedWithin(kNow), "the second has its number and was ended in its place");
  watch.goes(gone);
  watch.waitsAgain(here);
  BOOST_TEST(second.endedWithin(kSoon), "the second is still watched after the first has gone");
  watch.goes(here);
}

BOOST_AUTO_TEST_CASE(a_head_and_its_body_have_one_deadline) {
  Watch watch(limits(milliseconds(300)));
  Pair head;
  Pair body;
  Pair working;
  watch.comes(head.server);
  watch.reads(watch.comes(body.server), 10);
  watch.works(watch.comes(working.server));
  BOOST_TEST(!head.endedWithin(kNow));
  BOOST_TEST(!body.endedWithin(kNow));
  BOOST_TEST(head.endedWithin(kSoon));
  BOOST_TEST(body.endedWithin(kSoon));
  BOOST_TEST(!working.endedWithin(milliseconds(500)), "what is being answered has no deadline");
}

BOOST_AUTO_TEST_CASE(a_large_body_gets_the_time_that_its_size_needs) {
  Watch watch(limits(milliseconds(100), 100, 1000));
  Pair small;
  Pair large;
  Pair reply;
  watch.reads(watch.comes(small.server), 10);
  watch.reads(watch.comes(large.server), 60'000);
  watch.sends(watch.comes(reply.server), 10);
  BOOST_TEST(small.endedWithin(kSoon));
  BOOST_TEST(reply.endedWithin(kSoon), "a reply that nobody takes is given up too");
  BOOST_TEST(!large.endedWithin(milliseconds(300)));
}

BOOST_AUTO_TEST_CASE(the_longest_waiting_make_room_and_nobody_at_work_does) {
  Watch watch(limits(milliseconds(60'000), 3));
  Pair working;
  Pair body;
  Pair oldest;
  Pair younger;
  watch.works(watch.comes(working.server));
  watch.reads(watch.comes(body.server), 10);
  watch.comes(oldest.server);
  BOOST_TEST(!oldest.endedWithin(milliseconds(150)), "three are no crowd");
  watch.comes(younger.server);
  BOOST_TEST(oldest.endedWithin(kNow), "at once, not at the next look");
  BOOST_TEST(!body.endedWithin(kNow));
  BOOST_TEST(!younger.endedWithin(milliseconds(150)));
  Pair third;
  const auto arrived = watch.comes(third.server);
  BOOST_TEST(younger.endedWithin(kNow));
  watch.works(arrived);
  Pair fourth;
  watch.comes(fourth.server);
  BOOST_TEST(body.endedWithin(kNow), "with nobody left who has waited for long, the slowest body goes");
  BOOST_TEST(!fourth.endedWithin(kNow), "a crowd of slow bodies does not keep a new one out");
  BOOST_TEST(!working.endedWithin(kNow));
  BOOST_TEST(!third.endedWithin(kNow));
}

BOOST_AUTO_TEST_CASE(at_the_end_idle_ones_go_at_once_and_the_others_when_they_are_answered) {
  Watch watch(limits(milliseconds(60'000)));
  Pair idle;
  Pair body;
  Pair working;
  watch.comes(idle.server);
  watch.reads(watch.comes(body.server), 10);
  const auto atWork = watch.comes(working.server);
  watch.works(atWork);
  watch.close();
  BOOST_TEST(idle.endedWithin(kNow));
  BOOST_TEST(!body.endedWithin(kNow));
  BOOST_TEST(!working.endedWithin(kNow));
  watch.waitsAgain(atWork);
  BOOST_TEST(working.endedWithin(kNow), "answered: no further request is taken");
  Pair late;
  watch.comes(late.server);
  BOOST_TEST(late.endedWithin(kNow));
  watch.endAll();
  BOOST_TEST(body.endedWithin(kNow));
}
