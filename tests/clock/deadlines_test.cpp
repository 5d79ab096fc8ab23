// A bank holiday is proclaimed on Friday for Monday: CAP publishes the calendar again, and every open deadline that was
// counted over that Monday moves and is listed.

#include "cases/duty/Duty.h"
#include "cases/policy/PolicyRecords.h"
#include "tests/clock/Year.h"
#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kCalendar[] = "policy/2025-26/calendar.lua";
constexpr char kWithout[] = "    date(2026, 4, 3),\n";
constexpr char kWith[] = "    date(2026, 2, 9),\n    date(2026, 4, 3),\n";
const Date kFriday(2026, 2, 6);

struct Proclaimed {
  explicit Proclaimed(Kind kind) : year(kind, kFriday, folder.path()) {}

  /// Sent to CAP on that Friday. @returns its reference.
  std::string sent() {
    const std::string reference = year.office.draft();
    year.office.fillIn(reference);
    const auto version =
        year.office.fact<std::int64_t>("SELECT c.version FROM @all_cases c WHERE c.reference = ?", reference);
    const Outcome outcome = year.office.run("coordinator@school.example", "referral.submit",
                                            {{"reference", reference}, {"version", std::to_string(version.value())}});
    BOOST_TEST_REQUIRE(isDone(outcome), year.office.dumpOf(outcome));
    return reference;
  }
  void publishCalendar(const char* from, const char* to) {
    folder.edit(kCalendar, from, to);
    const Outcome outcome = publish(year.office.house(), year.office.viewer(kEditor), "2025-26");
    BOOST_TEST_REQUIRE(isDone(outcome), saidBy(outcome));
  }
  std::string lastDay(const std::string& kind, const std::string& subject) {
    const auto due = year.office.fact<std::int64_t>(
        "SELECT d.due_ms FROM duty d WHERE d.kind = '" + kind + "' AND d.subject = ?", subject);
    return londonDate(Instant{due.value()}.plusMs(-1)).iso();
  }
  std::int64_t moves() {
    return year.office.fact<std::int64_t>("SELECT COUNT(*) FROM duty_event e WHERE e.what = ?", "moved").value();
  }

  WorkingFolder folder;
  Year year;
};

}  // namespace

BOOST_TEST_DECORATOR(*label("OPEN-10"))
BOOST_DATA_TEST_CASE(open_deadlines_move_with_the_calendar_and_are_listed, kBoth, kind) {
  Proclaimed city(kind);
  const std::string reference = city.sent();
  BOOST_TEST_REQUIRE(city.lastDay("desk.first_look", reference) == "2026-02-10");
  Screen lead(city.year.office, "lead@cap.example");
  BOOST_TEST(textOf(lead.get("/scheduled")).find("Moved by the calendar") == std::string::npos);

  city.publishCalendar(kWithout, kWith);
  city.year.at(kFriday, {9, 2});
  BOOST_TEST(city.lastDay("desk.first_look", reference) == "2026-02-11");
  const std::int64_t moved = city.moves();
  BOOST_TEST(moved >= 1);
  const std::string page = textOf(lead.get("/scheduled"));
  BOOST_TEST(page.find("Moved by the calendar") != std::string::npos, page);
  BOOST_TEST(page.find("Due by the end of Wednesday 11 February 2026 instead of Tuesday 10 February 2026") !=
                 std::string::npos,
             page);
  BOOST_TEST(page.find(reference) != std::string::npos, page);
  // The inbox goes by the new day.
  BOOST_TEST(city.year.office.fact<std::int64_t>("SELECT c.due_ms FROM @all_cases c WHERE c.reference = ?", reference)
                 .value() == londonEndOf(Date(2026, 2, 11)).ms);

  city.year.at(kFriday, {9, 5});
  BOOST_TEST(city.moves() == moved);  // once

  city.publishCalendar(kWith, kWithout);  // it was a mistake
  city.year.at(kFriday, {9, 10});
  BOOST_TEST(city.lastDay("desk.first_look", reference) == "2026-02-10");
}

// Proclaimed when the day is over: what was late on the old calendar and not yet on the new one is no longer late; what
// is late on both stays, and what was done stays done.
BOOST_DATA_TEST_CASE(what_is_over_on_both_calendars_stays_as_it_was, kBoth, kind) {
  Proclaimed city(kind);
  const std::string reference = city.sent();
  const std::string done = city.sent();
  const auto version =
      city.year.office.fact<std::int64_t>("SELECT c.version FROM @all_cases c WHERE c.reference = ?", done);
  const Outcome checked =
      city.year.office.run("admin@cap.example", "desk.check",
                           {{"reference", done}, {"version", std::to_string(version.value())}, {"date_agrees", "yes"}});
  BOOST_TEST_REQUIRE(isDone(checked), city.year.office.dumpOf(checked));
  // On Thursday both days, Tuesday and Wednesday, are over.
  city.year.at(Date(2026, 2, 12), {0, 0});
  city.publishCalendar(kWithout, kWith);
  city.year.at(Date(2026, 2, 12), {0, 2});
  BOOST_TEST(city.lastDay("desk.first_look", reference) == "2026-02-10");
  BOOST_TEST(city.lastDay("desk.first_look", done) == "2026-02-10");

  Proclaimed later(kind);
  const std::string late = later.sent();
  later.year.at(Date(2026, 2, 11), {23, 59});  // the last minute in which Wednesday is not over
  later.publishCalendar(kWithout, kWith);
  later.year.at(Date(2026, 2, 11), {23, 59});
  later.year.scheduler.runJob("schedule.deadlines");
  BOOST_TEST(later.lastDay("desk.first_look", late) == "2026-02-11");
}

