#include "base/Clock.h"

#include <chrono>

namespace capd {

Instant SystemClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(since).count() + offsetMs_};
}

}  // namespace capd
