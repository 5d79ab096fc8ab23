#include "base/Hash.h"
#include "cases/policy/PolicyRecords.h"

namespace capd {

std::vector<PolicyPublication> policyHistory(ReadTx& tx) {
  std::vector<PolicyPublication> all;
  tx.each<std::string, std::int64_t, std::string, Instant, std::string>(
      "SELECT f.year, f.generation, f.version_hash, f.from_ms, v.added_by FROM policy_in_force f JOIN policy_version v "
      "ON v.hash = f.version_hash "
      "ORDER BY f.year DESC, f.generation DESC",
      [&](std::string year, std::int64_t generation, std::string hash, Instant from, std::string by) {
        all.push_back({std::move(year), generation, std::move(hash), from, std::move(by)});
      });
  return all;
}

std::int64_t policyGeneration(ReadTx& tx) {
  return tx.one<std::int64_t>("SELECT policy_generation FROM head").value_or(0);
}

std::map<std::string, std::string> policyInForce(ReadTx& tx) {
  std::map<std::string, std::string> inForce;
  tx.each<std::string, std::string>(
      "SELECT year, version_hash FROM policy_in_force ORDER BY year, generation",
      [&](std::string year, std::string hash) { inForce[std::move(year)] = std::move(hash); });
  return inForce;
}

std::map<std::string, std::string> policyVersions(ReadTx& tx) {
  std::map<std::string, std::string> versions;
  tx.each<std::string, std::string>(
      "SELECT hash, year FROM policy_version ORDER BY hash",
      [&](std::string hash, std::string year) { versions[std::move(hash)] = std::move(year); });
  return versions;
}

std::map<std::string, std::string> policyFiles(ReadTx& tx, const std::string& hash) {
  std::map<std::string, std::string> files;
  tx.each<std::string, std::string>(
      "SELECT v.path, f.content FROM policy_version_file v JOIN policy_file f ON f.hash = v.file_hash WHERE "
      "v.version_hash = ? ORDER BY v.path",
      [&](std::string path, std::string content) { files[std::move(path)] = std::move(content); }, hash);
  return files;
}

void putPolicyInForce(WriteTx& tx, const std::string& year, const std::string& hash,
                      const std::map<std::string, std::string>& files) {
  if (!tx.one<std::string>("SELECT hash FROM policy_version WHERE hash = ?", hash)) {
    tx.execute("INSERT INTO policy_version (hash, year, added_ms, added_by) VALUES (?, ?, ?, ?)", hash, year, tx.now(),
               tx.viewer().actor());
    for (const auto& [path, content] : files) {
      const std::string own = sha256Hex(content);
      if (!tx.one<std::string>("SELECT hash FROM policy_file WHERE hash = ?", own))
        tx.execute("INSERT INTO policy_file (hash, content) VALUES (?, ?)", own, content);
      tx.execute("INSERT INTO policy_version_file (version_hash, path, file_hash) VALUES (?, ?, ?)", hash, path, own);
    }
  }
  const auto generation =
      tx.one<std::optional<std::int64_t>>("SELECT MAX(generation) FROM policy_in_force WHERE year = ?", year)
          .value_or(std::nullopt);
  tx.execute("INSERT INTO policy_in_force (year, generation, version_hash, from_ms) VALUES (?, ?, ?, ?)", year,
             generation.value_or(0) + 1, hash, tx.now());
}

}  // namespace capd
