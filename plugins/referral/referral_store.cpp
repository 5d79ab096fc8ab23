// The plugin's own questions to the records.

#include <set>

#include "Commands.h"
#include "Lists.h"

namespace capd::refer {

std::string firstFree(ReadTx& tx, const std::vector<std::string>& references) {
  for (const std::string& reference : references)
    if (!referenceTaken(tx, reference)) return reference;
  return {};
}

std::int64_t sectionVersion(ReadTx& tx, std::int64_t caseId, const FormShape& shape) {
  std::int64_t version = 0;
  tx.each<std::string, std::int64_t>(
      "SELECT a.question, MAX(a.revision) FROM @answers a WHERE a.case_id = ? GROUP BY a.question",
      [&](const std::string& question, std::int64_t revision) {
        if (shape.find(question) != nullptr) version += revision;
      },
      caseId);
  return version;
}

std::vector<std::string> referencesOf(ReadTx& tx, const std::vector<std::int64_t>& schools) {
  std::vector<std::string> all;
  for (const std::int64_t school : schools) {
    tx.each<std::string>(
        "SELECT c.reference FROM @cases c WHERE c.school_id = ? ORDER BY c.state_since_ms DESC, c.id DESC",
        [&](std::string reference) { all.push_back(std::move(reference)); }, school);
  }
  return all;
}

std::vector<std::string> referencesOfPupil(ReadTx& tx, std::int64_t pupil) {
  std::vector<std::string> all;
  tx.each<std::string>("SELECT c.reference FROM @cases c WHERE c.pupil_id = ? ORDER BY c.id",
                       [&](std::string reference) { all.push_back(std::move(reference)); }, pupil);
  return all;
}

std::optional<Instant> lastSaved(ReadTx& tx, std::int64_t caseId) {
  const auto at = tx.one<std::optional<Instant>>("SELECT MAX(a.at_ms) FROM @answers a WHERE a.case_id = ?", caseId);
  return at.value_or(std::nullopt);
}

std::optional<Instant> answerExpected(ReadTx& tx, std::int64_t caseId) {
  const auto due = tx.one<std::optional<Instant>>(
      "SELECT MIN(d.due_ms) FROM duty d JOIN @cases c ON c.id = d.case_id WHERE c.id = ? AND d.kind IN "
      "('response.answer', 'response.answer_again') AND d.opened_ms >= COALESCE((SELECT MAX(r.shared_ms) FROM "
      "@responses r "
      "WHERE r.case_id = c.id), 0)",
      caseId);
  return due.value_or(std::nullopt);
}

std::optional<std::int64_t> draftOf(ReadTx& tx, std::int64_t pupil) {
  return tx.one<std::int64_t>("SELECT c.id FROM @cases c WHERE c.pupil_id = ? AND c.state = 'draft' ORDER BY c.id",
                              pupil);
}

}  // namespace capd::refer
