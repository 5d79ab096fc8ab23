// The daemon as a process: how it starts, refuses to, is read beside, and ends.
#include <signal.h>

#include <thread>

#include "store/Session.h"
#include "tests/daemon/Shop.h"

using namespace capd;
using namespace capd::test;

namespace {

/// Changes the records as nobody may: past the program, straight in the database.
void tamper(const Shop& shop, const std::vector<std::string>& deeds) {
  store::Session session(shop.records, store::Session::Use::writes);
  if (session.isPostgres())
    session.script("DROP TRIGGER IF EXISTS audit_append_only ON audit");
  else
    session.script("DROP TRIGGER IF EXISTS audit_no_UPDATE; DROP TRIGGER IF EXISTS audit_no_DELETE");
  for (const std::string& deed : deeds) session.script(deed);
}

std::string lastAnchor(const std::string& log) {
  const std::string mark = "audit head ";
  const auto at = log.rfind(mark);
  return at == std::string::npos ? "" : log.substr(at + mark.size(), log.find('\n', at) - at - mark.size());
}

}  // namespace

BOOST_DATA_TEST_CASE(sigterm_lets_what_was_begun_end, kBoth, kind) {
  Shop shop(kind);
  shop.daemon->start();
  Caller person(shop.daemon->port());
  BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
  // A form whose second half comes only after the signal.
  Wire slow(shop.daemon->port());
  const std::string body = urlEncoded({{"csrf", person.csrf()}, {"token", "t1"}, {"pupil", "1"}});
  BOOST_TEST_REQUIRE(
      slow.send("POST /do/referral.begin HTTP/1.1\r\nHost: " + person.host() + "\r\n" + person.cookieLine() +
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body.substr(0, 10)));
  Wire idle(shop.daemon->port());
  // Both have been accepted once a later connection was answered.
  BOOST_TEST_REQUIRE(Caller(shop.daemon->port()).get("/healthz").has_value());
  shop.daemon->signal(SIGTERM);
  BOOST_TEST(idle.ended(std::chrono::seconds(10)), "an idle connection holds the end up");
  BOOST_TEST_REQUIRE(slow.send(body.substr(10)));
  const auto answer = slow.receive();
  BOOST_TEST_REQUIRE(answer.has_value());
  BOOST_TEST((answer->status == 404 || answer->status == 303), answer->status);
  BOOST_TEST(shop.daemon->wait() == 0);
  BOOST_TEST(!Wire(shop.daemon->port()).open());
  BOOST_TEST(says(shop.daemon->out(), "capd: stopping"));
  shop.daemon->start();  // and all is well again
}

