#include <algorithm>
#include <sstream>

#include "cases/account/ApiKey.h"

namespace capd {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

std::vector<std::string> split(const std::string& words) {
  std::istringstream in(words);
  std::vector<std::string> all;
  for (std::string word; in >> word;) all.push_back(word);
  return all;
}

#define API_KEY                                                                                                      \
  "SELECT k.id, k.name, k.organisation_id, o.name, o.kind, k.roles, k.made_ms, k.made_by, k.expires_ms, k.used_ms, " \
  "k.ended_ms FROM api_key k JOIN organisation o ON o.id = k.organisation_id "

template <class... A>
std::vector<ApiKey> readApiKeys(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<ApiKey> all;
  tx.each<std::int64_t, std::string, std::int64_t, std::string, std::string, std::string, Instant, std::int64_t,
          Instant, std::optional<Instant>, std::optional<Instant>>(
      sql,
      [&](std::int64_t id, std::string name, std::int64_t organisation, std::string where, std::string kind,
          std::string roles, Instant made, std::int64_t madeBy, Instant expires, std::optional<Instant> used,
          std::optional<Instant> ended) {
        all.push_back({id, std::move(name), organisation, std::move(where), std::move(kind), split(roles), made, madeBy,
                       expires, used, ended});
      },
      args...);
  return all;
}

std::optional<ApiKey> first(std::vector<ApiKey> all) {
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

}  // namespace

void addApiKey(WriteTx& tx, ApiKey key, const std::string& secretHash) {
  tx.execute(
      "INSERT INTO api_key (id, name, secret_hash, organisation_id, roles, made_ms, made_by, expires_ms) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      tx.nextId(), key.name, secretHash, key.organisation, joined(key.roles), tx.now(), tx.viewer().account(),
      key.expires);
}

void endApiKey(WriteTx& tx, std::int64_t id) {
  tx.execute("UPDATE api_key SET ended_ms = ? WHERE id = ? AND ended_ms IS NULL", tx.now(), id);
}

void touchApiKey(WriteTx& tx, std::int64_t id) {
  tx.execute("UPDATE api_key SET used_ms = ? WHERE id = ?", tx.now(), id);
}

std::optional<ApiKey> apiKeyByHash(ReadTx& tx, const std::string& secretHash) {
  return first(readApiKeys(tx, API_KEY "WHERE k.secret_hash = ?", secretHash));
}

std::optional<ApiKey> apiKeyByName(ReadTx& tx, std::string_view name) {
  return first(readApiKeys(tx, API_KEY "WHERE k.name = ?", name));
}

std::vector<ApiKey> apiKeys(ReadTx& tx) {
  auto all = readApiKeys(tx, API_KEY "ORDER BY k.name");
  const Instant now = tx.now();
  std::stable_partition(all.begin(), all.end(), [&](const ApiKey& key) { return key.live(now); });
  return all;
}

}  // namespace capd
