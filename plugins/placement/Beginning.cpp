// Pages of one form each, with which something on a placement begins.

#include <fmt/format.h>

#include <algorithm>

#include "Halting.h"
#include "Meeting.h"
#include "Pages.h"
#include "Replacing.h"
#include "Withdrawing.h"
#include "cases/course/Course.h"
#include "cases/organisation/Organisation.h"
#include "cases/pupil/Pupil.h"
#include "placement_store.h"

namespace capd::placement {
namespace {

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

}  // namespace

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
    if (mayAskForMeeting(ask, life)) link(shown.model, life, "meeting", "Ask for the meeting");
    if (mayPause(ask, life)) link(shown.model, life, "pause", "Pause attendance now");
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
      "the placement ends.");
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

PageAnswer haltPage(PageRequest& ask) {
  const auto page = pageOf(ask);
  if (!page || page->life.side == Side::school) return NotThere{};
  const Life& life = page->life;
  if (!life.stands() || openStanding(ask.tx, life.placement.id, "halt")) return GoTo{pathTo(life, "changes")};
  Shown shown = formPage(ask, life, "Halt this placement");
  for (const char* line : {"From today the pupil is not expected here, on any of the days below.",
                           "CAP’s Operations Lead looks into it today, and decides: it goes on, or it ends.",
                           "Nothing else ends by this: it is no withdrawal, and says nothing about money."})
    shown.model.add("CASCADE").set("SAYS", line);
  shown.model.add("CASCADE").set("SAYS", "What stops: " + sessionsInWords(life.placement.sessions) + ".");
  for (const Contact& each : contacts(ask.tx, capOrganisation(ask.tx), "cap.operations_lead"))
    say(shown.model, fmt::format("Ring CAP’s Operations Lead now: {}, {}.", each.name, each.phone));
  if (const auto school = findOrganisation(ask.tx, life.referral.school))
    say(shown.model, fmt::format("Ring {} now: {}.", school->name, school->phone));
  shown.model.form("FORM", {.command = "placement.halt",
                            .values = caseValues(life.referral),
                            .button = "Halt the placement from today",
                            .warning = true});
  return shown;
}

PageAnswer replacePage(PageRequest& ask) {
  const auto page = pageOf(ask);
  if (!page || page->life.side != Side::school) return NotThere{};
  const Life& life = page->life;
  if (!life.stands()) return GoTo{pathTo(life, "changes")};
  Shown shown = formPage(ask, life, "Give the place to another learner");
  if (const std::string locked = replaceLocked(ask.tx, life, mayBeReplaced(ask.services, life.referral));
      !locked.empty()) {
    say(shown.model, locked);
    if (mayAskForMeeting(ask, life)) link(shown.model, life, "meeting", "Ask for the review");
    return shown;
  }
  say(shown.model,
      "CAP withdraws the learner first. Then the place is free, and CAP sets the placement of the other one up.");
  shown.model.form("FORM", {.command = "placement.replace",
                            .values = caseValues(life.referral),
                            .shape = replaceShape(waitingForPlace(ask.tx, life.placement.course)),
                            .button = "Send it to CAP",
                            .warning = true});
  return shown;
}

}  // namespace capd::placement
