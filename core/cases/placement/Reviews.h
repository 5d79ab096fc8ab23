#pragma once
// Reviews of a placement that its programme's policy names (MON-10): after so many weeks, each term, every few weeks,
// once a year for the EHC plan. Which there are follows from policy, calendar and the days of the placement; here is
// the plan and what was held. The commands belong to a plugin.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Calendar.h"
#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"
#include "cases/placement/Placement.h"
#include "cases/policy/PolicyShelf.h"

namespace capd {

struct Review {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t placement = 0;
  std::string kind;         ///< formal, with_send, ehcp, every; extra = held beside those of policy
  std::int64_t number = 1;  ///< the how-manieth of its kind on this placement
  Date askOn;               ///< from then on it is asked for
  Date countsFrom;          ///< held earlier it is another meeting
  Date dueOn;
  std::optional<Instant> asked;
  bool passed = false;  ///< its day had passed before it was planned for the first time: nobody is asked for it
  std::optional<Date> heldOn;
  std::string side;  ///< who recorded it: school (or the SEND team), provider
  std::string whoCame;
  bool referrerCame = false;  ///< the SEND team, or the school's case worker
  std::string assessments;    ///< values of policy's list, one a line
  std::string decision;       ///< goes_on, changes, ends
  std::string says;
  std::optional<Instant> recorded;
  std::optional<Instant> confirmed;  ///< by the SEND team, where it did not record the review itself
  std::string confirmedSays;
  [[nodiscard]] bool held() const { return recorded.has_value(); }
};

/// How long before they are due reviews are asked for.
struct ReviewLead {
  int schoolWeeks = 1;  ///< those that come after a number of school weeks
  int termDays = 28;    ///< those of each term
  int ehcpDays = 56;    ///< annual reviews of the EHC plan
};

/// Does policy name a review for the programme?
bool hasReviews(const ProgrammeCard& programme);
/// The reviews that a placement is to have, by policy and calendar, nearest first. `ehcpOn` is the day of the next
/// annual review of the EHC plan as the SEND team gave it, `ehcpHeld` how many were held on this placement. None is
/// planned before the start or after the last day; one whose days are not known yet (a later year's terms) is not
/// planned yet.
std::vector<Review> reviewPlan(const ProgrammeCard& programme, const Calendar& calendar, Date start,
                               std::optional<Date> lastDay, std::optional<Date> ehcpOn, std::int64_t ehcpHeld,
                               const ReviewLead& lead);
/// What of the plan is not in the records as it should be: new ones, and ones that are not held yet and whose days have
/// moved. `there` is what the records have.
std::vector<Review> missingFrom(const std::vector<Review>& there, const std::vector<Review>& plan);
/// What stands in the records and is not held, and that the placement is not to have any more: its last day comes
/// sooner now, or the annual review falls out of it. When the terms up to the last day are not known, nothing does.
std::vector<Review> fallenOut(const std::vector<Review>& there, const std::vector<Review>& plan,
                              const Calendar& calendar, std::optional<Date> lastDay);

/// Those of policy and others, by the day on which they are due.
std::vector<Review> reviewsOf(ReadTx& tx, std::int64_t placement);
/// Writes a planned one down, or its new days; and whether its day had `passed`. @returns its id.
std::int64_t planReview(WriteTx& tx, const Review& review);
/// Takes a planned one back; one that was held stays.
void dropReview(WriteTx& tx, std::int64_t id);
/// It was asked for now.
void askedForReview(WriteTx& tx, std::int64_t id);
/// Writes down what was held; one of kind `extra` is added.
void recordReview(WriteTx& tx, const Review& review);
/// The SEND team's word on what was decided.
void confirmReview(WriteTx& tx, std::int64_t id, std::string_view decision, const std::string& says);
/// References of all running placements of a programme, oldest first.
std::vector<std::string> runningOf(ReadTx& tx, std::string_view programme);

}  // namespace capd
