#include "cases/staff/Taking.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/duty/Reminding.h"

namespace capd {

bool decisionMatters(ReadTx& tx, const StaffMember& member) {
  if (!member.standing.empty()) return true;
  const auto open = openDutiesAbout(tx, kDbsDecision, providerCode(member.provider));
  return std::any_of(open.begin(), open.end(),
                     [&](const Duty& duty) { return duty.occurrence.rfind(member.code + ":", 0) == 0; });
}

std::string whyLeftToDecide(ReadTx& tx, const StaffMember& member, const DbsCheck& line, Date seenOn) {
  const auto all = checksOf(tx, member.id);
  for (const DbsCheck& each : all)
    if (each.counts() && each.number != line.number && each.dated >= line.dated)
      return fmt::format("This one is seen, and a newer line stands, of {}: CAP’s quality officer decides",
                         each.dated.words());
  if (!member.standing.empty()) {
    const auto decisions = decisionsOf(tx, member.id);
    const Date decided = decisions.empty() ? tx.today() : londonDate(decisions.front().at);
    if (seenOn <= decided)
      return fmt::format("Seen no later than that, the decision of {} stands until CAP’s quality officer decides",
                         decided.words());
  }
  for (const DbsCheck& each : all)
    if (!each.struck && !each.stillCurrent && each.dated >= seenOn)
      return fmt::format(
          "Seen no later than that, the Update Service had something new on {}: CAP’s quality officer "
          "decides",
          each.dated.words());
  return {};
}

}  // namespace capd
