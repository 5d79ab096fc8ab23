#include "cases/decision/Decision.h"

namespace capd {

std::int64_t recordDecision(WriteTx& tx, std::int64_t caseId, std::string_view occasion, const Judgement& judgement) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO decision (id, case_id, occasion, at_ms, actor, policy_hash, receipt) VALUES (?, ?, ?, ?, ?, ?, ?)",
      id, caseId, occasion, tx.now(), tx.viewer().actor(), judgement.policyHash, judgement.receipt);
  return id;
}

std::vector<DecisionRecord> decisions(ReadTx& tx, std::int64_t caseId) {
  std::vector<DecisionRecord> all;
  tx.each<std::int64_t, std::int64_t, std::string, Instant, std::string, std::string>(
      "SELECT d.id, d.case_id, d.occasion, d.at_ms, d.policy_hash, d.receipt FROM decision d "
      "JOIN @cases c ON c.id = d.case_id WHERE c.id = ? ORDER BY d.at_ms, d.id",
      [&](std::int64_t id, std::int64_t owner, std::string occasion, Instant at, std::string hash,
          std::string receipt) {
        all.push_back({id, owner, std::move(occasion), at, std::move(hash), std::move(receipt)});
      },
      caseId);
  return all;
}

}  // namespace capd
