// CAP's pages for setting a placement up: the list, the case with its week, CLM, Capita and the confirmation.

#include <fmt/format.h>

#include <algorithm>

#include "Ending.h"
#include "InWords.h"
#include "Processing.h"
#include "cases/organisation/Organisation.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Places.h"
#include "response_store.h"

namespace capd::response {
namespace {

Form<ReasonIn> reasonForm(const std::string& label, const std::string& missing) {
  Form<ReasonIn> form;
  caseFields(form);
  form.field(
      &ReasonIn::reason,
      {.name = "reason", .label = label, .kind = FieldKind::longText, .missing = missing, .least = 10, .most = 2000});
  return form;
}

// A yes that waits, as far as the order of those who wait for one course depends on it.
struct Waiting {
  ToProcess row;
  std::int64_t course = 0;
  bool sla = false;
  bool slaFirst = false;
};

Waiting waitingOf(ReadTx& tx, const Services& services, ToProcess row) {
  Waiting waiting{std::move(row)};
  const auto referral = findReferral(tx, waiting.row.reference);
  const auto choice = referral ? currentChoice(tx, *referral) : std::nullopt;
  if (!choice || waiting.row.state != "answered" || !referral->programme) return waiting;
  const auto hash = judgedBy(services, *referral, tx.today());
  const auto card =
      hash && services.policy().has(*hash) ? services.policy().programme(*hash, *referral->programme) : std::nullopt;
  waiting.course = choice->course;
  waiting.sla = hasSla(tx, *referral);
  waiting.slaFirst = card && comesFirstWithSla(*card);
  return waiting;
}

// Nearest deadline first; of those who wait for one course, schools that have bought in before others where policy
// says so: they change places among themselves, and nobody else moves.
std::vector<Waiting> inOrder(ReadTx& tx, const Services& services, std::vector<ToProcess> rows) {
  std::vector<Waiting> all;
  for (ToProcess& row : rows) all.push_back(waitingOf(tx, services, std::move(row)));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].slaFirst || all[i].sla) continue;
    for (std::size_t j = i + 1; j < all.size(); ++j)
      if (all[j].slaFirst && all[j].sla && all[j].course == all[i].course) {
        std::swap(all[i], all[j]);
        break;
      }
  }
  return all;
}

std::string stepOf(const Waiting& each) {
  if (each.row.state != "answered") return "CLM, Capita, then confirm";
  return std::string("The provider said yes: set it up") +
         (each.slaFirst && each.sla ? ". This school has bought in (SLA) and comes first" : "");
}

void lines(ReadTx& tx, const Services& services, Model& m) {
  m.list("ROW");
  for (const Waiting& each : inOrder(tx, services, toProcess(tx)))
    m.add("ROW")
        .set("REFERENCE", each.row.reference)
        .set("PATH", "/cases/" + each.row.reference + "/process")
        .set("STEP", stepOf(each))
        .set("DUE", each.row.due ? byWords(*each.row.due) : "")
        .show("LATE", each.row.due && *each.row.due <= tx.now());
}

PageAnswer listToProcess(PageRequest& ask) {
  Shown shown;
  shown.title = "Placements to set up";
  lines(ask.tx, ask.services, shown.model);
  shown.model.show("NONE", shown.model.sections().at("ROW").empty());
  return shown;
}

// The pupil's week as policy sees it, in words, with every rule that is not met.
void weekFacts(Model& m, const WeekJudgement& week) {
  fact(m, "Half days a week", fmt::format("{} here, {} elsewhere", week.own, week.elsewhere));
  m.list("RULE");
  if (!week.judgement) {
    m.add("RULE").set("SAYS", "No policy version covers this referral: it cannot be judged.").set("CLAUSE", "");
    return;
  }
  for (const RuleLine& rule : week.judgement->rules) {
    if (rule.result == RuleResult::met) continue;
    m.add("RULE")
        .set("SAYS", (rule.result == RuleResult::cannotTell ? "Cannot be told: " : "Not met: ") + rule.says + ". " +
                         rule.found + " " + rule.wouldChange)
        .set("CLAUSE", rule.clause);
  }
}

