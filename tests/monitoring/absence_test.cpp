// Absences: only the school says whether they were authorised; who is missing for long stands first.

#include "tests/monitoring/Class.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

struct Absent : Class {
  explicit Absent(Kind kind = Kind::sqlite) : Class(kind), one(placed()) {
    at({9, 5});
    took({{one, "absent"}});
  }
  [[nodiscard]] std::string key() const { return one + ".2026-02-24.am.bike"; }
  Outcome explain(const std::string& reason, const std::string& who = kCoordinator, const std::string& says = {}) {
    return office.run(who, "absence.explain", {{"reason." + key(), reason}, {"says." + key(), says}});
  }
  std::string one;
};

}  // namespace

BOOST_TEST_DECORATOR(*label("ATT-03"))
BOOST_DATA_TEST_CASE(the_school_explains_an_absence, kBoth, kind) {
  Absent room(kind);
  BOOST_TEST(room.reasonOf(room.one) == "unexplained");
  BOOST_TEST(room.weeks(room.one).at(0).unexplained == 1);
  BOOST_TEST(has(room.page(kCoordinator, "/"), "1 absence to explain"));
  BOOST_CHECK(std::holds_alternative<Done>(room.explain("authorised", kCoordinator, "Dentist")));
  BOOST_TEST(room.reasonOf(room.one) == "authorised");
  BOOST_TEST(room.weeks(room.one).at(0).unexplained == 0);
  BOOST_TEST(room.weeks(room.one).at(0).authorised == 1);
  BOOST_TEST(has(room.page(kProvider, "/attendance/" + room.one), "not here, authorised: Dentist"));
  BOOST_TEST(has(room.page(kCoordinator, "/absences"), "Every absence is explained"));
  // The provider saw the pupil after all: the mark changes, and the reason goes with it.
  room.took({{room.one, "late"}});
  BOOST_TEST(room.reasonOf(room.one).empty());
  BOOST_TEST(room.weeks(room.one).at(0).authorised == 0);
}

BOOST_AUTO_TEST_CASE(nobody_else_does, *label("TST-14") * label("ATT-03")) {
  Absent room;
  for (const char* who : {kTutor, kProvider, "other@school.example", "officer@cap.example", kAdmin})
    BOOST_TEST(std::holds_alternative<Refused>(room.explain("authorised", who)), who);
  BOOST_TEST(room.reasonOf(room.one) == "unexplained");
  // Nor does taking the register again: an absence that stays one keeps its reason.
  BOOST_CHECK(std::holds_alternative<Done>(room.explain("unauthorised")));
  room.took({{room.one, "absent"}}, kSessionKey, kTutor);
  BOOST_TEST(room.reasonOf(room.one) == "unauthorised");
}

BOOST_AUTO_TEST_CASE(wrong_input_is_said_and_nothing_changes) {
  Absent room;
  BOOST_TEST(has(room.office.dumpOf(room.explain("later")), "Choose for at least one absence"));
  BOOST_TEST(has(room.office.dumpOf(room.explain("perhaps")), "Choose authorised, unauthorised, or not yet"));
  BOOST_TEST(has(room.office.dumpOf(room.explain("authorised", kCoordinator, std::string(301, 'a'))), "300 letters"));
  const Outcome gone =
      room.office.run(kCoordinator, "absence.explain", {{"reason." + room.one + ".2026-03-03.am.bike", "authorised"}});
  BOOST_TEST(has(room.office.dumpOf(gone), "is not waiting for your school"));
  BOOST_TEST(room.reasonOf(room.one) == "unexplained");
  // Explained twice from two screens: the second is told.
  BOOST_CHECK(std::holds_alternative<Done>(room.explain("authorised")));
  BOOST_TEST(has(room.office.dumpOf(room.explain("unauthorised")), "is not waiting for your school"));
}

BOOST_TEST_DECORATOR(*label("ATT-06") * label("ATT-02"))
BOOST_DATA_TEST_CASE(everybody_concerned_writes_notes_that_the_others_read, kBoth, kind) {
  Absent room(kind);
  const auto note = [&](const std::string& who, const std::string& says, const std::string& about = "note") {
    return room.office.run(who, "session.note", {{"reference", room.one}, {"kind", about}, {"says", says}});
  };
  BOOST_CHECK(std::holds_alternative<Done>(note(kProvider, "Rang home, nobody there")));
  BOOST_CHECK(std::holds_alternative<Done>(note(kCoordinator, "Mum has called")));
  BOOST_CHECK(std::holds_alternative<Done>(note(kOfficer, "I visit on Friday")));
  BOOST_CHECK(std::holds_alternative<Refused>(note("other@school.example", "Not mine")));
  BOOST_CHECK(std::holds_alternative<Refused>(note("other@provider.example", "Not mine")));
  for (const char* who : {kProvider, kCoordinator, kOfficer}) {
    const std::string page = room.page(who, "/attendance/" + room.one);
    for (const char* says : {"Rang home, nobody there", "Mum has called", "I visit on Friday"})
      BOOST_TEST(has(page, says), who << " " << says);
  }
  const Outcome later = room.office.run(
      kProvider, "session.note", {{"reference", room.one}, {"kind", "note"}, {"on", "2026-02-25"}, {"says", "Soon"}});
  BOOST_TEST(has(room.office.dumpOf(later), "is still to come"));
}

