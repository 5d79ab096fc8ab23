// Reading a programme: its values, rules and questions, and what stands in every programme.

#include <fmt/format.h>

#include <algorithm>
#include <lua.hpp>
#include <stdexcept>

#include "policy/Loader.h"
#include "policy/Wording.h"

namespace capd::policy {
namespace {

std::vector<std::string> namesOf(const std::vector<ProgrammeField>& fields) {
  std::vector<std::string> names;
  for (const ProgrammeField& field : fields) names.push_back(field.name);
  return names;
}

// What any programme may say, whatever its plugin.
const std::vector<ProgrammeField>& commonFields() {
  static const std::vector<ProgrammeField> fields = {
      {"title", {"text"}, true, "its name"},
      {"source", {"citation"}, false, "where it is described"},
      {"referred_by", {"list"}, true, "who may refer to it"},
      {"categories", {"list"}, false, "kinds of course in it"},
      {"progression", {"text"}, false, "what may follow it"},
      {"starts", {"list"}, false, "the days on which it starts, where they are printed"},
      {"not_open", {"text"}, false, "why nobody may apply for it yet, in words to a school"},
      {"exempt_from", {"list"}, false, "rules of every programme that do not bind it"},
      {"early_help", {"text"}, false, "what the school does about early help"},
      {"add_ons", {"list"}, false, "support that is paid for and may come with it"},
      {"sla_first", {"text"}, false, "whether schools that have bought in come before others"},
      {"silent", {"list"}, false, "what no document says of it"},
  };
  return fields;
}

}  // namespace

Built Loader::makeRule(const std::string& id, int line) {
  lua_State* lua = lua_->state();
  Built built;
  built.kind = Built::Kind::rule;
  built.line = line;
  built.rule.id = id;
  built.rule.file = file_;
  built.rule.line = line;
  built.rule.says = textField(id, "says", line, true);
  lua_getfield(lua, 1, "test");
  if (const Built* test = thingAt(lua, *this, -1); test != nullptr && test->kind == Built::Kind::node)
    built.rule.test = test->node;
  else
    fault(line, "'" + id + "' has no test.", "Add test = yes(\"...\") or another rule.");
  lua_getfield(lua, 1, "unmet");
  if (const Built* unmet = thingAt(lua, *this, -1); unmet != nullptr && unmet->kind == Built::Kind::effect) {
    built.rule.effect = unmet->effect;
    built.rule.ask = unmet->text;
  } else {
    fault(line, "'" + id + "' does not say what happens when it is not met.",
          "Add unmet = hold(\"...\"), block(\"...\"), person(\"...\") or warn(\"...\").");
  }
  lua_getfield(lua, 1, "source");
  if (const Built* source = thingAt(lua, *this, -1); source != nullptr && source->kind == Built::Kind::citation)
    built.rule.source = source->citation;
  else
    fault(line, "'" + id + "' names no source.", "Add source = cite(\"guidance-2025\", \"section ...\").");
  lua_settop(lua, 1);
  built.rule.provisional = textField(id, "provisional", line, false);
  onlyKnown("'" + id + "'", "rule", {"says", "test", "unmet", "provisional", "source"}, line);
  return built;
}

Built Loader::makeQuestion(const std::string& id, int line) {
  lua_State* lua = lua_->state();
  Built built;
  built.kind = Built::Kind::question;
  built.line = line;
  Question& question = built.question;
  question.id = id;
  question.says = textField(id, "says", line, true);
  const std::string kind = textField(id, "kind", line, false);
  if (!kind.empty()) question.kind = kind;
  if (question.kind != "text" && question.kind != "yes")
    fault(line, "the kind of '" + id + "' is 'text' or 'yes'.", "Leave it out for a text.");
  question.onlyIf = textField(id, "only_if", line, false);
  if (!question.onlyIf.empty()) {
    const auto slot = factSlot(question.onlyIf, line);
    if (slot && facts_->at(*slot).type != FactType::yesNo)
      fault(line, "'only_if' of '" + id + "' names '" + question.onlyIf + "', which is not yes or no.",
            "For example: only_if = \"pupil.has_ehcp\".");
  }
  lua_getfield(lua, 1, "optional");
  question.required = lua_toboolean(lua, -1) == 0;
  lua_getfield(lua, 1, "source");
  if (const Built* source = thingAt(lua, *this, -1); source != nullptr && source->kind == Built::Kind::citation)
    question.source = source->citation;
  else
    fault(line, "'" + id + "' names no source.", "Add source = cite(\"guidance-2025\", \"section ...\").");
  lua_settop(lua, 1);
  question.provisional = textField(id, "provisional", line, false);
  onlyKnown("'" + id + "'", "question", {"says", "kind", "only_if", "optional", "provisional", "source"}, line);
  return built;
}

// The value on top of the stack, whatever kind; bare numbers are faults.
std::optional<PolicyItem> Loader::itemOnTop(const std::string& name, int line) {
  lua_State* lua = lua_->state();
  PolicyItem item;
  item.name = name;
  item.file = file_;
  item.line = line;
  if (const Built* thing = thingAt(lua, *this, -1)) {
    switch (thing->kind) {
      case Built::Kind::quantity:
        item.quantity = thing->quantity;
        return item;
      case Built::Kind::date:
        item.date = thing->date;
        return item;
      case Built::Kind::citation:
        item.source = thing->citation;
        return item;
      case Built::Kind::provisional:
        item.quantity = thing->inner->quantity;
        item.text = thing->inner->text;
        item.list = thing->inner->list;
        item.source = thing->inner->source;
        item.provisional = thing->text;
        return item;
      default:
        fault(line, "'" + name + "' can't hold a rule.", "Rules stand in must \"...\" { ... }.");
        return std::nullopt;
    }
  }
  switch (lua_type(lua, -1)) {
    case LUA_TSTRING:
      item.text = lua_tostring(lua, -1);
      return item;
    case LUA_TBOOLEAN:
      item.text = lua_toboolean(lua, -1) != 0 ? "yes" : "no";
      return item;
    case LUA_TNUMBER:
      fault(line, fmt::format("'{}' is a bare number.", name),
            fmt::format("Write what it counts: weeks({0}), school_weeks({0}), working_days({0}), people({0}) ...",
                        lua_tointeger(lua, -1)));
      return std::nullopt;
    default:
      fault(line, "'" + name + "' has a value that can't be used here.");
      return std::nullopt;
  }
}

// A programme's table (or every_programme's) at index 1: named values in the order of the text, then its rules and
// questions.
void Loader::readBody(const std::string& path, int line, const std::vector<ProgrammeField>& fields,
                      std::map<std::string, PolicyItem>& values, std::vector<Rule>& rules, std::vector<Question>* asks,
                      bool dormant) {
  lua_State* lua = lua_->state();
  const std::vector<std::string> known = namesOf(fields);
  const auto take = [&](const std::string& name, int at) {
    if (!dormant && std::find(known.begin(), known.end(), name) == known.end()) {
      const std::string near = nearest(name, known);
      fault(at, fmt::format("there is no field '{}' here.", name), near.empty() ? "" : "Did you mean '" + near + "'?");
      return;
    }
    auto item = itemOnTop(name, at);
    if (!item) return;
    const auto declared =
        std::find_if(fields.begin(), fields.end(), [&](const ProgrammeField& f) { return f.name == name; });
    if (!dormant && item->quantity) {
      const std::string unit(wordOf(item->quantity->unit));
      if (std::find(declared->units.begin(), declared->units.end(), unit) == declared->units.end()) {
        std::string all;
        for (const std::string& each : declared->units) all += (all.empty() ? "" : " or ") + each;
        fault(at, fmt::format("'{}' is given in {}.", name, unit),
              fmt::format("It is {} and takes {}.", declared->says, all));
      }
    }
    values[name] = std::move(*item);
  };
  // Lua's own order of named fields differs in every run: what counts is the order of the text.
  std::vector<Entry> names;
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    lua_pop(lua, 1);
    if (lua_type(lua, -1) != LUA_TSTRING) continue;
    const std::string name = lua_tostring(lua, -1);
    const int at = scan_.lineOf(path + "/" + name);
    names.push_back({name, at == 0 ? line : at});
  }
  std::sort(names.begin(), names.end(),
            [](const Entry& a, const Entry& b) { return a.line != b.line ? a.line < b.line : a.name < b.name; });
  for (const Entry& entry : names) {
    lua_getfield(lua, 1, entry.name.c_str());
    if (lua_istable(lua, -1) && lua_rawlen(lua, -1) > 0) {
      PolicyItem list;
      list.name = entry.name;
      list.file = file_;
      list.line = entry.line;
      for (lua_Integer i = 1; lua_geti(lua, -1, i) != LUA_TNIL; ++i) {
        if (lua_type(lua, -1) == LUA_TSTRING)
          list.list.emplace_back(lua_tostring(lua, -1));
        else
          fault(entry.line, fmt::format("entry {} of '{}' must be a text in quotes.", i, entry.name));
        lua_pop(lua, 1);
      }
      lua_pop(lua, 1);
      if (!dormant && std::find(known.begin(), known.end(), entry.name) == known.end()) {
        const std::string near = nearest(entry.name, known);
        fault(entry.line, fmt::format("there is no field '{}' here.", entry.name),
              near.empty() ? "" : "Did you mean '" + near + "'?");
      } else {
        values[entry.name] = std::move(list);
      }
    } else if (lua_istable(lua, -1)) {
      const int table = lua_gettop(lua);
      std::vector<std::string> inner;
      lua_pushnil(lua);
      while (lua_next(lua, table) != 0) {
        lua_pop(lua, 1);
        if (lua_type(lua, -1) == LUA_TSTRING) inner.emplace_back(lua_tostring(lua, -1));
      }
      std::sort(inner.begin(), inner.end());
      for (const std::string& name : inner) {
        lua_getfield(lua, table, name.c_str());
        const int at = scan_.lineOf(path + "/" + entry.name + "/" + name);
        take(entry.name + "." + name, at == 0 ? entry.line : at);
        lua_pop(lua, 1);
      }
    } else {
      take(entry.name, entry.line);
    }
    lua_settop(lua, 1);
  }
  for (lua_Integer i = 1; lua_geti(lua, 1, i) != LUA_TNIL; ++i) {
    const Built* thing = thingAt(lua, *this, -1);
    if (thing != nullptr && thing->kind == Built::Kind::rule) {
      for (const Rule& rule : rules)
        if (rule.id == thing->rule.id)
          fault(thing->line, "the rule '" + rule.id + "' is there already.", "Give it another name.");
      rules.push_back(thing->rule);
    } else if (thing != nullptr && thing->kind == Built::Kind::question && asks != nullptr) {
      for (const Question& ask : *asks)
        if (ask.id == thing->question.id)
          fault(thing->line, "the question '" + ask.id + "' is there already.", "Give it another name.");
      asks->push_back(thing->question);
    } else {
      fault(line, fmt::format("entry {} is neither a rule nor a question.", i),
            "Write must \"...\" { ... } or ask \"...\" { ... }.");
    }
    lua_pop(lua, 1);
  }
  lua_settop(lua, 1);
}

