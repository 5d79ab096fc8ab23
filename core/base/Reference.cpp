#include "base/Reference.h"

#include <fmt/format.h>

#include <stdexcept>

namespace capd {
namespace {

// 23 signs, a prime: one wrong sign and one swap of neighbours always change the check sign.
constexpr std::string_view kSigns = "345679BCDFGHJKMPQRTVWXY";
static_assert(kSigns.size() == 23);

char checkSign(int year, const unsigned (&signs)[5]) {
  unsigned sum = static_cast<unsigned>(year) * 7;
  for (unsigned i = 0; i < 5; ++i) sum += signs[i] * (i + 2);
  return kSigns[sum % kSigns.size()];
}

std::string spelled(int year, const unsigned (&signs)[5]) {
  std::string text = fmt::format("CAP{:02}-", year);
  for (const unsigned sign : signs) text += kSigns[sign];
  text += checkSign(year, signs);
  return text;
}

}  // namespace

Reference Reference::make(Date start, const unsigned (&signs)[5]) {
  for (const unsigned sign : signs)
    if (sign >= kSigns.size()) throw std::out_of_range("a reference is made of numbers below 23");
  const int first = start.month() >= 9 ? start.year() : start.year() - 1;
  return Reference(spelled(first % 100, signs));
}

std::optional<Reference> Reference::parse(std::string_view typed) {
  std::string text;
  for (const char sign : typed) {
    if (sign == ' ' || sign == '-') continue;
    text += (sign >= 'a' && sign <= 'z') ? static_cast<char>(sign - 'a' + 'A') : sign;
  }
  if (text.size() != 11 || text.compare(0, 3, "CAP") != 0) return std::nullopt;
  if (text[3] < '0' || text[3] > '9' || text[4] < '0' || text[4] > '9') return std::nullopt;
  const int year = (text[3] - '0') * 10 + (text[4] - '0');
  unsigned signs[5] = {};
  for (std::size_t i = 0; i < 5; ++i) {
    const auto at = kSigns.find(text[5 + i]);
    if (at == std::string_view::npos) return std::nullopt;
    signs[i] = static_cast<unsigned>(at);
  }
  if (checkSign(year, signs) != text[10]) return std::nullopt;
  return Reference(spelled(year, signs));
}

}  // namespace capd
