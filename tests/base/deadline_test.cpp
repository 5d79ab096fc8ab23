// A deadline is counted again on a calendar that has changed, from the same day and by the same count.
#include "base/Deadline.h"

#include <boost/test/unit_test.hpp>

using namespace capd;

namespace {

Calendar calendarWith(std::vector<Date> bankHolidays) {
  Calendar::Days days;
  days.bankHolidays = std::move(bankHolidays);
  days.halfTerms = {{"2025-26", 3, Date(2026, 1, 5), Date(2026, 2, 13)},
                    {"2025-26", 4, Date(2026, 2, 23), Date(2026, 3, 27)}};
  return Calendar(days);
}

void same(const Deadline& deadline, Date lastDay) { BOOST_TEST(deadline.lastDay().iso() == lastDay.iso()); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_holiday_proclaimed_on_friday_for_monday_moves_what_is_counted_over_it) {
  const Calendar before = calendarWith({});
  const Calendar after = calendarWith({Date(2026, 2, 9)});
  const Date friday(2026, 2, 6);
  for (const auto& [days, was, is] :
       {std::tuple(1, Date(2026, 2, 9), Date(2026, 2, 10)), std::tuple(2, Date(2026, 2, 10), Date(2026, 2, 11)),
        std::tuple(10, Date(2026, 2, 20), Date(2026, 2, 23))}) {
    const Deadline deadline = withinWorkingDays(before, friday, days);
    same(deadline, was);
    const Deadline moved = countedAgain(deadline, after);
    same(moved, is);
    BOOST_TEST(moved.counted == deadline.counted);
    same(countedAgain(moved, before), was);  // and back, when it was a mistake
    same(countedAgain(deadline, before), was);
  }
  // Counted from the day before, it was over by Friday: nothing to move.
  same(countedAgain(withinWorkingDays(before, Date(2026, 2, 5), 1), after), friday);
}

BOOST_AUTO_TEST_CASE(a_clock_that_stops_in_school_holidays_is_counted_again_too) {
  const Calendar before = calendarWith({});
  Calendar::Days days = before.days();
  days.halfTerms[0].last = Date(2026, 2, 12);  // the holidays begin a day earlier
  const Calendar after(days);
  const Deadline week = withinTermDays(before, Date(2026, 2, 10), 7);
  same(week, Date(2026, 2, 26));
  same(countedAgain(week, after), Date(2026, 2, 27));
}

BOOST_AUTO_TEST_CASE(a_moment_that_was_not_counted_stays) {
  const Instant at = londonAt(Date(2026, 2, 9), {17, 0});
  const Deadline given = at;
  BOOST_TEST(given.counted.empty());
  BOOST_TEST((countedAgain(given, calendarWith({Date(2026, 2, 9)})).at == at));
}

BOOST_AUTO_TEST_CASE(another_way_of_counting_is_a_fault_and_no_guess) {
  for (const char* wrong : {"soon", "2 moons from 2026-02-06", "two working days from 2026-02-06",
                            "2 working days from 2026-02-30", " working days from 2026-02-06", "2 working days from "})
    BOOST_CHECK_THROW((void)countedAgain(Deadline(Instant{0}, wrong), Calendar{}), std::invalid_argument);
}
