#pragma once
// Chance that comes out the same on every machine.

#include <cstddef>
#include <cstdint>

namespace capd::daemon {

/// Numbers that are the same on every machine and with every library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// 0 to n - 1; n > 0.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  bool percent(unsigned share) { return next() % 100 < share; }
  int between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::size_t>(most - least + 1)));
  }
  template <class T>
  const auto& of(const T& all) {
    return all[below(all.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace capd::daemon
