#pragma once
// What the provider's side, CAP's look at an answer, and the setting up of a placement share.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/Calendar.h"
#include "capd/Command.h"
#include "capd/Plugin.h"
#include "cases/course/Course.h"
#include "cases/duty/Duty.h"
#include "cases/mail/Letter.h"
#include "cases/placement/Placement.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/referral/CaseForm.h"
#include "cases/referral/Referral.h"
#include "cases/response/Response.h"

namespace capd::response {

/// The rule of policy that counts a pupil's days over all placements (TIER-X-04, TIER-X-06).
inline constexpr std::string_view kDayCapRule = "two_days";

/// The hold of a referral whose school is to choose another course.
inline constexpr std::string_view kChooseCourse = "choose_course";

/// Not there, or in words when the case was once with the viewer's provider.
Refused goneOrNotThere(ReadTx& tx, std::string_view reference);

/// From when a place is looked for: the start asked for, and today when that has passed or nobody said one.
Date wantedFrom(const ReferralRecord& referral, Date today);
/// The choice now asked for.
std::optional<Choice> currentChoice(ReadTx& tx, const ReferralRecord& referral);
/// Closes whatever the case still asks of an organisation.
void closeDutiesOf(WriteTx& tx, std::int64_t caseId, std::int64_t organisation);

/// A number of policy, e.g. working days; `otherwise` when the version has none.
int policyNumber(const Services& services, const std::optional<std::string>& hash, std::string_view name,
                 int otherwise);
/// The version that judges the case: the pinned one; empty when there is none at all.
std::optional<std::string> judgedBy(const Services& services, const ReferralRecord& referral, Date today);

/// How the pupil's week would look with these sessions, by the policy of the case.
struct WeekJudgement {
  std::optional<Judgement> judgement;  ///< empty when no policy version covers the case
  std::int64_t own = 0;                ///< sessions a week of this answer
  std::int64_t elsewhere = 0;          ///< in other live placements, all providers
  std::optional<RuleLine> dayCap;      ///< the rule that counts days, when it is not met or cannot be told
  int usual = 4;                       ///< half days a week that policy allows over all placements
  int withThirdDay = 6;                ///< and with a third day
  int thirdDayWeeks = 12;              ///< how long that lasts
};
/// How many hours a week the programme of the case is given, where policy counts them.
std::optional<PolicyValue> hoursOf(const Services& services, const ReferralRecord& referral, Date today);

WeekJudgement judgeWeek(ReadTx& tx, const Services& services, const ReferralRecord& referral,
                        const std::vector<Session>& sessions, Date start, std::optional<Date> last);

/// Last taught day of a course that starts on that day, and never later than the last school day of that academic year;
/// empty when the terms of that year are not known (OPEN-01).
std::optional<Date> lastDayOf(const Calendar& calendar, const Answers& answers, const Course& course, Date start);

/// "Tuesday 24 February"
std::string dayWords(Date day);
/// "by Friday 13 February", for a moment that ends a day.
std::string byWords(Instant due);

}  // namespace capd::response
