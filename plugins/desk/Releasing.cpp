// Sending a referral to the provider (REF-27, NOT-04), and naming the monitoring officer.

#include <fmt/format.h>

#include <algorithm>

#include "Desk.h"
#include "Letters.h"
#include "capd/Event.h"
#include "cases/decision/Decision.h"

namespace capd::desk {
namespace {

// How CAP goes on when the course can't be had.
constexpr std::string_view kChooseAnother =
    "Put it on hold with “The course can’t be had”: the school then chooses another one.";

struct ReleaseIn : CaseIn {
  std::optional<bool> papersSent;
};

Form<ReleaseIn> releaseForm() {
  Form<ReleaseIn> form;
  caseFields(form);
  form.field(&ReleaseIn::papersSent, {.name = "papers_sent",
                                      .label = "Have the papers gone to the provider by DataLocker?",
                                      .kind = FieldKind::yesNo,
                                      .hint = "Only when this year's terms send papers by DataLocker"});
  return form;
}

Prepared<Ready> prepareRelease(Preparing& at, const ReleaseIn& in) {
  auto opened = openCase(at.tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  const auto& referral = std::get<ReferralRecord>(opened);
  if (referral.state != ReferralState::complete) return wrongMoment(referral, "It cannot be sent to the provider now");
  return readyToSend(at.tx, at.services, referral);
}

// Everything that stands against it, at once.
Problems against(WriteTx& tx, const ReferralRecord& referral, bool papersSent, const Ready& ready) {
  Problems problems;
  for (const Hold& hold : openHolds(tx, referral.id)) problems.push_back({"", "Still on hold: " + hold.says});
  const auto risk = latestRiskAssessment(tx, referral.id);
  if (!risk)
    problems.push_back({"", "There is no risk assessment. Every pupil needs one, whatever the risk."});
  else if (!risk->seen)
    problems.push_back({"", "The newest risk assessment was not looked at. Check the date on the document first."});
  for (const RuleLine& rule : ready.judgement.rules)
    if (holdsUp(rule)) problems.push_back({"", "Policy holds this up: " + askOf(rule)});
  if (ready.papersElsewhere && !papersSent)
    problems.push_back({"papers_sent", "This year's terms send the papers by DataLocker: send them, then say so here"});
  return problems;
}

void courseProblems(WriteTx& tx, const ReferralRecord& referral, const std::optional<Choice>& choice,
                    Problems& problems) {
  const auto course = choice ? findCourse(tx, choice->course) : std::nullopt;
  if (!course) {
    problems.push_back({"", "No course is left to ask for. " + std::string(kChooseAnother)});
    return;
  }
  const auto provider = findOrganisation(tx, choice->provider);
  if (!provider || provider->closed) problems.push_back({"", "The provider is closed. " + std::string(kChooseAnother)});
  if (course->closed) problems.push_back({"", "The course is no longer offered. " + std::string(kChooseAnother)});
  const std::int64_t taken =
      placesTaken(tx, course->id, std::max(referral.requestedStart.value_or(tx.today()), tx.today()));
  if (taken >= course->places)
    problems.push_back({"", fmt::format("The course has no place left: {} of {} are taken. Ask the provider whether "
                                        "there is one more. {}",
                                        taken, course->places, kChooseAnother)});
}

NewLetter paperLetter(const ReferralRecord& referral, const Choice& choice, const Ready& ready) {
  return {.kind = ready.papersElsewhere ? kPapersElsewhere : kPapersReady,
          .subject = referral.reference,
          .caseId = referral.id,
          .slots = {{"by_when", SlotValue::day(ready.answerDue.lastDay())}},
          .site = ready.site,
          .reason = "choice",
          .reasonId = choice.id};
}

void openAnswerDuty(WriteTx& tx, const ReferralRecord& referral, const Choice& choice, const Ready& ready) {
  openDuty(tx, {.kind = std::string(kAnswer),
                .subject = referral.reference,
                .occurrence = fmt::format("choice-{}-{}", choice.id, tx.now().ms),
                .caseId = referral.id,
                .organisation = choice.provider,
                .role = "provider.coordinator",
                .says = referral.reference + ": meet the pupil and answer",
                .clause = "004 App.A step 5",
                .due = ready.answerDue});
}

Outcome release(WriteTx& tx, const ReleaseIn& in, const Ready& ready) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  return sendToProvider(tx, std::move(std::get<ReferralRecord>(opened)), in.papersSent == true, ready);
}

// ---- monitoring officer

struct AllocateIn : CaseIn {
  std::string officer;
};

Form<AllocateIn> allocateForm() {
  Form<AllocateIn> form;
  caseFields(form);
  form.field(&AllocateIn::officer, {.name = "officer",
                                    .label = "Monitoring officer",
                                    .kind = FieldKind::text,
                                    .hint = "Their work email address",
                                    .missing = "Choose a monitoring officer",
                                    .most = 254});
  return form;
}

Outcome allocate(WriteTx& tx, const AllocateIn& in, const Nothing&) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  for (const Contact& officer : contacts(tx, capOrganisation(tx), "cap.monitoring_officer")) {
    if (officer.email != in.officer || officer.account == 0) continue;
    if (referral.monitoringOfficer == officer.account)
      return done(referral, officer.name + " is the monitoring officer already.");
    referral.monitoringOfficer = officer.account;
    saveReferral(tx, referral);
    handDuties(tx, referral.id, "cap.monitoring_officer", officer.account);
    addStep(tx, referral.id, {"allocated", officer.name + " is the monitoring officer.", Audience::cap});
    Done it = done(referral, officer.name + " is the monitoring officer.");
    it.changed = {"monitoring_officer"};
    return it;
  }
  return Refused::because("officer", "Nobody with that address is a monitoring officer of CAP who can sign in");
}

}  // namespace

