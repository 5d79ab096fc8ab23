// What a writer and its records do when something goes: the connection, the key, one command of many.
#include <atomic>
#include <fstream>
#include <thread>

#include "store/Session.h"
#include "tests/store/Deeds.h"

using namespace capd;
using namespace capd::test;
namespace bdata = boost::unit_test::data;

// A lost key is said, and never made anew beside records that another one sealed.
BOOST_DATA_TEST_CASE(records_are_opened_with_their_own_key_alone, kBoth, kind) {
  Store store(kind);
  const auto problem = [&]() -> std::string {
    try {
      store.open();
      return "";
    } catch (const store::DatabaseProblem& error) {
      return error.what();
    }
  };
  const std::string away = store.settings.keyFile + ".away";
  store.close();
  std::filesystem::rename(store.settings.keyFile, away);
  BOOST_CHECK(problem().find("their key file " + store.settings.keyFile + " is not") != std::string::npos);
  BOOST_CHECK(!std::filesystem::exists(store.settings.keyFile));
  std::filesystem::rename(away, store.settings.keyFile);
  BOOST_CHECK_EQUAL(problem(), "");
  store.write([](WriteTx&) -> Outcome { return done(); });
  store.close();
  std::filesystem::rename(store.settings.keyFile, away);
  std::ofstream(store.settings.keyFile) << std::string(32, 'k');
  std::filesystem::permissions(store.settings.keyFile, std::filesystem::perms::owner_read);
  BOOST_CHECK(problem().find("is not the one that these records were sealed with") != std::string::npos);
  std::filesystem::remove(store.settings.keyFile);
  std::filesystem::rename(away, store.settings.keyFile);
  BOOST_CHECK_EQUAL(problem(), "");
}

// The connection goes while COMMIT is on its way, and the transaction with it: what it held is done once, not lost.
BOOST_AUTO_TEST_CASE(a_commit_that_was_lost_before_it_was_done_is_done_again) {
  Store store(Kind::postgresql);
  runOnPostgres("CREATE SEQUENCE tries", store.settings.place);
  runOnPostgres(
      "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('tries') = 1 THEN PERFORM "
      "pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END $$",
      store.settings.place);
  runOnPostgres(
      "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON organisation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE "
      "FUNCTION cut()",
      store.settings.place);
  const auto reply = store.write([](WriteTx& tx) -> Outcome {
    addOrganisation(tx, tx.nextId(), "a");
    return done();
  });
  BOOST_CHECK(std::holds_alternative<Done>(reply.outcome));
  BOOST_CHECK_EQUAL(organisations(store), 1);
  BOOST_CHECK_EQUAL(store.one<std::int64_t>("SELECT last_value FROM tries"), 2);
  BOOST_CHECK(store.database->health().writable);
  BOOST_CHECK(store::verifyAudit(store.database->read(jobViewer())->tx(), {}).faults.empty());
}

