// The plugin's own questions to the records.

#include <algorithm>
#include <limits>
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

namespace {

// The same as waitsForSchool() says of one hold.
#define WAITS                                                                                                    \
  "EXISTS (SELECT 1 FROM @holds h WHERE h.case_id = c.id AND h.closed_ms IS NULL AND h.kind <> 'panel' AND "     \
  "(h.asked_ms IS NOT NULL OR (h.kind <> 'other' AND h.rule <> 'choose_course')) AND (h.answered_ms IS NULL OR " \
  "h.asked_ms > h.answered_ms))"

std::string_view conditionOf(Part part) {
  switch (part) {
    case Part::waiting:
      return "c.state <> 'draft' AND " WAITS;
    case Part::drafts:
      return "c.state = 'draft'";
    case Part::sent:
      return "c.state <> 'draft' AND NOT " WAITS;
    case Part::live:
      return "c.state NOT IN ('draft', 'ended', 'refused', 'withdrawn') AND NOT " WAITS;
  }
  return "1 = 0";
}

struct Found {
  Instant since;
  std::int64_t id = 0;
  std::string reference;
};

bool later(const Found& a, const Found& b) { return a.since != b.since ? a.since > b.since : a.id > b.id; }

Found placeOf(ReadTx& tx, const std::string& reference) {
  const auto referral = reference.empty() ? std::nullopt : findReferral(tx, reference);
  if (referral) return {referral->stateSince, referral->id, {}};
  return {Instant{std::numeric_limits<std::int64_t>::max()}, 0, {}};
}

}  // namespace

std::vector<std::string> referencesOf(ReadTx& tx, const std::vector<std::int64_t>& schools, Part part, std::size_t most,
                                      const std::string& after) {
  const Found from = placeOf(tx, after);
  std::vector<Found> found;
  for (const std::int64_t school : schools)
    tx.each<Instant, std::int64_t, std::string>(
        "SELECT c.state_since_ms, c.id, c.reference FROM @cases c WHERE c.school_id = ? AND (c.state_since_ms, c.id) < "
        "(?, ?) AND " +
            std::string(conditionOf(part)) + " ORDER BY c.state_since_ms DESC, c.id DESC LIMIT ?",
        [&](Instant since, std::int64_t id, std::string reference) {
          found.push_back({since, id, std::move(reference)});
        },
        school, from.since, from.id, static_cast<std::int64_t>(most));
  std::sort(found.begin(), found.end(), later);
  if (found.size() > most) found.erase(found.begin() + static_cast<std::ptrdiff_t>(most), found.end());
  std::vector<std::string> all;
  for (Found& each : found) all.push_back(std::move(each.reference));
  return all;
}

std::vector<std::string> referencesOfPupil(ReadTx& tx, std::int64_t pupil) {
  std::vector<std::string> all;
  tx.each<std::string>(
      "SELECT c.reference FROM @cases c WHERE c.pupil_id = ? ORDER BY c.id",
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
