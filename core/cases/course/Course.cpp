#include "cases/course/Course.h"

namespace capd {

std::string daysInWords(const std::vector<int>& days) {
  std::string words;
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (i > 0) words += i + 1 == days.size() ? " and " : ", ";
    words += weekdayName(static_cast<unsigned>(days[i]));
  }
  return words;
}

std::string daysToText(const std::vector<int>& days) {
  std::string text;
  for (const int day : days) {
    if (!text.empty()) text += ',';
    text += std::to_string(day);
  }
  return text;
}

std::vector<int> daysFromText(std::string_view text) {
  std::vector<int> days;
  for (const char sign : text)
    if (sign >= '1' && sign <= '7') days.push_back(sign - '0');
  return days;
}

}  // namespace capd
