#include "AnswerCommands.h"

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "cases/hold/Hold.h"
#include "cases/mail/Letter.h"
#include "cases/organisation/Organisation.h"

namespace capd::response {
namespace {

// A referral that waits for this viewer's answer, with the choice it is about.
struct Mine {
  ReferralRecord referral;
  Choice choice;
};
using MineOrNot = std::variant<Mine, Refused>;

std::string alreadyGone(ReferralState state) {
  switch (state) {
    case ReferralState::answered:
    case ReferralState::processing:
    case ReferralState::confirmed:
    case ReferralState::active:
      return "You have answered this referral already: your yes stands. To change it, call CAP.";
    case ReferralState::withdrawn:
      return "The school has withdrawn this referral. There is nothing left to answer.";
    default:
      return "This referral is not waiting for your answer any more. If you did not expect this, call CAP.";
  }
}

MineOrNot mine(ReadTx& tx, const std::string& reference) {
  auto referral = findReferral(tx, reference);
  if (!referral) return goneOrNotThere(tx, reference);
  auto choice = currentChoice(tx, *referral);
  if (!choice || !tx.viewer().actsFor(choice->provider, "provider.coordinator")) return goneOrNotThere(tx, reference);
  if (referral->state != ReferralState::sent)
    return Refused(Refused::Kind::conflict, "", alreadyGone(referral->state) + " Nothing was saved.");
  return Mine{std::move(*referral), std::move(*choice)};
}

// With whom a change of supervision is settled: the school (or the SEND team) and CAP (RSP-09).
std::string whomToTalkTo(ReadTx& tx, const Services& services, const ReferralRecord& referral) {
  const auto referrer = findOrganisation(tx, referral.school);
  std::string who = referrer ? referrer->name : "the school";
  const auto people = contacts(tx, referral.school, referrerRole(tx, referral.school));
  if (!people.empty()) {
    who = fmt::format("{} ({}{}{})", who, people.front().name, people.front().phone.empty() ? "" : ", ",
                      people.front().phone);
  } else if (referrer && !referrer->phone.empty()) {
    who += fmt::format(" ({})", referrer->phone);
  }
  return fmt::format("{} and to CAP ({})", who, services.setting("telephone"));
}

std::string joined(const std::vector<std::string>& sessions) {
  std::string text;
  for (const std::string& each : sessions) text += each + ",";
  return text;
}

Done done(const ReferralRecord& referral, std::string says) {
  Done d;
  d.says = std::move(says);
  d.subject = referral.reference;
  d.next = "/answers";
  d.values["reference"] = referral.reference;
  return d;
}

void tell(WriteTx& tx, const ReferralRecord& referral, std::int64_t response, bool yes, const std::string& category) {
  ResponseGiven event;
  event.referral = referral.id;
  event.response = response;
  event.yes = yes;
  event.category = category;
  tx.emit(event);
}

// Every answer reaches CAP at once, with what there is to do and by when (NOT-06, NOT-09).
void openAndTell(WriteTx& tx, const ReferralRecord& referral, const NewDuty& duty, const LetterKind& kind,
                 const LetterSite& site) {
  const NewLetter letter{.kind = kind,
                         .subject = referral.reference,
                         .caseId = referral.id,
                         .slots = {{"by_when", SlotValue::day(duty.due.lastDay())}},
                         .site = site,
                         .reason = "duty",
                         .reasonId = openOneDuty(tx, duty)};
  sendLetter(tx, letter, duty.organisation, duty.role);
}

// The school hears of it from CAP alone: until then the answer is not its own (NOT-06). One letter tells of every no
// that it has not read: what was to be done first still says by when.
void openShare(WriteTx& tx, const ReferralRecord& referral, const PreparedNo& p) {
  NewDuty duty;
  duty.kind = "response.share";
  duty.subject = referral.reference;
  duty.occurrence = std::to_string(referral.version);
  duty.caseId = referral.id;
  duty.organisation = capOrganisation(tx);
  duty.role = "cap.admin";
  duty.says = "Tell the school that the provider has no place";
  duty.clause = "000 section 14";
  duty.due = withinWorkingDays(*p.calendar, tx.today(), p.reviewWithin);
  openAndTell(tx, referral, duty, kNoPlaceToShare, p.site);
}

// No place: the next choice in order, or the school is asked for another course (RSP-16, OPEN-25).
void otherCourse(WriteTx& tx, ReferralRecord& referral, const PreparedNo& p) {
  const auto all = choices(tx, referral.id);
  const auto next =
      std::find_if(all.begin(), all.end(), [](const Choice& c) { return c.state == "chosen" && !c.sent; });
  const auto course = next == all.end() ? std::nullopt : findCourse(tx, next->course);
  if (course && !course->closed && course->programme == referral.programme) {
    moveReferral(
        tx, referral, ReferralState::submitted,
        {"no_place", "The provider has no place. The next course in order of choice is asked.", Audience::cap});
    referral.choice = next->id;
    saveReferral(tx, referral);
    // A risk assessment that came while the provider had the papers is looked at before they go to anybody else.
    const auto risk = latestRiskAssessment(tx, referral.id);
    const bool seen = risk && risk->seen;
    if (seen)
      moveReferral(tx, referral, ReferralState::complete,
                   {"next_choice", "Ready to go to the provider of the next choice.", Audience::cap});
    NewDuty duty;
    duty.kind = seen ? "desk.send" : "desk.first_look";
    duty.subject = referral.reference;
    duty.occurrence = "next-choice-" + std::to_string(referral.version);
    duty.caseId = referral.id;
    duty.organisation = capOrganisation(tx);
    duty.role = "cap.admin";
    duty.says = referral.reference + (seen ? ": send to the provider of the next choice"
                                           : ": look at the newest risk assessment before the next choice");
    duty.clause = seen ? "000 App.2 step 7" : "000 App.2 step 6; the days are provisional";
    duty.due = withinWorkingDays(*p.calendar, tx.today(), p.reviewWithin);
    openOneDuty(tx, duty);
    openShare(tx, referral, p);
    return;
  }
  moveReferral(tx, referral, ReferralState::submitted,
               {"no_place", "The provider has no place. The school is asked for another course.", Audience::cap});
  putHold(tx, referral.id, "missing_data", kChooseCourse,
          "The provider has no place at the time you asked for. Choose another course for this referral: its date and "
          "papers stay.");
  openShare(tx, referral, p);
}

void toSeniorLeaders(WriteTx& tx, ReferralRecord& referral, const PreparedNo& p) {
  moveReferral(tx, referral, ReferralState::sltReview,
               {"declined", "The provider said no. CAP’s senior leaders look at it.", Audience::providerAndCap});
  NewDuty duty;
  duty.kind = "response.review";
  duty.subject = referral.reference;
  duty.occurrence = std::to_string(referral.version);
  duty.caseId = referral.id;
  duty.organisation = capOrganisation(tx);
  duty.role = "cap.slt";
  duty.says = "Look at a provider’s no";
  duty.clause = "000 App.2 step 11";
  duty.due = withinWorkingDays(*p.calendar, tx.today(), p.reviewWithin);
  openAndTell(tx, referral, duty, kNoToReview, p.site);
}

}  // namespace

std::string weekInWords(const WeekJudgement& week) {
  if (!week.dayCap) return {};
  return fmt::format(
      "With these the pupil would have {} a week over all placements. {} CAP checks this before it sets the "
      "placement up.",
      halfDaysInWords(week.own + week.elsewhere),
      week.dayCap->wouldChange.empty()
          ? fmt::format("A third day needs CAP’s agreement and can last {} weeks at most.", week.thirdDayWeeks)
          : week.dayCap->wouldChange);
}

namespace {

// A programme that counts hours: they are said, and are as many as it is given for.
Problems faultsOfHours(Preparing& at, const ReferralRecord& referral, std::optional<std::int64_t> hours) {
  const auto wanted = hoursOf(at.services, referral, at.tx.today());
  if (!wanted) return {};
  if (!hours) return {{"hours", "Enter how many hours a week the pupil comes"}};
  if (*hours >= wanted->least && *hours <= wanted->most) return {};
  return {{"hours", fmt::format("This programme is given for {}. If that can’t be, talk to those who refer and to CAP, "
                                "or say no with your reason.",
                                wanted->words)}};
}

}  // namespace

Prepared<PreparedYes> prepareYes(Preparing& at, const YesIn& in) {
  auto found = mine(at.tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& [referral, choice] = std::get<Mine>(found);
  PreparedYes p;
  p.talkTo = whomToTalkTo(at.tx, at.services, referral);
  p.calendar = at.services.policy().calendar();
  p.site = letterSite(at.services);
  p.processWithin = policyNumber(at.services, referral.policyHash, "process_within", 2);
  if (auto problems = faultsOfHours(at, referral, in.hours); !problems.empty()) return Refused(std::move(problems));
  const auto sessions = sessionsFromText(joined(in.sessions));
  p.week = weekInWords(judgeWeek(at.tx, at.services, referral, sessions, in.start, std::nullopt));
  return p;
}

Outcome giveYes(WriteTx& tx, const YesIn& in, const PreparedYes& p) {
  auto found = mine(tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& [referral, choice] = std::get<Mine>(found);
  if (auto stale = staleOrNot(referral, in.version)) return std::move(*stale);
  const auto course = findCourse(tx, choice.course);
  if (!course) throw std::logic_error("a choice names a course that is not there");
  YesTruth truth;
  truth.today = tx.today();
  truth.riskGiven = latestRiskAssessment(tx, referral.id).has_value();
  truth.days = course->days;
  truth.calendar = p.calendar.get();
  truth.talkTo = p.talkTo;
  if (auto problems = faultsOfYes(in, truth); !problems.empty()) return Refused(std::move(problems));

  Response r;
  r.caseId = referral.id;
  r.choice = choice.id;
  r.provider = choice.provider;
  r.yes = true;
  r.interviewOn = in.interviewOn;
  r.interviewWho = in.interviewWho;
  r.documentsUnderstood = r.agreementConsidered = true;
  r.needsMet = r.riskMet = r.supervisionMet = true;
  const auto sessions = sessionsFromText(joined(in.sessions));
  r.sessions = sessionsToText(sessions);
  r.start = in.start;
  r.hours = in.hours;
  const std::int64_t id = addResponse(tx, r);
  setChoiceState(tx, choice.id, "accepted");
  closeDutiesOf(tx, referral.id, choice.provider);
  moveReferral(
      tx, referral, ReferralState::answered,
      {"answered", fmt::format("The provider said yes: {}, from {}.", sessionsInWords(sessions), in.start.longWords()),
       Audience::providerAndCap});
  if (!p.week.empty()) addStep(tx, referral.id, {"days_warned", p.week, Audience::providerAndCap});

  NewDuty duty;
  duty.kind = "referral.process";
  duty.subject = referral.reference;
  duty.occurrence = std::to_string(id);
  duty.caseId = referral.id;
  duty.organisation = capOrganisation(tx);
  duty.role = "cap.admin";
  duty.says = "Set up a placement";
  duty.clause = "000 App.2 step 10";
  duty.due = withinWorkingDays(*p.calendar, tx.today(), p.processWithin);
  openAndTell(tx, referral, duty, kAnswerGiven, p.site);
  tell(tx, referral, id, true, "");
  return done(referral, "Your yes is with CAP. The pupil may not start before CAP has confirmed it." +
                            (p.week.empty() ? std::string() : " " + p.week));
}

Prepared<PreparedNo> prepareNo(Preparing& at, const NoIn& in) {
  auto found = mine(at.tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  PreparedNo p;
  p.calendar = at.services.policy().calendar();
  p.site = letterSite(at.services);
  p.reviewWithin = policyNumber(at.services, std::get<Mine>(found).referral.policyHash, "slt_review_within", 2);
  return p;
}

Outcome giveNo(WriteTx& tx, const NoIn& in, const PreparedNo& p) {
  auto found = mine(tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& [referral, choice] = std::get<Mine>(found);
  if (auto stale = staleOrNot(referral, in.version)) return std::move(*stale);

  Response r;
  r.caseId = referral.id;
  r.choice = choice.id;
  r.provider = choice.provider;
  r.yes = false;
  r.category = in.category;
  r.reason = in.reason;
  const std::int64_t id = addResponse(tx, r);
  setChoiceState(tx, choice.id, "declined");
  closeDutiesOf(tx, referral.id, choice.provider);
  if (in.category == "availability")
    otherCourse(tx, referral, p);
  else
    toSeniorLeaders(tx, referral, p);
  tell(tx, referral, id, false, in.category);
  // The papers leave with the answer; the provider keeps its own words (ownAnswers).
  endParty(tx, referral.id, choice.provider, "asked");
  return done(referral,
              "Your answer is with CAP. You no longer see the papers of this referral; your reason is kept under "
              "“Answers you gave”.");
}

Form<ReadIn> riskReadForm() {
  Form<ReadIn> form;
  form.field(&ReadIn::reference, {.name = "reference",
                                  .label = "Reference",
                                  .kind = FieldKind::hidden,
                                  .missing = "Open the referral's own page to do this",
                                  .most = 20});
  form.field(&ReadIn::understood, {.name = "understood",
                                   .label = "Have you read and understood the risk assessment?",
                                   .kind = FieldKind::yesNo,
                                   .missing = "Say whether you have read and understood it"});
  form.check([](const ReadIn& in, Problems& problems) {
    if (!in.understood)
      problems.push_back({"understood",
                          "Read it first, and ask your coordinator or CAP about what is unclear: nobody may work with "
                          "the pupil before"});
  });
  return form;
}

Outcome readRisk(WriteTx& tx, const ReadIn& in, const Nothing&) {
  const auto referral = findReferral(tx, in.reference);
  if (!referral) return goneOrNotThere(tx, in.reference);
  const auto choice = currentChoice(tx, *referral);
  if (!choice || !tx.viewer().actsFor(choice->provider)) return goneOrNotThere(tx, in.reference);
  const auto risk = latestRiskAssessment(tx, referral->id);
  if (!risk) return Refused::because("understood", "There is no risk assessment among the papers yet. Call CAP.");
  const bool fresh = addRiskRead(tx, referral->id, risk->id);
  Done d;
  d.says = fresh ? "It is noted that you have read and understood this risk assessment." : "This was noted before.";
  d.subject = referral->reference;
  d.next = "/answers/" + referral->reference;
  return d;
}

}  // namespace capd::response
