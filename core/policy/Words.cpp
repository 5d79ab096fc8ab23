// The closed list of words. One table below: name, what it makes, and how it is written rightly.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <lua.hpp>

#include "policy/Wording.h"

namespace capd::policy {
namespace {

// No rule of a council needs more; a loop that wraps rules in rules would.
constexpr int kMostDepth = 32;
constexpr std::int64_t kMostNodes = 1000;
constexpr std::int64_t kMostYears = 100;
constexpr std::int64_t kMostAmount = 1'000'000;

// --- values -------------------------------------------------------------------------------------

int quantityWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const auto unit = static_cast<Unit>(lua_tointeger(lua, lua_upvalueindex(2)));
  Built built;
  built.line = lineOf(lua);
  const std::string word(wordOf(unit));
  int whole = 0;
  const lua_Integer amount = lua_tointegerx(lua, 1, &whole);
  if (whole == 0 || lua_type(lua, 1) != LUA_TNUMBER || lua_gettop(lua) != 1 || amount < 0 || amount > kMostAmount)
    loader.fault(built.line, "'" + word + "' takes one whole number, from 0 to a million.",
                 "For example: " + word + "(12).");
  else
    built.quantity = {amount, amount, unit};
  return give(lua, loader, std::move(built));
}

int betweenWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  const Built* a = thingAt(lua, loader, 1, Built::Kind::quantity);
  const Built* b = thingAt(lua, loader, 2, Built::Kind::quantity);
  Built built;
  built.line = line;
  if (a == nullptr || b == nullptr || a->quantity.unit != b->quantity.unit) {
    loader.fault(line, "'between' takes two values of the same unit.",
                 "For example: between(school_weeks(6), school_weeks(12)).");
  } else if (a->quantity.most > b->quantity.most) {
    loader.fault(line, "'between' has its larger value first.",
                 "Write the smaller first: between(" + std::string(wordOf(b->quantity.unit)) + "(" +
                     std::to_string(b->quantity.most) + "), ...).");
  } else {
    built.quantity = {a->quantity.most, b->quantity.most, a->quantity.unit};
  }
  return give(lua, loader, std::move(built));
}

int upToWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built;
  built.line = lineOf(lua);
  if (const Built* a = thingAt(lua, loader, 1, Built::Kind::quantity))
    built.quantity = {0, a->quantity.most, a->quantity.unit};
  else
    loader.fault(built.line, "'up_to' takes one value with its unit.", "For example: up_to(days_a_week(2)).");
  return give(lua, loader, std::move(built));
}

int dateWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built;
  built.kind = Built::Kind::date;
  built.line = lineOf(lua);
  const auto part = [&](int at) -> int {
    const lua_Integer value = lua_isinteger(lua, at) != 0 ? lua_tointeger(lua, at) : -1;
    return value < 0 || value > 9999 ? 0 : static_cast<int>(value);
  };
  const auto date = Date::make(part(1), static_cast<unsigned>(part(2)), static_cast<unsigned>(part(3)));
  if (date)
    built.date = *date;
  else
    loader.fault(built.line, "'date' takes a year, a month and a day that exist.", "For example: date(2026, 2, 13).");
  return give(lua, loader, std::move(built));
}

int halfTermWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built;
  built.kind = Built::Kind::halfTerm;
  built.line = lineOf(lua);
  const Built* first = thingAt(lua, loader, 1, Built::Kind::date);
  const Built* last = thingAt(lua, loader, 2, Built::Kind::date);
  if (first == nullptr || last == nullptr || last->date < first->date) {
    loader.fault(built.line, "'half_term' takes its first and its last day, in this order.",
                 "For example: half_term(date(2025, 9, 2), date(2025, 10, 24)).");
  } else {
    built.date = first->date;
    built.until = last->date;
  }
  return give(lua, loader, std::move(built));
}

// --- rules --------------------------------------------------------------------------------------

