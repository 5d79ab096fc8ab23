#include <stdexcept>

#include "cases/marks/Marks.h"

namespace capd {
namespace {

Date mondayOf(Date day) { return day.plusDays(1 - static_cast<int>(day.weekday())); }

#define REGISTER_COLUMNS                                                                                            \
  "r.id, r.provider_id, r.course_id, r.on_day, r.half, r.starts_ms, r.due_ms, r.taken_ms, r.taken_name, r.led_by, " \
  "r.version FROM register r "

template <class... A>
std::vector<Register> readRegisters(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Register> all;
  tx.each<std::int64_t, std::int64_t, std::int64_t, Date, std::string, Instant, Instant, Instant, std::string,
          std::optional<std::int64_t>, std::int64_t>(
      sql,
      [&](std::int64_t id, std::int64_t provider, std::int64_t course, Date day, const std::string& half,
          Instant starts, Instant due, Instant taken, std::string by, std::optional<std::int64_t> led,
          std::int64_t version) {
        all.push_back({id, provider, {course, day, half == "pm"}, starts, due, taken, std::move(by), led, version});
      },
      args...);
  return all;
}

#define MARK_COLUMNS                                                                                              \
  "m.id, m.case_id, c.reference, m.course_id, m.on_day, m.half, m.expected, m.mark, m.reason, m.reason_says, "    \
  "m.recorded_ms, CASE WHEN r.taken_ms > r.due_ms THEN 1 ELSE 0 END, m.version FROM @marks m JOIN register r ON " \
  "r.id = m.register_id JOIN @all_cases c ON c.id = m.case_id "

template <class... A>
std::vector<Mark> readMarks(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Mark> all;
  tx.each<std::int64_t, std::int64_t, std::string, std::int64_t, Date, std::string, bool, std::string, std::string,
          std::string, Instant, bool, std::int64_t>(
      sql,
      [&](std::int64_t id, std::int64_t caseId, std::string reference, std::int64_t course, Date day,
          const std::string& half, bool expected, std::string mark, std::string reason, std::string says,
          Instant recorded, bool late, std::int64_t version) {
        all.push_back({id,
                       caseId,
                       std::move(reference),
                       {course, day, half == "pm"},
                       expected,
                       std::move(mark),
                       std::move(reason),
                       std::move(says),
                       recorded,
                       late,
                       version});
      },
      args...);
  return all;
}

template <class... A>
std::vector<Expected> readExpected(ReadTx& tx, std::string_view sql, const A&... args) {
  std::vector<Expected> all;
  tx.each<std::int64_t, std::optional<std::int64_t>, std::string, std::string, std::string, std::string, std::int64_t,
          std::string>(
      sql,
      [&](std::int64_t caseId, std::optional<std::int64_t> placement, std::string reference, const std::string& first,
          const std::string& last, const std::string& known, std::int64_t school, std::string state) {
        all.push_back({caseId, placement, std::move(reference), (known.empty() ? first : known) + " " + last, school,
                       std::move(state)});
      },
      args...);
  return all;
}

// The week's sum is counted afresh from its marks: it can't drift from them.
void sumWeek(WriteTx& tx, std::int64_t caseId, Date monday) {
  Week week;
  tx.each<bool, std::string, std::string, std::int64_t>(
      "SELECT expected, mark, reason, COUNT(*) FROM session_mark WHERE case_id = ? AND week = ? GROUP BY expected, "
      "mark, reason",
      [&](bool expected, const std::string& mark, const std::string& reason, std::int64_t n) {
        if (!expected) {
          week.unexpected += n;
          return;
        }
        week.expected += n;
        if (mark != "absent") week.present += n;
        if (mark == "late") week.late += n;
        if (reason == "unexplained") week.unexplained += n;
        if (reason == "authorised") week.authorised += n;
        if (reason == "unauthorised") week.unauthorised += n;
      },
      caseId, monday);
  tx.execute("DELETE FROM session_week WHERE case_id = ? AND week = ?", caseId, monday);
  if (week.expected + week.unexpected == 0) return;
  tx.execute(
      "INSERT INTO session_week (case_id, week, expected, present, late, unexplained, authorised, unauthorised, "
      "unexpected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      caseId, monday, week.expected, week.present, week.late, week.unexplained, week.authorised, week.unauthorised,
      week.unexpected);
}

// A session holds from a day on and, after a change of day or a withdrawal from it, until another.
#define HOLDS_THAT_DAY "d.first_day <= ? AND (d.until_day IS NULL OR d.until_day >= ?)"
// From the day after a pause for safety or a halt to the day before it ended nobody expects the pupil.
#define NOT_PAUSED                                                                                              \
  "NOT EXISTS (SELECT 1 FROM @all_standings s WHERE s.placement_id = p.id AND s.kind IN ('pause', 'halt') AND " \
  "s.opened_ms < ? "                                                                                            \
  "AND (s.closed_ms IS NULL OR s.closed_ms >= ?)) "
// Placements whose day it is.
#define COMES_THAT_DAY                                                                                      \
  "p.course_id = ? AND p.start <= ? AND (p.last_day IS NULL OR p.last_day >= ?) AND EXISTS (SELECT 1 FROM " \
  "@all_placement_days d WHERE d.placement_id = p.id AND d.weekday = ? AND d.half = ? AND " HOLDS_THAT_DAY  \
  ") AND " NOT_PAUSED

}  // namespace

std::optional<CourseTimes> courseTimes(ReadTx& tx, std::int64_t course) {
  const auto row =
      tx.row<std::string, std::string>("SELECT morning, afternoon FROM course_times WHERE course_id = ?", course);
  if (!row) return std::nullopt;
  const auto morning = timeOfDayFrom(std::get<0>(*row));
  const auto afternoon = timeOfDayFrom(std::get<1>(*row));
  if (!morning || !afternoon) throw std::runtime_error("a course's times are kept in a form that is not HH:MM");
  return CourseTimes{*morning, *afternoon};
}

void saveCourseTimes(WriteTx& tx, std::int64_t course, const CourseTimes& times) {
  if (tx.execute("UPDATE course_times SET morning = ?, afternoon = ?, version = version + 1 WHERE course_id = ?",
                 toText(times.morning), toText(times.afternoon), course) == 0)
    tx.execute("INSERT INTO course_times (course_id, morning, afternoon, version) VALUES (?, ?, ?, 1)", course,
               toText(times.morning), toText(times.afternoon));
}

std::optional<Register> findRegister(ReadTx& tx, const SessionOf& session) {
  auto all = readRegisters(tx, "SELECT " REGISTER_COLUMNS "WHERE r.course_id = ? AND r.on_day = ? AND r.half = ?",
                           session.course, session.day, session.half());
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<Register> registersOf(ReadTx& tx, std::int64_t provider, Date day) {
  return readRegisters(tx,
                       "SELECT " REGISTER_COLUMNS "WHERE r.provider_id = ? AND r.on_day = ? ORDER BY r.starts_ms, r.id",
                       provider, day);
}

std::int64_t saveRegister(WriteTx& tx, const Register& taken) {
  if (taken.id != 0) {
    tx.execute("UPDATE register SET led_by = ?, changed_ms = ?, version = version + 1 WHERE id = ?", taken.ledBy,
               tx.now(), taken.id);
    return taken.id;
  }
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO register (id, provider_id, course_id, on_day, half, starts_ms, due_ms, taken_ms, taken_by, "
      "taken_name, led_by, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
      id, taken.provider, taken.session.course, taken.session.day, taken.session.half(), taken.starts, taken.due,
      tx.now(), tx.viewer().account(), tx.viewer().name(), taken.ledBy);
  return id;
}

std::vector<Expected> expectedAt(ReadTx& tx, std::int64_t provider, const SessionOf& session) {
  return readExpected(tx,
                      "SELECT p.case_id, p.id, c.reference, u.first_name, u.last_name, u.known_as, p.school_id, "
                      "p.state FROM @comers p JOIN @comers_cases c ON c.id = p.case_id JOIN @comers_names u ON u.id = "
                      "p.pupil_id WHERE p.provider_id = ? AND " COMES_THAT_DAY "ORDER BY u.sort_name, c.reference",
                      provider, session.course, session.day, session.day,
                      static_cast<std::int64_t>(session.day.weekday()), session.half(), session.day, session.day,
                      londonStartOf(session.day), londonEndOf(session.day));
}

std::vector<Expected> othersKnownTo(ReadTx& tx, std::int64_t provider, const SessionOf& session) {
  return readExpected(tx,
                      "SELECT c.id, p.id, c.reference, u.first_name, u.last_name, u.known_as, c.school_id, "
                      "COALESCE(p.state, '') FROM @comers_cases c JOIN @comers_names u ON u.id = c.pupil_id LEFT JOIN "
                      "@comers p ON p.case_id = c.id AND p.provider_id = ? WHERE NOT EXISTS (SELECT 1 FROM @comers p "
                      "WHERE p.case_id = c.id AND " COMES_THAT_DAY ") ORDER BY u.sort_name, c.reference",
                      provider, session.course, session.day, session.day,
                      static_cast<std::int64_t>(session.day.weekday()), session.half(), session.day, session.day,
                      londonStartOf(session.day), londonEndOf(session.day));
}

std::vector<SessionOf> sessionsOn(ReadTx& tx, std::int64_t provider, Date day) {
  std::vector<SessionOf> all;
  tx.each<std::int64_t, std::string>(
      "SELECT DISTINCT p.course_id, d.half FROM @comers p JOIN @all_placement_days d ON d.placement_id = p.id WHERE "
      "p.provider_id = ? AND p.start <= ? AND (p.last_day IS NULL OR p.last_day >= ?) AND d.weekday = ? "
      "AND " HOLDS_THAT_DAY " AND " NOT_PAUSED "ORDER BY p.course_id, d.half",
      [&](std::int64_t course, const std::string& half) {
        all.push_back({course, day, half == "pm"});
      },
      provider, day, day, static_cast<std::int64_t>(day.weekday()), day, day, londonStartOf(day), londonEndOf(day));
  return all;
}

std::vector<std::pair<std::int64_t, SessionOf>> sessionsWithoutRegister(ReadTx& tx, Date day) {
  std::vector<std::pair<std::int64_t, SessionOf>> all;
  tx.each<std::int64_t, std::int64_t, std::string>(
      "SELECT DISTINCT p.provider_id, p.course_id, d.half FROM @all_placements p JOIN @all_placement_days d ON "
      "d.placement_id = p.id WHERE p.state IN ('confirmed', 'active') AND p.start <= ? AND (p.last_day IS NULL OR "
      "p.last_day >= ?) AND d.weekday = ? AND " HOLDS_THAT_DAY " AND " NOT_PAUSED
      "AND NOT EXISTS (SELECT 1 FROM register r WHERE r.course_id = p.course_id AND "
      "r.on_day = ? AND r.half = d.half) ORDER BY p.provider_id, p.course_id, d.half",
      [&](std::int64_t provider, std::int64_t course, const std::string& half) {
        all.emplace_back(provider, SessionOf{course, day, half == "pm"});
      },
      day, day, static_cast<std::int64_t>(day.weekday()), day, day, londonStartOf(day), londonEndOf(day), day);
  return all;
}

std::vector<Mark> marksOf(ReadTx& tx, std::int64_t registerId) {
  return readMarks(tx, "SELECT " MARK_COLUMNS "WHERE m.register_id = ? ORDER BY m.id", registerId);
}

std::vector<Mark> marksOfCase(ReadTx& tx, std::int64_t caseId, Date from) {
  return readMarks(tx, "SELECT " MARK_COLUMNS "WHERE m.case_id = ? AND m.on_day >= ? ORDER BY m.on_day, m.half, m.id",
                   caseId, from);
}

std::vector<Mark> unexplainedOf(ReadTx& tx, std::int64_t school, std::size_t most) {
  return readMarks(tx,
                   "SELECT " MARK_COLUMNS
                   "WHERE m.school_id = ? AND m.reason = 'unexplained' ORDER BY m.on_day, m.half, m.id LIMIT ?",
                   school, static_cast<std::int64_t>(most));
}

std::optional<Mark> findMark(ReadTx& tx, std::int64_t id) {
  auto all = readMarks(tx, "SELECT " MARK_COLUMNS "WHERE m.id = ?", id);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

bool saveMark(WriteTx& tx, const Register& of, const NewMark& mark) {
  const std::string reason = mark.mark == "absent" ? "unexplained" : "";
  const auto before = tx.row<std::int64_t, std::string, bool>(
      "SELECT id, mark, expected FROM session_mark WHERE register_id = ? AND case_id = ?", of.id, mark.pupil.caseId);
  if (before && std::get<1>(*before) == mark.mark) return false;
  if (before)
    tx.execute(
        "UPDATE session_mark SET mark = ?, reason = ?, reason_says = '', reason_ms = NULL, reason_by = NULL, "
        "recorded_ms = ?, recorded_by = ?, version = version + 1 WHERE id = ?",
        mark.mark, reason, tx.now(), tx.viewer().account(), std::get<0>(*before));
  else
    tx.execute(
        "INSERT INTO session_mark (id, register_id, case_id, placement_id, school_id, provider_id, course_id, on_day, "
        "week, half, expected, mark, reason, recorded_ms, recorded_by, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, 1)",
        tx.nextId(), of.id, mark.pupil.caseId, mark.pupil.placement, mark.pupil.school, of.provider, of.session.course,
        of.session.day, mondayOf(of.session.day), of.session.half(), mark.expected, mark.mark, reason, tx.now(),
        tx.viewer().account());
  sumWeek(tx, mark.pupil.caseId, mondayOf(of.session.day));
  return true;
}

void removeMark(WriteTx& tx, std::int64_t mark) {
  const auto of = tx.row<std::int64_t, Date>("SELECT case_id, week FROM session_mark WHERE id = ?", mark);
  if (!of) return;
  tx.execute("DELETE FROM session_mark WHERE id = ?", mark);
  sumWeek(tx, std::get<0>(*of), std::get<1>(*of));
}

void explainMark(WriteTx& tx, const Mark& mark, std::string_view reason, const std::string& says) {
  tx.execute(
      "UPDATE session_mark SET reason = ?, reason_says = ?, reason_ms = ?, reason_by = ?, version = version + 1 WHERE "
      "id = ?",
      reason, says, tx.now(), tx.viewer().account(), mark.id);
  sumWeek(tx, mark.caseId, mondayOf(mark.session.day));
}

std::vector<Week> weeksOf(ReadTx& tx, std::int64_t caseId, std::size_t most) {
  std::vector<Week> all;
  using N = std::int64_t;
  tx.each<Date, N, N, N, N, N, N, N>(
      "SELECT w.week, w.expected, w.present, w.late, w.unexplained, w.authorised, w.unauthorised, w.unexpected FROM "
      "@session_weeks w WHERE w.case_id = ? ORDER BY w.week DESC LIMIT ?",
      [&](Date monday, N expected, N present, N late, N unexplained, N authorised, N unauthorised, N unexpected) {
        all.push_back({monday, expected, present, late, unexplained, authorised, unauthorised, unexpected});
      },
      caseId, static_cast<std::int64_t>(most));
  return all;
}

Presence presenceOf(ReadTx& tx, std::int64_t caseId) {
  Presence presence;
  tx.each<std::int64_t, std::optional<std::int64_t>, std::optional<Date>, std::optional<Date>>(
      "SELECT COUNT(*), SUM(CASE WHEN m.mark <> 'absent' THEN 1 ELSE 0 END), MIN(CASE WHEN m.mark <> 'absent' THEN "
      "m.on_day END), MAX(CASE WHEN m.mark <> 'absent' THEN m.on_day END) FROM @marks m WHERE m.case_id = ?",
      [&](std::int64_t all, std::optional<std::int64_t> there, std::optional<Date> first, std::optional<Date> last) {
        presence = {all, there.value_or(0), first, last};
      },
      caseId);
  return presence;
}

std::vector<Seen> seenSince(ReadTx& tx, Date from) {
  std::vector<Seen> all;
  using N = std::int64_t;
  tx.each<std::string, std::string, N, N, Date, N, N, std::optional<Date>>(
      "SELECT c.reference, p.reference, p.school_id, p.provider_id, p.start, (SELECT COUNT(*) FROM @all_marks m WHERE "
      "m.case_id = p.case_id AND m.placement_id = p.id AND m.on_day >= ? AND m.expected = 1), (SELECT COUNT(*) FROM "
      "@all_marks m WHERE m.case_id = p.case_id AND m.placement_id = p.id AND m.on_day >= ? AND m.expected = 1 AND "
      "m.mark <> 'absent'), (SELECT MAX(m.on_day) FROM @all_marks m WHERE m.case_id = p.case_id AND m.placement_id = "
      "p.id AND m.mark <> 'absent') FROM @placements p JOIN @cases c ON c.id = p.case_id WHERE p.state IN "
      "('confirmed', 'active') AND p.start <= ? ORDER BY p.start, p.reference",
      [&](std::string reference, std::string placement, N school, N provider, Date start, N expected, N present,
          std::optional<Date> last) {
        all.push_back({std::move(reference), std::move(placement), school, provider, start, expected, present, last});
      },
      from, from, tx.today());
  return all;
}

std::vector<SessionNote> sessionNotes(ReadTx& tx, std::int64_t caseId, std::size_t most) {
  std::vector<SessionNote> all;
  tx.each<std::string, std::optional<Date>, std::string, Instant, std::string>(
      "SELECT n.kind, n.on_day, n.says, n.at_ms, n.who FROM @session_notes n WHERE n.case_id = ? ORDER BY n.at_ms "
      "DESC, "
      "n.id DESC LIMIT ?",
      [&](std::string kind, std::optional<Date> day, std::string says, Instant at, std::string who) {
        all.push_back({std::move(kind), day, std::move(says), at, std::move(who)});
      },
      caseId, static_cast<std::int64_t>(most));
  return all;
}

void addSessionNote(WriteTx& tx, std::int64_t caseId, const SessionNote& note) {
  tx.execute(
      "INSERT INTO session_note (id, case_id, kind, on_day, says, at_ms, account_id, who) VALUES (?, ?, ?, ?, ?, ?, ?, "
      "?)",
      tx.nextId(), caseId, note.kind, note.day, note.says, tx.now(), tx.viewer().account(), note.who);
}

}  // namespace capd
