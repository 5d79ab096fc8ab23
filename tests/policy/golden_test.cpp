// `capd policy eval`, driven as from the command line: facts in a file, and every word and byte that it answers with.
// After a change of the policy that is meant: CAPD_GOLDEN=write build/tests/test_policy --run_test='eval_*,a_diff_*',
// and read the difference.
#include <array>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/policy/Policies.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

const std::string kGolden = CAPD_SOURCE "/tests/golden/";

std::string contentOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Evaluated {
  int exit = 0;
  std::string words;
  std::string receipt;
};

Evaluated eval(const std::string& name, const std::string& year, const std::string& programme) {
  const std::string file = kGolden + name + ".facts.json";
  std::ostringstream words;
  std::ostringstream receipt;
  Evaluated result;
  result.exit = Tool{kPolicy, coreFacts(), shapes(), words}.eval(year, programme, file, false);
  BOOST_CHECK_EQUAL((Tool{kPolicy, coreFacts(), shapes(), receipt}.eval(year, programme, file, true)), result.exit);
  result.words = words.str();
  result.receipt = receipt.str();
  return result;
}

void compare(const std::string& path, const std::string& text) {
  const char* mode = std::getenv("CAPD_GOLDEN");
  if (mode != nullptr && std::string(mode) == "write") std::ofstream(path, std::ios::binary) << text;
  BOOST_REQUIRE_MESSAGE(std::filesystem::exists(path), path + " is not there");
  BOOST_CHECK_EQUAL(contentOf(path), text);
}

struct Case {
  const char* facts;
  const char* programme;
  int exit2024;  ///< -1: the year has no such programme
  int exit2025;
};
constexpr std::array<Case, 9> kCases = {{{"tst01_last_years_risk_assessment", "tier1", 0, 0},
                                         {"tst01_new_risk_assessment", "tier1", 0, 0},
                                         {"tst02_reviewed_this_year", "tier1", 0, 0},
                                         {"tst18_school", "send.time_limited", -1, 2},
                                         {"tst18_send_team", "send.time_limited", -1, 0},
                                         {"tst20_insight_of_ten_weeks", "tier2.insight", 2, 0},
                                         {"tst30_flourish_with_old_risk_assessment", "tier2.flourish", 0, 0},
                                         {"third_day", "tier1", 0, 0},
                                         {"much_missing", "tier2.flourish", 0, 0}}};

void mustSay(const Evaluated& result, const std::string& wanted) {
  BOOST_CHECK_MESSAGE(result.words.find(wanted) != std::string::npos, "expected '" << wanted << "' in:\n"
                                                                                   << result.words);
}
bool ends(const Evaluated& result, const std::string& with) {
  return result.words.size() >= with.size() &&
         result.words.compare(result.words.size() - with.size(), with.size(), with) == 0;
}

}  // namespace

BOOST_DATA_TEST_CASE(eval_answers_with_the_same_words_and_bytes, boost::unit_test::data::xrange(kCases.size()), which) {
  const Case& each = kCases[which];
  for (const auto& [year, exit] : {std::pair{"2024-25", each.exit2024}, {"2025-26", each.exit2025}}) {
    const Evaluated result = eval(each.facts, year, each.programme);
    if (exit < 0) {
      BOOST_CHECK_EQUAL(result.exit, 1);
      BOOST_CHECK_EQUAL(result.words, std::string("There is no programme '") + each.programme + "' in " + year + ".\n");
      continue;
    }
    BOOST_CHECK_EQUAL(result.exit, exit);
    compare(kGolden + each.facts + "." + year + ".words.txt", result.words);
    compare(kGolden + each.facts + "." + year + ".receipt.json", result.receipt);
  }
}

BOOST_AUTO_TEST_CASE(eval_holds_last_years_risk_assessment, *label("TST-01") * label("REF-09")) {
  const Evaluated held = eval("tst01_last_years_risk_assessment", "2025-26", "tier1");
  mustSay(held, "  met          risk_assessment_age:");
  mustSay(held, "  NOT MET      risk_assessment_year: The risk assessment is new or revised for this academic year");
  mustSay(held, "The date of the risk assessment must be on or after 1 September 2025.");
  BOOST_CHECK(ends(held, "Not refused: on hold until that is put right.\n"));
  BOOST_CHECK(ends(eval("tst01_new_risk_assessment", "2025-26", "tier1"), "Not refused: every rule is met.\n"));
}

