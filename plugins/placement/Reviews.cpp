#include "Reviews.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/duty/Reminding.h"
#include "cases/policy/PolicyChoices.h"
#include "cases/referral/ReferralFacts.h"

namespace capd::placement {
namespace {

int mostOf(const Services& services, const std::string& hash, std::string_view name, int otherwise) {
  const auto value = services.policy().setting(hash, name);
  return value && value->most > 0 ? static_cast<int>(value->most) : otherwise;
}

const char* policyNameOf(const std::string& kind) {
  return kind == "formal"  ? "reviews.formal_after"
         : kind == "every" ? "reviews.every"
         : kind == "ehcp"  ? "reviews.ehcp_every"
                           : "reviews.with_send_every";
}

void askBoth(WriteTx& tx, const Life& life, const Review& review, const ReviewRules& rules) {
  const std::string what = reviewInWords(review, rules);
  const std::string id = std::to_string(review.id);
  const bool send = isSend(tx, life.referral);
  const Deadline due = londonEndOf(review.dueOn);
  ask(tx, life,
      {kReview, "provider", "",
       fmt::format("{}: hold it with {} and record it", what, send ? "the SEND team" : "the school’s case worker"),
       clauseOfReview(review, rules), due},
      id + ":provider");
  ask(tx, life,
      {kReview, "school", "", fmt::format("{}: come to it, and see that it is recorded", what),
       clauseOfReview(review, rules), due},
      id + ":referrer");
}

const Review* lastAnnual(const std::vector<Review>& all) {
  const Review* last = nullptr;
  for (const Review& each : all)
    if (each.kind == "ehcp" && each.held() && (last == nullptr || each.number > last->number)) last = &each;
  return last;
}

std::optional<Date> annualDay(ReadTx& tx, const Life& life) {
  return dateAnswer(currentAnswers(tx, life.referral.id), kEhcpQuestion);
}

// Which day the SEND team has to give: it is missing, lies before the placement, or had passed before it was planned.
// The occurrence of the duty; empty when the day is there.
std::optional<std::string> dayToGive(ReadTx& tx, const Life& life, const ReviewRules& rules,
                                     const std::vector<Review>& all) {
  if (valueOf(rules, "reviews.ehcp_every") == nullptr || !rules.calendar || !isSend(tx, life.referral) ||
      life.placement.endedHow.rfind("withdrawn", 0) == 0 || waitsForNextDay(tx, life, all) != nullptr)
    return std::nullopt;
  const auto day = annualDay(tx, life);
  const bool passed = std::any_of(
      all.begin(), all.end(), [](const Review& each) { return each.kind == "ehcp" && !each.held() && each.passed; });
  if (day && *day >= life.placement.start && !passed) return std::nullopt;
  return fmt::format("{}:{}", life.placement.id, day ? day->iso() : "none");
}

void askForDay(WriteTx& tx, const Life& life, const ReviewRules& rules, const std::vector<Review>& all) {
  const auto wanted = dayToGive(tx, life, rules, all);
  for (const Duty& duty : openDutiesAbout(tx, kAnnualDay, life.referral.reference))
    if (!wanted || duty.occurrence != *wanted) closeDutiesOf(tx, kAnnualDay, duty.subject, duty.occurrence);
  if (!wanted) return;
  const PolicyValue* every = valueOf(rules, "reviews.ehcp_every");
  ask(tx, life,
      {kAnnualDay, "school", "", "Give the day of the next annual review of the EHC plan", every->clause,
       withinWorkingDays(*rules.calendar, tx.today(), rules.confirmedWithin)},
      *wanted);
}

std::vector<Review> outOfPlan(const Life& life, const ReviewRules& rules, const std::vector<Review>& there,
                              const std::vector<Review>& plan) {
  if (!rules.programme || !rules.calendar) return {};
  return fallenOut(there, plan, *rules.calendar, life.placement.lastDay);
}

void writePlan(WriteTx& tx, const Life& life, const std::vector<Review>& there, const std::vector<Review>& plan) {
  for (Review& each : missingFrom(there, plan)) {
    const auto same = std::find_if(there.begin(), there.end(), [&](const Review& one) {
      return one.kind == each.kind && one.number == each.number;
    });
    each.caseId = life.referral.id;
    each.placement = life.placement.id;
    each.passed = each.dueOn < tx.today() && (same == there.end() || same->passed);
    each.id = planReview(tx, each);
    moveDutiesOf(tx, kReview, life.referral.reference, std::to_string(each.id), londonEndOf(each.dueOn),
                 "The day of the review has changed.");
  }
}

bool waitsToBeAsked(const Review& review, Date today) {
  return !review.held() && !review.asked && !review.passed && review.askOn <= today;
}

// Is there anything for the night to do?
bool wantsPlanning(ReadTx& tx, const Life& life, const ReviewRules& rules) {
  const auto there = reviewsOf(tx, life.placement.id);
  const auto plan = planOf(tx, life, rules);
  if (std::any_of(there.begin(), there.end(), [&](const Review& each) { return waitsToBeAsked(each, tx.today()); }))
    return true;
  if (!missingFrom(there, plan).empty() || !outOfPlan(life, rules, there, plan).empty()) return true;
  const auto day = dayToGive(tx, life, rules, there);
  return day && !findDuty(tx, kAnnualDay, life.referral.reference, *day);
}

struct PlanIn {
  std::string reference;
};

Outcome planNow(WriteTx& tx, const PlanIn& in, const PreparedReview& p) {
  auto life = lifeOf(tx, in.reference);
  if (!life) return Refused::notThere();
  if (!life->stands()) return conflict("This placement has ended: no review is planned.");
  planAndAsk(tx, *life, p.reviews);
  return done(*life, "The reviews are planned.");
}

std::vector<std::pair<std::string, FieldTexts>> toPlan(ReadTx& tx, const Services& services) {
  std::vector<std::pair<std::string, FieldTexts>> commands;
  const auto hash = services.policy().versionFor(tx.today(), tx.today());
  if (!hash) return commands;
  for (const ProgrammeCard& card : services.policy().programmes(*hash)) {
    if (!capd::hasReviews(card)) continue;
    for (const std::string& reference : runningOf(tx, card.name)) {
      const auto life = lifeOf(tx, reference);
      if (!life || !wantsPlanning(tx, *life, reviewRulesOf(services, life->referral))) continue;
      commands.push_back({"placement.plan_reviews", {{"reference", {reference}}}});
      if (commands.size() == kMostAtOnce) return commands;  // the rest in the next round: these are done by then
    }
  }
  return commands;
}

}  // namespace

ReviewRules reviewRulesOf(const Services& services, const ReferralRecord& referral) {
  ReviewRules r;
  r.calendar = services.policy().calendar();
  if (!referral.policyHash || !referral.programme || !services.policy().has(*referral.policyHash)) return r;
  const std::string& hash = *referral.policyHash;
  r.programme = services.policy().programme(hash, *referral.programme);
  r.lead.schoolWeeks = mostOf(services, hash, "review_asked_before", r.lead.schoolWeeks);
  r.lead.termDays = 7 * mostOf(services, hash, "term_review_asked_before", r.lead.termDays / 7);
  r.lead.ehcpDays = 7 * mostOf(services, hash, "ehcp_review_asked_before", r.lead.ehcpDays / 7);
  r.confirmedWithin = mostOf(services, hash, "review_confirmed_within", r.confirmedWithin);
  return r;
}

const PolicyValue* valueOf(const ReviewRules& rules, const std::string& name) {
  if (!rules.programme) return nullptr;
  const auto at = rules.programme->values.find(name);
  return at == rules.programme->values.end() ? nullptr : &at->second;
}

std::string clauseOfReview(const Review& review, const ReviewRules& rules) {
  const PolicyValue* value = valueOf(rules, policyNameOf(review.kind));
  return value == nullptr ? "" : value->clause;
}

bool hasReviews(const ReviewRules& rules) { return rules.programme && capd::hasReviews(*rules.programme); }

std::vector<Review> planOf(ReadTx& tx, const Life& life, const ReviewRules& rules) {
  if (!rules.programme || !rules.calendar) return {};
  const auto there = reviewsOf(tx, life.placement.id);
  std::int64_t held = 0;
  for (const Review& each : there) held += each.kind == "ehcp" && each.held() ? 1 : 0;
  const auto day = waitsForNextDay(tx, life, there) != nullptr ? std::nullopt : annualDay(tx, life);
  return reviewPlan(*rules.programme, *rules.calendar, life.placement.start, life.placement.lastDay, day, held,
                    rules.lead);
}

void planAndAsk(WriteTx& tx, const Life& life, const ReviewRules& rules) {
  const auto before = reviewsOf(tx, life.placement.id);
  const auto plan = planOf(tx, life, rules);
  for (const Review& each : outOfPlan(life, rules, before, plan)) {
    closeDutiesOf(tx, kReview, life.referral.reference, std::to_string(each.id), "not_needed");
    dropReview(tx, each.id);
  }
  writePlan(tx, life, before, plan);
  const auto there = reviewsOf(tx, life.placement.id);
  for (const Review& each : there) {
    if (!waitsToBeAsked(each, tx.today())) continue;
    askBoth(tx, life, each, rules);
    askedForReview(tx, each.id);
  }
  askForDay(tx, life, rules, there);
}

void planReviews(WriteTx& tx, const Services& services, std::int64_t referralId) {
  const auto referral = anyReferral(tx, referralId);
  const auto placement = referral ? placementOfCase(tx, referralId) : std::nullopt;
  if (!placement) return;
  Life life;
  life.referral = *referral;
  life.placement = *placement;
  const ReviewRules rules = reviewRulesOf(services, life.referral);
  if (hasReviews(rules)) planAndAsk(tx, life, rules);
}

std::string reviewInWords(const Review& review, const ReviewRules& rules) {
  if (review.kind == "formal") {
    const PolicyValue* weeks = valueOf(rules, "reviews.formal_after");
    return fmt::format("Formal review in week {}", weeks == nullptr ? 8 : weeks->most);
  }
  if (review.kind == "with_send") return fmt::format("Review of the term with the SEND team, number {}", review.number);
  if (review.kind == "ehcp") return "Annual review of the EHC plan";
  if (review.kind == "every") {
    const PolicyValue* every = valueOf(rules, "reviews.every");
    return fmt::format("Review {}, every {}", review.number, every == nullptr ? "3 school weeks" : every->words);
  }
  return fmt::format("Another meeting, number {}", review.number);
}

bool withSendTeam(const Review& review) { return review.kind == "formal" || review.kind == "with_send"; }

bool confirmedBySend(const Review& review) { return withSendTeam(review) || review.kind == "ehcp"; }

const Review* toConfirm(const std::vector<Review>& reviews) {
  for (const Review& each : reviews)
    if (each.held() && confirmedBySend(each) && each.side == "provider" && !each.confirmed) return &each;
  return nullptr;
}

const Review* waitsForNextDay(ReadTx& tx, const Life& life, const std::vector<Review>& reviews) {
  const Review* last = lastAnnual(reviews);
  if (last == nullptr || last->confirmed || (last->side == "school" && isSend(tx, life.referral))) return nullptr;
  // Another day than that of the one which was held: the team has given it since.
  const auto day = annualDay(tx, life);
  return day && *day != last->dueOn ? nullptr : last;
}

bool ofSendTeam(ReadTx& tx, const Life& life) { return life.side == Side::school && isSend(tx, life.referral); }

bool reviewEndsIt(ReadTx& tx, std::int64_t placement) {
  for (const Review& each : reviewsOf(tx, placement))
    if (each.held() && withSendTeam(each) && each.decision == "ends" && (each.side == "school" || each.confirmed))
      return true;
  return false;
}

void offerReviews(Offers& offers) {
  Form<PlanIn> form;
  form.field(&PlanIn::reference,
             {.name = "reference", .label = "Reference", .missing = "Enter the reference", .most = 20});
  offers.command(CommandOf<PlanIn, PreparedReview>{.name = "placement.plan_reviews",
                                                   .permission = "placement.do_withdrawal",
                                                   .says = "Plans the reviews of a placement, and asks for those near.",
                                                   .form = std::move(form),
                                                   .prepare = prepareReview<PlanIn>,
                                                   .apply = planNow});
  offers.jobs.push_back({"placement.reviews", "Plans reviews of placements and asks for those that are near.", kDay,
                         [](ReadTx& tx, const Services& services) { return toPlan(tx, services); }});
}

}  // namespace capd::placement
