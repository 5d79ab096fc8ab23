#include "cases/staff/Staff.h"

#include "base/Hash.h"
#include "cases/organisation/Organisation.h"

namespace capd {

// Months clamp at their ends: looked for among the days around.
Date StaffRules::oldestGood(Date today) const {
  Date day = today.plusMonths(-renewalMonths).plusDays(-4);
  while (hasPassed(day, today)) day = day.plusDays(1);
  return day;
}

Date StaffRules::newestAsking(Date today) const {
  Date day = today.plusDays(opensDays).plusMonths(-renewalMonths).plusDays(4);
  while (!asksNow(day, today)) day = day.plusDays(-1);
  return day;
}

std::optional<StaffRules> staffRules(const PolicyShelf& policy, Date today) {
  const auto hash = policy.versionFor(today, today);
  if (!hash) return std::nullopt;
  const auto renewal = policy.setting(*hash, "dbs_renewal");
  const auto opens = policy.setting(*hash, "dbs_renewal_opens");
  if (!renewal || renewal->most <= 0 || !opens) return std::nullopt;
  StaffRules rules;
  rules.renewalMonths = static_cast<int>(renewal->most) * 12;
  rules.opensDays = static_cast<int>(opens->most);
  rules.provisional = opens->provisional;
  return rules;
}

std::string providerCode(std::int64_t provider) {
  return sha256Hex("provider:" + std::to_string(provider)).substr(0, 10);
}

std::optional<std::int64_t> providerByCode(ReadTx& tx, std::string_view code, bool closedToo) {
  const auto all = organisations(tx, "provider", closedToo);
  for (const Organisation& each : all)
    if (providerCode(each.id) == code) return each.id;
  return std::nullopt;
}

}  // namespace capd
