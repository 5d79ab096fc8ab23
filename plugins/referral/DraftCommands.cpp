// Beginning a referral, copying one, and taking a draft away.

#include <fmt/format.h>

#include <algorithm>

#include "Commands.h"
#include "base/Text.h"
#include "cases/course/Course.h"

namespace capd::refer {
namespace {

struct BeginIn {
  std::optional<std::string> find;
  std::optional<std::string> pupil;
};
struct References {
  std::vector<std::string> free;
  std::vector<std::string> texts;  ///< of a copy: questions of policy that are answered in words
};

Form<BeginIn> beginForm() {
  Form<BeginIn> form;
  form.field(&BeginIn::pupil, {.name = "pupil", .label = "Pupil", .most = 20, .personal = true});
  form.field(&BeginIn::find, {.name = "find",
                              .label = "Find a pupil by name",
                              .hint = "The beginning of a first or last name",
                              .most = 80,
                              .personal = true});
  return form;
}

Prepared<References> prepareBegin(Preparing& at, const BeginIn& in) {
  if (!in.pupil)
    return Refused::because("pupil", in.find ? "Choose the pupil below, or add them if they are not there"
                                             : "Choose a pupil, or find one by name");
  if (!findPupil(at.tx, idFrom(*in.pupil))) return Refused::notThere();
  return References{freshReferences(at.services), {}};
}

Outcome applyBegin(WriteTx& tx, const BeginIn& in, const References& references) {
  const auto pupil = findPupil(tx, idFrom(in.pupil.value_or("")));
  if (!pupil || !mayWriteFor(tx.viewer(), pupil->school)) return Refused::notThere();
  return beginDraft(tx, *pupil, references.free);
}

struct CopyIn {
  std::string reference;
  std::optional<std::string> pupil;
};

Form<CopyIn> copyForm() {
  Form<CopyIn> form;
  form.field(&CopyIn::reference, referenceField());
  form.field(&CopyIn::pupil, {.name = "pupil", .label = "For which pupil?", .most = 20, .personal = true});
  return form;
}

// What is taken over. Needs, consent, the risk assessment and everything that was agreed to are asked anew.
constexpr std::string_view kAboutThePlan = "agreement.q6";  // of this pupil's EHC plan

bool isCopied(const std::string& question, bool samePupil, const std::vector<std::string>& texts) {
  if (std::find(texts.begin(), texts.end(), question) != texts.end()) return samePupil || question != kAboutThePlan;
  const auto begins = [&](std::string_view with) { return question.rfind(with, 0) == 0; };
  if (question == "course.start" || question == "course.asked_cap") return false;
  if (begins("course.") || begins("reasons.")) return true;
  return samePupil && (begins("pupil.") || begins("contacts.") || begins("week."));
}

void takeOver(WriteTx& tx, const ReferralRecord& from, ReferralRecord& to, const std::vector<std::string>& texts) {
  Answers copied;
  for (const auto& [question, value] : currentAnswers(tx, from.id))
    if (isCopied(question, from.pupil == to.pupil, texts)) copied[question] = value;
  std::vector<std::int64_t> courses;
  for (const std::string name : {"course.first", "course.second", "course.third"}) {
    const auto course = courseByCode(tx, copied[name]);
    if (course && !course->closed)
      courses.push_back(course->id);
    else
      copied[name].clear();
    if (name == "course.first" && course && !course->closed) to.programme = course->programme;
  }
  saveAnswers(tx, to.id, copied);
  setChoices(tx, to.id, courses);
  saveReferral(tx, to);
}

Prepared<References> prepareCopy(Preparing& at, const CopyIn& in) {
  const auto writing = openWriting(at.tx, at.services, in.reference);
  if (!writing) return Refused::notThere();
  References references{freshReferences(at.services), {}};
  for (const PolicyQuestion& question : writing->agreement)
    if (question.kind == "text") references.texts.push_back(question.id);
  if (writing->programme)
    for (const PolicyQuestion& question : writing->programme->asks)
      if (question.kind == "text") references.texts.push_back(question.id);
  return references;
}

Outcome applyCopy(WriteTx& tx, const CopyIn& in, const References& references) {
  const auto from = findReferral(tx, in.reference);
  if (!from || !mayWriteFor(tx.viewer(), from->school)) return Refused::notThere();
  const auto pupil = findPupil(tx, in.pupil ? idFrom(*in.pupil) : from->pupil);
  if (!pupil || pupil->school != from->school) return Refused::notThere();
  Outcome begun = beginDraft(tx, *pupil, references.free, from->id);
  auto* done = std::get_if<Done>(&begun);
  if (done == nullptr) return begun;
  auto to = findReferral(tx, done->subject);
  if (!to) return Refused::notThere();
  takeOver(tx, *from, *to, references.texts);
  done->says =
      "The course, the reasons and what you wrote in the agreement are copied. Read them again for this pupil. Needs, "
      "consent and the risk assessment are asked anew.";
  return begun;
}

struct WithdrawIn {
  std::string reference;
  std::optional<std::int64_t> version;
};

Form<WithdrawIn> withdrawForm() {
  Form<WithdrawIn> form;
  form.field(&WithdrawIn::reference, referenceField());
  form.field(&WithdrawIn::version,
             {.name = "version", .label = "Version", .kind = FieldKind::hidden, .most = 1'000'000'000});
  return form;
}

// The draft leaves the school's sight with its party line. It keeps the state of a draft, which nobody at CAP ever
// sees: what was never sent must not become readable by being thrown away.
Outcome applyWithdraw(WriteTx& tx, const WithdrawIn& in) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !mayWriteFor(tx.viewer(), referral->school)) return Refused::notThere();
  if (referral->state != ReferralState::draft)
    return Refused(Refused::Kind::conflict, "",
                   "This referral was sent to CAP already. To take it back, use “Withdraw” on its page or call CAP.");
  if (in.version && *in.version != referral->version)
    return Refused::stale("Somebody is still writing this draft. Load the page again and look before you delete it.");
  addStep(tx, referral->id, {"draft_deleted", "Draft deleted by the school.", Audience::schoolAndCap});
  touchReferral(tx, *referral);
  endParty(tx, referral->id, referral->school, "refers");
  Done done;
  done.says = fmt::format("The draft {} is deleted.", referral->reference);
  done.subject = referral->reference;
  done.next = "/referrals";
  return done;
}

}  // namespace

Field referenceField() {
  return {.name = "reference",
          .label = "Reference",
          .kind = FieldKind::hidden,
          .missing = "Open the referral’s own page to do this",
          .most = 20};
}

std::int64_t idFrom(const std::string& typed) {
  if (typed.empty() || typed.size() > 15 || typed.find_first_not_of("0123456789") != std::string::npos) return 0;
  return std::stoll(typed);
}

std::vector<std::string> freshReferences(const Services& services) {
  std::vector<std::string> all;
  for (int i = 0; i < 3; ++i) all.push_back(services.newReference(services.clock().today()).text());
  return all;
}

Outcome beginDraft(WriteTx& tx, const Pupil& pupil, const std::vector<std::string>& references,
                   std::optional<std::int64_t> copiedFrom) {
  const std::string reference = firstFree(tx, references);
  if (reference.empty())
    return Refused(Refused::Kind::busy, "", "No new reference could be made just now. Please try again.");
  createDraft(tx, {reference, pupil.school, pupil.id, tx.viewer().account(), copiedFrom});
  Done done;
  done.says = fmt::format("Draft {} is begun. Everything you save is kept.", reference);
  done.subject = reference;
  done.next = "/referrals/" + reference;
  done.values["reference"] = reference;
  return done;
}

void offerDraftCommands(Offers& offers) {
  offers.command(CommandOf<BeginIn, References>{.name = "referral.begin",
                                                .permission = "referral.write",
                                                .says = "Begins a referral for a pupil on your roll.",
                                                .form = beginForm(),
                                                .prepare = prepareBegin,
                                                .apply = applyBegin,
                                                .moves = {{"", "draft", "A referral is begun"}}});
  offers.command(CommandOf<CopyIn, References>{
      .name = "referral.copy",
      .permission = "referral.write",
      .says = "Begins a referral with the course and reasons of an earlier one, for the same or another pupil.",
      .form = copyForm(),
      .prepare = prepareCopy,
      .apply = applyCopy,
      .moves = {{"", "draft", "An earlier one is copied"}}});
  offers.command(CommandOf<WithdrawIn>{
      .name = "referral.withdraw_draft",
      .permission = "referral.write",
      .says = "Deletes a draft that was never sent.",
      .form = withdrawForm(),
      .apply = [](WriteTx& tx, const WithdrawIn& in, const Nothing&) { return applyWithdraw(tx, in); }});
}

}  // namespace capd::refer