// A closure that is taken out again moves nothing into the past: what would have been over yesterday stays.
BOOST_DATA_TEST_CASE(nothing_is_moved_into_the_past, kBoth, kind) {
  Proclaimed city(kind);
  city.publishCalendar(kWithout, kWith);
  const std::string reference = city.sent();
  BOOST_TEST_REQUIRE(city.lastDay("desk.first_look", reference) == "2026-02-11");
  city.year.at(Date(2026, 2, 11), {9, 0});
  city.publishCalendar(kWith, kWithout);
  city.year.at(Date(2026, 2, 11), {9, 2});
  BOOST_TEST(city.lastDay("desk.first_look", reference) == "2026-02-11");
  BOOST_TEST(city.moves() == 0);
}

// Duties of a case are for those who may see it; the policy editor reads of the others.
BOOST_AUTO_TEST_CASE(what_moved_is_shown_to_those_who_may_see_the_case) {
  Proclaimed city(Kind::sqlite);
  const std::string reference = city.sent();
  city.publishCalendar(kWithout, kWith);
  city.year.at(kFriday, {9, 2});
  BOOST_TEST(has(textOf(Screen(city.year.office, "lead@cap.example").get("/scheduled")), reference));
  for (const char* who : {"policy@cap.example", "quality@cap.example", "data@cap.example"})
    BOOST_TEST(!has(textOf(Screen(city.year.office, who).get("/scheduled")), reference), who);
}

namespace {

// One renewal that Whitley owes, counted on the calendar; opened as the house.
std::int64_t owed(Year& year, const Deadline& due, const std::string& occurrence = "a") {
  std::int64_t id = 0;
  store::WriteRequest request;
  request.viewer = year.office.house().hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    id = openDuty(tx, {.kind = "confirmation.half_term",
                       .subject = "somewhere",
                       .occurrence = occurrence,
                       .organisation = findOrganisation(tx, "provider", "Whitley Workshops").value().id,
                       .role = "provider.coordinator",
                       .says = "Confirm something",
                       .due = due});
    return Done{};
  };
  year.office.house().database().write(std::move(request)).get();
  return id;
}

}  // namespace

// It was late, was rung about, and is late no more: the call is not needed; when the new day passes it is reminded of
// and rung about anew.
BOOST_DATA_TEST_CASE(what_is_late_no_more_needs_no_call_and_is_chased_anew, kBoth, kind) {
  Proclaimed city(kind);
  Year& year = city.year;
  const auto calendar = year.office.house().services().policy().calendar();
  owed(year, withinWorkingDays(*calendar, Date(2026, 2, 5), 1));  // Friday 6 February
  const auto chases = [&] { return year.openDutiesOf("schedule.chase"); };
  const auto sent = [&] { return year.mails(kBench, "capd: one thing is waiting"); };
  year.at(Date(2026, 2, 9), {7, 0});  // a working day after: reminded, and the quality officer is told
  BOOST_TEST(sent() == 1);
  BOOST_TEST_REQUIRE(chases() == 1);
  // Friday is proclaimed after all: Monday is the first working day.
  city.publishCalendar("    date(2026, 4, 3),\n", "    date(2026, 2, 6),\n    date(2026, 4, 3),\n");
  year.at(Date(2026, 2, 9), {7, 2});
  BOOST_TEST(city.moves() >= 1);
  BOOST_TEST(chases() == 0);
  year.at(Date(2026, 2, 9), {12, 0});
  BOOST_TEST(sent() == 1);  // nothing anew on the day on which it was moved
  year.at(Date(2026, 2, 10), {7, 0});
  BOOST_TEST(sent() == 2);
  BOOST_TEST(chases() == 1);
}

// A stored version that this program cannot load leaves its days out of the calendar: nothing is counted on what is
// left.
BOOST_DATA_TEST_CASE(a_version_that_cannot_be_loaded_moves_nothing, kBoth, kind) {
  Proclaimed city(kind);
  city.publishCalendar(kWithout, kWith);
  const std::string reference = city.sent();
  BOOST_TEST_REQUIRE(city.lastDay("desk.first_look", reference) == "2026-02-11");
  store::WriteRequest request;
  request.viewer = city.year.office.house().hostViewer(0);
  request.command = "policy.publish";
  request.payload = "{}";
  request.changesPolicy = true;
  request.apply = [](WriteTx& tx) -> Outcome {
    putPolicyInForce(tx, "2025-26", std::string(64, 'a'), {{"t.lua", "a_word_of_next_year {}"}});
    return Done{};
  };
  city.year.office.house().database().write(std::move(request)).get();
  BOOST_TEST(!city.year.office.house().services().policy().isWhole());
  city.year.at(kFriday, {9, 2});
  BOOST_TEST(city.lastDay("desk.first_look", reference) == "2026-02-11");
  BOOST_TEST(city.moves() == 0);
}
