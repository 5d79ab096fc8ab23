#include "Reviews.h"

#include <fmt/format.h>

#include <algorithm>

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

void moveAsked(WriteTx& tx, const Life& life, const Review& review) {
  for (const Duty& duty : dutiesOfCase(tx, life.referral.id))
    if (duty.kind == kReview && duty.occurrence.rfind(std::to_string(review.id) + ":", 0) == 0)
      moveDuty(tx, duty.id, londonEndOf(review.dueOn), "The day of the review has changed.");
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
    for (const std::string& reference : runningOf(tx, card.name, kMostAtOnce)) {
      const auto life = lifeOf(tx, reference);
      if (!life) continue;
      const ReviewRules rules = reviewRulesOf(services, life->referral);
      const auto there = reviewsOf(tx, life->placement.id);
      const bool asks = std::any_of(there.begin(), there.end(), [&](const Review& each) {
        return !each.held() && !each.asked && each.askOn <= tx.today();
      });
      if (asks || !missingFrom(there, planOf(tx, *life, rules)).empty())
        commands.push_back({"placement.plan_reviews", {{"reference", {reference}}}});
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
  std::int64_t held = 0;
  for (const Review& each : reviewsOf(tx, life.placement.id)) held += each.kind == "ehcp" && each.held() ? 1 : 0;
  const auto answers = currentAnswers(tx, life.referral.id);
  return reviewPlan(*rules.programme, *rules.calendar, life.placement.start, life.placement.lastDay,
                    dateAnswer(answers, kEhcpQuestion), held, rules.lead);
}

void planAndAsk(WriteTx& tx, const Life& life, const ReviewRules& rules) {
  for (Review& each : missingFrom(reviewsOf(tx, life.placement.id), planOf(tx, life, rules))) {
    each.caseId = life.referral.id;
    each.placement = life.placement.id;
    each.id = planReview(tx, each);
    moveAsked(tx, life, each);
  }
  for (const Review& each : reviewsOf(tx, life.placement.id)) {
    if (each.held() || each.asked || each.askOn > tx.today()) continue;
    askBoth(tx, life, each, rules);
    askedForReview(tx, each.id);
  }
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
