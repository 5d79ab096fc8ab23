// The first sheet of an Office Open XML spreadsheet: shared texts, numbers, days, merged cells; no formulas are worked
// out, their last value is read. expat reads the XML; a document type, which bombs are made of, is refused.

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include "Table.h"
#include "Zip.h"
#include "base/Date.h"

namespace capd::imports {
namespace {

constexpr char kSpoilt[] = "The spreadsheet cannot be read. Save it again as xlsx, or as CSV, and choose that.";
using Attributes = std::map<std::string, std::string>;

// `x:row` and `row` are the same here: producers choose their own prefix.
std::string plain(const char* name) {
  const std::string all = name;
  const auto colon = all.rfind(':');
  return colon == std::string::npos ? all : all.substr(colon + 1);
}

class Xml {
 public:
  std::function<void(const std::string&, const Attributes&)> begin;
  std::function<void(const std::string&)> end;
  std::string text;  ///< since the last tag that took it

  void read(const std::string& bytes) {
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr),
                                                                                          XML_ParserFree);
    XML_SetUserData(parser.get(), this);
    XML_SetElementHandler(
        parser.get(),
        [](void* self, const XML_Char* name, const XML_Char** pairs) {
          Attributes attributes;
          for (; *pairs != nullptr; pairs += 2) attributes[plain(pairs[0])] = pairs[1];
          static_cast<Xml*>(self)->guard([&](Xml& xml) { xml.begin(plain(name), attributes); });
        },
        [](void* self, const XML_Char* name) {
          static_cast<Xml*>(self)->guard([&](Xml& xml) { xml.end(plain(name)); });
        });
    XML_SetCharacterDataHandler(parser.get(), [](void* self, const XML_Char* sign, int length) {
      static_cast<Xml*>(self)->guard([&](Xml& xml) {
        if (xml.text.size() + static_cast<std::size_t>(length) > 4 * kMostLetters)
          throw Unreadable(fmt::format("A cell is longer than {} letters.", kMostLetters));
        xml.text.append(sign, static_cast<std::size_t>(length));
      });
    });
    XML_SetStartDoctypeDeclHandler(parser.get(),
                                   [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
                                     static_cast<Xml*>(self)->guard([](Xml&) { throw Unreadable(kSpoilt); });
                                   });
    parser_ = parser.get();
    const auto state = XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), 1);
    if (broken_) std::rethrow_exception(broken_);
    if (state != XML_STATUS_OK) throw Unreadable(kSpoilt);
  }

 private:
  // No exception passes through the C library.
  template <class F>
  void guard(F work) {
    if (broken_) return;
    try {
      work(*this);
    } catch (...) {
      broken_ = std::current_exception();
      XML_StopParser(parser_, XML_FALSE);
    }
  }
  XML_Parser parser_ = nullptr;
  std::exception_ptr broken_;
};

std::string at(const Attributes& attributes, const std::string& name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? "" : found->second;
}

std::vector<std::string> sharedTexts(const std::string& bytes) {
  std::vector<std::string> all;
  std::string one;
  bool spoken = false;  // how a text is pronounced is no part of it
  Xml xml;
  xml.begin = [&](const std::string& name, const Attributes&) {
    xml.text.clear();
    if (name == "si") one.clear();
    if (name == "rPh") spoken = true;
  };
  xml.end = [&](const std::string& name) {
    if (name == "t" && !spoken) one += xml.text;
    if (name == "rPh") spoken = false;
    if (name == "si") all.push_back(one);
    if (all.size() > 4'000'000) throw Unreadable(kSpoilt);
  };
  xml.read(bytes);
  return all;
}

// Is a number under that format a day? Those of the standard, and own ones that speak of days, months or years.
bool speaksOfDays(const std::string& format) {
  bool quoted = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char sign = format[i];
    if (sign == '"') quoted = !quoted;
    if (sign == '\\') ++i;
    if (quoted || sign == '\\') continue;
    if (sign == '[') i = std::min(format.find(']', i), format.size() - 1);
    if (sign == 'd' || sign == 'y' || sign == 'D' || sign == 'Y') return true;
  }
  return false;
}

std::vector<bool> dayStyles(const std::string& bytes) {
  std::vector<bool> days;
  std::map<std::string, bool> own;
  bool cells = false;
  Xml xml;
  xml.begin = [&](const std::string& name, const Attributes& a) {
    if (name == "numFmt") own[at(a, "numFmtId")] = speaksOfDays(at(a, "formatCode"));
    if (name == "cellXfs") cells = true;
    if (name != "xf" || !cells) return;
    const std::string format = at(a, "numFmtId");
    static const std::set<std::string> kStandard = {"14", "15", "16", "17", "22", "27", "28", "29", "30", "31", "36"};
    const auto known = own.find(format);
    days.push_back(known != own.end() ? known->second : kStandard.count(format) != 0);
  };
  xml.end = [&](const std::string& name) {
    if (name == "cellXfs") cells = false;
  };
  xml.read(bytes);
  return days;
}

