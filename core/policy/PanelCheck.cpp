#include "policy/PanelCheck.h"

#include <fmt/format.h>

#include <algorithm>

#include "policy/Lexer.h"

namespace capd::policy {
namespace {

constexpr int kOtherwise = 3;  // as printed for 2024-25, the only year that has it

class Looking {
 public:
  explicit Looking(const Book& book) : book_(book), calendar_(book.days()) {}

  std::vector<std::string> run() {
    for (const PanelRoundRules& round : book_.panelYear().rounds) {
      deadline(round);
      for (const PanelItem& item : round.items) this->item(round, item);
      for (const Date day : round.meetings) outcome(round, day);
    }
    for (const PanelRules& panel : book_.panelYear().panels)
      for (const auto* list : {&panel.approves, &panel.reviews})
        for (const std::string& programme : *list) known(panel.line, "the panel '" + panel.name + "'", programme);
    return std::move(all_);
  }

 private:
  void say(int line, const std::string& words) { all_.push_back(fmt::format("panels.lua:{}: {}", line, words)); }

  void deadline(const PanelRoundRules& round) {
    if (calendar_.isSchoolDay(round.deadline).value_or(true)) return;
    say(round.line, fmt::format("the deadline of '{}', {}, is no school day: nobody there sends anything", round.name,
                                round.deadline.longWords()));
  }

  void item(const PanelRoundRules& round, const PanelItem& item) {
    known(round.line, "the round '" + round.name + "'", item.programme);
    if (item.starts && *item.starts <= round.deadline)
      say(round.line, fmt::format("'{}' starts on {} in '{}', before its deadline of {}", item.programme,
                                  item.starts->words(), round.name, round.deadline.words()));
    if (item.panel && book_.panelYear().panelsFor(item.programme).empty())
      say(round.line, fmt::format("'{}' lists '{}', which no panel looks at", round.name, item.programme));
  }

  void known(int line, const std::string& whose, const std::string& programme) {
    // One that no file of the year is about is not here yet; one that is nearly there is misspelt.
    if (book_.programme(programme) != nullptr) return;
    std::vector<std::string> names;
    for (const Programme& each : book_.programmes()) names.push_back(each.name);
    const std::string near = nearest(programme, names);
    if (!near.empty())
      say(line,
          fmt::format("{} names '{}', and the year has no such programme. Did you mean '{}'?", whose, programme, near));
  }

  // When the school would hear of it, at the latest.
  void outcome(const PanelRoundRules& round, Date day) {
    int days = 0;
    for (const PanelItem& item : round.items)
      if (item.panel) days = std::max(days, outcomeDays(book_, item.programme));
    if (days == 0) return;
    const Date limit = calendar_.addWorkingDays(day, days);
    const auto reached = reachesAPersonBy(calendar_, day, limit);
    if (!reached) return;
    say(round.line, fmt::format("'{}': the outcomes of {} may be told until {}, when schools are closed; {}",
                                round.name, day.words(), limit.words(),
                                *reached < limit ? "what is to reach a person goes by " + reached->longWords()
                                                 : "nobody there reads it before " + reached->longWords()));
  }

  const Book& book_;
  Calendar calendar_;
  std::vector<std::string> all_;
};

}  // namespace

int outcomeDays(const Book& book, std::string_view programme) {
  const Programme* found = book.programme(programme);
  if (found == nullptr) return kOtherwise;
  const auto within = found->values.find("panel.outcome_within");
  if (within == found->values.end() || !within->second.quantity || within->second.quantity->most < 1) return kOtherwise;
  return static_cast<int>(within->second.quantity->most);
}

std::vector<std::string> panelWarnings(const Book& book) { return Looking(book).run(); }

}  // namespace capd::policy
