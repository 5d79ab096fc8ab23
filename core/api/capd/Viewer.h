#pragma once
// Who is asking: an account with all its roles, a job, or a person at the host's command line.
// Made by sign-in, API key, socket or scheduler; never by a plugin (the constructor is private).

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace capd {

/// One hat: a role in an organisation, e.g. {12, "school", "school.coordinator"}.
struct Hat {
  std::int64_t organisation = 0;
  std::string organisationKind;  ///< cap, school, provider, send_team, agency
  std::string role;              ///< a role word of cases/organisation/Roles.h, e.g. provider.coordinator
};

class Viewer {
 public:
  enum class Door { nobody, session, apiKey, socket, job };

  /// Nobody signed in: holds the permission "public" and no other.
  static Viewer nobody() { return Viewer{}; }

  [[nodiscard]] std::int64_t account() const { return account_; }  ///< 0 for jobs, API keys and nobody
  [[nodiscard]] const std::string& name() const { return name_; }  ///< as shown in "Signed in as"
  /// As written in logs: `account:17`, `job:duties`, `key:mis-sync`, `host:0`. Never a person's name.
  [[nodiscard]] const std::string& actor() const { return actor_; }
  [[nodiscard]] Door door() const { return door_; }
  [[nodiscard]] const std::vector<Hat>& hats() const { return hats_; }
  [[nodiscard]] bool may(const std::string& permission) const {
    return permission == "public" || permissions_.count(permission) != 0;
  }
  [[nodiscard]] bool hasRole(const std::string& role) const {
    for (const Hat& hat : hats_)
      if (hat.role == role) return true;
    return false;
  }
  /// Does this viewer act for that organisation, in any role (or in the one given)?
  [[nodiscard]] bool actsFor(std::int64_t organisation, const std::string& role = {}) const {
    for (const Hat& hat : hats_)
      if (hat.organisation == organisation && (role.empty() || hat.role == role)) return true;
    return false;
  }
  /// Sees every case of the service (CAP staff whose work needs it, jobs); all others see the cases their organisations
  /// are party to.
  [[nodiscard]] bool seesAllCases() const { return seesAllCases_; }
  /// Organisations whose cases this viewer may read (roles without case work, such as a policy editor's, do not count).
  [[nodiscard]] const std::vector<std::int64_t>& caseOrganisations() const { return caseOrganisations_; }

 private:
  friend class ViewerMaker;
  Viewer() = default;

  std::int64_t account_ = 0;
  std::string name_;
  std::string actor_ = "nobody";
  Door door_ = Door::nobody;
  std::vector<Hat> hats_;
  std::set<std::string> permissions_;
  std::vector<std::int64_t> caseOrganisations_;
  bool seesAllCases_ = false;
};

/// The only maker of viewers. Plugins may not use it (tests/lint).
class ViewerMaker {
 public:
  std::int64_t account = 0;
  std::string name;
  std::string actor;
  Viewer::Door door = Viewer::Door::nobody;
  std::vector<Hat> hats;
  std::set<std::string> permissions;
  std::vector<std::int64_t> caseOrganisations;
  bool seesAllCases = false;

  [[nodiscard]] Viewer make() const {
    Viewer viewer;
    viewer.account_ = account;
    viewer.name_ = name;
    viewer.actor_ = actor;
    viewer.door_ = door;
    viewer.hats_ = hats;
    viewer.permissions_ = permissions;
    viewer.caseOrganisations_ = caseOrganisations;
    viewer.seesAllCases_ = seesAllCases;
    return viewer;
  }
};

}  // namespace capd
