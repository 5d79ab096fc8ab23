#include "policy/Examples.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <lua.hpp>
#include <set>
#include <sstream>

#include "policy/FactTable.h"
#include "policy/Lexer.h"
#include "policy/Lua.h"
#include "policy/Wording.h"

namespace capd::policy {
namespace {

constexpr std::size_t kMostExamples = 2000;

std::string wordOf(Tri tri) { return tri == Tri::met ? "met" : tri == Tri::unmet ? "not met" : "cannot tell"; }

std::optional<Tri> triFrom(const std::string& word) {
  for (const Tri tri : {Tri::met, Tri::unmet, Tri::cannotTell})
    if (wordOf(tri) == word) return tri;
  return std::nullopt;
}

std::optional<Ending> endingFrom(const std::string& word) {
  for (const Ending ending : {Ending::refused, Ending::person, Ending::held, Ending::warned, Ending::clear})
    if (toWord(ending) == word) return ending;
  return std::nullopt;
}

/// Reads the example files of a year: `facts "name" { ... }` and `example "name" { ... }`.
class Reader {
 public:
  Reader(const Files& files, const Book& book) : files_(files), book_(book) {}

  Examples read() {
    install();
    for (const auto& [path, text] : files_) {
      file_ = path;
      const Scan scanned = scan(path, text);
      result_.faults.insert(result_.faults.end(), scanned.faults.begin(), scanned.faults.end());
      if (text.size() > 256 * 1024)
        fault(0, "the file is too large.", "A file has at most 256 kB.");
      else if (const auto wrong = lua_.run(path, text))
        fault(wrong->line, wrong->says, "");
    }
    resolve();
    std::stable_sort(result_.faults.begin(), result_.faults.end(), [](const Fault& a, const Fault& b) {
      return a.file != b.file ? a.file < b.file : a.line < b.line;
    });
    return std::move(result_);
  }

 private:
  enum class Kind : int { facts, example };
  struct Raw {
    Example example;
    WrittenFacts given;
    std::string like;
  };

  void fault(int line, std::string says, std::string instead) {
    result_.faults.push_back({file_, line, 0, std::move(says), std::move(instead)});
  }
  void install();
  void take(lua_State* lua, Kind kind, const std::string& name, int line);
  void takeExample(lua_State* lua, const std::string& name, int line);
  void takeRules(lua_State* lua, Raw& raw, int line);
  std::vector<std::string> programmesAt(lua_State* lua, int line);
  std::string textField(lua_State* lua, const char* field);
  void onlyKnown(lua_State* lua, int line);
  void resolve();
  WrittenFacts factsOnTop(lua_State* lua, int line) {
    return factsAt(lua, lua_gettop(lua), book_.facts(),
                   [&](const std::string& says, const std::string& instead) { fault(line, says, instead); });
  }

  static int first(lua_State* lua);
  static int second(lua_State* lua);

