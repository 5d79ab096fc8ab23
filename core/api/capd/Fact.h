#pragma once
// Facts: what policy may ask about a case. C++ declares and gathers them; policy reads them by name and never guesses
// one. Names, free text and anything about safeguarding are never facts.

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/Date.h"

namespace capd {

enum class FactType { yesNo, number, text, date };

struct FactDeclaration {
  std::string name;  ///< dotted, lower case: `risk_assessment.date`
  FactType type = FactType::text;
  std::string unit;  ///< for numbers: a value word's unit, e.g. `school_weeks`, `days_a_week`; empty for a plain count
  /// Completes "This is ...": `the day on which the risk assessment was completed or last reviewed`; of a yes/no it
  /// begins with "whether", and what follows is said of one that is met: `whether a risk assessment was uploaded`.
  std::string says;
  bool personal = true;            ///< is it about an identifiable pupil
  std::vector<std::string> oneOf;  ///< for text: the possible values; empty = any short code
  std::string called;  ///< not of a yes/no: what a sentence calls it, `the length asked for`; empty: its name in words
};

/// A missing fact stays missing: it is simply not in the map.
using FactValue = std::variant<bool, std::int64_t, std::string, Date>;
/// Ordered by name, so that two equal sets are written the same, byte for byte.
using Facts = std::map<std::string, FactValue>;

}  // namespace capd
