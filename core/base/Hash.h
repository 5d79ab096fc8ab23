#pragma once
// SHA-256 and secure random signs (libsodium), both as lower-case hexadecimal.

#include <cstddef>
#include <string>
#include <string_view>

namespace capd {

std::string sha256Hex(std::string_view bytes);
std::string randomHex(std::size_t bytes);

}  // namespace capd
