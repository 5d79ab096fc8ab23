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
  std::string says;  ///< completes "This is ...": `the day on which the risk assessment was completed or last reviewed`
  bool personal = true;            ///< is it about an identifiable pupil
  std::vector<std::string> oneOf;  ///< for text: the possible values; empty = any short code
};

/// A missing fact stays missing: it is simply not in the map.
using FactValue = std::variant<bool, std::int64_t, std::string, Date>;
/// Ordered by name, so that two equal sets are written the same, byte for byte.
using Facts = std::map<std::string, FactValue>;

}  // namespace capd
