// What a school changes after sending reaches everybody who needs it (REF-52, REF-53).

#include "Commands.h"
#include "Letters.h"
#include "cases/duty/Duty.h"
#include "cases/mail/Letter.h"

namespace capd::refer {
namespace {

// By the end of CAP's own time for a first look.
Deadline lookBy(const ReferralRecord& referral, const PolicyShelf& policy, Date today) {
  const auto within =
      referral.policyHash ? policy.setting(*referral.policyHash, "first_look_within") : std::optional<PolicyValue>();
  const auto calendar = policy.calendar();
  const int days = within && within->most > 0 ? static_cast<int>(within->most) : 2;
  return calendar ? withinWorkingDays(*calendar, today, days) : Deadline(londonEndOf(today.plusDays(days)));
}

NewDuty dutyOf(WriteTx& tx, const ReferralRecord& referral, const Passing& passing) {
  return {.subject = referral.reference,
          .occurrence = "changed-" + std::to_string(referral.version),
          .caseId = referral.id,
          .organisation = capOrganisation(tx),
          .role = "cap.admin",
          .says = referral.reference + ": the school has changed something",
          .clause = "000 section 12",
          .due = passing.lookDue};
}

// Ready to send is what was checked: with something else in it, it is checked again.
void checkAgain(WriteTx& tx, ReferralRecord& referral, const Passing& passing) {
  closeDuties(tx, "desk.send", referral.reference, "not_needed");
  moveReferral(tx, referral, ReferralState::submitted,
               {"check_again", "The school changed something: CAP checks it again.", Audience::schoolAndCap});
  NewDuty duty = dutyOf(tx, referral, passing);
  duty.kind = "desk.first_look";
  duty.clause = "000 App.2 step 6; the days are provisional";
  openOneDuty(tx, duty);
}

// Whether an answer, a placement or a decision was made with what stood there before.
bool wentOn(ReferralState state) {
  return state == ReferralState::answered || state == ReferralState::sltReview || state == ReferralState::processing ||
         state == ReferralState::confirmed || state == ReferralState::active;
}

}  // namespace

bool stillChanging(const ReferralRecord& referral) {
  return referral.state != ReferralState::draft && referral.state != ReferralState::ended &&
         referral.state != ReferralState::refused && referral.state != ReferralState::withdrawn;
}

Passing passingOf(const Services& services, const ReferralRecord& referral, Date today) {
  return {lookBy(referral, services.policy(), today), letterSite(services)};
}

void passOn(WriteTx& tx, ReferralRecord& referral, const Passing& passing) {
  bool withProvider = wentOn(referral.state);
  for (const Choice& choice : choices(tx, referral.id)) {
    if (choice.state != "sent" && choice.state != "accepted") continue;
    withProvider = true;
    const NewLetter letter{.kind = kPupilDetailsChanged,
                           .subject = referral.reference,
                           .caseId = referral.id,
                           .slots = {},
                           .site = passing.site,
                           .reason = "changed",
                           .reasonId = choice.id};
    sendLetter(tx, letter, choice.provider, "provider.coordinator");
  }
  if (withProvider) {
    NewDuty duty = dutyOf(tx, referral, passing);
    duty.kind = "desk.pass_on";
    openOneDuty(tx, duty);
  }
  if (referral.state == ReferralState::complete) checkAgain(tx, referral, passing);
}

}  // namespace capd::refer
