// What becomes of rounds that nobody ran, by what the year's policy says of missed ones; and the two nights on which
// the clocks change.

#include "cases/duty/Duty.h"
#include "tests/clock/Year.h"
#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;
namespace bdata = boost::unit_test::data;

namespace {

constexpr char kReminders[] = "policy/2025-26/reminders.lua";

/// A year whose confirmations come round as a test wants it.
struct Edited {
  Edited(Kind kind, Date day, const std::vector<std::pair<std::string, std::string>>& edits) {
    for (const auto& [from, to] : edits) folder.edit(kReminders, from, to);
    year = std::make_unique<Year>(kind, day, folder.path());
  }
  Edited(Kind kind, Date day, const std::string& missed)
      : Edited(kind, day, {{"missed      = \"all\"", "missed      = \"" + missed + "\""}}) {}

  std::string state(const std::string& period) {
    const auto round = year->round(period);
    return round ? round->state + ": " + round->says : "no such round";
  }
  void atMoment(Instant at) {
    year->office.clock().set(at);
    year->comeBy();
  }
  std::int64_t mails() { return year->mails(kBench, "capd: please confirm"); }

  WorkingFolder folder;
  std::unique_ptr<Year> year;
};

const Date kOctober(2025, 10, 1);
const Instant kThird = londonAt(Date(2026, 2, 9), {6, 0});  // half term 3 opens

}  // namespace

BOOST_DATA_TEST_CASE(the_latest_stands_for_those_that_were_missed, kBoth, kind) {
  Edited city(kind, kOctober, "latest");
  city.atMoment(kThird.plusMs(24 * 3'600'000));
  const std::string opened = "opened: " + std::to_string(city.year->providers()) + " opened. It was opened 1 day late.";
  const std::string joined = "skipped: Nobody ran it in time: half term 3 of 2025-26 stands for it.";
  BOOST_TEST(city.state("2025-26/h1") == joined);
  BOOST_TEST(city.state("2025-26/h2") == joined);
  BOOST_TEST(city.state("2025-26/h3") == opened);
  BOOST_TEST(city.year->duties("2025-26/h2") == 0);
  BOOST_TEST(city.year->duties("2025-26/h3") == city.year->providers());
  BOOST_TEST(city.mails() == 1);
  city.year->comeBy();
  BOOST_TEST(city.mails() == 1);
}

// A single missed one has nothing later that stands for it: it is opened.
BOOST_DATA_TEST_CASE(one_alone_is_its_own_latest, kBoth, kind) {
  Edited city(kind, kOctober, "latest");
  city.atMoment(londonAt(Date(2025, 10, 23), {9, 0}));
  BOOST_TEST(city.year->duties("2025-26/h1") == city.year->providers());
}

// `skip`: opened on its day, however late in it; a day after the moment it is left out, and says so.
BOOST_DATA_TEST_CASE(what_is_to_be_skipped_is_opened_on_its_day_and_not_after,
                     kBoth* bdata::make({-1, 0, 3 * 24 * 3'600'000}), kind, afterADay) {
  Edited city(kind, Date(2026, 2, 2), "skip");
  city.atMoment(kThird.plusMs(24 * 3'600'000 + afterADay));
  const bool open = afterADay < 0;
  BOOST_TEST(city.year->duties("2025-26/h3") == (open ? city.year->providers() : 0));
  BOOST_TEST(city.mails() == (open ? 1 : 0));
  const std::string state = city.state("2025-26/h3");
  BOOST_TEST(state.find(open ? "opened: " : "skipped: Nobody ran it on its day:") == 0, state);
  BOOST_TEST(city.year->round("2025-26/h4")->state == "planned");  // the next comes as ever
  city.year->at(Date(2026, 3, 23), {6, 0});
  BOOST_TEST(city.year->duties("2025-26/h4") == city.year->providers());
}

