#pragma once
// Reviews that a programme's policy names (MON-10): planned when the placement is confirmed, asked for in time,
// recorded by whoever held them, confirmed by the SEND team where the terms have it say what comes next.

#include "Common.h"
#include "cases/placement/Reviews.h"

namespace capd::placement {

inline constexpr char kReview[] = "placement.review";
inline constexpr char kConfirmReview[] = "placement.confirm_review";
inline constexpr char kAnnualDay[] = "placement.annual_day";

/// What the plan of a placement needs, read beside other requests.
struct ReviewRules {
  std::optional<ProgrammeCard> programme;
  std::shared_ptr<const Calendar> calendar;
  ReviewLead lead;
  int confirmedWithin = 5;
};
ReviewRules reviewRulesOf(const Services& services, const ReferralRecord& referral);
/// Policy names reviews for the programme of this placement.
bool hasReviews(const ReviewRules& rules);
/// The plan as it should stand now.
std::vector<Review> planOf(ReadTx& tx, const Life& life, const ReviewRules& rules);
/// Writes the plan down, takes back what fell out of it, and asks for what is due to be asked for by today.
void planAndAsk(WriteTx& tx, const Life& life, const ReviewRules& rules);
/// When the placement is confirmed.
void planReviews(WriteTx& tx, const Services& services, std::int64_t referral);

/// "Formal review in week 8", "Review 2, every 3 school weeks", "Annual review of the EHC plan" ...
std::string reviewInWords(const Review& review, const ReviewRules& rules);
/// Is it held with the SEND team, which says what comes of it?
bool withSendTeam(const Review& review);
/// Does the SEND team confirm it when the provider recorded it? The annual review is one of them.
bool confirmedBySend(const Review& review);
/// The one that waits for the word of the SEND team; null when none does.
const Review* toConfirm(const std::vector<Review>& reviews);
/// The annual review that the provider recorded, when the SEND team has said neither what comes of it nor when the next
/// one is; null otherwise.
const Review* waitsForNextDay(ReadTx& tx, const Life& life, const std::vector<Review>& reviews);
/// The viewer is the SEND team whose placement this is.
bool ofSendTeam(ReadTx& tx, const Life& life);
/// A review with the SEND team on this placement came to the end of it.
bool reviewEndsIt(ReadTx& tx, std::int64_t placement);

struct PreparedReview {
  Rules rules;
  ReviewRules reviews;
};
template <class In>
Prepared<PreparedReview> prepareReview(Preparing& at, const In& in) {
  const auto life = lifeOf(at.tx, in.reference);
  if (!life) return Refused::notThere();
  return PreparedReview{rulesOf(at.services, life->referral, at.tx.today()),
                        reviewRulesOf(at.services, life->referral)};
}
/// A value of the programme in policy; null when it has none.
const PolicyValue* valueOf(const ReviewRules& rules, const std::string& name);
/// What policy prints the review in.
std::string clauseOfReview(const Review& review, const ReviewRules& rules);
inline constexpr char kEhcpQuestion[] = "ehcp.review_date";

struct RecordReviewIn {
  std::string reference;
  std::int64_t version = 0;
  std::string review;  ///< "formal-1"; "extra"
  Date heldOn;
  std::string whoCame;
  bool referrerCame = false;
  std::string decision;
  std::string says;
  std::optional<Date> nextOn;
  FieldTexts rest;  ///< assessments, as policy lists them
};
Form<RecordReviewIn> recordReviewForm();
/// With the reviews and assessments of this placement. `send`: it is one of the SEND team's; `team`: they look at it.
FormShape recordReviewShape(const std::vector<Review>& reviews, const ReviewRules& rules, bool send, bool team);
/// For the review that waits: the next day is asked for after an annual one alone.
FormShape confirmReviewShape(const Review& review);

void offerReviews(Offers& offers);
void offerReviewing(Offers& offers);
void offerReviewPage(Offers& offers);

}  // namespace capd::placement
