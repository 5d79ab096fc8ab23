#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/policy/Policies.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_AUTO_TEST_CASE(a_complete_case_meets_every_rule) {
  const auto book = bookOf("2025-26");
  BOOST_CHECK(clear(*book, "tier1", goodFacts()));
  BOOST_CHECK(clear(*book, "tier2.insight", goodFacts()));
}

BOOST_AUTO_TEST_CASE(the_risk_assessment_may_be_three_months_old_and_no_day_more, *label("REF-08") * label("NUM-04")) {
  const auto book = bookOf("2025-26");
  Facts facts = goodFacts();
  const auto at = [&](Date date) {
    facts["risk_assessment.date"] = date;
    return resultOf(*book, "tier1", "risk_assessment_age", facts);
  };
  BOOST_CHECK_EQUAL(at(Date(2025, 11, 1)), Tri::unmet);
  BOOST_CHECK_EQUAL(at(Date(2025, 11, 2)), Tri::met);
  BOOST_CHECK_EQUAL(at(Date(2025, 11, 3)), Tri::met);
  BOOST_CHECK_EQUAL(at(Date(2026, 2, 3)), Tri::met);  // newer than the application: that is how a hold is cured
  facts["application.date"] = Date(2026, 5, 31);
  BOOST_CHECK_EQUAL(at(Date(2026, 2, 28)), Tri::unmet);  // 28 February + 3 months = 28 May
  facts["application.date"] = Date(2026, 5, 28);
  BOOST_CHECK_EQUAL(at(Date(2026, 2, 28)), Tri::met);
  facts.erase("risk_assessment.date");
  BOOST_CHECK_EQUAL(resultOf(*book, "tier1", "risk_assessment_age", facts), Tri::cannotTell);
}

