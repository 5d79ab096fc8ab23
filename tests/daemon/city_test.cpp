// The invented city: the same from the same seed, with the numbers of a real one; and a part of it lived, in which no
// command is refused.
#include "daemon/City.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "cases/account/Account.h"
#include "cases/organisation/Organisation.h"
#include "cases/pupil/Pupil.h"
#include "cases/staff/Staff.h"
#include "daemon/CityLife.h"
#include "daemon/Demonstration.h"
#include "store/Vault.h"
#include "tests/refer/Office.h"
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
  settings.assets = folder.file("assets");
  std::filesystem::create_directory(settings.assets);
  std::ofstream(settings.assets + "/assets.manifest") << "style.css style-1.css\npage.js page-1.js\n";
  settings.log = [](std::string_view) {};
  return settings;
}

std::string written(const CityPlan& plan) {
  std::string text;
  for (const PlannedOrganisation& each : plan.schools) text += each.name + each.urn + "\n";
  for (const PlannedCourse& each : plan.courses) text += each.title + std::to_string(each.places) + "\n";
  for (const PlannedPupil& each : plan.pupils) text += each.first + each.last + each.upn + each.born.iso() + "\n";
  for (const PlannedCase& each : plan.cases) text += each.begun.iso() + std::to_string(each.seed) + each.no + "\n";
  for (const PlannedStaff& each : plan.staff) {
    text += each.name + each.certificate + each.told.iso();
    for (const PlannedCheck& check : each.checks) text += check.dated.iso();
    text += "\n";
  }
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
  // No course of any size has more places than the service takes.
  for (const int size : {3, 5})
    for (const PlannedCourse& each : planCity(20260210, size).courses) BOOST_TEST(each.places <= 500, each.title);
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

BOOST_AUTO_TEST_CASE(every_provider_has_two_to_six_people_and_each_rare_thing_is_there_once) {
  const CityPlan plan = planCity(7, 1);
  std::map<std::size_t, int> there;
  std::map<std::string, std::set<std::size_t>> byName;
  int looks = 0;
  int leavers = 0;
  for (const PlannedStaff& each : plan.staff) {
    leavers += each.left ? 1 : 0;
    there[each.provider] += each.left ? 0 : 1;
    byName[each.name].insert(each.provider);
    for (const PlannedCheck& check : each.checks) {
      looks += check.look ? 1 : 0;
      BOOST_TEST((check.dated <= check.told && check.told >= each.told && (!check.seen || *check.seen > check.told)),
                 each.name);
    }
  }
  BOOST_TEST(there.size() == 60U);
  for (const auto& [provider, people] : there) BOOST_TEST((people >= 2 && people <= 6), provider);
  BOOST_TEST(there[0] == 5);  // Whitley Workshops
  BOOST_TEST(leavers == 2);
  BOOST_TEST(looks == 1);
  std::size_t atTwo = 0;
  for (const auto& [name, providers] : byName) atTwo += providers.size() == 2 ? 1U : 0U;
  BOOST_TEST(atTwo == 1U);
  BOOST_TEST(planCity(7, 10).staff.size() > 3 * plan.staff.size());
}

namespace {

// One case in twelve: every kind of life is among them, and the test stays quick. A third day needs the two before it.
CityPlan smallerPlan() {
  CityPlan plan = planCity(7, 1);
  std::set<std::size_t> whole;
  for (const PlannedCase& each : plan.cases)
    if (each.thirdDay) whole.insert(each.pupil);
  BOOST_TEST(whole.size() == 1U);
  std::vector<PlannedCase> some;
  for (std::size_t i = 0; i < plan.cases.size(); ++i)
    if (i % 12 == 0 || whole.count(plan.cases[i].pupil) != 0 || plan.cases[i].paperMoved ||
        plan.cases[i].papersForLeads)
      some.push_back(plan.cases[i]);
  plan.cases = some;
  return plan;
}

/// The year of that plan, lived once for all tests of it.
struct LivedCity {
  const test::TempDir folder;
  HeldClock clock{londonAt(Date(2025, 2, 18), {8, 0})};
  House house{settingsIn(folder), clock};
  CityPlan plan = smallerPlan();
  std::map<std::string, int> refusals;

  LivedCity() {
    fillDemonstration(house);
    CityLife life(house, clock, plan, [](const std::string&) {});
    life.found();
    life.live(cityMoment());
    refusals = life.refusals();
  }

  std::int64_t number(const std::string& sql) {
    const auto lease = house.database().read(house.hostViewer(0));
    return lease->tx().one<std::int64_t>(sql).value_or(-1);
  }
  /// How many rows of what is asked.
  std::map<std::string, std::int64_t> counts(const std::string& sql) {
    std::map<std::string, std::int64_t> all;
    const auto lease = house.database().read(house.hostViewer(0));
    for (const auto& [what, count] : lease->tx().rows<std::string, std::int64_t>(sql)) all[what] = count;
    return all;
  }
  /// The text of a page as that person reads it.
  std::string page(const std::string& email, const std::string& path) {
    const std::string session = store::randomHex(32);
    store::WriteRequest request;
    request.viewer = house.hostViewer(0);
    request.command = "account.sign_in";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      openSession(tx, accountByEmail(tx, email).value().id, hashOfSecret(session));
      return Done{};
    };
    house.database().write(std::move(request)).get();
    web::Request get;
    get.method = "GET";
    get.path = path;
    get.cookies["capd"] = session;
    get.from = "127.0.0.1";
    const web::Reply reply = house.site().handle(get);
    BOOST_TEST(reply.status == 200, path);
    return test::textOf(reply);
  }
  std::int64_t openDuties(const std::string& kind) {
    return number("SELECT COUNT(*) FROM duty WHERE closed_ms IS NULL AND kind = '" + kind + "'");
  }
};

LivedCity& livedCity() {
  static LivedCity city;
  return city;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_year_of_the_city_is_lived_without_a_refusal) {
  LivedCity& city = livedCity();
  for (const auto& [what, times] : city.refusals) BOOST_TEST(false, times << " x " << what);
  auto states = city.counts("SELECT c.state, COUNT(*) FROM @all_cases c GROUP BY c.state");
  for (const char* state : {"draft", "submitted", "sent", "confirmed", "active", "ended", "withdrawn"})
    BOOST_TEST(states[state] > 0, state);
  // What happened has its time: the audit never goes back.
  const auto lease = city.house.database().read(city.house.hostViewer(0));
  std::int64_t before = 0;
  lease->tx().each<std::int64_t>("SELECT at_ms FROM audit ORDER BY seq", [&](std::int64_t at) {
    BOOST_TEST_REQUIRE(at >= before);
    before = at;
  });
  BOOST_TEST(store::verifyAudit(lease->tx(), {}).faults.empty());
  BOOST_TEST(city.number("SELECT COUNT(*) FROM mail WHERE state = 'waiting'") == 0);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM mail WHERE state = 'sent'") > 100);
}

BOOST_AUTO_TEST_CASE(providers_have_their_staff_and_dbs_checks_of_every_kind) {
  LivedCity& city = livedCity();
  BOOST_TEST(city.number("SELECT COUNT(*) FROM @staff_members") == static_cast<std::int64_t>(city.plan.staff.size()));
  BOOST_TEST(city.number("SELECT COUNT(DISTINCT provider_id) FROM @staff_members WHERE left_on IS NULL") == 60);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM @staff_members WHERE left_on IS NOT NULL") == 2);
  BOOST_TEST(city.number("SELECT COUNT(DISTINCT staff_id) FROM @dbs_checks WHERE seen_ms IS NULL") == 2);
  // Three years after these days are the policy dates: within 90 days of 10 February 2026, within 7, passed.
  const auto between = [&](const std::string& from, const std::string& until) {
    return city.number("SELECT COUNT(*) FROM @staff_members WHERE left_on IS NULL AND last_check >= '" + from +
                       "' AND last_check <= '" + until + "'");
  };
  BOOST_TEST(between("2023-02-10", "2023-05-11") == 6);
  BOOST_TEST(between("2023-02-10", "2023-02-17") == 2);
  BOOST_TEST(between("2000-01-01", "2023-02-09") == 2);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM @staff_members WHERE standing = 'supervised'") == 1);
  BOOST_TEST(city.openDuties("staff.dbs_decision") == 1);
  BOOST_TEST(city.openDuties("staff.dbs_renewal") == 8);  // those six, and the two that have passed
  BOOST_TEST(city.openDuties("staff.no_coordinator") == 1);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM @dbs_checks WHERE kind = 'status'") == 1);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM @dbs_checks WHERE kind = 'renewal' AND seen_ms IS NOT NULL") > 10);
}

