#include "Meeting.h"

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "Reviews.h"
#include "Withdrawing.h"
#include "cases/referral/Learner.h"

namespace capd::placement {
namespace {

constexpr int kRefusals = 2;  // after so many CAP may go on without the school, with a reason

Deadline meetingDue(WriteTx& tx, const Rules& rules, int within) {
  return withinWorkingDays(*rules.calendar, tx.today(), within);
}

void askForMeeting(WriteTx& tx, const Life& life, PlacementMeeting meeting, const Rules& rules) {
  meeting.caseId = life.referral.id;
  meeting.placement = life.placement.id;
  const int within = meeting.about == "pause" ? rules.pauseMeetingWithin : rules.meetingWithin;
  const std::int64_t id = addPlacementMeeting(tx, meeting);
  ask(tx, life,
      {kMeeting, "cap", "cap.monitoring_officer", "Meet the school and the provider about a placement, and record it",
       rules.withdrawalClause, meetingDue(tx, rules, within)},
      id);
}

Outcome askMeeting(WriteTx& tx, const AskMeetingIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (waitingMeeting(tx, life.placement.id))
    return conflict("A meeting about this placement is asked for already. CAP arranges it.");
  PlacementMeeting meeting;
  meeting.about = isSend(tx, life.referral) ? "send_review" : "withdrawal";
  meeting.side = toWord(life.side);
  meeting.reason = in.reason;
  meeting.proposed = in.proposed;
  askForMeeting(tx, life, meeting, p.rules);
  if (meeting.about == "send_review" && !openStanding(tx, life.placement.id, "send_review")) {
    Standing review;
    review.caseId = life.referral.id;
    review.placement = life.placement.id;
    review.kind = "send_review";
    review.side = meeting.side;
    review.reason = in.reason;
    addStanding(tx, review);
  }
  const std::string who = life.ofCap() ? "CAP" : life.side == Side::school ? "The school" : "The provider";
  note(tx, life, "meeting_asked",
       who + " asks for a meeting with the school, the provider and CAP about whether this placement can go on.");
  tellOthers(tx, life, kMeetingAsked, p.rules, whoActs(life));
  if (!life.ofCap()) {
    SlotValues slots = whoActs(life);
    slots.emplace("by_when", SlotValue::day(meetingDue(tx, p.rules, p.rules.meetingWithin).lastDay()));
    tell(tx, life, "cap", kMeetingToArrange, p.rules, slots, "cap.monitoring_officer");
  }
  return done(life, "CAP is asked to arrange the meeting, and the others are told.");
}

struct PreparedMeeting {
  Rules rules;
  bool replaces = false;
};
Prepared<PreparedMeeting> prepareMeeting(Preparing& at, const MeetingIn& in) {
  const auto referral = findReferral(at.tx, in.reference);
  if (!referral) return Refused::notThere();
  return PreparedMeeting{rulesOf(at.services, *referral, at.tx.today()), mayBeReplaced(at.services, *referral)};
}

// Who stayed away, in words.
std::string awayOne(ReadTx& tx, const Life& life) { return isSend(tx, life.referral) ? "the SEND team" : "the school"; }

Problems faultsOf(ReadTx& tx, const MeetingIn& in, const Life& life) {
  Problems problems;
  if (in.outcome == "held") {
    if (!in.heldOn) problems.push_back({"held_on", "Enter the day of the meeting"});
    if (in.whoCame.empty()) problems.push_back({"who_came", "Say who came: of the school, of the provider, of CAP"});
  }
  if (in.heldOn && *in.heldOn > tx.today())
    problems.push_back(
        {"held_on", fmt::format("{} is still to come. Record the meeting when it was held.", in.heldOn->words())});
  if (in.heldOn && *in.heldOn < londonDate(life.referral.created))
    problems.push_back(
        {"held_on", fmt::format("{} was before the referral was begun. Check the year.", in.heldOn->words())});
  const bool review = waitingMeeting(tx, life.placement.id)->about == "send_review";
  if (review && in.outcome == "held" && in.decision.value_or("").empty())
    problems.push_back({"decision", "Choose what comes of the review: back in, something else, or an end"});
  if (!review && !in.decision.value_or("").empty())
    problems.push_back({"decision", "Only a review of a SEND placement has one. Leave it empty."});
  if (in.outcome == "go_on") {
    std::int64_t refusals = 0;
    for (const PlacementMeeting& each : placementMeetings(tx, life.placement.id))
      refusals += each.outcome == "refused" ? 1 : 0;
    if (refusals < kRefusals)
      problems.push_back({"outcome", fmt::format("CAP goes on without the school once it has stayed away {} times. So "
                                                 "far: {}.",
                                                 kRefusals, refusals)});
  }
  return problems;
}

Outcome recordMeeting(WriteTx& tx, const MeetingIn& in, const PreparedMeeting& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (!life.ofCap()) return Refused::notThere();
  auto meeting = waitingMeeting(tx, life.placement.id);
  if (!meeting) return conflict("No meeting is asked for on this placement. Ask for one first.");
  Problems problems = faultsOf(tx, in, life);
  if (in.decision.value_or("") == "replaced" && !p.replaces)
    problems.push_back({"decision", "On this programme the SEND team replaces nobody. Choose another."});
  if (!problems.empty()) return Refused(std::move(problems));
  meeting->decision = in.outcome == "held" ? in.decision.value_or("") : "";
  meeting->outcome = in.outcome;
  meeting->heldOn = in.heldOn ? in.heldOn : std::optional<Date>(tx.today());
  meeting->whoCame = in.whoCame;
  meeting->says = in.says;
  recordPlacementMeeting(tx, *meeting);
  closeDutiesOf(tx, kMeeting, life.referral.reference, std::to_string(meeting->id));
  if (in.outcome == "refused") {
    askForMeeting(tx, life, *meeting, p.rules);
    note(tx, life, "meeting_refused",
         fmt::format("A meeting on {} could not be held: {} did not come.", meeting->heldOn->words(),
                     awayOne(tx, life)));
    return done(life,
                fmt::format("It is recorded that {} did not come. A new meeting is asked for.", awayOne(tx, life)));
  }
  closeStandings(tx, life.placement.id, "send_review", in.says);
  note(tx, life, "meeting_held",
       in.outcome == "held"
           ? fmt::format("The meeting about this placement was held on {}.{}", meeting->heldOn->words(),
                         meeting->decision.empty() ? "" : " " + reviewDecisionInWords(meeting->decision) + ".")
           : fmt::format("CAP goes on without {}, which did not come to two meetings.", awayOne(tx, life)));
  return done(life, "The meeting is recorded.");
}

Outcome pause(WriteTx& tx, const PauseIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side == Side::school) return conflict("The provider or CAP pauses attendance. Ring CAP now.");
  if (openStanding(tx, life.placement.id, "pause")) return conflict("Attendance is paused already.");
  Problems problems;
  if (!in.schoolRung) problems.push_back({"school_rung", "Ring the school first: it expects the pupil from now on."});
  if (!in.parentsRung && !keptFromParents(tx, life.referral.id))
    problems.push_back({"parents_rung",
                        "Somebody must have rung the parents or carers, usually the school, before the "
                        "pupil is turned away."});
  if (!problems.empty()) return Refused(std::move(problems));
  Standing pause;
  pause.caseId = life.referral.id;
  pause.placement = life.placement.id;
  pause.kind = "pause";
  pause.side = toWord(life.side);
  pause.reason = in.reason;
  addStanding(tx, pause);
  if (!waitingMeeting(tx, life.placement.id)) {
    PlacementMeeting meeting;
    meeting.about = "pause";
    meeting.side = pause.side;
    meeting.reason = in.reason;
    askForMeeting(tx, life, meeting, p.rules);
  }
  const std::string who = life.ofCap() ? "CAP" : "The provider";
  note(tx, life, "paused",
       fmt::format("{} paused attendance for safety from {}. {} rung. It is no withdrawal.", who, tx.today().words(),
                   in.parentsRung ? "The school and the family were" : "The school was"));
  tell(tx, life, "school", kPausedSchool, p.rules, whoActs(life));
  if (life.ofCap())
    tell(tx, life, "provider", kPausedProvider, p.rules);
  else
    tell(tx, life, "cap", kPausedCap, p.rules,
         {{"by_when", SlotValue::day(meetingDue(tx, p.rules, p.rules.pauseMeetingWithin).lastDay())}},
         "cap.monitoring_officer");
  return done(life, fmt::format("Attendance is paused from today. CAP meets you and the school within {} working days. "
                                "This is no withdrawal.",
                                p.rules.pauseMeetingWithin));
}

Outcome resume(WriteTx& tx, const ReasonIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  const auto pause = openStanding(tx, life.placement.id, "pause");
  if (!pause) return conflict("Attendance is not paused.");
  if (life.side == Side::school) return conflict("The provider or CAP ends the pause.");
  bool met = false;
  for (const PlacementMeeting& each : placementMeetings(tx, life.placement.id))
    met = met || (each.recorded && *each.recorded >= pause->opened && each.outcome != "refused");
  if (!met)
    return conflict("The school, the provider and CAP meet first, and CAP records it. Then the pupil comes back.");
  closeStandings(tx, life.placement.id, "pause", in.reason);
  note(tx, life, "resumed", fmt::format("The pupil comes again from {}: {}", tx.today().words(), in.reason));
  tellOthers(tx, life, kAttendanceGoesOn, p.rules);
  return done(life, "The pause is over: the pupil comes again from today.");
}

}  // namespace

