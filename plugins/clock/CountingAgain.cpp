// When the calendar changes, every open deadline that was counted on it is counted again: a bank holiday is proclaimed,
// a half term moves. What was moved stands on the Scheduled page.

#include <fmt/format.h>

#include "Clock.h"
#include "cases/duty/Duty.h"

namespace capd::clock {
namespace {

constexpr std::size_t kAtOnce = 500;  // in one transaction; the rest comes with the next run

struct Move {
  std::int64_t duty = 0;
  Instant before;
  Instant due;
};

// Nothing is moved into the past: what would be over by now stays as it was.
std::vector<Move> movesDue(ReadTx& tx, const Services& services, std::size_t most) {
  std::vector<Move> moves;
  const auto calendar = services.policy().calendar();
  for (const CountedDuty& each : countedDuties(tx)) {
    const Instant due = countedAgain(each.due, *calendar).at;
    if (due == each.due.at || due <= tx.now()) continue;
    moves.push_back({each.id, each.due.at, due});
    if (moves.size() == most) break;
  }
  return moves;
}

std::string dayBy(Instant due) { return londonDate(due.plusMs(-1)).longWords(); }

Prepared<std::vector<Move>> prepareMoves(Preparing& at, const Nothing&) {
  if (!at.services.policy().isWhole())
    return Refused(
        Refused::Kind::conflict, "",
        "A version of the policy that is in force cannot be loaded, so the calendar is not whole. Nothing is "
        "counted again before it is.");
  return movesDue(at.tx, at.services, kAtOnce);
}

Outcome countAgain(WriteTx& tx, const Nothing&, const std::vector<Move>& moves) {
  for (const Move& move : moves)
    moveDuty(tx, move.duty, move.due,
             fmt::format("Due by the end of {} instead of {}", dayBy(move.due), dayBy(move.before)));
  Done done;
  done.says = moves.size() == 1 ? "The calendar changed: 1 deadline was moved."
                                : fmt::format("The calendar changed: {} deadlines were moved.", moves.size());
  done.subject = "schedule";
  return done;
}

}  // namespace

void offerCountingAgain(Offers& offers) {
  offers.command(
      CommandOf<Nothing, std::vector<Move>>{.name = "duty.count_again",
                                            .permission = "schedule.run",
                                            .says = "Counts open deadlines again on the calendar as it is now.",
                                            .form = {},
                                            .prepare = prepareMoves,
                                            .apply = countAgain});
  // A calendar that was looked through whole needs no second look: what is opened since was counted on it.
  offers.jobs.push_back(
      {"schedule.deadlines", "Counts open deadlines again when the calendar has changed.", 60,
       [seen = std::make_shared<std::shared_ptr<const Calendar>>()](ReadTx& tx, const Services& services) {
         std::vector<std::pair<std::string, FieldTexts>> commands;
         const auto calendar = services.policy().calendar();
         if (*seen == calendar || !services.policy().isWhole()) return commands;
         if (movesDue(tx, services, 1).empty())
           *seen = calendar;
         else
           commands.push_back({"duty.count_again", {}});
         return commands;
       }});
}

}  // namespace capd::clock
