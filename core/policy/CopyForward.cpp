#include "policy/CopyForward.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "policy/Letters.h"
#include "policy/Lexer.h"

namespace capd::policy {
namespace {

struct MarkEdit {
  std::size_t at = 0;
  std::size_t until = 0;  ///< replaced; equal to `at` where something is put in
  std::string text;
  std::string marks;  ///< what is to be confirmed there; empty = nothing
};

bool isSignOf(const Token& token, char sign) {
  return token.kind == Token::Kind::sign && token.value.size() == 1 && token.value[0] == sign;
}
bool opensTable(const Token& token) { return isSignOf(token, '{') || isSignOf(token, '('); }
bool closesTable(const Token& token) { return isSignOf(token, '}') || isSignOf(token, ')'); }

/// Marks the lines of one file.
class Marker {
 public:
  Marker(std::string_view text, std::string why) : text_(text), tokens_(tokensOf(text)), why_(std::move(why)) {}

  std::vector<MarkEdit> run() {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (tokens_[i].kind != Token::Kind::name) continue;
      const std::string& word = tokens_[i].value;
      if ((word == "every_programme" || word == "settings") && isSignOf(tokens_[i + 1], '{'))
        values(i + 2, "");
      else if ((word == "programme" || word == "school") && named(i))
        values(i + 3, "");
      else if ((word == "must" || word == "ask" || word == "scheduled" || word == "panel") && named(i))
        block(word == "must"    ? "rule"
              : word == "ask"   ? "question"
              : word == "panel" ? "panel"
                                : "duty",
              tokens_[i + 1].value, i + 3);
    }
    std::stable_sort(edits_.begin(), edits_.end(), [](const MarkEdit& a, const MarkEdit& b) { return a.at < b.at; });
    return std::move(edits_);
  }

 private:
  struct Entry {
    std::size_t name = 0;   ///< token of the name
    std::size_t first = 0;  ///< first token of the value
    std::size_t last = 0;   ///< the one after its last
  };

  [[nodiscard]] bool named(std::size_t at) const {
    return at + 2 < tokens_.size() && tokens_[at + 1].kind == Token::Kind::text && isSignOf(tokens_[at + 2], '{');
  }

  // The named fields of the table whose first token is at `from`, up to its brace.
  [[nodiscard]] std::vector<Entry> fieldsFrom(std::size_t from) const {
    std::vector<Entry> all;
    int depth = 0;
    for (std::size_t i = from; i < tokens_.size(); ++i) {
      if (depth == 0 && closesTable(tokens_[i])) break;
      if (opensTable(tokens_[i])) ++depth;
      if (closesTable(tokens_[i])) --depth;
      const bool field =
          depth == 0 && tokens_[i].kind == Token::Kind::name && i + 1 < tokens_.size() && isSignOf(tokens_[i + 1], '=');
      if (!field) continue;
      const std::size_t end = endOf(i + 2);
      all.push_back({i, i + 2, end});
      i = end - 1;
    }
    return all;
  }

  // After the last token of the value that begins at `from`.
  [[nodiscard]] std::size_t endOf(std::size_t from) const {
    int depth = 0;
    std::size_t i = from;
    for (; i < tokens_.size(); ++i) {
      if (depth == 0 && (isSignOf(tokens_[i], ',') || isSignOf(tokens_[i], ';') || closesTable(tokens_[i]))) break;
      if (opensTable(tokens_[i])) ++depth;
      if (closesTable(tokens_[i])) --depth;
    }
    return i;
  }

  [[nodiscard]] std::string between(std::size_t first, std::size_t last) const {
    return std::string(text_.substr(tokens_[first].begin, tokens_[last - 1].end - tokens_[first].begin));
  }

  void values(std::size_t from, const std::string& before) {
    for (const Entry& entry : fieldsFrom(from)) {
      const std::string name = before + tokens_[entry.name].value;
      if (name == "title" || name == "source" || entry.first >= entry.last) continue;
      const bool table = isSignOf(tokens_[entry.first], '{');
      const bool ofFields = table && entry.first + 2 < entry.last && isSignOf(tokens_[entry.first + 2], '=');
      if (ofFields) {
        values(entry.first + 1, name + ".");
        continue;
      }
      value(entry, name);
    }
  }

  void value(const Entry& entry, const std::string& name) {
    const std::string& word = tokens_[entry.first].value;
    MarkEdit edit{tokens_[entry.first].begin, tokens_[entry.last - 1].end, between(entry.first, entry.last), name};
    const std::string reason = '"' + why_ + '"';
    if (word == "printed" && entry.first + 2 < entry.last) {
      const std::size_t comma = endOf(entry.first + 2);
      const std::string rest = comma + 1 < entry.last ? ", " + between(comma + 1, entry.last - 1) : "";
      edit.text = fmt::format("provisional({}, {}{})", between(entry.first + 2, comma), reason, rest);
    } else if (word != "provisional" && word != "date") {
      edit.text = fmt::format("provisional({}, {})", edit.text, reason);
    }
    edits_.push_back(std::move(edit));
  }

