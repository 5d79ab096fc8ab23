#include <fmt/format.h>

#include "cases/duty/Duty.h"
#include "cases/duty/Round.h"

namespace capd {
namespace {

#define ROUND_COLUMNS "r.rule, r.period, r.words, r.opens_ms, r.due_ms, r.state, r.decided_ms, r.says"

template <class... A>
std::vector<Round> readRounds(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Round> all;
  tx.each<std::string, std::string, std::string, Instant, Instant, std::string, std::optional<Instant>, std::string>(
      sql,
      [&](std::string rule, std::string period, std::string words, Instant opens, Instant due, std::string state,
          std::optional<Instant> decided, std::string says) {
        all.push_back({std::move(rule), std::move(period), std::move(words), opens, due, std::move(state), decided,
                       std::move(says)});
      },
      args...);
  return all;
}

}  // namespace

std::vector<Round> rounds(ReadTx& tx, std::string_view rule) {
  return readRounds(tx, "SELECT " ROUND_COLUMNS " FROM round r WHERE r.rule = ? ORDER BY r.opens_ms, r.period", rule);
}

std::optional<Round> findRound(ReadTx& tx, std::string_view rule, std::string_view period) {
  auto all = readRounds(tx, "SELECT " ROUND_COLUMNS " FROM round r WHERE r.rule = ? AND r.period = ?", rule, period);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<Round> roundsToDecide(ReadTx& tx) {
  return readRounds(tx,
                    "SELECT " ROUND_COLUMNS
                    " FROM round r WHERE r.state = 'planned' AND r.opens_ms <= ? ORDER BY r.opens_ms, r.rule, r.period",
                    tx.now());
}

bool isPlanned(ReadTx& tx, const Round& round) {
  const auto there = findRound(tx, round.rule, round.period);
  if (!there) return false;
  if (there->state == "planned")
    return there->opens == round.opens && there->due == round.due && there->words == round.words;
  // What is over stays as it was.
  return there->state != "opened" || there->due == round.due || there->due <= tx.now() || round.due <= tx.now();
}

namespace {

// The open duties of the round go with it, those that still have its deadline.
bool moveOpenRound(WriteTx& tx, const Round& there, const Round& round, std::string_view duty) {
  const std::string counting = fmt::format("due {} instead of {}", londonWords(round.due), londonWords(there.due));
  std::int64_t moved = 0;
  for (const auto& [id] : tx.rows<std::int64_t>(
           "SELECT d.id FROM duty d WHERE d.kind = ? AND d.occurrence = ? AND d.due_ms = ? AND d.closed_ms IS NULL "
           "ORDER BY d.id",
           duty, there.period, there.due)) {
    moveDuty(tx, id, round.due, counting);
    ++moved;
  }
  tx.execute("UPDATE round SET due_ms = ?, says = ? WHERE rule = ? AND period = ?", round.due,
             fmt::format("{} The calendar changed: {}, {} open ones moved.", there.says, counting, moved), round.rule,
             round.period);
  return true;
}

}  // namespace

bool planRound(WriteTx& tx, const Round& round, std::string_view duty) {
  if (isPlanned(tx, round)) return false;
  if (const auto there = findRound(tx, round.rule, round.period)) {
    if (there->state == "opened") return moveOpenRound(tx, *there, round, duty);
    tx.execute("UPDATE round SET words = ?, opens_ms = ?, due_ms = ? WHERE rule = ? AND period = ?", round.words,
               round.opens, round.due, round.rule, round.period);
    return true;
  }
  const bool over = round.due <= tx.now();
  tx.execute(
      "INSERT INTO round (rule, period, words, opens_ms, due_ms, state, decided_ms, says) VALUES (?, ?, ?, ?, ?, ?, ?, "
      "?)",
      round.rule, round.period, round.words, round.opens, round.due, over ? "skipped" : "planned",
      over ? std::optional(tx.now()) : std::nullopt, over ? "It was over before the rule was known here." : "");
  return true;
}

bool decideRound(WriteTx& tx, std::string_view rule, std::string_view period, std::string_view state,
                 const std::string& says) {
  return tx.execute(
             "UPDATE round SET state = ?, decided_ms = ?, says = ? WHERE rule = ? AND period = ? AND state = 'planned'",
             state, tx.now(), says, rule, period) == 1;
}

}  // namespace capd
