#pragma once
// Meetings before a provider withdraws (WDR-03), reviews of SEND placements (WDR-12, REF-79), and attendance paused for
// safety: today, with both calls made, no withdrawal, and a meeting due.

#include "Common.h"

namespace capd::placement {

struct AskMeetingIn {
  std::string reference;
  std::int64_t version = 0;
  std::string reason;
  std::string proposed;
};
Form<AskMeetingIn> askMeetingForm();
struct MeetingIn {
  std::string reference;
  std::int64_t version = 0;
  std::string outcome;
  std::optional<Date> heldOn;
  std::string whoCame;
  std::string says;
  std::optional<std::string> decision;  ///< of a review of a SEND placement
};
Form<MeetingIn> meetingForm();
/// As it reads for this placement: a school's, or the SEND team's; `replaces`: its learner may be replaced.
FormShape meetingShape(bool send, bool replaces);
/// "The learner is helped to take part again" ...
std::string reviewDecisionInWords(const std::string& decision);
/// Policy lets the SEND team give the place of a learner who drops away to another (TIER-P16-04).
bool mayBeReplaced(const Services& services, const ReferralRecord& referral);
struct PauseIn {
  std::string reference;
  std::int64_t version = 0;
  std::string reason;
  bool schoolRung = false;
  bool parentsRung = false;
};
Form<PauseIn> pauseForm();

/// The meeting that waits to be recorded.
std::optional<PlacementMeeting> waitingMeeting(ReadTx& tx, std::int64_t placement);
std::string aboutInWords(const std::string& about);

void offerMeetings(Offers& offers);
void offerPause(Offers& offers);

}  // namespace capd::placement
