// A daemon in hard weather: the disk full, the records locked by another, the policy broken while it lives
// (TRUST R6, R8, R18). What it can't do it says, keeps what was typed, loses nothing, and recovers by itself.
#include <signal.h>
#include <sys/resource.h>

#include <fstream>
#include <future>

#include "store/Session.h"
#include "tests/daemon/Shop.h"
#include "tests/kill/Load.h"

using namespace capd;
using namespace capd::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> column(const store::Settings& records, const std::string& sql) {
  store::Session session(records, store::Session::Use::reads);
  std::vector<std::string> all;
  const ColumnType columns[] = {ColumnType::text};
  session.select(sql, {}, columns, [&](std::span<const Value> row) { all.push_back(std::get<std::string>(row[0])); });
  return all;
}

std::vector<std::string> pupilsOf(const store::Settings& records) {
  return column(records,
                "SELECT CAST(p.id AS TEXT) FROM pupil p JOIN organisation o ON o.id = p.school_id WHERE o.name = "
                "'Spon Vale School' ORDER BY p.id");
}

std::size_t answersLike(const store::Settings& records, const std::string& text) {
  return column(records, "SELECT value FROM answer WHERE value = '" + text + "'").size();
}

struct Person : Caller {
  explicit Person(Shop& shop) : Caller(shop.daemon->port()), pupil(pupilsOf(shop.records).at(0)) {
    BOOST_TEST_REQUIRE(signIn("coordinator@school.example", kPassword));
  }
  std::string draft(const std::string& token) {
    const auto begun = run("referral.begin", {{"token", token}, {"pupil", pupil}});
    BOOST_TEST_REQUIRE((begun && begun->status == 303));
    return begun->header("location").substr(std::string("/referrals/").size());
  }
  std::optional<Answer> save(const std::string& reference, const std::string& token, const std::string& detail) {
    return run("referral.save_section", {{"token", token},
                                         {"page", "/referrals/" + reference + "/section/needs"},
                                         {"reference", reference},
                                         {"section", "needs"},
                                         {"needs.detail", detail}});
  }
  std::string pupil;
};

/// No file of the process may grow: as on a full disk, without one.
void fill(const Daemon& daemon, bool full) {
  rlimit limit{};
  BOOST_TEST_REQUIRE(::prlimit(daemon.pid(), RLIMIT_FSIZE, nullptr, &limit) == 0);
  limit.rlim_cur = full ? 1 : limit.rlim_max;
  BOOST_TEST_REQUIRE(::prlimit(daemon.pid(), RLIMIT_FSIZE, &limit, nullptr) == 0);
}

std::size_t filesIn(const std::string& folder) {
  std::size_t files = 0;
  if (fs::exists(folder))
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) ++files;
  return files;
}

