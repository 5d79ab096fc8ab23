#include "cases/policy/PolicyWords.h"

#include <algorithm>

#include "policy/Examples.h"
#include "policy/PanelCheck.h"
#include "policy/Readback.h"

namespace capd {

using policy::Book;

PolicyValue valueOf(const Book& book, const policy::PolicyItem& item) {
  PolicyValue value;
  value.words = item.words();
  value.list = item.list;
  if (item.quantity) {
    value.least = item.quantity->least;
    value.most = item.quantity->most;
  }
  value.clause = book.inWords(item.source);
  value.provisional = item.provisional;
  return value;
}

PolicyQuestion questionOf(const Book& book, const policy::Question& question) {
  return {question.id,       question.says,  question.kind, book.inWords(question.source, question.provisional),
          question.required, question.onlyIf};
}

namespace {

bool isShared(const policy::Rule& rule) { return rule.file == "every_programme.lua"; }

std::map<std::string, std::vector<std::string>> factsByRule(const Book& book, const policy::Programme& programme) {
  std::map<std::string, std::vector<std::string>> all;
  for (const policy::Rule& rule : programme.rules) {
    if (isShared(rule)) continue;
    std::vector<std::size_t> slots;
    policy::factsUsed(*rule.test, slots);
    for (const std::size_t slot : slots) all[rule.id].push_back(book.facts().at(slot).name);
  }
  return all;
}

}  // namespace

ProgrammeCard cardOf(const Book& book, const policy::Programme& programme) {
  ProgrammeCard card;
  card.name = programme.name.substr(0, programme.name.find('@'));
  card.title = programme.title;
  card.tier = programme.tier;
  card.needsPanel = programme.needsPanel;
  card.dormant = programme.dormant;
  card.notOpen = programme.notOpen;
  card.referredBy = programme.referredBy;
  card.exemptFrom = programme.exemptFrom;
  card.rules = factsByRule(book, programme);
  for (const auto& [name, item] : programme.values) card.values[name] = valueOf(book, item);
  const auto categories = programme.values.find("categories");
  if (categories != programme.values.end()) card.categories = categories->second.list;
  for (const auto& ask : programme.asks) card.asks.push_back(questionOf(book, ask));
  return card;
}

namespace {

RuleResult resultOf(policy::Tri tri) {
  switch (tri) {
    case policy::Tri::met:
      return RuleResult::met;
    case policy::Tri::unmet:
      return RuleResult::unmet;
    case policy::Tri::cannotTell:
      return RuleResult::cannotTell;
  }
  return RuleResult::cannotTell;
}

// Where a script decides and cannot tell, a person decides: a warning that nobody works out would pass the case, and a
// hold that nobody can put right would never end. A rule that blocks goes to a person as it is.
bool leftToAPerson(const policy::Rule& rule, policy::Tri result) {
  return rule.effect != policy::Effect::block && result == policy::Tri::cannotTell && policy::hasScript(*rule.test);
}

PolicyReading::Value readValue(const Book& book, const policy::PolicyItem& item) {
  return {policy::spaced(item.name), item.words(), book.inWords(item.source), item.provisional};
}

PolicyReading::Rule readRule(const Book& book, const policy::Rule& rule) {
  return {rule.id,
          rule.says,
          policy::explain(*rule.test, book.facts()),
          std::string(policy::toWord(rule.effect)),
          rule.ask,
          book.inWords(rule.source, rule.provisional)};
}

}  // namespace

Judgement judgementOf(const Book& by, const std::string& hash, std::string_view name, const Facts& facts) {
  Judgement judgement{hash, by.year(), {}, {}};
  const auto* programme = by.programme(name);
  if (programme == nullptr || programme->dormant) {
    judgement.rules.push_back({"programme", RuleResult::cannotTell, "The programme can be applied for", "", "", "",
                               "person", "CAP looks at this: the programme is not in use in " + by.year()});
    return judgement;
  }
  const policy::FactSlots slots = by.facts().index(facts);
  policy::Verdict verdict;
  by.judge(*programme, slots, verdict);
  for (std::size_t i = 0; i < programme->rules.size(); ++i) {
    const auto& rule = programme->rules[i];
    RuleLine line;
    line.id = rule.id;
    line.result = resultOf(verdict.results[i]);
    line.says = rule.says;
    line.clause = by.inWords(rule.source, rule.provisional);
    line.found = policy::found(*rule.test, slots, by.facts());
    line.wouldChange = policy::wouldChange(*rule.test, slots, by.facts());
    line.effect = policy::toWord(rule.effect);
    line.ask = rule.ask;
    if (leftToAPerson(rule, verdict.results[i])) {
      line.effect = policy::toWord(policy::Effect::person);
      if (rule.effect != policy::Effect::hold)
        line.ask = "CAP looks at this with you: a rule of the policy could not be worked out";
    }
    judgement.rules.push_back(std::move(line));
  }
  judgement.receipt = by.receipt(*programme, facts, verdict);
  return judgement;
}

PolicyReading readingOf(const Book& book) {
  PolicyReading reading;
  reading.year = book.year();
  reading.days = book.days();
  reading.scheduled = book.scheduled();
  for (const auto& [name, item] : book.settings()) reading.shared.push_back(readValue(book, item));
  for (const auto& question : book.agreement()) reading.agreement.push_back(questionOf(book, question));
  for (const auto& programme : book.programmes()) {
    PolicyReading::Part part;
    part.name = programme.name;
    part.title = programme.title;
    part.tier = programme.tier;
    part.dormant = programme.dormant;
    const auto source = programme.values.find("source");
    for (const auto& [name, item] : programme.values) {
      if (name == "source" || name == "title") continue;
      part.values.push_back(readValue(book, item));
      if (part.values.back().clause.empty() && source != programme.values.end())
        part.values.back().clause = book.inWords(source->second.source);
    }
    for (const auto& rule : programme.rules) {
      auto& list = isShared(rule) ? reading.sharedRules : part.rules;
      const bool there = std::any_of(list.begin(), list.end(), [&](const auto& other) { return other.id == rule.id; });
      if (!there) list.push_back(readRule(book, rule));
    }
    for (const auto& ask : programme.asks) part.asks.push_back(questionOf(book, ask));
    reading.programmes.push_back(std::move(part));
  }
  for (const auto& [urn, layer] : book.schools()) {
    PolicyReading::Part part;
    part.name = "school " + urn;
    part.title = layer.title;
    part.tier = "What one school adds";
    for (const auto& [name, item] : layer.values)
      if (name != "source" && name != "title") part.values.push_back(readValue(book, item));
    for (const auto& rule : layer.rules) part.rules.push_back(readRule(book, rule));
    reading.programmes.push_back(std::move(part));
  }
  std::stable_sort(reading.programmes.begin(), reading.programmes.end(),
                   [](const auto& a, const auto& b) { return a.tier != b.tier ? a.tier < b.tier : a.title < b.title; });
  return reading;
}

LetterCard cardOf(const policy::Book& book, const LetterKind& kind, const std::string& publicAddress,
                  const std::string& telephone) {
  const auto written = book.letters().find(kind.name);
  const policy::Letter* letter = written == book.letters().end() ? nullptr : &written->second;
  const policy::FilledLetter filled = policy::fill(kind, letter, policy::exampleWords(kind, telephone));
  LetterCard card;
  card.name = kind.name;
  card.title = kind.title;
  card.to = policy::receiversInWords(kind.to);
  card.when = kind.when;
  card.subject = filled.subject;
  card.body = policy::wholeBody(kind, filled.body, policy::kExampleSubject, publicAddress, telephone);
  card.builtIn = filled.builtIn;
  card.slots = kind.slots;
  if (letter == nullptr) return card;
  card.rows = letter->rows;
  card.provisional = letter->provisional;
  for (const policy::LetterSource& each : letter->sources)
    card.clauses.push_back(book.inWords(policy::Citation{each.source, each.place}));
  return card;
}

PolicyDraft draftOf(const std::string& folder, const std::string& year, const Declared& declared,
                    const policy::Book* inForce) {
  PolicyDraft draft;
  draft.year = year;
  const auto tell = [&](const Faults& faults) {
    for (const Fault& fault : faults) draft.faults.push_back(year + "/" + inWords(fault));
  };
  try {
    draft.files = policy::readYear(folder, year);
    const auto loaded = Book::load(year, draft.files, declared.facts, declared.shapes);
    tell(loaded.faults);
    if (loaded.book == nullptr) return draft;
    draft.hash = loaded.book->hash();
    if (inForce != nullptr) draft.changes = policy::differences(*inForce, *loaded.book);
    const policy::Examples examples = policy::readExamples(policy::readExampleFiles(folder, year), *loaded.book);
    for (const std::string& list : policy::missingLists(*loaded.book)) draft.faults.push_back(year + "/" + list);
    tell(policy::letterFaults(*loaded.book, declared.letters));
    tell(examples.faults);
    tell(policy::tryExamples(*loaded.book, examples.all));
    draft.examples = examples.all.size();
    draft.warnings = policy::rulesWithoutExample(*loaded.book, examples.all);
    for (const std::string& line : policy::unsentLetters(*loaded.book, declared.letters))
      draft.warnings.push_back(year + "/" + line);
    for (const std::string& line : policy::panelWarnings(*loaded.book)) draft.warnings.push_back(year + "/" + line);
  } catch (const std::exception& error) {
    draft.faults.emplace_back(error.what());
  }
  return draft;
}

}  // namespace capd