void answeredPart(PageRequest& ask, Model& m, const ReferralRecord& referral, const Response& answer,
                  const Course& course) {
  const auto last =
      lastDayOf(*ask.services.policy().calendar(), currentAnswers(ask.tx, referral.id), course, *answer.start);
  const auto grant = thirdDayOf(ask.tx, answer.id);
  fact(m, "Last day", last ? last->longWords() : "not known yet: the terms of that year are not in the calendar");
  if (grant) fact(m, "Third day", fmt::format("granted to {}: {}", grant->last.words(), grant->reason));
  const auto week = judgeWeek(ask.tx, ask.services, referral, sessionsFromText(answer.sessions), *answer.start, last);
  weekFacts(m, week);
  if (*answer.start < ask.tx.today())
    m.add("STATUS").set("SAYS",
                        "The first day of the answer has passed. Use “Ask the provider again” for a new first day.");
  m.form("PROCESS", {.command = "placement.process", .values = caseValues(referral), .button = "Set up the placement"});
  if (week.dayCap && !grant && ask.viewer.may("third_day.grant"))
    m.form("GRANT", {.command = "placement.grant_third_day",
                     .values = caseValues(referral),
                     .button = "Grant the third day",
                     .legend = "Third day"});
  m.form("AGAIN", {.command = "response.return",
                   .values = caseValues(referral),
                   .button = "Ask the provider again",
                   .legend = "If the answer cannot stand as it is",
                   .quiet = true});
}

