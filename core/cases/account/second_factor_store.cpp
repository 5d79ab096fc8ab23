#include <algorithm>

#include "base/Text.h"
#include "cases/account/Account.h"
#include "cases/account/SecondFactor.h"
#include "store/Vault.h"

namespace capd {
namespace {

std::string contextOf(std::int64_t account) { return "second_factor:" + std::to_string(account); }

// As typed from paper: large or small letters, with or without hyphens and spaces.
std::string hashOfRecovery(std::int64_t account, std::string_view typed) {
  std::string plain = lowerAscii(typed);
  plain.erase(std::remove_if(plain.begin(), plain.end(), [](char c) { return c == ' ' || c == '-'; }), plain.end());
  return hashOfSecret("recovery:" + std::to_string(account) + ":" + plain);
}

struct Kept {
  std::string secret;  ///< bytes
  std::int64_t lastStep = 0;
};
std::optional<Kept> keptOf(ReadTx& tx, const store::Vault& vault, std::int64_t account) {
  const auto row =
      tx.row<std::string, std::int64_t>("SELECT sealed, last_step FROM second_factor WHERE account_id = ?", account);
  if (!row) return std::nullopt;
  return Kept{bytesOfBase32(vault.open(std::get<0>(*row), contextOf(account))), std::get<1>(*row)};
}

}  // namespace

std::optional<SecondFactor> secondFactorOf(ReadTx& tx, std::int64_t account) {
  const auto since = tx.one<Instant>("SELECT since_ms FROM second_factor WHERE account_id = ?", account);
  if (!since) return std::nullopt;
  return SecondFactor{
      *since,
      tx.one<std::int64_t>("SELECT COUNT(*) FROM recovery_code WHERE account_id = ? AND used_ms IS NULL", account)
          .value_or(0)};
}

void setSecondFactor(WriteTx& tx, const store::Vault& vault, std::int64_t account, const std::string& secret,
                     std::int64_t usedStep, const std::vector<std::string>& recovery) {
  dropSecondFactor(tx, account);
  tx.execute("INSERT INTO second_factor (account_id, sealed, since_ms, last_step) VALUES (?, ?, ?, ?)", account,
             vault.seal(secret, contextOf(account)), tx.now(), usedStep);
  setRecoveryCodes(tx, account, recovery);
}

void setRecoveryCodes(WriteTx& tx, std::int64_t account, const std::vector<std::string>& recovery) {
  tx.execute("DELETE FROM recovery_code WHERE account_id = ?", account);
  for (const std::string& code : recovery)
    tx.execute("INSERT INTO recovery_code (hash, account_id) VALUES (?, ?)", hashOfRecovery(account, code), account);
}

bool dropSecondFactor(WriteTx& tx, std::int64_t account) {
  tx.execute("DELETE FROM recovery_code WHERE account_id = ?", account);
  return tx.execute("DELETE FROM second_factor WHERE account_id = ?", account) > 0;
}

Proof takeProof(WriteTx& tx, const store::Vault& vault, std::int64_t account, std::string_view typed) {
  const auto kept = keptOf(tx, vault, account);
  if (!kept) return Proof::notSet;
  if (const auto step = stepOfCode(kept->secret, typed, tx.now(), kept->lastStep)) {
    tx.execute("UPDATE second_factor SET last_step = ? WHERE account_id = ?", *step, account);
    return Proof::code;
  }
  const auto used =
      tx.execute("UPDATE recovery_code SET used_ms = ? WHERE hash = ? AND account_id = ? AND used_ms IS NULL", tx.now(),
                 hashOfRecovery(account, typed), account);
  return used > 0 ? Proof::recovery : Proof::wrong;
}

std::string currentCode(ReadTx& tx, const store::Vault& vault, std::int64_t account) {
  const auto kept = keptOf(tx, vault, account);
  return kept ? codeAt(kept->secret, codeStep(tx.now())) : std::string();
}

}  // namespace capd
