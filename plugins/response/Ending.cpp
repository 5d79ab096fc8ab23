#include "Ending.h"

#include <fmt/format.h>

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

// The place is free, whoever had the papers has them no more, and nothing is asked of anybody.
void release(WriteTx& tx, const ReferralRecord& referral, Placement& placement, std::string_view how) {
  placement.state = "ended";
  placement.ended = tx.now();
  savePlacement(tx, placement);
  endParty(tx, referral.id, placement.provider, "asked");
  closeAllDuties(tx, referral.id, how);
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
  if (tx.today() <= *placement->lastDay)
    return Refused(
        Refused::Kind::conflict, "",
        fmt::format("The last day of this placement is {}. It ends after that day.", placement->lastDay->longWords()));
  release(tx, *referral, *placement, "not_needed");
  moveReferral(tx, *referral, ReferralState::ended,
               {"ended", fmt::format("The placement ended. Its last day was {}.", placement->lastDay->longWords()),
                Audience::all});
  Done d;
  d.says = fmt::format("{} has ended. Its last day was {}.", placement->reference, placement->lastDay->longWords());
  d.subject = referral->reference;
  return d;
}

void offerEnding(Offers& offers) {
  offers.command(CommandOf<FinishIn>{
      .name = "placement.finish",
      .permission = "placement.process",
      .says = "Ends a placement whose last day has passed.",
      .form = finishForm(),
      .apply = [](WriteTx& tx, const FinishIn& in, const Nothing&) { return finish(tx, in.reference); }});
  offers.jobs.push_back(
      {"placement.over", "Ends the placements whose last day has passed.", kDay, [](ReadTx& tx, const Services&) {
         std::vector<std::pair<std::string, FieldTexts>> commands;
         for (std::string& reference : overBefore(tx, tx.today(), kMostAtOnce))
           commands.push_back({"placement.finish", {{"reference", {std::move(reference)}}}});
         return commands;
       }});
}

}  // namespace capd::response
