#include "response_store.h"

#include <map>

#include "cases/organisation/Organisation.h"
#include "cases/referral/ReferralFacts.h"

namespace capd::response {
namespace {

using When = std::optional<Instant>;

}  // namespace

std::vector<ToAnswer> toAnswer(ReadTx& tx) {
  std::vector<ToAnswer> all;
  tx.each<std::string, When, When, std::int64_t>(
      "SELECT c.reference, k.sent_ms, (SELECT MIN(d.due_ms) FROM duty d WHERE d.case_id = c.id AND d.organisation_id = "
      "k.provider_id AND d.closed_ms IS NULL) AS due_ms, k.provider_id FROM @cases c JOIN @choices k ON k.id = "
      "c.choice_id WHERE c.state = 'sent' ORDER BY due_ms, k.sent_ms, c.id",
      [&](std::string reference, When sent, When due, std::int64_t provider) {
        if (tx.viewer().actsFor(provider)) all.push_back({std::move(reference), sent, due});
      });
  return all;
}

std::vector<ToReview> toReview(ReadTx& tx) {
  std::vector<ToReview> all;
  tx.each<std::string, std::string, std::string, std::optional<std::string>, Instant, When, std::int64_t>(
      "SELECT c.reference, s.name, p.name, r.category, c.state_since_ms, (SELECT MIN(d.due_ms) FROM duty d WHERE "
      "d.case_id = c.id AND d.kind = 'response.review' AND d.closed_ms IS NULL) AS due_ms, (SELECT COUNT(*) FROM "
      "@responses n WHERE n.case_id = c.id AND n.yes = 0) FROM @cases c JOIN organisation s ON s.id = c.school_id "
      "JOIN @responses r ON r.case_id = c.id JOIN organisation p ON p.id = r.provider_id WHERE c.state = 'slt_review' "
      "AND r.id = (SELECT MAX(m.id) FROM @responses m WHERE m.case_id = c.id) ORDER BY c.state_since_ms, c.id",
      [&](std::string reference, std::string school, std::string provider, std::optional<std::string> category,
          Instant since, When due, std::int64_t noes) {
        all.push_back(
            {std::move(reference), std::move(school), std::move(provider), category.value_or(""), since, due, noes});
      });
  return all;
}

std::vector<std::string> threeNoes(ReadTx& tx) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @cases c WHERE c.state IN ('submitted', 'complete', 'sent', 'slt_review') AND (SELECT "
      "COUNT(*) FROM @responses r WHERE r.case_id = c.id AND r.yes = 0 AND r.id > COALESCE((SELECT MAX(y.id) FROM "
      "@responses y WHERE y.case_id = c.id AND y.yes = 1), 0)) >= 3 ORDER BY c.id",
      [&](std::string reference) { all.push_back(std::move(reference)); });
  return all;
}

std::vector<ToProcess> toProcess(ReadTx& tx) {
  std::vector<ToProcess> all;
  tx.each<std::string, std::string, When>(
      "SELECT c.reference, c.state, (SELECT MIN(d.due_ms) FROM duty d WHERE d.case_id = c.id AND d.kind IN "
      "('referral.process', 'placement.confirm') AND d.closed_ms IS NULL) AS due_ms FROM @cases c WHERE c.state IN "
      "('answered', 'processing') ORDER BY due_ms, c.id",
      [&](std::string reference, std::string state, When due) {
        all.push_back({std::move(reference), std::move(state), due});
      });
  return all;
}

std::vector<ToStart> toStart(ReadTx& tx) {
  std::vector<ToStart> all;
  tx.each<std::string, Date, std::int64_t>(
      "SELECT c.reference, p.start, p.provider_id FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.state = "
      "'confirmed' ORDER BY p.start, p.id",
      [&](std::string reference, Date start, std::int64_t provider) {
        if (tx.viewer().actsFor(provider)) all.push_back({std::move(reference), start});
      });
  return all;
}

std::vector<std::string> overBefore(ReadTx& tx, Date day, std::size_t most) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.state = 'active' AND c.state = "
      "'active' AND p.last_day < ? AND p.ended_how NOT IN ('withdrawn_by_school', 'withdrawn_by_provider') AND NOT "
      "EXISTS (SELECT 1 FROM @withdrawals w WHERE w.placement_id = p.id AND w.state = 'sent') AND NOT EXISTS (SELECT 1 "
      "FROM @standings h WHERE h.placement_id = p.id AND h.kind = 'halt' AND h.closed_ms IS NULL) AND NOT EXISTS "
      "(SELECT "
      "1 FROM @roll_overs r WHERE r.placement_id = p.id AND r.rolled_ms IS NULL) ORDER BY p.last_day, p.id LIMIT ?",
      [&](std::string reference) { all.push_back(std::move(reference)); }, day, static_cast<std::int64_t>(most));
  return all;
}

