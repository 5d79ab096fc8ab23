// What changes while somebody is here: one more role, one less, and the day they leave.

#include <fmt/format.h>

#include "Accounts.h"
#include "cases/account/SecondFactor.h"
#include "cases/duty/Duty.h"
#include "cases/mail/Outbox.h"

namespace capd::accounts {
namespace {

struct RoleIn {
  std::string person;
  std::string organisation;
  std::string role;
};

Form<RoleIn> roleForm(bool gives) {
  Form<RoleIn> form;
  form.field(&RoleIn::person, personField());
  if (gives)
    form.field(&RoleIn::organisation,
               {.name = "organisation", .label = "Where", .missing = "Choose where", .most = 160});
  form.field(&RoleIn::role, {.name = "role",
                             .label = gives ? "What they do there" : "Which role ends?",
                             .missing = gives ? "Choose what they do there" : "Choose the role that ends",
                             .most = 240});
  return form;
}

// The person that a command is about; refuses whom the viewer may not change.
std::variant<Person, Refused> whom(WriteTx& tx, const std::string& code) {
  auto person = personByCode(tx, code);
  if (!person || person->account == 0 || person->state == "left") return Refused::notThere();
  const std::string why = whyNot(tx.viewer(), *person);
  if (!why.empty()) return Refused(Refused::Kind::notAllowed, "", why);
  return std::move(*person);
}

Outcome addRole(WriteTx& tx, const RoleIn& in, const Letter& letter) {
  const auto found = whom(tx, in.person);
  if (const auto* refused = std::get_if<Refused>(&found)) return *refused;
  const Person& person = std::get<Person>(found);
  const auto where = organisationFrom(tx, in.organisation);
  if (!where) return Refused::because("organisation", "Choose one of the organisations that are listed");
  const Role* role = findRole(in.role);
  if (role == nullptr || role->organisationKind != where->kind)
    return Refused::because("role", fmt::format("Choose something that a person of {} does", where->name));
  if (!mayGive(tx.viewer(), *role)) return Refused(Refused::Kind::notAllowed, "", whoGives(*role));
  for (const Held& held : person.roles)
    if (held.organisation == where->id && held.role == role->word)
      return Refused::because("role", fmt::format("{} holds this role at {} already", person.name, where->name));
  addMembership(tx, person.id, where->id, role->word);
  tellSafeguardingLeads(tx, person, where->id, *role, letter);
  return about(person, fmt::format("{} is now {} at {} too.", person.name, role->says, where->name));
}

Outcome takeRole(WriteTx& tx, const RoleIn& in, const Nothing&) {
  const auto found = whom(tx, in.person);
  if (const auto* refused = std::get_if<Refused>(&found)) return *refused;
  const Person& person = std::get<Person>(found);
  for (const Held& held : person.roles) {
    if (heldValue(held) != in.role) continue;
    if (person.roles.size() == 1)
      return Refused::because("role", "This is their only role. If they have left, say so on their page");
    const bool letsIn = held.role == "cap.admin" || held.role == "cap.host";
    if (letsIn && othersWhoLetIn(tx, person.account) == 0)
      return Refused::because("role", "Nobody else could let people in. Give the role to somebody else first");
    endRole(tx, person.id, held.organisation, held.role);
    return about(person, "The role has ended. It counts from their next click.");
  }
  return Refused::because("role", "Choose one of the roles that they hold");
}

Outcome leave(WriteTx& tx, const WhomIn& in, const Nothing&) {
  const auto found = whom(tx, in.person);
  if (const auto* refused = std::get_if<Refused>(&found)) return *refused;
  const Person& person = std::get<Person>(found);
  bool letsIn = false;
  for (const Held& held : person.roles) letsIn = letsIn || held.role == "cap.admin" || held.role == "cap.host";
  if (letsIn && othersWhoLetIn(tx, person.account) == 0)
    return Refused(Refused::Kind::conflict, "",
                   "Nobody else could let people in. Invite somebody as CAP administrator first, and wait until they "
                   "have signed in.");
  endAccount(tx, person.account);
  releaseDuties(tx, person.account);
  return about(person, fmt::format("{} has left and is signed out everywhere. Cases stay as they are; what waited for "
                                   "them alone waits for their colleagues.",
                                   person.name));
}

// Telephone lost, recovery codes lost: the person begins anew at their next sign-in. Whoever could not send them a new
// link may not do it, or the two together would be a way in.
Outcome resetSecondFactor(WriteTx& tx, const WhomIn& in, const Letter& letter) {
  const auto found = whom(tx, in.person);
  if (const auto* refused = std::get_if<Refused>(&found)) return *refused;
  const Person& person = std::get<Person>(found);
  if (!dropSecondFactor(tx, person.account))
    return Refused(Refused::Kind::conflict, "", fmt::format("{} has no second factor set up.", person.name));
  endSessions(tx, person.account);
  NewMail mail;
  mail.person = person.id;
  mail.address = person.email;
  mail.subject = "Your second factor was taken away";
  mail.body = mailBody(
      "CAP has taken away the second factor of your sign-in, as it is when a telephone is lost. Sign "
      "in with your password and set up a new one. If you did not ask for this, call CAP today.",
      "", letter.address, "/", letter.telephone);
  mail.reason = "account";
  mail.reasonId = person.account;
  queueMail(tx, mail);
  return about(person,
               fmt::format("{} is signed out, and signs in with the password alone until a new second factor is "
                           "set up. They are told by mail.",
                           person.name));
}

}  // namespace

std::string heldValue(const Held& held) { return held.role + "@" + held.kind + ":" + held.organisationName; }

void offerRoles(Offers& offers) {
  offers.command(CommandOf<RoleIn, Letter>{
      .name = "account.add_role",
      .permission = "account.keep",
      .says = "Gives a person one more role.",
      .form = roleForm(true),
      .prepare = [](Preparing& at, const RoleIn&) -> Prepared<Letter> { return letterOf(at.services); },
      .apply = addRole});
  offers.command(CommandOf<RoleIn>{.name = "account.end_role",
                                   .permission = "account.keep",
                                   .says = "Ends one of a person's roles.",
                                   .form = roleForm(false),
                                   .apply = takeRole});
  offers.command(CommandOf<WhomIn>{.name = "account.leaver",
                                   .permission = "account.keep",
                                   .says = "Ends a person's sign-in and roles, at once.",
                                   .form = whomForm(),
                                   .apply = leave});
  offers.command(CommandOf<WhomIn, Letter>{
      .name = "account.reset_second_factor",
      .permission = "account.keep",
      .says = "Takes a person's lost second factor away, so that they set up a new one.",
      .form = whomForm(),
      .prepare = [](Preparing& at, const WhomIn&) -> Prepared<Letter> { return letterOf(at.services); },
      .apply = resetSecondFactor,
      .fresh = true});
}

}  // namespace capd::accounts
