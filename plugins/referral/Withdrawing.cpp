// The school takes back a referral that it has sent, as long as no placement is being set up for it. Whoever has the
// papers loses them with it.

#include <fmt/format.h>

#include "Letters.h"
#include "Pages.h"
#include "cases/duty/Duty.h"
#include "cases/mail/Letter.h"

namespace capd::refer {
namespace {

using S = ReferralState;

struct TakeBackIn {
  std::string reference;
  std::int64_t version = 0;
  std::string why;
};
Form<TakeBackIn> takeBackForm() {
  Form<TakeBackIn> form;
  form.field(&TakeBackIn::reference, referenceField());
  form.field(&TakeBackIn::version, {.name = "version",
                                    .label = "Version",
                                    .kind = FieldKind::hidden,
                                    .missing = "Load the page again",
                                    .most = 1'000'000'000});
  form.field(&TakeBackIn::why, {.name = "why",
                                .label = "Why do you take it back?",
                                .kind = FieldKind::longText,
                                .hint = "CAP reads this. Name no other child",
                                .missing = "Say why you take it back",
                                .least = 5,
                                .most = 1000,
                                .personal = true});
  return form;
}

bool canBeTakenBack(S state) {
  return state == S::submitted || state == S::complete || state == S::sent || state == S::answered ||
         state == S::sltReview;
}

Refused tooLate(S state) {
  if (state == S::draft) return Refused(Refused::Kind::conflict, "", "This was never sent. Delete the draft instead.");
  if (state == S::ended || state == S::refused || state == S::withdrawn)
    return Refused(Refused::Kind::conflict, "", "This referral has ended already. Nothing was changed.");
  return Refused(
      Refused::Kind::conflict, "",
      "A placement is set up on this referral already. Call CAP: a placement is ended by a withdrawal of its "
      "own.");
}

// The provider that has it loses sight of it, and is told.
void takeFromProvider(WriteTx& tx, const ReferralRecord& referral, const LetterSite& site) {
  for (const Choice& choice : choices(tx, referral.id)) {
    if (choice.state == "chosen") setChoiceState(tx, choice.id, "dropped");
    if (choice.state != "sent" && choice.state != "accepted") continue;
    setChoiceState(tx, choice.id, "dropped");
    endParty(tx, referral.id, choice.provider, "asked");
    const NewLetter letter{.kind = kReferralWithdrawn,
                           .subject = referral.reference,
                           .caseId = referral.id,
                           .slots = {},
                           .site = site,
                           .reason = "withdrawn",
                           .reasonId = choice.id};
    sendLetter(tx, letter, choice.provider, "provider.coordinator");
  }
}

Prepared<LetterSite> prepare(Preparing& at, const TakeBackIn& in) {
  const auto writing = openWriting(at.tx, at.services, in.reference);
  if (!writing) return Refused::notThere();
  return letterSite(at.services);
}

Outcome takeBack(WriteTx& tx, const TakeBackIn& in, const LetterSite& site) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !maySubmitFor(tx.viewer(), referral->school)) return Refused::notThere();
  if (!canBeTakenBack(referral->state)) return tooLate(referral->state);
  if (in.version != referral->version)
    return Refused::stale("Something changed on this referral while you had the page open. Look at it once more.");
  takeFromProvider(tx, *referral, site);
  for (const Hold& hold : openHolds(tx, referral->id)) closeHold(tx, hold.id, "The school took the referral back.");
  closeAllDuties(tx, referral->id, "not_needed");
  moveReferral(tx, *referral, S::withdrawn, {"withdrawn", "The school withdrew the referral.", Audience::all});
  addStep(tx, referral->id, {"withdrawn_why", "Why: " + in.why, Audience::schoolAndCap});
  Done done;
  done.says = fmt::format("{} is withdrawn. Its record stays.", referral->reference);
  done.subject = referral->reference;
  done.next = "/referrals/" + referral->reference;
  return done;
}

PageAnswer showWithdrawal(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  if (!writing || !mayTakeBack(ask.viewer, writing->referral)) return NotThere{};
  Shown shown;
  shown.title = "Withdraw this referral?";
  shown.back = writing->path();
  shown.subject = writing->referral.reference;
  shown.model.set("HEADING", shown.title).list("TEXT");
  shown.model.add("TEXT").set("SAYS",
                              "CAP stops its work on it, and a provider that has the papers loses them. The record "
                              "stays. You can refer the pupil again.");
  FormSlot slot;
  slot.command = "referral.withdraw";
  slot.values["reference"] = {writing->referral.reference};
  slot.values["version"] = {std::to_string(writing->referral.version)};
  slot.button = "Withdraw the referral";
  slot.warning = true;
  shown.model.form("FORM", std::move(slot));
  return shown;
}

}  // namespace

bool mayTakeBack(const Viewer& viewer, const ReferralRecord& referral) {
  return canBeTakenBack(referral.state) && maySubmitFor(viewer, referral.school);
}

void offerWithdrawing(Offers& offers) {
  offers.command(CommandOf<TakeBackIn, LetterSite>{.name = "referral.withdraw",
                                                   .permission = "referral.submit",
                                                   .says = "Takes back a referral that was sent to CAP.",
                                                   .form = takeBackForm(),
                                                   .prepare = prepare,
                                                   .apply = takeBack,
                                                   .moves = {{"submitted", "withdrawn", "It is taken back"},
                                                             {"complete", "withdrawn", "It is taken back"},
                                                             {"sent", "withdrawn", "It is taken back"},
                                                             {"answered", "withdrawn", "It is taken back"},
                                                             {"slt_review", "withdrawn", "It is taken back"}}});
  offers.pages.push_back(page("/referrals/{reference}/withdraw", "referral.withdraw_page", "referral.submit",
                              "Takes back a referral that was sent.", "form.tpl", {"referral.withdraw"},
                              showWithdrawal));
}

}  // namespace capd::refer
