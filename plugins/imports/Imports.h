#pragma once
// Files of rows on their way into the records: read, shown row by row with faults and changes, applied in commands of
// 500 rows, taken back as a whole.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "Table.h"
#include "capd/Plugin.h"
#include "cases/staff/Staff.h"

namespace capd::imports {

inline constexpr std::int64_t kRowsAtOnce = 500;
inline constexpr std::size_t kMostBytes = 64 * 1024 * 1024;

using Values = std::map<std::string, std::string>;       ///< by name of the column; empty cells are left out
std::string at(const Values& values, const char* name);  ///< empty for what was left out
/// One sentence more, with its full stop.
void addSentence(std::string& text, const std::string& says);

struct Column {
  Field field;                          ///< how a value is looked at: the same words as a form's
  std::vector<std::string> alsoCalled;  ///< other headings for it, in sort-key form
};

/// What a row would do.
struct Verdict {
  std::string action;  ///< add, change, same, skip, fault
  std::string says;
  std::int64_t subject = 0;
};
/// What it did.
struct Deed {
  std::int64_t subject = 0;
  std::string before;  ///< JSON of what stood there
};

/// What was found before the writer's turn.
struct Context {
  std::vector<std::string> signs;                 ///< fresh references, or codes of courses
  std::map<std::string, std::string> programmes;  ///< word by sort key of word and title
  std::map<std::string, std::vector<std::string>> categories;
  std::map<std::string, std::string> policyHash;  ///< by academic year
  std::map<std::string, Date> lastSchoolDay;      ///< by academic year
  std::optional<StaffRules> staff;
};
/// What another row of the file means for this one.
struct Beside {
  bool fault = false;
  std::string says;
};

struct Kind {
  std::string_view word;   ///< schools
  std::string_view title;  ///< Schools
  std::string_view says;
  std::string permission = "import.work";  ///< whoever holds it sees such imports and does them
  std::vector<Column> columns;
  std::function<std::string(const Values&)> sameAs;  ///< two rows with the same are one record
  std::function<Verdict(WriteTx&, const Values&, const Context&)> look;
  std::function<Deed(WriteTx&, const Values&, const Verdict&, const std::string& sign, const Context&)> apply;
  /// Keys that two rows share although they are two records. Each row is told of the first other one of each key, so
  /// that a file of one name takes no quadratic time: what makes a fault has a key of its own. May be empty.
  std::function<std::vector<std::string>(const Values&)> alike;
  std::function<Beside(const Values& mine, const Values& other, std::size_t line)> beside;
  /// Takes back what a row did; why not, when it cannot.
  std::function<std::string(WriteTx&, std::int64_t subject, bool added, const Values& typed, const Values& before)>
      undo;
};
const std::vector<Kind>& allKinds();
const Kind* findKind(std::string_view word);
Kind schoolsKind();
Kind providersKind();
Kind coursesKind();
Kind usersKind();
Kind pupilsKind();
Kind placementsKind();
Kind staffKind();
/// An import of that kind, for this viewer: others neither see it nor do it.
bool mayImport(const Viewer& viewer, std::string_view kind);

/// The grid as rows of a kind: the heading found among the first lines, cells by column.
struct Reading {
  struct Row {
    std::size_t line = 0;
    Values values;
  };
  std::vector<Row> rows;
  std::vector<std::string> unknown;                                 ///< headings that are no column: left out, and said
  std::unordered_map<std::string, std::vector<std::size_t>> alike;  ///< rows by the kind's `alike` keys
};
/// What the other rows of the file mean for this one; empty when nothing.
Beside besideOthers(const Kind& kind, const Reading& reading, std::size_t row);
/// @throws Unreadable when no line is a heading, naming the columns that are missing.
Reading readRows(const Kind& kind, const ReadFile& file, const std::string& area,
                 const std::function<bool(const std::string& urn)>& known);
/// The national register's own columns, as rows of schools.
bool isRegister(const Grid& grid);

/// Everything that is wrong with a row's own values, in one text; empty when nothing is.
std::string faultsOf(const Kind& kind, const Values& values);
/// `name: was → is`, for every value that is given and different.
std::string differences(const Kind& kind, const Values& before, const Values& now);
std::string toJson(const Values& values);
Values fromJson(const std::string& text);
/// `13/02/2026` and `13.2.26` as 2026-02-13; anything else as it is.
std::string dayFrom(const std::string& typed);

struct Batch {
  std::int64_t id = 0;
  std::string code;
  std::string kind;
  std::string fileName;
  std::string sha256;
  std::string blob;
  std::string area;
  std::string state;
  std::int64_t total = 0;
  std::int64_t reached = 0;
  Instant created;
  std::string createdBy;
};
struct StagedRow {
  std::int64_t number = 0;
  std::int64_t line = 0;
  Values typed;
  std::string sameAs;
  std::string action;
  std::string says;
  std::string done;
  std::int64_t subject = 0;
  Values before;
};

// ---- imports_store.cpp

void addBatch(WriteTx& tx, Batch& batch);
std::optional<Batch> findBatch(ReadTx& tx, std::string_view code);
/// Newest first, of these kinds.
std::vector<Batch> batches(ReadTx& tx, const std::vector<std::string>& kinds, std::size_t most);
/// Those whose work is not through.
std::vector<Batch> unfinished(ReadTx& tx);
void saveBatch(WriteTx& tx, const Batch& batch);
void addRow(WriteTx& tx, std::int64_t batch, const StagedRow& row);
/// Rows after `after`, at most `most`, of one action (empty = all).
std::vector<StagedRow> rowsAfter(ReadTx& tx, std::int64_t batch, std::int64_t after, std::int64_t most,
                                 std::string_view action);
/// Rows before `before`, the last first: the order in which they are taken back.
std::vector<StagedRow> rowsBefore(ReadTx& tx, std::int64_t batch, std::int64_t before, std::int64_t most);
void saveRow(WriteTx& tx, std::int64_t batch, const StagedRow& row);
/// The first row of the batch that is the same record, when there is one.
std::optional<std::int64_t> firstSame(ReadTx& tx, std::int64_t batch, const std::string& sameAs);
std::map<std::string, std::int64_t> countsByAction(ReadTx& tx, std::int64_t batch);
std::map<std::string, std::int64_t> countsByDone(ReadTx& tx, std::int64_t batch);
void forgetRows(WriteTx& tx, std::int64_t batch);

std::optional<std::int64_t> schoolByUrn(ReadTx& tx, const std::string& urn);
std::vector<std::string> knownUrns(ReadTx& tx);
void closeOrganisation(WriteTx& tx, std::int64_t organisation, bool closed);
/// True when nothing else names it, and it is gone.
bool removeOrganisation(WriteTx& tx, std::int64_t organisation);
bool removeCourse(WriteTx& tx, std::int64_t course);
bool removePupil(WriteTx& tx, std::int64_t pupil);
bool endMembership(WriteTx& tx, std::int64_t person, std::int64_t organisation, std::string_view role);
bool holdsRole(ReadTx& tx, std::int64_t person, std::int64_t organisation, std::string_view role);
std::optional<std::int64_t> courseOf(ReadTx& tx, std::int64_t provider, std::string_view programme,
                                     const std::string& title);
std::optional<std::int64_t> pupilByName(WriteTx& tx, std::int64_t school, const std::string& upn,
                                        const std::string& first, const std::string& last, const std::string& born);
std::optional<std::int64_t> runningPlacement(WriteTx& tx, std::int64_t pupil, std::int64_t course,
                                             const std::string& start);
/// A case that came from elsewhere, running: referral, choice, answer and placement at once. @returns the placement.
struct Running {
  std::string reference;
  std::int64_t school = 0;
  std::int64_t pupil = 0;
  std::int64_t course = 0;
  std::int64_t provider = 0;
  std::string programme;
  std::string sessions;
  Date start;
  std::optional<Date> last;
  std::string policyYear;
  std::string policyHash;
};
std::int64_t addRunning(WriteTx& tx, const Running& running);
/// Ends it as of now; false when it is over already.
bool endRunning(WriteTx& tx, std::int64_t placement);

struct TrackerLine {
  std::vector<std::string> cells;
};
/// Every referral that the viewer may see of these schools, with its placement.
std::vector<TrackerLine> tracker(ReadTx& tx, const std::vector<std::int64_t>& schools);
/// Placements that run on some day between the two, as CLM and Capita take them.
std::vector<TrackerLine> forClm(ReadTx& tx, Date from, Date until);

// ---- the parts

/// The files last read, kept for the commands that take it 500 rows at a time.
class Readings {
 public:
  std::shared_ptr<const Reading> get(Preparing& at, const Batch& batch);

 private:
  std::mutex mutex_;
  std::vector<std::pair<std::string, std::shared_ptr<const Reading>>> kept_;  ///< the newest last
};

/// The fields of `import.begin`, with the kinds that this viewer may import.
FormShape beginShape(const Viewer& viewer);
void offerStaging(Offers& offers, const std::shared_ptr<Readings>& readings);
void offerPages(Offers& offers);
void offerExports(Offers& offers);

/// One line of CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
std::string csvLine(const std::vector<std::string>& cells);

}  // namespace capd::imports
