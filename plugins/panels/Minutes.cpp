// Decisions of a round, who does what by when: for CAP the panel's minutes, for a member what they sat over. What chair
// and vice chair decided between two meetings is reported to the next one.

#include "cases/panel/Minutes.h"

#include <fmt/format.h>

#include <algorithm>

#include "Paper.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

std::string confirmedBy(ReadTx& tx, const PanelOutcome& outcome) {
  if (!outcome.chairsAction) return {};
  std::string all;
  for (const Confirmation& each : confirmations(tx, outcome.id))
    all += (all.empty() ? "" : ", ") + each.by + (each.seat == "chair" ? " (chair)" : " (vice chair)");
  const std::string waits = notConfirmed(tx, outcome);
  return all + (waits.empty() ? "" : (all.empty() ? "" : "; ") + waits + " has not confirmed it");
}

std::string votesIn(const Votes& votes) {
  if (votes.all() == 0) return "None were noted";
  return fmt::format("{} for, {} against, {} abstained", votes.inFavour, votes.against, votes.abstained);
}

void decision(Paper& paper, PageRequest& ask, const PanelOutcome& outcome, const PanelYear& year) {
  const std::string reference = referenceOf(ask.tx, outcome.caseId);
  if (reference.empty()) return;
  const PanelRules* panel = year.panel(outcome.panel);
  Part part = paper.part(reference);
  part.fact("Panel", panel == nullptr ? outcome.panel : panel->title)
      .fact("Met on", outcome.metOn.longWords())
      .fact("Outcome",
            outcomeWords(outcome.outcome) + (outcome.chairsAction ? " (chair’s action between two meetings)" : ""))
      .fact("Reasons", outcome.says)
      .fact("Votes", votesIn(votesOn(ask.tx, outcome.caseId, outcome.round, outcome.panel)))
      .fact("Recorded by", outcome.recordedBy)
      .fact("Decided by", confirmedBy(ask.tx, outcome))
      .fact("School", toldWords(outcome, ask.tx.now()));
  for (const DeclaredBy& each : interests(ask.tx, outcome.caseId))
    part.fact("Interest",
              fmt::format("{}: {}", each.name, each.grade == Grade::none ? "took no part" : "spoke, did not vote"));
  for (const Action& action : actionsOf(ask.tx, outcome.round))
    if (action.caseId == outcome.caseId)
      part.fact(fmt::format("{}, by {}", action.who, action.by.words()), action.what);
}

// Chair's actions of the panels that a meeting of this round can hear of.
std::vector<PanelOutcome> toReport(ReadTx& tx, const PanelRound& round, const PanelYear& year) {
  std::vector<PanelOutcome> all;
  if (round.meetings.empty()) return all;
  for (const PanelRules& panel : year.panels)
    for (PanelOutcome& each : unreported(tx, panel.name))
      if (each.sent && each.metOn < round.meetings.back()) all.push_back(std::move(each));
  return all;
}

std::string titleIn(const PanelYear& year, const std::string& panel) {
  const PanelRules* rules = year.panel(panel);
  return rules == nullptr ? panel : rules->title;
}

void chairsActions(Paper& paper, PageRequest& ask, const PanelRound& round, const PanelYear& year) {
  for (const PanelRules& panel : year.panels)
    for (const Date meeting : round.meetings)
      for (const PanelOutcome& each : reportedOn(ask.tx, panel.name, meeting))
        paper.lead(fmt::format("Reported to the {} on {}: chair’s action of {} on {}.", panel.title, meeting.words(),
                               each.metOn.words(), referenceOf(ask.tx, each.caseId)));
  const auto open = toReport(ask.tx, round, year);
  for (const PanelOutcome& each : open)
    paper.lead(fmt::format("To be reported to the {}: chair’s action of {} on {}.", titleIn(year, each.panel),
                           each.metOn.words(), referenceOf(ask.tx, each.caseId)));
  if (open.empty() || !ask.viewer.may("panel.work") || round.meetings.front() > ask.tx.today()) return;
  FieldTexts values = {{"round", {round.code}}, {"met_on", {round.meetings.front().iso()}}};
  paper.form("FORM", {.command = "panel.report_actions",
                      .values = std::move(values),
                      .button = "Reported to the panel",
                      .legend = "Chair’s action",
                      .quiet = true});
}

// What a member keeps: references, outcomes, who does what. The pupil and the reasons went with the case.
PageAnswer membersMinutes(PageRequest& ask, const PanelRound& round, const PanelYear& year) {
  Paper paper("Panels", "Minutes: " + roundWords(round));
  const auto all = round.id == 0 ? std::vector<Minute>{} : minutesFor(ask.tx, round.id);
  if (all.empty()) paper.lead("Nothing that you sat over has been decided and told in this round.");
  for (const Minute& each : all) {
    Part part = paper.part(each.reference);
    part.fact("Panel", titleIn(year, each.panel))
        .fact("Met on", each.metOn.longWords())
        .fact("Outcome", outcomeWords(each.outcome));
    for (const MinuteAction& action : each.actions)
      part.fact(fmt::format("{}, by {}", action.who, action.by.words()), action.what);
  }
  Shown shown;
  shown.title = "Minutes of a panel";
  shown.back = "/panels/rounds/" + round.code;
  shown.model = paper.take();
  return shown;
}

