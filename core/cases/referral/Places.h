#pragma once
// Places that a programme counts, whichever course they are on: counts over the whole city, and nothing but counts.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "capd/Tx.h"
#include "cases/referral/Referral.h"

namespace capd {

/// Other referrals of the same school to the same programme with a start in that academic year: sent, and neither
/// refused nor taken back.
std::int64_t referredInYear(ReadTx& tx, const ReferralRecord& referral, std::string_view year);
/// Placements of a programme that start from `first` to `last`, both included, whatever came of them later (OPEN-07);
/// that of `exceptCase` is left out.
std::int64_t placesInTerm(ReadTx& tx, std::string_view programme, Date first, Date last, std::int64_t exceptCase);
/// References of other cases of schools that have bought in, whose provider has said yes for the course and whose
/// placement is not set up yet: the oldest answer first.
std::vector<std::string> slaWaitingFor(ReadTx& tx, std::int64_t course, std::int64_t exceptCase);
/// Has the organisation that refers bought in (SLA)? No for those of whom it is not known.
bool hasSla(ReadTx& tx, const ReferralRecord& referral);

}  // namespace capd
