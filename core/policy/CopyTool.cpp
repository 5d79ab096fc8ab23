// `capd policy copy-forward`: the next year's folder, and what its editor has to do.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include "policy/CopyForward.h"
#include "policy/Examples.h"
#include "policy/Tool.h"

namespace capd::policy {
namespace {

namespace fs = std::filesystem;

void writeFiles(const fs::path& folder, const Files& files) {
  for (const auto& [path, text] : files) {
    const fs::path file = folder / path;
    fs::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error("The file " + file.string() + " cannot be written.");
  }
}

// Written beside their place and moved there whole, so that a full disk leaves nothing half done.
void writeYear(const fs::path& policy, const fs::path& examples, const CarriedForward& carried) {
  const fs::path freshPolicy = policy.string() + ".new";
  const fs::path freshExamples = examples.string() + ".new";
  const auto clean = [&] {
    std::error_code ignored;
    fs::remove_all(freshPolicy, ignored);
    fs::remove_all(freshExamples, ignored);
  };
  clean();
  bool moved = false;
  try {
    writeFiles(freshPolicy, carried.policy);
    writeFiles(freshExamples, carried.examples);
    if (fs::exists(freshExamples)) {
      fs::rename(freshExamples, examples);
      moved = true;
    }
    fs::rename(freshPolicy, policy);
  } catch (...) {
    clean();
    std::error_code ignored;
    if (moved) fs::remove_all(examples, ignored);
    throw;
  }
}

// Example files are named below their own folder: "examples/programmes.lua" is "programmes.lua" there.
Files belowExamples(const Files& files) {
  Files all;
  for (const auto& [path, text] : files) all[path.substr(path.find('/') + 1)] = text;
  return all;
}

std::string yearAfter(const std::string& year) {
  const auto start = academicYearStart(year);
  return start ? academicYearOf(start->plusMonths(12)) : "";
}

// What stands in the way, in words; empty = nothing.
std::string whyNot(const std::string& before, const std::string& after, const fs::path& from, const fs::path& policy,
                   const fs::path& examples) {
  for (const std::string& year : {before, after})
    if (!academicYearStart(year)) return fmt::format("An academic year is written like 2026-27. '{}' is none.", year);
  if (after != yearAfter(before))
    return fmt::format("A year is carried forward to the next: {} to {}, not to {}.", before, yearAfter(before), after);
  if (!fs::is_directory(from)) return "There is no policy folder " + from.string() + ".";
  for (const fs::path& there : {policy, examples})
    if (fs::exists(there)) return there.string() + " is there already. Nothing was written.";
  return {};
}

void tellNext(std::ostream& out, const std::string& before, const std::string& year, const CarriedForward& carried) {
  int step = 0;
  out << "Next:\n"
      << fmt::format(
             "{}. Write the six half terms into {}/calendar.lua, as CAP gives them, and look at the bank "
             "holidays.\n",
             ++step, year);
  out << fmt::format(
      "{}. Ask CAP about each of these {} lines. Where it is printed again, write printed(value, "
      "cite(...)); where\n   it is not, leave it marked. In a rule, a question or a duty take the line "
      "'provisional' away.\n",
      ++step, carried.toConfirm.size());
  std::string file;
  for (const ToConfirm& each : carried.toConfirm) {
    if (each.file != file) out << "   " << year << "/" << each.file << "\n";
    file = each.file;
    out << fmt::format("     {:>4}  {}\n", each.line, each.what);
  }
  if (!carried.days.empty()) {
    out << fmt::format("{}. These lines still name days of the year before:\n", ++step);
    for (const std::string& day : carried.days) out << "   " << year << "/" << day << "\n";
  }
  out << fmt::format(
      "{0}. capd policy check {1}; capd policy test {1}; capd policy diff {2} {1}; capd policy publish "
      "{1}\n",
      ++step, year, before);
}

}  // namespace

int Tool::copyForward(const std::string& before, const std::string& after, const std::string& into) const {
  const fs::path root = into.empty() ? fs::path(folder).parent_path() : fs::path(into);
  const fs::path policy = root / "policy" / after;
  const fs::path examples = root / "examples" / after;
  const std::string why = whyNot(before, after, fs::path(folder) / before, policy, examples);
  if (!why.empty()) {
    out << why << "\n";
    return 1;
  }
  try {
    const Files files = readYear(folder, before);
    const auto loaded = Book::load(before, files, facts, shapes);
    for (const Fault& fault : loaded.faults) out << before << "/" << inWords(fault) << "\n";
    if (loaded.book == nullptr) {
      out << before << " has faults. Put them right first: nothing was written.\n";
      return 1;
    }
    const CarriedForward carried = carryForward(before, after, files, belowExamples(readExampleFiles(folder, before)));
    fs::create_directories(policy.parent_path());
    fs::create_directories(examples.parent_path());
    writeYear(policy, examples, carried);
    // In a folder of its own the year needs the list of documents beside it.
    const fs::path sources = root / "policy" / "sources.lua";
    if (files.count("sources.lua") != 0 && !fs::exists(sources))
      writeFiles(root / "policy", {{"sources.lua", files.at("sources.lua")}});
    out << after << " is written to " << policy.string() << ", from " << before
        << ". It is in force only when you publish it.\n";
    tellNext(out, before, after, carried);
  } catch (const std::exception& error) {
    out << error.what() << " Nothing was written.\n";
    return 1;
  }
  return 0;
}

}  // namespace capd::policy
