#include "panels_store.h"

#include <algorithm>

namespace capd::panels {
namespace {

using I = std::int64_t;
using S = std::string;
using OI = std::optional<I>;
using OS = std::optional<S>;
using OT = std::optional<Instant>;

#define OUTCOME                                                                                           \
  "SELECT x.id, x.case_id, x.round_id, x.panel, x.met_on, x.outcome, x.says, x.programme, x.next_round, " \
  "x.chairs_action, x.recorded_name, x.recorded_ms, x.due_ms, x.sent_ms FROM @panel_outcomes x "

template <class... A>
std::vector<PanelOutcome> readOutcomes(ReadTx& tx, const char* sql, const A&... args) {
  std::vector<PanelOutcome> all;
  tx.each<I, I, I, S, Date, S, S, OS, OI, bool, S, Instant, OT, OT>(
      sql,
      [&](I id, I caseId, I round, S panel, Date met, S outcome, S says, OS programme, OI next, bool chairs, S by,
          Instant recorded, OT due, OT sent) {
        all.push_back({id, caseId, round, std::move(panel), met, std::move(outcome), std::move(says),
                       std::move(programme), next, chairs, std::move(by), recorded, due, sent});
      },
      args...);
  return all;
}

std::vector<AgendaRow> readAgenda(const std::vector<std::tuple<I, S, S, OS>>& rows) {
  std::vector<AgendaRow> all;
  for (const auto& [id, reference, school, programme] : rows)
    all.push_back({id, reference, school, programme.value_or("")});
  return all;
}

}  // namespace

std::vector<AgendaRow> agendaOf(ReadTx& tx, std::int64_t round) {
  return readAgenda(tx.rows<I, S, S, OS>(
      "SELECT c.id, c.reference, o.name, c.programme FROM @panel_places p JOIN @cases c ON c.id = p.case_id JOIN "
      "organisation o ON o.id = c.school_id WHERE p.round_id = ? AND c.state = 'submitted' ORDER BY "
      "c.application_date, c.id",
      round));
}

std::vector<AgendaRow> withoutRound(ReadTx& tx) {
  return readAgenda(tx.rows<I, S, S, OS>(
      "SELECT c.id, c.reference, o.name, c.programme FROM @holds h JOIN @cases c ON c.id = h.case_id JOIN organisation "
      "o ON o.id = c.school_id WHERE h.kind = 'panel' AND h.closed_ms IS NULL AND c.state = 'submitted' AND NOT EXISTS "
      "(SELECT 1 FROM @panel_places p WHERE p.case_id = c.id) ORDER BY c.application_date, c.id"));
}

bool wasChased(ReadTx& tx, std::int64_t caseId) {
  return tx.one<OI>("SELECT p.chased_ms FROM @panel_places p WHERE p.case_id = ?", caseId)
      .value_or(std::nullopt)
      .has_value();
}

void markChased(WriteTx& tx, std::int64_t caseId) {
  tx.execute("UPDATE panel_place SET chased_ms = ? WHERE case_id = ?", tx.now(), caseId);
}

std::vector<PanelOutcome> outcomesOf(ReadTx& tx, std::int64_t caseId) {
  return readOutcomes(tx, OUTCOME "WHERE x.case_id = ? ORDER BY x.id DESC", caseId);
}

std::vector<PanelOutcome> outcomesOfRound(ReadTx& tx, std::int64_t round) {
  return readOutcomes(tx, OUTCOME "WHERE x.round_id = ? ORDER BY x.id", round);
}

std::optional<PanelOutcome> untold(ReadTx& tx, std::int64_t caseId) {
  for (PanelOutcome& each : outcomesOf(tx, caseId))
    if (each.due && !each.sent) return std::move(each);
  return std::nullopt;
}

void addOutcome(WriteTx& tx, const PanelOutcome& o) {
  tx.execute(
      "INSERT INTO panel_outcome (id, case_id, round_id, panel, met_on, outcome, says, programme, next_round, "
      "chairs_action, recorded_by, recorded_name, recorded_ms, due_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?)",
      tx.nextId(), o.caseId, o.round, o.panel, o.metOn, o.outcome, o.says, o.programme, o.nextRound, o.chairsAction,
      tx.viewer().account(), tx.viewer().name(), tx.now(), o.due);
}

void dropUntold(WriteTx& tx, const PanelOutcome& by) {
  if (by.due)
    tx.execute("DELETE FROM panel_outcome WHERE case_id = ? AND due_ms IS NOT NULL AND sent_ms IS NULL", by.caseId);
  else
    tx.execute(
        "DELETE FROM panel_outcome WHERE case_id = ? AND round_id = ? AND panel = ? AND due_ms IS NULL AND sent_ms IS "
        "NULL",
        by.caseId, by.round, by.panel);
}

void markTold(WriteTx& tx, std::int64_t outcome) {
  tx.execute("UPDATE panel_outcome SET sent_ms = ? WHERE id = ?", tx.now(), outcome);
}

std::vector<PanelOutcome> unreported(ReadTx& tx, std::string_view panel) {
  return readOutcomes(tx, OUTCOME "WHERE x.chairs_action = 1 AND x.reported_on IS NULL AND x.panel = ? ORDER BY x.id",
                      panel);
}

std::vector<PanelOutcome> reportedOn(ReadTx& tx, std::string_view panel, Date meeting) {
  return readOutcomes(tx, OUTCOME "WHERE x.chairs_action = 1 AND x.reported_on = ? AND x.panel = ? ORDER BY x.id",
                      meeting, panel);
}

void markReported(WriteTx& tx, std::int64_t outcome, Date meeting) {
  tx.execute("UPDATE panel_outcome SET reported_on = ? WHERE id = ?", meeting, outcome);
}

std::vector<Confirmation> confirmations(ReadTx& tx, std::int64_t outcome) {
  std::vector<Confirmation> all;
  tx.each<S, I, S>(
      "SELECT x.seat, x.account_id, x.by_name FROM @panel_confirmations x WHERE x.outcome_id = ? ORDER BY x.id",
      [&](S seat, I account, S by) {
        all.push_back({std::move(seat), account, std::move(by)});
      },
      outcome);
  return all;
}

void addConfirmation(WriteTx& tx, const PanelOutcome& outcome, std::string_view seat) {
  tx.execute(
      "INSERT INTO panel_confirmation (id, case_id, outcome_id, seat, account_id, by_name, at_ms) VALUES (?, ?, ?, ?, "
      "?, ?, ?)",
      tx.nextId(), outcome.caseId, outcome.id, seat, tx.viewer().account(), tx.viewer().name(), tx.now());
}

std::string referenceOf(ReadTx& tx, std::int64_t caseId) {
  return tx.one<S>("SELECT c.reference FROM @cases c WHERE c.id = ?", caseId).value_or("");
}

std::vector<Finding> findings(ReadTx& tx, std::int64_t caseId, std::string_view panel) {
  std::vector<Finding> all;
  tx.each<S, S>(
      "SELECT f.question, f.says FROM @panel_findings f WHERE f.case_id = ? AND f.panel = ? ORDER BY f.id DESC",
      [&](S question, S says) {
        const bool there =
            std::any_of(all.begin(), all.end(), [&](const Finding& f) { return f.question == question; });
        if (!there) all.push_back({std::move(question), std::move(says)});
      },
      caseId, panel);
  return all;
}

void addFinding(WriteTx& tx, std::int64_t caseId, std::string_view panel, const Finding& finding) {
  tx.execute(
      "INSERT INTO panel_finding (id, case_id, panel, question, says, by_account, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), caseId, panel, finding.question, finding.says, tx.viewer().account(), tx.now());
}

std::vector<Information> informations(ReadTx& tx, std::int64_t caseId) {
  std::vector<Information> all;
  tx.each<I, S, S, S, Instant>(
      "SELECT n.organisation_id, o.name, n.says, n.by_name, n.at_ms FROM @panel_informations n JOIN organisation o ON "
      "o.id = n.organisation_id WHERE n.case_id = ? ORDER BY n.id DESC",
      [&](I agency, S name, S says, S by, Instant at) {
        const bool there =
            std::any_of(all.begin(), all.end(), [&](const Information& i) { return i.agency == agency; });
        if (!there) all.push_back({agency, std::move(name), std::move(says), std::move(by), at});
      },
      caseId);
  std::sort(all.begin(), all.end(),
            [](const Information& a, const Information& b) { return a.agencyName < b.agencyName; });
  return all;
}

void addInformation(WriteTx& tx, std::int64_t caseId, std::int64_t agency, const std::string& says) {
  tx.execute(
      "INSERT INTO panel_information (id, case_id, organisation_id, says, by_account, by_name, at_ms) VALUES (?, ?, ?, "
      "?, ?, ?, ?)",
      tx.nextId(), caseId, agency, says, tx.viewer().account(), tx.viewer().name(), tx.now());
}

namespace {

Grade gradeFrom(const std::string& word) {
  if (word == "none") return Grade::none;
  return word == "speaks" ? Grade::speaks : Grade::full;
}

}  // namespace

std::optional<Interest> declared(ReadTx& tx, std::int64_t caseId, std::int64_t account) {
  const auto found = tx.row<S, S>(
      "SELECT i.grade, i.says FROM @panel_interests i WHERE i.case_id = ? AND i.account_id = ? ORDER BY i.id DESC",
      caseId, account);
  if (!found || gradeFrom(std::get<0>(*found)) == Grade::full) return std::nullopt;
  return Interest{gradeFrom(std::get<0>(*found)), std::get<1>(*found)};
}

void declareInterest(WriteTx& tx, std::int64_t caseId, Grade grade, const std::string& says) {
  tx.execute("INSERT INTO panel_interest (id, case_id, account_id, grade, says, at_ms) VALUES (?, ?, ?, ?, ?, ?)",
             tx.nextId(), caseId, tx.viewer().account(), toWord(grade), says, tx.now());
}

std::vector<DeclaredBy> interests(ReadTx& tx, std::int64_t caseId) {
  std::vector<DeclaredBy> all;
  std::vector<I> seen;
  tx.each<I, S, S, S>(
      "SELECT i.account_id, p.name, i.grade, i.says FROM @panel_interests i JOIN account a ON a.id = i.account_id JOIN "
      "person p ON p.id = a.person_id WHERE i.case_id = ? ORDER BY i.id DESC",
      [&](I account, S name, const S& grade, S says) {
        if (std::find(seen.begin(), seen.end(), account) != seen.end()) return;
        seen.push_back(account);
        if (gradeFrom(grade) != Grade::full) all.push_back({std::move(name), gradeFrom(grade), std::move(says)});
      },
      caseId);
  return all;
}

Votes votesOn(ReadTx& tx, std::int64_t caseId, std::int64_t round, std::string_view panel) {
  Votes votes;
  std::vector<I> seen;
  tx.each<I, S>(
      "SELECT v.account_id, v.vote FROM @panel_votes v WHERE v.case_id = ? AND v.round_id = ? AND v.panel = ? ORDER BY "
      "v.id DESC",
      [&](I account, const S& vote) {
        if (std::find(seen.begin(), seen.end(), account) != seen.end()) return;
        seen.push_back(account);
        ++(vote == "for" ? votes.inFavour : vote == "against" ? votes.against : votes.abstained);
      },
      caseId, round, panel);
  return votes;
}

void addVote(WriteTx& tx, std::int64_t caseId, std::int64_t round, std::string_view panel, const std::string& vote) {
  tx.execute(
      "INSERT INTO panel_vote (id, case_id, round_id, panel, account_id, vote, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), caseId, round, panel, tx.viewer().account(), vote, tx.now());
}

std::vector<Action> actionsOf(ReadTx& tx, std::int64_t round) {
  std::vector<Action> all;
  tx.each<I, S, S, Date>(
      "SELECT a.case_id, a.who, a.what, a.by_day FROM @panel_actions a WHERE a.round_id = ? ORDER BY a.by_day, a.id",
      [&](I caseId, S who, S what, Date by) {
        all.push_back({caseId, std::move(who), std::move(what), by});
      },
      round);
  return all;
}

void addAction(WriteTx& tx, const Action& action, std::int64_t round) {
  tx.execute(
      "INSERT INTO panel_action (id, case_id, round_id, who, what, by_day, recorded_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), action.caseId, round, action.who, action.what, action.by, tx.now());
}

void addFeed(WriteTx& tx, const std::string& tokenHash) {
  tx.execute("INSERT INTO panel_feed (token_hash, account_id, made_ms) VALUES (?, ?, ?)", tokenHash,
             tx.viewer().account(), tx.now());
}

std::int64_t endFeeds(WriteTx& tx) {
  return tx.execute("UPDATE panel_feed SET revoked_ms = ? WHERE account_id = ? AND revoked_ms IS NULL", tx.now(),
                    tx.viewer().account());
}

// Whoever has left has no feed either.
bool feedStands(ReadTx& tx, const std::string& tokenHash) {
  return tx
      .one<I>(
          "SELECT f.account_id FROM panel_feed f JOIN account a ON a.id = f.account_id WHERE f.token_hash = ? AND "
          "f.revoked_ms IS NULL AND a.state <> 'left'",
          tokenHash)
      .has_value();
}

bool hasFeed(ReadTx& tx) {
  return tx
      .one<S>("SELECT token_hash FROM panel_feed WHERE account_id = ? AND revoked_ms IS NULL", tx.viewer().account())
      .has_value();
}

std::vector<std::int64_t> academyProviders(ReadTx& tx, const std::vector<std::int64_t>& agencies) {
  std::vector<I> all;
  for (const I agency : agencies)
    tx.each<I>(
        "SELECT DISTINCT m.organisation_id FROM membership s JOIN membership m ON m.person_id = s.person_id JOIN "
        "organisation o ON o.id = m.organisation_id WHERE s.organisation_id = ? AND s.until_ms IS NULL AND m.until_ms "
        "IS "
        "NULL AND o.kind = 'provider'",
        [&](I provider) { all.push_back(provider); }, agency);
  return all;
}

}  // namespace capd::panels
