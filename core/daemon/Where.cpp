#include "daemon/Where.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/Text.h"
#include "daemon/Subcommands.h"

namespace capd::daemon {
namespace {

std::vector<std::string> partsOf(const std::string& line) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= line.size();) {
    const auto end = std::min(line.find(" | ", at), line.size());
    parts.emplace_back(trimmed(std::string_view(line).substr(at, end - at)));
    at = end + 3;
  }
  return parts;
}

bool isOfName(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// Does the line give that name a value: `lasts = ...`, alone or inside a table?
bool setsName(const std::string& line, const std::string& name) {
  for (auto at = line.find(name); at != std::string::npos; at = line.find(name, at + 1)) {
    if (at > 0 && (isOfName(line[at - 1]) || line[at - 1] == '"')) continue;
    const auto next = line.find_first_not_of(' ', at + name.size());
    if (next != std::string::npos && line[next] == '=') return true;
  }
  return false;
}

// Of a script `name` is a rule, a question, a round or a value; of a source it is words of a line.
int lineIn(const std::vector<std::string>& lines, const std::string& name, bool isScript) {
  const auto first = [&](const auto& fits) {
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (fits(lines[i])) return static_cast<int>(i + 1);
    return 0;
  };
  if (!isScript) return first([&](const std::string& line) { return line.find(name) != std::string::npos; });
  const int rule = first([&](const std::string& line) {
    for (const char* word : {"must \"", "ask \"", "round \"", "panel \""})
      if (line.find(word + name + "\"") != std::string::npos) return true;
    return false;
  });
  if (rule != 0) return rule;
  const std::string last = name.substr(name.rfind('.') + 1);
  return first([&](const std::string& line) { return setsName(line, last); });
}

}  // namespace

std::vector<TierRow> tierRows(const std::string& share) {
  const std::string file = share + "/scripts/tiers.txt";
  std::ifstream in(file);
  if (!in) throw std::runtime_error("The list " + file + " cannot be read.");
  std::vector<TierRow> rows;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const auto parts = partsOf(line);
    if (parts.size() != 4 || parts[1].find(": ") == std::string::npos)
      throw std::runtime_error(
          fmt::format("{}:{}: a row is id | place: words in it | where it is printed | test.", file, number));
    rows.push_back({parts[0], parts[1], parts[2], parts[3] == "-" ? "" : parts[3]});
  }
  return rows;
}

FoundAt foundAt(const std::string& share, const TierRow& row) {
  const auto colon = row.place.find(": ");
  FoundAt found;
  found.file = row.place.substr(0, colon);
  if (found.file[0] >= '0' && found.file[0] <= '9') found.file = "scripts/policy/" + found.file;
  const std::string path = share + "/" + found.file;
  found.isThere = std::filesystem::is_regular_file(path);
  if (!found.isThere) return found;
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  found.line = lineIn(lines, row.place.substr(colon + 2), found.file.size() > 4 && found.file.ends_with(".lua"));
  return found;
}

int runProgrammeWhere(const Options& options) {
  return exitCodeOf([&] {
    int lost = 0;
    nlohmann::json all = nlohmann::json::array();
    for (const TierRow& row : tierRows(options.share)) {
      std::string place = row.place;
      if (!row.isLater()) {
        const FoundAt found = foundAt(options.share, row);
        // A script is always there; a source need not be.
        const bool wrong = found.isThere ? found.line == 0 : found.file.rfind("scripts/", 0) == 0;
        if (wrong) ++lost;
        place = wrong             ? "NOT THERE: " + row.place
                : found.line == 0 ? found.file
                                  : fmt::format("{}:{}", found.file, found.line);
      }
      all.push_back({{"id", row.id}, {"place", place}, {"source", row.source}, {"test", row.test}});
      if (!options.json)
        std::cout << fmt::format("{:<12} {:<66} {:<30} {}\n", row.id, place, row.source,
                                 row.test.empty() ? "-" : row.test);
    }
    if (options.json) std::cout << all.dump(2) << "\n";
    if (lost > 0) std::cerr << fmt::format("capd: {} places of scripts/tiers.txt are not there.\n", lost);
    return lost == 0 ? 0 : 1;
  });
}

}  // namespace capd::daemon
