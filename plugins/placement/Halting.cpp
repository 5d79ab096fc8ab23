#include "Halting.h"

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "Withdrawing.h"
#include "cases/organisation/Organisation.h"
#include "cases/referral/Learner.h"

namespace capd::placement {
namespace {

constexpr char kClause[] = "004 sections 3.3 and 3.4";

std::string whatIsHalted(const std::string& kind) {
  return kind == "main_provider" ? "it may be the main education provider"
                                 : "it may be giving all, or substantially all, of the pupil’s education";
}

Problems faultsOfHalt(WriteTx& tx, const HaltIn& in, const Life& life) {
  if (in.registered)
    return {{"registered",
             "A registered school may be a main provider, so nothing is halted. Ring CAP’s Operations Lead and say "
             "which the two of you take it to be."}};
  Problems problems;
  if (life.side == Side::provider && !in.capRung)
    problems.push_back({"cap_rung", "Ring CAP’s Operations Lead first: CAP looks into it today."});
  if (!in.schoolRung)
    problems.push_back({"school_rung", fmt::format("Ring {} first: the pupil is theirs from now on.",
                                                   isSend(tx, life.referral) ? "the SEND team" : "the school")});
  if (!in.familyRung && !keptFromParents(tx, life.referral.id))
    problems.push_back({"family_rung",
                        "Somebody must have rung the parents or carers, usually the school, before the pupil is turned "
                        "away."});
  return problems;
}

// NOT-22: CAP hears of it, and the others.
void tellOfHalt(WriteTx& tx, const Life& life, const Rules& rules) {
  tell(tx, life, "cap", kHaltedCap, rules, whoActs(life), "cap.operations_lead");
  tellOthers(tx, life, kHalted, rules, whoActs(life));
}

void haltPlacement(WriteTx& tx, Life& life, const std::string& kind, const std::string& why, const Rules& rules) {
  Standing halt;
  halt.caseId = life.referral.id;
  halt.placement = life.placement.id;
  halt.kind = "halt";
  halt.side = toWord(life.side);
  halt.reason = why;
  const std::int64_t id = addStanding(tx, halt);
  ask(tx, life,
      {kHalt, "cap", "cap.operations_lead", "Look into a placement that is halted, and decide", kClause,
       londonEndOf(tx.today())},
      id);
  note(tx, life, "halted",
       fmt::format("{} halted the placement from {}: {}. CAP looks into it.", life.ofCap() ? "CAP" : "The provider",
                   tx.today().words(), whatIsHalted(kind)));
  tellOfHalt(tx, life, rules);
}

Outcome haltNow(WriteTx& tx, const HaltIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side == Side::school) return conflict("The provider or CAP halts a placement. Ring CAP now.");
  if (openStanding(tx, life.placement.id, "halt")) return conflict("The placement is halted already.");
  if (auto problems = faultsOfHalt(tx, in, life); !problems.empty()) return Refused(std::move(problems));
  haltPlacement(tx, life, in.kind, in.reason, p.rules);
  return done(life, "The placement is halted from today. CAP looks into it today and decides. It is no withdrawal.");
}

// ---- CAP's decision

struct LiftIn {
  std::string reference;
  std::int64_t version = 0;
  std::string outcome;
  std::string reason;
};
Form<LiftIn> liftForm() {
  Form<LiftIn> form;
  caseFields(form);
  form.field(&LiftIn::outcome,
             {.name = "outcome",
              .label = "What has CAP found?",
              .kind = FieldKind::choice,
              .missing = "Choose what CAP has found",
              .options = {{"goes_on", "It is neither: the placement goes on as it was", ""},
                          {"changes", "The placement goes on, with fewer days",
                           "A withdrawal of some days or a change of day follows from the school or the provider"},
                          {"ends", "The placement ends now", "The last day is the one on which it was halted"}}});
  Field why = longField("reason", "Why? The school and the provider read this.", "Say why");
  why.least = 10;
  form.field(&LiftIn::reason, std::move(why));
  return form;
}

// Who pays what is for a person: no clause speaks of a placement that CAP ends.
void endHalted(WriteTx& tx, Life& life, const LiftIn& in, const Standing& halt, const Rules& rules) {
  Withdrawal w;
  w.caseId = life.referral.id;
  w.placement = life.placement.id;
  w.side = "cap";
  w.kind = "halted";
  w.reason = in.reason;
  w.lastDay = std::max(londonDate(halt.opened), life.placement.start);
  const std::int64_t id = addWithdrawal(tx, w);
  moveWithdrawal(tx, id, "done");
  noteFee(tx, id, "person", "For a person to decide: no clause says what is paid when CAP ends a halted placement.");
  ask(tx, life,
      {kFee, "cap", "cap.operations_lead", "Decide what is paid for a placement that ended early", kClause,
       withinWorkingDays(*rules.calendar, tx.today(), rules.feeWithin)},
      id);
  if (const auto change = openDayChange(tx, life.placement.id))
    moveDayChange(tx, change->id, "dropped", "The placement ended.");
  if (const auto open = openWithdrawal(tx, life.placement.id))
    moveWithdrawal(tx, open->id, "dropped", "CAP ended the placement.");
  life.placement.endedHow = "stopped";
  life.placement.lastDay = w.lastDay;
  leave(tx, life,
        fmt::format("CAP ended the placement after it was halted. Its last day was {}.", w.lastDay.longWords()));
}

Outcome lift(WriteTx& tx, const LiftIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (!life.ofCap()) return Refused::notThere();
  const auto halt = openStanding(tx, life.placement.id, "halt");
  if (!halt) return conflict("The placement is not halted.");
  if (in.outcome == "ends" && !life.placement.started)
    return Refused::because("outcome", "The pupil has not started: stop the placement on its own page instead.");
  closeStandings(tx, life.placement.id, "halt", in.reason);
  closeDuties(tx, kHalt, life.referral.reference);
  if (in.outcome == "ends") {
    tell(tx, life, "school", kHaltEnds, p.rules);
    tell(tx, life, "provider", kHaltEndsProvider, p.rules);
    endHalted(tx, life, in, *halt, p.rules);
    return done(life, "The placement has ended. Take it out of CLM and Capita now. What is paid waits for a decision.");
  }
  for (const char* side : {"school", "provider"}) tell(tx, life, side, kHaltGoesOn, p.rules);
  note(tx, life, "halt_lifted",
       fmt::format("CAP looked into the halt: {}. {}",
                   in.outcome == "goes_on" ? "the placement goes on as it was" : "it goes on, with fewer days",
                   in.reason));
  return done(life, "The halt is over, and both sides are told.");
}

}  // namespace