std::vector<Visit> visitsOf(ReadTx& tx, std::int64_t school, std::int64_t provider) {
  std::vector<Visit> all;
  tx.each<std::int64_t, std::string, Date, std::string, Instant>(
      "SELECT v.id, v.kind, v.visited_on, v.outcome, v.recorded_ms FROM @visits v JOIN @cases c ON c.id = v.case_id "
      "WHERE c.school_id = ? AND v.provider_id = ? ORDER BY v.visited_on, v.id",
      [&](std::int64_t id, std::string kind, Date on, std::string outcome, Instant recorded) {
        all.push_back({id, provider, std::move(kind), on, std::move(outcome), recorded});
      },
      school, provider);
  return all;
}

std::vector<std::string> visitsOwed(ReadTx& tx, std::int64_t school, std::int64_t provider) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT DISTINCT d.subject FROM duty d JOIN @placements p ON p.case_id = d.case_id WHERE d.kind = "
      "'placement.visit' AND d.closed_ms IS NULL AND d.organisation_id = ? AND p.provider_id = ? ORDER BY d.subject",
      [&](std::string reference) { all.push_back(std::move(reference)); }, school, provider);
  return all;
}

std::optional<std::int64_t> nextOfficer(ReadTx& tx, std::int64_t cap, std::int64_t school) {
  std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> load;  // of the school, in all
  tx.each<std::int64_t, std::int64_t>(
      "SELECT c.monitoring_officer, c.school_id FROM @cases c WHERE c.monitoring_officer IS NOT NULL AND c.state NOT "
      "IN "
      "('ended', 'refused', 'withdrawn')",
      [&](std::int64_t officer, std::int64_t where) {
        auto& own = load[officer];
        own.first += where == school ? 1 : 0;
        ++own.second;
      });
  std::optional<std::int64_t> best;
  for (const Contact& officer : contacts(tx, cap, "cap.monitoring_officer")) {
    if (officer.account == 0) continue;
    const auto mine = load[officer.account];
    const auto theirs = best ? load[*best] : mine;
    if (!best || mine.first > theirs.first || (mine.first == theirs.first && mine.second < theirs.second))
      best = officer.account;
  }
  return best;
}

std::vector<CallNote> callNotes(ReadTx& tx, std::int64_t caseId) {
  std::vector<CallNote> all;
  tx.each<Instant, std::string, std::string, std::string, std::string>(
      "SELECT n.at_ms, COALESCE(p.name, 'CAP'), n.spoke_with, n.says, n.courses FROM call_note n JOIN @cases c ON c.id "
      "= "
      "n.case_id LEFT JOIN account a ON a.id = n.account_id LEFT JOIN person p ON p.id = a.person_id WHERE c.id = ? "
      "ORDER BY n.at_ms DESC, n.id DESC",
      [&](Instant at, std::string by, std::string with, std::string says, const std::string& courses) {
        all.push_back({at, std::move(by), std::move(with), std::move(says), linesOf(courses)});
      },
      caseId);
  return all;
}

void addCallNote(WriteTx& tx, std::int64_t caseId, const std::string& spokeWith, const std::string& says,
                 const std::vector<std::string>& courses) {
  std::string codes;
  for (const std::string& code : courses) codes += (codes.empty() ? "" : "\n") + code;
  tx.execute(
      "INSERT INTO call_note (id, case_id, at_ms, account_id, spoke_with, says, courses) VALUES (?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), caseId, tx.now(), tx.viewer().account(), spokeWith, says, codes);
}

std::optional<ThirdDay> thirdDayOf(ReadTx& tx, std::int64_t response) {
  std::optional<ThirdDay> found;
  tx.each<std::int64_t, Date, Date, std::string>(
      "SELECT t.id, t.first_day, t.last_day, t.reason FROM third_day t JOIN @cases c ON c.id = t.case_id WHERE "
      "t.response_id = ?",
      [&](std::int64_t id, Date first, Date last, std::string reason) {
        found = ThirdDay{id, first, last, std::move(reason)};
      },
      response);
  return found;
}

std::int64_t thirdDaysInYear(ReadTx& tx, std::int64_t pupil, Date day) {
  const auto begins = academicYearStart(academicYearOf(day)).value_or(day);
  return tx
      .one<std::int64_t>(
          "SELECT COUNT(*) FROM third_day t JOIN @cases c ON c.id = t.case_id WHERE t.pupil_id = ? AND t.first_day >= "
          "? "
          "AND t.first_day < ?",
          pupil, begins, begins.plusMonths(12))
      .value_or(0);
}

void addThirdDay(WriteTx& tx, std::int64_t caseId, std::int64_t pupil, std::int64_t response, const ThirdDay& grant) {
  tx.execute(
      "INSERT INTO third_day (id, case_id, pupil_id, response_id, granted_ms, granted_by, reason, first_day, last_day) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), caseId, pupil, response, tx.now(), tx.viewer().account(), grant.reason, grant.first, grant.last);
}

}  // namespace capd::response
