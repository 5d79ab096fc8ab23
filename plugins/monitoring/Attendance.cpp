// One pupil's sessions, week by week, with everybody's notes.

#include <fmt/format.h>

#include "Letters.h"
#include "Monitoring.h"
#include "cases/mail/Letter.h"
#include "cases/organisation/Organisation.h"
#include "cases/placement/Placement.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Referral.h"

namespace capd::monitoring {
namespace {

constexpr std::size_t kMostWeeks = 45;
constexpr std::size_t kMostNotes = 100;
constexpr int kDaysShown = 28;

struct NoteIn {
  std::string reference;
  std::string kind;
  std::optional<Date> on;
  std::string says;
};
struct NotePlan {
  LetterSite site;
};

Form<NoteIn> noteForm() {
  Form<NoteIn> form;
  form.field(&NoteIn::reference, {.name = "reference",
                                  .label = "Reference",
                                  .kind = FieldKind::hidden,
                                  .missing = "Open the pupil’s own page to do this",
                                  .most = 20});
  form.field(&NoteIn::kind, {.name = "kind",
                             .label = "What is it about?",
                             .kind = FieldKind::choice,
                             .missing = "Choose what the note is about",
                             .options = {{"note", "Attendance, or something else that the others should know", ""},
                                         {"transport", "Getting there: transport keeps the pupil away",
                                          "The school and CAP hear of it at once"}}});
  form.field(&NoteIn::on, {.name = "on",
                           .label = "Which day is it about?",
                           .kind = FieldKind::date,
                           .hint = "Leave empty when it is about no one day"});
  form.field(&NoteIn::says, {.name = "says",
                             .label = "Note",
                             .kind = FieldKind::longText,
                             .hint = "The school, the provider and CAP read it. A worry about a child goes from "
                                     "safeguarding lead to safeguarding lead, not here",
                             .missing = "Write the note",
                             .least = 3,
                             .most = 1000,
                             .personal = true});
  return form;
}

std::string whoOf(const Viewer& viewer, const ReferralRecord& referral, ReadTx& tx) {
  if (viewer.actsFor(referral.school)) return "The school";
  for (const Hat& hat : viewer.hats())
    if (hat.organisationKind == "provider") {
      const auto provider = findOrganisation(tx, hat.organisation);
      return provider ? provider->name : "The provider";
    }
  return "CAP";
}

void tellOfTransport(WriteTx& tx, const ReferralRecord& referral, const NotePlan& plan) {
  const NewLetter letter{.kind = kTransportBarrier,
                         .subject = referral.reference,
                         .caseId = referral.id,
                         .slots = {},
                         .site = plan.site,
                         .reason = "note",
                         .reasonId = referral.id};
  sendLetter(tx, letter, referral.school, referrerRole(tx, referral.school));
  sendLetter(tx, letter, capOrganisation(tx), "cap.monitoring_officer");
}

Outcome addNote(WriteTx& tx, const NoteIn& in, const NotePlan& plan) {
  const auto referral = findReferral(tx, in.reference);
  if (!referral || !placementOfCase(tx, referral->id)) return Refused::notThere();
  if (in.on && *in.on > tx.today())
    return Refused::because("on", fmt::format("{} is still to come. Choose a day up to today.", in.on->words()));
  addSessionNote(tx, referral->id, {in.kind, in.on, in.says, tx.now(), whoOf(tx.viewer(), *referral, tx)});
  if (in.kind == "transport") tellOfTransport(tx, *referral, plan);
  Done done;
  done.says = in.kind == "transport" ? "The note is there. The school and CAP are told." : "The note is there.";
  done.subject = referral->reference;
  done.next = "/attendance/" + referral->reference;
  return done;
}

std::string share(std::int64_t present, std::int64_t expected) {
  if (expected == 0) return "no session";
  return fmt::format("{} of {} ({} %)", present, expected, present * 100 / expected);
}

void weekRows(PageRequest& ask, Model& m, std::int64_t caseId) {
  const auto weeks = weeksOf(ask.tx, caseId, kMostWeeks);
  std::int64_t expected = 0;
  std::int64_t present = 0;
  m.list("WEEK").show("NO_WEEK", weeks.empty()).show("WEEKS", !weeks.empty());
  for (const Week& week : weeks) {
    expected += week.expected;
    present += week.present;
    m.add("WEEK")
        .set("MONDAY", week.monday.words())
        .set("THERE", share(week.present, week.expected))
        .set("LATE", week.late)
        .set("UNEXPLAINED", week.unexplained)
        .set("AUTHORISED", week.authorised)
        .set("UNAUTHORISED", week.unauthorised)
        .set("UNEXPECTED", week.unexpected);
  }
  m.set("SUM", share(present, expected));
}

PageAnswer showAttendance(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  const auto placement = referral ? placementOfCase(ask.tx, referral->id) : std::nullopt;
  if (!placement || placement->state == "processing") return NotThere{};
  Shown shown;
  shown.title = "Attendance " + referral->reference;
  shown.back = "/placements/" + referral->reference;
  shown.subject = referral->reference;
  Model& m = shown.model;
  const auto pupil = findPupil(ask.tx, referral->pupil);
  m.set("PUPIL", pupil ? pupil->name() : referral->reference)
      .set("REFERENCE", placement->reference)
      .set("DAYS", sessionsInWords(placement->sessions));
  // Permissions of a plugin that is not there are nobody's: the link goes with it.
  m.show("WEEK_LINK", ask.viewer.may("week.see") && !ask.viewer.actsFor(placement->provider))
      .set("WEEK_PATH", "/weeks/" + referral->reference);
  weekRows(ask, m, referral->id);
  m.list("MARK").list("NOTE");
  const auto marks = marksOfCase(ask.tx, referral->id, ask.tx.today().plusDays(-kDaysShown));
  m.show("MARKS", !marks.empty());
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark)
    m.add("MARK")
        .set("WHEN", sessionWords(mark->session))
        .set("WHAT", markWords(*mark) + (mark->reasonSays.empty() ? "" : ": " + mark->reasonSays))
        .set("RECORDED", londonWords(mark->recorded))
        .show("LATE", mark->registerLate);
  const auto notes = sessionNotes(ask.tx, referral->id, kMostNotes);
  m.show("NOTES", !notes.empty());
  for (const SessionNote& note : notes)
    m.add("NOTE")
        .set("WHO", note.who)
        .set("AT", londonWords(note.at))
        .set("ABOUT", note.day ? note.day->words() : "")
        .show("DAY", note.day.has_value())
        .show("TRANSPORT", note.kind == "transport")
        .set("SAYS", note.says);
  if (ask.viewer.may("session.note"))
    m.form("FORM", {.command = "session.note",
                    .values = {{"reference", {referral->reference}}, {"kind", {"note"}}},
                    .button = "Add the note",
                    .legend = "Add a note"});
  return shown;
}

}  // namespace

void offerAttendance(Offers& offers) {
  offers.command(CommandOf<NoteIn, NotePlan>{
      .name = "session.note",
      .permission = "session.note",
      .says = "Adds a note about a pupil’s days.",
      .form = noteForm(),
      .prepare = [](Preparing& at, const NoteIn&) -> Prepared<NotePlan> { return NotePlan{letterSite(at.services)}; },
      .apply = addNote});
  offers.pages.push_back({.path = "/attendance/{reference}",
                          .name = "attendance",
                          .permission = "attendance.see",
                          .says = "A pupil’s sessions, week by week, with everybody’s notes.",
                          .file = "attendance.tpl",
                          .commands = {"session.note"},
                          .fill = showAttendance});
}

}  // namespace capd::monitoring
