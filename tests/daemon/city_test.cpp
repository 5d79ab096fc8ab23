// The invented city: the same from the same seed, with the numbers of a real one; and a part of it lived, in which no
// command is refused.
#include "daemon/City.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "cases/pupil/Pupil.h"
#include "daemon/CityLife.h"
#include "daemon/Demonstration.h"
#include "tests/support/TempDir.h"

using namespace capd;
using namespace capd::daemon;
using boost::unit_test::label;

namespace {

HouseSettings settingsIn(const test::TempDir& folder) {
  HouseSettings settings;
  settings.database.place = folder.file("capd.db");
  settings.database.keyFile = folder.file("capd.key");
  settings.database.demonstration = true;
  settings.database.untilPowerFails = true;
  settings.data = folder.path();
  settings.share = CAPD_SOURCE;
  settings.plugins = CAPD_BUILD "/plugins";
  settings.log = [](std::string_view) {};
  return settings;
}

std::string written(const CityPlan& plan) {
  std::string text;
  for (const PlannedOrganisation& each : plan.schools) text += each.name + each.urn + "\n";
  for (const PlannedCourse& each : plan.courses) text += each.title + std::to_string(each.places) + "\n";
  for (const PlannedPupil& each : plan.pupils) text += each.first + each.last + each.upn + each.born.iso() + "\n";
  for (const PlannedCase& each : plan.cases) text += each.begun.iso() + std::to_string(each.seed) + each.no + "\n";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_city_has_the_numbers_of_a_real_one) {
  const CityPlan plan = planCity(7, 1);
  BOOST_TEST(plan.schools.size() == 51U);  // and the SEND team: 52 bodies that refer
  BOOST_TEST(plan.providers.size() == 60U);
  BOOST_TEST(plan.courses.size() == 150U);
  BOOST_TEST(plan.cases.size() > 1200U);
  std::map<std::size_t, std::size_t> bySchool;
  for (const PlannedCase& each : plan.cases) ++bySchool[each.school];
  // Three schools make a third of the referrals.
  BOOST_TEST(3 * (bySchool[0] + bySchool[2] + bySchool[3]) > plan.cases.size());
  BOOST_TEST(2 * (bySchool[0] + bySchool[2] + bySchool[3]) < plan.cases.size());
}

BOOST_AUTO_TEST_CASE(the_same_seed_makes_the_same_city_and_another_seed_another) {
  BOOST_TEST(written(planCity(7, 1)) == written(planCity(7, 1)));
  BOOST_TEST(written(planCity(7, 1)) != written(planCity(8, 1)));
}

BOOST_AUTO_TEST_CASE(ten_times_the_city_has_ten_times_the_pupils) {
  const CityPlan one = planCity(7, 1);
  const CityPlan ten = planCity(7, 10);
  BOOST_TEST(ten.pupils.size() == 10 * one.pupils.size());
  BOOST_TEST(ten.cases.size() > 9 * one.cases.size());
}

BOOST_AUTO_TEST_CASE(numbers_of_pupils_are_well_formed_and_twins_and_namesakes_are_there) {
  const CityPlan plan = planCity(7, 1);
  std::map<std::string, std::size_t> numbers;
  std::size_t without = 0;
  for (const PlannedPupil& each : plan.pupils) {
    if (each.upn.empty()) {
      ++without;
      continue;
    }
    BOOST_TEST(readUpn(each.upn).has_value(), each.upn);
    ++numbers[each.upn];
  }
  BOOST_TEST(without > 0U);
  std::size_t onTwoRolls = 0;
  for (const auto& [upn, times] : numbers) onTwoRolls += times == 2 ? 1U : 0U;
  BOOST_TEST(onTwoRolls == 1U);
  BOOST_TEST(plan.pupils[0].last == plan.pupils[1].last);
  BOOST_TEST(plan.pupils[0].born.iso() == plan.pupils[1].born.iso());
  BOOST_TEST(plan.pupils[2].first + plan.pupils[2].last == plan.pupils[3].first + plan.pupils[3].last);
  BOOST_TEST(plan.pupils[2].school != plan.pupils[3].school);
}

BOOST_AUTO_TEST_CASE(a_year_of_the_city_is_lived_without_a_refusal) {
  const test::TempDir folder;
  HeldClock clock(londonAt(Date(2025, 2, 18), {8, 0}));
  House house(settingsIn(folder), clock);
  fillDemonstration(house);
  // One case in twelve: every kind of life is among them, and the test stays quick.
  CityPlan plan = planCity(7, 1);
  std::set<std::size_t> whole;  // a third day needs the two before it
  for (const PlannedCase& each : plan.cases)
    if (each.thirdDay) whole.insert(each.pupil);
  BOOST_TEST(whole.size() == 1U);
  std::vector<PlannedCase> some;
  for (std::size_t i = 0; i < plan.cases.size(); ++i)
    if (i % 12 == 0 || whole.count(plan.cases[i].pupil) != 0 || plan.cases[i].paperMoved ||
        plan.cases[i].papersForLeads)
      some.push_back(plan.cases[i]);
  plan.cases = some;
  CityLife life(house, clock, plan, [](const std::string&) {});
  life.found();
  life.live(cityMoment());
  for (const auto& [what, times] : life.refusals()) BOOST_TEST(false, times << " x " << what);

  const auto lease = house.database().read(house.hostViewer(0));
  std::map<std::string, std::int64_t> states;
  for (const auto& [state, count] :
       lease->tx().rows<std::string, std::int64_t>("SELECT c.state, COUNT(*) FROM @all_cases c GROUP BY c.state"))
    states[state] = count;
  for (const char* state : {"draft", "submitted", "sent", "confirmed", "active", "ended", "withdrawn"})
    BOOST_TEST(states[state] > 0, state);
  // What happened has its time: the audit never goes back.
  std::int64_t before = 0;
  lease->tx().each<std::int64_t>("SELECT at_ms FROM audit ORDER BY seq", [&](std::int64_t at) {
    BOOST_TEST_REQUIRE(at >= before);
    before = at;
  });
  BOOST_TEST(store::verifyAudit(lease->tx(), {}).faults.empty());
  BOOST_TEST(lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM mail WHERE state = 'waiting'").value_or(-1) == 0);
  BOOST_TEST(lease->tx().one<std::int64_t>("SELECT COUNT(*) FROM mail WHERE state = 'sent'").value_or(0) > 100);
}
