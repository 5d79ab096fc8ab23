#pragma once
// One holder at a time, with a term: whoever lost the lease and does not know it yet is found out by its term.
// On SQLite too, so that nothing changes on the day when a second daemon comes.

#include <cstdint>
#include <string>
#include <string_view>

#include "capd/Tx.h"

namespace capd::schedule {

/// Takes or renews the lease until `until`. @returns its term when the holder has it, 0 when another has. The term
/// grows with every change of holder.
std::int64_t takeLease(WriteTx& tx, std::string_view name, std::string_view holder, Instant until);
/// Is that holder still in that term?
bool holdsLease(WriteTx& tx, std::string_view name, std::string_view holder, std::int64_t term);
/// Gives it back now, so that another need not wait.
void giveLeaseBack(WriteTx& tx, std::string_view name, std::string_view holder);

/// One moment at which a rule is to be run.
struct Occurrence {
  enum class State { begun, again, done };
  State state = State::done;  ///< begun: ours now; again: begun before and never ended; done: nothing to do
  std::int64_t missed = 0;    ///< moments before this one at which nobody ran it: written down as skipped
};
/// Begins the occurrence of `rule` at `due`. Those missed since the last are written down as one skipped line.
Occurrence beginOccurrence(WriteTx& tx, std::string_view rule, Instant due, std::int64_t everyMs);
void endOccurrence(WriteTx& tx, std::string_view rule, Instant due, const std::string& says);

struct OccurrenceLine {
  std::string rule;
  Instant due;
  std::string state;  ///< due, decided, skipped
  std::string says;
};
/// Newest first.
std::vector<OccurrenceLine> occurrences(ReadTx& tx, std::string_view rule, std::size_t most);

}  // namespace capd::schedule
