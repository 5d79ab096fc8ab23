#include <fmt/format.h>

#include "schedule/Lease.h"

namespace capd::schedule {
namespace {

constexpr std::int64_t kSkewMs = 15LL * 60'000;  // two daemons' clocks may differ by that much

constexpr std::int64_t kKeepMs = 30LL * 24 * 3600'000;  // what was decided is kept for a month

}  // namespace

std::int64_t takeLease(WriteTx& tx, std::string_view name, std::string_view holder, Instant until) {
  const auto there =
      tx.row<std::string, std::int64_t, Instant>("SELECT holder, term, until_ms FROM lease WHERE name = ?", name);
  if (!there) {
    tx.execute("INSERT INTO lease (name, holder, term, until_ms) VALUES (?, ?, 1, ?)", name, holder, until);
    return 1;
  }
  const auto& [who, term, over] = *there;
  const bool mine = who == holder;
  // A lease that ends long after one that is taken now was taken while the clock was wrong: it binds nobody.
  if (!mine && over > tx.now() && over <= until.plusMs(kSkewMs)) return 0;
  // Whoever let it run out starts a new term, even when nobody else came in between.
  const std::int64_t next = mine && over > tx.now() ? term : term + 1;
  tx.execute("UPDATE lease SET holder = ?, term = ?, until_ms = ? WHERE name = ?", holder, next, until, name);
  return next;
}

bool holdsLease(WriteTx& tx, std::string_view name, std::string_view holder, std::int64_t term) {
  return tx.one<std::int64_t>("SELECT COUNT(*) FROM lease WHERE name = ? AND holder = ? AND term = ? AND until_ms > ?",
                              name, holder, term, tx.now())
             .value_or(0) == 1;
}

void giveLeaseBack(WriteTx& tx, std::string_view name, std::string_view holder) {
  tx.execute("UPDATE lease SET until_ms = ? WHERE name = ? AND holder = ?", tx.now(), name, holder);
}

Occurrence beginOccurrence(WriteTx& tx, std::string_view rule, Instant due, std::int64_t everyMs) {
  const auto state = tx.one<std::string>("SELECT state FROM occurrence WHERE rule = ? AND due_ms = ?", rule, due);
  if (state) return {*state == "due" ? Occurrence::State::again : Occurrence::State::done, 0};
  const auto last = tx.one<std::optional<std::int64_t>>("SELECT MAX(due_ms) FROM occurrence WHERE rule = ?", rule)
                        .value_or(std::nullopt);
  // A clock that was set back runs nothing twice.
  if (last && *last > due.ms) return {};
  Occurrence begun{Occurrence::State::begun, last ? (due.ms - *last) / everyMs - 1 : 0};
  if (begun.missed > 0)
    tx.execute("INSERT INTO occurrence (rule, due_ms, state, decided_ms, says) VALUES (?, ?, 'skipped', ?, ?)", rule,
               due.ms - everyMs, tx.now(),
               fmt::format("Nobody ran it since {}: {} left out. The next one does their work.",
                           londonWords(Instant{*last}), begun.missed));
  tx.execute("INSERT INTO occurrence (rule, due_ms, state) VALUES (?, ?, 'due')", rule, due);
  return begun;
}

void endOccurrence(WriteTx& tx, std::string_view rule, Instant due, const std::string& says) {
  tx.execute("UPDATE occurrence SET state = 'decided', decided_ms = ?, says = ? WHERE rule = ? AND due_ms = ?",
             tx.now(), says, rule, due);
  tx.execute("DELETE FROM occurrence WHERE rule = ? AND due_ms < ? AND state <> 'due'", rule, tx.now().ms - kKeepMs);
}

std::vector<OccurrenceLine> occurrences(ReadTx& tx, std::string_view rule, std::size_t most) {
  std::vector<OccurrenceLine> all;
  tx.each<std::string, Instant, std::string, std::string>(
      "SELECT rule, due_ms, state, says FROM occurrence WHERE rule = ? ORDER BY due_ms DESC LIMIT ?",
      [&](std::string name, Instant due, std::string state, std::string says) {
        all.push_back({std::move(name), due, std::move(state), std::move(says)});
      },
      rule, static_cast<std::int64_t>(most));
  return all;
}

}  // namespace capd::schedule
