#pragma once
// The letters that this plugin sends: what each tells, to whom and when. Their words stand in the policy of the year.

#include <vector>

#include "capd/Letter.h"

namespace capd::placement {

extern const LetterKind kChangeToAgree;
extern const LetterKind kChangeToSend;
extern const LetterKind kChangeAskedToSend;
extern const LetterKind kChangeDoneSchool;
extern const LetterKind kChangeDoneProvider;
extern const LetterKind kChangeDropped;
extern const LetterKind kWithdrawalFormSchool;
extern const LetterKind kWithdrawalFormProvider;
extern const LetterKind kYourWithdrawalDone;
extern const LetterKind kWithdrawalTakenBack;
extern const LetterKind kNonStarterToRecord;
extern const LetterKind kFeeDecided;
extern const LetterKind kMeetingAsked;
extern const LetterKind kMeetingToArrange;
extern const LetterKind kPausedSchool;
extern const LetterKind kPausedProvider;
extern const LetterKind kPausedCap;
extern const LetterKind kAttendanceGoesOn;
extern const LetterKind kSomethingToAnswer;
extern const LetterKind kReportAnswered;
extern const LetterKind kGoesOnUnless;
extern const LetterKind kOnTheRollOverList;
extern const LetterKind kRolledOver;
// Reviews, halts and replaced learners (LettersOfReviews.cpp).
extern const LetterKind kHaltedCap;
extern const LetterKind kHalted;
extern const LetterKind kHaltEnds;
extern const LetterKind kHaltEndsProvider;
extern const LetterKind kHaltGoesOn;
extern const LetterKind kLearnerReplaced;
extern const LetterKind kReviewRecorded;
extern const LetterKind kReviewToConfirm;
extern const LetterKind kReviewConfirmed;
extern const LetterKind kReviewDay;
/// All of them, for the offers.
std::vector<LetterKind> letterKinds();

}  // namespace capd::placement
