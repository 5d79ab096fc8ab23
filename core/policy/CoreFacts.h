#pragma once
// The facts that every referral has, whatever its programme. The cases floor gathers them; policy reads them by name.

#include <vector>

#include "capd/Fact.h"

namespace capd::policy {

std::vector<FactDeclaration> coreFacts();

}  // namespace capd::policy
