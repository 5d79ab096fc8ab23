#pragma once
// One pupil on one course at one provider (ENT-19), as the provider's answer says and CAP processed it (REF-67).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

/// Half a day of the week: a session (OPEN-02).
struct Session {
  int weekday = 1;  ///< 1 = Monday
  bool afternoon = false;
  auto operator<=>(const Session&) const = default;
};
/// "1a,1p,3a" and back; unknown signs are ignored.
std::vector<Session> sessionsFromText(std::string_view text);
std::string sessionsToText(const std::vector<Session>& sessions);
/// "Monday all day, Wednesday morning"
std::string sessionsInWords(const std::vector<Session>& sessions);

struct Placement {
  std::int64_t id = 0;
  std::string reference;  ///< CAP25-H4K7MX/1
  std::int64_t caseId = 0;
  std::int64_t pupil = 0;
  std::int64_t school = 0;
  std::int64_t provider = 0;
  std::int64_t course = 0;
  std::int64_t response = 0;
  std::string programme;
  Date start;
  std::optional<Date> lastDay;
  std::string state;  ///< processing, confirmed, active, ended
  std::optional<Instant> onClm;
  std::optional<Instant> onCapita;
  std::optional<Instant> confirmed;
  std::vector<Session> sessions;
  std::int64_t version = 0;
};

std::optional<Placement> placementOfCase(ReadTx& tx, std::int64_t caseId);
std::int64_t addPlacement(WriteTx& tx, const Placement& placement);
void savePlacement(WriteTx& tx, const Placement& placement);
/// Sessions a week that a pupil has in live placements other than those of `exceptCase`, over all providers
/// (TIER-X-06).
std::int64_t sessionsElsewhere(ReadTx& tx, std::int64_t pupil, std::int64_t exceptCase);

}  // namespace capd
