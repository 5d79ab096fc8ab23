#include "daemon/Dice.h"

namespace capd::daemon {

std::uint64_t Dice::next() {
  // splitmix64: one addition and three mixes, the same everywhere.
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31U);
}

}  // namespace capd::daemon
