// Every number of group NUM that concerns what the service does: which line of which year says it, with its words and
// its source, and a test that carries its label. A row that loses its line, its source or its test fails here.
#include <array>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/policy/Policies.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

constexpr const char* kYears[] = {"2024-25", "2025-26", "2026-27"};

struct Line {
  const char* number;
  const char* year;   ///< nullptr = all three
  const char* where;  ///< a setting, or `programme/value`
  const char* words;
};

const Line kLines[] = {
    {"NUM-01", nullptr, "days_a_week", "up to 2 days a week"},
    {"NUM-01", nullptr, "sessions_a_week", "up to 4 sessions a week"},
    {"NUM-02", nullptr, "third_day_sessions", "up to 6 sessions a week"},
    {"NUM-02", nullptr, "tier1/attendance", "1 to 3 days a week"},
    {"NUM-03", nullptr, "third_day_lasts", "up to 12 weeks"},
    {"NUM-04", nullptr, "risk_assessment_age", "3 months"},
    {"NUM-05", nullptr, "risk_assessment_new", "once for each academic year"},
    {"NUM-06", nullptr, "process_within", "2 working days"},
    {"NUM-09", nullptr, "tier2.flourish/panel.outcome_within", "3 working days"},
    {"NUM-10", nullptr, "answer_within", "7 days"},
    {"NUM-18", nullptr, "dbs_renewal", "3 years"},
    {"NUM-21", nullptr, "register_within", "30 minutes"},
    {"NUM-22", nullptr, "register_sessions", "morning, afternoon"},
    {"NUM-26", "2024-25", "tier2.insight/lasts", "6 school weeks"},
    {"NUM-27", "2025-26", "tier2.insight/lasts", "6 to 12 school weeks"},
    {"NUM-27", "2026-27", "tier2.insight/lasts", "6 to 12 school weeks"},
    {"NUM-28", nullptr, "tier2.insight/attendance", "1 day a week"},
    {"NUM-29", "2024-25", "tier2.flourish/lasts", "10 to 14 school weeks"},
    {"NUM-29", "2025-26", "tier2.flourish/lasts", "12 school weeks"},
    {"NUM-29", "2026-27", "tier2.flourish/lasts", "12 school weeks"},
    {"NUM-30", nullptr, "tier2.flourish/attendance", "2 days a week"},
    {"NUM-31", nullptr, "tier2.flourish/reviews.every", "3 school weeks"},
    {"NUM-48", "2024-25", "tier1/lasts", "6 to 39 school weeks"},
    {"NUM-48", "2024-25", "tier1/progression", "a second year as necessary"},
    {"NUM-49", "2025-26", "tier1/lasts", "1 to 39 school weeks"},
    {"NUM-49", "2026-27", "tier1/lasts", "1 to 39 school weeks"},
    {"NUM-65", nullptr, "terms_reviewed_within", "30 days"},
    {"NUM-81", nullptr, "offered_reasons_justification",
     "bespoke: A curriculum made for this pupil, broad: A broad and balanced curriculum, behaviour: A behaviour "
     "intervention, mainstream: Access to the mainstream curriculum"},
    {"NUM-73", nullptr, "cap_policies", "Safeguarding, Attendance, Behaviour"},
    {"NUM-79", "2024-25", "tier2.flourish/starts", "16 September 2024, 13 January 2025, 28 April 2025"},
};
/// Rows whose line is a list of questions or a round; their tests stand below.
constexpr const char* kCounted[] = {"NUM-51", "NUM-53", "NUM-71", "NUM-84"};

const PolicyItem* lineOf(const Book& book, const std::string& where) {
  const auto slash = where.find('/');
  if (slash == std::string::npos) {
    const auto found = book.settings().find(where);
    return found == book.settings().end() ? nullptr : &found->second;
  }
  const Programme* programme = book.programme(where.substr(0, slash));
  if (programme == nullptr) return nullptr;
  const auto found = programme->values.find(where.substr(slash + 1));
  return found == programme->values.end() ? nullptr : &found->second;
}

