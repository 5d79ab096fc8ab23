// The nightly look at the weeks of 50,000 pupils over all their placements (issue 4).

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;

namespace {

constexpr std::int64_t kPupils = 50'000;
constexpr std::int64_t kSecond = 10'000;  // of them have a second placement, and are over two days with it

// Placements that run, each with its referral, choice and answer: `first` tells the rows of one call from another's.
void place(WriteTx& tx, const std::string& course, const std::string& days, std::int64_t first, std::int64_t count) {
  const auto school = tx.one<std::int64_t>("SELECT id FROM organisation WHERE name = 'Spon Vale School'").value();
  const auto id = tx.one<std::int64_t>("SELECT id FROM course WHERE code = ?", course).value();
  const auto provider = tx.one<std::int64_t>("SELECT provider_id FROM course WHERE code = ?", course).value();
  const auto each = [&](const std::string& into, const std::string& values) {
    tx.execute(into +
                   " WITH RECURSIVE n(i) AS (SELECT CAST(? AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < "
                   "CAST(? AS BIGINT)) SELECT " +
                   values + " FROM n",
               std::int64_t{0}, count);
  };
  const std::string at = std::to_string(first);
  const std::string by = std::to_string(school);
  const std::string to = std::to_string(provider);
  if (first == 0)
    each("INSERT INTO pupil (id, school_id, first_name, last_name, sort_name, known_as, born, year_group, version)",
         "3000000000 + i, " + by + ", 'Pupil', 'Bench ' || i, 'bench ' || i, '', '2011-03-04', 10, 1");
  each(
      "INSERT INTO referral (id, reference, school_id, pupil_id, programme, state, state_since_ms, created_ms, "
      "created_by, requested_start, version)",
      "4000000000 + " + at + " + i, 'CAP25-B' || (1000000 + " + at + " + i), " + by +
          ", 3000000000 + i, 'tier1', 'active', 0, 0, 1, '2026-01-06', 1");
  each("INSERT INTO referral_choice (id, case_id, course_id, provider_id, place_in_order, state)",
       "5000000000 + " + at + " + i, 4000000000 + " + at + " + i, " + std::to_string(id) + ", " + to +
           ", 1, 'accepted'");
  each("INSERT INTO response (id, case_id, choice_id, provider_id, given_ms, given_by, yes)",
       "6000000000 + " + at + " + i, 4000000000 + " + at + " + i, 5000000000 + " + at + " + i, " + to + ", 0, 1, 1");
  each(
      "INSERT INTO placement (id, reference, case_id, pupil_id, school_id, provider_id, course_id, response_id, "
      "programme, start, last_day, state, version)",
      "7000000000 + " + at + " + i, 'CAP25-B' || (1000000 + " + at + " + i) || '/1', 4000000000 + " + at +
          " + i, 3000000000 + i, " + by + ", " + to + ", " + std::to_string(id) + ", 6000000000 + " + at +
          " + i, 'tier1', '2026-01-06', '2026-07-10', 'active', 1");
  for (const char day : days)
    for (const char* half : {"am", "pm"})
      each("INSERT INTO placement_day (placement_id, case_id, weekday, half, first_day)",
           "7000000000 + " + at + " + i, 4000000000 + " + at + " + i, " + std::string(1, day) + ", '" + half +
               "', '2026-01-06'");
}

void weekOf(test::Kind kind, const std::string& name) {
  Town town(kind);
  daemon::House& house = town.office.house();
  town.write([](WriteTx& tx) { place(tx, "bike", "2", 0, kPupils); });
  town.write([](WriteTx& tx) { place(tx, "hair", "34", kPupils, kSecond); });
  heading(fmt::format("The week of {} pupils, {} of them with a second placement, {}", kPupils, kSecond, name));
  Neighbour beside(house);
  const JobRun first = runJob(house, "week.nightly");
  const Figures waited = beside.ended();
  BOOST_TEST(first.refused == 0U);
  const auto found =
      town.office.fact<std::int64_t>("SELECT COUNT(*) FROM @all_week_findings f WHERE f.kind = ?", "over_cap");
  BOOST_TEST(found.value() == kSecond);
  const auto figures = [](const JobRun& run) { return (run.findMs + run.writeMs) / 1000; };
  row("every week looked at", fmt::format("{:.1f} s, {} commands", figures(first), first.commands),
      fmt::format("{} weeks over the cap found", found.value()), rate(kPupils / figures(first)) + " pupils");
  row("  of them the list of pupils", ms(first.findMs), "", "");
  row("  somebody else's change meanwhile", waits(waited), fmt::format("longest command {:.1f} ms", first.longestMs),
      "");
  const JobRun again = runJob(house, "week.nightly");
  row("the next night, nothing changed", fmt::format("{:.1f} s", figures(again)), "",
      rate(kPupils / figures(again)) + " pupils");
}

}  // namespace

BOOST_AUTO_TEST_CASE(week_sqlite) { weekOf(test::Kind::sqlite, "SQLite"); }
BOOST_AUTO_TEST_CASE(week_postgresql) {
  ::setenv("CAPD_PG_FSYNC", "1", 1);
  weekOf(test::Kind::postgresql, "PostgreSQL");
}
