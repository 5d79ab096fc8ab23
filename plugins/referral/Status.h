#pragma once
// Where a referral is, in the school's words: the status, the six steps, what waits for the school, by when CAP looks.

#include <optional>
#include <string>
#include <vector>

#include "Writing.h"

namespace capd::refer {

/// "With CAP: being checked". The school hears a provider's answer when CAP has shared it, not before (NOT-06).
std::string statusWords(ReadTx& tx, const ReferralRecord& referral, const std::vector<Hold>& open);
/// Does the school read that the provider it asked for has the papers, whether that one has answered or not?
bool looksWithProvider(ReadTx& tx, const ReferralRecord& referral);
/// The rule of the hold with which a provider's no asks the school for another course.
inline constexpr std::string_view kAnotherCourse = "choose_course";
/// Open holds that the school may know of: all but those that would tell of an answer not shared yet (NOT-06).
std::vector<Hold> holdsForSchool(ReadTx& tx, std::int64_t caseId);
/// Holds that wait for the school: it was asked, or the rule asks it, and it has not answered yet.
bool waitsForSchool(const Hold& hold);

enum class StepState { done, now, later };
struct StepOfSix {
  std::string title;
  StepState state = StepState::later;
};
/// The same six steps that CAP sees.
std::vector<StepOfSix> sixSteps(ReadTx& tx, const ReferralRecord& referral);

/// The last day of CAP's first look, as the policy of the case sets it; empty when it sets none.
std::optional<Date> firstLookBy(const ReferralRecord& referral, const PolicyShelf& policy);

/// `risk_assessment~risk_assessment_age`: how a hold stands in a URL.
std::string holdKey(const Hold& hold);

}  // namespace capd::refer
