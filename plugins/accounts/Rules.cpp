// Who may let whom in. The whole rule stands here, once, and in words in README.md.

#include <fmt/format.h>

#include "Accounts.h"
#include "cases/mail/Outbox.h"

namespace capd::accounts {
namespace {

constexpr std::string_view kOrganisationKinds[] = {"school", "provider", "send_team", "agency", "cap"};

std::string kindWords(std::string_view kind) {
  if (kind == "send_team") return "SEND team";
  if (kind == "cap") return "CAP";
  return std::string(kind);
}

// The host's own hands, at the machine: root could do it anyway, and the audit says host.
bool atTheMachine(const Viewer& viewer) { return viewer.door() == Viewer::Door::socket; }

// Roles that open more than an administrator may: safeguarding, and the two that can give it.
bool isGuarded(const Role& role) {
  return role.word == "cap.host" || role.word == "cap.dsl" || role.word == "cap.operations_lead";
}

}  // namespace

bool mayGive(const Viewer& viewer, const Role& role) {
  if (atTheMachine(viewer)) return true;
  if (viewer.hasRole("cap.host") || viewer.hasRole("cap.operations_lead")) return true;
  if (isGuarded(role)) return false;
  if (viewer.hasRole("cap.admin")) return true;
  return viewer.hasRole("cap.data_admin") && role.organisationKind != "cap";
}

std::string whoGives(const Role& role) {
  return fmt::format("“{}” can be given and taken by {}.", role.says,
                     isGuarded(role) ? "the council’s IT host or CAP’s operations lead"
                                     : "a CAP administrator, the council’s IT host or CAP’s operations lead");
}

std::string whyNot(const Viewer& viewer, const Person& person) {
  if (atTheMachine(viewer)) return {};
  if (person.account != 0 && person.account == viewer.account())
    return "Nobody changes their own sign-in. Ask a colleague.";
  for (const Held& held : person.roles) {
    const Role* role = findRole(held.role);
    if (role != nullptr && !mayGive(viewer, *role))
      return fmt::format("This person is {}. {}", role->says, whoGives(*role));
  }
  return {};
}

std::string organisationValue(const Organisation& organisation) { return organisation.kind + ":" + organisation.name; }

std::optional<Organisation> organisationFrom(ReadTx& tx, const std::string& typed) {
  std::optional<Organisation> found;
  for (const std::string_view kind : kOrganisationKinds) {
    const bool named = typed.compare(0, kind.size() + 1, std::string(kind) + ":") == 0;
    auto one = findOrganisation(tx, kind, named ? typed.substr(kind.size() + 1) : typed);
    if (!one || one->closed) continue;
    if (named) return one;
    if (found) return std::nullopt;  // a school and a provider of that name
    found = std::move(one);
  }
  return found;
}

std::vector<Option> organisationOptions(ReadTx& tx) {
  std::vector<Option> options;
  for (const std::string_view kind : kOrganisationKinds)
    for (const Organisation& each : organisations(tx, kind))
      options.push_back({organisationValue(each),
                         kind == "cap" ? each.name : fmt::format("{} ({})", each.name, kindWords(kind)), ""});
  return options;
}

std::vector<Option> roleOptions(const Viewer& viewer) {
  std::vector<Option> options;
  for (const Role& role : allRoles())
    if (mayGive(viewer, role)) options.push_back({std::string(role.word), std::string(role.says), ""});
  return options;
}

Letter letterOf(const Services& services) {
  return {services.setting("public_address"), services.setting("telephone")};
}

void tellSafeguardingLeads(WriteTx& tx, const Person& person, std::int64_t organisation, const Role& role,
                           const Letter& letter) {
  if (!role.safeguarding) return;
  const auto where = findOrganisation(tx, organisation);
  NewMail mail;
  mail.subject = "A new safeguarding lead can sign in";
  mail.body = mailBody(fmt::format("{} is now {} at {}. If you did not expect this, call CAP today.", person.name,
                                   role.says, where ? where->name : ""),
                       "", letter.address, "/", letter.telephone);
  mail.reason = "account";
  mail.reasonId = person.account;
  std::vector<Contact> leads = contacts(tx, capOrganisation(tx), "cap.dsl");
  if (role.organisationKind != "cap")
    for (const Contact& each : contacts(tx, organisation, role.word)) leads.push_back(each);
  for (const Contact& lead : leads) {
    if (lead.person == person.id || lead.email.empty()) continue;
    mail.person = lead.person;
    mail.address = lead.email;
    queueMail(tx, mail);
  }
}

Done about(const Person& person, std::string says) {
  Done done;
  done.says = std::move(says);
  done.subject = "person:" + person.code;
  done.next = "/people/" + person.code;
  return done;
}

Field personField() {
  return {.name = "person",
          .label = "Person",
          .kind = FieldKind::hidden,
          .missing = "Open the person's own page",
          .most = 40};
}

Form<WhomIn> whomForm() {
  Form<WhomIn> form;
  form.field(&WhomIn::person, personField());
  return form;
}

}  // namespace capd::accounts
