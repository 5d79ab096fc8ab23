// Sending a referral to CAP: everything is looked at once more, policy judges, and what is not met in time is held, not
// refused (REF-17, REF-20, REF-22, REF-25, REF-57).

#include <fmt/format.h>

#include "Commands.h"
#include "cases/course/Course.h"
#include "cases/decision/Decision.h"
#include "cases/hold/Hold.h"
#include "cases/panel/Panel.h"

namespace capd::refer {
namespace {

struct SubmitIn {
  std::string reference;
  std::optional<std::int64_t> version;
};

struct NewHold {
  std::string kind;
  std::string rule;
  std::string says;
};

struct SubmitPlan {
  std::int64_t version = 0;
  Date day;  ///< the day that the facts were gathered for
  Judgement judgement;
  std::vector<NewHold> holds;
};

Form<SubmitIn> submitForm() {
  Form<SubmitIn> form;
  form.field(&SubmitIn::reference, referenceField());
  form.field(&SubmitIn::version,
             {.name = "version", .label = "Version", .kind = FieldKind::hidden, .most = 1'000'000'000});
  return form;
}

Refused onlyCoordinators() {
  return Refused(
      Refused::Kind::notAllowed, "",
      "Only your school’s CAP coordinator sends a referral. Everything you wrote is saved; tell them it is ready.");
}

std::string kindOf(const RuleLine& rule) {
  if (rule.id.find("risk_assessment") != std::string::npos) return "risk_assessment";
  if (rule.id.find("consent") != std::string::npos) return "consent";
  return "missing_data";
}

// What the school is asked for: the rule's own words, and what would cure it.
std::string askOf(const RuleLine& rule) {
  std::string says = rule.ask.empty() ? rule.says : rule.ask;
  if (!says.empty() && says.back() != '.' && says.back() != '?') says += '.';
  if (const std::string cure = cureInWords(rule); !cure.empty()) says += " " + cure;
  return says;
}

void judge(const Judgement& judgement, SubmitPlan& plan, Problems& problems) {
  for (const RuleLine& rule : judgement.rules) {
    if (rule.result == RuleResult::met) continue;
    if (rule.effect == "block" && rule.result == RuleResult::unmet) problems.push_back({"", askOf(rule)});
    if (rule.effect == "hold") plan.holds.push_back({kindOf(rule), rule.id, askOf(rule)});
    // A rule that cannot be judged and that the school cannot put right goes to a person at CAP; it neither passes nor
    // refuses by itself.
    if (rule.effect == "block" && rule.result == RuleResult::cannotTell)
      plan.holds.push_back({"other", rule.id, "CAP looks at this with you: " + askOf(rule)});
    if (rule.effect == "person" && rule.result == RuleResult::cannotTell)
      plan.holds.push_back({"other", rule.id, askOf(rule)});
  }
}

// A round may let a programme go the normal way, with no panel looking (PAN-11).
bool panelLooks(ReadTx& tx, const Writing& writing, const PolicyShelf& policy) {
  if (!writing.programme || !writing.programme->needsPanel) return false;
  const auto rounds = panelRounds(tx, policy);
  const PanelRound* round = roundFor(rounds, writing.programme->name, tx.today());
  return round == nullptr || round->lists(writing.programme->name)->panel;
}

void sectionsToFinish(ReadTx& tx, const Writing& writing, SubmitPlan& plan, Problems& problems) {
  for (const Section& section : allSections()) {
    const Looked looked = lookAt(tx, section.id, writing);
    for (const Problem& problem : looked.stops)
      problems.push_back({"", fmt::format("{}: {}", section.title, problem.says)});
    for (const Waiting& waiting : looked.holds) plan.holds.push_back({waiting.kind, waiting.rule, waiting.says});
  }
}

Prepared<SubmitPlan> prepareSubmit(Preparing& at, const SubmitIn& in) {
  const auto writing = openWriting(at.tx, at.services, in.reference);
  if (!writing) return Refused::notThere();
  if (!maySubmitFor(at.tx.viewer(), writing->referral.school)) return onlyCoordinators();
  if (!writing->isDraft())
    return Refused(Refused::Kind::conflict, "", "This referral was sent already. Its page says where it is.");
  Problems problems;
  SubmitPlan plan;
  sectionsToFinish(at.tx, *writing, plan, problems);
  if (!writing->policyHash)
    problems.push_back({"", "No policy covers a start on that day. Choose another day, or call CAP."});
  plan.version = writing->referral.version;
  plan.day = at.tx.today();
  const bool hasRoute =
      !writing->referral.programme || whyNotOffered(at.tx, *writing, *writing->referral.programme).empty();
  if (writing->policyHash && writing->referral.programme && hasRoute) {
    plan.judgement = at.services.policy().judge(*writing->policyHash, writing->judgedAs, writing->facts);
    judge(plan.judgement, plan, problems);
    if (panelLooks(at.tx, *writing, at.services.policy()))
      plan.holds.push_back({"panel", "panel", "Waiting for the panel."});
  }
  if (!problems.empty()) return Refused(std::move(problems));
  return plan;
}

void putHolds(WriteTx& tx, const ReferralRecord& referral, const std::vector<NewHold>& holds) {
  for (const NewHold& hold : holds) {
    putHold(tx, referral.id, hold.kind, hold.rule, hold.says);
    addStep(tx, referral.id, {"held", "On hold on arrival: " + hold.says, Audience::schoolAndCap});
  }
}

// The record becomes an application: its day, the policy that judges it from now on, the course asked for first.
void pin(WriteTx& tx, ReferralRecord& referral, const SubmitPlan& plan, std::int64_t choice) {
  referral.submitted = tx.now();
  referral.applicationDate = plan.day;
  referral.policyHash = plan.judgement.policyHash;
  referral.policyYear = plan.judgement.year;
  referral.choice = choice;
  saveReferral(tx, referral);
}

Outcome applySubmit(WriteTx& tx, const SubmitIn& in, const SubmitPlan& plan) {
  auto referral = findReferral(tx, in.reference);
  if (!referral) return Refused::notThere();
  if (!maySubmitFor(tx.viewer(), referral->school)) return onlyCoordinators();
  if (referral->state != ReferralState::draft)
    return Refused(Refused::Kind::conflict, "", "This referral was sent already. Its page says where it is.");
  if (referral->version != plan.version || (in.version && *in.version != referral->version))
    return Refused::stale("Somebody changed the referral while you were looking at it. Check your answers once more.");
  if (tx.today() != plan.day)
    return Refused(Refused::Kind::busy, "", "The day has just changed. Nothing was sent. Please send it again.");
  const auto chosen = choices(tx, referral->id);
  if (chosen.empty()) return Refused::because("", "Course: Choose a course");
  pin(tx, *referral, plan, chosen.front().id);
  moveReferral(tx, *referral, ReferralState::submitted, {"submitted", "Sent to CAP.", Audience::all});
  putHolds(tx, *referral, plan.holds);
  recordDecision(tx, referral->id, "submitted", plan.judgement);
  ReferralSubmitted event;
  event.referral = referral->id;
  tx.emit(event);
  Done done;
  done.says = fmt::format("{} is sent to CAP.", referral->reference);
  done.subject = referral->reference;
  done.next = "/referrals/" + referral->reference + "/sent";
  done.values["reference"] = referral->reference;
  return done;
}

}  // namespace

void offerSubmitCommand(Offers& offers) {
  offers.command(CommandOf<SubmitIn, SubmitPlan>{.name = "referral.submit",
                                                 .permission = "referral.submit",
                                                 .says = "Sends a referral to CAP.",
                                                 .form = submitForm(),
                                                 .naturalKey = [](const SubmitIn& in) { return in.reference; },
                                                 .prepare = prepareSubmit,
                                                 .apply = applySubmit,
                                                 .moves = {{"draft", "submitted", "It is sent to CAP"}}});
}

}  // namespace capd::refer
