// The pages of a placement's life: what is under way with the next button, and the forms that begin something.

#include "Pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "Meeting.h"
#include "Withdrawing.h"
#include "cases/course/Course.h"
#include "cases/organisation/Organisation.h"
#include "cases/pupil/Pupil.h"
#include "placement_store.h"

namespace capd::placement {
namespace {

constexpr std::size_t kMostLines = 30;

struct Page {
  Life life;
  Rules rules;
};

std::optional<Page> pageOf(PageRequest& ask) {
  auto life = lifeOf(ask.tx, ask.part("reference"));
  if (!life) return std::nullopt;
  Rules rules = rulesOf(ask.services, life->referral, ask.tx.today());
  return Page{std::move(*life), std::move(rules)};
}

std::string pathTo(const Life& life, const std::string& what) {
  return "/placements/" + life.referral.reference + "/" + what;
}

Model& say(Model& m, const std::string& text) { return m.add("NOTE").set("SAYS", text); }

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
    say(m, fmt::format("Attendance is paused for safety since {}, by {}. It is no withdrawal.",
                       londonDate(pause->opened).words(), nameOf(pause->side)));
    fact(m, "Why it is paused", pause->reason);
    if (life.side != Side::school && ask.viewer.may("placement.pause"))
      m.form("RESUME", {.command = "placement.resume",
                        .values = caseValues(life.referral),
                        .button = "End the pause",
                        .legend = "When the pupil may come again"});
  }
  if (openStanding(ask.tx, life.placement.id, "send_review"))
    say(m, "This placement is under review with the SEND team.");
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
    m.form("MEETING", {.command = "placement.record_meeting",
                       .values = caseValues(life.referral),
                       .button = "Record the meeting",
                       .legend = "The meeting"});
}

void link(Model& m, const Life& life, const char* path, const char* says) {
  m.add("LINK").set("PATH", pathTo(life, path)).set("SAYS", says);
}

// What may be begun now, by whom.
void links(PageRequest& ask, Model& m, const Life& life) {
  const auto change = openDayChange(ask.tx, life.placement.id);
  const auto w = openWithdrawal(ask.tx, life.placement.id);
  const bool leaving = life.placement.endedHow.rfind("withdrawn", 0) == 0;
  if (!life.ofCap() && !change && !leaving && ask.viewer.may("placement.change_day"))
    link(m, life, "change-day", "Ask for a change of day");
  if (life.side != Side::school && !openStanding(ask.tx, life.placement.id, "pause") &&
      ask.viewer.may("placement.pause"))
    link(m, life, "pause", "This pupil can’t come tomorrow: pause attendance now");
  if (!waitingMeeting(ask.tx, life.placement.id) && ask.viewer.may("placement.ask_meeting"))
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
      m.add("PAST").set("SAYS",
                        fmt::format("{}: meeting {}. {} {}", each.heldOn->words(), aboutInWords(each.about),
                                    each.outcome == "refused" ? "The school did not come." : each.whoCame, each.says));
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
  fact(m, "Last day", life.placement.lastDay ? life.placement.lastDay->longWords() : "not known yet");
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
  link(m, life, "record", "Induction, changed details, and what came of it");
  feePart(ask, m, life);
  pastRows(ask, m, life);
  m.show("HAS_PAST", !m.sections().at("PAST").empty());
  m.show("HAS_LINK", !m.sections().at("LINK").empty());
  m.show("HAS_CASCADE", !m.sections().at("CASCADE").empty());
  return shown;
}

// A page that holds one form.
Shown formPage(PageRequest& ask, const Life& life, const std::string& heading) {
  Shown shown;
  shown.title = heading + ": " + life.placement.reference;
  shown.back = pathTo(life, "changes");
  shown.subject = life.referral.reference;
  shown.model.set("HEADING", heading).list("NOTE").list("CASCADE").list("LINK");
  const auto pupil = findPupil(ask.tx, life.referral.pupil);
  shown.model.set("WHOSE", (pupil ? pupil->name() + ", " : "") + life.placement.reference);
  return shown;
}

PageAnswer changeDay(PageRequest& ask) {
  const auto page = pageOf(ask);
  if (!page || page->life.ofCap()) return NotThere{};
  const Life& life = page->life;
  if (!life.stands() || openDayChange(ask.tx, life.placement.id)) return GoTo{pathTo(life, "changes")};
  Shown shown = formPage(ask, life, "Ask for a change of day");
  say(shown.model, "Now: " + sessionsInWords(life.placement.sessions) + ".");
  const Date from = std::max(ask.tx.today(), life.placement.start);
  const auto taken =
      sessionsTakenElsewhere(ask.tx, life.placement.pupil, life.placement.caseId, from, life.placement.lastDay);
  if (!taken.empty()) say(shown.model, "Somewhere else already: " + sessionsInWords(taken) + ".");
  FormSlot slot{.command = "placement.ask_change", .values = caseValues(life.referral), .button = "Ask the other side"};
  if (const auto course = findCourse(ask.tx, life.placement.course))
    slot.shape = onDaysOf(changeForm().shape(), course->days);
  for (const Session& each : life.placement.sessions) slot.values["sessions"].push_back(sessionsToText({each}));
  shown.model.form("FORM", std::move(slot));
  return shown;
}

