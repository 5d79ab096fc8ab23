#include "ChangeOfDay.h"

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "cases/course/Course.h"

namespace capd::placement {
namespace {

// Everything that is wrong with what was asked for, at once.
Problems faultsOf(ReadTx& tx, const ChangeIn& in, const Life& life, const std::vector<Session>& sessions) {
  Problems problems;
  if (in.from < tx.today())
    problems.push_back({"from", fmt::format("{} has passed. Old marks keep the old day: give today or a later day.",
                                            in.from.words())});
  else if (in.from < life.placement.start)
    problems.push_back({"from", fmt::format("The placement starts on {}. Give that day or a later one.",
                                            life.placement.start.words())});
  else if (life.placement.lastDay && in.from > *life.placement.lastDay)
    problems.push_back(
        {"from", fmt::format("The placement ends on {}. Give an earlier day.", life.placement.lastDay->words())});
  const auto now = life.placement.sessionsOn(std::max(in.from, life.placement.start));
  if (sessions.size() != now.size())
    problems.push_back(
        {"sessions",
         fmt::format("The pupil comes for {} half {} a week. A change of day keeps that number: choose {}. Fewer is a "
                     "withdrawal of some days; more is a new answer of the provider, which CAP sets up.",
                     now.size(), now.size() == 1 ? "day" : "days", now.size())});
  else if (sessions == now)
    problems.push_back({"sessions", "These are the days as they are. Choose the days as they are to be."});
  if (const auto course = findCourse(tx, life.placement.course))
    for (const Session& each : sessions)
      if (std::find(course->days.begin(), course->days.end(), each.weekday) == course->days.end()) {
        problems.push_back(
            {"sessions", fmt::format("The course runs on {}. Choose among these.", daysInWords(course->days))});
        break;
      }
  return problems;
}

Outcome askChange(WriteTx& tx, const ChangeIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.ofCap()) return conflict("The school or the provider begins a change of day.");
  if (openDayChange(tx, life.placement.id))
    return conflict("A change of day is under way on this placement already. It is agreed, sent or taken back first.");
  const auto sessions = sessionsFromText(joined(in.sessions));
  if (auto problems = faultsOf(tx, in, life, sessions); !problems.empty()) return Refused(std::move(problems));
  DayChange change;
  change.caseId = life.referral.id;
  change.placement = life.placement.id;
  change.side = toWord(life.side);
  change.kind = in.kind;
  change.reason = in.reason;
  change.achievement = in.achievement;
  change.health = in.health;
  change.wellbeing = in.wellbeing;
  change.travel = in.travel;
  change.before = life.placement.sessionsOn(std::max(in.from, life.placement.start));
  change.sessions = sessions;
  change.from = in.from;
  const std::int64_t id = addDayChange(tx, change);
  const char* other = life.side == Side::school ? "provider" : "school";
  ask(tx, life,
      {kAgreeChange, other, "", "Agree to a change of day, or say no", p.rules.changeClause,
       withinWorkingDays(*p.rules.calendar, tx.today(), p.rules.changeAgreedWithin)},
      id);
  const std::string asks = life.side == Side::school ? "The school" : "The provider";
  note(tx, life, "change_asked",
       fmt::format("{} asks for a change of day from {}: {} instead of {}.", asks, in.from.words(),
                   sessionsInWords(sessions), sessionsInWords(change.before)));
  tell(tx, life, other, kChangeToAgree, p.rules, whoActs(life));
  std::string says = "The change of day is asked for. " + std::string(life.side == Side::school
                                                                          ? "The provider agrees, then you send it."
                                                                          : "The school agrees and sends it to CAP.");
  for (const std::string& clash : clashes(tx, life, sessions, in.from, p.rules)) says += " " + clash;
  if (const std::string week = weekOfChange(life, change); !week.empty()) says += " " + week;
  return done(life, std::move(says));
}

Outcome agree(WriteTx& tx, const CaseIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  const auto change = openDayChange(tx, life.placement.id);
  if (!change || change->state != "asked") return conflict("No change of day waits to be agreed to.");
  if (life.ofCap() || change->side == toWord(life.side))
    return conflict(fmt::format("You asked for this change. {} agrees to it.",
                                change->side == "school" ? "The provider" : "The school"));
  moveDayChange(tx, change->id, "agreed");
  closeDuties(tx, kAgreeChange, life.referral.reference);
  ask(tx, life,
      {kSendChange, "school", "", "Send the agreed change of day to CAP", p.rules.changeClause,
       withinWorkingDays(*p.rules.calendar, tx.today(), p.rules.changeAgreedWithin)},
      change->id);
  note(tx, life, "change_agreed",
       fmt::format("{} agrees to the change of day.", life.side == Side::school ? "The school" : "The provider"));
  if (life.side == Side::provider) tell(tx, life, "school", kChangeToSend, p.rules);
  return done(life, life.side == Side::school ? "You have agreed. Now send it to CAP: only the school can."
                                              : "You have agreed. The school sends it to CAP now.");
}

Outcome askToSend(WriteTx& tx, const CaseIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  const auto change = openDayChange(tx, life.placement.id);
  if (life.side != Side::provider || !change || change->state != "agreed")
    return conflict("No agreed change of day waits for the school to send it.");
  tell(tx, life, "school", kChangeAskedToSend, p.rules);
  note(tx, life, "change_asked_to_send", "The provider asked the school to send the change of day.");
  return done(life, "The school is asked by email to send the change of day.");
}

Outcome sendChange(WriteTx& tx, const CaseIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side != Side::school)
    return conflict("Only a representative of the school sends a change of day to CAP. Ask the school to send it.");
  const auto change = openDayChange(tx, life.placement.id);
  if (!change || change->state == "sent")
    return conflict("No change of day waits to be sent: none is open, or it was sent before.");
  if (change->state != "agreed") return conflict("The provider has not agreed to this change of day yet.");
  Problems problems;
  for (std::string& clash : clashes(tx, life, change->sessions, change->from, p.rules))
    problems.push_back({"", std::move(clash)});
  if (!problems.empty()) return Refused(std::move(problems));
  moveDayChange(tx, change->id, "sent");
  closeDuties(tx, kSendChange, life.referral.reference);
  ask(tx, life,
      {kDoChange, "cap", "cap.admin", "Enter a change of day in CLM and Capita", p.rules.changeClause,
       withinWorkingDays(*p.rules.calendar, tx.today(), p.rules.changeWithin)},
      change->id);
  note(tx, life, "change_sent", "The school sent the change of day to CAP.");
  return done(life, fmt::format("The change of day is with CAP, which enters it within {} working days. Until CAP "
                                "confirms it, the old day stands.",
                                p.rules.changeWithin));
}

