// The pupil's week over all placements: how it is added up, and what is said about it.

#include "cases/week/Week.h"

#include "plugins/week/Week.h"
#include "tests/monitoring/Class.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

const Date kToday(2026, 3, 2);  // a Monday

// The half terms of spring 2026 as they are shipped, and no more.
Calendar spring() {
  Calendar::Days days;
  days.halfTerms = {{"2025-26", 3, Date(2026, 1, 5), Date(2026, 2, 13)},
                    {"2025-26", 4, Date(2026, 2, 23), Date(2026, 3, 27)},
                    {"2025-26", 5, Date(2026, 4, 13), Date(2026, 5, 22)}};
  days.bankHolidays = {Date(2026, 5, 4)};
  return Calendar(days);
}

WeekPart part(const std::string& sessions, Date first, std::optional<Date> last, bool registered = false) {
  WeekPart made;
  made.reference = "CAP25-AAAAAA";
  made.programme = "tier1";
  made.provider = "Whitley Workshops";
  made.commissioner = "school";
  made.state = "active";
  made.registered = registered;
  made.sessions = sessionsFromText(sessions);
  made.first = first;
  made.last = last;
  return made;
}

std::string kinds(const std::vector<WeekFinding>& found) {
  std::string all;
  for (const WeekFinding& each : found) all += (all.empty() ? "" : " ") + each.kind;
  return all;
}

