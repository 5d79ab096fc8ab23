// The week as a picture with its table, for the school and CAP. A provider sees its own part on the placement's page.

#include <fmt/format.h>

#include <algorithm>

#include "Week.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/ReferralFacts.h"

namespace capd::week {
namespace {

constexpr const char* kDayNames[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"};
constexpr int kLeft = 48;       // of the picture, in its own units
constexpr int kBarWidth = 15;   // of one week
constexpr int kBarHeight = 12;  // of one half day

bool maySee(const Viewer& viewer, const ReferralRecord& referral) {
  return viewer.seesAllCases() || viewer.actsFor(referral.school);
}

// From the first school day of it on.
std::string timeWords(const Calendar& calendar, Date first, Date last) {
  const auto taught = calendar.nextSchoolDay(first);
  return fmt::format("{} to {}", (taught && *taught <= last ? *taught : first).words(), last.words());
}

// A placement on no day is the phase in which the pupil is back at school (Refocus).
std::string partWords(const WeekPart& part) {
  return part.sessions.empty() ? fmt::format("{}: no day, back at school", part.provider)
                               : fmt::format("{}: {}", part.provider, sessionsInWords(part.sessions));
}

std::string weeksWords(int weeks) { return weeks == 1 ? "1 school week" : fmt::format("{} school weeks", weeks); }

// A column for each school week of the year, a block for each half day away from school; the line is the two days.
void picture(Model& m, const std::vector<WeekPart>& parts, const Calendar& calendar, Date from, Date until,
             const Rules& rules) {
  const int base = 8 + 10 * kBarHeight;
  m.list("BLOCK").list("MONTH");
  int x = kLeft;
  unsigned month = 0;
  for (Date monday = from.plusDays(1 - static_cast<int>(from.weekday())); monday <= until;
       monday = monday.plusDays(7)) {
    bool taught = false;
    int height = 0;
    for (int day = 0; day < 5; ++day) {
      const Date one = monday.plusDays(day);
      if (one < from || one > until || !calendar.isSchoolDay(one).value_or(false)) continue;
      taught = true;
      for (std::size_t i = 0; i < parts.size(); ++i)
        for (const Session& session : parts[i].sessions)
          if (parts[i].covers(one) && session.weekday == static_cast<int>(one.weekday()) && height < 10)
            m.add("BLOCK")
                .set("X", x)
                .set("Y", base - ++height * kBarHeight)
                .set("W", kBarWidth - 2)
                .set("H", kBarHeight - 1)
                .set("LOOK", fmt::format("capd-block-{}", i % 5));
    }
    if (!taught) continue;
    if (monday.month() != month) {
      month = monday.month();
      m.add("MONTH")
          .set("X", x)
          .set("Y", base + 14)
          .set("WORDS", monday.words().substr(monday.words().find(' ') + 1, 3));
    }
    x += kBarWidth;
  }
  m.set("WIDTH", x + 4).set("HEIGHT", base + 20).set("BASE", base).set("LEFT", kLeft);
  m.set("LIMIT", base - rules.usual * kBarHeight).set("LIMIT_WORDS", base - rules.usual * kBarHeight + 4).set("END", x);
}

// Monday to Friday of the span that holds today, or of the next one.
void today(Model& m, const std::vector<WeekPart>& parts, const std::vector<WeekSpan>& spans, const Calendar& calendar,
           Date day) {
  m.list("DAY");
  const auto span = std::find_if(spans.begin(), spans.end(), [&](const WeekSpan& each) { return each.last >= day; });
  m.show("NOW", span != spans.end())
      .set("SINCE", span == spans.end() ? "" : timeWords(calendar, span->first, span->last));
  if (span == spans.end()) return;
  for (int weekday = 1; weekday <= 5; ++weekday) {
    Model& row = m.add("DAY");
    row.set("NAME", kDayNames[weekday - 1]);
    for (const bool afternoon : {false, true}) {
      std::string where;
      for (const std::size_t i : span->parts)
        for (const Session& session : parts[i].sessions)
          if (session == Session{weekday, afternoon}) where += (where.empty() ? "" : ", ") + parts[i].provider;
      row.set(afternoon ? "AFTERNOON" : "MORNING", where.empty() ? "School" : where)
          .show(afternoon ? "AWAY_PM" : "AWAY_AM", !where.empty());
    }
  }
}

void table(PageRequest& ask, Model& m, const std::vector<WeekPart>& parts, const std::vector<WeekSpan>& spans,
           const Calendar& calendar, const Rules& rules) {
  m.list("SPAN");
  int number = 0;
  for (const WeekSpan& span : spans) {
    Model& row = m.add("SPAN");
    const std::int64_t counted = countedIn(ask.services.policy(), rules, parts, span);
    row.set("NUMBER", ++number)
        .set("WHEN", timeWords(calendar, span.first, span.last))
        .set("WEEKS", weeksWords(span.weeks))
        .set("SUM", halfDaysInWords(span.sessions))
        .show("OVER", counted > rules.usual)
        .show("NOT_COUNTED", counted < span.sessions)
        .set("COUNTED", halfDaysInWords(counted))
        .list("PART");
    for (const std::size_t i : span.parts) row.add("PART").set("WHAT", partWords(parts[i]));
  }
}

void places(PageRequest& ask, Model& m, const std::vector<WeekPart>& parts, const Calendar& calendar,
            const Rules& rules) {
  m.list("PLACE");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const WeekPart& part = parts[i];
    if (part.sessions.empty()) continue;  // back at school: the register shows no code for that
    m.add("PLACE")
        .set("PATH", "/placements/" + part.reference)
        .set("PLACEMENT", part.placement)
        .set("PROVIDER", part.provider)
        .set("LOOK", fmt::format("capd-block-{}", i % 5))
        .set("WHEN", part.last ? timeWords(calendar, part.first, *part.last)
                               : fmt::format("{} to no end known", part.first.words()))
        .set("STATUS", part.registered ? "Registered with the Department for Education" : "Not registered as a school")
        .set("CODE", proposedCode(ask.services.policy(), rules, part))
        .show("THIRD", part.thirdDayUntil.has_value())
        .set("THIRD_END", part.thirdDayUntil ? part.thirdDayUntil->words() : "");
  }
}

// What the school said of its own sessions, beside what the placements leave of the week.
void schoolsOwn(PageRequest& ask, Model& m, const ReferralRecord& referral, const std::vector<WeekPart>& parts,
                const std::vector<WeekSpan>& spans) {
  const auto answers = currentAnswers(ask.tx, referral.id);
  const auto own = numberAnswer(answers, "week.sessions");
  const auto other = answers.find("week.elsewhere");
  std::int64_t away = 0;
  for (const WeekSpan& span : spans)
    if (span.first <= ask.tx.today() && ask.tx.today() <= span.last) away = span.sessions;
  if (spans.empty() || parts.empty()) away = 0;
  m.show("OWN", own.has_value()).set("OWN_SESSIONS", own ? halfDaysInWords(*own) : "");
  m.show("GAP", own && away > 0 && *own + away < 10).set("GAP_SESSIONS", own ? halfDaysInWords(10 - *own - away) : "");
  m.show("OTHER", other != answers.end() && !other->second.empty())
      .set("OTHER_WORDS", other == answers.end() ? "" : other->second);
}

PageAnswer showWeek(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  if (!referral || !maySee(ask.viewer, *referral)) return NotThere{};
  const auto rules = rulesOf(ask.services.policy(), ask.tx.today());
  const auto calendar = ask.services.policy().calendar();
  Shown shown;
  shown.title = "The pupil’s week " + referral->reference;
  shown.back = "/";
  shown.subject = referral->reference;
  Model& m = shown.model;
  const auto pupil = findPupil(ask.tx, referral->pupil);
  m.set("PUPIL", pupil ? pupil->name() : referral->reference).show("NO_RULES", !rules);
  const std::string year = academicYearOf(ask.tx.today());
  const Date from = calendar->firstSchoolDay(year).value_or(ask.tx.today());
  const Date until = std::max(calendar->lastSchoolDay(year).value_or(from.plusDays(330)), ask.tx.today());
  const Rules known = rules.value_or(Rules{});
  const auto parts = weekParts(ask.tx, referral->pupil, from, until);
  const auto spans = weekSpans(parts, *calendar, from, until);
  m.set("YEAR", year).show("NOTHING", spans.empty()).show("SOME", !spans.empty());
  picture(m, parts, *calendar, from, until, known);
  today(m, parts, spans, *calendar, ask.tx.today());
  table(ask, m, parts, spans, *calendar, known);
  places(ask, m, parts, *calendar, known);
  schoolsOwn(ask, m, *referral, parts, spans);
  const YearShare share = shareOfYear(parts, *calendar, year);
  m.show("SHARE", share.all > 0 && !spans.empty())
      .set("SHARE_WORDS", share.all > 0 ? fmt::format("{} of {} half days of {} ({} %)", share.away, share.all, year,
                                                      share.away * 100 / share.all)
                                        : "");
  m.list("FINDING");
  for (const WeekFinding& each : findingsOf(ask.services.policy(), known, parts, *calendar, ask.tx.today()))
    m.add("FINDING").set("SAYS", each.says);
  return shown;
}

PageAnswer showFindings(PageRequest& ask) {
  Shown shown;
  shown.title = "Weeks to watch";
  shown.back = "/";
  Model& m = shown.model;
  const auto rules = rulesOf(ask.services.policy(), ask.tx.today());
  const auto found = weekFindings(ask.tx);
  m.list("FINDING").show("NOTHING", found.empty());
  for (const WeekFinding& each : found)
    m.add("FINDING").set("REFERENCE", each.reference).set("PATH", "/weeks/" + each.reference).set("SAYS", each.says);
  m.list("PROVIDER");
  std::size_t many = 0;
  if (rules && rules->fullTimeSessions > 0)
    for (const FullTime& each : fullTimeAt(ask.tx, ask.tx.today(), rules->fullTimeSessions)) {
      ++many;
      m.add("PROVIDER")
          .set("NAME", each.name)
          .set("PUPILS", each.pupils == 1 ? "1 pupil" : fmt::format("{} pupils", each.pupils))
          .set("SPECIAL", each.protectedOnes)
          .show("OVER", each.pupils >= rules->fullTimePupils || each.protectedOnes > 0);
    }
  m.show("PROVIDERS", many > 0);
  m.set("SESSIONS", rules ? halfDaysInWords(rules->fullTimeSessions) : "")
      .set("MOST", rules ? rules->fullTimePupils : 0);
  return shown;
}

std::vector<Tile::Line> tile(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  std::map<std::string, int> counts;
  for (const WeekFinding& each : weekFindings(ask.tx)) ++counts[each.kind];
  const auto line = [&](const char* kind, const char* says, bool urgent) {
    if (counts[kind] > 0)
      lines.push_back(
          {.text = fmt::format("{}: {}", says, counts[kind]), .path = "/weeks", .due = "", .urgent = urgent});
  };
  line("over_cap", "More than two days without a third day", true);
  line("majority", "Less than half of the year at school", true);
  line("third_day_ends", "Third day ends soon", false);
  const auto rules = rulesOf(ask.services.policy(), ask.tx.today());
  int over = 0;
  if (rules && rules->fullTimeSessions > 0)
    for (const FullTime& each : fullTimeAt(ask.tx, ask.tx.today(), rules->fullTimeSessions))
      over += each.pupils >= rules->fullTimePupils || each.protectedOnes > 0 ? 1 : 0;
  if (over > 0)
    lines.push_back({.text = fmt::format("Providers that may have to register as a school: {}", over),
                     .path = "/weeks",
                     .due = "",
                     .urgent = true});
  return lines;
}

}  // namespace

void offerWeekPage(Offers& offers) {
  offers.pages.push_back({.path = "/weeks/{reference}",
                          .name = "week",
                          .permission = "week.see",
                          .says = "A pupil’s week over all placements.",
                          .file = "week.tpl",
                          .fill = showWeek});
  offers.pages.push_back({.path = "/weeks",
                          .name = "week.findings",
                          .permission = "week.watch",
                          .says = "Weeks that are to be watched, over all pupils.",
                          .file = "findings.tpl",
                          .fill = showFindings});
  offers.tiles.push_back({.name = "week.findings",
                          .permission = "week.watch",
                          .order = 16,
                          .heading = "Weeks to watch",
                          .nothing = "No pupil is away from school too much.",
                          .fill = tile});
}

}  // namespace capd::week
