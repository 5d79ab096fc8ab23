#include <algorithm>

#include "base/Text.h"
#include "cases/course/Course.h"

namespace capd {
namespace {

// Places in use from a day on (the first value): placements that are being set up, confirmed or running, and whose last
// day is not over by then. A count over all schools, and nothing but a count.
#define TAKEN                                                                                                    \
  "(SELECT COUNT(*) FROM @all_placements t WHERE t.course_id = c.id AND t.state IN ('processing', 'confirmed', " \
  "'active') AND (t.last_day IS NULL OR t.last_day >= ?))"
#define COURSE_COLUMNS                                                                                          \
  "c.id, c.code, c.provider_id, o.name, c.programme, c.category, c.title, c.summary, c.qualification, c.days, " \
  "c.weeks, c.places, " TAKEN                                                                                   \
  ", c.location, c.session_times, c.lunch, c.clothing, c.fee_pence, c.closed_ms, c.version FROM course c JOIN " \
  "organisation o ON o.id = c.provider_id "

template <class... A>
std::vector<Course> readCourses(ReadTx& tx, const std::string& sql, const A&... args) {
  std::vector<Course> all;
  using Number = std::optional<std::int64_t>;
  tx.each<std::int64_t, std::string, std::int64_t, std::string, std::string, std::string, std::string, std::string,
          std::string, std::string, Number, std::int64_t, std::int64_t, std::string, std::string, std::string,
          std::string, Number, Number, std::int64_t>(
      sql,
      [&](std::int64_t id, std::string code, std::int64_t provider, std::string providerName, std::string programme,
          std::string category, std::string title, std::string summary, std::string qualification,
          const std::string& days, Number weeks, std::int64_t places, std::int64_t taken, std::string location,
          std::string times, std::string lunch, std::string clothing, Number fee, Number closed, std::int64_t version) {
        all.push_back({id,
                       std::move(code),
                       provider,
                       std::move(providerName),
                       std::move(programme),
                       std::move(category),
                       std::move(title),
                       std::move(summary),
                       std::move(qualification),
                       daysFromText(days),
                       weeks,
                       places,
                       taken,
                       std::move(location),
                       std::move(times),
                       std::move(lunch),
                       std::move(clothing),
                       fee,
                       closed.has_value(),
                       version});
      },
      args...);
  return all;
}

std::optional<Course> first(std::vector<Course> all) {
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

bool matches(const Course& course, const CourseFilter& filter, const std::string& text) {
  if (filter.weekday != 0 && std::find(course.days.begin(), course.days.end(), filter.weekday) == course.days.end())
    return false;
  if (filter.withPlaces && course.free() == 0) return false;
  if (text.empty()) return true;
  const std::string all =
      sortKey(course.title + " " + course.category + " " + course.providerName + " " + course.location);
  return all.find(text) != std::string::npos;
}

}  // namespace

std::optional<Course> findCourse(ReadTx& tx, std::int64_t id) {
  return first(readCourses(tx, "SELECT " COURSE_COLUMNS "WHERE c.id = ?", tx.today(), id));
}

std::optional<Course> courseByCode(ReadTx& tx, std::string_view code) {
  return first(readCourses(tx, "SELECT " COURSE_COLUMNS "WHERE c.code = ?", tx.today(), code));
}

std::vector<Course> findCourses(ReadTx& tx, const CourseFilter& filter, std::size_t most) {
  // A city has 150 courses: the words, the day and the places are looked at here, in the reader's own language rules.
  const std::string text = sortKey(filter.text);
  auto all = readCourses(tx,
                         "SELECT " COURSE_COLUMNS
                         "WHERE c.closed_ms IS NULL AND (? = '' OR c.programme = ?) AND (? = 0 OR c.provider_id = ?) "
                         "ORDER BY c.sort_title, c.id",
                         filter.from.value_or(tx.today()), filter.programme, filter.programme, filter.provider,
                         filter.provider);
  all.erase(std::remove_if(all.begin(), all.end(), [&](const Course& c) { return !matches(c, filter, text); }),
            all.end());
  if (all.size() > most) all.erase(all.begin() + static_cast<std::ptrdiff_t>(most), all.end());
  return all;
}

std::int64_t addCourse(WriteTx& tx, const Course& c) {
  const std::int64_t id = tx.nextId();
  tx.execute(
      "INSERT INTO course (id, code, provider_id, programme, category, title, sort_title, summary, qualification, "
      "days, "
      "weeks, places, location, session_times, lunch, clothing, fee_pence, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
      id, c.code, c.provider, c.programme, c.category, c.title, sortKey(c.title), c.summary, c.qualification,
      daysToText(c.days), c.weeks, c.places, c.location, c.sessionTimes, c.lunch, c.clothing, c.feePence);
  return id;
}

void saveCourse(WriteTx& tx, const Course& c) {
  tx.execute(
      "UPDATE course SET category = ?, title = ?, sort_title = ?, summary = ?, qualification = ?, days = ?, weeks = ?, "
      "places = ?, location = ?, session_times = ?, lunch = ?, clothing = ?, fee_pence = ?, version = version + 1 "
      "WHERE id = ?",
      c.category, c.title, sortKey(c.title), c.summary, c.qualification, daysToText(c.days), c.weeks, c.places,
      c.location, c.sessionTimes, c.lunch, c.clothing, c.feePence, c.id);
}

std::int64_t placesTaken(WriteTx& tx, std::int64_t course, Date from) {
  return tx
      .one<std::int64_t>(
          "SELECT COUNT(*) FROM placement WHERE course_id = ? AND state IN ('processing', 'confirmed', 'active') AND "
          "(last_day IS NULL OR last_day >= ?)",
          course, from)
      .value_or(0);
}

}  // namespace capd
