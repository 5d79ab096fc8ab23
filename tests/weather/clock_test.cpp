// The clock was wrong for an hour, and was put right: nothing of that hour lives on or stands in the way (TRUST R13).
#include "cases/account/Account.h"
#include "cases/mail/Outbox.h"
#include "schedule/Lease.h"
#include "tests/support/Stores.h"

using namespace capd;
using namespace capd::test;

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 24 * 60 * kMinute;
constexpr std::int64_t kTenYears = 3652 * kDay;

struct Office : Store {
  explicit Office(Kind kind) : Store(kind) {
    deed([&](WriteTx& tx) {
      tx.execute("INSERT INTO person (id, name, sort_name, version) VALUES (1, 'Anna Test', 'anna test', 1)");
      account = addAccount(tx, 1, "anna@school.example");
    });
  }
  void deed(const std::function<void(WriteTx&)>& what) {
    const auto reply = write([&](WriteTx& tx) -> Outcome {
      what(tx);
      return Done{};
    });
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(reply.outcome));
  }
  bool signedIn(const std::string& id) {
    const auto lease = database->read(jobViewer());
    const auto found = findSession(lease->tx(), id);
    return found && found->live(lease->tx().now());
  }
  bool linkWorks(const std::string& hash) { return liveLink(database->read(jobViewer())->tx(), hash).has_value(); }

  std::int64_t account = 0;
};

}  // namespace

BOOST_DATA_TEST_CASE(a_sign_in_of_a_wrong_clock_does_not_live_for_years, kBoth, kind) {
  Office office(kind);
  const Instant now = office.clock.now();
  // By how far the clock was ahead, and whether the sign-in is one of this half hour all the same.
  const std::pair<std::int64_t, bool> jumps[] = {{1000, true},          {30 * kMinute - 1, true},
                                                 {30 * kMinute, false}, {60 * kMinute, false},
                                                 {kDay, false},         {kTenYears, false}};
  int number = 0;
  for (const auto& [ahead, lives] : jumps) {
    const std::string id = "session" + std::to_string(number++);
    office.clock.set(now.plusMs(ahead));
    office.deed([&](WriteTx& tx) { openSession(tx, office.account, id); });
    BOOST_TEST(office.signedIn(id));
    office.clock.set(now);
    BOOST_TEST(office.signedIn(id) == lives, "ahead by " << ahead << " ms");
  }
  // Forward: an hour later by a clock that jumped, nobody is signed in, and a new sign-in works.
  office.deed([&](WriteTx& tx) { openSession(tx, office.account, "before"); });
  office.clock.set(now.plusMs(60 * kMinute));
  BOOST_TEST(!office.signedIn("before"));
  office.deed([&](WriteTx& tx) { openSession(tx, office.account, "after"); });
  BOOST_TEST(office.signedIn("after"));
}

BOOST_DATA_TEST_CASE(links_and_waits_of_a_wrong_clock_end_with_it, kBoth, kind) {
  Office office(kind);
  const Instant now = office.clock.now();
  office.clock.set(now.plusMs(kTenYears));
  office.deed([&](WriteTx& tx) { addLink(tx, office.account, "far", "reset"); });
  for (int i = 0; i < 200; ++i) office.deed([&](WriteTx& tx) { (void)beginTry(tx, "anna", "192.0.2.7"); });
  bool waits = false;
  office.deed([&](WriteTx& tx) { waits = !beginTry(tx, "anna", "192.0.2.7"); });
  BOOST_TEST(waits);
  BOOST_TEST(office.linkWorks("far"));
  office.clock.set(now);
  BOOST_TEST(!office.linkWorks("far"));
  office.deed([&](WriteTx& tx) { waits = !beginTry(tx, "anna", "192.0.2.7"); });
  BOOST_TEST(!waits, "whoever mistyped then waits for ten years");
  office.deed([&](WriteTx& tx) { addLink(tx, office.account, "near", "reset"); });
  BOOST_TEST(office.linkWorks("near"));
}

BOOST_DATA_TEST_CASE(a_lease_of_a_wrong_clock_binds_nobody, kBoth, kind) {
  using schedule::takeLease;
  Office office(kind);
  const Instant now = office.clock.now();
  const auto take = [&](const std::string& who) {
    std::int64_t term = 0;
    office.deed([&](WriteTx& tx) { term = takeLease(tx, "schedule", who, tx.now().plusMs(30'000)); });
    return term;
  };
  office.clock.set(now.plusMs(kTenYears));
  BOOST_TEST(take("gone") == 1);
  office.clock.set(now);
  BOOST_TEST(take("here") == 2, "nobody would run the year's jobs for ten years");
  BOOST_TEST(take("other") == 0);
  // Two daemons' clocks may be a quarter of an hour apart: that lease holds.
  office.clock.set(now.plusMs(15 * kMinute));
  BOOST_TEST(take("ahead") == 3);
  office.clock.set(now);
  BOOST_TEST(take("behind") == 0);
  office.clock.set(now.plusMs(-1));
  BOOST_TEST(take("behind") == 4);
}

BOOST_DATA_TEST_CASE(mail_of_a_wrong_clock_goes_out, kBoth, kind) {
  Office office(kind);
  const Instant now = office.clock.now();
  office.clock.set(now.plusMs(kTenYears));
  office.deed([&](WriteTx& tx) {
    NewMail mail;
    mail.address = "first@school.example";
    mail.subject = "CAP25-A: on hold";
    mail.reason = "outcome";
    mail.reasonId = 1;
    queueMail(tx, mail);
  });
  const auto due = [&] { return mailsDue(office.database->read(jobViewer())->tx(), 10).size(); };
  BOOST_TEST(due() == 1U);
  office.clock.set(now);
  BOOST_TEST(due() == 1U, "it would wait for ten years");
  std::int64_t id = 0;
  office.deed([&](WriteTx& tx) {
    id = mailsDue(tx, 1).front().id;
    BOOST_TEST(claimMail(tx, id, 0, tx.now().plusMs(kMinute)).has_value());
  });
  BOOST_TEST(due() == 0U);  // claimed: nobody else sends it
  // The longest pause that is one is kept to the minute.
  office.deed([&](WriteTx& tx) { mailLater(tx, id, tx.now().plusMs(240 * kMinute), "put off"); });
  BOOST_TEST(due() == 0U);
  office.clock.set(now.plusMs(240 * kMinute - 1));
  BOOST_TEST(due() == 0U);
  office.clock.set(now.plusMs(240 * kMinute));
  BOOST_TEST(due() == 1U);
}

BOOST_DATA_TEST_CASE(the_chain_holds_while_the_clock_jumps, kBoth, kind) {
  Office office(kind);
  const Instant now = office.clock.now();
  for (const std::int64_t jump :
       {std::int64_t{0}, kTenYears, std::int64_t{1000}, -kDay, 60 * kMinute, std::int64_t{0}}) {
    office.clock.set(now.plusMs(jump));
    office.deed([](WriteTx&) {});
  }
  BOOST_TEST(store::verifyAudit(office.database->read(jobViewer())->tx(), {}).faults.empty());
  BOOST_TEST(office.one<std::int64_t>("SELECT COUNT(*) FROM audit") == 7);
}
