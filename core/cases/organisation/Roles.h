#pragma once
// The hats that people of the service wear (REQUIREMENTS ACT). One person may wear several; they add up in one sign-in.

#include <span>
#include <string_view>

namespace capd {

struct Role {
  std::string_view word;              ///< as stored and as named by permissions: `school.coordinator`
  std::string_view organisationKind;  ///< cap, school, provider, send_team, agency
  std::string_view says;              ///< "School CAP coordinator"
  bool seesOwnCases = false;          ///< reads the cases that the organisation is party to
  bool seesAllCases = false;          ///< CAP staff whose work needs every case
  bool safeguarding = false;          ///< may open what goes from safeguarding lead to safeguarding lead
};

/// Every role there is, in the order in which lists show them.
std::span<const Role> allRoles();
/// Null when there is no such role.
const Role* findRole(std::string_view word);

}  // namespace capd
