// The provider's day: which registers are to be taken, one screen for each, and when its sessions begin.

#include <fmt/format.h>

#include <algorithm>

#include "Monitoring.h"
#include "cases/duty/Reminding.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"

namespace capd::monitoring {
namespace {

constexpr std::size_t kMostLate = 40;

struct Line {
  Course course;
  SessionOf session;
  std::size_t expected = 0;
  std::optional<Register> taken;
  std::optional<Times> times;
};

std::vector<Line> linesOf(PageRequest& ask, std::int64_t provider, Date day) {
  std::vector<Line> lines;
  const auto rules = rulesOf(ask.services.policy(), day);
  if (!pupilsCome(ask.services.policy(), day)) return lines;
  for (const SessionOf& session : sessionsOn(ask.tx, provider, day)) {
    const auto course = findCourse(ask.tx, session.course);
    if (!course) continue;
    Line line{*course, session, expectedAt(ask.tx, provider, session).size(), findRegister(ask.tx, session), {}};
    if (rules) line.times = timesOf(ask.tx, session, *rules);
    lines.push_back(std::move(line));
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return a.times && b.times && a.times->starts < b.times->starts;
  });
  return lines;
}

std::string pathOf(const Line& line) { return "/registers/" + keyOf(line.course, line.session); }

std::string standing(const Line& line, Instant now) {
  if (line.taken)
    return fmt::format("Taken at {}{}", londonClock(line.taken->taken), line.taken->late() ? ", late" : "");
  if (!line.times) return "Not taken";
  if (now < line.times->starts) return "Begins at " + londonClock(line.times->starts);
  if (now <= line.times->due) return "Take it by " + londonClock(line.times->due);
  return "Late: it was due by " + londonClock(line.times->due);
}

bool isLate(const Line& line, Instant now) { return !line.taken && line.times && now > line.times->due; }

void lateOnes(PageRequest& ask, Model& m, std::int64_t provider) {
  m.list("LATE");
  const auto open =
      openDutiesOf(ask.tx, kTake, provider, "provider.coordinator", Instant{0}, londonStartOf(ask.tx.today()));
  m.show("SOME_LATE", !open.empty());
  for (std::size_t i = 0; i < open.size() && i < kMostLate; ++i) {
    const auto named = namedBy(ask.tx, open[i].subject);
    if (!named) continue;
    m.add("LATE")
        .set("PATH", "/registers/" + open[i].subject)
        .set("WHAT", named->course.title)
        .set("WHEN", sessionWords(named->session));
  }
}

PageAnswer showRegisters(PageRequest& ask) {
  const auto mine = wornAt(ask.viewer, {"provider.coordinator", "provider.tutor"});
  if (mine.empty()) return NotThere{};
  Shown shown;
  shown.title = "Registers";
  shown.back = "/";
  Model& m = shown.model;
  const Date today = ask.tx.today();
  m.set("DAY", today.longWords()).list("SESSION").list("TIME");
  std::size_t sessions = 0;
  for (const std::int64_t provider : mine)
    for (const Line& line : linesOf(ask, provider, today)) {
      ++sessions;
      m.add("SESSION")
          .set("PATH", pathOf(line))
          .set("WHAT", line.course.title)
          .set("HALF", line.session.afternoon ? "Afternoon" : "Morning")
          .set("COUNT", line.expected == 1 ? "1 pupil" : fmt::format("{} pupils", line.expected))
          .set("STANDING", standing(line, ask.tx.now()))
          .show("URGENT", isLate(line, ask.tx.now()));
    }
  m.show("NOBODY", sessions == 0).show("SOMEBODY", sessions > 0);
  lateOnes(ask, m, mine.front());
  const auto rules = rulesOf(ask.services.policy(), today);
  for (const std::int64_t provider : mine) {
    if (!ask.viewer.actsFor(provider, "provider.coordinator")) continue;
    for (const Course& course : findCourses(ask.tx, {.provider = provider}, 100)) {
      const auto told = courseTimes(ask.tx, course.id);
      if (!told && !rules) continue;
      const CourseTimes times = told.value_or(rules ? rules->usual : CourseTimes{});
      m.add("TIME")
          .set("WHAT", course.title)
          .set("PATH", "/registers/times/" + course.code)
          .set("TIMES", fmt::format("{} and {}{}", toText(times.morning), toText(times.afternoon),
                                    told ? "" : ", as usual; you have told CAP nothing else"));
    }
  }
  return shown;
}

// --- one register -------------------------------------------------------------------------------

std::optional<Named> ownSession(PageRequest& ask) {
  auto named = namedBy(ask.tx, ask.part("session"));
  if (!named || !takesRegisters(ask.viewer, named->course.provider)) return std::nullopt;
  return named;
}

FormSlot registerForm(PageRequest& ask, const Named& named, const std::vector<Expected>& expected,
                      const std::vector<Mark>& marks, const std::optional<Register>& before) {
  FormSlot slot{.command = "register.take", .values = {{"session", {ask.part("session")}}}, .button = "Save"};
  FormShape shape;
  shape.fields.push_back(
      {.name = "session", .label = "Session", .kind = FieldKind::hidden, .missing = "Load the page again"});
  for (const Expected& pupil : expected) {
    shape.fields.push_back({.name = "mark." + pupil.reference,
                            .label = pupil.name,
                            .kind = FieldKind::choice,
                            .hint = pupil.state == "confirmed" ? "First days: not seen here yet" : "",
                            .missing = "Say whether " + pupil.name + " was here",
                            .options = {{"present", "Here", ""}, {"late", "Came late", ""}, {"absent", "Not here", ""}},
                            .personal = true});
    for (const Mark& mark : marks)
      if (mark.reference == pupil.reference) slot.values["mark." + pupil.reference] = {mark.mark};
  }
  std::vector<Option> leaders;
  for (const Nameable& each : nameableOnRegister(ask.tx, named.course.provider, named.session.day)) {
    if (each.naming.may) leaders.push_back({each.code, each.name, each.naming.why});
    if (before && before->ledBy == each.id) slot.values["led_by"] = {each.code};
    if (!before && each.naming.may && each.name == ask.viewer.name()) slot.values["led_by"] = {each.code};
  }
  if (!leaders.empty())
    shape.fields.push_back({.name = "led_by",
                            .label = "Who was with the pupils?",
                            .kind = FieldKind::choice,
                            .missing = "Say who was with the pupils",
                            .options = std::move(leaders)});
  // A long list to choose from: a select, whatever its length.
  Field also{.name = "also",
             .label = "Did somebody else come?",
             .kind = FieldKind::choice,
             .hint = "Leave it when nobody did. A pupil who is here is never sent away for the register’s sake",
             .personal = true};
  for (const Expected& pupil : othersKnownTo(ask.tx, named.course.provider, named.session))
    also.options.push_back({pupil.reference, pupil.name, ""});
  also.options.push_back({"stranger", "Somebody who is not on this list", ""});
  shape.fields.push_back(std::move(also));
  slot.shape = std::move(shape);
  return slot;
}

PageAnswer showRegister(PageRequest& ask) {
  const auto named = ownSession(ask);
  if (!named) return NotThere{};
  Shown shown;
  shown.title = "Register";
  shown.back = "/registers";
  Model& m = shown.model;
  const auto rules = rulesOf(ask.services.policy(), named->session.day);
  const auto before = findRegister(ask.tx, named->session);
  const auto expected = pupilsCome(ask.services.policy(), named->session.day)
                            ? expectedAt(ask.tx, named->course.provider, named->session)
                            : std::vector<Expected>{};
  const auto marks = before ? marksOf(ask.tx, before->id) : std::vector<Mark>{};
  Line line{named->course, named->session, expected.size(), before, {}};
  if (rules) line.times = timesOf(ask.tx, named->session, *rules);
  const bool begun = line.times && ask.tx.now() >= line.times->starts;
  m.set("COURSE", named->course.title)
      .set("SESSION", sessionWords(named->session))
      .set("STANDING", standing(line, ask.tx.now()))
      .show("URGENT", isLate(line, ask.tx.now()))
      .show("NOBODY", expected.empty())
      .show("NO_RULES", !rules)
      .show("BY", before.has_value())
      .set("TAKER", before ? before->takenBy : "")
      .set("TELEPHONE", ask.services.setting("telephone"))
      .list("UNEXPECTED");
  for (const Mark& mark : marks)
    if (!mark.expected) m.add("UNEXPECTED").set("REFERENCE", mark.reference);
  m.show("SOME_UNEXPECTED", std::any_of(marks.begin(), marks.end(), [](const Mark& mark) { return !mark.expected; }));
  if (!begun) return shown;
  m.form("FORM", registerForm(ask, *named, expected, marks, before));
  if (marks.empty() && !expected.empty())
    m.form("NOT_HELD", {.command = "register.not_held",
                        .values = {{"session", {ask.part("session")}}},
                        .button = "It did not take place",
                        .legend = "The session did not take place",
                        .quiet = true});
  return shown;
}

// --- when sessions begin ------------------------------------------------------------------------

struct TimesIn {
  std::string course;
  std::string morning;
  std::string afternoon;
};

Form<TimesIn> timesForm() {
  Form<TimesIn> form;
  form.field(
      &TimesIn::course,
      {.name = "course", .label = "Course", .kind = FieldKind::hidden, .missing = "Name the course", .most = 40});
  form.field(&TimesIn::morning, {.name = "morning",
                                 .label = "When does the morning session begin?",
                                 .hint = "For example, 09:15",
                                 .missing = "Enter when the morning session begins",
                                 .most = 5});
  form.field(&TimesIn::afternoon, {.name = "afternoon",
                                   .label = "When does the afternoon session begin?",
                                   .hint = "For example, 13:00",
                                   .missing = "Enter when the afternoon session begins",
                                   .most = 5});
  form.check([](const TimesIn& in, Problems& problems) {
    const auto morning = timeOfDayFrom(in.morning);
    const auto afternoon = timeOfDayFrom(in.afternoon);
    if (!morning) problems.push_back({"morning", "Enter a time like 09:15"});
    if (!afternoon) problems.push_back({"afternoon", "Enter a time like 13:00"});
    if (morning && afternoon && *afternoon <= *morning)
      problems.push_back({"afternoon", "The afternoon session begins after the morning session"});
  });
  return form;
}

Outcome setTimes(WriteTx& tx, const TimesIn& in, const Nothing&) {
  const auto course = courseByCode(tx, in.course);
  if (!course || !tx.viewer().actsFor(course->provider, "provider.coordinator")) return Refused::notThere();
  saveCourseTimes(tx, course->id, {*timeOfDayFrom(in.morning), *timeOfDayFrom(in.afternoon)});
  Done done;
  done.says = "Registers of this course count from these times now. Those taken before keep theirs.";
  done.subject = course->code;
  done.next = "/registers";
  return done;
}

PageAnswer showTimes(PageRequest& ask) {
  const auto course = courseByCode(ask.tx, ask.part("course"));
  if (!course || !ask.viewer.actsFor(course->provider, "provider.coordinator")) return NotThere{};
  const auto rules = rulesOf(ask.services.policy(), ask.tx.today());
  const auto told = courseTimes(ask.tx, course->id);
  Shown shown;
  shown.title = "When sessions begin";
  shown.back = "/registers";
  shown.model.set("COURSE", course->title);
  FormSlot slot{.command = "register.set_times", .values = {{"course", {course->code}}}, .button = "Save"};
  if (told || rules) {
    const CourseTimes times = told ? *told : rules->usual;
    slot.values["morning"] = {toText(times.morning)};
    slot.values["afternoon"] = {toText(times.afternoon)};
  }
  shown.model.form("FORM", std::move(slot));
  return shown;
}

std::vector<Tile::Line> registerTile(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  for (const std::int64_t provider : wornAt(ask.viewer, {"provider.coordinator", "provider.tutor"}))
    for (const Line& line : linesOf(ask, provider, ask.tx.today()))
      if (!line.taken)
        lines.push_back(
            {.text = fmt::format("{}, {}: {}", line.course.title, line.session.afternoon ? "afternoon" : "morning",
                                 line.expected == 1 ? "1 pupil" : fmt::format("{} pupils", line.expected)),
             .path = pathOf(line),
             .due = standing(line, ask.tx.now()),
             .urgent = isLate(line, ask.tx.now())});
  return lines;
}

}  // namespace

