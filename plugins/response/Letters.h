#pragma once
// The letters that this plugin sends: what each tells, to whom and when. Their words stand in the policy of the year.

#include <vector>

#include "capd/Letter.h"

namespace capd::response {

extern const LetterKind kAnswerGiven;
extern const LetterKind kNoToReview;
extern const LetterKind kYesShared;
extern const LetterKind kNoShared;
extern const LetterKind kNoPlaceNextAsked;
extern const LetterKind kNoPlaceToShare;
extern const LetterKind kAnswerAgain;
extern const LetterKind kStartConfirmedSchool;
extern const LetterKind kStartConfirmedProvider;
extern const LetterKind kStoppedSchool;
extern const LetterKind kStoppedProvider;
/// All of them, for the offers.
std::vector<LetterKind> letterKinds();

}  // namespace capd::response
