#include "World.h"

#include "cases/document/Document.h"
#include "cases/duty/Duty.h"
#include "cases/organisation/Organisation.h"
#include "cases/placement/Placement.h"
#include "cases/response/Response.h"
#include "web/FormView.h"
#include "web/Template.h"

namespace capd::test {
namespace {

ProgrammeShape tierOne() {
  ProgrammeShape shape;
  shape.name = "tier1";
  shape.title = "Tier 1";
  shape.tier = "Tier 1";
  shape.fields = {{"lasts", {"school_weeks"}, true, "how long a placement lasts"},
                  {"attendance", {"days_a_week"}, true, "on how many days a week it is attended"},
                  {"initial_assessments", {"list"}, false, "what every pupil is assessed in when it begins"},
                  {"withdrawn.by_school", {"text"}, true, "what is paid when the school withdraws"},
                  {"withdrawn.by_provider", {"text"}, true, "what is paid when the provider withdraws"}};
  return shape;
}

std::int64_t organisation(WriteTx& tx, const char* kind, const char* name) {
  Organisation o;
  o.kind = kind;
  o.name = name;
  o.phone = "024 7600 1000";
  o.address = "1 High Street, Coventry";
  o.travel = "Bus 8 from Pool Meadow";
  return addOrganisation(tx, o);
}

std::string problemsOf(const Refused& refused) {
  std::string all;
  for (const Problem& problem : refused.problems) all += problem.field + ": " + problem.says + "\n";
  return all;
}

}  // namespace

World::World(Kind kind)
    : store(kind), services(store.clock, {}, [](std::string_view line) { BOOST_TEST_MESSAGE(line); }) {
  Offers offers;
  std::unique_ptr<Plugin> plugin(capd_plugin.create());
  plugin->describe(offers);
  offers.programmes.push_back(tierOne());
  const auto faults = registry.merge("response", offers);
  for (const std::string& fault : faults) BOOST_ERROR(fault);
  shelf = openPolicyShelf(*store.database, CAPD_SOURCE "/scripts/policy", registry.facts(), registry.programmes(),
                          [](std::string_view line) { BOOST_TEST_MESSAGE(line); });
  services.setPolicy(*shelf);
  pipeline = std::make_unique<commands::Pipeline>(registry, *store.database, services);
  at(2026, 2, 4);
  store.write([this](WriteTx& tx) -> Outcome {
    cap = organisation(tx, "cap", "Coventry Alternative Provision");
    school = organisation(tx, "school", "Foxford School");
    otherSchool = organisation(tx, "school", "Barr’s Hill");
    provider = organisation(tx, "provider", "Workshop 24");
    rival = organisation(tx, "provider", "Green Yard");
    people(tx);
    coursesOf(tx);
    return Done{};
  });
}

World::~World() = default;

void World::people(WriteTx& tx) {
  const auto add = [&](const std::string& name, std::int64_t where, const char* role) {
    const std::int64_t person = addPerson(tx, name + " of " + role, name + "@example.org", "024 7600 2222");
    addMembership(tx, person, where, role);
    accounts_[name] = addAccount(tx, person, name + "@example.org");
    tx.execute("UPDATE account SET state = 'active' WHERE id = ?", accounts_[name]);
  };
  add("school", school, "school.coordinator");
  add("school_dsl", school, "school.dsl");
  add("other_school", otherSchool, "school.coordinator");
  add("coordinator", provider, "provider.coordinator");
  add("colleague", provider, "provider.dsl");
  add("rival", rival, "provider.coordinator");
  add("admin", cap, "cap.admin");
  add("slt", cap, "cap.slt");
  add("lead", cap, "cap.operations_lead");
  add("officer", cap, "cap.monitoring_officer");
}

void World::coursesOf(WriteTx& tx) {
  const auto add = [&](const std::string& name, std::int64_t whose, std::vector<int> days) {
    Course c;
    c.code = name;
    c.provider = whose;
    c.programme = "tier1";
    c.title = "Course of " + name;
    c.days = std::move(days);
    c.weeks = 10;
    c.places = 2;
    c.sessionTimes = "9:30am to 3pm";
    c.lunch = "Bring a packed lunch";
    courses_[name] = addCourse(tx, c);
  };
  add("carpentry", provider, {1, 2, 3});
  add("painting", provider, {1, 2, 3, 4, 5});
  add("gardening", rival, {1, 2, 3, 4, 5});
}

void World::at(int year, unsigned month, unsigned day, int hour, int minute) {
  store.clock.set(londonAt(Date(year, month, day), {hour, minute}));
}

Viewer World::who(const std::string& name) {
  const auto lease = store.database->read(jobViewer());
  auto viewer = viewerOf(lease->tx(), accounts_.at(name), Viewer::Door::session,
                         [this](std::string_view role) { return registry.permissionsOf(role); });
  BOOST_REQUIRE_MESSAGE(viewer, name);
  return *viewer;
}

Outcome World::run(const std::string& name, const std::string& command, FieldTexts texts) {
  return pipeline->run(who(name), {command, std::move(texts), ""});
}

Done World::done(const std::string& name, const std::string& command, FieldTexts texts) {
  Outcome outcome = run(name, command, std::move(texts));
  if (const auto* refused = std::get_if<Refused>(&outcome)) BOOST_FAIL(command + ": " + problemsOf(*refused));
  return std::get<Done>(outcome);
}

std::string World::refused(const std::string& name, const std::string& command, FieldTexts texts) {
  const Outcome outcome = run(name, command, std::move(texts));
  const auto* refused = std::get_if<Refused>(&outcome);
  if (refused == nullptr) BOOST_FAIL(command + " was done");
  return problemsOf(*refused);
}

std::string World::sentCase(const Wanted& wanted) {
  std::string reference;
  store.write([&](WriteTx& tx) -> Outcome {
    std::int64_t pupil = wanted.pupil;
    if (pupil == 0) {
      Pupil p;
      p.school = school;
      p.firstName = "Leo";
      p.lastName = "Marsh" + std::to_string(++pupils_);
      p.born = Date(2011, 3, 14);
      p.yearGroup = 10;
      pupil = addPupil(tx, p);
    }
    reference = services.newReference(Date(2026, 2, 24)).text();
    const std::int64_t id = createDraft(tx, {reference, school, pupil, accounts_.at("school"), std::nullopt});
    Answers answers{{"consent.agreed", "yes"},         {"course.sessions", wanted.sessions},
                    {"agreement.q9", "yes"},           {"needs.detail", "Short instructions help"},
                    {"week.main_kind", "this_school"}, {"course.start", "2026-02-24"},
                    {"pupil.address", "7 Secret Lane"}};
    saveAnswers(tx, id, answers);
    std::vector<std::int64_t> ids;
    for (const std::string& name : wanted.courses) ids.push_back(courses_.at(name));
    setChoices(tx, id, ids);
    if (wanted.riskAssessment) {
      Document d;
      d.kind = "risk_assessment";
      d.blob = reference;
      d.mediaType = "application/pdf";
      d.typedName = "ra.pdf";
      d.scan = "clean";
      const std::int64_t document = addUpload(tx, d);
      fileUpload(tx, document, id, "risk_assessment");
      RiskAssessment risk;
      risk.caseId = id;
      risk.pupil = pupil;
      risk.document = document;
      risk.completed = Date(2026, 2, 3);
      markRiskAssessmentSeen(tx, addRiskAssessment(tx, risk));  // CAP looked at it before it was sent on
    }
    auto r = anyReferral(tx, id);
    // A draft is the school's own: its choices are read once it is sent.
    moveReferral(tx, *r, ReferralState::submitted, {"submitted", "Sent to CAP.", Audience::all});
    const Choice first = choices(tx, id).front();
    r->programme = "tier1";
    r->submitted = tx.now();
    r->applicationDate = tx.today();
    r->choice = first.id;
    r->policyHash = shelf->versionFor(tx.today(), tx.today());
    saveReferral(tx, *r);
    moveReferral(tx, *r, ReferralState::complete, {"complete", "Complete.", Audience::cap});
    addParty(tx, id, first.provider, "asked");
    setChoiceState(tx, first.id, "sent");
    moveReferral(tx, *r, ReferralState::sent, {"sent", "Sent to the provider.", Audience::all});
    NewDuty duty;
    duty.kind = "referral.answer";
    duty.subject = reference;
    duty.caseId = id;
    duty.organisation = first.provider;
    duty.role = "provider.coordinator";
    duty.says = "Answer a referral";
    duty.due = londonEndOf(tx.today().plusDays(7));
    openDuty(tx, duty);
    return Done{};
  });
  return reference;
}

void World::sendNext(const std::string& reference) {
  store.write([&](WriteTx& tx) -> Outcome {
    auto r = findReferral(tx, reference);
    for (const Choice& each : choices(tx, r->id))
      if (each.id == *r->choice) addParty(tx, r->id, each.provider, "asked");
    setChoiceState(tx, *r->choice, "sent");
    moveReferral(tx, *r, ReferralState::sent, {"sent", "Sent to the provider.", Audience::all});
    return Done{};
  });
}

void World::elsewhere(std::int64_t pupil, const std::string& sessions) {
  Wanted wanted;
  wanted.courses = {"gardening"};
  wanted.pupil = pupil;
  const std::string reference = sentCase(wanted);
  store.write([&](WriteTx& tx) -> Outcome {
    const auto r = findReferral(tx, reference);
    Response answer;
    answer.caseId = r->id;
    answer.choice = *r->choice;
    answer.provider = rival;
    answer.yes = true;
    answer.sessions = sessions;
    Placement p;
    p.reference = reference + "/1";
    p.caseId = r->id;
    p.pupil = pupil;
    p.school = school;
    p.provider = rival;
    p.course = courses_.at("gardening");
    p.response = addResponse(tx, answer);
    p.programme = "tier1";
    p.start = Date(2025, 9, 8);
    p.state = "active";
    p.sessions = sessionsFromText(sessions);
    addPlacement(tx, p);
    return Done{};
  });
}

ReferralRecord World::referral(const std::string& reference) {
  const auto lease = store.database->read(jobViewer());
  const auto found = findReferral(lease->tx(), reference);
  BOOST_REQUIRE_MESSAGE(found, reference);
  return *found;
}

FieldTexts World::on(const std::string& reference) {
  return {{"reference", {reference}}, {"version", {std::to_string(version(reference))}}};
}

FieldTexts World::yes(const std::string& reference) {
  FieldTexts texts = on(reference);
  texts["interview_on"] = {store.clock.today().iso()};
  texts["interview_who"] = {"The pupil, his mother, our tutor"};
  for (const char* each : {"risk_assessment_read", "documents_understood", "agreement_considered", "needs_met",
                           "risk_met", "supervision_met"})
    texts[each] = {"yes"};
  texts["sessions"] = {"2a", "2p"};
  texts["start"] = {"2026-02-24"};
  return texts;
}

FieldTexts World::no(const std::string& reference, const std::string& category) {
  FieldTexts texts = on(reference);
  texts["category"] = {category};
  texts["reason"] = {"We have no member of staff who can support this need in the workshop."};
  return texts;
}

void World::confirmed(const std::string& reference) {
  done("coordinator", "response.yes", yes(reference));
  done("admin", "placement.process", on(reference));
  done("admin", "placement.tick_clm", on(reference));
  done("admin", "placement.tick_capita", on(reference));
  done("admin", "placement.confirm", on(reference));
}

int World::job(const std::string& name) {
  ViewerMaker maker;
  maker.actor = "job:" + name;
  maker.name = "capd";
  maker.door = Viewer::Door::job;
  maker.seesAllCases = true;
  for (const auto& [permission, declaration] : registry.permissions()) maker.permissions.insert(permission);
  const Viewer viewer = maker.make();
  int done = 0;
  bool known = false;
  for (const JobDeclaration& job : registry.jobs()) {
    if (job.name != name) continue;
    known = true;
    std::vector<std::pair<std::string, FieldTexts>> wanted;
    {
      const auto lease = store.database->read(viewer);
      wanted = job.run(lease->tx(), services);
    }
    for (const auto& [command, texts] : wanted) {
      const Outcome outcome = pipeline->run(viewer, {command, texts, ""});
      if (const auto* refused = std::get_if<Refused>(&outcome)) BOOST_FAIL(command + ": " + problemsOf(*refused));
      ++done;
    }
  }
  BOOST_REQUIRE_MESSAGE(known, name);
  return done;
}

std::string World::page(const std::string& name, const std::string& path) {
  web::Templates templates;
  templates.loadFolder("house", CAPD_SOURCE "/core/web/templates");
  templates.loadFolder("response", CAPD_SOURCE "/plugins/response/pages");
  const auto match = registry.page(path);
  BOOST_REQUIRE_MESSAGE(match, path);
  const Viewer viewer = who(name);
  const PageDeclaration& page = match->page->declaration;
  if (!viewer.may(page.permission)) return {};
  const auto lease = store.database->read(viewer);
  PageRequest ask{lease->tx(), services, viewer, match->path, {}, nullptr};
  PageAnswer answer = page.fill(ask);
  auto* shown = std::get_if<Shown>(&answer);
  if (shown == nullptr) return {};
  web::Templates::Part body{"response/" + page.file, &shown->model, {}};
  std::map<std::string, Model> forms;
  for (const auto& [slot, form] : shown->model.forms()) {
    const auto* command = registry.command(form.command);
    BOOST_REQUIRE_MESSAGE(command, form.command);
    forms[slot] =
        web::formModel(form, form.shape ? *form.shape : command->declaration.form, {"/do/x", "c", "t", path, {}});
    body.includes[slot] = {"house/form.tpl", &forms[slot], {}};
  }
  return shown->title + "\n" + templates.render(body);
}

Placement placementOn(World& world, const std::string& reference) {
  return world.read("admin", [&](ReadTx& tx) {
    const auto found = placementOfCase(tx, world.referral(reference).id);
    BOOST_REQUIRE(found);
    return *found;
  });
}

}  // namespace capd::test
