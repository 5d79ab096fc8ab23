#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

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

BOOST_AUTO_TEST_CASE(a_value_that_a_setting_cannot_have_is_told_with_what_would_be_right) {
  const std::map<std::string, std::vector<std::string>> wrong = {
      {"listen", {"", "8080", "127.0.0.1", "127.0.0.1:", ":8080", "127.0.0.1:65536", "127.0.0.1:-1", "a b:80"}},
      {"database", {"sqlite", "postgres:host=x", "postgresql", "postgresql:", "/var/lib/capd.db"}},
      {"public_address", {"", "cap.example.org", "ftp://x", "https://", "https://x/", "https://a b", "https://x\"y"}},
      {"secure_cookies", {"", "ja", "Yes", "true", "1", "yes,"}},
      {"mail.server", {"mail.example", "mail.example:", ":25", "mail.example:smtp", "mail.example:99999"}},
      {"mail.from", {"", "cap", "@x", "cap@", "a@b@c", "CAP <cap@x>", "a@x, b@x"}},
      {"mail.starttls", {"", "on", "NO", "starttls"}},
      {"uploads.most_mb", {"", "0", "-1", "ten", "10 MB", "1.5", "10000"}},
      {"uploads.scan_seconds", {"", "0", "30s", "99999"}}};
  const std::map<std::string, std::vector<std::string>> right = {
      {"listen", {"0.0.0.0:1", "127.0.0.1:65535", "[::1]:80", "127.0.0.1:0"}},
      {"database", {"", "postgresql:dbname=capd"}},
      {"public_address", {"https://cap.example.org", "http://127.0.0.1:8080", "https://x/cap"}},
      {"secure_cookies", {"yes", "no"}},
      {"mail.server", {"", "mail:25", "[::1]:587", "mail.example:65535"}},
      {"mail.from", {"cap@coventry.example"}},
      {"mail.starttls", {"yes", "no"}},
      {"uploads.most_mb", {"1", "9999"}},
      {"uploads.scan_seconds", {"1", "600"}}};
  for (const auto& [name, values] : wrong)
    for (const std::string& value : values) {
      Faults faults;
      const auto read = readSettings("# one\n" + name + " = " + value + "\n", "capd.conf", faults);
      BOOST_TEST_REQUIRE(faults.size() == 1U, name << " = " << value);
      BOOST_TEST(faults[0].line == 2);
      BOOST_TEST(faults[0].says == "'" + value + "' is no value of '" + name + "'.");
      BOOST_TEST(!faults[0].instead.empty());
      BOOST_TEST(read.count(name) == 0U);  // nothing is made of it
    }
  for (const auto& [name, values] : right)
    for (const std::string& value : values) {
      Faults faults;
      const auto read = readSettings(name + " = " + value + "\n", "capd.conf", faults);
      BOOST_TEST(faults.empty(), name << " = " << value);
      BOOST_TEST(read.at(name) == value);
    }
}

BOOST_AUTO_TEST_CASE(a_sign_inside_a_password_begins_no_comment) {
  Faults faults;
  const auto read = readSettings("database = postgresql:user=capd password=a#b # the council's\n#telephone = 1\n",
                                 "capd.conf", faults);
  BOOST_TEST(faults.empty());
  BOOST_TEST(read.at("database") == "postgresql:user=capd password=a#b");
  BOOST_TEST(read.size() == 1U);
}

// TRUST R31: whatever one slip does to a configuration, its line is named, and for a name the one that was meant.
BOOST_AUTO_TEST_CASE(every_slip_in_a_configuration_is_told_with_its_line) {
  std::vector<std::string> lines;
  for (const Setting& setting : allSettings())
    lines.push_back(std::string(setting.name) + " = " + std::string(setting.standard));
  int slips = 0;
  const auto told = [&](std::size_t at, const std::string& line, const std::string& meant) {
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) text += (i == at ? line : lines[i]) + "\n";
    Faults faults;
    readSettings(text, "capd.conf", faults);
    ++slips;
    BOOST_TEST_REQUIRE(faults.size() == 1U, line);
    BOOST_TEST(faults[0].line == static_cast<int>(at) + 1, line);
    BOOST_TEST(faults[0].file == "capd.conf");
    if (!meant.empty()) BOOST_TEST(faults[0].instead == "Did you mean '" + meant + "'?", line);
  };
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::string name(allSettings()[at].name);
    const std::string rest = lines[at].substr(name.size());
    for (std::size_t i = 0; i < name.size(); ++i) {
      std::string less = name;
      less.erase(i, 1);
      told(at, less + rest, name);
      if (i % 3 == 0) {
        std::string more = name;
        more.insert(i, "q");
        told(at, more + rest, name);
        std::string other = name;
        other[i] = other[i] == 'z' ? 'y' : 'z';
        told(at, other + rest, name);
      }
    }
    told(at, name, "");          // no = at all
    told(at, name + ": x", "");  // another sign for it
  }
  BOOST_TEST(slips > 200);
}
