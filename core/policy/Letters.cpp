#include "policy/Letters.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/Text.h"
#include "policy/Book.h"
#include "policy/Lexer.h"

namespace capd::policy {
namespace {

constexpr std::size_t kMostLineSigns = 300;
constexpr std::size_t kMostSubjectSigns = 90;
constexpr std::size_t kMostLetter = 4000;

struct Receiver {
  std::string_view word;
  std::string_view says;
};
constexpr Receiver kReceivers[] = {{"school", "the school, or the SEND team when it refers"},
                                   {"provider", "the provider"},
                                   {"cap", "CAP"},
                                   {"panel", "the members of the panel"}};

const std::vector<std::string> kHeadWords = {"to", "rows", "source", "provisional", "subject"};

bool isSlotSign(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

std::vector<std::string> partsAt(const std::string& text, char sign) {
  std::vector<std::string> all;
  std::size_t at = 0;
  while (at <= text.size()) {
    const auto end = std::min(text.find(sign, at), text.size());
    const std::string part = trimmed(text.substr(at, end - at));
    if (!part.empty()) all.push_back(part);
    at = end + 1;
  }
  return all;
}

std::string oneOf(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

std::string didYouMean(const std::string& word, const std::vector<std::string>& words) {
  const std::string near = nearest(word, words);
  return near.empty() ? "" : "Did you mean '" + near + "'?";
}

/// Reads a letter line by line, and tells everything that is wrong with it.
class Reading {
 public:
  Reading(const std::string& path, const std::string& text, Faults& faults) : text_(text), faults_(faults) {
    letter_.file = path;
    letter_.name = path;
    if (isLetterPath(path))
      letter_.name = path.substr(kLettersFolder.size(), path.size() - kLettersFolder.size() - kLetterEnding.size());
  }

  Letter read() {
    if (letter_.name.empty() || !std::all_of(letter_.name.begin(), letter_.name.end(), isSlotSign))
      tell(0, "a letter's file has a name of small letters, digits and _.", "Such as letters/papers_ready.txt");
    if (text_.size() > kMostLetter) {
      tell(0, "the letter is too long.", fmt::format("It has at most {} bytes.", kMostLetter));
      return std::move(letter_);
    }
    bool head = true;
    std::size_t at = 0;
    while (at < text_.size()) {
      const auto end = std::min(text_.find('\n', at), text_.size());
      const std::string line = text_.substr(at, end - at);
      at = end + 1;
      ++line_;
      if (!signsAreRight(line)) continue;
      if (!head)
        bodyLine(line);
      else if (trimmed(line).empty())
        head = seen_.empty();  // empty lines before the head are none of its
      else if (line[0] != '#')
        headLine(line);
    }
    whole();
    return std::move(letter_);
  }

 private:
  void tell(int line, std::string says, std::string instead = {}) {
    faults_.push_back({letter_.file, line, 0, std::move(says), std::move(instead)});
  }

  bool signsAreRight(const std::string& line) {
    if (line.find('\r') != std::string::npos) {
      tell(line_, "the line ends with a carriage return, as Windows writes it.",
           "Save the file with Unix line ends (LF).");
      return false;
    }
    if (std::any_of(line.begin(), line.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) {
      tell(line_, "the line holds a tab or another control sign.", "Letters, signs and spaces alone.");
      return false;
    }
    TextFault unclean;
    if (!cleanText(line, unclean)) {
      tell(line_, "the line " + unclean.says + ".", "Write that sign in another way.");
      return false;
    }
    if (lengthInLetters(line) > kMostLineSigns) {
      tell(line_, fmt::format("the line has {} signs.", lengthInLetters(line)),
           fmt::format("A line of a letter has at most {}.", kMostLineSigns));
      return false;
    }
    return true;
  }

  void headLine(const std::string& line) {
    const auto colon = line.find(':');
    const std::string word = trimmed(line.substr(0, colon));
    if (colon == std::string::npos || std::find(kHeadWords.begin(), kHeadWords.end(), word) == kHeadWords.end()) {
      const std::string near = didYouMean(word, kHeadWords);
      tell(
          line_, "this is no line of a letter's head.",
          near.empty() ? "The head has " + oneOf(kHeadWords) + ", each with a colon; then comes an empty line." : near);
      seen_.insert("");
      return;
    }
    const std::string value = trimmed(line.substr(colon + 1));
    if (!seen_.insert(word).second && word != "source")
      tell(line_, "'" + word + "' stands twice.", "Keep one of the two lines.");
    if (value.empty()) {
      tell(line_, "there is nothing after '" + word + ":'.");
      return;
    }
    take(word, value);
  }

  void take(const std::string& word, const std::string& value) {
    if (word == "rows") letter_.rows = value;
    if (word == "provisional") letter_.provisional = value;
    if (word == "to") {
      letter_.to = partsAt(value, ',');
      letter_.toLine = line_;
      std::vector<std::string> known;
      for (const Receiver& each : kReceivers) known.emplace_back(each.word);
      for (const std::string& each : letter_.to)
        if (std::find(known.begin(), known.end(), each) == known.end())
          tell(line_, "nobody is called '" + each + "'.", "A letter goes to " + oneOf(known) + ".");
    }
    if (word == "source") {
      const auto comma = value.find(',');
      letter_.sourceLine = line_;
      letter_.sources.push_back(
          {trimmed(value.substr(0, comma)), comma == std::string::npos ? "" : trimmed(value.substr(comma + 1))});
      if (letter_.sources.back().place.empty())
        tell(line_, "the place in the document is missing.", "Such as source: guidance-2025, section 7");
    }
    if (word == "subject") {
      letter_.subject = value;
      if (lengthInLetters(value) > kMostSubjectSigns)
        tell(line_, fmt::format("the subject has {} signs.", lengthInLetters(value)),
             fmt::format("It has at most {}.", kMostSubjectSigns));
      slotsIn(value);
    }
  }

  void bodyLine(const std::string& line) {
    slotsIn(line);
    letter_.body += line + "\n";
  }

  void slotsIn(const std::string& line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (line[at] == '}') {
        tell(line_, "a } closes no slot.", "A slot is written {by_when}.");
        continue;
      }
      if (line[at] != '{') continue;
      std::size_t end = at + 1;
      while (end < line.size() && isSlotSign(line[end])) ++end;
      if (end >= line.size() || line[end] != '}' || end == at + 1) {
        tell(line_, "a { begins no slot, or one that is not closed.", "A slot is written {by_when}.");
        continue;
      }
      letter_.uses.push_back({line.substr(at + 1, end - at - 1), line_});
      at = end;
    }
  }

  void whole() {
    while (letter_.body.size() > 1 && letter_.body[letter_.body.size() - 2] == '\n') letter_.body.pop_back();
    if (letter_.body == "\n") letter_.body.clear();
    if (seen_.count("to") == 0) tell(0, "the letter does not say whom it goes to.", "Such as to: provider");
    if (seen_.count("subject") == 0)
      tell(0, "the letter has no subject.", "Such as subject: {reference}: a referral for you to answer");
    if (seen_.count("source") == 0 && seen_.count("provisional") == 0)
      tell(0, "the letter says neither where it is asked for nor why it is provisional.",
           "Such as source: guidance-2025, section 7");
    if (letter_.body.empty()) tell(0, "the letter has no body.", "It stands below the head, after an empty line.");
  }

  const std::string& text_;
  Faults& faults_;
  Letter letter_;
  int line_ = 0;
  std::set<std::string> seen_;
};

std::string inOrderOf(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return oneOf(words);
}

}  // namespace

bool isLetterPath(std::string_view path) {
  return path.size() > kLettersFolder.size() + kLetterEnding.size() &&
         path.substr(0, kLettersFolder.size()) == kLettersFolder &&
         path.substr(path.size() - kLetterEnding.size()) == kLetterEnding;
}

std::string letterPath(std::string_view name) {
  return std::string(kLettersFolder) + std::string(name) + std::string(kLetterEnding);
}

Letter readLetter(const std::string& path, const std::string& text, Faults& faults) {
  return Reading(path, text, faults).read();
}

std::string filled(const std::string& text, const std::map<std::string, std::string>& words) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto open = std::min(text.find('{', at), text.size());
    out += text.substr(at, open - at);
    if (open == text.size()) break;
    const auto close = text.find('}', open);
    const auto word = close == std::string::npos ? words.end() : words.find(text.substr(open + 1, close - open - 1));
    // What a slot is filled with is never looked at for slots again.
    if (word == words.end()) {
      out += '{';
      at = open + 1;
    } else {
      out += word->second;
      at = close + 1;
    }
  }
  return out;
}

std::vector<std::string> slotsOf(const LetterKind& kind) {
  std::vector<std::string> all;
  if (kind.aboutCase) all.emplace_back("reference");
  for (const LetterSlot& slot : kind.slots) all.push_back(slot.name);
  all.emplace_back("telephone");
  return all;
}

Faults faultsOf(const Letter& letter, const LetterKind& kind) {
  Faults faults;
  const auto slots = slotsOf(kind);
  for (const Letter::Use& use : letter.uses) {
    if (std::find(slots.begin(), slots.end(), use.slot) != slots.end()) continue;
    const std::string near = nearest(use.slot, slots);
    faults.push_back({letter.file, use.line, 0, "there is no slot {" + use.slot + "} in this letter.",
                      near.empty() ? "It has {" + fmt::format("{}", fmt::join(slots, "}, {")) + "}."
                                   : "Did you mean {" + near + "}?"});
  }
  if (inOrderOf(letter.to) != inOrderOf(kind.to))
    faults.push_back({letter.file, letter.toLine, 0,
                      fmt::format("this letter goes to {}, not to {}.", oneOf(kind.to), oneOf(letter.to)),
                      fmt::format("Write to: {}", oneOf(kind.to))});
  return faults;
}

Faults letterFaults(const Book& book, const std::vector<LetterKind>& kinds) {
  Faults faults = book.unreadableLetters();
  const auto take = [&](Faults more) { faults.insert(faults.end(), more.begin(), more.end()); };
  for (const auto& [name, letter] : book.letters())
    for (const LetterSource& each : letter.sources)
      if (!book.hasSource(each.source))
        faults.push_back({letter.file, letter.sourceLine, 0, "there is no source '" + each.source + "' in sources.lua.",
                          "Add it there, or name one that is."});
  for (const LetterKind& kind : kinds) {
    const auto letter = book.letters().find(kind.name);
    const std::string path = letterPath(kind.name);
    const bool unreadable = std::any_of(faults.begin(), faults.end(), [&](const Fault& f) { return f.file == path; });
    if (letter != book.letters().end())
      take(faultsOf(letter->second, kind));
    else if (!unreadable)
      faults.push_back({path, 0, 0, fmt::format("the year has no letter '{}': {}.", kind.name, kind.title),
                        "Take it over from the year before. Until then a plain sentence goes out."});
  }
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.file != b.file ? a.file < b.file : a.line < b.line; });
  return faults;
}

