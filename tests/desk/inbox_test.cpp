// CAP's inbox and what waits for each: the oldest deadline first, what is missing named.

#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_AUTO_TEST_CASE(the_oldest_deadline_stands_first_and_what_is_missing_is_named,
                     *label("REF-21") * label("REF-24")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Desk desk(kind);
    const std::string first = desk.submitted("", "bike", "Reed-Test");
    desk.office.clock().set(londonAt(Date(2026, 2, 4), {9, 0}));
    const std::string third = desk.submitted();
    desk.office.clock().set(londonAt(Date(2026, 2, 3), {9, 0}));  // sent later and due earlier than the third
    const std::string second = desk.submitted("2025-10-28", "bike", "Hassan-Test");
    desk.office.clock().set(londonAt(Date(2026, 2, 5), {9, 0}));
    Screen admin(desk.office, kAdmin);
    const std::string inbox = textOf(admin.get("/inbox"));
    BOOST_TEST_REQUIRE((has(inbox, first) && has(inbox, second) && has(inbox, third)), inbox);
    BOOST_TEST(inbox.find(first) < inbox.find(second), inbox);
    BOOST_TEST(inbox.find(second) < inbox.find(third), inbox);
    BOOST_TEST(has(inbox, "Upload the pupil&#39;s risk assessment"), inbox);
    BOOST_TEST(has(inbox, "The risk assessment is too old"), inbox);
    BOOST_TEST(has(inbox, "late"), inbox);
    // The same stands on the home page of whoever does it, and of nobody else.
    const std::string home = textOf(admin.get("/"));
    for (const std::string& each : {first, second, third}) BOOST_TEST(has(home, each), home);
    for (const char* other : {kProvider, "policy@cap.example", "other@school.example"})
      for (const std::string& each : {first, second, third})
        BOOST_TEST(!has(textOf(Screen(desk.office, other).get("/")), each), other);
    // What waits for the school alone is no work of CAP's until the school has answered.
    desk.must("desk.ask", first, {{"holds", "1"}});
    BOOST_TEST(!has(textOf(admin.get("/inbox?show=check")), first));
    BOOST_TEST(has(textOf(admin.get("/inbox?show=waiting")), first));
    BOOST_TEST(has(textOf(Screen(desk.office, kCoordinator).get("/")), "On hold: waiting for you"));
  }
}
