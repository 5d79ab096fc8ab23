// Courses: adding, changing, the places that change daily, and the pages on which schools find one.

#include <fmt/format.h>

#include <algorithm>

#include "Directory.h"
#include "cases/organisation/Organisation.h"
#include "cases/referral/ReferralFacts.h"

namespace capd::directory {
namespace {

struct CourseIn {
  std::string provider;  // slug
  std::string code;
  std::string programme;
  std::string category;
  std::string title;
  std::optional<std::string> summary;
  std::optional<std::string> qualification;
  std::vector<std::string> days;
  std::optional<std::int64_t> weeks;
  std::int64_t places = 0;
  std::optional<std::string> location;
  std::optional<std::string> sessionTimes;
  std::optional<std::string> lunch;
  std::optional<std::string> clothing;
  std::optional<std::string> fee;
  std::int64_t version = 0;
};

constexpr char kStale[] =
    "Somebody changed this course while you were writing. Load the page again and look at what stands now.";

std::vector<Option> weekdays() {
  std::vector<Option> all;
  for (unsigned day = 1; day <= 5; ++day) all.push_back({std::to_string(day), std::string(weekdayName(day)), ""});
  return all;
}

void aboutFields(Form<CourseIn>& form) {
  form.field(&CourseIn::title,
             {.name = "title", .label = "Course title", .missing = "Enter the course title", .most = 120});
  form.field(&CourseIn::category, {.name = "category",
                                   .label = "Kind of course",
                                   .hint = "Of Tier 1: work-based learning, curriculum support, or employability and "
                                           "personal development",
                                   .missing = "Enter the kind of course",
                                   .most = 80});
  form.field(&CourseIn::summary,
             {.name = "summary", .label = "What pupils do", .kind = FieldKind::longText, .most = 1500});
  form.field(
      &CourseIn::qualification,
      {.name = "qualification", .label = "Qualification", .hint = "Leave empty when there is none", .most = 160});
  form.field(&CourseIn::days, {.name = "days",
                               .label = "Delivery days",
                               .kind = FieldKind::choices,
                               .missing = "Choose at least one delivery day",
                               .options = weekdays()});
  form.field(&CourseIn::weeks, {.name = "weeks",
                                .label = "Length",
                                .kind = FieldKind::number,
                                .hint = "Leave empty when it runs to the end of the academic year",
                                .least = 1,
                                .most = 52,
                                .unit = "school weeks"});
  form.field(&CourseIn::places, {.name = "places",
                                 .label = "Places in all",
                                 .kind = FieldKind::number,
                                 .missing = "Enter how many places there are",
                                 .least = 0,
                                 .most = 500,
                                 .unit = "places"});
}

void practicalFields(Form<CourseIn>& form) {
  form.field(&CourseIn::location,
             {.name = "location", .label = "Where it takes place", .kind = FieldKind::longText, .most = 400});
  form.field(&CourseIn::sessionTimes, {.name = "session_times",
                                       .label = "Session times",
                                       .hint = "For example, 9:30am to 12pm and 12:30pm to 3pm",
                                       .most = 160});
  form.field(&CourseIn::lunch, {.name = "lunch", .label = "Lunch", .most = 200});
  form.field(&CourseIn::clothing, {.name = "clothing", .label = "What to wear", .most = 300});
  form.field(&CourseIn::fee,
             {.name = "fee", .label = "Fee in pounds", .hint = "Leave empty when it is not agreed yet", .most = 20});
  form.check([](const CourseIn& in, Problems& problems) {
    if (in.fee && !penceFrom(*in.fee)) problems.push_back({"fee", "Enter the fee in pounds, such as 1,250 or 1250.50"});
  });
}

Form<CourseIn> addForm() {
  Form<CourseIn> form;
  form.field(&CourseIn::provider, {.name = "provider",
                                   .label = "Provider",
                                   .kind = FieldKind::hidden,
                                   .missing = "Open the provider's own page to add a course"});
  form.field(&CourseIn::programme,
             {.name = "programme", .label = "Programme", .missing = "Choose the programme", .most = 60});
  aboutFields(form);
  practicalFields(form);
  return form;
}

Form<CourseIn> changeForm() {
  Form<CourseIn> form;
  form.field(&CourseIn::code, {.name = "course",
                               .label = "Course",
                               .kind = FieldKind::hidden,
                               .missing = "Open the course's own page to change it"});
  form.field(&CourseIn::version, {.name = "version",
                                  .label = "Version",
                                  .kind = FieldKind::hidden,
                                  .missing = "Load the page again",
                                  .most = 1'000'000});
  aboutFields(form);
  practicalFields(form);
  return form;
}

void takeOver(const CourseIn& in, Course& c) {
  c.category = in.category;
  c.title = in.title;
  c.summary = in.summary.value_or("");
  c.qualification = in.qualification.value_or("");
  c.days.clear();
  for (const std::string& day : in.days) c.days.push_back(std::stoi(day));
  std::sort(c.days.begin(), c.days.end());
  c.weeks = in.weeks;
  c.places = in.places;
  c.location = in.location.value_or("");
  c.sessionTimes = in.sessionTimes.value_or("");
  c.lunch = in.lunch.value_or("");
  c.clothing = in.clothing.value_or("");
  c.feePence = in.fee ? penceFrom(*in.fee) : std::nullopt;
}

Done saved(const Course& c, std::string says) {
  Done done;
  done.says = std::move(says);
  done.subject = "course:" + c.code;
  done.next = "/courses/" + c.code;
  done.values["course"] = c.code;
  return done;
}

// One of the kinds that policy knows in the programme, (TIER-T1-01).
std::optional<Refused> wrongKind(const std::vector<ProgrammeName>& known, const std::string& programme,
                                 const std::string& category) {
  const ProgrammeName named = programmeNamed(known, programme);
  if (named.categories.empty() ||
      std::find(named.categories.begin(), named.categories.end(), category) != named.categories.end())
    return std::nullopt;
  std::string kinds;
  for (const std::string& each : named.categories) kinds += (kinds.empty() ? "“" : ", “") + each + "”";
  return Refused::because("category",
                          fmt::format("{} has these kinds of course: {}. Enter one of them.", named.title, kinds));
}

// The sign of a new course, made before the writer's turn.
struct NewCode {
  std::string code;
};

Prepared<NewCode> prepareAdd(Preparing& at, const CourseIn& in) {
  const auto known = programmes(at.tx, at.services);
  if (known.empty())
    return Refused::because(
        "programme",
        "No policy is in force for today, so there is no programme to add a course to. CAP publishes one first.");
  if (std::none_of(known.begin(), known.end(), [&](const ProgrammeName& p) { return p.word == in.programme; }))
    return Refused::because("programme", "Choose one of the programmes that the policy in force knows");
  if (auto refused = wrongKind(known, in.programme, in.category)) return std::move(*refused);
  return NewCode{"c" + at.services.randomHex(4)};
}

Outcome add(WriteTx& tx, const CourseIn& in, const NewCode& fresh) {
  const auto provider = bySlug(tx, "provider", in.provider);
  if (!provider) return Refused::notThere();
  Course c;
  c.code = fresh.code;
  c.provider = provider->id;
  c.programme = in.programme;
  takeOver(in, c);
  addCourse(tx, c);
  return saved(c, "The course is listed.");
}

Prepared<Nothing> prepareChange(Preparing& at, const CourseIn& in) {
  const auto c = courseByCode(at.tx, in.code);
  if (!c) return Refused::notThere();
  // What stood there before policy named its kinds may stay until it is changed.
  if (c->category != in.category)
    if (auto refused = wrongKind(programmes(at.tx, at.services), c->programme, in.category)) return std::move(*refused);
  return Nothing{};
}

Outcome change(WriteTx& tx, const CourseIn& in, const Nothing&) {
  auto c = courseByCode(tx, in.code);
  if (!c || c->closed) return Refused::notThere();
  if (c->version != in.version) return Refused::stale(kStale);
  takeOver(in, *c);
  saveCourse(tx, *c);
  return saved(*c, "Saved.");
}

struct PlacesIn {
  std::string code;
  std::int64_t places = 0;
  std::int64_t version = 0;
};

Form<PlacesIn> placesForm() {
  Form<PlacesIn> form;
  form.field(&PlacesIn::code, {.name = "course",
                               .label = "Course",
                               .kind = FieldKind::hidden,
                               .missing = "Open the course's own page to change its places"});
  form.field(&PlacesIn::version, {.name = "version",
                                  .label = "Version",
                                  .kind = FieldKind::hidden,
                                  .missing = "Load the page again",
                                  .most = 1'000'000});
  form.field(&PlacesIn::places, {.name = "places",
                                 .label = "Places in all",
                                 .kind = FieldKind::number,
                                 .hint = "Those that are taken count too",
                                 .missing = "Enter how many places there are",
                                 .least = 0,
                                 .most = 500,
                                 .unit = "places"});
  return form;
}

bool mayKeep(const Viewer& viewer, const Course& c) {
  return worksForCap(viewer) || viewer.actsFor(c.provider, "provider.coordinator");
}

Outcome setPlaces(WriteTx& tx, const PlacesIn& in, const Nothing&) {
  auto c = courseByCode(tx, in.code);
  if (!c || c->closed || !mayKeep(tx.viewer(), *c)) return Refused::notThere();
  if (c->version != in.version) return Refused::stale(kStale);
  const std::int64_t taken = placesTaken(tx, c->id, tx.today());
  if (in.places < taken)
    return Refused::because(
        "places", fmt::format("{} {} taken already, so this cannot be fewer than {}. Call CAP if a place has to end.",
                              taken, taken == 1 ? "place is" : "places are", taken));
  c->places = in.places;
  saveCourse(tx, *c);
  return saved(*c, fmt::format("{} of {} places are left.", in.places - taken, in.places));
}

std::string lengthInWords(const Course& c) {
  if (!c.weeks) return "to the end of the academic year";
  return fmt::format("{} school {}", *c.weeks, *c.weeks == 1 ? "week" : "weeks");
}

std::string placesInWords(const Course& c) {
  return c.free() == 0 ? "No place left" : fmt::format("{} of {} places left", c.free(), c.places);
}

// Does this viewer find the course in lists? Schools find what schools refer to, a provider its own.
bool isListed(const Viewer& viewer, const ProgrammeName& programme, const Course& c) {
  const std::int64_t own = onlyProvider(viewer);
  if (own != 0) return c.provider == own;
  return !onlySchool(viewer) || programme.bySchools;
}

void select(Model& m, const std::string& section, const std::string& value, const std::string& label,
            const std::string& chosen) {
  m.add(section).set("VALUE", value).set("LABEL", label).show("CHOSEN", value == chosen);
}

PageAnswer directoryPage(PageRequest& ask) {
  const auto known = programmes(ask.tx, ask.services);
  CourseFilter filter;
  filter.programme = ask.asked("programme");
  filter.text = ask.asked("words");
  filter.withPlaces = ask.asked("places") == "yes";
  const std::string day = ask.asked("day");
  if (day.size() == 1 && day[0] >= '1' && day[0] <= '5') filter.weekday = day[0] - '0';
  Shown shown;
  shown.title = "Find a course";
  Model& m = shown.model;
  const bool provider = onlyProvider(ask.viewer) != 0;
  m.set("HEADING", provider ? "Your courses" : "Find a course")
      .set("WORDS", filter.text)
      .show("WITH_PLACES", filter.withPlaces);
  m.list("PROGRAMME").list("DAY").list("ROW").list("LATER");
  select(m, "PROGRAMME", "", "All programmes", filter.programme);
  for (const ProgrammeName& p : known)
    if (!onlySchool(ask.viewer) || p.bySchools) select(m, "PROGRAMME", p.word, p.title, filter.programme);
  select(m, "DAY", "", "Any day", day);
  for (const Option& option : weekdays()) select(m, "DAY", option.value, option.label, day);
  std::size_t shownRows = 0;
  for (const Course& c : findCourses(ask.tx, filter, 1000)) {
    const ProgrammeName programme = programmeNamed(known, c.programme);
    if (!isListed(ask.viewer, programme, c)) continue;
    ++shownRows;
    m.add("ROW")
        .set("PATH", "/courses/" + c.code)
        .set("TITLE", c.title)
        .set("PROVIDER", c.providerName)
        .set("PROGRAMME", programme.title)
        .set("DAYS", daysInWords(c.days))
        .set("PLACES", placesInWords(c))
        .show("FULL", c.free() == 0);
  }
  m.set("COUNT", fmt::format("{} {}", shownRows, shownRows == 1 ? "course" : "courses"));
  m.show("NOTHING", shownRows == 0);
  if (known.empty())
    m.add("LATER").set("SAYS", "No policy is in force for today: programmes are shown by their short names.");
  return shown;
}

void courseFacts(Model& m, const Course& c, const ProgrammeName& programme, bool money) {
  m.list("FACT");
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) m.add("FACT").set("KEY", key).set("VALUE", value);
  };
  fact("Provider", c.providerName);
  fact("Programme", programme.title);
  fact("Kind of course", c.category);
  fact("What pupils do", c.summary);
  fact("Qualification", c.qualification);
  fact("Days", daysInWords(c.days));
  fact("Length", lengthInWords(c));
  fact("Places", placesInWords(c));
  fact("Where", c.location);
  fact("Session times", c.sessionTimes);
  fact("Lunch", c.lunch);
  fact("What to wear", c.clothing);
  if (money) fact("Fee", c.feePence ? poundsInWords(*c.feePence) : "not agreed yet");
}