// `BC17` is column 55, line 17. Column and line 1 = the first.
std::pair<std::size_t, std::size_t> placeOf(const std::string& name) {
  std::size_t column = 0;
  std::size_t i = 0;
  for (; i < name.size() && name[i] >= 'A' && name[i] <= 'Z'; ++i) {
    column = column * 26 + static_cast<std::size_t>(name[i] - 'A' + 1);
    if (column > 16384) throw Unreadable(kSpoilt);
  }
  std::size_t line = 0;
  std::from_chars(name.data() + i, name.data() + name.size(), line);
  if (column == 0 || line == 0 || line > 1'048'576) throw Unreadable(kSpoilt);
  return {column, line};
}

// Days are counted from the end of 1899, with a 29 February 1900 that never was.
std::string dayFrom(const std::string& value, bool from1904) {
  double number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  if (read.ec != std::errc() || number < 1 || number > 2'958'465) return value;
  constexpr int kUnixBegins = 25569;  // 1 January 1970, counted so
  return Date::fromDayNumber(static_cast<int>(number) - kUnixBegins + (from1904 ? 1462 : 0)).iso();
}

// 12 stays 12; 0.1 + 0.2 as its writer saw it; 2071832847 is no 2.071832847E9.
std::string numberFrom(const std::string& value) {
  double number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  if (read.ec != std::errc() || read.ptr != value.data() + value.size()) return value;
  if (std::floor(number) == number && std::fabs(number) < 1e15) return std::to_string(static_cast<long long>(number));
  return fmt::format("{:.10g}", number);
}

struct Merge {
  std::pair<std::size_t, std::size_t> from;
  std::pair<std::size_t, std::size_t> to;
};

class Sheet {
 public:
  Sheet(const std::vector<std::string>& texts, const std::vector<bool>& days, bool from1904)
      : texts_(texts), days_(days), from1904_(from1904) {}

  Grid read(const std::string& bytes) {
    Xml xml;
    xml.begin = [&](const std::string& name, const Attributes& a) { begin(xml, name, a); };
    xml.end = [&](const std::string& name) { end(xml, name); };
    xml.read(bytes);
    fill();
    Grid grid;
    for (auto& [line, cells] : rows_) {
      if (std::all_of(cells.begin(), cells.end(), [](const std::string& c) { return c.empty(); })) continue;
      grid.rows.push_back({line, std::move(cells)});
    }
    return grid;
  }

