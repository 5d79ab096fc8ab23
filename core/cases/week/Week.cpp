#include "cases/week/Week.h"

#include <algorithm>
#include <set>

namespace capd {
namespace {

Date mondayOf(Date day) { return day.plusDays(1 - static_cast<int>(day.weekday())); }

int taughtWeeks(const Calendar& calendar, Date first, Date last) {
  int weeks = 0;
  for (Date monday = mondayOf(first); monday <= last; monday = monday.plusDays(7)) {
    bool taught = false;
    for (int day = 0; day < 5; ++day) {
      const Date one = monday.plusDays(day);
      taught = taught || (one >= first && one <= last && calendar.isSchoolDay(one).value_or(true));
    }
    weeks += taught ? 1 : 0;
  }
  return weeks;
}

}  // namespace

std::vector<WeekSpan> weekSpans(const std::vector<WeekPart>& parts, const Calendar& calendar, Date from, Date until) {
  // The week changes on the days on which something begins, and on those after something ends.
  std::set<Date> edges{from};
  for (const WeekPart& part : parts) {
    if (part.first > from && part.first <= until) edges.insert(part.first);
    if (part.last && *part.last >= from && *part.last < until) edges.insert(part.last->plusDays(1));
  }
  std::vector<WeekSpan> spans;
  for (auto edge = edges.begin(); edge != edges.end(); ++edge) {
    WeekSpan span;
    span.first = *edge;
    span.last = std::next(edge) == edges.end() ? until : std::next(edge)->plusDays(-1);
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (parts[i].covers(span.first)) {
        span.parts.push_back(i);
        span.sessions += static_cast<std::int64_t>(parts[i].sessions.size());
      }
    if (span.parts.empty()) continue;
    span.weeks = taughtWeeks(calendar, span.first, span.last);
    spans.push_back(std::move(span));
  }
  return spans;
}

YearShare shareOfYear(const std::vector<WeekPart>& parts, const Calendar& calendar, std::string_view year) {
  YearShare share;
  const auto first = calendar.firstSchoolDay(year);
  const auto last = calendar.lastSchoolDay(year);
  if (!first || !last) return share;
  for (Date day = *first; day <= *last; day = day.plusDays(1)) {
    if (!calendar.isSchoolDay(day).value_or(false)) continue;
    share.all += 2;
    for (const WeekPart& part : parts) {
      if (!part.covers(day)) continue;
      const auto there = std::count_if(part.sessions.begin(), part.sessions.end(), [&](const Session& session) {
        return session.weekday == static_cast<int>(day.weekday());
      });
      share.away += there;
      if (part.registered) share.awayRegistered += there;
    }
  }
  return share;
}

}  // namespace capd