PageAnswer showDecisions(PageRequest& ask) {
  const auto rounds = panelRounds(ask.tx, ask.services.policy());
  const PanelRound* round = roundByCode(rounds, ask.part("round"));
  if (round == nullptr) return NotThere{};
  const PanelYear year = panelYearOf(ask.services.policy(), round->year);
  if (!ask.viewer.seesAllCases()) return membersMinutes(ask, *round, year);
  Paper paper("Panels", "Decisions and minutes: " + roundWords(*round));
  paper.lead(fmt::format("Printed {}. References stand for pupils. Keep this where the panel keeps its minutes.",
                         londonWords(ask.tx.now())));
  const auto all = round->id == 0 ? std::vector<PanelOutcome>{} : outcomesOfRound(ask.tx, round->id);
  std::int64_t inTime = 0;
  std::int64_t told = 0;
  for (const PanelOutcome& each : all) {
    if (!each.sent) continue;
    ++told;
    inTime += *each.sent < *each.due ? 1 : 0;
  }
  if (told > 0) paper.lead(fmt::format("{} of {} outcomes were told in time.", inTime, told));
  if (all.empty()) paper.lead("Nothing has been decided in this round.");
  for (const PanelOutcome& each : all) decision(paper, ask, each, year);
  chairsActions(paper, ask, *round, year);
  Shown shown;
  shown.title = "Decisions of a panel";
  shown.back = "/panels/rounds/" + round->code;
  shown.model = paper.take();
  return shown;
}

// ---- reported to a meeting

struct ReportIn {
  std::string round;
  Date metOn;
};

Form<ReportIn> reportForm() {
  Form<ReportIn> form;
  form.field(&ReportIn::round, {.name = "round",
                                .label = "Round",
                                .kind = FieldKind::hidden,
                                .missing = "Open the round’s own page to do this",
                                .most = 60});
  form.field(&ReportIn::metOn, {.name = "met_on",
                                .label = "To which meeting was it reported?",
                                .kind = FieldKind::date,
                                .missing = "Enter the day of the meeting"});
  return form;
}

struct ReportPlan {
  PanelRound round;
  PanelYear year;
};

Prepared<ReportPlan> prepareReport(Preparing& at, const ReportIn& in) {
  const auto rounds = panelRounds(at.tx, at.services.policy());
  const PanelRound* round = roundByCode(rounds, in.round);
  if (round == nullptr) return Refused::notThere();
  return ReportPlan{*round, panelYearOf(at.services.policy(), round->year)};
}

Outcome reportActions(WriteTx& tx, const ReportIn& in, const ReportPlan& plan) {
  if (std::find(plan.round.meetings.begin(), plan.round.meetings.end(), in.metOn) == plan.round.meetings.end())
    return Refused::because("met_on", "Choose a day on which the panel of this round meets");
  if (in.metOn > tx.today())
    return Refused::because("met_on", in.metOn.words() + " is still to come. Report it after the meeting");
  std::size_t reported = 0;
  for (const PanelOutcome& each : toReport(tx, plan.round, plan.year)) {
    if (each.metOn >= in.metOn) continue;
    markReported(tx, each.id, in.metOn);
    addStep(
        tx, each.caseId,
        {"panel", fmt::format("The chair’s action was reported to the panel of {}.", in.metOn.words()), Audience::cap});
    ++reported;
  }
  if (reported == 0) return Refused(Refused::Kind::conflict, "", "No chair’s action waits for that meeting.");
  Done done;
  done.says = fmt::format("{} chair’s action{} reported to the panel of {}.", reported, reported == 1 ? " is" : "s are",
                          in.metOn.words());
  done.subject = "round:" + in.round;
  done.next = "/panels/rounds/" + in.round + "/decisions";
  return done;
}

}  // namespace

void offerMinutes(Offers& offers) {
  offers.command(CommandOf<ReportIn, ReportPlan>{.name = "panel.report_actions",
                                                 .permission = "panel.work",
                                                 .says = "Notes that the chair’s actions were reported to a meeting.",
                                                 .form = reportForm(),
                                                 .prepare = prepareReport,
                                                 .apply = reportActions});
  offers.pages.push_back(
      {.path = "/panels/rounds/{round}/decisions",
       .name = "panel.decisions",
       .permission = "panel.minutes",
       .says = "Who decided what, and who does what by when: the panel’s minutes, or a member’s own part of them.",
       .file = "panel.tpl",
       .commands = {"panel.report_actions"},
       .printable = true,
       .fill = showDecisions});
}

}  // namespace capd::panels