bool wantType(Loader& loader, std::size_t slot, FactType type, const char* word, int line) {
  const FactDeclaration& fact = loader.facts().at(slot);
  if (fact.type == type) return true;
  static constexpr std::array<const char*, 4> kTypes = {"yes or no", "a number", "a text", "a date"};
  loader.fault(line,
               fmt::format("'{}' looks at {}, and '{}' is {}.", word, kTypes[static_cast<std::size_t>(type)], fact.name,
                           kTypes[static_cast<std::size_t>(fact.type)]),
               fact.type == FactType::yesNo ? "Use yes(\"" + fact.name + "\") or no(\"" + fact.name + "\")." : "");
  return false;
}

template <Op op>
int factWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  const auto slot = loader.factSlot(textAt(lua, 1), line);
  if (!slot) return give(lua, loader, nothing(line));
  if (op != Op::given && !wantType(loader, *slot, FactType::yesNo, op == Op::yes ? "yes" : "no", line))
    return give(lua, loader, nothing(line));
  auto node = nodeFor(op, line);
  node->fact = *slot;
  return giveNode(lua, loader, std::move(node));
}

template <Op op>
int boundWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  const char* word = op == Op::atMost ? "at_most" : op == Op::atLeast ? "at_least" : "in_range";
  const auto slot = loader.factSlot(textAt(lua, 1), line);
  if (!slot || !wantType(loader, *slot, FactType::number, word, line)) return give(lua, loader, nothing(line));
  auto node = nodeFor(op, line);
  node->fact = *slot;
  const FactDeclaration& fact = loader.facts().at(*slot);
  if (const Built* value = thingAt(lua, loader, 2, Built::Kind::quantity)) {
    node->quantity = value->quantity;
    if (wordOf(value->quantity.unit) != fact.unit)
      loader.fault(line,
                   fmt::format("'{}' is counted in {}, and the limit is in {}.", fact.name,
                               fact.unit.empty() ? "plain numbers" : fact.unit, wordOf(value->quantity.unit)),
                   fact.unit.empty() ? "Write the number alone."
                                     : fmt::format("Write {}({}).", fact.unit, value->quantity.most));
  } else if (lua_isinteger(lua, 2) != 0 && fact.unit.empty()) {
    node->quantity = {lua_tointeger(lua, 2), lua_tointeger(lua, 2), Unit::count};
  } else {
    loader.fault(line, fmt::format("'{}' needs a limit{}.", word, fact.unit.empty() ? "" : " with its unit"),
                 fact.unit.empty() ? fmt::format("For example: {}(\"{}\", 7).", word, fact.name)
                                   : fmt::format("For example: {}(\"{}\", {}(2)).", word, fact.name, fact.unit));
  }
  return giveNode(lua, loader, std::move(node));
}

int oneOfWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  const auto slot = loader.factSlot(textAt(lua, 1), line);
  if (!slot || !wantType(loader, *slot, FactType::text, "one_of", line)) return give(lua, loader, nothing(line));
  auto node = nodeFor(Op::oneOf, line);
  node->fact = *slot;
  if (lua_istable(lua, 2)) {
    for (lua_Integer i = 1; lua_geti(lua, 2, i) != LUA_TNIL; ++i) {
      node->texts.push_back(textAt(lua, -1));
      lua_pop(lua, 1);
    }
  }
  const FactDeclaration& fact = loader.facts().at(*slot);
  if (node->texts.empty())
    loader.fault(line, "'one_of' takes a fact and a list.",
                 "For example: one_of(\"" + fact.name + "\", { \"school\" }).");
  for (const std::string& text : node->texts) {
    if (fact.oneOf.empty() || std::find(fact.oneOf.begin(), fact.oneOf.end(), text) != fact.oneOf.end()) continue;
    std::string all;
    for (const std::string& each : fact.oneOf) all += (all.empty() ? "" : ", ") + each;
    loader.fault(line, "'" + fact.name + "' is never '" + text + "'.", "It is one of: " + all + ".");
  }
  return giveNode(lua, loader, std::move(node));
}

int equalsWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  const auto slot = loader.factSlot(textAt(lua, 1), line);
  if (!slot) return give(lua, loader, nothing(line));
  auto node = nodeFor(Op::equals, line);
  node->fact = *slot;
  const FactType type = loader.facts().at(*slot).type;
  if (type == FactType::text && lua_type(lua, 2) == LUA_TSTRING)
    node->texts = {textAt(lua, 2)};
  else if (type == FactType::number && lua_isinteger(lua, 2) != 0)
    node->number = lua_tointeger(lua, 2);
  else
    loader.fault(line, "'equals' compares a text with a text or a number with a number.",
                 "For dates use not_before and not_after; for yes and no use yes(...) and no(...).");
  return giveNode(lua, loader, std::move(node));
}