Outcome doChange(WriteTx& tx, const TickedIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  const auto change = openDayChange(tx, life.placement.id);
  if (!life.ofCap()) return Refused::notThere();
  if (!change || change->state != "sent") return conflict("No change of day waits to be entered.");
  Problems problems;
  notTicked(in, problems);
  const Date from = std::max(change->from, tx.today());
  if (life.placement.sessionsOn(from) != change->before)
    problems.push_back({"", "The pupil’s days changed since this was agreed. Say no to it, and ask for a new one."});
  for (std::string& clash : clashes(tx, life, change->sessions, from, p.rules))
    problems.push_back({"", std::move(clash)});
  if (!problems.empty()) return Refused(std::move(problems));
  setSessions(tx, life.placement, change->sessions, from);
  savePlacement(tx, life.placement);
  moveDayChange(tx, change->id, "done");
  closeDuties(tx, kDoChange, life.referral.reference);
  const std::string says = fmt::format("From {} the pupil comes on {}. Until then: {}.", from.longWords(),
                                       sessionsInWords(change->sessions), sessionsInWords(change->before));
  note(tx, life, "change_done", says);
  tell(tx, life, "school", kChangeDoneSchool, p.rules, {{"from", SlotValue::day(from)}});
  tell(tx, life, "provider", kChangeDoneProvider, p.rules, {{"from", SlotValue::day(from)}});
  return done(life, says + " The school and the provider are told.");
}

