#include "commands/Registry.h"

#include <algorithm>
#include <stdexcept>

#include "cases/organisation/Roles.h"
#include "cases/referral/Referral.h"

namespace capd::commands {
namespace {

std::vector<std::string> partsOf(std::string_view path) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (at < path.size()) {
    if (path[at] == '/') {
      ++at;
      continue;
    }
    const auto end = std::min(path.find('/', at), path.size());
    parts.emplace_back(path.substr(at, end - at));
    at = end;
  }
  return parts;
}

bool named(const std::string& part) { return part.size() > 2 && part.front() == '{' && part.back() == '}'; }

// Paths that could both match one URL, and neither is the more exact.
bool samePlaces(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (named(a[i]) != named(b[i]) || (!named(a[i]) && a[i] != b[i])) return false;
  return true;
}

bool inTheLife(const LifeMove& move) {
  const auto all = allReferralStates();
  const auto called = [&](const std::string& word) {
    return std::find_if(all.begin(), all.end(), [&](ReferralState each) { return toWord(each) == word; });
  };
  const auto from = called(move.from);
  const auto to = called(move.to);
  if (to == all.end()) return false;
  return move.from.empty() || (from != all.end() && mayMove(*from, *to));
}

}  // namespace

std::vector<std::string> Registry::faultsOf(const std::string& owner, const Offers& offers) const {
  std::vector<std::string> faults;
  const auto permissionKnown = [&](const std::string& name) {
    if (name == "public" || permissions_.count(name) != 0) return true;
    return std::any_of(offers.permissions.begin(), offers.permissions.end(),
                       [&](const auto& p) { return p.name == name; });
  };
  const auto needPermission = [&](const std::string& what, const std::string& permission) {
    if (permission.empty())
      faults.push_back(what + " names no permission; say 'public' when everybody may");
    else if (!permissionKnown(permission))
      faults.push_back(what + " names the permission '" + permission + "', which nobody declares");
  };
  const auto owned = [&](const std::string& what, const std::string& by) {
    faults.push_back(what + " is already offered by '" + by + "'");
  };

  std::set<std::string> own;
  const auto twice = [&](const std::string& what) {
    if (!own.insert(what).second) faults.push_back(what + " is offered twice");
  };
  for (const auto& [other, theirs] : offers_) {
    if (other == owner) faults.push_back("a plugin called '" + owner + "' is already there");
    for (const auto& mine : offers.duties)
      for (const auto& d : theirs.duties)
        if (d.name == mine.name) owned("the duty '" + mine.name + "'", other);
    for (const auto& mine : offers.programmes)
      for (const auto& p : theirs.programmes)
        if (p.name == mine.name) owned("the programme '" + mine.name + "'", other);
    for (const auto& mine : offers.facts)
      for (const auto& f : theirs.facts)
        if (f.name == mine.name) owned("the fact '" + mine.name + "'", other);
    for (const auto& mine : offers.permissions)
      for (const auto& p : theirs.permissions)
        if (p.name == mine.name) owned("the permission '" + mine.name + "'", other);
    for (const auto& mine : offers.jobs)
      for (const auto& j : theirs.jobs)
        if (j.name == mine.name) owned("the job '" + mine.name + "'", other);
  }
  for (const auto& permission : offers.permissions) {
    twice("the permission '" + permission.name + "'");
    for (const auto& role : permission.roles)
      if (findRole(role) == nullptr)
        faults.push_back("the permission '" + permission.name + "' is given to '" + role + "', which is no role");
  }
  for (const auto& command : offers.commands) {
    const std::string what = "the command '" + command.name + "'";
    twice(what);
    needPermission(what, command.permission);
    if (const auto* other = this->command(command.name)) owned(what, other->owner);
    if (command.name.empty() || command.name.find('.') == std::string::npos)
      faults.push_back(what + " must be called 'subject.deed'");
    if (!command.apply) faults.push_back(what + " has no apply");
    for (const LifeMove& move : command.moves)
      if (!inTheLife(move))
        faults.push_back(what + " moves a case from '" + move.from + "' to '" + move.to +
                         "', which its life does not have");
  }
  for (const auto& page : offers.pages) {
    const std::string what = "the page " + page.path;
    twice(what);
    needPermission(what, page.permission);
    const auto parts = partsOf(page.path);
    for (const auto& other : pages_) {
      if (samePlaces(other->parts, parts)) owned(what, other->owner);
      if (other->declaration.name == page.name) owned("the page name '" + page.name + "'", other->owner);
    }
    if (!page.fill) faults.push_back(what + " has nothing that fills it");
  }
  faultsOfLetters(offers, faults);
  for (const auto& duty : offers.duties)
    for (const auto& state : duty.states)
      if (!inTheLife({"", state, ""}))
        faults.push_back("the duty '" + duty.name + "' comes up in '" + state + "', which is no state of a case");
  for (const auto& tile : offers.tiles) needPermission("the tile '" + tile.name + "'", tile.permission);
  for (const auto& link : offers.navigation) needPermission("the link '" + link.label + "'", link.permission);
  return faults;
}

