// Schools, providers and their courses.
#include <fmt/format.h>

#include <algorithm>

#include "Imports.h"
#include "base/Text.h"
#include "cases/course/Course.h"
#include "cases/organisation/Organisation.h"

namespace capd::imports {
namespace {

std::optional<std::string> optional(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

Values valuesOf(const Organisation& o) {
  Values values;
  const auto put = [&](const char* name, const std::string& value) {
    if (!value.empty()) values[name] = value;
  };
  put("name", o.name);
  put("urn", o.urn.value_or(""));
  put("school_group", o.schoolGroup.value_or(""));
  put("sla", o.sla.value_or(""));
  put("phone", o.phone);
  put("email", o.email);
  put("address", o.address);
  put("travel", o.travel);
  put("closed", o.closed ? "yes" : "");
  return values;
}

// What is given is taken over; an empty cell leaves what stands.
void takeOver(const Values& values, Organisation& o) {
  const auto text = [&](const char* name, std::string& member) {
    if (values.count(name) != 0) member = at(values, name);
  };
  const auto maybe = [&](const char* name, std::optional<std::string>& member) {
    if (values.count(name) != 0) member = optional(at(values, name));
  };
  text("name", o.name);
  maybe("urn", o.urn);
  maybe("school_group", o.schoolGroup);
  maybe("sla", o.sla);
  text("phone", o.phone);
  text("email", o.email);
  text("address", o.address);
  text("travel", o.travel);
}

std::string urnFault(const Values& values) {
  const std::string urn = at(values, "urn");
  if (urn.empty() || (urn.size() == 6 && urn.find_first_not_of("0123456789") == std::string::npos)) return {};
  return "The URN must be six digits, such as 103738.";
}

// By its number first: a school that was renamed is the same school.
std::optional<Organisation> existing(WriteTx& tx, const std::string& kind, const Values& values) {
  if (kind == "school")
    if (const auto id = schoolByUrn(tx, at(values, "urn"))) return findOrganisation(tx, *id);
  return findOrganisation(tx, kind, at(values, "name"));
}

std::string closingWords(const Values& values) {
  std::string says = "Closed in the national register";
  if (!at(values, "closed_on").empty()) says += " on " + at(values, "closed_on");
  says += ".";
  if (!at(values, "successor").empty())
    says += " Its successor is " + at(values, "successor") + ": import that one too, and tell its coordinators.";
  return says;
}

Verdict lookAt(WriteTx& tx, const Kind& kind, const std::string& word, const Values& values) {
  const auto there = existing(tx, word, values);
  const bool closes = at(values, "closed") == "yes";
  if (!there && closes) return {"skip", closingWords(values) + " It is not in these records."};
  std::string faults = faultsOf(kind, values);
  if (const std::string urn = urnFault(values); !urn.empty()) faults += (faults.empty() ? "" : " ") + urn;
  const auto namesake = findOrganisation(tx, word, at(values, "name"));
  if (namesake && there && namesake->id != there->id)
    faults += fmt::format("Another {} is called “{}” here already.", word, namesake->name);
  if (namesake && there && namesake->id == there->id && word == "school" && there->urn &&
      *there->urn != at(values, "urn"))
    faults += fmt::format("“{}” is here with the URN {}. Give one of the two a name that tells them apart.",
                          there->name, *there->urn);
  if (!faults.empty()) return {"fault", faults};
  if (!there) return {"add", ""};
  Values now = values;
  if (now.count("closed_on") != 0) now.erase("closed_on");
  now.erase("successor");
  std::string says = differences(kind, valuesOf(*there), now);
  if (closes && !there->closed) says += (says.empty() ? "" : "; ") + closingWords(values);
  return {says.empty() ? "same" : "change", says, there->id};
}

Deed doIt(WriteTx& tx, const std::string& word, const Values& values, const Verdict& verdict) {
  if (verdict.action == "add") {
    Organisation made;
    made.kind = word;
    takeOver(values, made);
    if (word == "school" && !made.sla) made.sla = "admin_fee";  // until CAP says that there is an agreement
    return {addOrganisation(tx, made), ""};
  }
  Organisation there = findOrganisation(tx, verdict.subject).value();
  const Values before = valuesOf(there);
  takeOver(values, there);
  saveOrganisation(tx, there);
  if (at(values, "closed") == "yes") closeOrganisation(tx, there.id, true);
  return {there.id, toJson(before)};
}

// Only what the import wrote is put back: whatever somebody changed since then stays, and the row says so.
std::string takeBack(WriteTx& tx, std::int64_t subject, bool added, const Values& typed, const Values& before) {
  auto there = findOrganisation(tx, subject);
  if (!there) return "It is not there any more.";
  if (added) return removeOrganisation(tx, subject) ? "" : "Something hangs on it already, so it stays.";
  const Values now = valuesOf(*there);
  Values back;
  for (const auto& [name, value] : typed) {
    if (name == "closed" || name == "closed_on" || name == "successor") continue;
    if (at(now, name.c_str()) != value) return "Somebody changed it since then, so it stays.";
    back[name] = at(before, name.c_str());
  }
  takeOver(back, *there);
  saveOrganisation(tx, *there);
  if (at(typed, "closed") == "yes" && at(before, "closed") != "yes") closeOrganisation(tx, subject, false);
  return {};
}

std::vector<Column> contactColumns() {
  return {{{.name = "phone", .label = "Telephone", .kind = FieldKind::phone, .most = 40},
           {"tel", "telephone number", "phone"}},
          {{.name = "email", .label = "Email address", .kind = FieldKind::email, .most = 120}, {"email", "e-mail"}},
          {{.name = "address", .label = "Address", .kind = FieldKind::longText, .most = 400}, {}}};
}

Kind organisationKind(std::string_view word, std::string_view title, std::string_view says, const std::string& stored,
                      std::vector<Column> columns) {
  Kind kind;
  kind.word = word;
  kind.title = title;
  kind.says = says;
  kind.columns = std::move(columns);
  for (Column& column : contactColumns()) kind.columns.push_back(std::move(column));
  kind.sameAs = [](const Values& values) {
    return at(values, "urn").empty() ? sortKey(at(values, "name")) : at(values, "urn");
  };
  // The columns alone: a kind that held itself would never be freed.
  Kind shape;
  shape.columns = kind.columns;
  kind.look = [shape, stored](WriteTx& tx, const Values& values, const Context&) {
    return lookAt(tx, shape, stored, values);
  };
  kind.apply = [stored](WriteTx& tx, const Values& values, const Verdict& verdict, const std::string&, const Context&) {
    return doIt(tx, stored, values, verdict);
  };
  kind.undo = takeBack;
  return kind;
}

// ---- courses

std::vector<int> daysIn(const std::string& typed) {
  std::vector<int> days;
  std::string word;
  const auto take = [&] {
    const std::string key = sortKey(word);
    word.clear();
    for (unsigned day = 1; day <= 5; ++day)
      if (key == std::to_string(day) || (key.size() >= 2 && sortKey(weekdayName(day)).rfind(key, 0) == 0))
        days.push_back(static_cast<int>(day));
  };
  for (const char sign : typed + ",") {
    if (sign == ',' || sign == ' ' || sign == '/' || sign == ';' || sign == '&')
      take();
    else
      word += sign;
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

Values valuesOf(const Course& c) {
  Values values = {{"provider", c.providerName}, {"programme", c.programme},
                   {"category", c.category},     {"title", c.title},
                   {"summary", c.summary},       {"qualification", c.qualification},
                   {"days", daysToText(c.days)}, {"places", std::to_string(c.places)},
                   {"location", c.location},     {"session_times", c.sessionTimes},
                   {"lunch", c.lunch},           {"clothing", c.clothing}};
  if (c.weeks) values["weeks"] = std::to_string(*c.weeks);
  for (auto each = values.begin(); each != values.end();) each = each->second.empty() ? values.erase(each) : ++each;
  return values;
}

void takeOver(const Values& values, Course& c) {
  const auto text = [&](const char* name, std::string& member) {
    if (values.count(name) != 0) member = at(values, name);
  };
  text("category", c.category);
  text("title", c.title);
  text("summary", c.summary);
  text("qualification", c.qualification);
  text("location", c.location);
  text("session_times", c.sessionTimes);
  text("lunch", c.lunch);
  text("clothing", c.clothing);
  if (values.count("days") != 0) c.days = daysIn(at(values, "days"));
  if (values.count("places") != 0) c.places = std::stoll(at(values, "places"));
  if (values.count("weeks") != 0)
    c.weeks = at(values, "weeks").empty() ? std::nullopt : std::optional<std::int64_t>(std::stoll(at(values, "weeks")));
}

// The row with programme and days in the words of the records.
Values inWords(const Values& values, const Context& context) {
  Values now = values;
  const auto programme = context.programmes.find(sortKey(at(values, "programme")));
  if (programme != context.programmes.end()) now["programme"] = programme->second;
  if (values.count("days") != 0) now["days"] = daysToText(daysIn(at(values, "days")));
  return now;
}

Verdict lookAtCourse(WriteTx& tx, const Kind& kind, const Values& values, const Context& context) {
  std::string faults = faultsOf(kind, values);
  const auto add = [&](const std::string& says) { faults += (faults.empty() ? "" : " ") + says; };
  const auto provider = findOrganisation(tx, "provider", at(values, "provider"));
  if (!at(values, "provider").empty() && !provider)
    add(fmt::format("There is no provider called “{}”. Import it first, or write its name as it stands here.",
                    at(values, "provider")));
  const Values now = inWords(values, context);
  const std::string programme = at(now, "programme");
  const auto kinds = context.categories.find(programme);
  if (!programme.empty() && kinds == context.categories.end())
    add(fmt::format("The policy in force knows no programme “{}”.", programme));
  if (values.count("days") != 0 && at(now, "days").empty()) add("The days must be weekdays, such as Mon, Wed.");
  const std::string category = at(values, "category");
  if (kinds != context.categories.end() && !kinds->second.empty() &&
      std::find(kinds->second.begin(), kinds->second.end(), category) == kinds->second.end())
    add(fmt::format("The kind of course must be one of: {}.", fmt::join(kinds->second, ", ")));
  if (!faults.empty()) return {"fault", faults};
  const auto id = courseOf(tx, provider->id, programme, at(values, "title"));
  if (!id) return {"add", ""};
  const std::string says = differences(kind, valuesOf(findCourse(tx, *id).value()), now);
  return {says.empty() ? "same" : "change", says, *id};
}

}  // namespace

Kind schoolsKind() {
  return organisationKind(
      "schools", "Schools",
      "The national register’s CSV or ZIP as it is downloaded, or a list of your own. The URN says which school is "
      "which.",
      "school",
      {{{.name = "name", .label = "School’s name", .missing = "Enter the school’s name", .most = 120},
        {"name", "school", "establishmentname"}},
       {{.name = "urn", .label = "URN", .missing = "Enter the school’s URN", .most = 20}, {"unique reference number"}},
       {{.name = "school_group",
         .label = "Group",
         .kind = FieldKind::choice,
         .options = {{"primary_partnership", "", ""},
                     {"secondary_partnership", "", ""},
                     {"west_midlands_national", "", ""}}},
        {"group"}},
       {{.name = "sla", .label = "SLA", .kind = FieldKind::choice, .options = {{"sla", "", ""}, {"admin_fee", "", ""}}},
        {"how the school pays"}}});
}

Kind providersKind() {
  return organisationKind(
      "providers", "Training providers", "The name says which provider is which.", "provider",
      {{{.name = "name", .label = "Provider’s name", .missing = "Enter the provider’s name", .most = 120},
        {"name", "provider", "training provider"}},
       {{.name = "urn", .label = "URN", .most = 20}, {"unique reference number"}},
       {{.name = "travel", .label = "How to get there", .kind = FieldKind::longText, .most = 600}, {"travel"}}});
}

Kind coursesKind() {
  Kind kind;
  kind.word = "courses";
  kind.title = "Courses";
  kind.says = "Provider, programme and title say which course is which. Days such as Mon, Wed.";
  kind.columns = {
      {{.name = "provider", .label = "Provider", .missing = "Enter the provider’s name", .most = 120},
       {"training provider"}},
      {{.name = "programme", .label = "Programme", .missing = "Enter the programme", .most = 60}, {"tier"}},
      {{.name = "category", .label = "Kind of course", .missing = "Enter the kind of course", .most = 80},
       {"category"}},
      {{.name = "title", .label = "Course title", .missing = "Enter the course title", .most = 120},
       {"course", "title"}},
      {{.name = "days", .label = "Delivery days", .missing = "Enter the delivery days", .most = 80}, {"days"}},
      {{.name = "places",
        .label = "Places",
        .kind = FieldKind::number,
        .missing = "Enter how many places there are",
        .least = 0,
        .most = 500},
       {"places in all"}},
      {{.name = "weeks", .label = "Weeks", .kind = FieldKind::number, .least = 1, .most = 52},
       {"length", "school weeks"}},
      {{.name = "summary", .label = "What pupils do", .kind = FieldKind::longText, .most = 1500}, {"summary"}},
      {{.name = "qualification", .label = "Qualification", .most = 160}, {}},
      {{.name = "location", .label = "Where it takes place", .kind = FieldKind::longText, .most = 400}, {"location"}},
      {{.name = "session_times", .label = "Session times", .most = 160}, {"times"}},
      {{.name = "lunch", .label = "Lunch", .most = 200}, {}},
      {{.name = "clothing", .label = "What to wear", .most = 300}, {"clothing"}}};
  Kind shape;
  shape.columns = kind.columns;
  kind.sameAs = [](const Values& values) {
    return sortKey(at(values, "provider") + "|" + at(values, "programme") + "|" + at(values, "title"));
  };
  kind.look = [shape](WriteTx& tx, const Values& values, const Context& context) {
    return lookAtCourse(tx, shape, values, context);
  };
  kind.apply = [](WriteTx& tx, const Values& values, const Verdict& verdict, const std::string& sign,
                  const Context& context) -> Deed {
    const Values now = inWords(values, context);
    if (verdict.action == "add") {
      Course made;
      made.code = "c" + sign;
      made.provider = findOrganisation(tx, "provider", at(values, "provider")).value().id;
      made.programme = at(now, "programme");
      takeOver(now, made);
      return {addCourse(tx, made), ""};
    }
    Course there = findCourse(tx, verdict.subject).value();
    const Values before = valuesOf(there);
    takeOver(now, there);
    saveCourse(tx, there);
    return {there.id, toJson(before)};
  };
  kind.undo = [](WriteTx& tx, std::int64_t subject, bool added, const Values& typed,
                 const Values& before) -> std::string {
    auto there = findCourse(tx, subject);
    if (!there) return "It is not there any more.";
    if (added) return removeCourse(tx, subject) ? "" : "It was asked for already, so it stays.";
    Values back;
    for (const auto& [name, value] : typed)
      if (name != "provider" && name != "programme" && name != "title") back[name] = at(before, name.c_str());
    takeOver(back, *there);
    saveCourse(tx, *there);
    return {};
  };
  return kind;
}

}  // namespace capd::imports
