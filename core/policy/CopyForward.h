#pragma once
// A year's policy carried forward to the next: everything as it was, and everything marked until CAP confirms it.

#include <string>
#include <vector>

#include "base/Date.h"
#include "policy/Book.h"

namespace capd::policy {

/// A line of the new year that CAP has to confirm.
struct ToConfirm {
  std::string file;
  int line = 0;
  std::string what;  ///< "process_within", "rule two_days", "question agreement.q1", "duty first_look"
};

struct CarriedForward {
  Files policy;    ///< by path, as in Book
  Files examples;  ///< by path below the folder of examples
  std::vector<ToConfirm> toConfirm;
  std::vector<std::string> days;  ///< days of the old year that stand in the new files, where to look at them
};

/// Writes `after` from the files of `before`. Term dates cannot be carried: calendar.lua asks for them, and the year
/// does not load before they are there.
CarriedForward carryForward(const std::string& before, const std::string& after, const Files& policy,
                            const Files& examples);

/// The bank holidays of England between 1 September and 31 August, as the law has them; those proclaimed for one year
/// only are not among them.
std::vector<Date> bankHolidaysOf(const std::string& year);

}  // namespace capd::policy