// Its own citation, or that of the programme it stands in.
bool hasSource(const Book& book, const std::string& where, const PolicyItem& item) {
  if (!item.source.empty()) return true;
  const auto slash = where.find('/');
  if (slash == std::string::npos) return false;
  const auto& values = book.programme(where.substr(0, slash))->values;
  const auto whole = values.find("source");
  return whole != values.end() && !whole->second.source.empty();
}

/// Everything that tests are labelled with, read from their sources.
std::set<std::string> labelsOfTests() {
  namespace fs = std::filesystem;
  std::set<std::string> all;
  for (const char* folder : {"/tests", "/plugins"}) {
    for (const auto& entry : fs::recursive_directory_iterator(std::string(CAPD_SOURCE) + folder)) {
      if (entry.path().extension() != ".cpp" || entry.path().string().find("tests/") == std::string::npos) continue;
      std::ifstream in(entry.path());
      std::ostringstream text;
      text << in.rdbuf();
      const std::string content = text.str();
      for (std::size_t at = content.find("label(\""); at != std::string::npos; at = content.find("label(\"", at + 1))
        all.insert(content.substr(at + 7, content.find('"', at + 7) - at - 7));
    }
  }
  return all;
}

const Rule& ruleOf(const Book& book, const std::string& programme, const std::string& id) {
  const auto& rules = book.programme(programme)->rules;
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
  BOOST_REQUIRE(found != rules.end());
  return *found;
}

// The results of a rule as one of the facts grows: "NO 5, met 6, met 12, NO 13".
std::string resultsOf(const Book& book, const char* programme, const char* rule, const char* fact,
                      std::initializer_list<std::int64_t> values) {
  std::string all;
  for (const std::int64_t value : values) {
    Facts facts = goodFacts();
    facts[fact] = value;
    const bool met = resultOf(book, programme, rule, facts) == Tri::met;
    all += (all.empty() ? "" : ", ") + std::string(met ? "met " : "NO ") + std::to_string(value);
  }
  return all;
}

const ScheduledRule& dutyOf(const Book& book, const std::string& name) {
  const auto found = std::find_if(book.scheduled().begin(), book.scheduled().end(),
                                  [&](const ScheduledRule& rule) { return rule.name == name; });
  BOOST_REQUIRE_MESSAGE(found != book.scheduled().end(), "nothing is called " << name);
  return *found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_number_has_its_line_its_source_and_its_test) {
  const auto labels = labelsOfTests();
  BOOST_CHECK_GT(labels.size(), 100u);
  for (const char* year : kYears) {
    const auto book = bookOf(year);
    for (const Line& line : kLines) {
      if (line.year != nullptr && std::string(line.year) != year) continue;
      BOOST_TEST_CONTEXT(line.number << " in " << year << ": " << line.where) {
        const PolicyItem* item = lineOf(*book, line.where);
        BOOST_REQUIRE(item != nullptr);
        BOOST_CHECK_EQUAL(item->words(), line.words);
        const bool undocumented = item->provisional.find("no document") != std::string::npos;
        BOOST_CHECK_MESSAGE(hasSource(*book, line.where, *item) || undocumented, "it has no source");
      }
    }
    for (const std::string& doubt : withoutSource(*book)) BOOST_ERROR(doubt);
  }
  for (const Line& line : kLines) BOOST_CHECK_MESSAGE(labels.count(line.number) == 1, line.number << " has no test");
  for (const char* number : kCounted) BOOST_CHECK_MESSAGE(labels.count(number) == 1, number << " has no test");
}

