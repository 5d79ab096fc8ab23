#pragma once
// Policy versions as kept in the records: files by their content, versions by theirs, and which is in force for a year.

#include <map>
#include <string>

#include "capd/Fact.h"
#include "capd/Tx.h"

namespace capd {

/// Year to the hash that is in force.
std::map<std::string, std::string> policyInForce(ReadTx& tx);
/// Every version's hash with its year.
std::map<std::string, std::string> policyVersions(ReadTx& tx);
std::map<std::string, std::string> policyFiles(ReadTx& tx, const std::string& hash);
/// Adds what is not there yet and puts the version in force from now.
void putPolicyInForce(WriteTx& tx, const std::string& year, const std::string& hash, const std::map<std::string, std::string>& files);
/// The facts of every referral and those that plugins declare.
std::vector<FactDeclaration> allFacts(const std::vector<FactDeclaration>& fromPlugins);

}  // namespace capd
