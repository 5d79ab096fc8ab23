#include "policy/Book.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "base/Hash.h"

namespace capd::policy {
namespace {

std::string contentOf(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error("The policy file " + path.string() + " cannot be read.");
  return text.str();
}

const char* word(Tri result) {
  switch (result) {
    case Tri::met:
      return "met";
    case Tri::unmet:
      return "unmet";
    case Tri::cannotTell:
      return "cannot tell";
  }
  return "";
}

nlohmann::json toJson(const FactValue& value) {
  if (const auto* yes = std::get_if<bool>(&value)) return *yes;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return std::get<Date>(value).iso();
}

}  // namespace

std::string_view toWord(Effect effect) {
  switch (effect) {
    case Effect::hold:
      return "hold";
    case Effect::block:
      return "block";
    case Effect::person:
      return "person";
    case Effect::warn:
      return "warn";
  }
  return "";
}

std::string_view toWord(Ending ending) {
  switch (ending) {
    case Ending::refused:
      return "refused";
    case Ending::person:
      return "person";
    case Ending::held:
      return "held";
    case Ending::warned:
      return "warned";
    case Ending::clear:
      return "clear";
  }
  return "";
}

Ending endingOf(const Programme& programme, const Verdict& verdict) {
  Ending ending = Ending::clear;
  for (std::size_t i = 0; i < programme.rules.size(); ++i) {
    if (verdict.results[i] == Tri::met) continue;
    Ending one = Ending::warned;
    switch (programme.rules[i].effect) {
      case Effect::block:
        one = verdict.results[i] == Tri::unmet ? Ending::refused : Ending::person;
        break;
      case Effect::person:
        one = Ending::person;
        break;
      case Effect::hold:
        one = Ending::held;
        break;
      case Effect::warn:
        break;
    }
    ending = std::min(ending, one);
  }
  return ending;
}

void Book::onBrokenScript(std::function<void(const std::string&)> tell) const {
  const std::lock_guard lock(watch_->one);
  watch_->tell = std::move(tell);
}

std::vector<std::string> yearsIn(const std::string& policyFolder) {
  std::vector<std::string> years;
  if (std::filesystem::is_directory(policyFolder))
    for (const auto& entry : std::filesystem::directory_iterator(policyFolder))
      if (entry.is_directory() && academicYearStart(entry.path().filename().string()))
        years.push_back(entry.path().filename().string());
  std::sort(years.begin(), years.end());
  return years;
}

std::string PolicyItem::words() const {
  if (quantity) return quantity->words();
  if (date) return date->words();
  if (!list.empty()) {
    std::string all;
    for (const std::string& each : list) all += (all.empty() ? "" : ", ") + each;
    return all;
  }
  return text;
}

Files readYear(const std::string& policyFolder, const std::string& year) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(policyFolder) / year;
  if (!fs::is_directory(folder)) throw std::runtime_error("There is no policy folder " + folder.string() + ".");
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (const std::string path = fs::relative(entry.path(), folder).string();
        entry.is_regular_file() && (entry.path().extension() == ".lua" || isLetterPath(path)))
      files[path] = contentOf(entry.path());
  const fs::path sources = fs::path(policyFolder) / "sources.lua";
  if (fs::exists(sources)) files["sources.lua"] = contentOf(sources);
  return files;
}

std::string hashOf(const Files& files) {
  std::string all;
  for (const auto& [path, text] : files) all += path + "\n" + sha256Hex(text) + "\n";
  return sha256Hex(all);
}

const Programme* Book::programme(std::string_view name) const {
  for (const Programme& each : programmes_)
    if (each.name == name) return &each;
  const auto own = bySchool_.find(name);
  if (own != bySchool_.end()) return &own->second;
  const auto school = name.find('@');
  return school == std::string_view::npos ? nullptr : programme(name.substr(0, school));
}

std::string Book::inWords(const Citation& citation) const {
  if (citation.empty()) return {};
  const auto source = sources_.find(citation.source);
  const std::string title = source == sources_.end() ? citation.source : source->second;
  return citation.place.empty() ? title : title + ", " + citation.place;
}

std::string Book::inWords(const Citation& citation, const std::string& provisional) const {
  const std::string printed = inWords(citation);
  if (provisional.empty()) return printed;
  return (printed.empty() ? "Provisional: " : printed + ". Provisional: ") + provisional;
}

void Book::judge(const Programme& programme, const FactSlots& facts, Verdict& verdict) const {
  verdict.results.resize(programme.rules.size());
  for (std::size_t i = 0; i < programme.rules.size(); ++i)
    verdict.results[i] = policy::judge(*programme.rules[i].test, facts);
}

std::string Book::receipt(const Programme& programme, const Facts& facts, const Verdict& verdict) const {
  nlohmann::json json;  // object keys are kept in order: equal contents are equal bytes
  json["policy"] = hash_;
  json["judge"] = kJudgeRevision;
  json["programme"] = programme.name;
  json["facts"] = nlohmann::json::object();
  for (const auto& [name, value] : facts) json["facts"][name] = toJson(value);
  json["rules"] = nlohmann::json::array();
  for (std::size_t i = 0; i < programme.rules.size(); ++i)
    json["rules"].push_back({{"id", programme.rules[i].id}, {"result", word(verdict.results[i])}});
  return json.dump();
}

}  // namespace capd::policy
