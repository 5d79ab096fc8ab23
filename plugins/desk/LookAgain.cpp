// When the school has sent what it was asked for, CAP is to look again: a job finds those, a command opens the duty.

#include "Desk.h"

namespace capd::desk {
namespace {

struct AgainIn {
  std::string reference;
  std::int64_t answered = 0;
};

struct LookTimes {
  Deadline due;
};

Form<AgainIn> againForm() {
  Form<AgainIn> form;
  form.field(&AgainIn::reference,
             {.name = "reference", .label = "Reference", .missing = "Enter the reference", .most = 20});
  form.field(&AgainIn::answered, {.name = "answered",
                                  .label = "When the school sent something, in milliseconds since 1970",
                                  .kind = FieldKind::number,
                                  .missing = "Enter the moment",
                                  .most = 9'999'999'999'999});
  return form;
}

Prepared<LookTimes> prepareAgain(Preparing& at, const AgainIn& in) {
  const auto referral = findReferral(at.tx, in.reference);
  if (!referral) return Refused::notThere();
  const PolicyShelf& policy = at.services.policy();
  return LookTimes{endOfWorkingDay(policy, londonDate(Instant{in.answered}),
                                   workingDays(policy, referral->policyHash, "first_look_within", 2))};
}

Outcome again(WriteTx& tx, const AgainIn& in, const LookTimes& times) {
  const auto referral = findReferral(tx, in.reference);
  if (!referral) return Refused::notThere();
  if (referral->state != ReferralState::submitted) return wrongMoment(*referral, "There is nothing to check");
  openFirstLook(tx, *referral, "answered-" + std::to_string(in.answered), times.due, "the school has sent something");
  return done(*referral, "It stands in the inbox again.");
}

}  // namespace

void offerLookAgain(Offers& offers) {
  offers.command(CommandOf<AgainIn, LookTimes>{
      .name = "desk.look_again",
      .permission = "desk.work",
      .says = "Puts a referral back into the inbox because the school has sent something.",
      .form = againForm(),
      .naturalKey = [](const AgainIn& in) { return in.reference + ":" + std::to_string(in.answered); },
      .prepare = prepareAgain,
      .apply = again});
  offers.jobs.push_back(
      {"desk.answered", "Finds referrals to which the school has sent what it was asked for.", 60,
       [](ReadTx& tx, const Services&) {
         std::vector<std::pair<std::string, FieldTexts>> commands;
         for (const Answered& each : answeredSince(tx, 100))
           commands.push_back(
               {"desk.look_again", {{"reference", {each.reference}}, {"answered", {std::to_string(each.at.ms)}}}});
         return commands;
       }});
}

}  // namespace capd::desk
