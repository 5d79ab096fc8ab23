// The policy as people read it: which version is in force for which year, what it says, and what changed.

#include <fmt/format.h>

#include <algorithm>

#include "Policy.h"
#include "cases/policy/PolicyRecords.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::policy_pages {
namespace {

std::string byWords(const std::string& actor) {
  if (actor == "house") return "came with the service";
  return actor.compare(0, 5, "host:") == 0 ? "the council’s host" : "an account of CAP";
}

std::string changesPath(const std::string& after, const std::string& before) {
  return versionPath(after) + "/since/" + before.substr(0, 12);
}

std::string effectWords(const std::string& effect) {
  if (effect == "hold") return "Otherwise the referral is on hold";
  if (effect == "block") return "Otherwise it can’t be sent";
  if (effect == "person") return "Otherwise a person at CAP looks at it";
  return "Otherwise there is a warning";
}

std::string clauseWords(const std::string& clause) { return clause.empty() ? "" : "(" + clause + ")"; }

void showValues(Model& m, const std::vector<PolicyReading::Value>& values) {
  m.list("VALUE");
  for (const auto& value : values) {
    Model& row = m.add("VALUE");
    std::string name = value.name;
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    row.set("NAME", name).set("WORDS", value.words).set("CLAUSE", clauseWords(value.clause));
    row.list("PROVISIONAL");
    if (!value.provisional.empty()) row.add("PROVISIONAL").set("WHY", value.provisional);
  }
}

void showRules(Model& m, const std::vector<PolicyReading::Rule>& rules) {
  m.list("RULE");
  for (const auto& rule : rules) {
    Model& row = m.add("RULE");
    row.set("SAYS", rule.says).set("READS", rule.reads).set("CLAUSE", clauseWords(rule.clause));
    row.set("EFFECT", effectWords(rule.effect)).set("ASK", rule.ask);
  }
}

void showQuestions(Model& m, const std::vector<PolicyQuestion>& questions) {
  m.show("QUESTIONS", !questions.empty()).list("QUESTION");
  for (const auto& question : questions)
    m.add("QUESTION").set("SAYS", question.says).set("CLAUSE", clauseWords(question.clause));
}

PageAnswer inForcePage(PageRequest& ask) {
  const auto history = policyHistory(ask.tx);
  const auto inForce = policyInForce(ask.tx);
  Shown shown;
  shown.title = "Policy in force";
  shown.back = "/";
  Model& m = shown.model;
  m.list("YEAR").show("PUBLISH", ask.viewer.may("policy.publish")).show("NOTHING", history.empty());
  for (auto year = inForce.rbegin(); year != inForce.rend(); ++year) {
    Model& row = m.add("YEAR");
    row.set("NAME", year->first)
        .set("PATH", versionPath(year->second))
        .set("LETTERS_PATH", versionPath(year->second) + "/letters");
    row.list("VERSION").list("BROKEN").list("BEFORE");
    if (!ask.services.policy().has(year->second)) row.add("BROKEN");
    const auto before =
        inForce.find(std::to_string(std::stoi(year->first.substr(0, 4)) - 1) + "-" + year->first.substr(2, 2));
    if (before != inForce.end() && ask.services.policy().has(before->second))
      row.add("BEFORE").set("BEFORE_PATH", changesPath(year->second, before->second)).set("BEFORE_YEAR", before->first);
    const PolicyPublication* newer = nullptr;
    for (const PolicyPublication& each : history) {
      if (each.year != year->first) continue;
      Model& version = row.add("VERSION");
      version.set("HASH", each.hash.substr(0, 12)).set("VERSION_PATH", versionPath(each.hash));
      version.set("SINCE", londonWords(each.from))
          .set("UNTIL", newer == nullptr ? "In force" : "until " + londonWords(newer->from));
      version.set("BY", byWords(each.addedBy)).list("CHANGES");
      const auto older = std::find_if(history.begin(), history.end(), [&](const PolicyPublication& p) {
        return p.year == each.year && p.generation == each.generation - 1;
      });
      if (older != history.end()) version.add("CHANGES").set("CHANGES_PATH", changesPath(each.hash, older->hash));
      newer = &each;
    }
  }
  return shown;
}

PageAnswer versionPage(PageRequest& ask) {
  const auto version = versionCalled(policyHistory(ask.tx), ask.part("version"));
  if (!version || !ask.services.policy().has(version->hash)) return NotThere{};
  const PolicyReading reading = ask.services.policy().reading(version->hash);
  const auto inForce = policyInForce(ask.tx);
  Shown shown;
  shown.title = "Policy of " + version->year;
  shown.back = "/policy";
  Model& m = shown.model;
  m.set("LETTERS_PATH", versionPath(version->hash) + "/letters");
  m.set("HEADING", "Policy of " + version->year).set("VERSION", version->hash.substr(0, 12));
  const bool current = inForce.count(version->year) != 0 && inForce.at(version->year) == version->hash;
  m.set("STATE",
        current ? "In force." : "No longer in force for new referrals. Cases sent under it are still judged by it.");
  m.show("DAYS_PROVISIONAL", reading.days.provisional);
  Model& shared = m.add("SHARED");
  showValues(shared, reading.shared);
  showRules(shared, reading.sharedRules);
  showQuestions(shared, reading.agreement);
  m.list("PROGRAMME");
  for (const auto& part : reading.programmes) {
    Model& row = m.add("PROGRAMME");
    row.set("TITLE", part.title).show("DORMANT", part.dormant).list("LIFE");
    if (!part.dormant)
      row.add("LIFE").set("LIFE_PATH", versionPath(version->hash) + "/lives/" + part.name).set("LIFE_OF", part.title);
    showValues(row, part.values);
    showRules(row, part.rules);
    showQuestions(row, part.asks);
  }
  m.list("TERM");
  for (const HalfTerm& term : reading.days.halfTerms)
    m.add("TERM").set("TERM_WORDS", fmt::format("{} to {}", term.first.words(), term.last.words()));
  return shown;
}

PageAnswer changesPage(PageRequest& ask) {
  const auto history = policyHistory(ask.tx);
  const auto after = versionCalled(history, ask.part("version"));
  const auto before = versionCalled(history, ask.part("before"));
  const PolicyShelf& shelf = ask.services.policy();
  if (!after || !before || !shelf.has(after->hash) || !shelf.has(before->hash)) return NotThere{};
  const auto changes = shelf.differences(before->hash, after->hash);
  Shown shown;
  shown.title = "What changed";
  shown.back = "/policy";
  Model& m = shown.model;
  m.set("BEFORE", versionWords(before->year, before->hash)).set("AFTER", versionWords(after->year, after->hash));
  m.set("BEFORE_PATH", versionPath(before->hash)).set("AFTER_PATH", versionPath(after->hash));
  m.show("NOTHING", changes.empty()).list("CHANGE");
  for (const std::string& change : changes) m.add("CHANGE").set("SAYS", change);
  return shown;
}

}  // namespace

