// Every coming round is written down before it falls due; when its moment has come it is opened once, by whoever holds
// the lease, or left out with the reason.

#include <fmt/format.h>

#include <algorithm>

#include "Clock.h"

namespace capd::clock {
namespace {

constexpr std::int64_t kOnTimeMs = 3600 * 1000;  // opened within the hour is on time

using Commands = std::vector<std::pair<std::string, FieldTexts>>;

// --- planning -----------------------------------------------------------------------------------

std::vector<Round> roundsOf(const Rules& rules) {
  std::vector<Round> all;
  for (const ScheduledRule& rule : rules.all)
    for (const Period& period : periodsOf(*rules.calendar, rule.every, rule.year))
      if (const auto round = roundOf(rule, period, *rules.calendar)) all.push_back(*round);
  return all;
}

struct Plan {
  std::vector<Round> rounds;
  std::map<std::string, std::string> duty;  ///< by rule
};

Prepared<Plan> preparePlan(Preparing& at, const Nothing&) {
  const Rules rules = rulesNow(at.services, at.tx.today());
  Plan plan;
  for (const ScheduledRule& rule : rules.all) plan.duty[rule.name] = rule.duty;
  for (Round& round : roundsOf(rules))
    if (!isPlanned(at.tx, round)) plan.rounds.push_back(std::move(round));
  return plan;
}

Outcome plan(WriteTx& tx, const Nothing&, const Plan& plan) {
  int changed = 0;
  for (const Round& round : plan.rounds)
    if (planRound(tx, round, plan.duty.at(round.rule))) ++changed;
  Done done;
  done.says = fmt::format("{} rounds were written down or moved.", changed);
  done.subject = "schedule";
  return done;
}

// --- deciding -----------------------------------------------------------------------------------

struct RoundIn {
  std::string rule;
  std::string period;
};

Form<RoundIn> roundForm() {
  Form<RoundIn> form;
  form.field(&RoundIn::rule, {.name = "rule", .label = "Rule", .missing = "Name the rule", .most = 80});
  form.field(&RoundIn::period,
             {.name = "period", .label = "Period", .hint = "2025-26/h4", .missing = "Name the period", .most = 20});
  return form;
}

std::string keyOf(const RoundIn& in) { return in.rule + "@" + in.period; }

const ScheduledRule* ruleOf(const Rules& rules, const RoundIn& in) {
  for (const ScheduledRule& rule : rules.all)
    if (rule.name == in.rule && in.period.compare(0, rule.year.size(), rule.year) == 0) return &rule;
  return nullptr;
}

Refused noSuchRound() {
  return Refused(Refused::Kind::conflict, "", "There is no such round to be decided. `capd job list` shows them.");
}

struct Opening {
  RoundOpens event;
  std::string late;
};

Prepared<Opening> prepareOpen(Preparing& at, const RoundIn& in) {
  const Rules rules = rulesNow(at.services, at.tx.today());
  const ScheduledRule* rule = ruleOf(rules, in);
  const auto round = findRound(at.tx, in.rule, in.period);
  if (rule == nullptr || !round || round->state != "planned") return noSuchRound();
  if (round->opens > at.tx.now())
    return Refused(Refused::Kind::conflict, "", fmt::format("It opens on {}, not before.", londonWords(round->opens)));
  Opening opening;
  opening.event.rule = rule->name;
  opening.event.duty = rule->duty;
  opening.event.period = round->period;
  opening.event.words = round->words;
  opening.event.clause = rule->clause;
  opening.event.due = round->due;
  // Nobody can keep a deadline that was over before they heard of it.
  const Deadline fair = withinWorkingDays(*rules.calendar, at.tx.today(), static_cast<int>(rules.lateWorkDays));
  const std::int64_t late = at.tx.now().ms - round->opens.ms;
  if (late > kOnTimeMs) {
    opening.late = " It was opened " + lateInWords(late) + ".";
    if (round->due <= at.tx.now()) {
      opening.event.due = fair;
      opening.late += fmt::format(" It had fallen due by then: due on {} instead.", londonWords(fair.at.plusMs(-1)));
    }
  }
  return opening;
}

Outcome open(WriteTx& tx, const RoundIn& in, const Opening& opening) {
  std::int64_t opened = -1;
  RoundOpens event = opening.event;
  event.opened = &opened;
  tx.emit(event);
  if (opened < 0)
    return Refused(Refused::Kind::busy, "", "The part of the service that does this is not there. It stays planned.");
  const std::string says = fmt::format("{} opened.{}", opened, opening.late);
  if (!decideRound(tx, in.rule, in.period, "opened", says)) return noSuchRound();
  Done done;
  done.says = says;
  done.subject = keyOf(in);
  return done;
}

struct SkipIn : RoundIn {
  std::string why;
};

Outcome skip(WriteTx& tx, const SkipIn& in, const Nothing&) {
  if (!decideRound(tx, in.rule, in.period, "skipped", in.why)) return noSuchRound();
  Done done;
  done.says = in.why;
  done.subject = keyOf(in);
  return done;
}

std::pair<std::string, FieldTexts> opens(const Round& round) {
  return {"round.open", {{"rule", {round.rule}}, {"period", {round.period}}}};
}

std::pair<std::string, FieldTexts> skips(const Round& round, const std::string& why) {
  return {"round.skip", {{"rule", {round.rule}}, {"period", {round.period}}, {"why", {why}}}};
}

// What becomes of the rounds of one rule whose moment has come, by what the rule of its own year says of missed ones.
void decide(const std::vector<Round>& due, const Rules& rules, Instant now, Commands& commands) {
  for (std::size_t i = 0; i < due.size(); ++i) {
    const Round& round = due[i];
    const ScheduledRule* rule = ruleOf(rules, {round.rule, round.period});
    if (rule == nullptr) continue;
    const Missed missed = rule->missed;
    const std::int64_t late = now.ms - round.opens.ms;
    if (missed == Missed::latest && i + 1 < due.size())
      commands.push_back(skips(round, "Nobody ran it in time: " + due.back().words + " stands for it."));
    else if (missed == Missed::skip && late >= kDayMs)
      commands.push_back(skips(round, "Nobody ran it on its day: " + lateInWords(late) + "."));
    else
      commands.push_back(opens(round));
  }
}

Commands runRounds(ReadTx& tx, const Services& services) {
  const Rules rules = rulesNow(services, tx.today());
  Commands commands;
  std::map<std::string, std::vector<Round>> due;
  for (Round& round : roundsToDecide(tx)) due[round.rule].push_back(std::move(round));
  bool toPlan = false;
  for (Round& round : roundsOf(rules)) {
    if (isPlanned(tx, round)) continue;
    toPlan = true;
    // One that is known only now and open already need not wait for the next time.
    if (!findRound(tx, round.rule, round.period) && round.opens <= tx.now() && round.due > tx.now())
      due[round.rule].push_back(std::move(round));
  }
  if (toPlan) commands.push_back({"round.plan", {}});
  for (const auto& [name, all] : due) decide(all, rules, tx.now(), commands);
  return commands;
}

}  // namespace

void offerRounds(Offers& offers) {
  offers.command(CommandOf<Nothing, Plan>{.name = "round.plan",
                                          .permission = "schedule.run",
                                          .says = "Writes down what comes round by itself, before it falls due.",
                                          .form = {},
                                          .prepare = preparePlan,
                                          .apply = plan});
  offers.command(CommandOf<RoundIn, Opening>{.name = "round.open",
                                             .permission = "schedule.run",
                                             .says = "Opens the duties of a round whose moment has come.",
                                             .form = roundForm(),
                                             .naturalKey = keyOf,
                                             .prepare = prepareOpen,
                                             .apply = open});
  Form<SkipIn> form;
  form.field(&SkipIn::rule, {.name = "rule", .label = "Rule", .missing = "Name the rule", .most = 80});
  form.field(&SkipIn::period, {.name = "period", .label = "Period", .missing = "Name the period", .most = 20});
  form.field(&SkipIn::why, {.name = "why", .label = "Why is it left out?", .missing = "Say why", .most = 300});
  offers.command(CommandOf<SkipIn>{.name = "round.skip",
                                   .permission = "schedule.run",
                                   .says = "Leaves a round out, and says why.",
                                   .form = form,
                                   .apply = skip});
  offers.jobs.push_back({"schedule.rounds",
                         "Opens what comes round by itself: confirmations, reviews, the year’s terms.", 60, runRounds});
}

}  // namespace capd::clock
