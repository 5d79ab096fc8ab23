#pragma once
// The letters that this plugin sends: what each tells, to whom and when. Their words stand in the policy of the year.

#include <vector>

#include "capd/Letter.h"

namespace capd::panels {

extern const LetterKind kPanelOutcome;
extern const LetterKind kBeforeThePackCloses;
extern const LetterKind kRoundMoved;
extern const LetterKind kPackReady;
/// All of them, for the offers.
std::vector<LetterKind> letterKinds();

}  // namespace capd::panels