std::optional<PlacementMeeting> waitingMeeting(ReadTx& tx, std::int64_t placement) {
  for (PlacementMeeting& each : placementMeetings(tx, placement))
    if (!each.recorded) return std::move(each);
  return std::nullopt;
}

std::string aboutInWords(const std::string& about) {
  if (about == "pause") return "after attendance was paused";
  if (about == "send_review") return "to review a SEND placement";
  return "before a withdrawal";
}

std::string lockedFor(ReadTx& tx, const Life& life) {
  const bool send = isSend(tx, life.referral);
  const bool provider = life.side == Side::provider;
  if (!send && !provider) return {};
  for (const PlacementMeeting& each : placementMeetings(tx, life.placement.id)) {
    if (each.outcome != "held" && each.outcome != "go_on") continue;
    if (!send || each.about == "send_review") return {};
  }
  if (send && reviewEndsIt(tx, life.placement.id)) return {};
  if (send)
    return "Before anybody withdraws a learner from a SEND course, the SEND team, the provider and CAP review the "
           "placement together. Ask for the review; CAP records it.";
  return "A provider withdraws after a meeting with the school and CAP, which CAP records. Ask for the meeting. If the "
         "pupil can’t come tomorrow, pause attendance now.";
}

Form<AskMeetingIn> askMeetingForm() {
  Form<AskMeetingIn> form;
  caseFields(form);
  Field reason = longField("reason", "What worries you about this placement?", "Say what worries you",
                           "What concerns safeguarding goes from lead to lead, not here");
  reason.least = 10;
  form.field(&AskMeetingIn::reason, std::move(reason));
  form.field(&AskMeetingIn::proposed, longField("proposed", "Three days on which you could meet",
                                                "Give days on which you could meet", "One a line"));
  return form;
}

