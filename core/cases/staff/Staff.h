#pragma once
// People who work at training providers and their checks (CMP-06 to 08, ENT-37). Only their own provider and CAP's
// quality work see them; a school sees the day on which CAP confirmed a provider's checks. One person at two providers
// is two rows, and nothing of one can be reached from the other.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "base/Instant.h"
#include "capd/Tx.h"
#include "cases/policy/PolicyShelf.h"

namespace capd {

/// What policy says about renewing checks, by the version in force for a day.
struct StaffRules {
  int renewalMonths = 0;    ///< a check counts for so long: `dbs_renewal`
  int opensDays = 0;        ///< a renewal is asked for so many days before: `dbs_renewal_opens`
  std::string provisional;  ///< why the second is not certain; empty when it is printed

  /// The day by which a check asks for a renewal; 29 February clamps to 28. On the day itself it is not over.
  [[nodiscard]] Date policyDate(Date check) const { return check.plusMonths(renewalMonths); }
  [[nodiscard]] bool asksNow(Date check, Date today) const { return today >= policyDate(check).plusDays(-opensDays); }
  [[nodiscard]] bool hasPassed(Date check, Date today) const { return today > policyDate(check); }
  /// The oldest check whose policy date has not passed, and the newest that asks for a renewal.
  [[nodiscard]] Date oldestGood(Date today) const;
  [[nodiscard]] Date newestAsking(Date today) const;
};
/// Empty when no version covers the day or it does not say: then no date is guessed.
std::optional<StaffRules> staffRules(const PolicyShelf& policy, Date today);

struct StaffMember {
  std::int64_t id = 0;
  std::string code;  ///< how the person stands in a URL
  std::int64_t provider = 0;
  std::string name;
  std::string job;
  std::string email;
  Date started;
  std::optional<Date> left;  ///< last day at work
  Instant told;
  std::optional<Date> lastCheck;  ///< date of the newest check that counts, seen by CAP or not
  std::string standing;           ///< the decision that stands: supervised, not_with_pupils; empty = none
  std::optional<Date> standingUntil;
  std::int64_t version = 0;

  [[nodiscard]] bool atWork(Date day) const { return started <= day && (!left || day <= *left); }
};

/// The duty in which CAP decides about somebody's checks.
inline constexpr std::string_view kDbsDecision = "staff.dbs_decision";

/// One check as told: the first, a renewal, or a status check of the Update Service, each a line of its own. A wrong
/// one is struck out and stays. The one exception is removeStaff (Taking.h): whoever came by an import that is taken
/// back, and of whom nobody has told, asked or decided anything since, goes with the lines that came with them.
struct DbsCheck {
  std::int64_t number = 0;  ///< 1, 2, 3 ... of this person
  std::string kind;         ///< first, renewal, status
  Date dated;
  std::string certificate;
  std::string level;  ///< enhanced, enhanced_barred
  bool updateService = false;
  bool stillCurrent = true;  ///< of a status check: the Update Service has nothing new
  Instant told;
  std::optional<Instant> seen;
  std::string seenBy;  ///< name of the CAP officer who saw it
  std::optional<Instant> struck;
  std::string struckWhy;

