#include "cases/placement/Life.h"

namespace capd {
namespace {

using Moment = std::optional<Instant>;

#define CHANGE_COLUMNS                                                                                            \
  "d.id, d.case_id, d.placement_id, d.side, d.asked_ms, d.kind, d.reason, d.achievement, d.health, d.wellbeing, " \
  "d.travel, d.before, d.sessions, d.from_day, d.state, d.agreed_ms, d.sent_ms, d.closed_ms, d.closed_says"

#define WITHDRAWAL_COLUMNS                                                                                        \
  "w.id, w.case_id, w.placement_id, w.side, w.written_ms, w.kind, w.reason, w.sessions, w.last_day, w.academic, " \
  "w.wellbeing, w.safeguarding, w.consulted, w.continuity, w.talked_on, w.state, w.sent_ms, w.non_starter_ms, "   \
  "w.closed_ms, w.closed_says, w.fee, w.fee_says, w.fee_decided_ms, w.fee_decided_says, w.successor"

template <class F, class... A>
void eachWithdrawal(ReadTx& tx, const std::string& sql, F f, const A&... args) {
  tx.each<std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::string, Instant, std::string,
          std::string, std::string, Date, std::string, std::string, std::string, std::string, std::string,
          std::optional<Date>, std::string, Moment, Moment, Moment, std::string, std::string, std::string, Moment,
          std::string, std::string>(
      sql,
      [&](std::string reference, std::int64_t provider, std::int64_t id, std::int64_t caseId, std::int64_t placement,
          std::string side, Instant written, std::string kind, std::string reason, const std::string& sessions,
          Date last, std::string academic, std::string wellbeing, std::string safeguarding, std::string consulted,
          std::string continuity, std::optional<Date> talked, std::string state, Moment sent, Moment nonStarter,
          Moment closed, std::string says, std::string fee, std::string feeSays, Moment decided,
          std::string decidedSays, std::string successor) {
        f(WithdrawalForm{std::move(reference),
                         provider,
                         {id,
                          caseId,
                          placement,
                          std::move(side),
                          written,
                          std::move(kind),
                          std::move(reason),
                          sessionsFromText(sessions),
                          last,
                          std::move(academic),
                          std::move(wellbeing),
                          std::move(safeguarding),
                          std::move(consulted),
                          std::move(continuity),
                          talked,
                          std::move(state),
                          sent,
                          nonStarter,
                          closed,
                          std::move(says),
                          std::move(fee),
                          std::move(feeSays),
                          decided,
                          std::move(decidedSays),
                          std::move(successor)}});
      },
      args...);
}

}  // namespace

std::vector<DayChange> dayChanges(ReadTx& tx, std::int64_t placement) {
  std::vector<DayChange> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::string, Instant, std::string, std::string, std::string,
          std::string, std::string, std::string, std::string, std::string, Date, std::string, Moment, Moment, Moment,
          std::string>(
      "SELECT " CHANGE_COLUMNS " FROM @day_changes d WHERE d.placement_id = ? ORDER BY d.id DESC",
      [&](std::int64_t id, std::int64_t caseId, std::int64_t of, std::string side, Instant asked, std::string kind,
          std::string reason, std::string achievement, std::string health, std::string wellbeing, std::string travel,
          const std::string& before, const std::string& sessions, Date from, std::string state, Moment agreed,
          Moment sent, Moment closed, std::string says) {
        all.push_back({id, caseId, of, std::move(side), asked, std::move(kind), std::move(reason),
                       std::move(achievement), std::move(health), std::move(wellbeing), std::move(travel),
                       sessionsFromText(before), sessionsFromText(sessions), from, std::move(state), agreed, sent,
                       closed, std::move(says)});
      },
      placement);
  return all;
}

std::optional<DayChange> openDayChange(ReadTx& tx, std::int64_t placement) {
  for (DayChange& each : dayChanges(tx, placement))
    if (each.open()) return std::move(each);
  return std::nullopt;
}

std::int64_t addDayChange(WriteTx& tx, const DayChange& c) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO day_change (id, case_id, placement_id, side, asked_ms, asked_by, kind, reason, achievement, health, "
      "wellbeing, travel, before, sessions, from_day, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "'asked')",
      id, c.caseId, c.placement, c.side, tx.now(), tx.viewer().account(), c.kind, c.reason, c.achievement, c.health,
      c.wellbeing, c.travel, sessionsToText(c.before), sessionsToText(c.sessions), c.from);
  return id;
}

