#pragma once
// Who offers what: providers, schools and courses as CAP keeps them and as the others may look them up (ENT-01, ENT-36,
// ENT-39). Commands and pages are wired in Plugin.cpp.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Plugin.h"
#include "cases/course/Course.h"
#include "cases/organisation/Organisation.h"

namespace capd::directory {

/// Does the viewer work for CAP?
bool worksForCap(const Viewer& viewer);
/// Does the viewer look with a school's eyes and no other's? Courses that only the SEND team refers to are not theirs.
bool onlySchool(const Viewer& viewer);
/// The provider for which the viewer acts, when that is all they do; 0 otherwise.
std::int64_t onlyProvider(const Viewer& viewer);

/// What a programme is called by the policy in force; its own word when policy does not know it.
struct ProgrammeName {
  std::string word;
  std::string title;
  bool bySchools = true;                     ///< schools refer to it
  bool bySendTeam = false;                   ///< the SEND team refers to it
  std::vector<std::string> categories = {};  ///< kinds of course that policy knows in it; empty = any
  std::string notOpen = {};                  ///< why nobody may apply for it yet, in words; empty = it is open
};
/// Programmes of the policy in force today, in order of the tiers; empty when no version covers today.
std::vector<ProgrammeName> programmes(ReadTx& tx, const Services& services);
ProgrammeName programmeNamed(const std::vector<ProgrammeName>& all, const std::string& word);

/// "£1,250.50" or "1250.5" -> pence. Empty when it is no amount of money.
std::optional<std::int64_t> penceFrom(std::string_view typed);
/// "£1,250.50"
std::string poundsInWords(std::int64_t pence);

void offerOrganisations(Offers& offers);
void offerCourses(Offers& offers);

}  // namespace capd::directory
