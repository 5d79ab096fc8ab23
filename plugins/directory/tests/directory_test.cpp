// Providers, schools and courses: who adds and changes what, and who finds which course.

#include "Directory.h"

#include <boost/test/unit_test.hpp>
#include <memory>

#include "cases/account/Account.h"
#include "cases/policy/PolicyShelf.h"
#include "commands/HouseServices.h"
#include "commands/Pipeline.h"
#include "commands/PluginHost.h"
#include "commands/Registry.h"
#include "tests/support/Says.h"
#include "tests/support/Stores.h"
#include "web/FormView.h"
#include "web/Template.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

// As the plugins declare them.
std::vector<ProgrammeShape> shapes() {
  commands::Registry known;
  commands::PluginHost host(known);
  for (const char* name : {"tier1", "send"}) host.loadFile(std::string(CAPD_BUILD "/plugins/") + name + ".so");
  return known.programmes();
}

struct Desk {
  explicit Desk(Kind kind = Kind::sqlite) : store(kind), services(store.clock, {}, [](std::string_view) {}) {
    Offers offers;
    std::unique_ptr<Plugin> plugin(capd_plugin.create());
    plugin->describe(offers);
    offers.programmes = shapes();
    for (const std::string& fault : registry.merge("directory", offers)) BOOST_ERROR(fault);
    shelf = openPolicyShelf(*store.database, CAPD_SOURCE "/scripts/policy", registry.facts(), registry.programmes(),
                            [](std::string_view line) { BOOST_TEST_MESSAGE(line); });
    services.setPolicy(*shelf);
    pipeline = std::make_unique<commands::Pipeline>(registry, *store.database, services);
    store.write([this](WriteTx& tx) -> Outcome {
      const auto make = [&](const char* kind_, const char* name) {
        Organisation o;
        o.kind = kind_;
        o.name = name;
        o.phone = "024 7600 3000";
        o.email = std::string(kind_) + "@example.org";
        return addOrganisation(tx, o);
      };
      const auto person = [&](const std::string& name, std::int64_t where, const char* role) {
        const std::int64_t id = addPerson(tx, name, name + "@example.org", "024 7600 1111");
        addMembership(tx, id, where, role);
        accounts[name] = addAccount(tx, id, name + "@example.org");
        tx.execute("UPDATE account SET state = 'active' WHERE id = ?", accounts[name]);
      };
      const std::int64_t cap = make("cap", "CAP");
      person("keeper", cap, "cap.data_admin");
      person("officer", cap, "cap.monitoring_officer");
      person("provider", make("provider", "Workshop 24"), "provider.coordinator");
      person("rival", make("provider", "Green Yard"), "provider.coordinator");
      person("school", make("school", "Foxford School"), "school.coordinator");
      person("send", make("send_team", "SEND Department"), "send.officer");
      return Done{};
    });
  }

  Viewer who(const std::string& name) {
    const auto lease = store.database->read(jobViewer());
    return viewerOf(lease->tx(), accounts.at(name), Viewer::Door::session,
                    [this](std::string_view role) { return registry.permissionsOf(role); })
        .value();
  }
  /// "done" or every problem, one a line.
  std::string run(const std::string& name, const std::string& command, const FieldTexts& texts) {
    const Outcome outcome = pipeline->run(who(name), {command, texts, ""});
    if (const auto* d = std::get_if<Done>(&outcome)) {
      last = *d;
      return "done";
    }
    std::string all;
    for (const Problem& problem : std::get<Refused>(outcome).problems)
      all += problem.field + ": " + problem.says + "\n";
    return all;
  }
  std::string page(const std::string& name, const std::string& path, std::map<std::string, std::string> query = {}) {
    web::Templates templates;
    templates.loadFolder("house", CAPD_SOURCE "/core/web/templates");
    templates.loadFolder("directory", CAPD_SOURCE "/plugins/directory/pages");
    const auto match = registry.page(path);
    BOOST_REQUIRE_MESSAGE(match, path);
    const Viewer viewer = who(name);
    const PageDeclaration& declared = match->page->declaration;
    if (!viewer.may(declared.permission)) return {};
    const auto lease = store.database->read(viewer);
    PageRequest ask{lease->tx(), services, viewer, match->path, std::move(query), nullptr};
    PageAnswer answer = declared.fill(ask);
    auto* shown = std::get_if<Shown>(&answer);
    if (shown == nullptr) return {};
    web::Templates::Part body{"directory/" + declared.file, &shown->model, {}};
    std::map<std::string, Model> forms;
    for (const auto& [slot, form] : shown->model.forms()) {
      forms[slot] = web::formModel(form, form.shape ? *form.shape : registry.command(form.command)->declaration.form,
                                   {"/do/x", "c", "t", path, {}});
      body.includes[slot] = {"house/form.tpl", &forms[slot], {}};
    }
    return shown->title + "\n" + templates.render(body);
  }
  /// A course of Workshop 24. @returns its code.
  std::string course(const std::string& title, const std::string& programme, const std::vector<std::string>& days) {
    FieldTexts texts{{"provider", {"workshop-24"}},
                     {"programme", {programme}},
                     {"title", {title}},
                     {"category", {"Work-based learning"}},
                     {"days", days},
                     {"places", {"3"}},
                     {"fee", {"1,250"}}};
    BOOST_REQUIRE_EQUAL(run("keeper", "course.add", texts), "done");
    return last.values["course"];
  }

