// The pack: every case of the agenda that this member may see, on one page for paper (PAN-10).

#include <fmt/format.h>

#include "CaseParts.h"
#include "cases/document/Document.h"
#include "cases/pupil/Pupil.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

// "yes", or what was written; several values stand on lines of their own.
std::string answer(const Answers& answers, const std::string& question) {
  const auto at = answers.find(question);
  return at == answers.end() ? "" : at->second;
}

void questions(Part& part, PageRequest& ask, const Before& before, const Answers& answers) {
  const PolicyShelf& policy = ask.services.policy();
  if (!before.referral.policyHash || !policy.has(*before.referral.policyHash)) return;
  const auto card = policy.programme(*before.referral.policyHash, before.referral.programme.value_or(""));
  if (!card) return;
  for (const PolicyQuestion& question : card->asks) {
    part.fact(question.says, answer(answers, question.id));
    for (const PanelRules* panel : before.year.panelsFor(card->name))
      for (const Finding& finding : findings(ask.tx, before.referral.id, panel->name))
        if (finding.question == question.id) part.fact("Found by the " + panel->title, finding.says);
  }
}

void insight(Part& part, PageRequest& ask, const Before& before) {
  for (const PanelOutcome& outcome : outcomesOf(ask.tx, before.referral.id)) {
    if (outcome.outcome != "reviewed") continue;
    const PanelRules* panel = before.year.panel(outcome.panel);
    part.fact(
        fmt::format("Insight of the {}, {}", panel == nullptr ? outcome.panel : panel->title, outcome.metOn.words()),
        outcome.says);
  }
}

std::string paperWords(const std::string& kind) {
  if (kind == "risk_assessment") return "Risk assessment";
  if (kind == "ehcp") return "EHC plan";
  if (kind == "support_plan") return "Support plan";
  if (kind == "behaviour_plan") return "Behaviour plan";
  return "Another paper";
}

void papers(Part& part, PageRequest& ask, const Before& before) {
  for (const Document& document : documents(ask.tx, before.referral.id))
    part.fact("Paper", fmt::format("{}, received {}", paperWords(document.kind), londonWords(document.uploaded)));
}

PageAnswer showPack(PageRequest& ask) {
  const auto rounds = panelRounds(ask.tx, ask.services.policy());
  const PanelRound* round = roundByCode(rounds, ask.part("round"));
  if (round == nullptr || (!round->agenda && !ask.viewer.seesAllCases())) return NotThere{};
  Paper paper("Panels", "Pack for " + roundWords(*round));
  paper.lead(fmt::format("Printed {} for {}. Personal data: bring it back or destroy it after the meeting.",
                         londonWords(ask.tx.now()), ask.viewer.name()));
  if (const auto closes = packCloses(ask.services.policy(), *round))
    paper.lead(*closes >= ask.tx.today()
                   ? "Add what your agency knows by " + closes->longWords() + "."
                   : "It closed on " + closes->longWords() + ": say at the meeting what you add now.");
  std::size_t shownCases = 0;
  for (const AgendaRow& row : round->id == 0 ? std::vector<AgendaRow>{} : agendaOf(ask.tx, round->id)) {
    const auto before = beforePanel(ask.tx, ask.services.policy(), row.reference);
    if (!before) continue;
    ++shownCases;
    caseParts(paper, ask, *before);
  }
  if (shownCases == 0) paper.lead("There is nothing for you in this pack.");
  Shown shown;
  shown.title = "Pack of a panel";
  shown.back = "/panels/rounds/" + round->code;
  shown.model = paper.take();
  return shown;
}

// What of a case has happened that this member asks about first.
std::string statusOf(PageRequest& ask, const Before& before) {
  if (ask.viewer.may("panel.record") && untold(ask.tx, before.referral.id)) return "The outcome is recorded";
  for (const Information& each : informations(ask.tx, before.referral.id))
    if (each.agency == before.seats.front().agency) return "Your agency’s part is in the pack";
  return {};
}

// The packs that a member has, each with its cases.
std::vector<Tile::Line> packLines(PageRequest& ask) {
  const PolicyShelf& policy = ask.services.policy();
  std::vector<Tile::Line> lines;
  for (const PanelRound& round : panelRounds(ask.tx, policy)) {
    if (round.id == 0 || !round.agenda) continue;
    std::vector<Tile::Line> cases;
    for (const AgendaRow& row : agendaOf(ask.tx, round.id)) {
      const auto before = beforePanel(ask.tx, policy, row.reference);
      if (!before || !before->member) continue;
      cases.push_back({.text = row.reference + ", " + titleOf(policy, row.programme),
                       .path = "/panels/cases/" + row.reference,
                       .due = {},
                       .status = statusOf(ask, *before)});
    }
    if (cases.empty()) continue;
    const auto closes = packCloses(policy, round);
    lines.push_back({.text = "Pack for " + roundWords(round),
                     .path = "/panels/rounds/" + round.code + "/pack",
                     .due = closes && *closes >= ask.tx.today() ? "closes on " + closes->longWords() : ""});
    lines.insert(lines.end(), cases.begin(), cases.end());
  }
  return lines;
}

}  // namespace

void caseParts(Paper& paper, PageRequest& ask, const Before& before) {
  const ReferralRecord& referral = before.referral;
  const bool provider = before.ofProvider();
  const Answers answers = currentAnswers(ask.tx, referral.id);
  Part part = paper.part(fmt::format("{}, {}", referral.reference, titleOf(ask.services.policy(), referral)));
  if (before.interest.grade == Grade::speaks) part.said(before.interest.why);
  if (!provider) {
    if (const auto pupil = findPupil(ask.tx, referral.pupil))
      part.fact("Pupil", pupil->name() + ", born " + pupil->born.words());
    if (const auto school = findOrganisation(ask.tx, referral.school)) part.fact("School", school->name);
  }
  if (const auto year = yearGroupOf(ask.tx, referral)) part.fact("Year group", std::to_string(*year));
  part.fact("Applied on", referral.applicationDate ? referral.applicationDate->words() : "");
  part.fact("Start asked for", referral.requestedStart ? referral.requestedStart->words() : "");
  if (!provider) part.fact("Needs", answer(answers, "needs.detail"));
  part.fact("Why it is right for this pupil", answer(answers, "reasons.rationale"));
  questions(part, ask, before, answers);
  if (provider) return;
  for (const Information& each : informations(ask.tx, referral.id)) part.fact(each.agencyName + " knows", each.says);
  insight(part, ask, before);
  papers(part, ask, before);
}

void offerPack(Offers& offers) {
  offers.pages.push_back({.path = "/panels/rounds/{round}/pack",
                          .name = "panel.pack",
                          .permission = "panel.see",
                          .says = "The cases of an agenda that are this member’s to see, on one page.",
                          .file = "panel.tpl",
                          .printable = true,
                          .fill = showPack});
  offers.tiles.push_back({.name = "panel.packs",
                          .permission = "panel.sit",
                          .order = 8,
                          .heading = "Before your panel",
                          .nothing = "No pack is open for you.",
                          .fill = packLines});
}

}  // namespace capd::panels
