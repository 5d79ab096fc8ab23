#include "base/Panels.h"

#include <algorithm>
#include <array>

namespace capd {
namespace {

constexpr std::array<std::string_view, 6> kSeatWords = {"member",   "chair",       "vice_chair",
                                                        "provider", "headteacher", "academy"};

bool has(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

}  // namespace

std::string_view toWord(SeatKind kind) { return kSeatWords[static_cast<std::size_t>(kind)]; }

std::optional<SeatKind> seatKindFrom(std::string_view word) {
  const auto at = std::find(kSeatWords.begin(), kSeatWords.end(), word);
  if (at == kSeatWords.end()) return std::nullopt;
  return static_cast<SeatKind>(at - kSeatWords.begin());
}

bool PanelRules::looksAt(std::string_view programme) const { return has(reviews, programme) || decides(programme); }
bool PanelRules::decides(std::string_view programme) const { return has(approves, programme); }

std::vector<const PanelRules*> PanelYear::panelsFor(std::string_view programme) const {
  std::vector<const PanelRules*> all;
  for (const PanelRules& each : panels)
    if (each.looksAt(programme)) all.push_back(&each);
  std::stable_partition(all.begin(), all.end(), [&](const PanelRules* each) { return !each->decides(programme); });
  return all;
}

const PanelRules* PanelYear::panel(std::string_view name) const {
  for (const PanelRules& each : panels)
    if (each.name == name) return &each;
  return nullptr;
}

std::optional<Date> reachesAPersonBy(const Calendar& calendar, Date from, Date limit) {
  const auto taught = calendar.isSchoolDay(limit);
  if (!taught || *taught) return std::nullopt;
  for (Date day = limit.plusDays(-1); day >= from; day = day.plusDays(-1))
    if (calendar.isSchoolDay(day).value_or(false)) return day;
  return calendar.nextSchoolDay(limit);
}

}  // namespace capd
