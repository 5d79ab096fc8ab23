#include "base/Hash.h"

#include <sodium.h>

#include <stdexcept>
#include <vector>

namespace capd {
namespace {

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string text(size * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, size);
  text.pop_back();
  return text;
}

}  // namespace

std::string sha256Hex(std::string_view bytes) {
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hex(digest, sizeof digest);
}

std::string randomHex(std::size_t bytes) {
  static const int ready = sodium_init();
  if (ready < 0) throw std::runtime_error("libsodium could not start");
  std::vector<unsigned char> noise(bytes);
  randombytes_buf(noise.data(), noise.size());
  return hex(noise.data(), noise.size());
}

}  // namespace capd