BOOST_AUTO_TEST_CASE(what_would_change_it_is_the_first_day_that_counts) {
  const auto book = bookOf("2025-26");
  Facts facts = goodFacts();
  facts["risk_assessment.date"] = Date(2025, 10, 28);
  const Programme* programme = book->programme("tier1");
  for (const Rule& rule : programme->rules)
    if (rule.id == "risk_assessment_age") {
      BOOST_CHECK_EQUAL(wouldChange(*rule.test, book->facts().index(facts), book->facts()),
                        "The date of the risk assessment must be on or after 2 November 2025.");
      BOOST_CHECK(found(*rule.test, book->facts().index(facts), book->facts()).find("28 October 2025") !=
                  std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_new_academic_year_needs_a_new_risk_assessment,
                     *label("REF-09") * label("TST-01") * label("TST-02") * label("NUM-05") * label("CAL-12")) {
  const auto book = bookOf("2025-26");
  Facts facts = goodFacts();
  facts["application.date"] = Date(2025, 9, 15);
  facts["risk_assessment.date"] = Date(2025, 6, 15);
  BOOST_CHECK_EQUAL(resultOf(*book, "tier1", "risk_assessment_age", facts), Tri::met);
  BOOST_CHECK_EQUAL(resultOf(*book, "tier1", "risk_assessment_year", facts), Tri::unmet);
  facts["risk_assessment.date"] = Date(2025, 8, 31);
  BOOST_CHECK_EQUAL(resultOf(*book, "tier1", "risk_assessment_year", facts), Tri::unmet);
  facts["risk_assessment.date"] = Date(2025, 9, 1);
  BOOST_CHECK_EQUAL(resultOf(*book, "tier1", "risk_assessment_year", facts), Tri::met);
  facts["risk_assessment.date"] = Date(2025, 9, 2);
  BOOST_CHECK(clear(*book, "tier1", facts));
  // Reviewed on 10 September, applied on 1 November.
  facts["application.date"] = Date(2025, 11, 1);
  facts["risk_assessment.date"] = Date(2025, 9, 10);
  BOOST_CHECK(clear(*book, "tier1", facts));
  // An application in July is not held for the year that has not begun.
  facts["application.date"] = Date(2026, 7, 6);
  facts["risk_assessment.date"] = Date(2026, 6, 1);
  BOOST_CHECK(clear(*book, "tier1", facts));
}

BOOST_AUTO_TEST_CASE(insight_of_ten_weeks_depends_on_the_year,
                     *label("TST-20") * label("TIER-IN-01") * label("TIER-IN-02") * label("CON-01")) {
  const auto before = bookOf("2024-25");
  const auto after = bookOf("2025-26");
  Facts facts = goodFacts();
  BOOST_CHECK_EQUAL(resultOf(*before, "tier2.insight", "value.lasts", facts), Tri::unmet);
  BOOST_CHECK_EQUAL(resultOf(*after, "tier2.insight", "value.lasts", facts), Tri::met);
  for (const auto& [weeks, met24, met25] :
       {std::tuple{5, false, false}, {6, true, true}, {7, false, true}, {12, false, true}, {13, false, false}}) {
    facts["requested.weeks"] = std::int64_t{weeks};
    BOOST_CHECK_EQUAL(resultOf(*before, "tier2.insight", "value.lasts", facts) == Tri::met, met24);
    BOOST_CHECK_EQUAL(resultOf(*after, "tier2.insight", "value.lasts", facts) == Tri::met, met25);
  }
}

BOOST_AUTO_TEST_CASE(insight_is_one_day_and_flourish_two, *label("TIER-IN-03") * label("TIER-FL-02")) {
  const auto book = bookOf("2025-26");
  Facts facts = goodFacts();
  facts["requested.days_a_week"] = std::int64_t{2};
  BOOST_CHECK_EQUAL(resultOf(*book, "tier2.insight", "value.attendance", facts), Tri::unmet);
  BOOST_CHECK_EQUAL(resultOf(*book, "tier2.flourish", "value.attendance", facts), Tri::met);
  facts["requested.days_a_week"] = std::int64_t{1};
  BOOST_CHECK_EQUAL(resultOf(*book, "tier2.insight", "value.attendance", facts), Tri::met);
  BOOST_CHECK_EQUAL(resultOf(*book, "tier2.flourish", "value.attendance", facts), Tri::unmet);
}

BOOST_AUTO_TEST_CASE(a_school_cannot_refer_to_a_send_course, *label("TST-18")) {
  const auto book = bookOf("2025-26");
  Facts facts = goodFacts();
  BOOST_CHECK_EQUAL(resultOf(*book, "send.time_limited", "referred_by", facts), Tri::unmet);
  facts["referrer.kind"] = std::string("send_team");
  BOOST_CHECK_EQUAL(resultOf(*book, "send.time_limited", "referred_by", facts), Tri::met);
  facts.erase("referrer.kind");
  BOOST_CHECK_EQUAL(resultOf(*book, "send.time_limited", "referred_by", facts), Tri::cannotTell);
}

BOOST_AUTO_TEST_CASE(three_days_are_warned_and_not_refused, *label("TIER-X-04")) {
  const auto book = bookOf("2025-26");
  Facts facts = goodFacts();
  facts["pupil.sessions_in_all"] = std::int64_t{4};
  BOOST_CHECK_EQUAL(resultOf(*book, "tier1", "two_days", facts), Tri::met);
  facts["pupil.sessions_in_all"] = std::int64_t{5};
  BOOST_CHECK_EQUAL(resultOf(*book, "tier1", "two_days", facts), Tri::unmet);
  for (const Rule& rule : book->programme("tier1")->rules)
    if (rule.id == "two_days") BOOST_CHECK(rule.effect == Effect::warn);
}

BOOST_AUTO_TEST_CASE(every_bad_policy_is_told_with_its_line_and_the_right_word) {
  int tried = 0;
  for (const auto& entry : std::filesystem::directory_iterator(CAPD_SOURCE "/tests/bad_policies")) {
    if (entry.path().extension() != ".lua") continue;  // letters: letters_test.cpp
    std::ifstream in(entry.path());
    std::ostringstream text;
    text << in.rdbuf();
    const std::string content = text.str();
    const std::string wanted = content.substr(10, content.find('\n') - 10);  // after "-- expect "
    const Files files = {{"sources.lua", "sources { [\"s\"] = \"A document\" }"}, {"bad.lua", content}};
    const auto loaded = Book::load("2025-26", files, coreFacts(), shapes());
    BOOST_CHECK_MESSAGE(loaded.book == nullptr, entry.path().filename() << " was taken");
    std::string all;
    for (const Fault& fault : loaded.faults) all += inWords(fault) + "\n";
    BOOST_CHECK_MESSAGE(all.find(wanted) != std::string::npos, entry.path().filename()
                                                                   << " expected '" << wanted << "', said: " << all);
    ++tried;
  }
  BOOST_CHECK_GE(tried, 103);
}

BOOST_AUTO_TEST_CASE(all_faults_are_told_at_once_in_order) {
  const Files files = {{"bad.lua", "every_programme {\n  a = 1,\n  b = 2,\n  must \"x\" { says = \"x\" },\n}\n"}};
  const auto loaded = Book::load("2025-26", files, coreFacts(), shapes());
  BOOST_REQUIRE_GE(loaded.faults.size(), 4u);
  for (std::size_t i = 1; i < loaded.faults.size(); ++i)
    BOOST_CHECK_LE(loaded.faults[i - 1].line, loaded.faults[i].line);
}

BOOST_AUTO_TEST_CASE(receipts_are_the_same_bytes_every_time) {
  const auto book = bookOf("2025-26");
  const auto again = bookOf("2025-26");
  BOOST_CHECK_EQUAL(book->hash(), again->hash());
  const Programme* programme = book->programme("tier2.insight");
  std::string first;
  for (const char* zone : {"UTC", "Europe/London", "Asia/Tokyo"}) {
    ::setenv("TZ", zone, 1);
    ::tzset();
    Verdict verdict;
    again->judge(*again->programme("tier2.insight"), again->facts().index(goodFacts()), verdict);
    const std::string receipt = again->receipt(*again->programme("tier2.insight"), goodFacts(), verdict);
    if (first.empty()) first = receipt;
    BOOST_CHECK_EQUAL(receipt, first);
  }
  ::unsetenv("TZ");
  BOOST_CHECK(first.find("\"policy\":\"" + book->hash()) != std::string::npos);
  (void)programme;
}

BOOST_AUTO_TEST_CASE(facts_of_a_file_are_checked) {
  std::vector<std::string> faults;
  factsFromJson("{\"application.date\": \"2026-02-30\", \"nothing\": 1, \"pupil.has_ehcp\": \"yes\"}", coreFacts(),
                faults);
  BOOST_CHECK_EQUAL(faults.size(), 3u);
}