// A school reads before it begins that a programme is for schools that have bought in.
std::string closedToViewer(PageRequest& ask, const std::string& programme) {
  if (!onlySchool(ask.viewer)) return {};
  const PolicyShelf& policy = ask.services.policy();
  const auto hash = policy.versionFor(ask.tx.today(), ask.tx.today());
  const auto card = hash ? policy.programme(*hash, programme) : std::nullopt;
  if (!card) return {};
  std::string why;
  for (const Hat& hat : ask.viewer.hats()) {
    const auto school = findOrganisation(ask.tx, hat.organisation);
    why = school ? closedToReferrer(policy, *hash, *card, *school) : "";
    if (why.empty()) return {};  // one of the viewer's schools may
  }
  return why;
}

PageAnswer coursePage(PageRequest& ask) {
  const auto c = courseByCode(ask.tx, ask.part("course"));
  if (!c) return NotThere{};
  const auto known = programmes(ask.tx, ask.services);
  const ProgrammeName programme = programmeNamed(known, c->programme);
  const std::int64_t own = onlyProvider(ask.viewer);
  if (own != 0 && c->provider != own) return NotThere{};
  Shown shown;
  shown.title = "Course";
  shown.back = "/directory";
  Model& m = shown.model;
  m.set("HEADING", c->title).show("CLOSED", c->closed).list("GATE").list("CHANGE").list("PLACES_FORM");
  courseFacts(m, *c, programme, worksForCap(ask.viewer) || own != 0);
  if (onlySchool(ask.viewer) && !programme.bySchools) {
    m.add("GATE").set("SAYS", sendRouteInWords(ask.tx));
  }
  if (!programme.notOpen.empty()) m.add("GATE").set("SAYS", programme.notOpen);
  if (const std::string why = closedToViewer(ask, c->programme); !why.empty()) m.add("GATE").set("SAYS", why);
  if (ask.viewer.may("directory.keep") && !c->closed) m.add("CHANGE").set("PATH", "/courses/" + c->code + "/change");
  if (ask.viewer.may("course.places") && mayKeep(ask.viewer, *c) && !c->closed) {
    Model& box = m.add("PLACES_FORM");
    box.set("TAKEN", fmt::format("{} taken now", c->taken));
    m.form("FORM", {.command = "course.set_places",
                    .values = {{"course", {c->code}},
                               {"version", {std::to_string(c->version)}},
                               {"places", {std::to_string(c->places)}}},
                    .button = "Save the places"});
  }
  return shown;
}

