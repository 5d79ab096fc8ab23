#include "daemon/City.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "daemon/CityLife.h"
#include "daemon/Demonstration.h"

namespace capd::daemon {
namespace {

namespace fs = std::filesystem;
constexpr std::uint64_t kSeed = 20260210;
constexpr char kMark[] = "/city";

Instant cityBegins() { return londonAt(Date(2025, 2, 18), {8, 0}); }

}  // namespace

Instant cityMoment() { return londonAt(Date(2026, 2, 10), {10, 40}); }

bool holdsCity(const std::string& data) { return fs::exists(data + kMark); }

CityReport fillCity(House& house, HeldClock& clock, int size, const std::function<void(const std::string&)>& say) {
  fillDemonstration(house);
  const CityPlan plan = planCity(kSeed, size);
  CityLife life(house, clock, plan, say);
  life.found();
  life.live(cityMoment());
  return {life.commands(), life.refusals()};
}

void loadCity(const std::string& data, int size,
              const std::function<HouseSettings(const std::string& data)>& settingsFor) {
  if (fs::exists(data + "/capd.db") || holdsCity(data)) return;
  const std::string making = data + ".making";
  fs::remove_all(making);
  std::cout << "Inventing a city, once: " << std::flush;
  HeldClock clock(cityBegins());
  CityReport report;
  {
    HouseSettings settings = settingsFor(making);
    settings.database.untilPowerFails = true;
    House house(settings, clock);
    report = fillCity(house, clock, size, [](const std::string& says) { std::cout << says << ", " << std::flush; });
  }
  std::cout << fmt::format("{} steps done.\n", report.commands);
  for (const auto& [what, times] : report.refusals) std::cerr << "capd: the city: " << times << " x " << what << "\n";
  std::ofstream(making + kMark) << "seed " << kSeed << "\nsize " << size << "\n";
  fs::create_directories(data);
  for (const auto& entry : fs::directory_iterator(making))
    if (entry.path().filename() != "city") fs::rename(entry.path(), fs::path(data) / entry.path().filename());
  fs::rename(making + kMark, data + kMark);
  fs::remove_all(making);
}

}  // namespace capd::daemon
