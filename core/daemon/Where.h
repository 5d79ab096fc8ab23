#pragma once
// Where each row of the tiers' requirements lives: the list beside the scripts, and the lines that its places have.

#include <string>
#include <vector>

namespace capd::daemon {

struct TierRow {
  std::string id;      ///< TIER-RF-04
  std::string place;   ///< `2024-25/programmes/tier3.refocus.lua: lasts`, or `later: fees`
  std::string source;  ///< where it is printed
  std::string test;    ///< file of the test that proves it; empty for what comes later
  [[nodiscard]] bool isLater() const { return place.rfind("later: ", 0) == 0; }
};

/// The list of `share`/scripts/tiers.txt. @throws std::runtime_error with the line that cannot be read.
std::vector<TierRow> tierRows(const std::string& share);
/// The file of a row below `share` and the line at which its words stand; line 0 when they do not.
struct FoundAt {
  std::string file;
  int line = 0;
  bool isThere = true;  ///< the file; sources are not installed with the service
};
FoundAt foundAt(const std::string& share, const TierRow& row);

}  // namespace capd::daemon
