#pragma once
// A policy editor's desk: a working folder of their own to edit, the service beside it, and what it logs.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyShelf.h"
#include "tests/refer/Office.h"

namespace capd::test {

/// Everything that the service shares, with scripts that may be edited.
class WorkingFolder {
 public:
  WorkingFolder() {
    namespace fs = std::filesystem;
    for (const char* name : {"core", "plugins", "sql"})
      fs::create_directory_symlink(std::string(CAPD_SOURCE) + "/" + name, folder_.file(name));
    fs::copy(CAPD_SOURCE "/scripts", folder_.file("scripts"), fs::copy_options::recursive);
  }
  [[nodiscard]] const std::string& path() const { return folder_.path(); }
  [[nodiscard]] std::string file(const std::string& name) const { return folder_.file("scripts/" + name); }
  /// Changes one place of a file; the place has to be there.
  void edit(const std::string& name, const std::string& from, const std::string& to) const {
    std::ifstream in(file(name));
    std::ostringstream text;
    text << in.rdbuf();
    std::string all = text.str();
    const auto at = all.find(from);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, name + " holds no " + from);
    all.replace(at, from.size(), to);
    std::ofstream(file(name)) << all;
  }
  void add(const std::string& name, const std::string& text) const { std::ofstream(file(name), std::ios::app) << text; }

 private:
  TempDir folder_;
};

inline constexpr char kEditor[] = "policy@cap.example";
inline constexpr char kInsight[] = "policy/2025-26/programmes/tier2.insight.lua";

inline std::string inForceNow(daemon::House& house, const std::string& year) {
  const auto lease = house.database().read(house.hostViewer(0));
  return policyInForce(lease->tx()).at(year);
}
inline Outcome publish(daemon::House& house, const Viewer& viewer, const std::string& year) {
  return house.pipeline().run(viewer, {"policy.publish", {{"year", {year}}}, {}});
}
inline std::string saidBy(const Outcome& outcome) {
  if (const auto* done = std::get_if<Done>(&outcome)) return done->says;
  std::string all;
  for (const Problem& problem : std::get<Refused>(outcome).problems) all += problem.says + "\n";
  return all;
}

}  // namespace capd::test
