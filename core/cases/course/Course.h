#pragma once
// What providers offer: a course of one programme, with its days and places (ENT-39).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Date.h"
#include "capd/Tx.h"

namespace capd {

struct Course {
  std::int64_t id = 0;
  std::string code;  ///< stands in URLs; says nothing about the course
  std::int64_t provider = 0;
  std::string providerName;
  std::string programme;  ///< tier1, tier2.insight, tier2.flourish ...
  std::string category;
  std::string title;
  std::string summary;
  std::string qualification;
  std::vector<int> days;              ///< delivery days, 1 = Monday, ascending
  std::optional<std::int64_t> weeks;  ///< school weeks; empty = to the end of the academic year
  std::int64_t places = 0;
  std::int64_t taken = 0;  ///< places held today (or from CourseFilter::from) by placements that are not over by then
  std::string location;
  std::string sessionTimes;
  std::string lunch;
  std::string clothing;
  std::optional<std::int64_t> feePence;
  bool closed = false;
  std::int64_t version = 0;

  [[nodiscard]] std::int64_t free() const { return places > taken ? places - taken : 0; }
};

std::optional<Course> findCourse(ReadTx& tx, std::int64_t id);
std::optional<Course> courseByCode(ReadTx& tx, std::string_view code);

struct CourseFilter {
  std::string programme;  ///< empty = all
  std::string text;       ///< in title, category, provider or place
  int weekday = 0;        ///< 0 = any
  bool withPlaces = false;
  std::int64_t provider = 0;  ///< 0 = any
  std::optional<Date> from;   ///< places are counted from that day on; empty = today
};
/// Open courses by title; at most `most`.
std::vector<Course> findCourses(ReadTx& tx, const CourseFilter& filter, std::size_t most);
/// @returns the id.
std::int64_t addCourse(WriteTx& tx, const Course& course);
void saveCourse(WriteTx& tx, const Course& course);
/// Places of the course held from that day on, counted over the whole city: a guard that stays true until commit. A
/// placement holds its place to its last day, included, and without end when that day is not known.
std::int64_t placesTaken(WriteTx& tx, std::int64_t course, Date from);

/// "Monday and Wednesday"
std::string daysInWords(const std::vector<int>& days);
/// "1,3" and back.
std::string daysToText(const std::vector<int>& days);
std::vector<int> daysFromText(std::string_view text);

}  // namespace capd
