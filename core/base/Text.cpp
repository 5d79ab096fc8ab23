#include "base/Text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace capd {
namespace {

struct Free {
  void operator()(utf8proc_uint8_t* p) const { std::free(p); }  // NOLINT: utf8proc hands out malloc'ed memory
};
using Mapped = std::unique_ptr<utf8proc_uint8_t, Free>;

const utf8proc_uint8_t* bytes(std::string_view text) { return reinterpret_cast<const utf8proc_uint8_t*>(text.data()); }

bool reorders(utf8proc_int32_t sign) {
  return (sign >= 0x202A && sign <= 0x202E) || (sign >= 0x2066 && sign <= 0x2069);
}

// Empty when the sign may stay.
const char* whyNot(utf8proc_int32_t sign) {
  if (sign == 0) return "contains a NUL, which cannot be kept";
  if (sign == '\n' || sign == '\t') return nullptr;
  if (sign < 0x20 || (sign >= 0x7F && sign < 0xA0)) return "contains a control sign, which cannot be shown";
  if (reorders(sign)) return "contains a hidden sign that turns the direction of the text";
  if ((sign & 0xFFFE) == 0xFFFE || (sign >= 0xFDD0 && sign <= 0xFDEF)) return "contains a sign that is no character";
  return nullptr;
}

std::optional<std::string> mapped(std::string_view text, int options) {
  utf8proc_uint8_t* out = nullptr;
  const auto size = utf8proc_map(bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &out,
                                 static_cast<utf8proc_option_t>(options));
  const Mapped owned(out);
  if (size < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
}

// Calls f(code point) for each; false at the first byte that is not UTF-8.
template <class F>
bool eachLetter(std::string_view text, F f) {
  std::size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t sign = 0;
    const auto step = utf8proc_iterate(bytes(text) + at, static_cast<utf8proc_ssize_t>(text.size() - at), &sign);
    if (step <= 0) return false;
    if (!f(sign, at)) return true;
    at += static_cast<std::size_t>(step);
  }
  return true;
}

std::string withPlainLineEnds(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\r') {
      if (i + 1 >= raw.size() || raw[i + 1] != '\n') text += '\n';
      continue;
    }
    text += raw[i];
  }
  return text;
}

}  // namespace

std::optional<std::string> cleanText(std::string_view raw, TextFault& fault) {
  const std::string text = withPlainLineEnds(raw);
  const char* why = nullptr;
  const bool utf8 = eachLetter(text, [&](utf8proc_int32_t sign, std::size_t) {
    why = whyNot(sign);
    return why == nullptr;
  });
  if (!utf8) why = "is not written in UTF-8, the way this service reads text";
  if (why != nullptr) {
    fault.says = why;
    return std::nullopt;
  }
  auto normal = mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  if (!normal) {
    fault.says = "contains a sign that cannot be kept";
    return std::nullopt;
  }
  return trimmed(*normal);
}

std::size_t lengthInLetters(std::string_view text) {
  std::size_t count = 0;
  eachLetter(text, [&](utf8proc_int32_t, std::size_t) {
    ++count;
    return true;
  });
  return count;
}

std::string sortKey(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // Letters that carry a stroke do not decompose: the few that English lists meet are named.
    if (text.compare(i, 2, "ł") == 0 || text.compare(i, 2, "Ł") == 0) {
      plain += 'l';
      ++i;
    } else if (text.compare(i, 2, "ø") == 0 || text.compare(i, 2, "Ø") == 0) {
      plain += 'o';
      ++i;
    } else {
      plain += text[i];
    }
  }
  auto key =
      mapped(plain, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD | UTF8PROC_COMPAT);
  return key ? trimmed(*key) : lowerAscii(plain);
}

std::string shortened(std::string_view text, std::size_t letters) {
  std::size_t count = 0;
  std::size_t end = text.size();
  eachLetter(text, [&](utf8proc_int32_t, std::size_t at) {
    if (count++ < letters) return true;
    end = at;
    return false;
  });
  return std::string(text.substr(0, end));
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n\r");
  if (first == std::string_view::npos) return {};
  const auto last = text.find_last_not_of(" \t\n\r");
  return std::string(text.substr(first, last - first + 1));
}

std::string lowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& sign : lower)
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
  return lower;
}

}  // namespace capd
