#include "policy/Loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <lua.hpp>
#include <stdexcept>

#include "policy/Wording.h"

namespace capd::policy {
namespace {

constexpr std::size_t kMostFile = 256 * 1024;
constexpr std::size_t kMostVersion = 2 * 1024 * 1024;
constexpr std::size_t kMostThings = 20'000;
constexpr std::size_t kMostFaults = 200;

}  // namespace

Loader::Loader(std::string year, const Files& files, std::vector<FactDeclaration> facts,
               const std::vector<ProgrammeShape>& shapes)
    : year_(std::move(year)),
      files_(files),
      facts_(std::make_shared<FactCatalogue>(std::move(facts))),
      shapes_(shapes),
      lua_(std::make_shared<Lua>()),
      book_(new Book()) {}

void Loader::fault(int line, std::string says, std::string instead) {
  if (faults_.size() >= kMostFaults) return;
  faults_.push_back({file_, line, 0, std::move(says), std::move(instead)});
}

std::optional<std::size_t> Loader::factSlot(const std::string& name, int line) {
  const auto slot = facts_->slot(name);
  if (slot) return slot;
  std::vector<std::string> names;
  for (const FactDeclaration& fact : facts_->all()) names.push_back(fact.name);
  const std::string near = nearest(name, names);
  fault(line, name.empty() ? "the name of a fact is missing." : "there is no fact '" + name + "'.",
        near.empty() ? "`capd policy facts` lists them." : "Did you mean '" + near + "'?");
  return std::nullopt;
}

Book::Loaded Loader::load() {
  installWords(*this);
  std::size_t whole = 0;
  // Shared rules first, so that every programme has them; then the rest, by name.
  std::vector<std::string> order;
  for (const char* name : {"sources.lua", "every_programme.lua"})
    if (files_.count(name) != 0) order.emplace_back(name);
  for (const auto& [path, text] : files_)
    if (std::find(order.begin(), order.end(), path) == order.end()) order.push_back(path);
  for (const std::string& path : order) {
    const std::string& text = files_.at(path);
    file_ = path;
    whole += text.size();
    if (text.size() > kMostFile || whole > kMostVersion) {
      fault(0, "the file is too large.", "A file has at most 256 kB, a year 2 MB.");
      continue;
    }
    if (isLetterPath(path)) {
      takeLetter(path, text);
      continue;
    }
    scan_ = scan(path, text);
    faults_.insert(faults_.end(), scan_.faults.begin(), scan_.faults.end());
    if (const auto wrong = lua_->run(path, text)) fault(wrong->line, wrong->says);
  }
  resolveWithins();
  giveSchoolsTheirRules();
  *link_ = nullptr;  // no script builds
  if (faults_.empty()) tryScriptExamples();
  std::stable_sort(faults_.begin(), faults_.end(), [&](const Fault& a, const Fault& b) {
    const auto place = [&](const Fault& f) { return std::find(order.begin(), order.end(), f.file) - order.begin(); };
    return place(a) != place(b) ? place(a) < place(b) : a.line < b.line;
  });
  if (!faults_.empty()) return {nullptr, std::move(faults_)};
  // Functions of scripts stay with the state.
  book_->year_ = year_;
  book_->hash_ = hashOf(files_);
  book_->facts_ = facts_;
  panelYear_.year = year_;
  book_->panelYear_ = std::move(panelYear_);
  book_->lua_ = std::make_shared<std::pair<std::shared_ptr<Lua>, std::shared_ptr<Loader*>>>(lua_, link_);
  return {book_, {}};
}

std::string Loader::textField(const std::string& table, const char* field, int line, bool required) {
  lua_State* lua = lua_->state();
  lua_getfield(lua, 1, field);
  const bool isText = lua_type(lua, -1) == LUA_TSTRING;
  std::string text = isText ? lua_tostring(lua, -1) : "";
  const bool there = !lua_isnil(lua, -1);
  lua_pop(lua, 1);
  if (there && !isText) fault(line, fmt::format("'{}' of '{}' must be a text in quotes.", field, table));
  if (required && text.empty())
    fault(line, fmt::format("'{}' has no '{}'.", table, field), fmt::format("Add {} = \"...\".", field));
  return text;
}

// Says every field of the table at index 1 that is not among the known ones, in order of their names.
void Loader::onlyKnown(const std::string& whose, const char* kind, const std::vector<std::string>& known, int line) {
  lua_State* lua = lua_->state();
  std::vector<std::string> strange;
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    lua_pop(lua, 1);
    const std::string key = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : "an entry without a name";
    if (std::find(known.begin(), known.end(), key) == known.end()) strange.push_back(key);
  }
  std::sort(strange.begin(), strange.end());
  std::string all;
  for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
  for (const std::string& key : strange) {
    const std::string near = nearest(key, known);
    fault(line, fmt::format("{} has '{}', which no {} has.", whose, key, kind),
          near.empty() ? fmt::format("A {} has {}.", kind, all) : "Did you mean '" + near + "'?");
  }
}

void Loader::addSettings(int line) {
  std::map<std::string, PolicyItem> values;
  std::vector<Rule> none;
  readBody("settings", line, {}, values, none, nullptr, true);
  for (auto& [name, item] : values) {
    if (book_->settings_.count(name) != 0) fault(item.line, "'" + name + "' is set already.", "Keep one of the two.");
    book_->settings_[name] = std::move(item);
  }
}

void Loader::addSources(int line) {
  lua_State* lua = lua_->state();
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    if (lua_type(lua, -2) == LUA_TSTRING && lua_type(lua, -1) == LUA_TSTRING && lua_rawlen(lua, -1) > 0)
      book_->sources_[lua_tostring(lua, -2)] = lua_tostring(lua, -1);
    else
      fault(line, "a source is [\"short-name\"] = \"Title of the document\".");
    lua_pop(lua, 1);
  }
}

