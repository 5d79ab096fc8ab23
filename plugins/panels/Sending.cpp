// Telling the school: looked at as it will read it, then sent, and what the outcome does to the case (PAN-06, NOT-05,
// REF-38, REF-39, REF-58).

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "Paper.h"
#include "cases/duty/Duty.h"
#include "cases/hold/Hold.h"
#include "cases/mail/Letter.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

constexpr std::string_view kFirstLook = "desk.first_look";
constexpr std::string_view kChooseCourse = "choose_course";

struct SendPlan {
  std::vector<PanelYear> years;
  std::string otherTitle;  ///< of the programme that is suggested instead
  Deadline lookDue;
  LetterSite site;
};

int lookDays(const PolicyShelf& policy, const ReferralRecord& referral) {
  const auto value = referral.policyHash && policy.has(*referral.policyHash)
                         ? policy.setting(*referral.policyHash, "first_look_within")
                         : std::nullopt;
  return value && value->most > 0 ? static_cast<int>(value->most) : 2;
}

SendPlan planFor(ReadTx& tx, const Services& services, const ReferralRecord& referral, const PanelOutcome& outcome) {
  const PolicyShelf& policy = services.policy();
  return {policy.panelYears(), outcome.programme ? titleOf(policy, *outcome.programme) : "",
          withinWorkingDays(*policy.calendar(), tx.today(), lookDays(policy, referral)), letterSite(services)};
}

Prepared<SendPlan> prepareSend(Preparing& at, const CaseIn& in) {
  const auto referral = findReferral(at.tx, in.reference);
  if (!referral || !at.tx.viewer().seesAllCases()) return Refused::notThere();
  const auto outcome = untold(at.tx, referral->id);
  if (!outcome)
    return Refused(Refused::Kind::conflict, "",
                   "There is no outcome that the school has not been told. Record it first.");
  return planFor(at.tx, at.services, *referral, *outcome);
}

// What the school reads on its page.
std::string toSchool(const PanelOutcome& outcome, const std::string& back, const std::string& otherTitle) {
  const std::string day = outcome.metOn.words();
  std::string says;
  if (outcome.outcome == "agreed") says = fmt::format("The panel of {} agreed.", day);
  if (outcome.outcome == "not_agreed") says = fmt::format("The panel of {} did not agree.", day);
  if (outcome.outcome == "different_support")
    says = fmt::format("The panel of {} suggests different support: {}. All your answers stay. Choose a course.", day,
                       otherTitle);
  if (outcome.outcome == "more_information")
    says = fmt::format("The panel of {} needs more information.{}", day,
                       back.empty() ? "" : " It comes back to " + back + ".");
  if (outcome.outcome == "next_meeting") says = fmt::format("The panel of {} moved this to {}.", day, back);
  if (outcome.chairsAction) says += " Chair and vice chair decided it between two meetings.";
  return outcome.says.empty() ? says : says + " " + outcome.says;
}

NewLetter outcomeLetter(const ReferralRecord& referral, const LetterSite& site) {
  return {.kind = kPanelOutcome,
          .subject = referral.reference,
          .caseId = referral.id,
          .slots = {},
          .site = site,
          .reason = "outcome",
          .reasonId = referral.id};
}

void tellSchool(WriteTx& tx, const ReferralRecord& referral, const SendPlan& plan) {
  letterToSchool(tx, referral, outcomeLetter(referral, plan.site));
}

void look(WriteTx& tx, const ReferralRecord& referral, const PanelOutcome& outcome, const Deadline& due,
          const std::string& says) {
  openOneDuty(tx, {.kind = std::string(kFirstLook),
                   .subject = referral.reference,
                   .occurrence = "panel-" + outcome.metOn.iso() + "-" + std::to_string(referral.version),
                   .caseId = referral.id,
                   .organisation = capOrganisation(tx),
                   .role = "cap.admin",
                   .says = referral.reference + ": " + says,
                   .clause = "000 App.2 step 6; the days are provisional",
                   .due = due});
}

bool lookIsOpen(ReadTx& tx, std::int64_t caseId) {
  for (const Duty& duty : dutiesOfCase(tx, caseId))
    if (duty.kind == kFirstLook) return true;
  return false;
}

