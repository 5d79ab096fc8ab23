#include "Withdrawing.h"

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"

namespace capd::placement {
namespace {

constexpr char kNoneOpen[] = "No withdrawal is under way on this placement.";

// Five things are weighed before anybody withdraws a pupil who has been there (WDR-02).
void faultsOfWeighing(ReadTx& tx, const WithdrawIn& in, const Life& life, Problems& problems) {
  if (!wasThere(tx, life)) return;
  const auto need = [&](const std::string& text, const char* field, const char* says) {
    if (text.empty()) problems.push_back({field, says});
  };
  need(in.academic, "academic", "Say what it means for what the pupil learns and achieves");
  need(in.wellbeing, "wellbeing", "Say what it means for the pupil’s health and wellbeing, and who supports them");
  need(in.safeguarding, "safeguarding", "Say that safeguarding was thought of, without what happened");
  need(in.consulted, "consulted", "Say who was asked: the pupil, the family, professionals");
  need(in.continuity, "continuity", "Say where the pupil learns on these days from then on");
}

Problems faultsOf(ReadTx& tx, const WithdrawIn& in, const Life& life, const Withdrawal& w) {
  Problems problems;
  faultsOfWeighing(tx, in, life, problems);
  const auto now = life.placement.sessions;
  for (const Session& each : w.sessions)
    if (std::find(now.begin(), now.end(), each) == now.end()) {
      problems.push_back({"sessions", fmt::format("The pupil comes on {}. Choose among these.", sessionsInWords(now))});
      break;
    }
  if (w.lastDay < tx.today())
    problems.push_back({"last_day", fmt::format("{} has passed. Give today or a later day.", w.lastDay.words())});
  if (life.placement.lastDay && w.lastDay > *life.placement.lastDay)
    problems.push_back({"last_day", fmt::format("The placement ends on {} by itself. Give an earlier day.",
                                                life.placement.lastDay->words())});
  if (in.talkedOn && *in.talkedOn > tx.today())
    problems.push_back(
        {"talked_on", fmt::format("{} is still to come. Leave it empty until you have talked.", in.talkedOn->words())});
  return problems;
}

// May this side withdraw now? Whoever did not begin the one that is open may not, nor a provider before the meeting.
std::optional<Refused> mayWithdraw(ReadTx& tx, const Life& life) {
  if (life.ofCap())
    return conflict("The school or the provider withdraws. CAP takes in what they send and processes it.");
  if (life.placement.endedHow.rfind("withdrawn", 0) == 0)
    return conflict("This placement is withdrawn already: CAP has processed it.");
  const auto open = openWithdrawal(tx, life.placement.id);
  if (open && open->state == "sent")
    return conflict(fmt::format("A withdrawal of {} is with CAP already.", nameOf(open->side)));
  if (const std::string why = lockedFor(tx, life); !why.empty()) return conflict(why);
  return std::nullopt;
}

Outcome write(WriteTx& tx, const WithdrawIn& in, const PreparedRules&) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (auto refused = mayWithdraw(tx, life)) return std::move(*refused);
  Withdrawal w;
  w.caseId = life.referral.id;
  w.placement = life.placement.id;
  w.side = toWord(life.side);
  w.kind = in.kind;
  w.reason = in.reason;
  w.sessions = sessionsFromText(joined(in.sessions));
  if (w.sessions == life.placement.sessions) w.sessions.clear();
  w.lastDay = in.lastDay.value_or(tx.today());
  w.academic = in.academic;
  w.wellbeing = in.wellbeing;
  w.safeguarding = in.safeguarding;
  w.consulted = in.consulted;
  w.continuity = in.continuity;
  w.talkedOn = in.talkedOn;
  if (auto problems = faultsOf(tx, in, life, w); !problems.empty()) return Refused(std::move(problems));
  const auto open = openWithdrawal(tx, life.placement.id);
  if (open && open->side == w.side) {
    w.id = open->id;
    rewriteWithdrawal(tx, w);
  } else {
    addWithdrawal(tx, w);
  }
  touchReferral(tx, life.referral);
  return done(life, "Nothing is sent yet. Read what follows from it, then send it.",
              "/placements/" + in.reference + "/withdraw/check");
}

Outcome send(WriteTx& tx, const CaseIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (auto refused = mayWithdraw(tx, life)) return std::move(*refused);
  auto w = openWithdrawal(tx, life.placement.id);
  if (!w || w->side != toWord(life.side)) return conflict("Write the withdrawal first, then send it.");
  if (w->lastDay < tx.today())
    return conflict(fmt::format("Its last day, {}, has passed. Write it anew.", w->lastDay.words()));
  moveWithdrawal(tx, w->id, "sent");
  w->sent = tx.now();
  ask(tx, life,
      {kDoWithdrawal, "cap", "cap.admin", "Process a withdrawal", p.rules.withdrawalClause,
       withinWorkingDays(*p.rules.calendar, tx.today(), p.rules.withdrawalWithin)},
      w->id);
  const Fee fee = feeNow(tx, life, *w, p.rules);
  if (fee.nonStarter) {
    ask(tx, life,
        {kNonStarter, "provider", "", "Record a non-starter", p.rules.nonStarterClause,
         withinWorkingDays(*p.rules.calendar, tx.today(), p.rules.withdrawalWithin)},
        w->id);
    tell(tx, life, "provider", kNonStarterToRecord, p.rules);
  }
  note(tx, life, "withdrawal_sent",
       fmt::format("{} asks CAP to withdraw the pupil from {}. The last day is {}.",
                   life.side == Side::school ? "The school" : "The provider",
                   w->sessions.empty() ? "the placement" : sessionsInWords(w->sessions), w->lastDay.words()));
  std::string says =
      fmt::format("The withdrawal is with CAP, which processes it within {} working days.", p.rules.withdrawalWithin);
  if (life.side == Side::school && !w->talkedOn)
    says += " You have not noted a talk with CAP’s monitoring officer: a talk first is better, and CAP may ring you.";
  return done(life, std::move(says));
}

Outcome takeBack(WriteTx& tx, const ReasonIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  const auto w = openWithdrawal(tx, life.placement.id);
  if (!w) return conflict(kNoneOpen);
  if (!life.ofCap() && w->side != toWord(life.side))
    return conflict(fmt::format("This withdrawal is {}’s: it alone takes it back, or CAP.", nameOf(w->side)));
  moveWithdrawal(tx, w->id, "dropped", in.reason);
  for (const char* kind : {kDoWithdrawal, kNonStarter}) closeDuties(tx, kind, life.referral.reference, "not_needed");
  if (w->state == "sent") {
    note(tx, life, "withdrawal_dropped", "The withdrawal is taken back: " + in.reason);
    tellOthers(tx, life, kWithdrawalTakenBack, p.rules);
  } else {
    touchReferral(tx, life.referral);
  }
  return done(life, "The withdrawal is taken back. The placement goes on.");
}

Outcome nonStarter(WriteTx& tx, const CaseIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side != Side::provider) return conflict("The provider records a non-starter.");
  const auto w = openWithdrawal(tx, life.placement.id);
  if (!w || w->state != "sent" || w->side != "school")
    return conflict(
        "A non-starter is recorded once the school’s withdrawal is here. Only the school can withdraw for that; when "
        "the "
        "pupil does not come, ring the school.");
  if (w->nonStarter) return conflict("It is recorded already that the pupil did not start.");
  const Fee fee = feeNow(tx, life, *w, p.rules);
  if (!fee.nonStarter) return conflict("This is no non-starter by the clauses. " + fee.says);
  noteNonStarter(tx, w->id);
  closeDuties(tx, kNonStarter, life.referral.reference);
  note(tx, life, "non_starter", "The provider recorded that the pupil did not start.");
  return done(life, "It is recorded that the pupil did not start. " + fee.says);
}

}  // namespace