void offerRegisters(Offers& offers) {
  offers.command(CommandOf<TimesIn>{.name = "register.set_times",
                                    .permission = "register.times",
                                    .says = "Says when the sessions of a course begin.",
                                    .form = timesForm(),
                                    .apply = setTimes});
  offers.pages.push_back({.path = "/registers",
                          .name = "register.day",
                          .permission = "register.take",
                          .says = "Today’s registers of a provider.",
                          .file = "registers.tpl",
                          .fill = showRegisters});
  offers.pages.push_back({.path = "/registers/{session}",
                          .name = "register",
                          .permission = "register.take",
                          .says = "One register: who was there.",
                          .file = "register.tpl",
                          .commands = {"register.take", "register.not_held"},
                          .fill = showRegister});
  offers.pages.push_back({.path = "/registers/times/{course}",
                          .name = "register.times",
                          .permission = "register.times",
                          .says = "When the sessions of a course begin.",
                          .file = "times.tpl",
                          .commands = {"register.set_times"},
                          .fill = showTimes});
  offers.navigation.push_back({"Registers", "/registers", "register.take", 20});
  offers.tiles.push_back({.name = "register.today",
                          .permission = "register.take",
                          .order = 4,
                          .heading = "Registers to take today",
                          .nothing = "No register is to be taken now.",
                          .fill = registerTile});
}

}  // namespace capd::monitoring
