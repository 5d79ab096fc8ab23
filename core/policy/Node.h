#pragma once
// What the words of a rule become: a C++ expression that is judged without Lua, three-valued, and read back in plain
// English.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Quantity.h"
#include "capd/Fact.h"

namespace capd::policy {

/// Grows when a word's meaning changes: a receipt made under an older one says so.
inline constexpr int kJudgeRevision = 1;

enum class Tri : std::uint8_t { met, unmet, cannotTell };

/// Facts by slot, as the judge reads them: dates as day numbers, yes/no as 1/0.
struct FactSlots {
  struct Slot {
    bool present = false;
    std::int64_t number = 0;
    std::string text;
  };
  std::vector<Slot> slots;
};

/// Where each fact has its place.
class FactCatalogue {
 public:
  explicit FactCatalogue(std::vector<FactDeclaration> facts);
  [[nodiscard]] std::optional<std::size_t> slot(std::string_view name) const;
  [[nodiscard]] const FactDeclaration& at(std::size_t slot) const { return facts_[slot]; }
  [[nodiscard]] const std::vector<FactDeclaration>& all() const { return facts_; }
  /// Facts that are not declared, or of another type, are said in `faults` and left out.
  [[nodiscard]] FactSlots index(const Facts& facts, std::vector<std::string>* faults = nullptr) const;
  /// The value in words: "2 November 2025", "4 sessions a week", "send team", "not known".
  [[nodiscard]] std::string shown(std::size_t slot, const FactSlots& facts) const;

 private:
  std::vector<FactDeclaration> facts_;
  std::map<std::string, std::size_t, std::less<>> slots_;
};

enum class Op {
  given,
  yes,
  no,
  oneOf,
  equals,
  atMost,
  atLeast,
  inRange,
  noOlderThan,
  notBefore,
  notAfter,
  inAcademicYearOf,
  allOf,
  anyOf,
  unless,
  script,
};

struct Node {
  Op op = Op::given;
  std::size_t fact = 0;  ///< the fact it looks at
  std::size_t on = 0;    ///< the fact it is compared with (dates)
  bool againstFact = false;
  Quantity quantity;
  std::int64_t number = 0;  ///< a date as day number, a yes/no, a plain number
  std::vector<std::string> texts;
  std::vector<std::shared_ptr<const Node>> parts;
  std::string says;                          ///< of a script
  std::function<Tri(const FactSlots&)> run;  ///< of a script
  int line = 0;
  int depth = 1;          ///< of the tree below, itself counted
  std::int64_t size = 1;  ///< nodes that a judgement visits
};
using NodePtr = std::shared_ptr<const Node>;

Tri judge(const Node& node, const FactSlots& facts);
/// The rule as a sentence without its end: "the date of the risk assessment is not more than 3 months before the day
/// of application".
std::string explain(const Node& node, const FactCatalogue& facts);
/// The facts that decided it, in words.
std::string found(const Node& node, const FactSlots& values, const FactCatalogue& facts);
/// What would make it met; empty when nothing simple would.
std::string wouldChange(const Node& node, const FactSlots& values, const FactCatalogue& facts);
/// Does a script decide anywhere in it?
bool hasScript(const Node& node);
/// Every fact that the node reads.
void factsUsed(const Node& node, std::vector<std::size_t>& slots);

}  // namespace capd::policy
