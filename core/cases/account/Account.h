#pragma once
// Accounts: who may sign in, by which password, with which one-time link, and where they are signed in now.
// Secrets are never kept: passwords as argon2id, session ids and links as SHA-256.

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

inline constexpr std::int64_t kIdleMs = 30 * 60 * 1000;
inline constexpr std::int64_t kAbsoluteMs = 12 * 60 * 60 * 1000;
inline constexpr std::int64_t kLinkMs = 72 * 60 * 60 * 1000;
inline constexpr std::int64_t kParkedMs = 24 * 60 * 60 * 1000;
inline constexpr std::int64_t kGuessWindowMs = 5 * 60 * 1000;
inline constexpr std::int64_t kGuesses = 10;  ///< within the window, per account from one network address
inline constexpr std::int64_t kGuessesOfAccount =
    50;  ///< within the window, per account from wherever: strangers lock nobody out with ten
inline constexpr std::int64_t kGuessesFromAddress =
    50;  ///< within the window, per network address: a school sits behind one

struct Account {
  std::int64_t id = 0;
  std::int64_t person = 0;
  std::string name;
  std::string email;
  std::string state;  ///< invited, active, left
};
std::optional<Account> findAccount(ReadTx& tx, std::int64_t id);
std::optional<Account> accountByEmail(ReadTx& tx, std::string_view email);
std::int64_t addAccount(WriteTx& tx, std::int64_t person, std::string_view email);
/// Sign-in ends everywhere, roles end, links die.
void endAccount(WriteTx& tx, std::int64_t account);
/// Somebody who left comes back: invited again, with no role, password or session of before.
void reopenAccount(WriteTx& tx, std::int64_t account);
bool anyActiveAccount(ReadTx& tx);

/// argon2id, 46 MiB, one pass; at most two at a time in this process. Slow: never in the writer.
std::string passwordHash(const std::string& password);
bool passwordFits(const std::string& password, const std::string& hash);
/// Why a password may not be chosen; empty when it may: 15 letters or more, none of the commonest.
std::string passwordFault(std::string_view password);
std::optional<std::string> passwordHashOf(ReadTx& tx, std::int64_t account);
void setPassword(WriteTx& tx, std::int64_t account, const std::string& hash);

/// What a cookie, a link or a parked form is called in the tables.
std::string hashOfSecret(std::string_view secret);

void openSession(WriteTx& tx, std::int64_t account, const std::string& idHash);
void endSession(WriteTx& tx, const std::string& idHash);
/// Everywhere where the account is signed in.
void endSessions(WriteTx& tx, std::int64_t account);
void touchSession(WriteTx& tx, const std::string& idHash);
/// The person has just shown again who they are.
void proveSession(WriteTx& tx, const std::string& idHash);
struct SessionRecord {
  std::int64_t account = 0;
  Instant created;
  Instant seen;
  bool ended = false;
  Instant proved;  ///< when the person last showed who they are: at sign-in, or since
  /// Neither ended, nor idle for 30 minutes, nor 12 hours old; at the very limit it is over.
  [[nodiscard]] bool live(Instant now) const {
    return !ended && now.ms - seen.ms < kIdleMs && now.ms - created.ms < kAbsoluteMs;
  }
};
std::optional<SessionRecord> findSession(ReadTx& tx, const std::string& idHash);

void addLink(WriteTx& tx, std::int64_t account, const std::string& hash, std::string_view purpose);
/// The account of a link that is unused and not over.
std::optional<std::int64_t> liveLink(ReadTx& tx, const std::string& hash);
void useLink(WriteTx& tx, const std::string& hash);
/// Links of the account that nobody used work no more: a new one replaces them.
void dropLinks(WriteTx& tx, std::int64_t account);

/// One try to sign in, counted before the password is looked at, so that a hundred sent at once are a hundred tries.
struct SignInTry {
  std::int64_t byAccount = 0;
  std::int64_t byAddress = 0;
  std::int64_t byBoth = 0;
};
/// Empty when there were too many of late, for this account or from this network address: then nothing is counted.
std::optional<SignInTry> beginTry(WriteTx& tx, const std::string& account, const std::string& address);
/// True once within the window for an account and for an address: then the audit has its line.
bool beginWait(WriteTx& tx, const std::string& account, const std::string& address);
/// It was the right password: this one was no guess.
void forgetTry(WriteTx& tx, const SignInTry& one);

/// A form that met an ended sign-in, sealed, waiting 24 hours for the same account.
void parkPost(WriteTx& tx, const std::string& hash, std::int64_t account, const std::string& sealed);
/// One that waits, to look at.
struct ParkedPost {
  std::int64_t account = 0;
  std::string sealed;
};
std::optional<ParkedPost> findParked(ReadTx& tx, const std::string& hash);
/// What was parked, once: a second call finds nothing.
std::optional<std::string> takeParked(WriteTx& tx, const std::string& hash, std::int64_t account);

/// A viewer from the roles the account holds now. `permissionsOf` gives what a role may do. Empty when the account is
/// not active.
std::optional<Viewer> viewerOf(ReadTx& tx, std::int64_t account, Viewer::Door door,
                               const std::function<std::set<std::string>(std::string_view)>& permissionsOf);

}  // namespace capd