struct Judging {
  Office office;
  std::string of(const std::vector<WeekPart>& parts, Date today = kToday) {
    const PolicyShelf& policy = office.house().services().policy();
    return kinds(week::findingsOf(policy, week::rulesOf(policy, today).value(), parts, spring(), today));
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_week_changes_where_something_begins_or_ends, *label("TIER-X-06") * label("TIER-IN-11")) {
  const auto parts = std::vector<WeekPart>{part("1a,1p,2a,2p", Date(2026, 1, 5), Date(2026, 3, 27)),
                                           part("5a,5p", Date(2026, 3, 6), Date(2026, 4, 17))};
  const auto spans = weekSpans(parts, spring(), Date(2026, 1, 5), Date(2026, 5, 22));
  BOOST_TEST_REQUIRE(spans.size() == 3U);
  BOOST_CHECK(spans[0].first == Date(2026, 1, 5) && spans[0].last == Date(2026, 3, 5));
  BOOST_TEST(spans[0].sessions == 4);
  BOOST_TEST(spans[0].weeks == 8);  // six before half term, two after
  BOOST_CHECK(spans[1].first == Date(2026, 3, 6) && spans[1].last == Date(2026, 3, 27));
  BOOST_TEST(spans[1].sessions == 6);
  BOOST_CHECK(spans[2].first == Date(2026, 3, 28) && spans[2].last == Date(2026, 4, 17));
  BOOST_TEST(spans[2].sessions == 2);
  BOOST_TEST(spans[2].weeks == 1);  // the holidays are no school weeks
  BOOST_TEST(weekSpans({}, spring(), Date(2026, 1, 5), Date(2026, 5, 22)).empty());
}

BOOST_AUTO_TEST_CASE(two_days_are_the_most_without_a_third,
                     *label("TIER-X-04") * label("TIER-X-10") * label("NUM-01")) {
  Judging judging;
  const auto year = std::optional(Date(2026, 5, 22));
  BOOST_TEST(judging.of({part("1a,1p,2a,2p", kToday, year)}) == "");
  BOOST_TEST(judging.of({part("1a,2a,3a,4a", kToday, year)}) == "");  // four half days, on four days
  BOOST_TEST(judging.of({part("1a,1p,2a,2p,3a", kToday, year)}) == "over_cap");
  BOOST_TEST(judging.of({part("1a,1p", kToday, year), part("2a,2p", kToday, year), part("3a", kToday, year)}) ==
             "over_cap");
  // What is over, or in another time, is not added.
  BOOST_TEST(judging.of({part("1a,1p,2a,2p", Date(2026, 1, 5), kToday.plusDays(-1)), part("3a,3p", kToday, year)}) ==
             "");
}

BOOST_AUTO_TEST_CASE(a_third_day_that_was_granted_is_in_order_while_it_lasts, *label("TST-03") * label("TIER-X-05")) {
  Judging judging;
  auto third = part("3a,3p", kToday, Date(2026, 5, 1));
  const auto two = part("1a,1p,2a,2p", kToday, Date(2026, 5, 22));
  BOOST_TEST(judging.of({two, third}) == "over_cap");
  third.thirdDayUntil = Date(2026, 5, 1);
  BOOST_TEST(judging.of({two, third}) == "");
  third.thirdDayUntil = Date(2026, 4, 30);
  BOOST_TEST(judging.of({two, third}) == "over_cap");
}

BOOST_AUTO_TEST_CASE(the_end_of_a_third_day_is_said_before_it_comes, *label("REF-73")) {
  Judging judging;
  auto third = part("3a,3p", Date(2026, 2, 23), Date(2026, 5, 1));
  third.thirdDayUntil = Date(2026, 5, 1);
  BOOST_TEST(judging.of({third}, Date(2026, 4, 16)) == "");
  BOOST_TEST(judging.of({third}, Date(2026, 4, 17)) == "third_day_ends");  // two weeks before
  BOOST_TEST(judging.of({third}, Date(2026, 5, 1)) == "third_day_ends");
  BOOST_TEST(judging.of({third}, Date(2026, 5, 2)) == "");
}

BOOST_AUTO_TEST_CASE(the_school_gives_the_majority_of_the_year, *label("TIER-X-08")) {
  // Five of ten half days in every taught week are half of the year, and one more is less than half at school.
  const std::string five = "1a,2a,3a,4a,5a";
  const Date first(2026, 1, 5);
  const Date last(2026, 5, 22);
  const YearShare half = shareOfYear({part(five, first, last)}, spring(), "2025-26");
  BOOST_TEST(half.away * 2 == half.all);
  BOOST_TEST(!half.majority());
  const YearShare more =
      shareOfYear({part(five, first, last), part("1p", Date(2026, 1, 5), Date(2026, 1, 5))}, spring(), "2025-26");
  BOOST_TEST(more.away == half.away + 1);
  BOOST_TEST(more.majority());
  // No taught day, no half day: the bank holiday and the holidays between half terms.
  const YearShare holiday = shareOfYear(
      {part("1a,1p", Date(2026, 5, 4), Date(2026, 5, 4)), part("1a,1p", Date(2026, 2, 16), Date(2026, 2, 16))},
      spring(), "2025-26");
  BOOST_TEST(holiday.away == 0);
  BOOST_TEST(shareOfYear({part(five, first, last)}, spring(), "2031-32").all == 0);
  // A registered provider may give it.
  Judging judging;
  const std::string six = "1a,1p,2a,2p,3a,3p";
  auto granted = part(six, first, last);
  granted.thirdDayUntil = last;
  BOOST_TEST(has(judging.of({granted}), "majority"));
  granted.registered = true;
  BOOST_TEST(!has(judging.of({granted}), "majority"));
}

BOOST_DATA_TEST_CASE(the_page_is_the_schools_and_caps, kBoth, kind) {
  Class room(kind);
  const std::string one = room.placed("Wynne-Test", {"2a", "2p"});
  room.at(Date(2026, 3, 2), {9, 0});
  const std::string page = room.page(kCoordinator, "/weeks/" + one);
  BOOST_TEST(has(page, "Wynne-Test: the week"), page + room.office.logged());
  BOOST_TEST(has(page, "Tuesday Whitley Workshops Whitley Workshops"));
  BOOST_TEST(has(page, "Monday School School"));
  BOOST_TEST(has(page, "2 half days (1 day)"));
  BOOST_TEST(has(page, "Code that your register may show: B, arranged by the school"));
  BOOST_TEST(has(page, "Not registered as a school"));
  for (const char* who : {kAdmin, kOfficer}) BOOST_TEST(has(room.page(who, "/weeks/" + one), "the week"), who);
  for (const char* who : {kProvider, "other@school.example", "other@provider.example", "quality@cap.example"})
    BOOST_TEST(!has(room.page(who, "/weeks/" + one), "the week"), who);
}

BOOST_TEST_DECORATOR(*label("TIER-X-10"))
BOOST_DATA_TEST_CASE(each_night_what_is_found_is_written_anew, kBoth, kind) {
  Class room(kind);
  const std::string one = room.placed("Wynne-Test", {"2a", "2p", "3a", "3p"});
  const auto night = [&] {
    std::vector<std::pair<std::string, FieldTexts>> commands;
    for (const JobDeclaration& job : room.office.house().registry().jobs()) {
      if (job.name != "week.nightly") continue;
      const auto lease = room.office.house().database().read(room.office.house().hostViewer(0));
      commands = job.run(lease->tx(), room.office.house().services());
    }
    for (const auto& [command, texts] : commands) {
      const Outcome outcome =
          room.office.house().pipeline().run(room.office.house().hostViewer(0), {command, texts, ""});
      BOOST_TEST(std::holds_alternative<Done>(outcome), room.office.dumpOf(outcome));
    }
    return commands.size();
  };
  BOOST_TEST(night() == 1U);
  BOOST_TEST(has(room.page(kAdmin, "/weeks"), "No pupil is away from school too much"));
  room.oneMore(one, {1, false});
  BOOST_TEST(night() == 1U);
  BOOST_TEST(has(room.page(kAdmin, "/weeks"), one + " 5 half days a week from"));
  BOOST_TEST(has(room.page(kOfficer, "/"), "More than two days without a third day: 1"));
  night();
  BOOST_TEST(room.count("SELECT COUNT(*) FROM @all_week_findings f WHERE f.kind = ?", "over_cap") == 1);
  room.must("placement.stop", one, {{"reason", "It was a mistake of ours."}});
  night();
  // Nothing is placed any more, and nothing is found.
  BOOST_TEST(room.count("SELECT COUNT(*) FROM @all_week_findings f WHERE f.kind = ?", "over_cap") == 0);
}

BOOST_DATA_TEST_CASE(a_provider_with_pupils_full_time_is_named, kBoth, kind) {
  Class room(kind);
  const std::string one = room.placed("Wynne-Test", {"2a", "2p", "3a", "3p"});
  room.at(Date(2026, 3, 2), {9, 0});
  room.oneMore(one, {1, false});
  room.oneMore(one, {1, true});
  BOOST_TEST(!has(room.page(kAdmin, "/weeks"), "full time"));  // six half days
  room.oneMore(one, {4, false});
  BOOST_TEST(has(room.page(kAdmin, "/weeks"), "Whitley Workshops: 1 pupil, 0 with an EHC plan or in care"));
  BOOST_TEST(!has(room.page(kAdmin, "/"), "may have to register"));
  // One with an EHC plan is enough.
  room.say(one, "needs.kinds", "semh\nehcp");
  BOOST_TEST(has(room.page(kAdmin, "/weeks"), "Whitley Workshops: 1 pupil, 1 with an EHC plan or in care"));
  BOOST_TEST(has(room.page(kAdmin, "/"), "Providers that may have to register as a school: 1"));
}
