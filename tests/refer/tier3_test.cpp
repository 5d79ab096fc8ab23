// Tier 3 through the form and in the policy of its year: who may apply, what waits, phases, places of a term, Year 11.
#include <boost/test/unit_test.hpp>

#include "cases/policy/Phases.h"
#include "tests/desk/Desk.h"
#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr char kTenHalfDays[] = "1a|1p|2a|2p|3a|3p|4a|4p|5a|5p";
constexpr char kEightHalfDays[] = "2a|2p|3a|3p|4a|4p|5a|5p";

Texts refocusAnswers() {
  Texts own = {{"early_help.assessed", "yes"}, {"early_help.other_plan", "no"},  {"consent.panel", "yes"},
               {"roll.dual_agreed", "yes"},    {"way_back.staff", "Tom Archer"}, {"add_on.family", "accepted"}};
  for (const char* each : {"adapted", "strategies", "professionals", "factors", "voice", "parents"})
    own[std::string("tier3.refocus.") + each] = "As talked over.";
  return own;
}

Texts transferAnswers() {
  Texts own = {{"roll.receiving", "Canley Brook Academy"}, {"consent.panel", "yes"}, {"roll.dual_agreed", "yes"}};
  for (const char* each : {"one_off", "persistent", "expectations", "fresh_start", "early_help"})
    own[std::string("tier3.supported_transfer.") + each] = "As talked over.";
  return own;
}

/// Everything right for the programme's course.
std::string filledIn(Desk& desk, const std::string& course) {
  const bool refocus = course == "refocus";
  const std::string reference = desk.office.draft();
  desk.office.fillIn(reference, desk.office.clock().today().plusDays(-10).iso(), course);
  desk.office.save(
      reference, "course",
      {{"course.sessions", refocus ? kEightHalfDays : kTenHalfDays}, {"course.weeks", refocus ? "10" : "12"}});
  desk.office.save(reference, "week", {{"week.main_kind", "this_school"}, {"week.sessions", refocus ? "2" : "0"}});
  desk.office.save(reference, "programme", refocus ? refocusAnswers() : transferAnswers());
  return reference;
}

void setSla(Desk& desk, const char* sla) {
  store::WriteRequest request;
  request.viewer = desk.office.house().hostViewer(0);
  request.command = "test.sla";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    tx.execute("UPDATE organisation SET sla = ? WHERE name = 'Spon Vale School'", std::string_view(sla));
    return Done{};
  };
  desk.office.house().database().write(std::move(request)).get();
}

std::string sent(Desk& desk, const std::string& reference) {
  const Outcome outcome = desk.act("referral.submit", reference, {}, kCoordinator);
  return std::holds_alternative<Done>(outcome) ? desk.holding(reference) : desk.office.dumpOf(outcome);
}

const Date kNovember(2024, 11, 4);

}  // namespace

BOOST_AUTO_TEST_SUITE(tier3)

// In the year of the model and in the year after it, a school that has bought in applies and waits for the panel alone.
BOOST_AUTO_TEST_CASE(a_school_that_has_bought_in_waits_for_the_panel_alone,
                     *label("TIER-RF-06") * label("TIER-ST-03") * label("TIER-X-16") * label("TIER-ST-14")) {
  for (const Date day : {kNovember, Date(2026, 2, 2)})
    for (const char* course : {"refocus", "transfer"}) {
      Desk desk(Kind::sqlite, day);
      BOOST_TEST(sent(desk, filledIn(desk, course)) == "panel", course << " " << day.iso());
    }
}

BOOST_AUTO_TEST_CASE(a_school_that_has_not_bought_in_is_told_why_and_what_is_open_to_it,
                     *label("TST-22") * label("TIER-RF-07") * label("TIER-ST-05") * label("TIER-X-17")) {
  for (const char* course : {"refocus", "transfer"}) {
    Desk desk(Kind::sqlite, kNovember);
    const std::string reference = filledIn(desk, course);
    setSla(desk, "admin_fee");
    const std::string says = sent(desk, reference);
    BOOST_TEST(
        has(says, "is for schools that have bought in to CAP (SLA). Tier 1, Insight and Flourish are open to you"),
        says);
    BOOST_TEST(desk.state(reference) == "draft");
    setSla(desk, "sla");
    BOOST_TEST(sent(desk, reference) == "panel");
  }
}

// Early help is essential, or a plan with Children's Services in its place; missing, the referral waits.
BOOST_AUTO_TEST_CASE(early_help_is_essential_for_refocus, *label("TIER-RF-10") * label("TIER-X-15")) {
  struct Case {
    const char* assessed;
    const char* plan;
    bool waits;
  };
  for (const Case& each : {Case{"yes", "no", false}, Case{"no", "yes", false}, Case{"no", "no", true},
                           Case{"", "", true}, Case{"", "yes", false}, Case{"no", "", true}}) {
    Desk desk(Kind::sqlite, kNovember);
    const std::string reference = filledIn(desk, "refocus");
    desk.office.save(reference, "programme",
                     {{"early_help.assessed", each.assessed}, {"early_help.other_plan", each.plan}});
    BOOST_TEST(has(sent(desk, reference), "early_help_essential") == each.waits, each.assessed << "/" << each.plan);
    if (!each.waits) continue;
    // Answered where it waits, with the same two questions.
    desk.must("referral.answer_hold", reference,
              {{"hold", "missing_data~early_help_essential"},
               {"hold.says", "Done last week."},
               {"early_help.assessed", "yes"},
               {"early_help.other_plan", "no"}},
              kCoordinator);
  }
}