Form<MeetingIn> meetingForm() {
  Form<MeetingIn> form;
  caseFields(form);
  form.field(
      &MeetingIn::outcome,
      {.name = "outcome",
       .label = "What came of it?",
       .kind = FieldKind::choice,
       .missing = "Choose what came of it",
       .options = {{"held", "The meeting was held, with the school and the provider", ""},
                   {"refused", "The school did not come", "A new meeting is asked for"},
                   {"go_on", "CAP goes on without the school", "After it stayed away twice, with the reason below"}}});
  form.field(&MeetingIn::heldOn, {.name = "held_on", .label = "On which day?", .kind = FieldKind::date});
  form.field(&MeetingIn::whoCame, {.name = "who_came", .label = "Who came?", .most = 300, .personal = true});
  Field says = longField("says", "What was agreed, and what else was looked for?", "Say what was agreed");
  says.least = 10;
  form.field(&MeetingIn::says, std::move(says));
  form.field(&MeetingIn::decision,
             {.name = "decision",
              .label = "What comes of the review?",
              .kind = FieldKind::choice,
              .options = {{"re_engage", "The learner is helped to take part again", ""},
                          {"re_direct", "Something else is looked for", "The placement goes on until then"},
                          {"ends", "The placement is to end", "Whoever withdraws writes the form"},
                          {"replaced", "The SEND team gives the place to another learner",
                           "With a next step for the one who leaves"}}});
  return form;
}

