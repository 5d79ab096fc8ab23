#include "Writing.h"

#include <fmt/format.h>

#include <algorithm>

namespace capd::refer {
namespace {

bool writes(const Hat& hat) {
  return hat.role == "school.coordinator" || hat.role == "school.contributor" || hat.role == "send.officer";
}

std::optional<Writing> open(ReadTx& tx, const Services& services, ReferralRecord referral) {
  const auto pupil = findPupil(tx, referral.pupil);
  const auto school = findOrganisation(tx, referral.school);
  if (!pupil || !school) return std::nullopt;
  Writing w;
  w.referral = std::move(referral);
  w.pupil = *pupil;
  w.schoolName = school->name;
  w.schoolKind = school->kind;
  w.answers = currentAnswers(tx, w.referral.id);
  w.documents = documents(tx, w.referral.id);
  w.risk = latestRiskAssessment(tx, w.referral.id);
  const PolicyShelf& policy = services.policy();
  w.facts = referralFacts(tx, w.referral, policy, w.answers);
  w.policyHash = policyOf(w.referral, w.answers, policy, tx.today());
  if (w.policyHash) {
    w.agreement = policy.agreement(*w.policyHash);
    w.programmes = policy.programmes(*w.policyHash);
    for (const ProgrammeCard& card : w.programmes)
      if (std::string why = closedToReferrer(policy, *w.policyHash, card, *school); !why.empty())
        w.closed[card.name] = std::move(why);
    if (w.referral.programme)
      w.programme = policy.programme(*w.policyHash, asJudged(tx, w.referral, *w.referral.programme));
    if (const auto programme = programmeToJudge(w.referral, policy, *w.policyHash, w.schoolKind))
      w.judgedAs = asJudged(tx, w.referral, *programme);
  }
  // Where no policy covers the start asked for yet, or its version is older than the lists, today's are offered.
  for (const std::string_view question : kListedQuestions) {
    auto choices = policyChoices(policy, w.policyHash, question);
    if (choices.empty()) choices = policyChoices(policy, policy.versionFor(tx.today(), tx.today()), question);
    w.listed[std::string(question)] = std::move(choices);
  }
  return w;
}

}  // namespace

std::string Writing::answer(const std::string& question) const {
  const auto at = answers.find(question);
  return at == answers.end() ? std::string() : at->second;
}

const Document* Writing::document(const std::string& id) const {
  for (const Document& each : documents)
    if (std::to_string(each.id) == id) return &each;
  return nullptr;
}

std::string Writing::path(std::string_view after) const {
  return fmt::format("/referrals/{}{}", referral.reference, after);
}

std::optional<Writing> openForReading(ReadTx& tx, const Services& services, std::string_view reference) {
  const auto typed = Reference::parse(reference);
  if (!typed) return std::nullopt;
  auto referral = findReferral(tx, typed->text());
  if (!referral) return std::nullopt;
  return open(tx, services, std::move(*referral));
}

std::optional<Writing> openWriting(ReadTx& tx, const Services& services, std::string_view reference) {
  auto writing = openForReading(tx, services, reference);
  if (!writing || !tx.viewer().actsFor(writing->referral.school)) return std::nullopt;
  return writing;
}

bool mayWriteFor(const Viewer& viewer, std::int64_t organisation) {
  return std::any_of(viewer.hats().begin(), viewer.hats().end(),
                     [&](const Hat& hat) { return hat.organisation == organisation && writes(hat); });
}

bool maySubmitFor(const Viewer& viewer, std::int64_t organisation) {
  return viewer.actsFor(organisation, "school.coordinator") || viewer.actsFor(organisation, "send.officer");
}

std::vector<std::int64_t> writesFor(const Viewer& viewer) {
  std::vector<std::int64_t> all;
  for (const Hat& hat : viewer.hats())
    if (writes(hat) && std::find(all.begin(), all.end(), hat.organisation) == all.end())
      all.push_back(hat.organisation);
  return all;
}

std::optional<Judgement> judged(const Writing& writing, const PolicyShelf& policy) {
  if (!writing.policyHash) return std::nullopt;
  if (writing.judgedAs.empty()) return std::nullopt;
  return policy.judge(*writing.policyHash, writing.judgedAs, writing.facts);
}

const RuleLine* unmetRiskRule(const Judgement& judgement) {
  for (const RuleLine& rule : judgement.rules)
    if (rule.result == RuleResult::unmet && rule.id.find("risk_assessment") != std::string::npos) return &rule;
  return nullptr;
}

std::string cureInWords(const RuleLine& rule) {
  constexpr std::string_view kOfTheDate = "The date of the risk assessment must be ";
  // Where the rule asks in its own words, its test put the other way round adds nothing.
  if (!rule.ask.empty() && rule.wouldChange.rfind("It would be met if ", 0) == 0) return {};
  if (rule.wouldChange.rfind(kOfTheDate, 0) != 0) return rule.wouldChange;
  return "It must be completed or reviewed " + rule.wouldChange.substr(kOfTheDate.size());
}

std::string riskAgeInWords(const Writing& writing, const PolicyShelf& policy, Date today) {
  if (!writing.risk) return {};
  const int days = today.daysSince(writing.risk->effective());
  std::string says = days == 0 ? "Dated today." : fmt::format("{} day{} old.", days, days == 1 ? "" : "s");
  const auto judgement = judged(writing, policy);
  const RuleLine* rule = judgement ? unmetRiskRule(*judgement) : nullptr;
  if (rule == nullptr) return says + " That is in date for a referral sent today.";
  if (const std::string cure = cureInWords(*rule); !cure.empty()) says += " " + cure;
  return says + " You can send the referral; it will wait for a newer one.";
}

}  // namespace capd::refer