PanelYear yearIn(const SendPlan& plan, const std::string& year) {
  for (const PanelYear& each : plan.years)
    if (each.year == year) return each;
  return {year, {}, {}, {}};
}

/// One outcome, taken to the case.
class Taking {
 public:
  Taking(WriteTx& tx, ReferralRecord& referral, const PanelOutcome& outcome, const SendPlan& plan)
      : tx_(tx), referral_(referral), outcome_(outcome), plan_(plan), hold_(panelHold(tx, referral.id).value_or(0)) {}

  std::string run() {
    const auto back = outcome_.nextRound ? keptRound(tx_, *outcome_.nextRound) : std::nullopt;
    const std::string says = toSchool(outcome_, back ? roundWords(*back) : "", plan_.otherTitle);
    const Step step{"panel", says, Audience::schoolAndCap};
    if (outcome_.outcome == "not_agreed") return refuse(step);
    addStep(tx_, referral_.id, step);
    if (outcome_.outcome == "agreed") return agree();
    if (outcome_.outcome == "different_support") return convert();
    if (outcome_.outcome == "more_information") return ask(back);
    if (back) placeCase(tx_, referral_, *back, yearIn(plan_, back->year), "");
    return "The school is told. It waits for the next meeting.";
  }

 private:
  void leave(const std::string& says) {
    if (hold_ != 0) closeHold(tx_, hold_, says);
    const auto round = roundOfCase(tx_, referral_.id);
    if (const auto kept = round ? keptRound(tx_, *round) : std::nullopt)
      closeToMembers(tx_, referral_.id, agenciesFor(tx_, yearIn(plan_, kept->year), referral_.programme.value_or("")));
    leaveRound(tx_, referral_.id);
  }

  std::string agree() {
    leave(fmt::format("The panel of {} agreed.", outcome_.metOn.words()));
    look(tx_, referral_, outcome_, plan_.lookDue, "the panel agreed, check it");
    touchReferral(tx_, referral_);
    return "The school is told. Check the risk assessment and the rest before you send it to the provider.";
  }

  std::string refuse(const Step& step) {
    leave(fmt::format("The panel of {} did not agree.", outcome_.metOn.words()));
    moveReferral(tx_, referral_, ReferralState::refused, step);
    for (const Hold& hold : openHolds(tx_, referral_.id)) closeHold(tx_, hold.id, "The panel did not agree.");
    closeAllDuties(tx_, referral_.id, "not_needed");
    return "The school is told. The referral ends here.";
  }

  // The same referral, with its date, its papers and every answer, as one to another programme.
  std::string convert() {
    leave(fmt::format("The panel of {} suggests different support.", outcome_.metOn.words()));
    referral_.programme = outcome_.programme;
    setChoices(tx_, referral_.id, {});
    referral_.choice = std::nullopt;
    saveReferral(tx_, referral_);
    markAsked(tx_, putHold(tx_, referral_.id, "missing_data", kChooseCourse,
                           "Choose a course of the programme that the panel suggests."));
    return "The school is told, and chooses a course of the other programme on its page. All its answers stay.";
  }

  // The mail of the outcome tells the school to read it: it is asked.
  std::string ask(const std::optional<PanelRound>& back) {
    markAsked(tx_, putHold(tx_, referral_.id, "missing_data", "cap.panel-" + outcome_.metOn.iso(), outcome_.says));
    if (back) {
      placeCase(tx_, referral_, *back, yearIn(plan_, back->year), "");
    } else {
      if (!lookIsOpen(tx_, referral_.id))
        look(tx_, referral_, outcome_, plan_.lookDue, "agree with the panel when it comes back");
      touchReferral(tx_, referral_);
    }
    return "The school is told, and what the panel wants to know stands as a hold.";
  }

  WriteTx& tx_;
  ReferralRecord& referral_;
  const PanelOutcome& outcome_;
  const SendPlan& plan_;
  std::int64_t hold_;
};