std::vector<std::string> unsentLetters(const Book& book, const std::vector<LetterKind>& kinds) {
  std::vector<std::string> all;
  std::vector<std::string> names;
  for (const LetterKind& kind : kinds) names.push_back(kind.name);
  for (const auto& [name, letter] : book.letters()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::string near = didYouMean(name, names);
    all.push_back(letter.file + ": no plugin that is there sends this letter" + (near.empty() ? "" : ". " + near));
  }
  return all;
}

FilledLetter fill(const LetterKind& kind, const Letter* letter, const std::map<std::string, std::string>& words) {
  if (letter != nullptr && faultsOf(*letter, kind).empty())
    return {filled(letter->subject, words), filled(letter->body, words), false};
  return {filled(kind.subject, words), filled(kind.body, words) + "\n", true};
}

std::map<std::string, std::string> exampleWords(const LetterKind& kind, const std::string& telephone) {
  std::map<std::string, std::string> words = {{"telephone", telephone}};
  if (kind.aboutCase) words["reference"] = kExampleSubject;
  for (const LetterSlot& slot : kind.slots) words[slot.name] = slot.example;
  return words;
}

std::string wholeBody(const LetterKind& kind, const std::string& body, const std::string& subject,
                      const std::string& publicAddress, const std::string& telephone) {
  return fmt::format("{}\nOpen it here: {}{}\n\nQuestions? Call CAP on {}.\nDo not reply with pupil details.\n", body,
                     publicAddress, filled(kind.place, {{"subject", subject}}), telephone);
}

std::vector<std::string> whyOf(const Book& book, const Letter& letter) {
  std::vector<std::string> all;
  for (const LetterSource& each : letter.sources) all.push_back(book.inWords(Citation{each.source, each.place}));
  if (!letter.provisional.empty()) all.push_back("Provisional: " + letter.provisional);
  return all;
}

std::string receiversInWords(const std::vector<std::string>& to) {
  std::string all;
  for (const Receiver& each : kReceivers)
    if (std::find(to.begin(), to.end(), each.word) != to.end())
      all += (all.empty() ? "" : "; ") + std::string(each.says);
  return all;
}

}  // namespace capd::policy
