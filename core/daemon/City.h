#pragma once
// A whole invented city to try the service on, with the numbers of a real one: 52 bodies that refer, 60 providers, 150
// courses, 640 pupils in a placement, and a year of referrals in every state. Made by the commands that people use.

#include <functional>
#include <optional>
#include <string>

#include "base/Instant.h"
#include "daemon/House.h"

namespace capd::daemon {

/// When the city's days begin to be shown: a Tuesday, the week before a half term.
Instant cityMoment();

/// Does that folder hold a city?
bool holdsCity(const std::string& data);

/// The newest audit line's moment: where a demonstration's time stopped.
std::optional<Instant> lastMoment(ReadTx& tx);

/// Fills an empty house with the city, `size` times as large as the real one. @throws std::runtime_error when the house
/// is not empty or a command was refused that may not be.
struct CityReport {
  std::size_t commands = 0;
  std::map<std::string, int> refusals;  ///< none, when nothing is wrong
};
CityReport fillCity(House& house, HeldClock& clock, int size, const std::function<void(const std::string&)>& say);

/// Makes the city beside the folder and moves it in when it is whole: one that was interrupted is made anew. Nothing
/// when records are there already.
void loadCity(const std::string& data, int size,
              const std::function<HouseSettings(const std::string& data)>& settingsFor);

}  // namespace capd::daemon
