// The sweep (CAL-35): renewals are asked for before their policy date, decisions when it has passed. It only names
// commands; each runs by itself, and a second run finds nothing.

#include "People.h"

namespace capd::staff {
namespace {

constexpr std::int64_t kEvery = 60 * 60;
constexpr std::size_t kMostAtOnce = 500;

struct AskIn {
  std::string member;
  Date about;
};

Form<AskIn> askForm() {
  Form<AskIn> form;
  form.field(&AskIn::member, memberField());
  form.field(&AskIn::about,
             {.name = "about", .label = "About which day?", .kind = FieldKind::date, .missing = "Enter the day"});
  return form;
}

std::string keyOf(const AskIn& in) { return in.member + ":" + in.about.iso(); }

Prepared<Times> prepareTimes(Preparing& at, const AskIn&) { return timesOf(at.services, at.tx.today()); }

Refused nothingToAsk() {
  return Refused(Refused::Kind::conflict, "", "The record does not ask for this today. Nothing was changed.");
}

Outcome renewal(WriteTx& tx, const AskIn& in, const Times& times) {
  auto found = whom(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& member = std::get<StaffMember>(found);
  if (!times.rules || !member.lastCheck || *member.lastCheck != in.about || !times.rules->asksNow(in.about, tx.today()))
    return nothingToAsk();
  askRenewal(tx, member, times.rules->policyDate(in.about));
  noteRenewalAsked(tx, member);
  return told(member, "The renewal is asked for.");
}

Outcome decision(WriteTx& tx, const AskIn& in, const Times& times) {
  auto found = whom(tx, in.member);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& member = std::get<StaffMember>(found);
  if (member.standing == "supervised" && member.standingUntil == in.about && in.about < tx.today()) {
    askDecision(tx, member, in.about, "supervised work was agreed until " + in.about.words() + ". Decide again");
  } else if (times.rules && member.standing.empty() && member.lastCheck == in.about &&
             times.rules->hasPassed(in.about, tx.today())) {
    const Date policyDate = times.rules->policyDate(in.about);
    askDecision(tx, member, policyDate, passedWords(policyDate));
  } else {
    return nothingToAsk();
  }
  noteDecisionAsked(tx, member, in.about);
  return told(member, "The decision is asked for.");
}

std::vector<std::pair<std::string, FieldTexts>> sweep(ReadTx& tx, const Services& services) {
  std::vector<std::pair<std::string, FieldTexts>> commands;
  const auto rules = staffRules(services.policy(), tx.today());
  if (!rules) {
    services.log("no policy covers today: nobody is asked to renew a DBS check");
    return commands;
  }
  for (const StaffMember& member : renewalsToAsk(tx, *rules, kMostAtOnce))
    commands.push_back({"staff.ask_renewal", {{"member", {member.code}}, {"about", {member.lastCheck->iso()}}}});
  for (const StaffMember& member : decisionsToAsk(tx, *rules, kMostAtOnce)) {
    const Date about = member.standing.empty() ? *member.lastCheck : *member.standingUntil;
    commands.push_back({"staff.ask_decision", {{"member", {member.code}}, {"about", {about.iso()}}}});
  }
  return commands;
}

}  // namespace

void offerAsking(Offers& offers) {
  offers.command(CommandOf<AskIn, Times>{.name = "staff.ask_renewal",
                                         .permission = "staff.judge",
                                         .says = "Asks a provider to renew somebody’s DBS check.",
                                         .form = askForm(),
                                         .naturalKey = keyOf,
                                         .prepare = prepareTimes,
                                         .apply = renewal});
  offers.command(CommandOf<AskIn, Times>{.name = "staff.ask_decision",
                                         .permission = "staff.judge",
                                         .says = "Asks CAP’s quality officer to decide about a passed policy date.",
                                         .form = askForm(),
                                         .naturalKey = keyOf,
                                         .prepare = prepareTimes,
                                         .apply = decision});
  offers.jobs.push_back({"staff.dbs", "Finds DBS checks whose policy date is near or has passed.", kEvery, sweep});
}

}  // namespace capd::staff
