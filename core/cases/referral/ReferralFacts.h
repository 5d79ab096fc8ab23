#pragma once
// What policy may ask about a referral, gathered from what the school wrote, the risk assessment and the pupil's other
// placements. What was not answered, or cannot be read, stays missing: policy then "cannot tell".

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/policy/PolicyShelf.h"
#include "cases/referral/Referral.h"

namespace capd {

struct Organisation;

/// Questions whose answers become facts; every page that asks or shows them says these words.
///   course.start, course.weeks, course.sessions ("1a\n1p")     needs.plan        pupil.on_roll
///   consent.agreed, consent.who, consent.name, consent.relationship, consent.date, consent.how, consent.taken_by
///   week.main_kind (this_school, other_school, other, none)     week.main_name
///   course.hours, early_help.assessed, early_help.other_plan, consent.panel, roll.dual_agreed, roll.receiving,
///   way_back.staff, ehcp.coordinator, ehcp.review_date, contact.lead (where a rule of the programme asks about them),
///   headteacher.authorised (where the school's own layer does) case_worker.attends_reviews, early_help.offered (where
///   policy asks it)
/// and the questions of policy under their own ids.
Facts referralFacts(ReadTx& tx, const ReferralRecord& referral, const PolicyShelf& policy);
/// The same from answers that are at hand.
Facts referralFacts(ReadTx& tx, const ReferralRecord& referral, const PolicyShelf& policy, const Answers& answers);

/// The version that judges this referral: the pinned one, or for a draft the one of the start asked for.
std::optional<std::string> policyOf(const ReferralRecord& referral, const Answers& answers, const PolicyShelf& policy,
                                    Date today);

/// The programme with the school that refers, `tier1@139384`: what it adds of its own is judged with it (SCH-20).
std::string asJudged(ReadTx& tx, const ReferralRecord& referral, const std::string& programme);

/// The rules of every programme judge a draft whose course is not chosen yet: the first programme that whoever refers
/// may refer to. `referrer` is what referrerKind says.
std::optional<std::string> programmeToJudge(const ReferralRecord& referral, const PolicyShelf& policy,
                                            const std::string& hash, std::string_view referrer);

/// Why this organisation may not apply for the programme at all, whoever the pupil is: what a rule that blocks says
/// once it is known who refers. Empty when nothing stands against it.
std::string closedToReferrer(const PolicyShelf& policy, const std::string& hash, const ProgrammeCard& programme,
                             const Organisation& referrer);

/// One answer as a day, a whole number, yes or no; empty when it was not given or is no such thing.
std::optional<Date> dateAnswer(const Answers& answers, const std::string& question);
std::optional<std::int64_t> numberAnswer(const Answers& answers, const std::string& question);
std::optional<bool> yesNoAnswer(const Answers& answers, const std::string& question);
/// An answer's lines: several values of one question.
std::vector<std::string> linesOf(std::string_view value);
/// Is the question put at all, given its condition?
bool isAsked(const PolicyQuestion& question, const Facts& facts);

}  // namespace capd
