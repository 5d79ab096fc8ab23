#pragma once
// Reviews of placements in the invented city: what is planned, what is owed by when, the answers behind it.

#include "cases/placement/Reviews.h"
#include "tests/placement/Lots.h"

namespace capd::test {

inline std::vector<Review> reviewsAt(Running& city, const std::string& reference) {
  const auto placement = city.placementOf(reference);
  return city.read([&](ReadTx& tx) { return reviewsOf(tx, placement.id); });
}
inline std::string annualDay(Running& city, const std::string& reference) {
  return city.read(
      [&](ReadTx& tx) { return currentAnswers(tx, findReferral(tx, reference).value().id)["ehcp.review_date"]; });
}
// The day of the annual review as it stands in the answers of a referral from before.
inline void giveAnnualDay(Running& city, const std::string& reference, const std::string& day) {
  city.arrange([&](WriteTx& tx) {
    saveAnswers(tx, findReferral(tx, reference).value().id, {{"ehcp.review_date", day}});
  });
}
inline std::int64_t dueThen(Running& city, const std::string& reference, Date day) {
  return city.count(
      "SELECT COUNT(*) FROM duty WHERE subject = ? AND kind = 'placement.review' AND closed_ms IS NULL "
      "AND due_ms = " +
          std::to_string(londonEndOf(day).ms),
      reference);
}
inline void on(Running& city, Date day, int hour = 9) { city.at(day.year(), day.month(), day.day(), hour); }

inline Texts heldOn(const std::string& review, Date day) {
  return {{"review", review},
          {"held_on", day.iso()},
          {"who_came", "The learner, his mother, the tutor and Lin Moss"},
          {"referrer_came", "yes"},
          {"decision", "goes_on"},
          {"says", "He comes every day. The school place is visited in May."}};
}

}  // namespace capd::test
