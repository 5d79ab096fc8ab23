// Reading one rule of reminders.lua.

#include <fmt/format.h>

#include <algorithm>
#include <lua.hpp>

#include "policy/Wording.h"

namespace capd::policy {
namespace {

std::string exampleOf(const std::string& field) {
  return fmt::format("For example: {} = {{ working_days(2), days(7) }}.", field);
}

}  // namespace

MomentInPeriod Loader::momentField(const std::string& whose, const char* field, int line) {
  lua_State* lua = lua_->state();
  lua_getfield(lua, 1, field);
  const Built* moment = thingAt(lua, *this, -1, Built::Kind::moment);
  lua_pop(lua, 1);
  if (moment != nullptr) return moment->moment;
  fault(line, fmt::format("'{}' has no '{}', the moment in its period.", whose, field),
        fmt::format("For example: {} = school_day_from_end(5, \"06:00\").", field));
  return {};
}

std::vector<Offset> Loader::offsetsField(const std::string& whose, const char* field, int line) {
  lua_State* lua = lua_->state();
  std::vector<Offset> all;
  lua_getfield(lua, 1, field);
  if (lua_istable(lua, -1)) {
    for (lua_Integer i = 1; lua_geti(lua, -1, i) != LUA_TNIL; ++i) {
      const Built* time = thingAt(lua, *this, -1, Built::Kind::quantity);
      if (isOffset(time))
        all.push_back({time->quantity.most, time->quantity.unit});
      else
        fault(line, fmt::format("entry {} of '{}' in '{}' is not a number of days or working days.", i, field, whose),
              exampleOf(field));
      lua_pop(lua, 1);
    }
  } else if (!lua_isnil(lua, -1)) {
    fault(line, fmt::format("'{}' of '{}' is a list in braces.", field, whose), exampleOf(field));
  }
  lua_settop(lua, 1);
  return all;
}

// When it opens and falls due, and what becomes of moments at which nobody ran it.
void Loader::whenOf(ScheduledRule& rule, int line) {
  const std::string every = textField(rule.name, "every", line, false);
  if (every.empty()) return;
  if (const auto known = everyFrom(every))
    rule.every = *known;
  else
    fault(line, fmt::format("'{}' comes round every '{}', which is no period.", rule.name, every),
          "It is one of: half_term, term, academic_year.");
  rule.opens = momentField(rule.name, "opens", line);
  rule.due = momentField(rule.name, "due", line);
  const bool byYear =
      rule.opens.count == MomentInPeriod::Count::dayOfYear || rule.due.count == MomentInPeriod::Count::dayOfYear;
  if (byYear && rule.every != Every::academicYear)
    fault(line, fmt::format("'{}' names a day of the year and comes round more often.", rule.name),
          "Use school_day or school_day_from_end, or every = \"academic_year\".");
  const std::string missed = textField(rule.name, "missed", line, true);
  if (const auto known = missedFrom(missed))
    rule.missed = *known;
  else if (!missed.empty())
    fault(line, fmt::format("'{}' says '{}' of missed moments.", rule.name, missed),
          "It is one of: all, latest, skip.");
}

void Loader::afterwardsOf(ScheduledRule& rule, int line) {
  lua_State* lua = lua_->state();
  rule.remind = offsetsField(rule.name, "remind", line);
  rule.overdue = offsetsField(rule.name, "overdue", line);
  lua_getfield(lua, 1, "escalate");
  if (lua_istable(lua, -1)) {
    for (lua_Integer i = 1; lua_geti(lua, -1, i) != LUA_TNIL; ++i) {
      if (const Built* step = thingAt(lua, *this, -1, Built::Kind::escalation))
        rule.escalate.push_back(step->escalation);
      else
        fault(line, fmt::format("entry {} of 'escalate' in '{}' is no after(...).", i, rule.name),
              "For example: escalate = { after(working_days(1), \"cap.quality_officer\", \"Ring the provider\") }.");
      lua_pop(lua, 1);
    }
  }
  lua_settop(lua, 1);
}

// What a duty's time is counted from, and how long it has: the name of a value, so that the number stands once.
void Loader::deadlineOf(ScheduledRule& rule, int line) {
  lua_State* lua = lua_->state();
  rule.who = textField(rule.name, "who", line, false);
  lua_getfield(lua, 1, "from");
  if (const Built* moment = thingAt(lua, *this, -1, Built::Kind::moment)) {
    rule.fromDay = moment->moment;
    const std::string words = Date(2024, moment->moment.month, moment->moment.day).words();
    rule.from = words.substr(0, words.rfind(' '));
    if (moment->moment.count != MomentInPeriod::Count::dayOfYear)
      fault(line, fmt::format("'from' of '{}' is no day of the year.", rule.name),
            "For example: from = day_of_year(9, 1, \"00:00\"), or from = \"the provider's answer\".");
    lua_settop(lua, 1);
  } else {
    lua_settop(lua, 1);
    rule.from = textField(rule.name, "from", line, false);
  }
  const std::string within = textField(rule.name, "within", line, false);
  if (within.empty()) return;
  if (rule.from.empty())
    fault(line, fmt::format("'{}' says how long, and not from when.", rule.name),
          "Add from = \"the provider's answer\".");
  if (rule.every != Every::never)
    fault(line, fmt::format("'{}' has both 'every' and 'within'.", rule.name),
          "What comes round falls due at its 'due'; 'within' is for what an event begins.");
  withins_.push_back({book_->scheduled_.size(), within, file_, line});
}

// Once every file is read: the value that a duty's time is the name of.
void Loader::resolveWithins() {
  for (const Within& each : withins_) {
    file_ = each.file;
    if (each.rule >= book_->scheduled_.size()) continue;
    std::map<std::string, const PolicyItem*> all;
    for (const auto& [name, item] : book_->settings_) all[name] = &item;
    for (const Programme& programme : book_->programmes_)
      for (const auto& [name, item] : programme.values) all[programme.name + "." + name] = &item;
    const auto found = all.find(each.name);
    ScheduledRule& rule = book_->scheduled_[each.rule];
    if (found == all.end()) {
      std::vector<std::string> names;
      for (const auto& [name, item] : all) names.push_back(name);
      const std::string near = nearest(each.name, names);
      fault(each.line, fmt::format("'{}' lasts '{}', and there is no such value.", rule.name, each.name),
            near.empty() ? "Name a value of every_programme, of settings or of a programme: \"process_within\"."
                         : "Did you mean '" + near + "'?");
      continue;
    }
    rule.within = found->second->words();
    if (rule.provisional.empty()) rule.provisional = found->second->provisional;
  }
}

void Loader::addScheduled(const std::string& name, int line) {
  lua_State* lua = lua_->state();
  ScheduledRule rule;
  rule.name = name;
  rule.year = year_;
  rule.says = textField(name, "says", line, true);
  lua_getfield(lua, 1, "within");
  const bool counted = !lua_isnil(lua, -1);
  lua_settop(lua, 1);
  rule.duty = textField(name, "duty", line, !counted);  // a time limit may be one that nobody is asked about
  rule.provisional = textField(name, "provisional", line, false);
  whenOf(rule, line);
  afterwardsOf(rule, line);
  deadlineOf(rule, line);
  lua_getfield(lua, 1, "source");
  if (const Built* source = thingAt(lua, *this, -1, Built::Kind::citation))
    rule.clause = book_->inWords(source->citation);
  else
    fault(line, fmt::format("'{}' has no source.", name), "Add source = cite(\"quality-2025\", \"OFSTED\").");
  lua_settop(lua, 1);
  onlyKnown("'" + name + "'", "scheduled rule",
            {"says", "duty", "provisional", "every", "opens", "due", "missed", "remind", "overdue", "escalate", "who",
             "from", "within", "source"},
            line);
  for (const ScheduledRule& other : book_->scheduled_) {
    if (other.name == name) fault(line, "'" + name + "' is scheduled already.", "Keep one of the two.");
    if (other.duty == rule.duty && !rule.duty.empty())
      fault(line, fmt::format("'{}' and '{}' are both about the duty '{}'.", name, other.name, rule.duty),
            "One rule says everything about one duty.");
  }
  book_->scheduled_.push_back(std::move(rule));
}

}  // namespace capd::policy
