#pragma once
// What files that are sealed piece by piece (libsodium secretstream) have in common.

#include <sodium.h>

#include <cstddef>
#include <string_view>

namespace capd::store {

constexpr std::size_t kPiece = 64 * 1024;  ///< of what is sealed
constexpr std::size_t kSealedPiece = kPiece + crypto_secretstream_xchacha20poly1305_ABYTES;

/// A text as libsodium takes it.
inline const unsigned char* asBytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace capd::store
