// Reading panels.lua: panels, rounds, and what is printed about them that does not fit.

#include <fmt/format.h>

#include <algorithm>
#include <lua.hpp>

#include "policy/Wording.h"

namespace capd::policy {

std::vector<std::string> Loader::textsField(const std::string& whose, const char* field, int line) {
  lua_State* lua = lua_->state();
  std::vector<std::string> all;
  lua_getfield(lua, 1, field);
  if (lua_istable(lua, -1)) {
    for (lua_Integer i = 1; lua_geti(lua, -1, i) != LUA_TNIL; ++i) {
      if (lua_type(lua, -1) == LUA_TSTRING && lua_rawlen(lua, -1) > 0)
        all.emplace_back(lua_tostring(lua, -1));
      else
        fault(line, fmt::format("entry {} of '{}' in '{}' must be a text in quotes.", i, field, whose));
      lua_pop(lua, 1);
    }
  } else if (!lua_isnil(lua, -1)) {
    fault(line, fmt::format("'{}' of '{}' is a list in braces.", field, whose),
          fmt::format("For example: {} = {{ \"...\" }}.", field));
  }
  lua_settop(lua, 1);
  return all;
}

std::string Loader::sourceField(const std::string& whose, int line) {
  lua_State* lua = lua_->state();
  lua_getfield(lua, 1, "source");
  std::string words;
  if (const Built* source = thingAt(lua, *this, -1, Built::Kind::citation))
    words = book_->inWords(source->citation);
  else
    fault(line, fmt::format("'{}' has no source.", whose), "Add source = cite(\"graduated-model-2024\", \"Panels\").");
  lua_settop(lua, 1);
  return words;
}

std::vector<const Built*> Loader::thingsField(const std::string& whose, const char* field, Built::Kind kind,
                                              const char* example, int line) {
  lua_State* lua = lua_->state();
  std::vector<const Built*> all;
  lua_getfield(lua, 1, field);
  const bool table = lua_istable(lua, -1);
  const bool there = !lua_isnil(lua, -1);
  for (lua_Integer i = 1; table && lua_geti(lua, -1, i) != LUA_TNIL; ++i) {
    if (const Built* thing = thingAt(lua, *this, -1, kind))
      all.push_back(thing);
    else
      fault(line, fmt::format("entry {} of '{}' in '{}' can't stand there.", i, field, whose), example);
    lua_pop(lua, 1);
  }
  lua_settop(lua, 1);
  if (there && !table) fault(line, fmt::format("'{}' of '{}' is a list in braces.", field, whose), example);
  return all;
}

void Loader::addPanel(const std::string& name, int line) {
  lua_State* lua = lua_->state();
  PanelRules panel;
  panel.name = name;
  panel.year = year_;
  panel.line = line;
  panel.title = textField(name, "title", line, true);
  panel.provisional = textField(name, "provisional", line, false);
  panel.remit = textsField(name, "remit", line);
  panel.reviews = textsField(name, "reviews", line);
  panel.approves = textsField(name, "approves", line);
  for (const Built* seat : thingsField(name, "seats", Built::Kind::seat, "For example: seat(\"Early Help\").", line))
    panel.seats.push_back(seat->seat);
  lua_getfield(lua, 1, "quorum");
  if (const Built* quorum = thingAt(lua, *this, -1, Built::Kind::quantity);
      quorum != nullptr && quorum->quantity.unit == Unit::people && quorum->quantity.most > 0)
    panel.quorum = quorum->quantity.most;
  else if (!lua_isnil(lua, -1))
    fault(line, fmt::format("'quorum' of '{}' is no number of people.", name), "For example: quorum = people(5).");
  lua_getfield(lua, 1, "chairs_action");
  panel.chairsAction = lua_toboolean(lua, -1) != 0;
  if (!lua_isnil(lua, -1) && !lua_isboolean(lua, -1))
    fault(line, fmt::format("'chairs_action' of '{}' is true or false.", name),
          "Leave it out where nothing allows it.");
  lua_settop(lua, 1);
  panel.clause = sourceField(name, line);
  onlyKnown("'" + name + "'", "panel",
            {"title", "provisional", "remit", "reviews", "approves", "seats", "quorum", "chairs_action", "source"},
            line);
  if (panel.approves.empty() && panel.reviews.empty())
    fault(line, fmt::format("the panel '{}' looks at no programme.", name), "Add approves = { \"tier2.flourish\" }.");
  for (const PanelRules& other : panelYear_.panels) {
    if (other.name == name) fault(line, "the panel '" + name + "' is there already.", "Keep one of the two.");
    for (const std::string& programme : panel.approves)
      if (other.decides(programme))
        fault(line, fmt::format("'{}' and '{}' both decide '{}'.", other.name, name, programme),
              "One panel decides; another may review it first.");
  }
  panelYear_.panels.push_back(std::move(panel));
}

void Loader::addRound(const std::string& name, int line) {
  lua_State* lua = lua_->state();
  PanelRoundRules round;
  round.name = name;
  round.year = year_;
  round.line = line;
  lua_getfield(lua, 1, "deadline");
  if (const Built* deadline = thingAt(lua, *this, -1, Built::Kind::date))
    round.deadline = deadline->date;
  else
    fault(line, fmt::format("the round '{}' has no deadline.", name), "For example: deadline = date(2024, 12, 4).");
  lua_settop(lua, 1);
  if (round.deadline != Date() && academicYearOf(round.deadline) != year_)
    fault(line, fmt::format("the deadline of the round '{}' is not in {}.", name, year_));
  for (const Built* day : thingsField(name, "meetings", Built::Kind::date, "For example: date(2024, 12, 17).", line)) {
    if (day->date <= round.deadline)
      fault(line,
            fmt::format("the round '{}' meets on {}, and applications for it come until {}.", name, day->date.words(),
                        round.deadline.words()),
            "A panel meets after the deadline.");
    round.meetings.push_back(day->date);
  }
  std::sort(round.meetings.begin(), round.meetings.end());
  for (const Built* item :
       thingsField(name, "lists", Built::Kind::panelItem, "For example: item(\"tier2.flourish\").", line)) {
    const bool twice = std::any_of(round.items.begin(), round.items.end(),
                                   [&](const PanelItem& other) { return other.programme == item->item.programme; });
    if (twice)
      fault(item->line, fmt::format("the round '{}' lists '{}' twice.", name, item->item.programme),
            "Keep one of the two.");
    round.items.push_back(item->item);
  }
  if (round.items.empty())
    fault(line, fmt::format("the round '{}' lists no programme.", name), "Add lists = { item(\"tier2.flourish\") }.");
  round.printed = textsField(name, "printed", line);
  round.provisional = textField(name, "provisional", line, false);
  round.clause = sourceField(name, line);
  onlyKnown("'" + name + "'", "round", {"deadline", "meetings", "lists", "printed", "provisional", "source"}, line);
  for (const PanelRoundRules& other : panelYear_.rounds) {
    if (other.name == name) fault(line, "the round '" + name + "' is there already.", "Keep one of the two.");
    checkOverlap(other, round, line);
  }
  panelYear_.rounds.push_back(std::move(round));
}

// Two rounds of one programme, of which the one that closes first must be over before the other meets.
void Loader::checkOverlap(const PanelRoundRules& a, const PanelRoundRules& b, int line) {
  const bool share = std::any_of(a.items.begin(), a.items.end(), [&](const PanelItem& item) {
    return std::any_of(b.items.begin(), b.items.end(),
                       [&](const PanelItem& other) { return other.programme == item.programme; });
  });
  if (!share) return;
  const PanelRoundRules& first = b.deadline < a.deadline ? b : a;
  const PanelRoundRules& then = b.deadline < a.deadline ? a : b;
  const bool same = first.deadline == then.deadline;
  const bool late = !first.meetings.empty() && !then.meetings.empty() && first.meetings.back() >= then.meetings.front();
  if (same || late)
    fault(line,
          fmt::format("the rounds '{}' and '{}' overlap: both list one programme{}.", a.name, b.name,
                      same ? " and close on the same day" : ""),
          "A round is over before the next one of its programmes meets.");
}

void Loader::addDoubt(const std::string& name, int line) {
  PanelDoubt doubt;
  doubt.name = name;
  doubt.year = year_;
  doubt.line = line;
  doubt.says = textField(name, "says", line, true);
  doubt.untilThen = textField(name, "until_then", line, true);
  doubt.clause = sourceField(name, line);
  onlyKnown("'" + name + "'", "doubt", {"says", "until_then", "source"}, line);
  for (const PanelDoubt& other : panelYear_.doubts)
    if (other.name == name) fault(line, "the doubt '" + name + "' is there already.", "Keep one of the two.");
  panelYear_.doubts.push_back(std::move(doubt));
}

}  // namespace capd::policy