// Rules of every programme that the programme says do not bind it; what is left keeps its order.
void Loader::leaveOutExempt(Programme& programme) {
  const auto said = programme.values.find("exempt_from");
  if (said == programme.values.end()) return;
  std::vector<std::string> known = {std::string(kMajorityOfEducation)};
  for (const Rule& rule : everyRules_) known.push_back(rule.id);
  for (const std::string& id : said->second.list) {
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      const std::string near = nearest(id, known);
      fault(said->second.line, fmt::format("'exempt_from' names '{}', which is no rule of every programme.", id),
            near.empty() ? "For example: exempt_from = { \"two_days\" }." : "Did you mean '" + near + "'?");
    }
    programme.exemptFrom.push_back(id);
    programme.rules.erase(
        std::remove_if(programme.rules.begin(), programme.rules.end(),
                       [&](const Rule& rule) { return rule.id == id && rule.file == "every_programme.lua"; }),
        programme.rules.end());
  }
}

// Places of a term: more may apply than can start, so it warns here and is counted again when a placement is set up.
void Loader::limitPlaces(Programme& programme) {
  const auto item = programme.values.find(std::string(kPlacesATerm));
  const auto slot = facts_->slot("programme.places_in_term");
  if (item == programme.values.end() || !item->second.quantity || !slot) return;
  auto node = std::make_shared<Node>();
  node->op = Op::atMost;
  node->fact = *slot;
  node->quantity = *item->second.quantity;
  node->line = item->second.line;
  programme.rules.push_back({"value." + item->first,
                             fmt::format("At most {} start in a term", item->second.quantity->most), node, Effect::warn,
                             "The places of that term are in use. You can apply; CAP keeps the order of those who wait",
                             item->second.source, item->second.provisional, file_, item->second.line});
}

