// The life of a programme's cases as a page: the picture, and beside it the same as a table.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cases/organisation/Roles.h"
#include "cases/policy/PolicyRecords.h"
#include "web/Life.h"
#include "web/LifePicture.h"

namespace capd::web {
namespace {

// Whoever opens a version by a part of its hash gets the one that it begins, when there is one alone.
std::optional<PolicyPublication> publicationOf(ReadTx& tx, const std::string& part) {
  std::optional<PolicyPublication> found;
  if (part.size() < 8) return std::nullopt;
  for (PolicyPublication& each : policyHistory(tx)) {
    if (each.hash.compare(0, part.size(), part) != 0) continue;
    if (found && found->hash != each.hash) return std::nullopt;
    found = std::move(each);
  }
  return found;
}

PanelYear panelsOf(const PolicyShelf& shelf, const std::string& year) {
  for (PanelYear& each : shelf.panelYears())
    if (each.year == year) return std::move(each);
  return {.year = year, .panels = {}, .rounds = {}, .doubts = {}};
}

void showBy(Model& row, const std::string& who) {
  row.list("BY");
  if (!who.empty()) row.add("BY").set("WHO", who);
}

void showState(Model& row, const LifeState& state) {
  row.set("NUMBER", state.number).set("TITLE", state.title).set("SEEN", state.seen).show("END", state.isEnd());
  row.list("PANEL").list("BEGIN").list("STEP").list("DUE").list("ALSO").list("WAIT");
  for (const std::string& each : state.panel) row.add("PANEL").set("SAYS", each);
  for (const LifeStep& each : state.begins) showBy(row.add("BEGIN").set("SAYS", each.says), each.by);
  for (const LifeStep& each : state.steps) showBy(row.add("STEP").set("SAYS", each.says).set("TO", each.to), each.by);
  for (const LifeDue& each : state.due) {
    Model& line = row.add("DUE").set("WHAT", each.what).set("CLAUSE", each.clause);
    showBy(line, each.by);
    line.list("WHEN").list("PROVISIONAL");
    if (!each.when.empty()) line.add("WHEN").set("TIME", each.when);
    if (!each.provisional.empty()) line.add("PROVISIONAL").set("REASON", each.provisional);
  }
  for (const auto& [number, all] : state.alsoDue)
    row.add("ALSO").set("AS_IN", number).set("WHAT", fmt::format("{}", fmt::join(all, "; ")));
  for (const std::string& each : state.waits) row.add("WAIT").set("SAYS", each);
}

void showValues(Model& m, const Life& life) {
  m.list("VALUE");
  for (const PolicyReading::Value& each : life.values) {
    Model& row = m.add("VALUE");
    std::string name = each.name;
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    row.set("NAME", name).set("WORDS", each.words).set("CLAUSE", each.clause).list("PROVISIONAL");
    if (!each.provisional.empty()) row.add("PROVISIONAL").set("WHY", each.provisional);
  }
}

PageAnswer lifePage(PageRequest& ask, const commands::Registry& registry) {
  const PolicyShelf& shelf = ask.services.policy();
  const auto version = publicationOf(ask.tx, ask.part("version"));
  if (!version || !shelf.has(version->hash)) return NotThere{};
  const auto card = shelf.programme(version->hash, ask.part("programme"));
  if (!card || card->dormant) return NotThere{};
  const Life life = lifeOf(registry, shelf.reading(version->hash), *card, panelsOf(shelf, version->year));
  const std::string path = "/policy/versions/" + version->hash.substr(0, 12);
  Shown shown;
  shown.title = fmt::format("{}: the life of a case", card->title);
  shown.back = path;
  Model& m = shown.model;
  m.set("VERSION", fmt::format("Policy of {}, version {}", version->year, version->hash.substr(0, 12)));
  m.set("HEADING", shown.title).set("YEAR", version->year);
  m.list("NOT_OPEN").list("OTHER").list("STATE");
  if (!life.notOpen.empty()) m.add("NOT_OPEN").set("WHY", life.notOpen);
  for (const ProgrammeCard& each : shelf.programmes(version->hash))
    if (each.name != card->name && !each.dormant)
      m.add("OTHER").set("PATH", path + "/lives/" + each.name).set("TITLE", each.title);
  fillPicture(m.part("PICTURE", "life_picture.tpl"), life);
  for (const LifeState& each : life.states) showState(m.add("STATE"), each);
  showValues(m, life);
  return shown;
}

}  // namespace

void offerLives(Offers& offers, const commands::Registry& registry) {
  std::vector<std::string> cap;
  for (const Role& role : allRoles())
    if (role.organisationKind == "cap") cap.emplace_back(role.word);
  offers.permissions.push_back({"life.see", "See how a programme’s cases go, from draft to end", cap});
  offers.pages.push_back({.path = "/policy/versions/{version}/lives/{programme}",
                          .name = "life",
                          .permission = "life.see",
                          .says = "How a programme’s cases go, from draft to end, as a picture and as a table.",
                          .file = "life.tpl",
                          .fill = [&registry](PageRequest& ask) { return lifePage(ask, registry); }});
}

}  // namespace capd::web
