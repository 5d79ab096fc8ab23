// The interview, the answer as the commitment agreement, and who hears of it.

#include "World.h"
#include "cases/duty/Duty.h"
#include "cases/placement/Placement.h"
#include "cases/response/Response.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::int64_t mails(World& world, const std::string& like) {
  const auto lease = world.store.database->read(jobViewer());
  return lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM mail WHERE subject LIKE ?", like).value();
}

}  // namespace

// Before the papers have come there is nothing to arrange for a provider; once sent, each side has the other's number,
// and the page says what the meeting is for.
BOOST_AUTO_TEST_CASE(the_interview_is_arranged_once_the_papers_are_there,
                     *label("IVW-02") * label("IVW-03") * label("IVW-07")) {
  World world;
  const std::string reference = world.sentCase();
  BOOST_CHECK_EQUAL(world.page("rival", "/answers/" + reference), "");
  const std::string papers = world.page("coordinator", "/answers/" + reference);
  BOOST_CHECK(says(papers, "school of school.coordinator"));
  BOOST_CHECK(says(papers, "024 7600 2222"));
  const std::string yes = world.page("coordinator", "/answers/" + reference + "/yes");
  for (const char* part : {"show the pupil and the family round", "code of conduct", "risk and need", "questions",
                           "journey", "the days and the start"})
    BOOST_CHECK_MESSAGE(says(yes, part), part);
}

// No placement without it, by whatever way: not a yes without the day, not one for tomorrow (IVW-04 has the rest).
BOOST_AUTO_TEST_CASE(nobody_is_placed_who_was_not_met, *label("IVW-01") * label("IVW-06")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  texts.erase("interview_on");
  texts.erase("interview_who");
  const std::string why = world.refused("coordinator", "response.yes", texts);
  BOOST_CHECK(says(why, "interview_on: You can say yes once you have met the pupil"));
  BOOST_CHECK(says(why, "interview_who: Say who was there"));
  BOOST_CHECK_EQUAL(world.one<std::int64_t>("SELECT COUNT(*) FROM @placements"), 0);
  world.done("coordinator", "response.no", world.no(reference, "need"));  // a no asks for no meeting
}

// What was agreed stands on the school's page of the placement, for the pupil's file and for an inspector.
BOOST_AUTO_TEST_CASE(the_answer_stands_as_evidence,
                     *label("IVW-08") * label("RSP-12") * label("RSP-10") * label("RSP-02")) {
  World world;
  const std::string reference = world.sentCase();
  world.confirmed(reference);
  for (const char* who : {"school", "coordinator", "admin"}) {
    const std::string page = world.page(who, "/placements/" + reference);
    for (const char* part : {"4 February 2026: The pupil, his mother, our tutor", "papers are received and understood",
                             "commissioning agreement is considered", "needs, risk and supervision can be met",
                             "Tuesday all day", "24 February 2026", "Yes, given on"})
      BOOST_CHECK_MESSAGE(says(page, part), who << ": " << part);
  }
}

BOOST_AUTO_TEST_CASE(a_no_on_risk_is_a_providers_right, *label("RSP-08") * label("REF-56")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  for (const char* each : {"needs_met", "risk_met"}) {
    texts[each] = {"no"};
    BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "the answer is no"));
    texts[each] = {"yes"};
  }
  world.done("coordinator", "response.no", world.no(reference, "risk"));
  BOOST_CHECK_EQUAL(world.state(reference), "slt_review");
}

// Senior leaders hear of every no but one for places; the mail goes when they have not looked before it is sent.
BOOST_AUTO_TEST_CASE(senior_leaders_hear_of_a_no, *label("NOT-09")) {
  for (const char* category : {"need", "risk", "other", "availability"}) {
    World world;
    const std::string reference = world.sentCase();
    world.done("coordinator", "response.no", world.no(reference, category));
    const bool places = std::string(category) == "availability";
    BOOST_CHECK_EQUAL(mails(world, "%: a provider has said no"), places ? 0 : 1);
    const bool duty = world.read("slt", [&](ReadTx& tx) {
      for (const Duty& each : dutiesOfViewer(tx, 50))
        if (each.kind == "response.review") return each.due == londonEndOf(Date(2026, 2, 6));
      return false;
    });
    BOOST_CHECK_EQUAL(duty, !places);
    const auto lease = world.store.database->read(jobViewer());
    BOOST_CHECK_EQUAL(
        lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM mail WHERE body LIKE '%member of staff%'").value(), 0);
  }
}

// A no on need: the school hears from CAP, after the look, and a monitoring officer rings it with other courses.
BOOST_AUTO_TEST_CASE(cap_rings_the_school_about_alternatives, *label("NOT-08") * label("RSP-11") * label("REF-62")) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.no", world.no(reference, "need"));
  BOOST_CHECK_EQUAL(mails(world, "%: the provider has answered"), 0);
  auto agree = world.on(reference);
  agree["decision"] = {"agreed"};
  world.done("slt", "response.review", agree);
  BOOST_CHECK_EQUAL(mails(world, "%: the provider has answered"), 1);
  const bool rings = world.read("officer", [&](ReadTx& tx) {
    for (const Duty& duty : dutiesOfViewer(tx, 50))
      if (duty.kind == "response.alternatives" && duty.subject == reference) return true;
    return false;
  });
  BOOST_CHECK(rings);
  const std::string page = world.page("officer", "/review/" + reference);
  BOOST_CHECK(says(page, "024 7600 2222"));
  BOOST_CHECK(says(page, "Course of gardening"));
  BOOST_CHECK(says(world.page("school", "/alternatives/" + reference), "We have no member of staff"));
}

