#include "Confirmation.h"

namespace capd::confirmation {
namespace {

template <class... A>
std::vector<Given> read(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Given> all;
  tx.each<std::int64_t, std::int64_t, std::string, Instant, std::string, Instant, std::string, std::string>(
      sql,
      [&](std::int64_t id, std::int64_t provider, std::string period, Instant at, std::string by, Instant due,
          std::string status, std::string says) {
        if (mayRead(tx.viewer(), provider))
          all.push_back(
              {id, provider, std::move(period), at, std::move(by), due, std::move(status), std::move(says), {}});
      },
      args...);
  for (Given& each : all)
    tx.each<std::string, bool>(
        "SELECT i.item, i.yes FROM confirmation_item i WHERE i.confirmation_id = ?",
        [&](const std::string& item, bool yes) { each.items[item] = yes; }, each.id);
  return all;
}

#define GIVEN_COLUMNS "g.id, g.provider_id, g.period, g.given_ms, g.given_name, g.due_ms, g.dfe_status, g.says"

}  // namespace

std::vector<Given> givenBy(ReadTx& tx, std::int64_t provider, std::size_t most) {
  return read(tx,
              "SELECT " GIVEN_COLUMNS
              " FROM confirmation g WHERE g.provider_id = ? ORDER BY g.given_ms DESC, g.id DESC "
              "LIMIT ?",
              provider, static_cast<std::int64_t>(most));
}

std::optional<Given> given(ReadTx& tx, std::int64_t provider, std::string_view period) {
  auto all = read(tx, "SELECT " GIVEN_COLUMNS " FROM confirmation g WHERE g.provider_id = ? AND g.period = ?", provider,
                  period);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

void addGiven(WriteTx& tx, const Given& given) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO confirmation (id, provider_id, period, given_ms, given_by, given_name, due_ms, dfe_status, says) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, given.provider, given.period, tx.now(), tx.viewer().account(), tx.viewer().name(), given.due, given.dfeStatus,
      given.says);
  for (const auto& [item, yes] : given.items)
    tx.execute("INSERT INTO confirmation_item (confirmation_id, item, yes) VALUES (?, ?, ?)", id, item, yes);
}

std::vector<std::string> pupilsAt(ReadTx& tx, std::int64_t provider) {
  std::vector<std::string> all;
  for (auto& [reference] : tx.rows<std::string>(
           "SELECT DISTINCT c.reference FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.provider_id = ? "
           "AND p.state IN ('confirmed', 'active') ORDER BY c.reference",
           provider))
    all.push_back(std::move(reference));
  return all;
}

void addReport(WriteTx& tx, std::int64_t provider, std::int64_t caseId, const std::string& says) {
  tx.execute(
      "INSERT INTO main_provider_report (id, provider_id, case_id, said_ms, said_by, said_name, says) VALUES (?, ?, ?, "
      "?, "
      "?, ?, ?)",
      tx.nextId(), provider, caseId, tx.now(), tx.viewer().account(), tx.viewer().name(), says);
}

std::vector<Report> openReports(ReadTx& tx, std::int64_t provider) {
  std::vector<Report> all;
  tx.each<std::int64_t, std::string, Instant, std::string, std::string>(
      "SELECT m.id, c.reference, m.said_ms, m.said_name, m.says FROM main_provider_report m JOIN @cases c ON c.id = "
      "m.case_id WHERE m.provider_id = ? AND m.decided_ms IS NULL ORDER BY m.id",
      [&](std::int64_t id, std::string reference, Instant at, std::string by, std::string says) {
        all.push_back({id, provider, std::move(reference), at, std::move(by), std::move(says)});
      },
      provider);
  return all;
}

bool decideReport(WriteTx& tx, std::int64_t provider, std::int64_t caseId, std::string_view decision,
                  const std::string& says) {
  return tx.execute(
             "UPDATE main_provider_report SET decided_ms = ?, decided_name = ?, decision = ?, decision_says = ? WHERE "
             "provider_id = ? AND case_id = ? AND decided_ms IS NULL",
             tx.now(), tx.viewer().name(), decision, says, provider, caseId) > 0;
}

}  // namespace capd::confirmation
