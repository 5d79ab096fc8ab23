#include "capd/Letter.h"

#include <algorithm>
#include <stdexcept>

namespace capd {

SlotValue SlotValue::day(Date day) { return {SlotKind::day, day.longWords()}; }

SlotValue SlotValue::half(Date day, bool afternoon) {
  return {SlotKind::half, std::string(afternoon ? "the afternoon of " : "the morning of ") + day.longWords()};
}

SlotValue SlotValue::round(Date deadline, const std::vector<Date>& meetings) {
  if (meetings.empty()) return {SlotKind::round, "the round that closes on " + deadline.longWords()};
  std::string words = "the panel of " + meetings.front().longWords();
  if (meetings.size() > 1) words += " and " + meetings.back().longWords();
  return {SlotKind::round, words};
}

SlotValue SlotValue::side(std::string_view word) {
  if (word == "school") return {SlotKind::side, "The school"};
  if (word == "provider") return {SlotKind::side, "The provider"};
  if (word == "cap") return {SlotKind::side, "CAP"};
  if (word == "send_team") return {SlotKind::side, "The SEND team"};
  throw std::invalid_argument("a letter names the school, the provider, CAP or the SEND team, and nobody else");
}

SlotValue SlotValue::year(const std::string& academicYear) {
  if (!academicYearStart(academicYear)) throw std::invalid_argument("a letter names an academic year like 2025-26");
  return {SlotKind::year, academicYear};
}

SlotValue SlotValue::asked(const std::vector<std::string>& wordsOfRules) {
  std::string words;
  for (std::string each : wordsOfRules) {
    // A rule's words are one line, whatever the file had.
    std::replace_if(
        each.begin(), each.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    words += (words.empty() ? "- " : "\n- ") + each;
  }
  return {SlotKind::asked, words};
}

}  // namespace capd