// A programme that the documents name and do not describe: nobody may refer to it until policy says what it is.
void Loader::closeIt(Programme& programme, int line) {
  const PolicyItem& said = programme.values["not_open"];
  auto node = std::make_shared<Node>();
  node->op = Op::oneOf;
  if (const auto slot = facts_->slot("referrer.kind")) node->fact = *slot;
  node->line = line;
  programme.rules.insert(
      programme.rules.begin(),
      {std::string(kNotOpenRule), "Policy says what this programme is", node, Effect::block, said.text,
       programme.values.count("source") != 0 ? programme.values["source"].source : Citation{}, said.provisional, file_,
       said.line});
}

void Loader::addProgramme(const std::string& name, int line) {
  for (const Programme& other : book_->programmes_)
    if (other.name == name) fault(line, "the programme '" + name + "' is there already.", "One file, one programme.");
  Programme programme;
  programme.name = name;
  const auto shape =
      std::find_if(shapes_.begin(), shapes_.end(), [&](const ProgrammeShape& s) { return s.name == name; });
  programme.dormant = shape == shapes_.end();
  std::vector<ProgrammeField> fields = commonFields();
  if (!programme.dormant) {
    fields.insert(fields.end(), shape->fields.begin(), shape->fields.end());
    programme.tier = shape->tier;
    programme.needsPanel = shape->needsPanel;
  }
  programme.rules = everyRules_;
  readBody("programme " + name, line, fields, programme.values, programme.rules, &programme.asks, programme.dormant);
  leaveOutExempt(programme);
  if (const auto closed = programme.values.find("not_open"); closed != programme.values.end()) {
    programme.notOpen = closed->second.text;
    if (programme.notOpen.empty())
      fault(closed->second.line, "'not_open' is a text in quotes: the words that a school reads.",
            "For example: not_open = \"CAP has not said yet what this is. Call CAP.\".");
  }
  if (!programme.dormant && programme.notOpen.empty())
    for (const ProgrammeField& field : fields)
      if (field.required && programme.values.count(field.name) == 0)
        fault(line, fmt::format("the programme '{}' does not say '{}'.", name, field.name),
              fmt::format("It is {}.", field.says));
  if (programme.values.count("title") != 0) programme.title = programme.values["title"].text;
  if (programme.values.count("referred_by") != 0) programme.referredBy = programme.values["referred_by"].list;
  // Who may refer is a rule of its own, the first.
  if (const auto slot = facts_->slot("referrer.kind"); slot && !programme.referredBy.empty()) {
    const auto& known = facts_->at(*slot).oneOf;
    for (const std::string& who : programme.referredBy)
      if (std::find(known.begin(), known.end(), who) == known.end())
        fault(line, "'referred_by' names '" + who + "'.", "It is school or send_team.");
    auto node = std::make_shared<Node>();
    node->op = Op::oneOf;
    node->fact = *slot;
    node->texts = programme.referredBy;
    node->line = line;
    const bool sendOnly = programme.referredBy == std::vector<std::string>{"send_team"};
    const PolicyItem& said = programme.values["referred_by"];
    Rule rule{"referred_by",
              sendOnly ? "Referrals come from the SEND team" : "Those who may refer to this programme refer",
              node,
              Effect::block,
              sendOnly ? "Schools can't refer to this course. Referrals come from the SEND team."
                       : "This programme does not take referrals from you.",
              programme.values.count("source") != 0 ? programme.values["source"].source : Citation{},
              said.provisional,
              file_,
              line};
    programme.rules.insert(programme.rules.begin(), std::move(rule));
  }
  // How long and on how many days: the values themselves are rules.
  const auto valueRule = [&](const char* value, const char* fact, const char* says) {
    const auto item = programme.values.find(value);
    const auto slot = facts_->slot(fact);
    if (item == programme.values.end() || !item->second.quantity || !slot ||
        facts_->at(*slot).unit != wordOf(item->second.quantity->unit))
      return;
    auto node = std::make_shared<Node>();
    node->op = Op::inRange;
    node->fact = *slot;
    node->quantity = *item->second.quantity;
    node->line = item->second.line;
    Citation source = item->second.source;
    if (source.empty() && programme.values.count("source") != 0) source = programme.values["source"].source;
    programme.rules.push_back({std::string("value.") + value, fmt::format("{}: {}", says, item->second.words()), node,
                               Effect::block, fmt::format("Ask for {}.", item->second.words()), source,
                               item->second.provisional, file_, item->second.line});
  };
  if (!programme.dormant) {
    valueRule("lasts", "requested.weeks", "It lasts");
    valueRule("attendance", "requested.days_a_week", "It is attended");
    valueRule("hours", "requested.hours_a_week", "It is given for");
  }
  if (!programme.dormant) limitPlaces(programme);
  if (!programme.dormant && !programme.notOpen.empty()) closeIt(programme, line);
  book_->programmes_.push_back(std::move(programme));
}

void Loader::addEveryProgramme(int line) {
  std::map<std::string, PolicyItem> values;
  readBody("every_programme", line, {}, values, everyRules_, nullptr, true);
  for (auto& [name, item] : values) book_->settings_[name] = std::move(item);
}

}  // namespace capd::policy
