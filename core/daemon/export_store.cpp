#include <algorithm>
#include <map>
#include <set>

#include "daemon/Export.h"

namespace capd::daemon {
namespace {

const std::set<std::string>& leftOut() {
  static const std::set<std::string> kAll = {
      "head",          "done_command", "audit_payload",   "lease",     "plugin_seen", "credential",       "session",
      "one_time_link", "parked_post",  "sign_in_failure", "migration", "access_seen", "safeguarding_slip"};
  return kAll;
}

// As the store wants them named when every row is meant.
std::string named(const std::string& table) {
  static const std::map<std::string, std::string> kScoped = {{"referral", "cases"},
                                                             {"pupil", "pupils"},
                                                             {"document", "documents"},
                                                             {"placement", "placements"},
                                                             {"placement_day", "placement_days"},
                                                             {"answer", "answers"},
                                                             {"referral_choice", "choices"},
                                                             {"response", "responses"},
                                                             {"hold", "holds"},
                                                             {"risk_assessment", "risk_assessments"},
                                                             {"ra_read", "ra_reads"},
                                                             {"visit", "visits"},
                                                             {"day_change", "day_changes"},
                                                             {"placement_meeting", "placement_meetings"},
                                                             {"withdrawal", "withdrawals"},
                                                             {"placement_standing", "standings"},
                                                             {"induction", "inductions"},
                                                             {"placement_report", "placement_reports"},
                                                             {"placement_output", "placement_outputs"},
                                                             {"roll_over", "roll_overs"}};
  const auto scoped = kScoped.find(table);
  return scoped == kScoped.end() ? table : "@all_" + scoped->second;
}

}  // namespace

std::vector<ExportedTable> tablesToExport(ReadTx& tx, bool postgres) {
  std::vector<ExportedTable> tables;
  const auto add = [&](const std::string& table, const std::string& column, const std::string& type) {
    if (leftOut().count(table) != 0 || table.rfind("sqlite_", 0) == 0) return;
    if (tables.empty() || tables.back().name != table) tables.push_back({table, {}});
    const bool number = type.find("INT") != std::string::npos || type.find("int") != std::string::npos;
    // A secret in a table of other things: whatever a later version calls it, it does not leave.
    if (column.find("secret") == std::string::npos && column.find("_sealed") == std::string::npos)
      tables.back().columns.push_back({column, number});
  };
  if (postgres)
    tx.each<std::string, std::string, std::string>(
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM "
        "information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
        add);
  else
    tx.each<std::string, std::string, std::string>(
        "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' "
        "ORDER BY m.name, c.cid",
        add);
  tables.erase(std::remove_if(tables.begin(), tables.end(), [](const ExportedTable& t) { return t.columns.empty(); }),
               tables.end());
  return tables;
}

void eachRow(ReadTx& tx, const ExportedTable& table, const std::function<void(const std::vector<std::string>&)>& row) {
  std::string sql = "SELECT ";
  std::vector<ColumnType> types;
  for (const ExportedTable::Column& column : table.columns) {
    sql += (types.empty() ? "e." : ", e.") + column.name;
    types.push_back(column.number ? ColumnType::integer : ColumnType::text);
  }
  sql += " FROM " + named(table.name) + " e ORDER BY e." + table.columns.front().name;
  std::vector<std::string> cells(table.columns.size());
  tx.select(sql, {}, types, [&](std::span<const Value> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Value& value = values[i];
      if (const auto* number = std::get_if<std::int64_t>(&value))
        cells[i] = std::to_string(*number);
      else if (const auto* text = std::get_if<std::string>(&value))
        cells[i] = *text;
      else
        cells[i].clear();
    }
    row(cells);
  });
}

std::vector<ExportedPaper> papersToExport(ReadTx& tx) {
  std::vector<ExportedPaper> all;
  tx.each<std::int64_t, std::string, std::string, std::string>(
      "SELECT d.id, d.kind, d.blob, d.media_type FROM @all_documents d WHERE d.sealed = 0 AND d.removed_ms IS NULL AND "
      "d.case_id IS NOT NULL AND d.scan <> 'quarantined' ORDER BY d.id",
      [&](std::int64_t id, std::string kind, std::string blob, std::string type) {
        all.push_back({id, std::move(kind), std::move(blob), std::move(type)});
      });
  return all;
}

std::int64_t sealedPapers(ReadTx& tx) {
  return tx.one<std::int64_t>("SELECT COUNT(*) FROM @all_documents d WHERE d.sealed = 1").value_or(0) +
         tx.one<std::int64_t>("SELECT COUNT(*) FROM @all_safeguarding_slips s").value_or(0);
}

}  // namespace capd::daemon