void kept(const std::optional<Answer>& answer, const std::string& typed) {
  BOOST_TEST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->status == 503);
  BOOST_TEST(!answer->header("retry-after").empty());
  BOOST_TEST(says(answer->body, typed), "what was typed is gone");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_full_disk_is_said_and_recovered_from) {
  Shop shop;
  shop.daemon->start();
  Person person(shop);
  const std::string reference = person.draft("one");
  const std::string unseen = person.draft("two");
  BOOST_TEST(person.get("/")->status == 200);
  BOOST_TEST(person.get("/referrals/" + reference + "/section/needs")->status == 200);  // where it is typed
  fill(*shop.daemon, true);
  kept(person.save(reference, "full", "Typed on a full disk"), "Typed on a full disk");
  BOOST_TEST(answersLike(shop.records, "Typed on a full disk") == 0U);
  const auto health = person.get("/healthz");
  BOOST_TEST(health->status == 503);
  BOOST_TEST(says(health->body, "\"writable\": false"), health->body);
  // Lists go on; one child's record is shown to nobody of whom that can't be written down.
  BOOST_TEST(person.get("/")->status == 200);
  BOOST_TEST(person.get("/referrals/" + unseen)->status == 503);
  const auto upload = person.upload("/do/referral.save_section",
                                    {{"csrf", person.csrf()},
                                     {"token", "file"},
                                     {"page", "/referrals/" + reference},
                                     {"reference", reference},
                                     {"section", "papers"}},
                                    {{"papers.other", "a.txt", std::string(100'000, 'a'), "text/plain"}});
  BOOST_TEST((upload && upload->status != 303));
  BOOST_TEST(filesIn(shop.data() + "/blobs") == 0U, "a part of a file was left behind");
  // Room again: at the next click, without a restart.
  fill(*shop.daemon, false);
  const auto again = person.save(reference, "full", "Typed on a full disk");
  BOOST_TEST((again && again->status == 303));
  BOOST_TEST(answersLike(shop.records, "Typed on a full disk") == 1U);
  BOOST_TEST(person.get("/healthz")->status == 200);
  BOOST_TEST(person.get("/referrals/" + unseen)->status == 200);
  const Ran verified = shop.run({"audit", "verify"});
  BOOST_TEST(verified.exit == 0, verified.err);
  BOOST_TEST(shop.run({"doctor"}).exit >= 0);
}

BOOST_AUTO_TEST_CASE(records_that_another_holds_are_waited_for_and_then_said) {
  Shop lite;
  Shop pg(Kind::postgresql);
  std::vector<std::future<std::optional<Answer>>> answers;
  std::vector<std::unique_ptr<Person>> people;
  std::vector<std::unique_ptr<store::Session>> holders;
  std::vector<std::string> references;
  const std::vector<Shop*> shops = {&lite, &pg};
  for (Shop* shop : shops) {
    shop->daemon->start();
    people.push_back(std::make_unique<Person>(*shop));
    references.push_back(people.back()->draft("one"));
    BOOST_TEST(people.back()->get("/referrals/" + references.back() + "/section/needs")->status == 200);
    holders.push_back(std::make_unique<store::Session>(shop->records, store::Session::Use::writes));
    holders.back()->script(shop == &lite ? "BEGIN IMMEDIATE" : "BEGIN; UPDATE head SET next_id = next_id");
  }
  for (std::size_t i = 0; i < shops.size(); ++i)
    answers.push_back(
        std::async(std::launch::async, [&, i] { return people[i]->save(references[i], "held", "Typed while held"); }));
  // Reading is not held up.
  for (Shop* shop : shops) {
    Caller other(shop->daemon->port());
    BOOST_TEST(other.get("/sign-in")->status == 200);
  }
  // The answers come while the records are still held: nobody waits for the one who holds them.
  for (auto& answer : answers) kept(answer.get(), "Typed while held");
  for (auto& holder : holders) holder->script("ROLLBACK");
  for (std::size_t i = 0; i < shops.size(); ++i) {
    BOOST_TEST(answersLike(shops[i]->records, "Typed while held") == 0U);
    const auto again = people[i]->save(references[i], "held", "Typed while held");
    BOOST_TEST((again && again->status == 303), (again ? again->status : 0));
    BOOST_TEST(answersLike(shops[i]->records, "Typed while held") == 1U);
    BOOST_TEST(people[i]->get("/healthz")->status == 200);
    BOOST_TEST(shops[i]->run({"audit", "verify"}).exit == 0);
  }
}

BOOST_AUTO_TEST_CASE(a_policy_that_is_broken_while_it_lives_changes_nothing) {
  Shop shop;
  TempDir share;
  for (const char* part : {"sql", "scripts", "core/web/templates", "plugins"}) {
    fs::create_directories(fs::path(share.file(part)).parent_path());
    fs::copy(fs::path(CAPD_SOURCE) / part, share.file(part), fs::copy_options::recursive);
  }
  auto words = shop.place();
  words.insert(words.end(), {"--share", share.path(), "--demo", "--at", "2026-02-02T09:00"});
  shop.daemon = std::make_unique<Daemon>(shop.folder.path(), words);
  shop.daemon->start();
  School school("coordinator@school.example", pupilsOf(shop.records), 5);
  const std::string first = school.referOne(shop.daemon->port());
  BOOST_TEST_REQUIRE(!first.empty());
  const std::string file = share.file("scripts/policy/2025-26/every_programme.lua");
  const std::string good = contentOf(file);
  for (const std::string& bad : {good + "\nprogramme { {{", std::string("while true do end\n"), std::string("\x1bLua"),
                                 std::string(300 * 1024, '-')}) {
    std::ofstream(file, std::ios::binary) << bad;
    const Ran publish = shop.run({"policy", "publish", "2025-26"}, {"--share", share.path(), "--demo"});
    BOOST_TEST(publish.exit == 1);
    BOOST_TEST(says(publish.err, "every_programme.lua"), publish.err);
    shop.daemon->signal(SIGHUP);  // publishes nothing
    BOOST_TEST(!school.referOne(shop.daemon->port()).empty(),
               "referrals stand still under a policy that is only a draft");
  }
  // Started again on the broken file it judges by what was published, as before.
  shop.daemon->signal(SIGTERM);
  BOOST_TEST_REQUIRE(shop.daemon->wait() == 0);
  shop.daemon->start();
  BOOST_TEST(!school.referOne(shop.daemon->port()).empty());
  const auto hashes = column(shop.records, "SELECT DISTINCT policy_hash FROM referral WHERE policy_hash IS NOT NULL");
  BOOST_TEST(hashes.size() == 1U);
  const Ran rerun = shop.run({"decision", "rerun", first});
  BOOST_TEST(rerun.exit == 0, rerun.out << rerun.err);
}
