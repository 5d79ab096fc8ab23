#include "cases/staff/Told.h"

#include <fmt/format.h>

namespace capd {
namespace {

constexpr int kMonthsAhead = 12;
constexpr int kYearsBack = 60;
constexpr std::size_t kCertificateDigits = 12;
const Date kFirstChecks(2002, 3, 1);  // before that month there was no such check in England and Wales

}  // namespace

std::string whyNoFirstDay(Date started, Date today) {
  if (started > today.plusMonths(kMonthsAhead))
    return fmt::format("{} is more than a year away. Look at the year", started.words());
  if (started < today.plusMonths(-12 * kYearsBack))
    return fmt::format("{} is too long ago. Look at the year", started.words());
  return {};
}

std::string whyNoCheckDay(Date dated, Date today) {
  if (dated > today)
    return fmt::format("{} is still to come. Enter the date that is printed on the certificate", dated.words());
  if (dated < kFirstChecks)
    return fmt::format("There were no such checks before {}. Look at the year", kFirstChecks.words());
  return {};
}

std::optional<std::string> certificateNumber(std::string_view typed) {
  std::string digits;
  for (const char sign : typed)
    if (sign != ' ' && sign != '-') digits += sign;
  if (digits.size() != kCertificateDigits || digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return digits;
}

}  // namespace capd
