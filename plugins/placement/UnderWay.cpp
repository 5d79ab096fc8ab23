// What is under way on a placement, with the next button of whoever reads it.

#include <fmt/format.h>

#include <algorithm>

#include "Halting.h"
#include "Meeting.h"
#include "Pages.h"
#include "Replacing.h"
#include "Withdrawing.h"
#include "cases/course/Course.h"
#include "cases/pupil/Pupil.h"
#include "placement_store.h"

namespace capd::placement {
namespace {

// What CLM and Capita are to be given.
void copyLine(Model& copy, const std::string& name, const std::string& value) {
  copy.add("LINE").set("TEXT", name + ": " + (value.empty() ? "-" : value));
}
Model& copyBlock(PageRequest& ask, Model& m, const Life& life) {
  Model& copy = m.add("COPY");
  copy.list("LINE");
  if (const auto pupil = findPupil(ask.tx, life.referral.pupil)) {
    copyLine(copy, "Family name", pupil->lastName);
    copyLine(copy, "First name", pupil->firstName);
    copyLine(copy, "Born", pupil->born.iso());
    copyLine(copy, "UPN", pupil->upn.value_or(""));
  }
  if (const auto course = findCourse(ask.tx, life.placement.course)) {
    copyLine(copy, "Provider", course->providerName);
    copyLine(copy, "Course", course->title);
  }
  copyLine(copy, "Reference", life.placement.reference);
  return copy;
}

void changeFacts(Model& m, const DayChange& change) {
  fact(m, "Change of day", sessionsInWords(change.before) + " becomes " + sessionsInWords(change.sessions));
  fact(m, "From", change.from.longWords());
  fact(m, "Asked for by", nameOf(change.side) + ", " + londonDate(change.asked).words());
  fact(m, "Why", change.reason);
  fact(m, "What the pupil achieves", change.achievement);
  fact(m, "Health", change.health);
  fact(m, "Wellbeing", change.wellbeing);
  fact(m, "Journey", change.travel);
}

void changePart(PageRequest& ask, Model& m, const Page& page) {
  const auto change = openDayChange(ask.tx, page.life.placement.id);
  if (!change) return;
  const Life& life = page.life;
  changeFacts(m, *change);
  for (const std::string& clash : clashes(ask.tx, life, change->sessions, change->from, page.rules)) say(m, clash);
  if (const std::string week = weekOfChange(life, *change); !week.empty()) say(m, week);
  const bool mine = change->side == toWord(life.side);
  if (change->state == "asked")
    say(m, mine ? "The other side has not agreed yet." : "The other side has not sent it yet.");
  if (change->state == "agreed") say(m, "Both sides agree. The school sends it to CAP.");
  if (change->state == "sent") say(m, "The change of day is with CAP. Until CAP confirms it, the old day stands.");
  if (change->state == "asked" && !mine && !life.ofCap() && ask.viewer.may("placement.change_day"))
    m.form("AGREE", {.command = "placement.agree_change",
                     .values = caseValues(life.referral),
                     .button = "Agree to this change of day"});
  if (change->state == "agreed" && life.side == Side::school && ask.viewer.may("placement.send_change"))
    m.form("SEND", {.command = "placement.send_change",
                    .values = caseValues(life.referral),
                    .button = "Send the change of day to CAP"});
  if (change->state == "agreed" && life.side == Side::provider && ask.viewer.may("placement.ask_school"))
    m.form("SEND", {.command = "placement.ask_to_send_change",
                    .values = caseValues(life.referral),
                    .button = "Ask the school to send the change of day"});
  if (change->state == "sent" && life.ofCap() && ask.viewer.may("placement.do_change")) {
    Model& copy = copyBlock(ask, m, life);
    copyLine(copy, "Days until then", sessionsInWords(change->before));
    copyLine(copy, "Days", sessionsInWords(change->sessions));
    copyLine(copy, "From", std::max(change->from, ask.tx.today()).iso());
    m.form("DO_CHANGE", {.command = "placement.do_change",
                         .values = caseValues(life.referral),
                         .button = "Confirm the new day to both",
                         .legend = "CLM and Capita"});
  }
  if (ask.viewer.may("placement.drop_change"))
    m.form("DROP", {.command = "placement.drop_change",
                    .values = caseValues(life.referral),
                    .button = "Do not change the day",
                    .legend = "If the day is not to change",
                    .quiet = true});
}

void withdrawalFacts(Model& m, const Withdrawal& w, const Placement& placement) {
  fact(m, "Withdrawal by", nameOf(w.side));
  fact(m, "Reason", kindInWords(w.kind));
  fact(m, "In their words", w.reason);
  fact(m, "Days that end", w.sessions.empty() ? "all of them" : sessionsInWords(endingSessions(placement, w)));
  fact(m, "Last day", w.lastDay.longWords());
  fact(m, "Learning", w.academic);
  fact(m, "Health and wellbeing", w.wellbeing);
  fact(m, "Safeguarding", w.safeguarding);
  fact(m, "Asked", w.consulted);
  fact(m, "From then on", w.continuity);
  fact(m, "The place goes to", w.successor);
  fact(m, "Talk with the monitoring officer", w.talkedOn ? w.talkedOn->words() : "");
}

void withdrawalPart(PageRequest& ask, Model& m, const Page& page) {
  const Life& life = page.life;
  const auto w = openWithdrawal(ask.tx, life.placement.id);
  if (!w) return;
  const bool mine = w->side == toWord(life.side);
  if (w->state == "written") {
    if (mine)
      m.add("LINK")
          .set("PATH", pathTo(life, "withdraw/check"))
          .set("SAYS", "Read your withdrawal once more and send it");
    return;
  }
  withdrawalFacts(m, *w, life.placement);
  say(m, "A withdrawal is with CAP. " + feeNow(ask.tx, life, *w, page.rules).says);
  if (life.side == Side::provider && !w->nonStarter && ask.viewer.may("placement.record_non_starter") &&
      feeNow(ask.tx, life, *w, page.rules).nonStarter)
    m.form("NON_STARTER", {.command = "placement.record_non_starter",
                           .values = caseValues(life.referral),
                           .button = "Record a non-starter"});
  if (life.ofCap() && ask.viewer.may("placement.do_withdrawal")) {
    for (const std::string& line : cascadeOf(ask.tx, life, *w, page.rules)) m.add("CASCADE").set("SAYS", line);
    Model& copy = copyBlock(ask, m, life);
    copyLine(copy, "Days that end", sessionsInWords(endingSessions(life.placement, *w)));
    copyLine(copy, "Last day", w->lastDay.iso());
    m.form("DO", {.command = "placement.do_withdrawal",
                  .values = caseValues(life.referral),
                  .button = "Process the withdrawal",
                  .warning = true,
                  .legend = "CLM and Capita"});
  }
  if ((mine || life.ofCap()) && ask.viewer.may("placement.take_back_withdrawal"))
    m.form("TAKE_BACK", {.command = "placement.take_back_withdrawal",
                         .values = caseValues(life.referral),
                         .button = "Take the withdrawal back",
                         .legend = "If the placement is to go on",
                         .quiet = true});
}

void meetingPart(PageRequest& ask, Model& m, const Page& page) {
  const Life& life = page.life;
  if (const auto pause = openStanding(ask.tx, life.placement.id, "pause")) {
    say(m, standingInWords(*pause));
    fact(m, "Why it is paused", pause->reason);
    if (life.side != Side::school && ask.viewer.may("placement.pause"))
      m.form("RESUME", {.command = "placement.resume",
                        .values = caseValues(life.referral),
                        .button = "End the pause",
                        .legend = "When the pupil may come again"});
  }
  if (const auto halt = openStanding(ask.tx, life.placement.id, "halt")) {
    say(m, standingInWords(*halt));
    fact(m, "Why it is halted", halt->reason);
    if (life.ofCap() && ask.viewer.may("placement.lift_halt"))
      m.form("LIFT", {.command = "placement.lift_halt",
                      .values = caseValues(life.referral),
                      .button = "Record what CAP decides",
                      .legend = "The halted placement"});
  }
  if (const auto review = openStanding(ask.tx, life.placement.id, "send_review")) say(m, standingInWords(*review));
  const auto meeting = waitingMeeting(ask.tx, life.placement.id);
  if (!meeting) return;
  fact(m, "Meeting asked for",
       fmt::format("{}, by {}, {}", londonDate(meeting->asked).words(), nameOf(meeting->side),
                   aboutInWords(meeting->about)));
  fact(m, "Worry", meeting->reason);
  std::string proposed;
  for (const char each : meeting->proposed) proposed += each == '\n' ? std::string("; ") : std::string(1, each);
  fact(m, "Days proposed", proposed);
  if (life.ofCap() && ask.viewer.may("placement.record_meeting"))
    m.form("MEETING",
           {.command = "placement.record_meeting",
            .values = caseValues(life.referral),
            .shape = meetingShape(meeting->about == "send_review", mayBeReplaced(ask.services, life.referral)),
            .button = "Record the meeting",
            .legend = "The meeting"});
}

// What may be begun now, by whom.
void links(PageRequest& ask, Model& m, const Life& life) {
  const auto change = openDayChange(ask.tx, life.placement.id);
  const auto w = openWithdrawal(ask.tx, life.placement.id);
  const bool leaving = life.placement.endedHow.rfind("withdrawn", 0) == 0;
  if (!life.ofCap() && !change && !leaving && ask.viewer.may("placement.change_day"))
    link(m, life, "change-day", "Ask for a change of day");
  if (mayPause(ask, life)) link(m, life, "pause", "This pupil can’t come tomorrow: pause attendance now");
  if (mayHalt(ask, life)) link(m, life, "halt", "This may be all or most of the pupil’s education: halt the placement");
  if (!w && !leaving && life.side == Side::school && ask.viewer.may("placement.replace") &&
      mayBeReplaced(ask.services, life.referral))
    link(m, life, "replace", "Give the place to another learner");
  if (mayAskForMeeting(ask, life))
    link(m, life, "meeting", "I’m worried that this placement can’t go on: ask for a meeting");
  if (!life.ofCap() && !w && !leaving && ask.viewer.may("placement.withdraw"))
    link(m, life, "withdraw", "Withdraw the pupil");
}

void pastRows(PageRequest& ask, Model& m, const Life& life) {
  for (const Withdrawal& w : withdrawals(ask.tx, life.placement.id)) {
    if (w.state != "done") continue;
    Model& row = m.add("FORM_DONE");
    row.list("FACT");
    withdrawalFacts(row, w, life.placement);
    fact(row, "Processed", w.closed ? londonDate(*w.closed).words() : "");
    fact(row, "What is paid", w.feeDecided ? "Decided by CAP. " + w.feeDecidedSays : w.feeSays);
  }
  for (const DayChange& change : dayChanges(ask.tx, life.placement.id))
    if (!change.open())
      m.add("PAST").set(
          "SAYS", fmt::format("{}: {} to {}, from {}. {}", londonDate(*change.closed).words(),
                              sessionsInWords(change.before), sessionsInWords(change.sessions), change.from.words(),
                              change.state == "done" ? "Done." : "Not done: " + change.closedSays));
  for (const PlacementMeeting& each : placementMeetings(ask.tx, life.placement.id))
    if (each.recorded)
      m.add("PAST").set("SAYS", fmt::format("{}: meeting {}. {} {}", each.heldOn->words(), aboutInWords(each.about),
                                            each.outcome == "refused" ? "The other side did not come."
                                            : each.decision.empty()
                                                ? each.whoCame
                                                : each.whoCame + ". " + reviewDecisionInWords(each.decision) + ".",
                                            each.says));
}

void feePart(PageRequest& ask, Model& m, const Life& life) {
  if (!life.ofCap() || !ask.viewer.may("placement.decide_fee")) return;
  for (const Withdrawal& w : withdrawals(ask.tx, life.placement.id))
    if (w.state == "done" && w.fee == "person" && !w.feeDecided)
      m.form("FEE", {.command = "placement.decide_fee",
                     .values = {{"reference", {life.referral.reference}}},
                     .button = "Record what is paid",
                     .legend = "What is paid"});
}

}  // namespace

PageAnswer changes(PageRequest& ask) {
  const auto page = pageOf(ask);
  if (!page) return NotThere{};
  const Life& life = page->life;
  Shown shown;
  shown.title = "Changes: " + life.placement.reference;
  shown.back = "/placements/" + life.referral.reference;
  shown.subject = life.referral.reference;
  Model& m = shown.model;
  m.set("REFERENCE", life.placement.reference);
  for (const char* list : {"NOTE", "FACT", "COPY", "LINK", "PAST", "FORM_DONE", "CASCADE"}) m.list(list);
  if (const auto pupil = findPupil(ask.tx, life.referral.pupil)) fact(m, "Pupil", pupil->name());
  fact(m, "Days", sessionsInWords(life.placement.sessions));
  fact(m,
       life.placement.endedHow.rfind("withdrawn", 0) == 0 || life.placement.state == "ended" ? "Its last day"
                                                                                             : "Ends by itself on",
       life.placement.lastDay ? life.placement.lastDay->longWords() : "not known yet");
  if (life.placement.state == "ended") say(m, "This placement has ended.");
  if (const auto line = notStartedLine(ask.tx, life, page->rules);
      !line.empty() && life.placement.start <= ask.tx.today())
    say(m, line);
  if (life.stands()) {
    changePart(ask, m, *page);
    withdrawalPart(ask, m, *page);
    meetingPart(ask, m, *page);
    links(ask, m, life);
  }
  link(m, life, "reviews", "Reviews");
  link(m, life, "record", "Induction, changed details, and what came of it");
  feePart(ask, m, life);
  pastRows(ask, m, life);
  m.show("HAS_PAST", !m.sections().at("PAST").empty());
  m.show("HAS_LINK", !m.sections().at("LINK").empty());
  m.show("HAS_CASCADE", !m.sections().at("CASCADE").empty());
  return shown;
}

}  // namespace capd::placement
