#include "Replacing.h"

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "Meeting.h"

namespace capd::placement {
namespace {

struct PreparedReplace {
  Rules rules;
  bool allowed = false;
  std::string clause;
};
Prepared<PreparedReplace> prepareReplace(Preparing& at, const ReplaceIn& in) {
  const auto referral = findReferral(at.tx, in.reference);
  if (!referral) return Refused::notThere();
  const auto by = programmeValue(at.services, *referral, "replaced_by");
  return PreparedReplace{rulesOf(at.services, *referral, at.tx.today()), mayBeReplaced(at.services, *referral),
                         by ? by->clause : ""};
}

std::string listed(const std::vector<std::string>& references) {
  std::string all;
  for (const std::string& each : references) all += (all.empty() ? "" : ", ") + each;
  return all.empty() ? "nobody" : all;
}

Problems faultsOfReplacing(WriteTx& tx, const ReplaceIn& in, const Life& life) {
  Problems problems;
  if (!in.learnerTold)
    problems.push_back({"learner_told", "Tell the learner first, and talk the next step through with them."});
  if (in.lastDay && *in.lastDay < tx.today())
    problems.push_back({"last_day", fmt::format("{} has passed. Give today or a later day.", in.lastDay->words())});
  if (in.lastDay && life.placement.lastDay && *in.lastDay > *life.placement.lastDay)
    problems.push_back({"last_day", fmt::format("The placement ends on {} by itself. Give an earlier day.",
                                                life.placement.lastDay->words())});
  if (const std::string who = in.successor.value_or(""); !who.empty()) {
    const auto waiting = waitingForPlace(tx, life.placement.course);
    if (std::find(waiting.begin(), waiting.end(), who) == waiting.end())
      problems.push_back({"successor", fmt::format("Choose a learner of yours who waits for this course. "
                                                   "Waiting now: {}.",
                                                   listed(waiting))});
  }
  return problems;
}

Withdrawal withdrawalOf(const Life& life, const ReplaceIn& in, Date today) {
  Withdrawal w;
  w.caseId = life.referral.id;
  w.placement = life.placement.id;
  w.side = toWord(life.side);
  w.kind = "replaced";
  w.reason = in.reason;
  w.lastDay = in.lastDay.value_or(today);
  w.continuity = in.nextStep;
  w.successor = in.successor.value_or("");
  return w;
}

Outcome replace(WriteTx& tx, const ReplaceIn& in, const PreparedReplace& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side != Side::school) return Refused::notThere();
  if (const std::string locked = replaceLocked(tx, life, p.allowed); !locked.empty()) return conflict(locked);
  if (auto problems = faultsOfReplacing(tx, in, life); !problems.empty()) return Refused(std::move(problems));
  if (const auto written = openWithdrawal(tx, life.placement.id))
    moveWithdrawal(tx, written->id, "dropped", "The SEND team replaces the learner.");
  const Withdrawal w = withdrawalOf(life, in, tx.today());
  const std::int64_t id = addWithdrawal(tx, w);
  moveWithdrawal(tx, id, "sent");
  ask(tx, life,
      {kDoWithdrawal, "cap", "cap.admin", "Process a withdrawal",
       p.clause.empty() ? p.rules.withdrawalClause : p.clause,
       withinWorkingDays(*p.rules.calendar, tx.today(), p.rules.withdrawalWithin)},
      id);
  note(tx, life, "replaced",
       fmt::format("The SEND team {}. The last day here is {}. Next for this one: {}",
                   w.successor.empty() ? "gives the place up" : "gives the place to another learner", w.lastDay.words(),
                   in.nextStep));
  tell(tx, life, "provider", kLearnerReplaced, p.rules);
  return done(life, fmt::format("It is with CAP, which withdraws the learner within {} working days{}.",
                                p.rules.withdrawalWithin,
                                w.successor.empty() ? "; the place is then free" : " and then sets up " + w.successor));
}

}  // namespace

std::string replaceLocked(ReadTx& tx, const Life& life, bool allowed) {
  if (!allowed || !isSend(tx, life.referral))
    return "On this programme nobody gives a learner’s place to another. A learner who leaves is withdrawn.";
  if (life.placement.endedHow.rfind("withdrawn", 0) == 0) return "The learner is withdrawn already.";
  if (const auto open = openWithdrawal(tx, life.placement.id); open && open->state == "sent")
    return "A withdrawal of this learner is with CAP already.";
  for (const PlacementMeeting& each : placementMeetings(tx, life.placement.id))
    if (each.decision == "replaced" || each.outcome == "go_on") return {};
  return "The provider, CAP and the SEND team first review the placement together, and help the learner to take part "
         "again. A place goes to another when that review has come to it; CAP records it.";
}

Form<ReplaceIn> replaceForm() {
  Form<ReplaceIn> form;
  caseFields(form);
  Field reason = longField("reason", "Why is the learner replaced?", "Say why the learner is replaced",
                           "What was tried, and why it did not do");
  reason.least = 10;
  form.field(&ReplaceIn::reason, std::move(reason));
  Field next =
      longField("next_step", "What comes next for this learner?", "Say what comes next for this learner",
                "Nobody leaves without a next step: another course, a job with training, who goes on with them");
  next.least = 10;
  form.field(&ReplaceIn::nextStep, std::move(next));
  form.field(&ReplaceIn::learnerTold, {.name = "learner_told",
                                       .label = "Has the learner been told?",
                                       .kind = FieldKind::yesNo,
                                       .missing = "Say whether the learner has been told"});
  form.field(&ReplaceIn::lastDay,
             {.name = "last_day", .label = "Last day", .kind = FieldKind::date, .hint = "Leave empty for today"});
  form.field(&ReplaceIn::successor, {.name = "successor",
                                     .label = "Which learner gets the place?",
                                     .hint = "One of yours who waits for this course; leave empty when nobody does",
                                     .most = 20});
  return form;
}

FormShape replaceShape(const std::vector<std::string>& waiting) {
  FormShape shape = replaceForm().shape();
  for (Field& field : shape.fields) {
    if (field.name != "successor") continue;
    field.kind = FieldKind::choice;
    for (const std::string& each : waiting) field.options.push_back({each, each, ""});
    field.options.push_back({"", "Nobody waits", ""});
  }
  if (waiting.empty()) std::erase_if(shape.fields, [](const Field& field) { return field.name == "successor"; });
  return shape;
}

void offerReplacing(Offers& offers) {
  offers.command(CommandOf<ReplaceIn, PreparedReplace>{
      .name = "placement.replace",
      .permission = "placement.replace",
      .says = "Gives the place of a learner who drops away to another, with a next step for the one who leaves.",
      .form = replaceForm(),
      .prepare = prepareReplace,
      .apply = replace});
}

}  // namespace capd::placement