BOOST_AUTO_TEST_CASE(a_form_that_never_ends_does_not_hold_sigterm_for_ever) {
  Shop shop;
  shop.daemon->start();
  Wire stuck(shop.daemon->port());
  BOOST_TEST_REQUIRE(
      stuck.send("POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                 "Content-Length: 1000000\r\n\r\nemail="));
  Caller other(shop.daemon->port());
  BOOST_TEST_REQUIRE(other.get("/healthz").has_value());
  shop.daemon->signal(SIGTERM);
  BOOST_TEST(shop.daemon->wait(std::chrono::seconds(20)) == 0);
}

BOOST_AUTO_TEST_CASE(a_second_daemon_on_one_sqlite_file_refuses) {
  Shop shop;
  shop.daemon->start();
  const Ran second = shop.run({"serve", "--demo", "--listen", "127.0.0.1:0"});
  BOOST_TEST(second.exit == 1);
  BOOST_TEST(says(second.err, "Another capd (process " + std::to_string(shop.daemon->pid()) + ") uses this database"),
             second.err);
  BOOST_TEST(second.out.empty(), second.out);
  // The first did not notice: its socket still answers.
  const Ran asked = shop.doing("provider.add", {"--name", "Beside Ltd"});
  BOOST_TEST(asked.exit == 0, asked.err);
  Caller person(shop.daemon->port());
  BOOST_TEST(person.get("/healthz")->status == 200);
}

BOOST_DATA_TEST_CASE(an_older_program_refuses_newer_records, kBoth, kind) {
  Shop shop(kind);
  shop.daemon->start();
  shop.daemon->signal(SIGTERM);
  BOOST_TEST_REQUIRE(shop.daemon->wait() == 0);
  tamper(shop, {"INSERT INTO migration (owner, number, name, sha256, applied_ms) VALUES ('core', 9000, "
                "'9000_future.sql', 'x', 1)"});
  for (const std::vector<std::string>& words : {std::vector<std::string>{"serve", "--demo", "--listen", "127.0.0.1:0"},
                                                {"audit", "verify"},
                                                {"db", "migrate", "--demo"}}) {
    const Ran refused = shop.run(words);
    BOOST_TEST(refused.exit == 1);
    BOOST_TEST(says(refused.err, "last used by a newer capd: it has step 9000 of 'core'"), words[0] << refused.err);
    BOOST_TEST(says(refused.err, "Start the newer program, or restore the copy"), refused.err);
  }
}

BOOST_DATA_TEST_CASE(a_demonstration_is_not_opened_for_production, kBoth, kind) {
  Shop shop(kind);
  shop.daemon->start();
  shop.daemon->kill();
  const Ran refused = shop.run({"serve", "--listen", "127.0.0.1:0"});
  BOOST_TEST(refused.exit == 1);
  BOOST_TEST(says(refused.err, "made for demonstration and cannot be opened for production"), refused.err);
  const Ran listens = shop.run({"serve", "--demo", "--listen", "0.0.0.0:0"});
  BOOST_TEST(listens.exit == 1);
  BOOST_TEST(says(listens.err, "A demonstration listens on 127.0.0.1 alone"), listens.err);
}

// What whoever sits at the host's own command line has written; the daemon's jobs go on beside them.
static std::int64_t linesOfTheHost(const store::Settings& records) {
  store::Session session(records, store::Session::Use::reads);
  std::int64_t lines = -1;
  const ColumnType columns[] = {ColumnType::integer};
  session.select("SELECT COUNT(*) FROM audit WHERE actor LIKE 'host:%'", {}, columns,
                 [&](std::span<const Value> row) { lines = std::get<std::int64_t>(row[0]); });
  return lines;
}

BOOST_DATA_TEST_CASE(records_are_read_beside_a_running_daemon, kBoth, kind) {
  Shop shop(kind);
  shop.daemon->start();
  Caller person(shop.daemon->port());
  BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
  const std::int64_t before = linesOfTheHost(shop.records);
  const Ran verified = shop.run({"audit", "verify"});
  BOOST_TEST(verified.exit == 0, verified.err);
  BOOST_TEST(says(verified.out, "the chain is whole"), verified.out);
  const Ran unknown = shop.run({"decision", "show", "CAP25-NOTHER"});
  BOOST_TEST(unknown.exit == 1);
  BOOST_TEST(says(unknown.err, "There is no case CAP25-NOTHER"), unknown.err);
  // Reading wrote nothing and the daemon goes on.
  BOOST_TEST(person.get("/healthz")->status == 200);
  BOOST_TEST(linesOfTheHost(shop.records) == before);
}

BOOST_AUTO_TEST_CASE(reading_makes_no_records) {
  TempDir folder;
  const Ran nothing = runCapd({"audit", "verify", "--data", folder.file("typo")});
  BOOST_TEST(nothing.exit == 1);
  BOOST_TEST(says(nothing.err, "There are no records at " + folder.file("typo") + "/capd.db"), nothing.err);
  BOOST_TEST(!std::filesystem::exists(folder.file("typo")));
  Shop shop(Kind::postgresql);
  std::filesystem::create_directory(shop.data());
  std::ofstream(shop.records.keyFile) << std::string(32, 'k');
  std::filesystem::permissions(shop.records.keyFile, std::filesystem::perms::owner_read);
  const Ran empty = shop.run({"audit", "verify"});
  BOOST_TEST(empty.exit == 1);
  BOOST_TEST(says(empty.err, "There are no records in this database"), empty.err);
}

BOOST_DATA_TEST_CASE(the_audits_head_in_the_log_finds_what_was_cut_off, kBoth, kind) {
  Shop shop(kind);
  shop.daemon->start();
  const std::string atStart = lastAnchor(shop.daemon->err());
  BOOST_TEST_REQUIRE(!atStart.empty(), shop.daemon->err());
  Caller person(shop.daemon->port());
  BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
  shop.daemon->signal(SIGHUP);  // the hour is over
  std::string later;
  for (int tries = 0; tries < 2000 && (later.empty() || later == atStart); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // another process writes its log
    later = lastAnchor(shop.daemon->err());
  }
  BOOST_TEST(later != atStart);
  BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
  shop.daemon->signal(SIGTERM);
  BOOST_TEST_REQUIRE(shop.daemon->wait() == 0);
  const std::string atEnd = lastAnchor(shop.daemon->err());
  BOOST_TEST(atEnd != later);
  const auto end = store::anchorFrom(atEnd);
  BOOST_TEST_REQUIRE(end.has_value());

  BOOST_TEST(shop.run({"audit", "verify"}, {"--anchor", atStart, "--anchor", later, "--anchor", atEnd}).exit == 0);
  const Ran nonsense = shop.run({"audit", "verify"}, {"--anchor", "12"});
  BOOST_TEST(nonsense.exit == 1);
  BOOST_TEST(says(nonsense.err, "--anchor is a number, a colon and 64 hexadecimal signs"), nonsense.err);
  const Ran other =
      shop.run({"audit", "verify"}, {"--anchor", std::to_string(end->first) + ":" + std::string(64, 'a')});
  BOOST_TEST(other.exit == 1);
  BOOST_TEST(says(other.err, "it is not the line that was written down"), other.err);

  // Whoever cuts the end off and makes the head fit leaves a chain that is whole in itself.
  const std::string last = std::to_string(end->first);
  tamper(shop, {"DELETE FROM audit_payload WHERE seq >= " + last, "DELETE FROM audit WHERE seq >= " + last,
                "UPDATE head SET audit_seq = " + last +
                    " - 1, audit_hash = (SELECT hash FROM audit WHERE seq = " + last + " - 1)"});
  BOOST_TEST(shop.run({"audit", "verify"}).exit == 0);
  BOOST_TEST(shop.run({"audit", "verify"}, {"--anchor", later}).exit == 0);
  const Ran cut = shop.run({"audit", "verify"}, {"--anchor", atEnd});
  BOOST_TEST(cut.exit == 1);
  BOOST_TEST(says(cut.err, "line " + last + ": it was written down and is not there: the end was cut off"), cut.err);
  BOOST_TEST(says(cut.out, "BROKEN"), cut.out);
}

BOOST_DATA_TEST_CASE(tampering_is_found_by_the_program, kBoth, kind) {
  const std::vector<std::vector<std::string>> deeds = {
      {"UPDATE audit SET actor = 'account:9' WHERE seq = 2"},
      {"DELETE FROM audit_payload WHERE seq = 2", "DELETE FROM audit WHERE seq = 2"},
      {"UPDATE audit SET seq = 1000 WHERE seq = 2", "UPDATE audit SET seq = 2 WHERE seq = 3",
       "UPDATE audit SET seq = 3 WHERE seq = 1000"},
      {"INSERT INTO audit (seq, at_ms, actor, command, subject, fields, payload_hash, previous, hash) SELECT 1000, "
       "at_ms, actor, command, subject, fields, payload_hash, hash, hash FROM audit WHERE seq = 2"},
      {"UPDATE audit_payload SET payload = 'other' WHERE seq = 2"},
  };
  for (const auto& deed : deeds) {
    Shop shop(kind);
    shop.daemon->start();
    Caller person(shop.daemon->port());
    BOOST_TEST_REQUIRE(person.signIn("coordinator@school.example", kPassword));
    shop.daemon->kill();
    BOOST_TEST_REQUIRE(shop.run({"audit", "verify"}).exit == 0);
    tamper(shop, deed);
    const Ran found = shop.run({"audit", "verify"});
    BOOST_TEST(found.exit == 1, deed.front());
    BOOST_TEST(says(found.out, "BROKEN"), deed.front());
    BOOST_TEST(says(found.err, "line "), deed.front());
  }
}
