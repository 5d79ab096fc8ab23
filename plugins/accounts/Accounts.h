#pragma once
// People and their sign-ins: inviting, roles, leaving, a new link. Who may do what to whom stands in Rules.cpp alone.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capd/Plugin.h"
#include "cases/account/Account.h"
#include "cases/organisation/Organisation.h"
#include "cases/organisation/Roles.h"

namespace capd::accounts {

/// A role that somebody holds now.
struct Held {
  std::int64_t organisation = 0;
  std::string organisationName;
  std::string kind;
  std::string role;
  Instant since;
};
struct Person {
  std::int64_t id = 0;
  std::string code;  ///< how the person stands in a URL: says nothing about them
  std::string name;
  std::string email;
  std::string phone;
  std::int64_t account = 0;  ///< 0: a contact without a sign-in
  std::string state;         ///< of the account: invited, active, left; empty without one
  std::vector<Held> roles;
};

/// A held role as one value of a form: "school.dsl@school:Spon Vale School".
std::string heldValue(const Held& held);

/// Everybody, by name; those of one kind of organisation when `kind` is given.
std::vector<Person> people(ReadTx& tx, std::string_view kind);
std::optional<Person> personById(ReadTx& tx, std::int64_t id);
std::optional<Person> personByCode(ReadTx& tx, std::string_view code);
/// Somebody listed as a contact there, with that email address and no sign-in.
std::optional<std::int64_t> contactWithoutAccount(ReadTx& tx, std::int64_t organisation, const std::string& email);
/// How many people other than this one can sign in and let others in (cap.admin, cap.host).
std::int64_t othersWhoLetIn(ReadTx& tx, std::int64_t account);
/// @returns false when the person does not hold it.
bool endRole(WriteTx& tx, std::int64_t person, std::int64_t organisation, std::string_view role);

/// May the viewer give this role to others, or take it from them?
bool mayGive(const Viewer& viewer, const Role& role);
/// Why the viewer may not change this person's sign-in; empty when they may. Nobody changes their own, and nobody
/// changes that of a person who holds a role they could not give: a new link would be a way into it.
std::string whyNot(const Viewer& viewer, const Person& person);
std::string whoGives(const Role& role);

/// "school:Spon Vale School", or the name alone when it says enough.
std::optional<Organisation> organisationFrom(ReadTx& tx, const std::string& typed);
std::string organisationValue(const Organisation& organisation);
std::vector<Option> organisationOptions(ReadTx& tx);
/// Roles that the viewer may give.
std::vector<Option> roleOptions(const Viewer& viewer);

/// What mails need, found before the writer's turn.
struct Letter {
  std::string address;
  std::string telephone;
};
Letter letterOf(const Services& services);
/// Tells the safeguarding leads who are there already that one more person is among them.
void tellSafeguardingLeads(WriteTx& tx, const Person& person, std::int64_t organisation, const Role& role,
                           const Letter& letter);

/// What a command on one person says when it is done, and where it leads.
Done about(const Person& person, std::string says);
Field personField();
struct WhomIn {
  std::string person;
};
/// Of a command that needs to know no more than whom it is about.
Form<WhomIn> whomForm();

void offerInviting(Offers& offers);
void offerRoles(Offers& offers);
void offerPeoplePages(Offers& offers);
void offerKeys(Offers& offers);

}  // namespace capd::accounts