void moveDayChange(WriteTx& tx, std::int64_t id, std::string_view state, const std::string& says) {
  const std::int64_t who = tx.viewer().account();
  if (state == "agreed")
    tx.execute("UPDATE day_change SET state = 'agreed', agreed_ms = ?, agreed_by = ? WHERE id = ?", tx.now(), who, id);
  else if (state == "sent")
    tx.execute("UPDATE day_change SET state = 'sent', sent_ms = ?, sent_by = ? WHERE id = ?", tx.now(), who, id);
  else
    tx.execute("UPDATE day_change SET state = ?, closed_ms = ?, closed_by = ?, closed_says = ? WHERE id = ?", state,
               tx.now(), who, says, id);
}

std::vector<PlacementMeeting> placementMeetings(ReadTx& tx, std::int64_t placement) {
  std::vector<PlacementMeeting> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::string, std::string, Instant, std::string, std::string,
          std::string, std::optional<Date>, std::string, std::string, Moment, std::string>(
      "SELECT m.id, m.case_id, m.placement_id, m.about, m.side, m.asked_ms, m.reason, m.proposed, m.outcome, "
      "m.held_on, m.who_came, m.says, m.recorded_ms, m.decision FROM @placement_meetings m WHERE m.placement_id = ? "
      "ORDER BY m.id "
      "DESC",
      [&](std::int64_t id, std::int64_t caseId, std::int64_t of, std::string about, std::string side, Instant asked,
          std::string reason, std::string proposed, std::string outcome, std::optional<Date> held, std::string who,
          std::string says, Moment recorded, std::string decision) {
        all.push_back({id, caseId, of, std::move(about), std::move(side), asked, std::move(reason), std::move(proposed),
                       std::move(outcome), held, std::move(who), std::move(says), recorded, std::move(decision)});
      },
      placement);
  return all;
}

std::int64_t addPlacementMeeting(WriteTx& tx, const PlacementMeeting& m) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO placement_meeting (id, case_id, placement_id, about, side, asked_ms, asked_by, reason, proposed) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, m.caseId, m.placement, m.about, m.side, tx.now(), tx.viewer().account(), m.reason, m.proposed);
  return id;
}

void recordPlacementMeeting(WriteTx& tx, const PlacementMeeting& m) {
  tx.execute(
      "UPDATE placement_meeting SET outcome = ?, held_on = ?, who_came = ?, says = ?, recorded_ms = ?, recorded_by = "
      "?, "
      "decision = ? WHERE id = ?",
      m.outcome, m.heldOn, m.whoCame, m.says, tx.now(), tx.viewer().account(), m.decision, m.id);
}

std::vector<Withdrawal> withdrawals(ReadTx& tx, std::int64_t placement) {
  std::vector<Withdrawal> all;
  eachWithdrawal(
      tx, "SELECT '', 0, " WITHDRAWAL_COLUMNS " FROM @withdrawals w WHERE w.placement_id = ? ORDER BY w.id DESC",
      [&](WithdrawalForm form) { all.push_back(std::move(form.withdrawal)); }, placement);
  return all;
}

std::optional<Withdrawal> openWithdrawal(ReadTx& tx, std::int64_t placement) {
  for (Withdrawal& each : withdrawals(tx, placement))
    if (each.open()) return std::move(each);
  return std::nullopt;
}

std::int64_t addWithdrawal(WriteTx& tx, const Withdrawal& w) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO withdrawal (id, case_id, placement_id, side, written_ms, written_by, kind, reason, sessions, "
      "last_day, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'written')",
      id, w.caseId, w.placement, w.side, tx.now(), tx.viewer().account(), w.kind, w.reason, sessionsToText(w.sessions),
      w.lastDay);
  Withdrawal same = w;
  same.id = id;
  rewriteWithdrawal(tx, same);
  return id;
}