FieldTexts valuesOf(const Course& c) {
  FieldTexts v;
  v["course"] = {c.code};
  v["version"] = {std::to_string(c.version)};
  v["title"] = {c.title};
  v["category"] = {c.category};
  v["summary"] = {c.summary};
  v["qualification"] = {c.qualification};
  for (const int day : c.days) v["days"].push_back(std::to_string(day));
  v["weeks"] = {c.weeks ? std::to_string(*c.weeks) : ""};
  v["places"] = {std::to_string(c.places)};
  v["location"] = {c.location};
  v["session_times"] = {c.sessionTimes};
  v["lunch"] = {c.lunch};
  v["clothing"] = {c.clothing};
  v["fee"] = {c.feePence ? fmt::format("{}.{:02}", *c.feePence / 100, *c.feePence % 100) : ""};
  return v;
}

PageAnswer addPage(PageRequest& ask) {
  const auto provider = bySlug(ask.tx, "provider", ask.part("name"));
  if (!provider) return NotThere{};
  Shown shown;
  shown.title = "Add a course";
  shown.back = "/providers/" + ask.part("name");
  shown.model.set("HEADING", "Add a course of " + provider->name);
  FormShape shape = addForm().shape();
  for (Field& field : shape.fields)
    if (field.name == "programme") {
      field.kind = FieldKind::choice;
      for (const ProgrammeName& p : programmes(ask.tx, ask.services)) field.options.push_back({p.word, p.title, ""});
    }
  shown.model.form("FORM", {.command = "course.add",
                            .values = {{"provider", {ask.part("name")}}},
                            .shape = shape,
                            .button = "Add the course"});
  return shown;
}

