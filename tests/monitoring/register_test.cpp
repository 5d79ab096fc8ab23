// Registers: who was there, by when it is to be said, and who may say it.

#include "tests/monitoring/Class.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_TEST_DECORATOR(*label("ATT-01") * label("ENT-24"))
BOOST_DATA_TEST_CASE(a_register_says_who_was_there, kBoth, kind) {
  Class room(kind);
  const std::string one = room.placed();
  const std::string two = room.placed("Hassan-Test");
  room.at({9, 5});
  const Done done = room.took({{one, "present"}, {two, "late"}});
  BOOST_TEST(done.says == "The register of Tuesday 24 February 2026, morning is taken: 2 pupils.");
  const auto mark = room.marks(one).at(0);
  BOOST_TEST(mark.mark == "present");
  BOOST_TEST(mark.expected);
  BOOST_TEST(!mark.session.afternoon);
  BOOST_CHECK(mark.recorded == londonAt(Date(2026, 2, 24), {9, 5}));
  BOOST_TEST(room.marks(two).at(0).mark == "late");
  // The week's sum stands with the marks.
  const Week week = room.weeks(two).at(0);
  BOOST_CHECK(week.monday == Date(2026, 2, 23));
  BOOST_TEST(week.expected == 1);
  BOOST_TEST(week.present == 1);
  BOOST_TEST(week.late == 1);
  // The first time seen, the placement has started; the register of the next week finds it running.
  BOOST_TEST(room.state(one) == "active");
  BOOST_TEST(has(room.page(kCoordinator, "/attendance/" + one), "In all: 1 of 1 (100 %)"));
}

BOOST_AUTO_TEST_CASE(within_half_an_hour_of_the_beginning,
                     *label("ATT-01") * label("TST-17") * label("NUM-21") * label("CAL-34")) {
  const auto standing = [](TimeOfDay time, std::int64_t moreMs) {
    Class room;
    const std::string one = room.placed();
    room.office.clock().set(londonAt(Date(2026, 2, 24), time).plusMs(moreMs));
    room.took({{one, "present"}});
    return room.marks(one).at(0).registerLate;
  };
  BOOST_TEST(!standing({9, 0}, 0));
  BOOST_TEST(!standing({9, 29}, 0));
  BOOST_TEST(!standing({9, 30}, 0));
  BOOST_TEST(standing({9, 30}, 1));
  BOOST_TEST(standing({9, 31}, 0));
}

BOOST_AUTO_TEST_CASE(not_before_the_session_begins) {
  Class room;
  const std::string one = room.placed();
  room.at({8, 59});
  BOOST_TEST(has(room.refusedTake({{one, "present"}}),
                 "The session of Tuesday 24 February 2026, morning begins at 09:00. Its register can be taken"));
  BOOST_TEST(room.marks(one).empty());
  BOOST_TEST(has(room.page(kProvider, "/registers"), "Begins at 09:00"));
  room.at({9, 0});
  room.took({{one, "present"}});
}

BOOST_AUTO_TEST_CASE(a_provider_says_when_its_sessions_begin, *label("ATT-01")) {
  Class room;
  const std::string one = room.placed();
  const auto set = [&](const std::string& morning, const std::string& afternoon, const std::string& who = kProvider) {
    return room.office.run(who, "register.set_times",
                           {{"course", "bike"}, {"morning", morning}, {"afternoon", afternoon}});
  };
  for (const auto& [morning, afternoon, says] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"9", "13:00", "Enter a time like 09:15"},
           {"24:00", "25:00", "Enter a time like 13:00"},
           {"09:60", "13:00", "Enter a time like 09:15"},
           {"13:00", "09:15", "The afternoon session begins after the morning session"}})
    BOOST_TEST(has(room.office.dumpOf(set(morning, afternoon)), says), morning << " " << afternoon);
  BOOST_CHECK(std::holds_alternative<Refused>(set("09:15", "13:00", "other@provider.example")));
  BOOST_CHECK(std::holds_alternative<Done>(set("9:15", "13:00")));
  room.at({9, 45});
  room.took({{one, "present"}});
  BOOST_TEST(!room.marks(one).at(0).registerLate);
}