BOOST_AUTO_TEST_CASE(the_years_documents_are_published_and_read_and_a_few_are_late) {
  LivedCity& city = livedCity();
  BOOST_TEST(city.number("SELECT COUNT(*) FROM terms_version WHERE year = '2024-25'") == 10);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM terms_version WHERE year = '2025-26'") == 8);
  BOOST_TEST(city.openDuties("terms.review") == 1);
  BOOST_TEST(city.openDuties("terms.acknowledge") == 3);
  // 60 providers read four documents, 51 schools three, each at CAP two; on many different days.
  BOOST_TEST(city.number("SELECT COUNT(*) FROM terms_read r JOIN organisation o ON o.id = r.organisation_id WHERE "
                         "o.kind = 'provider'") == 60 * 4 - 2);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM terms_read r JOIN organisation o ON o.id = r.organisation_id WHERE "
                         "o.kind = 'school'") == 51 * 3 - 1);
  BOOST_TEST(city.number("SELECT COUNT(DISTINCT at_ms / 86400000) FROM terms_read") > 8);
  // Nobody waits to be rung about them: the data administrator has called.
  BOOST_TEST(city.openDuties("schedule.chase") == 0);
  BOOST_TEST(
      city.number("SELECT COUNT(*) FROM duty_event e JOIN duty d ON d.id = e.duty_id WHERE e.what = 'called' AND "
                  "d.kind = 'terms.acknowledge'") >= 3);
}

