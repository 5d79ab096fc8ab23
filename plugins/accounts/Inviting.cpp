// Letting people in: an invitation, and a new link for whoever lost the way. Nobody ever chooses a password for
// another.

#include <fmt/format.h>

#include "Accounts.h"
#include "cases/mail/Outbox.h"

namespace capd::accounts {
namespace {

/// A fresh one-time link, made before the writer's turn.
struct Link {
  std::string token;
  Letter letter;
  bool mailed = false;  ///< a mail server is set up, and the reader of the reply is not at the machine
};

Link newLink(const Services& services, const Viewer& viewer) {
  const bool sends = !services.setting("mail.server").empty();
  return {services.randomHex(24), letterOf(services), sends && viewer.door() != Viewer::Door::socket};
}

// The link goes to the person's own address. The reply shows it only where no mail can carry it.
void sendLink(WriteTx& tx, const Person& person, const Link& link, const std::string& purpose, const std::string& what,
              Done& done) {
  dropLinks(tx, person.account);
  addLink(tx, person.account, hashOfSecret(link.token), purpose);
  const std::string path = "/link/" + link.token;
  const std::string until = londonWords(tx.now().plusMs(kLinkMs));
  NewMail mail;
  mail.person = person.id;
  mail.address = person.email;
  mail.subject = "Your sign-in for Coventry Alternative Provision";
  mail.body = mailBody(what + " Choose your password with the link below. It works once.", "Use it by " + until + ".",
                       link.letter.address, path, link.letter.telephone);
  mail.reason = "link";
  mail.reasonId = person.account;
  queueMail(tx, mail);
  if (link.mailed)
    done.says += fmt::format(" A link to choose a password goes to {}; it works once, until {}.", person.email, until);
  else
    done.once = fmt::format("No mail carries the link for now. Pass it on yourself; it works once, until {}: {}{}",
                            until, link.letter.address, path);
}

Done withCode(const Person& person, std::string says) {
  Done done = about(person, std::move(says));
  done.values["person"] = person.code;
  return done;
}

struct InviteIn {
  std::string name;
  std::string email;
  std::optional<std::string> phone;
  std::string organisation;
  std::string role;
};

std::vector<Option> allRoleOptions() {
  std::vector<Option> options;
  for (const Role& role : allRoles()) options.push_back({std::string(role.word), std::string(role.says), ""});
  return options;
}

Form<InviteIn> inviteForm() {
  Form<InviteIn> form;
  form.field(&InviteIn::name,
             {.name = "name", .label = "Full name", .missing = "Enter the person’s name", .most = 120});
  form.field(&InviteIn::email, {.name = "email",
                                .label = "Work email address",
                                .kind = FieldKind::email,
                                .hint = "Their own, not one that several people read: the link to sign in goes there",
                                .missing = "Enter the person’s own work email address",
                                .most = 120});
  form.field(&InviteIn::phone, {.name = "phone", .label = "Telephone", .kind = FieldKind::phone, .most = 40});
  form.field(
      &InviteIn::organisation,
      {.name = "organisation", .label = "Where they work", .missing = "Choose where the person works", .most = 160});
  form.field(&InviteIn::role, {.name = "role",
                               .label = "What they do",
                               .kind = FieldKind::choice,
                               .missing = "Choose what the person does",
                               .options = allRoleOptions()});
  return form;
}

// The person behind the invitation: somebody who left and comes back, a contact known there, or somebody new.
std::variant<Person, Refused> whoIsInvited(WriteTx& tx, const InviteIn& in, const Organisation& where) {
  const auto known = accountByEmail(tx, in.email);
  std::int64_t person = 0;
  if (known && known->state != "left")
    return Refused::because("email", fmt::format("{} has a sign-in with this address already. Open their page to add "
                                                 "a role or to send a new link",
                                                 known->name));
  if (known) {
    person = known->person;
    reopenAccount(tx, known->id);
  } else {
    const auto contact = contactWithoutAccount(tx, where.id, in.email);
    person = contact ? *contact : addPerson(tx, in.name, in.email, in.phone.value_or(""));
    addAccount(tx, person, in.email);
  }
  return personById(tx, person).value();
}

Outcome invite(WriteTx& tx, const InviteIn& in, const Link& link) {
  const auto where = organisationFrom(tx, in.organisation);
  if (!where) return Refused::because("organisation", "Choose one of the organisations that are listed");
  const Role* role = findRole(in.role);
  if (role == nullptr || role->organisationKind != where->kind)
    return Refused::because("role", fmt::format("Choose something that a person of {} does", where->name));
  if (!mayGive(tx.viewer(), *role)) return Refused(Refused::Kind::notAllowed, "", whoGives(*role));
  auto who = whoIsInvited(tx, in, *where);
  if (auto* refused = std::get_if<Refused>(&who)) return std::move(*refused);
  addMembership(tx, std::get<Person>(who).id, where->id, role->word);
  const Person person = personById(tx, std::get<Person>(who).id).value();
  for (const Held& held : person.roles)
    if (const Role* each = findRole(held.role))
      tellSafeguardingLeads(tx, person, held.organisation, *each, link.letter);
  Done done = withCode(person, fmt::format("{} is invited as {} at {}.", person.name, role->says, where->name));
  sendLink(tx, person, link, "invitation",
           fmt::format("You are invited to Coventry Alternative Provision: {}, {}.", role->says, where->name), done);
  return done;
}

Outcome sendNewLink(WriteTx& tx, const WhomIn& in, const Link& link) {
  const auto person = personByCode(tx, in.person);
  if (!person || person->account == 0 || person->state == "left") return Refused::notThere();
  const std::string why = whyNot(tx.viewer(), *person);
  if (!why.empty()) return Refused(Refused::Kind::notAllowed, "", why);
  for (const Held& held : person->roles) {
    const Role* role = findRole(held.role);
    if (role == nullptr || !role->safeguarding) continue;
    // Whoever read the link in the reply could open what goes from safeguarding lead to safeguarding lead.
    if (!link.mailed && tx.viewer().door() != Viewer::Door::socket)
      return Refused(
          Refused::Kind::notAllowed, "",
          "The link of a safeguarding lead goes by mail alone. Set up the mail server, or ask the council's IT host.");
    tellSafeguardingLeads(tx, *person, held.organisation, *role, link.letter);
  }
  Done done = withCode(*person, fmt::format("{} has a new link. The links before it work no more.", person->name));
  sendLink(tx, *person, link, person->state == "invited" ? "invitation" : "reset",
           "You can choose a new password for Coventry Alternative Provision. If you did not ask for this, call CAP.",
           done);
  return done;
}

}  // namespace

void offerInviting(Offers& offers) {
  offers.command(CommandOf<InviteIn, Link>{
      .name = "account.invite",
      .permission = "account.keep",
      .says = "Invites a person to sign in, with a link that works once.",
      .form = inviteForm(),
      .prepare = [](Preparing& at, const InviteIn&) -> Prepared<Link> { return newLink(at.services, at.tx.viewer()); },
      .apply = invite});
  offers.command(CommandOf<WhomIn, Link>{
      .name = "account.new_link",
      .permission = "account.keep",
      .says = "Sends a person a new link to choose a password.",
      .form = whomForm(),
      .prepare = [](Preparing& at, const WhomIn&) -> Prepared<Link> { return newLink(at.services, at.tx.viewer()); },
      .apply = sendNewLink});
}

}  // namespace capd::accounts
