#pragma once
// SHA-256 of what comes in pieces.

#include <sodium.h>

#include <string>
#include <string_view>

namespace capd::store {

class Digest {
 public:
  Digest() { crypto_hash_sha256_init(&state_); }
  void add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  /// Lower-case hexadecimal; once.
  std::string hex();

 private:
  crypto_hash_sha256_state state_{};
};

}  // namespace capd::store
