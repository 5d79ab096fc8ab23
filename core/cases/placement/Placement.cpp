#include "cases/placement/Placement.h"

#include <fmt/format.h>

#include <algorithm>

namespace capd {

std::vector<Session> sessionsFromText(std::string_view text) {
  std::vector<Session> all;
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const char day = text[at];
    const char half = text[at + 1];
    if (day < '1' || day > '7' || (half != 'a' && half != 'p')) continue;
    all.push_back({day - '0', half == 'p'});
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string sessionsToText(const std::vector<Session>& sessions) {
  std::vector<Session> sorted = sessions;
  std::sort(sorted.begin(), sorted.end());
  std::string text;
  for (const Session& session : sorted) {
    if (!text.empty()) text += ',';
    text += static_cast<char>('0' + session.weekday);
    text += session.afternoon ? 'p' : 'a';
  }
  return text;
}

std::string halfDaysInWords(std::int64_t sessions) {
  if (sessions == 1) return "1 half day";
  if (sessions % 2 != 0) return fmt::format("{} half days", sessions);
  return fmt::format("{} half days ({} {})", sessions, sessions / 2, sessions == 2 ? "day" : "days");
}

std::string sessionsInWords(const std::vector<Session>& sessions) {
  std::string words;
  for (int day = 1; day <= 7; ++day) {
    const auto has = [&](bool afternoon) {
      return std::find(sessions.begin(), sessions.end(), Session{day, afternoon}) != sessions.end();
    };
    if (!has(false) && !has(true)) continue;
    if (!words.empty()) words += ", ";
    words += weekdayName(static_cast<unsigned>(day));
    words += has(false) && has(true) ? " all day" : has(false) ? " morning" : " afternoon";
  }
  return words;
}

std::vector<Session> Placement::sessionsOn(Date day) const {
  std::vector<Session> all;
  for (const PlacementDay& each : days)
    if (each.covers(day)) all.push_back(each.session);
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace capd
