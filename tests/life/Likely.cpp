// What somebody would do next, by what is open on the case.

#include <algorithm>
#include <map>

#include "cases/hold/Hold.h"
#include "cases/placement/Along.h"
#include "cases/placement/Life.h"
#include "tests/life/Deeds.h"

namespace capd::test {
namespace {

using Words = std::vector<std::string>;

Words whileChecked(ReadTx& tx, const Now& now) {
  Words words = {"desk.check"};
  for (const Hold& hold : openHolds(tx, now.id)) {
    if (hold.rule == "choose_course")
      words.emplace_back(hold.asked ? "response.choose_course" : "response.share");
    else if (hold.kind != "panel")
      words.insert(words.end(), {hold.asked ? "referral.answer_hold" : "desk.ask", "desk.clear_hold"});
  }
  const auto waits = openHolds(tx, now.id);
  if (std::any_of(waits.begin(), waits.end(), [](const Hold& each) { return each.kind == "panel"; })) {
    const bool untold =
        tx.one<std::int64_t>("SELECT COUNT(*) FROM @all_panel_outcomes o WHERE o.case_id = ? AND o.sent_ms IS NULL",
                             now.id)
            .value_or(0) > 0;
    if (untold) words.insert(words.end(), 3, "panel.send_outcome");
    words.insert(words.end(), {"panel.record_outcome", "panel.record_outcome", "panel.vote", "panel.add_information",
                               "panel.declare_interest", "panel.note_action", "panel.put_on_round"});
  }
  return words;
}

Words whileAnswered(const Now& now) {
  if (now.course == "wood" && now.programme == "tier1")
    return {"placement.grant_third_day", "placement.process", "placement.process", "response.return"};
  return {"placement.process", "placement.process", "placement.process", "response.return"};
}

Words whileRunning(ReadTx& tx, const Now& now) {
  Words words = {"register.take",    "register.take",        "register.take",       "session.note",
                 "placement.report", "placement.ask_change", "referral.update_data"};
  const auto placement = placementOfCase(tx, now.id);
  if (!placement) return words;
  const bool active = now.state == "active";
  words.insert(words.end(), {active ? "placement.record_outputs" : "placement.start", "placement.pause",
                             active ? "absence.explain" : "visit.record", active ? "absence.explain" : "visit.record",
                             "placement.ask_meeting"});
  if (inductions(tx, placement->id).empty())
    words.emplace_back("placement.record_induction");
  else
    words.emplace_back("placement.agree_photos");
  if (tx.one<std::int64_t>("SELECT COUNT(*) FROM @all_roll_overs o WHERE o.case_id = ?", now.id).value_or(0) > 0)
    words.insert(words.end(), 8, "placement.keep");
  if (const auto change = openDayChange(tx, placement->id))
    words.insert(words.end(), 8,
                 change->state == "asked"  ? "placement.agree_change"
                 : change->state == "sent" ? "placement.do_change"
                                           : "placement.send_change");
  if (const auto change = openDayChange(tx, placement->id)) {
    words.emplace_back("placement.drop_change");
    if (change->state == "agreed") words.emplace_back("placement.ask_to_send_change");
  }
  const auto withdrawal = openWithdrawal(tx, placement->id);
  if (!withdrawal) {
    words.insert(words.end(), active ? 1 : 4, "placement.write_withdrawal");
  } else if (withdrawal->state == "written") {
    words.insert(words.end(), {"placement.send_withdrawal", "placement.send_withdrawal", "placement.send_withdrawal",
                               "placement.send_withdrawal", "placement.write_withdrawal"});
  } else {
    words.insert(words.end(), {"placement.do_withdrawal", "placement.do_withdrawal", "placement.take_back_withdrawal"});
    if (!active) words.insert(words.end(), 8, "placement.record_non_starter");
  }
  if (!placement->endedHow.empty()) words.insert(words.end(), 2, "placement.leave");
  words.insert(words.end(), {"placement.halt", active ? "placement.record_review" : "placement.halt"});
  if (openStanding(tx, placement->id, "halt")) words.insert(words.end(), 2, "placement.lift_halt");
  if (openStanding(tx, placement->id, "pause")) words.insert(words.end(), 2, "placement.resume");
  for (const PlacementMeeting& each : placementMeetings(tx, placement->id))
    if (!each.recorded) words.insert(words.end(), 2, "placement.record_meeting");
  for (const PlacementReport& each : placementReports(tx, placement->id))
    if (!each.closed) words.insert(words.end(), 2, "placement.answer_report");
  if (placement->lastDay && *placement->lastDay < tx.today()) words.insert(words.end(), 2, "placement.finish");
  return words;
}

Words otherwise(const std::string& state) {
  static const std::map<std::string, Words> kNext = {
      {"draft", {"referral.submit", "referral.submit", "referral.submit", "referral.save_section"}},
      {"complete",
       {"desk.release", "desk.release", "desk.release", "desk.release", "desk.hold", "referral.update_data",
        "referral.withdraw"}},
      {"sent", {"response.yes", "response.yes", "response.yes", "response.no", "risk_assessment.read"}},
      {"slt_review", {"response.review", "response.review", "response.review", "referral.withdraw"}},
      {"processing", {"placement.tick_clm", "placement.tick_capita", "placement.confirm", "placement.confirm"}},
      {"ended", {"placement.decide_fee"}},
      {"withdrawn", {"placement.decide_fee"}},
      {"refused", {"desk.take"}},
  };
  return kNext.at(state);
}

}  // namespace

const Deed& likelyDeed(Town& town, const Now& now, Dice& dice) {
  const auto words = town.read([&](ReadTx& tx) {
    if (now.state == "submitted") return whileChecked(tx, now);
    if (now.state == "answered") return whileAnswered(now);
    if (now.state == "confirmed" || now.state == "active") return whileRunning(tx, now);
    return otherwise(now.state);
  });
  return deedCalled(words[pick(dice, words.size())]);
}

}  // namespace capd::test
