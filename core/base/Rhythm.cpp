#include "base/Rhythm.h"

#include <fmt/format.h>

#include <array>

namespace capd {
namespace {

constexpr std::array<std::pair<std::string_view, Every>, 3> kEvery = {
    {{"half_term", Every::halfTerm}, {"term", Every::term}, {"academic_year", Every::academicYear}}};
constexpr std::array<std::pair<std::string_view, Missed>, 3> kMissed = {
    {{"all", Missed::all}, {"latest", Missed::latest}, {"skip", Missed::skip}}};
constexpr std::array<const char*, 3> kTerms = {"autumn", "spring", "summer"};

std::string ordinal(int n) {
  static constexpr std::array<const char*, 10> kSmall = {"first", "second",  "third",  "fourth", "fifth",
                                                         "sixth", "seventh", "eighth", "ninth",  "tenth"};
  return n >= 1 && n <= 10 ? kSmall[static_cast<std::size_t>(n - 1)] : fmt::format("{}th", n);
}

std::vector<Period> terms(const Calendar& calendar, std::string_view year) {
  std::vector<Period> all;
  for (int term = 1; term <= 3; ++term) {
    std::optional<Date> first;
    std::optional<Date> last;
    for (const HalfTerm& half : calendar.days().halfTerms) {
      if (half.year != year) continue;
      if (half.number == term * 2 - 1) first = half.first;
      if (half.number == term * 2) last = half.last;
    }
    if (first && last)
      all.push_back({fmt::format("{}/t{}", year, term),
                     fmt::format("the {} term of {}", kTerms[static_cast<std::size_t>(term - 1)], year), *first,
                     *last});
  }
  return all;
}

std::optional<Date> countSchoolDays(Date from, Date last, int step, int number, const Calendar& calendar) {
  for (Date day = from; step > 0 ? day <= last : day >= last; day = day.plusDays(step))
    if (calendar.isSchoolDay(day).value_or(false) && --number == 0) return day;
  return std::nullopt;
}

Date shifted(Date day, const Offset& offset, int step, const Calendar& calendar) {
  if (offset.unit != Unit::workingDays) return day.plusDays(step * static_cast<int>(offset.amount));
  for (std::int64_t left = offset.amount; left > 0;) {
    day = day.plusDays(step);
    if (calendar.isWorkingDay(day)) --left;
  }
  return day;
}

}  // namespace

std::optional<Every> everyFrom(std::string_view word) {
  for (const auto& [name, every] : kEvery)
    if (name == word) return every;
  return std::nullopt;
}

std::string inWords(Every every) {
  switch (every) {
    case Every::halfTerm:
      return "every half term";
    case Every::term:
      return "every term";
    case Every::academicYear:
      return "every academic year";
    case Every::never:
      break;
  }
  return "when it is due";
}

std::optional<Missed> missedFrom(std::string_view word) {
  for (const auto& [name, missed] : kMissed)
    if (name == word) return missed;
  return std::nullopt;
}

std::string inWords(Missed missed) {
  switch (missed) {
    case Missed::all:
      return "each missed one is opened late";
    case Missed::latest:
      return "of several missed ones only the latest is opened";
    case Missed::skip:
      break;
  }
  return "a missed one is left out";
}

std::vector<Period> periodsOf(const Calendar& calendar, Every every, std::string_view year) {
  if (every == Every::term) return terms(calendar, year);
  std::vector<Period> all;
  if (every == Every::halfTerm) {
    for (const HalfTerm& half : calendar.days().halfTerms)
      if (half.year == year)
        all.push_back({fmt::format("{}/h{}", year, half.number), fmt::format("half term {} of {}", half.number, year),
                       half.first, half.last});
  } else if (every == Every::academicYear) {
    if (const auto start = academicYearStart(year))
      all.push_back({fmt::format("{}/y", year), fmt::format("the academic year {}", year), *start,
                     start->plusMonths(12).plusDays(-1)});
  }
  return all;
}

std::string MomentInPeriod::words() const {
  const std::string clock = fmt::format("at {:02}:{:02}", at.hour, at.minute);
  if (count == Count::dayOfYear) {
    const std::string words = Date(2024, month, day).words();  // a year that has a 29 February
    return fmt::format("on {} {}", words.substr(0, words.rfind(' ')), clock);
  }
  const bool fromEnd = count == Count::schoolDaysFromEnd;
  if (number == 1) return fmt::format("on its {} school day {}", fromEnd ? "last" : "first", clock);
  return fmt::format("on its {}{} school day {}", ordinal(number), fromEnd ? "-last" : "", clock);
}

std::optional<Instant> momentIn(const Period& period, const MomentInPeriod& moment, const Calendar& calendar) {
  std::optional<Date> day;
  switch (moment.count) {
    case MomentInPeriod::Count::schoolDaysFromStart:
      day = countSchoolDays(period.first, period.last, 1, moment.number, calendar);
      break;
    case MomentInPeriod::Count::schoolDaysFromEnd:
      day = countSchoolDays(period.last, period.first, -1, moment.number, calendar);
      break;
    case MomentInPeriod::Count::dayOfYear:
      for (int year = period.first.year(); !day && year <= period.last.year(); ++year) {
        // 29 February is 28 February in the years that have none.
        const auto named = moment.month == 2 && moment.day == 29 ? Date(year, 3, 1).plusDays(-1)
                                                                 : Date(year, moment.month, moment.day);
        if (named >= period.first && named <= period.last) day = named;
      }
      break;
  }
  if (!day) return std::nullopt;
  return londonAt(*day, moment.at);
}

std::string inWords(const ScheduledRule& rule) {
  std::string words = rule.within.empty() ? inWords(rule.every) : rule.within;
  if (!rule.from.empty()) words += (rule.within.empty() ? ", from " : " from ") + rule.from;
  if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  if (rule.every != Every::never)
    words += fmt::format(": opens {}, due {}; {}", rule.opens.words(), rule.due.words(), inWords(rule.missed));
  std::vector<std::string> steps;
  for (const Offset& each : rule.remind) steps.push_back(each.amount == 0 ? "on the day" : each.words() + " before");
  for (const Offset& each : rule.overdue) steps.push_back(each.words() + " after");
  for (std::size_t i = 0; i < steps.size(); ++i)
    words += (i == 0 ? ". Reminded " : i + 1 == steps.size() ? " and " : ", ") + steps[i];
  for (const Escalation& each : rule.escalate)
    words += fmt::format(". Not done {} after: {}, {}", each.after.words(), each.role, each.says);
  return words;
}

Date before(Date due, const Offset& offset, const Calendar& calendar) { return shifted(due, offset, -1, calendar); }
Date after(Date due, const Offset& offset, const Calendar& calendar) { return shifted(due, offset, 1, calendar); }

}  // namespace capd
