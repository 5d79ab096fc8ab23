#pragma once
// One coming round of a scheduled rule: written down before it falls due, decided once (opened, or left out and why).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

struct Round {
  std::string rule;    ///< `ofsted_confirmation`
  std::string period;  ///< `2025-26/h4`
  std::string words;   ///< "half term 4 of 2025-26"
  Instant opens;
  Instant due;
  std::string state = "planned";  ///< planned, opened, skipped
  std::optional<Instant> decided;
  std::string says = {};  ///< of a decided one: what was opened, or why not
};

/// Of one rule, in order of opening.
std::vector<Round> rounds(ReadTx& tx, std::string_view rule);
std::optional<Round> findRound(ReadTx& tx, std::string_view rule, std::string_view period);
/// Planned ones whose moment has come, in order.
std::vector<Round> roundsToDecide(ReadTx& tx);
/// Writes a round down, or moves it to other moments: a planned one as a whole; one that is open its deadline alone,
/// with the open duties of that kind (a holiday was proclaimed), and it says so. One that was over before anybody knew
/// of it is left out at once. @returns false when nothing was to be changed.
bool planRound(WriteTx& tx, const Round& round, std::string_view duty);
/// Would planRound change anything?
bool isPlanned(ReadTx& tx, const Round& round);
/// @returns false when it is decided already.
bool decideRound(WriteTx& tx, std::string_view rule, std::string_view period, std::string_view state,
                 const std::string& says);

}  // namespace capd
