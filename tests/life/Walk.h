#pragma once
// A few cases at once, walked by everybody in any order from draft to end; after every deed the records are held
// against what the test knows by itself.

#include <set>

#include "tests/life/Deeds.h"

namespace capd::test {

/// What was done, over many walks: walks that never get anywhere would prove nothing.
struct Tally {
  std::map<std::string, int> done;                            ///< by command
  std::set<std::pair<std::string, std::string>> moves;        ///< from, to
  std::map<std::string, std::map<std::string, int>> moved;    ///< command to "from to"
  std::map<std::string, std::map<std::string, int>> refused;  ///< command to what it said
  std::int64_t deeds = 0;                                     ///< tried
};

/// How much has failed in the running case of the test so far.
unsigned long faults();

class Walk {
 public:
  static constexpr int kCases = 4;

  Walk(Town& town, std::uint32_t seed, Tally& tally);
  void run(int steps);
  /// However they stand: each of them can still come to its end, and nothing is asked afterwards.
  void end();
  [[nodiscard]] std::string story() const;

 private:
  struct Case {
    Town::Draft draft = Town::Draft::tierOne;
    std::string reference;
    bool called = true;  ///< nobody owes the school a call about other courses
    std::string done;
  };

  [[nodiscard]] std::vector<Now> all() const;
  void step();
  void forward();
  void toASession(std::size_t which);
  void nightly();
  bool tries(std::size_t which, const Deed& deed, char letter);
  bool must(std::size_t which, const std::string& command, char letter, FieldTexts texts = {});
  void guard(const Case& one, const Deed& deed, char letter, const Now& before, const Now& after);
  void remember(Case& one, const Deed& deed, const FieldTexts& texts, const Now& after);
  void sound(const Case& one);
  void duties(const Case& one, const Now& now);
  void placementDuties(const Case& one, const Now& now, const std::map<std::string, std::int64_t>& open);
  bool owesReport(const Now& now);
  void sight(const Case& one, const Now& now);
  void places();
  void endOne(std::size_t which);
  [[nodiscard]] bool isOver(const Now& now) const;

  Town& town_;
  Dice dice_;
  Date day_;
  Tally& tally_;
  std::vector<Case> cases_;
};

}  // namespace capd::test
