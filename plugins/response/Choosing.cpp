#include "Choosing.h"

#include <fmt/format.h>

#include <algorithm>

#include "Answer.h"
#include "InWords.h"
#include "cases/document/Document.h"
#include "cases/hold/Hold.h"
#include "cases/organisation/Organisation.h"
#include "response_store.h"

namespace capd::response {
namespace {

Form<ChooseIn> chooseForm() {
  Form<ChooseIn> form;
  caseFields(form);
  form.field(&ChooseIn::course, {.name = "course", .label = "Course", .missing = "Choose a course", .most = 40});
  return form;
}

std::optional<Hold> waiting(ReadTx& tx, const ReferralRecord& referral) {
  for (Hold& hold : openHolds(tx, referral.id))
    if (hold.rule == kChooseCourse) return std::move(hold);
  return std::nullopt;
}

// Asked before and answered no: not asked again by the school.
bool declinedBefore(const std::vector<Choice>& before, std::int64_t course) {
  return std::any_of(before.begin(), before.end(), [&](const Choice& c) { return c.course == course && c.sent; });
}

std::vector<Course> open(ReadTx& tx, const ReferralRecord& referral) {
  CourseFilter filter;
  filter.programme = referral.programme.value_or("");
  filter.withPlaces = true;
  filter.from = wantedFrom(referral, tx.today());
  const auto before = choices(tx, referral.id);
  auto all = findCourses(tx, filter, 200);
  all.erase(std::remove_if(all.begin(), all.end(), [&](const Course& c) { return declinedBefore(before, c.id); }),
            all.end());
  return all;
}

bool wasOffered(const std::vector<CallNote>& notes, const std::string& code) {
  return std::any_of(notes.begin(), notes.end(), [&](const CallNote& n) {
    return std::find(n.courses.begin(), n.courses.end(), code) != n.courses.end();
  });
}

FormShape shapeFor(ReadTx& tx, const ReferralRecord& referral) {
  FormShape shape = chooseForm().shape();
  const auto notes = callNotes(tx, referral.id);
  for (Field& field : shape.fields) {
    if (field.name != "course") continue;
    field.kind = FieldKind::choice;
    for (const bool offered : {true, false})
      for (const Course& course : open(tx, referral)) {
        if (wasOffered(notes, course.code) != offered) continue;
        field.options.push_back({course.code, course.title + ", " + course.providerName,
                                 fmt::format("{}{}, {} of {} places left", offered ? "Suggested by CAP. " : "",
                                             daysInWords(course.days), course.free(), course.places)});
      }
  }
  return shape;
}

std::string daysAgo(int days) {
  if (days <= 0) return "today";
  return days == 1 ? "yesterday" : fmt::format("{} days ago", days);
}

PageAnswer showAlternatives(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  if (!referral || !ask.viewer.actsFor(referral->school) || !waiting(ask.tx, *referral)) return NotThere{};
  Shown shown;
  shown.title = "Choose another course: " + referral->reference;
  shown.back = "/referrals/" + referral->reference;
  shown.subject = referral->reference;
  Model& m = shown.model;
  m.set("HEADING", "Choose another course").list("NOTE");
  for (const Response& answer : responses(ask.tx, referral->id)) {
    const auto provider = findOrganisation(ask.tx, answer.provider);
    if (!answer.yes)
      m.add("NOTE").set("SAYS", fmt::format("{}: {}. {}", provider ? provider->name : "The provider",
                                            categoryInWords(answer.category), answer.reason));
  }
  if (const auto risk = latestRiskAssessment(ask.tx, referral->id))
    m.add("NOTE").set("SAYS",
                      fmt::format("The date of your application and the papers stay. The risk assessment is of {}, {}.",
                                  risk->effective().words(), daysAgo(ask.tx.today().daysSince(risk->effective()))));
  if (open(ask.tx, *referral).empty()) {
    m.add("NOTE").set("SAYS", fmt::format("No other course of this programme has a place just now. Call CAP on {}.",
                                          ask.services.setting("telephone")));
    return shown;
  }
  m.form("FORM", {.command = "response.choose_course",
                  .values = caseValues(*referral),
                  .shape = shapeFor(ask.tx, *referral),
                  .button = "Ask for this course"});
  return shown;
}

}  // namespace

Prepared<PreparedChoice> prepareChoice(Preparing& at, const ChooseIn& in) {
  const auto referral = findReferral(at.tx, in.reference);
  if (!referral) return Refused::notThere();
  return PreparedChoice{at.services.policy().calendar(),
                        policyNumber(at.services, referral->policyHash, "first_look_within", 2)};
}

Outcome choose(WriteTx& tx, const ChooseIn& in, const PreparedChoice& p) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !tx.viewer().actsFor(referral->school)) return Refused::notThere();
  const auto hold = waiting(tx, *referral);
  if (referral->state != ReferralState::submitted || !hold)
    return Refused(
        Refused::Kind::conflict, "",
        "This referral does not wait for another course: one was chosen before, or CAP has gone on with it.");
  if (auto stale = staleOrNot(*referral, in.version)) return std::move(*stale);
  const auto course = courseByCode(tx, in.course);
  if (!course || course->closed) return Refused::because("course", "Choose one of the courses of the list");
  if (course->programme != referral->programme)
    return Refused::because("course",
                            "Choose a course of the same programme. For another programme, refer the pupil anew.");
  if (declinedBefore(choices(tx, referral->id), course->id))
    return Refused::because("course", "This course was asked for and said no. Choose another one.");
  if (placesTaken(tx, course->id, wantedFrom(*referral, tx.today())) >= course->places)
    return Refused::because("course", "The last place was taken a moment ago. Choose another course.");
  setChoices(tx, referral->id, {course->id});
  for (const Choice& each : choices(tx, referral->id))
    if (each.course == course->id) referral->choice = each.id;
  saveReferral(tx, *referral);
  closeHold(tx, hold->id, "The school chose another course.");
  closeDuties(tx, "response.alternatives", referral->reference, "not_needed");
  NewDuty duty;
  duty.kind = "desk.first_look";
  duty.subject = referral->reference;
  duty.occurrence = "chosen-" + std::to_string(referral->version);
  duty.caseId = referral->id;
  duty.organisation = capOrganisation(tx);
  duty.role = "cap.admin";
  duty.says = referral->reference + ": the school chose another course";
  duty.clause = "000 App.2 step 11";
  duty.due = withinWorkingDays(*p.calendar, tx.today(), p.lookWithin);
  openOneDuty(tx, duty);
  addStep(tx, referral->id, {"chosen_again", "The school chose another course.", Audience::schoolAndCap});
  Done d;
  d.says = "CAP has your choice. The date of your application stays.";
  d.subject = referral->reference;
  d.next = "/referrals/" + referral->reference;
  return d;
}

void offerChoosing(Offers& offers) {
  offers.command(
      CommandOf<ChooseIn, PreparedChoice>{.name = "response.choose_course",
                                          .permission = "response.choose",
                                          .says = "Chooses another course on a referral after a provider's no.",
                                          .form = chooseForm(),
                                          .prepare = prepareChoice,
                                          .apply = choose});
  offers.pages.push_back({.path = "/alternatives/{reference}",
                          .name = "alternatives",
                          .permission = "response.choose",
                          .says = "Chooses another course after a provider's no.",
                          .file = "answer_form.tpl",
                          .commands = {"response.choose_course"},
                          .fill = showAlternatives});
}

}  // namespace capd::response
