#pragma once
// Keys of other programs: what an organisation's system may do here without a person. Shown once, kept as SHA-256.

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

inline constexpr std::int64_t kMostKeyDays = 366;

struct ApiKey {
  std::int64_t id = 0;
  std::string name;  ///< a word such as `mis-sync`; never given twice, so that the logs stay clear
  std::int64_t organisation = 0;
  std::string organisationName;
  std::string organisationKind;
  std::vector<std::string> roles;
  Instant made;
  std::int64_t madeBy = 0;  ///< account; 0 = the host
  Instant expires;
  std::optional<Instant> used;
  std::optional<Instant> ended;
  /// Neither ended nor over; at the very moment it is over.
  [[nodiscard]] bool live(Instant now) const { return !ended && now < expires; }
};

/// A fresh key as its holder gets it: `capd_` and 48 hexadecimal signs.
std::string newApiKeySecret();
/// Could this text be a key at all?
bool looksLikeApiKey(std::string_view text);

/// `key.id`, `made` and `madeBy` are filled here.
void addApiKey(WriteTx& tx, ApiKey key, const std::string& secretHash);
void endApiKey(WriteTx& tx, std::int64_t id);
void touchApiKey(WriteTx& tx, std::int64_t id);
std::optional<ApiKey> apiKeyByHash(ReadTx& tx, const std::string& secretHash);
std::optional<ApiKey> apiKeyByName(ReadTx& tx, std::string_view name);
/// All there ever were: live ones first, then by name.
std::vector<ApiKey> apiKeys(ReadTx& tx);

/// What a key sees and may do: its roles' share, without what people alone may. `permissionsOf` gives what a role may
/// do by a key.
Viewer viewerOf(const ApiKey& key, const std::function<std::set<std::string>(std::string_view)>& permissionsOf);

}  // namespace capd
