#pragma once
// What the commands and pages of the panels share: who sits on which panel, what they may see of a case, and what is
// written down about it (REQUIREMENTS PAN, OFFICE J2 and J3).

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/Deadline.h"
#include "capd/Command.h"
#include "capd/Plugin.h"
#include "cases/mail/Letter.h"
#include "cases/organisation/Organisation.h"
#include "cases/panel/Panel.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/referral/CaseForm.h"
#include "cases/referral/Referral.h"

namespace capd::panels {

inline constexpr std::string_view kOutcome = "panel.outcome";
/// Chair or vice chair: say whether you decide it too, between two meetings.
inline constexpr std::string_view kConfirm = "panel.confirm";

/// What a member says about a case does not depend on what others have said meanwhile: no version.
template <class In>
void memberFields(Form<In>& form) {
  form.field(&In::reference, {.name = "reference",
                              .label = "Reference",
                              .kind = FieldKind::hidden,
                              .missing = "Open the case’s own page to do this",
                              .most = 20});
}

// ---- who sits where (Sitting.cpp)

struct Seat {
  std::string panel;
  SeatKind kind = SeatKind::member;
  std::int64_t agency = 0;
  std::string agencyName;
};
/// The seats that the viewer holds by the policy of that year.
std::vector<Seat> seatsOf(ReadTx& tx, const Viewer& viewer, const PanelYear& year);
/// Organisations that hold seats on the panels which look at the programme; those for training providers apart.
struct Agencies {
  std::vector<std::int64_t> all;
  std::vector<std::int64_t> ofProviders;
  std::vector<std::int64_t> ofAcademies;
};
Agencies agenciesFor(ReadTx& tx, const PanelYear& year, std::string_view programme);
/// The year of a round as policy has it; empty panels when that year is not in force.
PanelYear panelYearOf(const PolicyShelf& policy, const std::string& year);

enum class Grade {
  none,    ///< sees nothing of the case: an own or a rival placement, or declared
  speaks,  ///< when asked, and does not vote: a pupil of one's own school, a place at one's own academy, or declared
  full,
};
std::string_view toWord(Grade grade);
struct Interest {
  Grade grade = Grade::full;
  std::string why;  ///< in words for that person; empty for full
};
/// What is plain from the viewer's other roles, and what the viewer has declared: the stricter of the two.
Interest interestIn(ReadTx& tx, const Viewer& viewer, const ReferralRecord& referral, const std::vector<Seat>& seats,
                    const std::vector<std::int64_t>& academies);
/// Providers whose head holds a seat as such.
std::vector<std::int64_t> academyProviders(ReadTx& tx, const std::vector<std::int64_t>& agencies);
/// Lets the members of its panels see the case from now, but providers one whose place is a provider's; or takes that
/// sight away.
void letMembersIn(WriteTx& tx, std::int64_t caseId, const Agencies& agencies);
void closeToMembers(WriteTx& tx, std::int64_t caseId, const Agencies& agencies);

// ---- a case before a panel

struct Before {
  ReferralRecord referral;
  PanelRound round;
  PanelYear year;
  std::vector<Seat> seats;  ///< the viewer's, on panels that look at the programme
  Interest interest;
  bool member = false;  ///< sits; CAP's people who see all cases are none
  [[nodiscard]] bool ofProvider() const;
  [[nodiscard]] const Seat* seatOn(std::string_view panel) const;
};
/// The case as the viewer may see it; empty when it waits for no round, is not this viewer's, or is one that they have
/// an interest in that keeps it from them.
std::optional<Before> beforePanel(ReadTx& tx, const PolicyShelf& policy, std::string_view reference);

/// What a command of a member or of CAP carries from prepare to apply.
struct AtPanel {
  PanelYear year;
  std::vector<Seat> seats;
  std::vector<std::int64_t> academies;
  std::int64_t round = 0;
};
Prepared<AtPanel> atPanel(Preparing& at, const std::string& reference);
/// The case once more, in the writer. Members: the interest is looked at again.
std::variant<ReferralRecord, Refused> openAt(WriteTx& tx, const CaseIn& in, const AtPanel& at);
Done done(const ReferralRecord& referral, std::string says);
/// To whoever coordinates there.
void letterToSchool(WriteTx& tx, const ReferralRecord& referral, const NewLetter& letter);
/// The open hold for the panel.
std::optional<std::int64_t> panelHold(ReadTx& tx, std::int64_t caseId);

// ---- rounds

/// Puts a case on a round, says so in its hold and its timeline, and lets the members in where they were let in
/// already. `why` ends a sentence: "It came after the deadline of the one before".
void placeCase(WriteTx& tx, ReferralRecord& referral, const PanelRound& round, const PanelYear& year,
               const std::string& why);
/// The round that takes a case received on that day and is not over; null when none is known.
const PanelRound* roundOpenFor(const std::vector<PanelRound>& rounds, std::string_view programme, Date received,
                               Date today);
/// How long before the first meeting the pack closes; empty where no meeting is known.
std::optional<Date> packCloses(const PolicyShelf& policy, const PanelRound& round);
/// "the panel of 17 December 2024", "the round that closes on 2 July 2025"
std::string roundWords(const PanelRound& round);
std::string titleOf(const PolicyShelf& policy, const ReferralRecord& referral);
std::string titleOf(const PolicyShelf& policy, std::string_view programme);

// ---- outcomes

struct PanelOutcome {
  std::int64_t id = 0;
  std::int64_t caseId = 0;
  std::int64_t round = 0;
  std::string panel;
  Date metOn;
  std::string outcome;  ///< reviewed, agreed, different_support, not_agreed, more_information, next_meeting
  std::string says;
  std::optional<std::string> programme;
  std::optional<std::int64_t> nextRound;
  bool chairsAction = false;
  std::string recordedBy;
  Instant recorded;
  std::optional<Instant> due;
  std::optional<Instant> sent;
};
/// A chair's action asks whoever of chair and vice chair did not record it, and lets them see the case.
void askToConfirm(WriteTx& tx, const ReferralRecord& referral, const PanelRules& panel, const std::vector<Seat>& seats,
                  const Deadline& due);
/// Who of chair and vice chair has not said yet that they decide it: "the vice chair"; empty for any other outcome.
std::string notConfirmed(ReadTx& tx, const PanelOutcome& outcome);
/// The seat from which the viewer can confirm the chair's action that waits on the case; null when there is none.
const Seat* confirmsFrom(ReadTx& tx, const std::vector<Seat>& seats, std::int64_t caseId);
/// "Agreed", "Different support suggested" ...
std::string outcomeWords(std::string_view outcome);
/// "Told on 19 December 2024, in time", "To be told by 24 December 2024"
std::string toldWords(const PanelOutcome& outcome, Instant now);

void offerRounds(Offers& offers);
void offerRoundPages(Offers& offers);
void offerSaying(Offers& offers);
void offerCasePage(Offers& offers);
void offerDeciding(Offers& offers);
void offerConfirming(Offers& offers);
void offerMinutes(Offers& offers);
void offerSending(Offers& offers);
void offerPack(Offers& offers);
void offerFeed(Offers& offers);
void offerChasing(Offers& offers);

}  // namespace capd::panels
