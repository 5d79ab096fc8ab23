// What comes round by itself is written down beforehand and opened once, however often the scheduler comes by and
// however long the service was off.

#include "tests/clock/Year.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

/// Written out by hand from the calendar of 2025-26: the fifth-last and the last school day of each half term.
struct HalfTermDays {
  const char* period;
  Date opens;
  Date due;
};
const HalfTermDays kHalfTerms[] = {
    {"2025-26/h1", Date(2025, 10, 20), Date(2025, 10, 24)}, {"2025-26/h2", Date(2025, 12, 15), Date(2025, 12, 19)},
    {"2025-26/h3", Date(2026, 2, 9), Date(2026, 2, 13)},    {"2025-26/h4", Date(2026, 3, 23), Date(2026, 3, 27)},
    {"2025-26/h5", Date(2026, 5, 18), Date(2026, 5, 22)},   {"2025-26/h6", Date(2026, 7, 14), Date(2026, 7, 20)},
};

std::string says(const std::optional<Round>& round) { return round ? round->says : "no such round"; }

}  // namespace

BOOST_TEST_DECORATOR(*label("CMP-20") * label("CAL-19"))
BOOST_DATA_TEST_CASE(one_duty_and_one_mail_for_each_provider_at_the_opening_moment, kBoth, kind) {
  Year year(kind);
  year.comeBy();
  const std::int64_t providers = year.providers();
  BOOST_TEST_REQUIRE(providers >= 2);
  std::int64_t mails = 0;
  for (const HalfTermDays& each : kHalfTerms) {
    BOOST_TEST_CONTEXT(each.period) {
      const auto planned = year.round(each.period);
      BOOST_TEST_REQUIRE(planned.has_value());  // written down before it falls due
      BOOST_TEST(planned->state == "planned");
      BOOST_TEST(utcIso(planned->opens) == utcIso(londonAt(each.opens, {6, 0})));
      BOOST_TEST(utcIso(planned->due) == utcIso(londonAt(each.due, {17, 0})));
      year.at(each.opens.plusDays(-1), {23, 59});
      year.at(each.opens, {5, 59});
      BOOST_TEST(year.duties(each.period) == 0);
      for (int again = 0; again < 4; ++again) year.at(each.opens, {6, again});
      year.at(each.due, {16, 59});
      BOOST_TEST(year.duties(each.period) == providers);
      BOOST_TEST(year.mails(kBench, "capd: please confirm half term") == ++mails);
      BOOST_TEST(year.round(each.period)->state == "opened");
      BOOST_TEST(says(year.round(each.period)) == std::to_string(providers) + " opened.");
    }
  }
}

BOOST_DATA_TEST_CASE(a_second_scheduler_opens_nothing_twice, kBoth, kind) {
  Year year(kind, Date(2026, 2, 2));
  year.comeBy();
  year.office.clock().set(londonAt(Date(2026, 2, 9), {6, 0}));
  schedule::Scheduler second(year.office.house().registry(), year.office.house().pipeline(),
                             year.office.house().database(), year.office.clock(), year.office.house().services());
  second.runOnce();
  year.comeBy();
  year.scheduler.runJob("schedule.rounds");  // by hand, whoever holds the lease
  second.runJob("schedule.rounds");
  BOOST_TEST(year.duties("2025-26/h3") == year.providers());
  BOOST_TEST(year.mails(kBench, "capd: please confirm half term") == 1);
}