  [[nodiscard]] bool counts() const { return !struck && stillCurrent; }
};

struct StaffEvidence {
  std::string kind;    ///< kcsie, safeguarding, dsl, first_aid, other, identity, right_to_work, ...
  std::string detail;  ///< edition, or name of the training
  Date dated;
};

struct StaffDecision {
  std::optional<Date> policyDate;
  std::string decision;  ///< supervised, not_with_pupils, renewal_seen
  std::optional<Date> until;
  std::optional<Date> assessedOn;
  std::string assessedBy;
  std::string says;
  Instant at;
  std::string who;
};

/// A person with what lists need of their checks.
struct StaffLine {
  StaffMember member;
  std::optional<Date> firstCheck;  ///< the oldest that counts
  std::optional<Date> seenCheck;   ///< the newest that CAP has seen
  std::int64_t unseen = 0;         ///< lines that CAP has not seen yet
};

/// `provider` in paths and duties: stays the same when the provider is renamed.
std::string providerCode(std::int64_t provider);
/// The open provider of that code; `closedToo`: or one that has closed.
std::optional<std::int64_t> providerByCode(ReadTx& tx, std::string_view code, bool closedToo = false);

/// Those who have not left, by name; those who start later included. Of a provider that the viewer may not see: none.
std::vector<StaffLine> currentStaff(ReadTx& tx, std::int64_t provider);
/// How many of a provider's people are where; groups overlap, a person may be unseen and due soon.
struct StaffCounts {
  std::int64_t people = 0;
  std::int64_t none = 0;     ///< no check told
  std::int64_t unseen = 0;   ///< a line that CAP has not seen
  std::int64_t soon = 0;     ///< policy date within the days that policy says
  std::int64_t passed = 0;   ///< policy date passed, nothing decided
  std::int64_t decided = 0;  ///< a decision stands
};
/// By provider, of those whose staff the viewer sees; counted where they lie, however many they are.
std::map<std::int64_t, StaffCounts> staffCounts(ReadTx& tx, const std::optional<StaffRules>& rules);
/// Of one provider, by name, after that person (nobody = from the first): those to look at (without a check, with one
/// not seen, passed or decided), those due soon, or everybody who has not left.
enum class StaffView { todo, soon, all };
std::vector<StaffLine> staffInView(ReadTx& tx, std::int64_t provider, StaffView view,
                                   const std::optional<StaffRules>& rules, const std::optional<StaffMember>& after,
                                   std::size_t most);
/// Those who left, the last first.
std::vector<StaffMember> formerStaff(ReadTx& tx, std::int64_t provider, std::size_t most);
/// One whom the viewer may see.
std::optional<StaffMember> findStaff(ReadTx& tx, std::string_view code);
std::vector<DbsCheck> checksOf(ReadTx& tx, std::int64_t staff);
std::vector<StaffEvidence> evidenceOf(ReadTx& tx, std::int64_t staff);
std::vector<StaffDecision> decisionsOf(ReadTx& tx, std::int64_t staff);
/// Does somebody else of that provider's present staff have a check of that number?
bool certificateTaken(ReadTx& tx, std::int64_t provider, std::int64_t butStaff, std::string_view certificate);

/// @returns its id; code and told are filled in.
std::int64_t addStaff(WriteTx& tx, StaffMember& member);
/// Writes back name, job, email and started; raises the version.
void saveStaff(WriteTx& tx, const StaffMember& member);
/// From that day on they work there no more.
void leaveStaff(WriteTx& tx, const StaffMember& member, Date lastDay);
/// @returns the line's number.
std::int64_t addCheck(WriteTx& tx, const StaffMember& member, const DbsCheck& check);
/// False when there is no such line, it is struck, or it was seen already.
bool markSeen(WriteTx& tx, const StaffMember& member, std::int64_t number);
/// False when there is no such line or it is struck already.
bool strikeCheck(WriteTx& tx, const StaffMember& member, std::int64_t number, std::string_view why);
void addEvidence(WriteTx& tx, const StaffMember& member, const StaffEvidence& evidence);
/// Stands from now until the next; `renewal_seen` ends what stood.
void addDecision(WriteTx& tx, const StaffMember& member, const StaffDecision& decision);

/// Whose renewal is to be asked for, or who needs a decision, and was not asked yet; oldest check first.
std::vector<StaffMember> renewalsToAsk(ReadTx& tx, const StaffRules& rules, std::size_t most);
std::vector<StaffMember> decisionsToAsk(ReadTx& tx, const StaffRules& rules, std::size_t most);
/// The sweep need not come to this one again until a newer check, or the end of a decision.
void noteRenewalAsked(WriteTx& tx, const StaffMember& member);
void noteDecisionAsked(WriteTx& tx, const StaffMember& member, Date about);

/// Ends the sign-in at that provider of the account with that address, and all of it when they have no other work.
struct ClosedAccess {
  bool any = false;              ///< there was a sign-in there
  std::int64_t account = 0;      ///< whose
  bool lastCoordinator = false;  ///< the provider has no coordinator now
};
ClosedAccess closeAccess(WriteTx& tx, std::int64_t provider, std::string_view email);

/// May this person be named on a register of that day (CMP-06)? Not before CAP has seen a check, not outside their time
/// there, not against a decision. A policy date that passed does not stop anybody by itself: a person decides.
struct Naming {
  bool may = false;
  std::string why;  ///< in words, without what is on the check; may be filled when they may
};
Naming mayBeNamedOnRegister(ReadTx& tx, std::int64_t staff, Date day);
/// Whoever works at the provider that day, by name, each with whether a register may name them: names alone, for those
/// who take the provider's registers.
struct Nameable {
  std::int64_t id = 0;
  std::string code;
  std::string name;
  Naming naming;
};
std::vector<Nameable> nameableOnRegister(ReadTx& tx, std::int64_t provider, Date day);

/// The day on which CAP last confirmed the checks of that provider's staff: all that schools see.
std::optional<Date> checksConfirmedOn(ReadTx& tx, std::int64_t provider);
void confirmChecks(WriteTx& tx, std::int64_t provider);

}  // namespace capd
