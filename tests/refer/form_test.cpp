// What the form asks, and what becomes of it: every answer there is to choose stands on the printed application.
#include <boost/test/unit_test.hpp>

#include "capd/Fact.h"
#include "cases/referral/Referral.h"
#include "cases/referral/ReferralFacts.h"
#include "tests/refer/Office.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

// Values of a box on a page, in order.
std::vector<std::string> offered(const web::Reply& page, const std::string& name) {
  std::vector<std::string> values;
  const std::string mark = "name=\"" + name + "\" type=\"";
  for (auto at = page.body.find(mark); at != std::string::npos; at = page.body.find(mark, at + 1)) {
    const auto value = page.body.find("value=\"", at) + 7;
    values.push_back(page.body.substr(value, page.body.find('"', value) - value));
  }
  return values;
}

std::string joined(const std::vector<std::string>& values) {
  std::string all;
  for (const std::string& value : values) all += (all.empty() ? "" : "|") + value;
  return all;
}

Facts factsOf(Office& office, const std::string& reference) {
  const Viewer who = office.viewer(kCarys);
  const auto lease = office.house().database().read(who);
  return referralFacts(lease->tx(), findReferral(lease->tx(), reference).value(), office.house().services().policy());
}

template <class T>
void isFact(const Facts& facts, const std::string& name, const T& value) {
  const auto at = facts.find(name);
  BOOST_TEST_REQUIRE((at != facts.end()), name);
  BOOST_TEST((std::get<T>(at->second) == value), name);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(form)

BOOST_AUTO_TEST_CASE(every_choice_of_the_documents_can_be_made,
                     *label("ENT-03") * label("ENT-05") * label("ENT-06") * label("ENT-08") * label("ENT-51")) {
  Office office;
  const std::string reference = office.draft();
  Screen carys(office, kCarys);
  const std::string path = "/referrals/" + reference + "/section/";
  struct Box {
    const char* section;
    const char* question;
    std::size_t answers;
  };
  for (const Box& box :
       {Box{"needs", "needs.kinds", 10}, Box{"needs", "needs.identified", 9}, Box{"reasons", "reasons.purposes", 8},
        Box{"reasons", "reasons.justification", 4}, Box{"views", "views.measures", 10}}) {
    const auto values = offered(carys.get(path + box.section), box.question);
    BOOST_TEST(values.size() == box.answers, box.question);
    office.save(reference, box.section, {{box.question, joined(values)}});
    const std::string kept =
        office
            .fact<std::string>("SELECT a.value FROM @all_answers a WHERE a.question = ? ORDER BY a.revision DESC",
                               box.question)
            .value();
    BOOST_TEST(linesOf(kept).size() == box.answers, box.question);
  }
  const std::string print = textOf(carys.get("/referrals/" + reference + "/print"));
  for (const char* words : {"Child in care", "With diagnostic tools for working levels", "Better attendance",
                            "Access to the mainstream curriculum", "A positive account by the pupil"})
    BOOST_TEST(print.find(words) != std::string::npos, words);
  // A box with nothing ticked says so, and a value that nobody offers is kept and shown as wrong.
  office.save(reference, "views", {{"views.says", "kept by a machine that sends one answer"}});
  BOOST_TEST(
      linesOf(office
                  .fact<std::string>("SELECT a.value FROM @all_answers a WHERE a.question = ? ORDER BY a.revision DESC",
                                     "views.measures")
                  .value())
          .size() == 10U);
  carys.send(path + "views", "referral.save_section", {{"views.says", {"x"}}, {"views.measures", {}}});
  BOOST_TEST(office
                 .fact<std::string>("SELECT a.value FROM @all_answers a WHERE a.question = ? ORDER BY a.revision DESC",
                                    "views.measures")
                 .value()
                 .empty());
  office.save(reference, "views", {{"views.measures", "luck"}});
  BOOST_TEST(textOf(carys.get(path + "views?checked=1")).find("There is a problem") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nine_questions_and_the_sixth_only_with_a_plan, *label("ENT-11") * label("ENT-12")) {
  Office office;
  const std::string reference = office.draft();
  Screen carys(office, kCarys);
  const std::string path = "/referrals/" + reference + "/section/agreement";
  const auto asks = [&](const std::string& question) {
    return carys.get(path).body.find("name=\"" + question + "\"") != std::string::npos;
  };
  for (const char* number : {"1", "2", "3", "4", "5", "7", "8", "9"})
    BOOST_TEST(asks(std::string("agreement.q") + number), number);
  BOOST_TEST(!asks("agreement.q6"));
  office.save(reference, "needs", {{"needs.plan", "yes"}});
  BOOST_TEST(asks("agreement.q6"));
}

BOOST_AUTO_TEST_CASE(purpose_views_and_exit_are_asked, *label("REF-01") * label("REF-03") * label("REF-65")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  struct Gap {
    const char* section;
    const char* question;
  };
  for (const Gap& gap : {Gap{"reasons", "reasons.purposes"}, Gap{"views", "views.says"}, Gap{"views", "views.taken_on"},
                         Gap{"views", "views.exit"}, Gap{"views", "views.parents"}}) {
    const std::string kept =
        office
            .fact<std::string>("SELECT a.value FROM @all_answers a WHERE a.question = ? ORDER BY a.revision DESC",
                               gap.question)
            .value();
    std::map<std::string, std::string> texts = {{gap.question, ""}};
    const auto whole = [&] {
      if (gap.section == std::string("views")) texts["views.measures"] = "attendance";
      if (gap.section == std::string("reasons")) texts["reasons.justification"] = "bespoke";
    };
    whole();
    office.save(reference, gap.section, texts);
    BOOST_TEST(std::holds_alternative<Refused>(office.run(kCarys, "referral.submit", {{"reference", reference}})),
               gap.question);
    texts[gap.question] = gap.question == std::string("reasons.purposes") ? "curriculum" : kept;
    office.save(reference, gap.section, texts);
  }
  BOOST_TEST(std::holds_alternative<Done>(office.run(kCarys, "referral.submit", {{"reference", reference}})));
}

BOOST_AUTO_TEST_CASE(facts_are_what_was_answered_and_missing_stays_missing, *label("ENT-14")) {
  Office office;
  const std::string empty = office.draft("Reed-Test");
  const Facts none = factsOf(office, empty);
  for (const char* name :
       {"requested.weeks", "requested.start", "requested.sessions_a_week", "consent.agreed", "pupil.has_ehcp",
        "pupil.on_roll", "risk_assessment.date", "main_provider.is_school", "early_help.offered"})
    BOOST_TEST(none.count(name) == 0U, name);
  isFact(none, "risk_assessment.given", false);
  isFact<std::int64_t>(none, "pupil.year_group", 9);

  const std::string reference = office.draft();
  office.fillIn(reference, "2025-12-01");
  Facts facts = factsOf(office, reference);
  isFact<std::string>(facts, "referrer.kind", "school");
  isFact(facts, "application.date", Date(2026, 2, 2));
  isFact(facts, "requested.start", Date(2026, 2, 24));
  isFact<std::int64_t>(facts, "requested.weeks", 12);
  isFact<std::int64_t>(facts, "requested.days_a_week", 1);
  isFact<std::int64_t>(facts, "requested.sessions_a_week", 2);
  isFact<std::int64_t>(facts, "pupil.sessions_in_all", 2);
  isFact(facts, "risk_assessment.date", Date(2025, 12, 1));
  for (const char* name :
       {"consent.agreed", "consent.recorded_fully", "main_provider.stated", "main_provider.is_school",
        "case_worker.named", "agreement.complete", "agreement.visit_acknowledged", "pupil.on_roll"})
    isFact(facts, name, true);

  // The later of completed and reviewed counts, whichever box it stands in.
  office.save(reference, "risk",
              {{"risk.reviewed", "2026-01-10"}, {"risk.changes", "nothing"}, {"risk.covers", "pupil"}});
  isFact(factsOf(office, reference), "risk_assessment.date", Date(2026, 1, 10));
  office.save(reference, "course", {{"course.weeks", "twelve"}, {"course.sessions", "9z|"}});
  facts = factsOf(office, reference);
  BOOST_TEST(facts.count("requested.weeks") == 0U);
  BOOST_TEST(facts.count("requested.sessions_a_week") == 0U);
}

// Left empty is the whole course, or what is left of the school year: 2025-26 ends on Monday 20 July 2026.
BOOST_AUTO_TEST_CASE(weeks_left_empty_are_the_course_or_the_rest_of_the_year, *label("ENT-14") * label("TIER-T1-02")) {
  Office office;
  const std::string reference = office.draft();
  office.save(reference, "course", {{"course.first", "bike"}, {"course.weeks", ""}});
  BOOST_TEST(factsOf(office, reference).count("requested.weeks") == 0U);  // nobody knows from when
  const auto weeks = [&](const char* course, const char* start) {
    office.save(reference, "course", {{"course.first", course}, {"course.start", start}});
    const Facts facts = factsOf(office, reference);
    return std::get<std::int64_t>(facts.at("requested.weeks"));
  };
  BOOST_TEST(weeks("bike", "2026-02-24") == 19);
  BOOST_TEST(weeks("bike", "2026-07-17") == 2);
  BOOST_TEST(weeks("bike", "2026-07-20") == 1);
  BOOST_TEST(weeks("bike", "2026-07-21") == 0);
  BOOST_TEST(weeks("bike", "2025-09-02") == 39);
  BOOST_TEST(weeks("bike", "2040-01-10") == 39);  // its terms are not known
  BOOST_TEST(weeks("choices", "2026-02-24") == 6);
  BOOST_TEST(weeks("grow", "2026-02-24") == 12);
  office.save(reference, "course", {{"course.weeks", "7"}});
  BOOST_TEST(weeks("grow", "2026-02-24") == 7);
}

// A minute before and after midnight in London, in winter and in summer time.
BOOST_AUTO_TEST_CASE(the_day_in_london_is_the_date_of_application, *label("REF-21")) {
  struct Moment {
    Date day;
    TimeOfDay time;
  };
  for (const Moment& each : {Moment{Date(2026, 2, 2), {23, 59}}, Moment{Date(2026, 2, 3), {0, 1}},
                             Moment{Date(2026, 6, 30), {23, 59}}, Moment{Date(2026, 7, 1), {0, 30}}}) {
    Office office(Kind::sqlite, each.day);
    const std::string reference = office.draft();
    office.fillIn(reference, each.day.plusDays(-3).iso());
    office.clock().set(londonAt(each.day, each.time));
    const Outcome sent = office.run(kCarys, "referral.submit", {{"reference", reference}});
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(sent), office.dumpOf(sent));
    BOOST_TEST(office.fact<std::string>("SELECT c.application_date FROM @all_cases c WHERE c.reference = ?", reference)
                   .value() == each.day.iso());
  }
}

// July for September, before the new year's policy stands: this year's policy judges, and this year's risk assessment
// is not held (OPEN-20).
BOOST_AUTO_TEST_CASE(july_refers_for_september) {
  Office office(Kind::sqlite, Date(2026, 7, 6));
  const std::string reference = office.draft();
  office.fillIn(reference, "2026-07-01");
  office.save(reference, "course", {{"course.start", "2026-09-08"}, {"course.sessions", "2a|2p"}});
  const Outcome sent = office.run(kCarys, "referral.submit", {{"reference", reference}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(sent), office.dumpOf(sent));
  BOOST_TEST(
      !office
           .fact<std::int64_t>(
               "SELECT h.id FROM @all_holds h JOIN @all_cases c ON c.id = h.case_id WHERE c.reference = ?", reference)
           .has_value());
  BOOST_TEST(!office.fact<std::string>("SELECT c.policy_hash FROM @all_cases c WHERE c.reference = ?", reference)
                  .value()
                  .empty());
}

// Nothing answered but the course: what cannot be told is no met and no unmet, and nothing goes through by it.
BOOST_AUTO_TEST_CASE(what_cannot_be_told_is_said_so) {
  Office office;
  const std::string reference = office.draft();
  office.save(reference, "course", {{"course.first", "bike"}});
  Screen carys(office, kCarys);
  const std::string text = textOf(carys.get("/referrals/" + reference + "/check"));
  for (const char* words :
       {"Cannot tell yet", "Not met", "section 10", "Those with responsibility for the pupil agreed"})
    BOOST_TEST(text.find(words) != std::string::npos, words << " in " << text);
  BOOST_TEST(std::holds_alternative<Refused>(office.run(kCarys, "referral.submit", {{"reference", reference}})));
}

BOOST_AUTO_TEST_CASE(what_policy_says_is_explained_before_sending) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference, "2025-10-28");
  Screen carys(office, kCarys);
  const auto page = carys.get("/referrals/" + reference + "/check");
  const std::string text = textOf(page);
  for (const char* words : {"12 rules are met", "Not met", "within 3 months of the application",
                            "It must be completed or reviewed on or after 2 November 2025.",
                            "You can send the referral; it will wait for this.", "section 7"})
    BOOST_TEST(text.find(words) != std::string::npos, words << " in " << text);
  BOOST_TEST(page.body.find("/section/risk?from=check") != std::string::npos);
  // Change links lead back here.
  carys.send("/referrals/" + reference + "/section/week?from=check", "referral.save_section",
             {{"week.main_kind", {"this_school"}}, {"week.sessions", {"7"}}});
  BOOST_TEST(carys.at() == "/referrals/" + reference + "/check");
}

// The guidance's lists are open: the form offers each item, and "other" or "none" where somebody needs it.
BOOST_AUTO_TEST_CASE(the_form_offers_every_item_of_the_guidances_lists, *label("NUM-71") * label("NUM-81")) {
  Office office;
  const std::string reference = office.draft();
  Screen carys(office, kCarys);
  struct List {
    const char* section;
    const char* field;
    std::size_t printed;
    std::size_t more;  ///< "another need", "none of these"
  };
  for (const List& list : {List{"reasons", "reasons.purposes", 8, 0}, List{"reasons", "reasons.justification", 4, 0},
                           List{"needs", "needs.kinds", 8, 2}, List{"needs", "needs.identified", 9, 0},
                           List{"views", "views.measures", 10, 0}}) {
    const std::string body = carys.get("/referrals/" + reference + "/section/" + list.section).body;
    std::size_t offered = 0;
    for (std::size_t at = body.find("name=\"" + std::string(list.field) + "\""); at != std::string::npos;
         at = body.find("name=\"" + std::string(list.field) + "\"", at + 1))
      ++offered;
    BOOST_TEST(offered == list.printed + list.more, list.field << ": " << offered);
  }
}

BOOST_AUTO_TEST_SUITE_END()
