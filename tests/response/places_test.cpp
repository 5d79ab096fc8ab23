// The last places: schools that have bought in come before others where policy says so, and a term has no more than
// its places.
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "tests/desk/Desk.h"
#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kSherbourne[] = "other@provider.example";
const Date kAutumn(2024, 11, 4);

void change(Desk& desk, const std::string& sql) {
  store::WriteRequest request;
  request.viewer = desk.office.house().hostViewer(0);
  request.command = "test.change";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    tx.execute(sql);
    return Done{};
  };
  desk.office.house().database().write(std::move(request)).get();
}

void sayYes(Desk& desk, const std::string& reference, const std::vector<std::string>& sessions, const Date& start) {
  commands::Request request;
  request.command = "response.yes";
  request.token = store::randomHex(8);
  request.texts = {{"interview_on", {desk.office.clock().today().iso()}},
                   {"interview_who", {"The pupil and our tutor"}},
                   {"start", {start.iso()}},
                   {"reference", {reference}},
                   {"version", {std::to_string(desk.version(reference))}},
                   {"sessions", sessions}};
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    request.texts[each] = {"yes"};
  const Outcome outcome = desk.office.house().pipeline().run(desk.office.viewer(kSherbourne), request);
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), desk.office.dumpOf(outcome));
}

/// Insight of that school's pupil, answered yes for Wednesdays.
std::string insight(Desk& desk, const std::string& pupil, const char* who) {
  const std::string reference = desk.office.draft(pupil, who);
  desk.office.fillIn(reference, "2024-10-20", "choices", who);
  desk.office.save(reference, "course", {{"course.sessions", "3a|3p"}, {"course.weeks", "6"}}, who);
  Texts answers;
  for (const char* each : {"concern", "early_help", "exit", "agencies"})
    answers[std::string("tier2.insight.") + each] = "As talked over.";
  desk.office.save(reference, "programme", answers, who);
  desk.must("referral.submit", reference, {}, who);
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  desk.must("desk.release", reference);
  sayYes(desk, reference, {"3a", "3p"}, Date(2024, 11, 27));
  return reference;
}

/// Refocus of the pupil, agreed by the panel and answered yes for Tuesday to Friday.
std::string refocus(Desk& desk, const std::string& pupil, const Date& start) {
  const std::string reference = desk.office.draft(pupil);
  desk.office.fillIn(reference, "2024-10-20", "refocus");
  desk.office.save(
      reference, "course",
      {{"course.sessions", "2a|2p|3a|3p|4a|4p|5a|5p"}, {"course.weeks", "10"}, {"course.start", start.iso()}});
  Texts answers = {{"early_help.assessed", "yes"},
                   {"early_help.other_plan", "no"},
                   {"consent.panel", "yes"},
                   {"roll.dual_agreed", "yes"},
                   {"way_back.staff", "Tom Archer"}};
  for (const char* each : {"adapted", "strategies", "professionals", "factors", "voice", "parents"})
    answers[std::string("tier3.refocus.") + each] = "As talked over.";
  desk.office.save(reference, "programme", answers);
  desk.must("referral.submit", reference, {}, kCoordinator);
  change(desk, "UPDATE hold SET closed_ms = 1 WHERE kind = 'panel' AND closed_ms IS NULL");
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  desk.must("desk.release", reference);
  sayYes(desk, reference, {"2a", "2p", "3a", "3p", "4a", "4p", "5a", "5p"}, start);
  return reference;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_school_that_has_bought_in_comes_first, *label("TST-27") * label("TIER-X-17")) {
  Desk desk(Kind::sqlite, kAutumn);
  const std::string other = insight(desk, "Moor-Test", kOlu);  // no SLA, and the first to be answered
  const std::string first = insight(desk, "Wynne-Test", kCarys);
  // With places for both nobody waits for anybody.
  change(desk, "UPDATE course SET places = 1 WHERE code = 'choices'");
  Screen anna(desk.office, kAdmin);
  const std::string page = textOf(anna.get("/process"));
  BOOST_TEST(page.find(first) < page.find(other), page);
  BOOST_TEST(has(page, "This school has bought in (SLA) and comes first"), page);
  const std::string says = desk.refused("placement.process", other);
  BOOST_TEST(has(says, "Schools that have bought in (SLA) come first, and " + first + " waits"), says);
  desk.must("placement.process", first);
  change(desk, "UPDATE course SET places = 2 WHERE code = 'choices'");
  desk.must("placement.process", other);
}

BOOST_AUTO_TEST_CASE(a_school_without_sla_has_its_place_while_there_are_enough, *label("TST-27")) {
  Desk desk(Kind::sqlite, kAutumn);
  const std::string other = insight(desk, "Moor-Test", kOlu);
  insight(desk, "Wynne-Test", kCarys);
  change(desk, "UPDATE course SET places = 2 WHERE code = 'choices'");
  desk.must("placement.process", other);
}

