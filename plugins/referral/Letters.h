#pragma once
// The letters that this plugin sends: what each tells, to whom and when. Their words stand in the policy of the year.

#include <vector>

#include "capd/Letter.h"

namespace capd::refer {

extern const LetterKind kReferralWithdrawn;
extern const LetterKind kPupilDetailsChanged;
/// All of them, for the offers.
std::vector<LetterKind> letterKinds();

}  // namespace capd::refer
