#include "base/Date.h"

#include <boost/test/unit_test.hpp>

#include "base/Calendar.h"
#include "base/Instant.h"

using namespace capd;
using boost::unit_test::label;

BOOST_AUTO_TEST_CASE(days_that_do_not_exist_are_never_made) {
  BOOST_CHECK(!Date::fromIso("2026-02-29"));
  BOOST_CHECK(Date::fromIso("2028-02-29"));
  BOOST_CHECK(!Date::fromIso("2026-2-28"));
  BOOST_CHECK(!Date::fromIso("28/02/2026"));
  BOOST_CHECK(!Date::fromFields("31", "02", "2026"));
  BOOST_CHECK(!Date::fromFields("1", "1", "26"));
  BOOST_CHECK_EQUAL(Date::fromFields(" 3 ", "Sept", "2026")->iso(), "2026-09-03");
  BOOST_CHECK_THROW(Date(2026, 2, 30), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(months_are_clamped_to_the_months_end) {
  BOOST_CHECK_EQUAL(Date(2025, 8, 31).plusMonths(6).iso(), "2026-02-28");
  BOOST_CHECK_EQUAL(Date(2027, 8, 31).plusMonths(6).iso(), "2028-02-29");
  BOOST_CHECK_EQUAL(Date(2028, 2, 29).plusMonths(36).iso(), "2031-02-28");
  BOOST_CHECK_EQUAL(Date(2026, 1, 31).plusMonths(-2).iso(), "2025-11-30");
}

BOOST_AUTO_TEST_CASE(the_academic_year_turns_on_the_first_of_september) {
  BOOST_CHECK_EQUAL(academicYearOf(Date(2025, 8, 31)), "2024-25");
  BOOST_CHECK_EQUAL(academicYearOf(Date(2025, 9, 1)), "2025-26");
  BOOST_CHECK_EQUAL(academicYearStart("2025-26")->iso(), "2025-09-01");
  BOOST_CHECK(!academicYearStart("2025-27"));
}

BOOST_AUTO_TEST_CASE(london_changes_its_clocks_twice_a_year) {
  // 29 March 2026: 01:00 to 01:59 is not there; 25 October 2026: it is there twice.
  BOOST_CHECK_EQUAL(utcIso(londonAt(Date(2026, 3, 29), {1, 30})), "2026-03-29T01:00:00.000Z");
  BOOST_CHECK_EQUAL(utcIso(londonAt(Date(2026, 10, 25), {1, 30})), "2026-10-25T00:30:00.000Z");
  BOOST_CHECK_EQUAL(utcIso(londonEndOf(Date(2026, 3, 29))), "2026-03-29T23:00:00.000Z");
  BOOST_CHECK_EQUAL(utcIso(londonEndOf(Date(2026, 10, 24))), "2026-10-24T23:00:00.000Z");
  BOOST_CHECK_EQUAL(utcIso(londonEndOf(Date(2026, 10, 25))), "2026-10-26T00:00:00.000Z");
  BOOST_CHECK_EQUAL(londonDate(londonAt(Date(2026, 7, 1), {0, 30})).iso(), "2026-07-01");
  BOOST_CHECK_EQUAL(londonWords(londonAt(Date(2026, 7, 1), {12, 5})), "1 July 2026 at 12:05pm");
}

namespace {
Calendar springOf2025() {
  Calendar::Days days;
  days.bankHolidays = {Date(2025, 4, 18), Date(2025, 4, 21),  Date(2025, 5, 5),
                       Date(2025, 5, 26), Date(2025, 12, 25), Date(2025, 12, 26)};
  days.halfTerms = {
      {"2024-25", 1, Date(2024, 9, 2), Date(2024, 10, 25)}, {"2024-25", 2, Date(2024, 11, 4), Date(2024, 12, 20)},
      {"2024-25", 3, Date(2025, 1, 6), Date(2025, 2, 14)},  {"2024-25", 4, Date(2025, 2, 24), Date(2025, 4, 11)},
      {"2024-25", 5, Date(2025, 4, 28), Date(2025, 5, 23)}, {"2024-25", 6, Date(2025, 6, 2), Date(2025, 7, 18)}};
  return Calendar(days);
}
}  // namespace

BOOST_AUTO_TEST_CASE(working_days_skip_weekends_and_bank_holidays, *label("TST-05") * label("TST-06")) {
  const Calendar calendar = springOf2025();
  // Received on a Friday: processed by the end of Tuesday.
  BOOST_CHECK_EQUAL(calendar.addWorkingDays(Date(2025, 3, 7), 2).iso(), "2025-03-11");
  // Panel on Thursday 1 May, bank holiday on Monday 5 May: outcome by Wednesday 7 May.
  BOOST_CHECK_EQUAL(calendar.addWorkingDays(Date(2025, 5, 1), 3).iso(), "2025-05-07");
  // School holidays are working days of the council.
  BOOST_CHECK_EQUAL(calendar.addWorkingDays(Date(2025, 2, 14), 1).iso(), "2025-02-17");
  BOOST_CHECK_EQUAL(calendar.addWorkingDays(Date(2025, 4, 17), 1).iso(), "2025-04-22");
  BOOST_CHECK_EQUAL(calendar.workingDaysBetween(Date(2025, 4, 17), Date(2025, 4, 22)), 1);
  BOOST_CHECK_THROW((void)calendar.addWorkingDays(Date(2025, 5, 1), 0), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(programmes_last_in_taught_weeks) {
  const Calendar calendar = springOf2025();
  // The printed Refocus cohorts of 2024-25.
  BOOST_CHECK_EQUAL(calendar.endOfSchoolWeeks(Date(2024, 10, 7), 10)->iso(), "2024-12-20");
  BOOST_CHECK_EQUAL(calendar.endOfSchoolWeeks(Date(2024, 11, 4), 10)->iso(), "2025-01-24");
  BOOST_CHECK_EQUAL(calendar.endOfSchoolWeeks(Date(2025, 1, 27), 10)->iso(), "2025-04-11");
  BOOST_CHECK_EQUAL(calendar.endOfSchoolWeeks(Date(2025, 5, 6), 10)->iso(), "2025-07-18");
  BOOST_CHECK(!calendar.endOfSchoolWeeks(Date(2025, 6, 30), 10));
  BOOST_CHECK(!calendar.isSchoolDay(Date(2026, 1, 7)));
  BOOST_CHECK(!*calendar.isSchoolDay(Date(2025, 5, 5)));
}

BOOST_AUTO_TEST_CASE(overlapping_half_terms_are_refused) {
  Calendar::Days days;
  days.halfTerms = {{"2024-25", 1, Date(2024, 9, 2), Date(2024, 10, 25)},
                    {"2024-25", 2, Date(2024, 10, 25), Date(2024, 12, 20)}};
  BOOST_CHECK_THROW(Calendar{days}, std::invalid_argument);
}
