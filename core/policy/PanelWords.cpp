// The words of panels.lua: seats of a panel, and the programmes that a round lists.
#include <fmt/format.h>

#include <lua.hpp>

#include "policy/Wording.h"

namespace capd::policy {

int seatWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built;
  built.kind = Built::Kind::seat;
  built.line = lineOf(lua);
  built.seat.agency = textAt(lua, 1);
  const auto kind = lua_isnoneornil(lua, 2) ? std::optional(SeatKind::member) : seatKindFrom(textAt(lua, 2));
  if (built.seat.agency.empty() || !kind)
    loader.fault(built.line, "'seat' takes the name of an agency, and what the seat is for.",
                 "For example: seat(\"Early Help\"), or with one of: chair, vice_chair, provider, headteacher, "
                 "academy.");
  else
    built.seat.kind = *kind;
  return give(lua, loader, std::move(built));
}

int itemWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built;
  built.kind = Built::Kind::panelItem;
  built.line = lineOf(lua);
  built.item.programme = textAt(lua, 1);
  bool right = !built.item.programme.empty();
  if (lua_type(lua, 2) == LUA_TSTRING)
    built.item.startsSays = textAt(lua, 2);
  else if (const Built* starts = thingAt(lua, loader, 2, Built::Kind::date))
    built.item.starts = starts->date;
  else
    right = right && lua_isnoneornil(lua, 2);
  if (!right)
    loader.fault(built.line, "'item' takes a programme, and the day on which its cohort starts, if one is printed.",
                 "For example: item(\"tier2.flourish\", date(2025, 1, 13)).");
  return give(lua, loader, std::move(built));
}

int withoutPanelWord(lua_State* lua) {
  Loader& loader = loaderOf(lua);
  Built built;
  built.kind = Built::Kind::panelItem;
  built.line = lineOf(lua);
  built.item.programme = textAt(lua, 1);
  built.item.panel = false;
  if (built.item.programme.empty())
    loader.fault(built.line, "'without_panel' takes a programme.",
                 "For example: without_panel(\"tier3.supported_transfer\").");
  return give(lua, loader, std::move(built));
}

}  // namespace capd::policy
