// Worked examples beside the rules: those shipped hold, and one that does not is told with its file, line and reason.
#include "policy/Examples.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <sstream>

#include "tests/policy/Policies.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::string told(const std::string& text, const std::string& year = "2025-26") {
  const auto book = bookOf(year);
  const Examples examples = readExamples({{"examples/x.lua", text}}, *book);
  Faults faults = examples.faults;
  const Faults wrong = tryExamples(*book, examples.all);
  faults.insert(faults.end(), wrong.begin(), wrong.end());
  std::string all;
  for (const Fault& fault : faults) all += inWords(fault) + "\n";
  return all;
}

void mustSay(const std::string& all, const std::string& wanted) {
  BOOST_CHECK_MESSAGE(all.find(wanted) != std::string::npos, "expected '" << wanted << "' in: " << all);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_shipped_example_holds_and_every_rule_has_one,
                     *label("TST-01") * label("TST-02") * label("TST-18") * label("TST-20")) {
  for (const char* year : {"2024-25", "2025-26", "2026-27"}) {
    const auto book = bookOf(year);
    const Examples examples = readExamples(readExampleFiles(kPolicy, year), *book);
    Faults faults = examples.faults;
    const Faults wrong = tryExamples(*book, examples.all);
    faults.insert(faults.end(), wrong.begin(), wrong.end());
    for (const Fault& fault : faults) BOOST_ERROR(year << "/" << inWords(fault));
    BOOST_CHECK_GE(examples.all.size(), 40u);
    for (const std::string& rule : rulesWithoutExample(*book, examples.all)) BOOST_ERROR(year << ": " << rule);
  }
}

BOOST_AUTO_TEST_CASE(the_tool_tests_every_year) {
  std::ostringstream out;
  const Tool tool{kPolicy, coreFacts(), shapes(), out};
  BOOST_CHECK_EQUAL(tool.test(""), 0);
  mustSay(out.str(), "2024-25: ");
  mustSay(out.str(), "examples, all as expected, for every rule.");
  BOOST_CHECK(out.str().find("no example for") == std::string::npos);
  BOOST_CHECK_EQUAL(tool.test("2019-20"), 1);
  BOOST_CHECK_EQUAL(tool.check(""), 0);
}

BOOST_AUTO_TEST_CASE(an_example_that_comes_out_differently_is_told) {
  const std::string all = told(
      "example \"ten weeks\" {\n programme = \"tier2.insight\", given = { requested = { weeks = 10 } },\n rules = { "
      "[\"value.lasts\"] = \"met\" } }",
      "2024-25");
  mustSay(
      all,
      "examples/x.lua:1: 'ten weeks' (tier2.insight): the rule value.lasts is not met, and the example expects met. "
      "The length asked for: 10 school weeks");
  mustSay(told("example \"a\" { programme = \"tier1\", outcome = \"clear\" }"),
          "the outcome is 'person', and the example expects 'clear'.");
  BOOST_CHECK_EQUAL(told("example \"a\" { programme = \"tier1\", outcome = \"person\" }"), "");
}

BOOST_AUTO_TEST_CASE(faults_of_an_example_are_told_at_once_with_the_right_word) {
  const std::string all = told(
      "facts \"base\" { requested = { weks = 3 } }\n"
      "example \"a\" { like = \"bose\", programme = \"tier3\", given = { application = { date = \"2026-02-30\" } }, "
      "rules = { lasts = \"ok\" }, outcom = \"clear\" }\n"
      "example \"a\" { programme = \"tier1\", given = { referrer = { kind = \"parent\" } }, rules = { two_dais = "
      "\"met\" }, outcome = \"fine\" }\n"
      "example \"b\" { programme = \"tier1\" }\nexample \"c\" {}\nexample \"d\"(3)\nexampel \"x\" {}\n");
  for (const char* wanted :
       {"1: there is no fact 'requested.weks'. Did you mean 'requested.weeks'?",
        "2: an example has no 'outcom'. Did you mean 'outcome'?",
        "2: there is no programme 'tier3'. Did you mean 'tier1'?",
        "2: the fact 'application.date' has a value of another kind. It is a day such as",
        "2: the rule 'lasts' is expected to be 'ok'.", "2: there are no facts 'bose'. Did you mean 'base'?",
        "3: the example 'a' is there already.", "3: 'referrer.kind' is never 'parent'.",
        "3: 'tier1' has no rule 'two_dais'. Did you mean 'two_days'?", "3: the outcome 'fine' is none.",
        "4: the example expects nothing.", "5: the example names no programme.", "6: 'd' has no table in braces",
        "7: there is no word 'exampel' in examples."})
    mustSay(all, std::string("examples/x.lua:") + wanted);
}

BOOST_AUTO_TEST_CASE(examples_run_in_the_closed_environment) {
  mustSay(told("while true do end"), "this takes too long");
  mustSay(told("local t = {} for i = 1, 100000000 do t[i] = { i } end"), "this needs too much memory");
  mustSay(told("os.exit(1)"), "there is no word 'os'");
  mustSay(told("x = 1"), "'x' can't be set here");
}

BOOST_AUTO_TEST_CASE(a_rule_without_an_example_is_warned_of) {
  const auto book = bookOf("2025-26");
  const Examples some = readExamples({{"examples/x.lua",
                                       "example \"a\" { programme = \"tier1\", given = { consent = { agreed = false } "
                                       "}, rules = { consent_agreed = \"not met\" } }"}},
                                     *book);
  BOOST_REQUIRE(some.faults.empty());
  const auto without = rulesWithoutExample(*book, some.all);
  const auto said = [&](const std::string& line) { return std::count(without.begin(), without.end(), line); };
  BOOST_CHECK_EQUAL(said("the shared rule consent_agreed has no example in which it is met"), 1);
  BOOST_CHECK_EQUAL(said("the shared rule two_days has no example"), 1);
  BOOST_CHECK_EQUAL(said("the rule value.lasts of tier2.insight has no example"), 1);
}

BOOST_AUTO_TEST_CASE(a_missing_fact_can_be_written) {
  BOOST_CHECK_EQUAL(
      told("facts \"base\" { consent = { agreed = true } }\nexample \"a\" { like = \"base\", programme = \"tier1\", "
           "given = { [\"consent.agreed\"] = \"missing\" }, rules = { consent_agreed = \"cannot tell\" } }"),
      "");
}
