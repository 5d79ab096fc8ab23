#pragma once
// People who work at the invented providers and their DBS checks: on paper, and told to CAP by the coordinators over
// the year, each check seen by the quality officer.

#include <string>
#include <vector>

#include "daemon/CityLife.h"

namespace capd::daemon {

/// Who is on each provider's list: two to six people, most of them long seen, and each rare thing once for every 60
/// providers. The same plan has the same staff.
inline constexpr std::size_t kCoordinatorLeaves = 46;  ///< place of the provider whose only coordinator leaves
std::vector<PlannedStaff> planStaff(const CityPlan& plan);

class StaffLife {
 public:
  explicit StaffLife(CityLife& city) : city_(city), codes_(city.plan_.staff.size()) {}
  /// Arranges all of it.
  void arrange();

 private:
  using Texts = std::map<std::string, std::string>;

  void arrangeOne(std::size_t member);
  void join(std::size_t member);
  void tell(std::size_t member, std::size_t check);
  void decide(std::size_t member);
  /// Was nothing open about that provider's checks on the evening before?
  [[nodiscard]] bool clearOn(std::size_t provider, Date day) const;
  [[nodiscard]] const std::string& coordinatorOf(const PlannedStaff& member) const;
  /// The quality officer who looks after that provider.
  [[nodiscard]] const std::string& officerOf(std::size_t provider) const;

  CityLife& city_;
  std::vector<std::string> codes_;      ///< of the people, once they are on a list
  std::vector<std::string> providers_;  ///< codes of the providers
  std::vector<std::string> quality_;
};

}  // namespace capd::daemon