BOOST_AUTO_TEST_CASE(half_terms_are_confirmed_at_their_moments_and_the_third_by_a_third) {
  LivedCity& city = livedCity();
  auto given = city.counts("SELECT period, COUNT(*) FROM confirmation GROUP BY period");
  BOOST_TEST(given["2025-26/h1"] == 60);
  BOOST_TEST(given["2025-26/h2"] == 59);
  BOOST_TEST((given["2025-26/h3"] >= 17 && given["2025-26/h3"] <= 24), given["2025-26/h3"]);
  auto late = city.counts("SELECT period, COUNT(*) FROM confirmation WHERE given_ms >= due_ms GROUP BY period");
  BOOST_TEST(late["2025-26/h1"] == 1);
  BOOST_TEST(late["2025-26/h2"] == 1);
  BOOST_TEST(late.size() == 2U);
  auto rounds = city.counts(
      "SELECT says, COUNT(*) FROM round WHERE period LIKE '2025-26/%' AND state = 'opened' GROUP "
      "BY says");
  BOOST_TEST(rounds["60 opened."] == 3);  // none of them late
  BOOST_TEST(rounds.size() == 1U);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM confirmation_item WHERE yes = 0 AND item = 'staff'") == 1);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM confirmation_item WHERE yes = 0 AND item = 'not_main_provider'") == 1);
  BOOST_TEST(city.number("SELECT COUNT(*) FROM main_provider_report WHERE decided_ms IS NULL") == 1);
  BOOST_TEST(city.openDuties("confirmation.main_provider") == 1);
  BOOST_TEST(city.openDuties("confirmation.half_term") == 60 - given["2025-26/h3"] + 1);
  BOOST_TEST(
      city.number("SELECT COUNT(*) FROM duty_event e JOIN duty d ON d.id = e.duty_id WHERE e.what = 'called' AND "
                  "d.kind = 'confirmation.half_term'") == 3);
}

BOOST_AUTO_TEST_CASE(whitley_workshops_finds_its_confirmation_filled_in_and_one_check_due_soon) {
  LivedCity& city = livedCity();
  std::string code;
  {
    const auto lease = city.house.database().read(city.house.hostViewer(0));
    code = providerCode(findOrganisation(lease->tx(), "provider", "Whitley Workshops").value().id);
  }
  const std::string text = city.page("provider@provider.example", "/confirmations/" + code);
  for (const char* words : {"Confirm half term 3 of 2025-26", "Below stands what you said on 19 December 2025",
                            "policy date 27 February 2026", "please show us a new check"})
    BOOST_TEST(text.find(words) != std::string::npos, words);
}
