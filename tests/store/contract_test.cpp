#include <algorithm>
#include <fstream>
#include <thread>

#include "capd/Event.h"
#include "tests/store/Deeds.h"

using namespace capd;
using namespace capd::test;
namespace bdata = boost::unit_test::data;

BOOST_DATA_TEST_CASE(values_come_back_as_they_went_in, kBoth, kind) {
  Store store(kind);
  store.write([](WriteTx& tx) -> Outcome {
    tx.execute(
        "INSERT INTO organisation (id, kind, name, sort_name, urn, opened_ms, version) VALUES (?, 'school', ?, ?, ?, "
        "?, ?)",
        5'000'000'000, "Świątek’s محمد \"x\" ?:a", "swiatek", std::optional<std::string>(), Instant{1'795'323'846'168},
        7);
    return done();
  });
  const auto lease = store.database->read(jobViewer());
  const auto row = lease->tx().row<std::int64_t, std::string, std::optional<std::string>, Instant>(
      "SELECT id, name, urn, opened_ms FROM organisation WHERE sort_name = ?", "swiatek");
  BOOST_REQUIRE(row);
  BOOST_CHECK_EQUAL(std::get<0>(*row), 5'000'000'000);
  BOOST_CHECK_EQUAL(std::get<1>(*row), "Świątek’s محمد \"x\" ?:a");
  BOOST_CHECK(!std::get<2>(*row));
  BOOST_CHECK_EQUAL(std::get<3>(*row).ms, 1'795'323'846'168);
  BOOST_CHECK_THROW((lease->tx().row<std::string>("SELECT urn FROM organisation")), std::bad_variant_access);
  BOOST_CHECK_THROW((lease->tx().row<std::string>("SELECT name FROM organisation WHERE id = ?")), std::logic_error);
}

BOOST_DATA_TEST_CASE(a_refused_command_leaves_nothing, kBoth, kind) {
  Store store(kind);
  const auto reply = store.write([](WriteTx& tx) -> Outcome {
    addOrganisation(tx, tx.nextId(), "a");
    return Refused::because("name", "no");
  });
  BOOST_CHECK(std::holds_alternative<Refused>(reply.outcome));
  BOOST_CHECK_EQUAL(organisations(store), 0);
  BOOST_CHECK_EQUAL(store.one<std::int64_t>("SELECT COUNT(*) FROM audit"), 0);
}

BOOST_DATA_TEST_CASE(one_of_many_fails_alone, kBoth, kind) {
  Store store(kind);
  std::vector<std::future<store::WriteReply>> replies;
  for (int i = 0; i < 60; ++i) {
    store::WriteRequest request;
    request.viewer = jobViewer();
    request.command = "test.add";
    request.apply = [i](WriteTx& tx) -> Outcome {
      const std::int64_t id = tx.nextId();
      addOrganisation(tx, id, "name" + std::to_string(i));
      if (i % 7 == 3) tx.execute("INSERT INTO organisation (id) VALUES (?)", id);  // breaks: the id is there already
      if (i % 11 == 5) throw std::runtime_error("broken by itself");
      return done();
    };
    replies.push_back(store.database->write(std::move(request)));
  }
  int broken = 0;
  for (auto& reply : replies) {
    try {
      reply.get();
    } catch (const std::exception&) {
      ++broken;
    }
  }
  BOOST_CHECK_GT(broken, 10);
  BOOST_CHECK_EQUAL(organisations(store), 60 - broken);
  BOOST_CHECK_EQUAL(store.one<std::int64_t>("SELECT COUNT(*) FROM audit"), 60 - broken);
  BOOST_CHECK(store::verifyAudit(store.database->read(jobViewer())->tx(), {}).faults.empty());
}

BOOST_DATA_TEST_CASE(the_same_key_is_one_deed, kBoth, kind) {
  Store store(kind);
  const auto deed = [](WriteTx& tx) -> Outcome {
    const std::int64_t id = tx.nextId();
    addOrganisation(tx, id, "n" + std::to_string(id));
    Done d = done("CAP25-TEST");
    d.values["id"] = std::to_string(id);
    return d;
  };
  std::vector<std::thread> threads;
  std::vector<std::string> ids(50);
  for (std::size_t i = 0; i < ids.size(); ++i)
    threads.emplace_back([&, i] { ids[i] = std::get<Done>(store.write(deed, "token", "same").outcome).values["id"]; });
  for (auto& thread : threads) thread.join();
  BOOST_CHECK(std::all_of(ids.begin(), ids.end(), [&](const std::string& id) { return id == ids[0] && !id.empty(); }));
  BOOST_CHECK_EQUAL(organisations(store), 1);
  const auto other = store.write(deed, "token", "other content");
  BOOST_REQUIRE(std::holds_alternative<Refused>(other.outcome));
  BOOST_CHECK(std::get<Refused>(other.outcome).kind == Refused::Kind::conflict);
  store.close();
  store.open();
  BOOST_CHECK(store.write(deed, "token", "same").repeated);
  BOOST_CHECK_EQUAL(organisations(store), 1);
}

BOOST_DATA_TEST_CASE(what_was_prepared_under_an_older_policy_is_sent_back, kBoth, kind) {
  Store store(kind);
  store::WriteRequest publish;
  publish.viewer = jobViewer();
  publish.command = "policy.publish";
  publish.changesPolicy = true;
  publish.apply = [](WriteTx&) -> Outcome { return done(); };
  BOOST_CHECK_EQUAL(store.database->policyGeneration(), 0);
  store.database->write(std::move(publish)).get();
  BOOST_CHECK_EQUAL(store.database->policyGeneration(), 1);
  store::WriteRequest old;
  old.viewer = jobViewer();
  old.command = "test.judged";
  old.policyGeneration = 0;
  old.apply = [](WriteTx& tx) -> Outcome {
    addOrganisation(tx, 1, "a");
    return done();
  };
  BOOST_CHECK(store.database->write(std::move(old)).get().stalePolicy);
  BOOST_CHECK_EQUAL(organisations(store), 0);
}

BOOST_DATA_TEST_CASE(append_only_rows_are_only_added, kBoth, kind) {
  Store store(kind);
  store.write([](WriteTx&) -> Outcome { return done(); });
  for (const std::string sql : {"UPDATE audit SET actor = 'x'", "DELETE FROM audit"})
    BOOST_CHECK_THROW(store.write([&](WriteTx& tx) -> Outcome {
      tx.execute(sql);
      return done();
    }),
                      std::exception);
  BOOST_CHECK_EQUAL(store.one<std::int64_t>("SELECT COUNT(*) FROM audit"), 1);
}

BOOST_DATA_TEST_CASE(a_subscriber_that_throws_fails_its_command_alone, kBoth, kind) {
  Store store(kind);
  store.database->setEventSink(
      [](WriteTx&, const Event& event) { throw std::runtime_error("subscriber of " + std::string(event.name())); });
  BOOST_CHECK_THROW(store.write([](WriteTx& tx) -> Outcome {
    addOrganisation(tx, 1, "a");
    tx.emit(ReferralSubmitted{});
    return done();
  }),
                    std::runtime_error);
  store.write([](WriteTx& tx) -> Outcome {
    addOrganisation(tx, 2, "b");
    return done();
  });
  BOOST_CHECK_EQUAL(organisations(store), 1);
}

BOOST_DATA_TEST_CASE(every_tampering_with_the_audit_is_found, kBoth, kind) {
  Store store(kind);
  for (int i = 0; i < 12; ++i) store.write([](WriteTx&) -> Outcome { return done(); });
  const auto report = [&](const std::vector<std::pair<std::int64_t, std::string>>& anchors = {}) {
    return store::verifyAudit(store.database->read(jobViewer())->tx(), anchors);
  };
  const auto whole = report();
  BOOST_CHECK(whole.faults.empty());
  BOOST_CHECK_EQUAL(whole.lines, 12);
  const bool lite = kind == Kind::sqlite;
  const auto tamper = [&](const std::string& sql) {
    store.write([&](WriteTx& tx) -> Outcome {
      if (lite) {
        tx.execute("DROP TRIGGER IF EXISTS audit_no_UPDATE");
        tx.execute("DROP TRIGGER IF EXISTS audit_no_DELETE");
      } else {
        tx.execute("DROP TRIGGER IF EXISTS audit_append_only ON audit");
      }
      tx.execute(sql);
      throw std::runtime_error("seen");
    });
  };
  // Each is tried inside a transaction that is thrown away, and looked at from within.
  int found = 0;
  int tried = 0;
  const auto tryOne = [&](const std::vector<std::string>& deeds) {
    ++tried;
    try {
      store.write([&](WriteTx& tx) -> Outcome {
        if (lite) {
          tx.execute("DROP TRIGGER IF EXISTS audit_no_UPDATE");
          tx.execute("DROP TRIGGER IF EXISTS audit_no_DELETE");
        } else {
          tx.execute("DROP TRIGGER IF EXISTS audit_append_only ON audit");
        }
        for (const std::string& sql : deeds) tx.execute(sql);
        if (!store::verifyAudit(tx, {{12, whole.head}}).faults.empty()) ++found;
        throw std::runtime_error("thrown away");
      });
    } catch (const std::runtime_error&) {
    }
  };
  (void)tamper;
  for (int seq = 1; seq <= 12; ++seq) {
    const std::string where = " WHERE seq = " + std::to_string(seq);
    for (const std::string change : {"actor = 'account:9'", "at_ms = at_ms + 1", "subject = 'y'", "command = 'z'",
                                     "fields = 'q'", "payload_hash = 'w'", "hash = 'h'", "previous = 'p'"})
      tryOne({"UPDATE audit SET " + change + where});
    tryOne({"DELETE FROM audit" + where});
    tryOne({"UPDATE audit_payload SET payload = 'other'" + where});
  }
  for (int seq = 1; seq < 12; ++seq) {
    const std::string a = std::to_string(seq);
    const std::string b = std::to_string(seq + 1);
    tryOne({"UPDATE audit SET seq = 100 WHERE seq = " + a, "UPDATE audit SET seq = " + a + " WHERE seq = " + b,
            "UPDATE audit SET seq = " + b + " WHERE seq = 100"});
    tryOne({"DELETE FROM audit WHERE seq > " + a,
            "UPDATE head SET audit_seq = " + a + ", audit_hash = (SELECT hash FROM audit WHERE seq = " + a + ")"});
  }
  BOOST_CHECK_GT(tried, 120);
  BOOST_CHECK_EQUAL(found, tried);
}

BOOST_AUTO_TEST_CASE(a_second_daemon_on_one_sqlite_file_is_refused) {
  Store store(Kind::sqlite);
  try {
    (void)store::Database::open(store.settings, store.clock, store.migrations);
    BOOST_FAIL("two daemons on one file");
  } catch (const store::DatabaseProblem& problem) {
    BOOST_CHECK(std::string(problem.what()).find("process " + std::to_string(::getpid())) != std::string::npos);
  }
}

BOOST_DATA_TEST_CASE(an_older_program_refuses_a_newer_schema, kBoth, kind) {
  TempDir sql;
  std::filesystem::copy(CAPD_SOURCE "/sql/core", sql.path(), std::filesystem::copy_options::recursive);
  std::ofstream(sql.file("9000_future.sql")) << "CREATE TABLE future (id BIGINT);";
  Store store(kind, {{"core", sql.path()}});
  store.close();
  std::filesystem::remove(sql.file("9000_future.sql"));
  try {
    store.open();
    BOOST_FAIL("an older program opened a newer schema");
  } catch (const store::DatabaseProblem& problem) {
    BOOST_CHECK(std::string(problem.what()).find("newer capd") != std::string::npos);
  }
  std::ofstream(sql.file("9000_future.sql")) << "CREATE TABLE future (id BIGINT, other BIGINT);";
  BOOST_CHECK_EXCEPTION(store.open(), store::DatabaseProblem, [](const auto& p) {
    return std::string(p.what()).find("was changed after") != std::string::npos;
  });
}

BOOST_DATA_TEST_CASE(records_are_looked_at_beside_their_daemon, kBoth, kind) {
  Store store(kind);
  store.write([](WriteTx& tx) -> Outcome {
    addOrganisation(tx, 1, "a");
    return done();
  });
  const auto reading = store::Database::openToRead(store.settings, store.clock, store.migrations);
  const auto seen = [&] {
    return reading->read(jobViewer())->tx().one<std::int64_t>("SELECT COUNT(*) FROM organisation");
  };
  BOOST_CHECK_EQUAL(seen().value(), 1);
  store.write([](WriteTx& tx) -> Outcome {
    addOrganisation(tx, 2, "b");
    return done();
  });
  BOOST_CHECK_EQUAL(seen().value(), 2);
  bool ran = false;
  store::WriteRequest request;
  request.apply = [&](WriteTx&) -> Outcome {
    ran = true;
    return done();
  };
  BOOST_CHECK(std::holds_alternative<Refused>(reading->write(std::move(request)).get().outcome));
  BOOST_CHECK(!ran);
  BOOST_CHECK(!reading->health().writable);
  BOOST_CHECK_THROW(reading->recordAccess(jobViewer(), "page", "x", 1, true), store::DatabaseProblem);
  // The daemon may come and go beside it.
  store.close();
  BOOST_CHECK_EQUAL(seen().value(), 2);
  store.open();
  store.write([](WriteTx& tx) -> Outcome {
    addOrganisation(tx, 3, "c");
    return done();
  });
  BOOST_CHECK_EQUAL(seen().value(), 3);
}

BOOST_DATA_TEST_CASE(a_shape_that_is_not_the_known_one_is_not_read, kBoth, kind) {
  TempDir sql;
  std::filesystem::copy(CAPD_SOURCE "/sql/core", sql.path(), std::filesystem::copy_options::recursive);
  Store store(kind, {{"core", sql.path()}});
  const auto refusal = [&]() -> std::string {
    try {
      (void)store::Database::openToRead(store.settings, store.clock, store.migrations);
      return "";
    } catch (const store::DatabaseProblem& problem) {
      return problem.what();
    }
  };
  BOOST_CHECK_EQUAL(refusal(), "");
  std::ofstream(sql.file("9000_future.sql")) << "CREATE TABLE future (id BIGINT);";
  BOOST_CHECK(refusal().find("has an older shape: the step core/9000_future.sql was not run") != std::string::npos);
  BOOST_CHECK(refusal().find("capd db migrate") != std::string::npos);
  BOOST_CHECK_NE(refusal(), "");  // asking did not run it
  store.close();
  store.open();
  BOOST_CHECK_EQUAL(refusal(), "");
  std::ofstream(sql.file("9000_future.sql")) << "CREATE TABLE future (id BIGINT, other BIGINT);";
  BOOST_CHECK(refusal().find("was changed after") != std::string::npos);
  std::filesystem::remove(sql.file("9000_future.sql"));
  BOOST_CHECK(refusal().find("newer capd") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_anchor_is_a_number_and_a_hash) {
  const std::string hash(64, 'a');
  BOOST_CHECK(store::anchorFrom("17:" + hash) == store::AuditAnchor(17, hash));
  for (const std::string& text :
       {std::string(), ":" + hash, "17:" + hash.substr(1), "17:" + hash + "a", "x:" + hash, "-1:" + hash, "17 " + hash,
        "17:" + std::string(64, 'A'), "1234567890123456789:" + hash})
    BOOST_CHECK(!store::anchorFrom(text));
}

BOOST_DATA_TEST_CASE(a_broken_migration_is_undone_whole, kBoth, kind) {
  TempDir sql;
  std::filesystem::copy(CAPD_SOURCE "/sql/core", sql.path(), std::filesystem::copy_options::recursive);
  Store store(kind, {{"core", sql.path()}});
  store.close();
  std::ofstream(sql.file("9000_half.sql")) << "CREATE TABLE half (id BIGINT); INSERT INTO nowhere VALUES (1);";
  BOOST_CHECK_THROW(store.open(), store::DatabaseProblem);
  std::ofstream(sql.file("9000_half.sql")) << "CREATE TABLE half (id BIGINT);";
  store.open();  // the first half did not stay
}

BOOST_DATA_TEST_CASE(a_demonstration_is_never_opened_for_production, kBoth, kind) {
  Store store(kind);
  store.close();
  store.settings.demonstration = false;
  BOOST_CHECK_THROW(store.open(), store::DatabaseProblem);
}

BOOST_AUTO_TEST_CASE(a_killed_connection_is_made_again) {
  Store store(Kind::postgresql);
  store.write([](WriteTx& tx) -> Outcome {
    addOrganisation(tx, 1, "a");
    return done();
  });
  killPostgresBackends();
  const auto reply = store.write(
      [](WriteTx& tx) -> Outcome {
        addOrganisation(tx, 2, "b");
        return done();
      },
      "key", "content");
  BOOST_CHECK(std::holds_alternative<Done>(reply.outcome));
  BOOST_CHECK_EQUAL(organisations(store), 2);
}

BOOST_AUTO_TEST_CASE(a_full_disk_refuses_and_recovers) {
  TempDir folder;
  const std::string mount = "mount -t tmpfs -o size=3m tmpfs " + folder.path() + " 2>/dev/null";
  if (::geteuid() != 0 || std::system(mount.c_str()) != 0) {
    BOOST_TEST_MESSAGE("needs root to make a small disk");
    return;
  }
  {
    HeldClock clock{londonAt(Date(2026, 2, 2), {9, 0})};
    store::Settings settings;
    settings.place = folder.file("capd.db");
    const auto database = store::Database::open(settings, clock, {{"core", CAPD_SOURCE "/sql/core"}});
    const auto add = [&](std::int64_t id) {
      store::WriteRequest request;
      request.viewer = jobViewer();
      request.command = "test.add";
      request.apply = [id](WriteTx& tx) -> Outcome {
        addOrganisation(tx, id, std::string(20000, 'x') + std::to_string(id));
        return done();
      };
      return database->write(std::move(request)).get();
    };
    std::int64_t id = 1;
    Outcome last = Done{};
    while (id < 1000 && std::holds_alternative<Done>(last = add(id).outcome)) ++id;
    BOOST_REQUIRE(std::holds_alternative<Refused>(last));
    BOOST_CHECK(std::get<Refused>(last).kind == Refused::Kind::busy);
    BOOST_CHECK(!database->health().writable);
    const auto kept = database->read(jobViewer())->tx().one<std::int64_t>("SELECT COUNT(*) FROM organisation");
    BOOST_CHECK_EQUAL(*kept, id - 1);
    BOOST_REQUIRE_EQUAL(std::system(("mount -o remount,size=32m " + folder.path()).c_str()), 0);
    BOOST_CHECK(std::holds_alternative<Done>(add(5000).outcome));
    BOOST_CHECK(database->health().writable);
    BOOST_CHECK(store::verifyAudit(database->read(jobViewer())->tx(), {}).faults.empty());
  }
  BOOST_CHECK_EQUAL(std::system(("umount " + folder.path()).c_str()), 0);
}
