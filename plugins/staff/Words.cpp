// What stands on the pages. Nobody writes of a certificate that ran out: it is a policy date that passes.

#include <fmt/format.h>

#include "People.h"

namespace capd::staff {
namespace {

struct Kind {
  const char* word;
  const char* says;
  const char* hint;
};
constexpr Kind kEvidence[] = {
    {"kcsie", "Keeping Children Safe in Education (KCSIE) read", "Give the edition"},
    {"safeguarding", "Safeguarding and child protection training", ""},
    {"dsl", "Designated safeguarding lead training", ""},
    {"first_aid", "First aid training", ""},
    {"other", "Other compulsory training", "Give its name"},
    {"identity", "Identity seen", ""},
    {"right_to_work", "Right to work seen", ""},
    {"barred_list", "Barred list check seen", ""},
    {"prohibition", "Prohibition check seen", ""},
    {"section_128", "Section 128 check seen", ""},
    {"overseas", "Checks from abroad seen", ""},
    {"references", "References seen", ""},
};

}  // namespace

std::string evidenceWords(const std::string& kind) {
  for (const Kind& each : kEvidence)
    if (kind == each.word) return each.says;
  return kind;
}

std::vector<Option> evidenceOptions() {
  std::vector<Option> all;
  for (const Kind& each : kEvidence) all.push_back({each.word, each.says, each.hint});
  return all;
}

std::string levelWords(const std::string& level) {
  return level == "enhanced_barred" ? "Enhanced with barred lists" : "Enhanced";
}

std::string checkWords(const DbsCheck& check) {
  if (check.kind == "first") return "First check";
  if (check.kind == "renewal") return "Renewal";
  return check.stillCurrent ? "Update Service: still current" : "Update Service: there is something new";
}

std::string decisionWords(const StaffDecision& d) {
  if (d.decision == "renewal_seen") return "Renewal seen";
  if (d.decision == "not_with_pupils") return "Not to work with pupils";
  std::string says = "Supervised only, with a written risk assessment";
  if (d.until) says += ", until " + d.until->words();
  return says;
}

std::string counted(std::int64_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

std::string ruleWords(const std::optional<StaffRules>& rules) {
  if (!rules) return "No policy says how often checks are renewed today, so no date is worked out. Call CAP.";
  return fmt::format(
      "CAP asks for a new check every {}, from the date of the first check or the last renewal: that day is the policy "
      "date. It is asked for {} before.",
      counted(rules->renewalMonths / 12, "year", "years"), counted(rules->opensDays, "day", "days"));
}

std::optional<Next> nextDeed(const Viewer& viewer, const StaffLine& line, const std::optional<StaffRules>& rules,
                             Date today) {
  const StaffMember& m = line.member;
  if (!mayTell(viewer, m.provider)) return std::nullopt;
  const bool passed = rules && m.lastCheck && rules->hasPassed(*m.lastCheck, today);
  const bool over = m.standing == "supervised" && m.standingUntil && today > *m.standingUntil;
  if (judges(viewer)) {
    if (line.unseen > 0) return Next{"Mark a check as seen", pathOf(m) + "/seen"};
    if ((passed && m.standing.empty()) || over) return Next{"Decide what happens", pathOf(m) + "/decide"};
    return std::nullopt;
  }
  if (!m.lastCheck || (rules && rules->asksNow(*m.lastCheck, today)))
    return Next{"Enter a DBS check", pathOf(m) + "/check"};
  return std::nullopt;
}

Standing standingOf(const StaffLine& line, const std::optional<StaffRules>& rules, Date today) {
  const StaffMember& m = line.member;
  if (m.standing == "not_with_pupils") return {"Not to work with pupils", true, false};
  if (!m.lastCheck) return {"No DBS check told yet: can’t be named on a register", true, true};
  if (!line.seenCheck)
    return {fmt::format("DBS check of {}: CAP has not seen it yet, can’t be named on a register", m.lastCheck->words()),
            true, true};
  if (!rules) return {fmt::format("DBS check of {}", m.lastCheck->words()), false, true};
  const Date policyDate = rules->policyDate(*m.lastCheck);
  if (m.standing == "supervised") {
    const bool over = m.standingUntil && today > *m.standingUntil;
    return {fmt::format("Supervised only, with a written risk assessment, until {}{}",
                        m.standingUntil ? m.standingUntil->words() : "CAP says otherwise",
                        over ? ": that day has passed" : ""),
            true, over};
  }
  if (rules->hasPassed(*m.lastCheck, today)) {
    const int late = today.daysSince(policyDate);
    return {fmt::format("DBS policy date {} passed {} ago: please show us a new check", policyDate.words(),
                        counted(late, "day", "days")),
            true, true};
  }
  if (*line.seenCheck < *m.lastCheck)
    return {fmt::format("New check of {} told: CAP has not seen it yet. DBS policy date {}", m.lastCheck->words(),
                        policyDate.words()),
            false, true};
  if (rules->asksNow(*m.lastCheck, today))
    return {fmt::format("DBS policy date {}: please show us a new check", policyDate.words()), true, false};
  return {fmt::format("Seen by CAP. DBS policy date {}", policyDate.words()), false, line.unseen > 0};
}

}  // namespace capd::staff
