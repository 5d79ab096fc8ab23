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
/// References of third days that end between the two days, both included.
std::vector<std::string> thirdDaysEnding(ReadTx& tx, Date today, Date until, std::size_t most);
/// Running placements that end between the two days, of which nothing is recorded yet and nobody was asked.
std::vector<std::string> withoutOutputs(ReadTx& tx, Date today, Date until, std::size_t most);
/// Running placements of a programme that end with the academic year and are not on the list of that next year; pupils
/// in year 11 and above leave.
std::vector<std::string> toList(ReadTx& tx, std::string_view programme, Date last, std::string_view year,
                                std::size_t most);
/// Listed ones whose last day was before that day, without a withdrawal.
std::vector<std::string> toRoll(ReadTx& tx, Date day, std::size_t most);

/// References of the viewer's cases whose provider has said yes for the course and whose placement is not set up yet:
/// the oldest answer first.
std::vector<std::string> waitingForPlace(ReadTx& tx, std::int64_t course);

}  // namespace capd::placement
