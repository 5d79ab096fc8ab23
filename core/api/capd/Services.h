#pragma once
// What the house lends to plugins: time, randomness, the policy in force, a log. No write access: changes are commands.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/Clock.h"
#include "base/Reference.h"

namespace capd {

class PolicyShelf;  // cases/policy/PolicyShelf.h

class Services {
 public:
  virtual ~Services() = default;
  [[nodiscard]] virtual const Clock& clock() const = 0;
  /// Lower-case hexadecimal of `bytes` secure random bytes.
  [[nodiscard]] virtual std::string randomHex(std::size_t bytes) const = 0;
  /// A fresh reference for a start on that day. Uniqueness is the table's: on a clash the command is prepared again.
  [[nodiscard]] virtual Reference newReference(Date start) const = 0;
  /// The policy versions in force.
  [[nodiscard]] virtual const PolicyShelf& policy() const = 0;
  /// A setting of the configuration file by its full name, `uploads.most_mb`; the declared default when not set.
  [[nodiscard]] virtual std::string setting(std::string_view name) const = 0;
  /// The plain bytes of a stored file, by its record's blob. Slow: for prepare, never for apply.
  /// @throws std::runtime_error when it is not there, was changed, or has more than `most` bytes.
  [[nodiscard]] virtual std::string storedFile(const std::string& blob, std::size_t most) const = 0;
  /// One line for the operator, without any personal data.
  virtual void log(std::string_view line) const = 0;
};

}  // namespace capd
