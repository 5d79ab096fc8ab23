#include "daemon/Demonstration.h"

#include "cases/account/Account.h"
#include "cases/course/Course.h"
#include "cases/organisation/Organisation.h"
#include "cases/organisation/Roles.h"
#include "cases/pupil/Pupil.h"

namespace capd::daemon {
namespace {

constexpr char kSchool[] = "Spon Vale School";
constexpr char kOtherSchool[] = "Canley Brook Academy";
constexpr char kProvider[] = "Whitley Workshops";
constexpr char kOtherProvider[] = "Sherbourne Skills";
constexpr char kCap[] = "Coventry Alternative Provision";
constexpr char kSend[] = "SEND Department";
constexpr char kOfficers[] = "Local authority officers";
constexpr char kEarlyHelp[] = "Early Help";

struct InventedCourse {
  const char* code;
  const char* provider;
  const char* programme;
  const char* category;
  const char* title;
  std::vector<int> days;
  int weeks;
  int places;
};

const std::vector<InventedCourse>& courses() {
  static const std::vector<InventedCourse> all = {
      {"bike", kProvider, "tier1", "Work-based learning", "Bicycle maintenance", {2, 3}, 0, 8},
      {"wood", kProvider, "tier1", "Work-based learning", "Carpentry and joinery", {1, 2, 4}, 0, 6},
      {"hair", kOtherProvider, "tier1", "Work-based learning", "Hair and beauty", {2, 4}, 0, 8},
      {"maths", kOtherProvider, "tier1", "Curriculum support", "Maths and English in small groups", {1, 3, 5}, 0, 10},
      {"choices", kOtherProvider, "tier2.insight", "", "Choices", {3}, 6, 12},
      {"online", kProvider, "tier2.insight", "", "Safe online", {5}, 10, 12},
      {"grow", kOtherProvider, "tier2.flourish", "", "Grow", {1, 4}, 12, 10},
      {"transfer", kOtherProvider, "tier3.supported_transfer", "", "A term at another school", {1, 2, 3, 4, 5}, 12, 4},
      {"refocus", kOtherProvider, "tier3.refocus", "", "Refocus", {2, 3, 4, 5}, 10, 30},
      {"regain", kOtherProvider, "send.time_limited", "", "Regain", {1, 3, 5}, 12, 8},
      {"transit", kOtherProvider, "send.eotas_transitional", "", "Hospitality and catering", {2, 4}, 0, 8},
      {"onward", kOtherProvider, "post16.send", "", "Onward", {1, 3, 5}, 36, 12},
  };
  return all;
}

std::int64_t organisation(WriteTx& tx, const char* kind, const char* name, const char* sla) {
  Organisation made;
  made.kind = kind;
  made.name = name;
  made.phone = "024 7600 0000";
  made.address = "1 Example Road, Coventry";
  made.travel = "Bus 11 stops outside. Please tell us if travel is a worry.";
  if (sla != nullptr) made.sla = sla;
  return addOrganisation(tx, made);
}

void invent(WriteTx& tx, const std::string& hash) {
  organisation(tx, "school", kSchool, "sla");
  organisation(tx, "school", kOtherSchool, "admin_fee");
  organisation(tx, "provider", kProvider, nullptr);
  organisation(tx, "provider", kOtherProvider, nullptr);
  Organisation send = findOrganisation(tx, "send_team", kSend).value();
  send.phone = "024 7600 0000";
  send.email = "send@cap.example";
  saveOrganisation(tx, send);
  organisation(tx, "agency", kOfficers, nullptr);
  organisation(tx, "agency", kEarlyHelp, nullptr);
  for (const Persona& persona : personas()) {
    const Role* role = findRole(persona.role);
    const auto where = findOrganisation(tx, role->organisationKind, persona.organisation);
    const auto person = addPerson(tx, persona.name, persona.email, "024 7600 0000");
    addMembership(tx, person, where.value().id, persona.role);
    setPassword(tx, addAccount(tx, person, persona.email), hash);
  }
  for (const InventedCourse& each : courses()) {
    Course course;
    course.code = each.code;
    course.provider = findOrganisation(tx, "provider", each.provider).value().id;
    course.programme = each.programme;
    course.category = each.category;
    course.title = each.title;
    course.summary = "A small group with a tutor and an assistant.";
    course.days = each.days;
    if (each.weeks > 0) course.weeks = each.weeks;
    course.places = each.places;
    course.location = "1 Example Road, Coventry";
    course.sessionTimes = "9:30am to 12pm and 12:30pm to 2:30pm";
    course.lunch = "Bring a packed lunch";
    course.clothing = "Clothes that may get dirty, closed shoes";
    addCourse(tx, course);
  }
  struct Child {
    const char* school;
    const char* first;
    const char* last;
    Date born;
    int year;
  };
  const std::vector<Child> children = {
      {kSchool, "Aled", "Wynne-Test", Date(2011, 3, 4), 10},
      {kSchool, "Zofia", "Świątek-Test", Date(2010, 11, 20), 11},
      {kSchool, "Maryam", "Hassan-Test", Date(2011, 7, 9), 10},
      {kSchool, "Jordan", "Reed-Test", Date(2012, 1, 30), 9},
      {kOtherSchool, "Alex", "Moor-Test", Date(2011, 5, 17), 10},
      {kOtherSchool, "Sam", "Okafor-Test", Date(2010, 9, 2), 11},
  };
  for (const Child& child : children) {
    Pupil pupil;
    pupil.school = findOrganisation(tx, "school", child.school).value().id;
    pupil.firstName = child.first;
    pupil.lastName = child.last;
    pupil.born = child.born;
    pupil.yearGroup = child.year;
    addPupil(tx, pupil);
  }
}

}  // namespace

const std::vector<Persona>& personas() {
  static const std::vector<Persona> all = {
      {"school.coordinator", "School CAP coordinator", "Carys Penn", "coordinator@school.example", kSchool},
      {"school.contributor", "School staff who help to write", "Tom Archer", "contributor@school.example", kSchool},
      {"school.dsl", "School safeguarding lead", "Dee Lowe", "dsl@school.example", kSchool},
      {"school.coordinator", "Coordinator of another school", "Olu Bright", "other@school.example", kOtherSchool},
      {"provider.coordinator", "Provider coordinator", "Priya Nair", "provider@provider.example", kProvider},
      {"provider.coordinator", "Coordinator of another provider", "Piotr Zając", "other@provider.example",
       kOtherProvider},
      {"provider.tutor", "Provider tutor", "Tunde Cole", "tutor@provider.example", kProvider},
      {"cap.admin", "CAP administrator", "Anna Field", "admin@cap.example", kCap},
      {"cap.monitoring_officer", "CAP monitoring officer", "Moses Grant", "officer@cap.example", kCap},
      {"cap.quality_officer", "CAP quality officer", "Quinn Hart", "quality@cap.example", kCap},
      {"cap.data_admin", "CAP data administrator", "Dawn Reyes", "data@cap.example", kCap},
      {"cap.slt", "CAP senior leader", "Sheila Stone", "slt@cap.example", kCap},
      {"cap.operations_lead", "CAP operations lead", "Oscar Lake", "lead@cap.example", kCap},
      {"cap.dsl", "CAP safeguarding lead", "Di Summers", "dsl@cap.example", kCap},
      {"cap.policy_editor", "CAP policy editor", "Paul Editor", "policy@cap.example", kCap},
      {"cap.host", "The council's IT host", "Ivy Host", "host@cap.example", kCap},
      {"send.officer", "SEND officer", "Sunita Rao", "send@cap.example", kSend},
      {"panel.chair", "Chair of a panel", "Cher Voss", "chair@panel.example", kOfficers},
      {"panel.member", "Panel member of Early Help", "Mel Early", "member@panel.example", kEarlyHelp},
  };
  return all;
}

void fillDemonstration(House& house) {
  const std::string hash = passwordHash(kDemonstrationPassword);
  store::WriteRequest request;
  request.viewer = house.hostViewer(0);
  request.command = "house.invent";
  request.key = "house.invent";
  request.contentHash = "once";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    invent(tx, hash);
    return Done{};
  };
  house.database().write(std::move(request)).get();
}

}  // namespace capd::daemon
