#pragma once
// Everything a council needs to leave: every table as CSV, the papers of its cases as files, and what each column
// means.

#include <functional>
#include <string>
#include <vector>

#include "capd/Tx.h"

namespace capd::daemon {

struct ExportedTable {
  struct Column {
    std::string name;
    bool number = false;
  };
  std::string name;
  std::vector<Column> columns;
};
/// Tables of the records but those that are of use to this installation alone: passwords, sessions, links, replies kept
/// for repeats, sealed parts of the audit.
std::vector<ExportedTable> tablesToExport(ReadTx& tx, bool postgres);
/// All rows, by their first column, whatever the viewer.
void eachRow(ReadTx& tx, const ExportedTable& table, const std::function<void(const std::vector<std::string>&)>& row);

struct ExportedPaper {
  std::int64_t id = 0;
  std::string kind;
  std::string blob;
  std::string mediaType;
};
/// Papers of cases that are there and not sealed. What goes from safeguarding lead to safeguarding lead is theirs to
/// take along.
std::vector<ExportedPaper> papersToExport(ReadTx& tx);
std::int64_t sealedPapers(ReadTx& tx);

/// One line of CSV; a cell that a spreadsheet would take for a formula gets an apostrophe before it.
std::string csvLineOf(const std::vector<std::string>& cells);

}  // namespace capd::daemon
