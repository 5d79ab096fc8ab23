// What a panel decided about a case: one at a time, or a whole round on one page (REF-38, REF-39, PAN-05, PAN-08). The
// school hears nothing yet: that is Sending.cpp.

#include <fmt/format.h>

#include <algorithm>

#include "cases/duty/Duty.h"
#include "cases/hold/Hold.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

struct RecordIn : CaseIn {
  std::optional<std::string> panel;
  std::string outcome;
  Date metOn;
  std::optional<std::string> says;
  std::optional<std::string> programme;
  std::optional<std::string> nextRound;
  std::optional<bool> chairsAction;
  FieldTexts rest;  ///< finding-<question>
};

struct RecordPlan {
  AtPanel at;
  PanelRound round;
  std::vector<PanelRound> rounds;
  Deadline due;
  std::vector<std::string> programmes;  ///< that can be suggested instead
  std::vector<PolicyQuestion> questions;
};

const std::vector<Option>& outcomeOptions() {
  static const std::vector<Option> all = {
      {"reviewed", "Looked at, for the panel that decides", "Its insight goes to the other panel, not to the school"},
      {"agreed", "Agreed", ""},
      {"different_support", "Different support suggested",
       "The referral goes on as one to another programme, with all its answers"},
      {"not_agreed", "Not agreed", "The referral ends here"},
      {"more_information", "Come back with more information", ""},
      {"next_meeting", "Moved to the next meeting", ""}};
  return all;
}

Form<RecordIn> recordForm() {
  Form<RecordIn> form;
  caseFields(form);
  form.field(&RecordIn::panel, {.name = "panel", .label = "Panel", .kind = FieldKind::hidden, .most = 60});
  form.field(&RecordIn::outcome, {.name = "outcome",
                                  .label = "What came of it?",
                                  .kind = FieldKind::choice,
                                  .missing = "Choose what came of it",
                                  .options = outcomeOptions()});
  form.field(&RecordIn::metOn, {.name = "met_on",
                                .label = "When did the panel meet?",
                                .kind = FieldKind::date,
                                .missing = "Enter the day of the meeting"});
  form.field(&RecordIn::says, {.name = "says",
                               .label = "Reasons, or what is needed",
                               .kind = FieldKind::longText,
                               .hint = "The school reads this once the outcome is sent. Name no other child",
                               .most = 1000,
                               .personal = true});
  form.field(&RecordIn::programme,
             {.name = "programme", .label = "Which other programme?", .hint = "For different support", .most = 60});
  form.field(&RecordIn::nextRound, {.name = "next_round",
                                    .label = "Which round does it come back to?",
                                    .hint = "Left out: the next one that lists the programme",
                                    .most = 60});
  form.field(&RecordIn::chairsAction, {.name = "chairs_action",
                                       .label = "Did chair and vice chair decide it together, between two meetings?",
                                       .kind = FieldKind::yesNo});
  form.rest(&RecordIn::rest);
  form.check([](const RecordIn& in, Problems& problems) {
    const bool wants = in.outcome != "agreed" && in.outcome != "next_meeting";
    if ((wants || in.chairsAction.value_or(false)) && in.says.value_or("").empty())
      problems.push_back({"says", "Give the panel’s reasons, or say what it needs"});
    if (in.outcome == "different_support" && in.programme.value_or("").empty())
      problems.push_back({"programme", "Choose the programme that fits better"});
  });
  return form;
}

// Programmes that go without a panel: the referral can go on as one to them at once.
std::vector<std::string> otherProgrammes(const PolicyShelf& policy, const ReferralRecord& referral) {
  std::vector<std::string> all;
  if (!referral.policyHash || !policy.has(*referral.policyHash)) return all;
  const auto current = policy.programme(*referral.policyHash, referral.programme.value_or(""));
  for (const ProgrammeCard& card : policy.programmes(*referral.policyHash))
    if (!card.dormant && !card.needsPanel && card.name != referral.programme && current &&
        card.referredBy == current->referredBy)
      all.push_back(card.name);
  return all;
}

int outcomeDays(const PolicyShelf& policy, const ReferralRecord& referral) {
  const auto card = referral.policyHash && policy.has(*referral.policyHash)
                        ? policy.programme(*referral.policyHash, referral.programme.value_or(""))
                        : std::nullopt;
  if (!card) return 3;
  const auto value = card->values.find("panel.outcome_within");
  return value == card->values.end() || value->second.most <= 0 ? 3 : static_cast<int>(value->second.most);
}

