#pragma once
// Policy versions as kept in the records: files by their content, versions by theirs, and which is in force for a year.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/Instant.h"
#include "capd/Fact.h"
#include "capd/Tx.h"

namespace capd {

/// When a version came into force for a year, and by whom it was put into the records.
struct PolicyPublication {
  std::string year;
  std::int64_t generation = 0;  ///< 1 for the first version of that year
  std::string hash;
  Instant from;
  std::string addedBy;  ///< as written in logs: `account:17`, `host:0`, `house`
};
/// Every publication, newest first within its year; years in falling order.
std::vector<PolicyPublication> policyHistory(ReadTx& tx);
/// The generation that these records stand at: raised by every publication.
std::int64_t policyGeneration(ReadTx& tx);
/// Year to the hash that is in force.
std::map<std::string, std::string> policyInForce(ReadTx& tx);
/// Every version's hash with its year.
std::map<std::string, std::string> policyVersions(ReadTx& tx);
std::map<std::string, std::string> policyFiles(ReadTx& tx, const std::string& hash);
/// Adds what is not there yet and puts the version in force from now.
void putPolicyInForce(WriteTx& tx, const std::string& year, const std::string& hash,
                      const std::map<std::string, std::string>& files);
/// The facts of every referral and those that plugins declare.
std::vector<FactDeclaration> allFacts(const std::vector<FactDeclaration>& fromPlugins);

}  // namespace capd