// What is printed for one year stands as printed there and as provisional in the years around it.
BOOST_AUTO_TEST_CASE(a_number_is_certain_only_in_the_year_that_it_is_printed_for) {
  for (const char* where : {"process_within", "answer_within", "days_a_week", "third_day_lasts", "risk_assessment_age",
                            "risk_assessment_new", "dbs_renewal", "staff_changes_told", "main_provider_halts",
                            "tier2.insight/withdrawn.by_school", "tier1/withdrawn.by_provider"}) {
    BOOST_TEST_CONTEXT(where) {
      BOOST_CHECK(!lineOf(*bookOf("2024-25"), where)->provisional.empty());
      BOOST_CHECK(lineOf(*bookOf("2025-26"), where)->provisional.empty());
      BOOST_CHECK_EQUAL(lineOf(*bookOf("2026-27"), where)->provisional,
                        "carried forward from 2025-26, not confirmed by CAP");
    }
  }
  BOOST_CHECK(lineOf(*bookOf("2024-25"), "tier2.flourish/panel.outcome_within")->provisional.empty());
  BOOST_CHECK_EQUAL(lineOf(*bookOf("2025-26"), "tier2.flourish/panel.outcome_within")->provisional,
                    "printed for 2024-25 only");
  // Nothing of the year that CAP has not confirmed passes for confirmed: no value, no rule, no question.
  const auto next = bookOf("2026-27");
  BOOST_CHECK(next->days().provisional);
  for (const auto& [name, item] : next->settings()) BOOST_CHECK_MESSAGE(!item.provisional.empty(), name);
  for (const Programme& programme : next->programmes()) {
    for (const auto& [name, item] : programme.values)
      if (name != "title" && name != "source") BOOST_CHECK_MESSAGE(!item.provisional.empty(), programme.name << name);
    for (const Rule& rule : programme.rules) BOOST_CHECK_MESSAGE(!rule.provisional.empty(), rule.id);
    for (const Question& ask : programme.asks) BOOST_CHECK_MESSAGE(!ask.provisional.empty(), ask.id);
  }
  for (const Question& ask : next->agreement()) BOOST_CHECK_MESSAGE(!ask.provisional.empty(), ask.id);
  for (const ScheduledRule& rule : next->scheduled()) BOOST_CHECK_MESSAGE(!rule.provisional.empty(), rule.name);
}

// A value that says neither is warned of, with its place; one that says either is not.
BOOST_AUTO_TEST_CASE(a_value_without_source_or_doubt_is_warned_of) {
  const Files files = {{"sources.lua", "sources { [\"s\"] = \"A document\" }"},
                       {"a.lua",
                        "settings {\n  bare = days(2),\n  told = printed(days(2), cite(\"s\", \"p\")),\n  open = "
                        "provisional(days(2), \"not printed\"),\n}\n"},
                       {"b.lua", "programme \"other\" {\n  title = \"Other\", referred_by = { \"school\" },\n}\n"}};
  const auto loaded = Book::load("2025-26", files, coreFacts(), shapes());
  BOOST_REQUIRE(loaded.book);
  const auto without = withoutSource(*loaded.book);
  BOOST_REQUIRE_EQUAL(without.size(), 2u);
  BOOST_CHECK_EQUAL(without[0], "a.lua:2: 'bare' says neither where it is printed nor why it is provisional");
  BOOST_CHECK_EQUAL(without[1],
                    "b.lua:2: 'referred_by' of other says neither where it is printed nor why it is provisional");
}

