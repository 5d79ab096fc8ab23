#pragma once
// What `capd policy ...` does: every function writes words for people and returns an exit code, 0 only when all is
// well.

#include <ostream>
#include <string>
#include <vector>

#include "capd/Fact.h"
#include "capd/Letter.h"
#include "capd/Programme.h"

namespace capd::policy {

struct Tool {
  std::string folder;  ///< scripts/policy
  std::vector<FactDeclaration> facts;
  std::vector<ProgrammeShape> shapes;
  std::ostream& out;
  std::vector<LetterKind> letters = {};  ///< that plugins send
  std::string telephone = {};            ///< the number that letters give
  std::string address = {};              ///< of the site

  /// Loads every year (or the one given) and tells each fault with its file, line and what would be right; warns of
  /// rules that no example shows.
  int check(const std::string& year) const;
  /// Judges the worked examples of every year (or the one given); tells each that comes out differently and each rule
  /// that no example shows met and not met. @returns 0 only when there is none of either.
  int test(const std::string& year) const;
  int listFacts() const;
  /// Every letter of a year (or of all) as it would go out, filled with its examples.
  int listLetters(const std::string& year) const;
  /// A programme of a year, read back in plain English from what will be judged.
  int explain(const std::string& year, const std::string& programme) const;
  /// Judges the facts of a JSON file ({"application.date": "2026-02-02", ...}). @returns 2 when a rule refuses.
  int eval(const std::string& year, const std::string& programme, const std::string& factsFile, bool json) const;
  /// What is different between two years, as minutes of a meeting would put it; then what is still not confirmed.
  int diff(const std::string& before, const std::string& after) const;
  /// Writes the year after `before` from its files and examples, each line marked until CAP confirms it, and says what
  /// is to be done next. Into this tool's folders, or into `into`/policy and `into`/examples. Refused, with nothing
  /// written: a year that is not the next, one that is there already, one to copy from that is not there or has faults.
  int copyForward(const std::string& before, const std::string& after, const std::string& into) const;
};

/// Facts out of JSON text; what is wrong goes into `faults`.
Facts factsFromJson(const std::string& text, const std::vector<FactDeclaration>& declared,
                    std::vector<std::string>& faults);

}  // namespace capd::policy
