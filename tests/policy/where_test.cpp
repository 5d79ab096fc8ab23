// The list of the tiers' rows: none is missing, every place has its line, and every test names the row.
#include "daemon/Where.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <set>
#include <sstream>

using namespace capd;
using daemon::TierRow;

namespace {

const std::string kShare = CAPD_SOURCE;

/// How many rows each group of the requirements has.
const std::vector<std::pair<std::string, int>> kGroups = {{"X", 20},   {"T1", 18},  {"IN", 17}, {"FL", 16},
                                                          {"ST", 14},  {"RF", 16},  {"Y11", 4}, {"T4", 3},
                                                          {"STL", 17}, {"ETS", 13}, {"P16", 9}};

std::string sourceText(const std::string& file) {
  std::ifstream in(kShare + "/" + file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_row_of_the_tiers_is_missing) {
  std::set<std::string> wanted;
  for (const auto& [group, count] : kGroups)
    for (int i = 1; i <= count; ++i) wanted.insert("TIER-" + group + "-" + (i < 10 ? "0" : "") + std::to_string(i));
  std::set<std::string> there;
  for (const TierRow& row : daemon::tierRows(kShare))
    BOOST_CHECK_MESSAGE(there.insert(row.id).second, row.id << " stands twice");
  BOOST_CHECK_EQUAL_COLLECTIONS(there.begin(), there.end(), wanted.begin(), wanted.end());
}

BOOST_AUTO_TEST_CASE(every_place_and_every_test_is_there) {
  const std::set<std::string> laters = {"fees",
                                        "KPIs",
                                        "quality review",
                                        "monitoring",
                                        "reports",
                                        "rounds of the panels",
                                        "what happens after the yes",
                                        "the pupil's week",
                                        "the SLA as a contract",
                                        "reports by key stage"};
  for (const TierRow& row : daemon::tierRows(kShare)) {
    BOOST_TEST_CONTEXT(row.id << " " << row.place) {
      BOOST_CHECK(!row.source.empty());
      if (row.isLater()) {
        BOOST_CHECK(laters.count(row.place.substr(7)) == 1);
        BOOST_CHECK(row.test.empty());
        continue;
      }
      BOOST_CHECK_GT(daemon::foundAt(kShare, row).line, 0);
      BOOST_CHECK_MESSAGE(sourceText(row.test).find("label(\"" + row.id + "\")") != std::string::npos,
                          row.test << " does not name it");
    }
  }
}

// A name is found where it is given a value or is a rule, not where another name ends with it.
BOOST_AUTO_TEST_CASE(a_place_is_the_line_of_its_name) {
  const auto at = [](const std::string& place) {
    const auto found = daemon::foundAt(kShare, {"", place, "", ""});
    return found.isThere ? found.line : -1;
  };
  const std::string flourish = "2025-26/programmes/tier2.flourish.lua: ";
  BOOST_CHECK_EQUAL(at(flourish + "title"), 3);
  BOOST_CHECK_EQUAL(at(flourish + "panel.name"), 9);
  BOOST_CHECK_GT(at(flourish + "case_worker"), at(flourish + "withdrawn.by_provider"));
  BOOST_CHECK_EQUAL(at(flourish + "itle"), 0);
  BOOST_CHECK_EQUAL(at(flourish + "tier2.flourish.nothing"), 0);
  BOOST_CHECK_EQUAL(at("2025-26/programmes/tier9.lua: title"), -1);
  BOOST_CHECK_THROW(daemon::tierRows(kShare + "/nowhere"), std::runtime_error);
}
