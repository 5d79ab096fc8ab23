#pragma once
// Rounds as they are written down. Inside the cases floor.

#include <vector>

#include "cases/panel/Panel.h"

namespace capd {

/// All that are written down, by deadline.
std::vector<PanelRound> keptRounds(ReadTx& tx);

}  // namespace capd