BOOST_AUTO_TEST_CASE(what_else_waits, *label("TIER-ST-08") * label("TIER-ST-10") * label("TIER-RF-11") *
                                          label("TIER-RF-13") * label("REF-16")) {
  struct Case {
    const char* course;
    const char* question;
    const char* answer;
    const char* rule;
  };
  for (const Case& each :
       {Case{"refocus", "consent.panel", "no", "panel_agreed"}, Case{"refocus", "roll.dual_agreed", "no", "dual_roll"},
        Case{"refocus", "way_back.staff", "", "way_back_staff"}, Case{"transfer", "consent.panel", "", "panel_agreed"},
        Case{"transfer", "roll.dual_agreed", "no", "dual_roll"},
        Case{"transfer", "roll.receiving", "", "receiving_school"}}) {
    Desk desk(Kind::sqlite, kNovember);
    const std::string reference = filledIn(desk, each.course);
    desk.office.save(reference, "programme", {{each.question, each.answer}});
    const std::string held = sent(desk, reference);
    BOOST_TEST(has(held, each.rule), each.course << " " << each.question << ": " << held);
  }
  // No other programme asks any of it.
  Desk desk(Kind::sqlite, kNovember);
  Screen carys(desk.office, kCoordinator);
  for (const char* course : {"bike", "choices", "grow"}) {
    const std::string reference = desk.office.draft();
    desk.office.save(reference, "course", {{"course.first", course}});
    const std::string page = textOf(carys.get("/referrals/" + reference + "/section/programme"));
    for (const char* words : {"receives the pupil", "Children’s Services", "Both registrations", "hours a week"})
      BOOST_TEST(!has(page, words), course << page);
  }
}

// All that the panel weighs is asked, and an answer of people is no bar.
BOOST_AUTO_TEST_CASE(what_the_panel_weighs_is_asked, *label("TIER-ST-07") * label("TIER-RF-09")) {
  for (const auto& [course, answers] : {std::pair{"refocus", refocusAnswers()}, {"transfer", transferAnswers()}})
    for (const auto& [question, answer] : answers) {
      if (question.rfind("tier3.", 0) != 0) continue;
      Desk desk(Kind::sqlite, kNovember);
      const std::string reference = filledIn(desk, course);
      desk.office.save(reference, "programme", {{question, ""}});
      BOOST_TEST(has(sent(desk, reference), "Questions of the programme"), question);
      desk.office.save(reference, "programme", {{question, "No."}});
      BOOST_TEST(sent(desk, reference) == "panel", question);
    }
}

// Funded support is offered where the tier has it, and the form takes what came of it.
BOOST_AUTO_TEST_CASE(funded_support_is_offered, *label("TIER-RF-16") * label("TIER-IN-17")) {
  Desk desk(Kind::sqlite, kNovember);
  Screen carys(desk.office, kCoordinator);
  const std::map<std::string, std::string> offered = {{"refocus", "Prevention and Diversion"},
                                                      {"transfer", "Supporting Families worker"},
                                                      {"choices", "Mentoring by the Youth Justice Service"},
                                                      {"grow", "Mentoring by the Youth Justice Service"},
                                                      {"bike", ""}};
  for (const auto& [course, words] : offered) {
    const std::string reference = desk.office.draft();
    desk.office.save(reference, "course", {{"course.first", course}});
    const std::string page = textOf(carys.get("/referrals/" + reference + "/section/programme"));
    BOOST_TEST(has(page, "It is paid for, where it fits") == !words.empty(), course);
    BOOST_TEST(has(page, words), course << page);
  }
}

