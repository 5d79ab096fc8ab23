// CAP's page of everybody's checks: a hundred people at a time, counted as a whole.

#include "tests/staff/Town.h"

using namespace capd;
using namespace capd::test;

namespace {

const char* const kBothDatabases[] = {"sqlite", "postgresql"};

std::string nextPath(const std::string& body) {
  const auto at = body.find("/quality/staff?show=todo&amp;after=");
  if (at == std::string::npos) return {};
  std::string path = body.substr(at, body.find('"', at) - at);
  path.replace(path.find("&amp;"), 5, "&");
  return path;
}

std::size_t peopleIn(const std::string& body) {
  std::size_t count = 0;
  for (std::size_t at = body.find(">Person "); at != std::string::npos; at = body.find(">Person ", at + 1)) ++count;
  return count;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_hundred_people_stand_on_a_page_and_the_next_page_goes_on_at_the_next_provider) {
  for (const char* database : kBothDatabases) {
    Town town(std::string(database) == "sqlite" ? Kind::sqlite : Kind::postgresql);
    for (int i = 0; i < 60; ++i) town.join(std::string("Person W") + std::to_string(100 + i), kWhitley);
    for (int i = 0; i < 40; ++i) town.join(std::string("Person S") + std::to_string(100 + i), kSherbourne);
    Screen officer(town.office, kQuality);
    std::string body = officer.get("/quality/staff").body;
    BOOST_TEST(peopleIn(body) == 100U);
    BOOST_TEST(nextPath(body).empty());
    const std::string last = town.join("Person X", kWhitley);
    body = officer.get("/quality/staff").body;
    BOOST_TEST(peopleIn(body) == 100U);
    BOOST_TEST(has(body, "61 without a check"));  // counted beyond the page
    const std::string path = nextPath(body);
    BOOST_TEST_REQUIRE(!path.empty());
    const std::string rest = officer.get(path).body;
    BOOST_TEST(peopleIn(rest) == 1U);
    BOOST_TEST(has(rest, "Person X"));
    BOOST_TEST(!has(body, "Person X"));
    BOOST_TEST(peopleIn(officer.get("/quality/staff?show=soon").body) == 0U);
    BOOST_TEST(peopleIn(officer.get("/quality/staff?show=all&after=nobody").body) == 100U);
  }
}
