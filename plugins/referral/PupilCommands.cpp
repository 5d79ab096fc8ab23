// Pupils on a school's own list: added when they are first referred, put right when something was wrong (ENT-02).

#include <fmt/format.h>

#include "Commands.h"
#include "Lists.h"
#include "Pages.h"

namespace capd::refer {
namespace {

struct PupilIn {
  std::string firstName;
  std::string lastName;
  std::optional<std::string> knownAs;
  Date born;
  std::optional<std::string> upn;
  std::int64_t yearGroup = 0;
  std::optional<std::int64_t> school;
  std::optional<std::string> reference;
  std::optional<std::int64_t> version;
};
struct PupilPlan {
  std::vector<std::string> references;
  Passing passing;  ///< of a change alone
};

void checkPupil(const PupilIn& in, Problems& problems) {
  if (in.upn && !readUpn(*in.upn))
    problems.push_back({"upn",
                        "A unique pupil number has a letter, then 12 signs, such as H801200001001. Check it, or "
                        "leave it empty."});
}

Form<PupilIn> pupilForm() {
  Form<PupilIn> form;
  form.field(&PupilIn::firstName, {.name = "first_name",
                                   .label = "First name",
                                   .missing = "Enter the pupil’s first name",
                                   .most = 80,
                                   .personal = true});
  form.field(&PupilIn::lastName, {.name = "last_name",
                                  .label = "Last name",
                                  .missing = "Enter the pupil’s last name",
                                  .most = 80,
                                  .personal = true});
  form.field(&PupilIn::knownAs, {.name = "known_as",
                                 .label = "Known as",
                                 .hint = "If the pupil is called something else",
                                 .most = 80,
                                 .personal = true});
  form.field(&PupilIn::born, {.name = "born",
                              .label = "Date of birth",
                              .kind = FieldKind::date,
                              .missing = "Enter the pupil’s date of birth",
                              .personal = true});
  form.field(&PupilIn::upn, {.name = "upn",
                             .label = "Unique pupil number (UPN)",
                             .hint = "Leave it empty when the pupil has none yet",
                             .most = 20,
                             .personal = true});
  form.field(&PupilIn::yearGroup, {.name = "year_group",
                                   .label = "Year group",
                                   .kind = FieldKind::number,
                                   .hint = "0 for reception",
                                   .missing = "Enter the year group",
                                   .least = 0,
                                   .most = 14,
                                   .personal = true});
  return form;
}

Form<PupilIn> addForm() {
  auto form = pupilForm();
  form.field(&PupilIn::school,
             {.name = "school", .label = "School", .kind = FieldKind::hidden, .most = 999'999'999'999});
  form.check(checkPupil);
  return form;
}

Form<PupilIn> changeForm() {
  auto form = pupilForm();
  form.field(&PupilIn::reference, referenceField());
  form.field(&PupilIn::version,
             {.name = "version", .label = "Version", .kind = FieldKind::hidden, .most = 1'000'000'000});
  form.check(checkPupil);
  return form;
}

void takeOver(const PupilIn& in, Pupil& pupil) {
  pupil.firstName = in.firstName;
  pupil.lastName = in.lastName;
  pupil.knownAs = in.knownAs.value_or("");
  pupil.born = in.born;
  pupil.upn = in.upn ? readUpn(*in.upn) : std::nullopt;
  pupil.yearGroup = in.yearGroup;
}

std::optional<Refused> birthdayFault(const PupilIn& in, Date today) {
  if (in.born >= today) return Refused::because("born", "The date of birth must be in the past");
  if (in.born.plusMonths(12 * 26) < today)
    return Refused::because("born", "The date of birth is more than 26 years ago. Check the year.");
  if (in.born.plusMonths(12 * 3) > today)
    return Refused::because("born", "The date of birth is less than 3 years ago. Check the year.");
  return std::nullopt;
}

Prepared<PupilPlan> prepareAdd(Preparing& at, const PupilIn& in) {
  if (auto refused = birthdayFault(in, at.tx.today())) return std::move(*refused);
  return PupilPlan{freshReferences(at.services), {}};
}

Outcome applyAdd(WriteTx& tx, const PupilIn& in, const PupilPlan& plan) {
  const auto schools = writesFor(tx.viewer());
  const std::int64_t school = in.school ? *in.school : schools.size() == 1 ? schools.front() : 0;
  if (school == 0 && !schools.empty())
    return Refused::because("school", "You write for more than one organisation: say for which (field school)");
  if (!mayWriteFor(tx.viewer(), school)) return Refused::notThere();
  Pupil pupil;
  pupil.school = school;
  takeOver(in, pupil);
  if (samePupil(tx, pupil))
    return Refused::because("last_name", "This pupil is on your list already. Go back and find them by name.");
  pupil.id = addPupil(tx, pupil);
  return beginDraft(tx, pupil, plan.references);
}

Prepared<PupilPlan> prepareChange(Preparing& at, const PupilIn& in) {
  if (auto refused = birthdayFault(in, at.tx.today())) return std::move(*refused);
  const auto referral = findReferral(at.tx, in.reference.value_or(""));
  if (!referral) return Refused::notThere();
  return PupilPlan{{}, passingOf(at.services, *referral, at.tx.today())};
}

std::vector<std::string> changedFields(const Pupil& a, const Pupil& b) {
  std::vector<std::string> changed;
  if (a.firstName != b.firstName) changed.emplace_back("first_name");
  if (a.lastName != b.lastName) changed.emplace_back("last_name");
  if (a.knownAs != b.knownAs) changed.emplace_back("known_as");
  if (a.born != b.born) changed.emplace_back("born");
  if (a.upn != b.upn) changed.emplace_back("upn");
  if (a.yearGroup != b.yearGroup) changed.emplace_back("year_group");
  return changed;
}

// Every case of the pupil that goes on somewhere: whoever has its papers hears that they are out of date.
void tellOfCorrection(WriteTx& tx, std::int64_t pupil, const Passing& passing) {
  for (const std::string& reference : referencesOfPupil(tx, pupil)) {
    auto each = findReferral(tx, reference);
    if (!each || !stillChanging(*each)) continue;
    touchReferral(tx, *each);
    addStep(tx, each->id, {"updated", "The school corrected the pupil’s record.", Audience::all});
    passOn(tx, *each, passing);
  }
}

Outcome applyChange(WriteTx& tx, const PupilIn& in, const PupilPlan& plan) {
  auto referral = findReferral(tx, in.reference.value_or(""));
  if (!referral || !mayWriteFor(tx.viewer(), referral->school)) return Refused::notThere();
  auto pupil = findPupil(tx, referral->pupil);
  if (!pupil || pupil->school != referral->school) return Refused::notThere();
  if (in.version && *in.version != pupil->version)
    return Refused::stale("Somebody changed the pupil’s record while you were writing. Load the page again and look.");
  const Pupil before = *pupil;
  takeOver(in, *pupil);
  const auto same = samePupil(tx, *pupil);
  if (same && same->id != pupil->id)
    return Refused::because("last_name", "Another pupil on your list has this number, or this name and birthday");
  Done done;
  done.changed = changedFields(before, *pupil);
  done.subject = referral->reference;
  done.next = "/referrals/" + referral->reference + (referral->state == ReferralState::draft ? "/section/pupil" : "");
  done.says = done.changed.empty() ? "Nothing was different." : "Saved.";
  if (done.changed.empty()) return done;
  savePupil(tx, *pupil);
  tellOfCorrection(tx, pupil->id, plan.passing);
  return done;
}

PageAnswer changePage(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  if (!writing || !mayWriteFor(ask.viewer, writing->referral.school)) return NotThere{};
  const Pupil& p = writing->pupil;
  Shown shown;
  shown.title = "Change the pupil’s record";
  shown.back = writing->path(writing->isDraft() ? "/section/pupil" : "");
  shown.subject = writing->referral.reference;
  shown.model.set("HEADING", shown.title).list("TEXT");
  FormSlot slot;
  slot.command = "pupil.change";
  slot.values = {{"reference", {writing->referral.reference}},
                 {"version", {std::to_string(p.version)}},
                 {"first_name", {p.firstName}},
                 {"last_name", {p.lastName}},
                 {"known_as", {p.knownAs}},
                 {"born", {p.born.iso()}},
                 {"upn", {p.upn.value_or("")}},
                 {"year_group", {std::to_string(p.yearGroup)}}};
  slot.button = "Save";
  shown.model.form("FORM", std::move(slot));
  return shown;
}

}  // namespace

FormShape addPupilShape() { return addForm().shape(); }

void offerPupilCommands(Offers& offers) {
  offers.command(CommandOf<PupilIn, PupilPlan>{.name = "pupil.add",
                                               .permission = "referral.write",
                                               .says = "Adds a pupil to your school’s list and begins a referral.",
                                               .form = addForm(),
                                               .prepare = prepareAdd,
                                               .apply = applyAdd});
  offers.command(CommandOf<PupilIn, PupilPlan>{
      .name = "pupil.change",
      .permission = "referral.write",
      .says = "Puts right what is known about a pupil of your school.",
      .form = changeForm(),
      .prepare = prepareChange,
      .apply = applyChange,
      .moves = {{"complete", "submitted", "Something in it is changed: CAP checks again"}}});
  offers.pages.push_back(page("/referrals/{reference}/pupil", "referral.pupil", "referral.write",
                              "Puts right a pupil’s name, birthday, number or year.", "form.tpl", {"pupil.change"},
                              changePage));
}

}  // namespace capd::refer
