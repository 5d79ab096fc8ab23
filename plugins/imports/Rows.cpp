// From a grid to rows of a kind: which line is the heading, which column is which, and what is wrong with a row by
// itself.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "Imports.h"
#include "base/Text.h"

namespace capd::imports {
namespace {

constexpr std::size_t kHeadingWithin = 12;  // lines

// "Tel. no:" and "tel no" are the same heading.
std::string headingKey(std::string_view text) {
  std::string key;
  for (const char sign : sortKey(text)) {
    const bool kept = std::isalnum(static_cast<unsigned char>(sign)) != 0 || static_cast<unsigned char>(sign) >= 0x80;
    if (kept)
      key += sign;
    else if (!key.empty() && key.back() != ' ')
      key += ' ';
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

const Column* columnCalled(const Kind& kind, const std::string& heading) {
  const std::string key = headingKey(heading);
  for (const Column& column : kind.columns) {
    if (key == headingKey(column.field.name) || key == headingKey(column.field.label)) return &column;
    for (const std::string& other : column.alsoCalled)
      if (key == headingKey(other)) return &column;
  }
  return nullptr;
}

struct Heading {
  std::size_t row = 0;  ///< the last line of it
  std::vector<const Column*> columns;
  std::vector<std::string> unknown;
  std::size_t known = 0;
  std::vector<std::string> missing;
};

Heading headingFrom(const Kind& kind, std::vector<std::string> cells, std::size_t row) {
  Heading heading;
  heading.row = row;
  std::set<const Column*> seen;
  for (const std::string& cell : cells) {
    const Column* column = columnCalled(kind, cell);
    if (column != nullptr && !seen.insert(column).second) column = nullptr;  // twice the same: the first counts
    heading.columns.push_back(column);
    if (column != nullptr) ++heading.known;
    if (column == nullptr && !trimmed(cell).empty()) heading.unknown.push_back(shortened(trimmed(cell), 60));
  }
  for (const Column& column : kind.columns)
    if (column.field.required() && seen.count(&column) == 0) heading.missing.push_back(column.field.label);
  return heading;
}

// Two lines of headings: a group above, what is in it below; where nothing stands below, the upper one counts.
std::vector<std::string> joined(const std::vector<std::string>& upper, const std::vector<std::string>& lower) {
  std::vector<std::string> cells(std::max(upper.size(), lower.size()));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string below = i < lower.size() ? trimmed(lower[i]) : "";
    cells[i] = below.empty() && i < upper.size() ? upper[i] : below;
  }
  return cells;
}

Heading findHeading(const Kind& kind, const Grid& grid) {
  Heading best;
  bool any = false;
  const auto consider = [&](Heading heading) {
    const bool better = !any || heading.missing.size() < best.missing.size() ||
                        (heading.missing.size() == best.missing.size() && heading.known > best.known);
    if (heading.known > 0 && better) {
      best = std::move(heading);
      any = true;
    }
  };
  for (std::size_t i = 0; i < grid.rows.size() && i < kHeadingWithin; ++i) {
    consider(headingFrom(kind, grid.rows[i].cells, i));
    if (i > 0) consider(headingFrom(kind, joined(grid.rows[i - 1].cells, grid.rows[i].cells), i));
  }
  std::vector<std::string> wanted;
  for (const Column& column : kind.columns)
    if (column.field.required()) wanted.push_back("“" + column.field.label + "”");
  if (!any)
    throw Unreadable(fmt::format("No line of the file is a heading. Name the columns in the first line: {} at least.",
                                 fmt::join(wanted, ", ")));
  if (!best.missing.empty())
    throw Unreadable(fmt::format("The heading on line {} has no column “{}”. Add it, with a value in every row.",
                                 grid.rows[best.row].line, fmt::join(best.missing, "”, “")));
  return best;
}

// ---- the national register

std::size_t columnOf(const Grid& grid, std::string_view name) {
  const auto& heading = grid.rows.front().cells;
  const auto at = std::find(heading.begin(), heading.end(), name);
  return static_cast<std::size_t>(at - heading.begin());
}

std::string cellAt(const Grid::Row& row, std::size_t column) {
  return column < row.cells.size() ? trimmed(row.cells[column]) : "";
}

std::map<std::string, std::string> successorsOf(const Grid& links) {
  std::map<std::string, std::string> all;
  for (const Grid::Row& row : links.rows)
    if (row.cells.size() >= 4 && row.cells[3].rfind("Successor", 0) == 0)
      all[trimmed(row.cells[0])] = fmt::format("{} (URN {})", trimmed(row.cells[2]), trimmed(row.cells[1]));
  return all;
}

Reading fromRegister(const ReadFile& file, const std::string& area,
                     const std::function<bool(const std::string&)>& known) {
  const Grid& grid = file.grid;
  const auto successors = successorsOf(file.links);
  const auto column = [&](const char* name) { return columnOf(grid, name); };
  const std::size_t urn = column("URN");
  const std::size_t authority = column("LA (code)");
  const std::size_t name = column("EstablishmentName");
  const std::size_t status = column("EstablishmentStatus (name)");
  const std::size_t phase = column("PhaseOfEducation (name)");
  const std::size_t phone = column("TelephoneNum");
  const std::size_t closed = column("CloseDate");
  const std::size_t address[] = {column("Street"), column("Locality"), column("Address3"), column("Town"),
                                 column("Postcode")};
  Reading reading;
  for (std::size_t i = 1; i < grid.rows.size(); ++i) {
    const Grid::Row& row = grid.rows[i];
    const bool here = !area.empty() && cellAt(row, authority) == area;
    if (!here && !known(cellAt(row, urn))) continue;
    Values values = {{"urn", cellAt(row, urn)}, {"name", cellAt(row, name)}, {"school_group", "secondary_partnership"}};
    if (cellAt(row, phase).find("rimary") != std::string::npos || cellAt(row, phase) == "Nursery")
      values["school_group"] = "primary_partnership";
    if (!here) values["school_group"] = "west_midlands_national";
    const std::string number = cellAt(row, phone);
    if (!number.empty()) values["phone"] = number.front() == '0' ? number : "0" + number;  // the register drops the 0
    std::string where;
    for (const std::size_t part : address)
      if (!cellAt(row, part).empty()) where += (where.empty() ? "" : ", ") + cellAt(row, part);
    if (!where.empty()) values["address"] = where;
    if (cellAt(row, status) == "Closed") {
      values["closed"] = "yes";
      if (!cellAt(row, closed).empty()) values["closed_on"] = cellAt(row, closed);
      const auto next = successors.find(cellAt(row, urn));
      if (next != successors.end()) values["successor"] = next->second;
    }
    reading.rows.push_back({row.line, std::move(values)});
  }
  return reading;
}

}  // namespace

std::string at(const Values& values, const char* name) {
  const auto found = values.find(name);
  return found == values.end() ? "" : found->second;
}

void addSentence(std::string& text, const std::string& says) {
  text += (text.empty() ? "" : " ") + says;
  if (text.back() != '.') text += '.';
}

bool isRegister(const Grid& grid) {
  if (grid.rows.empty()) return false;
  const auto has = [&](std::string_view name) { return columnOf(grid, name) < grid.rows.front().cells.size(); };
  return has("URN") && has("EstablishmentName") && has("LA (code)");
}

Reading readRows(const Kind& kind, const ReadFile& file, const std::string& area,
                 const std::function<bool(const std::string&)>& known) {
  if (kind.word == "schools" && isRegister(file.grid)) return fromRegister(file, area, known);
  const Heading heading = findHeading(kind, file.grid);
  Reading reading;
  reading.unknown = heading.unknown;
  for (std::size_t i = heading.row + 1; i < file.grid.rows.size(); ++i) {
    const Grid::Row& row = file.grid.rows[i];
    Reading::Row made{row.line, {}};
    for (std::size_t at = 0; at < row.cells.size() && at < heading.columns.size(); ++at) {
      const Column* column = heading.columns[at];
      TextFault fault;  // said when the row is looked at
      const std::string value = cleanText(row.cells[at], fault).value_or(trimmed(row.cells[at]));
      if (column == nullptr || value.empty()) continue;
      made.values[column->field.name] = column->field.kind == FieldKind::date ? dayFrom(value) : value;
    }
    if (!made.values.empty()) reading.rows.push_back(std::move(made));
  }
  if (!kind.alike) return reading;
  for (std::size_t i = 0; i < reading.rows.size(); ++i)
    for (const std::string& key : kind.alike(reading.rows[i].values)) reading.alike[key].push_back(i);
  return reading;
}

Beside besideOthers(const Kind& kind, const Reading& reading, std::size_t row) {
  Beside note;
  if (!kind.alike) return note;
  const Values& mine = reading.rows[row].values;
  const std::string own = kind.sameAs(mine);
  for (const std::string& key : kind.alike(mine)) {
    const auto others = reading.alike.find(key);
    if (others == reading.alike.end()) continue;
    for (const std::size_t each : others->second) {
      if (each == row || kind.sameAs(reading.rows[each].values) == own) continue;
      Beside found = kind.beside(mine, reading.rows[each].values, reading.rows[each].line);
      if (found.fault) return found;
      if (note.says.empty()) note = std::move(found);
      break;
    }
  }
  return note;
}

std::string faultsOf(const Kind& kind, const Values& values) {
  Problems problems;
  for (const Column& column : kind.columns) {
    FieldTexts texts;
    const auto at = values.find(column.field.name);
    if (at != values.end()) texts[column.field.name] = {at->second};
    if (at != values.end() && column.field.kind == FieldKind::date && !Date::fromIso(at->second))
      problems.push_back({column.field.name, fmt::format("“{}” is no day such as 2011-03-04 or 04/03/2011: {}",
                                                         column.field.label, shortened(at->second, 40))});
    else
      checkField(column.field, texts, problems);
  }
  std::string says;
  for (const Problem& problem : problems) addSentence(says, problem.says);
  return says;
}

std::string differences(const Kind& kind, const Values& before, const Values& now) {
  std::string says;
  for (const Column& column : kind.columns) {
    const auto is = now.find(column.field.name);
    if (is == now.end()) continue;
    const auto was = before.find(column.field.name);
    const std::string old = was == before.end() ? "" : was->second;
    if (old == is->second) continue;
    says += fmt::format("{}{}: {} → {}", says.empty() ? "" : "; ", column.field.label, old.empty() ? "nothing" : old,
                        is->second);
  }
  return says;
}

std::string toJson(const Values& values) {
  return nlohmann::json(values).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Values fromJson(const std::string& text) {
  if (text.empty()) return {};
  return nlohmann::json::parse(text).get<Values>();
}

std::string dayFrom(const std::string& typed) {
  if (Date::fromIso(typed.substr(0, 10)) && (typed.size() == 10 || typed[10] == 'T' || typed[10] == ' '))
    return typed.substr(0, 10);
  std::vector<std::string> parts(1);
  for (const char sign : typed) {
    if (sign == '/' || sign == '.' || sign == '-' || sign == ' ')
      parts.emplace_back();
    else
      parts.back() += sign;
  }
  if (parts.size() != 3) return typed;
  int year = 0;
  const std::string& last = parts[2];
  if (last.size() == 2 && std::from_chars(last.data(), last.data() + 2, year).ptr == last.data() + 2)
    parts[2] = std::to_string(year + (year > 40 ? 1900 : 2000));
  const auto day = Date::fromFields(parts[0], parts[1], parts[2]);
  return day ? day->iso() : typed;
}

}  // namespace capd::imports
