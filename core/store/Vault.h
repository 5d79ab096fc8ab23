#pragma once
// Seals what must not be readable in a stolen copy of the database: audit payloads, parked posts, safeguarding texts,
// secrets.

#include <array>
#include <string>
#include <string_view>

#include "base/Hash.h"

namespace capd::store {

class Vault {
 public:
  /// Reads the key from the file, which it makes (readable by its owner alone) when it is not there.
  /// @throws DatabaseProblem when the file is no key or others may read it.
  static Vault fromFile(const std::string& path);
  /// A key that lives as long as this object: tests.
  static Vault passing();

  /// Text that only this key opens again, and only for the same context ("audit:17").
  [[nodiscard]] std::string seal(std::string_view plain, std::string_view context) const;
  /// @throws std::runtime_error when it was changed, or sealed by another key or for another context.
  [[nodiscard]] std::string open(std::string_view sealed, std::string_view context) const;
  [[nodiscard]] const std::array<unsigned char, 32>& key() const { return key_; }

 private:
  std::array<unsigned char, 32> key_{};
};

using capd::randomHex;
using capd::sha256Hex;

}  // namespace capd::store