  Store store;
  commands::HouseServices services;
  commands::Registry registry;
  std::unique_ptr<PolicyShelf> shelf;
  std::unique_ptr<commands::Pipeline> pipeline;
  std::map<std::string, std::int64_t> accounts;
  Done last;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_provider_is_added_and_found) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Desk desk(kind);
    BOOST_CHECK(says(desk.page("keeper", "/providers/add"), "Provider’s name"));
    BOOST_CHECK_EQUAL(desk.run("keeper", "provider.add",
                               {{"name", {"Świątek & Sons"}},
                                {"urn", {"103738"}},
                                {"email", {"a@example.org"}},
                                {"phone", {"024 7600 0001"}}}),
                      "done");
    BOOST_CHECK_EQUAL(desk.last.next, "/providers/swiatek-sons");
    BOOST_CHECK(says(desk.page("school", "/providers"), "Świątek &amp; Sons"));
    BOOST_CHECK(says(desk.page("school", "/providers/swiatek-sons"), "103738"));
    BOOST_CHECK(says(desk.page("keeper", "/providers/swiatek-sons"), "Add a course"));
    BOOST_CHECK(!says(desk.page("school", "/providers/swiatek-sons"), "Add a course"));
    BOOST_CHECK_EQUAL(desk.page("keeper", "/providers/not-there"), "");
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_provider_is_said_at_once) {
  Desk desk;
  const std::string all =
      desk.run("keeper", "provider.add", {{"name", {""}}, {"phone", {"none"}}, {"email", {"nobody"}}});
  for (const char* each :
       {"name: Enter the provider’s name", "phone: Enter a telephone number", "email: Enter an email"})
    BOOST_CHECK_MESSAGE(says(all, each), all);
  BOOST_CHECK(says(desk.run("keeper", "provider.add", {{"name", {"New"}}, {"urn", {"12345"}}}),
                   "urn: The URN must be six digits"));
  BOOST_CHECK(says(desk.run("keeper", "provider.add", {{"name", {"???"}}}), "at least one letter"));
  for (const char* again : {"Workshop 24", "WORKSHOP  24", "workshop-24"})
    BOOST_CHECK_MESSAGE(says(desk.run("keeper", "provider.add", {{"name", {again}}}), "is here already"), again);
  for (const char* who : {"officer", "provider", "school", "send"})
    BOOST_CHECK(says(desk.run(who, "provider.add", {{"name", {"Another"}}}), "Your roles do not include this"));
}

BOOST_AUTO_TEST_CASE(a_change_keeps_what_a_colleague_changed) {
  Desk desk;
  FieldTexts texts{
      {"organisation", {"green-yard"}}, {"version", {"1"}}, {"name", {"Green Yard Farm"}}, {"travel", {"Bus 9"}}};
  BOOST_CHECK_EQUAL(desk.run("keeper", "provider.change", texts), "done");
  BOOST_CHECK_EQUAL(desk.last.next, "/providers/green-yard-farm");
  texts["organisation"] = {"green-yard-farm"};
  BOOST_CHECK(says(desk.run("keeper", "provider.change", texts), "Somebody changed this"));
  texts["version"] = {"2"};
  texts["name"] = {"Workshop 24"};
  BOOST_CHECK(says(desk.run("keeper", "provider.change", texts), "is here already"));
  texts["organisation"] = {"nowhere"};
  BOOST_CHECK(says(desk.run("keeper", "provider.change", texts), "may not be yours"));
}

