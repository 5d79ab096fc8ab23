#pragma once
// The lists of this plugin, and what is kept beside the shared records: calls about alternatives, third days.

#include <optional>
#include <string>
#include <vector>

#include "base/Instant.h"
#include "capd/Tx.h"
#include "cases/placement/Placement.h"

namespace capd::response {

struct ToAnswer {
  std::string reference;
  std::optional<Instant> sent;
  std::optional<Instant> due;
};
/// Referrals that a provider of the viewer's has to answer, nearest deadline first.
std::vector<ToAnswer> toAnswer(ReadTx& tx);

struct ToReview {
  std::string reference;
  std::string school;
  std::string provider;
  std::string category;
  Instant since;
  std::optional<Instant> due;
  std::int64_t noes = 0;  ///< in a row on this referral
};
/// Noes that wait for CAP's senior leaders, oldest first.
std::vector<ToReview> toReview(ReadTx& tx);
/// References of open referrals whose newest answers were three noes or more in a row.
std::vector<std::string> threeNoes(ReadTx& tx);

struct ToProcess {
  std::string reference;
  std::string state;  ///< answered, processing
  std::optional<Instant> due;
};
/// Yeses that CAP has to set up, nearest deadline first.
std::vector<ToProcess> toProcess(ReadTx& tx);
/// Confirmed placements of the viewer's provider that have not been recorded as started, nearest first.
struct ToStart {
  std::string reference;
  Date start;
};
std::vector<ToStart> toStart(ReadTx& tx);

/// References of the cases whose running placement had its last day before that day, oldest first.
std::vector<std::string> overBefore(ReadTx& tx, Date day, std::size_t most);

/// A school's visits to a provider on all its cases that the viewer may see, oldest first: one visit serves every pupil
/// whom it sends there (SAF-40).
std::vector<Visit> visitsOf(ReadTx& tx, std::int64_t school, std::int64_t provider);
/// References of the school's cases that still ask for a visit to the provider.
std::vector<std::string> visitsOwed(ReadTx& tx, std::int64_t school, std::int64_t provider);

/// The monitoring officer for a new case of a school: who has most of its cases already, else who has fewest in all.
/// Empty when nobody with an account holds the role.
std::optional<std::int64_t> nextOfficer(ReadTx& tx, std::int64_t cap, std::int64_t school);

struct CallNote {
  Instant at;
  std::string by;
  std::string spokeWith;
  std::string says;
  std::vector<std::string> courses;  ///< codes
};
std::vector<CallNote> callNotes(ReadTx& tx, std::int64_t caseId);
void addCallNote(WriteTx& tx, std::int64_t caseId, const std::string& spokeWith, const std::string& says,
                 const std::vector<std::string>& courses);

struct ThirdDay {
  std::int64_t id = 0;
  Date first;
  Date last;
  std::string reason;
};
/// Granted for this answer.
std::optional<ThirdDay> thirdDayOf(ReadTx& tx, std::int64_t response);
/// Grants of the pupil that begin in the academic year of that day: a second one is possible and listed (OPEN-06).
std::int64_t thirdDaysInYear(ReadTx& tx, std::int64_t pupil, Date day);
void addThirdDay(WriteTx& tx, std::int64_t caseId, std::int64_t pupil, std::int64_t response, const ThirdDay& grant);

}  // namespace capd::response