// The same when it was done and only its reply is lost: it is found out, and not done twice, with no key either.
BOOST_AUTO_TEST_CASE(a_commit_whose_reply_was_lost_is_looked_up) {
  Store store(Kind::postgresql);
  const std::int64_t before = store.database->dataVersion();
  struct NoStandby {
    NoStandby() { set("SET synchronous_standby_names = 'nobody'"); }
    ~NoStandby() { set("RESET synchronous_standby_names"); }
    static void set(const std::string& what) {
      runOnPostgres("ALTER SYSTEM " + what);
      runOnPostgres("SELECT pg_reload_conf()");
    }
  } const noStandby;
  // A commit waits for a standby that never comes once it is on this disk: there the connection is cut.
  std::atomic<bool> over{false};
  std::thread cutter([&] {
    while (!over) {
      try {
        runOnPostgres("SELECT 1 / count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
        return;
      } catch (const std::runtime_error&) {
        std::this_thread::yield();
      }
    }
  });
  int ran = 0;
  store::WriteRequest request;
  request.viewer = jobViewer();
  request.apply = [&](WriteTx& tx) -> Outcome {
    ++ran;
    addOrganisation(tx, tx.nextId(), "a");
    return done("kept");
  };
  const auto reply = store.database->write(std::move(request)).get();
  over = true;
  cutter.join();
  BOOST_REQUIRE(std::holds_alternative<Done>(reply.outcome));
  BOOST_CHECK_EQUAL(std::get<Done>(reply.outcome).subject, "kept");
  BOOST_CHECK_EQUAL(ran, 1);
  BOOST_CHECK_EQUAL(organisations(store), 1);
  BOOST_CHECK_EQUAL(store.database->dataVersion(), before + 1);
}

// Bytes that the database does not take, and a kept reply that cannot be read, break their own command alone.
BOOST_DATA_TEST_CASE(what_breaks_before_it_is_applied_breaks_alone, kBoth, kind) {
  Store store(kind);
  store.write([](WriteTx&) -> Outcome { return done(); }, "damaged", "c");
  store.write([](WriteTx& tx) -> Outcome {
    tx.execute("UPDATE done_command SET reply = '{' WHERE done_key = ?", "damaged");
    return done();
  });
  std::promise<void> gate;
  const std::shared_future<void> opened = gate.get_future().share();
  std::vector<std::future<store::WriteReply>> replies;
  const auto add = [&](const std::string& key, std::function<Outcome(WriteTx&)> apply) {
    store::WriteRequest request;
    request.viewer = jobViewer();
    request.command = "test.do";
    request.key = key;
    request.contentHash = "c";
    request.payload = "{}";
    request.apply = std::move(apply);
    replies.push_back(store.database->write(std::move(request)));
  };
  int ran = 0;
  const auto plain = [&](WriteTx& tx) -> Outcome {
    addOrganisation(tx, tx.nextId(), "name " + std::to_string(++ran));
    return done();
  };
  add("", [opened](WriteTx&) -> Outcome {
    opened.wait();  // the others wait together for the next batch
    return done();
  });
  add("first", plain);
  add("\xFF\xFE", plain);
  add("damaged", plain);
  add("last", plain);
  gate.set_value();
  replies[0].get();
  BOOST_CHECK(std::holds_alternative<Done>(replies[1].get().outcome));
  if (kind == Kind::postgresql)
    BOOST_CHECK_THROW(replies[2].get(), store::SqlError);
  else
    replies[2].get();
  BOOST_CHECK_THROW(replies[3].get(), std::exception);
  BOOST_CHECK(std::holds_alternative<Done>(replies[4].get().outcome));
  BOOST_CHECK_EQUAL(ran, kind == Kind::postgresql ? 2 : 3);  // the batch was not tried again for one of it
  BOOST_CHECK(store.database->health().writable);
}

// Readers beyond what the server gives connections to wait a moment, and are told; nobody takes all of them.
BOOST_AUTO_TEST_CASE(readers_share_a_bounded_number_of_connections) {
  Store store(Kind::postgresql);
  std::vector<std::unique_ptr<store::ReadLease>> leases;
  for (int i = 0; i < 64; ++i) leases.push_back(store.database->read(jobViewer()));
  std::future<std::int64_t> waits = std::async(std::launch::async, [&] { return organisations(store); });
  leases.pop_back();
  BOOST_CHECK_EQUAL(waits.get(), 0);
  leases.push_back(store.database->read(jobViewer()));
  const auto refusal = [&]() -> std::string {
    try {
      (void)store.database->read(jobViewer());
      return "";
    } catch (const store::DatabaseProblem& problem) {
      return problem.what();
    }
  };
  BOOST_CHECK_EQUAL(refusal(), "The records are busy just now. Please try again in a moment.");
  leases.clear();
  BOOST_CHECK_EQUAL(refusal(), "");
}