PageAnswer withdraw(PageRequest& ask) {
  const auto page = pageOf(ask);
  if (!page || page->life.ofCap()) return NotThere{};
  const Life& life = page->life;
  if (!life.stands()) return GoTo{pathTo(life, "changes")};
  Shown shown = formPage(ask, life, "Withdraw the pupil");
  if (const std::string locked = lockedFor(ask.tx, life); !locked.empty()) {
    say(shown.model, locked);
    if (!waitingMeeting(ask.tx, life.placement.id) && ask.viewer.may("placement.ask_meeting"))
      link(shown.model, life, "meeting", "Ask for the meeting");
    if (life.side != Side::school && !openStanding(ask.tx, life.placement.id, "pause") &&
        ask.viewer.may("placement.pause"))
      link(shown.model, life, "pause", "Pause attendance now");
    return shown;
  }
  if (const auto line = notStartedLine(ask.tx, life, page->rules); !line.empty()) say(shown.model, line);
  FormShape shape = withdrawForm().shape();
  if (!wasThere(ask.tx, life)) {
    // A pupil who never came: what is weighed is the school's own business.
    std::erase_if(shape.fields, [](const Field& field) {
      return field.name == "academic" || field.name == "wellbeing" || field.name == "safeguarding" ||
             field.name == "consulted" || field.name == "continuity";
    });
  }
  for (Field& field : shape.fields) {
    if (field.name != "sessions") continue;
    std::vector<Option> own;
    for (const Option& option : field.options)
      for (const Session& each : life.placement.sessions)
        if (option.value == sessionsToText({each})) own.push_back(option);
    field.options = own;
  }
  FieldTexts values = caseValues(life.referral);
  if (const auto w = openWithdrawal(ask.tx, life.placement.id); w && w->side == toWord(life.side)) {
    if (w->state == "sent") return GoTo{pathTo(life, "changes")};
    values["kind"] = {w->kind};
    values["reason"] = {w->reason};
    values["last_day"] = {w->lastDay.iso()};
    values["academic"] = {w->academic};
    values["wellbeing"] = {w->wellbeing};
    values["safeguarding"] = {w->safeguarding};
    values["consulted"] = {w->consulted};
    values["continuity"] = {w->continuity};
    for (const Session& each : w->sessions) values["sessions"].push_back(sessionsToText({each}));
  }
  shown.model.form("FORM", {.command = "placement.write_withdrawal",
                            .values = values,
                            .shape = shape,
                            .button = "See what follows from it"});
  return shown;
}

PageAnswer checkWithdrawal(PageRequest& ask) {
  const auto page = pageOf(ask);
  if (!page || page->life.ofCap()) return NotThere{};
  const Life& life = page->life;
  const auto w = openWithdrawal(ask.tx, life.placement.id);
  if (!life.stands() || !w || w->side != toWord(life.side) || w->state != "written")
    return GoTo{pathTo(life, "changes")};
  Shown shown = formPage(ask, life, "What follows from it");
  for (const std::string& line : cascadeOf(ask.tx, life, *w, page->rules)) shown.model.add("CASCADE").set("SAYS", line);
  if (life.side == Side::school && !w->talkedOn)
    say(shown.model, "You have noted no talk with CAP’s monitoring officer. It is better to talk first.");
  shown.back = pathTo(life, "withdraw");
  shown.model.form("FORM", {.command = "placement.send_withdrawal",
                            .values = caseValues(life.referral),
                            .button = "Send the withdrawal to CAP",
                            .warning = true});
  return shown;
}

PageAnswer pausePage(PageRequest& ask) {
  const auto page = pageOf(ask);
  if (!page || page->life.side == Side::school) return NotThere{};
  const Life& life = page->life;
  if (!life.stands() || openStanding(ask.tx, life.placement.id, "pause")) return GoTo{pathTo(life, "changes")};
  Shown shown = formPage(ask, life, "Pause attendance now");
  if (const auto school = findOrganisation(ask.tx, life.referral.school))
    say(shown.model,
        fmt::format("Ring the school now: {}, {}. The school rings the family and says who fetches the pupil.",
                    school->name, school->phone));
  say(shown.model,
      "It is no withdrawal and says nothing about money. The school, you and CAP meet, then the pupil comes again or "
      "the "
      "placement ends.");
  shown.model.form("FORM", {.command = "placement.pause",
                            .values = caseValues(life.referral),
                            .button = "Pause attendance from today",
                            .warning = true});
  return shown;
}

PageAnswer meetingPage(PageRequest& ask) {
  const auto page = pageOf(ask);
  if (!page) return NotThere{};
  const Life& life = page->life;
  if (!life.stands() || waitingMeeting(ask.tx, life.placement.id)) return GoTo{pathTo(life, "changes")};
  Shown shown = formPage(ask, life, "Ask for a meeting");
  shown.model.form("FORM", {.command = "placement.ask_meeting",
                            .values = caseValues(life.referral),
                            .button = "Ask CAP to arrange the meeting"});
  return shown;
}

