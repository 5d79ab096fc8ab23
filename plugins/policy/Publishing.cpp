// Publishing: the working folder's year is read, tried on its examples and kept; from COMMIT on it judges new cases.
// Cases that were sent before keep the version that they were sent under.

#include <fmt/format.h>

#include "Policy.h"
#include "base/Date.h"
#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::policy_pages {
namespace {

constexpr std::size_t kShown = 12;  ///< of a hash, as people read it

struct PublishIn {
  std::string year;
};

Form<PublishIn> publishForm() {
  Form<PublishIn> form;
  form.field(&PublishIn::year, {.name = "year",
                                .label = "Academic year",
                                .hint = "For example, 2025-26",
                                .missing = "Enter the academic year to publish, for example 2025-26",
                                .most = 7});
  return form;
}

Prepared<PolicyDraft> preparePublish(Preparing& at, const PublishIn& in) {
  if (!academicYearStart(in.year))
    return Refused::because("year", "An academic year is written like 2025-26. '" + in.year + "' is none.");
  PolicyDraft draft = at.services.policy().draft(in.year);
  if (!draft.faults.empty()) {
    Problems problems = {
        {"", fmt::format("{} is not published: {} put right first. What was in force stays in force.", in.year,
                         draft.faults.size() == 1 ? "1 fault has to be"
                                                  : fmt::format("{} faults have to be", draft.faults.size()))}};
    for (const std::string& fault : draft.faults) problems.push_back({"", fault});
    return Refused(std::move(problems));
  }
  return draft;
}

Outcome applyPublish(WriteTx& tx, const PublishIn& in, const PolicyDraft& draft) {
  // Under the writer's lock once more: what stands in the records may have changed since the files were read.
  const auto inForce = policyInForce(tx);
  const auto before = inForce.find(in.year);
  const std::string replaced = before == inForce.end() ? "" : before->second;
  if (replaced == draft.hash)
    return Refused(Refused::Kind::conflict, "",
                   fmt::format("{} is in force already. The working folder holds nothing new.",
                               versionWords(in.year, draft.hash)));
  if (replaced != draft.inForce)
    return Refused::stale("Another version of " + in.year +
                          " came into force just now. Look at the changes once more.");
  putPolicyInForce(tx, in.year, draft.hash, draft.files);
  PolicyPublished event;
  event.year = in.year;
  event.hash = draft.hash;
  tx.emit(event);
  Done done;
  done.says = fmt::format("{} is in force from now on{}. Cases already sent keep the version they were sent under.",
                          versionWords(in.year, draft.hash),
                          replaced.empty() ? "" : ", in place of version " + replaced.substr(0, kShown));
  done.subject = in.year;
  done.next = "/policy";
  done.values = {{"year", in.year}, {"hash", draft.hash}, {"before", replaced}};
  done.changed = {"policy_in_force"};
  return done;
}

PageAnswer publishPage(PageRequest& ask) {
  Shown shown;
  shown.title = "Publish a policy";
  shown.back = "/policy";
  Model& m = shown.model;
  m.list("YEAR");
  std::string ready;
  const PolicyShelf& shelf = ask.services.policy();
  for (const std::string& year : shelf.draftYears()) {
    const PolicyDraft draft = shelf.draft(year);
    const bool same = draft.faults.empty() && draft.hash == draft.inForce;
    Model& row = m.add("YEAR");
    row.set("NAME", draft.faults.empty() ? versionWords(year, draft.hash) : year);
    row.show("SAME", same).list("FAULT").list("CHANGE").list("WARNING");
    row.show("FAULTS", !draft.faults.empty()).show("CHANGES", draft.faults.empty() && !same);
    row.show("ONLY_TEXT", draft.faults.empty() && !same && draft.changes.empty());
    row.show("WARNINGS", !draft.warnings.empty());
    for (const std::string& fault : draft.faults) row.add("FAULT").set("SAYS", fault);
    if (draft.faults.empty() && !same)
      for (const std::string& change : draft.changes) row.add("CHANGE").set("SAYS", change);
    for (const std::string& warning : draft.warnings) row.add("WARNING").set("SAYS", warning);
    if (draft.faults.empty() && !same && ready.empty()) ready = year;
  }
  m.form("FORM", {.command = "policy.publish", .values = {{"year", {ready}}}, .button = "Publish this year"});
  return shown;
}

}  // namespace

std::string versionWords(const std::string& year, const std::string& hash) {
  return fmt::format("{}, version {}", year, hash.substr(0, kShown));
}

void offerPublishing(Offers& offers) {
  CommandOf<PublishIn, PolicyDraft> publish{.name = "policy.publish",
                                            .permission = "policy.publish",
                                            .says = "Puts a year of the working folder into force.",
                                            .form = publishForm(),
                                            .prepare = preparePublish,
                                            .apply = applyPublish,
                                            .fresh = true};
  CommandDeclaration declared = publish.declaration();
  declared.changesPolicy = true;
  offers.commands.push_back(std::move(declared));
  offers.pages.push_back({.path = "/policy/publish",
                          .name = "policy.publish",
                          .permission = "policy.publish",
                          .says = "What publishing the working folder would change.",
                          .file = "publish.tpl",
                          .commands = {"policy.publish"},
                          .fill = publishPage});
}

}  // namespace capd::policy_pages
