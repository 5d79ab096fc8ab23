// What only an attacker sends (STACK.md, "Poco pitfalls"), over a real socket to the real daemon.
#include <sys/resource.h>

#include <algorithm>
#include <thread>

#include "tests/daemon/Shop.h"

using namespace capd;
using namespace capd::test;

namespace {

/// One daemon for all the attacks: it must be well after each of them.
struct Target {
  Target() { shop().daemon->pid() == 0 ? shop().daemon->start() : void(); }
  ~Target() {
    const auto health = Caller(port()).get("/healthz");
    BOOST_TEST((health && health->status == 200), "the daemon is not well after this");
  }
  static Shop& shop() {
    static Shop only;
    return only;
  }
  static std::uint16_t port() { return shop().daemon->port(); }
  /// Sends bytes on a new connection and takes the first reply.
  static std::optional<Answer> ask(const std::string& bytes) {
    Wire wire(port());
    return wire.send(bytes) ? wire.receive() : std::nullopt;
  }
};

struct OneTarget {
  ~OneTarget() { Target::shop().daemon->kill(); }
};
BOOST_TEST_GLOBAL_FIXTURE(OneTarget);

std::string head(const std::string& first, const std::string& rest = "") {
  return first + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + rest + "\r\n";
}

const std::string kForm = "Content-Type: application/x-www-form-urlencoded\r\n";
const std::string kSecond = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

/// Sent as one piece, these must give at most one reply, and never one to the request hidden inside.
void onlyOneReply(const std::string& what, const std::string& bytes, int status) {
  Wire wire(Target::port());
  BOOST_TEST_REQUIRE(wire.send(bytes));
  const auto first = wire.receive();
  if (status != 0) {
    BOOST_TEST_REQUIRE(first.has_value(), what);
    BOOST_TEST(first->status == status, what << ": " << first->status);
  }
  const auto second = wire.receive(std::chrono::seconds(8));
  BOOST_TEST(!second.has_value(), what << ": the hidden request was answered with " << (second ? second->status : 0));
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(an_unread_body_is_never_the_next_request, Target) {
  const std::string length = "Content-Length: " + std::to_string(kSecond.size()) + "\r\n";
  onlyOneReply("GET with a body", head("GET /healthz", length) + kSecond, 400);
  onlyOneReply("HEAD with a body", "HEAD /sign-in HTTP/1.1\r\nHost: x\r\n" + length + "\r\n" + kSecond, 0);
  onlyOneReply("wrong content type", head("POST /sign-in", "Content-Type: text/xml\r\n" + length) + kSecond, 415);
  onlyOneReply("no content type", head("POST /sign-in", length) + kSecond, 415);
  onlyOneReply("another method", head("PUT /sign-in", kForm + length) + kSecond, 400);
  onlyOneReply("no boundary", head("POST /sign-in", "Content-Type: multipart/form-data\r\n" + length) + kSecond, 400);
  // What was read whole is followed by the next request as it should be.
  Wire wire(port());
  const std::string body = "email=a";
  BOOST_TEST_REQUIRE(wire.send(head("POST /sign-in", kForm + "Content-Length: 7\r\n") + body + kSecond));
  BOOST_TEST(wire.receive()->status == 422);
  BOOST_TEST(wire.receive()->status == 200);
}

BOOST_FIXTURE_TEST_CASE(lengths_that_can_be_read_in_two_ways_are_refused, Target) {
  const std::string chunked = "0\r\n\r\n";
  onlyOneReply("both lengths",
               head("POST /sign-in", kForm + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + chunked + kSecond,
               411);
  onlyOneReply("chunked", head("POST /sign-in", kForm + "Transfer-Encoding: chunked\r\n") + chunked + kSecond, 411);
  onlyOneReply("encoding with a capital",
               head("POST /sign-in", kForm + "Content-Length: 5\r\nTransfer-ENCODING: Chunked\r\n") + chunked + kSecond,
               411);
  onlyOneReply(
      "unknown encoding",
      head("POST /sign-in", kForm + "Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n") + chunked + kSecond, 411);
  onlyOneReply("chunked GET",
               head("GET /healthz", "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n") + "5\r\nhello\r\n" +
                   chunked + kSecond,
               400);
  onlyOneReply("two lengths", head("POST /sign-in", kForm + "Content-Length: 0\r\nContent-Length: 40\r\n") + kSecond,
               400);
  onlyOneReply("the same length twice",
               head("POST /sign-in", kForm + "Content-Length: 5\r\nContent-Length: 5\r\n") + "a=bcd" + kSecond, 400);
  onlyOneReply("space before the colon", head("POST /sign-in", kForm + "Content-Length : 40\r\n") + kSecond, 400);
  for (const char* length : {"+5", "-1", "0x5", "5, 5", "5 5", "", "99999999999999999999", "five"})
    onlyOneReply(std::string("length '") + length + "'",
                 head("POST /sign-in", kForm + "Content-Length: " + length + "\r\n") + "a=bcd" + kSecond, 0);
  onlyOneReply("no length", head("POST /sign-in", kForm) + "a=bcd" + kSecond, 411);
}

BOOST_FIXTURE_TEST_CASE(a_cut_body_is_refused, Target) {
  Wire wire(port());
  BOOST_TEST_REQUIRE(wire.send(head("POST /sign-in", kForm + "Content-Length: 100\r\n") + "email=a&p"));
  wire.finish();
  const auto answer = wire.receive();
  BOOST_TEST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->status == 400);
  BOOST_TEST(answer->body == "The form ended before its announced length.\n");
}

BOOST_FIXTURE_TEST_CASE(headers_hold_no_control_signs, Target) {
  for (const char* value : {"=?utf-8?Q?admin=0D=0AX-Role:_root?=", "=?utf-8?B?YQ0KYg==?=", "=?utf-8?Q?a=00b?=",
                            "a\x01"
                            "b",
                            "a\x7F"})
    for (const char* name : {"X-User", "Cookie", "Origin", "User-Agent"}) {
      const auto answer = ask(head("GET /healthz", std::string(name) + ": " + value + "\r\n"));
      BOOST_TEST_REQUIRE(answer.has_value(), name << value);
      BOOST_TEST(answer->status == 400, name << ": " << value);
      BOOST_TEST(answer->body == "A header holds control signs.\n");
    }
  const auto split = ask(head("GET /sign-in?next=/a%0d%0aSet-Cookie:%20x=y"));
  BOOST_TEST_REQUIRE(split.has_value());
  BOOST_TEST(split->headers.count("set-cookie") == 0U);
  const auto path = ask(head("GET /a%00b"));
  BOOST_TEST((path && path->status == 400));
}

BOOST_FIXTURE_TEST_CASE(huge_heads_cost_nothing, Target) {
  const std::int64_t before = shop().daemon->residentKb();
  const std::vector<std::string> heads = {
      "GET /" + std::string(1'000'000, 'a') + " HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nX-A: " + std::string(10'000'000, 'a') + "\r\n\r\n",
      "GET / HTTP/1.1\r\n" + std::string(10'000'000, 'X') + ": a\r\n\r\n",
      std::string(10'000'000, 'G'),
  };
  for (const std::string& bytes : heads) {
    Wire wire(port());
    wire.send(bytes);  // it may be cut off at any moment
    const auto answer = wire.receive();
    BOOST_TEST((!answer || answer->status >= 400));
  }
  std::string many = "GET /healthz HTTP/1.1\r\n";
  for (int i = 0; i < 100'000; ++i) many += "X-" + std::to_string(i) + ": a\r\n";
  Wire wire(port());
  wire.send(many + "\r\n");
  const auto answer = wire.receive();
  BOOST_TEST((!answer || answer->status >= 400));
  BOOST_TEST(shop().daemon->residentKb() - before < 40'000);
}

BOOST_FIXTURE_TEST_CASE(a_gigabyte_is_refused_before_it_comes, Target) {
  const std::int64_t before = shop().daemon->residentKb();
  for (const std::string& type : {kForm, std::string("Content-Type: multipart/form-data; boundary=x\r\n")}) {
    Wire wire(port());
    BOOST_TEST_REQUIRE(wire.send(head("POST /do/referral.save_section", type + "Content-Length: 1073741824\r\n")));
    // The client goes on sending, as browsers do.
    const std::string piece(1'000'000, 'a');
    for (int i = 0; i < 20 && wire.send(piece); ++i) continue;
    const auto answer = wire.receive();
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->status == 413);
    BOOST_TEST(says(answer->body, "too large"), answer->body);
    BOOST_TEST(wire.ended(std::chrono::seconds(8)));
  }
  BOOST_TEST(shop().daemon->residentKb() - before < 20'000);
}

BOOST_FIXTURE_TEST_CASE(broken_multipart_forms_are_refused, Target) {
  Caller person(port());
  BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
  const std::string part = "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + person.csrf() + "\r\n";
  const std::vector<std::string> bodies = {
      part,                         // no last boundary
      part + "--x",                 // half a one
      "--y\r\n\r\na\r\n--y--\r\n",  // another boundary
      "",
      "--x--",
      "--x\r\n",
      "--x\r\n\r\n--x--\r\n",  // hardly anything
      "--x\r\nContent-Disposition: form-data; name=\"" + std::string(100'000, 'n') + "\"\r\n\r\na\r\n--x--\r\n",
      "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + std::string(300'000, 'v') + "\r\n--x--\r\n",
  };
  for (const std::string& body : bodies) {
    const auto answer =
        person.send(head("POST /do/referral.begin",
                         person.cookieLine() + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: " +
                             std::to_string(body.size()) + "\r\n") +
                    body);
    BOOST_TEST((!answer || (answer->status >= 400 && answer->status < 500)), body.substr(0, 80)
                                                                                 << (answer ? answer->status : 0));
  }
}

// Forms with files may be large, for those who have a sign-in; what is no file of them is kept in memory and may not.
BOOST_FIXTURE_TEST_CASE(large_forms_are_for_files_of_people_who_signed_in, Target) {
  const auto sent = [](Caller& person, const Typed& typed, std::size_t files, std::size_t bytes) {
    std::vector<SentFile> all;
    for (std::size_t i = 0; i < files; ++i) all.push_back({"f" + std::to_string(i), "a.exe", std::string(bytes, 'a')});
    const auto answer = person.upload("/do/referral.begin", typed, all);
    return answer ? answer->status : 0;
  };
  const auto values = [](std::size_t count) {
    Typed typed;
    for (std::size_t i = 0; i < count; ++i) typed.emplace_back("v" + std::to_string(i), std::string(200'000, 'v'));
    return typed;
  };
  Caller stranger(port());
  const std::int64_t before = shop().daemon->residentKb();
  BOOST_TEST(sent(stranger, {}, 1, 3'000'000) == 413);
  BOOST_TEST(shop().daemon->residentKb() - before < 20'000);
  BOOST_TEST(sent(stranger, {}, 1, 1'000) == 303);  // to the page for signing in

  Caller person(port());
  BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
  BOOST_TEST(sent(person, {}, 1, 3'000'000) == 403);  // read whole; it has no csrf
  BOOST_TEST(sent(person, values(9), 2, 3'000'000) == 403);
  BOOST_TEST(sent(person, values(12), 2, 1'000) == 413);
  BOOST_TEST(sent(person, values(60), 0, 0) == 413);
  BOOST_TEST(sent(person, {}, 20, 1'000) == 403);
  BOOST_TEST(sent(person, {}, 21, 1'000) == 413);
}

BOOST_FIXTURE_TEST_CASE(an_address_is_text, Target) {
  for (const char* path : {"/sign-in?next=%FF", "/sign-in?%C3=a", "/%C3%28", "/a%ED%A0%80", "/sign-in?next=%C0%AF"}) {
    const auto answer = ask(head(std::string("GET ") + path));
    BOOST_TEST_REQUIRE(answer.has_value(), path);
    BOOST_TEST(answer->status == 400, path << ": " << answer->status);
  }
  BOOST_TEST(ask(head("GET /sign-in?next=/%C5%9Awi%C4%85tek"))->status == 200);
}

BOOST_FIXTURE_TEST_CASE(a_drip_of_head_and_body_has_one_deadline, Target) {
  const std::vector<std::string> begins = {"GET /healthz HTT",
                                           head("POST /sign-in", kForm + "Content-Length: 1000\r\n") + "email="};
  std::vector<std::unique_ptr<Wire>> wires;
  for (const std::string& begin : begins) {
    wires.push_back(std::make_unique<Wire>(port()));
    BOOST_TEST_REQUIRE(wires.back()->send(begin));
  }
  const auto since = std::chrono::steady_clock::now();
  std::vector<bool> ended(wires.size(), false);
  while (std::chrono::steady_clock::now() - since < std::chrono::seconds(14)) {
    for (std::size_t i = 0; i < wires.size(); ++i) {
      if (ended[i]) continue;
      if (wires[i]->receive(std::chrono::milliseconds(250)).has_value() ||
          wires[i]->ended(std::chrono::milliseconds(0)) || !wires[i]->send("a"))
        ended[i] = true;
    }
    if (std::all_of(ended.begin(), ended.end(), [](bool each) { return each; })) break;
  }
  for (std::size_t i = 0; i < ended.size(); ++i) BOOST_TEST(ended[i], "still dripping after 14 seconds: " << begins[i]);
  BOOST_TEST((std::chrono::steady_clock::now() - since > std::chrono::seconds(8)), "slow people get their ten seconds");
}

BOOST_FIXTURE_TEST_CASE(a_crowd_of_slow_bodies_does_not_keep_others_out, Target) {
  std::vector<std::unique_ptr<Wire>> crowd;
  for (int i = 0; i < 400; ++i) {
    crowd.push_back(std::make_unique<Wire>(port()));
    crowd.back()->send(head("POST /sign-in", kForm + "Content-Length: 100000\r\n") + "email=");
  }
  int served = 0;
  for (int i = 0; i < 50; ++i) {
    const auto answer = ask(head("GET /sign-in"));
    if (answer && answer->status == 200) ++served;
  }
  BOOST_TEST(served == 50);
}

BOOST_FIXTURE_TEST_CASE(dripping_and_idle_crowds_do_not_keep_others_out, Target) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  std::vector<std::unique_ptr<Wire>> crowd;
  const auto drip = [&](std::size_t i) {
    crowd[i] = std::make_unique<Wire>(port());
    crowd[i]->send(i % 2 == 0 ? "GET /sign-in HTTP/1.1\r\nX-A: "
                              : head("POST /sign-in", kForm + "Content-Length: 100000\r\n"));
  };
  crowd.resize(200);
  for (std::size_t i = 0; i < crowd.size(); ++i) drip(i);
  std::vector<std::unique_ptr<Wire>> idle;
  for (int i = 0; i < 1000; ++i) idle.push_back(std::make_unique<Wire>(port()));
  std::vector<std::int64_t> took;
  int served = 0;
  for (int i = 0; i < 300; ++i) {
    for (std::size_t j = static_cast<std::size_t>(i) % 3; j < crowd.size(); j += 3)
      if (!crowd[j]->send("a") || crowd[j]->ended(std::chrono::milliseconds(0))) drip(j);
    const auto since = std::chrono::steady_clock::now();
    Wire fresh(port());
    fresh.send(head("GET /sign-in"));
    const auto answer = fresh.receive(std::chrono::seconds(10));
    if (answer && answer->status == 200) ++served;
    took.push_back(
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - since).count());
  }
  std::sort(took.begin(), took.end());
  BOOST_TEST(served == 300, "fresh requests served: " << served << " of 300");
  std::cout << "beside 200 dripping and 1000 idle connections: " << served << " of 300 served, median "
            << took[150] / 1000 << " ms, p99 " << took[297] / 1000 << " ms" << std::endl;
}
