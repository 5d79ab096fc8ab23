// Reminders: one mail a day to each person, with everything of theirs that is near or over; and duties to chase what
// does not come.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "Clock.h"
#include "cases/mail/Outbox.h"
#include "cases/organisation/Organisation.h"

namespace capd::clock {
namespace {

constexpr int kMostLines = 40;                     // in one mail; the rest is counted
constexpr std::size_t kMostNoted = 500;            // duties in one command: nobody waits long for the writer
constexpr std::int64_t kOneRunMs = 4 * 60 * 1000;  // the job comes by every five minutes

using Commands = std::vector<std::pair<std::string, FieldTexts>>;

// Was the step said, or had its moment passed when the duty was moved to the day that it is due on now? What was said
// before that was about another day.
bool says(const std::vector<DutyEvent>& events, const ReminderStep& step) {
  const auto moved = lastMoved(events);
  if (moved && step.at <= *moved) return true;
  return std::any_of(events.begin(), events.end(), [&](const DutyEvent& e) {
    return (e.what == "reminded" || e.what == "joined" || e.what == "escalated") && e.detail == step.word &&
           (!moved || e.at >= *moved);
  });
}

// A reminder by hand stands in for the automatic ones of the days after it.
bool heardByHand(const std::vector<DutyEvent>& events, Instant step, std::int64_t days) {
  return std::any_of(events.begin(), events.end(), [&](const DutyEvent& e) {
    return e.what == "reminded_by_hand" && step >= e.at && step.ms < e.at.ms + days * kDayMs;
  });
}

/// The reminder that a duty is due for now, and those that it stands for.
struct Due {
  std::vector<ReminderStep> passed;
  bool byHand = false;  ///< said by hand already: written down, not sent
};

// `saidOf` gives what was said of a duty already.
template <class SaidOf>
Due dueFor(Instant now, const Duty& duty, const ScheduledRule& rule, const Rules& rules, const SaidOf& saidOf) {
  Due due;
  const auto steps = remindersOf(duty, rule, *rules.calendar, rules.reminders);
  if (steps.empty() || steps.front().at > now) return due;
  const std::vector<DutyEvent> events = saidOf(duty.id);
  for (const ReminderStep& step : steps)
    if (step.at <= now && !says(events, step)) due.passed.push_back(step);
  due.byHand = !due.passed.empty() && heardByHand(events, due.passed.back().at, rules.manualDays);
  return due;
}

// As far as any step of the rule reaches.
std::pair<Instant, Instant> reachOf(const ScheduledRule& rule, const Rules& rules, Instant now) {
  const Date today = londonDate(now);
  Date last = today.plusDays(1);
  Date first = today.plusDays(-1);
  for (const Offset& each : rule.remind) last = std::max(last, after(today, each, *rules.calendar).plusDays(2));
  for (const Offset& each : rule.overdue) first = std::min(first, before(today, each, *rules.calendar).plusDays(-7));
  for (const Escalation& each : rule.escalate)
    first = std::min(first, before(today, each.after, *rules.calendar).plusDays(-7));
  return {londonStartOf(first), londonEndOf(last)};
}

// --- the day's mail -----------------------------------------------------------------------------

struct Group {
  std::int64_t organisation = 0;
  std::string role;
  std::int64_t account = 0;  ///< 0 = everybody with the role
  auto operator<=>(const Group&) const = default;
};

struct SendIn {
  std::string day;
  std::int64_t organisation = 0;
  std::string role;
  std::int64_t account = 0;
  std::optional<std::int64_t> part;  // of more lines than one command notes: only the first part is a mail
};

struct Line {
  std::int64_t duty = 0;
  std::string text;
  std::vector<ReminderStep> steps;
  bool byHand = false;
};

struct Digest {
  std::vector<Line> lines;
  std::size_t more = 0;  ///< lines that later parts note
  std::string address;
  std::string telephone;
};

std::string lineOf(const Duty& duty, Instant now) {
  const std::string by = londonDate(duty.due.plusMs(-1)).longWords();
  const std::string subject = duty.caseId ? duty.subject + ": " : "";
  return now >= duty.due ? fmt::format("{}{}. It was due by {}.", subject, duty.says, by)
                         : fmt::format("{}{}, by {}.", subject, duty.says, by);
}

// Calls `deed` with the kind of duty and the moments that its rule reaches, once for each kind.
template <class Deed>
void eachKind(const Rules& rules, Instant now, const Deed& deed) {
  std::set<std::string> seen;
  for (const ScheduledRule& each : rules.all) {
    if (each.remind.empty() && each.overdue.empty()) continue;
    if (!seen.insert(each.duty).second) continue;
    const auto [from, until] = reachOf(each, rules, now);
    deed(each.duty, from, until);
  }
}

template <class SaidOf, class Take>
void takeDue(Instant now, const std::vector<Duty>& open, const Rules& rules, const SaidOf& saidOf, const Take& take) {
  for (const Duty& duty : open) {
    Due due = dueFor(now, duty, *rules.of(duty.kind, duty.due), rules, saidOf);
    if (!due.passed.empty()) take(duty, Line{duty.id, lineOf(duty, now), std::move(due.passed), due.byHand});
  }
}

// How many lines each is to be told; one look at what was said for each kind, however many duties there are.
std::map<Group, std::size_t> groupsDue(ReadTx& tx, const Rules& rules) {
  std::map<Group, std::size_t> all;
  eachKind(rules, tx.now(), [&](const std::string& kind, Instant from, Instant until) {
    const auto said = saidOfDuties(tx, kind, from, until);
    const auto saidOf = [&](std::int64_t duty) {
      const auto at = said.find(duty);
      return at == said.end() ? std::vector<DutyEvent>{} : at->second;
    };
    takeDue(tx.now(), openDuties(tx, kind, from, until), rules, saidOf, [&](const Duty& duty, const Line&) {
      ++all[{duty.organisation, duty.role, duty.account.value_or(0)}];
    });
  });
  return all;
}

// One group's own.
std::vector<Line> linesDue(ReadTx& tx, const Rules& rules, const SendIn& in) {
  std::vector<Line> all;
  eachKind(rules, tx.now(), [&](const std::string& kind, Instant from, Instant until) {
    takeDue(
        tx.now(), openDutiesOf(tx, kind, in.organisation, in.role, from, until), rules,
        [&](std::int64_t duty) { return dutyEvents(tx, duty); },
        [&](const Duty& duty, Line line) {
          if (duty.account.value_or(0) == in.account) all.push_back(std::move(line));
        });
  });
  return all;
}

Form<SendIn> sendForm() {
  Form<SendIn> form;
  form.field(&SendIn::day, {.name = "day", .label = "Day", .missing = "Name the day", .most = 20});
  form.field(&SendIn::organisation, {.name = "organisation",
                                     .label = "Organisation",
                                     .kind = FieldKind::number,
                                     .missing = "Name the organisation",
                                     .most = 9'999'999'999});
  form.field(&SendIn::role, {.name = "role", .label = "Role", .missing = "Name the role", .most = 60});
  form.field(&SendIn::account, {.name = "account",
                                .label = "Account, 0 for everybody with the role",
                                .kind = FieldKind::number,
                                .missing = "Name the account",
                                .most = 9'999'999'999});
  form.field(&SendIn::part, {.name = "part", .label = "Part", .kind = FieldKind::hidden, .most = 1'000'000});
  return form;
}

Prepared<Digest> prepareSend(Preparing& at, const SendIn& in) {
  const Rules rules = rulesNow(at.services, at.tx.today());
  auto mine = linesDue(at.tx, rules, in);
  if (mine.empty()) return Refused(Refused::Kind::conflict, "", "Nothing is to be said to them today.");
  const std::size_t more = mine.size() > kMostNoted ? mine.size() - kMostNoted : 0;
  mine.erase(mine.end() - static_cast<std::ptrdiff_t>(more), mine.end());
  return Digest{std::move(mine), more, at.services.setting("public_address"), at.services.setting("telephone")};
}

std::string bodyOf(const std::vector<const Line*>& lines, const Digest& digest) {
  const std::size_t all = lines.size() + digest.more;
  std::string body = all == 1 ? "This is waiting for you:\n\n" : "These are waiting for you:\n\n";
  for (std::size_t i = 0; i < lines.size() && i < kMostLines; ++i) body += "- " + lines[i]->text + "\n";
  if (all > kMostLines) body += fmt::format("- and {} more\n", all - kMostLines);
  return body + fmt::format("\n{}/\n\nQuestions: CAP, {}. Do not reply with pupil details.\n", digest.address,
                            digest.telephone);
}

void mailTo(WriteTx& tx, const SendIn& in, NewMail mail) {
  if (in.account == 0) {
    queueMailToRole(tx, in.organisation, in.role, std::move(mail));
    return;
  }
  const auto contact = contactOfAccount(tx, in.account);
  if (!contact || contact->email.empty()) return;
  mail.person = contact->person;
  mail.address = contact->email;
  queueMail(tx, mail);
}

// One mail a day: later parts only write down what the mail of the first one, sent in this run, has counted.
bool firstPartWent(WriteTx& tx, const SendIn& in) {
  return remindedSince(tx, in.organisation, in.role, tx.now().plusMs(-kOneRunMs));
}

Outcome send(WriteTx& tx, const SendIn& in, const Digest& digest) {
  if (in.part.value_or(0) > 0 && !firstPartWent(tx, in))
    return Refused(Refused::Kind::conflict, "", "The mail that counts them was not sent. They wait for the next one.");
  std::vector<const Line*> said;
  std::vector<std::int64_t> duties;
  for (const Line& line : digest.lines) {
    const auto duty = findDuty(tx, line.duty);
    if (!duty || duty->closed) continue;
    for (const ReminderStep& step : line.steps)
      noteDuty(tx, line.duty, line.byHand || &step != &line.steps.back() ? "joined" : "reminded", step.word);
    if (line.byHand) continue;
    said.push_back(&line);
    duties.push_back(line.duty);
  }
  if (!said.empty() && in.part.value_or(0) == 0) {
    const std::size_t all = said.size() + digest.more;
    NewMail mail;
    mail.subject =
        all == 1 ? "capd: one thing is waiting for you" : fmt::format("capd: {} things are waiting for you", all);
    mail.body = bodyOf(said, digest);
    mail.reason = "digest";
    mail.reasonId = addDigest(tx, duties);
    mailTo(tx, in, std::move(mail));
  }
  Done done;
  done.says = fmt::format("Reminded of {}.", said.size());
  done.subject = "schedule";
  return done;
}

// --- whom to tell -------------------------------------------------------------------------------

struct EscalateIn {
  std::int64_t duty = 0;
};

struct Escalating {
  std::vector<std::pair<ReminderStep, Escalation>> steps;
  Deadline due;
};

std::vector<std::pair<ReminderStep, Escalation>> escalationsDue(ReadTx& tx, const Duty& duty, const ScheduledRule& rule,
                                                                const Rules& rules) {
  auto steps = escalationsOf(duty, rule, *rules.calendar, rules.reminders);
  std::erase_if(steps, [&](const auto& each) { return each.first.at > tx.now(); });
  if (steps.empty()) return steps;
  const auto events = dutyEvents(tx, duty.id);
  std::erase_if(steps, [&](const auto& each) { return says(events, each.first); });
  return steps;
}

Prepared<Escalating> prepareEscalate(Preparing& at, const EscalateIn& in) {
  const auto duty = findDuty(at.tx, in.duty);
  const Rules rules = rulesNow(at.services, at.tx.today());
  const ScheduledRule* rule = duty ? rules.of(duty->kind, duty->due) : nullptr;
  if (rule == nullptr || duty->closed) return Refused(Refused::Kind::conflict, "", "Nobody is to be told of it.");
  return Escalating{escalationsDue(at.tx, *duty, *rule, rules), withinWorkingDays(*rules.calendar, at.tx.today(), 1)};
}

Outcome escalate(WriteTx& tx, const EscalateIn& in, const Escalating& p) {
  const auto duty = findDuty(tx, in.duty);
  if (!duty || duty->closed || p.steps.empty())
    return Refused(Refused::Kind::conflict, "", "Nobody is to be told of it.");
  const auto organisation = findOrganisation(tx, duty->organisation);
  const std::string whose = organisation && organisation->kind != "cap" ? organisation->name + ": " : "";
  for (const auto& [step, escalation] : p.steps) {
    NewDuty chase;
    chase.kind = kChase;
    chase.subject = chaseSubject(*duty);
    chase.occurrence = fmt::format("{}:{}:{}", duty->id, step.word, londonDate(duty->due.plusMs(-1)).iso());
    chase.organisation = capOrganisation(tx);
    chase.role = escalation.role;
    chase.says = fmt::format("{}{}. Not done: {}", whose, escalation.says, duty->says);
    chase.clause = duty->clause;
    chase.due = p.due;
    openChase(tx, *duty, chase);
    noteDuty(tx, duty->id, "escalated", step.word);
  }
  Done done;
  done.says = fmt::format("{} told.", p.steps.size());
  done.subject = duty->subject;
  return done;
}

Commands runReminders(ReadTx& tx, const Services& services) {
  const Rules rules = rulesNow(services, tx.today());
  Commands commands;
  for (const auto& [group, lines] : groupsDue(tx, rules))
    for (std::size_t part = 0; part * kMostNoted < lines; ++part)
      commands.push_back({"reminders.send",
                          {{"day", {tx.today().iso()}},
                           {"organisation", {std::to_string(group.organisation)}},
                           {"role", {group.role}},
                           {"account", {std::to_string(group.account)}},
                           {"part", {std::to_string(part)}}}});
  std::set<std::string> seen;
  for (const ScheduledRule& each : rules.all) {
    if (each.escalate.empty() || !seen.insert(each.duty).second) continue;
    const auto [from, until] = reachOf(each, rules, tx.now());
    for (const Duty& duty : openDuties(tx, each.duty, from, tx.now()))
      if (!escalationsDue(tx, duty, *rules.of(duty.kind, duty.due), rules).empty())
        commands.push_back({"reminders.escalate", {{"duty", {std::to_string(duty.id)}}}});
  }
  return commands;
}

}  // namespace

void offerReminders(Offers& offers) {
  offers.command(CommandOf<SendIn, Digest>{.name = "reminders.send",
                                           .permission = "schedule.run",
                                           .says = "Sends one person the day’s reminders in one mail.",
                                           .form = sendForm(),
                                           .naturalKey =
                                               [](const SendIn& in) {
                                                 return fmt::format("{}:{}:{}:{}:{}", in.day, in.organisation, in.role,
                                                                    in.account, in.part.value_or(0));
                                               },
                                           .prepare = prepareSend,
                                           .apply = send});
  Form<EscalateIn> form;
  form.field(
      &EscalateIn::duty,
      {.name = "duty", .label = "Duty", .kind = FieldKind::number, .missing = "Name the duty", .most = 9'999'999'999});
  offers.command(CommandOf<EscalateIn, Escalating>{.name = "reminders.escalate",
                                                   .permission = "schedule.run",
                                                   .says = "Tells those who chase what is not done.",
                                                   .form = form,
                                                   .prepare = prepareEscalate,
                                                   .apply = escalate});
  offers.jobs.push_back(
      {"schedule.reminders", "Reminds of what is near or over, and tells those who chase it.", 300, runReminders});
}

}  // namespace capd::clock