FormShape meetingShape(bool send, bool replaces) {
  FormShape shape = meetingForm().shape();
  if (!send) std::erase_if(shape.fields, [](const Field& field) { return field.name == "decision"; });
  for (Field& field : shape.fields) {
    if (field.name == "decision" && !replaces)
      std::erase_if(field.options, [](const Option& option) { return option.value == "replaced"; });
    if (field.name == "outcome" && send)
      field.options = {
          {"held", "The review was held, with the SEND team and the provider", ""},
          {"refused", "The SEND team did not come", "A new review is asked for"},
          {"go_on", "CAP goes on without the SEND team", "After it stayed away twice, with the reason below"}};
  }
  return shape;
}

std::string reviewDecisionInWords(const std::string& decision) {
  const FormShape shape = meetingForm().shape();
  if (const Field* field = shape.find("decision"))
    for (const Option& option : field->options)
      if (option.value == decision) return option.label;
  return decision;
}

bool mayBeReplaced(const Services& services, const ReferralRecord& referral) {
  const auto by = programmeValue(services, referral, "replaced_by");
  return by && (by->words == "send_team" || by->words == "the SEND team");
}

Form<PauseIn> pauseForm() {
  Form<PauseIn> form;
  caseFields(form);
  Field reason = longField("reason", "Why can’t this pupil come?", "Say why the pupil can’t come",
                           "Only what the school and CAP need to know. A worry about a child goes from lead to lead");
  reason.least = 10;
  form.field(&PauseIn::reason, std::move(reason));
  form.field(&PauseIn::schoolRung, {.name = "school_rung",
                                    .label = "Have you rung the school?",
                                    .kind = FieldKind::yesNo,
                                    .missing = "Say whether the school was rung"});
  form.field(&PauseIn::parentsRung, {.name = "parents_rung",
                                     .label = "Were the parents or carers rung, by the school or by you?",
                                     .kind = FieldKind::yesNo,
                                     .missing = "Say whether the parents or carers were rung"});
  return form;
}

void offerMeetings(Offers& offers) {
  offers.command(CommandOf<AskMeetingIn, PreparedRules>{
      .name = "placement.ask_meeting",
      .permission = "placement.ask_meeting",
      .says = "Asks for a meeting of school, provider and CAP about a placement.",
      .form = askMeetingForm(),
      .prepare = prepareRules<AskMeetingIn>,
      .apply = askMeeting});
  offers.command(CommandOf<MeetingIn, PreparedMeeting>{
      .name = "placement.record_meeting",
      .permission = "placement.record_meeting",
      .says = "Records the meeting about a placement, or that the school did not come.",
      .form = meetingForm(),
      .prepare = prepareMeeting,
      .apply = recordMeeting});
}

void offerPause(Offers& offers) {
  offers.command(CommandOf<PauseIn, PreparedRules>{.name = "placement.pause",
                                                   .permission = "placement.pause",
                                                   .says = "Pauses a pupil’s attendance for safety, from today.",
                                                   .form = pauseForm(),
                                                   .prepare = prepareRules<PauseIn>,
                                                   .apply = pause});
  offers.command(CommandOf<ReasonIn, PreparedRules>{
      .name = "placement.resume",
      .permission = "placement.pause",
      .says = "Ends a pause for safety: the pupil comes again.",
      .form = reasonForm("What makes it safe again?", "Say what makes it safe again"),
      .prepare = prepareRules<ReasonIn>,
      .apply = resume});
}

}  // namespace capd::placement
