#pragma once
// People at providers as a list brings them (imports): found without reading a provider's whole list, with a check that
// CAP saw before it used this service, and taken back while nothing hangs on them.

#include <string>
#include <string_view>
#include <vector>

#include "cases/staff/Staff.h"

namespace capd {

/// Of those who have not left and whom the viewer sees.
std::vector<StaffMember> staffOfName(ReadTx& tx, std::int64_t provider, const std::string& name);
std::vector<StaffMember> staffOfCertificate(ReadTx& tx, std::int64_t provider, const std::string& certificate);
std::optional<StaffMember> staffById(ReadTx& tx, std::int64_t id);
/// Other providers with somebody of that name on their list: one person at two providers is two records.
std::vector<std::string> providersOfNamesake(ReadTx& tx, std::int64_t provider, const std::string& name);

/// Seen by somebody at CAP on an earlier day, as CAP's own list says. False when there is no such line, it is struck
/// out, or it was seen already.
bool markSeenEarlier(WriteTx& tx, const StaffMember& member, std::int64_t number, const std::string& by, Date on);
/// Of a line that markSeenEarlier marked.
void unmarkSeen(WriteTx& tx, const StaffMember& member, std::int64_t number);
/// Is CAP's decision about them open, or does one stand?
bool decisionMatters(ReadTx& tx, const StaffMember& member);
/// A list says that CAP saw this line on that day (number 0: a new one). Why that answers no decision: a newer line
/// stands, or the decision that stands, or what the Update Service had, is not older than that look. Empty when it
/// does.
std::string whyLeftToDecide(ReadTx& tx, const StaffMember& member, const DbsCheck& line, Date seenOn);

/// The person and the checks that came with them go: the one way in which a line is deleted. False when something was
/// told, asked or decided since then: their record is of another version than `version`, or something hangs on it.
bool removeStaff(WriteTx& tx, std::int64_t staff, std::int64_t version);

}  // namespace capd
