#include "Ending.h"

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "cases/mail/Letter.h"
#include "cases/placement/Life.h"
#include "response_store.h"

namespace capd::response {
namespace {

constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::size_t kMostAtOnce = 500;

struct FinishIn {
  std::string reference;
};

Form<FinishIn> finishForm() {
  Form<FinishIn> form;
  form.field(&FinishIn::reference,
             {.name = "reference", .label = "Reference", .missing = "Enter the reference", .most = 20});
  return form;
}

// What outlasts a placement: money may still be open, and a report that a provider owes when the last day has passed is
// owed until it is given.
constexpr std::string_view kFee = "placement.fee";
constexpr std::string_view kOutputs = "placement.outputs";

// The provider sees the case until its report is given, and takes no register of it any more.
void keepForReport(WriteTx& tx, const ReferralRecord& referral, const Placement& placement) {
  const auto all = dutiesOfCase(tx, referral.id);
  if (std::any_of(all.begin(), all.end(), [](const Duty& duty) { return duty.kind == kOutputs; }))
    addParty(tx, referral.id, placement.provider, "reports");
}

// The place is free, whoever had the papers has them no more, and nothing is asked of anybody.
void release(WriteTx& tx, const ReferralRecord& referral, Placement& placement, std::string_view how) {
  placement.state = "ended";
  placement.ended = tx.now();
  savePlacement(tx, placement);
  closeStandings(tx, placement.id, "", "The placement ended.");
  endParty(tx, referral.id, placement.provider, "asked");
  const bool byTime = placement.endedHow == "completed" || placement.endedHow == "third_day";
  if (byTime) keepForReport(tx, referral, placement);
  for (const Duty& duty : dutiesOfCase(tx, referral.id))
    if (duty.kind != kFee && !(byTime && duty.kind == kOutputs)) closeDuties(tx, duty.kind, duty.subject, how);
}

std::string stillEntered(const Placement& placement) {
  if (!placement.onClm && !placement.onCapita) return {};
  return fmt::format(" Take it out of {} now.", placement.onClm && placement.onCapita ? "CLM and Capita"
                                                : placement.onClm                     ? "CLM"
                                                                                      : "Capita");
}

void tellBoth(WriteTx& tx, const ReferralRecord& referral, const Placement& placement, const PreparedStop& p) {
  const auto letter = [&](const LetterKind& kind) {
    return NewLetter{.kind = kind,
                     .subject = referral.reference,
                     .caseId = referral.id,
                     .slots = {},
                     .site = p.site,
                     .reason = "withdrawn",
                     .reasonId = placement.id};
  };
  sendLetter(tx, letter(kStoppedSchool), referral.school, referrerRole(tx, referral.school));
  sendLetter(tx, letter(kStoppedProvider), placement.provider, "provider.coordinator");
}

}  // namespace

Outcome finish(WriteTx& tx, const std::string& reference) {
  auto referral = findReferral(tx, reference);
  if (!referral) return Refused::notThere();
  auto placement = placementOfCase(tx, referral->id);
  if (referral->state != ReferralState::active || !placement || placement->state != "active")
    return Refused(Refused::Kind::conflict, "", "No placement is running on this referral, so none can end.");
  if (!placement->lastDay)
    return Refused(Refused::Kind::conflict, "",
                   "The last day of this placement is not known yet: the terms of that year are not in the calendar.");
  if (placement->endedHow.rfind("withdrawn", 0) == 0)
    return Refused(Refused::Kind::conflict, "", "This placement is withdrawn: it ends by that.");
  if (const auto withdrawal = openWithdrawal(tx, placement->id); withdrawal && withdrawal->state == "sent")
    return Refused(Refused::Kind::conflict, "",
                   "A withdrawal of this placement waits for CAP. It is processed first, so that it is clear who pays "
                   "what.");
  if (openStanding(tx, placement->id, "halt"))
    return Refused(Refused::Kind::conflict, "",
                   "This placement is halted. CAP decides about that first, and then what is paid.");
  if (tx.today() <= *placement->lastDay)
    return Refused(
        Refused::Kind::conflict, "",
        fmt::format("The last day of this placement is {}. It ends after that day.", placement->lastDay->longWords()));
  const bool thirdDay = placement->endedHow == "third_day";
  if (!thirdDay) placement->endedHow = "completed";
  release(tx, *referral, *placement, "not_needed");
  moveReferral(
      tx, *referral, ReferralState::ended,
      {thirdDay ? "third_day_ended" : "ended",
       fmt::format("The {} ended{}. Its last day was {}.", thirdDay ? "third day" : "placement",
                   thirdDay ? " by itself, and the pupil’s other days go on" : "", placement->lastDay->longWords()),
       Audience::all});
  Done d;
  d.says = fmt::format("{} has ended. Its last day was {}.", placement->reference, placement->lastDay->longWords());
  d.subject = referral->reference;
  return d;
}

Prepared<PreparedStop> prepareStop(Preparing& at, const ReasonIn& in) {
  if (!findReferral(at.tx, in.reference)) return Refused::notThere();
  return PreparedStop{letterSite(at.services)};
}

Outcome stop(WriteTx& tx, const ReasonIn& in, const PreparedStop& p) {
  auto referral = findReferral(tx, in.reference);
  if (!referral) return Refused::notThere();
  if (referral->state == ReferralState::active)
    return Refused(Refused::Kind::conflict, "",
                   "The pupil has started, so leaving early is a withdrawal: the school or the provider writes it on "
                   "the placement’s page, and CAP processes it.");
  auto placement = placementOfCase(tx, referral->id);
  const auto choice = currentChoice(tx, *referral);
  const bool setUp = referral->state == ReferralState::processing || referral->state == ReferralState::confirmed;
  if (!setUp || !placement || !choice)
    return Refused(
        Refused::Kind::conflict, "",
        "No placement is set up on this referral, so there is none to stop. Before that, the school takes its "
        "referral back.");
  if (auto stale = staleOrNot(*referral, in.version)) return std::move(*stale);
  setChoiceState(tx, choice->id, "dropped");
  placement->endedHow = "stopped";
  if (const auto withdrawal = openWithdrawal(tx, placement->id))
    moveWithdrawal(tx, withdrawal->id, "dropped", "CAP stopped the placement before its start.");
  if (const auto change = openDayChange(tx, placement->id))
    moveDayChange(tx, change->id, "dropped", "CAP stopped the placement before its start.");
  release(tx, *referral, *placement, "not_needed");
  moveReferral(tx, *referral, ReferralState::withdrawn,
               {"stopped", "CAP stopped the placement before the pupil had started.", Audience::all});
  addStep(tx, referral->id, {"stopped_why", "Why: " + in.reason, Audience::schoolAndCap});
  tellBoth(tx, *referral, *placement, p);
  Done d;
  d.says = fmt::format("{} is stopped. The school and the provider are told.{}", placement->reference,
                       stillEntered(*placement));
  d.subject = referral->reference;
  d.next = "/cases/" + referral->reference;
  d.changed = {"state"};
  return d;
}

void offerEnding(Offers& offers) {
  offers.command(CommandOf<FinishIn>{
      .name = "placement.finish",
      .permission = "placement.process",
      .says = "Ends a placement whose last day has passed.",
      .form = finishForm(),
      .apply = [](WriteTx& tx, const FinishIn& in, const Nothing&) { return finish(tx, in.reference); },
      .moves = {{"active", "ended", "Its last day has passed"}}});
  offers.jobs.push_back(
      {"placement.over", "Ends the placements whose last day has passed.", kDay, [](ReadTx& tx, const Services&) {
         std::vector<std::pair<std::string, FieldTexts>> commands;
         for (std::string& reference : overBefore(tx, tx.today(), kMostAtOnce))
           commands.push_back({"placement.finish", {{"reference", {std::move(reference)}}}});
         return commands;
       }});
}

}  // namespace capd::response
