#include "policy/Tool.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "policy/Book.h"

namespace capd::policy {
namespace {

std::vector<std::string> yearsIn(const std::string& folder) {
  std::vector<std::string> years;
  if (std::filesystem::is_directory(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.is_directory() && academicYearStart(entry.path().filename().string())) years.push_back(entry.path().filename().string());
  std::sort(years.begin(), years.end());
  return years;
}

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


// Values of a programme as lines, "lasts: 6 school weeks".
std::map<std::string, std::string> linesOf(const Programme& programme) {
  std::map<std::string, std::string> lines;
  for (const auto& [name, item] : programme.values)
    if (name != "source") lines[name] = item.words() + (item.provisional.empty() ? "" : " (provisional: " + item.provisional + ")");
  return lines;
}

std::string capitalised(const std::string& name) {
  std::string words = name;
  std::replace_if(words.begin(), words.end(), [](char c) { return c == '_' || c == '.'; }, ' ');
  return words;
}

void diffLines(std::ostream& out, const std::string& title, const std::map<std::string, std::string>& before, const std::map<std::string, std::string>& after, int& changes) {
  for (const auto& [name, value] : after) {
    const auto old = before.find(name);
    if (old == before.end())
      out << "  " << title << ": " << capitalised(name) << " is now said: " << value << ".\n";
    else if (old->second != value)
      out << "  " << title << ": " << capitalised(name) << " is " << value << " (was " << old->second << ").\n";
    else
      continue;
    ++changes;
  }
  for (const auto& [name, value] : before) {
    if (after.count(name) != 0) continue;
    out << "  " << title << ": " << capitalised(name) << " is no longer said (was " << value << ").\n";
    ++changes;
  }
}

std::map<std::string, std::string> rulesOf(const Programme& programme, const Book& book) {
  std::map<std::string, std::string> rules;
  for (const Rule& rule : programme.rules)
    if (rule.id.compare(0, 6, "value.") != 0) rules["rule " + rule.id] = explain(*rule.test, book.facts()) + "; else " + std::string(toWord(rule.effect));
  for (const Question& ask : programme.asks) rules["question " + ask.id] = ask.says;
  return rules;
}

}  // namespace

Facts factsFromJson(const std::string& text, const std::vector<FactDeclaration>& declared, std::vector<std::string>& faults) {
  Facts facts;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) {
    faults.emplace_back("the facts are no JSON object such as {\"application.date\": \"2026-02-02\"}");
    return facts;
  }
  for (const auto& [name, value] : json.items()) {
    const auto fact = std::find_if(declared.begin(), declared.end(), [&, key = name](const FactDeclaration& f) { return f.name == key; });
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
  const auto years = year.empty() ? yearsIn(folder) : std::vector<std::string>{year};
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
    std::size_t rules = 0;
    for (const Programme& programme : book->programmes()) rules += programme.rules.size();
    out << each << ": all is well. " << book->programmes().size() << " programmes, " << rules << " rules, version " << book->hash().substr(0, 12) << ".\n";
    for (const Programme& programme : book->programmes())
      if (programme.dormant) out << "  " << programme.name << " is dormant: no plugin declares it, so it can't be applied for.\n";
  }
  return bad == 0 ? 0 : 1;
}

int Tool::listFacts() const {
  static const char* kinds[] = {"yes/no", "number", "text", "date"};
  for (const FactDeclaration& fact : facts) {
    out << fact.name << "  (" << kinds[static_cast<std::size_t>(fact.type)] << (fact.unit.empty() ? "" : ", " + fact.unit) << (fact.personal ? ", personal" : "") << ")\n    This is " << fact.says << ".\n";
  }
  return 0;
}

int Tool::explain(const std::string& year, const std::string& name) const {
  const auto book = open(*this, year);
  if (book == nullptr) return 1;
  bool any = false;
  for (const Programme& programme : book->programmes()) {
    if (!name.empty() && programme.name != name) continue;
    any = true;
    out << programme.title << " in " << year << (programme.dormant ? " (dormant)" : "") << "\n";
    for (const auto& [field, value] : linesOf(programme)) out << "  " << capitalised(field) << ": " << value << "\n";
    for (const Rule& rule : programme.rules) {
      out << "  Rule " << rule.id << ": " << policy::explain(*rule.test, book->facts()) << ".\n";
      out << "    Otherwise " << toWord(rule.effect) << ": " << rule.ask << " [" << book->inWords(rule.source) << "]\n";
    }
    for (const Question& ask : programme.asks) out << "  Question " << ask.id << ": " << ask.says << " [" << book->inWords(ask.source) << "]\n";
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
      out << (verdict.results[i] == Tri::met ? "  met          " : verdict.results[i] == Tri::unmet ? "  NOT MET      " : "  cannot tell  ") << rule.id << ": " << rule.says << "\n";
      if (verdict.results[i] == Tri::met) continue;
      out << "               " << found(*rule.test, slots, book->facts()) << "\n";
      const std::string change = wouldChange(*rule.test, slots, book->facts());
      if (!change.empty()) out << "               " << change << "\n";
      out << "               " << toWord(rule.effect) << ": " << rule.ask << " [" << book->inWords(rule.source) << "]\n";
    }
  }
  // Refused when a blocking rule is not met; what holds or asks a person is no refusal.
  bool blocked = false;
  for (std::size_t i = 0; i < programme->rules.size(); ++i) blocked = blocked || (verdict.results[i] == Tri::unmet && programme->rules[i].effect == Effect::block);
  if (!json) out << (blocked ? "Refused.\n" : "Not refused.\n");
  return blocked ? 2 : 0;
}

int Tool::diff(const std::string& before, const std::string& after) const {
  const auto a = open(*this, before);
  const auto b = open(*this, after);
  if (a == nullptr || b == nullptr) return 1;
  out << "From " << before << " to " << after << ":\n";
  int changes = 0;
  std::map<std::string, std::string> oldSettings;
  std::map<std::string, std::string> newSettings;
  for (const auto& [name, item] : a->settings()) oldSettings[name] = item.words();
  for (const auto& [name, item] : b->settings()) newSettings[name] = item.words();
  diffLines(out, "Every programme", oldSettings, newSettings, changes);
  for (const Programme& programme : b->programmes()) {
    const Programme* old = a->programme(programme.name);
    if (old == nullptr) {
      out << "  " << programme.title << " is new.\n";
      ++changes;
      continue;
    }
    diffLines(out, programme.title, linesOf(*old), linesOf(programme), changes);
    diffLines(out, programme.title, rulesOf(*old, *a), rulesOf(programme, *b), changes);
  }
  for (const Programme& programme : a->programmes())
    if (b->programme(programme.name) == nullptr) {
      out << "  " << programme.title << " is no longer there.\n";
      ++changes;
    }
  if (changes == 0) out << "  Nothing is different.\n";
  return 0;
}

}  // namespace capd::policy
