#include "cases/referral/Referral.h"
#include "cases/response/Response.h"

namespace capd {
namespace {

using Flag = std::optional<std::int64_t>;

std::optional<bool> yesNo(Flag flag) {
  if (!flag) return std::nullopt;
  return *flag != 0;
}

// CAP reads every answer, a provider its own, the school what CAP has shared (NOT-06).
bool mayRead(const Viewer& viewer, std::int64_t school, const Response& response) {
  if (viewer.seesAllCases() || viewer.actsFor(response.provider)) return true;
  return response.shared && viewer.actsFor(school);
}

}  // namespace

std::vector<Response> responses(ReadTx& tx, std::int64_t caseId) {
  std::vector<Response> all;
  const auto referral = referralById(tx, caseId);
  if (!referral) return all;
  using Text = std::optional<std::string>;
  tx.each<std::int64_t, std::int64_t, std::int64_t, Instant, std::int64_t, bool, Text, std::string, std::optional<Date>,
          std::string, bool, bool, Flag, Flag, Flag, std::string, std::optional<Date>, std::optional<Instant>, Text,
          std::string, std::optional<std::int64_t>>(
      "SELECT r.id, r.choice_id, r.provider_id, r.given_ms, r.given_by, r.yes, r.category, r.reason, r.interview_on, "
      "r.interview_who, r.documents_understood, r.agreement_considered, r.needs_met, r.risk_met, r.supervision_met, "
      "r.sessions, r.start, r.shared_ms, r.review, r.review_says, r.hours FROM @responses r WHERE r.case_id = ? "
      "ORDER BY r.given_ms DESC, r.id DESC",
      [&](std::int64_t id, std::int64_t choice, std::int64_t provider, Instant given, std::int64_t by, bool yes,
          Text category, std::string reason, std::optional<Date> met, std::string who, bool documents, bool agreement,
          Flag needs, Flag risk, Flag supervision, std::string sessions, std::optional<Date> start,
          std::optional<Instant> shared, Text review, std::string reviewSays, std::optional<std::int64_t> hours) {
        Response r{id,
                   caseId,
                   choice,
                   provider,
                   given,
                   by,
                   yes,
                   category.value_or(""),
                   std::move(reason),
                   met,
                   std::move(who),
                   documents,
                   agreement,
                   yesNo(needs),
                   yesNo(risk),
                   yesNo(supervision),
                   std::move(sessions),
                   start,
                   shared,
                   review.value_or(""),
                   std::move(reviewSays),
                   hours};
        if (mayRead(tx.viewer(), referral->school, r)) all.push_back(std::move(r));
      },
      caseId);
  return all;
}

std::optional<Response> latestResponse(ReadTx& tx, std::int64_t caseId) {
  auto all = responses(tx, caseId);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::int64_t addResponse(WriteTx& tx, const Response& r) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO response (id, case_id, choice_id, provider_id, given_ms, given_by, yes, category, reason, "
      "interview_on, interview_who, documents_understood, agreement_considered, needs_met, risk_met, supervision_met, "
      "sessions, start, hours) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, r.caseId, r.choice, r.provider, tx.now(), tx.viewer().account(), r.yes,
      r.category.empty() ? std::optional<std::string>() : r.category, r.reason, r.interviewOn, r.interviewWho,
      r.documentsUnderstood, r.agreementConsidered, r.needsMet, r.riskMet, r.supervisionMet, r.sessions, r.start,
      r.hours);
  return id;
}

void shareResponse(WriteTx& tx, std::int64_t response) {
  tx.execute("UPDATE response SET shared_ms = ?, shared_by = ? WHERE id = ? AND shared_ms IS NULL", tx.now(),
             tx.viewer().actor(), response);
}

void reviewResponse(WriteTx& tx, std::int64_t response, std::string_view review, const std::string& says) {
  tx.execute("UPDATE response SET review = ?, review_says = ?, reviewed_ms = ?, reviewed_by = ? WHERE id = ?", review,
             says, tx.now(), tx.viewer().account(), response);
}

std::vector<OwnAnswer> ownAnswers(ReadTx& tx, std::int64_t provider, std::size_t most) {
  std::vector<OwnAnswer> all;
  if (!tx.viewer().actsFor(provider)) return all;
  tx.each<std::string, Instant, bool, std::optional<std::string>, std::string, std::string, std::optional<Date>>(
      "SELECT c.reference, r.given_ms, r.yes, r.category, r.reason, r.sessions, r.start FROM @all_responses r "
      "JOIN @all_cases c ON c.id = r.case_id WHERE r.provider_id = ? ORDER BY r.given_ms DESC, r.id DESC LIMIT ?",
      [&](std::string reference, Instant given, bool yes, std::optional<std::string> category, std::string reason,
          std::string sessions, std::optional<Date> start) {
        all.push_back(
            {std::move(reference), given, yes, category.value_or(""), std::move(reason), std::move(sessions), start});
      },
      provider, static_cast<std::int64_t>(most));
  return all;
}

bool wasAsked(ReadTx& tx, std::string_view reference, std::int64_t provider) {
  if (!tx.viewer().actsFor(provider)) return false;
  return tx.one<std::int64_t>(
               "SELECT COUNT(*) FROM @all_choices k JOIN @all_cases c ON c.id = k.case_id WHERE c.reference = ? "
               "AND k.provider_id = ? AND k.sent_ms IS NOT NULL",
               reference, provider)
             .value_or(0) > 0;
}

std::int64_t noesInARow(ReadTx& tx, std::int64_t caseId) {
  std::int64_t noes = 0;
  bool open = true;
  tx.each<bool>(
      "SELECT r.yes FROM @responses r WHERE r.case_id = ? ORDER BY r.given_ms DESC, r.id DESC",
      [&](bool yes) {
        open = open && !yes;
        if (open) ++noes;
      },
      caseId);
  return noes;
}

std::vector<RiskRead> riskReads(ReadTx& tx, std::int64_t caseId) {
  std::vector<RiskRead> all;
  tx.each<std::int64_t, std::int64_t, std::string, Instant>(
      "SELECT r.risk_assessment_id, r.account_id, p.name, r.read_ms FROM @ra_reads r JOIN account a ON a.id = "
      "r.account_id "
      "JOIN person p ON p.id = a.person_id WHERE r.case_id = ? ORDER BY r.read_ms, r.id",
      [&](std::int64_t assessment, std::int64_t account, std::string name, Instant at) {
        all.push_back({assessment, account, std::move(name), at});
      },
      caseId);
  return all;
}

bool addRiskRead(WriteTx& tx, std::int64_t caseId, std::int64_t assessment) {
  const auto there = tx.one<std::int64_t>("SELECT id FROM ra_read WHERE risk_assessment_id = ? AND account_id = ?",
                                          assessment, tx.viewer().account());
  if (there) return false;
  tx.execute("INSERT INTO ra_read (id, case_id, risk_assessment_id, account_id, read_ms) VALUES (?, ?, ?, ?, ?)",
             tx.nextId(), caseId, assessment, tx.viewer().account(), tx.now());
  return true;
}

}  // namespace capd
