#include <cctype>

#include "cases/pupil/Pupil.h"

namespace capd {
namespace {
constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";  // 23: no I, O, S
}

char upnCheckLetter(std::string_view twelveSigns) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < twelveSigns.size(); ++i) {
    const char sign = twelveSigns[i];
    const std::size_t value = (sign >= '0' && sign <= '9') ? static_cast<std::size_t>(sign - '0') : kLetters.find(sign);
    sum += value * (i + 2);
  }
  return kLetters[sum % kLetters.size()];
}

std::optional<std::string> readUpn(std::string_view typed) {
  std::string upn;
  for (const char sign : typed)
    if (sign != ' ') upn += static_cast<char>(std::toupper(static_cast<unsigned char>(sign)));
  if (upn.size() != 13 || kLetters.find(upn[0]) == std::string_view::npos) return std::nullopt;
  for (std::size_t i = 1; i < 12; ++i)
    if (upn[i] < '0' || upn[i] > '9') return std::nullopt;
  const bool lastIsDigit = upn[12] >= '0' && upn[12] <= '9';
  if (!lastIsDigit && kLetters.find(upn[12]) == std::string_view::npos) return std::nullopt;  // temporary UPN
  if (upnCheckLetter(std::string_view(upn).substr(1)) != upn[0]) return std::nullopt;
  return upn;
}

}  // namespace capd
