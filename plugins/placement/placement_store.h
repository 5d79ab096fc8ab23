#pragma once
// The lists of this plugin.

#include <string>
#include <vector>

#include "capd/Tx.h"

namespace capd::placement {

/// References of the cases whose withdrawn placement had its last day before that day, oldest first.
std::vector<std::string> leavingBefore(ReadTx& tx, Date day, std::size_t most);
/// Confirmed placements of the viewer's whose first day has come and whose pupil was not there yet.
std::vector<std::string> notStarted(ReadTx& tx, Date day, std::size_t most);
/// Third days that end on or before that day, and are not over.
struct ThirdDayEnd {
  std::string reference;
  Date last;
};
std::vector<ThirdDayEnd> thirdDaysEnding(ReadTx& tx, Date today, Date until, std::size_t most);

}  // namespace capd::placement
