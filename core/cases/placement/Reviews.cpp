#include "cases/placement/Reviews.h"

#include <algorithm>

namespace capd {
namespace {

constexpr int kMostOfAKind = 60;  // more than a year of weeks: a plan that never ends is a fault of policy

int numberOf(const ProgrammeCard& programme, const char* name) {
  const auto at = programme.values.find(name);
  return at == programme.values.end() ? 0 : static_cast<int>(at->second.most);
}

Review planned(const char* kind, std::int64_t number, Date ask, Date from, Date due, Date start) {
  Review review;
  review.kind = kind;
  review.number = number;
  review.countsFrom = std::max(from, start);
  review.askOn = std::max(ask, review.countsFrom);
  review.dueOn = due;
  return review;
}

// The first taught day of the n-th school week of a placement.
std::optional<Date> beginOfWeek(const Calendar& calendar, Date start, int n) {
  if (n <= 1) return start;
  const auto before = calendar.endOfSchoolWeeks(start, n - 1);
  return before ? calendar.nextSchoolDay(before->plusDays(1)) : std::nullopt;
}

// Due in the n-th school week.
std::optional<Review> inWeek(const char* kind, std::int64_t number, int week, const Calendar& calendar, Date start,
                             std::optional<Date> lastDay, int weeksBefore) {
  const auto begins = beginOfWeek(calendar, start, week);
  const auto ends = calendar.endOfSchoolWeeks(start, week);
  const auto ask = beginOfWeek(calendar, start, week - weeksBefore);
  if (!begins || !ends || !ask || (lastDay && *begins > *lastDay)) return std::nullopt;
  return planned(kind, number, *ask, *ask, lastDay ? std::min(*ends, *lastDay) : *ends, start);
}

void eachTerm(std::vector<Review>& plan, const Calendar& calendar, Date start, std::optional<Date> lastDay,
              int daysBefore) {
  auto term = calendar.termOf(start);
  for (int number = 1; term && number <= kMostOfAKind; ++number) {
    if (lastDay && term->first > *lastDay) return;
    const Date due = lastDay ? std::min(term->second, *lastDay) : term->second;
    plan.push_back(planned("with_send", number, due.plusDays(-daysBefore), term->first, due, start));
    term = calendar.termOf(term->second.plusDays(1));
  }
}

}  // namespace

bool hasReviews(const ProgrammeCard& programme) {
  return std::any_of(programme.values.begin(), programme.values.end(),
                     [](const auto& each) { return each.first.rfind("reviews.", 0) == 0; });
}

std::vector<Review> reviewPlan(const ProgrammeCard& programme, const Calendar& calendar, Date start,
                               std::optional<Date> lastDay, std::optional<Date> ehcpOn, std::int64_t ehcpHeld,
                               const ReviewLead& lead) {
  std::vector<Review> plan;
  if (const int weeks = numberOf(programme, "reviews.formal_after"); weeks > 0)
    if (auto one = inWeek("formal", 1, weeks, calendar, start, lastDay, lead.schoolWeeks)) plan.push_back(*one);
  if (const int weeks = numberOf(programme, "reviews.every"); weeks > 0)
    for (int number = 1; number <= kMostOfAKind; ++number) {
      auto one = inWeek("every", number, weeks * number, calendar, start, lastDay, lead.schoolWeeks);
      if (!one) break;
      plan.push_back(*one);
    }
  if (numberOf(programme, "reviews.with_send_every") > 0) eachTerm(plan, calendar, start, lastDay, lead.termDays);
  if (numberOf(programme, "reviews.ehcp_every") > 0 && ehcpOn && *ehcpOn >= start && (!lastDay || *ehcpOn <= *lastDay))
    plan.push_back(planned("ehcp", ehcpHeld + 1, ehcpOn->plusDays(-lead.ehcpDays), start, *ehcpOn, start));
  std::stable_sort(plan.begin(), plan.end(), [](const Review& a, const Review& b) { return a.dueOn < b.dueOn; });
  return plan;
}

std::vector<Review> missingFrom(const std::vector<Review>& there, const std::vector<Review>& plan) {
  std::vector<Review> missing;
  for (const Review& each : plan) {
    const auto same = std::find_if(there.begin(), there.end(), [&](const Review& one) {
      return one.kind == each.kind && one.number == each.number;
    });
    if (same == there.end())
      missing.push_back(each);
    else if (!same->held() && (same->dueOn != each.dueOn || same->askOn != each.askOn))
      missing.push_back(each);
  }
  return missing;
}

std::vector<Review> fallenOut(const std::vector<Review>& there, const std::vector<Review>& plan,
                              const Calendar& calendar, std::optional<Date> lastDay) {
  const bool known = lastDay && calendar.lastSchoolDay(academicYearOf(*lastDay));
  std::vector<Review> fallen;
  for (const Review& each : there) {
    // The annual review is on a day that was given; the others are counted in terms.
    if (each.held() || each.kind == "extra" || (each.kind != "ehcp" && !known)) continue;
    if (std::none_of(plan.begin(), plan.end(),
                     [&](const Review& one) { return one.kind == each.kind && one.number == each.number; }))
      fallen.push_back(each);
  }
  return fallen;
}

}  // namespace capd
