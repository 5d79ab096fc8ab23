// Tier 3, the SEND courses and Post-16 SEND: what the form asks, who may send it, and the way to a confirmed start.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "cases/policy/Phases.h"
#include "tests/desk/Send.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_AUTO_TEST_SUITE(programmes)

// From the SEND team's form to a confirmed start, outside the cap of two days, whichever roll the pupil is on.
BOOST_TEST_DECORATOR(*label("TIER-STL-03") * label("TIER-ETS-02") * label("TIER-P16-03") * label("TIER-X-16") *
                     label("TIER-X-19") * label("OPEN-28"))
BOOST_DATA_TEST_CASE(a_send_course_from_the_form_to_the_confirmed_start, boost::unit_test::data::make(kBoth) * kLots,
                     kind, lot) {
  Desk desk(kind);
  const std::string reference = sendDraft(desk, lot);
  desk.must("referral.submit", reference, {}, kSunitaRao);
  BOOST_TEST(desk.holding(reference) == "");
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  BOOST_TEST_REQUIRE(desk.state(reference) == "complete");
  desk.must("desk.release", reference);
  answerYes(desk, reference, lot);
  for (const char* command : {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
    desk.must(command, reference);
  BOOST_TEST(desk.state(reference) == "confirmed");
}

// A school that tries is told the way, by the course's page, the form and the sending.
BOOST_AUTO_TEST_CASE(a_school_is_told_the_send_route, *label("TST-18")) {
  for (const char* course : {"regain", "transit", "onward"}) {
    Desk desk;
    const std::string reference = desk.office.draft();
    desk.office.fillIn(reference, "2026-01-20", course);
    const std::string route = "Schools can’t refer to this course. Referrals come from the SEND team: 024 7600 0000";
    const std::string says = desk.refused("referral.submit", reference, {}, kCoordinator);
    BOOST_TEST(has(says, route), says);
    Screen carys(desk.office, kCoordinator);
    BOOST_TEST(has(textOf(carys.get("/referrals/" + reference + "/section/course?checked=1")), route));
    BOOST_TEST(has(textOf(carys.get("/courses/" + std::string(course))), route));
    BOOST_TEST(desk.state(reference) == "draft");
    // Among what may be chosen there is no other of them.
    for (const char* other : {"Regain", "Hospitality and catering", "Onward"})
      BOOST_TEST(!has(textOf(carys.get("/referrals/" + desk.office.draft("Reed-Test") + "/section/course")), other));
  }
}

// Hours are judged at their edges; what is left out waits, and is answered after sending.
BOOST_AUTO_TEST_CASE(hours_at_their_edges, *label("TIER-STL-01") * label("TIER-ETS-01") * label("TIER-P16-01") *
                                               label("TIER-STL-02") * label("TIER-X-10")) {
  const std::map<std::string, std::map<std::string, bool>> fits = {
      {"regain", {{"9", false}, {"10", true}, {"15", true}, {"16", false}}},
      {"transit", {{"1", true}, {"10", true}, {"11", false}}},
      {"onward", {{"15", false}, {"16", true}, {"17", false}}}};
  for (const Lot& lot : kLots)
    for (const auto& [hours, fit] : fits.at(lot.course)) {
      Desk desk;
      const std::string reference = sendDraft(desk, lot);
      desk.office.save(reference, "programme", {{"course.hours", hours}}, kSunitaRao);
      const Outcome sent = desk.act("referral.submit", reference, {}, kSunitaRao);
      BOOST_TEST(std::holds_alternative<Done>(sent) == fit, lot.course << " " << hours << desk.office.dumpOf(sent));
    }
  Desk desk;
  const std::string reference = sendDraft(desk, kLots[0]);
  desk.office.save(reference, "programme", {{"course.hours", ""}}, kSunitaRao);
  BOOST_TEST(has(desk.refused("referral.submit", reference, {}, kSunitaRao), "Enter how many hours a week"));
  desk.office.save(reference, "programme", {{"course.hours", "12"}}, kSunitaRao);
  desk.office.save(reference, "course", {{"course.weeks", "13"}}, kSunitaRao);
  BOOST_TEST(has(desk.refused("referral.submit", reference, {}, kSunitaRao), "Ask for up to 12 school weeks"));
}

// A provider that offers other hours than the programme is given for is told so, and those of a yes stand in the
// record.
BOOST_AUTO_TEST_CASE(hours_that_a_provider_offers, *label("TIER-STL-01") * label("TIER-X-10")) {
  Desk desk;
  const std::string reference = sendDraft(desk, kLots[0]);
  desk.must("referral.submit", reference, {}, kSunitaRao);
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  desk.must("desk.release", reference);
  Screen provider(desk.office, kSecondProvider);
  const std::string form = textOf(provider.get("/answers/" + reference + "/yes"));
  BOOST_TEST(has(form, "This programme: 10 to 15 hours a week"), form);
  for (const char* hours : {"9", "16", ""}) {
    const std::string says = desk.office.dumpOf(answeredYes(desk, reference, kLots[0], hours));
    BOOST_TEST(has(says, "[hours]"), hours << says);
    BOOST_TEST(desk.state(reference) == "sent");
  }
  BOOST_TEST(std::holds_alternative<Done>(answeredYes(desk, reference, kLots[0], "10")));
  desk.must("placement.process", reference);
  BOOST_TEST(has(textOf(Screen(desk.office, kAdmin).get("/cases/" + reference + "/process")), "Hours a week: 10"));
  // No other programme asks for hours.
  const std::string tier1 = desk.complete("maths");
  desk.must("desk.release", tier1);
  BOOST_TEST(!has(textOf(provider.get("/answers/" + tier1 + "/yes")), "hours a week"));
}

// A learner after 16 agrees for themselves; without it, without a plan and without a review date the referral waits.
BOOST_AUTO_TEST_CASE(what_post_16_waits_for, *label("OPEN-15") * label("TIER-P16-06") * label("TIER-STL-05")) {
  Desk desk;
  const std::string reference = sendDraft(desk, kLots[2]);
  desk.office.save(reference, "consent", {{"consent.who", "parent"}, {"consent.capacity", ""}}, kSunitaRao);
  desk.office.save(reference, "needs", {{"needs.plan", "no"}}, kSunitaRao);
  desk.office.save(reference, "papers", {{"papers.ehcp", ""}}, kSunitaRao);
  desk.office.save(reference, "programme", {{"ehcp.review_date", ""}, {"contact.lead", ""}}, kSunitaRao);
  desk.must("referral.submit", reference, {}, kSunitaRao);
  const std::string held = desk.holding(reference);
  for (const char* rule : {"consent_of_learner", "ehcp", "annual_review", "told_of_a_worry"})
    BOOST_TEST(has(held, rule), held);
  // Each can be answered where it stands.
  desk.must("referral.answer_hold", reference,
            {{"hold", "missing_data~annual_review"}, {"hold.says", "In June."}, {"ehcp.review_date", "2026-06-01"}},
            kSunitaRao);
  BOOST_TEST(desk.office
                 .fact<std::string>("SELECT a.value FROM @all_answers a JOIN @all_cases c ON c.id = a.case_id WHERE "
                                    "c.reference = ? AND a.question = 'ehcp.review_date' ORDER BY a.revision DESC",
                                    reference)
                 .value_or("") == "2026-06-01");
}

BOOST_AUTO_TEST_SUITE_END()
