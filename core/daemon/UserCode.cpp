#include "daemon/UserCode.h"

#include <fmt/format.h>

#include "cases/account/Account.h"
#include "cases/account/SecondFactor.h"
#include "daemon/Demonstration.h"

namespace capd::daemon {
namespace {

std::vector<std::string> addressesOf(const std::string& name) {
  std::vector<std::string> found;
  for (const Persona& persona : personas())
    if (persona.email == name || persona.email.substr(0, persona.email.find('@')) == name)
      found.push_back(persona.email);
  if (found.empty()) found.push_back(name);
  return found;
}

}  // namespace

Said userCode(House& house, const std::string& name) {
  const auto refused = [](std::string says) { return said(Refused::because("name", std::move(says))); };
  if (!house.demonstration()) return refused("Codes are told in demonstrations alone, of people who are invented.");
  const auto addresses = addressesOf(name);
  if (addresses.size() > 1)
    return refused(fmt::format("Several people are called that. Give the whole address, such as {}.", addresses[0]));
  const auto lease = house.database().read(house.hostViewer(0));
  const auto account = accountByEmail(lease->tx(), addresses[0]);
  if (!account) return refused(fmt::format("Nobody has the address {}.", addresses[0]));
  const std::string code = currentCode(lease->tx(), house.database().vault(), account->id);
  if (code.empty())
    return refused(fmt::format("{} has no second factor. They set one up under their name, at the head of each page.",
                               account->name));
  Done done;
  done.says = code;
  done.values["code"] = code;
  Said told = said(done);
  told.words = code;
  return told;
}

}  // namespace capd::daemon