 private:
  void begin(Xml& xml, const std::string& name, const Attributes& a) {
    if (name == "row") {
      line_ = at(a, "r").empty() ? line_ + 1 : placeOf("A" + at(a, "r")).second;
      column_ = 0;
    } else if (name == "c") {
      column_ = at(a, "r").empty() ? column_ + 1 : placeOf(at(a, "r")).first;
      type_ = at(a, "t");
      style_ = at(a, "s");
      value_.clear();
    } else if (name == "mergeCell") {
      const std::string place = at(a, "ref");
      const auto colon = place.find(':');
      if (colon != std::string::npos && merges_.size() < 100'000)
        merges_.push_back({placeOf(place.substr(0, colon)), placeOf(place.substr(colon + 1))});
    }
    xml.text.clear();
  }

  void end(Xml& xml, const std::string& name) {
    if (name == "v" || name == "t") value_ += xml.text;
    if (name == "c") put();
    xml.text.clear();
  }

  void put() {
    if (value_.empty()) return;
    if (column_ > kMostColumns)
      throw Unreadable(fmt::format("Line {} has more than {} columns. Is this a table?", line_, kMostColumns));
    auto& row = rows_[line_];
    if (row.size() < column_) row.resize(column_);
    row[column_ - 1] = meaning();
    if (rows_.size() > kMostRows)
      throw Unreadable(fmt::format("The sheet has more than {} rows. Split it and import the parts.", kMostRows));
  }

  [[nodiscard]] std::string meaning() const {
    if (type_ == "s") {
      std::size_t index = 0;
      std::from_chars(value_.data(), value_.data() + value_.size(), index);
      return index < texts_.size() ? texts_[index] : "";
    }
    if (type_ == "b") return value_ == "1" ? "yes" : "no";
    if (type_ == "str" || type_ == "inlineStr") return value_;
    if (type_ == "e") return value_;  // #REF! and the like: the row's own check says what is wrong with it
    if (type_ == "d") return value_.substr(0, 10);
    std::size_t style = 0;
    std::from_chars(style_.data(), style_.data() + style_.size(), style);
    return style < days_.size() && days_[style] ? dayFrom(value_, from1904_) : numberFrom(value_);
  }

  // The value of a merged cell stands in all of it, as a reader sees it.
  void fill() {
    std::size_t filled = 0;
    for (const Merge& merge : merges_) {
      const auto from = rows_.find(merge.from.second);
      if (from == rows_.end() || from->second.size() < merge.from.first) continue;
      const std::string value = from->second[merge.from.first - 1];
      for (std::size_t line = merge.from.second; line <= merge.to.second; ++line) {
        const auto row = rows_.find(line);
        if (row == rows_.end()) continue;  // a line with nothing else is no row
        for (std::size_t column = merge.from.first; column <= std::min(merge.to.first, kMostColumns); ++column) {
          if (++filled > 1'000'000) throw Unreadable(kSpoilt);
          if (row->second.size() < column) row->second.resize(column);
          if (row->second[column - 1].empty()) row->second[column - 1] = value;
        }
      }
    }
  }

  const std::vector<std::string>& texts_;
  const std::vector<bool>& days_;
  bool from1904_;
  std::map<std::size_t, std::vector<std::string>> rows_;
  std::vector<Merge> merges_;
  std::size_t line_ = 0;
  std::size_t column_ = 0;
  std::string type_;
  std::string style_;
  std::string value_;
};

struct Book {
  std::string firstSheet;  ///< its relation
  bool from1904 = false;
};

Book bookOf(const std::string& bytes) {
  Book book;
  Xml xml;
  xml.begin = [&](const std::string& name, const Attributes& a) {
    if (name == "workbookPr") book.from1904 = at(a, "date1904") == "1" || at(a, "date1904") == "true";
    if (name == "sheet" && book.firstSheet.empty() && at(a, "state").empty()) book.firstSheet = at(a, "id");
  };
  xml.end = [](const std::string&) {};
  xml.read(bytes);
  return book;
}

std::string targetOf(const std::string& bytes, const std::string& id) {
  std::string target;
  Xml xml;
  xml.begin = [&](const std::string& name, const Attributes& a) {
    if (name == "Relationship" && at(a, "Id") == id) target = at(a, "Target");
  };
  xml.end = [](const std::string&) {};
  xml.read(bytes);
  return target.rfind('/', 0) == 0 ? target.substr(1) : "xl/" + target;
}

}  // namespace

Grid readXlsx(std::string_view bytes) {
  Zip zip(bytes);
  const auto part = [&](const std::string& name) {
    const Zip::Entry* entry = zip.find(name);
    return entry == nullptr ? std::string() : zip.unpacked(*entry);
  };
  const std::string workbook = part("xl/workbook.xml");
  const std::string relations = part("xl/_rels/workbook.xml.rels");
  if (workbook.empty() || relations.empty()) throw Unreadable(kSpoilt);
  const Book book = bookOf(workbook);
  const std::string sheet = part(targetOf(relations, book.firstSheet));
  if (sheet.empty()) throw Unreadable(kSpoilt);
  const std::string texts = part("xl/sharedStrings.xml");
  const std::string styles = part("xl/styles.xml");
  const auto shared = texts.empty() ? std::vector<std::string>() : sharedTexts(texts);
  const auto days = styles.empty() ? std::vector<bool>() : dayStyles(styles);
  return Sheet(shared, days, book.from1904).read(sheet);
}

ReadFile readFile(std::string_view bytes) {
  if (bytes.empty()) throw Unreadable("The file is empty. Choose another.");
  if (!looksZipped(bytes)) {
    if (bytes.substr(0, 4) == "\xD0\xCF\x11\xE0")
      throw Unreadable("This is a spreadsheet of the old kind (xls). Save it as xlsx or CSV and choose that.");
    return {readCsv(decoded(bytes)), {}};
  }
  Zip zip(bytes);
  if (zip.find("xl/workbook.xml") != nullptr) return {readXlsx(bytes), {}};
  ReadFile read;
  bool found = false;
  for (const Zip::Entry& entry : zip.entries()) {
    const std::string name = entry.name.substr(entry.name.rfind('/') + 1);
    const bool csv = name.size() > 4 && name.substr(name.size() - 4) == ".csv";
    if (!csv || name.rfind("._", 0) == 0) continue;  // what some systems put beside every file
    if (name.rfind("links", 0) == 0) {
      read.links = readCsv(decoded(zip.unpacked(entry)));
    } else if (!found) {
      found = true;
      read.grid = readCsv(decoded(zip.unpacked(entry)));
    } else {
      throw Unreadable("The ZIP holds several CSV files. Unpack it and choose the one with the rows.");
    }
  }
  if (!found) throw Unreadable("The ZIP holds no CSV file. Choose a CSV file or an Excel spreadsheet (xlsx).");
  return read;
}

}  // namespace capd::imports
