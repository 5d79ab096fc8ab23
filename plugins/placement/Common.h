#pragma once
// What every deed on a placement shares: whose side acts, the policy of the case, mails and duties.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/Calendar.h"
#include "capd/Plugin.h"
#include "cases/duty/Duty.h"
#include "cases/mail/Letter.h"
#include "cases/placement/Fees.h"
#include "cases/placement/Life.h"
#include "cases/placement/Placement.h"
#include "cases/policy/PolicyShelf.h"
#include "cases/referral/CaseForm.h"
#include "cases/referral/Referral.h"

namespace capd::placement {

inline constexpr std::int64_t kDay = 24 * 60 * 60;  ///< in seconds: how often the jobs run
inline constexpr std::size_t kMostAtOnce = 500;

inline constexpr char kAgreeChange[] = "placement.agree_change";
inline constexpr char kSendChange[] = "placement.send_change";
inline constexpr char kDoChange[] = "placement.do_change";
inline constexpr char kMeeting[] = "placement.meeting";
inline constexpr char kDoWithdrawal[] = "placement.do_withdrawal";
inline constexpr char kNonStarter[] = "placement.non_starter";
inline constexpr char kFee[] = "placement.fee";
inline constexpr char kThirdDay[] = "placement.third_day";

struct ReasonIn {
  std::string reference;
  std::int64_t version = 0;
  std::string reason;
};
Form<ReasonIn> reasonForm(const std::string& label, const std::string& missing);
Field longField(const char* name, const char* label, const char* missing, const char* hint = "");
/// The mornings and afternoons of Monday to Friday.
std::vector<Option> halfDays();
/// Only those of the days on which the course runs.
FormShape onDaysOf(FormShape shape, const std::vector<int>& days);
std::string joined(const std::vector<std::string>& values);

/// Whose side the viewer is on.
enum class Side { school, provider, cap };
std::string_view toWord(Side side);
std::string nameOf(std::string_view side);  ///< "the school", "the provider", "CAP"

/// A placement with its referral, as the viewer may see it.
struct Life {
  ReferralRecord referral;
  Placement placement;
  Side side = Side::cap;
  [[nodiscard]] bool ofCap() const { return side == Side::cap; }
  /// Confirmed or running.
  [[nodiscard]] bool stands() const {
    return (referral.state == ReferralState::confirmed || referral.state == ReferralState::active) &&
           placement.state != "ended";
  }
};
std::optional<Life> lifeOf(ReadTx& tx, const std::string& reference);

/// What a deed needs of policy and settings, read beside other requests.
struct Rules {
  std::shared_ptr<const Calendar> calendar;
  LetterSite site;
  int changeAgreedWithin = 5, changeWithin = 2, withdrawalWithin = 5, pauseMeetingWithin = 2, meetingWithin = 5,
      feeWithin = 5, reportWithin = 2;
  int sessionsAWeek = 4;
  SessionTimes times;
  FeeWord bySchool, byProvider, otherwise;
  std::string nonStarterClause, minimumClause, rollOverClause;
  std::string changeClause, withdrawalClause;
  int rollOverWeeks = 3;
};
Rules rulesOf(const Services& services, const ReferralRecord& referral, Date today);
/// What the policy of the case says of its programme under that name; empty when it says nothing.
std::optional<PolicyValue> programmeValue(const Services& services, const ReferralRecord& referral,
                                          const std::string& name);
/// Somebody recorded that the pupil came, or a register says so: once is enough.
bool wasThere(ReadTx& tx, const Life& life);
/// When the sessions of its course begin: as the provider told, else as policy says.
SessionTimes timesOf(ReadTx& tx, const Life& life, const Rules& rules);
/// For commands that need nothing but these.
struct PreparedRules {
  Rules rules;
};
template <class In>
Prepared<PreparedRules> prepareRules(Preparing& at, const In& in) {
  const auto referral = findReferral(at.tx, in.reference);
  if (!referral) return Refused::notThere();
  return PreparedRules{rulesOf(at.services, *referral, at.tx.today())};
}

/// A standing placement that the viewer may act on, with the version that the form was opened with.
std::variant<Life, Refused> standing(ReadTx& tx, const std::string& reference, std::int64_t version);
Refused conflict(std::string says);

bool isSend(ReadTx& tx, const ReferralRecord& referral);

/// One letter to a side: school, provider, cap. At CAP it goes to the role given; to the monitoring officers, to the
/// one that the case has.
void tell(WriteTx& tx, const Life& life, std::string_view side, const LetterKind& kind, const Rules& rules,
          const SlotValues& slots = {}, const std::string& capRole = "cap.admin");
/// The same to the sides that did not do it themselves, CAP left out.
void tellOthers(WriteTx& tx, const Life& life, const LetterKind& kind, const Rules& rules,
                const SlotValues& slots = {});
/// The side that acts, as letters name it.
SlotValues whoActs(const Life& life);
struct Asked {
  const char* kind;
  std::string_view side;  ///< school, provider, cap
  const char* role;       ///< at CAP; empty for the others
  std::string says;
  std::string clause;
  Deadline due;
};
void ask(WriteTx& tx, const Life& life, const Asked& asked, const std::string& occurrence);
void ask(WriteTx& tx, const Life& life, const Asked& asked, std::int64_t occurrence);

Done done(const Life& life, std::string says, std::string next = {});
/// The line in the timeline that all may read, and the version raised.
void note(WriteTx& tx, Life& life, const std::string& kind, const std::string& says, Audience audience = Audience::all);

/// Fills FACT { KEY, VALUE }.
void fact(Model& model, const std::string& key, const std::string& value);
std::string dayWords(Date day);

}  // namespace capd::placement
