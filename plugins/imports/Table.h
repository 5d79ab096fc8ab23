#pragma once
// A file of rows as it was read: whatever its kind, a grid of cleaned texts with the line each row stood on.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace capd::imports {

/// The file cannot be read; what() is a sentence for the person who chose it, with what would be right.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline constexpr std::size_t kMostRows = 200'000;
inline constexpr std::size_t kMostColumns = 400;
inline constexpr std::size_t kMostLetters = 32'767;  ///< of one cell, as in spreadsheets

struct Grid {
  struct Row {
    std::size_t line = 0;  ///< of the file or the sheet, the first is 1
    std::vector<std::string> cells;
  };
  std::vector<Row> rows;
};

/// UTF-8, with or without its mark; UTF-16 with its mark; everything else is taken for Windows-1252, which ISO-8859-1
/// is a part of. @throws Unreadable for bytes that are no text.
std::string decoded(std::string_view bytes);
/// Commas, semicolons or tabs, whichever the first line has most of; quotes may hold line ends and doubled quotes.
/// @throws Unreadable naming the line of a quote that never ends, or what is too large.
Grid readCsv(std::string_view text);
/// The first sheet of a spreadsheet. A merged cell's value stands in each of its cells; days come as 2026-02-13.
/// @throws Unreadable.
Grid readXlsx(std::string_view bytes);

struct ReadFile {
  Grid grid;
  Grid links;  ///< the national register's second file: which school follows which; empty elsewhere
};
/// By content, not by name: spreadsheet, ZIP with CSV inside, or CSV. @throws Unreadable.
ReadFile readFile(std::string_view bytes);

}  // namespace capd::imports