BOOST_AUTO_TEST_CASE(every_gap_is_said_beside_its_pupil) {
  Class room;
  const std::string one = room.placed();
  const std::string two = room.placed("Hassan-Test");
  room.at({9, 5});
  const std::string said = room.refusedTake({{one, "present"}, {two, "perhaps"}});
  BOOST_TEST(has(said, "mark." + two));
  BOOST_TEST(!has(said, "mark." + one));
  BOOST_TEST(room.marks(one).empty());
  BOOST_TEST(has(room.refusedTake({}), "mark." + one));
}

BOOST_TEST_DECORATOR(*label("ATT-01") * label("CAL-34") * label("NUM-22"))
BOOST_DATA_TEST_CASE(a_register_that_is_late_is_one_line_each, kBoth, kind) {
  Class room(kind);
  const std::string one = room.placed("Wynne-Test", {"2a", "2p"});
  room.at({9, 30});
  BOOST_TEST(room.lookForLate() == 0U);
  room.at({9, 31});
  BOOST_TEST(room.lookForLate() == 1U);
  BOOST_TEST(room.lookForLate() == 1U);  // the same one again: it stands once
  BOOST_TEST(room.open("register.take") == 1);
  BOOST_TEST(has(room.page(kProvider, "/registers"), "Late: it was due by 09:30"));
  room.at({13, 31});
  room.lookForLate();
  BOOST_TEST(room.open("register.take") == 2);
  room.took({{one, "present"}});
  BOOST_TEST(room.open("register.take") == 1);
  // The next morning it is still found, by whoever comes first.
  room.at(Date(2026, 2, 25), {9, 0});
  BOOST_TEST(has(room.page(kProvider, "/registers"), "Not taken on earlier days"));
  room.took({{one, "absent"}}, "bike.2026-02-24.pm");
  BOOST_TEST(room.open("register.take") == 0);
  BOOST_TEST(room.marks(one).at(1).registerLate);
}

BOOST_AUTO_TEST_CASE(nobody_is_expected_in_the_holidays_or_outside_the_placement) {
  Class room;
  const std::string one = room.placed();
  // A Tuesday of the spring holidays, and one before the start.
  for (const Date day : {Date(2026, 3, 31), Date(2026, 2, 17)}) {
    room.at(day, {9, 31});
    BOOST_TEST(room.lookForLate() == 0U, day.iso());
    BOOST_TEST(has(room.refusedTake({{one, "present"}}, "bike." + day.iso() + ".am"), "Nobody is expected"));
  }
  // Wednesday is none of the pupil's days; a wrong key is nobody's page.
  room.at(Date(2026, 2, 25), {9, 31});
  BOOST_TEST(room.lookForLate() == 1U);  // yesterday's
  for (const char* key : {"bike.2026-02-30.am", "bike.2026-02-24.xx", "bike", "nothing.2026-02-24.am", ""})
    BOOST_CHECK(std::holds_alternative<Refused>(room.take({{one, "present"}}, key)));
}

BOOST_AUTO_TEST_CASE(a_session_that_did_not_take_place_marks_nobody) {
  Class room;
  const std::string one = room.placed();
  room.at({9, 31});
  room.lookForLate();
  const auto say = [&](const std::string& why) {
    return room.office.run(kProvider, "register.not_held", {{"session", kSessionKey}, {"why", why}});
  };
  BOOST_TEST(has(room.office.dumpOf(say("")), "Say why the session did not take place"));
  BOOST_CHECK(std::holds_alternative<Done>(say("The heating has failed")));
  BOOST_TEST(room.marks(one).empty());
  BOOST_TEST(room.open("register.take") == 0);
  BOOST_TEST(room.lookForLate() == 0U);
  BOOST_TEST(has(room.page(kCoordinator, "/attendance/" + one), "did not take place: The heating has failed"));
  // It did take place after all: it can still be taken, and then no more be called off.
  room.took({{one, "present"}});
  BOOST_TEST(has(room.office.dumpOf(say("The heating has failed")), "so the session did take place"));
}

