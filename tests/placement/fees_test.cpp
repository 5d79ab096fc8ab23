// Who pays what: every boundary, and what no clause settles.

#include "cases/placement/Fees.h"

#include <boost/test/unit_test.hpp>

#include "tests/support/Says.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

Calendar schoolYear() {
  Calendar::Days days;
  days.halfTerms = {{"2025-26", 3, Date(2026, 1, 5), Date(2026, 2, 13)},
                    {"2025-26", 4, Date(2026, 2, 23), Date(2026, 3, 27)},
                    {"2025-26", 5, Date(2026, 4, 13), Date(2026, 5, 22)}};
  days.bankHolidays = {Date(2026, 4, 3), Date(2026, 4, 6), Date(2026, 5, 4)};
  return Calendar(days);
}

// Tuesdays from 24 February 2026.
Placement tuesdays(const std::string& sessions = "2a,2p") {
  Placement p;
  p.start = Date(2026, 2, 24);
  p.lastDay = Date(2026, 5, 19);
  p.state = "confirmed";
  p.sessions = sessionsFromText(sessions);
  for (const Session& each : p.sessions) p.days.push_back({each, p.start, std::nullopt});
  return p;
}

FeeFacts facts(const std::string& word = "half_term_minimum") {
  FeeFacts f;
  f.received = londonAt(Date(2026, 3, 2), {9, 0});
  f.lastDay = Date(2026, 3, 2);
  f.start = Date(2026, 2, 24);
  f.limits = nonStarterLimits(schoolYear(), tuesdays(), {});
  f.firstHalfTermEnds = Date(2026, 3, 27);
  f.word = {word, "004 section 2.5"};
  f.otherwise = {"to_withdrawal_date", "004 section 11.7"};
  f.nonStarterClause = "004 sections 2.3 and 11.3";
  f.minimumClause = "004 section 2.5";
  return f;
}

FeeFacts receivedAt(FeeFacts f, Date day, int hour, int minute) {
  f.received = londonAt(day, {hour, minute});
  return f;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_third_session_in_both_readings, *label("OPEN-02") * label("NON-05")) {
  const auto limits = nonStarterLimits(schoolYear(), tuesdays(), {});
  BOOST_TEST(limits.halfDays->ms == londonAt(Date(2026, 3, 3), {9, 0}).ms);
  BOOST_TEST(limits.trainingDays->ms == londonAt(Date(2026, 3, 10), {9, 0}).ms);
  // One session a day: the readings agree.
  const auto same = nonStarterLimits(schoolYear(), tuesdays("2p"), {});
  BOOST_TEST(same.halfDays->ms == londonAt(Date(2026, 3, 10), {13, 0}).ms);
  BOOST_TEST(same.trainingDays->ms == same.halfDays->ms);
  // Days without school are no sessions: Mondays from 23 March meet the holidays.
  Placement mondays = tuesdays("1a");
  mondays.start = Date(2026, 3, 23);
  mondays.days = {{{1, false}, mondays.start, std::nullopt}};
  const auto over = nonStarterLimits(schoolYear(), mondays, {});
  BOOST_TEST(over.halfDays->ms == londonAt(Date(2026, 4, 20), {9, 0}).ms);
  // Where the terms are not known nobody can tell.
  Placement later = tuesdays();
  later.start = Date(2026, 9, 8);
  later.lastDay.reset();
  BOOST_TEST(!nonStarterLimits(schoolYear(), later, {}).halfDays.has_value());
}

BOOST_AUTO_TEST_CASE(a_pupil_who_never_came_and_is_withdrawn_in_time,
                     *label("TST-08") * label("NON-01") * label("NON-04")) {
  const Fee certain = feeOf(receivedAt(facts(), Date(2026, 3, 3), 8, 59));
  BOOST_TEST(certain.word == "nothing");
  BOOST_TEST(certain.nonStarter);
  BOOST_TEST(has(certain.says, "004 sections 2.3 and 11.3"));
  const Fee late = feeOf(receivedAt(facts(), Date(2026, 3, 10), 9, 0));
  BOOST_TEST(late.word == "half_term_minimum");
  BOOST_TEST(!late.nonStarter);
  // The provider withdraws: to date, no minimum, however early.
  FeeFacts provider = receivedAt(facts(), Date(2026, 3, 3), 8, 59);
  provider.bySchool = false;
  provider.word = {"to_withdrawal_date", "004 section 11.7"};
  BOOST_TEST(feeOf(provider).word == "to_withdrawal_date");
  BOOST_TEST(!feeOf(provider).nonStarter);
  // Attending once defeats it.
  FeeFacts came = receivedAt(facts(), Date(2026, 3, 3), 8, 59);
  came.attended = true;
  BOOST_TEST(feeOf(came).word == "half_term_minimum");
  // Only some of the days: the pupil has not left.
  FeeFacts some = receivedAt(facts(), Date(2026, 3, 3), 8, 59);
  some.part = true;
  BOOST_TEST(feeOf(some).word == "person");
}

