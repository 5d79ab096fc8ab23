#pragma once
// A provider's people as their coordinator tells of them and as CAP's quality work looks at them.

#include <optional>
#include <string>
#include <variant>

#include "capd/Event.h"
#include "capd/Plugin.h"
#include "cases/duty/Duty.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"

namespace capd::staff {

inline constexpr std::string_view kRenewal = "staff.dbs_renewal";
inline constexpr std::string_view kDecision = kDbsDecision;
inline constexpr std::string_view kNoCoordinator = "staff.no_coordinator";

/// Does the viewer decide about checks: CAP's quality officer, or the operations lead in their place?
bool judges(const Viewer& viewer);
/// May the viewer tell of that provider's people?
bool mayTell(const Viewer& viewer, std::int64_t provider);

/// Somebody who works there now and of whom the viewer may tell.
std::variant<StaffMember, Refused> whom(WriteTx& tx, const std::string& code);
/// The field that carries a person along.
Field memberField();

/// What stands behind a command about checks, worked out before the writer's turn.
struct Times {
  std::optional<StaffRules> rules;
  int supervisedDays = 0;  ///< how long supervised work may be agreed at a time; 0 = policy does not say
  std::optional<Deadline> coordinatorDue;  ///< by when CAP finds out who coordinates now
};
Times timesOf(const Services& services, Date today);

/// How an occurrence of theirs begins: the person, then the day that it is about.
std::string occurrenceOf(const StaffMember& member, Date day, const std::string& again);
/// Nothing is asked about this person's checks any more.
void closeAsking(WriteTx& tx, const StaffMember& member, std::string_view how);
/// Opens what the record asks for today; nothing when it stands already.
/// `again` tells it from one about the same day that was answered by a line since struck out.
void askRenewal(WriteTx& tx, const StaffMember& member, Date policyDate, const std::string& again = {});
void askDecision(WriteTx& tx, const StaffMember& member, Date about, const std::string& says,
                 const std::string& again = {});
std::string passedWords(Date policyDate);
/// Does this line put right what was waiting: a policy date that had passed, or a decision that stands?
void putsRight(WriteTx& tx, const StaffMember& member, const std::vector<DbsCheck>& all, const DbsCheck& seen,
               const StaffRules& rules);
/// A list brought this check or says that CAP has seen it, or the list was taken back and the check struck out: what is
/// asked is looked at again. A decision is answered only by what came later than it; all else is left to a person.
void checkTaken(WriteTx& tx, const StaffCheckTaken& taken, const Times& times);

/// Path of a person's page, of a provider's list.
std::string pathOf(const StaffMember& member);
std::string listPath(std::int64_t provider);
Done told(const StaffMember& member, std::string says);

// --- words ---
std::string checkWords(const DbsCheck& check);
std::string levelWords(const std::string& level);
std::string evidenceWords(const std::string& kind);
std::vector<Option> evidenceOptions();
std::string decisionWords(const StaffDecision& decision);
/// Where somebody's checks stand, in one sentence, as the provider and CAP read it.
struct Standing {
  std::string says;
  bool urgent = false;   ///< something has to be done
  bool missing = false;  ///< CAP cannot confirm the provider's checks while it is so
};
Standing standingOf(const StaffLine& line, const std::optional<StaffRules>& rules, Date today);
/// What is to be done next about somebody, as a link beside their name; none when nothing is.
struct Next {
  std::string label;
  std::string path;
};
std::optional<Next> nextDeed(const Viewer& viewer, const StaffLine& line, const std::optional<StaffRules>& rules,
                             Date today);
/// "The Service asks for a new check every 3 years", with what is not certain about it.
std::string ruleWords(const std::optional<StaffRules>& rules);
/// "1 person", "3 people"
std::string counted(std::int64_t n, std::string_view one, std::string_view many);

void offerTelling(Offers& offers);
void offerChecks(Offers& offers);
void offerJudging(Offers& offers);
void offerAsking(Offers& offers);
void offerPages(Offers& offers);
void offerForms(Offers& offers);
void offerQuality(Offers& offers);

}  // namespace capd::staff