// The second date: another fact, or a date.
bool otherDate(lua_State* lua, Loader& loader, int at, Node& node, const char* word) {
  if (const Built* date = thingAt(lua, loader, at, Built::Kind::date)) {
    node.number = date->date.dayNumber();
    return true;
  }
  if (lua_type(lua, at) == LUA_TSTRING) {
    const auto slot = loader.factSlot(textAt(lua, at), node.line);
    if (!slot || !wantType(loader, *slot, FactType::date, word, node.line)) return false;
    node.on = *slot;
    node.againstFact = true;
    return true;
  }
  loader.fault(node.line, fmt::format("'{}' needs a day to compare with.", word),
               "A date fact such as \"application.date\", or date(2026, 9, 1).");
  return false;
}

template <Op op>
int dateOrderWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  const char* word = op == Op::notBefore ? "not_before" : "not_after";
  const auto slot = loader.factSlot(textAt(lua, 1), line);
  if (!slot || !wantType(loader, *slot, FactType::date, word, line)) return give(lua, loader, nothing(line));
  auto node = nodeFor(op, line);
  node->fact = *slot;
  if (!otherDate(lua, loader, 2, *node, word)) return give(lua, loader, nothing(line));
  return giveNode(lua, loader, std::move(node));
}

// no_older_than { months(3), "fact", on = "fact" }; in_academic_year_of { "fact", on = "fact" }
template <Op op>
int agedWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  const bool aged = op == Op::noOlderThan;
  const char* word = aged ? "no_older_than" : "in_academic_year_of";
  const char* example =
      aged ? "For example: no_older_than { months(3), \"risk_assessment.date\", on = \"application.date\" }."
           : "For example: in_academic_year_of { \"risk_assessment.date\", on = \"application.date\" }.";
  if (!lua_istable(lua, 1)) {
    loader.fault(line, fmt::format("'{}' takes its parts in braces.", word), example);
    return give(lua, loader, nothing(line));
  }
  auto node = nodeFor(op, line);
  int place = 1;
  if (aged) {
    lua_geti(lua, 1, place++);
    const Built* age = thingAt(lua, loader, -1, Built::Kind::quantity);
    const bool fits = age != nullptr && (age->quantity.unit == Unit::months || age->quantity.unit == Unit::years ||
                                         age->quantity.unit == Unit::weeks || age->quantity.unit == Unit::days);
    if (!fits) {
      loader.fault(line, "'no_older_than' begins with an age in days, weeks, months or years.", example);
      return give(lua, loader, nothing(line));
    }
    const Unit unit = age->quantity.unit;
    const std::int64_t perYear = unit == Unit::years ? 1 : unit == Unit::months ? 12 : unit == Unit::weeks ? 52 : 365;
    if (age->quantity.most > kMostYears * perYear) {
      loader.fault(line, "'no_older_than' looks back 100 years at most.", example);
      return give(lua, loader, nothing(line));
    }
    node->quantity = age->quantity;
  }
  lua_geti(lua, 1, place);
  const auto slot = loader.factSlot(textAt(lua, -1), line);
  if (!slot || !wantType(loader, *slot, FactType::date, word, line)) return give(lua, loader, nothing(line));
  node->fact = *slot;
  lua_getfield(lua, 1, "on");
  if (!otherDate(lua, loader, lua_gettop(lua), *node, word)) return give(lua, loader, nothing(line));
  return giveNode(lua, loader, std::move(node));
}

