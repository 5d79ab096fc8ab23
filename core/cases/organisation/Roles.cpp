#include "cases/organisation/Roles.h"

namespace capd {
namespace {

constexpr Role kRoles[] = {
    {"school.coordinator", "school", "School CAP coordinator", true, false, false},
    {"school.contributor", "school", "School staff who help to write referrals", true, false, false},
    {"school.dsl", "school", "School designated safeguarding lead", true, false, true},
    {"school.deputy_dsl", "school", "School deputy safeguarding lead", true, false, true},
    {"provider.coordinator", "provider", "Provider CAP coordinator", true, false, false},
    {"provider.dsl", "provider", "Provider designated safeguarding lead", true, false, true},
    {"provider.tutor", "provider", "Provider tutor", false, false, false},
    {"send.officer", "send_team", "SEND officer", true, false, false},
    {"panel.chair", "agency", "Chair of a panel", true, false, false},
    {"panel.vice_chair", "agency", "Vice chair of a panel", true, false, false},
    {"panel.member", "agency", "Member of a panel", true, false, false},
    {"cap.admin", "cap", "CAP administrator", false, true, false},
    {"cap.monitoring_officer", "cap", "CAP monitoring officer", false, true, false},
    {"cap.quality_officer", "cap", "CAP quality monitoring officer", false, false, false},
    {"cap.slt", "cap", "CAP senior leader", false, true, false},
    {"cap.operations_lead", "cap", "CAP operations lead", false, true, false},
    {"cap.dsl", "cap", "CAP designated safeguarding lead", false, false, true},
    {"cap.data_admin", "cap", "CAP data administrator", false, false, false},
    {"cap.policy_editor", "cap", "CAP policy editor", false, false, false},
    {"cap.host", "cap", "The council's IT host", false, false, false},
};

}  // namespace

std::span<const Role> allRoles() { return kRoles; }

const Role* findRole(std::string_view word) {
  for (const Role& role : kRoles)
    if (role.word == word) return &role;
  return nullptr;
}

}  // namespace capd
