// Tier 3, the SEND courses and Post-16 SEND: what the form asks, who may send it, and the way to a confirmed start.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "cases/policy/Phases.h"
#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kSunitaRao[] = "send@cap.example";
constexpr char kSecondProvider[] = "other@provider.example";

/// One of the three SEND courses, as the SEND team asks for it.
struct Lot {
  const char* course;
  const char* sessions;
  const char* weeks;
  const char* hours;
  const char* born;
  const char* year;
  bool onRoll;
  bool learnerAgrees;
};
std::ostream& operator<<(std::ostream& out, const Lot& lot) { return out << lot.course; }
const std::vector<Lot> kLots = {{"regain", "1a|1p|3a|3p|5a|5p", "12", "12", "2011-05-04", "10", true, false},
                                {"transit", "2a|2p|4a|4p", "20", "10", "2010-05-04", "11", false, false},
                                {"onward", "1a|1p|3a|3p|5a|5p", "36", "16", "2008-05-04", "13", false, true}};

void sendAnswers(Desk& desk, const std::string& reference, const Lot& lot) {
  const auto save = [&](const std::string& section, const Texts& texts) {
    desk.office.save(reference, section, texts, kSunitaRao);
  };
  save("pupil", {{"pupil.on_roll", lot.onRoll ? "yes" : "no"}});
  save("needs", {{"needs.kinds", "sen|ehcp"}, {"needs.plan", "yes"}, {"needs.identified", "plans"}});
  save("agreement", {{"agreement.q6", "It asks for a small group."}});
  save("papers", {{"papers.ehcp", desk.office.upload(kSunitaRao, "plan.pdf")}, {"papers.complete", "yes"}});
  if (lot.onRoll)
    save("week", {{"week.main_kind", "other_school"}, {"week.main_name", "Spon Vale School"}, {"week.sessions", "4"}});
  else
    save("week", {{"week.main_kind", "none"}, {"week.sessions", "0"}});
  if (lot.learnerAgrees)
    save("consent", {{"consent.who", "learner"},
                     {"consent.relationship", "The learner"},
                     {"consent.capacity", "yes"},
                     {"consent.consulted", "Nobody, as the learner wishes"}});
  Texts own = {{"course.hours", lot.hours}};
  if (!lot.onRoll) own["contact.lead"] = "Lin Moss, 024 7600 0002";
  if (std::string(lot.course) == "transit") own["ehcp.coordinator"] = "Ben Hall";
  if (std::string(lot.course) == "onward") own["ehcp.review_date"] = "2026-06-01";
  if (std::string(lot.course) == "regain") own["send.assessments"] = "self_image|star";
  save("programme", own);
}

/// A referral of the SEND team with everything in it. @returns its reference.
std::string sendDraft(Desk& desk, const Lot& lot) {
  const Outcome added = desk.office.run(
      kSunitaRao, "pupil.add",
      {{"first_name", "Ola"}, {"last_name", "Nowak-Test"}, {"born", lot.born}, {"year_group", lot.year}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(added), desk.office.dumpOf(added));
  const std::string reference = std::get<Done>(added).subject;
  desk.office.fillIn(reference, "2026-01-20", lot.course, kSunitaRao);
  desk.office.save(reference, "course", {{"course.sessions", lot.sessions}, {"course.weeks", lot.weeks}}, kSunitaRao);
  sendAnswers(desk, reference, lot);
  return reference;
}

Texts yesOf(const Lot& lot) {
  Texts yes = {{"interview_on", "2026-02-02"}, {"interview_who", "The pupil and our tutor"}};
  yes["start"] = lot.sessions[0] == '1' ? "2026-02-25" : "2026-02-24";
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    yes[each] = "yes";
  yes["sessions"] = lot.sessions;
  return yes;
}

/// Office::run takes several values of names with a dot alone.
Outcome answeredYes(Desk& desk, const std::string& reference, const Lot& lot, const std::string& hours) {
  commands::Request request;
  request.command = "response.yes";
  request.token = store::randomHex(8);
  for (const auto& [name, value] : yesOf(lot)) request.texts[name] = {value};
  request.texts["sessions"].clear();
  for (std::string all = lot.sessions; !all.empty(); all.erase(0, std::min<std::size_t>(3, all.size())))
    request.texts["sessions"].push_back(all.substr(0, 2));
  request.texts["hours"] = {hours};
  request.texts["reference"] = {reference};
  request.texts["version"] = {std::to_string(desk.version(reference))};
  return desk.office.house().pipeline().run(desk.office.viewer(kSecondProvider), request);
}

void answerYes(Desk& desk, const std::string& reference, const Lot& lot) {
  const Outcome outcome = answeredYes(desk, reference, lot, lot.hours);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), desk.office.dumpOf(outcome));
}

}  // namespace

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
