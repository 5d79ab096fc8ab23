#include <fmt/format.h>

#include "base/Text.h"
#include "cases/organisation/Organisation.h"

namespace capd {

std::string slugOf(std::string_view name) {
  std::string plain = sortKey(name);
  for (const std::string_view mark : {"’", "‘", "'"})
    for (auto at = plain.find(mark); at != std::string::npos; at = plain.find(mark)) plain.erase(at, mark.size());
  std::string slug;
  for (const char sign : plain) {
    const auto byte = static_cast<unsigned char>(sign);
    if ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z'))
      slug += sign;
    else if (byte >= 0x80)
      slug += fmt::format("x{:02x}", byte);  // a script without a Latin form still has a path of its own
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

std::string sendRouteInWords(ReadTx& tx) {
  std::string ways;
  for (const Organisation& send : organisations(tx, "send_team"))
    for (const std::string& way : {send.phone, send.email})
      if (!way.empty()) ways += (ways.empty() ? ": " : ", ") + way;
  return "Schools can’t refer to this course. Referrals come from the SEND team" + ways + ".";
}

std::optional<Organisation> bySlug(ReadTx& tx, std::string_view kind, std::string_view slug) {
  for (Organisation& each : organisations(tx, kind))
    if (slugOf(each.name) == slug) return std::move(each);
  return std::nullopt;
}

}  // namespace capd
