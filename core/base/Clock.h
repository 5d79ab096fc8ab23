#pragma once
// Time is asked for, never taken: tests hold the clock, demonstrations shift it (`capd serve --at`).

#include <atomic>

#include "base/Instant.h"

namespace capd {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  /// Today in London.
  [[nodiscard]] Date today() const { return londonDate(now()); }
};

/// The machine's own clock, with an optional offset that runs on (demonstration only).
class SystemClock final : public Clock {
 public:
  explicit SystemClock(std::int64_t offsetMs = 0) : offsetMs_(offsetMs) {}
  [[nodiscard]] Instant now() const override;

 private:
  std::int64_t offsetMs_;
};

/// A clock that stands still until told to move. Safe to move while other threads read it.
class HeldClock final : public Clock {
 public:
  explicit HeldClock(Instant at) : ms_(at.ms) {}
  [[nodiscard]] Instant now() const override { return Instant{ms_.load()}; }
  void set(Instant at) { ms_.store(at.ms); }
  void advanceMs(std::int64_t ms) { ms_.fetch_add(ms); }

 private:
  std::atomic<std::int64_t> ms_;
};

}  // namespace capd