// On 29 March 2026 half past one does not come: what opens then opens when the clocks stand at two, in summer time.
BOOST_DATA_TEST_CASE(a_round_in_the_hour_that_is_skipped, kBoth, kind) {
  Edited city(kind, Date(2026, 3, 28),
              {{"every       = \"half_term\"", "every       = \"academic_year\""},
               {"school_day_from_end(5, \"06:00\")", "day_of_year(3, 29, \"01:30\")"},
               {"school_day_from_end(1, \"17:00\")", "day_of_year(4, 1, \"17:00\")"}});
  const Instant two{1774746000000};  // 2026-03-29T01:00:00Z
  BOOST_TEST_REQUIRE(utcIso(two) == "2026-03-29T01:00:00.000Z");
  BOOST_TEST_REQUIRE(utcIso(city.year->round("2025-26/y")->opens) == utcIso(two));
  city.atMoment(two.plusMs(-1));
  BOOST_TEST(city.mails() == 0);
  for (const std::int64_t ms : {0, 60'000, 3'600'000}) city.atMoment(two.plusMs(ms));
  BOOST_TEST(city.mails() == 1);
  BOOST_TEST(city.state("2025-26/y") == "opened: " + std::to_string(city.year->providers()) + " opened.");
}

// On 26 October 2025 half past one comes twice: what opens then opens the first time, and not again.
BOOST_DATA_TEST_CASE(a_round_in_the_hour_that_comes_twice, kBoth, kind) {
  Edited city(kind, Date(2025, 10, 25),
              {{"every       = \"half_term\"", "every       = \"academic_year\""},
               {"school_day_from_end(5, \"06:00\")", "day_of_year(10, 26, \"01:30\")"},
               {"school_day_from_end(1, \"17:00\")", "day_of_year(10, 31, \"17:00\")"}});
  const Instant first{1761438600000};  // 2025-10-26T00:30:00Z
  BOOST_TEST_REQUIRE(utcIso(first) == "2025-10-26T00:30:00.000Z");
  city.atMoment(first.plusMs(-1));
  BOOST_TEST(city.mails() == 0);
  for (int minutes = 0; minutes <= 120; minutes += 10) city.atMoment(first.plusMs(minutes * 60'000));
  BOOST_TEST(city.mails() == 1);
  BOOST_TEST(city.year->duties("2025-26/y") == city.year->providers());
}

// The day's reminders go once at six by the clock on the wall, on both mornings: 05:00Z in March, 06:00Z in October.
BOOST_DATA_TEST_CASE(the_day_s_mail_goes_at_six_on_the_wall, kBoth, kind) {
  struct Morning {
    Date day;
    const char* six;
  };
  for (const Morning& morning : {Morning{Date(2026, 3, 29), "2026-03-29T05:00:00.000Z"},
                                 Morning{Date(2025, 10, 26), "2025-10-26T06:00:00.000Z"}}) {
    BOOST_TEST_CONTEXT(morning.six) {
      Year year(kind, morning.day.plusDays(-1));
      store::WriteRequest request;
      request.viewer = year.office.house().hostViewer(0);
      request.payload = "{}";
      request.apply = [&](WriteTx& tx) -> Outcome {
        openDuty(tx, {.kind = "staff.dbs_renewal",
                      .subject = "whitley",
                      .occurrence = "a",
                      .organisation = findOrganisation(tx, "provider", "Whitley Workshops").value().id,
                      .role = "provider.coordinator",
                      .says = "Show CAP a new DBS check",
                      .due = londonEndOf(morning.day.plusDays(7))});
        return Done{};
      };
      year.office.house().database().write(std::move(request)).get();
      const Instant six = londonAt(morning.day, {6, 0});
      BOOST_TEST_REQUIRE(utcIso(six) == morning.six);
      const auto sent = [&](Instant at) {
        year.office.clock().set(at);
        year.comeBy();
        return year.mails(kBench, "capd: one thing is waiting");
      };
      // Every ten minutes of the night, the hour that is skipped or doubled among them.
      for (Instant at = londonStartOf(morning.day); at < six; at = at.plusMs(600'000)) BOOST_TEST(sent(at) == 0);
      BOOST_TEST(sent(six.plusMs(-1)) == 0);
      for (Instant at = six; at < londonEndOf(morning.day); at = at.plusMs(3'600'000)) BOOST_TEST(sent(at) == 1);
      BOOST_TEST(sent(londonEndOf(morning.day).plusMs(7 * 3'600'000)) == 1);
    }
  }
}
