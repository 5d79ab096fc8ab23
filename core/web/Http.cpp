#include "web/Http.h"

#include <fmt/format.h>

#include <cctype>

namespace capd::web {

std::string encoded(const std::string& path) {
  std::string out;
  for (const char sign : path) {
    const auto byte = static_cast<unsigned char>(sign);
    if (std::isalnum(byte) != 0 || sign == '/' || sign == '-' || sign == '_' || sign == '.')
      out += sign;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

std::string decoded(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      plain += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
               std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0) {
      plain += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

}  // namespace capd::web
