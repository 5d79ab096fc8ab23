#include "People.h"

#include <fmt/format.h>

namespace capd::staff {

bool judges(const Viewer& viewer) {
  return viewer.hasRole("cap.quality_officer") || viewer.hasRole("cap.operations_lead") ||
         viewer.door() == Viewer::Door::socket || viewer.door() == Viewer::Door::job;
}

bool mayTell(const Viewer& viewer, std::int64_t provider) {
  return judges(viewer) || viewer.actsFor(provider, "provider.coordinator");
}

std::variant<StaffMember, Refused> whom(WriteTx& tx, const std::string& code) {
  auto member = findStaff(tx, code);
  if (!member || !mayTell(tx.viewer(), member->provider)) return Refused::notThere();
  if (member->left)
    return Refused(Refused::Kind::conflict, "",
                   fmt::format("{} left on {}. Nothing was changed. Whoever comes back is told as a joiner.",
                               member->name, member->left->words()));
  return std::move(*member);
}

Field memberField() {
  return {.name = "member",
          .label = "Staff member",
          .kind = FieldKind::hidden,
          .missing = "Open the person’s own page",
          .most = 40};
}

Times timesOf(const Services& services, Date today) {
  Times times;
  const PolicyShelf& policy = services.policy();
  times.rules = staffRules(policy, today);
  const auto hash = policy.versionFor(today, today);
  if (!hash) return times;
  if (const auto weeks = policy.setting(*hash, "dbs_supervised_at_most"))
    times.supervisedDays = static_cast<int>(weeks->most) * 7;
  if (const auto days = policy.setting(*hash, "no_coordinator_within"); days && days->most > 0)
    times.coordinatorDue = withinWorkingDays(*policy.calendar(), today, static_cast<int>(days->most));
  return times;
}

std::string occurrenceOf(const StaffMember& member, Date day, const std::string& again) {
  return member.code + ":" + day.iso() + (again.empty() ? "" : ":" + again);
}

std::string passedWords(Date policyDate) {
  return fmt::format("a DBS policy date, {}, has passed. Decide what happens", policyDate.words());
}

void closeAsking(WriteTx& tx, const StaffMember& member, std::string_view how) {
  for (const std::string_view kind : {kRenewal, kDecision})
    closeDutiesOf(tx, kind, providerCode(member.provider), member.code, how);
}

void askRenewal(WriteTx& tx, const StaffMember& member, Date policyDate, const std::string& again) {
  openDuty(tx, {.kind = std::string(kRenewal),
                .subject = providerCode(member.provider),
                .occurrence = occurrenceOf(member, policyDate, again),
                .caseId = {},
                .organisation = member.provider,
                .role = "provider.coordinator",
                .account = {},
                .says = fmt::format("DBS policy date {}: please show us a new check", policyDate.words()),
                .clause = "002 OFSTED",
                .due = londonEndOf(policyDate)});
}

void askDecision(WriteTx& tx, const StaffMember& member, Date about, const std::string& says,
                 const std::string& again) {
  const auto provider = findOrganisation(tx, member.provider);
  openDuty(tx, {.kind = std::string(kDecision),
                .subject = providerCode(member.provider),
                .occurrence = occurrenceOf(member, about, again),
                .caseId = {},
                .organisation = capOrganisation(tx),
                .role = "cap.quality_officer",
                .account = {},
                .says = fmt::format("{}: {}", provider ? provider->name : "A provider", says),
                .clause = "002 OFSTED",
                .due = londonEndOf(tx.today())});
}

std::string listPath(std::int64_t provider) { return "/staff/" + providerCode(provider); }
std::string pathOf(const StaffMember& member) { return listPath(member.provider) + "/" + member.code; }

Done told(const StaffMember& member, std::string says) {
  Done done;
  done.says = std::move(says);
  done.subject = "staff:" + member.code;
  done.next = pathOf(member);
  done.values["member"] = member.code;
  return done;
}

}  // namespace capd::staff