// The rule and the value that pages and commands read say the same.
BOOST_AUTO_TEST_CASE(rules_and_values_agree, *label("NUM-01") * label("NUM-04")) {
  for (const char* year : kYears) {
    const auto book = bookOf(year);
    const auto usual = lineOf(*book, "sessions_a_week")->quantity->most;
    BOOST_CHECK_EQUAL(ruleOf(*book, "tier1", "two_days").test->quantity.most, usual);
    BOOST_CHECK_EQUAL(lineOf(*book, "days_a_week")->quantity->most * 2, usual);
    BOOST_CHECK_EQUAL(resultsOf(*book, "tier1", "two_days", "pupil.sessions_in_all", {3, 4, 5}), "met 3, met 4, NO 5");
    const Node& age = *ruleOf(*book, "tier1", "risk_assessment_age").test->parts.at(1);
    BOOST_CHECK(age.quantity == *lineOf(*book, "risk_assessment_age")->quantity);
    // 3 months before 2 February 2026 is 2 November 2025.
    Facts facts = goodFacts();
    for (const auto& [day, met] :
         {std::pair{Date(2025, 11, 1), false}, {Date(2025, 11, 2), true}, {Date(2025, 11, 3), true}}) {
      facts["risk_assessment.date"] = day;
      BOOST_CHECK_EQUAL(resultOf(*book, "tier1", "risk_assessment_age", facts) == Tri::met, met);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_third_day_is_three_days_in_all, *label("NUM-02") * label("NUM-03")) {
  for (const char* year : kYears) {
    const auto book = bookOf(year);
    BOOST_CHECK_EQUAL(
        lineOf(*book, "third_day_sessions")->quantity->most - lineOf(*book, "sessions_a_week")->quantity->most, 2);
    BOOST_CHECK_EQUAL(resultsOf(*book, "tier1", "value.attendance", "requested.days_a_week", {0, 1, 3, 4}),
                      "NO 0, met 1, met 3, NO 4");
    BOOST_CHECK_EQUAL(dutyOf(*book, "third_day_ends").within, "up to 12 weeks");
  }
}

BOOST_AUTO_TEST_CASE(a_risk_assessment_is_new_for_each_academic_year, *label("NUM-05")) {
  for (const char* year : kYears) {
    const auto book = bookOf(year);
    Facts facts = goodFacts();
    facts["application.date"] = Date(2025, 9, 15);
    for (const auto& [day, met] :
         {std::pair{Date(2025, 8, 31), false}, {Date(2025, 9, 1), true}, {Date(2025, 9, 2), true}}) {
      facts["risk_assessment.date"] = day;
      BOOST_CHECK_EQUAL(resultOf(*book, "tier2.insight", "risk_assessment_year", facts) == Tri::met, met);
    }
  }
}

BOOST_AUTO_TEST_CASE(how_long_a_placement_lasts_depends_on_the_year,
                     *label("NUM-26") * label("NUM-27") * label("NUM-29") * label("NUM-48") * label("NUM-49")) {
  const auto weeks = [&](const char* year, const char* programme, std::initializer_list<std::int64_t> values) {
    return resultsOf(*bookOf(year), programme, "value.lasts", "requested.weeks", values);
  };
  BOOST_CHECK_EQUAL(weeks("2024-25", "tier2.insight", {5, 6, 7, 12}), "NO 5, met 6, NO 7, NO 12");
  BOOST_CHECK_EQUAL(weeks("2025-26", "tier2.insight", {5, 6, 12, 13}), "NO 5, met 6, met 12, NO 13");
  BOOST_CHECK_EQUAL(weeks("2026-27", "tier2.insight", {5, 6, 12, 13}), "NO 5, met 6, met 12, NO 13");
  BOOST_CHECK_EQUAL(weeks("2024-25", "tier2.flourish", {9, 10, 12, 14, 15}), "NO 9, met 10, met 12, met 14, NO 15");
  BOOST_CHECK_EQUAL(weeks("2025-26", "tier2.flourish", {11, 12, 13}), "NO 11, met 12, NO 13");
  BOOST_CHECK_EQUAL(weeks("2026-27", "tier2.flourish", {11, 12, 13}), "NO 11, met 12, NO 13");
  BOOST_CHECK_EQUAL(weeks("2024-25", "tier1", {5, 6, 39, 40}), "NO 5, met 6, met 39, NO 40");
  BOOST_CHECK_EQUAL(weeks("2025-26", "tier1", {0, 1, 39, 40}), "NO 0, met 1, met 39, NO 40");
  BOOST_CHECK_EQUAL(weeks("2026-27", "tier1", {0, 1, 39, 40}), "NO 0, met 1, met 39, NO 40");
}

BOOST_AUTO_TEST_CASE(on_how_many_days_it_is_attended, *label("NUM-28") * label("NUM-30")) {
  for (const char* year : kYears) {
    const auto book = bookOf(year);
    BOOST_CHECK_EQUAL(resultsOf(*book, "tier2.insight", "value.attendance", "requested.days_a_week", {0, 1, 2}),
                      "NO 0, met 1, NO 2");
    BOOST_CHECK_EQUAL(resultsOf(*book, "tier2.flourish", "value.attendance", "requested.days_a_week", {1, 2, 3}),
                      "NO 1, met 2, NO 3");
  }
}

// The number stands once, in the value; the duty names it.
BOOST_AUTO_TEST_CASE(duties_take_their_time_from_the_values,
                     *label("NUM-06") * label("NUM-09") * label("NUM-10") * label("NUM-18") * label("NUM-31")) {
  for (const char* year : kYears) {
    const auto book = bookOf(year);
    for (const auto& [duty, where, kind, within] :
         {std::tuple{"placement_processed", "process_within", "referral.process", "2 working days"},
          {"panel_outcome", "tier2.flourish/panel.outcome_within", "panel.outcome", "3 working days"},
          {"provider_answers", "answer_within", "response.answer", "7 days"},
          {"dbs_renewal", "dbs_renewal", "staff.dbs_renewal", "3 years"},
          {"flourish_review", "tier2.flourish/reviews.every", "", "3 school weeks"}}) {
      BOOST_TEST_CONTEXT(year << " " << duty) {
        BOOST_CHECK_EQUAL(dutyOf(*book, duty).within, within);
        BOOST_CHECK_EQUAL(dutyOf(*book, duty).within, lineOf(*book, where)->words());
        BOOST_CHECK_EQUAL(dutyOf(*book, duty).duty, kind);
      }
    }
  }
}

// The case worker is a rule, everything else a question that people weigh. Flourish's rule holds two considerations.
BOOST_AUTO_TEST_CASE(considerations_and_the_commissioning_agreement, *label("NUM-51") * label("NUM-53")) {
  for (const char* year : kYears) {
    const auto book = bookOf(year);
    BOOST_CHECK_EQUAL(book->agreement().size(), 9u);
    BOOST_CHECK_EQUAL(book->programme("tier1")->asks.size(), 4u);
    BOOST_CHECK_EQUAL(book->programme("tier2.insight")->asks.size() + 1, 6u);
    BOOST_CHECK_EQUAL(book->programme("tier2.flourish")->asks.size() + 2, 7u);
    BOOST_CHECK(ruleOf(*book, "tier2.insight", "case_worker").test->op == Op::yes);
    BOOST_CHECK_EQUAL(ruleOf(*book, "tier2.flourish", "case_worker").test->parts.size(), 2u);
  }
}

// 8 purposes, 8 needs, 9 ways to find them, 10 measures of success; 4 things that a placement may serve.
BOOST_AUTO_TEST_CASE(the_lists_that_the_form_offers, *label("NUM-71") * label("NUM-81")) {
  for (const char* year : kYears) {
    const auto book = bookOf(year);
    for (const auto& [name, items, place] :
         {std::tuple("offered_reasons_purposes", 8U, "section 5"), std::tuple("offered_needs_kinds", 8U, "section 6"),
          std::tuple("offered_needs_identified", 9U, "section 6"),
          std::tuple("offered_views_measures", 10U, "section 17"),
          std::tuple("offered_reasons_justification", 4U, "section 1")}) {
      const PolicyItem* list = lineOf(*book, name);
      BOOST_REQUIRE_MESSAGE(list != nullptr, year << " has no " << name);
      BOOST_CHECK_EQUAL(list->list.size(), items);
      BOOST_CHECK_EQUAL(list->source.place, place);
      BOOST_CHECK_EQUAL(list->provisional.empty(), std::string(year) == "2025-26");
      std::set<std::string> values;
      for (const std::string& item : list->list) values.insert(item.substr(0, item.find(": ")));
      BOOST_CHECK_EQUAL(values.size(), items);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_done_every_half_term_and_every_year,
                     *label("NUM-65") * label("NUM-73") * label("NUM-79") * label("NUM-84")) {
  for (const char* year : kYears) {
    const auto book = bookOf(year);
    BOOST_CHECK(dutyOf(*book, "ofsted_confirmation").every == Every::halfTerm);
    BOOST_CHECK_EQUAL(periodsOf(Calendar(book->days()), Every::halfTerm, year).size(), 6u);
    for (const char* duty : {"terms_read", "terms_reviewed"}) {
      BOOST_REQUIRE(dutyOf(*book, duty).fromDay.has_value());
      BOOST_CHECK_EQUAL(dutyOf(*book, duty).from, "1 September");
    }
    BOOST_CHECK_EQUAL(lineOf(*book, "cap_policies")->list.size(), 3u);
    // Flourish began on three days in 2024-25; no later document names any.
    const PolicyItem* starts = lineOf(*book, "tier2.flourish/starts");
    BOOST_CHECK_EQUAL(starts == nullptr ? 0u : starts->list.size(), std::string(year) == "2024-25" ? 3u : 0u);
  }
}
