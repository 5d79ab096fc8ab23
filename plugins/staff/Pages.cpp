// "Your staff": a provider's list, one person, and the single central record (CMP-08).

#include <fmt/format.h>

#include <algorithm>

#include "People.h"

namespace capd::staff {
namespace {

constexpr std::size_t kMostFormer = 50;

std::optional<Organisation> providerOf(PageRequest& ask) {
  const auto id = providerByCode(ask.tx, ask.part("provider"));
  if (!id) return std::nullopt;
  if (!ask.viewer.may("staff.review") && !ask.viewer.actsFor(*id, "provider.coordinator")) return std::nullopt;
  return findOrganisation(ask.tx, *id);
}

// The way in: one provider's coordinator comes to their list, CAP to all of them.
PageAnswer start(PageRequest& ask) {
  if (ask.viewer.may("staff.review")) return GoTo{"/quality/staff"};
  std::vector<std::int64_t> mine;
  for (const Hat& hat : ask.viewer.hats())
    if (hat.role == "provider.coordinator") mine.push_back(hat.organisation);
  if (mine.size() == 1) return GoTo{listPath(mine.front())};
  Shown shown;
  shown.title = "Your staff";
  shown.model.list("PROVIDER");
  for (const std::int64_t id : mine)
    if (const auto provider = findOrganisation(ask.tx, id); provider && !provider->closed)
      shown.model.add("PROVIDER").set("NAME", provider->name).set("PATH", listPath(id));
  return shown;
}

std::string nobody(const Viewer& viewer) {
  return judges(viewer) ? "This provider has told CAP of nobody yet."
                        : "Nobody is on your list yet. Tell CAP of everybody who works with you.";
}

void peopleRows(PageRequest& ask, Model& m, const std::vector<StaffLine>& there,
                const std::optional<StaffRules>& rules) {
  m.list("ROW").show("NONE", there.empty()).show("SOME", !there.empty());
  for (const StaffLine& line : there) {
    const Standing now = standingOf(line, rules, ask.tx.today());
    Model& row = m.add("ROW");
    row.list("NEXT");
    if (const auto next = nextDeed(ask.viewer, line, rules, ask.tx.today()))
      row.add("NEXT").set("LABEL", next->label).set("NEXT_PATH", next->path).set("WHOSE", line.member.name);
    row.set("NAME", line.member.name)
        .set("PATH", pathOf(line.member))
        .set("JOB", line.member.job)
        .set("STARTED", (line.member.started > ask.tx.today() ? "starts " : "since ") + line.member.started.words())
        .set("STANDING", now.says)
        .show("URGENT", now.urgent);
  }
}

PageAnswer list(PageRequest& ask) {
  const auto provider = providerOf(ask);
  if (!provider) return NotThere{};
  const auto rules = staffRules(ask.services.policy(), ask.tx.today());
  const auto there = currentStaff(ask.tx, provider->id);
  Shown shown;
  shown.title = "Staff";
  shown.back = ask.viewer.may("staff.review") ? "/quality/staff" : "/";
  Model& m = shown.model;
  m.set("HEADING", ask.viewer.may("staff.review") ? "Staff of " + provider->name : "Your staff");
  m.set("RULE", ruleWords(rules)).list("PROVISIONAL");
  if (rules && !rules->provisional.empty()) m.add("PROVISIONAL").set("WHY", rules->provisional);
  m.set("NOBODY", nobody(ask.viewer)).set("RECORD_PATH", listPath(provider->id) + "/record");
  const auto confirmed = checksConfirmedOn(ask.tx, provider->id);
  m.set("CONFIRMED", confirmed ? "CAP confirmed these checks on " + confirmed->words() + "."
                               : "CAP has not confirmed these checks yet.");
  peopleRows(ask, m, there, rules);
  m.list("JOIN");
  if (mayTell(ask.viewer, provider->id)) m.add("JOIN").set("JOIN_PATH", listPath(provider->id) + "/join");
  const auto former = formerStaff(ask.tx, provider->id, kMostFormer);
  m.list("FORMER").show("LEFT", !former.empty());
  for (const StaffMember& each : former)
    m.add("FORMER").set("NAME", each.name).set("PATH", pathOf(each)).set("WHEN", "left " + each.left->words());
  m.show("CONFIRM", judges(ask.viewer) && !there.empty());
  if (judges(ask.viewer) && !there.empty())
    m.form("FORM", {.command = "staff.confirm",
                    .values = {{"provider", {providerCode(provider->id)}}},
                    .button = "Confirm the checks of this provider"});
  return shown;
}

std::string seenWords(const DbsCheck& check) {
  if (check.struck) return "Struck out: " + check.struckWhy;
  if (!check.seen) return "Not seen by CAP yet";
  return fmt::format("Seen by {} (CAP) on {}", check.seenBy, londonDate(*check.seen).words());
}

std::optional<StaffLine> lineOf(ReadTx& tx, const StaffMember& member) {
  const auto there = currentStaff(tx, member.provider);
  for (const StaffLine& line : there)
    if (line.member.id == member.id) return line;
  return std::nullopt;
}

void checkRows(Model& m, const std::vector<DbsCheck>& checks) {
  m.list("CHECK").show("NO_CHECK", checks.empty()).show("CHECKS", !checks.empty());
  for (const DbsCheck& check : checks)
    m.add("CHECK")
        .set("WHAT", checkWords(check))
        .set("DATED", check.dated.words())
        .set("NUMBER", check.certificate)
        .set("LEVEL", levelWords(check.level))
        .set("UPDATE", check.updateService ? "Yes" : "No")
        .set("SEEN", seenWords(check));
}

void decisionRows(Model& m, const std::vector<StaffDecision>& decisions) {
  m.list("DECISION").show("DECIDED", !decisions.empty());
  for (const StaffDecision& each : decisions) {
    Model& row = m.add("DECISION");
    row.set("WHAT", decisionWords(each))
        .set("WHO", fmt::format("{} (CAP), {}", each.who, londonWords(each.at)))
        .set("ABOUT", each.policyDate ? "Policy date " + each.policyDate->words() : "")
        .set("WHY", each.says)
        .list("ASSESSED");
    if (each.assessedOn)
      row.add("ASSESSED")
          .set("SAYS", fmt::format("Risk assessment of {} by {}", each.assessedOn->words(), each.assessedBy));
  }
}

struct Deed {
  const char* label;
  const char* path;
};

void deeds(PageRequest& ask, Model& m, const StaffMember& member, const std::vector<DbsCheck>& checks) {
  m.list("DEED").list("JUDGE");
  if (member.left || !mayTell(ask.viewer, member.provider)) return;
  const auto add = [&](const char* section, const Deed& deed) {
    m.add(section).set("LABEL", deed.label).set("PATH", pathOf(member) + "/" + deed.path);
  };
  add("DEED", {"Enter a DBS check", "check"});
  if (std::any_of(checks.begin(), checks.end(),
                  [](const DbsCheck& c) { return !c.struck && c.kind != "status" && c.updateService; }))
    add("DEED", {"Enter a look at the Update Service", "update-service"});
  add("DEED", {"Enter training, reading or another check", "learn"});
  add("DEED", {"Change name, work or start", "change"});
  if (std::any_of(checks.begin(), checks.end(), [](const DbsCheck& c) { return !c.struck; }))
    add("DEED", {"Strike out a line that is wrong", "strike"});
  add("DEED", {"This person has left", "leave"});
  if (!judges(ask.viewer)) return;
  if (std::any_of(checks.begin(), checks.end(), [](const DbsCheck& c) { return !c.struck && !c.seen; }))
    add("JUDGE", {"Mark a check as seen", "seen"});
  add("JUDGE", {"Decide what happens", "decide"});
}

PageAnswer one(PageRequest& ask) {
  const auto provider = providerOf(ask);
  const auto member = findStaff(ask.tx, ask.part("member"));
  if (!provider || !member || member->provider != provider->id) return NotThere{};
  const auto checks = checksOf(ask.tx, member->id);
  const auto rules = staffRules(ask.services.policy(), ask.tx.today());
  Shown shown;
  shown.title = "Staff member";
  shown.back = listPath(provider->id);
  shown.subject = "staff:" + member->code;
  Model& m = shown.model;
  m.set("NAME", member->name).set("JOB", member->job).set("PROVIDER", provider->name).set("RULE", ruleWords(rules));
  m.set("STARTED", member->started.words()).set("EMAIL", member->email.empty() ? "None" : member->email);
  const auto line = lineOf(ask.tx, *member);
  m.set("STANDING", member->left ? "Left on " + member->left->words()
                    : line       ? standingOf(*line, rules, ask.tx.today()).says
                                 : "");
  checkRows(m, checks);
  const auto evidence = evidenceOf(ask.tx, member->id);
  m.list("EVIDENCE").show("NO_EVIDENCE", evidence.empty());
  for (const StaffEvidence& each : evidence)
    m.add("EVIDENCE")
        .set("WHAT", evidenceWords(each.kind) + (each.detail.empty() ? "" : ": " + each.detail))
        .set("DATED", each.dated.words());
  decisionRows(m, decisionsOf(ask.tx, member->id));
  deeds(ask, m, *member, checks);
  return shown;
}

// The newest line of each kind, as the single central record shows it.
void recordLines(PageRequest& ask, Model& box, const StaffMember& member) {
  box.list("FACT");
  const auto fact = [&](const std::string& key, const std::string& value) {
    box.add("FACT").set("KEY", key).set("VALUE", value);
  };
  const auto checks = checksOf(ask.tx, member.id);
  for (const DbsCheck& check : checks)
    if (!check.struck)
      fact(checkWords(check), fmt::format("{}, number {}, {}. {}", check.dated.words(), check.certificate,
                                          levelWords(check.level), seenWords(check)));
  if (checks.empty()) fact("DBS check", "None told yet");
  const auto evidence = evidenceOf(ask.tx, member.id);
  for (const Option& option : evidenceOptions()) {
    std::string says;
    for (const StaffEvidence& each : evidence) {
      if (each.kind != option.value) continue;
      if (!says.empty() && each.kind != "other") continue;
      says += (says.empty() ? "" : "; ") + (each.detail.empty() ? "" : each.detail + ", ") + each.dated.words();
    }
    fact(option.label, says.empty() ? "Not entered" : says);
  }
}

PageAnswer record(PageRequest& ask) {
  const auto provider = providerOf(ask);
  if (!provider) return NotThere{};
  Shown shown;
  shown.title = "Single central record";
  shown.back = listPath(provider->id);
  shown.subject = "provider:" + providerCode(provider->id);
  Model& m = shown.model;
  const auto there = currentStaff(ask.tx, provider->id);
  m.set("PROVIDER", provider->name).set("TODAY", ask.tx.today().words()).show("NONE", there.empty()).list("PERSON");
  for (const StaffLine& line : there) {
    Model& box = m.add("PERSON");
    box.set("NAME", line.member.name).set("JOB", line.member.job).set("STARTED", line.member.started.words());
    recordLines(ask, box, line.member);
  }
  return shown;
}

}  // namespace

void offerPages(Offers& offers) {
  offers.pages.push_back({.path = "/staff",
                          .name = "staff.start",
                          .permission = "staff.see",
                          .says = "The way to one’s own staff.",
                          .file = "start.tpl",
                          .fill = start});
  offers.pages.push_back({.path = "/staff/{provider}",
                          .name = "staff.list",
                          .permission = "staff.see",
                          .says = "Who works at a provider, and where their checks stand.",
                          .file = "staff.tpl",
                          .commands = {"staff.confirm"},
                          .fill = list});
  offers.pages.push_back({.path = "/staff/{provider}/record",
                          .name = "staff.record",
                          .permission = "staff.see",
                          .says = "A provider’s single central record, for printing.",
                          .file = "record.tpl",
                          .printable = true,
                          .fill = record});
  offers.pages.push_back({.path = "/staff/{provider}/{member}",
                          .name = "staff.one",
                          .permission = "staff.see",
                          .says = "One person, their checks and what was decided.",
                          .file = "member.tpl",
                          .fill = one});
  offers.navigation.push_back({"Your staff", "/staff", "staff.own", 65});
}

}  // namespace capd::staff