template <Op op>
int groupWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  const char* word = op == Op::allOf ? "all_of" : op == Op::anyOf ? "any_of" : "unless";
  auto node = nodeFor(op, line);
  if (lua_istable(lua, 1)) {
    for (lua_Integer i = 1; lua_geti(lua, 1, i) != LUA_TNIL; ++i) {
      if (const Built* part = thingAt(lua, loader, -1, Built::Kind::node))
        node->parts.push_back(part->node);
      else
        loader.fault(line, fmt::format("part {} of '{}' is no rule.", i, word),
                     "Parts are rules such as yes(\"consent.agreed\").");
      lua_pop(lua, 1);
    }
  }
  for (const NodePtr& part : node->parts) {
    node->depth = std::max(node->depth, part->depth + 1);
    node->size += part->size;
  }
  if (node->depth > kMostDepth || node->size > kMostNodes) {
    loader.fault(line, fmt::format("'{}' is nested too deeply or holds too many rules.", word),
                 "Write several must \"...\" { ... } instead of one.");
    return give(lua, loader, nothing(line));
  }
  if (node->parts.empty() || (op == Op::unless && node->parts.size() != 2)) {
    loader.fault(line,
                 fmt::format("'{}' takes {} in braces.", word,
                             op == Op::unless ? "two rules, first the exception," : "one rule or more"),
                 fmt::format("For example: {} {{ yes(\"pupil.has_ehcp\"), given(\"requested.start\") }}.", word));
    return give(lua, loader, nothing(line));
  }
  return giveNode(lua, loader, std::move(node));
}

// --- effects, rules, questions ------------------------------------------------------------------

template <Effect effect>
int effectWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built;
  built.kind = Built::Kind::effect;
  built.line = lineOf(lua);
  built.effect = effect;
  built.text = textAt(lua, 1);
  if (built.text.empty())
    loader.fault(built.line, fmt::format("'{}' takes the words for the school.", toWord(effect)),
                 fmt::format("For example: {}(\"Ask the school who the case worker is\").", toWord(effect)));
  return give(lua, loader, std::move(built));
}

// name "id" { ... }: the first call keeps the id, the second has the table.
using WithTable = int (*)(lua_State*, Loader&, const std::string& id, int line);

template <WithTable Then>
int second(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const std::string id = lua_tostring(lua, lua_upvalueindex(2));
  const int line = static_cast<int>(lua_tointeger(lua, lua_upvalueindex(3)));
  if (!lua_istable(lua, 1)) {
    loader.fault(line, "'" + id + "' has no table in braces after its name.", "");
    return 0;
  }
  lua_settop(lua, 1);
  return Then(lua, loader, id, line);
}

template <WithTable Then>
int first(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  if (lua_type(lua, 1) != LUA_TSTRING)
    loader.fault(line, "a name in quotes is missing here.", "For example: must \"case_worker\" { ... }.");
  lua_pushlightuserdata(lua, loader.link());
  lua_pushstring(lua, textAt(lua, 1).c_str());
  lua_pushinteger(lua, line);
  lua_pushcclosure(lua, guarded<second<Then>>, 3);
  return 1;
}

int thenProgramme(lua_State*, Loader& loader, const std::string& id, int line) {
  loader.addProgramme(id, line);
  return 0;
}
int thenSchool(lua_State*, Loader& loader, const std::string& urn, int line) {
  loader.addSchool(urn, line);
  return 0;
}
int thenRule(lua_State* lua, Loader& loader, const std::string& id, int line) {
  return give(lua, loader, loader.makeRule(id, line));
}
int thenScheduled(lua_State*, Loader& loader, const std::string& id, int line) {
  loader.addScheduled(id, line);
  return 0;
}
int thenPanel(lua_State*, Loader& loader, const std::string& id, int line) {
  loader.addPanel(id, line);
  return 0;
}
int thenRound(lua_State*, Loader& loader, const std::string& id, int line) {
  loader.addRound(id, line);
  return 0;
}
int thenDoubt(lua_State*, Loader& loader, const std::string& id, int line) {
  loader.addDoubt(id, line);
  return 0;
}
int thenQuestion(lua_State* lua, Loader& loader, const std::string& id, int line) {
  return give(lua, loader, loader.makeQuestion(id, line));
}

using Whole = void (Loader::*)(int);
template <Whole Then>
int wholeTable(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  const int line = lineOf(lua);
  if (!lua_istable(lua, 1)) {
    loader.fault(line, "a table in braces is missing here.", "");
    return 0;
  }
  lua_settop(lua, 1);
  (loader.*Then)(line);
  return 0;
}

struct Word {
  const char* name;
  lua_CFunction function;
};

