#include "policy/Tool.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "policy/Book.h"
#include "policy/Examples.h"
#include "policy/PanelCheck.h"
#include "policy/Readback.h"

namespace capd::policy {
namespace {

std::shared_ptr<const Book> open(const Tool& tool, const std::string& year) {
  try {
    auto loaded = Book::load(year, readYear(tool.folder, year), tool.facts, tool.shapes);
    for (const Fault& fault : loaded.faults) tool.out << year << "/" << inWords(fault) << "\n";
    return loaded.book;
  } catch (const std::exception& error) {
    tool.out << error.what() << "\n";
    return nullptr;
  }
}

// Years that a task is about: all of the folder, or the one named.
std::vector<std::string> yearsFor(const Tool& tool, const std::string& year) {
  return year.empty() ? yearsIn(tool.folder) : std::vector<std::string>{year};
}

// Under a heading for what they are about.
void tellMinutes(std::ostream& out, const std::vector<Minute>& all, std::size_t indent) {
  const std::string before(indent, ' ');
  std::string about;
  for (const Minute& minute : all) {
    if (minute.about != about) out << (indent == 0 ? "\n" : "") << before << minute.about << "\n";
    about = minute.about;
    out << before << "  - " << minute.says << "\n";
  }
}

void tellWell(std::ostream& out, const Book& book) {
  std::size_t rules = 0;
  for (const Programme& programme : book.programmes()) rules += programme.rules.size();
  out << book.year() << ": all is well. " << book.programmes().size() << " programmes, " << rules << " rules, "
      << book.letters().size() << " letters, version " << book.hash().substr(0, 12) << ".\n";
}

const char* inWords(Ending ending) {
  switch (ending) {
    case Ending::refused:
      return "Refused.";
    case Ending::person:
      return "Not refused: a person at CAP has to look at it.";
    case Ending::held:
      return "Not refused: on hold until that is put right.";
    case Ending::warned:
      return "Not refused, with a warning.";
    case Ending::clear:
      return "Not refused: every rule is met.";
  }
  return "";
}

}  // namespace

Facts factsFromJson(const std::string& text, const std::vector<FactDeclaration>& declared,
                    std::vector<std::string>& faults) {
  Facts facts;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) {
    faults.emplace_back("the facts are no JSON object such as {\"application.date\": \"2026-02-02\"}");
    return facts;
  }
  for (const auto& [name, value] : json.items()) {
    const auto fact = std::find_if(declared.begin(), declared.end(),
                                   [&, key = name](const FactDeclaration& f) { return f.name == key; });
    if (fact == declared.end()) {
      faults.push_back("there is no fact '" + name + "'; `capd policy facts` lists them");
      continue;
    }
    if (fact->type == FactType::yesNo && value.is_boolean()) {
      facts[name] = value.get<bool>();
    } else if (fact->type == FactType::number && value.is_number_integer()) {
      facts[name] = value.get<std::int64_t>();
    } else if (fact->type == FactType::text && value.is_string()) {
      facts[name] = value.get<std::string>();
    } else if (fact->type == FactType::date && value.is_string() && Date::fromIso(value.get<std::string>())) {
      facts[name] = *Date::fromIso(value.get<std::string>());
    } else {
      static const char* kinds[] = {"true or false", "a whole number", "a text", "a day such as \"2026-02-02\""};
      faults.push_back("the fact '" + name + "' must be " + kinds[static_cast<std::size_t>(fact->type)]);
    }
  }
  return facts;
}

int Tool::check(const std::string& year) const {
  const auto years = yearsFor(*this, year);
  if (years.empty()) {
    out << "There is no year in " << folder << ".\n";
    return 1;
  }
  int bad = 0;
  for (const std::string& each : years) {
    const auto book = open(*this, each);
    if (book == nullptr) {
      ++bad;
      continue;
    }
    std::vector<std::string> wrong = missingLists(*book);
    const Examples examples = readExamples(readExampleFiles(folder, each), *book);
    for (const Faults& some : {letterFaults(*book, letters), examples.faults})
      for (const Fault& fault : some) wrong.push_back(inWords(fault));
    for (const std::string& line : wrong) out << each << "/" << line << "\n";
    if (!wrong.empty()) ++bad;
    if (wrong.empty()) tellWell(out, *book);
    for (const Programme& programme : book->programmes())
      if (programme.dormant)
        out << "  " << programme.name << " is dormant: no plugin declares it, so it can't be applied for.\n";
    for (const std::string& line : unsentLetters(*book, letters)) out << "  warning: " << each << "/" << line << ".\n";
    for (const std::string& rule : rulesWithoutExample(*book, examples.all)) out << "  warning: " << rule << ".\n";
    for (const std::string& line : panelWarnings(*book)) out << "  warning: " << each << "/" << line << ".\n";
    for (const std::string& line : withoutSource(*book)) out << "  warning: " << each << "/" << line << ".\n";
  }
  return bad == 0 ? 0 : 1;
}

int Tool::test(const std::string& year) const {
  const auto years = yearsFor(*this, year);
  int bad = years.empty() ? 1 : 0;
  if (years.empty()) out << "There is no year in " << folder << ".\n";
  for (const std::string& each : years) {
    const auto book = open(*this, each);
    if (book == nullptr) {
      ++bad;
      continue;
    }
    const Examples examples = readExamples(readExampleFiles(folder, each), *book);
    Faults faults = examples.faults;
    const Faults wrong = tryExamples(*book, examples.all);
    faults.insert(faults.end(), wrong.begin(), wrong.end());
    for (const Fault& fault : faults) out << each << "/" << inWords(fault) << "\n";
    const auto without = rulesWithoutExample(*book, examples.all);
    for (const std::string& rule : without) out << each << ": no example for: " << rule << ".\n";
    if (!faults.empty() || !without.empty())
      ++bad;
    else
      out << each << ": " << examples.all.size() << " examples, all as expected, for every rule.\n";
  }
  return bad == 0 ? 0 : 1;
}