void Registry::faultsOfLetters(const Offers& offers, std::vector<std::string>& faults) const {
  std::set<std::string> names;
  for (const LetterKind& letter : offers.letters) {
    const std::string what = "the letter '" + letter.name + "'";
    if (!names.insert(letter.name).second) faults.push_back(what + " is offered twice");
    for (const auto& [other, theirs] : offers_)
      for (const LetterKind& each : theirs.letters)
        if (each.name == letter.name) faults.push_back(what + " is already offered by '" + other + "'");
    if (letter.to.empty()) faults.push_back(what + " goes to nobody");
    for (const std::string& to : letter.to)
      if (to != "school" && to != "provider" && to != "cap" && to != "panel")
        faults.push_back(what + " goes to '" + to + "', which is none of school, provider, cap, panel");
    if (letter.title.empty() || letter.subject.empty() || letter.body.empty() || letter.place.empty())
      faults.push_back(what + " needs a title, a place, and a subject and a sentence of its own");
    std::set<std::string> slots = {"reference", "telephone"};
    for (const LetterSlot& slot : letter.slots) {
      if (!slots.insert(slot.name).second) faults.push_back(what + " has the slot '" + slot.name + "' twice");
      if (slot.says.empty() || slot.example.empty())
        faults.push_back(what + " does not say what its slot '" + slot.name + "' is, with an example");
    }
  }
}

std::vector<std::string> Registry::merge(const std::string& owner, const Offers& offers) {
  auto faults = faultsOf(owner, offers);
  if (!faults.empty()) return faults;
  offers_[owner] = offers;
  for (const auto& permission : offers.permissions) permissions_[permission.name] = permission;
  for (const auto& command : offers.commands) commands_[command.name] = {owner, command};
  for (const auto& page : offers.pages)
    pages_.push_back(std::make_unique<OwnedPage>(OwnedPage{owner, page, partsOf(page.path)}));
  return {};
}

void Registry::drop(const std::string& owner) {
  const auto found = offers_.find(owner);
  if (found == offers_.end()) return;
  for (const auto& permission : found->second.permissions) permissions_.erase(permission.name);
  for (const auto& command : found->second.commands) commands_.erase(command.name);
  pages_.erase(std::remove_if(pages_.begin(), pages_.end(), [&](const auto& page) { return page->owner == owner; }),
               pages_.end());
  offers_.erase(found);
}

const OwnedCommand* Registry::command(std::string_view name) const {
  const auto found = commands_.find(name);
  return found == commands_.end() ? nullptr : &found->second;
}

std::optional<PageMatch> Registry::page(std::string_view path) const {
  const auto parts = partsOf(path);
  std::optional<PageMatch> best;
  int bestExact = -1;
  for (const auto& page : pages_) {
    if (page->parts.size() != parts.size()) continue;
    PageMatch match{page.get(), {}};
    int exact = 0;
    bool fits = true;
    for (std::size_t i = 0; fits && i < parts.size(); ++i) {
      if (named(page->parts[i])) {
        match.path[page->parts[i].substr(1, page->parts[i].size() - 2)] = parts[i];
      } else if (page->parts[i] == parts[i]) {
        ++exact;
      } else {
        fits = false;
      }
    }
    if (fits && exact > bestExact) {
      best = std::move(match);
      bestExact = exact;
    }
  }
  return best;
}

const OwnedPage* Registry::pageNamed(std::string_view name) const {
  for (const auto& page : pages_)
    if (page->declaration.name == name) return page.get();
  return nullptr;
}