BOOST_AUTO_TEST_CASE(schools_and_contacts) {
  Desk desk;
  FieldTexts school{
      {"name", {"Barr’s Hill"}}, {"urn", {"136983"}}, {"school_group", {"secondary_partnership"}}, {"sla", {"sla"}}};
  BOOST_CHECK_EQUAL(desk.run("keeper", "school.add", school), "done");
  school["name"] = {"Other"};
  school.erase("urn");
  school["sla"] = {"free"};
  BOOST_CHECK(says(desk.run("keeper", "school.add", school), "sla: "));
  FieldTexts contact{{"kind", {"school"}},           {"organisation", {"barrs-hill"}}, {"name", {"Dee Lowe"}},
                     {"email", {"dee@example.org"}}, {"phone", {"024 7600 4444"}},     {"role", {"school.dsl"}}};
  BOOST_CHECK_EQUAL(desk.run("keeper", "contact.add", contact), "done");
  BOOST_CHECK(says(desk.page("officer", "/schools/barrs-hill"), "Dee Lowe"));
  BOOST_CHECK(says(desk.run("keeper", "contact.add", contact), "listed here as"));
  contact["role"] = {"provider.dsl"};
  BOOST_CHECK(
      says(desk.run("keeper", "contact.add", contact), "role: Choose something that a person of a school does"));
  contact["role"] = {"cap.admin"};
  BOOST_CHECK(says(desk.run("keeper", "contact.add", contact), "role: "));
  BOOST_CHECK_EQUAL(desk.page("school", "/schools"), "");
  BOOST_CHECK(says(desk.page("keeper", "/schools/barrs-hill/add-contact"), "School designated safeguarding lead"));
  BOOST_CHECK(says(desk.page("keeper", "/schools/barrs-hill/change"), "Barr’s Hill"));
}

BOOST_AUTO_TEST_CASE(a_course_is_of_a_programme_that_policy_knows, *label("ENT-39") * label("TIER-T1-01")) {
  Desk desk;
  BOOST_CHECK(says(desk.page("keeper", "/providers/workshop-24/add-course"), "Tier 1"));
  FieldTexts texts{{"provider", {"workshop-24"}}, {"programme", {"tier9"}}, {"title", {"Carpentry"}},
                   {"category", {"Wood"}},        {"days", {"1"}},          {"places", {"3"}}};
  BOOST_CHECK(says(desk.run("keeper", "course.add", texts), "programme: Choose one of the programmes"));
  texts["programme"] = {"tier1"};
  texts["fee"] = {"cheap"};
  texts["days"] = {"6"};
  BOOST_CHECK(says(desk.run("keeper", "course.add", texts), "days: "));
  texts["days"] = {"3", "1"};
  BOOST_CHECK(says(desk.run("keeper", "course.add", texts), "fee: Enter the fee in pounds"));
  texts["fee"] = {"£1,250.5"};
  BOOST_CHECK(says(desk.run("keeper", "course.add", texts),
                   "category: Tier 1 course has these kinds of course: “Work-based learning”, “Curriculum support”, "
                   "“Employability and personal development”"));
  for (const char* kind : {"Curriculum support", "Employability and personal development", "Work-based learning"}) {
    texts["category"] = {kind};
    BOOST_CHECK_EQUAL(desk.run("keeper", "course.add", texts), "done");
  }
  texts["weeks"] = {"38"};
  texts["qualification"] = {"City and Guilds level 1"};
  texts["location"] = {"2 Canal Basin"};
  texts["session_times"] = {"9:30am to 2:30pm"};
  BOOST_CHECK_EQUAL(desk.run("keeper", "course.add", texts), "done");
  const std::string page = desk.page("keeper", "/courses/" + desk.last.values["course"]);
  for (const char* part : {"Tier 1", "Work-based learning", "Workshop 24", "Carpentry", "38", "City and Guilds level 1",
                           "3 of 3 places", "2 Canal Basin", "9:30am to 2:30pm"})
    BOOST_CHECK_MESSAGE(says(page, part), part);
  BOOST_CHECK(says(page, "Monday and Wednesday"));
  BOOST_CHECK(says(page, "£1,250.50"));
  BOOST_CHECK(!says(desk.page("school", "/courses/" + desk.last.values["course"]), "£1,250.50"));
  texts["provider"] = {"nobody"};
  BOOST_CHECK(says(desk.run("keeper", "course.add", texts), "may not be yours"));
}