Prepared<Ready> readyToSend(ReadTx& tx, const Services& services, const ReferralRecord& referral) {
  const PolicyShelf& policy = services.policy();
  auto judgement = judgeNow(tx, referral, policy);
  if (!judgement)
    return Refused::because("",
                            "No policy covers this referral, so it cannot be judged. Ask the policy editor to "
                            "publish the academic year.");
  Ready ready;
  const auto papers = policy.setting(judgement->policyHash, "papers_by");
  ready.papersElsewhere = papers && papers->words == "datalocker";
  ready.answerDue = endOfTermDay(policy, tx.today(), workingDays(policy, judgement->policyHash, "answer_within", 7));
  ready.judgement = std::move(*judgement);
  ready.site = letterSite(services);
  return ready;
}

Outcome sendToProvider(WriteTx& tx, ReferralRecord referral, bool papersSent, const Ready& ready) {
  if (referral.state != ReferralState::complete) return wrongMoment(referral, "It cannot be sent to the provider now");
  const auto choice = nextChoice(tx, referral);
  Problems problems = against(tx, referral, papersSent, ready);
  courseProblems(tx, referral, choice, problems);
  if (!problems.empty()) return Refused(std::move(problems));

  if (referral.choice && *referral.choice != choice->id)
    addStep(tx, referral.id,
            {"next_choice", "The course before it can’t be had: the next choice is asked.", Audience::cap});
  setChoiceState(tx, choice->id, "sent");
  referral.choice = choice->id;
  saveReferral(tx, referral);
  addParty(tx, referral.id, choice->provider, "asked");
  moveReferral(tx, referral, ReferralState::sent, {"sent", "CAP sent the papers to the provider.", Audience::all});
  recordDecision(tx, referral.id, "released", ready.judgement);
  closeDuties(tx, kSend, referral.reference);
  closeDuties(tx, kFirstLook, referral.reference);
  openAnswerDuty(tx, referral, *choice, ready);
  const auto reached = sendLetter(tx, paperLetter(referral, *choice, ready), choice->provider, "provider.coordinator");
  ReferralReleased event;
  event.referral = referral.id;
  event.provider = choice->provider;
  tx.emit(event);
  const auto provider = findOrganisation(tx, choice->provider);
  const std::string day = ready.answerDue.lastDay().longWords();
  Done it = done(referral, reached > 0 ? fmt::format("Sent to {}. They should answer by {}.", provider->name, day)
                                       : fmt::format("Sent to {}, but nobody there has an email address: ring them{}. "
                                                     "They should answer by {}.",
                                                     provider->name,
                                                     provider->phone.empty() ? "" : " on " + provider->phone, day));
  it.changed = {"state", "choice"};
  return it;
}

void offerReleasing(Offers& offers) {
  offers.command(CommandOf<ReleaseIn, Ready>{.name = "desk.release",
                                             .permission = "desk.work",
                                             .says = "Sends a referral that is complete, with its papers, to the "
                                                     "provider of the course asked for.",
                                             .form = releaseForm(),
                                             .prepare = prepareRelease,
                                             .apply = release,
                                             .moves = {{"complete", "sent", "CAP sends the papers on"}}});
  offers.command(CommandOf<AllocateIn>{.name = "desk.allocate_monitoring_officer",
                                       .permission = "desk.allocate",
                                       .says = "Names the monitoring officer of a referral.",
                                       .form = allocateForm(),
                                       .apply = allocate});
}

}  // namespace capd::desk
