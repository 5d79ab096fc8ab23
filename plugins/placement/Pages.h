#pragma once
#include "Common.h"

namespace capd::placement {

void offerPages(Offers& offers);

}  // namespace capd::placement
