// Taking a case in hand, and the check: the date on the document, the rules with the facts of today, what that opens
// and closes (REF-23 to REF-26, REF-58, TST-30).

#include <fmt/format.h>

#include <algorithm>

#include "Desk.h"
#include "cases/decision/Decision.h"

namespace capd::desk {
namespace {

// ---- take

struct TakeIn : CaseIn {};

Outcome take(WriteTx& tx, const TakeIn& in, const Nothing&) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  const std::int64_t me = tx.viewer().account();
  if (me == 0) return Refused::because("", "A case is taken in hand by a person who signs in.");
  if (referral.takenBy == me) return done(referral, "You have this referral in hand already.");
  const auto before = referral.takenBy ? contactOfAccount(tx, *referral.takenBy) : std::nullopt;
  referral.takenBy = me;
  saveReferral(tx, referral);
  const auto self = contactOfAccount(tx, me);
  const std::string name = self ? self->name : "A colleague";
  addStep(tx, referral.id,
          {"taken",
           before ? fmt::format("{} took this over from {}.", name, before->name)
                  : fmt::format("{} has this in hand.", name),
           Audience::cap});
  Done it = done(referral,
                 before ? fmt::format("You took this over from {}.", before->name) : "You have this referral in hand.");
  it.changed = {"taken_by"};
  return it;
}

// ---- check

struct CheckIn : CaseIn {
  std::optional<bool> dateAgrees;
  std::optional<bool> goOn;
  std::optional<std::string> why;
  std::optional<std::string> then;  ///< "second": and send it to the provider, when nothing is left to wait for
  [[nodiscard]] bool sends() const { return then == "second"; }
};

struct Checked {
  Judgement judgement;
  std::optional<RiskAssessment> risk;
  std::string typedDate;
  Deadline sendDue;
  std::optional<Ready> ready;  ///< when it is to be sent at once
};

Form<CheckIn> checkForm() {
  Form<CheckIn> form;
  caseFields(form);
  form.field(&CheckIn::dateAgrees, {.name = "date_agrees",
                                    .label = "Is the date on the risk assessment the date that the school typed?",
                                    .kind = FieldKind::yesNo,
                                    .hint = "Open the document and look at the date on it"});
  form.field(&CheckIn::goOn, {.name = "go_on",
                              .label = "May it go on all the same?",
                              .kind = FieldKind::yesNo,
                              .hint = "Policy leaves this to a person"});
  form.field(&CheckIn::why, {.name = "why",
                             .label = "Why",
                             .kind = FieldKind::longText,
                             .hint = "One sentence. CAP alone reads it. No pupil's name",
                             .most = 500,
                             .personal = true});
  form.field(&CheckIn::then,
             {.name = "then", .label = "What comes after the check", .kind = FieldKind::hidden, .most = 20});
  return form;
}

Prepared<Checked> prepareCheck(Preparing& at, const CheckIn& in) {
  auto opened = openCase(at.tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  const auto& referral = std::get<ReferralRecord>(opened);
  if (referral.state != ReferralState::submitted) return wrongMoment(referral, "There is nothing to check");
  const PolicyShelf& policy = at.services.policy();
  auto judgement = judgeNow(at.tx, referral, policy);
  if (!judgement)
    return Refused::because("",
                            "No policy covers this referral, so it cannot be judged. Ask the policy editor to "
                            "publish the academic year.");
  Checked checked;
  checked.judgement = std::move(*judgement);
  checked.risk = latestRiskAssessment(at.tx, referral.id);
  if (checked.risk) checked.typedDate = checked.risk->effective().words();
  checked.sendDue =
      endOfWorkingDay(policy, at.tx.today(), workingDays(policy, checked.judgement.policyHash, "first_look_within", 2));
  if (in.sends()) {
    auto ready = readyToSend(at.tx, at.services, referral);
    if (auto* refused = std::get_if<Refused>(&ready)) return std::move(*refused);
    checked.ready = std::move(std::get<Ready>(ready));
  }
  return checked;
}

Problems unanswered(const CheckIn& in, const Checked& checked) {
  Problems problems;
  if (checked.risk && !checked.risk->seen && !in.dateAgrees)
    problems.push_back(
        {"date_agrees", "Look at the date on the risk assessment, and say whether it is the date typed"});
  const bool asks = std::any_of(checked.judgement.rules.begin(), checked.judgement.rules.end(), forPerson);
  if (asks && !in.goOn) problems.push_back({"go_on", "Policy leaves something to you here: say whether it may go on"});
  if (asks && in.goOn == true && in.why.value_or("").empty())
    problems.push_back({"why", "Say in a sentence why it may go on"});
  return problems;
}

void closeByRule(WriteTx& tx, const std::vector<Hold>& open, std::string_view rule, const std::string& says) {
  for (const Hold& hold : open)
    if (hold.rule == rule) closeHold(tx, hold.id, says);
}

void put(WriteTx& tx, std::int64_t caseId, const std::vector<Hold>& open, std::string_view kind, std::string_view rule,
         const std::string& says) {
  const auto there = std::find_if(open.begin(), open.end(), [&](const Hold& h) { return h.rule == rule; });
  if (there != open.end() && there->says == says) return;
  putHold(tx, caseId, there == open.end() ? kind : std::string_view(there->kind), rule, says);
  if (there == open.end()) addStep(tx, caseId, {"held", "On hold: " + says, Audience::schoolAndCap});
}

void judgeDate(WriteTx& tx, const CheckIn& in, const Checked& checked, const std::vector<Hold>& open,
               std::int64_t caseId) {
  if (!checked.risk || !in.dateAgrees) return;
  if (*in.dateAgrees) {
    markRiskAssessmentSeen(tx, checked.risk->id);
    closeByRule(tx, open, kDateHold, "The date on the document was seen and agrees.");
    return;
  }
  put(tx, caseId, open, "risk_assessment", kDateHold,
      fmt::format(
          "The date on the risk assessment you uploaded is not the date you typed, {}. Check which is right and "
          "send it again.",
          checked.typedDate));
}

void judgeRules(WriteTx& tx, const CheckIn& in, const Checked& checked, const std::vector<Hold>& open,
                std::int64_t caseId) {
  for (const RuleLine& rule : checked.judgement.rules) {
    if (rule.result == RuleResult::met) {
      closeByRule(tx, open, rule.id, rule.found.empty() ? "Put right." : "Put right. " + rule.found);
    } else if (holdsUp(rule)) {
      put(tx, caseId, open, kindOfRule(rule.id), rule.id, askOf(rule));
    } else if (forPerson(rule) && in.goOn == true) {
      closeByRule(tx, open, rule.id, "CAP looked at it and let it go on.");
      addStep(tx, caseId,
              {"person", fmt::format("CAP looked at “{}” and let it go on: {}", rule.says, in.why.value_or("")),
               Audience::cap});
    } else if (forPerson(rule)) {
      put(tx, caseId, open, "other", rule.id, askOf(rule));
    }
  }
}

Outcome check(WriteTx& tx, const CheckIn& in, const Checked& checked) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  if (referral.state != ReferralState::submitted) return wrongMoment(referral, "There is nothing to check");
  Problems problems = unanswered(in, checked);
  if (!problems.empty()) return Refused(std::move(problems));

  const auto before = openHolds(tx, referral.id);
  judgeDate(tx, in, checked, before, referral.id);
  judgeRules(tx, in, checked, before, referral.id);
  recordDecision(tx, referral.id, "checked", checked.judgement);
  const auto open = openHolds(tx, referral.id);
  const auto risk = latestRiskAssessment(tx, referral.id);
  if (open.empty() && risk && risk->seen) {
    closeDuties(tx, kFirstLook, referral.reference);
    moveReferral(tx, referral, ReferralState::complete,
                 {"complete", "CAP has everything it needs.", Audience::schoolAndCap});
    openDuty(tx, {.kind = std::string(kSend),
                  .subject = referral.reference,
                  .occurrence = "complete-" + std::to_string(tx.now().ms),
                  .caseId = referral.id,
                  .organisation = capOrganisation(tx),
                  .role = "cap.admin",
                  .says = referral.reference + ": send to the provider",
                  .clause = "000 App.2 step 7",
                  .due = checked.sendDue});
    if (checked.ready) return sendToProvider(tx, std::move(referral), false, *checked.ready);
    return done(referral, "Everything is there. You can send it to the provider now.");
  }
  touchReferral(tx, referral);
  // It leaves CAP's list only for somebody else's: the panel's, or the school's once it was asked.
  const bool toAsk = open.empty() || std::any_of(open.begin(), open.end(), waitsForCap);
  if (toAsk)
    needFirstLook(tx, referral, checked.sendDue, "ask the school for what is missing");
  else
    closeDuties(tx, kFirstLook, referral.reference);
  std::vector<std::string> waits;
  for (const Hold& hold : open) waits.push_back(hold.says);
  if (!risk) waits.push_back("There is no risk assessment.");
  addStep(tx, referral.id,
          {"checked", fmt::format("CAP checked the referral. Still open: {}", fmt::join(waits, " ")),
           Audience::schoolAndCap});
  return done(referral,
              fmt::format("Checked. {} still on hold.{}", waits.size() == 1 ? "One thing is" : "Several things are",
                          toAsk ? " It stays in your list until you have asked the school." : ""));
}

}  // namespace

void offerChecking(Offers& offers) {
  Form<TakeIn> takeForm;
  caseFields(takeForm);
  offers.command(CommandOf<TakeIn>{.name = "desk.take",
                                   .permission = "desk.work",
                                   .says = "Takes a referral in hand, or takes it over from a colleague.",
                                   .form = takeForm,
                                   .apply = take});
  offers.command(CommandOf<CheckIn, Checked>{.name = "desk.check",
                                             .permission = "desk.work",
                                             .says = "Checks a referral: the date on the risk assessment, and every "
                                                     "rule of policy with what is known today.",
                                             .form = checkForm(),
                                             .prepare = prepareCheck,
                                             .apply = check,
                                             .moves = {{"submitted", "complete", "CAP finds everything there"},
                                                       {"complete", "sent", "CAP sends the papers on"}}});
}

}  // namespace capd::desk
