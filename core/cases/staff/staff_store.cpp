#include <algorithm>

#include "base/Hash.h"
#include "base/Text.h"
#include "cases/account/Account.h"
#include "cases/duty/Duty.h"
#include "cases/staff/Staff.h"
#include "cases/staff/Taking.h"

namespace capd {
namespace {

#define STAFF_COLUMNS                                                                                    \
  "m.id, m.code, m.provider_id, m.name, m.job, m.email, m.started, m.left_on, m.told_ms, m.last_check, " \
  "m.standing, m.standing_until, m.version"
#define LINE_COLUMNS                                                                                                   \
  STAFF_COLUMNS                                                                                                        \
  ", (SELECT MIN(f.dated) FROM @all_dbs_checks f WHERE f.staff_id = m.id AND f.struck_ms IS NULL AND f.still_current " \
  "= 1)"                                                                                                               \
  ", (SELECT MAX(g.dated) FROM @all_dbs_checks g WHERE g.staff_id = m.id AND g.struck_ms IS NULL AND "                 \
  "g.still_current = 1 AND g.seen_ms IS NOT NULL)"                                                                     \
  ", (SELECT COUNT(*) FROM @all_dbs_checks h WHERE h.staff_id = m.id AND h.struck_ms IS NULL AND h.seen_ms IS NULL)"

using Text = std::optional<std::string>;
using Day = std::optional<Date>;
using Moment = std::optional<Instant>;

struct Taker {
  std::vector<StaffMember>& all;
  void operator()(std::int64_t id, std::string code, std::int64_t provider, std::string name, std::string job,
                  std::string email, Date started, Day left, Instant told, Day lastCheck, std::string standing,
                  Day until, std::int64_t version) const {
    all.push_back({id, std::move(code), provider, std::move(name), std::move(job), std::move(email), started, left,
                   told, lastCheck, std::move(standing), until, version});
  }
};

template <class... A>
std::vector<StaffMember> readStaff(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<StaffMember> all;
  tx.each<std::int64_t, std::string, std::int64_t, std::string, std::string, std::string, Date, Day, Instant, Day,
          std::string, Day, std::int64_t>(sql, Taker{all}, args...);
  return all;
}

template <class... A>
std::vector<StaffLine> readLines(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<StaffLine> lines;
  tx.each<std::int64_t, std::string, std::int64_t, std::string, std::string, std::string, Date, Day, Instant, Day,
          std::string, Day, std::int64_t, Day, Day, std::int64_t>(
      sql,
      [&](std::int64_t id, std::string code, std::int64_t provider, std::string name, std::string job,
          std::string email, Date started, Day left, Instant told, Day lastCheck, std::string standing, Day until,
          std::int64_t version, Day first, Day seen, std::int64_t unseen) {
        std::vector<StaffMember> one;
        Taker{one}(id, std::move(code), provider, std::move(name), std::move(job), std::move(email), started, left,
                   told, lastCheck, std::move(standing), until, version);
        lines.push_back({std::move(one.front()), first, seen, unseen});
      },
      args...);
  return lines;
}

// What lists and the sweep go by is kept with the person.
void renewLastCheck(WriteTx& tx, std::int64_t staff) {
  tx.execute(
      "UPDATE staff_member SET last_check = (SELECT MAX(c.dated) FROM dbs_check c WHERE c.staff_id = ? AND "
      "c.struck_ms IS NULL AND c.still_current = 1), version = version + 1 WHERE id = ?",
      staff, staff);
}

// The days between which a check asks for a renewal; without a policy none does, and none has passed.
std::pair<Date, Date> edges(const std::optional<StaffRules>& rules, Date today) {
  if (!rules) return {Date(1900, 1, 1), Date(1900, 1, 1)};
  return {rules->oldestGood(today), rules->newestAsking(today)};
}

std::string nameOf(ReadTx& tx) { return tx.viewer().name(); }

}  // namespace

std::vector<StaffLine> currentStaff(ReadTx& tx, std::int64_t provider) {
  return readLines(tx,
                   "SELECT " LINE_COLUMNS
                   " FROM @staff_members m WHERE m.provider_id = ? AND m.left_on IS NULL ORDER BY m.sort_name, m.id",
                   provider);
}

std::map<std::int64_t, StaffCounts> staffCounts(ReadTx& tx, const std::optional<StaffRules>& rules) {
  const auto [good, asking] = edges(rules, tx.today());
  std::map<std::int64_t, StaffCounts> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(
      "SELECT m.provider_id, COUNT(*), SUM(CASE WHEN m.last_check IS NULL THEN 1 ELSE 0 END), SUM(CASE WHEN "
      "m.last_check >= ? AND m.last_check <= ? THEN 1 ELSE 0 END), SUM(CASE WHEN m.last_check < ? AND m.standing = '' "
      "THEN 1 ELSE 0 END), SUM(CASE WHEN m.standing <> '' THEN 1 ELSE 0 END) FROM @staff_members m WHERE m.left_on IS "
      "NULL GROUP BY m.provider_id",
      [&](std::int64_t provider, std::int64_t people, std::int64_t none, std::int64_t soon, std::int64_t passed,
          std::int64_t decided) { all[provider] = {people, none, 0, soon, passed, decided}; },
      good, asking, good);
  tx.each<std::int64_t, std::int64_t>(
      "SELECT m.provider_id, COUNT(DISTINCT m.id) FROM @all_dbs_checks c JOIN @staff_members m ON m.id = c.staff_id "
      "WHERE c.seen_ms IS NULL AND c.struck_ms IS NULL AND m.left_on IS NULL GROUP BY m.provider_id",
      [&](std::int64_t provider, std::int64_t unseen) { all[provider].unseen = unseen; });
  return all;
}

std::vector<StaffLine> staffInView(ReadTx& tx, std::int64_t provider, StaffView view,
                                   const std::optional<StaffRules>& rules, const std::optional<StaffMember>& after,
                                   std::size_t most) {
  const auto [good, asking] = edges(rules, tx.today());
  const std::string from =
      "SELECT " LINE_COLUMNS
      " FROM @staff_members m WHERE m.provider_id = ? AND m.left_on IS NULL AND (m.sort_name > ? OR (m.sort_name = ? "
      "AND m.id > ?)) AND ";
  const std::string upTo = " ORDER BY m.sort_name, m.id LIMIT ?";
  const std::string name = after ? sortKey(after->name) : "";
  const std::int64_t id = after ? after->id : 0;
  const auto limit = static_cast<std::int64_t>(most);
  if (view == StaffView::soon)
    return readLines(tx, from + "m.last_check >= ? AND m.last_check <= ?" + upTo, provider, name, name, id, good,
                     asking, limit);
  if (view == StaffView::all) return readLines(tx, from + "1 = 1" + upTo, provider, name, name, id, limit);
  return readLines(tx,
                   from +
                       "(m.last_check IS NULL OR m.standing <> '' OR m.last_check < ? OR EXISTS (SELECT 1 FROM "
                       "@all_dbs_checks u WHERE u.staff_id = m.id AND u.struck_ms IS NULL AND u.seen_ms IS NULL))" +
                       upTo,
                   provider, name, name, id, good, limit);
}

std::vector<StaffMember> formerStaff(ReadTx& tx, std::int64_t provider, std::size_t most) {
  return readStaff(
      tx,
      "SELECT " STAFF_COLUMNS
      " FROM @staff_members m WHERE m.provider_id = ? AND m.left_on IS NOT NULL ORDER BY m.left_on DESC, m.id "
      "LIMIT ?",
      provider, static_cast<std::int64_t>(most));
}

std::optional<StaffMember> findStaff(ReadTx& tx, std::string_view code) {
  auto all = readStaff(tx, "SELECT " STAFF_COLUMNS " FROM @staff_members m WHERE m.code = ?", code);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<StaffMember> staffOfName(ReadTx& tx, std::int64_t provider, const std::string& name) {
  return readStaff(tx,
                   "SELECT " STAFF_COLUMNS
                   " FROM @staff_members m WHERE m.provider_id = ? AND m.left_on IS NULL AND m.sort_name = ? "
                   "ORDER BY m.id",
                   provider, sortKey(name));
}

// By the certificate first, which few have: among a provider's people alone it would be looked for one by one. CROSS
// JOIN is SQLite's word for that order.
std::vector<StaffMember> staffOfCertificate(ReadTx& tx, std::int64_t provider, const std::string& certificate) {
  return readStaff(tx,
                   "SELECT DISTINCT " STAFF_COLUMNS
                   " FROM @all_dbs_checks c CROSS JOIN @staff_members m WHERE m.id = c.staff_id AND c.certificate = ? "
                   "AND c.struck_ms IS NULL AND m.provider_id = ? AND m.left_on IS NULL ORDER BY m.id",
                   certificate, provider);
}

std::optional<StaffMember> staffById(ReadTx& tx, std::int64_t id) {
  auto all = readStaff(tx, "SELECT " STAFF_COLUMNS " FROM @staff_members m WHERE m.id = ?", id);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<std::string> providersOfNamesake(ReadTx& tx, std::int64_t provider, const std::string& name) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT DISTINCT o.name FROM @staff_members m JOIN organisation o ON o.id = m.provider_id WHERE m.sort_name = ? "
      "AND m.left_on IS NULL AND m.provider_id <> ? ORDER BY o.name LIMIT 5",
      [&](std::string each) { all.push_back(std::move(each)); }, sortKey(name), provider);
  return all;
}

std::vector<DbsCheck> checksOf(ReadTx& tx, std::int64_t staff) {
  std::vector<DbsCheck> all;
  tx.each<std::int64_t, std::string, Date, std::string, std::string, bool, bool, Instant, Moment, Text, Moment, Text>(
      "SELECT c.number, c.kind, c.dated, c.certificate, c.level, c.update_service, c.still_current, c.told_ms, "
      "c.seen_ms, c.seen_name, c.struck_ms, c.struck_why FROM @dbs_checks c WHERE c.staff_id = ? ORDER BY c.dated, "
      "c.number",
      [&](std::int64_t number, std::string kind, Date dated, std::string certificate, std::string level, bool update,
          bool current, Instant told, Moment seen, Text by, Moment struck, Text why) {
        all.push_back({number, std::move(kind), dated, std::move(certificate), std::move(level), update, current, told,
                       seen, by.value_or(""), struck, why.value_or("")});
      },
      staff);
  return all;
}

std::vector<StaffEvidence> evidenceOf(ReadTx& tx, std::int64_t staff) {
  std::vector<StaffEvidence> all;
  tx.each<std::string, std::string, Date>(
      "SELECT e.kind, e.detail, e.dated FROM @staff_evidence_lines e WHERE e.staff_id = ? ORDER BY e.dated DESC, e.id",
      [&](std::string kind, std::string detail, Date dated) {
        all.push_back({std::move(kind), std::move(detail), dated});
      },
      staff);
  return all;
}

std::vector<StaffDecision> decisionsOf(ReadTx& tx, std::int64_t staff) {
  std::vector<StaffDecision> all;
  tx.each<Day, std::string, Day, Day, std::string, std::string, Instant, std::string>(
      "SELECT d.policy_date, d.decision, d.until_day, d.assessed_on, d.assessed_by, d.says, d.at_ms, d.who FROM "
      "@staff_decisions d WHERE d.staff_id = ? ORDER BY d.at_ms DESC, d.id DESC",
      [&](Day policyDate, std::string decision, Day until, Day on, std::string by, std::string says, Instant at,
          std::string who) {
        all.push_back({policyDate, std::move(decision), until, on, std::move(by), std::move(says), at, std::move(who)});
      },
      staff);
  return all;
}

bool certificateTaken(ReadTx& tx, std::int64_t provider, std::int64_t butStaff, std::string_view certificate) {
  return tx
      .one<std::int64_t>(
          "SELECT c.id FROM @dbs_checks c JOIN @staff_members m ON m.id = c.staff_id WHERE m.provider_id = ? AND "
          "m.id <> ? AND m.left_on IS NULL AND c.certificate = ? AND c.struck_ms IS NULL",
          provider, butStaff, certificate)
      .has_value();
}

std::int64_t addStaff(WriteTx& tx, StaffMember& m) {
  m.id = tx.nextId();
  m.code = sha256Hex("staff:" + std::to_string(m.id)).substr(0, 12);
  m.told = tx.now();
  m.version = 1;
  tx.execute(
      "INSERT INTO staff_member (id, code, provider_id, name, sort_name, job, email, started, told_ms, told_by, "
      "version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
      m.id, m.code, m.provider, m.name, sortKey(m.name), m.job, lowerAscii(trimmed(m.email)), m.started, tx.now(),
      tx.viewer().actor());
  return m.id;
}

void saveStaff(WriteTx& tx, const StaffMember& m) {
  tx.execute(
      "UPDATE staff_member SET name = ?, sort_name = ?, job = ?, email = ?, started = ?, version = version + 1 WHERE "
      "id = ?",
      m.name, sortKey(m.name), m.job, lowerAscii(trimmed(m.email)), m.started, m.id);
}

void leaveStaff(WriteTx& tx, const StaffMember& m, Date lastDay) {
  tx.execute("UPDATE staff_member SET left_on = ?, left_told_ms = ?, version = version + 1 WHERE id = ?", lastDay,
             tx.now(), m.id);
}

std::int64_t addCheck(WriteTx& tx, const StaffMember& m, const DbsCheck& c) {
  const std::int64_t number =
      tx.one<std::int64_t>("SELECT COALESCE(MAX(c.number), 0) FROM dbs_check c WHERE c.staff_id = ?", m.id)
          .value_or(0) +
      1;
  tx.execute(
      "INSERT INTO dbs_check (id, staff_id, number, kind, dated, certificate, level, update_service, still_current, "
      "told_ms, told_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), m.id, number, c.kind, c.dated, c.certificate, c.level, c.updateService, c.stillCurrent, tx.now(),
      tx.viewer().actor());
  renewLastCheck(tx, m.id);
  return number;
}

bool markSeen(WriteTx& tx, const StaffMember& m, std::int64_t number) {
  const bool done = tx.execute(
                        "UPDATE dbs_check SET seen_ms = ?, seen_by = ?, seen_name = ? WHERE staff_id = ? AND number = "
                        "? AND seen_ms IS NULL AND struck_ms IS NULL",
                        tx.now(), tx.viewer().account(), nameOf(tx), m.id, number) == 1;
  if (done) renewLastCheck(tx, m.id);
  return done;
}

bool strikeCheck(WriteTx& tx, const StaffMember& m, std::int64_t number, std::string_view why) {
  const bool done = tx.execute(
                        "UPDATE dbs_check SET struck_ms = ?, struck_by = ?, struck_why = ? WHERE staff_id = ? AND "
                        "number = ? AND struck_ms IS NULL",
                        tx.now(), tx.viewer().actor(), why, m.id, number) == 1;
  if (done) renewLastCheck(tx, m.id);
  return done;
}

void addEvidence(WriteTx& tx, const StaffMember& m, const StaffEvidence& e) {
  tx.execute(
      "INSERT INTO staff_evidence (id, staff_id, kind, detail, dated, told_ms, told_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), m.id, e.kind, e.detail, e.dated, tx.now(), tx.viewer().actor());
}

void addDecision(WriteTx& tx, const StaffMember& m, const StaffDecision& d) {
  tx.execute(
      "INSERT INTO staff_decision (id, staff_id, policy_date, decision, until_day, assessed_on, assessed_by, says, "
      "at_ms, account_id, who) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), m.id, d.policyDate, d.decision, d.until, d.assessedOn, d.assessedBy, d.says, tx.now(),
      tx.viewer().account(), nameOf(tx));
  const bool ends = d.decision == "renewal_seen";
  tx.execute("UPDATE staff_member SET standing = ?, standing_until = ?, version = version + 1 WHERE id = ?",
             ends ? std::string() : d.decision, ends ? std::nullopt : d.until, m.id);
}

std::vector<StaffMember> renewalsToAsk(ReadTx& tx, const StaffRules& rules, std::size_t most) {
  // One day more than the months say: the end of February clamps. What is too early goes out below.
  const Date latest = tx.today().plusDays(rules.opensDays).plusMonths(-rules.renewalMonths).plusDays(3);
  auto all =
      readStaff(tx,
                "SELECT " STAFF_COLUMNS
                " FROM @staff_members m WHERE m.left_on IS NULL AND m.last_check <= ? AND (m.renewal_asked IS NULL "
                "OR m.renewal_asked <> m.last_check) ORDER BY m.last_check, m.id LIMIT ?",
                latest, static_cast<std::int64_t>(most));
  std::erase_if(all, [&](const StaffMember& m) { return !rules.asksNow(*m.lastCheck, tx.today()); });
  return all;
}

std::vector<StaffMember> decisionsToAsk(ReadTx& tx, const StaffRules& rules, std::size_t most) {
  const Date latest = tx.today().plusMonths(-rules.renewalMonths).plusDays(3);
  auto all =
      readStaff(tx,
                "SELECT " STAFF_COLUMNS
                " FROM @staff_members m WHERE m.left_on IS NULL AND m.standing = '' AND m.last_check <= ? AND "
                "(m.decision_asked IS NULL OR m.decision_asked <> m.last_check) ORDER BY m.last_check, m.id LIMIT ?",
                latest, static_cast<std::int64_t>(most));
  std::erase_if(all, [&](const StaffMember& m) { return !rules.hasPassed(*m.lastCheck, tx.today()); });
  auto over =
      readStaff(tx,
                "SELECT " STAFF_COLUMNS
                " FROM @staff_members m WHERE m.left_on IS NULL AND m.standing = 'supervised' AND m.standing_until "
                "< ? AND (m.decision_asked IS NULL OR m.decision_asked <> m.standing_until) ORDER BY "
                "m.standing_until, m.id LIMIT ?",
                tx.today(), static_cast<std::int64_t>(most));
  std::move(over.begin(), over.end(), std::back_inserter(all));
  return all;
}

void noteRenewalAsked(WriteTx& tx, const StaffMember& m) {
  tx.execute("UPDATE staff_member SET renewal_asked = last_check WHERE id = ?", m.id);
}

void noteDecisionAsked(WriteTx& tx, const StaffMember& m, Date about) {
  tx.execute("UPDATE staff_member SET decision_asked = ? WHERE id = ?", about, m.id);
}

ClosedAccess closeAccess(WriteTx& tx, std::int64_t provider, std::string_view email) {
  ClosedAccess closed;
  const auto account = email.empty() ? std::nullopt : accountByEmail(tx, email);
  if (!account) return closed;
  const auto coordinators = [&] {
    return tx
        .one<std::int64_t>(
            "SELECT COUNT(DISTINCT m.person_id) FROM membership m JOIN account a ON a.person_id = m.person_id WHERE "
            "m.organisation_id = ? AND m.role = 'provider.coordinator' AND m.until_ms IS NULL AND a.state <> 'left'",
            provider)
        .value_or(0);
  };
  const std::int64_t before = coordinators();
  closed.any = tx.execute(
                   "UPDATE membership SET until_ms = ? WHERE person_id = ? AND organisation_id = ? AND until_ms "
                   "IS NULL",
                   tx.now(), account->person, provider) > 0;
  if (!closed.any) return closed;
  closed.account = account->id;
  closed.lastCoordinator = before > 0 && coordinators() == 0;
  const bool elsewhere =
      tx.one<std::int64_t>("SELECT id FROM membership WHERE person_id = ? AND until_ms IS NULL", account->person)
          .has_value();
  if (!elsewhere) endAccount(tx, account->id);
  releaseDuties(tx, account->id);
  return closed;
}

Naming mayBeNamedOnRegister(ReadTx& tx, std::int64_t staff, Date day) {
  const auto all = readStaff(tx, "SELECT " STAFF_COLUMNS " FROM @all_staff_members m WHERE m.id = ?", staff);
  if (all.empty()) return {false, "There is nobody like that on the provider’s list."};
  const StaffMember& m = all.front();
  if (day < m.started) return {false, "They start on " + m.started.words() + "."};
  if (m.left && day > *m.left) return {false, "They left on " + m.left->words() + "."};
  const bool seen =
      tx.one<std::int64_t>(
            "SELECT c.id FROM @all_dbs_checks c WHERE c.staff_id = ? AND c.struck_ms IS NULL AND c.still_current = 1 "
            "AND c.seen_ms IS NOT NULL LIMIT 1",
            staff)
          .has_value();
  if (!seen) return {false, "CAP has not seen an enhanced DBS check yet."};
  if (m.standing == "not_with_pupils") return {false, "CAP has decided: not to work with pupils."};
  if (m.standing == "supervised") {
    if (m.standingUntil && day > *m.standingUntil)
      return {false, "Supervised work was agreed until " + m.standingUntil->words() + ", and no later."};
    return {true, "Supervised only, with a written risk assessment, until " +
                      (m.standingUntil ? m.standingUntil->words() : std::string("CAP says otherwise")) + "."};
  }
  return {true, ""};
}

std::optional<Date> checksConfirmedOn(ReadTx& tx, std::int64_t provider) {
  return tx.one<Day>("SELECT MAX(c.on_day) FROM checks_confirmed c WHERE c.provider_id = ?", provider)
      .value_or(std::nullopt);
}

void confirmChecks(WriteTx& tx, std::int64_t provider) {
  tx.execute("INSERT INTO checks_confirmed (id, provider_id, on_day, at_ms, account_id) VALUES (?, ?, ?, ?, ?)",
             tx.nextId(), provider, tx.today(), tx.now(), tx.viewer().account());
}

}  // namespace capd
