#include "policy/Readback.h"

#include <fmt/format.h>

#include <algorithm>

#include "capd/Listed.h"
#include "policy/ValueWords.h"

namespace capd::policy {
namespace {

std::string valueWithDoubt(const PolicyItem& item) {
  return item.words() + (item.provisional.empty() ? "" : " (provisional: " + item.provisional + ")");
}

// Something a policy says, in one shape for values, rules, questions and duties.
struct Said {
  std::string name;     ///< `rule two_days`: what makes two of them the same
  std::string head;     ///< what stays of it: "the school knows that it must make a safeguarding visit"
  std::string shortly;  ///< in a list of many
  struct Part {
    std::string now;
    std::string was;  ///< after "it was": "6 school weeks"
  };
  std::vector<Part> parts;  ///< what may be different
  Citation cited;
  std::string source;  ///< in words
  std::string doubt;
  bool listed = true;  ///< not a duty whose number stands in a value of its own

  [[nodiscard]] std::string whole() const {
    std::string words = head;
    for (const Part& part : parts) words += (words.empty() ? "" : ": ") + part.now;
    return words;
  }
};
using SaidList = std::vector<Said>;

const PolicyItem* wholeSource(const Programme* programme) {
  if (programme == nullptr) return nullptr;
  const auto source = programme->values.find("source");
  return source == programme->values.end() ? nullptr : &source->second;
}

Said saidOf(const Book& book, const PolicyItem& item, const Programme* programme) {
  Said said;
  said.name = item.name;
  said.shortly = sentenceOf(item);
  said.parts = {{said.shortly, plainWords(item)}};
  said.cited = item.source;
  if (const PolicyItem* whole = wholeSource(programme); whole != nullptr && item.source.empty())
    said.cited = whole->source;
  said.source = book.inWords(said.cited);
  said.doubt = item.provisional;
  return said;
}

std::string effectInWords(const Rule& rule) {
  switch (rule.effect) {
    case Effect::hold:
      return fmt::format("the referral is on hold (“{}”)", rule.ask);
    case Effect::block:
      return fmt::format("it can't be sent (“{}”)", rule.ask);
    case Effect::person:
      return fmt::format("a person at CAP looks at it (“{}”)", rule.ask);
    case Effect::warn:
      break;
  }
  return fmt::format("there is only a warning (“{}”)", rule.ask);
}

bool isShared(const Rule& rule) { return rule.file == "every_programme.lua"; }

Said saidOf(const Book& book, const Rule& rule) {
  Said said;
  said.name = "rule " + rule.id;
  said.head = uncapitalised(rule.says);
  said.shortly = said.head;
  const std::string judged = "judged as: " + explain(*rule.test, book.facts());
  const std::string otherwise = "otherwise " + effectInWords(rule);
  said.parts = {{judged, judged}, {otherwise, effectInWords(rule)}};
  said.cited = rule.source;
  said.source = book.inWords(rule.source);
  said.doubt = rule.provisional;
  return said;
}

Said saidOf(const Book& book, const Question& ask) {
  Said said;
  said.name = "question " + ask.id;
  said.parts = {{fmt::format("the school is asked{}: “{}”", ask.onlyIf.empty() ? "" : ", where it applies", ask.says),
                 "“" + ask.says + "”"}};
  said.cited = ask.source;
  said.source = book.inWords(ask.source);
  said.doubt = ask.provisional;
  return said;
}

Said saidOf(const ScheduledRule& rule) {
  Said said;
  said.name = "duty " + rule.name;
  said.head = uncapitalised(rule.says);
  said.shortly = said.head;
  // How long it has is told with the value that says it.
  ScheduledRule bare = rule;
  bare.within.clear();
  const std::string words = uncapitalised(capd::inWords(bare));
  said.parts = {{words, words}};
  said.cited = {rule.clause, {}};
  said.source = rule.clause;
  said.doubt = rule.provisional;
  said.listed = rule.within.empty() || !rule.remind.empty() || !rule.overdue.empty() || !rule.escalate.empty();
  return said;
}

// As CAP wrote them: by file and line.
std::vector<const PolicyItem*> inTextOrder(const std::map<std::string, PolicyItem>& values) {
  std::vector<const PolicyItem*> all;
  for (const auto& [name, item] : values) all.push_back(&item);
  std::stable_sort(all.begin(), all.end(), [](const PolicyItem* a, const PolicyItem* b) {
    return a->file != b->file ? a->file < b->file : a->line < b->line;
  });
  return all;
}

SaidList ofProgramme(const Book& book, const Programme& programme) {
  SaidList all;
  for (const PolicyItem* item : inTextOrder(programme.values))
    if (item->name != "source" && item->name != "title") all.push_back(saidOf(book, *item, &programme));
  for (const Rule& rule : programme.rules)
    if (rule.id.compare(0, 6, "value.") != 0 && rule.id != "referred_by" && !isShared(rule))
      all.push_back(saidOf(book, rule));
  for (const Question& ask : programme.asks) all.push_back(saidOf(book, ask));
  return all;
}

SaidList ofEveryProgramme(const Book& book) {
  SaidList all;
  for (const PolicyItem* item : inTextOrder(book.settings()))
    if (item->file == "every_programme.lua") all.push_back(saidOf(book, *item, nullptr));
  for (const Programme& programme : book.programmes())
    for (const Rule& rule : programme.rules) {
      const bool there =
          std::any_of(all.begin(), all.end(), [&](const Said& said) { return said.name == "rule " + rule.id; });
      if (isShared(rule) && !there) all.push_back(saidOf(book, rule));
    }
  for (const Question& ask : book.agreement()) all.push_back(saidOf(book, ask));
  return all;
}

SaidList ofDuties(const Book& book) {
  SaidList all;
  for (const PolicyItem* item : inTextOrder(book.settings()))
    if (item->file != "every_programme.lua") all.push_back(saidOf(book, *item, nullptr));
  for (const ScheduledRule& rule : book.scheduled()) all.push_back(saidOf(rule));
  return all;
}

SaidList ofPanels(const Book& book) {
  SaidList all;
  const auto names = [](const std::vector<std::string>& list) {
    std::string words;
    for (const std::string& each : list) words += (words.empty() ? "" : ", ") + each;
    return words;
  };
  for (const PanelRules& panel : book.panelYear().panels) {
    Said said;
    said.name = "panel " + panel.name;
    said.head = panel.title;
    said.shortly = panel.title;
    const auto part = [&](const std::string& words) { said.parts.push_back({words, words}); };
    std::vector<std::string> seats;
    for (const PanelSeat& seat : panel.seats)
      seats.push_back(seat.kind == SeatKind::member
                          ? seat.agency
                          : fmt::format("{} ({})", seat.agency, spaced(std::string(toWord(seat.kind)))));
    part(panel.approves.empty() ? "decides nothing" : "decides " + names(panel.approves));
    part(panel.reviews.empty() ? "reviews nothing for another panel" : "reviews " + names(panel.reviews));
    part(seats.empty() ? "no seats are named" : "seats: " + names(seats));
    part(panel.quorum ? fmt::format("a quorum of {}", *panel.quorum) : "no quorum");
    part(panel.chairsAction ? "chair’s action between meetings" : "no chair’s action");
    said.source = panel.clause;
    said.cited = {panel.clause, {}};
    said.doubt = panel.provisional;
    all.push_back(std::move(said));
  }
  return all;
}

std::string roundInWords(const PanelRoundRules& round) {
  std::string words = "applications until " + round.deadline.words() + "; ";
  for (const Date day : round.meetings) words += "meets on " + day.words() + "; ";
  if (round.meetings.empty()) words += "no meeting is named; ";
  std::string items;
  for (const PanelItem& item : round.items) {
    items += (items.empty() ? "" : ", ") + item.programme;
    if (!item.startWords().empty()) items += " from " + (item.starts ? item.starts->words() : item.startsSays);
    if (!item.panel) items += " with no panel";
  }
  return words + items;
}

SaidList ofRounds(const Book& book) {
  SaidList all;
  for (const PanelRoundRules& round : book.panelYear().rounds) {
    Said said;
    said.name = "round " + round.name;
    said.head = "round " + spaced(round.name);
    said.parts = {{roundInWords(round), roundInWords(round)}};
    said.source = round.clause;
    said.doubt = round.provisional;
    all.push_back(std::move(said));
  }
  for (const PanelDoubt& doubt : book.panelYear().doubts) {
    Said said;
    said.name = "doubt " + doubt.name;
    said.head = "a question to CAP";
    said.parts = {{doubt.says, doubt.says}, {"until then: " + doubt.untilThen, doubt.untilThen}};
    said.source = doubt.clause;
    all.push_back(std::move(said));
  }
  return all;
}

SaidList ofLetters(const Book& book) {
  SaidList all;
  for (const auto& [name, letter] : book.letters()) {
    Said said;
    said.name = "letter " + name;
    said.head = fmt::format("the letter {}", name);
    said.shortly = said.head;
    std::string body = letter.body;
    std::replace(body.begin(), body.end(), '\n', ' ');
    for (const std::string& part : {letter.subject, body})
      said.parts.push_back({"“" + part.substr(0, part.find_last_not_of(' ') + 1) + "”",
                            "“" + part.substr(0, part.find_last_not_of(' ') + 1) + "”"});
    for (const LetterSource& each : letter.sources)
      said.source += (said.source.empty() ? "" : "; ") + book.inWords(Citation{each.source, each.place});
    if (!letter.sources.empty()) said.cited = {letter.sources.front().source, letter.sources.front().place};
    said.doubt = letter.provisional;
    all.push_back(std::move(said));
  }
  return all;
}

std::string inBrackets(const std::string& source) { return source.empty() ? "" : " (" + source + ")"; }

// Several sentences as one, questions counted: "a placement lasts 12 school weeks; 5 questions to the school".
std::string together(const std::vector<const Said*>& some) {
  std::string words;
  std::size_t questions = 0;
  for (const Said* said : some) {
    if (said->shortly.empty())
      ++questions;
    else
      words += (words.empty() ? "" : "; ") + said->shortly;
  }
  if (questions > 0)
    words +=
        fmt::format("{}{} question{} to the school", words.empty() ? "" : "; ", questions, questions == 1 ? "" : "s");
  return words;
}

using Grouped = std::map<std::string, std::vector<const Said*>>;

void tellGrouped(const std::string& about, const char* lead, const Grouped& some, std::vector<Minute>& all) {
  for (const auto& [why, list] : some)
    all.push_back({about, fmt::format("{}{}: {}.", lead, why.empty() ? "" : " (" + why + ")", together(list))});
}

std::string changeInWords(const Said& old, const Said& said) {
  std::string now;
  std::string was;
  for (std::size_t i = 0; i < said.parts.size() && i < old.parts.size(); ++i) {
    if (said.parts[i].now == old.parts[i].now) continue;
    now += (now.empty() ? "" : "; ") + said.parts[i].now;
    was += (was.empty() ? "" : "; ") + old.parts[i].was;
  }
  if (now.empty()) return fmt::format("{}; it was said as: {}", capitalised(said.head), old.head);
  return fmt::format("{}; {}{}", capitalised(said.head.empty() ? now : said.head + ": " + now),
                     said.head.empty() ? "it was " : "before: ", was);
}

// What is different between two lists: changed, new, dropped; then what is printed now, and what nobody has confirmed.
void compareSaid(const std::string& about, const Book& book, const SaidList& before, const SaidList& after,
                 std::vector<Minute>& all) {
  const auto find = [](const SaidList& list, const std::string& name) {
    const auto at = std::find_if(list.begin(), list.end(), [&](const Said& said) { return said.name == name; });
    return at == list.end() ? nullptr : &*at;
  };
  Grouped printed;
  Grouped doubted;
  std::vector<Minute> fresh;
  for (const Said& said : after) {
    const Said* old = find(before, said.name);
    const std::string tail =
        "." + inBrackets(said.source) + (said.doubt.empty() ? "" : " Not confirmed: " + said.doubt + ".");
    if (old == nullptr)
      fresh.push_back({about, "New: " + said.whole() + tail});
    else if (old->whole() != said.whole())
      all.push_back({about, changeInWords(*old, said) + tail});
    else if (said.listed && !old->doubt.empty() && said.doubt.empty())
      printed[book.inWords(Citation{said.cited.source, {}})].push_back(&said);
    else if (said.listed && old->doubt.empty() && !said.doubt.empty())
      doubted[said.doubt].push_back(&said);
  }
  all.insert(all.end(), fresh.begin(), fresh.end());
  for (const Said& said : before)
    if (find(after, said.name) == nullptr) all.push_back({about, fmt::format("No longer said: {}.", said.whole())});
  tellGrouped(about, "As before, and now printed", printed, all);
  tellGrouped(about, "As before, and no longer confirmed", doubted, all);
}

std::string daysTogether(const std::vector<Date>& days) {
  std::string all;
  for (const Date day : days) all += (all.empty() ? "" : ", ") + day.words();
  return all.empty() ? "none" : all;
}

SaidList ofCalendar(const Book& book) {
  const Calendar::Days& days = book.days();
  const std::string doubt = days.provisional ? "CAP has not given the days" : "";
  SaidList all;
  const auto add = [&](const std::string& name, const std::string& words) {
    Said said;
    said.name = name;
    said.shortly = name + ": " + words;
    said.parts = {{said.shortly, words}};
    said.doubt = doubt;
    all.push_back(std::move(said));
  };
  for (const HalfTerm& term : days.halfTerms)
    add(fmt::format("half term {}", term.number), term.first.words() + " to " + term.last.words());
  add("bank holidays", daysTogether(days.bankHolidays));
  add("closures of the council", daysTogether(days.councilClosures));
  add("closures of schools", daysTogether(days.schoolClosures));
  return all;
}

// The days of another year are all different: they are told, not compared.
void tellCalendar(const Book& after, std::vector<Minute>& all) {
  const Calendar::Days& days = after.days();
  if (days.halfTerms.empty()) return;
  all.push_back({"The calendar", fmt::format("{} half terms, from {} to {}.{}", days.halfTerms.size(),
                                             days.halfTerms.front().first.words(), days.halfTerms.back().last.words(),
                                             days.provisional ? " Not confirmed: CAP has not given the days." : "")});
  all.push_back({"The calendar", fmt::format("Bank holidays: {}.", daysTogether(days.bankHolidays))});
}

// So are the rounds of another year.
void tellRounds(const Book& before, const Book& after, std::vector<Minute>& all) {
  const auto& rounds = after.panelYear().rounds;
  if (after.panelYear().panels.empty() || (rounds.empty() && before.panelYear().rounds.empty())) return;
  if (rounds.empty())
    all.push_back({"Panels", "No rounds are printed: CAP adds them as their days are known."});
  else
    all.push_back({"Panels", fmt::format("{} rounds, with deadlines from {} to {}.", rounds.size(),
                                         rounds.front().deadline.words(), rounds.back().deadline.words())});
}

std::vector<const Programme*> inOrder(const Book& book) {
  std::vector<const Programme*> all;
  for (const Programme& programme : book.programmes()) all.push_back(&programme);
  std::stable_sort(all.begin(), all.end(), [](const Programme* a, const Programme* b) {
    if (a->dormant != b->dormant) return b->dormant;
    return a->tier != b->tier ? a->tier < b->tier : a->name < b->name;
  });
  return all;
}

}  // namespace

std::string spaced(const std::string& name) {
  std::string words = name;
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '_' || c == '.'; }, ' ');
  return words;
}