// Of the printed start of 6 May 2025: half term is no week, phase 1 ends on 27 June, the way back on 18 July.
BOOST_AUTO_TEST_CASE(refocus_is_given_in_phases,
                     *label("TST-25") * label("TIER-RF-01") * label("TIER-RF-02") * label("TIER-RF-03")) {
  Office office(Kind::sqlite, kNovember);
  const auto& policy = office.house().services().policy();
  const auto card = policy.programme(policy.versionFor(kNovember, kNovember).value(), "tier3.refocus");
  BOOST_TEST_REQUIRE(card.has_value());
  const auto calendar = policy.calendar();
  const auto phases = phasesOf(*card, *calendar, Date(2025, 5, 6));
  BOOST_TEST_REQUIRE(phases.size() == 2u);
  BOOST_TEST(phases[0].last.iso() == "2025-06-27");
  BOOST_TEST(phases[1].first.iso() == "2025-06-30");
  BOOST_TEST(phases[1].last.iso() == "2025-07-18");
  const auto on = [&](Date day) { return expectedOn(phases, *calendar, day); };
  BOOST_TEST((on(Date(2025, 5, 5)) == Expected::nowhere));      // bank holiday, and before it starts
  BOOST_TEST((on(Date(2025, 5, 6)) == Expected::provider));     // Tuesday
  BOOST_TEST((on(Date(2025, 5, 19)) == Expected::homeSchool));  // Monday of the third week
  BOOST_TEST((on(Date(2025, 5, 20)) == Expected::provider));
  BOOST_TEST((on(Date(2025, 5, 27)) == Expected::nowhere));  // half term
  BOOST_TEST((on(Date(2025, 6, 27)) == Expected::provider));
  BOOST_TEST((on(Date(2025, 7, 1)) == Expected::homeSchool));
  BOOST_TEST((on(Date(2025, 7, 21)) == Expected::homeSchool || on(Date(2025, 7, 21)) == Expected::nowhere));
  // The other printed starts end on the days that the office found.
  for (const auto& [start, end] : {std::pair{Date(2024, 10, 7), "2024-12-20"},
                                   {Date(2024, 11, 4), "2025-01-24"},
                                   {Date(2025, 1, 27), "2025-04-11"}})
    BOOST_TEST(phasesOf(*card, *calendar, start).at(1).last.iso() == end);
  // A programme without phases has none.
  const auto insight = policy.programme(policy.versionFor(kNovember, kNovember).value(), "tier2.insight");
  BOOST_TEST(phasesOf(*insight, *calendar, Date(2025, 5, 6)).empty());
}

// Nobody has said what Year 11 Bespoke is: blocked in clear words, until a policy fills it.
BOOST_AUTO_TEST_CASE(year_11_bespoke_is_blocked_until_policy_fills_it,
                     *label("TIER-Y11-01") * label("TIER-Y11-04") * label("TIER-Y11-02")) {
  const auto addCourse = [](Desk& desk) {
    store::WriteRequest request;
    request.viewer = desk.office.house().hostViewer(0);
    request.command = "test.course";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE course SET programme = 'tier3.year_11_bespoke' WHERE code = 'wood'");
      return Done{};
    };
    desk.office.house().database().write(std::move(request)).get();
  };
  {
    Desk desk(Kind::sqlite, kNovember);
    addCourse(desk);
    const std::string reference = desk.office.draft();
    desk.office.fillIn(reference, "2024-10-20", "wood");
    const std::string why = "CAP has not said yet what Year 11 Bespoke is, so nobody can apply for it here. Call CAP.";
    BOOST_TEST(has(sent(desk, reference), why));
    Screen carys(desk.office, kCoordinator);
    BOOST_TEST(has(textOf(carys.get("/courses/wood")), why));
    BOOST_TEST(
        !has(textOf(carys.get("/referrals/" + desk.office.draft("Reed-Test") + "/section/course")), "Carpentry"));
  }
  const WorkingFolder folder;
  const std::string file = "policy/2024-25/programmes/tier3.year_11_bespoke.lua";
  folder.edit(file,
              "not_open    = provisional(\"CAP has not said yet what Year 11 Bespoke is, so nobody can apply for it "
              "here. Call CAP.\", \"named and not described\", cite(\"graduated-model-2024\", \"CAP Single "
              "Application Process\")),",
              "lasts = provisional(between(school_weeks(6), school_weeks(39)), \"made up\"), attendance = "
              "provisional(days_a_week(1), \"made up\"),");
  folder.edit(file, "panel       = { name",
              "panel       = { outcome_within = provisional(working_days(3), \"made up\"), name");
  folder.edit("examples/2024-25/tier3.lua",
              "rules     = { not_open = \"not met\", referred_by = \"met\" },\n  outcome   = \"refused\",",
              "rules     = { referred_by = \"met\" },");
  Desk desk(Kind::sqlite, kNovember, folder.path());
  addCourse(desk);
  const std::string reference = desk.office.draft();
  desk.office.fillIn(reference, "2024-10-20", "wood");
  BOOST_TEST(sent(desk, reference) == "panel");
}

// Fifteen placements come with the SLA; the sixteenth is no bar, and CAP and the school see it.
BOOST_AUTO_TEST_CASE(fifteen_placements_come_with_the_sla, *label("TIER-T1-16") * label("OPEN-14")) {
  Desk desk(Kind::sqlite, kNovember);
  std::string last;
  for (int i = 1; i <= 16; ++i) {
    last = desk.office.draft();
    desk.office.fillIn(last, "2024-10-20", "bike");
    const std::string page = textOf(Screen(desk.office, kCoordinator).get("/referrals/" + last + "/check"));
    BOOST_TEST(has(page, "more than the 15 placements that come with the SLA") == (i == 16), i);
    BOOST_TEST(sent(desk, last) == "", i);
  }
}

BOOST_AUTO_TEST_SUITE_END()
