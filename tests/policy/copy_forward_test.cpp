// `capd policy copy-forward`: the next year from this one, everything marked, the days asked for.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "policy/CopyForward.h"
#include "policy/Examples.h"
#include "tests/policy/Policies.h"
#include "tests/support/TempDir.h"

using namespace capd;
using namespace capd::test;

namespace {

namespace fs = std::filesystem;

struct Told {
  int exit = 0;
  std::string said;
};

/// A scripts folder of its own.
class Scripts {
 public:
  Scripts() { fs::copy(CAPD_SOURCE "/scripts", folder_.file("scripts"), fs::copy_options::recursive); }
  [[nodiscard]] std::string file(const std::string& name) const { return folder_.file("scripts/" + name); }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream in(file(name));
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(file(name)) << text; }
  [[nodiscard]] Told copy(const std::string& before, const std::string& after, const std::string& into = "") const {
    return run([&](const Tool& tool) { return tool.copyForward(before, after, into); });
  }
  [[nodiscard]] Told check(const std::string& year) const {
    return run([&](const Tool& tool) { return tool.check(year); });
  }
  [[nodiscard]] Told test(const std::string& year) const {
    return run([&](const Tool& tool) { return tool.test(year); });
  }
  [[nodiscard]] Told diff(const std::string& before, const std::string& after) const {
    return run([&](const Tool& tool) { return tool.diff(before, after); });
  }
  /// As CAP would give them.
  void giveTerms() const {
    std::string calendar = text("policy/2027-28/calendar.lua");
    const std::string from = "  half_terms = {\n";
    const auto at = calendar.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    calendar.insert(at + from.size(),
                    "    half_term(date(2027, 9, 2), date(2027, 10, 22)),\n"
                    "    half_term(date(2027, 11, 1), date(2027, 12, 17)),\n"
                    "    half_term(date(2028, 1, 4), date(2028, 2, 18)),\n"
                    "    half_term(date(2028, 2, 28), date(2028, 4, 7)),\n"
                    "    half_term(date(2028, 4, 24), date(2028, 5, 26)),\n"
                    "    half_term(date(2028, 6, 5), date(2028, 7, 21)),\n");
    write("policy/2027-28/calendar.lua", calendar);
  }

 private:
  template <typename Task>
  [[nodiscard]] Told run(const Task& task) const {
    std::ostringstream out;
    Told told;
    told.exit = task(Tool{file("policy"), coreFacts(), shapes(), out, letterKinds()});
    told.said = out.str();
    return told;
  }
  TempDir folder_;
};

void has(const Told& told, int exit, const std::string& wanted) {
  BOOST_CHECK_EQUAL(told.exit, exit);
  BOOST_CHECK_MESSAGE(told.said.find(wanted) != std::string::npos, "expected '" << wanted << "' in: " << told.said);
}

std::string namesIn(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    names.push_back(fs::relative(entry.path(), folder).string());
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& name : names) all += name + " ";
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_year_is_carried_forward_marked_and_asks_for_its_terms) {
  const Scripts scripts;
  const Told copied = scripts.copy("2026-27", "2027-28");
  has(copied, 0, "2027-28 is written to ");
  has(copied, 0, "It is in force only when you publish it.");
  has(copied, 0, "1. Write the six half terms into 2027-28/calendar.lua");
  has(copied, 0, "   2027-28/every_programme.lua\n        4  process_within\n        5  answer_within\n");
  has(copied, 0, "rule two_days");
  has(copied, 0, "duty ofsted_confirmation");
  BOOST_CHECK_EQUAL(namesIn(scripts.file("policy/2027-28")), namesIn(scripts.file("policy/2026-27")));
  BOOST_CHECK_EQUAL(namesIn(scripts.file("examples/2027-28")), namesIn(scripts.file("examples/2026-27")));
  // Before the terms are there the year does not load, and says what is missing and where.
  has(scripts.check("2027-28"), 1,
      "2027-28/calendar.lua:7: the half terms of 2027-28 are missing. Write the first and last day of each of the six, "
      "as CAP gives them: half_term(date(2027, 9, ...), date(2027, 10, ...)).");
  scripts.giveTerms();
  const Told checked = scripts.check("2027-28");
  has(checked, 0, "2027-28: all is well.");
  BOOST_CHECK_MESSAGE(checked.said.find("warning") == std::string::npos, checked.said);
  has(scripts.test("2027-28"), 0, "examples, all as expected, for every rule.");
  // Nothing is judged differently.
  const std::string different = scripts.diff("2026-27", "2027-28").said;
  BOOST_CHECK_MESSAGE(different.find("What is different in 2027-28 from 2026-27\n\nThe calendar\n") == 0, different);
}

