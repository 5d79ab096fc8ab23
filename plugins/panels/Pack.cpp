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

void papers(Part& part, PageRequest& ask, const Before& before) {
  for (const Document& document : documents(ask.tx, before.referral.id))
    part.fact("Paper", fmt::format("{}, received {}", document.kind, londonWords(document.uploaded)));
}

PageAnswer showPack(PageRequest& ask) {
  const auto rounds = panelRounds(ask.tx, ask.services.policy());
  const PanelRound* round = roundByCode(rounds, ask.part("round"));
  if (round == nullptr || (!round->agenda && !ask.viewer.seesAllCases())) return NotThere{};
  Paper paper("Panels", "Pack for " + roundWords(*round));
  paper.lead(fmt::format("Printed {} for {}. Personal data: bring it back or destroy it after the meeting.",
                         londonWords(ask.tx.now()), ask.viewer.name()));
  if (const auto closes = packCloses(ask.services.policy(), *round))
    paper.lead("Add what your agency knows by " + closes->longWords() + ".");
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
}

}  // namespace capd::panels
