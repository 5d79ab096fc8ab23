#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "commands/HouseServices.h"

using namespace capd;
using namespace capd::commands;

namespace {

std::string example() {
  std::ifstream in(CAPD_SOURCE "/etc/capd.conf");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The line of a setting as the example file has it, made a real one.
std::string switchedOn(std::string text, const std::string& name) {
  const auto at = text.find("\n# " + name + " =");
  if (at != std::string::npos) text.erase(at + 1, 2);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_example_file_has_every_setting_with_its_default_and_what_it_is_for) {
  const std::string text = example();
  for (const Setting& setting : allSettings()) {
    const std::string name(setting.name);
    const std::string line = "# " + name + " =" + (setting.standard.empty() ? "" : " ") + std::string(setting.standard);
    BOOST_TEST(text.find("# " + std::string(setting.says) + "\n" + line + "\n") != std::string::npos,
               "etc/capd.conf lacks:\n# " << setting.says << "\n"
                                          << line);
    Faults faults;
    const auto read = readSettings(switchedOn(text, name), "etc/capd.conf", faults);
    BOOST_TEST(faults.empty(), name);
    BOOST_TEST_REQUIRE(read.count(name) == 1U);
    BOOST_TEST(read.at(name) == setting.standard);
  }
  Faults faults;
  BOOST_TEST(readSettings(text, "etc/capd.conf", faults).empty());
  // Nothing stands in the example that is no setting any more.
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto equals = line.find(" =");  // `# name = default`
    if (line.rfind("# ", 0) != 0 || equals == std::string::npos) continue;
    const std::string name = line.substr(2, equals - 2);
    if (name == "empty" || name.find(' ') != std::string::npos) continue;  // a sentence
    BOOST_TEST(
        std::any_of(allSettings().begin(), allSettings().end(), [&](const Setting& s) { return s.name == name; }),
        name);
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_settings_file_is_told_line_by_line) {
  Faults faults;
  readSettings("telephon = 1\nlisten 8080\ntelephone = 1\ntelephone = 2 # twice\n", "capd.conf", faults);
  BOOST_TEST_REQUIRE(faults.size() == 3U);
  BOOST_TEST(faults[0].line == 1);
  BOOST_TEST(faults[0].instead == "Did you mean 'telephone'?");
  BOOST_TEST(faults[1].line == 2);
  BOOST_TEST(faults[2].line == 4);
}
