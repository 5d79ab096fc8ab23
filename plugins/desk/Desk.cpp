#include "Desk.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/referral/ReferralFacts.h"

namespace capd::desk {

std::variant<ReferralRecord, Refused> openCase(ReadTx& tx, const CaseIn& in) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !tx.viewer().seesAllCases()) return Refused::notThere();
  if (referral->version != in.version)
    return Refused::stale(
        "Something changed on this referral while you had the page open. Nothing was saved. Look at what stands now, "
        "and do it again if it is still right.");
  return std::move(*referral);
}

Refused wrongMoment(const ReferralRecord& referral, std::string_view deed) {
  const auto now = [&]() -> std::string_view {
    switch (referral.state) {
      case ReferralState::draft:
        return "a draft of the school's";
      case ReferralState::submitted:
        return "still being checked";
      case ReferralState::complete:
        return "checked and ready to send";
      case ReferralState::sent:
        return "with the provider";
      case ReferralState::answered:
      case ReferralState::processing:
        return "answered and being set up";
      case ReferralState::sltReview:
        return "with CAP's senior leaders";
      case ReferralState::confirmed:
      case ReferralState::active:
        return "a placement already";
      case ReferralState::ended:
        return "over: the placement has ended";
      case ReferralState::refused:
        return "closed: the panel did not agree";
      case ReferralState::withdrawn:
        return "withdrawn";
    }
    return "elsewhere";
  }();
  return Refused(Refused::Kind::conflict, "", fmt::format("{}: this referral is {}. Nothing was changed.", deed, now));
}

Done done(const ReferralRecord& referral, std::string says) {
  Done it;
  it.says = std::move(says);
  it.subject = referral.reference;
  it.next = "/cases/" + referral.reference;
  it.values["reference"] = referral.reference;
  it.values["version"] = std::to_string(referral.version);
  return it;
}

namespace {

// Can the papers go there: course and provider open, a place free, of the programme that was applied for?
bool canBeHad(ReadTx& tx, const ReferralRecord& referral, const Choice& choice) {
  const auto course = findCourse(tx, choice.course);
  if (!course || course->closed || course->free() <= 0 || course->programme != referral.programme) return false;
  const auto provider = findOrganisation(tx, choice.provider);
  return provider && !provider->closed;
}

}  // namespace

std::optional<Choice> nextChoice(ReadTx& tx, const ReferralRecord& referral) {
  auto left = choices(tx, referral.id);
  left.erase(std::remove_if(left.begin(), left.end(), [](const Choice& c) { return c.state != "chosen"; }), left.end());
  std::stable_partition(left.begin(), left.end(), [&](const Choice& c) { return c.id == referral.choice; });
  for (const Choice& choice : left)
    if (canBeHad(tx, referral, choice)) return choice;
  if (left.empty()) return std::nullopt;
  return left.front();
}

std::optional<std::string> judgedBy(const ReferralRecord& referral, const PolicyShelf& policy, Date today) {
  if (referral.policyHash) return referral.policyHash;
  return policy.versionFor(referral.requestedStart.value_or(today), today);
}

std::optional<Judgement> judgeNow(ReadTx& tx, const ReferralRecord& referral, const PolicyShelf& policy) {
  const auto hash = judgedBy(referral, policy, tx.today());
  if (!hash || !referral.programme) return std::nullopt;
  return policy.judge(*hash, asJudged(tx, referral, *referral.programme), referralFacts(tx, referral, policy));
}

std::string_view kindOfRule(std::string_view rule) {
  if (rule.find("risk_assessment") != std::string_view::npos) return "risk_assessment";
  if (rule.find("consent") != std::string_view::npos) return "consent";
  return "missing_data";
}

std::string askOf(const RuleLine& rule) {
  std::string says = rule.ask.empty() ? rule.says : rule.ask;
  if (!says.empty() && says.back() != '.' && says.back() != '?') says += '.';
  // Where the rule asks in its own words, a bare "... would be needed" adds nothing.
  if (!rule.wouldChange.empty() && (rule.ask.empty() || rule.wouldChange.rfind("It would be met if ", 0) != 0))
    says += " " + rule.wouldChange;
  return says;
}