Prepared<RecordPlan> plan(ReadTx& tx, const Services& services, const std::string& reference, Date metOn) {
  const PolicyShelf& policy = services.policy();
  const auto before = beforePanel(tx, policy, reference);
  if (!before) {
    const auto referral = findReferral(tx, reference);
    if (referral && tx.viewer().seesAllCases())
      return Refused(Refused::Kind::conflict, "",
                     panelHold(tx, referral->id) ? "It stands on no round. Add the round, or put it on one, first."
                                                 : "This referral is not waiting for a panel. Nothing was changed.");
    return Refused::notThere();
  }
  RecordPlan ready;
  ready.at = {before->year, before->seats, {}, before->round.id};
  const auto agencies = agenciesFor(tx, before->year, before->referral.programme.value_or(""));
  ready.at.academies = academyProviders(tx, agencies.ofAcademies);
  ready.round = before->round;
  ready.rounds = panelRounds(tx, policy);
  ready.due = withinWorkingDays(*policy.calendar(), metOn, outcomeDays(policy, before->referral));
  ready.programmes = otherProgrammes(policy, before->referral);
  if (before->referral.policyHash && policy.has(*before->referral.policyHash))
    if (const auto card = policy.programme(*before->referral.policyHash, before->referral.programme.value_or("")))
      ready.questions = card->asks;
  return ready;
}

Prepared<RecordPlan> prepareRecord(Preparing& at, const RecordIn& in) {
  return plan(at.tx, at.services, in.reference, in.metOn);
}

bool reviewedBy(ReadTx& tx, const ReferralRecord& referral, const std::string& panel) {
  for (const PanelOutcome& each : outcomesOf(tx, referral.id))
    if (each.panel == panel && each.outcome == "reviewed") return true;
  return false;
}

// The panel that this is the outcome of: as named, or the one whose turn it is.
const PanelRules* panelOf(const RecordIn& in, const ReferralRecord& referral, const PanelYear& year) {
  const auto panels = year.panelsFor(referral.programme.value_or(""));
  for (const PanelRules* each : panels) {
    if (in.panel.value_or("").empty() ? each->decides(*referral.programme) == (in.outcome != "reviewed")
                                      : each->name == *in.panel)
      return each;
  }
  return nullptr;
}

Problems faultsOfTurn(ReadTx& tx, const RecordIn& in, const ReferralRecord& referral, const PanelRules& panel,
                      const PanelYear& year) {
  const bool decides = panel.decides(*referral.programme);
  if (decides == (in.outcome == "reviewed"))
    return {{"outcome", decides
                            ? fmt::format("The {} decides about this programme: choose what it decided", panel.title)
                            : fmt::format("The {} looks at this programme and does not decide it", panel.title)}};
  if (!decides) return {};
  for (const PanelRules* each : year.panelsFor(*referral.programme))
    if (!each->decides(*referral.programme) && !reviewedBy(tx, referral, each->name))
      return {{"outcome",
               fmt::format("The {} looks at it first. Record that before the {} decides", each->title, panel.title)}};
  return {};
}

Problems faultsOfDay(ReadTx& tx, const RecordIn& in, const ReferralRecord& referral, const PanelRules& panel,
                     const PanelRound& round) {
  if (in.metOn > tx.today())
    return {{"met_on", in.metOn.words() + " is still to come. Record the outcome after the meeting"}};
  if (referral.applicationDate && in.metOn < *referral.applicationDate)
    return {{"met_on", fmt::format("The panel cannot have met about this before {}, the day of application",
                                   referral.applicationDate->words())}};
  if (in.chairsAction.value_or(false)) {
    if (!panel.chairsAction)
      return {{"chairs_action",
               "Policy does not let the chair decide between two meetings. It waits for " + roundWords(round)}};
    return {};
  }
  if (in.metOn <= round.deadline)
    return {{"met_on", fmt::format("Schools could apply until {}: the panel met after that", round.deadline.words())}};
  if (!round.meetings.empty() && in.metOn < round.meetings.front())
    return {{"met_on", fmt::format("The panel of this round first met on {}", round.meetings.front().words())}};
  return {};
}

Problems faultsOfVotes(ReadTx& tx, const RecordIn& in, const ReferralRecord& referral, const PanelRules& panel,
                       const PanelRound& round) {
  if (!panel.quorum || in.chairsAction.value_or(false) || in.outcome == "reviewed" || in.outcome == "next_meeting")
    return {};
  const Votes votes = votesOn(tx, referral.id, round.id, panel.name);
  if (votes.all() >= *panel.quorum) return {};
  return {{"outcome", fmt::format("{} of the {} members that policy asks for have voted", votes.all(), *panel.quorum)}};
}