// From the one year that has both: what is printed and what is not.
BOOST_AUTO_TEST_CASE(everything_is_marked_until_cap_confirms_it) {
  const Scripts scripts;
  fs::remove_all(scripts.file("policy/2026-27"));
  fs::remove_all(scripts.file("examples/2026-27"));
  has(scripts.copy("2025-26", "2026-27"), 0, "2026-27 is written to");
  const std::string every = scripts.text("policy/2026-27/every_programme.lua");
  const auto holds = [&](const std::string& wanted) {
    BOOST_CHECK_MESSAGE(every.find(wanted) != std::string::npos, "expected '" << wanted << "' in: " << every);
  };
  holds(
      "-- What every programme of 2026-27 shares. Edit the values, not the names; then run: capd policy check\n"
      "-- Carried forward from 2025-26, not confirmed by CAP.\n");
  holds(
      "process_within       = provisional(working_days(2), \"carried forward from 2025-26, not confirmed by CAP\", "
      "cite(\"guidance-2025\", \"Appendix 2, step 10\")),\n");
  holds("first_look_within    = provisional(working_days(2), \"no document gives it\"),\n");  // no surer than before
  holds(
      "    unmet       = hold(\"The risk assessment is too old\"),\n"
      "    provisional = \"carried forward from 2025-26, not confirmed by CAP\",\n"
      "    source      = cite(\"guidance-2025\", \"section 7\"),\n");
  BOOST_CHECK(scripts.text("policy/2026-27/programmes/tier1.lua")
                  .find("referred_by = provisional({ \"school\" }, \"carried forward") != std::string::npos);
  // A year with faults is not copied: here its terms are missing.
  has(scripts.copy("2026-27", "2027-28"), 1, "2026-27 has faults. Put them right first: nothing was written.");
  BOOST_CHECK(!fs::exists(scripts.file("policy/2027-28")));
  BOOST_CHECK(!fs::exists(scripts.file("policy/2027-28.new")));
}

BOOST_AUTO_TEST_CASE(days_of_examples_move_with_the_year) {
  const CarriedForward carried = carryForward(
      "2027-28", "2028-29", {},
      {{"x.lua",
        "-- Examples of 2027-28.\nfacts \"a\" { application = { date = \"2028-02-29\" }, x = \"2027-09-01\" }\n"}});
  BOOST_CHECK_EQUAL(
      carried.examples.at("x.lua"),
      "-- Examples of 2028-29.\nfacts \"a\" { application = { date = \"2029-02-28\" }, x = \"2028-09-01\" }\n");
}

BOOST_AUTO_TEST_CASE(however_a_file_is_written_its_values_are_marked) {
  const std::string text =
      "settings{a=days(2),b=printed(weeks(3),cite('s','p, (q)')) ; c = \"x, y\", d = provisional(days(1), \"why\")}\n"
      "programme 'p' { title = 'P', source = cite('s', 'p'), panel = { name = 'N', -- a comment, with a comma\n"
      "  within = days(3) }, must 'r' { says = 'R', test = all_of { yes('a.b'), no('c') }, unmet = hold('H'), source = "
      "cite('s', 'p') } }\n";
  const CarriedForward carried = carryForward("2026-27", "2027-28", {{"f.lua", text}}, {});
  const std::string why = "\"carried forward from 2026-27, not confirmed by CAP\"";
  BOOST_CHECK_EQUAL(carried.policy.at("f.lua"),
                    "-- Carried forward from 2026-27, not confirmed by CAP.\nsettings{a=provisional(days(2), " + why +
                        "),b=provisional(weeks(3), " + why + ", cite('s','p, (q)')) ; c = provisional(\"x, y\", " +
                        why +
                        "), d = provisional(days(1), \"why\")}\nprogramme 'p' { title = 'P', source = cite('s', 'p'), "
                        "panel = { name = provisional('N', " +
                        why + "), -- a comment, with a comma\n  within = provisional(days(3), " + why +
                        ") }, must 'r' { says = 'R', test = all_of { yes('a.b'), no('c') }, unmet = hold('H'), "
                        "provisional = " +
                        why + ", source = cite('s', 'p') } }\n");
  BOOST_REQUIRE_EQUAL(carried.toConfirm.size(), 7u);
  BOOST_CHECK_EQUAL(carried.toConfirm[5].what, "panel.within");
  BOOST_CHECK_EQUAL(carried.toConfirm[5].line, 4);
  BOOST_CHECK_EQUAL(carried.toConfirm[6].what, "rule r");
}