BOOST_AUTO_TEST_CASE(transport_that_keeps_a_pupil_away_reaches_school_and_cap, *label("ATT-11") * label("NOT-19")) {
  Absent room;
  const Outcome said = room.office.run(
      kProvider, "session.note", {{"reference", room.one}, {"kind", "transport"}, {"says", "No bus since Monday"}});
  BOOST_REQUIRE(std::holds_alternative<Done>(said));
  BOOST_TEST(room.mails(room.one + ": getting to the provider is a problem") == 2);
}

// A pause for safety and a halt: from the next day on nobody expects the pupil, and the other one is expected as
// before.
BOOST_DATA_TEST_CASE(nobody_expects_whose_placement_is_paused_or_halted, kBoth, kind) {
  Class room(kind);
  const std::string one = room.placed();
  const std::string two = room.placed("Hassan-Test");
  room.at({9, 5});
  room.took({{one, "present"}, {two, "present"}});
  room.must("placement.halt", one,
            {{"registered", "no"},
             {"kind", "main_provider"},
             {"reason", "Nobody else teaches him now."},
             {"cap_rung", "yes"},
             {"school_rung", "yes"},
             {"family_rung", "yes"}},
            kProvider);
  room.at(Date(2026, 3, 3), {9, 5});
  const auto expects = [&](const std::string& reference) {
    return has(Screen(room.office, kTutor).get("/registers/bike.2026-03-03.am").body, "mark." + reference);
  };
  BOOST_TEST(!expects(one));
  BOOST_TEST(expects(two));
  room.must("placement.lift_halt", one, {{"outcome", "goes_on"}, {"reason", "The school teaches three days."}},
            "lead@cap.example");
  BOOST_TEST(expects(one));
}

BOOST_TEST_DECORATOR(*label("ATT-05") * label("ATT-07"))
BOOST_DATA_TEST_CASE(who_was_not_seen_for_two_weeks_stands_first, kBoth, kind) {
  Class room(kind);
  const std::string one = room.placed();
  const std::string two = room.placed("Hassan-Test");
  room.at({9, 5});
  room.took({{one, "present"}, {two, "present"}});
  const auto week = [&](int n, const std::string& mark) {
    const Date day = Date(2026, 2, 24).plusDays(7 * n);
    room.at(day, {9, 5});
    room.took({{one, "present"}, {two, mark}}, "bike." + day.iso() + ".am");
  };
  week(1, "absent");
  // Thirteen days after it was seen, then fourteen.
  room.at(Date(2026, 3, 9), {9, 0});
  BOOST_TEST(!has(room.page(kOfficer, "/"), "Not seen for 2 weeks"));
  room.at(Date(2026, 3, 10), {8, 0});
  BOOST_TEST(has(room.page(kOfficer, "/"), "Not seen for 2 weeks: 1"));
  const std::string list = room.page(kOfficer, "/attendance");
  BOOST_TEST(list.find(two) < list.find(one));
  BOOST_TEST(has(list, "1 of 2 Not seen Last there on 24 February 2026"));
  BOOST_TEST(has(list, "These limits are provisional"));
  // The school sees its own by name; another school sees none of them.
  BOOST_TEST(has(room.page(kCoordinator, "/attendance"), "Hassan-Test"));
  BOOST_TEST(has(room.page("other@school.example", "/attendance"), "No pupil is placed"));
  week(2, "present");
  room.at(Date(2026, 3, 12), {9, 0});
  BOOST_TEST(!has(room.page(kOfficer, "/"), "Not seen for 2 weeks"));
  // Two of three is less than 90 %, and three sessions are too few to say so.
  BOOST_TEST(!has(room.page(kOfficer, "/"), "There less than 90 % of the time"));
  week(3, "present");
  BOOST_TEST(has(room.page(kOfficer, "/"), "There less than 90 % of the time: 1"));
}
