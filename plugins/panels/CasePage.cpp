// A case before a panel: as CAP sees it, and as each member may.

#include <fmt/format.h>

#include <algorithm>

#include "CaseParts.h"
#include "cases/hold/Hold.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

std::optional<ProgrammeCard> cardOf(const PolicyShelf& policy, const ReferralRecord& referral) {
  if (!referral.policyHash || !policy.has(*referral.policyHash)) return std::nullopt;
  return policy.programme(*referral.policyHash, referral.programme.value_or(""));
}

FormShape recordShape(PageRequest& ask, const Before& before) {
  FormShape shape;
  std::vector<Option> outcomes;
  const std::string programme = before.referral.programme.value_or("");
  for (const PanelRules* panel : before.year.panelsFor(programme))
    if (!panel->decides(programme))
      outcomes.push_back({"reviewed", outcomeWords("reviewed") + " by the " + panel->title, "The school is not told"});
  for (const char* each : {"agreed", "different_support", "not_agreed", "more_information", "next_meeting"})
    outcomes.push_back({each, outcomeWords(each), ""});
  const auto card = cardOf(ask.services.policy(), before.referral);
  std::vector<Option> others = {{"", "None", ""}};
  if (before.referral.policyHash && card)
    for (const ProgrammeCard& each : ask.services.policy().programmes(*before.referral.policyHash))
      if (!each.dormant && !each.needsPanel && each.referredBy == card->referredBy)
        others.push_back({each.name, each.title, ""});
  shape.fields = {{.name = "reference", .kind = FieldKind::hidden},
                  {.name = "version", .kind = FieldKind::hidden},
                  {.name = "outcome", .label = "What came of it?", .kind = FieldKind::choice, .options = outcomes},
                  {.name = "met_on", .label = "When did the panel meet?", .kind = FieldKind::date},
                  {.name = "says",
                   .label = "Reasons, or what is needed",
                   .kind = FieldKind::longText,
                   .hint = "The school reads this once the outcome is sent. Name no other child",
                   .most = 1000},
                  {.name = "programme",
                   .label = "Which other programme?",
                   .kind = FieldKind::choice,
                   .hint = "For different support",
                   .options = others}};
  for (const PanelRules& panel : before.year.panels)
    if (panel.chairsAction && panel.decides(programme))
      shape.fields.push_back({.name = "chairs_action",
                              .label = "Did chair and vice chair decide it together, between two meetings?",
                              .kind = FieldKind::yesNo});
  if (card)
    for (const PolicyQuestion& question : card->asks)
      shape.fields.push_back({.name = "finding-" + question.id,
                              .label = question.says,
                              .kind = FieldKind::longText,
                              .hint = "What the panel found",
                              .most = 1000});
  return shape;
}

void capParts(Paper& paper, PageRequest& ask, const Before& before) {
  if (before.round.id != 0) paper.link("The round", "/panels/rounds/" + before.round.code);
  paper.link("The referral", "/cases/" + before.referral.reference);
  for (const PanelOutcome& outcome : outcomesOf(ask.tx, before.referral.id)) {
    const PanelRules* panel = before.year.panel(outcome.panel);
    paper.part(fmt::format("{}, {}", panel == nullptr ? outcome.panel : panel->title, outcome.metOn.words()))
        .fact("Outcome", outcomeWords(outcome.outcome))
        .fact("Reasons", outcome.says)
        .fact("School", toldWords(outcome, ask.tx.now()));
  }
  if (untold(ask.tx, before.referral.id))
    paper.link("Look at it as the school will, and send it", "/panels/cases/" + before.referral.reference + "/send");
}

void memberForms(Paper& paper, PageRequest& ask, const Before& before) {
  const FieldTexts values = {{"reference", {before.referral.reference}}};
  if (before.interest.grade != Grade::full) paper.warning(before.interest.why);
  if (!before.ofProvider()) {
    FieldTexts mine = values;
    for (const Information& each : informations(ask.tx, before.referral.id))
      if (each.agency == before.seats.front().agency) mine["says"] = {each.says};
    paper.form("FORM", {.command = "panel.add_information", .values = mine, .button = "Put it into the pack"});
  }
  if (confirmsFrom(ask.tx, before.seats, before.referral.id) != nullptr && ask.viewer.may("panel.confirm")) {
    const auto outcome = untold(ask.tx, before.referral.id);
    paper.part("Decided between two meetings, if you say so too")
        .fact("Outcome", outcomeWords(outcome->outcome))
        .fact("On", outcome->metOn.longWords())
        .fact("Reasons", outcome->says)
        .fact("Recorded by", outcome->recordedBy);
    FieldTexts read = values;
    read["outcome"] = {std::to_string(outcome->id)};
    paper.form("FIFTH",
               {.command = "panel.confirm_action", .values = read, .button = "Say so", .legend = "Chair’s action"});
  }
  const bool decides = std::any_of(before.seats.begin(), before.seats.end(), [&](const Seat& seat) {
    const PanelRules* panel = before.year.panel(seat.panel);
    return panel != nullptr && panel->decides(before.referral.programme.value_or(""));
  });
  if (before.interest.grade == Grade::full && decides)
    paper.form("SECOND", {.command = "panel.vote", .values = values, .button = "Vote", .quiet = true});
  paper.form("THIRD", {.command = "panel.declare_interest",
                       .values = values,
                       .button = "Declare it",
                       .legend = "Your interest in this case",
                       .quiet = true});
}

PageAnswer showCase(PageRequest& ask) {
  const auto before = beforePanel(ask.tx, ask.services.policy(), ask.part("reference"));
  if (!before) return NotThere{};
  std::string caption = roundWords(before->round);
  caption[0] = 'T';
  Paper paper(caption, before->referral.reference);
  const bool records = ask.viewer.may("panel.record");
  if (ask.viewer.seesAllCases()) capParts(paper, ask, *before);
  caseParts(paper, ask, *before);
  if (before->member) memberForms(paper, ask, *before);
  if (records && !before->member)
    paper.form("THIRD", {.command = "panel.note_action",
                         .values = {{"reference", {before->referral.reference}}},
                         .button = "Note it",
                         .legend = "Who does what by when",
                         .quiet = true});
  if (records && panelHold(ask.tx, before->referral.id))
    paper.form("FOURTH", {.command = "panel.record_outcome",
                          .values = caseValues(before->referral),
                          .shape = recordShape(ask, *before),
                          .button = "Record",
                          .legend = "Record what came of it"});
  Shown shown;
  shown.title = "Before the panel: " + before->referral.reference;
  shown.back = "/panels/rounds/" + before->round.code;
  shown.subject = before->referral.reference;
  shown.model = paper.take();
  return shown;
}

}  // namespace

void offerCasePage(Offers& offers) {
  offers.pages.push_back({.path = "/panels/cases/{reference}",
                          .name = "panel.case",
                          .permission = "panel.see",
                          .says = "A case before a panel, as each member may see it.",
                          .file = "panel.tpl",
                          .commands = {"panel.add_information", "panel.vote", "panel.declare_interest",
                                       "panel.note_action", "panel.record_outcome", "panel.confirm_action"},
                          .fill = showCase});
}

}  // namespace capd::panels
