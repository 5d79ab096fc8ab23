// What a withdrawal brings with it, and CAP's part: processing, and money that a person decides about.

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "Reviews.h"
#include "Withdrawing.h"
#include "cases/placement/Along.h"
#include "placement_store.h"

namespace capd::placement {
namespace {

std::string clockWords(Instant at) { return fmt::format("{} on {}", londonClock(at), dayWords(londonDate(at))); }

void askForFee(WriteTx& tx, const Life& life, const Withdrawal& w, const Rules& rules) {
  ask(tx, life,
      {kFee, "cap", "cap.operations_lead", "Decide what is paid for a placement that ended early",
       rules.otherwise.clause, withinWorkingDays(*rules.calendar, tx.today(), rules.feeWithin)},
      w.id);
}

// The form goes to the side that did not withdraw (WDR-06).
void sendForm(WriteTx& tx, const Life& life, const Withdrawal& w, const Rules& rules) {
  const std::string other = w.side == "school" ? "provider" : "school";
  tell(tx, life, other, other == "provider" ? kWithdrawalFormProvider : kWithdrawalFormSchool, rules);
  tell(tx, life, w.side, kYourWithdrawalDone, rules);
}

void endPart(WriteTx& tx, Life& life, const Withdrawal& w) {
  std::vector<Session> rest;
  for (const Session& each : life.placement.sessionsOn(w.lastDay.plusDays(1)))
    if (std::find(w.sessions.begin(), w.sessions.end(), each) == w.sessions.end()) rest.push_back(each);
  setSessions(tx, life.placement, rest, w.lastDay.plusDays(1));
  savePlacement(tx, life.placement);
}

void endWhole(WriteTx& tx, Life& life, const Withdrawal& w, const Fee& fee) {
  life.placement.endedHow = fee.nonStarter ? "non_starter" : "withdrawn_by_" + w.side;
  if (!life.placement.lastDay || w.lastDay < *life.placement.lastDay) life.placement.lastDay = w.lastDay;
  if (const auto change = openDayChange(tx, life.placement.id)) {
    moveDayChange(tx, change->id, "dropped", "The pupil leaves.");
    for (const char* kind : {kAgreeChange, kSendChange, kDoChange})
      closeDuties(tx, kind, life.referral.reference, "not_needed");
  }
  if (wasThere(tx, life) && w.lastDay >= tx.today()) {
    savePlacement(tx, life.placement);
    touchReferral(tx, life.referral);
    return;
  }
  leave(tx, life, "");
}

// The learner who is to have the place of one whom the SEND team replaces: CAP sets that placement up next.
std::string givePlaceTo(WriteTx& tx, const Withdrawal& w) {
  if (w.successor.empty()) return {};
  const auto referral = findReferral(tx, w.successor);
  if (!referral || referral->state != ReferralState::answered) return {};
  addStep(tx, referral->id,
          {"place_free",
           fmt::format("A place of the course is free from {}: set this placement up.", w.lastDay.plusDays(1).words()),
           Audience::cap});
  return " Next: set up " + w.successor + ", which has the place.";
}

Outcome process(WriteTx& tx, const TickedIn& in, const PreparedReview& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (!life.ofCap()) return Refused::notThere();
  const auto w = openWithdrawal(tx, life.placement.id);
  if (!w || w->state != "sent") return conflict("No withdrawal waits to be processed.");
  Problems problems;
  notTicked(in, problems);
  if (!problems.empty()) return Refused(std::move(problems));
  const Fee fee = feeNow(tx, life, *w, p.rules);
  const bool part = isPart(life.placement, *w);
  moveWithdrawal(tx, w->id, "done");
  noteFee(tx, w->id, fee.word, fee.says);
  for (const char* kind : {kDoWithdrawal, kNonStarter}) closeDuties(tx, kind, life.referral.reference);
  addStep(tx, life.referral.id,
          {"withdrawn",
           fmt::format("CAP processed the withdrawal by {}: {}. The last day is {}. {}", nameOf(w->side),
                       part ? sessionsInWords(w->sessions) + " end, the other days go on" : "the whole placement ends",
                       w->lastDay.words(), fee.says),
           Audience::all});
  if (fee.word == "person") askForFee(tx, life, *w, p.rules);
  sendForm(tx, life, *w, p.rules);
  const std::string next = givePlaceTo(tx, *w);
  if (part) {
    endPart(tx, life, *w);
    touchReferral(tx, life.referral);
  } else {
    endWhole(tx, life, *w, fee);
  }
  // Reviews that fall after an earlier last day are not held any more.
  if (life.stands()) planAndAsk(tx, life, p.reviews);
  Done d = done(life, "The withdrawal is processed, and its form is with " +
                          nameOf(w->side == "school" ? "provider" : "school") + ". " + fee.says + next);
  d.changed = {"last_day", "state"};
  return d;
}

struct DecideIn {
  std::string reference;
  std::string fee;
  std::string reason;
};
Form<DecideIn> decideForm() {
  Form<DecideIn> form;
  form.field(&DecideIn::reference, {.name = "reference",
                                    .label = "Reference",
                                    .kind = FieldKind::hidden,
                                    .missing = "Open the placement’s own page to do this",
                                    .most = 20});
  form.field(&DecideIn::fee, {.name = "fee",
                              .label = "What is paid?",
                              .kind = FieldKind::choice,
                              .missing = "Choose what is paid",
                              .options = {{"nothing", "Nothing", ""},
                                          {"to_withdrawal_date", "Up to the last day", ""},
                                          {"half_term_minimum", "A half term at least", ""},
                                          {"full_programme", "The whole programme", ""}}});
  Field why = longField("reason", "Why? The school and the provider read this.", "Say why this is paid");
  why.least = 10;
  form.field(&DecideIn::reason, std::move(why));
  return form;
}

Outcome decide(WriteTx& tx, const DecideIn& in, const PreparedRules& p) {
  auto life = lifeOf(tx, in.reference);
  if (!life || !life->ofCap()) return Refused::notThere();
  for (const Withdrawal& w : withdrawals(tx, life->placement.id)) {
    if (w.state != "done" || w.fee != "person" || w.feeDecided) continue;
    decideFee(tx, w.id, in.fee, in.reason);
    closeDutiesOf(tx, kFee, in.reference, std::to_string(w.id));
    const std::string paid = in.fee == "nothing"              ? "nothing is paid"
                             : in.fee == "to_withdrawal_date" ? "the provider is paid up to the last day"
                             : in.fee == "half_term_minimum"  ? "the provider is paid for a half term at least"
                                                              : "the provider is paid for the whole programme";
    addStep(tx, life->referral.id, {"fee_decided", "CAP decided: " + paid + ". " + in.reason, Audience::all});
    touchReferral(tx, life->referral);
    for (const char* side : {"school", "provider"}) tell(tx, *life, side, kFeeDecided, p.rules);
    return done(*life, "It is decided: " + paid + ". Both sides are told.");
  }
  return conflict("No withdrawal of this placement waits for a decision about money.");
}

struct LeaveIn {
  std::string reference;
};

Outcome leaveNow(WriteTx& tx, const LeaveIn& in, const Nothing&) {
  auto life = lifeOf(tx, in.reference);
  if (!life) return Refused::notThere();
  if (!life->stands() || life->placement.endedHow.rfind("withdrawn", 0) != 0 || !life->placement.lastDay)
    return conflict("This placement is not about to end by a withdrawal.");
  if (tx.today() <= *life->placement.lastDay)
    return conflict(fmt::format("Its last day is {}. It ends after that day.", life->placement.lastDay->longWords()));
  leave(tx, *life, "");
  return done(*life, life->placement.reference + " has ended.");
}

}  // namespace

std::vector<Session> endingSessions(const Placement& placement, const Withdrawal& w) {
  return w.sessions.empty() ? placement.sessions : w.sessions;
}

bool isPart(const Placement& placement, const Withdrawal& w) {
  if (w.sessions.empty()) return false;
  for (const Session& each : placement.sessionsOn(std::max(w.lastDay, placement.start)))
    if (std::find(w.sessions.begin(), w.sessions.end(), each) == w.sessions.end()) return true;
  return false;
}

Fee feeNow(ReadTx& tx, const Life& life, const Withdrawal& w, const Rules& rules) {
  const Instant now = tx.now();
  FeeFacts f;
  f.bySchool = w.side == "school";
  f.part = isPart(life.placement, w);
  f.attended = wasThere(tx, life);
  f.received = w.sent.value_or(now);
  f.lastDay = w.lastDay;
  f.start = life.placement.start;
  f.limits = nonStarterLimits(*rules.calendar, life.placement, timesOf(tx, life, rules));
  if (const auto half = rules.calendar->halfTermOf(life.placement.start)) f.firstHalfTermEnds = half->last;
  f.word = f.bySchool ? rules.bySchool : rules.byProvider;
  f.otherwise = rules.otherwise;
  f.nonStarterClause = rules.nonStarterClause;
  f.minimumClause = rules.minimumClause;
  f.rollOverClause = rules.rollOverClause;
  f.completed = londonDate(now);
  if (const auto roll = rollOver(tx, life.placement.id); roll && roll->rolled) f.rolledOverUntil = roll->freeUntil;
  return feeOf(f);
}

std::vector<std::string> cascadeOf(ReadTx& tx, const Life& life, const Withdrawal& w, const Rules& rules) {
  std::vector<std::string> all;
  const bool part = isPart(life.placement, w);
  const auto ending = endingSessions(life.placement, w);
  all.push_back(fmt::format("{} {} after {}.", part ? "These days end" : "Every day ends",
                            "(" + sessionsInWords(ending) + ")", w.lastDay.longWords()));
  if (part) {
    std::vector<Session> rest;
    for (const Session& each : life.placement.sessions)
      if (std::find(ending.begin(), ending.end(), each) == ending.end()) rest.push_back(each);
    all.push_back(fmt::format("The pupil goes on coming on {}.", sessionsInWords(rest)));
  } else {
    all.push_back("The place is free for another pupil, and the provider no longer has the papers.");
  }
  all.push_back(
      fmt::format("From {} on the school expects the pupil at these times.", w.lastDay.plusDays(1).longWords()));
  if (life.placement.endedHow == "third_day" && !part) all.push_back("The third day that CAP granted ends with it.");
  if (!part && openDayChange(tx, life.placement.id))
    all.push_back("The change of day that is under way does not happen.");
  if (!part)
    for (const Duty& duty : dutiesOfCase(tx, life.referral.id))
      if (duty.kind != kDoWithdrawal && duty.kind != kFee && duty.kind != kNonStarter)
        all.push_back("No longer asked of anybody: " + duty.says + ".");
  all.push_back(feeNow(tx, life, w, rules).says);
  return all;
}

std::string notStartedLine(ReadTx& tx, const Life& life, const Rules& rules) {
  if (life.placement.state != "confirmed" || wasThere(tx, life)) return {};
  const Instant now = tx.now();
  const auto limits = nonStarterLimits(*rules.calendar, life.placement, timesOf(tx, life, rules));
  if (!limits.halfDays) return "Not started yet.";
  if (rules.bySchool.word == "full_programme")
    return "Not started yet. If the school withdraws now, CAP decides what is paid: the clauses are in conflict.";
  if (now < *limits.halfDays) {
    std::string says = fmt::format("Not started yet. Withdraw before {} and there is certainly no charge.",
                                   clockWords(*limits.halfDays));
    if (limits.trainingDays && *limits.trainingDays != *limits.halfDays)
      says += fmt::format(" From {} a half term may be charged. Between, CAP decides.",
                          dayWords(londonDate(*limits.trainingDays)));
    return says;
  }
  if (limits.trainingDays && now < *limits.trainingDays)
    return fmt::format("Not started yet. If the school withdraws before {}, CAP decides whether there is a charge.",
                       clockWords(*limits.trainingDays));
  return "Not started yet. If the school withdraws now, a half term is charged at least.";
}

void leave(WriteTx& tx, Life& life, const std::string& says) {
  const bool nonStarter = life.placement.endedHow == "non_starter";
  life.placement.state = "ended";
  life.placement.ended = tx.now();
  savePlacement(tx, life.placement);
  closeStandings(tx, life.placement.id, "", "The placement ended.");
  endParty(tx, life.referral.id, life.placement.provider, "asked");
  // Money may still be open when nothing else is.
  for (const Duty& duty : dutiesOfCase(tx, life.referral.id))
    if (duty.kind != kFee) closeDuties(tx, duty.kind, duty.subject, "not_needed");
  std::string sentence = says;
  if (sentence.empty())
    sentence = nonStarter ? "The placement ended: the pupil did not start."
                          : fmt::format("The placement ended by withdrawal. Its last day was {}.",
                                        life.placement.lastDay->longWords());
  moveReferral(tx, life.referral, nonStarter ? ReferralState::ended : ReferralState::withdrawn,
               {nonStarter ? "non_starter_ended" : "withdrawal_ended", sentence, Audience::all});
}

void offerProcessing(Offers& offers) {
  offers.command(CommandOf<TickedIn, PreparedReview>{
      .name = "placement.do_withdrawal",
      .permission = "placement.do_withdrawal",
      .says = "Processes a withdrawal once CLM and Capita have it, and sends the form to the other side.",
      .form = tickedForm(),
      .prepare = prepareReview<TickedIn>,
      .apply = process,
      .moves = {{"confirmed", "ended", "CAP processes a non-starter"},
                {"confirmed", "withdrawn", "CAP processes a withdrawal"},
                {"active", "withdrawn", "CAP processes a withdrawal"}}});
  offers.command(
      CommandOf<DecideIn, PreparedRules>{.name = "placement.decide_fee",
                                         .permission = "placement.decide_fee",
                                         .says = "Decides what is paid for a withdrawal when the clauses do not.",
                                         .form = decideForm(),
                                         .prepare = prepareRules<DecideIn>,
                                         .apply = decide});
  Form<LeaveIn> form;
  form.field(&LeaveIn::reference,
             {.name = "reference", .label = "Reference", .missing = "Enter the reference", .most = 20});
  offers.command(CommandOf<LeaveIn>{.name = "placement.leave",
                                    .permission = "placement.do_withdrawal",
                                    .says = "Ends a withdrawn placement after its last day.",
                                    .form = std::move(form),
                                    .apply = leaveNow,
                                    .moves = {{"confirmed", "ended", "A non-starter’s last day has passed"},
                                              {"confirmed", "withdrawn", "The last day of a withdrawal has passed"},
                                              {"active", "withdrawn", "The last day of a withdrawal has passed"}}});
  offers.jobs.push_back(
      {"placement.leaving", "Ends withdrawn placements after their last day.", kDay, [](ReadTx& tx, const Services&) {
         std::vector<std::pair<std::string, FieldTexts>> commands;
         for (std::string& reference : leavingBefore(tx, tx.today(), kMostAtOnce))
           commands.push_back({"placement.leave", {{"reference", {std::move(reference)}}}});
         return commands;
       }});
}

}  // namespace capd::placement