// In a year whose documents say nothing of it, who was answered first is set up first.
BOOST_AUTO_TEST_CASE(in_another_year_nobody_comes_first) {
  Office office(Kind::sqlite, Date(2026, 2, 2));
  const auto& policy = office.house().services().policy();
  for (const Date day : {kAutumn, Date(2026, 2, 2)})
    for (const char* programme : {"tier1", "tier2.insight", "tier2.flourish"})
      BOOST_TEST(comesFirstWithSla(policy.programme(policy.versionFor(day, day).value(), programme).value()) ==
                 (day == kAutumn && programme != std::string("tier1")));
}

namespace {

/// Refocus of 2024-25 with two places in a term.
void twoPlaces(const WorkingFolder& folder) {
  folder.edit("policy/2024-25/programmes/tier3.refocus.lua", "people(25)", "people(2)");
  folder.edit("examples/2024-25/tier3.lua", "places_in_term = 25", "places_in_term = 2");
  folder.edit("examples/2024-25/tier3.lua", "places_in_term = 26", "places_in_term = 3");
}

}  // namespace

// Whether Children's Services work with the family is not for the provider; that early help is in place, is.
BOOST_AUTO_TEST_CASE(a_provider_reads_nothing_of_a_plan_of_childrens_services) {
  Desk desk(Kind::sqlite, kAutumn);
  const std::string reference = refocus(desk, "Wynne-Test", Date(2025, 1, 28));
  const std::string page = textOf(Screen(desk.office, kSherbourne).get("/answers/" + reference));
  BOOST_TEST(has(page, "Early help assessment and plan"), page);
  BOOST_TEST(!has(page, "Other plan"), page);
  BOOST_TEST(!has(page, "Children’s Services"), page);
}

// All at once: exactly two are set up, and the others stay as they were.
BOOST_AUTO_TEST_CASE(two_places_and_four_at_once, *label("TIER-RF-04")) {
  const WorkingFolder folder;
  twoPlaces(folder);
  Desk desk(Kind::sqlite, kAutumn, folder.path());
  std::vector<std::string> waiting;
  for (const char* pupil : {"Wynne-Test", "Świątek-Test", "Hassan-Test", "Reed-Test"})
    waiting.push_back(refocus(desk, pupil, Date(2025, 1, 28)));
  std::atomic<int> done = 0;
  std::vector<std::thread> people;
  for (const std::string& each : waiting) {
    const Texts texts = {{"reference", each}, {"version", std::to_string(desk.version(each))}};
    people.emplace_back([&desk, &done, texts] {
      if (std::holds_alternative<Done>(desk.office.run(kAdmin, "placement.process", texts))) ++done;
    });
  }
  for (std::thread& each : people) each.join();
  BOOST_TEST(done == 2);
  int answered = 0;
  for (const std::string& each : waiting) answered += desk.state(each) == "answered" ? 1 : 0;
  BOOST_TEST(answered == 2);
}

BOOST_AUTO_TEST_CASE(a_term_has_its_places_and_no_more, *label("TIER-RF-04") * label("OPEN-07")) {
  const WorkingFolder folder;
  twoPlaces(folder);
  Desk desk(Kind::sqlite, kAutumn, folder.path());
  const Date january(2025, 1, 28);
  std::vector<std::string> spring;
  for (const char* pupil : {"Wynne-Test", "Świątek-Test", "Hassan-Test"})
    spring.push_back(refocus(desk, pupil, january));
  const std::string summer = refocus(desk, "Reed-Test", Date(2025, 5, 6));
  desk.must("placement.process", spring[0]);
  desk.must("placement.process", spring[1]);
  const std::string says = desk.refused("placement.process", spring[2]);
  BOOST_TEST(has(says, "All 2 places of the term from"), says);
  BOOST_TEST(desk.state(spring[2]) == "answered");
  desk.must("placement.process", summer);
  // The school that comes after is warned, and may apply.
  const std::string late = desk.office.draft("Reed-Test");
  desk.office.save(late, "course", {{"course.first", "refocus"}, {"course.start", "2025-03-04"}});
  const std::string page = textOf(Screen(desk.office, kCoordinator).get("/referrals/" + late + "/check"));
  BOOST_TEST(has(page, "The places of that term are in use"), page);
  const std::string form = textOf(Screen(desk.office, kCoordinator).get("/referrals/" + late + "/section/programme"));
  BOOST_TEST(has(form, "2 of the 2 places of the term in which it should start are in use."), form);
  BOOST_TEST(has(form, "on the subsidiary roll of Coventry AP Academy"), form);
  BOOST_TEST(has(form, "Early help: Consent is gained as part of the application"), form);
}
