// A new tier is one plugin folder and one Lua file: the form asks, policy judges and the panel is waited for, with no
// line of the service changed.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "tests/desk/Desk.h"
#include "tests/policy/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

// Every plugin that was built, and Tier 4 beside them.
void withTier4(const TempDir& folder) {
  namespace fs = std::filesystem;
  for (const auto& each : fs::directory_iterator(CAPD_BUILD "/plugins"))
    fs::create_symlink(each.path(), folder.file(each.path().filename().string()));
  fs::create_symlink(CAPD_BUILD "/tier4/tier4.so", folder.file("tier4.so"));
}

std::string shippedLua() {
  std::ifstream in(CAPD_SOURCE "/tests/tier4/tier4.transitional.lua");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The house with the plugin and the policy, and a course of it.
struct Tier4 {
  Tier4() : desk(Kind::sqlite, Date(2026, 2, 2), prepared()) {
    withTier4(plugins);
    desk.office.reopen(plugins.path());
    store::WriteRequest request;
    request.viewer = desk.office.house().hostViewer(0);
    request.command = "test.course";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      tx.execute("UPDATE course SET programme = 'tier4.transitional' WHERE code = 'wood'");
      return Done{};
    };
    desk.office.house().database().write(std::move(request)).get();
  }
  std::string prepared() {
    scripts.add("policy/2025-26/programmes/tier4.transitional.lua", shippedLua());
    return scripts.path();
  }
  std::string draft() {
    const std::string reference = desk.office.draft();
    desk.office.fillIn(reference, "2026-01-20", "wood");
    desk.office.save(reference, "course", {{"course.sessions", "1a|1p|2a|2p|4a|4p"}, {"course.weeks", "20"}});
    desk.office.save(reference, "programme",
                     {{"course.hours", "18"},
                      {"early_help.assessed", "yes"},
                      {"early_help.other_plan", "no"},
                      {"tier4.transitional.way_back", "A college course in September."}});
    return reference;
  }

  WorkingFolder scripts;
  TempDir plugins;
  Desk desk;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_tier_4_case_waits_for_its_panel, *label("TIER-T4-01") * label("TIER-X-16")) {
  Tier4 city;
  const std::string reference = city.draft();
  city.desk.must("referral.submit", reference, {}, kCoordinator);
  BOOST_TEST(city.desk.holding(reference) == "panel");
  const std::string page = textOf(Screen(city.desk.office, kAdmin).get("/cases/" + reference));
  BOOST_TEST(has(page, "Transitional placement"), page);
}

BOOST_AUTO_TEST_CASE(families_without_a_plan_are_offered_early_help, *label("TIER-T4-02")) {
  for (const auto& [assessed, plan, waits] :
       {std::tuple{"no", "no", true}, {"no", "yes", false}, {"yes", "no", false}, {"", "", true}}) {
    Tier4 city;
    const std::string reference = city.draft();
    city.desk.office.save(reference, "programme", {{"early_help.assessed", assessed}, {"early_help.other_plan", plan}});
    city.desk.must("referral.submit", reference, {}, kCoordinator);
    BOOST_TEST(has(city.desk.holding(reference), "early_help") == waits, assessed << plan);
  }
}

BOOST_AUTO_TEST_CASE(its_values_are_judged_at_their_edges, *label("TIER-T4-03")) {
  Tier4 city;
  const std::string reference = city.draft();
  for (const auto& [weeks, hours, fits] : {std::tuple{"12", "18", false}, {"40", "18", false}, {"20", "26", false}}) {
    city.desk.office.save(reference, "course", {{"course.weeks", weeks}});
    city.desk.office.save(reference, "programme", {{"course.hours", hours}});
    const Outcome sent = city.desk.act("referral.submit", reference, {}, kCoordinator);
    BOOST_TEST(std::holds_alternative<Done>(sent) == fits, weeks << " " << hours);
  }
  city.desk.office.save(reference, "course", {{"course.weeks", "13"}});
  city.desk.office.save(reference, "programme", {{"course.hours", "25"}});
  city.desk.must("referral.submit", reference, {}, kCoordinator);
}

// Without the plugin its policy is there to read, and nobody can apply for it.
BOOST_AUTO_TEST_CASE(without_its_plugin_nobody_applies) {
  Tier4 city;
  const std::string reference = city.draft();
  city.desk.office.reopen(CAPD_BUILD "/plugins");
  const std::string says = city.desk.refused("referral.submit", reference, {}, kCoordinator);
  BOOST_TEST(has(says, "This course can’t be applied for in that school year"), says);
}
