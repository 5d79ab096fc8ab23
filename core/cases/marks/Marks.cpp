#include "cases/marks/Marks.h"

namespace capd {
namespace {

bool isDigit(char sign) { return sign >= '0' && sign <= '9'; }

}  // namespace

std::optional<TimeOfDay> timeOfDayFrom(std::string_view text) {
  if (text.size() == 4) return timeOfDayFrom("0" + std::string(text));
  if (text.size() != 5 || (text[2] != ':' && text[2] != '.')) return std::nullopt;
  for (const std::size_t at : {0U, 1U, 3U, 4U})
    if (!isDigit(text[at])) return std::nullopt;
  const TimeOfDay time{(text[0] - '0') * 10 + text[1] - '0', (text[3] - '0') * 10 + text[4] - '0'};
  if (time.hour > 23 || time.minute > 59) return std::nullopt;
  return time;
}

std::string toText(TimeOfDay time) {
  std::string text = "00:00";
  text[0] = static_cast<char>('0' + time.hour / 10);
  text[1] = static_cast<char>('0' + time.hour % 10);
  text[3] = static_cast<char>('0' + time.minute / 10);
  text[4] = static_cast<char>('0' + time.minute % 10);
  return text;
}

}  // namespace capd
