#include "Placements.h"

#include <fmt/format.h>

#include <algorithm>

#include "InWords.h"
#include "Processing.h"
#include "cases/organisation/Organisation.h"
#include "cases/placement/Life.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Learner.h"
#include "response_store.h"

namespace capd::response {
namespace {

bool ofCap(const Viewer& viewer) {
  return viewer.door() == Viewer::Door::socket ||
         std::any_of(viewer.hats().begin(), viewer.hats().end(),
                     [](const Hat& hat) { return hat.organisationKind == "cap"; });
}

std::string notBefore(const Placement& placement) {
  return fmt::format(
      "The pupil starts on {}. Not before: until then no start can be recorded. If the pupil has come already, call "
      "CAP now.",
      placement.start.longWords());
}

Form<StartIn> startForm() {
  Form<StartIn> form;
  caseFields(form);
  form.field(&StartIn::on, {.name = "started_on",
                            .label = "When was the pupil there for the first time?",
                            .kind = FieldKind::date,
                            .hint = "Leave empty for today"});
  return form;
}

Form<VisitIn> visitForm() {
  Form<VisitIn> form;
  form.field(&VisitIn::reference, {.name = "reference",
                                   .label = "Reference",
                                   .kind = FieldKind::hidden,
                                   .missing = "Open the placement's own page to do this",
                                   .most = 20});
  form.field(&VisitIn::on, {.name = "visited_on",
                            .label = "When did you visit?",
                            .kind = FieldKind::date,
                            .missing = "Enter the day of the visit"});
  form.field(&VisitIn::outcome, {.name = "outcome",
                                 .label = "What did you see?",
                                 .kind = FieldKind::longText,
                                 .hint = "Safety and welfare of the place. A worry about a child goes from your "
                                         "safeguarding lead to theirs, not here.",
                                 .missing = "Write what you saw",
                                 .least = 10,
                                 .most = 2000});
  return form;
}

std::string statusInWords(const Placement& placement) {
  if (placement.state == "processing") return "CAP is setting this up. The pupil may not start yet.";
  if (placement.state == "confirmed")
    return fmt::format("Confirmed: starts {}. Not before.", dayWords(placement.start));
  if (placement.state == "active")
    return fmt::format("The pupil has started. The first day was {}.",
                       placement.started ? londonDate(*placement.started).words() : placement.start.words());
  if (placement.endedHow == "non_starter") return "This placement has ended: the pupil did not start.";
  if (placement.endedHow.rfind("withdrawn", 0) == 0) return "This placement has ended by a withdrawal.";
  if (placement.endedHow == "third_day") return "The third day ended by itself, as it had to.";
  if (!placement.started) return "CAP stopped this placement before the pupil had started.";
  return "This placement has ended.";
}

// The answer as the commitment agreement it is (RSP-12).
void answerFacts(Model& m, const Response& answer) {
  fact(m, "Provider’s answer", fmt::format("Yes, given on {}", londonDate(answer.given).words()));
  fact(m, "Interview",
       answer.interviewOn ? fmt::format("{}: {}", answer.interviewOn->words(), answer.interviewWho) : "");
  fact(m, "Confirmed by the provider",
       "The papers are received and understood, the commissioning agreement is considered, needs, risk and supervision "
       "can be met.");
}

void placeFacts(PageRequest& ask, Model& m, const Placement& placement) {
  fact(m, "Placement", placement.reference);
  if (const auto course = findCourse(ask.tx, placement.course)) {
    fact(m, "Provider", course->providerName);
    fact(m, "Course", course->title);
    fact(m, "Where", course->location);
    fact(m, "Session times", course->sessionTimes);
  }
  fact(m, "Days", sessionsInWords(placement.sessions));
  fact(m, "Start", placement.start.longWords());
  fact(m, "Last day", placement.lastDay ? placement.lastDay->longWords() : "not known yet");
}

constexpr char kNotTold[] =
    "Not told: the learner agreed for themselves and asked for that. Ring and write to the learner alone.";

// What the school found is its own evidence, and CAP's: the provider that was visited sees that it was.
void visitRows(PageRequest& ask, Model& m, const ReferralRecord& referral, std::int64_t visited, bool provider) {
  m.list("VISIT");
  const auto all = visitsOf(ask.tx, referral.school, visited);
  for (const Visit& each : all)
    m.add("VISIT")
        .set("DAY", each.on.words())
        .set("KIND", each.kind == "initial" ? "First visit" : "Visit during the year")
        .set("OUTCOME", provider ? "The school has its own record of it." : each.outcome);
  m.show("NO_VISIT", all.empty());
}

// The address is to be kept from somebody: whoever hands the sheet out must know.
bool addressIsKept(ReadTx& tx, std::int64_t caseId) {
  const auto answers = currentAnswers(tx, caseId);
  const auto hide = answers.find("contacts.hide_address");
  return hide != answers.end() && hide->second == "yes";
}

PageAnswer showPlacement(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  const auto placement = referral ? placementOfCase(ask.tx, referral->id) : std::nullopt;
  if (!placement) return NotThere{};
  const bool provider = ask.viewer.actsFor(placement->provider);
  const bool school = ask.viewer.actsFor(referral->school);
  if (!provider && !school && !ofCap(ask.viewer)) return NotThere{};
  Shown shown;
  shown.title = placement->reference;
  shown.back = "/";
  shown.subject = referral->reference;
  Model& m = shown.model;
  m.set("REFERENCE", placement->reference)
      .set("STATUS", statusInWords(*placement))
      .list("CHANGES")
      .list("ELSEWHERE")
      .list("FACT")
      .list("SHEET")
      .list("QUALITY");
  if (const auto pupil = findPupil(ask.tx, referral->pupil)) fact(m, "Pupil", pupil->name());
  for (const Standing& each : standings(ask.tx, placement->id))
    if (!each.closed) fact(m, "At the moment", standingInWords(each));
  if (keptFromParents(ask.tx, referral->id)) fact(m, "Parents and carers", kNotTold);
  placeFacts(ask, m, *placement);
  for (const Response& answer : responses(ask.tx, referral->id))
    if (answer.id == placement->response) answerFacts(m, answer);
  if (placement->state != "processing" && !provider)
    m.add("SHEET")
        .set("PATH", "/placements/" + referral->reference + "/parent-sheet")
        .show("CAREFUL", addressIsKept(ask.tx, referral->id));
  if (school && referrerKind(ask.tx, *referral) == "school")
    m.add("QUALITY").set("START", placement->start.longWords());
  // The permission is there when the plugin is that has the page.
  if (placement->state != "processing" && ask.viewer.may("placement.follow"))
    m.add("CHANGES").set("PATH", "/placements/" + referral->reference + "/changes");
  if (placement->state != "processing") {
    if (ask.viewer.may("attendance.see"))
      m.add("ELSEWHERE").set("PATH", "/attendance/" + referral->reference).set("SAYS", "Attendance");
    if (ask.viewer.may("week.see") && !provider)
      m.add("ELSEWHERE")
          .set("PATH", "/weeks/" + referral->reference)
          .set("SAYS", "The pupil’s week over all placements");
  }
  m.show("VISITS", !provider);
  visitRows(ask, m, *referral, placement->provider, provider && !school);
  if (school && ask.viewer.may("visit.record"))
    m.form("VISIT_FORM", {.command = "visit.record",
                          .values = {{"reference", {referral->reference}}},
                          .button = "Record the visit",
                          .legend = "Record a visit"});
  const bool due = referral->state == ReferralState::confirmed && placement->start <= ask.tx.today();
  if (due && ask.viewer.may("placement.start") && (provider || ofCap(ask.viewer)))
    m.form("START_FORM", {.command = "placement.start",
                          .values = caseValues(*referral),
                          .button = "The pupil has started",
                          .legend = "Has the pupil started?"});
  return shown;
}

PageAnswer sheet(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  const auto placement = referral ? placementOfCase(ask.tx, referral->id) : std::nullopt;
  if (!placement || placement->state == "processing" || ask.viewer.actsFor(placement->provider)) return NotThere{};
  const auto course = findCourse(ask.tx, placement->course);
  const auto provider = findOrganisation(ask.tx, placement->provider);
  const auto school = findOrganisation(ask.tx, referral->school);
  const auto pupil = findPupil(ask.tx, referral->pupil);
  if (!course || !provider || !school || !pupil) return NotThere{};
  Shown shown;
  shown.title = "Information for parents and carers: " + placement->reference;
  shown.back = "/placements/" + referral->reference;
  shown.subject = referral->reference;
  Model& m = shown.model;
  // The pupil's home address stands nowhere on it; see contacts.hide_address.
  m.set("PUPIL", pupil->firstName)
      .set("SCHOOL", school->name)
      .set("SCHOOL_PHONE", school->phone)
      .set("TELEPHONE", ask.services.setting("telephone"));
  m.set("REFERENCE", placement->reference).list("FACT").list("LEARNER");
  if (keptFromParents(ask.tx, referral->id)) m.add("LEARNER").set("SAYS", kNotTold);
  fact(m, "Where", course->location.empty() ? provider->address : course->location);
  fact(m, "Provider", provider->name + (provider->phone.empty() ? "" : ", " + provider->phone));
  fact(m, "Days", sessionsInWords(placement->sessions));
  fact(m, "Times", course->sessionTimes.empty() ? "Ask the school" : course->sessionTimes);
  fact(m, "First day", placement->start.longWords());
  fact(m, "Last day", placement->lastDay ? placement->lastDay->longWords() : "The school will tell you");
  fact(m, "Lunch", course->lunch.empty() ? "Ask the school" : course->lunch);
  fact(m, "How to get there", provider->travel.empty() ? "Ask the school" : provider->travel);
  fact(m, "What to wear", course->clothing.empty() ? "Ask the school" : course->clothing);
  return shown;
}

}  // namespace

Outcome start(WriteTx& tx, const StartIn& in, const Nothing&) {
  auto referral = findReferral(tx, in.reference);
  auto placement = referral ? placementOfCase(tx, referral->id) : std::nullopt;
  if (!referral) return goneOrNotThere(tx, in.reference);
  const auto choice = currentChoice(tx, *referral);
  if (!ofCap(tx.viewer()) && (!choice || !tx.viewer().actsFor(choice->provider))) return Refused::notThere();
  if (referral->state == ReferralState::active)
    return Refused(Refused::Kind::conflict, "", "The start of this placement is recorded already.");
  if (referral->state != ReferralState::confirmed || !placement)
    return Refused(Refused::Kind::conflict, "",
                   "CAP has not confirmed this placement, so the pupil may not start. If the pupil has come already, "
                   "call CAP now.");
  if (tx.today() < placement->start) return Refused::because("started_on", notBefore(*placement));
  if (auto stale = staleOrNot(*referral, in.version)) return std::move(*stale);
  const Date on = in.on.value_or(tx.today());
  if (on < placement->start) return Refused::because("started_on", notBefore(*placement));
  if (on > tx.today())
    return Refused::because(
        "started_on", fmt::format("{} is still to come. Record the start when the pupil has been there.", on.words()));
  placement->state = "active";
  placement->started = londonStartOf(on);
  savePlacement(tx, *placement);
  moveReferral(tx, *referral, ReferralState::active,
               {"started", fmt::format("The pupil started on {}.", on.longWords()), Audience::all});
  Done d;
  d.says = fmt::format("It is recorded that the pupil started on {}.", on.longWords());
  d.subject = referral->reference;
  d.next = "/placements/" + referral->reference;
  return d;
}

void startedBy(WriteTx& tx, const PupilPresent& present) {
  auto referral = anyReferral(tx, present.referral);
  if (!referral || referral->state != ReferralState::confirmed || !startConfirmed(tx, referral->id, present.day))
    return;
  moveReferral(
      tx, *referral, ReferralState::active,
      {"started", fmt::format("The pupil started on {}: the provider's register says so.", present.day.longWords()),
       Audience::all});
}

Outcome recordVisit(WriteTx& tx, const VisitIn& in, const Nothing&) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !tx.viewer().actsFor(referral->school)) return Refused::notThere();
  const auto choice = currentChoice(tx, *referral);
  if (!choice)
    return Refused(Refused::Kind::conflict, "", "No provider is asked on this referral yet: there is nobody to visit.");
  if (in.on > tx.today())
    return Refused::because(
        "visited_on", fmt::format("{} is still to come. Record the visit when you have been there.", in.on.words()));
  if (in.on < tx.today().plusMonths(-12))
    return Refused::because("visited_on", fmt::format("{} is more than a year ago. Check the year.", in.on.words()));
  Visit visit;
  visit.provider = choice->provider;
  visit.kind = visitsOf(tx, referral->school, choice->provider).empty() ? "initial" : "in_year";
  visit.on = in.on;
  visit.outcome = in.outcome;
  addVisit(tx, referral->id, visit);
  for (const std::string& owed : visitsOwed(tx, referral->school, choice->provider))
    closeDuties(tx, "placement.visit", owed);
  touchReferral(tx, *referral);
  addStep(tx, referral->id,
          {"visited", fmt::format("The school visited the provider on {}.", in.on.words()), Audience::schoolAndCap});
  Done d;
  d.says = "The visit is recorded.";
  d.subject = referral->reference;
  return d;
}

void offerPlacements(Offers& offers) {
  offers.command(CommandOf<StartIn>{.name = "placement.start",
                                    .permission = "placement.start",
                                    .says = "Records that the pupil has started, on the day of the answer or later.",
                                    .form = startForm(),
                                    .apply = start,
                                    .moves = {{"confirmed", "active", "It is recorded that the pupil came"}}});
  offers.command(CommandOf<VisitIn>{.name = "visit.record",
                                    .permission = "visit.record",
                                    .says = "Records the school's visit to a provider.",
                                    .form = visitForm(),
                                    .apply = recordVisit});
  offers.on<PupilPresent>(startedBy);
  offers.pages.push_back({.path = "/placements/{reference}",
                          .name = "placement",
                          .permission = "placement.see",
                          .says = "A placement with its start, days and visits.",
                          .file = "placement.tpl",
                          .commands = {"placement.start", "visit.record"},
                          .fill = showPlacement});
  offers.pages.push_back({.path = "/placements/{reference}/parent-sheet",
                          .name = "placement.sheet",
                          .permission = "placement.see",
                          .says = "The information sheet for parents and carers, for paper.",
                          .file = "parent_sheet.tpl",
                          .printable = true,
                          .fill = sheet});
}

}  // namespace capd::response