bool comesBack(const std::string& outcome) { return outcome == "more_information" || outcome == "next_meeting"; }

// The round that a case comes back to: as named, or this one's second meeting, or the next that lists the programme.
const PanelRound* backTo(const RecordIn& in, const ReferralRecord& referral, const RecordPlan& ready) {
  if (!in.nextRound.value_or("").empty()) return roundByCode(ready.rounds, *in.nextRound);
  if (!ready.round.meetings.empty() && ready.round.meetings.back() > in.metOn)
    return roundByCode(ready.rounds, ready.round.code);
  return roundAfter(ready.rounds, *referral.programme, ready.round);
}

Problems faultsOfReturn(const RecordIn& in, const ReferralRecord& referral, const PanelRound* round) {
  if (!comesBack(in.outcome)) return {};
  if (round == nullptr && (in.outcome == "next_meeting" || !in.nextRound.value_or("").empty()))
    return {{"next_round", "No later round lists this programme yet. Add it first"}};
  if (round == nullptr) return {};
  if (round->lists(*referral.programme) == nullptr) return {{"next_round", "That round does not list the programme"}};
  if (!round->meetings.empty() && round->meetings.back() <= in.metOn)
    return {{"next_round", "The next meeting must be after this one"}};
  return {};
}

void keepFindings(WriteTx& tx, const RecordIn& in, const ReferralRecord& referral, const PanelRules& panel,
                  const std::vector<PolicyQuestion>& questions) {
  for (const PolicyQuestion& question : questions) {
    const auto at = in.rest.find("finding-" + question.id);
    if (at == in.rest.end() || at->second.empty() || at->second.front().empty()) continue;
    addFinding(tx, referral.id, panel.name, {question.id, at->second.front().substr(0, 1000)});
  }
}

void openOutcomeDuty(WriteTx& tx, const ReferralRecord& referral, Date metOn, const Deadline& due) {
  const auto before = untold(tx, referral.id);
  if (before && before->metOn == metOn) return;
  if (before) closeDuties(tx, kOutcome, referral.reference, "not_needed");
  openDuty(tx, {.kind = std::string(kOutcome),
                .subject = referral.reference,
                .occurrence = metOn.iso() + "-" + std::to_string(referral.version),
                .caseId = referral.id,
                .organisation = capOrganisation(tx),
                .role = "cap.admin",
                .says = referral.reference + ": tell the school the panel's outcome",
                .clause = "003 Tier 2 Flourish, Tier 3",
                .due = due});
}

std::string uncapitalised(std::string words) {
  if (!words.empty() && words[0] >= 'A' && words[0] <= 'Z') words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}

std::string saidToCap(const PanelRules& panel, const RecordIn& in) {
  return fmt::format("The {} of {}: {}.{}{}", panel.title, in.metOn.words(), uncapitalised(outcomeWords(in.outcome)),
                     in.chairsAction.value_or(false) ? " Chair’s action." : "",
                     in.outcome == "reviewed" ? " " + in.says.value_or("") : " The school has not been told yet.");
}

