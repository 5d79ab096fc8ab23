// What the school does before it sends, what belongs to an application, and what must not be left out.
#include <boost/test/unit_test.hpp>

#include "cases/account/Account.h"
#include "cases/document/Document.h"
#include "cases/organisation/Organisation.h"
#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::string risk(Desk& desk, const std::string& reference, const std::string& covers,
                 const std::string& completed = "2026-01-20") {
  const std::string file = desk.office.upload(kCoordinator, "ra.pdf");
  desk.office.save(reference, "risk",
                   {{"risk.document", file}, {"risk.completed", completed}, {"risk.covers", covers}});
  return file;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(before)

BOOST_AUTO_TEST_CASE(cap_is_asked_before_a_course_is_settled, *label("REF-05")) {
  Desk desk;
  const std::string reference = desk.office.draft();
  desk.office.fillIn(reference);
  Screen carys(desk.office, kCoordinator);
  const auto page = carys.get("/referrals/" + reference + "/section/course");
  BOOST_TEST(has(textOf(page), "Contact CAP before you settle on a course"));
  BOOST_TEST(has(textOf(page), "8 of 8 places left"));  // as they stand now
  desk.office.save(reference, "course", {{"course.asked_cap", "yes"}});
  BOOST_TEST(
      has(textOf(carys.get("/referrals/" + reference + "/print")), "Have you asked CAP whether places are free? Yes"));
}

BOOST_AUTO_TEST_CASE(the_risk_assessment_can_come_first, *label("REF-06")) {
  Desk desk;
  Screen carys(desk.office, kCoordinator);
  BOOST_TEST(has(textOf(carys.get("/referrals/new")), "have the risk assessment at hand"));
  const std::string reference = desk.office.draft();
  risk(desk, reference, "pupil|others|place", "2025-10-28");
  const auto page = carys.get("/referrals/" + reference + "/section/risk?checked=1");
  BOOST_TEST(has(textOf(page), "97 days old"), textOf(page));
  BOOST_TEST(has(textOf(carys.get("/referrals/" + reference)), "1 of 12 sections done"));
}

// Risks to the pupil, risks to others, the place: each left out holds the referral, and all three hold nothing.
BOOST_AUTO_TEST_CASE(the_risk_assessment_looks_at_three_things, *label("REF-10") * label("ENT-13")) {
  Desk desk;
  for (const char* covers : {"pupil|others", "pupil|place", "others|place", "place", "", "pupil|others|place"}) {
    const std::string reference = desk.office.draft();
    desk.office.fillIn(reference);
    risk(desk, reference, covers);
    desk.must("referral.submit", reference, {}, kCoordinator);
    BOOST_TEST(desk.holding(reference) == (covers == std::string("pupil|others|place") ? "" : "risk_assessment_covers"),
               covers << ": " << desk.holding(reference));
  }
  Screen carys(desk.office, kCoordinator);
  const std::string reference = desk.office.draft();
  BOOST_TEST(has(carys.get("/referrals/" + reference + "/section/risk").body, "href=\"/referrals/risk-assessment\""));
  const std::string form = textOf(carys.get("/referrals/risk-assessment"));
  for (const char* part : {"Risks to the pupil", "Risks that the pupil may be to others", "The place where", "told"})
    BOOST_TEST(has(form, part), part);
}

BOOST_AUTO_TEST_CASE(a_newer_risk_assessment_stands_beside_the_older_one, *label("ENT-13")) {
  Desk desk;
  const std::string reference = desk.submitted();
  desk.must("referral.update_data", reference,
            {{"section", "risk"},
             {"version", ""},
             {"risk.document", desk.office.upload(kCoordinator, "newer.pdf")},
             {"risk.completed", "2026-01-20"},
             {"risk.reviewed", "2026-02-01"},
             {"risk.changes", "New medicine."},
             {"risk.covers", "pupil|others|place"}},
            kCoordinator);
  const auto lease = desk.office.house().database().read(desk.office.house().hostViewer(0));
  const std::int64_t id =
      lease->tx().one<std::int64_t>("SELECT c.id FROM @all_cases c WHERE c.reference = ?", reference).value();
  BOOST_TEST(
      lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM @all_risk_assessments r WHERE r.case_id = ?", id).value() ==
      2);
  const auto newest = latestRiskAssessment(lease->tx(), id);
  BOOST_TEST_REQUIRE(newest.has_value());
  BOOST_TEST(newest->completed.iso() == "2026-01-20");
  BOOST_TEST(newest->effective().iso() == "2026-02-01");
  BOOST_TEST(newest->changes == "New medicine.");
  BOOST_TEST(!newest->seen.has_value());
}

BOOST_AUTO_TEST_CASE(papers_are_there_and_up_to_date, *label("REF-11") * label("ENT-10")) {
  Desk desk;
  const auto sent = [&](const char* plan, bool ehcp, const char* complete) {
    const std::string reference = desk.office.draft();
    desk.office.fillIn(reference);
    desk.office.save(reference, "needs", {{"needs.plan", plan}, {"needs.kinds", "sen"}, {"needs.identified", "plans"}});
    desk.office.save(reference, "agreement", {{"agreement.q6", "It asks for practical work."}});
    Texts papers = {{"papers.complete", complete}};
    if (ehcp) papers["papers.ehcp"] = desk.office.upload(kCoordinator, "plan.pdf");
    desk.office.save(reference, "papers", papers);
    desk.must("referral.submit", reference, {}, kCoordinator);
    return reference;
  };
  BOOST_TEST(desk.holding(sent("no", false, "yes")) == "");
  BOOST_TEST(desk.holding(sent("yes", true, "yes")) == "");
  BOOST_TEST(desk.holding(sent("no", false, "no")) == "papers_complete");
  const std::string without = sent("yes", false, "yes");
  BOOST_TEST(desk.holding(without) == "papers_plan");
  // The school sends it, CAP looks and clears.
  Screen carys(desk.office, kCoordinator);
  const std::string path = "/referrals/" + without + "/hold/missing_data~papers_plan";
  BOOST_TEST(carys.send(path, "referral.answer_hold", {{"papers.complete", {"yes"}}}).status == 422);
  const auto answered =
      carys.send(path, "referral.answer_hold",
                 {{"papers.complete", {"yes"}}, {"papers.ehcp", {desk.office.upload(kCoordinator, "plan.pdf")}}});
  BOOST_TEST(answered.status == 200, textOf(answered));
  BOOST_TEST(desk.holding(without) == "papers_plan");
  desk.must("desk.clear_hold", without, {{"hold", "1"}, {"why", "The plan is there."}});
  BOOST_TEST(desk.holding(without) == "");
}

BOOST_AUTO_TEST_CASE(everything_is_in_hand_before_it_is_sent, *label("REF-64")) {
  Desk desk;
  const std::string reference = desk.office.draft();
  const std::string all = desk.refused("referral.submit", reference, {{"version", ""}}, kCoordinator);
  for (const char* part :
       {"Pupil: ", "Course: ", "Reasons: ", "Needs and profile: ", "The pupil’s views: ", "Consent: ",
        "Commissioning agreement: ", "The school week: ", "People to call: ", "Papers: "})
    BOOST_TEST(has(all, part), part);
  BOOST_TEST(desk.state(reference) == "draft");
}

BOOST_AUTO_TEST_CASE(an_application_holds_what_it_must, *label("ENT-09") * label("ENT-02")) {
  Desk desk;
  const std::string reference = desk.office.draft();
  desk.office.fillIn(reference);
  desk.office.save(reference, "course", {{"course.second", "wood"}, {"course.sessions", "2a|2p"}});
  desk.office.save(reference, "week", {{"week.rolls", "A subsidiary roll"}, {"week.elsewhere", "Boxing on Fridays"}});
  desk.must("referral.submit", reference, {}, kCoordinator);
  const auto lease = desk.office.house().database().read(desk.office.viewer(kAdmin));
  const auto r = findReferral(lease->tx(), reference).value();
  BOOST_TEST(r.programme.value_or("") == "tier1");
  BOOST_TEST(r.policyYear.value_or("") == "2025-26");
  BOOST_TEST(!r.policyHash.value_or("").empty());
  BOOST_TEST(r.applicationDate.value().iso() == "2026-02-02");
  BOOST_TEST(r.requestedStart.value().iso() == "2026-02-24");
  const auto asked = choices(lease->tx(), r.id);
  BOOST_TEST_REQUIRE(asked.size() == 2U);
  BOOST_TEST(asked[0].order < asked[1].order);
  BOOST_TEST(asked[0].id == r.choice.value_or(0));
  const std::string print = textOf(Screen(desk.office, kCoordinator).get("/referrals/" + reference + "/print"));
  for (const char* part :
       {"Aled Wynne-Test", "4 March 2011", "Year group 10", "Spon Vale School", "2 Example Street, Coventry",
        "Mari Wynne", "024 7600 0001", "By bus, alone.", "none", "A subsidiary roll", "Boxing on Fridays", "Our school",
        "Bicycle maintenance", "Carpentry and joinery", "Tuesday morning", "24 February 2026", "Good with tools",
        "Special educational needs", "I want to fix bikes."})
    BOOST_TEST(has(print, part), part);
}

// The learner's own agreement, the authority's for a child in care: recorded wrongly it waits, it never blocks.
BOOST_AUTO_TEST_CASE(who_may_agree_depends_on_the_pupil, *label("REF-04")) {
  struct Case {
    const char* pupil;
    Texts consent;
    const char* needs;
    const char* rules;
  };
  const Texts learner = {{"consent.who", "learner"}};
  const Texts asked = {{"consent.who", "learner"}, {"consent.capacity", "yes"}, {"consent.consulted", "His mother"}};
  Texts lacks = asked;
  lacks["consent.capacity"] = "no";
  // Świątek-Test was 15 years old on 2 February 2026; Wynne-Test 14.
  Desk desk(Kind::sqlite, Date(2026, 11, 25));
  for (const Case& each :
       {Case{"Świątek-Test", asked, "sen", ""}, Case{"Świątek-Test", learner, "sen", "consent_recorded"},
        Case{"Świątek-Test", lacks, "sen", "consent_recorded"}, Case{"Wynne-Test", asked, "sen", "consent_recorded"},
        Case{"Wynne-Test", {{"consent.who", "parent"}}, "sen", ""},
        Case{"Wynne-Test", {{"consent.who", "parent"}}, "cic", "consent_recorded"},
        Case{"Wynne-Test", {{"consent.who", "authority"}}, "cic", ""}}) {
    BOOST_TEST_CONTEXT(each.pupil << " " << each.consent.at("consent.who") << " " << each.needs) {
      const std::string reference = desk.office.draft(each.pupil);
      desk.office.fillIn(reference, "2026-11-20");
      desk.office.save(reference, "needs",
                       {{"needs.kinds", each.needs}, {"needs.identified", "observed"}, {"needs.plan", "no"}});
      desk.office.save(reference, "consent",
                       {{"consent.who", each.consent.at("consent.who")}, {"consent.date", "2026-11-20"}});
      desk.office.save(reference, "consent", each.consent);
      desk.must("referral.submit", reference, {}, kCoordinator);
      BOOST_TEST(desk.holding(reference) == each.rules);
    }
  }
  // Sixteen on the day, and not on the day before: Świątek-Test was born on 20 November 2010.
  for (const char* day : {"2026-11-19", "2026-11-20", "2026-11-21"}) {
    const std::string reference = desk.office.draft("Świątek-Test");
    desk.office.fillIn(reference, "2026-11-20");
    desk.office.save(reference, "consent", {{"consent.who", "learner"}, {"consent.date", day}});
    desk.office.save(reference, "consent", asked);
    const auto page =
        Screen(desk.office, kCoordinator).get("/referrals/" + reference + "/section/consent?checked=1&from=check");
    desk.must("referral.submit", reference, {}, kCoordinator);
    const bool early = day == std::string("2026-11-19");
    BOOST_TEST(desk.holding(reference) == (early ? "consent_recorded" : ""), day);
    BOOST_TEST(has(textOf(page), "was not 16 on that day") == early, day);
  }
}

BOOST_AUTO_TEST_CASE(the_reference_the_measures_and_a_paper_for_the_file, *label("REF-20") * label("NOT-01")) {
  Desk desk;
  const std::string reference = desk.office.draft();
  desk.office.fillIn(reference);
  Screen carys(desk.office, kCoordinator);
  BOOST_TEST(carys.get("/referrals/" + reference + "/quality-measures").status == 404);  // not sent yet
  const auto sent = carys.send("/referrals/" + reference + "/check", "referral.submit", {});
  BOOST_TEST(has(textOf(sent), "Your reference " + reference), textOf(sent));
  BOOST_TEST(has(textOf(sent), "CAP will look at this by Wednesday 4 February 2026"));
  BOOST_TEST(has(sent.body, "href=\"/referrals/" + reference + "/quality-measures\""));
  const auto paper = carys.get("/referrals/" + reference + "/quality-measures");
  for (const auto* page : {&sent, &paper})
    for (const char* measure : {"Keep the pupil on your roll", "does not start before CAP has confirmed",
                                "safeguarding visit before the place begins", "early help"})
      BOOST_TEST(has(textOf(*page), measure), measure);
  BOOST_TEST(Screen(desk.office, "other@school.example").get("/referrals/" + reference + "/quality-measures").status ==
             404);
}

BOOST_AUTO_TEST_CASE(child_protection_papers_are_not_asked_for_here) {
  Desk desk;
  const std::string reference = desk.submitted();
  const std::string words = "Child protection papers go from your safeguarding lead to ours, not here.";
  BOOST_TEST(has(textOf(Screen(desk.office, kCoordinator).get("/referrals/" + reference + "/section/papers")), words));
  const std::string slot = "href=\"/safeguarding/" + reference + "\"";
  BOOST_TEST(has(Screen(desk.office, "dsl@school.example").get("/referrals/" + reference).body, slot));
  BOOST_TEST(!has(Screen(desk.office, kCoordinator).get("/referrals/" + reference).body, slot));
}

// One coordinator on sick leave must not stop referrals: each of two or three sends, contributors draft (REF-17).
BOOST_AUTO_TEST_CASE(each_of_several_coordinators_sends, *label("REF-17")) {
  Desk desk;
  store::WriteRequest request;
  request.viewer = desk.office.house().hostViewer(0);
  request.command = "test.coordinator";
  request.payload = "{}";
  request.apply = [](WriteTx& tx) -> Outcome {
    const auto school = findOrganisation(tx, "school", "Spon Vale School");
    const auto person = addPerson(tx, "Cai Second", "second@school.example", "024 7600 0000");
    addMembership(tx, person, school.value().id, "school.coordinator");
    setPassword(tx, addAccount(tx, person, "second@school.example"), "$argon2id$none");
    return Done{};
  };
  desk.office.house().database().write(std::move(request)).get();
  for (const char* who : {kCoordinator, "second@school.example", "contributor@school.example"}) {
    const std::string reference = desk.office.draft("Wynne-Test", "contributor@school.example");
    desk.office.fillIn(reference);
    desk.office.save(reference, "needs",
                     {{"needs.detail", "By Tom."}, {"needs.kinds", "sen"}, {"needs.identified", "plans"}},
                     "contributor@school.example");
    const Outcome sent = desk.act("referral.submit", reference, {}, who);
    const bool contributor = who == std::string("contributor@school.example");
    BOOST_TEST(std::holds_alternative<Done>(sent) == !contributor, who << " " << desk.office.dumpOf(sent));
  }
}

BOOST_AUTO_TEST_SUITE_END()
