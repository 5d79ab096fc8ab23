#pragma once
// What the words of a policy file share: their loader, the things they make, their line.

#include <memory>
#include <stdexcept>
#include <string>

#include "policy/Loader.h"

namespace capd::policy {

/// The line of the file from which a word is called.
int lineOf(lua_State* lua, int level = 1);
/// @throws std::logic_error once the files are read: scripts build nothing.
Loader& loaderOf(lua_State* lua);
/// Hands a thing to the file; how a word ends.
int give(lua_State* lua, Loader& loader, Built thing);
const Built* thingAt(lua_State* lua, Loader& loader, int at);
const Built* thingAt(lua_State* lua, Loader& loader, int at, Built::Kind kind);
/// Days or working days, 400 at most: how far from its due moment something may be arranged.
bool isOffset(const Built* thing);
/// Empty for what is no text.
std::string textAt(lua_State* lua, int at);
/// A rule that stands for one whose fault has been said already.
Built nothing(int line);
std::shared_ptr<Node> nodeFor(Op op, int line);
int giveNode(lua_State* lua, Loader& loader, std::shared_ptr<Node> node);
int raise(lua_State* lua, const std::string& says);

/// Every word runs through here: what C++ throws becomes a Lua error with its words.
template <int (*Word)(lua_State*)>
int guarded(lua_State* lua) {
  std::string says;
  try {
    return Word(lua);
  } catch (const std::exception& error) {
    says = error.what();
  }
  return raise(lua, says);
}

/// script("sentence", function(case) ... end, { examples })
int scriptWord(lua_State* lua);

// Where a value comes from (SourceWords.cpp).
/// cite("guidance-2025", "section 7")
int citeWord(lua_State* lua);
/// printed(working_days(2), cite("guidance-2025", "Appendix 2, step 10"))
int printedWord(lua_State* lua);
/// provisional(working_days(2), "no document gives it"), with the place it was taken from as a third part
int provisionalWord(lua_State* lua);

// Moments and what follows them (reminders.lua).
/// school_day(2, "06:00"), school_day_from_end(5, "06:00")
int schoolDayWord(lua_State* lua);
int schoolDayFromEndWord(lua_State* lua);
/// day_of_year(9, 1, "06:00")
int dayOfYearWord(lua_State* lua);
/// after(working_days(1), "cap.quality_officer", "Ring the provider")
int afterWord(lua_State* lua);

// Seats and items of panels.lua (PanelWords.cpp).
/// seat("Early Help"), seat("Training providers", "provider")
int seatWord(lua_State* lua);
/// item("tier2.flourish", date(2025, 1, 13)), item("tier3.refocus", "September 2025")
int itemWord(lua_State* lua);
/// without_panel("tier3.supported_transfer")
int withoutPanelWord(lua_State* lua);

}  // namespace capd::policy