Outcome record(WriteTx& tx, const RecordIn& in, const RecordPlan& ready) {
  auto opened = openAt(tx, in, ready.at);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  if (referral.state != ReferralState::submitted || !referral.programme || !panelHold(tx, referral.id))
    return Refused(Refused::Kind::conflict, "", "This referral is not waiting for a panel. Nothing was changed.");
  if (!tx.viewer().seesAllCases() &&
      interestIn(tx, tx.viewer(), referral, ready.at.seats, ready.at.academies).grade != Grade::full)
    return Refused(Refused::Kind::notAllowed, "",
                   "You have an interest in this case: somebody else records what the panel decides about it.");
  const PanelRules* panel = panelOf(in, referral, ready.at.year);
  if (panel == nullptr) return Refused::because("outcome", "No panel of that year looks at this programme");
  Problems problems = faultsOfTurn(tx, in, referral, *panel, ready.at.year);
  const PanelRound* back = comesBack(in.outcome) ? backTo(in, referral, ready) : nullptr;
  for (const Problems& more :
       {faultsOfDay(tx, in, referral, *panel, ready.round), faultsOfVotes(tx, in, referral, *panel, ready.round),
        faultsOfReturn(in, referral, back)})
    problems.insert(problems.end(), more.begin(), more.end());
  const bool other = in.outcome == "different_support";
  if (other && std::find(ready.programmes.begin(), ready.programmes.end(), *in.programme) == ready.programmes.end())
    problems.push_back({"programme", "Choose one of the programmes that go without a panel"});
  if (!problems.empty()) return Refused(std::move(problems));

  const bool reviewed = in.outcome == "reviewed";
  if (!reviewed) openOutcomeDuty(tx, referral, in.metOn, ready.due);
  PanelOutcome outcome;
  outcome.caseId = referral.id;
  outcome.round = ready.round.id;
  outcome.panel = panel->name;
  outcome.metOn = in.metOn;
  outcome.outcome = in.outcome;
  outcome.says = in.says.value_or("");
  if (other) outcome.programme = in.programme;
  if (back != nullptr) outcome.nextRound = back->id != 0 ? back->id : keepRound(tx, *back);
  outcome.chairsAction = in.chairsAction.value_or(false);
  if (!reviewed) outcome.due = ready.due.at;
  dropUntold(tx, outcome);
  addOutcome(tx, outcome);
  closeDuties(tx, kConfirm, referral.reference, "not_needed");
  if (outcome.chairsAction) askToConfirm(tx, referral, *panel, ready.at.seats, ready.due);
  keepFindings(tx, in, referral, *panel, ready.questions);
  addStep(tx, referral.id, {"panel", saidToCap(*panel, in), Audience::cap});
  touchReferral(tx, referral);
  const bool sends = tx.viewer().may("panel.work");
  Done it = done(referral, reviewed ? "Recorded. The panel that decides reads it in its pack."
                                    : fmt::format("Recorded. {} by {}.",
                                                  sends ? "Look at it as the school will, and send it"
                                                        : "CAP looks at it as the school will, and sends it",
                                                  ready.due.lastDay().longWords()));
  if (const auto kept = outcome.chairsAction ? untold(tx, referral.id) : std::nullopt)
    if (const std::string waits = notConfirmed(tx, *kept); !waits.empty())
      it.says = fmt::format("Recorded. Now {} is asked to confirm it; it is sent after that.", waits);
  if (!reviewed && sends) it.next = "/panels/cases/" + referral.reference + "/send";
  return it;
}

// ---- a whole round on one page

struct RoundIn {
  std::string round;
  Date metOn;
  FieldTexts rest;  ///< outcome-<reference>, says-<reference>
};

struct ManyPlan {
  std::vector<std::pair<RecordIn, RecordPlan>> all;
};

Form<RoundIn> roundForm() {
  Form<RoundIn> form;
  form.field(&RoundIn::round, {.name = "round",
                               .label = "Round",
                               .kind = FieldKind::hidden,
                               .missing = "Open the round’s own page to do this",
                               .most = 60});
  form.field(&RoundIn::metOn, {.name = "met_on",
                               .label = "When did the panel meet?",
                               .kind = FieldKind::date,
                               .missing = "Enter the day of the meeting"});
  form.rest(&RoundIn::rest);
  return form;
}

std::string textIn(const FieldTexts& rest, const std::string& name) {
  const auto at = rest.find(name);
  return at == rest.end() || at->second.empty() ? "" : at->second.front();
}

// One case of the page, read by the same form as when it is recorded alone.
std::optional<RecordIn> oneOf(const RoundIn& in, const ReferralRecord& referral, Problems& problems) {
  const std::string outcome = textIn(in.rest, "outcome-" + referral.reference);
  if (outcome.empty()) return std::nullopt;
  FieldTexts texts = caseValues(referral);
  texts["outcome"] = {outcome};
  texts["met_on"] = {in.metOn.iso()};
  texts["says"] = {textIn(in.rest, "says-" + referral.reference)};
  RecordIn one;
  Problems found;
  if (!recordForm().read(texts, one, found)) {
    for (const Problem& each : found)
      problems.push_back(
          {(each.field == "says" ? "says-" : "outcome-") + referral.reference, referral.reference + ": " + each.says});
    return std::nullopt;
  }
  return one;
}