Outcome dropChange(WriteTx& tx, const ReasonIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  const auto change = openDayChange(tx, life.placement.id);
  if (!change) return conflict("No change of day is under way on this placement.");
  moveDayChange(tx, change->id, "dropped", in.reason);
  for (const char* kind : {kAgreeChange, kSendChange, kDoChange})
    closeDuties(tx, kind, life.referral.reference, "not_needed");
  const std::string who = life.ofCap() ? "CAP" : life.side == Side::school ? "The school" : "The provider";
  note(tx, life, "change_dropped", fmt::format("{} does not go on with the change of day: {}", who, in.reason));
  tellOthers(tx, life, kChangeDropped, p.rules, whoActs(life));
  return done(life, "The change of day does not happen. The old day stands.");
}

}  // namespace

Form<ChangeIn> changeForm() {
  Form<ChangeIn> form;
  caseFields(form);
  form.field(&ChangeIn::kind, {.name = "kind",
                               .label = "What is it about?",
                               .kind = FieldKind::choice,
                               .missing = "Choose what the change is about",
                               .options = {{"scheduling", "The timetable", ""},
                                           {"wellbeing", "The pupil’s wellbeing", ""},
                                           {"educational", "The pupil’s education", ""}}});
  form.field(&ChangeIn::reason, longField("reason", "Why?", "Say why the day is to change"));
  form.field(&ChangeIn::sessions, {.name = "sessions",
                                   .label = "When will the pupil come from then on?",
                                   .kind = FieldKind::choices,
                                   .hint = "As many mornings and afternoons as now",
                                   .missing = "Choose the mornings and afternoons",
                                   .options = halfDays()});
  form.field(&ChangeIn::from, {.name = "from",
                               .label = "From which day on?",
                               .kind = FieldKind::date,
                               .hint = "CAP needs 2 working days after the school has sent it",
                               .missing = "Enter the first day of the new week"});
  form.field(&ChangeIn::achievement, longField("achievement", "What does it mean for what the pupil achieves?",
                                               "Say what it means for what the "
                                               "pupil achieves"));
  form.field(&ChangeIn::health, longField("health", "What does it mean for the pupil’s health?",
                                          "Say what it means for the pupil’s health"));
  form.field(&ChangeIn::wellbeing, longField("wellbeing", "What does it mean for the pupil’s wellbeing?",
                                             "Say what it means for the pupil’s wellbeing"));
  form.field(&ChangeIn::travel, longField("travel", "Does the journey change?", "", "Leave empty when it does not"));
  return form;
}

Form<TickedIn> tickedForm() {
  Form<TickedIn> form;
  caseFields(form);
  form.field(&TickedIn::onClm, {.name = "on_clm",
                                .label = "Is it entered in CLM?",
                                .kind = FieldKind::yesNo,
                                .missing = "Say whether it is entered in CLM"});
  form.field(&TickedIn::onCapita, {.name = "on_capita",
                                   .label = "Is it entered in Capita?",
                                   .kind = FieldKind::yesNo,
                                   .missing = "Say whether it is entered in Capita"});
  return form;
}

void notTicked(const TickedIn& in, Problems& problems) {
  if (!in.onClm) problems.push_back({"on_clm", "Enter it in CLM first, then say so here."});
  if (!in.onCapita) problems.push_back({"on_capita", "Enter it in Capita first, then say so here."});
}