void Loader::addQuestions(int line) {
  std::map<std::string, PolicyItem> values;
  std::vector<Rule> none;
  readBody("questions", line, {}, values, none, &book_->agreement_, true);
}

std::vector<Date> Loader::datesOf(const std::string& path, const char* field, int line) {
  lua_State* lua = lua_->state();
  std::vector<Date> dates;
  lua_getfield(lua, 1, field);
  if (lua_istable(lua, -1)) {
    const int at = std::max(line, scan_.lineOf(path + "/" + field));
    for (lua_Integer i = 1; lua_geti(lua, -1, i) != LUA_TNIL; ++i) {
      if (const Built* date = thingAt(lua, *this, -1); date != nullptr && date->kind == Built::Kind::date)
        dates.push_back(date->date);
      else
        fault(at, fmt::format("entry {} of '{}' is no date.", i, field), "For example: date(2025, 12, 25).");
      lua_pop(lua, 1);
    }
  }
  lua_settop(lua, 1);
  return dates;
}

void Loader::addCalendar(int line) {
  lua_State* lua = lua_->state();
  Calendar::Days days;
  days.bankHolidays = datesOf("calendar", "bank_holidays", line);
  days.councilClosures = datesOf("calendar", "council_closures", line);
  days.schoolClosures = datesOf("calendar", "school_closures", line);
  lua_getfield(lua, 1, "half_terms");
  if (lua_istable(lua, -1)) {
    for (lua_Integer i = 1; lua_geti(lua, -1, i) != LUA_TNIL; ++i) {
      if (const Built* term = thingAt(lua, *this, -1); term != nullptr && term->kind == Built::Kind::halfTerm) {
        if (academicYearOf(term->date) != year_ || academicYearOf(term->until) != year_)
          fault(term->line, "this half term is not in " + year_ + ".");
        days.halfTerms.push_back({year_, static_cast<int>(i), term->date, term->until});
      } else {
        fault(std::max(line, scan_.lineOf("calendar/half_terms")),
              fmt::format("entry {} of 'half_terms' is no half term.", i),
              "For example: half_term(date(2025, 9, 2), date(2025, 10, 24)).");
      }
      lua_pop(lua, 1);
    }
  }
  lua_settop(lua, 1);
  if (days.halfTerms.empty())
    fault(
        std::max(line, scan_.lineOf("calendar/half_terms")), "the half terms of " + year_ + " are missing.",
        fmt::format("Write the first and last day of each of the six, as CAP gives them: half_term(date({0}, 9, ...), "
                    "date({0}, 10, ...)).",
                    year_.substr(0, 4)));
  lua_getfield(lua, 1, "provisional");
  days.provisional = lua_type(lua, -1) == LUA_TSTRING;
  lua_settop(lua, 1);
  onlyKnown("the calendar", "calendar",
            {"provisional", "half_terms", "bank_holidays", "council_closures", "school_closures"}, line);
  try {
    const Calendar whole(days);
  } catch (const std::invalid_argument& error) {
    fault(line, error.what());
  }
  book_->days_ = days;
}

void Loader::checkSource(const Citation& citation, int line) {
  if (citation.empty() || book_->sources_.count(citation.source) != 0) return;
  std::vector<std::string> names;
  for (const auto& [name, title] : book_->sources_) names.push_back(name);
  const std::string near = nearest(citation.source, names);
  fault(line, "there is no source '" + citation.source + "' in sources.lua.",
        near.empty() ? "Add it there, or name one that is." : "Did you mean '" + near + "'?");
}

void Loader::addScriptExample(NodePtr script, Facts given, std::optional<bool> expect, int number, int line) {
  scriptExamples_.push_back({std::move(script), std::move(given), expect, number, line, file_});
}

// A script that does not do what its own examples say, or breaks on them, never comes into force.
void Loader::tryScriptExamples() {
  const auto said = [](Tri tri) { return tri == Tri::met ? "true" : tri == Tri::unmet ? "false" : "nil"; };
  for (const ScriptExample& each : scriptExamples_) {
    file_ = each.file;
    std::string broke;
    watch()->tell = [&](const std::string& line) { broke = line; };
    const Tri result = judge(*each.script, facts_->index(each.given));
    watch()->tell = nullptr;
    const Tri wanted = !each.expect ? Tri::cannotTell : *each.expect ? Tri::met : Tri::unmet;
    if (!broke.empty())
      fault(each.line,
            fmt::format("example {} of the script '{}' breaks it: {}.", each.number, each.script->says, broke),
            "A script looks at case.group.name and returns true, false or nil.");
    else if (result != wanted)
      fault(each.line,
            fmt::format("example {} of the script '{}' expects {}, and the script says {}.", each.number,
                        each.script->says, said(wanted), said(result)),
            "Mend the script or the example.");
  }
}

// Text, and nothing in it runs.
void Loader::takeLetter(const std::string& path, const std::string& text) {
  Faults faults;
  Letter letter = readLetter(path, text, faults);
  if (faults.empty())
    book_->letters_[letter.name] = std::move(letter);
  else
    book_->unreadableLetters_.insert(book_->unreadableLetters_.end(), faults.begin(), faults.end());
}

std::size_t Loader::keep(Built thing) {
  if (things_.size() >= kMostThings)
    throw std::length_error("this year builds too many values and rules; a loop may have gone astray");
  things_.push_back(std::move(thing));
  return things_.size() - 1;
}

Book::Loaded Book::load(const std::string& year, const Files& files, std::vector<FactDeclaration> facts,
                        const std::vector<ProgrammeShape>& shapes) {
  Loader loader(year, files, std::move(facts), shapes);
  return loader.load();
}

}  // namespace capd::policy