// A confirmation goes out for a placement that stands, and for nothing else (REF-63, NOT-07).
BOOST_AUTO_TEST_CASE(confirmations_are_for_placements_that_stand, *label("REF-63") * label("NOT-07")) {
  World world;
  const std::string no = world.sentCase();
  world.done("coordinator", "response.no", world.no(no, "need"));
  const std::string none = world.sentCase();
  world.done("coordinator", "response.no", world.no(none, "availability"));
  world.done("admin", "response.share", world.on(none));
  const std::string yes = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(yes));
  world.done("admin", "placement.process", world.on(yes));
  BOOST_CHECK_EQUAL(mails(world, "%: start date confirmed"), 0);
  world.done("admin", "placement.tick_clm", world.on(yes));
  world.done("admin", "placement.tick_capita", world.on(yes));
  world.done("admin", "placement.confirm", world.on(yes));
  BOOST_CHECK_EQUAL(mails(world, yes + ": start date confirmed"), 2);  // school and provider
  BOOST_CHECK_EQUAL(mails(world, "%: start date confirmed"), 2);
  const auto lease = world.store.database->read(jobViewer());
  const auto body = lease->tx()
                        .one<std::string>(
                            "SELECT body FROM mail WHERE subject LIKE '%: start date confirmed' AND "
                            "to_address = 'school@example.org'")
                        .value();
  for (const char* part : {"provider’s answer", "quality measures", "/placements/"}) BOOST_CHECK(says(body, part));
  const std::string page = world.page("school", "/placements/" + yes);
  BOOST_CHECK(says(page, "What your school does now"));
}

// The provider keeps its own words when the papers are gone, and only its own.
BOOST_AUTO_TEST_CASE(a_provider_keeps_the_evidence_of_its_decision, *label("REF-60")) {
  World world;
  const std::string no = world.sentCase();
  world.done("coordinator", "response.no", world.no(no, "need"));
  const std::string yes = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(yes));
  const std::string own = world.page("coordinator", "/answers");
  BOOST_CHECK(says(own, no));
  BOOST_CHECK(says(own, "Needs cannot be met: We have no member of staff"));
  BOOST_CHECK(says(own, "Yes: Tuesday all day, from 24 February 2026"));
  BOOST_CHECK(!says(world.page("rival", "/answers"), no));
}

// Day 0 is the day on which the answer came; council working days alone count, school holidays do (OPEN-10).
BOOST_AUTO_TEST_CASE(two_working_days_from_the_answer,
                     *label("TST-05") * label("REF-32") * label("NUM-06") * label("CAL-50")) {
  struct Case {
    Date given;
    int hour, minute;
    const char* lastDay;
  };
  for (const Case& each : {Case{Date(2026, 2, 5), 14, 0, "2026-02-09"},       // Thursday: over the weekend
                           Case{Date(2026, 2, 6), 14, 0, "2026-02-10"},       // Friday afternoon
                           Case{Date(2026, 2, 6), 23, 59, "2026-02-10"},      // its last minute
                           Case{Date(2026, 2, 7), 0, 0, "2026-02-10"},        // Saturday
                           Case{Date(2026, 2, 13), 14, 0, "2026-02-17"},      // half term: the council works
                           Case{Date(2026, 3, 27), 14, 0, "2026-03-31"},      // the clocks change on Sunday
                           Case{Date(2026, 4, 2), 14, 0, "2026-04-08"},       // Good Friday and Easter Monday
                           Case{Date(2026, 5, 1), 14, 0, "2026-05-06"},       // the early May holiday
                           Case{Date(2026, 10, 23), 14, 0, "2026-10-27"}}) {  // back to winter time
    World world;
    world.at(each.given.year(), each.given.month(), each.given.day(), each.hour, each.minute);
    const std::string reference = world.sentCase();
    auto texts = world.yes(reference);
    Date start = each.given.plusDays(30);  // then the first Tuesday of a school week: the pupil comes on Tuesdays
    while (start.weekday() != 2 || !world.shelf->calendar()->isSchoolDay(start).value_or(true))
      start = start.plusDays(1);
    texts["start"] = {start.iso()};
    world.done("coordinator", "response.yes", texts);
    const auto due = world.read("admin", [&](ReadTx& tx) {
      for (const Duty& duty : dutiesOfCase(tx, world.referral(reference).id))
        if (duty.kind == "referral.process") return duty.due;
      return Instant{};
    });
    BOOST_CHECK_EQUAL(londonDate(due.plusMs(-1)).iso(), each.lastDay);
    BOOST_CHECK_EQUAL(londonDate(due).iso(), Date::fromIso(each.lastDay)->plusDays(1).iso());
  }
}
