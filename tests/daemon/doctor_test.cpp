// capd doctor says each thing about the configuration, the machine and the records in a line, with what to do.
#include <signal.h>

#include <nlohmann/json.hpp>

#include "store/Session.h"
#include "tests/daemon/Shop.h"

using namespace capd;
using namespace capd::test;

namespace {

/// The line that says this, with the line behind it.
std::string about(const std::string& out, const std::string& what) {
  const auto at = out.find(what);
  if (at == std::string::npos) return "";
  const auto begin = out.rfind('\n', at) == std::string::npos ? 0 : out.rfind('\n', at) + 1;
  const auto end = out.find('\n', out.find('\n', at) + 1);
  return out.substr(begin, end - begin);
}
bool well(const std::string& out, const std::string& what) { return about(out, what).compare(0, 9, "  well   ") == 0; }
bool look(const std::string& out, const std::string& what, const std::string& mend) {
  const std::string line = about(out, what);
  return line.compare(0, 9, "  LOOK   ") == 0 && says(line, mend);
}

}  // namespace

BOOST_AUTO_TEST_CASE(doctor_tells_every_fault_of_the_configuration_and_goes_on) {
  Shop shop(Kind::sqlite,
            "listen = 0.0.0.0:80\nsecure_cookie = yes\nmail.starttls = maybe\nmail.server = 127.0.0.1:1\n"
            "public_address = https://cap.example.org\nmail.ca_file = /nowhere/ca.pem\n");
  const Ran ran = shop.run({"doctor"});
  BOOST_TEST(ran.exit == 1);
  BOOST_TEST(ran.err.empty(), ran.err);
  BOOST_TEST(look(ran.out, "capd.conf:2: There is no setting 'secure_cookie'", "Did you mean 'secure_cookies'?"),
             ran.out);
  BOOST_TEST(look(ran.out, "capd.conf:3: 'maybe' is no value of 'mail.starttls'", "It is yes or no."), ran.out);
  BOOST_TEST(look(ran.out, "only this machine reaches the service", "Set listen = 127.0.0.1:8080"), ran.out);
  BOOST_TEST(look(ran.out, "cookies travel as the pages do", "set secure_cookies = yes"), ran.out);
  BOOST_TEST(look(ran.out, "the mail server answers at 127.0.0.1:1", "Nobody listens there"), ran.out);
  BOOST_TEST(look(ran.out, "mails have a sender", "Set mail.from"), ran.out);
  BOOST_TEST(look(ran.out, "the certificates in /nowhere/ca.pem", "cannot be read"), ran.out);
  BOOST_TEST(look(ran.out, "the records", "There are no records"), ran.out);
  BOOST_TEST(well(ran.out, "the policy files"), ran.out);
  // The service itself does not start on it, and says the same.
  const Ran serve = shop.run({"serve", "--demo", "--listen", "127.0.0.1:0"});
  BOOST_TEST(serve.exit == 1);
  BOOST_TEST(says(serve.err, "capd.conf:3: 'maybe' is no value of 'mail.starttls'"), serve.err);
  shop.configure("public_address = https://cap.example.org\nsecure_cookies = yes\n");
  const Ran good = shop.run({"doctor"});
  BOOST_TEST(well(good.out, "every line of the configuration file " + shop.config()), good.out);
  BOOST_TEST(well(good.out, "cookies travel as the pages do"), good.out);
  BOOST_TEST(well(good.out, "only this machine reaches the service"), good.out);
  shop.configure("secure_cookies = yes\n");
  BOOST_TEST(look(shop.run({"doctor"}).out, "people can sign in at the public address", "Set an https address"));
  shop.configure("database = postgresql:host=/nowhere password=x\n");
  std::filesystem::permissions(shop.config(), std::filesystem::perms(0644));
  const Ran open = shop.run({"doctor"});
  BOOST_TEST(look(open.out, "nobody else can read the password", "Run: chmod o= " + shop.config()), open.out);
  BOOST_TEST(!says(open.out + open.err, "password=x"));
}

