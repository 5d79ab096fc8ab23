// Where a value comes from: printed in a document, or provisional until CAP confirms it.
#include <fmt/format.h>

#include <lua.hpp>

#include "policy/Wording.h"

namespace capd::policy {
namespace {

// The value that a source stands behind: one with its unit, a text, or a list of texts.
std::shared_ptr<PolicyItem> sourcedValue(lua_State* lua, Loader& loader, const char* word, int line) {
  auto item = std::make_shared<PolicyItem>();
  if (const Built* value = thingAt(lua, loader, 1, Built::Kind::quantity)) {
    item->quantity = value->quantity;
  } else if (lua_type(lua, 1) == LUA_TSTRING) {
    item->text = textAt(lua, 1);
  } else if (lua_type(lua, 1) == LUA_TNUMBER) {
    loader.fault(
        line, "a bare number has no unit.",
        "Write what it counts: working_days(" + std::to_string(lua_tointeger(lua, 1)) + "), weeks(...), people(...).");
  } else if (lua_istable(lua, 1) && lua_rawlen(lua, 1) > 0) {
    for (lua_Integer i = 1; lua_geti(lua, 1, i) != LUA_TNIL; ++i) {
      if (lua_type(lua, -1) == LUA_TSTRING)
        item->list.push_back(textAt(lua, -1));
      else
        loader.fault(line, fmt::format("entry {} of the list must be a text in quotes.", i));
      lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
  } else {
    loader.fault(line, fmt::format("'{}' can't hold this value.", word),
                 "It holds a value with a unit, a text, or a list of texts.");
  }
  return item;
}

Built sourcedAt(lua_State* lua) {
  Built built;
  built.kind = Built::Kind::provisional;
  built.line = lineOf(lua);
  return built;
}

}  // namespace

int citeWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built;
  built.kind = Built::Kind::citation;
  built.line = lineOf(lua);
  built.citation = {textAt(lua, 1), textAt(lua, 2)};
  loader.checkSource(built.citation, built.line);
  if (built.citation.source.empty() || built.citation.place.empty())
    loader.fault(built.line, "'cite' takes a document of sources.lua and the place in it.",
                 "For example: cite(\"guidance-2025\", \"section 7\").");
  return give(lua, loader, std::move(built));
}

int printedWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built = sourcedAt(lua);
  built.inner = sourcedValue(lua, loader, "printed", built.line);
  if (const Built* source = thingAt(lua, loader, 2, Built::Kind::citation))
    built.inner->source = source->citation;
  else
    loader.fault(built.line, "'printed' takes a value and the place where it is printed.",
                 "For example: printed(working_days(2), cite(\"guidance-2025\", \"Appendix 2, step 10\")).");
  return give(lua, loader, std::move(built));
}

int provisionalWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built = sourcedAt(lua);
  built.text = textAt(lua, 2);
  if (built.text.empty())
    loader.fault(built.line, "'provisional' takes a value and why it is not certain.",
                 "For example: provisional(working_days(2), \"no document gives it\").");
  built.inner = sourcedValue(lua, loader, "provisional", built.line);
  if (const Built* source = thingAt(lua, loader, 3, Built::Kind::citation))
    built.inner->source = source->citation;
  else if (!lua_isnoneornil(lua, 3))
    loader.fault(built.line, "the third part of 'provisional' is the place that the value was taken from.",
                 "For example: provisional(weeks(12), \"printed later\", cite(\"guidance-2025\", \"section 7\")).");
  return give(lua, loader, std::move(built));
}

}  // namespace capd::policy
