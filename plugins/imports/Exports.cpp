// Lists that leave the service as CSV: for CLM and Capita, and a school's own tracker.
#include <fmt/format.h>

#include <algorithm>

#include "Imports.h"

namespace capd::imports {
namespace {

Written csvFile(std::string name, const std::vector<std::string>& heading, const std::vector<TrackerLine>& lines) {
  Written file;
  file.fileName = std::move(name);
  file.mediaType = "text/csv; charset=utf-8";
  file.text = "\xEF\xBB\xBF" + csvLine(heading);  // spreadsheets take the mark for UTF-8
  for (const TrackerLine& line : lines) file.text += csvLine(line.cells);
  file.lines = static_cast<std::int64_t>(lines.size());
  return file;
}

PageAnswer clm(PageRequest& ask) {
  const auto from = Date::fromIso(ask.asked("from")).value_or(ask.tx.today());
  const auto until = Date::fromIso(ask.asked("until")).value_or(from);
  return csvFile(
      fmt::format("placements-{}.csv", from.iso()),
      {"Placement", "Family name", "First name", "Date of birth", "UPN", "Year group", "School", "School URN",
       "Provider", "Course", "Qualification", "Programme", "Days", "Start", "Last day", "State"},
      forClm(ask.tx, from, std::max(from, until)));
}

PageAnswer ownTracker(PageRequest& ask) {
  std::vector<std::int64_t> schools;
  for (const Hat& hat : ask.viewer.hats())
    if ((hat.organisationKind == "school" || hat.organisationKind == "send_team") &&
        std::find(schools.begin(), schools.end(), hat.organisation) == schools.end())
      schools.push_back(hat.organisation);
  if (schools.empty()) return NotThere{};
  return csvFile(fmt::format("tracker-{}.csv", ask.tx.today().iso()),
                 {"Reference", "Family name", "First name", "Date of birth", "UPN", "Year group", "Programme", "State",
                  "Applied", "Provider", "Course", "Start", "Last day", "Placement"},
                 tracker(ask.tx, schools));
}

}  // namespace

std::string csvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    std::string cell = cells[i];
    const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
    if (formula) cell.insert(cell.begin(), '\'');
    if (cell.find_first_of(",\"\r\n'") == std::string::npos) {
      line += cell;
      continue;
    }
    line += '"';
    for (const char sign : cell) {
      if (sign == '"') line += '"';
      line += sign;
    }
    line += '"';
  }
  return line + "\r\n";
}

void offerExports(Offers& offers) {
  offers.pages.push_back({.path = "/exports/placements",
                          .name = "export.placements",
                          .permission = "export.placements",
                          .says = "The placements of today, or of a time, as CSV for CLM and Capita.",
                          .file = "imports.tpl",
                          .fresh = true,
                          .fill = clm});
  offers.pages.push_back({.path = "/exports/tracker",
                          .name = "export.tracker",
                          .permission = "export.tracker",
                          .says = "A school's referrals and placements as CSV.",
                          .file = "imports.tpl",
                          .fresh = true,
                          .fill = ownTracker});
  offers.navigation.push_back({"Tracker (CSV)", "/exports/tracker", "export.tracker", 70});
}

}  // namespace capd::imports