BOOST_AUTO_TEST_CASE(places_change_daily_by_the_provider_itself) {
  Desk desk;
  const std::string code = desk.course("Carpentry", "tier1", {"1", "2"});
  FieldTexts texts{{"course", {code}}, {"version", {"1"}}, {"places", {"5"}}};
  BOOST_CHECK(says(desk.run("rival", "course.set_places", texts), "may not be yours"));
  BOOST_CHECK(says(desk.run("school", "course.set_places", texts), "Your roles do not include this"));
  BOOST_CHECK(says(desk.page("provider", "/courses/" + code), "Save the places"));
  BOOST_CHECK_EQUAL(desk.run("provider", "course.set_places", texts), "done");
  BOOST_CHECK_EQUAL(desk.last.says, "5 of 5 places are left.");
  BOOST_CHECK(says(desk.run("provider", "course.set_places", texts), "Somebody changed this course"));
  texts["version"] = {"2"};
  texts["places"] = {"501"};
  BOOST_CHECK(says(desk.run("provider", "course.set_places", texts), "places: "));
  texts["places"] = {"0"};
  BOOST_CHECK_EQUAL(desk.run("keeper", "course.set_places", texts), "done");
  BOOST_CHECK(says(desk.page("school", "/directory"), "No place left"));
  BOOST_CHECK(!says(desk.page("school", "/directory", {{"places", "yes"}}), "Carpentry"));
}

BOOST_AUTO_TEST_CASE(courses_are_found_by_programme_day_and_words) {
  Desk desk;
  desk.course("Carpentry", "tier1", {"1", "2"});
  desk.course("Café work", "tier1", {"5"});
  const auto found = [&](const std::map<std::string, std::string>& query) {
    return desk.page("school", "/directory", query);
  };
  BOOST_CHECK(says(found({}), "2 courses"));
  BOOST_CHECK(says(found({{"words", "CAFE"}}), "1 course<"));
  BOOST_CHECK(says(found({{"day", "2"}}), "Carpentry"));
  BOOST_CHECK(!says(found({{"day", "2"}}), "Café"));
  BOOST_CHECK(says(found({{"programme", "tier1"}}), "2 courses"));
  BOOST_CHECK(says(found({{"day", "3"}}), "No course fits"));
  BOOST_CHECK(says(found({{"day", "x"}, {"words", "%"}}), "No course fits"));
}

BOOST_AUTO_TEST_CASE(courses_of_the_send_route_are_not_offered_to_schools) {
  Desk desk;
  const std::string code = desk.course("Stepping stones", "send.time_limited", {"1"});
  BOOST_CHECK(!says(desk.page("school", "/directory"), "Stepping stones"));
  BOOST_CHECK(says(desk.page("send", "/directory"), "Stepping stones"));
  BOOST_CHECK(says(desk.page("keeper", "/directory"), "Stepping stones"));
  BOOST_CHECK(says(desk.page("school", "/courses/" + code),
                   "Referrals come from the SEND team: 024 7600 3000, send_team@example.org."));
  BOOST_CHECK(!says(desk.page("send", "/courses/" + code), "Referrals come from the SEND team"));
}

BOOST_AUTO_TEST_CASE(a_provider_finds_its_own_courses) {
  Desk desk;
  const std::string code = desk.course("Carpentry", "tier1", {"1"});
  BOOST_CHECK(says(desk.page("provider", "/directory"), "Your courses"));
  BOOST_CHECK(says(desk.page("provider", "/directory"), "Carpentry"));
  BOOST_CHECK(!says(desk.page("rival", "/directory"), "Carpentry"));
  BOOST_CHECK_EQUAL(desk.page("rival", "/courses/" + code), "");
  BOOST_CHECK(says(desk.page("keeper", "/courses/" + code + "/change"), "Carpentry"));
  const std::string page = desk.page("school", "/courses/" + code);
  BOOST_CHECK_EQUAL(page.substr(0, page.find('\n')), "Course");  // the history of a browser names no course
}

BOOST_AUTO_TEST_CASE(money_and_names_are_read_as_people_write_them) {
  using namespace capd::directory;
  BOOST_CHECK_EQUAL(penceFrom("£1,250").value(), 125000);
  BOOST_CHECK_EQUAL(penceFrom(" 12.5 ").value(), 1250);
  BOOST_CHECK_EQUAL(penceFrom("0").value(), 0);
  for (const char* wrong : {"", "£", "12.345", "-3", "1e3", "12.", "ten", "12345678"})
    BOOST_CHECK_MESSAGE(!penceFrom(wrong), wrong);
  BOOST_CHECK_EQUAL(poundsInWords(123456789), "£1,234,567.89");
  BOOST_CHECK_EQUAL(poundsInWords(100000), "£1,000");
  BOOST_CHECK_EQUAL(poundsInWords(5), "£0.05");
  BOOST_CHECK_EQUAL(slugOf("St. Mary’s & St. John’s"), slugOf("st marys st johns"));
}
