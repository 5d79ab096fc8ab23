#pragma once
// Anything due from someone by a moment, with its clause. Opening the same duty twice is one duty;
// home pages, mail and lateness are views of these rows.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Deadline.h"
#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

struct NewDuty {
  std::string kind;                 ///< a declared DutyKind, `referral.process`
  std::string subject;              ///< reference shown in lists
  std::string occurrence = "once";  ///< what tells it from the next of its kind
  std::optional<std::int64_t> caseId;
  std::int64_t organisation = 0;        ///< from whom
  std::string role;                     ///< who there: `cap.admin`
  std::optional<std::int64_t> account;  ///< one person, when it is theirs alone
  std::string says;                     ///< the line on the home page; no pupil's name, no course
  std::string clause;                   ///< "000 App.2 step 10"
  Deadline due;                         ///< counted ones move when the calendar changes
};

struct Duty {
  std::int64_t id = 0;
  std::string kind;
  std::string subject;
  std::optional<std::int64_t> caseId;
  std::int64_t organisation = 0;
  std::string role;
  std::optional<std::int64_t> account;
  std::string says;
  std::string clause;
  Instant opened;
  Instant due;
  std::optional<Instant> closed;
  std::string occurrence;
};

/// @returns the duty's id, of the one that stands already when there is one (closed or open: a deed done stays done).
std::int64_t openDuty(WriteTx& tx, const NewDuty& duty);
/// For what is done in one go however often it was called for: when one of that kind and subject is open, that one
/// stands, with its moment, and says what was said last. @returns the id of the one that stands.
std::int64_t openOneDuty(WriteTx& tx, const NewDuty& duty);
/// Closes every open duty of that kind and subject. @returns how many.
std::int64_t closeDuties(WriteTx& tx, std::string_view kind, std::string_view subject, std::string_view how = "done");
/// Closes those of them whose occurrence is that one or begins with it and a colon: one person's of several that stand
/// under the same subject. @returns how many.
std::int64_t closeDutiesOf(WriteTx& tx, std::string_view kind, std::string_view subject, const std::string& occurrence,
                           std::string_view how = "done");
/// Moves those of them, whoever owes them, to another moment, and writes down why. @returns how many were moved.
std::int64_t moveDutiesOf(WriteTx& tx, std::string_view kind, std::string_view subject, const std::string& occurrence,
                          Instant due, const std::string& why);
/// Closes every open duty of a case: it has ended.
std::int64_t closeAllDuties(WriteTx& tx, std::int64_t caseId, std::string_view how);
/// What waited for one person alone waits for everybody with the role: the person has left. @returns how many.
std::int64_t releaseDuties(WriteTx& tx, std::int64_t account);
/// Gives what is still asked of a role on a case to one person who holds it: another one took the case over.
/// @returns how many.
std::int64_t handDuties(WriteTx& tx, std::int64_t caseId, std::string_view role, std::int64_t account);
/// Moves an open duty to another moment (a holiday was proclaimed, a school holiday pauses it), and writes down why.
void moveDuty(WriteTx& tx, std::int64_t duty, Instant due, const std::string& why);

/// Open duties of the hats that the viewer wears, nearest first.
std::vector<Duty> dutiesOfViewer(ReadTx& tx, std::size_t most);
/// Open duties of one case that the viewer may see, nearest first.
std::vector<Duty> dutiesOfCase(ReadTx& tx, std::int64_t caseId);

}  // namespace capd