// What a provider keeps when the papers are gone: the forms of withdrawals, without names.
PageAnswer forms(PageRequest& ask) {
  Shown shown;
  shown.title = "Forms of withdrawals";
  shown.back = "/";
  Model& m = shown.model;
  m.list("FORM_DONE");
  for (const std::int64_t provider : ask.viewer.caseOrganisations())
    for (const WithdrawalForm& form : withdrawalForms(ask.tx, provider, kMostLines)) {
      Model& row = m.add("FORM_DONE");
      row.set("REFERENCE", form.reference).list("FACT");
      fact(row, "Withdrawal by", nameOf(form.withdrawal.side));
      fact(row, "Reason", kindInWords(form.withdrawal.kind));
      fact(row, "Days that end",
           form.withdrawal.sessions.empty() ? "all of them" : sessionsInWords(form.withdrawal.sessions));
      fact(row, "Last day", form.withdrawal.lastDay.longWords());
      fact(row, "Processed", form.withdrawal.closed ? londonDate(*form.withdrawal.closed).words() : "");
      fact(row, "What is paid",
           form.withdrawal.feeDecided ? "Decided by CAP. " + form.withdrawal.feeDecidedSays : form.withdrawal.feeSays);
    }
  m.show("NONE", m.sections().at("FORM_DONE").empty());
  return shown;
}

// The home page of a school: who has not come yet, and until when leaving costs nothing.
std::vector<Tile::Line> notStartedLines(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  for (const std::string& reference : notStarted(ask.tx, ask.tx.today(), kMostLines)) {
    const auto life = lifeOf(ask.tx, reference);
    if (!life || life->side != Side::school) continue;
    const Rules rules = rulesOf(ask.services, life->referral, ask.tx.today());
    const auto pupil = findPupil(ask.tx, life->referral.pupil);
    lines.push_back({reference + (pupil ? " " + pupil->name() : "") + ": " + notStartedLine(ask.tx, *life, rules),
                     "/placements/" + reference + "/withdraw", "", true});
  }
  return lines;
}

PageDeclaration page(const char* path, const char* name, const char* permission, const char* says, const char* file,
                     std::vector<std::string> commands, PageAnswer (*fill)(PageRequest&)) {
  return {.path = std::string("/placements/{reference}/") + path,
          .name = name,
          .permission = permission,
          .says = says,
          .file = file,
          .commands = std::move(commands),
          .fill = fill};
}

}  // namespace

void offerPages(Offers& offers) {
  offers.pages.push_back(
      page("changes", "placement.changes", "placement.follow",
           "What is under way on a placement: change of day, pause, withdrawal.", "changes.tpl",
           {"placement.agree_change", "placement.send_change", "placement.ask_to_send_change", "placement.do_change",
            "placement.drop_change", "placement.do_withdrawal", "placement.take_back_withdrawal",
            "placement.record_non_starter", "placement.record_meeting", "placement.resume", "placement.decide_fee"},
           changes));
  offers.pages.push_back(page("change-day", "placement.change_day", "placement.change_day",
                              "Asks the other side for a change of day.", "one_form.tpl", {"placement.ask_change"},
                              changeDay));
  offers.pages.push_back(page("withdraw", "placement.withdraw", "placement.withdraw",
                              "Writes a withdrawal from all or some days.", "one_form.tpl",
                              {"placement.write_withdrawal"}, withdraw));
  offers.pages.push_back(page("withdraw/check", "placement.withdraw_check", "placement.withdraw",
                              "What follows from a withdrawal, before it is sent.", "one_form.tpl",
                              {"placement.send_withdrawal"}, checkWithdrawal));
  offers.pages.push_back(page("pause", "placement.pause", "placement.pause",
                              "Pauses a pupil’s attendance for safety, from today.", "one_form.tpl",
                              {"placement.pause"}, pausePage));
  offers.pages.push_back(page("meeting", "placement.meeting", "placement.ask_meeting",
                              "Asks for a meeting of school, provider and CAP about a placement.", "one_form.tpl",
                              {"placement.ask_meeting"}, meetingPage));
  offers.pages.push_back({.path = "/withdrawals",
                          .name = "placement.forms",
                          .permission = "placement.keep_forms",
                          .says = "Forms of withdrawals from the provider’s placements, without names.",
                          .file = "forms.tpl",
                          .fill = forms});
  offers.navigation.push_back({"Forms of withdrawals", "/withdrawals", "placement.keep_forms", 14});
  offers.tiles.push_back({.name = "placement.not_started",
                          .permission = "placement.send_change",
                          .order = 25,
                          .heading = "Not started yet",
                          .nothing = "Every pupil whose first day has come was there.",
                          .fill = notStartedLines});
}

}  // namespace capd::placement