BOOST_AUTO_TEST_CASE(where_the_readings_differ_a_person_decides, *label("NON-05") * label("OPEN-02")) {
  for (const auto& [day, hour, minute] : {std::tuple{Date(2026, 3, 3), 9, 0}, std::tuple{Date(2026, 3, 10), 8, 59}}) {
    const Fee fee = feeOf(receivedAt(facts(), day, hour, minute));
    BOOST_TEST(fee.word == "person");
    BOOST_TEST(has(fee.says, "training day"));
    BOOST_TEST(has(fee.says, "004 section 2.5"));
    BOOST_TEST(!fee.nonStarter);
  }
  FeeFacts unknown = facts();
  unknown.limits = {};
  BOOST_TEST(feeOf(unknown).word == "person");
}

BOOST_AUTO_TEST_CASE(tier_two_before_the_third_session, *label("TST-26") * label("OPEN-32")) {
  FeeFacts f = receivedAt(facts("full_programme"), Date(2026, 3, 3), 8, 59);
  f.word.clause = "004 section 11.8";
  const Fee fee = feeOf(f);
  BOOST_TEST(fee.word == "person");
  BOOST_TEST(has(fee.says, "004 section 11.8"));
  BOOST_TEST(has(fee.says, "004 sections 2.3 and 11.3"));
  // Too late in either reading: no conflict.
  BOOST_TEST(feeOf(receivedAt(f, Date(2026, 3, 10), 9, 0)).word == "full_programme");
}

BOOST_AUTO_TEST_CASE(tier_two_after_the_start, *label("TST-09") * label("FIN-10") * label("FIN-11") *
                                                   label("TIER-IN-14") * label("TIER-IN-15") * label("TIER-FL-14") *
                                                   label("TIER-FL-15")) {
  FeeFacts f = facts("full_programme");
  f.attended = true;
  f.lastDay = Date(2026, 3, 13);
  BOOST_TEST(feeOf(f).word == "full_programme");
  f.bySchool = false;
  f.word = {"to_withdrawal_date", "004 section 11.9"};
  const Fee fee = feeOf(f);
  BOOST_TEST(fee.word == "to_withdrawal_date");
  BOOST_TEST(has(fee.says, "no minimum"));
}

BOOST_AUTO_TEST_CASE(tier_one_after_its_first_half_term, *label("OPEN-13") * label("FIN-04") * label("TIER-T1-17")) {
  FeeFacts f = facts();
  f.attended = true;
  f.lastDay = Date(2026, 3, 27);
  BOOST_TEST(feeOf(f).word == "half_term_minimum");
  f.lastDay = Date(2026, 3, 28);
  BOOST_TEST(feeOf(f).word == "person");
  f.firstHalfTermEnds.reset();
  BOOST_TEST(feeOf(f).word == "person");
}

BOOST_AUTO_TEST_CASE(a_programme_without_a_clause, *label("OPEN-31") * label("FIN-12") * label("TIER-STL-17")) {
  FeeFacts f = facts("");
  f.attended = true;
  BOOST_TEST(feeOf(f).word == "person");
  // Whatever the programme, a provider that withdraws is paid to the day (11.7).
  f.bySchool = false;
  BOOST_TEST(feeOf(f).word == "to_withdrawal_date");
  f.otherwise = {};
  BOOST_TEST(feeOf(f).word == "person");
}

BOOST_AUTO_TEST_CASE(a_placement_that_rolled_over, *label("TST-10") * label("ROL-03") * label("ROL-04")) {
  FeeFacts f = facts();
  f.attended = true;
  f.rolledOverUntil = Date(2026, 9, 21);
  // Sent in time, but completed after the cut-off: completion counts.
  f.received = londonAt(Date(2026, 9, 16), {9, 0});
  f.completed = Date(2026, 9, 21);
  BOOST_TEST(feeOf(f).word == "nothing");
  f.completed = Date(2026, 9, 22);
  BOOST_TEST(feeOf(f).word == "year");
  f.bySchool = false;
  f.word = {"to_withdrawal_date", "004 section 11.7"};
  BOOST_TEST(feeOf(f).word == "to_withdrawal_date");
}