Outcome send(WriteTx& tx, const CaseIn& in, const SendPlan& plan) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !tx.viewer().seesAllCases()) return Refused::notThere();
  if (in.version != referral->version)
    return Refused::stale("Something changed on this case while you had the page open. Nothing was sent. Look again.");
  const auto outcome = untold(tx, referral->id);
  if (!outcome || referral->state != ReferralState::submitted)
    return Refused(Refused::Kind::conflict, "", "There is no outcome that the school has not been told.");
  if (const std::string waits = notConfirmed(tx, *outcome); !waits.empty())
    return Refused(
        Refused::Kind::conflict, "",
        fmt::format("Chair and vice chair decide it together, and {} has not confirmed it yet. It is asked for "
                    "on their first page.",
                    waits));
  markTold(tx, outcome->id);
  closeDuties(tx, kOutcome, referral->reference);
  std::string says = Taking(tx, *referral, *outcome, plan).run();
  tellSchool(tx, *referral, plan);
  if (tx.now() >= *outcome->due)
    says += fmt::format(" The school should have heard by {}.", londonDate(outcome->due->plusMs(-1)).longWords());
  Done it = done(*referral, says);
  it.next = "/cases/" + referral->reference;
  return it;
}

Form<CaseIn> sendForm() {
  Form<CaseIn> form;
  caseFields(form);
  return form;
}

// The limit may fall where no school is open: told then, it is told to nobody.
std::string holidayWarning(const PolicyShelf& policy, const PanelOutcome& outcome) {
  const Date limit = londonDate(outcome.due->plusMs(-1));
  const auto reached = reachesAPersonBy(*policy.calendar(), outcome.metOn, limit);
  if (!reached) return {};
  if (*reached < limit)
    return fmt::format(
        "Schools are closed on {}, the last day on which it can be told. Send it by {}: then it reaches a "
        "person.",
        limit.longWords(), reached->longWords());
  return fmt::format("Schools are closed until {}. It has to be told by {} all the same; ring them as well.",
                     reached->longWords(), limit.longWords());
}

PageAnswer preview(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  const auto outcome = referral ? untold(ask.tx, referral->id) : std::nullopt;
  if (!referral) return NotThere{};
  if (!outcome) return GoTo{"/cases/" + referral->reference};
  const SendPlan plan = planFor(ask.tx, ask.services, *referral, *outcome);
  const auto back = outcome->nextRound ? keptRound(ask.tx, *outcome->nextRound) : std::nullopt;
  Shown shown;
  shown.title = "Send the panel’s outcome: " + referral->reference;
  shown.back = "/panels/cases/" + referral->reference;
  shown.subject = referral->reference;
  Model& m = shown.model;
  const NewMail mail = letterMail(ask.tx, outcomeLetter(*referral, plan.site));
  m.set("REFERENCE", referral->reference).set("SUBJECT", mail.subject);
  setLines(m, "BODY", mail.body);
  setLines(m, "SAYS", toSchool(*outcome, back ? roundWords(*back) : "", plan.otherTitle));
  m.set("TOLD", toldWords(*outcome, ask.tx.now()) + ".");
  const std::string warning = holidayWarning(ask.services.policy(), *outcome);
  m.list("WARNING");
  if (!warning.empty()) m.add("WARNING").set("TEXT", warning);
  if (const std::string waits = notConfirmed(ask.tx, *outcome); !waits.empty())
    m.add("WARNING").set("TEXT", "It can’t be sent yet: " + waits + " has not confirmed it.");
  m.form("FORM", {.command = "panel.send_outcome", .values = caseValues(*referral), .button = "Send it to the school"});
  return shown;
}

}  // namespace

void offerSending(Offers& offers) {
  offers.command(CommandOf<CaseIn, SendPlan>{.name = "panel.send_outcome",
                                             .permission = "panel.work",
                                             .says = "Tells the school what a panel decided, and lets the referral go "
                                                     "on.",
                                             .form = sendForm(),
                                             .prepare = prepareSend,
                                             .apply = send,
                                             .moves = {{"submitted", "refused", "The panel did not agree", true}}});
  offers.pages.push_back({.path = "/panels/cases/{reference}/send",
                          .name = "panel.send",
                          .permission = "panel.work",
                          .says = "The outcome as the school will read it, before it is sent.",
                          .file = "send.tpl",
                          .commands = {"panel.send_outcome"},
                          .fill = preview});
}

}  // namespace capd::panels
