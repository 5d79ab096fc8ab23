// People with a sign-in, pupils, and placements that run when the service begins.
#include <fmt/format.h>

#include <algorithm>

#include "Imports.h"
#include "base/Text.h"
#include "cases/account/Account.h"
#include "cases/course/Course.h"
#include "cases/organisation/Organisation.h"
#include "cases/organisation/Roles.h"
#include "cases/placement/Placement.h"
#include "cases/pupil/Pupil.h"

namespace capd::imports {
namespace {

// A school by its number or its name.
std::optional<Organisation> schoolFrom(WriteTx& tx, const std::string& typed) {
  if (const auto id = schoolByUrn(tx, typed)) return findOrganisation(tx, *id);
  return findOrganisation(tx, "school", typed);
}

std::string noSchool(const std::string& typed) {
  return fmt::format("There is no school “{}”. Import it first, or write its URN or its name as it stands here.",
                     typed);
}

// ---- people

const Role* roleFrom(const std::string& typed) {
  if (const Role* role = findRole(typed)) return role;
  for (const Role& role : allRoles())
    if (sortKey(role.says) == sortKey(typed)) return &role;
  return nullptr;
}

std::optional<Organisation> workplace(WriteTx& tx, const Role& role, const std::string& typed) {
  if (role.organisationKind == "school") return schoolFrom(tx, typed);
  return findOrganisation(tx, role.organisationKind, typed);
}

Verdict lookAtUser(WriteTx& tx, const Kind& kind, const Values& values) {
  std::string faults = faultsOf(kind, values);
  const Role* role = roleFrom(at(values, "role"));
  if (!at(values, "role").empty() && role == nullptr)
    addSentence(faults,
                fmt::format("“{}” is no role. Write, for example, School CAP coordinator.", at(values, "role")));
  if (role != nullptr && role->organisationKind == "cap")
    addSentence(faults, "People of CAP are invited one by one, on the page People.");
  if (role != nullptr && role->safeguarding)
    addSentence(faults, "Safeguarding leads are invited one by one, on the page People: the other leads are told.");
  const auto where = role == nullptr ? std::nullopt : workplace(tx, *role, at(values, "organisation"));
  if (role != nullptr && role->organisationKind != "cap" && !where)
    addSentence(faults, fmt::format("There is no {} “{}” here.", role->organisationKind, at(values, "organisation")));
  const auto account = accountByEmail(tx, at(values, "email"));
  if (account && account->state == "left")
    addSentence(faults, "This person has left. Invite them again on the page People, if they have come back.");
  if (account && sortKey(account->name) != sortKey(at(values, "name")))
    addSentence(faults, fmt::format("This address is {}’s. Everybody needs an address of their own.", account->name));
  if (!faults.empty()) return {"fault", faults};
  if (!account) return {"add", ""};
  if (holdsRole(tx, account->person, where->id, role->word)) return {"same", "", account->id};
  return {"change", fmt::format("Role: {} at {}", role->says, where->name), account->id};
}

Deed doUser(WriteTx& tx, const Values& values, const Verdict& verdict) {
  const Role* role = roleFrom(at(values, "role"));
  const auto where = workplace(tx, *role, at(values, "organisation")).value();
  if (verdict.action == "add") {
    const auto person = addPerson(tx, at(values, "name"), at(values, "email"), at(values, "phone"));
    addMembership(tx, person, where.id, role->word);
    return {addAccount(tx, person, at(values, "email")), ""};
  }
  addMembership(tx, findAccount(tx, verdict.subject).value().person, where.id, role->word);
  return {verdict.subject, ""};
}

std::string undoUser(WriteTx& tx, std::int64_t subject, bool added, const Values& typed) {
  const auto account = findAccount(tx, subject);
  if (!account || account->state == "left") return "They have left already.";
  if (added) {
    if (account->state != "invited") return "They have chosen a password already, so the sign-in stays.";
    endAccount(tx, subject);
    return {};
  }
  const Role* role = roleFrom(at(typed, "role"));
  const auto where = role == nullptr ? std::nullopt : workplace(tx, *role, at(typed, "organisation"));
  if (!where || !endMembership(tx, account->person, where->id, role->word)) return "They hold that role no more.";
  return {};
}

// ---- pupils

Pupil pupilFrom(const Values& values, std::int64_t school) {
  Pupil pupil;
  pupil.school = school;
  pupil.firstName = at(values, "first_name");
  pupil.lastName = at(values, "last_name");
  pupil.knownAs = at(values, "known_as");
  if (const auto born = Date::fromIso(at(values, "born"))) pupil.born = *born;
  if (!at(values, "upn").empty()) pupil.upn = readUpn(at(values, "upn"));
  if (!at(values, "year_group").empty()) pupil.yearGroup = std::stoll(at(values, "year_group"));
  return pupil;
}

Values valuesOf(const Pupil& p) {
  Values values = {{"first_name", p.firstName},
                   {"last_name", p.lastName},
                   {"born", p.born.iso()},
                   {"year_group", std::to_string(p.yearGroup)}};
  if (!p.knownAs.empty()) values["known_as"] = p.knownAs;
  if (p.upn) values["upn"] = *p.upn;
  return values;
}

Verdict lookAtPupil(WriteTx& tx, const Kind& kind, const Values& values) {
  std::string faults = faultsOf(kind, values);
  const auto school = schoolFrom(tx, at(values, "school"));
  if (!at(values, "school").empty() && !school) addSentence(faults, noSchool(at(values, "school")));
  if (!at(values, "upn").empty() && !readUpn(at(values, "upn")))
    addSentence(faults, "A UPN has a letter, then 12 signs, such as H801200001001, and the letter must fit the rest.");
  const auto born = Date::fromIso(at(values, "born"));
  if (born && (*born >= tx.today() || born->plusMonths(12 * 26) < tx.today() || born->plusMonths(12 * 3) > tx.today()))
    addSentence(faults, "The date of birth must be 3 to 26 years ago. Check the year.");
  if (!faults.empty()) return {"fault", faults};
  const Pupil wanted = pupilFrom(values, school->id);
  const auto there = samePupil(tx, wanted);
  if (!there) return {"add", ""};
  Values now = values;
  now.erase("school");
  if (wanted.upn) now["upn"] = *wanted.upn;
  const std::string says = differences(kind, valuesOf(*there), now);
  return {says.empty() ? "same" : "change", says, there->id};
}

Deed doPupil(WriteTx& tx, const Values& values, const Verdict& verdict) {
  const auto school = schoolFrom(tx, at(values, "school")).value();
  Pupil wanted = pupilFrom(values, school.id);
  if (verdict.action == "add") return {addPupil(tx, wanted), ""};
  const Pupil there = samePupil(tx, wanted).value();
  if (wanted.knownAs.empty()) wanted.knownAs = there.knownAs;
  if (!wanted.upn) wanted.upn = there.upn;
  wanted.id = there.id;
  savePupil(tx, wanted);
  return {there.id, toJson(valuesOf(there))};
}

std::string undoPupil(WriteTx& tx, std::int64_t subject, bool added, const Values& typed, const Values& before) {
  if (added) return removePupil(tx, subject) ? "" : "The pupil was referred already, so the record stays.";
  const auto school = schoolFrom(tx, at(typed, "school"));
  Pupil old = pupilFrom(before, school ? school->id : 0);
  old.id = subject;
  savePupil(tx, old);
  return {};
}

// ---- running placements

std::string sessionsIn(const std::string& typed) {
  std::string sessions;
  std::string part;
  for (const char sign : typed + ",") {
    if (sign != ',' && sign != ';') {
      part += sign;
      continue;
    }
    const std::string key = sortKey(trimmed(part));
    part.clear();
    for (unsigned day = 1; day <= 5; ++day) {
      const std::string name = sortKey(weekdayName(day));
      const auto space = key.find(' ');
      const std::string word = key.substr(0, space);
      if (word.size() < 2 || name.rfind(word, 0) != 0) continue;
      const std::string half = space == std::string::npos ? "" : key.substr(space + 1);
      if (half != "pm" && half != "afternoon") sessions += std::to_string(day) + "a,";
      if (half != "am" && half != "morning") sessions += std::to_string(day) + "p,";
    }
  }
  return sessionsToText(sessionsFromText(sessions));
}

struct Found {
  std::optional<Organisation> school;
  std::optional<Organisation> provider;
  std::optional<std::int64_t> pupil;
  std::optional<std::int64_t> course;
  std::string faults;
};

Found findAll(WriteTx& tx, const Kind& kind, const Values& values) {
  Found found;
  found.faults = faultsOf(kind, values);
  found.school = schoolFrom(tx, at(values, "school"));
  if (!at(values, "school").empty() && !found.school) addSentence(found.faults, noSchool(at(values, "school")));
  if (found.school)
    found.pupil = pupilByName(tx, found.school->id, at(values, "upn"), at(values, "first_name"),
                              at(values, "last_name"), at(values, "born"));
  if (found.school && !found.pupil)
    addSentence(found.faults, "This pupil is not on the school’s list. Import the pupils first.");
  found.provider = findOrganisation(tx, "provider", at(values, "provider"));
  if (!at(values, "provider").empty() && !found.provider)
    addSentence(found.faults, fmt::format("There is no provider called “{}”.", at(values, "provider")));
  if (found.provider) found.course = courseOf(tx, found.provider->id, "", at(values, "course"));
  if (found.provider && !found.course)
    addSentence(found.faults, fmt::format("{} has no course “{}”. Import the courses first.", found.provider->name,
                                          at(values, "course")));
  return found;
}

Verdict lookAtPlacement(WriteTx& tx, const Kind& kind, const Values& values, const Context& context) {
  Found found = findAll(tx, kind, values);
  if (!at(values, "days").empty() && sessionsIn(at(values, "days")).empty())
    addSentence(found.faults, "The days must be half days or days, such as Tue am, Thursday.");
  const auto start = Date::fromIso(at(values, "start"));
  const auto last = Date::fromIso(at(values, "last_day"));
  if (start && *start > tx.today())
    addSentence(found.faults, "It has not begun yet: refer the pupil, so that it is checked and confirmed.");
  if (last && *last < tx.today()) addSentence(found.faults, "It is over: only placements that run are taken over.");
  if (start && context.policyHash.count(academicYearOf(*start)) == 0)
    addSentence(found.faults, fmt::format("There is no policy of {}.", academicYearOf(*start)));
  if (!found.faults.empty()) return {"fault", found.faults};
  if (const auto there = runningPlacement(tx, *found.pupil, *found.course, at(values, "start")))
    return {"same", "", *there};
  const auto sessions = sessionsFromText(sessionsIn(at(values, "days")));
  for (const Session& taken : sessionsTakenElsewhere(tx, *found.pupil, 0, tx.today(), last))
    if (std::find(sessions.begin(), sessions.end(), taken) != sessions.end())
      return {"fault", fmt::format("The pupil is somewhere else on {}.", sessionsInWords({taken}))};
  return {"add", ""};
}

Deed doPlacement(WriteTx& tx, const Kind& kind, const Values& values, const std::string& sign, const Context& context) {
  const Found found = findAll(tx, kind, values);
  Running running;
  running.reference = sign;
  running.school = found.school->id;
  running.pupil = *found.pupil;
  running.course = *found.course;
  running.provider = found.provider->id;
  running.programme = findCourse(tx, *found.course).value().programme;
  running.sessions = sessionsIn(at(values, "days"));
  running.start = Date::fromIso(at(values, "start")).value();
  running.last = Date::fromIso(at(values, "last_day"));
  running.policyYear = academicYearOf(running.start);
  running.policyHash = context.policyHash.at(running.policyYear);
  if (!running.last) {
    const auto end = context.lastSchoolDay.find(academicYearOf(tx.today()));
    if (end != context.lastSchoolDay.end()) running.last = end->second;
  }
  return {addRunning(tx, running), ""};
}

std::vector<Column> pupilColumns(bool whole) {
  std::vector<Column> columns = {
      {{.name = "school", .label = "School", .missing = "Enter the school’s URN or name", .most = 120},
       {"school urn", "school name", "urn"}},
      {{.name = "first_name", .label = "First name", .missing = "Enter the first name", .most = 80, .personal = true},
       {"forename", "given name"}},
      {{.name = "last_name", .label = "Last name", .missing = "Enter the last name", .most = 80, .personal = true},
       {"surname", "family name"}},
      {{.name = "born",
        .label = "Date of birth",
        .kind = FieldKind::date,
        .missing = "Enter the date of birth",
        .personal = true},
       {"dob", "born"}},
      {{.name = "upn", .label = "UPN", .most = 20, .personal = true}, {"unique pupil number"}}};
  if (whole) {
    columns.push_back({{.name = "known_as", .label = "Known as", .most = 80, .personal = true}, {"preferred name"}});
    columns.push_back({{.name = "year_group",
                        .label = "Year group",
                        .kind = FieldKind::number,
                        .missing = "Enter the year group",
                        .least = 0,
                        .most = 14,
                        .personal = true},
                       {"year", "nc year"}});
  }
  return columns;
}

std::string samePerson(const Values& values) {
  return sortKey(at(values, "school") + "|" + at(values, "last_name") + "|" + at(values, "first_name") + "|" +
                 at(values, "born"));
}

}  // namespace

Kind usersKind() {
  Kind kind;
  kind.word = "users";
  kind.title = "People with a sign-in";
  kind.says = "They are invited and get no mail yet: send each the link on the page People when you are ready.";
  kind.columns = {
      {{.name = "name", .label = "Full name", .missing = "Enter the person’s name", .most = 120}, {"name"}},
      {{.name = "email",
        .label = "Email address",
        .kind = FieldKind::email,
        .missing = "Enter their own email address",
        .most = 120},
       {"email", "e-mail", "work email"}},
      {{.name = "phone", .label = "Telephone", .kind = FieldKind::phone, .most = 40}, {"phone", "tel"}},
      {{.name = "organisation", .label = "Where they work", .missing = "Enter where they work", .most = 160},
       {"organisation", "school", "provider"}},
      {{.name = "role", .label = "What they do", .missing = "Enter what they do", .most = 80}, {"role"}}};
  Kind shape;
  shape.columns = kind.columns;
  kind.sameAs = [](const Values& v) {
    return sortKey(at(v, "email") + "|" + at(v, "organisation") + "|" + at(v, "role"));
  };
  kind.look = [shape](WriteTx& tx, const Values& v, const Context&) { return lookAtUser(tx, shape, v); };
  kind.apply = [](WriteTx& tx, const Values& v, const Verdict& verdict, const std::string&, const Context&) {
    return doUser(tx, v, verdict);
  };
  kind.undo = [](WriteTx& tx, std::int64_t subject, bool added, const Values& typed, const Values&) {
    return undoUser(tx, subject, added, typed);
  };
  return kind;
}

Kind pupilsKind() {
  Kind kind;
  kind.word = "pupils";
  kind.title = "Pupils";
  kind.says = "On the lists of their schools. The UPN says which pupil is which, else name and birthday.";
  kind.columns = pupilColumns(true);
  Kind shape;
  shape.columns = kind.columns;
  kind.sameAs = samePerson;
  kind.look = [shape](WriteTx& tx, const Values& v, const Context&) { return lookAtPupil(tx, shape, v); };
  kind.apply = [](WriteTx& tx, const Values& v, const Verdict& verdict, const std::string&, const Context&) {
    return doPupil(tx, v, verdict);
  };
  kind.undo = undoPupil;
  return kind;
}

Kind placementsKind() {
  Kind kind;
  kind.word = "placements";
  kind.title = "Placements that run now";
  kind.says =
      "Taken over as they are, with a referral that says so. Schools, providers, courses and pupils come first.";
  kind.columns = pupilColumns(false);
  kind.columns.push_back(
      {{.name = "provider", .label = "Provider", .missing = "Enter the provider", .most = 120}, {"training provider"}});
  kind.columns.push_back(
      {{.name = "course", .label = "Course", .missing = "Enter the course", .most = 120}, {"course title"}});
  kind.columns.push_back({{.name = "days", .label = "Days", .missing = "Enter the days", .most = 120}, {"sessions"}});
  kind.columns.push_back(
      {{.name = "start", .label = "Start", .kind = FieldKind::date, .missing = "Enter the first day"},
       {"start date", "first day"}});
  kind.columns.push_back({{.name = "last_day", .label = "Last day", .kind = FieldKind::date}, {"end date", "end"}});
  Kind shape;
  shape.columns = kind.columns;
  kind.sameAs = [](const Values& v) {
    return samePerson(v) + sortKey("|" + at(v, "provider") + "|" + at(v, "course"));
  };
  kind.look = [shape](WriteTx& tx, const Values& v, const Context& c) { return lookAtPlacement(tx, shape, v, c); };
  kind.apply = [shape](WriteTx& tx, const Values& v, const Verdict&, const std::string& sign, const Context& c) {
    return doPlacement(tx, shape, v, sign, c);
  };
  kind.undo = [](WriteTx& tx, std::int64_t subject, bool, const Values&, const Values&) -> std::string {
    return endRunning(tx, subject) ? "" : "It has ended already, or something has happened on it since then.";
  };
  return kind;
}

const std::vector<Kind>& allKinds() {
  static const std::vector<Kind> kAll = {schoolsKind(), providersKind(), coursesKind(),   usersKind(),
                                         staffKind(),   pupilsKind(),    placementsKind()};
  return kAll;
}

const Kind* findKind(std::string_view word) {
  for (const Kind& kind : allKinds())
    if (kind.word == word) return &kind;
  return nullptr;
}

bool mayImport(const Viewer& viewer, std::string_view kind) {
  const Kind* known = findKind(kind);
  return known != nullptr && viewer.may(known->permission);
}

}  // namespace capd::imports
