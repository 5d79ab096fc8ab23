#include "base/Text.h"
#include "cases/account/Account.h"
#include "cases/account/SecondFactor.h"
#include "cases/organisation/Roles.h"

namespace capd {
namespace {

template <class... A>
std::optional<Account> readAccount(ReadTx& tx, std::string_view sql, const A&... args) {
  std::optional<Account> found;
  tx.each<std::int64_t, std::int64_t, std::string, std::string, std::string>(
      sql,
      [&](std::int64_t id, std::int64_t person, std::string name, std::string email, std::string state) {
        found = Account{id, person, std::move(name), std::move(email), std::move(state)};
      },
      args...);
  return found;
}

#define ACCOUNT "SELECT a.id, a.person_id, p.name, a.email, a.state FROM account a JOIN person p ON p.id = a.person_id "

}  // namespace

std::optional<Account> findAccount(ReadTx& tx, std::int64_t id) {
  return readAccount(tx, ACCOUNT "WHERE a.id = ?", id);
}

std::optional<Account> accountByEmail(ReadTx& tx, std::string_view email) {
  return readAccount(tx, ACCOUNT "WHERE a.email = ?", lowerAscii(trimmed(email)));
}

std::int64_t addAccount(WriteTx& tx, std::int64_t person, std::string_view email) {
  const std::int64_t id = tx.nextId();
  tx.execute("INSERT INTO account (id, person_id, email, state, created_ms, version) VALUES (?, ?, ?, 'invited', ?, 1)",
             id, person, lowerAscii(trimmed(email)), tx.now());
  return id;
}

void endAccount(WriteTx& tx, std::int64_t account) {
  tx.execute("UPDATE account SET state = 'left', version = version + 1 WHERE id = ?", account);
  endSessions(tx, account);
  dropLinks(tx, account);
  tx.execute(
      "UPDATE membership SET until_ms = ? WHERE until_ms IS NULL AND person_id = (SELECT person_id FROM account WHERE "
      "id = ?)",
      tx.now(), account);
  tx.execute("DELETE FROM credential WHERE account_id = ?", account);
  dropSecondFactor(tx, account);
}

void reopenAccount(WriteTx& tx, std::int64_t account) {
  endAccount(tx, account);
  tx.execute("UPDATE account SET state = 'invited', version = version + 1 WHERE id = ?", account);
}

bool anyActiveAccount(ReadTx& tx) {
  return tx.one<std::int64_t>("SELECT COUNT(*) FROM account WHERE state = 'active'").value_or(0) > 0;
}

std::optional<std::string> passwordHashOf(ReadTx& tx, std::int64_t account) {
  return tx.one<std::string>("SELECT secret FROM credential WHERE account_id = ? AND kind = 'password'", account);
}

void setPassword(WriteTx& tx, std::int64_t account, const std::string& hash) {
  tx.execute("DELETE FROM credential WHERE account_id = ? AND kind = 'password'", account);
  tx.execute("INSERT INTO credential (account_id, kind, secret, set_ms) VALUES (?, 'password', ?, ?)", account, hash,
             tx.now());
  tx.execute("UPDATE account SET state = 'active', version = version + 1 WHERE id = ? AND state <> 'left'", account);
}

void openSession(WriteTx& tx, std::int64_t account, const std::string& idHash) {
  // What was parked for longer than it may be taken up is not kept.
  tx.execute("DELETE FROM parked_post WHERE parked_ms <= ?", tx.now().plusMs(-kParkedMs));
  tx.execute("INSERT INTO session (id_hash, account_id, created_ms, seen_ms, proved_ms) VALUES (?, ?, ?, ?, ?)", idHash,
             account, tx.now(), tx.now(), tx.now());
}

void endSession(WriteTx& tx, const std::string& idHash) {
  tx.execute("UPDATE session SET ended_ms = ? WHERE id_hash = ? AND ended_ms IS NULL", tx.now(), idHash);
}

void endSessions(WriteTx& tx, std::int64_t account) {
  tx.execute("UPDATE session SET ended_ms = ? WHERE account_id = ? AND ended_ms IS NULL", tx.now(), account);
}

void touchSession(WriteTx& tx, const std::string& idHash) {
  tx.execute("UPDATE session SET seen_ms = ? WHERE id_hash = ? AND ended_ms IS NULL", tx.now(), idHash);
}

void proveSession(WriteTx& tx, const std::string& idHash) {
  tx.execute("UPDATE session SET proved_ms = ? WHERE id_hash = ? AND ended_ms IS NULL", tx.now(), idHash);
}

std::optional<SessionRecord> findSession(ReadTx& tx, const std::string& idHash) {
  const auto row = tx.row<std::int64_t, Instant, Instant, std::optional<std::int64_t>, Instant>(
      "SELECT account_id, created_ms, seen_ms, ended_ms, proved_ms FROM session WHERE id_hash = ?", idHash);
  if (!row) return std::nullopt;
  const auto& [account, created, seen, ended, proved] = *row;
  // One that was seen well after now is of a time when the clock was wrong: it would live until that day comes.
  const bool ahead = seen.ms - tx.now().ms >= kIdleMs;
  return SessionRecord{account, created, seen, ended.has_value() || ahead, proved};
}

void addLink(WriteTx& tx, std::int64_t account, const std::string& hash, std::string_view purpose) {
  tx.execute("INSERT INTO one_time_link (hash, account_id, purpose, expires_ms) VALUES (?, ?, ?, ?)", hash, account,
             purpose, tx.now().plusMs(kLinkMs));
}

std::optional<std::int64_t> liveLink(ReadTx& tx, const std::string& hash) {
  return tx.one<std::int64_t>(
      "SELECT account_id FROM one_time_link WHERE hash = ? AND used_ms IS NULL AND expires_ms > ? AND expires_ms <= ?",
      hash, tx.now(), tx.now().plusMs(kLinkMs + kIdleMs));
}

void useLink(WriteTx& tx, const std::string& hash) {
  tx.execute("UPDATE one_time_link SET used_ms = ? WHERE hash = ?", tx.now(), hash);
}

void dropLinks(WriteTx& tx, std::int64_t account) {
  tx.execute("UPDATE one_time_link SET used_ms = ? WHERE account_id = ? AND used_ms IS NULL", tx.now(), account);
}

namespace {
std::int64_t recentTries(ReadTx& tx, const std::string& who) {
  return tx
      .one<std::int64_t>("SELECT COUNT(*) FROM sign_in_failure WHERE who = ? AND at_ms > ? AND at_ms <= ?", who,
                         tx.now().plusMs(-kGuessWindowMs), tx.now().plusMs(kGuessWindowMs))
      .value_or(0);
}

std::int64_t countTry(WriteTx& tx, const std::string& who) {
  const std::int64_t id = tx.nextId();
  tx.execute("INSERT INTO sign_in_failure (id, who, at_ms) VALUES (?, ?, ?)", id, who, tx.now());
  return id;
}
}  // namespace

std::optional<SignInTry> beginTry(WriteTx& tx, const std::string& account, const std::string& address) {
  // Who tried is kept for as long as it counts.
  tx.execute("DELETE FROM sign_in_failure WHERE at_ms <= ?", tx.now().plusMs(-kGuessWindowMs));
  const std::string both = account + " " + address;
  if (recentTries(tx, both) >= kGuesses || recentTries(tx, account) >= kGuessesOfAccount ||
      recentTries(tx, address) >= kGuessesFromAddress)
    return std::nullopt;
  return SignInTry{countTry(tx, account), countTry(tx, address), countTry(tx, both)};
}

bool beginWait(WriteTx& tx, const std::string& account, const std::string& address) {
  bool first = true;
  for (const std::string& who : {"waits " + account, "waits " + address}) {
    if (recentTries(tx, who) > 0)
      first = false;
    else
      countTry(tx, who);
  }
  return first;
}

void forgetTry(WriteTx& tx, const SignInTry& one) {
  tx.execute("DELETE FROM sign_in_failure WHERE id = ? OR id = ? OR id = ?", one.byAccount, one.byAddress, one.byBoth);
}

void parkPost(WriteTx& tx, const std::string& hash, std::int64_t account, const std::string& sealed) {
  tx.execute("INSERT INTO parked_post (hash, account_id, sealed, parked_ms) VALUES (?, ?, ?, ?)", hash, account, sealed,
             tx.now());
}

std::optional<ParkedPost> findParked(ReadTx& tx, const std::string& hash) {
  const auto row = tx.row<std::int64_t, std::string>(
      "SELECT account_id, sealed FROM parked_post WHERE hash = ? AND replayed_ms IS NULL AND parked_ms > ?", hash,
      tx.now().plusMs(-kParkedMs));
  if (!row) return std::nullopt;
  return ParkedPost{std::get<0>(*row), std::get<1>(*row)};
}

std::optional<std::string> takeParked(WriteTx& tx, const std::string& hash, std::int64_t account) {
  auto found = tx.one<std::string>(
      "SELECT sealed FROM parked_post WHERE hash = ? AND account_id = ? AND replayed_ms IS NULL AND parked_ms > ?",
      hash, account, tx.now().plusMs(-kParkedMs));
  if (found) tx.execute("UPDATE parked_post SET replayed_ms = ?, sealed = '' WHERE hash = ?", tx.now(), hash);
  return found;
}

std::optional<Viewer> viewerOf(ReadTx& tx, std::int64_t account, Viewer::Door door,
                               const std::function<std::set<std::string>(std::string_view)>& permissionsOf) {
  const auto who = findAccount(tx, account);
  if (!who || who->state != "active") return std::nullopt;
  ViewerMaker maker;
  maker.account = account;
  maker.name = who->name;
  maker.actor = "account:" + std::to_string(account);
  maker.door = door;
  maker.permissions.insert("signed_in");
  std::set<std::int64_t> organisations;
  tx.each<std::int64_t, std::string, std::string>(
      "SELECT m.organisation_id, o.kind, m.role FROM membership m JOIN organisation o ON o.id = m.organisation_id "
      "WHERE m.person_id = ? AND m.until_ms IS NULL ORDER BY m.id",
      [&](std::int64_t organisation, std::string kind, std::string word) {
        const Role* role = findRole(word);
        if (role == nullptr) return;
        if (role->seesOwnCases) organisations.insert(organisation);
        maker.seesAllCases = maker.seesAllCases || role->seesAllCases;
        const auto held = permissionsOf(word);
        maker.permissions.insert(held.begin(), held.end());
        maker.hats.push_back({organisation, std::move(kind), std::move(word)});
      },
      who->person);
  maker.caseOrganisations.assign(organisations.begin(), organisations.end());
  return maker.make();
}

}  // namespace capd