Prepared<ManyPlan> prepareRound(Preparing& at, const RoundIn& in) {
  const auto rounds = panelRounds(at.tx, at.services.policy());
  const PanelRound* round = roundByCode(rounds, in.round);
  if (round == nullptr) return Refused::notThere();
  ManyPlan all;
  Problems problems;
  for (const AgendaRow& row : agendaOf(at.tx, round->id)) {
    const auto referral = findReferral(at.tx, row.reference);
    const auto one = referral ? oneOf(in, *referral, problems) : std::nullopt;
    if (!one) continue;
    auto ready = plan(at.tx, at.services, row.reference, in.metOn);
    if (auto* refused = std::get_if<Refused>(&ready)) return std::move(*refused);
    all.all.emplace_back(*one, std::move(std::get<RecordPlan>(ready)));
  }
  if (problems.empty() && all.all.empty()) problems.push_back({"", "Choose an outcome for at least one referral"});
  if (!problems.empty()) return Refused(std::move(problems));
  return all;
}

Outcome recordRound(WriteTx& tx, const RoundIn& in, const ManyPlan& ready) {
  Problems problems;
  for (const auto& [one, plan] : ready.all) {
    Outcome outcome = record(tx, one, plan);
    if (const auto* refused = std::get_if<Refused>(&outcome))
      for (const Problem& each : refused->problems)
        problems.push_back({(each.field == "says"     ? "says-"
                             : each.field == "met_on" ? ""
                                                      : "outcome-") +
                                (each.field == "met_on" ? "met_on" : one.reference),
                            one.reference + ": " + each.says});
  }
  if (!problems.empty()) return Refused(std::move(problems));  // and nothing of it is kept
  Done done;
  done.says = fmt::format("{} outcome{} recorded. The schools have not been told yet.", ready.all.size(),
                          ready.all.size() == 1 ? " is" : "s are");
  done.subject = "round:" + in.round;
  done.next = "/panels/rounds/" + in.round;
  return done;
}

// ---- who does what by when

struct ActionIn : CaseIn {
  std::string who;
  std::string what;
  Date by;
};

Form<ActionIn> actionForm() {
  Form<ActionIn> form;
  memberFields(form);
  form.field(&ActionIn::who, {.name = "who", .label = "Who?", .missing = "Say who does it", .most = 120});
  form.field(&ActionIn::what, {.name = "what",
                               .label = "What?",
                               .kind = FieldKind::longText,
                               .hint = "Name no pupil: the reference stands beside it",
                               .missing = "Say what is to be done",
                               .most = 300,
                               .personal = true});
  form.field(&ActionIn::by,
             {.name = "by", .label = "By when?", .kind = FieldKind::date, .missing = "Enter the day by which"});
  return form;
}

Outcome noteAction(WriteTx& tx, const ActionIn& in, const AtPanel& at) {
  auto opened = openAt(tx, in, at);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  const auto& referral = std::get<ReferralRecord>(opened);
  if (in.by < tx.today()) return Refused::because("by", "The day must be today or later");
  addAction(tx, {referral.id, in.who, in.what, in.by}, at.round);
  return done(referral, "It stands on the page of decisions.");
}

}  // namespace

std::string outcomeWords(std::string_view outcome) {
  if (outcome == "reviewed") return "Looked at";
  for (const Option& each : outcomeOptions())
    if (each.value == outcome) return each.label;
  return std::string(outcome);
}

std::string toldWords(const PanelOutcome& outcome, Instant now) {
  if (!outcome.due) return "Nothing to tell the school";
  const Date limit = londonDate(outcome.due->plusMs(-1));
  if (outcome.sent)
    return fmt::format("The school was told on {}, {}", londonDate(*outcome.sent).words(),
                       *outcome.sent < *outcome.due ? "in time" : "late: it was due by " + limit.words());
  return fmt::format("{} by {}", now < *outcome.due ? "To be told" : "Late: to be told", limit.words());
}

void offerDeciding(Offers& offers) {
  offers.command(CommandOf<RecordIn, RecordPlan>{.name = "panel.record_outcome",
                                                 .permission = "panel.record",
                                                 .says = "Records what came of a referral in a panel. The school hears "
                                                         "when it is sent.",
                                                 .form = recordForm(),
                                                 .prepare = prepareRecord,
                                                 .apply = record});
  offers.command(CommandOf<RoundIn, ManyPlan>{.name = "panel.record_round",
                                              .permission = "panel.record",
                                              .says = "Records the outcomes of a meeting on one page.",
                                              .form = roundForm(),
                                              .prepare = prepareRound,
                                              .apply = recordRound});
  offers.command(CommandOf<ActionIn, AtPanel>{
      .name = "panel.note_action",
      .permission = "panel.record",
      .says = "Notes who does what by when after a panel.",
      .form = actionForm(),
      .prepare = [](Preparing& at, const ActionIn& in) { return atPanel(at, in.reference); },
      .apply = noteAction});
}

}  // namespace capd::panels