void processingPart(PageRequest& ask, Model& m, const ReferralRecord& referral, const Placement& placement) {
  m.list("RULE");
  fact(m, "Placement", placement.reference);
  fact(m, "Last day", placement.lastDay ? placement.lastDay->longWords() : "not known yet");
  fact(m, "CLM", placement.onClm ? "ticked off, " + londonWords(*placement.onClm) : "to be entered");
  fact(m, "Capita", placement.onCapita ? "ticked off, " + londonWords(*placement.onCapita) : "to be entered");
  if (referral.state != ReferralState::processing) return;
  Model& copy = m.add("COPY");
  copy.list("LINE");
  const std::string block = copyBlock(ask.tx, ask.services, referral, placement);
  for (std::string_view rest = block; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    copy.add("LINE").set("TEXT", std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (!placement.onClm)
    m.form("CLM", {.command = "placement.tick_clm", .values = caseValues(referral), .button = "It is in CLM"});
  if (!placement.onCapita)
    m.form("CAPITA", {.command = "placement.tick_capita", .values = caseValues(referral), .button = "It is in Capita"});
  if (placement.onClm && placement.onCapita)
    m.form("CONFIRM",
           {.command = "placement.confirm", .values = caseValues(referral), .button = "Confirm and tell the school"});
}

// The way out between setting up and the start; after it, the school or the provider withdraws.
void stopPart(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  if (referral.state == ReferralState::active)
    m.add("STATUS").set("SAYS",
                        "The pupil has started. Leaving early is a withdrawal, which the school or the provider writes "
                        "on the placement’s page.");
  if (referral.state != ReferralState::processing && referral.state != ReferralState::confirmed) return;
  if (!ask.viewer.may("placement.stop")) return;
  m.form("STOP", {.command = "placement.stop",
                  .values = caseValues(referral),
                  .button = "Stop the placement",
                  .warning = true,
                  .legend = "If the pupil will not start"});
}

PageAnswer showProcess(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  if (!referral) return NotThere{};
  const auto choice = currentChoice(ask.tx, *referral);
  const auto answer = latestResponse(ask.tx, referral->id);
  const auto course = choice ? findCourse(ask.tx, choice->course) : std::nullopt;
  if (!answer || !answer->yes || !course || !answer->start) return NotThere{};
  Shown shown;
  shown.title = "Set up: " + referral->reference;
  shown.back = "/process";
  shown.subject = referral->reference;
  Model& m = shown.model;
  m.set("REFERENCE", referral->reference).list("FACT").list("COPY").list("STATUS").list("OPEN");
  if (const auto pupil = findPupil(ask.tx, referral->pupil)) fact(m, "Pupil", pupil->name());
  if (const auto school = findOrganisation(ask.tx, referral->school)) fact(m, "School", school->name);
  fact(m, "Provider", course->providerName);
  fact(m, "Course", course->title);
  fact(m, "Answered", londonWords(answer->given));
  fact(m, "Interview",
       answer->interviewOn ? fmt::format("{}: {}", answer->interviewOn->words(), answer->interviewWho) : "");
  fact(m, "Days", sessionsInWords(sessionsFromText(answer->sessions)));
  fact(m, "Start", answer->start->longWords());
  if (const auto contact =
          referral->monitoringOfficer ? contactOfAccount(ask.tx, *referral->monitoringOfficer) : std::nullopt)
    fact(m, "Monitoring officer", contact->name);
  const auto placement = placementOfCase(ask.tx, referral->id);
  if (referral->state == ReferralState::answered) {
    answeredPart(ask, m, *referral, *answer, *course);
  } else if (placement) {
    processingPart(ask, m, *referral, *placement);
    if (referral->state == ReferralState::confirmed)
      m.add("STATUS").set("SAYS", fmt::format("Confirmed: starts {}. Not before.", dayWords(placement->start)));
    stopPart(ask, m, *referral);
    m.add("OPEN").set("PATH", "/placements/" + referral->reference);
  } else {
    return NotThere{};
  }
  return shown;
}

}  // namespace

void offerProcessing(Offers& offers) {
  offers.command(CommandOf<CaseIn, PreparedProcess>{
      .name = "placement.process",
      .permission = "placement.process",
      .says = "Sets a placement up with the start and days of the provider's answer.",
      .form = caseForm(),
      .prepare = prepareProcess,
      .apply = process,
      .moves = {{"answered", "processing", "CAP sets the place up"}}});
  offers.command(CommandOf<CaseIn>{
      .name = "placement.tick_clm",
      .permission = "placement.process",
      .says = "Ticks off that a placement is entered in CLM.",
      .form = caseForm(),
      .apply = [](WriteTx& tx, const CaseIn& in, const Nothing&) { return tick(tx, in, System::clm); }});
  offers.command(CommandOf<CaseIn>{
      .name = "placement.tick_capita",
      .permission = "placement.process",
      .says = "Ticks off that a placement is entered in Capita.",
      .form = caseForm(),
      .apply = [](WriteTx& tx, const CaseIn& in, const Nothing&) { return tick(tx, in, System::capita); }});
  offers.command(
      CommandOf<CaseIn, PreparedConfirm>{.name = "placement.confirm",
                                         .permission = "placement.process",
                                         .says = "Confirms a placement and tells the school and the provider.",
                                         .form = caseForm(),
                                         .prepare = prepareConfirm,
                                         .apply = confirm,
                                         .moves = {{"processing", "confirmed", "CAP confirms the place"}}});
  offers.command(CommandOf<ReasonIn, PreparedGrant>{
      .name = "placement.grant_third_day",
      .permission = "third_day.grant",
      .says = "Grants a third day for a provider's answer, for as long as policy allows.",
      .form = reasonForm("Why is a third day right for this pupil?", "Say why a third day is right for this pupil"),
      .prepare = prepareGrant,
      .apply = grantThirdDay});
  offers.command(CommandOf<ReasonIn, PreparedAgain>{
      .name = "response.return",
      .permission = "placement.process",
      .says = "Asks the provider again when its yes cannot stand as given.",
      .form = reasonForm("What does CAP ask the provider?", "Say what you ask the provider"),
      .prepare = prepareAgain,
      .apply = askAgain,
      .moves = {{"answered", "sent", "CAP returns the answer"}}});
  offers.command(CommandOf<ReasonIn, PreparedStop>{
      .name = "placement.stop",
      .permission = "placement.stop",
      .says = "Stops a placement that is set up, before the pupil has started, and tells both sides.",
      .form = reasonForm("Why is the placement stopped? The school reads this.", "Say why the placement is stopped"),
      .prepare = prepareStop,
      .apply = stop,
      .moves = {{"processing", "withdrawn", "CAP stops it"}, {"confirmed", "withdrawn", "CAP stops it"}}});
  offers.pages.push_back({.path = "/process",
                          .name = "process",
                          .permission = "placement.process",
                          .says = "Placements that CAP has to set up, nearest deadline first.",
                          .file = "process_list.tpl",
                          .fill = listToProcess});
  offers.pages.push_back(
      {.path = "/cases/{reference}/process",
       .name = "process.one",
       .permission = "placement.see_setup",
       .says = "Sets one placement up.",
       .file = "process.tpl",
       .commands = {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm",
                    "placement.grant_third_day", "response.return", "placement.stop"},
       .fill = showProcess});
  offers.navigation.push_back({"To set up", "/process", "placement.process", 12});
}

}  // namespace capd::response