std::map<std::string, std::string> valuesInWords(const Programme& programme) {
  std::map<std::string, std::string> lines;
  for (const auto& [name, item] : programme.values)
    if (name != "source") lines[name] = valueWithDoubt(item);
  return lines;
}

std::vector<Minute> minutes(const Book& before, const Book& after) {
  std::vector<Minute> all;
  compareSaid("Every programme", after, ofEveryProgramme(before), ofEveryProgramme(after), all);
  for (const Programme* programme : inOrder(after)) {
    const Programme* old = before.programme(programme->name);
    if (old == nullptr)
      all.push_back({programme->title, programme->dormant ? "It is new. Nobody can apply for it yet." : "It is new."});
    compareSaid(programme->title, after, old == nullptr ? SaidList{} : ofProgramme(before, *old),
                ofProgramme(after, *programme), all);
  }
  for (const Programme* programme : inOrder(before))
    if (after.programme(programme->name) == nullptr) all.push_back({programme->title, "It is no longer there."});
  compareSaid("Duties and reminders", after, ofDuties(before), ofDuties(after), all);
  compareSaid("Panels", after, ofPanels(before), ofPanels(after), all);
  compareSaid("Letters", after, ofLetters(before), ofLetters(after), all);
  if (before.year() == after.year())
    compareSaid("Panels", after, ofRounds(before), ofRounds(after), all);
  else
    tellRounds(before, after, all);
  if (before.year() == after.year())
    compareSaid("The calendar", after, ofCalendar(before), ofCalendar(after), all);
  else
    tellCalendar(after, all);
  return all;
}