void haltForMainProvider(WriteTx& tx, const Services& services, const std::string& reference, const std::string& says) {
  auto life = lifeOf(tx, reference);
  if (!life || !life->stands() || openStanding(tx, life->placement.id, "halt")) return;
  const auto provider = findOrganisation(tx, life->placement.provider);
  if (provider && provider->urn && !provider->urn->empty()) return;
  haltPlacement(tx, *life, "main_provider", says, rulesOf(services, life->referral, tx.today()));
}

void goOnAfterHalt(WriteTx& tx, const Services& services, const std::string& reference, const std::string& says) {
  auto life = lifeOf(tx, reference);
  if (!life || !openStanding(tx, life->placement.id, "halt")) return;
  closeStandings(tx, life->placement.id, "halt", says);
  closeDuties(tx, kHalt, life->referral.reference);
  const Rules rules = rulesOf(services, life->referral, tx.today());
  for (const char* side : {"school", "provider"}) tell(tx, *life, side, kHaltGoesOn, rules);
  note(tx, *life, "halt_lifted", "CAP looked into the halt: the placement goes on as it was. " + says);
}

bool mayHalt(PageRequest& ask, const Life& life) {
  return life.side != Side::school && !openStanding(ask.tx, life.placement.id, "halt") &&
         ask.viewer.may("placement.halt");
}

Form<HaltIn> haltForm() {
  Form<HaltIn> form;
  caseFields(form);
  form.field(&HaltIn::registered, {.name = "registered",
                                   .label = "Is the provider registered with the Department for Education as a school?",
                                   .kind = FieldKind::yesNo,
                                   .hint = "With a URN. Such a provider may be a main provider",
                                   .missing = "Say whether the provider is a registered school"});
  form.field(&HaltIn::kind,
             {.name = "kind",
              .label = "What may it be?",
              .kind = FieldKind::choice,
              .missing = "Choose what it may be",
              .options = {{"substantially_all", "All, or substantially all, of the pupil’s education", ""},
                          {"main_provider", "The provider is the pupil’s main education provider", ""}}});
  Field reason = longField("reason", "Why do you think so?", "Say why you think so",
                           "Hours a week here, and what the school still teaches");
  reason.least = 10;
  form.field(&HaltIn::reason, std::move(reason));
  form.field(&HaltIn::capRung, {.name = "cap_rung",
                                .label = "Have you rung CAP’s Operations Lead?",
                                .kind = FieldKind::yesNo,
                                .missing = "Say whether CAP was rung"});
  form.field(&HaltIn::schoolRung, {.name = "school_rung",
                                   .label = "Have you rung the school, or the SEND team?",
                                   .kind = FieldKind::yesNo,
                                   .missing = "Say whether the school was rung"});
  form.field(&HaltIn::familyRung, {.name = "family_rung",
                                   .label = "Were the parents or carers rung, by the school or by you?",
                                   .kind = FieldKind::yesNo,
                                   .missing = "Say whether the parents or carers were rung"});
  return form;
}

void offerHalting(Offers& offers) {
  offers.command(CommandOf<HaltIn, PreparedRules>{
      .name = "placement.halt",
      .permission = "placement.halt",
      .says = "Halts a placement that may be all or most of a pupil’s education, from today.",
      .form = haltForm(),
      .prepare = prepareRules<HaltIn>,
      .apply = haltNow});
  offers.command(CommandOf<LiftIn, PreparedRules>{.name = "placement.lift_halt",
                                                  .permission = "placement.lift_halt",
                                                  .says = "CAP’s decision on a halted placement: goes on, or ends.",
                                                  .form = liftForm(),
                                                  .prepare = prepareRules<LiftIn>,
                                                  .apply = lift,
                                                  .moves = {{"confirmed", "withdrawn", "CAP ends a halted placement"},
                                                            {"active", "withdrawn", "CAP ends a halted placement"}}});
}

}  // namespace capd::placement
