// The service with any one plugin deleted, over records that all of them made: it starts, the others run, no page
// breaks, and every case can still be read by those who could read it before.

#include <boost/test/data/test_case.hpp>
#include <filesystem>
#include <set>

#include "commands/PluginHost.h"
#include "daemon/Demonstration.h"
#include "tests/border/AnyCommand.h"
#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;

namespace {

const std::vector<std::string> kPlugins = {"accounts", "clock",    "confirmation", "desk",   "directory", "flourish",
                                           "imports",  "insight",  "monitoring",   "panels", "placement", "policy",
                                           "post16",   "referral", "response",     "send",   "staff",     "terms",
                                           "tier1",    "tier3",    "week"};

struct Cases {
  std::string draft, flourish, insight, sent, confirmed;
  [[nodiscard]] std::vector<std::string> all() const { return {draft, flourish, insight, sent, confirmed}; }
};

Cases make(Desk& desk) {
  Cases cases;
  cases.flourish = desk.submitted("2026-01-20", "grow", "Świątek-Test");
  cases.insight = desk.office.draft("Reed-Test");
  desk.office.fillIn(cases.insight, "2026-01-20", "choices");
  desk.office.save(cases.insight, "course", {{"course.sessions", "3a|3p"}, {"course.weeks", "6"}});
  desk.office.save(cases.insight, "programme",
                   {{"tier2.insight.concern", "Late and tired."},
                    {"tier2.insight.early_help", "Offered."},
                    {"tier2.insight.exit", "A tutor meets him weekly."},
                    {"tier2.insight.agencies", "None."}});
  desk.must("referral.submit", cases.insight, {}, kCoordinator);
  cases.sent = desk.complete("bike", "Hassan-Test");
  desk.must("desk.release", cases.sent);
  cases.confirmed = desk.complete();
  desk.must("desk.release", cases.confirmed);
  Texts yes = {{"interview_on", "2026-02-02"}, {"interview_who", "The pupil and our tutor"}, {"start", "2026-02-24"}};
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    yes[each] = "yes";
  yes["sessions"] = "2a";
  desk.must("response.yes", cases.confirmed, yes, kProvider);
  for (const char* command : {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
    desk.must(command, cases.confirmed);
  cases.draft = desk.office.draft();
  desk.office.fillIn(cases.draft);
  return cases;
}

// A folder with every plugin that was built but one.
void allBut(const TempDir& folder, const std::string& gone) {
  for (const std::string& name : kPlugins)
    if (name != gone) std::filesystem::create_symlink(CAPD_BUILD "/plugins/" + name + ".so", folder.file(name + ".so"));
}

std::string filled(std::string path, const std::string& reference) {
  const std::vector<std::pair<std::string, std::string>> parts = {
      {"{reference}", reference}, {"{section}", "needs"}, {"{hold}", "panel~panel"}, {"{number}", "1"}};
  for (const auto& [name, value] : parts)
    if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
  while (path.find('{') != std::string::npos) {
    const auto at = path.find('{');
    path.replace(at, path.find('}') - at + 1, "1");
  }
  return path;
}

}  // namespace

BOOST_AUTO_TEST_CASE(with_every_plugin_no_page_names_a_command_that_nobody_offers) {
  Office office;
  for (const auto& absent : office.house().registry().absentCommands())
    BOOST_ERROR(absent.path << " shows '" << absent.command << "'");
  for (const std::string& name : kPlugins) {
    bool there = false;
    for (const auto& plugin : office.house().plugins().all())
      there = there || (plugin.name == name && plugin.state == commands::PluginStatus::State::running);
    BOOST_TEST(there, name);
  }
  BOOST_TEST(office.house().plugins().all().size() == kPlugins.size(), "a plugin is not in this test's list");
}

BOOST_DATA_TEST_CASE(without_one_the_others_run_and_cases_stay_readable, kPlugins, gone) {
  Desk desk;
  const Cases cases = make(desk);
  TempDir folder;
  allBut(folder, gone);
  desk.office.reopen(folder.path());
  auto& house = desk.office.house();
  BOOST_TEST(house.plugins().all().size() == kPlugins.size() - 1);
  for (const auto& plugin : house.plugins().all())
    BOOST_TEST((plugin.state == commands::PluginStatus::State::running), plugin.name << ": " << plugin.says);

  for (const auto& persona : daemon::personas()) {
    Screen screen(desk.office, persona.email);
    BOOST_TEST(screen.get("/").status == 200, persona.email);
    const Viewer viewer = desk.office.viewer(persona.email);
    std::set<std::string> walked;
    for (const auto* page : house.registry().allPages()) {
      if (!viewer.may(page->declaration.permission)) continue;
      for (const std::string& reference : cases.all()) {
        const std::string path = filled(page->declaration.path, reference);
        if (!walked.insert(path).second) continue;
        const auto reply = screen.get(path);
        BOOST_TEST((reply.status == 200 || reply.status == 404),
                   persona.email << " " << path << ": " << reply.status << " " << textOf(reply));
      }
    }
  }

  struct Reading {
    const char* who;
    const std::string& reference;
    const char* own;  // the page that a plugin shows it on
    const char* plugin;
    const char* words;
  };
  for (const Reading& each : {Reading{kCoordinator, cases.draft, "/referrals/", "referral", "sections done"},
                              Reading{kCoordinator, cases.flourish, "/referrals/", "referral", "CAP"},
                              Reading{kCoordinator, cases.insight, "/referrals/", "referral", "CAP"},
                              Reading{kCoordinator, cases.confirmed, "/referrals/", "referral", "onfirmed"},
                              Reading{kAdmin, cases.flourish, "/cases/", "desk", "Short tasks help."},
                              Reading{kAdmin, cases.insight, "/cases/", "desk", "Late and tired."},
                              Reading{kAdmin, cases.confirmed, "/cases/", "desk", "Short tasks help."},
                              Reading{kProvider, cases.sent, "/answers/", "response", "Short tasks help."},
                              Reading{kProvider, cases.confirmed, "/answers/", "response", "Short tasks help."}}) {
    BOOST_TEST_CONTEXT(each.who << " reads " << each.own << each.reference) {
      Screen screen(desk.office, each.who);
      if (each.plugin != gone) {
        const auto own = screen.get(each.own + each.reference);
        BOOST_TEST(own.status == 200);
        BOOST_TEST(has(textOf(own), each.words), textOf(own));
      }
      const auto record = screen.get("/records/" + each.reference);
      BOOST_TEST(record.status == 200);
      BOOST_TEST(has(textOf(record), "Short tasks help."), textOf(record));
      BOOST_TEST(has(textOf(record), "Dee Lowe"), textOf(record));
      BOOST_TEST(screen.get("/records/" + each.reference + "/papers/1").status == 200);
      BOOST_TEST(has(textOf(screen.get("/records")), each.reference));
    }
  }
  // Nor does any deed break on a case whose plugin is gone: it is done, or refused in words.
  for (const auto* command : house.registry().allCommands())
    for (const auto& persona : daemon::personas())
      for (const std::string& reference : cases.all()) {
        const Viewer viewer = desk.office.viewer(persona.email);
        if (!viewer.may(command->declaration.permission)) continue;
        try {
          const auto texts =
              plausible(command->declaration, reference, desk.version(reference), desk.office.clock().today());
          (void)house.pipeline().run(viewer, {command->declaration.name, texts, ""});
        } catch (const std::exception& broken) {
          BOOST_ERROR(persona.email << " " << command->declaration.name << ": " << broken.what());
        }
      }
  const bool shows = gone == "referral" || gone == "desk" || gone == "response";
  BOOST_TEST(has(Screen(desk.office, kCoordinator).get("/").body, "href=\"/records\"") == shows);
}

BOOST_AUTO_TEST_CASE(a_record_shows_no_more_than_the_plugins_page_did) {
  Desk desk;
  const Cases cases = make(desk);
  for (const char* stranger : {"other@school.example", "other@provider.example", "dsl@cap.example",
                               "policy@cap.example", "host@cap.example", "send@cap.example"})
    for (const std::string& reference : cases.all()) {
      if (reference == cases.flourish && stranger == std::string("other@provider.example")) continue;
      Screen screen(desk.office, stranger);
      BOOST_TEST(screen.get("/records/" + reference).status == 404, stranger);
      BOOST_TEST(screen.get("/records/" + reference + "/papers/1").status == 404, stranger);
    }
  // A provider before the release, and CAP before the school has sent it.
  BOOST_TEST(Screen(desk.office, "other@provider.example").get("/records/" + cases.flourish).status == 404);
  BOOST_TEST(Screen(desk.office, kAdmin).get("/records/" + cases.draft).status == 404);
  // The school learns of an answer when CAP shares it, not before.
  Texts no = {{"category", "need"}, {"reason", "We have no adult who could stay beside him."}};
  desk.must("response.no", cases.sent, no, kProvider);
  const std::string school = textOf(Screen(desk.office, kCoordinator).get("/records/" + cases.sent));
  BOOST_TEST(has(school, "With the provider"));
  BOOST_TEST(!has(school, "no adult"));
  BOOST_TEST(has(textOf(Screen(desk.office, kAdmin).get("/records/" + cases.sent)), "no adult"));
  BOOST_TEST(Screen(desk.office, kProvider).get("/records/" + cases.sent).status == 404);
  // An address that is to be kept stays with the school and CAP.
  BOOST_TEST(has(textOf(Screen(desk.office, kProvider).get("/records/" + cases.confirmed)), "2 Example Street"));
  desk.must("referral.update_data", cases.confirmed,
            {{"section", "contacts"}, {"contacts.hide_address", "yes"}, {"version", ""}}, kCoordinator);
  BOOST_TEST(!has(textOf(Screen(desk.office, kProvider).get("/records/" + cases.confirmed)), "2 Example Street"));
}

// Where a page would show the form of a plugin that is not there, it says so instead.
BOOST_AUTO_TEST_CASE(a_form_whose_command_is_gone_is_left_out_and_said_so) {
  Desk desk;
  const Cases cases = make(desk);
  auto& registry = const_cast<commands::Registry&>(desk.office.house().registry());
  Offers page;
  page.pages.push_back({.path = "/borrowed/{reference}",
                        .name = "borrowed",
                        .permission = "public",
                        .says = "Shows another plugin's form.",
                        .file = "case_form.tpl",
                        .commands = {"nobody.does"},
                        .fill = [](PageRequest& ask) -> PageAnswer {
                          Shown shown;
                          shown.title = "Borrowed";
                          shown.model.set("HEADING", "Borrowed").set("REFERENCE", ask.part("reference"));
                          shown.model.set("LEAD", "").form("FORM", {.command = "nobody.does"});
                          return shown;
                        }});
  Offers again = page;
  registry.drop("desk");  // its template is kept
  BOOST_TEST(registry.merge("desk", again).empty());
  const auto reply = Screen(desk.office, kAdmin).get("/borrowed/" + cases.sent);
  BOOST_TEST(reply.status == 200);
  BOOST_TEST(has(textOf(reply), "The form that stands here is missing just now"), textOf(reply));
  BOOST_REQUIRE(registry.absentCommands().size() == 1U);
  BOOST_TEST(registry.absentCommands().front().command == "nobody.does");
}
