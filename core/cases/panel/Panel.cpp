#include "cases/panel/Panel.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/panel/PanelRows.h"

namespace capd {
namespace {

PanelRound ofPolicy(const PanelRoundRules& rules) {
  PanelRound round;
  round.year = rules.year;
  round.name = rules.name;
  round.code = rules.year + "-" + rules.name;
  std::replace(round.code.begin(), round.code.end(), '_', '-');
  round.deadline = rules.deadline;
  round.meetings = rules.meetings;
  round.items = rules.items;
  return round;
}

// "17 December"
std::string withoutYear(Date day) {
  const std::string words = day.words();
  return words.substr(0, words.rfind(' '));
}

}  // namespace

const PanelItem* PanelRound::lists(std::string_view programme) const {
  for (const PanelItem& item : items)
    if (item.programme == programme) return &item;
  return nullptr;
}

std::optional<Date> PanelRound::meetingFrom(Date day) const {
  for (const Date each : meetings)
    if (each >= day) return each;
  if (meetings.empty()) return std::nullopt;
  return meetings.back();
}

std::vector<PanelRound> panelRounds(ReadTx& tx, const PolicyShelf& policy) {
  std::vector<PanelRound> all = keptRounds(tx);
  for (const PanelYear& year : policy.panelYears())
    for (const PanelRoundRules& rules : year.rounds) {
      PanelRound round = ofPolicy(rules);
      const auto kept = std::find_if(all.begin(), all.end(), [&](const PanelRound& r) { return r.code == round.code; });
      if (kept == all.end()) all.push_back(std::move(round));
    }
  std::stable_sort(all.begin(), all.end(), [](const PanelRound& a, const PanelRound& b) {
    return a.deadline != b.deadline ? a.deadline < b.deadline : a.code < b.code;
  });
  return all;
}

const PanelRound* roundByCode(const std::vector<PanelRound>& rounds, std::string_view code) {
  for (const PanelRound& round : rounds)
    if (round.code == code) return &round;
  return nullptr;
}

const PanelRound* roundFor(const std::vector<PanelRound>& rounds, std::string_view programme, Date received) {
  for (const PanelRound& round : rounds)
    if (round.deadline >= received && round.lists(programme) != nullptr) return &round;
  return nullptr;
}

const PanelRound* roundAfter(const std::vector<PanelRound>& rounds, std::string_view programme,
                             const PanelRound& before) {
  return roundFor(rounds, programme, before.deadline.plusDays(1));
}

std::string overlapsWith(const std::vector<PanelRound>& rounds, const PanelRound& round) {
  for (const PanelRound& other : rounds) {
    if (other.code == round.code) continue;
    const bool share = std::any_of(round.items.begin(), round.items.end(),
                                   [&](const PanelItem& item) { return other.lists(item.programme) != nullptr; });
    if (!share) continue;
    const PanelRound& first = other.deadline < round.deadline ? other : round;
    const PanelRound& then = other.deadline < round.deadline ? round : other;
    if (other.deadline == round.deadline)
      return fmt::format("Another round of the same programme closes on {} already.", round.deadline.words());
    if (!first.meetings.empty() && !then.meetings.empty() && first.meetings.back() >= then.meetings.front())
      return fmt::format(
          "This round and the one that closes on {} overlap: a round has to be over before the next one of the same "
          "programme meets.",
          other.deadline.words());
  }
  return {};
}

std::string waitsForPanel(ReadTx& tx, std::int64_t caseId) {
  const auto id = roundOfCase(tx, caseId);
  const auto round = id ? keptRound(tx, *id) : std::nullopt;
  if (!round) return "Waiting for the panel";
  const auto meeting = round->meetingFrom(tx.today());
  if (!meeting)
    return round->deadline < tx.today() ? "Waiting for the panel"
                                        : "Waiting for the panel after " + withoutYear(round->deadline);
  return *meeting < tx.today() ? "Waiting to hear from the panel" : "Waiting for the panel on " + withoutYear(*meeting);
}

std::string nextRoundWords(const std::vector<PanelRound>& rounds, std::string_view programme, Date today) {
  const PanelRound* round = roundFor(rounds, programme, today);
  if (round == nullptr || !round->lists(programme)->panel) return {};
  std::string words = "The next round closes on " + round->deadline.longWords();
  if (const auto meeting = round->meetingFrom(today)) words += ", the panel meets on " + meeting->longWords();
  const std::string starts = round->lists(programme)->startWords();
  return words + (starts.empty() ? "." : ", and it starts on " + starts + ".");
}

}  // namespace capd
