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

std::vector<std::string> slaWaitingFor(ReadTx& tx, std::int64_t course, std::int64_t exceptCase) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @all_cases c JOIN @all_choices k ON k.id = c.choice_id JOIN organisation o ON o.id = "
      "c.school_id WHERE c.state = 'answered' AND k.course_id = ? AND o.sla = 'sla' AND c.id <> ? ORDER BY "
      "c.state_since_ms, c.id",
      [&](std::string reference) { all.push_back(std::move(reference)); }, course, exceptCase);
  return all;
}

bool hasSla(ReadTx& tx, const ReferralRecord& referral) {
  return tx.one<std::int64_t>("SELECT COUNT(*) FROM organisation WHERE id = ? AND sla = 'sla'", referral.school)
             .value_or(0) > 0;
}

}  // namespace capd
