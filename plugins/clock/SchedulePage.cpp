// Every rule that comes round by itself, when it last ran, when it runs next, what is open, over, or left out and why.

#include <fmt/format.h>

#include <algorithm>

#include "Clock.h"
#include "cases/organisation/Organisation.h"
#include "cases/organisation/Roles.h"
#include "cases/referral/Referral.h"

namespace capd::clock {
namespace {

std::string lastOf(const std::vector<Round>& all) {
  for (auto each = all.rbegin(); each != all.rend(); ++each)
    if (each->state == "opened")
      return fmt::format("{}: {}. {}", each->words, londonWords(each->decided.value_or(each->opens)), each->says);
  return "Not yet";
}

const Round* nextOf(const std::vector<Round>& all) {
  for (const Round& each : all)
    if (each.state == "planned") return &each;
  return nullptr;
}

std::string openInWords(const std::map<std::string, DutyCount>& counts, const std::string& duty) {
  const auto count = counts.find(duty);
  if (count == counts.end()) return "None open";
  if (count->second.overdue == 0) return fmt::format("{} open", count->second.open);
  return fmt::format("{} open, {} of them overdue", count->second.open, count->second.overdue);
}

// Days since the oldest open one fell due, as the office writes it: -3.
std::string overdueDays(ReadTx& tx, const std::string& duty) {
  const auto over = openDuties(tx, duty, Instant{0}, tx.now());
  if (over.empty()) return "";
  return std::to_string(-tx.today().daysSince(londonDate(over.front().due.plusMs(-1))));
}

// With people's titles in place of the words of the policy file.
std::string wordsOf(const ScheduledRule& rule) {
  std::string words = inWords(rule);
  for (const Escalation& each : rule.escalate) {
    const Role* role = findRole(each.role);
    const auto at = words.find(each.role);
    if (role != nullptr && at != std::string::npos) words.replace(at, each.role.size(), role->says);
  }
  return words;
}

// What was left out for one reason is one line.
std::map<std::string, std::string> leftOut(const std::vector<Round>& all) {
  std::map<std::string, std::vector<const Round*>> byReason;
  for (const Round& round : all)
    if (round.state == "skipped") byReason[round.says].push_back(&round);
  std::map<std::string, std::string> lines;
  for (const auto& [why, some] : byReason)
    lines[why] = some.size() == 1
                     ? some.front()->words
                     : fmt::format("{} rounds, from {} to {}", some.size(), some.front()->words, some.back()->words);
  return lines;
}

// A rule stands on the page once, as the year says that today is in; a year that is to come shows in its rounds.
std::vector<const ScheduledRule*> shownRules(const Rules& rules, const std::string& year) {
  std::vector<const ScheduledRule*> shown;
  for (const ScheduledRule& rule : rules.all) {
    const auto same =
        std::find_if(shown.begin(), shown.end(), [&](const auto* other) { return other->name == rule.name; });
    if (same == shown.end())
      shown.push_back(&rule);
    else if (rule.year <= year)
      *same = &rule;
  }
  // What comes round first, then what an event begins.
  std::stable_partition(shown.begin(), shown.end(), [](const auto* rule) { return rule->every != Every::never; });
  return shown;
}

std::string roleTitle(const std::string& role) {
  const Role* known = findRole(role);
  return known != nullptr ? std::string(known->says) : role;
}

// Begun by an event and told to nobody by the clock: a line of the table of deadlines.
bool isDeadline(const ScheduledRule& rule) {
  return !rule.within.empty() && !rule.fromDay && rule.remind.empty() && rule.overdue.empty() && rule.escalate.empty();
}

// The next 1 September, for what is counted from it.
Date nextDayOf(const MomentInPeriod& moment, Date today) {
  for (int year = today.year();; ++year)
    if (const auto day = Date::make(year, moment.month, moment.day); day && *day >= today) return *day;
}

// When a duty that no round opens is due next: what is open says it, or the day it is counted from.
std::string nextInWords(ReadTx& tx, const ScheduledRule& rule) {
  if (const auto due = nextDutyDue(tx, rule.duty, tx.now()))
    return fmt::format("The next falls due on {}", londonDate(due->plusMs(-1)).longWords());
  if (rule.fromDay) return fmt::format("From {}: {}", nextDayOf(*rule.fromDay, tx.today()).longWords(), rule.within);
  return "When the next is asked for";
}

void addDeadline(Model& m, const ScheduledRule& rule, const std::map<std::string, DutyCount>& counts) {
  Model& row = m.add("DEADLINE");
  row.set("SAYS", rule.says).set("FROM", rule.from).set("WITHIN", rule.within).set("CLAUSE", rule.clause);
  row.set("WHO", rule.who.empty() ? "Nobody: it happens by itself" : roleTitle(rule.who));
  row.set("OPEN", rule.duty.empty() ? "Not counted" : openInWords(counts, rule.duty)).list("DOUBT");
  if (!rule.provisional.empty()) row.add("DOUBT").set("WHY", rule.provisional);
}

void addRule(Model& m, ReadTx& tx, const ScheduledRule& rule, const std::map<std::string, DutyCount>& counts) {
  const auto all = rounds(tx, rule.name);
  const Round* next = nextOf(all);
  Model& row = m.add("RULE");
  row.set("SAYS", rule.says).set("WORDS", wordsOf(rule)).set("CLAUSE", rule.clause);
  row.set("LAST", rule.every == Every::never ? "When its duty is opened" : lastOf(all));
  row.set("NEXT", next != nullptr ? fmt::format("{}: opens {}, due {}", next->words, londonWords(next->opens),
                                                londonWords(next->due))
                  : rule.every == Every::never ? nextInWords(tx, rule)
                                               : std::string("Not planned yet"));
  row.set("OPEN", openInWords(counts, rule.duty)).list("LATE").list("DOUBT").list("SKIPPED");
  if (const std::string days = overdueDays(tx, rule.duty); !days.empty()) row.add("LATE").set("DAYS", days);
  if (!rule.provisional.empty()) row.add("DOUBT").set("WHY", rule.provisional);
  for (const auto& [why, what] : leftOut(all)) row.add("SKIPPED").set("WHAT", what).set("WHY", why);
}

constexpr std::int64_t kMovedFor = 30LL * 24 * 3600 * 1000;  // so long what the calendar moved stands on the page
constexpr std::size_t kMovedMost = 200;

void addMoved(Model& m, ReadTx& tx) {
  m.list("MOVED");
  auto all = movedDuties(tx, tx.now().plusMs(-kMovedFor), kMovedMost);
  // Duties of a case are for those who may see it.
  std::erase_if(all, [&](const MovedDuty& each) { return each.duty.caseId && !findReferral(tx, each.duty.subject); });
  if (all.empty()) return;
  Model& box = m.add("MOVED");
  box.list("DUTY");
  for (const MovedDuty& each : all) {
    const auto whose = findOrganisation(tx, each.duty.organisation);
    box.add("DUTY")
        .set("SUBJECT", each.duty.caseId ? each.duty.subject : "")
        .set("SAYS", each.duty.says)
        .set("WHOSE", whose ? whose->name : "")
        .set("WHY", each.why)
        .set("WHEN", londonWords(each.at));
  }
}

PageAnswer showSchedule(PageRequest& ask) {
  const Rules rules = rulesNow(ask.services, ask.tx.today());
  const auto counts = countOpenDuties(ask.tx);
  Shown shown;
  shown.title = "Scheduled";
  shown.back = "/";
  Model& m = shown.model;
  m.list("RULE").list("DEADLINE").show("NOTHING", rules.all.empty());
  addMoved(m, ask.tx);
  const auto shownNow = shownRules(rules, academicYearOf(ask.tx.today()));
  bool deadlines = false;
  for (const ScheduledRule* rule : shownNow) {
    deadlines = deadlines || isDeadline(*rule);
    if (isDeadline(*rule))
      addDeadline(m, *rule, counts);
    else
      addRule(m, ask.tx, *rule, counts);
  }
  m.show("DEADLINES", deadlines);
  return shown;
}

}  // namespace

void offerSchedulePage(Offers& offers) {
  offers.pages.push_back(
      {.path = "/scheduled",
       .name = "schedule.page",
       .permission = "schedule.see",
       .says = "What comes round by itself: when it ran, when it runs next, what is open or overdue.",
       .file = "scheduled.tpl",
       .fill = showSchedule});
  offers.navigation.push_back({"Scheduled", "/scheduled", "schedule.see", 70});
}

}  // namespace capd::clock