std::string kindInWords(const std::string& kind) {
  if (kind == "reintegration") return "Back to full-time school";
  if (kind == "more_suitable") return "A more suitable place";
  if (kind == "safeguarding") return "Safeguarding";
  if (kind == "replaced") return "The SEND team gives the place to another learner";
  if (kind == "halted") return "CAP ended it after it was halted";
  if (kind == "provision") return "The place no longer meets the need";
  return "Needs, circumstances, behaviour or progress have changed";
}

Form<WithdrawIn> withdrawForm() {
  Form<WithdrawIn> form;
  caseFields(form);
  form.field(&WithdrawIn::kind,
             {.name = "kind",
              .label = "Why does the pupil leave?",
              .kind = FieldKind::choice,
              .missing = "Choose why the pupil leaves",
              .options = {
                  {"reintegration", "Back to full-time school", ""},
                  {"more_suitable", "A more suitable place", ""},
                  {"safeguarding", "Safeguarding", "What happened goes from your safeguarding lead to CAP’s, not here"},
                  {"provision", "The place no longer meets the need", ""},
                  {"changes", "Needs, circumstances, behaviour or progress have changed", ""}}});
  form.field(&WithdrawIn::reason, longField("reason", "In a sentence or two", "Say in a sentence why the pupil leaves",
                                            "The other side and CAP read it"));
  form.field(&WithdrawIn::sessions, {.name = "sessions",
                                     .label = "Which days end?",
                                     .kind = FieldKind::choices,
                                     .hint = "Leave empty when the pupil leaves the whole course",
                                     .options = halfDays()});
  form.field(&WithdrawIn::lastDay,
             {.name = "last_day", .label = "Last day", .kind = FieldKind::date, .hint = "Leave empty for today"});
  form.field(&WithdrawIn::academic,
             longField("academic", "What does it mean for what the pupil learns and achieves?", ""));
  form.field(&WithdrawIn::wellbeing,
             longField("wellbeing", "And for health and wellbeing? Who supports the pupil?", ""));
  form.field(&WithdrawIn::safeguarding, longField("safeguarding", "Were safeguarding risks thought of, and by whom?",
                                                  "", "Not what happened: that goes from lead to lead"));
  form.field(&WithdrawIn::consulted,
             longField("consulted", "Who was asked: the pupil, the family, professionals?", ""));
  form.field(&WithdrawIn::continuity,
             longField("continuity", "Where does the pupil learn on these days from then on?", ""));
  form.field(&WithdrawIn::talkedOn, {.name = "talked_on",
                                     .label = "When did you talk to CAP’s monitoring officer about it?",
                                     .kind = FieldKind::date,
                                     .hint = "Leave empty when you did not"});
  return form;
}