BOOST_AUTO_TEST_CASE(doctor_looks_at_backup_and_mail_beside_the_daemon) {
  Shop shop;
  shop.daemon->start();
  shop.configure("mail.server = 127.0.0.1:" + std::to_string(shop.daemon->port()) + "\n");
  const Ran none = shop.run({"doctor"});
  BOOST_TEST(well(none.out, "the mail server answers at 127.0.0.1:"), none.out);
  BOOST_TEST(well(none.out, "the records answer: SQLite 3."), none.out);
  BOOST_TEST(well(none.out, "the clock is not behind the records"), none.out);
  BOOST_TEST(well(none.out, "the records' key"), none.out);
  BOOST_TEST(look(none.out, "a backup was made", "Run: capd backup FOLDER"), none.out);
  const std::string target = shop.folder.file("one.backup");
  BOOST_TEST_REQUIRE(shop.run({"backup", target}).exit == 0);
  const Ran made = shop.run({"doctor"});
  BOOST_TEST(well(made.out, "the last backup is 0 hours old: " + target), made.out);
  BOOST_TEST(well(made.out, "the last backup is where it was written"), made.out);
  BOOST_TEST(look(made.out, "on another disk than the records", "Copy backups to another machine"), made.out);
  std::filesystem::remove(target);
  BOOST_TEST(look(shop.run({"doctor"}).out, "the last backup is where it was written", "kept elsewhere"));
  // 26 hours: the day's backup, and two more.
  const auto ago = [&](std::int64_t ms) {
    std::ofstream(shop.data() + "/backup.last") << SystemClock().now().ms - ms << " " << target << "\n";
    return shop.run({"doctor"}).out;
  };
  BOOST_TEST(well(ago(26 * 3600'000LL - 60'000), "the last backup is 25 hours old"));
  BOOST_TEST(look(ago(26 * 3600'000LL + 1'000), "the last backup is 26 hours old", "every night"));
  const Ran json = shop.run({"doctor", "--json"});
  const auto lines = nlohmann::json::parse(json.out, nullptr, false);
  BOOST_TEST_REQUIRE(lines.is_array(), json.out);
  for (const auto& line : lines) {
    BOOST_TEST(!line["says"].get<std::string>().empty());
    BOOST_TEST((line["well"].get<bool>() || !line["mend"].get<std::string>().empty()), line.dump());
  }
}

BOOST_AUTO_TEST_CASE(doctor_finds_a_damaged_file_a_clock_set_back_and_a_lax_server) {
  Shop shop(Kind::sqlite, "", false);
  shop.daemon->start();
  shop.daemon->signal(SIGTERM);
  BOOST_TEST_REQUIRE(shop.daemon->wait() == 0);
  BOOST_TEST(well(shop.run({"doctor"}).out, "the clock is not behind the records"));
  {
    store::Session session(shop.records, store::Session::Use::writes);
    session.script(
        "INSERT INTO audit (seq, at_ms, actor, command, subject, fields, payload_hash, previous, hash) VALUES (9999, " +
        std::to_string(SystemClock().now().ms + 7'200'000) + ", 'x', 'x', '', '', '', '', '')");
  }
  BOOST_TEST(look(shop.run({"doctor"}).out, "the clock is not behind the records", "the clock was set back"));
  // One page among the rows, then nearly all of them: either way it is told, and what to do.
  const std::string bytes = contentOf(shop.records.place);
  for (const std::size_t from : {bytes.size() - 4096 * 3, std::size_t{4096} * 20}) {
    std::string changed = bytes;
    for (std::size_t page = from / 4096 * 4096; page + 4096 <= changed.size(); page += 4096) changed[page] = '\x77';
    std::ofstream(shop.records.place, std::ios::binary) << changed;
    const Ran damaged = shop.run({"doctor"});
    BOOST_TEST(damaged.exit == 1);
    BOOST_TEST(says(damaged.out, "is damaged ("), damaged.out << damaged.err);
    BOOST_TEST(says(damaged.out, "Stop the service and restore the last backup."), damaged.out);
  }
  std::filesystem::permissions(shop.records.keyFile, std::filesystem::perms(0644));
  BOOST_TEST(look(shop.run({"doctor"}).out, "the records' key", "chmod 600"));
  // The suite's own PostgreSQL runs without fsync: on a council's server that would be told.
  Shop other(Kind::postgresql);
  other.daemon->start();
  const Ran lax = other.run({"doctor"});
  BOOST_TEST(well(lax.out, "the records answer: PostgreSQL 1"), lax.out);
  BOOST_TEST(look(lax.out, "the database", "fsync = off: a power cut loses"), lax.out);
}
