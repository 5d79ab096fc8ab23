// A school whose papers are not complete hears of it once more before the pack closes (OPEN-18). The panel looks at the
// case all the same; the check before release stands after it (REF-58).

#include <fmt/format.h>

#include "Letters.h"
#include "base/Rhythm.h"
#include "cases/hold/Hold.h"
#include "cases/mail/Letter.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

struct ChaseIn {
  std::string reference;
  std::string round;
};

struct ChasePlan {
  std::int64_t round = 0;
  std::optional<Date> closes;
  LetterSite site;
};

Form<ChaseIn> chaseForm() {
  Form<ChaseIn> form;
  form.field(&ChaseIn::reference,
             {.name = "reference", .label = "Reference", .missing = "Enter the reference", .most = 20});
  form.field(&ChaseIn::round, {.name = "round", .label = "Round", .missing = "Enter the round", .most = 60});
  return form;
}

// What the school was asked for and has not sent.
bool isOwed(ReadTx& tx, std::int64_t caseId) {
  for (const Hold& hold : openHolds(tx, caseId))
    if (hold.kind != "panel" && hold.kind != "other" &&
        (!hold.answered || (hold.asked && *hold.asked > *hold.answered)))
      return true;
  return false;
}

std::optional<Date> chasedOn(const PolicyShelf& policy, const PanelRound& round) {
  const auto closes = packCloses(policy, round);
  const auto hash = policy.versionFor(round.deadline, round.deadline);
  const auto within = hash ? policy.setting(*hash, "pack_chased_before") : std::nullopt;
  if (!closes || !within || within->most <= 0) return std::nullopt;
  return before(*closes, {within->most, Unit::workingDays}, *policy.calendar());
}

Prepared<ChasePlan> prepareChase(Preparing& at, const ChaseIn& in) {
  const auto rounds = panelRounds(at.tx, at.services.policy());
  const PanelRound* round = roundByCode(rounds, in.round);
  if (round == nullptr) return Refused::notThere();
  return ChasePlan{round->id, packCloses(at.services.policy(), *round), letterSite(at.services)};
}

Outcome chase(WriteTx& tx, const ChaseIn& in, const ChasePlan& plan) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !plan.closes) return Refused::notThere();
  if (roundOfCase(tx, referral->id) != plan.round)
    return Refused(Refused::Kind::conflict, "", "This referral does not wait for that round. The school is not asked.");
  if (referral->state != ReferralState::submitted || !isOwed(tx, referral->id) || wasChased(tx, referral->id))
    return Refused(Refused::Kind::conflict, "",
                   "The school owes nothing on this referral, or was told already. It is not asked.");
  letterToSchool(tx, *referral,
                 {.kind = kBeforeThePackCloses,
                  .subject = referral->reference,
                  .caseId = referral->id,
                  .slots = {{"by_when", SlotValue::day(*plan.closes)}},
                  .site = plan.site,
                  .reason = "holds",
                  .reasonId = referral->id});
  markChased(tx, referral->id);
  addStep(tx, referral->id,
          {"panel", "The school was told what is missing before the panel’s pack closes.", Audience::schoolAndCap});
  return done(*referral, "The school is told.");
}

std::vector<std::pair<std::string, FieldTexts>> toChase(ReadTx& tx, const Services& services) {
  std::vector<std::pair<std::string, FieldTexts>> commands;
  for (const PanelRound& round : panelRounds(tx, services.policy())) {
    const auto day = round.id == 0 ? std::nullopt : chasedOn(services.policy(), round);
    const auto closes = packCloses(services.policy(), round);
    if (!day || tx.today() < *day || tx.today() > *closes) continue;
    for (const AgendaRow& row : agendaOf(tx, round.id))
      if (isOwed(tx, row.caseId) && !wasChased(tx, row.caseId))
        commands.push_back({"panel.chase", {{"reference", {row.reference}}, {"round", {round.code}}}});
  }
  return commands;
}

}  // namespace

void offerChasing(Offers& offers) {
  offers.command(CommandOf<ChaseIn, ChasePlan>{
      .name = "panel.chase",
      .permission = "panel.work",
      .says = "Tells a school what is missing before a panel’s pack closes; once a round.",
      .form = chaseForm(),
      .prepare = prepareChase,
      .apply = chase});
  offers.jobs.push_back({"panel.chase", "Asks schools for what is missing before a pack closes.", 3600, toChase});
}

}  // namespace capd::panels