void offerWithdrawing(Offers& offers) {
  offers.command(CommandOf<WithdrawIn, PreparedRules>{
      .name = "placement.write_withdrawal",
      .permission = "placement.withdraw",
      .says = "Writes a withdrawal from all or some days, to be read once more before it is sent.",
      .form = withdrawForm(),
      .prepare = prepareRules<WithdrawIn>,
      .apply = write});
  offers.command(CommandOf<CaseIn, PreparedRules>{.name = "placement.send_withdrawal",
                                                  .permission = "placement.withdraw",
                                                  .says = "Sends a written withdrawal to CAP.",
                                                  .form = caseForm(),
                                                  .prepare = prepareRules<CaseIn>,
                                                  .apply = send});
  offers.command(CommandOf<ReasonIn, PreparedRules>{
      .name = "placement.take_back_withdrawal",
      .permission = "placement.take_back_withdrawal",
      .says = "Takes a withdrawal back before CAP has processed it.",
      .form = reasonForm("Why is it taken back? The others read this.", "Say why it is taken back"),
      .prepare = prepareRules<ReasonIn>,
      .apply = takeBack});
  offers.command(
      CommandOf<CaseIn, PreparedRules>{.name = "placement.record_non_starter",
                                       .permission = "placement.record_non_starter",
                                       .says = "Records that a pupil whom the school withdrew in time never came.",
                                       .form = caseForm(),
                                       .prepare = prepareRules<CaseIn>,
                                       .apply = nonStarter});
}

}  // namespace capd::placement
