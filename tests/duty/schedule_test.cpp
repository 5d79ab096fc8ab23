#include "commands/HouseServices.h"
#include "schedule/Lease.h"
#include "schedule/Scheduler.h"
#include "tests/support/Stores.h"

using namespace capd;
using namespace capd::test;

namespace {

struct CountIn {
  std::string what;
};

// One job that asks for one command each time, in a house of nothing else.
struct Works {
  explicit Works(Kind kind, std::int64_t everySeconds = 60)
      : store(kind), services(store.clock, {}, [](std::string_view line) { BOOST_TEST_MESSAGE(line); }) {
    Offers offers;
    offers.permissions = {{"count.up", "Count", {"cap.admin"}}};
    Form<CountIn> form;
    form.field(&CountIn::what, {.name = "what", .label = "What", .missing = "Say what"});
    offers.command(CommandOf<CountIn>{.name = "count.up",
                                      .permission = "count.up",
                                      .says = "Counts.",
                                      .form = form,
                                      .apply = [this](WriteTx&, const CountIn&, const Nothing&) -> Outcome {
                                        ++counted;
                                        return Done{};
                                      }});
    offers.jobs.push_back({"count.job", "Counts.", everySeconds, [this](ReadTx&, const Services&) {
                             ++ran;
                             if (breaks) throw std::runtime_error("broken job");
                             return std::vector<std::pair<std::string, FieldTexts>>{{"count.up", {{"what", {"x"}}}}};
                           }});
    BOOST_TEST_REQUIRE(registry.merge("count", offers).empty());
    pipeline = std::make_unique<commands::Pipeline>(registry, *store.database, services);
  }
  std::unique_ptr<schedule::Scheduler> scheduler() {
    return std::make_unique<schedule::Scheduler>(registry, *pipeline, *store.database, store.clock, services);
  }
  std::vector<schedule::OccurrenceLine> lines() {
    return schedule::occurrences(store.database->read(jobViewer())->tx(), "count.job", 100);
  }

  Store store;
  commands::HouseServices services;
  commands::Registry registry;
  std::unique_ptr<commands::Pipeline> pipeline;
  int ran = 0;
  int counted = 0;
  bool breaks = false;
};

}  // namespace

BOOST_DATA_TEST_CASE(a_job_runs_once_at_each_of_its_moments, kBoth, kind) {
  Works works(kind);
  const auto scheduler = works.scheduler();
  BOOST_TEST(scheduler->runOnce() == 1);
  BOOST_TEST(scheduler->runOnce() == 0);
  works.store.clock.advanceMs(59'999);
  BOOST_TEST(scheduler->runOnce() == 0);
  works.store.clock.advanceMs(1);
  BOOST_TEST(scheduler->runOnce() == 1);
  BOOST_TEST(works.counted == 2);
  BOOST_TEST(works.lines().size() == 2U);
  BOOST_TEST(works.lines()[0].state == "decided");
  BOOST_TEST(works.lines()[0].says == "1 done, 0 refused, 0 broken.");
}

BOOST_DATA_TEST_CASE(one_holder_at_a_time, kBoth, kind) {
  Works works(kind);
  const auto one = works.scheduler();
  const auto two = works.scheduler();
  BOOST_TEST(one->runOnce() == 1);
  BOOST_TEST(two->runOnce() == 0);
  works.store.clock.advanceMs(60'000);
  // The first was silent for a whole lease: the second takes over, and the first finds out.
  BOOST_TEST(two->runOnce() == 1);
  BOOST_TEST(one->runOnce() == 0);
  BOOST_TEST(works.counted == 2);
  two->stop();
  works.store.clock.advanceMs(60'000);
  BOOST_TEST(one->runOnce() == 1);
}

BOOST_DATA_TEST_CASE(the_term_grows_with_every_holder, kBoth, kind) {
  Store store(kind);
  const auto take = [&](const std::string& who, std::int64_t forMs) {
    std::int64_t term = 0;
    store.write([&](WriteTx& tx) -> Outcome {
      term = schedule::takeLease(tx, "x", who, tx.now().plusMs(forMs));
      return Done{};
    });
    return term;
  };
  const auto holds = [&](const std::string& who, std::int64_t term) {
    bool held = false;
    store.write([&](WriteTx& tx) -> Outcome {
      held = schedule::holdsLease(tx, "x", who, term);
      return Done{};
    });
    return held;
  };
  BOOST_TEST(take("a", 1000) == 1);
  BOOST_TEST(take("a", 1000) == 1);
  BOOST_TEST(take("b", 1000) == 0);
  store.clock.advanceMs(999);
  BOOST_TEST(take("b", 1000) == 0);
  BOOST_TEST(holds("a", 1));
  store.clock.advanceMs(1);
  BOOST_TEST(!holds("a", 1));
  BOOST_TEST(take("b", 1000) == 2);
  BOOST_TEST(take("a", 1000) == 0);
  store.clock.advanceMs(1000);
  BOOST_TEST(take("b", 1000) == 3);
}

BOOST_DATA_TEST_CASE(what_was_missed_is_written_down_and_not_run_again, kBoth, kind) {
  Works works(kind);
  auto scheduler = works.scheduler();
  BOOST_TEST(scheduler->runOnce() == 1);
  scheduler.reset();
  works.store.clock.advanceMs(3LL * 24 * 3600'000);
  scheduler = works.scheduler();
  BOOST_TEST(scheduler->runOnce() == 1);
  BOOST_TEST(works.ran == 2);
  const auto lines = works.lines();
  BOOST_TEST_REQUIRE(lines.size() == 3U);
  BOOST_TEST(lines[1].state == "skipped");
  BOOST_TEST(lines[1].says.find("4319 left out") != std::string::npos, lines[1].says);
  // A clock that was set back runs nothing twice.
  works.store.clock.advanceMs(-3600'000);
  BOOST_TEST(scheduler->runOnce() == 0);
}

BOOST_DATA_TEST_CASE(begun_and_never_ended_is_run_again, kBoth, kind) {
  Works works(kind);
  const std::int64_t due = works.store.clock.now().ms / 60'000 * 60'000;
  works.store.write([&](WriteTx& tx) -> Outcome {
    tx.execute("INSERT INTO occurrence (rule, due_ms, state) VALUES ('count.job', ?, 'due')", due);
    return Done{};
  });
  BOOST_TEST(works.scheduler()->runOnce() == 1);
  BOOST_TEST(works.counted == 1);
}

BOOST_AUTO_TEST_CASE(a_job_that_breaks_runs_again_at_its_next_moment) {
  Works works(Kind::sqlite);
  const auto scheduler = works.scheduler();
  works.breaks = true;
  BOOST_TEST(scheduler->runOnce() == 1);
  BOOST_TEST(works.lines()[0].says == "The job broke before it did anything.");
  works.breaks = false;
  works.store.clock.advanceMs(60'000);
  BOOST_TEST(scheduler->runOnce() == 1);
  BOOST_TEST(works.counted == 1);
  BOOST_TEST(scheduler->runJob("count.job") == "1 done, 0 refused, 0 broken.");
  BOOST_TEST(scheduler->runJob("no.such").empty());
}

BOOST_AUTO_TEST_CASE(the_thread_starts_and_stops) {
  Works works(Kind::sqlite);
  const auto scheduler = works.scheduler();
  scheduler->start();
  scheduler->start();
  scheduler->stop();
  scheduler->stop();
  BOOST_TEST(works.ran <= 1);
}
