#include "cases/hold/Hold.h"

namespace capd {
namespace {

template <class... A>
std::vector<Hold> readHolds(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Hold> all;
  using When = std::optional<Instant>;
  tx.each<std::int64_t, std::int64_t, std::string, std::string, std::string, Instant, When, When, When,
          std::optional<std::string>>(
      sql,
      [&](std::int64_t id, std::int64_t caseId, std::string kind, std::string rule, std::string says, Instant opened,
          When asked, When answered, When closed, std::optional<std::string> closedSays) {
        all.push_back({id, caseId, std::move(kind), std::move(rule), std::move(says), opened, asked, answered, closed,
                       closedSays.value_or("")});
      },
      args...);
  return all;
}

#define HOLD_COLUMNS \
  "h.id, h.case_id, h.kind, h.rule, h.says, h.opened_ms, h.asked_ms, h.answered_ms, h.closed_ms, h.closed_says"

}  // namespace

std::vector<Hold> holds(ReadTx& tx, std::int64_t caseId) {
  return readHolds(tx,
                   "SELECT " HOLD_COLUMNS
                   " FROM @holds h WHERE h.case_id = ? ORDER BY CASE WHEN h.closed_ms IS NULL THEN 0 ELSE 1 END, "
                   "h.opened_ms, h.id",
                   caseId);
}

std::vector<Hold> openHolds(ReadTx& tx, std::int64_t caseId) {
  return readHolds(tx,
                   "SELECT " HOLD_COLUMNS
                   " FROM @holds h WHERE h.case_id = ? AND h.closed_ms IS NULL ORDER BY h.opened_ms, h.id",
                   caseId);
}

std::int64_t putHold(WriteTx& tx, std::int64_t caseId, std::string_view kind, std::string_view rule,
                     const std::string& says) {
  const auto open = tx.one<std::int64_t>(
      "SELECT id FROM hold WHERE case_id = ? AND kind = ? AND rule = ? AND closed_ms IS NULL", caseId, kind, rule);
  if (open) {
    tx.execute("UPDATE hold SET says = ? WHERE id = ?", says, *open);
    return *open;
  }
  const std::int64_t id = tx.nextId();
  tx.execute("INSERT INTO hold (id, case_id, kind, rule, says, opened_ms, opened_by) VALUES (?, ?, ?, ?, ?, ?, ?)", id,
             caseId, kind, rule, says, tx.now(), tx.viewer().actor());
  return id;
}

void markAsked(WriteTx& tx, std::int64_t hold) {
  tx.execute("UPDATE hold SET asked_ms = ? WHERE id = ? AND closed_ms IS NULL", tx.now(), hold);
}

void markAnswered(WriteTx& tx, std::int64_t hold) {
  tx.execute("UPDATE hold SET answered_ms = ? WHERE id = ? AND closed_ms IS NULL", tx.now(), hold);
}

void closeHold(WriteTx& tx, std::int64_t hold, const std::string& says) {
  tx.execute("UPDATE hold SET closed_ms = ?, closed_by = ?, closed_says = ? WHERE id = ? AND closed_ms IS NULL",
             tx.now(), tx.viewer().actor(), says, hold);
}

}  // namespace capd
