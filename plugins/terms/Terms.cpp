#include "Terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/duty/Duty.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::terms {

bool keeps(const Viewer& viewer) { return viewer.may("terms.keep"); }

bool mayOpen(const Viewer& viewer, const Version& version) {
  if (viewer.may("terms.grid")) return true;
  return std::any_of(viewer.hats().begin(), viewer.hats().end(),
                     [&](const Hat& hat) { return version.isFor(hat.organisationKind); });
}

bool readsForAll(const Hat& hat) {
  return hat.role == "provider.coordinator" || hat.role == "provider.dsl" || hat.role == "school.coordinator" ||
         hat.role == "school.dsl";
}

std::string occurrenceFor(const Version& version, std::int64_t organisation) {
  return fmt::format("v{}:o{}", version.number, organisation);
}
std::string occurrenceForPerson(const Version& version, std::int64_t account) {
  return fmt::format("v{}:a{}", version.number, account);
}

std::vector<std::string> yearsToPublish(Date today) {
  const std::string now = academicYearOf(today);
  return {now, academicYearOf(academicYearStart(now).value().plusMonths(12))};
}

std::string audienceWords(const Version& version) {
  std::string all;
  for (const auto& [is, word] :
       {std::pair{version.forProviders, "providers"}, {version.forSchools, "schools"}, {version.forCap, "CAP staff"}})
    if (is) all += (all.empty() ? "" : ", ") + std::string(word);
  return all;
}

std::string whenWords(Instant due, Instant now) {
  const Date day = londonDate(due.plusMs(-1));
  const int left = day.daysSince(londonDate(now));
  if (left == 0) return now >= due ? "Late today" : "Due today";
  if (left == 1) return "Due tomorrow";
  if (left > 1) return fmt::format("Due in {} days", left);
  return left == -1 ? "1 day late" : fmt::format("{} days late", -left);
}

namespace {

NewDuty dutyOf(const Document& document, const Version& version) {
  NewDuty duty;
  duty.kind = std::string(kAcknowledge);
  duty.subject = document.code;
  duty.says = fmt::format("Read: {}, {}", document.title, version.year);
  duty.clause = document.clause;
  duty.due = version.due;
  return duty;
}

struct Addressee {
  std::int64_t organisation = 0;
  std::string role;
  std::optional<std::int64_t> account;
  std::string occurrence;
};

std::vector<Addressee> addressees(ReadTx& tx, const Version& version) {
  std::vector<Addressee> all;
  for (const auto& [kind, role] : {std::pair{"provider", "provider.coordinator"}, {"school", "school.coordinator"}}) {
    if (!version.isFor(kind)) continue;
    const auto open = organisations(tx, kind);
    for (const Organisation& each : open) all.push_back({each.id, role, {}, occurrenceFor(version, each.id)});
  }
  if (!version.forCap) return all;
  const std::int64_t cap = capOrganisation(tx);
  const auto people = capPeople(tx);
  for (const CapPerson& each : people)
    all.push_back({cap, each.role, each.account, occurrenceForPerson(version, each.account)});
  return all;
}

std::vector<Addressee> unasked(ReadTx& tx, const Version& version) {
  std::set<std::string> there;
  const auto before = asked(tx, kAcknowledge, version.document);
  for (const Asked& each : before) there.insert(each.occurrence);
  auto all = addressees(tx, version);
  std::erase_if(all, [&](const Addressee& each) { return there.count(each.occurrence) != 0; });
  return all;
}

}  // namespace

bool somebodyUnasked(ReadTx& tx, const Version& version) {
  return version.acknowledge && !unasked(tx, version).empty();
}

std::size_t askEverybody(WriteTx& tx, const Document& document, const Version& version) {
  if (!version.acknowledge) return 0;
  const auto all = unasked(tx, version);
  for (const Addressee& each : all) {
    NewDuty duty = dutyOf(document, version);
    duty.occurrence = each.occurrence;
    duty.organisation = each.organisation;
    duty.role = each.role;
    duty.account = each.account;
    openDuty(tx, duty);
  }
  return all.size();
}

std::optional<Instant> reviewDue(const Services& services, const std::string& year, Date today) {
  const PolicyShelf& policy = services.policy();
  const auto hash = policy.versionFor(today, today);
  const auto within = hash ? policy.setting(*hash, "terms_reviewed_within") : std::nullopt;
  const auto september = academicYearStart(year);
  if (!within || within->most <= 0 || !september) return std::nullopt;
  const int days = static_cast<int>(within->most);
  const Date last = september->plusDays(days - 1);
  // Asked too late for September, it is counted from the day on which it is asked.
  return londonEndOf(today <= last ? last : today.plusDays(days));
}

}  // namespace capd::terms