  const Files& files_;
  const Book& book_;
  Lua lua_;
  std::string file_;
  std::map<std::string, WrittenFacts> bases_;
  std::vector<Raw> raws_;
  Examples result_;
};

int unknownWord(lua_State* lua) {
  return raise(lua, "there is no word '" + textAt(lua, 2) +
                        "' in examples. Write facts \"...\" { ... } or example \"...\" { ... }.");
}

// `example "name"` keeps the name; its table comes next.
int Reader::first(lua_State* lua) {
  auto* reader = static_cast<Reader*>(lua_touserdata(lua, lua_upvalueindex(1)));
  const int line = lineOf(lua);
  if (textAt(lua, 1).empty())
    reader->fault(line, "a name in quotes is missing here.",
                  "For example: example \"A new risk assessment is enough\" { ... }.");
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_pushvalue(lua, lua_upvalueindex(2));
  lua_pushstring(lua, textAt(lua, 1).c_str());
  lua_pushinteger(lua, line);
  lua_pushcclosure(lua, guarded<&Reader::second>, 4);
  return 1;
}

int Reader::second(lua_State* lua) {
  auto* reader = static_cast<Reader*>(lua_touserdata(lua, lua_upvalueindex(1)));
  const auto kind = static_cast<Kind>(lua_tointeger(lua, lua_upvalueindex(2)));
  const std::string name = textAt(lua, lua_upvalueindex(3));
  const int line = static_cast<int>(lua_tointeger(lua, lua_upvalueindex(4)));
  if (!lua_istable(lua, 1)) {
    reader->fault(line, "'" + name + "' has no table in braces after its name.", "");
    return 0;
  }
  lua_settop(lua, 1);
  reader->take(lua, kind, name, line);
  return 0;
}

void Reader::install() {
  lua_State* lua = lua_.state();
  for (const auto& [word, kind] : {std::pair{"facts", Kind::facts}, {"example", Kind::example}}) {
    lua_pushlightuserdata(lua, this);
    lua_pushinteger(lua, static_cast<lua_Integer>(kind));
    lua_pushcclosure(lua, guarded<&Reader::first>, 2);
    lua_setglobal(lua, word);
  }
  lua_.seal(unknownWord);
}

void Reader::take(lua_State* lua, Kind kind, const std::string& name, int line) {
  if (kind == Kind::example) {
    takeExample(lua, name, line);
    return;
  }
  if (bases_.count(name) != 0) fault(line, "the facts '" + name + "' are there already.", "Give them another name.");
  bases_[name] = factsOnTop(lua, line);
}

std::string Reader::textField(lua_State* lua, const char* field) {
  lua_getfield(lua, 1, field);
  std::string text = textAt(lua, -1);
  lua_settop(lua, 1);
  return text;
}

void Reader::onlyKnown(lua_State* lua, int line) {
  static const std::vector<std::string> known = {"like", "programme", "given", "rules", "outcome"};
  std::set<std::string> strange;
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    lua_pop(lua, 1);
    const std::string key = textAt(lua, -1);
    if (std::find(known.begin(), known.end(), key) == known.end()) strange.insert(key);
  }
  for (const std::string& key : strange) {
    const std::string near = nearest(key, known);
    fault(line, "an example has no '" + key + "'.",
          near.empty() ? "It has like, programme, given, rules and outcome." : "Did you mean '" + near + "'?");
  }
}

std::vector<std::string> Reader::programmesAt(lua_State* lua, int line) {
  std::vector<std::string> names;
  lua_getfield(lua, 1, "programme");
  if (lua_type(lua, -1) == LUA_TSTRING) names.push_back(textAt(lua, -1));
  if (lua_istable(lua, -1))
    for (lua_Integer i = 1; lua_geti(lua, 2, i) != LUA_TNIL; ++i, lua_settop(lua, 2)) names.push_back(textAt(lua, -1));
  lua_settop(lua, 1);
  std::vector<std::string> known;
  for (const Programme& programme : book_.programmes()) known.push_back(programme.name);
  if (names == std::vector<std::string>{"every"}) {
    names.clear();
    for (const Programme& programme : book_.programmes())
      if (!programme.dormant) names.push_back(programme.name);
    return names;  // none, where no plugin declares any
  }
  if (names.empty()) fault(line, "the example names no programme.", "Add programme = \"tier1\", or \"every\".");
  for (const std::string& name : names) {
    if (book_.programme(name) != nullptr) continue;
    const std::string near = nearest(name, known);
    fault(line, "there is no programme '" + name + "'.", near.empty() ? "" : "Did you mean '" + near + "'?");
  }
  return names;
}

bool isIn(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void Reader::takeRules(lua_State* lua, Raw& raw, int line) {
  lua_getfield(lua, 1, "rules");
  std::map<std::string, std::string> written;
  if (lua_istable(lua, -1)) {
    lua_pushnil(lua);
    while (lua_next(lua, 2) != 0) {
      written[textAt(lua, -2)] = textAt(lua, -1);
      lua_pop(lua, 1);
    }
  }
  lua_settop(lua, 1);
  for (const auto& [rule, word] : written) {
    const auto result = triFrom(word);
    if (!result)
      fault(line, "the rule '" + rule + "' is expected to be '" + word + "'.",
            "It is \"met\", \"not met\" or \"cannot tell\".");
    if (result) raw.example.rules[rule] = *result;
    for (const std::string& name : raw.example.programmes) {
      const Programme* programme = book_.programme(name);
      if (programme == nullptr) continue;
      std::vector<std::string> known;
      for (const Rule& each : programme->rules) known.push_back(each.id);
      // Without its plugin a programme has no rules of its values: what can't be tried is no fault.
      // An exempt one is passed over where every programme is meant.
      if (programme->dormant || std::find(known.begin(), known.end(), rule) != known.end() ||
          isIn(programme->exemptFrom, rule))
        continue;
      const std::string near = nearest(rule, known);
      fault(line, fmt::format("'{}' has no rule '{}'.", name, rule),
            near.empty() ? fmt::format("`capd policy explain {}` lists them.", book_.year())
                         : "Did you mean '" + near + "'?");
    }
  }
}

void Reader::takeExample(lua_State* lua, const std::string& name, int line) {
  if (raws_.size() >= kMostExamples) throw std::length_error("a year has 2,000 examples at most");
  Raw raw;
  raw.example.name = name;
  raw.example.file = file_;
  raw.example.line = line;
  for (const Raw& other : raws_)
    if (other.example.name == name)
      fault(line, "the example '" + name + "' is there already.", "Give it another name.");
  onlyKnown(lua, line);
  raw.like = textField(lua, "like");
  raw.example.programmes = programmesAt(lua, line);
  lua_getfield(lua, 1, "given");
  if (!lua_isnil(lua, -1)) raw.given = factsOnTop(lua, line);
  lua_settop(lua, 1);
  takeRules(lua, raw, line);
  const std::string outcome = textField(lua, "outcome");
  if (!outcome.empty()) {
    raw.example.outcome = endingFrom(outcome);
    if (!raw.example.outcome)
      fault(line, "the outcome '" + outcome + "' is none.",
            "It is \"clear\", \"warned\", \"held\", \"person\" or \"refused\".");
  }
  if (outcome.empty() && raw.example.rules.empty())
    fault(line, "the example expects nothing.", "Add rules = { ... } or outcome = \"clear\".");
  raws_.push_back(std::move(raw));
}

void Reader::resolve() {
  std::vector<std::string> names;
  for (const auto& [name, facts] : bases_) names.push_back(name);
  for (Raw& raw : raws_) {
    file_ = raw.example.file;
    Facts base;
    if (!raw.like.empty()) {
      const auto found = bases_.find(raw.like);
      if (found != bases_.end()) {
        base = changed({}, found->second);
      } else {
        const std::string near = nearest(raw.like, names);
        fault(raw.example.line, "there are no facts '" + raw.like + "'.",
              near.empty() ? "Write facts \"...\" { ... } first." : "Did you mean '" + near + "'?");
      }
    }
    raw.example.given = changed(std::move(base), raw.given);
    result_.all.push_back(std::move(raw.example));
  }
}

// What one programme makes of an example.
void tryOne(const Book& book, const Programme& programme, const Example& example, Faults& faults) {
  const FactSlots slots = book.facts().index(example.given);
  Verdict verdict;
  book.judge(programme, slots, verdict);
  const auto wrong = [&](const std::string& says, const std::string& instead) {
    faults.push_back(
        {example.file, example.line, 0, fmt::format("'{}' ({}): {}", example.name, programme.name, says), instead});
  };
  for (std::size_t i = 0; i < programme.rules.size(); ++i) {
    const Rule& rule = programme.rules[i];
    const auto expected = example.rules.find(rule.id);
    if (expected == example.rules.end() || expected->second == verdict.results[i]) continue;
    wrong(fmt::format("the rule {} is {}, and the example expects {}.", rule.id, wordOf(verdict.results[i]),
                      wordOf(expected->second)),
          found(*rule.test, slots, book.facts()));
  }
  const Ending ending = endingOf(programme, verdict);
  // A dormant programme can refuse, but what it does not refuse is not all that its plugin would have judged.
  if (!example.outcome || *example.outcome == ending || (programme.dormant && ending != Ending::refused)) return;
  std::string because;
  for (std::size_t i = 0; i < programme.rules.size(); ++i)
    if (verdict.results[i] != Tri::met)
      because +=
          fmt::format("{}{}: {}", because.empty() ? "" : "; ", programme.rules[i].id, wordOf(verdict.results[i]));
  wrong(fmt::format("the outcome is '{}', and the example expects '{}'.", toWord(ending), toWord(*example.outcome)),
        because.empty() ? "Every rule is met." : because);
}

}  // namespace

Files readExampleFiles(const std::string& policyFolder, const std::string& year) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(policyFolder).parent_path() / "examples" / year;
  Files files;
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".lua") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw std::runtime_error("The example file " + entry.path().string() + " cannot be read.");
    files["examples/" + fs::relative(entry.path(), folder).string()] = text.str();
  }
  return files;
}

