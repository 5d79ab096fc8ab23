// Chair and vice chair decide between two meetings where policy lets them, each with their own sign-in (OPEN-08).

#include <fmt/format.h>

#include <algorithm>

#include "cases/duty/Duty.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

bool has(const std::vector<Confirmation>& all, std::string_view seat) {
  return std::any_of(all.begin(), all.end(), [&](const Confirmation& each) { return each.seat == seat; });
}

bool leads(const Seat& seat) { return seat.kind == SeatKind::chair || seat.kind == SeatKind::viceChair; }

struct ConfirmIn : CaseIn {
  std::string outcome;  ///< the number of the one that was read
  bool decides = false;
  std::optional<std::string> says;
};

Form<ConfirmIn> confirmForm() {
  Form<ConfirmIn> form;
  memberFields(form);
  form.field(&ConfirmIn::outcome, {.name = "outcome",
                                   .label = "Outcome",
                                   .kind = FieldKind::hidden,
                                   .missing = "Open the case’s own page to do this",
                                   .most = 20});
  form.field(&ConfirmIn::decides, {.name = "decides",
                                   .label = "Do you decide it too, as it is recorded?",
                                   .kind = FieldKind::yesNo,
                                   .missing = "Say whether you decide it too"});
  form.field(&ConfirmIn::says, {.name = "says",
                                .label = "If not: why?",
                                .kind = FieldKind::longText,
                                .hint = "It then waits for the next meeting. Name no other child",
                                .most = 500,
                                .personal = true});
  form.check([](const ConfirmIn& in, Problems& problems) {
    if (!in.decides && in.says.value_or("").empty()) problems.push_back({"says", "Say why it waits for the meeting"});
  });
  return form;
}

Outcome doNot(WriteTx& tx, const ReferralRecord& referral, const PanelOutcome& outcome, const ConfirmIn& in) {
  dropUntold(tx, outcome);
  closeDuties(tx, kConfirm, referral.reference, "not_needed");
  closeDuties(tx, kOutcome, referral.reference, "not_needed");
  addStep(
      tx, referral.id,
      {"panel", "Not decided between two meetings, it waits for the panel: " + in.says.value_or(""), Audience::cap});
  return done(referral, "It waits for the next meeting. What was recorded does not count.");
}

Outcome confirmAction(WriteTx& tx, const ConfirmIn& in, const AtPanel& at) {
  auto opened = openAt(tx, in, at);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  const auto& referral = std::get<ReferralRecord>(opened);
  const Seat* seat = confirmsFrom(tx, at.seats, referral.id);
  if (seat == nullptr) return Refused(Refused::Kind::conflict, "", "Nothing on this case waits for you to confirm it.");
  if (interestIn(tx, tx.viewer(), referral, at.seats, at.academies).grade != Grade::full)
    return Refused(Refused::Kind::notAllowed, "",
                   "You have an interest in this case: it waits for the meeting, or for somebody else in your seat.");
  const auto outcome = untold(tx, referral.id);
  if (std::to_string(outcome->id) != in.outcome)
    return Refused::stale(
        "What is recorded changed while you had the page open. Read it again, and say then whether you decide it too.");
  if (!in.decides) return doNot(tx, referral, *outcome, in);
  for (const Confirmation& each : confirmations(tx, outcome->id))
    if (each.account == tx.viewer().account())
      return Refused(Refused::Kind::notAllowed, "", "You have confirmed it already: the other of the two does now.");
  addConfirmation(tx, *outcome, toWord(seat->kind));
  closeDutiesOf(tx, kConfirm, referral.reference, std::to_string(outcome->id) + ":" + std::string(toWord(seat->kind)));
  const std::string waits = notConfirmed(tx, *outcome);
  addStep(tx, referral.id,
          {"panel",
           fmt::format("{} confirmed what is decided between two meetings.",
                       seat->kind == SeatKind::chair ? "The chair" : "The vice chair"),
           Audience::cap});
  return done(referral, waits.empty() ? "It is decided. CAP sends it to the school."
                                      : fmt::format("Noted. Now {} is asked.", waits));
}

}  // namespace

const Seat* confirmsFrom(ReadTx& tx, const std::vector<Seat>& seats, std::int64_t caseId) {
  if (std::none_of(seats.begin(), seats.end(), leads)) return nullptr;
  const auto outcome = untold(tx, caseId);
  if (!outcome || !outcome->chairsAction) return nullptr;
  const auto there = confirmations(tx, outcome->id);
  for (const Seat& seat : seats)
    if (leads(seat) && seat.panel == outcome->panel && !has(there, toWord(seat.kind))) return &seat;
  return nullptr;
}

std::string notConfirmed(ReadTx& tx, const PanelOutcome& outcome) {
  if (!outcome.chairsAction || outcome.sent) return {};
  const auto there = confirmations(tx, outcome.id);
  const bool chair = has(there, "chair"), vice = has(there, "vice_chair");
  return chair && vice ? "" : chair ? "the vice chair" : vice ? "the chair" : "neither of the two";
}

void askToConfirm(WriteTx& tx, const ReferralRecord& referral, const PanelRules& panel, const std::vector<Seat>& seats,
                  const Deadline& due) {
  const auto outcome = untold(tx, referral.id);
  if (!outcome) return;
  // Whoever records it from one of the two seats has said so by that.
  for (const Seat& seat : seats)
    if (leads(seat) && seat.panel == panel.name && confirmations(tx, outcome->id).empty())
      addConfirmation(tx, *outcome, toWord(seat.kind));
  const auto there = confirmations(tx, outcome->id);
  for (const PanelSeat& seat : panel.seats) {
    if ((seat.kind != SeatKind::chair && seat.kind != SeatKind::viceChair) || has(there, toWord(seat.kind))) continue;
    const auto agency = findOrganisation(tx, "agency", seat.agency);
    if (!agency) continue;
    addParty(tx, referral.id, agency->id, "agenda");
    openDuty(tx, {.kind = std::string(kConfirm),
                  .subject = referral.reference,
                  .occurrence = std::to_string(outcome->id) + ":" + std::string(toWord(seat.kind)),
                  .caseId = referral.id,
                  .organisation = agency->id,
                  .role = seat.kind == SeatKind::chair ? "panel.chair" : "panel.vice_chair",
                  .says = referral.reference + ": say whether you decide it too, between two meetings",
                  .clause = "policy: chairs_action",
                  .due = due});
  }
}

void offerConfirming(Offers& offers) {
  offers.command(CommandOf<ConfirmIn, AtPanel>{
      .name = "panel.confirm_action",
      .permission = "panel.confirm",
      .says = "Chair or vice chair confirms what is decided between two meetings, or leaves it to the meeting.",
      .form = confirmForm(),
      .prepare = [](Preparing& at, const ConfirmIn& in) { return atPanel(at, in.reference); },
      .apply = confirmAction});
}

}  // namespace capd::panels
