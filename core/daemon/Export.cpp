#include "daemon/Export.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "base/Text.h"
#include "daemon/House.h"
#include "daemon/Serve.h"
#include "daemon/Subcommands.h"
#include "store/Blobs.h"

namespace capd::daemon {
namespace {

namespace fs = std::filesystem;

// What the migrations say beside a column: `name TYPE ..., -- what it means`.
std::map<std::string, std::string> meanings(const std::string& share) {
  std::map<std::string, std::string> all;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(share + "/sql"))
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    std::ifstream in(file);
    std::string table;
    for (std::string line; std::getline(in, line);) {
      std::istringstream words(line);
      std::string first;
      std::string second;
      std::string third;
      words >> first >> second >> third;
      if (first == "CREATE" && second == "TABLE") table = third;
      if (first == "ALTER" && second == "TABLE") {
        table = third;
        words >> first >> second >> first;  // ADD COLUMN name
      }
      const auto dashes = line.find("-- ");
      if (dashes != std::string::npos && !table.empty() && first != "--")
        all[table + "." + first] = trimmed(line.substr(dashes + 3));
    }
  }
  return all;
}

std::string endingOf(const std::string& mediaType) {
  static const std::map<std::string, std::string> kEndings = {
      {"application/pdf", ".pdf"},
      {"application/msword", ".doc"},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
      {"application/vnd.oasis.opendocument.text", ".odt"},
      {"application/rtf", ".rtf"},
      {"image/jpeg", ".jpg"},
      {"image/png", ".png"}};
  const auto known = kEndings.find(mediaType);
  return known == kEndings.end() ? ".txt" : known->second;
}

class Folder {
 public:
  explicit Folder(std::string path) : path_(std::move(path)) {
    if (fs::exists(path_) && !fs::is_empty(path_))
      throw std::runtime_error("The folder " + path_ + " is not empty: an export goes into a new one.");
    fs::create_directories(path_ + "/tables");
    fs::create_directories(path_ + "/files");
    ::chmod(path_.c_str(), 0700);
  }
  std::ofstream open(const std::string& name) const {
    std::ofstream out(path_ + "/" + name, std::ios::binary);
    if (!out) throw std::runtime_error("The file " + path_ + "/" + name + " cannot be written.");
    return out;
  }
  static void done(std::ofstream& out, const std::string& name) {
    out.close();
    if (!out) throw std::runtime_error("The disk is full: " + name + " is not whole.");
  }

 private:
  std::string path_;
};

std::size_t writeTable(ReadTx& tx, const ExportedTable& table, const Folder& folder) {
  const std::string name = "tables/" + table.name + ".csv";
  std::ofstream out = folder.open(name);
  std::vector<std::string> heading;
  for (const ExportedTable::Column& column : table.columns) heading.push_back(column.name);
  out << "\xEF\xBB\xBF" << csvLineOf(heading);
  std::size_t rows = 0;
  eachRow(tx, table, [&](const std::vector<std::string>& cells) {
    out << csvLineOf(cells);
    ++rows;
  });
  Folder::done(out, name);
  return rows;
}

std::size_t writePapers(ReadTx& tx, const store::Blobs& blobs, const Folder& folder, std::vector<std::string>& lost) {
  std::size_t written = 0;
  for (const ExportedPaper& paper : papersToExport(tx)) {
    const std::string name = fmt::format("files/{}-{}{}", paper.id, paper.kind, endingOf(paper.mediaType));
    std::ofstream out = folder.open(name);
    try {
      blobs.read(paper.blob, [&](std::string_view piece) { out << piece; });
    } catch (const std::exception& why) {
      lost.push_back(name + ": " + why.what());
      continue;
    }
    Folder::done(out, name);
    ++written;
  }
  return written;
}

void writeReadme(const Folder& folder, const std::vector<std::pair<ExportedTable, std::size_t>>& tables,
                 const std::map<std::string, std::string>& says, std::size_t files, std::int64_t sealed,
                 const std::vector<std::string>& lost) {
  std::ofstream out = folder.open("README.md");
  out << "# Everything in these records\n\n"
         "One CSV file a table in `tables/`: UTF-8, commas, a heading, quotes doubled inside quotes. An empty cell is "
         "a value that is\n"
         "not there. Columns that end in `_ms` are milliseconds since 1970 (UTC); days are written 2026-02-13; `id` "
         "columns tie rows\n"
         "together. A cell that a spreadsheet would take for a formula has an apostrophe before it.\n\n";
  out << fmt::format("Papers of cases lie in `files/` under the number of their row in `document` ({} of them).\n",
                     files);
  out << fmt::format(
      "{} papers that go from safeguarding lead to safeguarding lead are not here: the leads take them along from\n"
      "their own pages. Passwords, sessions and links are not here either.\n\n",
      sealed);
  for (const std::string& each : lost) out << "- MISSING " << each << "\n";
  for (const auto& [table, rows] : tables) {
    out << fmt::format("\n## {} ({} rows)\n\n| column | holds | what it means |\n| --- | --- | --- |\n", table.name,
                       rows);
    for (const ExportedTable::Column& column : table.columns) {
      const auto meaning = says.find(table.name + "." + column.name);
      out << fmt::format("| {} | {} | {} |\n", column.name, column.number ? "number" : "text",
                         meaning == says.end() ? "" : meaning->second);
    }
  }
  Folder::done(out, "README.md");
}

int exportAll(const Options& options) {
  const HouseSettings house = houseSettings(options, false);
  commands::Registry registry;
  commands::PluginHost host(registry);
  host.loadFolder(options.plugins);
  const SystemClock clock;
  const auto database = store::Database::openToRead(house.database, clock, migrationsOf(house, host));
  ViewerMaker maker;
  maker.actor = "host:" + std::to_string(::getuid());
  maker.door = Viewer::Door::socket;
  maker.seesAllCases = true;
  const auto lease = database->read(maker.make());
  const Folder folder(options.folder);
  std::vector<std::pair<ExportedTable, std::size_t>> tables;
  std::size_t rows = 0;
  const bool postgres = house.database.kind == store::Settings::Kind::postgresql;
  for (ExportedTable& table : tablesToExport(lease->tx(), postgres)) {
    const std::size_t here = writeTable(lease->tx(), table, folder);
    rows += here;
    tables.emplace_back(std::move(table), here);
  }
  const store::Blobs blobs(options.data + "/blobs", database->vault());
  std::vector<std::string> lost;
  const std::size_t files = writePapers(lease->tx(), blobs, folder, lost);
  writeReadme(folder, tables, meanings(options.share), files, sealedPapers(lease->tx()), lost);
  std::cout << fmt::format(
      "{} tables with {} rows and {} files are in {}. README.md there tells what each column means.\n", tables.size(),
      rows, files, options.folder);
  for (const std::string& each : lost) std::cerr << "capd: " << each << "\n";
  return lost.empty() ? 0 : 1;
}

}  // namespace

std::string csvLineOf(const std::vector<std::string>& cells) {
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
    for (const char sign : cell) line += sign == '"' ? "\"\"" : std::string(1, sign);
    line += '"';
  }
  return line + "\r\n";
}

int runExport(const Options& options) {
  try {
    return exportAll(options);
  } catch (const std::exception& error) {
    std::cerr << "capd: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace capd::daemon