BOOST_TEST_DECORATOR(*label("REF-50"))
BOOST_DATA_TEST_CASE(a_pupil_who_turns_up_is_recorded_and_told_of, kBoth, kind) {
  Class room(kind);
  const std::string one = room.placed();
  const std::string other = room.placed("Hassan-Test", {"3a"}, "2026-02-25");
  const std::string asked = room.complete("bike", "Reed-Test");
  room.must("desk.release", asked);
  room.at({9, 5});
  BOOST_TEST(has(room.refusedTake({{one, "present"}}, kSessionKey, kProvider, "CAP26-000000"), "Choose the pupil"));
  room.took({{one, "present"}}, kSessionKey, kProvider, other);
  room.took({{one, "present"}}, kSessionKey, kProvider, asked);
  for (const std::string& reference : {other, asked}) {
    const auto mark = room.marks(reference).at(0);
    BOOST_TEST(mark.mark == "present");
    BOOST_TEST(!mark.expected);
    BOOST_TEST(room.openDuties(reference, "register.unexpected") == 2);  // the school's and CAP's
    BOOST_TEST(room.mails(reference + ": at the provider today, and not expected") == 2);
  }
  // Presence is no placement: who was only asked for stays so; whose own day it was not has started all the same.
  BOOST_TEST(room.state(asked) == "sent");
  BOOST_TEST(room.weeks(other).at(0).unexpected == 1);
  BOOST_TEST(room.weeks(other).at(0).expected == 0);
  // Each rings and writes down what came of it.
  room.office.run(kCoordinator, "register.rang", {{"subject", asked}, {"says", "The parents had understood Tuesday"}});
  BOOST_TEST(room.openDuties(asked, "register.unexpected") == 1);
  BOOST_TEST(has(room.page(kAdmin, "/unexpected/" + asked), "Whitley Workshops"));
  room.office.run(kAdmin, "register.rang", {{"subject", asked}, {"says", "Agreed with the school"}});
  BOOST_TEST(room.openDuties(asked, "register.unexpected") == 0);
  // Somebody whom nobody knows: CAP rings, and no name is written down.
  room.took({{one, "present"}}, kSessionKey, kProvider, "stranger");
  BOOST_TEST(room.open("register.stranger") == 1);
  BOOST_TEST(has(room.page(kAdmin, "/unexpected/" + std::string(kSessionKey)), "on none of its lists"));
}

BOOST_AUTO_TEST_CASE(a_tutor_sees_who_is_expected_and_nothing_else, *label("ACT-38")) {
  Class room;
  const std::string one = room.placed();
  room.at({9, 5});
  const std::string page = room.page(kTutor, "/registers/" + std::string(kSessionKey));
  BOOST_TEST(has(page, "Wynne-Test"));
  for (const std::string& path : {"/cases/" + one, "/placements/" + one, "/attendance/" + one, "/answers/" + one})
    BOOST_TEST(!has(room.page(kTutor, path), "Wynne-Test"), path);
  room.took({{one, "absent"}}, kSessionKey, kTutor);
  BOOST_TEST(room.reasonOf(one) == "unexplained");
  // Another provider's people see neither the register nor the pupil.
  BOOST_TEST(!has(room.page("other@provider.example", "/registers/" + std::string(kSessionKey)), "Wynne-Test"));
  BOOST_CHECK(std::holds_alternative<Refused>(room.take({{one, "present"}}, kSessionKey, "other@provider.example")));
  BOOST_CHECK(std::holds_alternative<Refused>(room.take({{one, "present"}}, kSessionKey, kCoordinator)));
}

BOOST_AUTO_TEST_CASE(only_somebody_whose_check_was_seen_is_named, *label("CMP-06")) {
  Class room;
  const std::string one = room.placed();
  room.at({9, 5});
  const std::string unseen = room.hire("Nia Unseen", false);
  const auto led = [&](const std::string& who) {
    return room.office.run(kProvider, "register.take",
                           {{"session", kSessionKey}, {"mark." + one, "present"}, {"led_by", who}});
  };
  // Nobody who may be named works there yet: the pupils are there all the same.
  BOOST_TEST(has(room.office.dumpOf(led(unseen)), "Nia Unseen can’t be named on a register. CAP has not seen"));
  BOOST_CHECK(std::holds_alternative<Done>(led("")));
  const std::string seen = room.hire("Ben Seen", true);
  BOOST_TEST(has(room.office.dumpOf(led("")), "Say who was with the pupils"));
  BOOST_TEST(has(room.office.dumpOf(led("000000")), "Choose somebody from the list"));
  BOOST_CHECK(std::holds_alternative<Done>(led(seen)));
  const std::string page = room.page(kProvider, "/registers/" + std::string(kSessionKey));
  BOOST_TEST(has(page, "Ben Seen"));
  BOOST_TEST(!has(page, "Nia Unseen"));
}