void rewriteWithdrawal(WriteTx& tx, const Withdrawal& w) {
  tx.execute(
      "UPDATE withdrawal SET written_ms = ?, written_by = ?, kind = ?, reason = ?, sessions = ?, last_day = ?, "
      "academic = ?, wellbeing = ?, safeguarding = ?, consulted = ?, continuity = ?, talked_on = ?, successor = ? "
      "WHERE id = ?",
      tx.now(), tx.viewer().account(), w.kind, w.reason, sessionsToText(w.sessions), w.lastDay, w.academic, w.wellbeing,
      w.safeguarding, w.consulted, w.continuity, w.talkedOn, w.successor, w.id);
}

void moveWithdrawal(WriteTx& tx, std::int64_t id, std::string_view state, const std::string& says) {
  const std::int64_t who = tx.viewer().account();
  if (state == "sent")
    tx.execute("UPDATE withdrawal SET state = 'sent', sent_ms = ?, sent_by = ? WHERE id = ?", tx.now(), who, id);
  else
    tx.execute("UPDATE withdrawal SET state = ?, closed_ms = ?, closed_by = ?, closed_says = ? WHERE id = ?", state,
               tx.now(), who, says, id);
}

void noteNonStarter(WriteTx& tx, std::int64_t id) {
  tx.execute("UPDATE withdrawal SET non_starter_ms = ?, non_starter_by = ? WHERE id = ?", tx.now(),
             tx.viewer().account(), id);
}

void noteFee(WriteTx& tx, std::int64_t id, std::string_view fee, const std::string& says) {
  tx.execute("UPDATE withdrawal SET fee = ?, fee_says = ? WHERE id = ?", fee, says, id);
}

void decideFee(WriteTx& tx, std::int64_t id, std::string_view fee, const std::string& says) {
  tx.execute("UPDATE withdrawal SET fee = ?, fee_decided_ms = ?, fee_decided_by = ?, fee_decided_says = ? WHERE id = ?",
             fee, tx.now(), tx.viewer().account(), says, id);
}

std::vector<WithdrawalForm> withdrawalForms(ReadTx& tx, std::int64_t provider, std::size_t most) {
  std::vector<WithdrawalForm> all;
  if (!tx.viewer().actsFor(provider)) return all;
  eachWithdrawal(
      tx,
      "SELECT p.reference, p.provider_id, " WITHDRAWAL_COLUMNS
      " FROM @all_withdrawals w JOIN @all_placements p ON p.id = w.placement_id WHERE p.provider_id = ? AND w.state = "
      "'done' ORDER BY w.closed_ms DESC, w.id DESC LIMIT ?",
      [&](WithdrawalForm form) { all.push_back(std::move(form)); }, provider, static_cast<std::int64_t>(most));
  return all;
}

std::vector<Standing> standings(ReadTx& tx, std::int64_t placement) {
  std::vector<Standing> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::string, std::string, Instant, std::string, Moment,
          std::string>(
      "SELECT s.id, s.case_id, s.placement_id, s.kind, s.side, s.opened_ms, s.reason, s.closed_ms, s.closed_says FROM "
      "@standings s WHERE s.placement_id = ? ORDER BY s.id DESC",
      [&](std::int64_t id, std::int64_t caseId, std::int64_t of, std::string kind, std::string side, Instant opened,
          std::string reason, Moment closed, std::string says) {
        all.push_back(
            {id, caseId, of, std::move(kind), std::move(side), opened, std::move(reason), closed, std::move(says)});
      },
      placement);
  return all;
}

std::optional<Standing> openStanding(ReadTx& tx, std::int64_t placement, std::string_view kind) {
  for (Standing& each : standings(tx, placement))
    if (!each.closed && each.kind == kind) return std::move(each);
  return std::nullopt;
}

std::int64_t addStanding(WriteTx& tx, const Standing& s) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO placement_standing (id, case_id, placement_id, kind, side, opened_ms, opened_by, reason) VALUES (?, "
      "?, ?, ?, ?, ?, ?, ?)",
      id, s.caseId, s.placement, s.kind, s.side, tx.now(), tx.viewer().account(), s.reason);
  return id;
}

void closeStandings(WriteTx& tx, std::int64_t placement, std::string_view kind, const std::string& says) {
  tx.execute(
      "UPDATE placement_standing SET closed_ms = ?, closed_by = ?, closed_says = ? WHERE placement_id = ? AND "
      "closed_ms "
      "IS NULL AND (? = '' OR kind = ?)",
      tx.now(), tx.viewer().account(), says, placement, kind, kind);
}

}  // namespace capd
