#pragma once
// An invented corner of the city to try the service on: one person for each role, two schools, two providers, a few
// courses and pupils.

#include <string>
#include <vector>

#include "daemon/House.h"

namespace capd::daemon {

struct Persona {
  std::string role;  ///< role word
  std::string says;  ///< "School CAP coordinator"
  std::string name;
  std::string email;
  std::string organisation;
};
/// The password of every invented person. It works on demonstration databases alone.
inline constexpr char kDemonstrationPassword[] = "three blue spires";

const std::vector<Persona>& personas();
/// Fills an empty demonstration database; nothing when it was filled before. (A production database cannot be opened as
/// a demonstration.)
void fillDemonstration(House& house);

}  // namespace capd::daemon
