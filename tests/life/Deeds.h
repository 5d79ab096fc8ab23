#pragma once
// What can be done in the life of a case: who may, in which states, and where that may lead. Written down here once
// more and by hand, so that the walk does not believe what the product says of itself.

#include <string>
#include <vector>

#include "tests/life/Town.h"

namespace capd::test {

using Dice = std::mt19937;
inline std::size_t pick(Dice& dice, std::size_t of) { return dice() % of; }

struct Deed {
  std::string command;
  std::string who;   ///< letters of Town.h: nobody else may ever do it
  std::string from;  ///< states in which it may be done
  std::string to;    ///< states that it may lead to; empty = it leaves the state as it is
};

const std::vector<Deed>& allDeeds();
const Deed& deedCalled(const std::string& command);
/// What somebody would do next: walks by chance alone do not get far.
const Deed& likelyDeed(Town& town, const Now& now, Dice& dice);
bool among(const std::string& words, const std::string& word);

/// Fields for a deed, mostly right ones; now and then one is missing or makes no sense.
FieldTexts fieldsFor(const Deed& deed, Town& town, Town::Draft draft, const std::string& reference, const Now& now,
                     Dice& dice);

}  // namespace capd::test
