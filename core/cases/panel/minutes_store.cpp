#include <algorithm>

#include "cases/panel/Minutes.h"

namespace capd {
namespace {

std::vector<MinuteAction> actionsOn(ReadTx& tx, std::int64_t round, std::int64_t caseId) {
  std::vector<MinuteAction> all;
  tx.each<std::string, std::string, Date>(
      "SELECT a.who, a.what, a.by_day FROM @all_panel_actions a WHERE a.round_id = ? AND a.case_id = ? ORDER BY "
      "a.by_day, a.id",
      [&](std::string who, std::string what, Date by) {
        all.push_back({std::move(who), std::move(what), by});
      },
      round, caseId);
  return all;
}

}  // namespace

std::vector<Minute> minutesFor(ReadTx& tx, std::int64_t round) {
  std::vector<Minute> all;
  const auto hats = tx.viewer().hats();
  if (std::any_of(hats.begin(), hats.end(), [](const Hat& hat) { return hat.organisationKind == "provider"; }))
    return all;
  for (const Hat& hat : hats) {
    if (hat.organisationKind != "agency") continue;
    tx.each<std::int64_t, std::string, std::string, Date, std::string>(
        "SELECT x.case_id, c.reference, x.panel, x.met_on, x.outcome FROM @all_panel_outcomes x JOIN @all_cases c ON "
        "c.id = x.case_id WHERE x.round_id = ? AND (x.sent_ms IS NOT NULL OR x.outcome = 'reviewed') AND EXISTS "
        "(SELECT "
        "1 FROM case_party p WHERE p.case_id = x.case_id AND p.relation = 'agenda' AND p.organisation_id = ?) AND NOT "
        "EXISTS (SELECT 1 FROM @all_panel_interests i WHERE i.case_id = x.case_id AND i.account_id = ? AND i.grade = "
        "'none' AND NOT EXISTS (SELECT 1 FROM @all_panel_interests j WHERE j.case_id = i.case_id AND j.account_id = "
        "i.account_id AND j.id > i.id)) ORDER BY x.id",
        [&](std::int64_t id, std::string reference, std::string panel, Date met, std::string outcome) {
          const bool there = std::any_of(all.begin(), all.end(), [&](const Minute& m) {
            return m.caseId == id && m.panel == panel && m.metOn == met;
          });
          if (!there) all.push_back({id, std::move(reference), std::move(panel), met, std::move(outcome), {}});
        },
        round, hat.organisation, tx.viewer().account());
  }
  for (Minute& each : all) each.actions = actionsOn(tx, round, each.caseId);
  return all;
}

}  // namespace capd