std::vector<std::string> differences(const Book& before, const Book& after) {
  std::vector<std::string> all;
  for (const Minute& minute : minutes(before, after)) all.push_back(minute.about + ": " + uncapitalised(minute.says));
  return all;
}

std::vector<Minute> stillUnconfirmed(const Book& before, const Book& after) {
  std::vector<Minute> all;
  const auto tell = [&](const std::string& about, const SaidList& earlier, const SaidList& list) {
    Grouped byReason;
    for (const Said& said : list) {
      const bool asBefore = std::any_of(earlier.begin(), earlier.end(), [&](const Said& old) {
        return old.name == said.name && old.whole() == said.whole() && !old.doubt.empty();
      });
      if (asBefore && said.listed && !said.doubt.empty()) byReason[said.doubt].push_back(&said);
    }
    for (const auto& [why, some] : byReason)
      all.push_back({about, fmt::format("{}. Why: {}.", capitalised(together(some)), why)});
  };
  tell("Every programme", ofEveryProgramme(before), ofEveryProgramme(after));
  for (const Programme* programme : inOrder(after))
    if (const Programme* old = before.programme(programme->name))
      tell(programme->title, ofProgramme(before, *old), ofProgramme(after, *programme));
  tell("Duties and reminders", ofDuties(before), ofDuties(after));
  tell("Panels", ofPanels(before), ofPanels(after));
  tell("Letters", ofLetters(before), ofLetters(after));
  return all;
}