int Tool::listFacts() const {
  static const char* kinds[] = {"yes/no", "number", "text", "date"};
  for (const FactDeclaration& fact : facts) {
    out << fact.name << "  (" << kinds[static_cast<std::size_t>(fact.type)]
        << (fact.unit.empty() ? "" : ", " + fact.unit) << (fact.personal ? ", personal" : "") << ")\n    This is "
        << fact.says << ".\n";
  }
  return 0;
}

int Tool::listLetters(const std::string& year) const {
  const auto years = yearsFor(*this, year);
  int bad = years.empty() ? 1 : 0;
  for (const std::string& each : years) {
    const auto book = open(*this, each);
    if (book == nullptr) {
      ++bad;
      continue;
    }
    for (const LetterKind& kind : letters) {
      const auto written = book->letters().find(kind.name);
      const Letter* letter = written == book->letters().end() ? nullptr : &written->second;
      const FilledLetter filled = fill(kind, letter, exampleWords(kind, telephone));
      out << each << "/" << letterPath(kind.name) << ": " << kind.title << "\n  To " << receiversInWords(kind.to)
          << ", when " << kind.when << "."
          << (filled.builtIn ? " The year has no such letter: this is the plain one." : "") << "\n";
      if (letter != nullptr)
        for (const std::string& line : whyOf(*book, *letter)) out << "  " << line << "\n";
      out << "\n  Subject: " << filled.subject << "\n\n";
      std::istringstream lines(wholeBody(kind, filled.body, kExampleSubject, address, telephone));
      for (std::string line; std::getline(lines, line);) out << (line.empty() ? "" : "  ") << line << "\n";
      out << "\n";
    }
    if (!letterFaults(*book, letters).empty()) ++bad;
  }
  return bad == 0 ? 0 : 1;
}

int Tool::explain(const std::string& year, const std::string& name) const {
  const auto book = open(*this, year);
  if (book == nullptr) return 1;
  bool any = false;
  for (const Programme& programme : book->programmes()) {
    if (!name.empty() && programme.name != name) continue;
    any = true;
    out << programme.title << " in " << year << (programme.dormant ? " (dormant)" : "") << "\n";
    for (const auto& [field, value] : valuesInWords(programme)) out << "  " << spaced(field) << ": " << value << "\n";
    for (const Rule& rule : programme.rules) {
      out << "  Rule " << rule.id << ": " << policy::explain(*rule.test, book->facts()) << ".\n";
      out << "    Otherwise " << toWord(rule.effect) << ": " << rule.ask << " ["
          << book->inWords(rule.source, rule.provisional) << "]\n";
    }
    for (const Question& ask : programme.asks)
      out << "  Question " << ask.id << ": " << ask.says << " [" << book->inWords(ask.source, ask.provisional) << "]\n";
  }
  if (!any) out << "There is no programme '" << name << "' in " << year << ".\n";
  return any ? 0 : 1;
}

int Tool::eval(const std::string& year, const std::string& name, const std::string& factsFile, bool json) const {
  const auto book = open(*this, year);
  if (book == nullptr) return 1;
  const Programme* programme = book->programme(name);
  if (programme == nullptr) {
    out << "There is no programme '" << name << "' in " << year << ".\n";
    return 1;
  }
  std::ifstream in(factsFile);
  std::ostringstream text;
  text << in.rdbuf();
  std::vector<std::string> faults;
  if (!in) faults.push_back("the file " + factsFile + " cannot be read");
  const Facts values = faults.empty() ? factsFromJson(text.str(), facts, faults) : Facts{};
  for (const std::string& fault : faults) out << factsFile << ": " << fault << "\n";
  if (!faults.empty()) return 1;
  const FactSlots slots = book->facts().index(values);
  Verdict verdict;
  book->judge(*programme, slots, verdict);
  if (json) {
    out << book->receipt(*programme, values, verdict) << "\n";
  } else {
    for (std::size_t i = 0; i < programme->rules.size(); ++i) {
      const Rule& rule = programme->rules[i];
      out << (verdict.results[i] == Tri::met     ? "  met          "
              : verdict.results[i] == Tri::unmet ? "  NOT MET      "
                                                 : "  cannot tell  ")
          << rule.id << ": " << rule.says << "\n";
      if (verdict.results[i] == Tri::met) continue;
      out << "               " << found(*rule.test, slots, book->facts()) << "\n";
      const std::string change = wouldChange(*rule.test, slots, book->facts());
      if (!change.empty()) out << "               " << change << "\n";
      out << "               " << toWord(rule.effect) << ": " << rule.ask << " ["
          << book->inWords(rule.source, rule.provisional) << "]\n";
    }
  }
  // Refused when a blocking rule is not met; what holds or asks a person is no refusal.
  const Ending ending = endingOf(*programme, verdict);
  if (!json) out << inWords(ending) << "\n";
  return ending == Ending::refused ? 2 : 0;
}

int Tool::diff(const std::string& before, const std::string& after) const {
  const auto a = open(*this, before);
  const auto b = open(*this, after);
  if (a == nullptr || b == nullptr) return 1;
  out << "What is different in " << after << " from " << before << "\n";
  const auto changed = minutes(*a, *b);
  if (changed.empty()) out << "\nNothing.\n";
  tellMinutes(out, changed, 0);
  const auto open = stillUnconfirmed(*a, *b);
  if (open.empty()) return 0;
  out << "\nNot confirmed by CAP before, and not in " << after << "\n";
  tellMinutes(out, open, 2);
  return 0;
}

}  // namespace capd::policy
