#include "Common.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/referral/ReferralFacts.h"

namespace capd::response {

Refused goneOrNotThere(ReadTx& tx, std::string_view reference) {
  for (const Hat& hat : tx.viewer().hats())
    if (hat.organisationKind == "provider" && wasAsked(tx, reference, hat.organisation))
      return Refused(Refused::Kind::conflict, "",
                     "This referral is no longer with you: it was withdrawn, taken back by CAP, or answered by you "
                     "before. Nothing was saved. If you did not expect this, call CAP.");
  return Refused::notThere();
}

Date wantedFrom(const ReferralRecord& referral, Date today) {
  return std::max(referral.requestedStart.value_or(today), today);
}

std::optional<Choice> currentChoice(ReadTx& tx, const ReferralRecord& referral) {
  if (!referral.choice) return std::nullopt;
  for (const Choice& each : choices(tx, referral.id))
    if (each.id == *referral.choice) return each;
  return std::nullopt;
}

void closeDutiesOf(WriteTx& tx, std::int64_t caseId, std::int64_t organisation) {
  for (const Duty& duty : dutiesOfCase(tx, caseId))
    if (duty.organisation == organisation) closeDuties(tx, duty.kind, duty.subject);
}

int policyNumber(const Services& services, const std::optional<std::string>& hash, std::string_view name,
                 int otherwise) {
  if (!hash) return otherwise;
  const auto value = services.policy().setting(*hash, name);
  return value && value->most > 0 ? static_cast<int>(value->most) : otherwise;
}

std::optional<std::string> judgedBy(const Services& services, const ReferralRecord& referral, Date today) {
  if (referral.policyHash) return referral.policyHash;
  return services.policy().versionFor(referral.requestedStart.value_or(today), today);
}

std::optional<PolicyValue> hoursOf(const Services& services, const ReferralRecord& referral, Date today) {
  const auto hash = judgedBy(services, referral, today);
  if (!hash || !referral.programme || !services.policy().has(*hash)) return std::nullopt;
  const auto card = services.policy().programme(*hash, *referral.programme);
  if (!card) return std::nullopt;
  const auto hours = card->values.find("hours");
  return hours == card->values.end() ? std::nullopt : std::optional(hours->second);
}

WeekJudgement judgeWeek(ReadTx& tx, const Services& services, const ReferralRecord& referral,
                        const std::vector<Session>& sessions, Date start, std::optional<Date> last) {
  WeekJudgement week;
  week.own = static_cast<std::int64_t>(sessions.size());
  week.elsewhere = sessionsElsewhere(tx, referral.pupil, referral.id, start, last);
  const auto hash = judgedBy(services, referral, tx.today());
  week.usual = policyNumber(services, hash, "sessions_a_week", week.usual);
  week.withThirdDay = policyNumber(services, hash, "third_day_sessions", week.withThirdDay);
  week.thirdDayWeeks = policyNumber(services, hash, "third_day_lasts", week.thirdDayWeeks);
  if (!hash || !referral.programme) return week;
  Facts facts = referralFacts(tx, referral, services.policy());
  std::int64_t days = 0;
  for (int day = 1; day <= 7; ++day)
    for (const Session& session : sessions)
      if (session.weekday == day) {
        ++days;
        break;
      }
  if (const auto answer = latestResponse(tx, referral.id); answer && answer->yes && answer->hours)
    facts["requested.hours_a_week"] = *answer->hours;
  facts["requested.days_a_week"] = days;
  facts["requested.sessions_a_week"] = week.own;
  facts["pupil.sessions_elsewhere"] = week.elsewhere;
  facts["pupil.sessions_in_all"] = week.own + week.elsewhere;
  week.judgement = services.policy().judge(*hash, asJudged(tx, referral, *referral.programme), facts);
  for (const RuleLine& rule : week.judgement->rules)
    if (rule.id == kDayCapRule && rule.result != RuleResult::met) week.dayCap = rule;
  return week;
}

std::optional<Date> lastDayOf(const Calendar& calendar, const Answers& answers, const Course& course, Date start) {
  const auto asked = numberAnswer(answers, "course.weeks");
  const auto weeks = asked && *asked > 0 ? asked : course.weeks;
  const auto yearEnds = calendar.lastSchoolDay(academicYearOf(start));
  if (!yearEnds || !weeks) return yearEnds;
  // A course that is longer than what is left of the year ends with it: the next year is agreed anew.
  const auto ends = calendar.endOfSchoolWeeks(start, static_cast<int>(*weeks));
  return ends ? std::min(*ends, *yearEnds) : *yearEnds;
}

std::string dayWords(Date day) {
  const std::string whole = day.longWords();
  return whole.substr(0, whole.rfind(' '));
}

std::string byWords(Instant due) { return "by " + dayWords(londonDate(due.plusMs(-1))); }

}  // namespace capd::response
