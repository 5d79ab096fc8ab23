#pragma once
// What doctor asks a database about itself.

#include <optional>
#include <string>
#include <vector>

#include "store/Database.h"

namespace capd::store {

struct Checkup {
  std::string engine;  ///< "SQLite 3.40.1", "PostgreSQL 15.14"
  std::vector<std::string>
      faults;        ///< what the database finds wrong with its own file, or set so that power loss hurts
  std::string mode;  ///< demonstration, production
  Instant newest;    ///< of the last line of the audit; 0 = none
};
/// Looks and changes nothing, beside a running daemon too. @throws DatabaseProblem: no records, out of reach.
Checkup checkUp(const Settings& settings);

}  // namespace capd::store