PageAnswer changePage(PageRequest& ask) {
  const auto c = courseByCode(ask.tx, ask.part("course"));
  if (!c || c->closed) return NotThere{};
  Shown shown;
  shown.title = "Change a course";
  shown.back = "/courses/" + c->code;
  shown.model.set("HEADING", "Change the course");
  shown.model.form("FORM", {.command = "course.change", .values = valuesOf(*c), .button = "Save"});
  return shown;
}

}  // namespace

void offerCourses(Offers& offers) {
  offers.command(CommandOf<CourseIn, NewCode>{.name = "course.add",
                                              .permission = "directory.keep",
                                              .says = "Adds a course of a provider to the directory.",
                                              .form = addForm(),
                                              .prepare = prepareAdd,
                                              .apply = add});
  offers.command(CommandOf<CourseIn>{.name = "course.change",
                                     .permission = "directory.keep",
                                     .says = "Changes what is known about a course.",
                                     .form = changeForm(),
                                     .prepare = prepareChange,
                                     .apply = change});
  offers.command(
      CommandOf<PlacesIn>{.name = "course.set_places",
                          .permission = "course.places",
                          .says = "Says how many places a course has; providers do this for their own courses.",
                          .form = placesForm(),
                          .apply = setPlaces});
  offers.pages.push_back({.path = "/directory",
                          .name = "directory",
                          .permission = "directory.see",
                          .says = "Courses with their days and the places left.",
                          .file = "directory.tpl",
                          .fill = directoryPage});
  offers.pages.push_back({.path = "/courses/{course}",
                          .name = "course.one",
                          .permission = "directory.see",
                          .says = "One course.",
                          .file = "course.tpl",
                          .commands = {"course.set_places"},
                          .fill = coursePage});
  offers.pages.push_back({.path = "/courses/{course}/change",
                          .name = "course.change",
                          .permission = "directory.keep",
                          .says = "Changes a course.",
                          .file = "organisation_form.tpl",
                          .commands = {"course.change"},
                          .fill = changePage});
  offers.pages.push_back({.path = "/providers/{name}/add-course",
                          .name = "course.add",
                          .permission = "directory.keep",
                          .says = "Adds a course to a provider.",
                          .file = "organisation_form.tpl",
                          .commands = {"course.add"},
                          .fill = addPage});
}

}  // namespace capd::directory
