#pragma once
// A case rehearsed from a script: who does what, when, in an invented corner of the city, with the policy as it lies in
// the working folder. A policy editor plays it before the rules of a September go into force; the tests play those of
// scripts/rehearsals.
//
//   # to the end of a line: a remark, on a line of its own
//   with 2024-25/programmes/tier3.refocus.lua from FILE    the rehearsal's own policy file, before anything is done
//   use FILE                                               the lines of another script, beside this one
//   at 2026-02-02 10:40                                    London time, forward; jobs of the mornings between run
//   EMAIL does COMMAND                                     a person of the demonstration
//     box: value                                           what they type, below and indented; `a|b`: several values
//   EMAIL cannot COMMAND
//     because: words                                       part of the answer that refuses it
//   case is STATE, placement is STATE, placement ends DAY, asked DUTY, not asked DUTY
//
// The newest case begun is meant by every deed: its reference and version are filled in. In a value `{pupil LASTNAME}`
// is a pupil's number, `{paper NAME}` an uploaded paper, `{today}`, `{10 days ago}` and `{in 22 days}` are days, and
// `{name}` is a value of an answer, such as `{round}`.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/Clock.h"
#include "base/Fault.h"
#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd::daemon {

class House;

struct RehearsalLine {
  enum class Kind { at, does, cannot, stateIs, placementIs, placementEnds, asked, notAsked };
  Kind kind = Kind::does;
  std::string file;
  int line = 0;
  Instant moment;    ///< at
  std::string who;   ///< does, cannot: an address
  std::string what;  ///< a command, a state, a kind of duty
  std::vector<std::pair<std::string, std::string>> texts;
  std::string because;
};

struct Rehearsal {
  std::vector<RehearsalLine> lines;
  std::map<std::string, std::string> policyFiles;  ///< of the policy folder, and the file that stands in for each
  Faults faults;                                   ///< all at once; not empty = it can't be played

  /// @returns faults instead of throwing, also for a file that cannot be read.
  static Rehearsal read(const std::string& file);
};

/// What came of it.
struct Played {
  Faults faults;                        ///< the first line that did not come out as told; empty = all did
  std::vector<std::string> references;  ///< of the cases, in the order in which they began
};

/// Plays it on a house that was filled as a demonstration; `say` is told each deed with its answer, in a line.
Played play(House& house, HeldClock& clock, const Rehearsal& rehearsal,
            const std::function<void(const std::string&)>& say);

/// The pupil of that last name who was added first, on whichever school's list.
std::optional<std::int64_t> pupilCalled(ReadTx& tx, const std::string& lastName);

/// When the house's clock stands before the first line.
Instant beginsAt(const Rehearsal& rehearsal);

}  // namespace capd::daemon