BOOST_AUTO_TEST_CASE(days_of_the_old_year_are_told) {
  const Scripts scripts;
  fs::remove_all(scripts.file("policy/2025-26"));
  fs::remove_all(scripts.file("examples/2025-26"));
  has(scripts.copy("2024-25", "2025-26"), 0,
      "These lines still name days of the year before:\n   2025-26/programmes/tier2.flourish.lua:7\n");
  // Where there are none the step is left out.
  BOOST_CHECK(scripts.copy("2026-27", "2027-28").said.find("still name days") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(bank_holidays_are_those_of_the_law) {
  for (const char* year : {"2024-25", "2025-26", "2026-27"}) {
    const auto book = bookOf(year);
    BOOST_CHECK_MESSAGE(bankHolidaysOf(year) == book->days().bankHolidays, year);
  }
  // Christmas on a Saturday, and on a Sunday (as proclaimed for 2021 and 2022, the platinum and coronation days apart).
  const auto iso = [](const std::string& year) {
    std::string all;
    for (const Date day : bankHolidaysOf(year)) all += day.iso() + " ";
    return all;
  };
  BOOST_CHECK_EQUAL(iso("2021-22"),
                    "2021-12-27 2021-12-28 2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-05-30 2022-08-29 ");
  BOOST_CHECK_EQUAL(iso("2022-23"),
                    "2022-12-26 2022-12-27 2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-29 2023-08-28 ");
  BOOST_CHECK_EQUAL(iso("2027-28"),
                    "2027-12-27 2027-12-28 2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 ");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_carried_forward_is_refused_and_nothing_is_written) {
  const Scripts scripts;
  const std::string before = namesIn(scripts.file(""));
  has(scripts.copy("2026-27", "2028-29"), 1,
      "A year is carried forward to the next: 2026-27 to 2027-28, not to 2028-29.");
  has(scripts.copy("2026-27", "2026-27"), 1, "2026-27 to 2027-28, not to 2026-27.");
  has(scripts.copy("2026-27", "2027-29"), 1, "An academic year is written like 2026-27. '2027-29' is none.");
  has(scripts.copy("next", "2027-28"), 1, "'next' is none.");
  has(scripts.copy("2018-19", "2019-20"), 1, "There is no policy folder ");
  has(scripts.copy("2025-26", "2026-27"), 1, "policy/2026-27 is there already. Nothing was written.");
  BOOST_CHECK_EQUAL(namesIn(scripts.file("")), before);
  fs::create_directories(scripts.file("examples/2027-28"));
  has(scripts.copy("2026-27", "2027-28"), 1, "examples/2027-28 is there already. Nothing was written.");
  BOOST_CHECK(!fs::exists(scripts.file("policy/2027-28")));
}

BOOST_AUTO_TEST_CASE(into_a_folder_of_its_own) {
  const Scripts scripts;
  const std::string before = namesIn(scripts.file(""));
  const TempDir other;
  has(scripts.copy("2026-27", "2027-28", other.path()), 0, "2027-28 is written to " + other.path() + "/policy/2027-28");
  BOOST_CHECK_EQUAL(namesIn(scripts.file("")), before);
  std::ostringstream out;
  BOOST_CHECK_EQUAL((Tool{other.path() + "/policy", coreFacts(), shapes(), out}.check("2027-28")), 1);
  const std::string said = out.str();
  BOOST_CHECK_MESSAGE(std::count(said.begin(), said.end(), '\n') == 1, said);  // the terms, and nothing else
  // A folder that cannot be written leaves nothing.
  std::ofstream(other.file("file")) << "x";
  has(scripts.copy("2026-27", "2027-28", other.file("file")), 1, "Nothing was written.");
}
