#pragma once
// What a person has beside the password: a code of six digits from an app (RFC 6238: SHA-1, 30 seconds), or one of ten
// recovery codes. The app's secret is sealed in the records; recovery codes are kept as SHA-256 and shown once.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Instant.h"
#include "capd/Tx.h"

namespace capd {

namespace store {
class Vault;
}

inline constexpr std::int64_t kCodeStepMs = 30 * 1000;
inline constexpr int kRecoveryCodes = 10;
inline constexpr std::int64_t kFreshMs = 5 * 60 * 1000;  ///< for how long somebody has just shown who they are

/// The code of a secret (its bytes) for one step of 30 seconds.
std::string codeAt(std::string_view secret, std::int64_t step);
std::int64_t codeStep(Instant at);
/// The step whose code was typed: now's, or the one before or after, for clocks that differ; later than `after`, so
/// that a code works once. Spaces in what was typed do not count.
std::optional<std::int64_t> stepOfCode(std::string_view secret, std::string_view typed, Instant now,
                                       std::int64_t after);

/// 20 random bytes, as the app and the otpauth link take them: base32.
std::string newCodeSecret();
/// Base32 (RFC 4648), without padding; and back: empty for what is none.
std::string base32(std::string_view bytes);
std::string bytesOfBase32(std::string_view text);
/// `otpauth://totp/...`: opens the app on a telephone.
std::string otpauthLink(const std::string& email, const std::string& secret);

struct SecondFactor {
  Instant since;
  std::int64_t recoveryLeft = 0;
};
std::optional<SecondFactor> secondFactorOf(ReadTx& tx, std::int64_t account);
/// Ten fresh ones: `abcd-efgh-jkmn-pqrs`, 80 bits each.
std::vector<std::string> newRecoveryCodes();
/// Takes the place of what the account had. `usedStep`: of the code with which the person showed that the app works.
void setSecondFactor(WriteTx& tx, const store::Vault& vault, std::int64_t account, const std::string& secret,
                     std::int64_t usedStep, const std::vector<std::string>& recovery);
/// Those before work no more.
void setRecoveryCodes(WriteTx& tx, std::int64_t account, const std::vector<std::string>& recovery);
/// @returns false when there was none.
bool dropSecondFactor(WriteTx& tx, std::int64_t account);

enum class Proof {
  notSet,    ///< the account has no second factor
  wrong,     ///< wrong, used before, or nothing typed
  code,      ///< right, and used up by this
  recovery,  ///< a recovery code, used up by this
};
Proof takeProof(WriteTx& tx, const store::Vault& vault, std::int64_t account, std::string_view typed);
/// What the person's app shows now, for demonstrations. Empty without a second factor.
std::string currentCode(ReadTx& tx, const store::Vault& vault, std::int64_t account);

}  // namespace capd