std::vector<std::string> missingLists(const Book& book) {
  std::vector<std::string> all;
  for (const std::string_view question : kListedQuestions) {
    const std::string name = offeredList(question);
    const auto found = book.settings().find(name);
    if (found == book.settings().end() || found->second.list.empty())
      all.push_back(
          fmt::format("questions.lua: there is no list '{}', so the form would have nothing to tick for "
                      "'{}'. Take it over from the year before.",
                      name, question));
  }
  return all;
}

std::vector<std::string> withoutSource(const Book& book) {
  std::vector<std::string> all;
  for (const auto& [name, item] : book.settings())
    if (item.source.empty() && item.provisional.empty())
      all.push_back(fmt::format("{}:{}: '{}' says neither where it is printed nor why it is provisional", item.file,
                                item.line, name));
  for (const Programme& programme : book.programmes()) {
    const auto whole = programme.values.find("source");
    if (whole != programme.values.end() && !whole->second.source.empty()) continue;
    for (const auto& [name, item] : programme.values)
      if (item.source.empty() && item.provisional.empty() && name != "title")
        all.push_back(fmt::format("{}:{}: '{}' of {} says neither where it is printed nor why it is provisional",
                                  item.file, item.line, name, programme.name));
  }
  return all;
}

}  // namespace capd::policy
