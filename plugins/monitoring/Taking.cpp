// Taking a register: one command for who was there, one for a session that did not take place (ATT-01, CAL-34).

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "Monitoring.h"
#include "capd/Event.h"
#include "cases/duty/Duty.h"
#include "cases/mail/Letter.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"

namespace capd::monitoring {
namespace {

constexpr char kStranger[] = "stranger";

struct TakeIn {
  std::string session;
  std::optional<std::string> led;
  std::optional<std::string> also;
  FieldTexts rest;
};

struct NotHeldIn {
  std::string session;
  std::string why;
};

struct TakePlan {
  Rules rules;
  bool pupilsCome = true;
  LetterSite site;
};

Field sessionField() {
  return {.name = "session",
          .label = "Session",
          .kind = FieldKind::hidden,
          .missing = "Open the register’s own page to take it",
          .most = 80};
}

Form<TakeIn> takeForm() {
  Form<TakeIn> form;
  form.field(&TakeIn::session, sessionField());
  form.field(&TakeIn::led, {.name = "led_by", .label = "Who was with the pupils?", .most = 40});
  form.field(&TakeIn::also, {.name = "also", .label = "Did somebody else come?", .most = 40});
  form.rest(&TakeIn::rest);
  return form;
}

Form<NotHeldIn> notHeldForm() {
  Form<NotHeldIn> form;
  form.field(&NotHeldIn::session, sessionField());
  form.field(&NotHeldIn::why, {.name = "why",
                               .label = "Why did the session not take place?",
                               .hint = "The schools concerned read this. No pupil’s name",
                               .missing = "Say why the session did not take place",
                               .least = 5,
                               .most = 200});
  return form;
}

template <class In>
Prepared<TakePlan> prepareTake(Preparing& at, const In& in) {
  const auto named = namedBy(at.tx, in.session);
  if (!named || !takesRegisters(at.tx.viewer(), named->course.provider)) return Refused::notThere();
  const auto rules = rulesOf(at.services.policy(), named->session.day);
  if (!rules)
    return Refused::because("",
                            "The policy in force does not say when sessions begin and by when registers are taken. "
                            "Call CAP.");
  return TakePlan{*rules, pupilsCome(at.services.policy(), named->session.day), letterSite(at.services)};
}

std::optional<Refused> tooEarly(WriteTx& tx, const SessionOf& session, const Times& times) {
  if (tx.now() >= times.starts) return std::nullopt;
  return Refused(Refused::Kind::conflict, "",
                 fmt::format("The session of {} begins at {}. Its register can be taken from then on.",
                             sessionWords(session), londonClock(times.starts)));
}

// What was said of each pupil who is expected; every gap beside its own pupil.
std::vector<NewMark> saidOf(const std::vector<Expected>& expected, const FieldTexts& rest, Problems& problems) {
  std::vector<NewMark> marks;
  for (const Expected& pupil : expected) {
    const std::string said = typedText(rest, "mark." + pupil.reference);
    if (said == "present" || said == "late" || said == "absent")
      marks.push_back({pupil, true, said});
    else
      problems.push_back({"mark." + pupil.reference, fmt::format("Say whether {} was here", pupil.name)});
  }
  return marks;
}

NewDuty lookAt(const Named& named, std::int64_t organisation, const std::string& role, const std::string& says,
               Instant today) {
  NewDuty duty;
  duty.kind = kUnexpected;
  duty.organisation = organisation;
  duty.role = role;
  duty.says = says;
  duty.clause = "000 section 12";
  duty.due = today;
  duty.occurrence = named.session.day.iso() + std::string(named.session.afternoon ? "p" : "a");
  return duty;
}

// Somebody is on site whom nobody expected: recorded as present, and the school and CAP hear of it now.
void tellOfUnexpected(WriteTx& tx, const Named& named, const Expected& pupil, const TakePlan& plan) {
  const Instant today = londonEndOf(tx.today());
  const std::string says = fmt::format("{}: the pupil is at {} and is not expected there: ring them", pupil.reference,
                                       named.course.providerName);
  for (const auto& [organisation, hat] :
       {std::pair<std::int64_t, std::string>{pupil.school, referrerRole(tx, pupil.school)},
        {capOrganisation(tx), "cap.admin"}}) {
    NewDuty duty = lookAt(named, organisation, hat, says, today);
    duty.subject = pupil.reference;
    duty.caseId = pupil.caseId;
    duty.occurrence += organisation == pupil.school ? ":school" : ":cap";
    const NewLetter letter{.kind = kUnexpectedPupil,
                           .subject = pupil.reference,
                           .caseId = pupil.caseId,
                           .slots = {{"half_day", SlotValue::half(named.session.day, named.session.afternoon)}},
                           .site = plan.site,
                           .reason = "duty",
                           .reasonId = openDuty(tx, duty)};
    sendLetter(tx, letter, organisation, hat);
  }
}

// Nobody here knows the child: CAP rings today. No name is written down that belongs to no case.
void tellOfStranger(WriteTx& tx, const Named& named) {
  NewDuty duty = lookAt(named, capOrganisation(tx), "cap.admin",
                        named.course.providerName + ": a pupil came who is on none of its lists: ring them",
                        londonEndOf(tx.today()));
  duty.kind = kStrangerDuty;
  duty.subject = keyOf(named.course, named.session);
  openDuty(tx, duty);
}

std::optional<NewMark> alsoCame(WriteTx& tx, const Named& named, const std::string& also, Problems& problems) {
  if (also.empty() || also == kStranger) return std::nullopt;
  for (const Expected& pupil : othersKnownTo(tx, named.course.provider, named.session))
    if (pupil.reference == also) return NewMark{pupil, false, "present"};
  problems.push_back({"also", "Choose the pupil from the list, or say that it is somebody who is not on it"});
  return std::nullopt;
}

// Whoever was with the pupils: somebody whose check CAP has seen (CMP-06). A provider that has nobody like that takes
// its register all the same; the pupils are there.
std::optional<std::int64_t> leader(WriteTx& tx, const Named& named, const std::string& led, Problems& problems) {
  bool somebody = false;
  for (const Nameable& each : nameableOnRegister(tx, named.course.provider, named.session.day)) {
    somebody = somebody || each.naming.may;
    if (each.code != led) continue;
    if (each.naming.may) return each.id;
    problems.push_back({"led_by", each.name + " can’t be named on a register. " + each.naming.why});
    return std::nullopt;
  }
  if (!led.empty()) problems.push_back({"led_by", "Choose somebody from the list"});
  if (led.empty() && somebody) problems.push_back({"led_by", "Say who was with the pupils"});
  return std::nullopt;
}

Register opened(WriteTx& tx, const Named& named, const Times& times, std::optional<std::int64_t> led) {
  auto before = findRegister(tx, named.session);
  Register taken = before.value_or(Register{});
  taken.provider = named.course.provider;
  taken.session = named.session;
  taken.starts = times.starts;
  taken.due = times.due;
  taken.ledBy = led;
  if (!before) taken.taken = tx.now();
  taken.id = saveRegister(tx, taken);
  return taken;
}

Done taken(const Named& named, const Register& reg, std::size_t marked, bool changed) {
  Done done;
  done.says = fmt::format("The register of {} is {}: {} {}.", sessionWords(named.session),
                          changed ? "changed" : "taken", marked, marked == 1 ? "pupil" : "pupils");
  if (!changed && reg.late()) done.says += fmt::format(" It was due by {}.", londonClock(reg.due));
  done.subject = keyOf(named.course, named.session);
  done.next = "/registers";
  return done;
}

Outcome take(WriteTx& tx, const TakeIn& in, const TakePlan& plan) {
  const auto named = namedBy(tx, in.session);
  if (!named || !takesRegisters(tx.viewer(), named->course.provider)) return Refused::notThere();
  const Times times = timesOf(tx, named->session, plan.rules);
  if (auto early = tooEarly(tx, named->session, times)) return std::move(*early);
  Problems problems;
  const auto expected =
      plan.pupilsCome ? expectedAt(tx, named->course.provider, named->session) : std::vector<Expected>{};
  std::vector<NewMark> marks = saidOf(expected, in.rest, problems);
  const std::string also = in.also.value_or("");
  auto came = alsoCame(tx, *named, also, problems);
  const auto led = leader(tx, *named, in.led.value_or(""), problems);
  if (!problems.empty()) return Refused(std::move(problems));
  if (marks.empty() && !came && also != kStranger)
    return Refused::because("also", "Nobody is expected at this session. Say who came, or leave it as it is.");
  if (came) marks.push_back(*came);
  const bool changed = findRegister(tx, named->session).has_value();
  const Register reg = opened(tx, *named, times, led);
  for (const NewMark& mark : marks) {
    if (!saveMark(tx, reg, mark) || mark.mark == "absent") continue;
    if (!mark.expected) tellOfUnexpected(tx, *named, mark.pupil, plan);
    PupilPresent present;
    present.referral = mark.pupil.caseId;
    present.day = named->session.day;
    tx.emit(present);
  }
  if (also == kStranger) tellOfStranger(tx, *named);
  closeDuties(tx, kTake, keyOf(named->course, named->session));
  return taken(*named, reg, marks.size(), changed);
}

Outcome notHeld(WriteTx& tx, const NotHeldIn& in, const TakePlan& plan) {
  const auto named = namedBy(tx, in.session);
  if (!named || !takesRegisters(tx.viewer(), named->course.provider)) return Refused::notThere();
  if (const auto before = findRegister(tx, named->session); before && !marksOf(tx, before->id).empty())
    return Refused(Refused::Kind::conflict, "",
                   fmt::format("{} took this register at {}, so the session did take place.", before->takenBy,
                               londonClock(before->taken)));
  const auto expected =
      plan.pupilsCome ? expectedAt(tx, named->course.provider, named->session) : std::vector<Expected>{};
  if (expected.empty())
    return Refused(Refused::Kind::conflict, "", "Nobody is expected at this session, so there is nothing to say.");
  opened(tx, *named, timesOf(tx, named->session, plan.rules), std::nullopt);
  for (const Expected& pupil : expected)
    addSessionNote(tx, pupil.caseId,
                   {"not_held", named->session.day,
                    fmt::format("The session of {} did not take place: {}", sessionWords(named->session), in.why),
                    tx.now(), named->course.providerName});
  closeDuties(tx, kTake, keyOf(named->course, named->session), "not_needed");
  Done done;
  done.says = fmt::format("It is recorded that the session of {} did not take place.", sessionWords(named->session));
  done.subject = keyOf(named->course, named->session);
  done.next = "/registers";
  return done;
}

}  // namespace

void offerTaking(Offers& offers) {
  offers.command(CommandOf<TakeIn, TakePlan>{.name = "register.take",
                                             .permission = "register.take",
                                             .says = "Says who was at a session.",
                                             .form = takeForm(),
                                             .prepare = prepareTake<TakeIn>,
                                             .apply = take,
                                             .moves = {{"confirmed", "active", "The register sees the pupil"}}});
  offers.command(CommandOf<NotHeldIn, TakePlan>{.name = "register.not_held",
                                                .permission = "register.take",
                                                .says = "Says that a session did not take place.",
                                                .form = notHeldForm(),
                                                .prepare = prepareTake<NotHeldIn>,
                                                .apply = notHeld});
}

}  // namespace capd::monitoring
