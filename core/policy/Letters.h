#pragma once
// The letters of a year: plain text with slots, read and held against what plugins declare. Nothing in them runs.

#include <map>
#include <string>
#include <vector>

#include "base/Fault.h"
#include "capd/Letter.h"

namespace capd::policy {

class Book;

/// Where letters stand in a year's folder, and how they end.
inline constexpr std::string_view kLettersFolder = "letters/";
inline constexpr std::string_view kLetterEnding = ".txt";
bool isLetterPath(std::string_view path);
/// `letters/papers_ready.txt`
std::string letterPath(std::string_view name);

struct LetterSource {
  std::string source;  ///< key of sources.lua
  std::string place;
};

/// A letter as written: a head of `word: text` lines, an empty line, the body.
struct Letter {
  struct Use {
    std::string slot;
    int line = 0;
  };
  std::string name;                   ///< of its file
  std::vector<std::string> to;        ///< school, provider, cap, panel
  std::string rows;                   ///< which lines of the service's requirements it serves: "NOT-04"
  std::vector<LetterSource> sources;  ///< where the documents ask for it
  std::string provisional;            ///< why CAP has not confirmed it; empty = it has
  std::string subject;
  std::string body;
  std::string file;
  int toLine = 0;
  int sourceLine = 0;
  std::vector<Use> uses;
};

/// Reads one letter; what is wrong with it goes into `faults`, with its line. It may be used when nothing is.
Letter readLetter(const std::string& path, const std::string& text, Faults& faults);
/// With each slot's words in its place. A slot that is not filled stays as it is written.
std::string filled(const std::string& text, const std::map<std::string, std::string>& words);

/// Slots that a letter of this kind may have.
std::vector<std::string> slotsOf(const LetterKind& kind);
/// What is wrong with a letter of this kind: a slot that there is not, somebody else as its receiver.
Faults faultsOf(const Letter& letter, const LetterKind& kind);
/// All that is wrong with a version's letters: unreadable ones, those of a document that sources.lua does not have,
/// unknown slots, and declared letters that the year does not have.
Faults letterFaults(const Book& book, const std::vector<LetterKind>& kinds);
/// Letters of the year that no plugin which is there sends, each with its file.
std::vector<std::string> unsentLetters(const Book& book, const std::vector<LetterKind>& kinds);

/// A letter as it would go out, filled with these words; the kind's own sentence when there is none.
struct FilledLetter {
  std::string subject;
  std::string body;
  bool builtIn = false;  ///< there is no letter, or none that fits
};
FilledLetter fill(const LetterKind& kind, const Letter* letter, const std::map<std::string, std::string>& words);
/// The case that examples are about.
inline const std::string kExampleSubject = "CAP25-H4K7MX";
/// The words of a kind's examples, as `fill` takes them.
std::map<std::string, std::string> exampleWords(const LetterKind& kind, const std::string& telephone);
/// The body with what the house puts below every letter: the link to its page, CAP's number, what not to answer with.
std::string wholeBody(const LetterKind& kind, const std::string& body, const std::string& subject,
                      const std::string& publicAddress, const std::string& telephone);
/// Where the documents ask for it and what CAP has not confirmed, a line each.
std::vector<std::string> whyOf(const Book& book, const Letter& letter);
/// "the school, or the SEND team when it refers; CAP"
std::string receiversInWords(const std::vector<std::string>& to);

}  // namespace capd::policy
