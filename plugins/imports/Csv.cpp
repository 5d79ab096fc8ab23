#include <fmt/format.h>

#include <algorithm>

#include "Table.h"

namespace capd::imports {
namespace {

void put(std::string& out, std::uint32_t sign) {
  if (sign < 0x80) {
    out += static_cast<char>(sign);
  } else if (sign < 0x800) {
    out += static_cast<char>(0xC0U | sign >> 6U);
    out += static_cast<char>(0x80U | (sign & 0x3FU));
  } else if (sign < 0x10000) {
    out += static_cast<char>(0xE0U | sign >> 12U);
    out += static_cast<char>(0x80U | (sign >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (sign & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | sign >> 18U);
    out += static_cast<char>(0x80U | (sign >> 12U & 0x3FU));
    out += static_cast<char>(0x80U | (sign >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (sign & 0x3FU));
  }
}

std::string fromUtf16(std::string_view bytes, bool littleFirst) {
  std::string out;
  const auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(littleFirst ? b << 8U | a : a << 8U | b);
  };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t sign = unit(at);
    if (sign >= 0xD800 && sign < 0xDC00 && at + 3 < bytes.size()) {
      sign = 0x10000 + ((sign - 0xD800) << 10U) + (unit(at + 2) - 0xDC00);
      at += 2;
    }
    put(out, sign);
  }
  return out;
}

bool isUtf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const std::size_t more = lead < 0x80                   ? 0
                             : lead >= 0xC2 && lead < 0xE0 ? 1
                             : lead >= 0xE0 && lead < 0xF0 ? 2
                             : lead >= 0xF0 && lead < 0xF5 ? 3
                                                           : 9;
    if (more == 9 || at + more >= bytes.size() + (more == 0 ? 1 : 0)) return false;
    for (std::size_t i = 1; i <= more; ++i)
      if ((static_cast<unsigned char>(bytes[at + i]) & 0xC0U) != 0x80) return false;
    at += more + 1;
  }
  return true;
}

// Where Windows-1252 is no ISO-8859-1; 0 = a sign that it does not have.
constexpr std::uint32_t kWindows[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                        0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::string fromWindows(std::string_view bytes) {
  std::string out;
  for (const char each : bytes) {
    const auto byte = static_cast<unsigned char>(each);
    const std::uint32_t sign = byte >= 0x80 && byte < 0xA0 ? kWindows[byte - 0x80] : byte;
    put(out, sign == 0 ? 0xFFFD : sign);
  }
  return out;
}

char separatorOf(std::string_view text) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool quoted = false;
  for (const char sign : text) {
    if (sign == '"') quoted = !quoted;
    if (quoted) continue;
    commas += sign == ',' ? 1U : 0U;
    semicolons += sign == ';' ? 1U : 0U;
    tabs += sign == '\t' ? 1U : 0U;
    if (sign == '\n' && commas + semicolons + tabs > 0) break;
  }
  if (semicolons > commas && semicolons > tabs) return ';';
  return tabs > commas ? '\t' : ',';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), separator_(separatorOf(text)) {}

  Grid read() {
    row_.line = 1;
    for (; at_ < text_.size(); ++at_) {
      const char sign = text_[at_];
      if (sign == '"' && cell_.empty() && !wasQuoted_) {
        quoted();
      } else if (sign == separator_) {
        endCell();
      } else if (sign == '\n' || sign == '\r') {
        if (sign == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
        endRow();
        row_.line = ++line_;
      } else {
        add(sign);
      }
    }
    endRow();
    return std::move(grid_);
  }

 private:
  void add(char sign) {
    cell_ += sign;
    if (cell_.size() > 4 * kMostLetters)
      throw Unreadable(
          fmt::format("A cell of line {} is longer than {} letters. Is a quote missing?", row_.line, kMostLetters));
  }
  void quoted() {
    wasQuoted_ = true;
    const std::size_t began = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      const char sign = text_[at_];
      if (sign == '\n') ++line_;
      if (sign != '"') {
        add(sign);
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        add(text_[++at_]);
      } else {
        return;
      }
    }
    throw Unreadable(fmt::format("A quote that begins on line {} never ends. Put the closing quote there.", began));
  }
  void endCell() {
    row_.cells.push_back(std::move(cell_));
    cell_.clear();
    wasQuoted_ = false;
    if (row_.cells.size() > kMostColumns)
      throw Unreadable(fmt::format("Line {} has more than {} columns. Is this a table?", row_.line, kMostColumns));
  }
  void endRow() {
    endCell();
    const bool empty =
        std::all_of(row_.cells.begin(), row_.cells.end(), [](const std::string& c) { return c.empty(); });
    if (!empty) grid_.rows.push_back(std::move(row_));
    row_ = {};
    if (grid_.rows.size() > kMostRows)
      throw Unreadable(fmt::format("The file has more than {} rows. Split it and import the parts.", kMostRows));
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool wasQuoted_ = false;
  std::string cell_;
  Grid::Row row_;
  Grid grid_;
};

}  // namespace

std::string decoded(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (bytes.substr(0, 2) == "\xFF\xFE") return fromUtf16(bytes.substr(2), true);
  if (bytes.substr(0, 2) == "\xFE\xFF") return fromUtf16(bytes.substr(2), false);
  if (bytes.find('\0') != std::string_view::npos)
    throw Unreadable("The file is no table: choose a CSV file or an Excel spreadsheet (xlsx).");
  return isUtf8(bytes) ? std::string(bytes) : fromWindows(bytes);
}

Grid readCsv(std::string_view text) { return Reader(text).read(); }

}  // namespace capd::imports
