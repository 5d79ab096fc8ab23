// The outcome of a panel, as CAP's administrator records it, and the mail that tells the school (REF-38, REF-39,
// NOT-05). The panel decides about the programme alone: the risk assessment is checked all the same (REF-58).

#include <fmt/format.h>

#include <algorithm>

#include "Desk.h"

namespace capd::desk {
namespace {

struct PanelIn : CaseIn {
  std::string outcome;
  Date metOn;
  std::optional<std::string> says;
  std::optional<Date> nextMeeting;
};

struct PanelTimes {
  Deadline outcomeDue;              ///< the school hears by then
  std::optional<Deadline> nextDue;  ///< of the next meeting
  Deadline lookDue;                 ///< CAP checks again what the panel agreed to
  std::string publicAddress;
  std::string telephone;
};

Form<PanelIn> panelForm() {
  Form<PanelIn> form;
  caseFields(form);
  form.field(&PanelIn::outcome, {.name = "outcome",
                                 .label = "What did the panel decide?",
                                 .kind = FieldKind::choice,
                                 .missing = "Choose what the panel decided",
                                 .options = {{"agreed", "Agreed", ""},
                                             {"not_agreed", "Not agreed", "The referral ends here"},
                                             {"more_information", "Come back with more information", ""},
                                             {"next_meeting", "Moved to the next meeting", ""}}});
  form.field(&PanelIn::metOn, {.name = "met_on",
                               .label = "When did the panel meet?",
                               .kind = FieldKind::date,
                               .missing = "Enter the day of the meeting"});
  form.field(&PanelIn::says, {.name = "says",
                              .label = "Reasons, or what is needed",
                              .kind = FieldKind::longText,
                              .hint = "The school reads this on its page, word for word. Name no other child",
                              .most = 1000,
                              .personal = true});
  form.field(&PanelIn::nextMeeting, {.name = "next_meeting",
                                     .label = "When does it come back?",
                                     .kind = FieldKind::date,
                                     .hint = "For more information, or the next meeting"});
  form.check([](const PanelIn& in, Problems& problems) {
    const bool comesBack = in.outcome == "more_information" || in.outcome == "next_meeting";
    if (in.outcome != "agreed" && in.outcome != "next_meeting" && in.says.value_or("").empty())
      problems.push_back({"says", "Give the panel’s reasons, or say what it needs"});
    if (comesBack && in.nextMeeting && *in.nextMeeting <= in.metOn)
      problems.push_back({"next_meeting", "The next meeting must be after this one"});
    if (in.outcome == "next_meeting" && !in.nextMeeting)
      problems.push_back({"next_meeting", "Enter the day of the next meeting"});
  });
  return form;
}

int outcomeDays(const PolicyShelf& policy, const ReferralRecord& referral) {
  if (!referral.policyHash || !referral.programme) return 3;
  const auto card = policy.programme(*referral.policyHash, *referral.programme);
  if (!card) return 3;
  const auto value = card->values.find("panel.outcome_within");
  return value == card->values.end() || value->second.most <= 0 ? 3 : static_cast<int>(value->second.most);
}

Prepared<PanelTimes> preparePanel(Preparing& at, const PanelIn& in) {
  auto opened = openCase(at.tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  const auto& referral = std::get<ReferralRecord>(opened);
  const PolicyShelf& policy = at.services.policy();
  const int days = outcomeDays(policy, referral);
  PanelTimes times;
  times.outcomeDue = endOfWorkingDay(policy, in.metOn, days);
  if (in.nextMeeting) times.nextDue = endOfWorkingDay(policy, *in.nextMeeting, days);
  times.lookDue =
      endOfWorkingDay(policy, at.tx.today(), workingDays(policy, referral.policyHash, "first_look_within", 2));
  times.publicAddress = at.services.setting("public_address");
  times.telephone = at.services.setting("telephone");
  return times;
}

NewDuty outcomeDuty(WriteTx& tx, const ReferralRecord& referral, Date meeting, const Deadline& due) {
  return {.kind = std::string(kPanelOutcome),
          .subject = referral.reference,
          .occurrence = meeting.iso(),
          .caseId = referral.id,
          .organisation = capOrganisation(tx),
          .role = "cap.admin",
          .says = referral.reference + ": tell the school the panel's outcome",
          .clause = "003 Tier 2 Flourish",
          .due = due};
}

void tellSchool(WriteTx& tx, const ReferralRecord& referral, const PanelTimes& times) {
  NewMail mail;
  mail.subject = "Panel outcome ready: " + referral.reference;
  mail.body = mailBody(fmt::format("The panel has looked at the referral {}. Its outcome is on the referral's page.",
                                   referral.reference),
                       "", times.publicAddress, "/referrals/" + referral.reference, times.telephone);
  mail.reason = "outcome";
  mail.reasonId = referral.id;
  mail.caseId = referral.id;
  queueMailToRole(tx, referral.school, refersRole(findOrganisation(tx, referral.school)), mail);
}

std::string withReasons(std::string says, const PanelIn& in) {
  if (!in.says.value_or("").empty()) says += " " + *in.says;
  return says;
}

// What the outcome does to the case. @returns what the person who recorded it reads.
std::string take(WriteTx& tx, ReferralRecord& referral, const Hold& panel, const PanelIn& in, const PanelTimes& times) {
  const std::string day = in.metOn.words();
  if (in.outcome == "agreed") {
    closeHold(tx, panel.id, "The panel of " + day + " agreed.");
    addStep(tx, referral.id, {"panel", withReasons("The panel of " + day + " agreed.", in), Audience::schoolAndCap});
    openFirstLook(tx, referral, "panel-" + in.metOn.iso(), times.lookDue, "the panel agreed, check it");
    touchReferral(tx, referral);
    return "The panel's agreement is recorded. Check the risk assessment and the rest before you send it.";
  }
  if (in.outcome == "not_agreed") {
    closeHold(tx, panel.id, "The panel of " + day + " did not agree.");
    moveReferral(tx, referral, ReferralState::refused,
                 {"panel", withReasons("The panel of " + day + " did not agree.", in), Audience::schoolAndCap});
    for (const Hold& hold : openHolds(tx, referral.id)) closeHold(tx, hold.id, "The panel did not agree.");
    closeAllDuties(tx, referral.id, "not_needed");
    return "The panel's decision is recorded. The referral ends here.";
  }
  if (in.outcome == "more_information") {
    // The mail of the outcome tells the school to read it: it is asked.
    markAsked(tx, putHold(tx, referral.id, "missing_data", "cap.panel-" + in.metOn.iso(), *in.says));
    addStep(tx, referral.id,
            {"panel", withReasons("The panel of " + day + " needs more information.", in), Audience::schoolAndCap});
    touchReferral(tx, referral);
    if (!in.nextMeeting) needFirstLook(tx, referral, times.lookDue, "agree with the panel when it comes back");
    return "The panel's question is recorded and stands as a hold. The school is told.";
  }
  addStep(tx, referral.id,
          {"panel",
           withReasons("The panel of " + day + " moved this to its meeting of " + in.nextMeeting->words() + ".", in),
           Audience::schoolAndCap});
  touchReferral(tx, referral);
  return "Moved to the next meeting.";
}

Outcome record(WriteTx& tx, const PanelIn& in, const PanelTimes& times) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  if (referral.state != ReferralState::submitted) return wrongMoment(referral, "No panel has it before it now");
  const auto open = openHolds(tx, referral.id);
  const auto panel = std::find_if(open.begin(), open.end(), [](const Hold& h) { return h.kind == "panel"; });
  if (panel == open.end())
    return Refused::because("", "This referral is not waiting for a panel. Nothing was changed.");
  if (in.metOn > tx.today())
    return Refused::because("met_on", in.metOn.words() + " is still to come. Record the outcome after the meeting.");
  if (referral.applicationDate && in.metOn < *referral.applicationDate)
    return Refused::because("met_on",
                            fmt::format("The panel cannot have met about this before {}, the day of application",
                                        referral.applicationDate->words()));

  openDuty(tx, outcomeDuty(tx, referral, in.metOn, times.outcomeDue));
  closeDuties(tx, kPanelOutcome, referral.reference);
  std::string says = take(tx, referral, *panel, in, times);
  if (times.nextDue && referral.state == ReferralState::submitted && in.outcome != "agreed")
    openDuty(tx, outcomeDuty(tx, referral, *in.nextMeeting, *times.nextDue));
  tellSchool(tx, referral, times);
  if (tx.now() >= times.outcomeDue.at)
    says += fmt::format(" The school should have heard by {}.", times.outcomeDue.lastDay().longWords());
  return done(referral, says);
}

}  // namespace

void offerPanel(Offers& offers) {
  offers.command(CommandOf<PanelIn, PanelTimes>{.name = "referral.record_panel_outcome",
                                                .permission = "desk.panel",
                                                .says = "Records what a panel decided about a referral, and tells the "
                                                        "school.",
                                                .form = panelForm(),
                                                .prepare = preparePanel,
                                                .apply = record});
}

}  // namespace capd::desk
