#pragma once
#include "Common.h"

namespace capd::placement {

void offerPages(Offers& offers);
void offerRecordPage(Offers& offers);

}  // namespace capd::placement
