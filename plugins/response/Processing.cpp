#include "Processing.h"

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "capd/Event.h"
#include "cases/decision/Decision.h"
#include "cases/document/Document.h"
#include "cases/mail/Letter.h"
#include "cases/organisation/Organisation.h"
#include "cases/policy/Phases.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Places.h"
#include "response_store.h"

namespace capd::response {
namespace {

// A case that waits in a state, with the yes that stands.
struct Yes {
  ReferralRecord referral;
  Response answer;
  Choice choice;
};
using YesOrNot = std::variant<Yes, Refused>;

YesOrNot yesIn(ReadTx& tx, const std::string& reference, ReferralState state, const char* otherwise) {
  auto referral = findReferral(tx, reference);
  if (!referral) return Refused::notThere();
  if (referral->state != state) return Refused(Refused::Kind::conflict, "", otherwise);
  auto choice = currentChoice(tx, *referral);
  auto answer = latestResponse(tx, referral->id);
  // Nothing is processed without the provider's own yes (REF-51).
  if (!choice || !answer || !answer->yes || answer->choice != choice->id || !answer->start)
    return Refused(Refused::Kind::conflict, "",
                   "There is no yes of the provider on this referral: nothing can be set up without it.");
  return Yes{std::move(*referral), std::move(*answer), std::move(*choice)};
}

constexpr char kNotAnswered[] =
    "This referral is not waiting to be set up: no yes of the provider is open on it, or it was set up before.";
constexpr char kNotProcessing[] =
    "This placement is not being set up: it was confirmed before, or nothing has been processed yet.";

std::string capInWords(const WeekJudgement& week) {
  return fmt::format(
      "With this placement the pupil would have {} a week over all placements ({} here, {} elsewhere). {} is the most. "
      "For a third day the school asks and the Operations Lead grants it on this page, with a reason, for {} weeks at "
      "most. Or ask the provider again for fewer days. {}",
      halfDaysInWords(week.own + week.elsewhere), week.own, week.elsewhere, halfDaysInWords(week.usual),
      week.thirdDayWeeks, week.dayCap ? week.dayCap->clause : "");
}

// Blocking rules of policy but the day cap, which has its own way through.
void blockingRules(const Judgement& judgement, Problems& problems) {
  for (const RuleLine& rule : judgement.rules)
    if (rule.id != kDayCapRule && rule.effect == "block" && rule.result == RuleResult::unmet)
      problems.push_back({"", rule.says + ". " + rule.found + " " + rule.wouldChange});
}

std::optional<Refused> noRoom(WriteTx& tx, const Yes& yes, const std::vector<Session>& sessions,
                              std::optional<Date> last) {
  const auto course = findCourse(tx, yes.choice.course);
  if (!course) throw std::logic_error("a choice names a course that is not there");
  if (placesTaken(tx, course->id, *yes.answer.start) >= course->places)
    return Refused::because(
        "",
        fmt::format(
            "All {} places of the course are taken. Ask the provider to say how many there are now, or ask it again.",
            course->places));
  for (const Session& taken : sessionsTakenElsewhere(tx, yes.referral.pupil, yes.referral.id, *yes.answer.start, last))
    if (std::find(sessions.begin(), sessions.end(), taken) != sessions.end())
      return Refused::because("",
                              fmt::format("The pupil is somewhere else on {}. Ask the provider again for another time.",
                                          sessionsInWords({taken})));
  return std::nullopt;
}

// How many may start the programme in the term of that first day, and who comes first, where policy says it.
void limitOfTerm(const Services& services, const ReferralRecord& referral, Date start, PreparedProcess& p) {
  const auto hash = judgedBy(services, referral, start);
  if (!hash || !referral.programme || !p.calendar) return;
  const auto card = services.policy().programme(*hash, *referral.programme);
  if (card) p.slaFirst = comesFirstWithSla(*card);
  if (card)
    for (const Phase& phase : phasesOf(*card, *p.calendar, start))
      if (phase.atProvider) p.daysEnd = phase.last;
  const auto term = p.calendar->termOf(start);
  if (!card || !term) return;
  const auto most = card->values.find("places_a_term");
  if (most == card->values.end()) return;
  p.termPlaces = most->second.most;
  p.term = *term;
}

// Counted again where the place is taken: of fifty that wait for two, two are set up and the others keep their order.
std::optional<Refused> noneLeftInTerm(WriteTx& tx, const ReferralRecord& referral, const PreparedProcess& p) {
  if (!p.termPlaces ||
      placesInTerm(tx, referral.programme.value_or(""), p.term.first, p.term.second, referral.id) < *p.termPlaces)
    return std::nullopt;
  return Refused::because(
      "", fmt::format("All {} places of the term from {} to {} are in use. The pupil waits for the next term: ask the "
                      "provider again for a first day in it.",
                      *p.termPlaces, p.term.first.words(), p.term.second.words()));
}

// The last places go to schools that have bought in while one of them waits (TIER-X-17).
std::optional<Refused> othersFirst(WriteTx& tx, const Yes& yes, const PreparedProcess& p) {
  if (!p.slaFirst || hasSla(tx, yes.referral)) return std::nullopt;
  const auto course = findCourse(tx, yes.choice.course);
  const auto waiting = slaWaitingFor(tx, yes.choice.course, yes.referral.id);
  if (!course || waiting.empty()) return std::nullopt;
  const auto left = course->places - placesTaken(tx, course->id, *yes.answer.start);
  if (left > static_cast<std::int64_t>(waiting.size())) return std::nullopt;
  return Refused::because("", fmt::format("Schools that have bought in (SLA) come first, and {} waits for a place of "
                                          "this course. Set that one up before.",
                                          waiting.front()));
}

NewDuty capDuty(WriteTx& tx, const ReferralRecord& referral, const char* kind, std::int64_t occurrence) {
  NewDuty duty;
  duty.kind = kind;
  duty.subject = referral.reference;
  duty.occurrence = std::to_string(occurrence);
  duty.caseId = referral.id;
  duty.organisation = capOrganisation(tx);
  duty.role = "cap.admin";
  return duty;
}

Done doneProcessing(const ReferralRecord& referral, std::string says, std::string next = {}) {
  Done d;
  d.says = std::move(says);
  d.subject = referral.reference;
  d.next = next.empty() ? "/cases/" + referral.reference + "/process" : std::move(next);
  d.values["reference"] = referral.reference;
  return d;
}

NewLetter letterAbout(const LetterKind& kind, const ReferralRecord& referral, const LetterSite& site) {
  return {.kind = kind, .subject = referral.reference, .caseId = referral.id, .slots = {}, .site = site, .reason = {}};
}

NewDuty schoolDuty(WriteTx& tx, const ReferralRecord& referral, const Placement& placement, const char* kind) {
  NewDuty duty;
  duty.kind = kind;
  duty.subject = referral.reference;
  duty.occurrence = placement.reference;
  duty.caseId = referral.id;
  duty.organisation = referral.school;
  duty.role = referrerRole(tx, referral.school);
  duty.due = londonStartOf(placement.start);
  return duty;
}

// One visit a year serves every pupil whom the school sends to that provider (SAF-40).
void oweVisit(WriteTx& tx, const ReferralRecord& referral, const Placement& placement) {
  const std::string year = academicYearOf(placement.start);
  for (const Visit& each : visitsOf(tx, referral.school, placement.provider))
    if (academicYearOf(each.on) == year) return;
  NewDuty duty = schoolDuty(tx, referral, placement, "placement.visit");
  duty.says = "Visit the provider before the pupil starts, and record it";
  duty.clause = "000 School visits; commissioning agreement, question 9";
  duty.due = std::max(duty.due.at, tx.now());
  openDuty(tx, duty);
}

// A risk assessment serves one academic year: a placement that begins in the next one needs a new or revised one.
void oweRiskAssessment(WriteTx& tx, const ReferralRecord& referral, const Placement& placement) {
  const auto risk = latestRiskAssessment(tx, referral.id);
  if (risk && academicYearOf(risk->effective()) >= academicYearOf(placement.start)) return;
  NewDuty duty = schoolDuty(tx, referral, placement, "placement.risk_assessment");
  duty.says = "Give a risk assessment of the new academic year before the pupil starts";
  duty.clause = "000 section 7";
  openDuty(tx, duty);
}

}  // namespace

Prepared<PreparedProcess> prepareProcess(Preparing& at, const CaseIn& in) {
  auto found = yesIn(at.tx, in.reference, ReferralState::answered, kNotAnswered);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& [referral, answer, choice] = std::get<Yes>(found);
  const auto course = findCourse(at.tx, choice.course);
  if (!course) return Refused::notThere();
  if (*answer.start < at.tx.today())
    return Refused(
        Refused::Kind::conflict, "",
        fmt::format("The first day of the answer, {}, has passed before the placement was set up. Use “Ask the "
                    "provider again” on this page for a new first day.",
                    answer.start->longWords()));
  PreparedProcess p;
  p.calendar = at.services.policy().calendar();
  p.lastDay = lastDayOf(*p.calendar, currentAnswers(at.tx, referral.id), *course, *answer.start);
  limitOfTerm(at.services, referral, *answer.start, p);
  const auto grant = thirdDayOf(at.tx, answer.id);
  if (grant && (!p.lastDay || grant->last < *p.lastDay)) {
    p.lastDay = grant->last;
    p.untilThirdDayEnds = true;
  }
  const auto week =
      judgeWeek(at.tx, at.services, referral, sessionsFromText(answer.sessions), *answer.start, p.lastDay);
  if (!week.judgement)
    return Refused(
        Refused::Kind::conflict, "",
        "No policy version covers this referral, so it cannot be judged. The policy editor publishes one first.");
  Problems problems;
  blockingRules(*week.judgement, problems);
  if (week.dayCap && !grant) problems.push_back({"", capInWords(week)});
  if (!problems.empty()) return Refused(std::move(problems));
  if (grant) p.grantedReason = grant->reason;
  p.judgement = *week.judgement;
  p.elsewhere = week.elsewhere;
  p.answer = answer.id;
  p.processWithin = policyNumber(at.services, referral.policyHash, "process_within", 2);
  p.site = letterSite(at.services);
  return p;
}

Outcome process(WriteTx& tx, const CaseIn& in, const PreparedProcess& p) {
  auto found = yesIn(tx, in.reference, ReferralState::answered, kNotAnswered);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& yes = std::get<Yes>(found);
  auto& [referral, answer, choice] = yes;
  if (auto stale = staleOrNot(referral, in.version)) return std::move(*stale);
  const auto sessions = sessionsFromText(answer.sessions);
  if (answer.id != p.answer ||
      sessionsElsewhere(tx, referral.pupil, referral.id, *answer.start, p.lastDay) != p.elsewhere)
    return Refused::stale(
        "The pupil’s other placements changed a moment ago. Look at the week again, and send the form once more.");
  if (auto full = noRoom(tx, yes, sessions, p.lastDay)) return std::move(*full);
  if (auto full = noneLeftInTerm(tx, referral, p)) return std::move(*full);
  if (auto others = othersFirst(tx, yes, p)) return std::move(*others);

  Placement placement;
  placement.reference = nextPlacementReference(tx, referral.id, referral.reference);
  placement.caseId = referral.id;
  placement.pupil = referral.pupil;
  placement.school = referral.school;
  placement.provider = choice.provider;
  placement.course = choice.course;
  placement.response = answer.id;
  placement.programme = referral.programme.value_or("");
  placement.start = *answer.start;
  placement.lastDay = p.lastDay;
  placement.daysEnd = p.daysEnd;
  placement.state = "processing";
  placement.sessions = sessions;
  if (p.untilThirdDayEnds) placement.endedHow = "third_day";
  const std::int64_t id = addPlacement(tx, placement);
  recordDecision(tx, referral.id, "processed", p.judgement);
  if (!referral.monitoringOfficer) {
    referral.monitoringOfficer = nextOfficer(tx, capOrganisation(tx), referral.school);
    saveReferral(tx, referral);
  }
  shareResponse(tx, answer.id);
  closeDuties(tx, "referral.process", referral.reference);
  NewDuty duty = capDuty(tx, referral, "placement.confirm", id);
  duty.says = "Tick CLM and Capita, and confirm a placement";
  duty.clause = "000 App.2 steps 12 and 13";
  duty.due = withinWorkingDays(*p.calendar, londonDate(answer.given), p.processWithin);
  openDuty(tx, duty);
  moveReferral(tx, referral, ReferralState::processing,
               {"processing",
                fmt::format("The provider said yes: {}, from {}. CAP is setting the placement up.",
                            sessionsInWords(sessions), placement.start.longWords()),
                Audience::all});
  NewLetter letter = letterAbout(kYesShared, referral, p.site);
  letter.reason = "response";
  letter.reasonId = answer.id;
  sendLetter(tx, letter, referral.school, referrerRole(tx, referral.school));
  return doneProcessing(referral, fmt::format("{} is set up: {}, from {}. Next: CLM and Capita.", placement.reference,
                                              sessionsInWords(sessions), placement.start.longWords()));
}

Outcome tick(WriteTx& tx, const CaseIn& in, System system) {
  auto found = yesIn(tx, in.reference, ReferralState::processing, kNotProcessing);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& referral = std::get<Yes>(found).referral;
  if (auto stale = staleOrNot(referral, in.version)) return std::move(*stale);
  auto placement = placementOfCase(tx, referral.id);
  if (!placement) throw std::logic_error("a case is being processed and has no placement");
  auto& ticked = system == System::clm ? placement->onClm : placement->onCapita;
  const std::string name = system == System::clm ? "CLM" : "Capita";
  if (ticked)
    return Refused(Refused::Kind::conflict, "",
                   fmt::format("{} was ticked off before, {}.", name, londonWords(*ticked)));
  ticked = tx.now();
  savePlacement(tx, *placement);
  touchReferral(tx, referral);
  addStep(tx, referral.id,
          {system == System::clm ? "on_clm" : "on_capita", "The placement is entered in " + name + ".", Audience::cap});
  return doneProcessing(referral, name + " is ticked off.");
}

Prepared<PreparedConfirm> prepareConfirm(Preparing& at, const CaseIn&) {
  return PreparedConfirm{letterSite(at.services)};
}

Outcome confirm(WriteTx& tx, const CaseIn& in, const PreparedConfirm& p) {
  auto found = yesIn(tx, in.reference, ReferralState::processing, kNotProcessing);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& [referral, answer, choice] = std::get<Yes>(found);
  if (auto stale = staleOrNot(referral, in.version)) return std::move(*stale);
  auto placement = placementOfCase(tx, referral.id);
  if (!placement) throw std::logic_error("a case is being processed and has no placement");
  Problems problems;
  if (!placement->onClm) problems.push_back({"", "Enter the placement in CLM first, and tick it off."});
  if (!placement->onCapita) problems.push_back({"", "Enter the placement in Capita first, and tick it off."});
  if (!problems.empty()) return Refused(std::move(problems));

  placement->state = "confirmed";
  placement->confirmed = tx.now();
  savePlacement(tx, *placement);
  closeDuties(tx, "placement.confirm", referral.reference);
  moveReferral(
      tx, referral, ReferralState::confirmed,
      {"confirmed", fmt::format("Confirmed: starts {}. Not before.", dayWords(placement->start)), Audience::all});
  oweVisit(tx, referral, *placement);
  oweRiskAssessment(tx, referral, *placement);
  const auto tell = [&](const LetterKind& kind, std::int64_t organisation, const std::string& role) {
    NewLetter letter = letterAbout(kind, referral, p.site);
    letter.slots = {{"start", SlotValue::day(placement->start)}};
    letter.reason = "confirmed";
    letter.reasonId = placement->id;
    return sendLetter(tx, letter, organisation, role);
  };
  const auto reached = tell(kStartConfirmedSchool, referral.school, referrerRole(tx, referral.school));
  tell(kStartConfirmedProvider, placement->provider, "provider.coordinator");
  PlacementConfirmed event;
  event.placement = placement->id;
  event.referral = referral.id;
  tx.emit(event);
  return doneProcessing(referral, fmt::format("Confirmed: starts {}. Not before. {}", dayWords(placement->start),
                                              reached > 0 ? "The school is told by email."
                                                          : "The school has no email address here: ring it."));
}

Prepared<PreparedGrant> prepareGrant(Preparing& at, const ReasonIn& in) {
  auto found = yesIn(at.tx, in.reference, ReferralState::answered, kNotAnswered);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& [referral, answer, choice] = std::get<Yes>(found);
  PreparedGrant p;
  p.week = judgeWeek(at.tx, at.services, referral, sessionsFromText(answer.sessions), *answer.start, std::nullopt);
  if (const auto course = findCourse(at.tx, choice.course))
    p.courseEnds =
        lastDayOf(*at.services.policy().calendar(), currentAnswers(at.tx, referral.id), *course, *answer.start);
  return p;
}

Outcome grantThirdDay(WriteTx& tx, const ReasonIn& in, const PreparedGrant& p) {
  auto found = yesIn(tx, in.reference, ReferralState::answered, kNotAnswered);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& [referral, answer, choice] = std::get<Yes>(found);
  if (auto stale = staleOrNot(referral, in.version)) return std::move(*stale);
  if (thirdDayOf(tx, answer.id))
    return Refused(Refused::Kind::conflict, "", "A third day is granted for this answer already.");
  if (!p.week.dayCap)
    return Refused::because("reason", "No third day is needed: the pupil’s week stays within two full days.");
  const std::int64_t inAll = p.week.own + p.week.elsewhere;
  if (inAll > p.week.withThirdDay)
    return Refused::because("reason", fmt::format("This would be {} a week. A third day is the most that can be "
                                                  "granted: ask the provider again for fewer days.",
                                                  halfDaysInWords(inAll)));
  if (p.week.own > inAll - p.week.usual)
    return Refused::because("reason",
                            fmt::format("Only the day beyond two ends after {} weeks, so it has to be a placement of "
                                        "its own. Ask the provider to answer for that day alone.",
                                        p.week.thirdDayWeeks));
  ThirdDay grant;
  grant.first = *answer.start;
  grant.last = answer.start->plusDays(7 * p.week.thirdDayWeeks - 1);
  grant.reason = in.reason;
  const auto before = thirdDaysInYear(tx, referral.pupil, grant.first);
  addThirdDay(tx, referral.id, referral.pupil, answer.id, grant);
  touchReferral(tx, referral);
  addStep(tx, referral.id,
          {"third_day",
           fmt::format("A third day is granted from {} to {}, {} weeks at most.", grant.first.words(),
                       grant.last.words(), p.week.thirdDayWeeks),
           Audience::all});
  return doneProcessing(
      referral,
      fmt::format(
          "The third day is granted to {}, included.{}{}", grant.last.longWords(),
          before > 0 ? " It is not the first of this school year for the pupil." : "",
          p.courseEnds && *p.courseEnds > grant.last
              ? fmt::format(" The course would go on to {}: the third day ends before it does, and ends by itself.",
                            p.courseEnds->longWords())
              : ""));
}

Prepared<PreparedAgain> prepareAgain(Preparing& at, const ReasonIn& in) {
  PreparedAgain p;
  p.calendar = at.services.policy().calendar();
  const auto referral = findReferral(at.tx, in.reference);
  p.answerWithin = policyNumber(at.services, referral ? referral->policyHash : std::nullopt, "answer_within", 7);
  p.site = letterSite(at.services);
  return p;
}

void backToProvider(WriteTx& tx, ReferralRecord& referral, const Choice& choice, const std::string& says,
                    const PreparedAgain& p) {
  addParty(tx, referral.id, choice.provider, "asked");
  setChoiceState(tx, choice.id, "sent");
  moveReferral(tx, referral, ReferralState::sent,
               {"asked_again", "CAP asks the provider again: " + says, Audience::providerAndCap});
  NewDuty duty;
  duty.kind = "response.answer_again";
  duty.subject = referral.reference;
  duty.occurrence = std::to_string(referral.version);
  duty.caseId = referral.id;
  duty.organisation = choice.provider;
  duty.role = "provider.coordinator";
  duty.says = "CAP asks about your answer: please answer again";
  duty.clause = "004 App.A step 5";
  duty.due = withinTermDays(*p.calendar, tx.today(), p.answerWithin);
  openDuty(tx, duty);
  NewLetter letter = letterAbout(kAnswerAgain, referral, p.site);
  letter.reason = "choice";
  letter.reasonId = choice.id;
  sendLetter(tx, letter, choice.provider, "provider.coordinator");
}

Outcome askAgain(WriteTx& tx, const ReasonIn& in, const PreparedAgain& p) {
  auto found = yesIn(tx, in.reference, ReferralState::answered, kNotAnswered);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& [referral, answer, choice] = std::get<Yes>(found);
  if (auto stale = staleOrNot(referral, in.version)) return std::move(*stale);
  closeDuties(tx, "referral.process", referral.reference, "not_needed");
  backToProvider(tx, referral, choice, in.reason, p);
  return doneProcessing(referral, "The provider is asked again.", "/process");
}

std::string copyBlock(ReadTx& tx, const Services& services, const ReferralRecord& referral,
                      const Placement& placement) {
  std::string text;
  const auto line = [&](std::string_view name, const std::string& value) {
    text += fmt::format("{}: {}\n", name, value.empty() ? "-" : value);
  };
  if (const auto pupil = findPupil(tx, referral.pupil)) {
    line("Family name", pupil->lastName);
    line("First name", pupil->firstName);
    line("Born", pupil->born.iso());
    line("UPN", pupil->upn.value_or(""));
    line("Year group", std::to_string(pupil->yearGroup));
  }
  if (const auto school = findOrganisation(tx, placement.school)) {
    line("School", school->name);
    line("School URN", school->urn.value_or(""));
  }
  if (const auto course = findCourse(tx, placement.course)) {
    line("Provider", course->providerName);
    line("Course", course->title);
    line("Qualification", course->qualification);
    line("Session times", course->sessionTimes);
  }
  const auto hash = judgedBy(services, referral, tx.today());
  const auto card = hash ? services.policy().programme(*hash, placement.programme) : std::nullopt;
  line("Programme", card ? card->title : placement.programme);
  line("Days", sessionsInWords(placement.sessions));
  if (const auto answer = latestResponse(tx, referral.id); answer && answer->hours)
    line("Hours a week", std::to_string(*answer->hours));
  line("Start", placement.start.iso());
  line("Last day", placement.lastDay ? placement.lastDay->iso() : "not known yet");
  line("Reference", placement.reference);
  return text;
}

}  // namespace capd::response
