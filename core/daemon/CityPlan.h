#pragma once
// The invented city on paper: who is there, what is offered, who is referred where and what becomes of it. The same
// seed and size make the same plan. Nothing here touches the records; CityLife lives it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/Date.h"
#include "daemon/Dice.h"

namespace capd::daemon {

struct PlannedPerson {
  std::string name;
  std::string email;
  std::string phone;
  std::string role;
};
struct PlannedOrganisation {
  std::string kind;
  std::string name;
  std::string group;  ///< of schools
  std::string sla;
  std::string urn;
  std::string address;
  std::string phone;
  std::string email;
  int weight = 1;      ///< how often it refers, or is asked
  int lowestYear = 7;  ///< of schools
  int highestYear = 11;
  bool known = false;  ///< one of the small demonstration's
  std::vector<PlannedPerson> people;
  [[nodiscard]] const PlannedPerson* who(std::string_view role) const;
};
struct PlannedCourse {
  std::size_t provider = 0;
  std::string code;  ///< of the small demonstration's; the others get theirs when they are added
  std::string programme;
  std::string category;
  std::string title;
  std::string clothing;
  std::vector<int> days;
  int weeks = 0;
  int places = 0;  ///< taken over the year, and some more
  int planned = 0;
};
struct PlannedPupil {
  std::size_t school = 0;
  std::string first;
  std::string last;
  std::string knownAs;
  std::string upn;
  Date born;
  int year = 10;
  bool care = false;
  bool ehcp = false;
  bool sen = false;
  bool meals = false;
  bool hidden = false;    ///< the address is kept from somebody
  std::vector<int> days;  ///< of the week, that placements take
};

enum class PlannedRisk { fresh, tooOld, missing, dateDiffers };
enum class PlannedEnd {
  placed,
  neverSent,  ///< the draft lies
  takenBack,  ///< by the school, while CAP or a provider has it
  stopped,    ///< set up, and the pupil never came
};
struct PlannedCase {
  std::size_t school = 0;
  std::size_t pupil = 0;
  std::size_t course = 0;
  std::vector<std::size_t> otherChoices;
  std::vector<int> days;
  bool halfDays = false;
  Date begun;
  int writing = 1;            ///< days between the first word and the sending
  std::size_t sections = 12;  ///< written of a draft that is never sent
  PlannedRisk risk = PlannedRisk::fresh;
  bool consentOpen = false;
  bool planMissing = false;  ///< an EHC plan is spoken of and not sent
  bool askedByHand = false;
  bool otherMain = false;  ///< policy leaves it to a person
  std::string no;          ///< of the first provider: availability, need, risk, other
  bool askAgain = false;   ///< senior leaders send a no back
  std::string panel = "agreed";
  bool late = false;  ///< somebody is slow
  bool thirdDay = false;
  bool papersForLeads = false;  ///< sealed, from lead to lead
  bool paperMoved = false;      ///< sent among the papers, moved to the leads by CAP
  PlannedEnd end = PlannedEnd::placed;
  std::uint64_t seed = 0;  ///< of the small things of its life
};

struct PlannedCheck {
  Date dated;
  Date told;
  std::optional<Date> seen;  ///< by CAP's quality officer; empty = not by the day on which the city is shown
  bool look = false;         ///< at the Update Service; else a certificate
};
/// Somebody on a provider's list: when CAP is told of them, what of their checks, and whether they leave.
struct PlannedStaff {
  std::size_t provider = 0;
  std::string name;
  std::string job;
  std::string email;  ///< of those who sign in
  std::string certificate;
  Date started;
  Date told;
  std::vector<PlannedCheck> checks;  ///< by the day on which they are told
  bool updateService = false;
  std::optional<Date> supervised;  ///< the policy date passed, and on that day the quality officer decided
  std::optional<Date> left;
  bool onlyCoordinator = false;  ///< whose leaving CAP tells of, on the day on which the city is shown
};

struct CityPlan {
  std::uint64_t seed = 0;
  std::vector<PlannedOrganisation> schools;
  std::vector<PlannedOrganisation> providers;
  std::vector<PlannedPerson> cap;  ///< besides the small demonstration's
  std::vector<PlannedCourse> courses;
  std::vector<PlannedPupil> pupils;
  std::vector<PlannedCase> cases;   ///< by the day on which they begin
  std::vector<PlannedStaff> staff;  ///< of all providers
};

/// `size` times as many pupils and cases; schools, providers and courses grow with it, but slower.
CityPlan planCity(std::uint64_t seed, int size);

}  // namespace capd::daemon
