#include "cases/referral/Places.h"

namespace capd {

std::int64_t referredInYear(ReadTx& tx, const ReferralRecord& referral, std::string_view year) {
  const auto begins = academicYearStart(year);
  if (!begins || !referral.programme) return 0;
  return tx
      .one<std::int64_t>(
          "SELECT COUNT(*) FROM @all_cases c WHERE c.school_id = ? AND c.programme = ? AND c.id <> ? AND "
          "c.submitted_ms IS NOT NULL AND c.state NOT IN ('draft', 'refused', 'withdrawn') AND c.requested_start >= ? "
          "AND c.requested_start < ?",
          referral.school, *referral.programme, referral.id, *begins, begins->plusMonths(12))
      .value_or(0);
}

std::int64_t placesInTerm(ReadTx& tx, std::string_view programme, Date first, Date last, std::int64_t exceptCase) {
  return tx
      .one<std::int64_t>(
          "SELECT COUNT(*) FROM @all_placements t WHERE t.programme = ? AND t.start >= ? AND t.start <= ? AND "
          "t.case_id <> ?",
          programme, first, last, exceptCase)
      .value_or(0);
}

bool hasSla(ReadTx& tx, const ReferralRecord& referral) {
  return tx.one<std::int64_t>("SELECT COUNT(*) FROM organisation WHERE id = ? AND sla = 'sla'", referral.school)
             .value_or(0) > 0;
}

}  // namespace capd
