#include "Directory.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/Text.h"
#include "cases/policy/PolicyShelf.h"

namespace capd::directory {

bool worksForCap(const Viewer& viewer) {
  if (viewer.door() == Viewer::Door::socket || viewer.door() == Viewer::Door::job) return true;
  return std::any_of(viewer.hats().begin(), viewer.hats().end(),
                     [](const Hat& hat) { return hat.organisationKind == "cap"; });
}

bool onlySchool(const Viewer& viewer) {
  return !viewer.hats().empty() && std::all_of(viewer.hats().begin(), viewer.hats().end(),
                                               [](const Hat& hat) { return hat.organisationKind == "school"; });
}

std::int64_t onlyProvider(const Viewer& viewer) {
  std::int64_t provider = 0;
  for (const Hat& hat : viewer.hats()) {
    if (hat.organisationKind != "provider") return 0;
    provider = hat.organisation;
  }
  return provider;
}

std::vector<ProgrammeName> programmes(ReadTx& tx, const Services& services) {
  std::vector<ProgrammeName> all;
  const auto hash = services.policy().versionFor(tx.today(), tx.today());
  if (!hash) return all;
  for (const ProgrammeCard& card : services.policy().programmes(*hash)) {
    const auto by = [&](std::string_view who) {
      return std::find(card.referredBy.begin(), card.referredBy.end(), who) != card.referredBy.end();
    };
    all.push_back({card.name, card.title.empty() ? card.name : card.title, card.referredBy.empty() || by("school"),
                   by("send_team"), card.categories, card.notOpen});
  }
  return all;
}

ProgrammeName programmeNamed(const std::vector<ProgrammeName>& all, const std::string& word) {
  for (const ProgrammeName& each : all)
    if (each.word == word) return each;
  return {word, word, true, false, {}, {}};
}

std::optional<std::int64_t> penceFrom(std::string_view typed) {
  std::string digits;
  for (const char sign : trimmed(typed))
    if (sign != ',' && sign != ' ') digits += sign;
  if (digits.rfind("£", 0) == 0) digits.erase(0, std::string("£").size());
  const auto dot = digits.find('.');
  std::string pounds = digits.substr(0, dot);
  std::string pence = dot == std::string::npos ? "00" : digits.substr(dot + 1);
  if (pence.size() == 1) pence += '0';
  const auto number = [](const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  };
  if (!number(pounds) || !number(pence) || pence.size() != 2 || pounds.size() > 7) return std::nullopt;
  return std::stoll(pounds) * 100 + std::stoll(pence);
}

std::string poundsInWords(std::int64_t pence) {
  std::string pounds = std::to_string(pence / 100);
  for (std::size_t at = pounds.size(); at > 3;) {
    at -= 3;
    pounds.insert(at, ",");
  }
  return pence % 100 == 0 ? "£" + pounds : fmt::format("£{}.{:02}", pounds, pence % 100);
}

}  // namespace capd::directory