BOOST_AUTO_TEST_CASE(eval_passes_a_review_of_this_year, *label("TST-02")) {
  BOOST_CHECK(ends(eval("tst02_reviewed_this_year", "2025-26", "tier1"), "Not refused: every rule is met.\n"));
}

BOOST_AUTO_TEST_CASE(eval_refuses_a_school_that_refers_to_send, *label("TST-18")) {
  const Evaluated school = eval("tst18_school", "2025-26", "send.time_limited");
  BOOST_CHECK_EQUAL(school.exit, 2);
  mustSay(school,
          "block: Schools can't refer to this course. Referrals come from the SEND team. [CAP Terms and Conditions for "
          "Training Providers, September 2025, Appendix D, STL.2]");
  BOOST_CHECK(ends(school, "Refused.\n"));
  const Evaluated team = eval("tst18_send_team", "2025-26", "send.time_limited");
  BOOST_CHECK_EQUAL(team.exit, 0);
  BOOST_CHECK(ends(team, "Not refused: every rule is met.\n"));
  // And the SEND team does not refer to what schools refer to.
  BOOST_CHECK_EQUAL(eval("tst18_send_team", "2025-26", "tier1").exit, 2);
}

BOOST_AUTO_TEST_CASE(eval_of_insight_of_ten_weeks_depends_on_the_year, *label("TST-20")) {
  const Evaluated before = eval("tst20_insight_of_ten_weeks", "2024-25", "tier2.insight");
  BOOST_CHECK_EQUAL(before.exit, 2);
  mustSay(before, "block: Ask for 6 school weeks.");
  BOOST_CHECK(ends(before, "Refused.\n"));
  const Evaluated after = eval("tst20_insight_of_ten_weeks", "2025-26", "tier2.insight");
  BOOST_CHECK_EQUAL(after.exit, 0);
  BOOST_CHECK(ends(after, "Not refused: every rule is met.\n"));
}

BOOST_AUTO_TEST_CASE(eval_holds_flourish_with_an_old_risk_assessment_whatever_the_panel_says, *label("TST-30")) {
  const Evaluated held = eval("tst30_flourish_with_old_risk_assessment", "2025-26", "tier2.flourish");
  mustSay(held, "  NOT MET      risk_assessment_age:");
  mustSay(held, "The date of the risk assessment must be on or after 2 November 2025.");
  BOOST_CHECK(ends(held, "Not refused: on hold until that is put right.\n"));
}

// The whole of what `capd policy diff` says, as an editor reads it before the year is put to CAP.
BOOST_AUTO_TEST_CASE(a_diff_of_two_years_reads_like_minutes) {
  for (const auto& [before, after] : {std::pair{"2024-25", "2025-26"}, {"2025-26", "2026-27"}}) {
    std::ostringstream out;
    BOOST_CHECK_EQUAL((Tool{kPolicy, coreFacts(), shapes(), out}.diff(before, after)), 0);
    compare(kGolden + "diff." + before + "." + after + ".txt", out.str());
  }
  std::ostringstream same;
  const Tool tool{kPolicy, coreFacts(), shapes(), same};
  BOOST_CHECK_EQUAL(tool.diff("2025-26", "2025-26"), 0);
  BOOST_CHECK(same.str().find("What is different in 2025-26 from 2025-26\n\nNothing.\n") == 0);
  BOOST_CHECK_EQUAL(tool.diff("2025-26", "2019-20"), 1);
  BOOST_CHECK(same.str().find("There is no policy folder") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(eval_of_files_that_are_none) {
  std::ostringstream out;
  const Tool tool{kPolicy, coreFacts(), shapes(), out};
  BOOST_CHECK_EQUAL(tool.eval("2025-26", "tier1", kGolden + "nothing.facts.json", false), 1);
  BOOST_CHECK_EQUAL(tool.eval("2025-26", "tier9", kGolden + "third_day.facts.json", false), 1);
  BOOST_CHECK_EQUAL(tool.eval("2019-20", "tier1", kGolden + "third_day.facts.json", false), 1);
  BOOST_CHECK(out.str().find("cannot be read") != std::string::npos);
  BOOST_CHECK(out.str().find("There is no programme 'tier9' in 2025-26.") != std::string::npos);
}