// Off for an hour, a day, three days: opened late with its own deadline. Off for two weeks: it had fallen due; those
// who never heard of it get two working days.
BOOST_DATA_TEST_CASE(what_was_missed_is_opened_late_and_says_so, kBoth, kind) {
  struct Off {
    std::int64_t hours;
    const char* late;
    Instant due;
  };
  const Instant friday = londonAt(Date(2026, 2, 13), {17, 0});
  for (const Off& off :
       {Off{1, "", friday}, Off{2, "opened 2 hours late", friday}, Off{24, "opened 1 day late", friday},
        Off{72, "opened 3 days late", friday}, Off{14 * 24, "opened 14 days late", londonEndOf(Date(2026, 2, 25))}}) {
    BOOST_TEST_CONTEXT(off.hours << " hours") {
      Year year(kind, Date(2026, 2, 2));
      year.comeBy();
      year.office.clock().set(londonAt(Date(2026, 2, 9), {6, 0}).plusMs(off.hours * 3'600'000));
      year.comeBy();
      year.comeBy();
      BOOST_TEST(year.duties("2025-26/h3") == year.providers());
      BOOST_TEST(year.mails(kBench, "capd: please confirm half term") == 1);
      BOOST_TEST(says(year.round("2025-26/h3")).find(off.late) != std::string::npos, says(year.round("2025-26/h3")));
      BOOST_TEST(utcIso(Instant{year.count("SELECT MAX(d.due_ms) FROM duty d WHERE d.occurrence = ?", "2025-26/h3")}) ==
                 utcIso(off.due));
    }
  }
}

// Off over two half terms: "all" opens both; what was over before anybody ran the service is left out, and says why.
BOOST_AUTO_TEST_CASE(off_for_a_whole_half_term) {
  Year year(Kind::sqlite, Date(2025, 12, 1));
  year.comeBy();
  BOOST_TEST(year.round("2025-26/h1")->state == "skipped");
  BOOST_TEST(says(year.round("2025-26/h1")) == "It was over before the rule was known here.");
  BOOST_TEST(year.duties("2025-26/h1") == 0);
  year.at(Date(2026, 2, 20), {9, 0});
  BOOST_TEST(year.duties("2025-26/h2") == year.providers());
  BOOST_TEST(year.duties("2025-26/h3") == year.providers());
}

// A closed provider is asked for nothing.
BOOST_AUTO_TEST_CASE(a_closed_provider_is_not_asked, *label("CMP-20")) {
  Year year(Kind::sqlite, Date(2026, 2, 2));
  store::WriteRequest request;
  request.viewer = year.office.house().hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    tx.execute("UPDATE organisation SET closed_ms = ? WHERE id = ?", tx.now(),
               organisations(tx, "provider").front().id);
    return Done{};
  };
  const std::int64_t before = year.providers();
  year.office.house().database().write(std::move(request)).get();
  BOOST_TEST(year.providers() == before - 1);
  year.at(Date(2026, 2, 9), {6, 0});
  BOOST_TEST(year.duties("2025-26/h3") == before - 1);
}

// A bank holiday is proclaimed: the round and the open duties move, those already confirmed do not, and it says so.
BOOST_DATA_TEST_CASE(a_late_proclaimed_holiday_moves_what_is_open, kBoth, kind) {
  Year year(kind, Date(2026, 2, 2));
  year.at(Date(2026, 2, 9), {6, 0});
  BOOST_TEST_REQUIRE(isDone(year.confirm(kBench, "2025-26/h3")));
  store::WriteRequest request;
  request.viewer = year.office.house().hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    Round moved = findRound(tx, "ofsted_confirmation", "2025-26/h3").value();
    moved.due = londonAt(Date(2026, 2, 12), {17, 0});
    BOOST_TEST(planRound(tx, moved, "confirmation.half_term"));
    BOOST_TEST(!planRound(tx, moved, "confirmation.half_term"));
    return Done{};
  };
  year.office.house().database().write(std::move(request)).get();
  const std::int64_t thursday = londonAt(Date(2026, 2, 12), {17, 0}).ms;
  BOOST_TEST(year.count("SELECT COUNT(*) FROM duty d WHERE d.occurrence = ? AND d.due_ms = " + std::to_string(thursday),
                        "2025-26/h3") == year.providers() - 1);
  BOOST_TEST(says(year.round("2025-26/h3")).find("The calendar changed: due 12 February 2026") != std::string::npos,
             says(year.round("2025-26/h3")));
}