std::optional<PolicyPublication> versionCalled(const std::vector<PolicyPublication>& all, const std::string& part) {
  std::optional<PolicyPublication> found;
  if (part.size() < 8) return std::nullopt;
  for (const PolicyPublication& each : all) {
    if (each.hash.compare(0, part.size(), part) != 0) continue;
    if (found && found->hash != each.hash) return std::nullopt;
    if (!found) found = each;
  }
  return found;
}

std::string versionPath(const std::string& hash) { return "/policy/versions/" + hash.substr(0, 12); }

void offerReading(Offers& offers) {
  offers.pages.push_back({.path = "/policy",
                          .name = "policy.in_force",
                          .permission = "policy.see",
                          .says = "Which version of the policy is in force for which year.",
                          .file = "policy.tpl",
                          .fill = inForcePage});
  offers.pages.push_back({.path = "/policy/versions/{version}",
                          .name = "policy.version",
                          .permission = "policy.see",
                          .says = "A version of the policy in plain English.",
                          .file = "version.tpl",
                          .fill = versionPage});
  offers.pages.push_back({.path = "/policy/versions/{version}/since/{before}",
                          .name = "policy.changes",
                          .permission = "policy.see",
                          .says = "What is different between two versions of the policy.",
                          .file = "changes.tpl",
                          .fill = changesPage});
  offers.navigation.push_back({"Policy", "/policy", "policy.see", 85});
}

}  // namespace capd::policy_pages
