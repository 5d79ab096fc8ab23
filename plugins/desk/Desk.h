#pragma once
// CAP's side of a referral: the inbox, the check of what the school sent, holds, and the release to a provider
// (REQUIREMENTS REF-21 to REF-27, REF-38, REF-39). What the desk's commands and pages share.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Command.h"
#include "capd/Plugin.h"
#include "cases/course/Course.h"
#include "cases/document/Document.h"
#include "cases/duty/Duty.h"
#include "cases/hold/Hold.h"
#include "cases/mail/Letter.h"
#include "cases/mail/Outbox.h"
#include "cases/organisation/Organisation.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/referral/CaseForm.h"
#include "cases/referral/Referral.h"

namespace capd::desk {

inline constexpr std::string_view kFirstLook = "desk.first_look";
inline constexpr std::string_view kSend = "desk.send";
inline constexpr std::string_view kAnswer = "response.answer";
inline constexpr std::string_view kPassOn = "desk.pass_on";
/// The hold that a person puts when the date on the document is not the one typed.
inline constexpr std::string_view kDateHold = "risk_assessment_date";
/// The school is to choose another course; it may not hear of that before CAP has told it (asked).
inline constexpr std::string_view kChooseCourse = "choose_course";

/// The case as its command found it, or why not: not there, or changed since the form was opened.
std::variant<ReferralRecord, Refused> openCase(ReadTx& tx, const CaseIn& in);
/// "This referral is with the provider. ..." for a deed that its state does not allow.
Refused wrongMoment(const ReferralRecord& referral, std::string_view deed);
Done done(const ReferralRecord& referral, std::string says);

/// What a release needs to know before it can be written.
struct Ready {
  Judgement judgement;
  bool papersElsewhere = false;  ///< this year's terms send papers by another system: a tick says that they went
  Deadline answerDue;
  LetterSite site;
};
/// Judged with the facts of today; refused when no policy covers the referral.
Prepared<Ready> readyToSend(ReadTx& tx, const Services& services, const ReferralRecord& referral);
/// Sends a complete referral to the provider of the course asked for, or tells everything that stands against it.
Outcome sendToProvider(WriteTx& tx, ReferralRecord referral, bool papersSent, const Ready& ready);

/// The choice that a release would send: the one asked for if it was not sent yet, else the next; those that can't be
/// had (closed, full) are passed over. Where none can be had, the first that is left: it tells why.
std::optional<Choice> nextChoice(ReadTx& tx, const ReferralRecord& referral);

/// The version that judges the case; empty when there is none.
std::optional<std::string> judgedBy(const ReferralRecord& referral, const PolicyShelf& policy, Date today);
/// Judged with the facts of today; empty when no policy or programme covers it.
std::optional<Judgement> judgeNow(ReadTx& tx, const ReferralRecord& referral, const PolicyShelf& policy);
/// Under which kind a rule's hold stands.
std::string_view kindOfRule(std::string_view rule);
/// What the school is asked for: the rule's own words, and what would cure it.
std::string askOf(const RuleLine& rule);
bool holdsUp(const RuleLine& rule);  ///< not met, and to be put right by the school before it can go on
/// Not met, and left to a person at CAP; or it would refuse and cannot be judged: then a person says whether it goes
/// on.
bool forPerson(const RuleLine& rule);

/// A number of working days from policy; `otherwise` when the version has none.
int workingDays(const PolicyShelf& policy, const std::optional<std::string>& hash, std::string_view setting,
                int otherwise);
/// The end of the n-th working day after today (OPEN-10).
Deadline endOfWorkingDay(const PolicyShelf& policy, Date received, int days);
/// The end of the day `days` later, not counting school holidays (OPEN-04); calendar days where the terms are unknown.
Deadline endOfTermDay(const PolicyShelf& policy, Date received, int days);

/// "due tomorrow", "due Friday 13 February", "2 days late"
std::string dueWords(Instant due, Instant now);
bool isLate(Instant due, Instant now);
/// As CAP reads the state: "Ready to check", "Waiting for school", "Ready to send" ... `look`: a first look is due.
std::string statusWords(ReferralState state, const std::vector<Hold>& open, bool look);
/// Has the school been asked for it, and sent nothing since?
bool withSchool(const Hold& hold);
/// Does it wait for CAP: not for the panel, not for the school, not for the sharing of an answer (a duty of its own)?
bool waitsForCap(const Hold& hold);
/// Opens the duty of a first look, or another one: "submitted-..." tells it from the last.
void openFirstLook(WriteTx& tx, const ReferralRecord& referral, const std::string& occurrence, const Deadline& due,
                   const std::string& says);
bool firstLookOpen(ReadTx& tx, std::int64_t caseId);
/// Opens a first look unless one is open: a submitted case of which something waits for CAP stands in its list.
void needFirstLook(WriteTx& tx, const ReferralRecord& referral, const Deadline& due, const std::string& says);
/// By when CAP looks at what came today.
Deadline firstLookDue(const PolicyShelf& policy, const ReferralRecord& referral, Date today);
/// "and", "a and b", "a, b and c"
std::string listed(const std::vector<std::string>& words);

/// A page of CAP's inbox: what was asked for and what stands there, oldest deadline first.
struct InboxAsk {
  std::string show;   ///< desk (all that is CAP's), check, waiting, panel, send, provider, leaders, process
  std::string words;  ///< in the school's name
  std::string after;  ///< where the page before ended; empty = from the top
};
struct InboxRow {
  std::int64_t id = 0;
  std::string reference;
  std::string school;
  std::optional<std::string> programme;
  ReferralState state = ReferralState::submitted;
  std::optional<Instant> submitted;
  std::optional<Instant> due;
  std::optional<std::int64_t> takenBy;
  std::optional<std::string> policyHash;
  [[nodiscard]] std::string place() const;  ///< for InboxAsk::after
};
/// At most `most`, in order.
std::vector<InboxRow> inbox(ReadTx& tx, const InboxAsk& ask, std::size_t most);
/// How many stand there; counted up to 1,000 and no further.
std::int64_t inboxCount(ReadTx& tx, std::string_view show);
/// Submitted referrals to which the school has added something since CAP asked, and that nobody is to look at yet.
struct Answered {
  std::string reference;
  Instant at;
};
std::vector<Answered> answeredSince(ReadTx& tx, std::size_t most);

void offerChecking(Offers& offers);
void offerHolding(Offers& offers);
void offerReleasing(Offers& offers);
void offerLookAgain(Offers& offers);
void offerMoving(Offers& offers);
/// Papers of a case that can be moved to the safeguarding leads, by their number on the page.
std::vector<Option> movablePapers(ReadTx& tx, std::int64_t caseId);
void offerCasePages(Offers& offers);
void offerCaseForms(Offers& offers);
void offerInbox(Offers& offers);
void offerMailPage(Offers& offers);
/// A mail that reaches nobody is somebody's work: another address is to be found by then.
void mailBounced(WriteTx& tx, std::int64_t mail, const Deadline& due);
inline constexpr std::string_view kBounced = "mail.bounced";

}  // namespace capd::desk
