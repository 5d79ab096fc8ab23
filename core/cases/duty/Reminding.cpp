#include "cases/duty/Reminding.h"

#include <algorithm>

namespace capd {

std::optional<Instant> lastMoved(const std::vector<DutyEvent>& events) {
  std::optional<Instant> last;
  for (const DutyEvent& event : events)
    if (event.what == "moved") last = event.at;
  return last;
}
namespace {

// What falls due "by the end of" a day is due on that day, not at the midnight that ends it.
Date dayOf(Instant due) { return londonDate(due.plusMs(-1)); }

void keepFuture(std::vector<ReminderStep>& steps, Instant opened) {
  std::erase_if(steps, [&](const ReminderStep& step) { return step.at <= opened; });
  std::sort(steps.begin(), steps.end(), [](const ReminderStep& a, const ReminderStep& b) { return a.at < b.at; });
}

}  // namespace

std::vector<ReminderStep> remindersOf(const Duty& duty, const ScheduledRule& rule, const Calendar& calendar,
                                      TimeOfDay clock) {
  std::vector<ReminderStep> steps;
  const Date due = dayOf(duty.due);
  for (const Offset& each : rule.remind)
    steps.push_back({"before " + each.words(), londonAt(before(due, each, calendar), clock)});
  for (const Offset& each : rule.overdue)
    steps.push_back({"after " + each.words(), londonAt(after(due, each, calendar), clock)});
  keepFuture(steps, duty.opened);
  return steps;
}

std::vector<std::pair<ReminderStep, Escalation>> escalationsOf(const Duty& duty, const ScheduledRule& rule,
                                                               const Calendar& calendar, TimeOfDay clock) {
  std::vector<std::pair<ReminderStep, Escalation>> all;
  for (const Escalation& each : rule.escalate)
    all.push_back(
        {{each.role + " " + each.after.words(), londonAt(after(dayOf(duty.due), each.after, calendar), clock)}, each});
  return all;
}

}  // namespace capd