bool holdsUp(const RuleLine& rule) {
  return (rule.effect == "hold" && rule.result != RuleResult::met) ||
         (rule.effect == "block" && rule.result == RuleResult::unmet);
}

bool forPerson(const RuleLine& rule) {
  return (rule.effect == "person" && rule.result != RuleResult::met) ||
         (rule.effect == "block" && rule.result == RuleResult::cannotTell);
}

int workingDays(const PolicyShelf& policy, const std::optional<std::string>& hash, std::string_view setting,
                int otherwise) {
  if (!hash) return otherwise;
  const auto value = policy.setting(*hash, setting);
  return value && value->most > 0 ? static_cast<int>(value->most) : otherwise;
}

Deadline endOfWorkingDay(const PolicyShelf& policy, Date received, int days) {
  return withinWorkingDays(*policy.calendar(), received, days);
}

Deadline endOfTermDay(const PolicyShelf& policy, Date received, int days) {
  return withinTermDays(*policy.calendar(), received, days);
}

bool isLate(Instant due, Instant now) { return now >= due; }

std::string dueWords(Instant due, Instant now) {
  const Date day = londonDate(due.plusMs(-1));
  const int left = day.daysSince(londonDate(now));
  if (left == 0) return isLate(due, now) ? "late today" : "due today";
  if (left == 1) return "due tomorrow";
  if (left == -1) return "1 day late";
  if (left < 0) return fmt::format("{} days late", -left);
  const std::string words = day.longWords();
  return "due " + words.substr(0, words.rfind(' '));
}

bool withSchool(const Hold& hold) {
  return hold.kind != "panel" && hold.asked && (!hold.answered || *hold.asked > *hold.answered);
}

bool waitsForCap(const Hold& hold) { return hold.kind != "panel" && hold.rule != kChooseCourse && !withSchool(hold); }

std::string statusWords(ReferralState state, const std::vector<Hold>& open, bool look) {
  switch (state) {
    case ReferralState::draft:
      return "Draft, not sent";
    case ReferralState::submitted: {
      if (look || open.empty()) return "Ready to check";
      const bool onlyPanel = std::all_of(open.begin(), open.end(), [](const Hold& h) { return h.kind == "panel"; });
      return onlyPanel ? "Waiting for the panel" : "Waiting for school";
    }
    case ReferralState::complete:
      return "Ready to send";
    case ReferralState::sent:
      return "With provider";
    case ReferralState::answered:
      return "Provider said yes: to process";
    case ReferralState::sltReview:
      return "Provider said no: leaders look";
    case ReferralState::processing:
      return "Being set up";
    case ReferralState::confirmed:
      return "Confirmed";
    case ReferralState::active:
      return "Started";
    case ReferralState::ended:
      return "Ended";
    case ReferralState::refused:
      return "Not agreed by the panel";
    case ReferralState::withdrawn:
      return "Withdrawn by the school";
  }
  return {};
}

void openFirstLook(WriteTx& tx, const ReferralRecord& referral, const std::string& occurrence, const Deadline& due,
                   const std::string& says) {
  openOneDuty(tx, {.kind = std::string(kFirstLook),
                   .subject = referral.reference,
                   .occurrence = occurrence,
                   .caseId = referral.id,
                   .organisation = capOrganisation(tx),
                   .role = "cap.admin",
                   .says = referral.reference + ": " + says,
                   .clause = "000 App.2 step 6; the days are provisional",
                   .due = due});
}

bool firstLookOpen(ReadTx& tx, std::int64_t caseId) {
  for (const Duty& duty : dutiesOfCase(tx, caseId))
    if (duty.kind == kFirstLook) return true;
  return false;
}

void needFirstLook(WriteTx& tx, const ReferralRecord& referral, const Deadline& due, const std::string& says) {
  if (!firstLookOpen(tx, referral.id))
    openFirstLook(tx, referral, "needed-" + std::to_string(referral.version), due, says);
}

Deadline firstLookDue(const PolicyShelf& policy, const ReferralRecord& referral, Date today) {
  return endOfWorkingDay(policy, today, workingDays(policy, referral.policyHash, "first_look_within", 2));
}

std::string listed(const std::vector<std::string>& words) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) all += i + 1 == words.size() ? " and " : ", ";
    all += words[i];
  }
  return all;
}

}  // namespace capd::desk
