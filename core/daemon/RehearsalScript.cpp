// Reads a rehearsal, and tells all that is wrong with it.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/Date.h"
#include "base/Text.h"
#include "daemon/Rehearsal.h"

namespace capd::daemon {
namespace {

namespace fs = std::filesystem;
constexpr int kDeepest = 8;

constexpr char kWhatStands[] =
    "A line is `at DATE TIME`, `EMAIL does COMMAND`, `EMAIL cannot COMMAND`, `case is STATE`, `placement is STATE`, "
    "`placement ends DAY`, `asked DUTY`, `not asked DUTY`, `use FILE` or `with POLICY-FILE from FILE`; what is typed "
    "stands below, indented, "
    "as `box: value`.";

std::vector<std::string> separateWords(const std::string& line) {
  std::vector<std::string> words;
  for (std::size_t at = line.find_first_not_of(' '); at != std::string::npos;) {
    const auto end = std::min(line.find(' ', at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(' ', end);
  }
  return words;
}

std::optional<Instant> momentOf(const std::string& day, const std::string& time) {
  const auto date = Date::fromIso(day);
  const bool shaped = time.size() == 5 && time[2] == ':' && time.find_first_not_of("0123456789:") == std::string::npos;
  if (!date || !shaped) return std::nullopt;
  const TimeOfDay at{std::stoi(time.substr(0, 2)), std::stoi(time.substr(3))};
  if (at.hour > 23 || at.minute > 59) return std::nullopt;
  return londonAt(*date, at);
}

using Kind = RehearsalLine::Kind;

class Reader {
 public:
  explicit Reader(Rehearsal& into) : into_(into) {}

  void read(const fs::path& file, int depth) {
    std::ifstream in(file);
    if (depth > kDeepest) return fault(file.string(), 0, "It uses itself.");
    if (!fs::is_regular_file(file) || !in)
      return fault(file_.empty() ? file.string() : file_, line_, fmt::format("{} cannot be read.", file.string()));
    file_ = file.string();
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
      line_ = number;
      if (!line.empty() && line.back() == '\r') line.pop_back();
      const std::string bare = trimmed(line);
      if (bare.empty() || bare[0] == '#') continue;
      if (bare.rfind("use ", 0) == 0) {
        read(file.parent_path() / trimmed(bare.substr(4)), depth + 1);
        file_ = file.string();
        continue;
      }
      if (line[0] == ' ')
        typed(bare);
      else
        deed(separateWords(bare), file.parent_path());
    }
  }

 private:
  void fault(const std::string& file, int line, std::string says, std::string instead = {}) {
    into_.faults.push_back({file, line, 0, std::move(says), std::move(instead)});
  }
  void fault(std::string says, std::string instead = {}) { fault(file_, line_, std::move(says), std::move(instead)); }

  void typed(const std::string& bare) {
    const auto colon = bare.find(':');
    if (colon == std::string::npos) return fault("What is typed is written as `box: value`.");
    if (into_.lines.empty() || (into_.lines.back().kind != Kind::does && into_.lines.back().kind != Kind::cannot))
      return fault("Nobody does anything here that it could belong to.");
    RehearsalLine& of = into_.lines.back();
    const std::string name = trimmed(bare.substr(0, colon));
    const std::string value = trimmed(bare.substr(colon + 1));
    if (name == "because" && of.kind == Kind::cannot)
      of.because = value;
    else
      of.texts.emplace_back(name, value);
  }

  void deed(const std::vector<std::string>& words, const fs::path& folder) {
    const auto is = [&](std::size_t count, std::size_t at, const char* word) {
      return words.size() == count && words[at] == word;
    };
    if (is(4, 0, "with") && words[2] == "from") return with(words[1], folder / words[3]);
    RehearsalLine line;
    line.file = file_;
    line.line = line_;
    if (is(3, 0, "at")) {
      const auto moment = momentOf(words[1], words[2]);
      if (!moment) return fault("This is no moment.", "Write it as `at 2026-02-02 10:40`.");
      if (*moment <= last_) return fault("Time goes forward: this is not after the last `at`.");
      line.kind = Kind::at;
      line.moment = last_ = *moment;
    } else if (is(3, 1, "does") || is(3, 1, "cannot")) {
      line.kind = words[1] == "does" ? Kind::does : Kind::cannot;
      line.who = words[0];
      line.what = words[2];
    } else if (is(3, 0, "placement") && words[1] == "ends") {
      line.kind = Kind::placementEnds;
      line.what = words[2];
    } else if (is(3, 0, "case") || is(3, 0, "placement")) {
      line.kind = words[0] == "case" ? Kind::stateIs : Kind::placementIs;
      line.what = words[2];
    } else if (is(2, 0, "asked") || is(3, 0, "not")) {
      line.kind = words.size() == 2 ? Kind::asked : Kind::notAsked;
      line.what = words.back();
    } else {
      return fault("This is not understood.", kWhatStands);
    }
    if (line.kind != Kind::at && last_ == Instant{})
      return fault("Say when it is first.", "Begin with `at DATE TIME`.");
    into_.lines.push_back(std::move(line));
  }

  void with(const std::string& policyFile, const fs::path& file) {
    if (!into_.lines.empty()) return fault("A policy file is given before anything is done.");
    if (!fs::is_regular_file(file)) return fault(fmt::format("There is no file {}.", file.string()));
    into_.policyFiles[policyFile] = file.string();
  }

  Rehearsal& into_;
  std::string file_;
  int line_ = 0;
  Instant last_;
};

}  // namespace

Rehearsal Rehearsal::read(const std::string& file) {
  Rehearsal rehearsal;
  Reader(rehearsal).read(file, 0);
  if (rehearsal.faults.empty() && rehearsal.lines.empty())
    rehearsal.faults.push_back({file, 0, 0, "Nothing happens in it.", kWhatStands});
  return rehearsal;
}

Instant beginsAt(const Rehearsal& rehearsal) { return rehearsal.lines.front().moment; }

}  // namespace capd::daemon
