#include "capd/Plugin.h"

#include "Directory.h"
#include "capd/Build.h"

namespace capd::directory {
namespace {

const std::vector<std::string> kCap = {"cap.admin",     "cap.monitoring_officer", "cap.quality_officer",
                                       "cap.slt",       "cap.operations_lead",    "cap.dsl",
                                       "cap.data_admin"};

std::vector<std::string> with(std::vector<std::string> roles, const std::vector<std::string>& more) {
  roles.insert(roles.end(), more.begin(), more.end());
  return roles;
}

class DirectoryPlugin final : public Plugin {
 public:
  void describe(Offers& offers) override {
    const auto referring =
        with(kCap, {"school.coordinator", "school.contributor", "school.dsl", "school.deputy_dsl", "send.officer"});
    offers.permissions = {
        {"directory.see", "Look up courses and providers", with(referring, {"provider.coordinator", "provider.dsl"})},
        {"directory.schools", "Look up schools", with(kCap, {"send.officer"})},
        {"directory.keep",
         "Add and change schools, providers and courses",
         {"cap.admin", "cap.data_admin", "cap.operations_lead"}},
        {"course.places",
         "Say how many places a course has",
         {"provider.coordinator", "cap.admin", "cap.data_admin", "cap.operations_lead"}},
        {"directory.navigate", "Have the providers in the navigation", kCap},
    };
    offerOrganisations(offers);
    offerCourses(offers);
    offers.navigation.push_back({"Courses", "/directory", "directory.see", 60});
    offers.navigation.push_back({"Providers", "/providers", "directory.navigate", 61});
    offers.navigation.push_back({"Schools", "/schools", "directory.schools", 62});
  }
};

}  // namespace
}  // namespace capd::directory

extern "C" {
__attribute__((visibility("default"))) extern const capd::PluginEntry capd_plugin = {
    capd::kPluginApi, CAPD_BUILD_HASH, "directory", "1",
    []() -> capd::Plugin* { return new capd::directory::DirectoryPlugin(); }};
}
