#include "web/Life.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cases/organisation/Roles.h"

namespace capd::web {
namespace {

constexpr std::size_t kLongFigure = 80;

/// One declared move that a programme's cases can make.
struct Declared {
  std::string from;
  LifeStep step;
  std::string to;
};

// A policy name as people read it.
std::string spaced(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

class LifeMaker {
 public:
  LifeMaker(const commands::Registry& registry, const PolicyReading& reading, const ProgrammeCard& card,
            const PanelYear& panels)
      : registry_(registry), reading_(reading), card_(card), panels_(panels) {
    life_.programme = card.name;
    life_.title = card.title;
    life_.tier = card.tier;
    life_.year = reading.year;
    life_.notOpen = card.notOpen;
    for (const auto& part : reading.programmes)
      if (part.name == card.name) part_ = &part;
    if (part_ != nullptr) life_.values = part_->values;
  }

  Life made() {
    collect();
    reach();
    for (LifeState& each : life_.states) fillIn(each);
    return std::move(life_);
  }

 private:
  // Every move of every command, the same one of several commands once, with all who may make it.
  void collect() {
    std::map<std::pair<std::string, std::pair<std::string, std::string>>, std::set<std::string>> roles;
    for (const commands::OwnedCommand* command : registry_.allCommands()) {
      const CommandDeclaration& d = command->declaration;
      for (const LifeMove& move : d.moves) {
        if (move.panelOnly && !card_.needsPanel) continue;
        auto& all = roles[{move.from, {move.to, move.says}}];
        const auto permission = registry_.permissions().find(d.permission);
        if (permission != registry_.permissions().end())
          all.insert(permission->second.roles.begin(), permission->second.roles.end());
      }
    }
    for (const auto& [move, who] : roles)
      moves_.push_back({move.first, {0, move.second.second, inWords(who)}, move.second.first});
  }

  // The states that a case of this programme can come to, numbered in the order of the life.
  void reach() {
    std::set<std::string> reached;
    for (bool more = true; more;) {
      more = false;
      for (const Declared& move : moves_)
        if ((move.from.empty() || reached.count(move.from) != 0) && reached.insert(move.to).second) more = true;
    }
    for (const ReferralState state : allReferralStates()) {
      if (reached.count(std::string(toWord(state))) == 0) continue;
      LifeState each;
      each.state = state;
      each.number = static_cast<int>(life_.states.size()) + 1;
      each.title = std::string(titleOf(state));
      life_.states.push_back(std::move(each));
    }
  }

  void fillIn(LifeState& state) {
    const std::string word(toWord(state.state));
    state.seen = seenIn(state.state);
    for (const Declared& move : moves_) {
      LifeStep step = move.step;
      step.to = numberOf(move.to);
      if (move.from == word) state.steps.push_back(step);
      if (move.from.empty() && move.to == word) state.begins.push_back(step);
    }
    std::stable_sort(state.steps.begin(), state.steps.end(),
                     [](const LifeStep& a, const LifeStep& b) { return a.to < b.to; });
    duties(state, word);
    // CAP judges by the rules when a referral is with it, and holds what they find.
    if (state.state == ReferralState::submitted) {
      holds(state);
      panel(state);
    }
    if (state.state == ReferralState::active) figures(state);
  }

  // What came up in an earlier state already stands there in full.
  void duties(LifeState& state, const std::string& word) {
    for (const DutyKind& duty : registry_.duties()) {
      if (std::find(duty.states.begin(), duty.states.end(), word) == duty.states.end()) continue;
      if (duty.panelOnly && !card_.needsPanel) continue;
      const auto [told, first] = told_.emplace(duty.name, state.number);
      if (first)
        state.due.push_back(dueOf(duty));
      else
        state.alsoDue[told->second].push_back(duty.says);
    }
  }

  [[nodiscard]] int numberOf(const std::string& word) const {
    for (const LifeState& each : life_.states)
      if (toWord(each.state) == word) return each.number;
    return 0;
  }

  // In the figures of this year's policy: a rule that names the duty, or the setting that the duty names.
  [[nodiscard]] LifeDue dueOf(const DutyKind& duty) const {
    LifeDue due;
    due.what = duty.says;
    for (const ScheduledRule& rule : reading_.scheduled) {
      if (rule.duty != duty.name || rule.every != Every::never) continue;
      due.when = rule.within;
      if (rule.fromDay)
        due.when += ", " + rule.fromDay->words();
      else if (!rule.from.empty())
        due.when += ", from " + rule.from;
      due.clause = rule.clause;
      due.provisional = rule.provisional;
      due.by = inWords({rule.who});
      return due;
    }
    for (const PolicyReading::Value& value : reading_.shared) {
      if (duty.within.empty() || value.name != spaced(duty.within)) continue;
      due.when = value.words;
      due.clause = value.clause;
      due.provisional = value.provisional;
    }
    return due;
  }

  void holds(LifeState& state) const {
    const auto add = [&](const PolicyReading::Rule& rule, bool shared) {
      if (rule.effect != "hold" || (shared && card_.isExemptFrom(rule.id))) return;
      state.waits.push_back(fmt::format("{} ({})", rule.says, rule.clause));
    };
    for (const auto& rule : reading_.sharedRules) add(rule, true);
    if (part_ != nullptr)
      for (const auto& rule : part_->rules) add(rule, false);
  }

  void panel(LifeState& state) const {
    if (!card_.needsPanel) return;
    for (const PanelRules* each : panels_.panelsFor(card_.name))
      state.panel.push_back(
          fmt::format("{} {}", each->title, each->decides(card_.name) ? "decides" : "looks at it first"));
    if (state.panel.empty()) state.panel.emplace_back("A panel decides; this year’s policy names none");
  }

  // What policy says of this programme in figures; the rest stands in the words of the version.
  void figures(LifeState& state) const {
    for (const PolicyReading::Value& each : life_.values) {
      if (each.words.find_first_of("0123456789") == std::string::npos || each.words.size() > kLongFigure) continue;
      std::string name = each.name;
      if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
      state.figures.push_back(fmt::format("{}: {} ({}){}", name, each.words, each.clause,
                                          each.provisional.empty() ? "" : ". Provisional: " + each.provisional));
    }
  }

  [[nodiscard]] std::string referrer() const {
    std::string words;
    for (const std::string& each : card_.referredBy)
      words += (words.empty() ? "" : " or ") + std::string(each == "school" ? "the school" : "the SEND team");
    return words.empty() ? "the school" : words;
  }
  [[nodiscard]] std::string seenIn(ReferralState state) const {
    const Sight sight = sightOf(state);
    std::vector<std::string> all;
    if (sight.referrer) all.push_back(referrer());
    if (sight.cap) all.emplace_back("CAP");
    if (sight.provider) all.emplace_back("the provider");
    std::string words;
    for (std::size_t i = 0; i < all.size(); ++i) words += (i == 0 ? "" : i + 1 == all.size() ? " and " : ", ") + all[i];
    return words;
  }

  // Without the roles of referrers who do not refer to this programme, in the order of the house's list.
  [[nodiscard]] std::string inWords(const std::set<std::string>& roles) const {
    const auto refers = [&](const std::string& kind) {
      return std::find(card_.referredBy.begin(), card_.referredBy.end(), kind) != card_.referredBy.end();
    };
    std::string words;
    for (const Role& role : allRoles()) {
      const std::string kind(role.organisationKind);
      if (roles.count(std::string(role.word)) == 0) continue;
      if ((kind == "school" || kind == "send_team") && !refers(kind)) continue;
      words += (words.empty() ? "" : ", ") + std::string(role.says);
    }
    return words;
  }

  const commands::Registry& registry_;
  const PolicyReading& reading_;
  const ProgrammeCard& card_;
  const PanelYear& panels_;
  const PolicyReading::Part* part_ = nullptr;
  std::vector<Declared> moves_;
  std::map<std::string, int> told_;  ///< duty to the number of the state where it stands
  Life life_;
};

}  // namespace

Life lifeOf(const commands::Registry& registry, const PolicyReading& reading, const ProgrammeCard& card,
            const PanelYear& panels) {
  return LifeMaker(registry, reading, card, panels).made();
}

}  // namespace capd::web
