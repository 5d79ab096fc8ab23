#include "policy/Readback.h"

#include <fmt/format.h>

#include <algorithm>

namespace capd::policy {
namespace {

using Lines = std::map<std::string, std::string>;

std::string withDoubt(const PolicyItem& item) {
  return item.words() + (item.provisional.empty() ? "" : " (provisional: " + item.provisional + ")");
}

Lines settingsInWords(const Book& book) {
  Lines lines;
  for (const auto& [name, item] : book.settings()) lines[name] = withDoubt(item);
  return lines;
}

std::string inWords(const Rule& rule, const Book& book) {
  return fmt::format("{}; else {}: {}", explain(*rule.test, book.facts()), toWord(rule.effect), rule.ask);
}

bool isShared(const Rule& rule) { return rule.file == "every_programme.lua"; }

Lines rulesInWords(const Programme& programme, const Book& book) {
  Lines rules;
  for (const Rule& rule : programme.rules)
    if (rule.id.compare(0, 6, "value.") != 0 && !isShared(rule)) rules["rule " + rule.id] = inWords(rule, book);
  for (const Question& ask : programme.asks) rules["question " + ask.id] = ask.says;
  return rules;
}

Lines sharedInWords(const Book& book) {
  Lines rules;
  for (const Programme& programme : book.programmes())
    for (const Rule& rule : programme.rules)
      if (isShared(rule)) rules["rule " + rule.id] = inWords(rule, book);
  for (const Question& ask : book.agreement()) rules["question " + ask.id] = ask.says;
  return rules;
}

std::string daysInWords(const std::vector<Date>& days) {
  std::string all;
  for (const Date day : days) all += (all.empty() ? "" : ", ") + day.words();
  return all.empty() ? "none" : all;
}

Lines calendarInWords(const Book& book) {
  const Calendar::Days& days = book.days();
  Lines lines;
  for (const HalfTerm& term : days.halfTerms)
    lines[fmt::format("half term {}", term.number)] = term.first.words() + " to " + term.last.words();
  lines["bank holidays"] = daysInWords(days.bankHolidays);
  lines["council closures"] = daysInWords(days.councilClosures);
  lines["school closures"] = daysInWords(days.schoolClosures);
  lines["confirmed"] = days.provisional ? "no, provisional" : "yes";
  return lines;
}

Lines scheduledInWords(const Book& book) {
  Lines lines;
  for (const ScheduledRule& rule : book.scheduled())
    lines[rule.name] =
        capd::inWords(rule) + (rule.provisional.empty() ? "" : " (provisional: " + rule.provisional + ")");
  return lines;
}

void compare(const std::string& title, const Lines& before, const Lines& after, std::vector<std::string>& all) {
  for (const auto& [name, value] : after) {
    const auto old = before.find(name);
    if (old == before.end())
      all.push_back(fmt::format("{}: {} is now said: {}.", title, spaced(name), value));
    else if (old->second != value)
      all.push_back(fmt::format("{}: {} is {} (was {}).", title, spaced(name), value, old->second));
  }
  for (const auto& [name, value] : before)
    if (after.count(name) == 0)
      all.push_back(fmt::format("{}: {} is no longer said (was {}).", title, spaced(name), value));
}

}  // namespace

std::string spaced(const std::string& name) {
  std::string words = name;
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '_' || c == '.'; }, ' ');
  return words;
}

Lines valuesInWords(const Programme& programme) {
  Lines lines;
  for (const auto& [name, item] : programme.values)
    if (name != "source") lines[name] = withDoubt(item);
  return lines;
}

std::vector<std::string> differences(const Book& before, const Book& after) {
  std::vector<std::string> all;
  compare("Every programme", settingsInWords(before), settingsInWords(after), all);
  compare("Every programme", sharedInWords(before), sharedInWords(after), all);
  compare("What comes round", scheduledInWords(before), scheduledInWords(after), all);
  if (before.year() == after.year()) compare("The calendar", calendarInWords(before), calendarInWords(after), all);
  for (const Programme& programme : after.programmes()) {
    const Programme* old = before.programme(programme.name);
    if (old == nullptr) {
      all.push_back(programme.title + " is new.");
      continue;
    }
    compare(programme.title, valuesInWords(*old), valuesInWords(programme), all);
    compare(programme.title, rulesInWords(*old, before), rulesInWords(programme, after), all);
  }
  for (const Programme& programme : before.programmes())
    if (after.programme(programme.name) == nullptr) all.push_back(programme.title + " is no longer there.");
  return all;
}

}  // namespace capd::policy