std::vector<const OwnedCommand*> Registry::allCommands() const {
  std::vector<const OwnedCommand*> all;
  for (const auto& [name, command] : commands_) all.push_back(&command);
  return all;
}

std::vector<const OwnedPage*> Registry::allPages() const {
  std::vector<const OwnedPage*> all;
  for (const auto& page : pages_) all.push_back(page.get());
  std::sort(all.begin(), all.end(),
            [](const auto* a, const auto* b) { return a->declaration.path < b->declaration.path; });
  return all;
}

std::vector<AbsentCommand> Registry::absentCommands() const {
  std::vector<AbsentCommand> absent;
  for (const auto* page : allPages())
    for (const auto& name : page->declaration.commands)
      if (command(name) == nullptr) absent.push_back({page->owner, page->declaration.path, name});
  return absent;
}

std::set<std::string> Registry::permissionsOf(std::string_view role) const {
  std::set<std::string> held;
  for (const auto& [name, permission] : permissions_)
    if (std::find(permission.roles.begin(), permission.roles.end(), role) != permission.roles.end()) held.insert(name);
  return held;
}

std::set<std::string> Registry::permissionsOfKey(std::string_view role) const {
  std::set<std::string> held = permissionsOf(role);
  for (const auto& [name, permission] : permissions_)
    if (permission.peopleAlone) held.erase(name);
  return held;
}

std::vector<Tile> Registry::tiles() const {
  std::vector<Tile> all;
  for (const auto& [owner, offers] : offers_) all.insert(all.end(), offers.tiles.begin(), offers.tiles.end());
  std::stable_sort(all.begin(), all.end(), [](const Tile& a, const Tile& b) { return a.order < b.order; });
  return all;
}

std::vector<NavigationLink> Registry::navigation() const {
  std::vector<NavigationLink> all;
  for (const auto& [owner, offers] : offers_) all.insert(all.end(), offers.navigation.begin(), offers.navigation.end());
  std::stable_sort(all.begin(), all.end(),
                   [](const NavigationLink& a, const NavigationLink& b) { return a.order < b.order; });
  return all;
}

std::vector<ProgrammeShape> Registry::programmes() const {
  std::vector<ProgrammeShape> all;
  for (const auto& [owner, offers] : offers_) all.insert(all.end(), offers.programmes.begin(), offers.programmes.end());
  return all;
}

std::vector<FactDeclaration> Registry::facts() const {
  std::vector<FactDeclaration> all;
  for (const auto& [owner, offers] : offers_) all.insert(all.end(), offers.facts.begin(), offers.facts.end());
  return all;
}

std::vector<LetterKind> Registry::letters() const {
  std::vector<LetterKind> all;
  for (const auto& [owner, offers] : offers_) all.insert(all.end(), offers.letters.begin(), offers.letters.end());
  std::sort(all.begin(), all.end(), [](const LetterKind& a, const LetterKind& b) { return a.name < b.name; });
  return all;
}

const DutyKind* Registry::duty(std::string_view kind) const {
  for (const auto& [owner, offers] : offers_)
    for (const auto& duty : offers.duties)
      if (duty.name == kind) return &duty;
  return nullptr;
}

std::vector<DutyKind> Registry::duties() const {
  std::vector<DutyKind> all;
  for (const auto& [owner, offers] : offers_) all.insert(all.end(), offers.duties.begin(), offers.duties.end());
  return all;
}

std::vector<JobDeclaration> Registry::jobs() const {
  std::vector<JobDeclaration> all;
  for (const auto& [owner, offers] : offers_) all.insert(all.end(), offers.jobs.begin(), offers.jobs.end());
  return all;
}

void Registry::deliver(WriteTx& tx, const Event& event) const {
  for (const auto& [owner, offers] : offers_) {
    for (const auto& handler : offers.handlers) {
      if (handler.event != event.name()) continue;
      try {
        handler.handle(tx, event);
      } catch (const std::exception& error) {
        throw std::runtime_error("the plugin '" + owner + "' failed on " + handler.event + ": " + error.what());
      } catch (...) {
        throw std::runtime_error("the plugin '" + owner + "' failed on " + handler.event);
      }
    }
  }
}

}  // namespace capd::commands