  // A rule, a question or a duty: `provisional = "..."` before its source.
  void block(const char* kind, const std::string& name, std::size_t from) {
    const auto fields = fieldsFrom(from);
    const auto field = [&](const char* wanted) {
      return std::find_if(fields.begin(), fields.end(),
                          [&](const Entry& entry) { return tokens_[entry.name].value == wanted; });
    };
    const std::string marks = fmt::format("{} {}", kind, name);
    const auto there = field("provisional");
    if (there != fields.end()) {
      edits_.push_back({tokens_[there->name].begin, tokens_[there->name].begin, "", marks});
      return;
    }
    // A duty whose time is a value's is as sure as that value, which is marked itself.
    if (field("within") != fields.end()) return;
    const auto source = field("source");
    if (source == fields.end()) return;
    const std::size_t at = tokens_[source->name].begin;
    std::size_t indent = at;
    while (indent > 0 && text_[indent - 1] == ' ') --indent;
    const bool ownLine = indent > 0 && text_[indent - 1] == '\n';
    if (ownLine) widen(fields);
    edits_.push_back({at, at,
                      fmt::format("provisional = \"{}\",{}", why_,
                                  ownLine ? "\n" + std::string(at - indent, ' ') : std::string(" ")),
                      marks});
  }

  // Keeps the equals signs below each other.
  void widen(const std::vector<Entry>& fields) {
    constexpr std::size_t kWidth = 12;  // of "provisional "
    for (const Entry& entry : fields) {
      const Token& name = tokens_[entry.name];
      const Token& equals = tokens_[entry.name + 1];
      const std::size_t now = equals.begin - name.begin;
      if (now < kWidth) edits_.push_back({equals.begin, equals.begin, std::string(kWidth - now, ' '), ""});
    }
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::string why_;
  std::vector<MarkEdit> edits_;
};

int lineInText(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::string withYear(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// The comment at the head of a file: of the new year, and, for rules, saying where they come from.
std::string withHead(const std::string& text, const std::string& before, const std::string& after, bool rules) {
  constexpr std::string_view kCarried = "-- Carried forward";
  std::string head;
  std::size_t at = 0;
  bool carried = false;
  while (text.compare(at, 2, "--") == 0) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string line = text.substr(at, end - at);
    const bool origin = line.compare(0, kCarried.size(), kCarried) == 0;
    carried = carried || origin;
    head += origin ? line : withYear(line, before, after);
    at = end;
  }
  if (rules && !carried) head += fmt::format("{} from {}, not confirmed by CAP.\n", kCarried, before);
  return head + text.substr(at);
}

std::string withMarks(const std::string& path, const std::string& text, const std::string& before,
                      std::vector<ToConfirm>& all) {
  std::string out;
  std::size_t at = 0;
  for (const MarkEdit& edit :
       Marker(text, fmt::format("carried forward from {}, not confirmed by CAP", before)).run()) {
    out += text.substr(at, edit.at - at);
    if (!edit.marks.empty()) all.push_back({path, lineInText(out, out.size()), edit.marks});
    out += edit.text;
    at = edit.until;
  }
  return out + text.substr(at);
}

// --- days ---------------------------------------------------------------------------------------

// Gauss's rule, as the Book of Common Prayer's tables have it.
Date easterOf(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return Date(year, static_cast<unsigned>(f / 31), static_cast<unsigned>(f % 31 + 1));
}

Date mondayFrom(Date day) {
  while (day.weekday() != 1) day = day.plusDays(1);
  return day;
}

Date lastMonday(int year, unsigned month) { return mondayFrom(Date(year, month, 25)); }

std::string dateWordOf(Date day) { return fmt::format("date({}, {}, {})", day.year(), day.month(), day.day()); }

std::string calendarOf(const std::string& before, const std::string& after) {
  const int first = academicYearStart(after).value().year();
  std::string text = fmt::format(
      "-- The days of {0}. Carried forward from {1}: nobody can work the terms out, CAP gives them.\n"
      "-- Bank holidays are those of England as the law has them; look whether others were proclaimed (gov.uk). When "
      "CAP\n"
      "-- has confirmed the days, delete `provisional`; then run: capd policy check {0}\n"
      "calendar {{\n"
      "  provisional = \"not given by CAP yet\",\n"
      "  -- Six lines, the first and the last day of each: half_term(date({2}, 9, ...), date({2}, 10, ...)),\n"
      "  half_terms = {{\n"
      "  }},\n"
      "  bank_holidays = {{\n",
      after, before, first);
  for (const Date day : bankHolidaysOf(after)) text += "    " + dateWordOf(day) + ",\n";
  return text + "  },\n  council_closures = {},\n  school_closures = {},\n}\n";
}

// Rounds are days, and what is odd about them is odd about these: neither is carried forward.
std::string withoutRounds(const std::string& text) {
  std::string out;
  std::size_t at = 0;
  const auto tokens = tokensOf(text);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool begins = tokens[i].kind == Token::Kind::name &&
                        (tokens[i].value == "round" || tokens[i].value == "doubt") &&
                        tokens[i + 1].kind == Token::Kind::text && isSignOf(tokens[i + 2], '{');
    if (!begins) continue;
    std::size_t last = i + 2;
    for (int depth = 0; last < tokens.size(); ++last) {
      if (opensTable(tokens[last])) ++depth;
      if (closesTable(tokens[last]) && --depth == 0) break;
    }
    if (last >= tokens.size()) break;
    out += text.substr(at, tokens[i].begin - at);
    at = tokens[last].end;
    while (at < text.size() && text[at] == '\n') ++at;
    i = last;
  }
  out += text.substr(at);
  while (out.size() > 1 && out[out.size() - 1] == '\n' && out[out.size() - 2] == '\n') out.pop_back();
  return out;
}

// "2026-02-13" in the examples of the next year: a year later. 29 February becomes the 28th.
std::string daysMoved(const std::string& text, int years) {
  std::string out;
  std::size_t at = 0;
  for (const Token& token : tokensOf(text)) {
    const auto day = token.kind == Token::Kind::text ? Date::fromIso(token.value) : std::nullopt;
    if (!day) continue;
    out += text.substr(at, token.begin - at) + '"' + day->plusMonths(12 * years).iso() + '"';
    at = token.end;
  }
  return out + text.substr(at);
}

// Values that hold days of the old year: "16 September 2024".
void tellDays(const std::string& path, const std::string& text, const std::string& before,
              std::vector<std::string>& all) {
  const int first = academicYearStart(before).value().year();
  const auto tokens = tokensOf(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool day = tokens[i].kind == Token::Kind::name && tokens[i].value == "date";
    bool said = false;
    for (const int year : {first, first + 1}) {
      const std::string& value = tokens[i].value;
      const std::size_t at = value.find(" " + std::to_string(year));
      said = said || (tokens[i].kind == Token::Kind::text && at != std::string::npos && at + 5 == value.size() &&
                      value[0] >= '0' && value[0] <= '9');
    }
    if (day || said) all.push_back(fmt::format("{}:{}", path, tokens[i].line));
  }
}

// Its words stay; its head says that CAP has not confirmed them. A letter that nobody had confirmed keeps its reason.
std::string letterCarried(const std::string& text, const std::string& before) {
  Faults ignored;
  if (!readLetter("letters/x.txt", text, ignored).provisional.empty()) return text;
  return fmt::format("provisional: carried forward from {}, not confirmed by CAP\n", before) + text;
}

}  // namespace

std::vector<Date> bankHolidaysOf(const std::string& year) {
  const int first = academicYearStart(year).value().year();
  const auto working = [](Date day, Date taken) {
    while (day.weekday() > 5 || day == taken) day = day.plusDays(1);
    return day;
  };
  const Date christmas = working(Date(first, 12, 25), Date(first, 12, 26));
  const Date boxing = working(Date(first, 12, 26), christmas);
  const Date newYear = working(Date(first + 1, 1, 1), Date(first, 1, 1));
  const Date easter = easterOf(first + 1);
  std::vector<Date> all = {christmas,
                           boxing,
                           newYear,
                           easter.plusDays(-2),
                           easter.plusDays(1),
                           mondayFrom(Date(first + 1, 5, 1)),
                           lastMonday(first + 1, 5),
                           lastMonday(first + 1, 8)};
  std::sort(all.begin(), all.end());
  return all;
}

CarriedForward carryForward(const std::string& before, const std::string& after, const Files& policy,
                            const Files& examples) {
  CarriedForward result;
  const int years = academicYearStart(after).value().year() - academicYearStart(before).value().year();
  for (const auto& [path, text] : policy) {
    if (path == "sources.lua") continue;
    if (path == "calendar.lua") {
      result.policy[path] = calendarOf(before, after);
      continue;
    }
    if (isLetterPath(path)) {
      result.policy[path] = letterCarried(text, before);
      const std::string& carried = result.policy[path];
      result.toConfirm.push_back({path, lineInText(carried, carried.find("provisional:")), "letter"});
      continue;
    }
    const std::string headed = withHead(path == "panels.lua" ? withoutRounds(text) : text, before, after, true);
    result.policy[path] = withMarks(path, headed, before, result.toConfirm);
    tellDays(path, result.policy[path], before, result.days);
  }
  for (const auto& [path, text] : examples)
    result.examples[path] = withHead(daysMoved(text, years), before, after, false);
  return result;
}

}  // namespace capd::policy
