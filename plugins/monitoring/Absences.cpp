// Absences that nobody has explained: the school says for each whether it was authorised (ATT-03). Nobody else may.

#include <fmt/format.h>

#include <algorithm>

#include "Monitoring.h"
#include "cases/organisation/Organisation.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Referral.h"

namespace capd::monitoring {
namespace {

constexpr std::size_t kMostAtOnce = 20;

struct ExplainIn {
  FieldTexts rest;
};

Form<ExplainIn> explainForm() {
  Form<ExplainIn> form;
  form.rest(&ExplainIn::rest);
  return form;
}

std::vector<std::int64_t> schoolsOf(const Viewer& viewer) {
  return wornAt(viewer, {"school.coordinator", "school.contributor", "send.officer"});
}

// Two marks of one pupil at one time stand at two courses: the course tells them apart.
std::string absenceKey(ReadTx& tx, const Mark& mark) {
  const auto course = findCourse(tx, mark.session.course);
  return fmt::format("{}.{}.{}.{}", mark.reference, mark.session.day.iso(), mark.session.half(),
                     course ? course->code : "");
}

std::vector<Mark> waiting(ReadTx& tx, std::size_t most) {
  std::vector<Mark> all;
  for (const std::int64_t school : schoolsOf(tx.viewer()))
    for (Mark& mark : unexplainedOf(tx, school, most)) all.push_back(std::move(mark));
  return all;
}

// What a form says of one absence; empty = not yet.
struct Said {
  Mark mark;
  std::string reason;
  std::string words;
};

Outcome explain(WriteTx& tx, const ExplainIn& in, const Nothing&) {
  Problems problems;
  std::vector<Said> said;
  constexpr std::size_t kMostOpen = 500;
  const auto open = waiting(tx, kMostOpen);
  for (const auto& [name, values] : in.rest) {
    if (name.rfind("reason.", 0) != 0) continue;
    const std::string reason = typedText(in.rest, name);
    if (reason.empty() || reason == "later") continue;
    const std::string key = name.substr(7);
    const auto mark =
        std::find_if(open.begin(), open.end(), [&](const Mark& each) { return absenceKey(tx, each) == key; });
    if (mark == open.end())
      problems.push_back({name, "This absence is not waiting for your school any more. Load the page again."});
    else if (reason != "authorised" && reason != "unauthorised")
      problems.push_back({name, "Choose authorised, unauthorised, or not yet"});
    else
      said.push_back({*mark, reason, typedText(in.rest, "says." + key)});
  }
  for (const Said& each : said)
    if (each.words.size() > 300) problems.push_back({"says." + absenceKey(tx, each.mark), "Use 300 letters or fewer"});
  if (!problems.empty()) return Refused(std::move(problems));
  if (said.empty()) return Refused::because("", "Choose for at least one absence whether it was authorised");
  for (const Said& each : said) explainMark(tx, each.mark, each.reason, each.words);
  Done done;
  done.says = said.size() == 1 ? "1 absence is explained." : fmt::format("{} absences are explained.", said.size());
  done.subject = said.size() == 1 ? said.front().mark.reference : "absences";
  done.next = "/absences";
  return done;
}

FormSlot formOf(PageRequest& ask, const std::vector<Mark>& marks) {
  FormSlot slot{.command = "absence.explain", .values = {}, .button = "Save"};
  FormShape shape;
  for (const Mark& mark : marks) {
    const std::string key = absenceKey(ask.tx, mark);
    const auto referral = findReferral(ask.tx, mark.reference);
    const auto pupil = referral ? findPupil(ask.tx, referral->pupil) : std::nullopt;
    const auto course = findCourse(ask.tx, mark.session.course);
    shape.fields.push_back(
        {.name = "reason." + key,
         .label = (pupil ? pupil->name() : mark.reference) + ": " + sessionWords(mark.session),
         .kind = FieldKind::choice,
         .hint = course ? course->providerName : "",
         .options = {{"authorised", "Authorised", ""}, {"unauthorised", "Unauthorised", ""}, {"later", "Not yet", ""}},
         .personal = true});
    shape.fields.push_back({.name = "says." + key,
                            .label = "Reason",
                            .hint = "The provider and CAP read it; you need not give one",
                            .most = 300,
                            .personal = true});
    slot.values["reason." + key] = {"later"};
  }
  slot.shape = std::move(shape);
  return slot;
}

PageAnswer showAbsences(PageRequest& ask) {
  if (schoolsOf(ask.viewer).empty()) return NotThere{};
  Shown shown;
  shown.title = "Absences to explain";
  shown.back = "/";
  Model& m = shown.model;
  auto marks = waiting(ask.tx, kMostAtOnce + 1);
  m.show("MORE", marks.size() > kMostAtOnce).show("NOTHING", marks.empty());
  if (marks.size() > kMostAtOnce) marks.erase(marks.begin() + kMostAtOnce, marks.end());
  if (!marks.empty()) m.form("FORM", formOf(ask, marks));
  return shown;
}

std::vector<Tile::Line> absenceTile(PageRequest& ask) {
  const auto marks = waiting(ask.tx, 100);
  if (marks.empty()) return {};
  return {{.text = marks.size() == 1 ? "1 absence to explain" : fmt::format("{} absences to explain", marks.size()),
           .path = "/absences",
           .due = "since " + marks.front().session.day.words()}};
}

}  // namespace

void offerAbsences(Offers& offers) {
  offers.command(CommandOf<ExplainIn>{.name = "absence.explain",
                                      .permission = "absence.explain",
                                      .says = "Says of absences whether they were authorised.",
                                      .form = explainForm(),
                                      .apply = explain});
  offers.pages.push_back({.path = "/absences",
                          .name = "absences",
                          .permission = "absence.explain",
                          .says = "Absences that the school has not explained yet.",
                          .file = "absences.tpl",
                          .commands = {"absence.explain"},
                          .fill = showAbsences});
  offers.tiles.push_back({.name = "absences",
                          .permission = "absence.explain",
                          .order = 12,
                          .heading = "Absences",
                          .nothing = "Every absence is explained.",
                          .fill = absenceTile});
}

}  // namespace capd::monitoring
