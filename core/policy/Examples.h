#pragma once
// Worked examples beside the rules: facts, and what CAP expects of them. A version whose examples do not hold is not
// published.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "policy/Book.h"

namespace capd::policy {

struct Example {
  std::string name;
  std::string file;
  int line = 0;
  std::vector<std::string> programmes;
  Facts given;
  std::map<std::string, Tri> rules;  ///< by the rule's name
  std::optional<Ending> outcome;
};

struct Examples {
  std::vector<Example> all;
  Faults faults;
};

/// Files of scripts/examples/<year>, which stands beside the policy folder; none when there is no such folder.
Files readExampleFiles(const std::string& policyFolder, const std::string& year);
/// Reads them for a book that stands: its facts, programmes and rules are the names that may be used.
Examples readExamples(const Files& files, const Book& book);
/// What comes out differently from what an example expects.
Faults tryExamples(const Book& book, const std::vector<Example>& examples);
/// Rules that no example shows both met and not met: one sentence each, shared rules once.
std::vector<std::string> rulesWithoutExample(const Book& book, const std::vector<Example>& examples);

}  // namespace capd::policy
