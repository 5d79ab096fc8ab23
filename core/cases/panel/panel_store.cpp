#include <map>

#include "cases/panel/PanelRows.h"

namespace capd {
namespace {

std::string joinedDays(const std::vector<Date>& days) {
  std::string text;
  for (const Date day : days) text += (text.empty() ? "" : ",") + day.iso();
  return text;
}

std::vector<Date> daysOf(const std::string& text) {
  std::vector<Date> days;
  for (std::size_t at = 0; at + 10 <= text.size(); at += 11)
    if (const auto day = Date::fromIso(text.substr(at, 10))) days.push_back(*day);
  return days;
}

#define ROUND "SELECT id, code, year, name, deadline, meetings, by_hand, agenda_ms, version FROM panel_round"

std::vector<PanelRound> read(ReadTx& tx, std::int64_t only) {
  std::vector<PanelRound> all;
  const auto row = [&](std::int64_t id, std::string code, std::string year, std::string name, Date deadline,
                       const std::string& meetings, bool byHand, std::optional<Instant> agenda, std::int64_t version) {
    all.push_back({id,
                   std::move(code),
                   std::move(year),
                   std::move(name),
                   deadline,
                   daysOf(meetings),
                   {},
                   byHand,
                   agenda,
                   version});
  };
  using S = std::string;
  using I = std::int64_t;
  if (only != 0)
    tx.each<I, S, S, S, Date, S, bool, std::optional<Instant>, I>(ROUND " WHERE id = ?", row, only);
  else
    tx.each<I, S, S, S, Date, S, bool, std::optional<Instant>, I>(ROUND " ORDER BY deadline, code", row);
  std::map<I, PanelRound*> byId;
  for (PanelRound& round : all) byId[round.id] = &round;
  tx.each<I, S, std::optional<Date>, S, bool>(
      "SELECT round_id, programme, starts, starts_says, panel FROM panel_item ORDER BY round_id, place",
      [&](I id, S programme, std::optional<Date> starts, S says, bool panel) {
        if (const auto at = byId.find(id); at != byId.end())
          at->second->items.push_back({std::move(programme), starts, std::move(says), panel});
      });
  return all;
}

}  // namespace

std::vector<PanelRound> keptRounds(ReadTx& tx) { return read(tx, 0); }

std::optional<PanelRound> keptRound(ReadTx& tx, std::int64_t id) {
  auto found = read(tx, id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::int64_t keepRound(WriteTx& tx, PanelRound round) {
  const auto there = tx.one<std::int64_t>("SELECT id FROM panel_round WHERE code = ?", round.code);
  if (there) {
    tx.execute("UPDATE panel_round SET deadline = ?, meetings = ?, by_hand = ?, version = version + 1 WHERE id = ?",
               round.deadline, joinedDays(round.meetings), round.byHand, *there);
    tx.execute("DELETE FROM panel_item WHERE round_id = ?", *there);
  }
  round.id = there ? *there : tx.nextId();
  if (!there)
    tx.execute(
        "INSERT INTO panel_round (id, code, year, name, deadline, meetings, by_hand, version) VALUES (?, ?, ?, ?, ?, "
        "?, "
        "?, 1)",
        round.id, round.code, round.year, round.name, round.deadline, joinedDays(round.meetings), round.byHand);
  std::int64_t place = 0;
  for (const PanelItem& item : round.items)
    tx.execute(
        "INSERT INTO panel_item (round_id, programme, starts, starts_says, panel, place) VALUES (?, ?, ?, ?, ?, ?)",
        round.id, item.programme, item.starts, item.startsSays, item.panel, ++place);
  return round.id;
}

bool isKept(ReadTx& tx, std::string_view code) {
  return tx.one<std::int64_t>("SELECT id FROM panel_round WHERE code = ?", code).has_value();
}

void openAgenda(WriteTx& tx, std::int64_t round) {
  tx.execute("UPDATE panel_round SET agenda_ms = ?, version = version + 1 WHERE id = ? AND agenda_ms IS NULL", tx.now(),
             round);
}

std::optional<std::int64_t> roundOfCase(ReadTx& tx, std::int64_t caseId) {
  return tx.one<std::int64_t>("SELECT p.round_id FROM @panel_places p WHERE p.case_id = ?", caseId);
}

void putOnRound(WriteTx& tx, std::int64_t caseId, std::int64_t round) {
  leaveRound(tx, caseId);
  tx.execute("INSERT INTO panel_place (case_id, round_id, put_ms) VALUES (?, ?, ?)", caseId, round, tx.now());
}

void leaveRound(WriteTx& tx, std::int64_t caseId) { tx.execute("DELETE FROM panel_place WHERE case_id = ?", caseId); }

std::vector<std::int64_t> casesOnRound(WriteTx& tx, std::int64_t round) {
  std::vector<std::int64_t> all;
  tx.each<std::int64_t>(
      "SELECT p.case_id FROM @all_panel_places p JOIN @all_cases c ON c.id = p.case_id WHERE p.round_id = ? AND "
      "c.state = 'submitted' ORDER BY p.case_id",
      [&](std::int64_t id) { all.push_back(id); }, round);
  return all;
}

}  // namespace capd
