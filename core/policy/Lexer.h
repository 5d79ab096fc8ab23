#pragma once
// Reads a policy file as text, beside Lua: the line of every field, fields written twice, and numbers without a unit.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/Fault.h"

namespace capd::policy {

struct Token {
  enum class Kind { name, text, number, sign, end } kind = Kind::end;
  std::string value;
  int line = 1;
  std::size_t begin = 0;  ///< where it stands in the text
  std::size_t end = 0;    ///< just after it
};
/// Every token of a file but its comments, the end left out.
std::vector<Token> tokensOf(std::string_view text);

struct FieldSpan {
  std::string path;  ///< `programme tier2.flourish/must case_worker/says`
  int line = 0;
};

struct Scan {
  std::vector<FieldSpan> fields;  ///< in order of the text
  Faults faults;                  ///< doubled fields, in order
  /// The line of a field, 0 when it is not there.
  [[nodiscard]] int lineOf(std::string_view path) const;
};

Scan scan(const std::string& file, std::string_view text);

/// The word that is nearest to a mistyped one; empty when none is near.
std::string nearest(std::string_view typed, const std::vector<std::string>& words);

}  // namespace capd::policy