constexpr std::array<Word, 47> kWords = {{
    {"between", guarded<betweenWord>},
    {"up_to", guarded<upToWord>},
    {"date", guarded<dateWord>},
    {"half_term", guarded<halfTermWord>},
    {"cite", guarded<citeWord>},
    {"printed", guarded<printedWord>},
    {"provisional", guarded<provisionalWord>},
    {"given", guarded<factWord<Op::given>>},
    {"yes", guarded<factWord<Op::yes>>},
    {"no", guarded<factWord<Op::no>>},
    {"one_of", guarded<oneOfWord>},
    {"equals", guarded<equalsWord>},
    {"at_most", guarded<boundWord<Op::atMost>>},
    {"at_least", guarded<boundWord<Op::atLeast>>},
    {"in_range", guarded<boundWord<Op::inRange>>},
    {"no_older_than", guarded<agedWord<Op::noOlderThan>>},
    {"not_before", guarded<dateOrderWord<Op::notBefore>>},
    {"not_after", guarded<dateOrderWord<Op::notAfter>>},
    {"in_academic_year_of", guarded<agedWord<Op::inAcademicYearOf>>},
    {"all_of", guarded<groupWord<Op::allOf>>},
    {"any_of", guarded<groupWord<Op::anyOf>>},
    {"unless", guarded<groupWord<Op::unless>>},
    {"script", guarded<scriptWord>},
    {"hold", guarded<effectWord<Effect::hold>>},
    {"block", guarded<effectWord<Effect::block>>},
    {"person", guarded<effectWord<Effect::person>>},
    {"warn", guarded<effectWord<Effect::warn>>},
    {"programme", guarded<first<thenProgramme>>},
    {"school", guarded<first<thenSchool>>},
    {"must", guarded<first<thenRule>>},
    {"ask", guarded<first<thenQuestion>>},
    {"school_day", guarded<schoolDayWord>},
    {"school_day_from_end", guarded<schoolDayFromEndWord>},
    {"day_of_year", guarded<dayOfYearWord>},
    {"after", guarded<afterWord>},
    {"scheduled", guarded<first<thenScheduled>>},
    {"panel", guarded<first<thenPanel>>},
    {"round", guarded<first<thenRound>>},
    {"doubt", guarded<first<thenDoubt>>},
    {"seat", guarded<seatWord>},
    {"item", guarded<itemWord>},
    {"without_panel", guarded<withoutPanelWord>},
    {"every_programme", guarded<wholeTable<&Loader::addEveryProgramme>>},
    {"sources", guarded<wholeTable<&Loader::addSources>>},
    {"calendar", guarded<wholeTable<&Loader::addCalendar>>},
    {"questions", guarded<wholeTable<&Loader::addQuestions>>},
    {"settings", guarded<wholeTable<&Loader::addSettings>>},
}};

// A name that there is not: the fault says so with the nearest that there is, and the line goes on.
int unknownName(lua_State* lua) {
  const std::string name = textAt(lua, 2);
  const std::string near = nearest(name, allWords());
  const std::string says = "there is no word '" + name + "'." + (near.empty() ? "" : " Did you mean '" + near + "'?");
  return luaL_error(lua, "%s", says.c_str());
}

}  // namespace

std::vector<std::string> allWords() {
  std::vector<std::string> words;
  for (const Word& word : kWords) words.emplace_back(word.name);
  for (const std::string_view unit : allUnitWords()) words.emplace_back(unit);
  return words;
}

void installWords(Loader& loader) {
  lua_State* lua = loader.lua().state();
  luaL_newmetatable(lua, "capd.thing");
  lua_pop(lua, 1);
  for (const Word& word : kWords) {
    lua_pushlightuserdata(lua, loader.link());
    lua_pushcclosure(lua, word.function, 1);
    lua_setglobal(lua, word.name);
  }
  for (const std::string_view unit : allUnitWords()) {
    lua_pushlightuserdata(lua, loader.link());
    lua_pushinteger(lua, static_cast<lua_Integer>(*unitFrom(unit)));
    lua_pushcclosure(lua, guarded<quantityWord>, 2);
    lua_setglobal(lua, std::string(unit).c_str());
  }
  loader.lua().seal(unknownName);
}

}  // namespace capd::policy
