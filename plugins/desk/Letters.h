#pragma once
// The letters that this plugin sends: what each tells, to whom and when. Their words stand in the policy of the year.

#include <vector>

#include "capd/Letter.h"

namespace capd::desk {

extern const LetterKind kPapersReady;
extern const LetterKind kPapersElsewhere;
extern const LetterKind kSomethingMissing;
extern const LetterKind kOnHold;
extern const LetterKind kChooseAnotherCourse;
/// All of them, for the offers.
std::vector<LetterKind> letterKinds();

}  // namespace capd::desk