std::vector<std::string> clashes(ReadTx& tx, const Life& life, const std::vector<Session>& sessions, Date from,
                                 const Rules& rules) {
  std::vector<std::string> all;
  const auto& placement = life.placement;
  for (const Session& taken : sessionsTakenElsewhere(tx, placement.pupil, placement.caseId, from, placement.lastDay))
    if (std::find(sessions.begin(), sessions.end(), taken) != sessions.end())
      all.push_back(fmt::format("The pupil is somewhere else on {}. Choose another time.", sessionsInWords({taken})));
  const auto elsewhere = sessionsElsewhere(tx, placement.pupil, placement.caseId, from, placement.lastDay);
  const auto then = elsewhere + static_cast<std::int64_t>(sessions.size());
  const auto now = elsewhere + static_cast<std::int64_t>(placement.sessionsOn(std::max(from, placement.start)).size());
  if (then > rules.sessionsAWeek && then > now)
    all.push_back(fmt::format(
        "The pupil would have {} half days a week over all placements, and {} is the most. More needs CAP’s agreement "
        "to a third day.",
        then, rules.sessionsAWeek));
  return all;
}

std::string weekOfChange(const Life& life, const DayChange& change) {
  const Date monday = change.from.plusDays(1 - static_cast<int>(change.from.weekday()));
  std::size_t there = 0;
  for (const Session& each : change.before) {
    const Date day = monday.plusDays(each.weekday - 1);
    there += day < change.from && day >= life.placement.start ? 1 : 0;
  }
  for (const Session& each : change.sessions) there += monday.plusDays(each.weekday - 1) >= change.from ? 1 : 0;
  if (there == change.sessions.size() || monday <= life.placement.start) return {};
  return fmt::format(
      "In the week of {} the pupil comes for {} half days instead of {}, as the change falls within it. From a Monday "
      "on no half day is lost or doubled.",
      monday.longWords(), there, change.sessions.size());
}

void offerChangeOfDay(Offers& offers) {
  offers.command(CommandOf<ChangeIn, PreparedRules>{.name = "placement.ask_change",
                                                    .permission = "placement.change_day",
                                                    .says = "Asks the other side for a change of day.",
                                                    .form = changeForm(),
                                                    .prepare = prepareRules<ChangeIn>,
                                                    .apply = askChange});
  offers.command(CommandOf<CaseIn, PreparedRules>{.name = "placement.agree_change",
                                                  .permission = "placement.change_day",
                                                  .says = "Agrees to a change of day that the other side asked for.",
                                                  .form = caseForm(),
                                                  .prepare = prepareRules<CaseIn>,
                                                  .apply = agree});
  offers.command(CommandOf<CaseIn, PreparedRules>{.name = "placement.ask_to_send_change",
                                                  .permission = "placement.ask_school",
                                                  .says = "Asks the school to send an agreed change of day to CAP.",
                                                  .form = caseForm(),
                                                  .prepare = prepareRules<CaseIn>,
                                                  .apply = askToSend});
  offers.command(CommandOf<CaseIn, PreparedRules>{.name = "placement.send_change",
                                                  .permission = "placement.send_change",
                                                  .says = "Sends an agreed change of day to CAP.",
                                                  .form = caseForm(),
                                                  .prepare = prepareRules<CaseIn>,
                                                  .apply = sendChange});
  offers.command(CommandOf<TickedIn, PreparedRules>{
      .name = "placement.do_change",
      .permission = "placement.do_change",
      .says = "Enters a change of day once CLM and Capita have it, and tells both sides.",
      .form = tickedForm(),
      .prepare = prepareRules<TickedIn>,
      .apply = doChange});
  offers.command(CommandOf<ReasonIn, PreparedRules>{
      .name = "placement.drop_change",
      .permission = "placement.drop_change",
      .says = "Does not go on with a change of day, with the reason.",
      .form = reasonForm("Why does the change not go on? The others read this.", "Say why the change does not go on"),
      .prepare = prepareRules<ReasonIn>,
      .apply = dropChange});
}

}  // namespace capd::placement