Examples readExamples(const Files& files, const Book& book) { return Reader(files, book).read(); }

Faults tryExamples(const Book& book, const std::vector<Example>& examples) {
  Faults faults;
  for (const Example& example : examples)
    for (const std::string& name : example.programmes)
      if (const Programme* programme = book.programme(name)) tryOne(book, *programme, example, faults);
  return faults;
}

std::vector<std::string> rulesWithoutExample(const Book& book, const std::vector<Example>& examples) {
  std::vector<std::string> all;
  std::set<std::string> said;
  for (const Programme& programme : book.programmes()) {
    for (const Rule& rule : programme.rules) {
      if (rule.id == kNotOpenRule) continue;  // no fact meets it
      // A shared rule is one rule, whichever programme shows it.
      const bool shared = rule.file == "every_programme.lua";
      bool met = false;
      bool unmet = false;
      for (const Example& example : examples) {
        const auto expected = example.rules.find(rule.id);
        if (expected == example.rules.end()) continue;
        if (!shared &&
            std::find(example.programmes.begin(), example.programmes.end(), programme.name) == example.programmes.end())
          continue;
        met = met || expected->second == Tri::met;
        unmet = unmet || expected->second == Tri::unmet;
      }
      if (met && unmet) continue;
      const std::string whose =
          shared ? "the shared rule " + rule.id : fmt::format("the rule {} of {}", rule.id, programme.name);
      if (!said.insert(whose).second) continue;
      all.push_back(fmt::format("{} has no example{}", whose,
                                !met && !unmet ? ""
                                : met          ? " in which it is not met"
                                               : " in which it is met"));
    }
  }
  return all;
}

}  // namespace capd::policy
