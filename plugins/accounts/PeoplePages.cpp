// Who can sign in: everybody by organisation, one person, and the forms that change it.

#include <fmt/format.h>

#include <map>

#include "Accounts.h"
#include "cases/account/SecondFactor.h"

namespace capd::accounts {
namespace {

struct KindOf {
  const char* kind;
  const char* label;
};
constexpr KindOf kKindLabels[] = {
    {"school", "Schools"}, {"provider", "Providers"}, {"send_team", "SEND team"}, {"agency", "Panels"}, {"cap", "CAP"}};

std::string roleWords(const std::string& word) {
  const Role* role = findRole(word);
  return role == nullptr ? word : std::string(role->says);
}

std::string stateWords(const std::string& state) {
  if (state == "active") return "Can sign in";
  if (state == "invited") return "Invited: has not chosen a password yet";
  if (state == "left") return "Has left";
  return "Contact without a sign-in";
}

// One box for each organisation, its people by name.
void fillBoxes(Model& m, const std::vector<Person>& all) {
  m.list("ORGANISATION");
  std::map<std::string, std::vector<std::pair<const Person*, std::string>>> byPlace;
  for (const Person& person : all)
    for (const Held& held : person.roles) {
      auto& there = byPlace[held.organisationName];
      if (!there.empty() && there.back().first == &person)
        there.back().second += ", " + roleWords(held.role);
      else
        there.emplace_back(&person, roleWords(held.role));
    }
  for (const auto& [name, there] : byPlace) {
    Model& box = m.add("ORGANISATION");
    box.set("NAME", name).list("PERSON");
    for (const auto& [person, roles] : there)
      box.add("PERSON")
          .set("WHO", person->name)
          .set("PATH", "/people/" + person->code)
          .set("ROLES", roles)
          .set("STATE", stateWords(person->state));
  }
}

PageAnswer listPeople(PageRequest& ask) {
  std::string kind = "school";
  for (const KindOf& each : kKindLabels)
    if (ask.asked("of") == each.kind) kind = each.kind;
  Shown shown;
  shown.title = "People";
  Model& m = shown.model;
  m.list("VIEW");
  for (const KindOf& each : kKindLabels)
    m.add("VIEW")
        .set("LABEL", each.label)
        .set("PATH", fmt::format("/people?of={}", each.kind))
        .show("CHOSEN", kind == each.kind);
  const auto all = people(ask.tx, kind);
  m.show("NOBODY", all.empty()).show("KEYS", ask.viewer.may("apikey.keep"));
  fillBoxes(m, all);
  return shown;
}

PageAnswer invitePage(PageRequest& ask) {
  Shown shown;
  shown.title = "Invite a person";
  shown.back = "/people";
  Model& m = shown.model;
  m.set("HEADING", shown.title)
      .set("LEAD",
           "They get a mail with a link that works once, for 72 hours, and choose their own password. One person, one "
           "sign-in: never let two people share one.");
  FormShape shape;
  shape.fields = {
      {.name = "name", .label = "Full name"},
      {.name = "email",
       .label = "Work email address",
       .kind = FieldKind::email,
       .hint = "Their own, not one that several people read: the link to sign in goes there"},
      {.name = "phone", .label = "Telephone", .kind = FieldKind::phone},
      {.name = "organisation",
       .label = "Where they work",
       .kind = FieldKind::choice,
       .options = organisationOptions(ask.tx)},
      {.name = "role", .label = "What they do", .kind = FieldKind::choice, .options = roleOptions(ask.viewer)}};
  m.form("FORM", {.command = "account.invite", .shape = shape, .button = "Invite"});
  return shown;
}

PageAnswer showPerson(PageRequest& ask) {
  const auto person = personByCode(ask.tx, ask.part("person"));
  if (!person) return NotThere{};
  Shown shown;
  shown.title = "Person";
  shown.back = "/people";
  Model& m = shown.model;
  m.set("NAME", person->name).set("EMAIL", person->email).set("PHONE", person->phone);
  m.set("STATE", stateWords(person->state)).list("ROLE").show("NO_ROLE", person->roles.empty());
  for (const Held& held : person->roles)
    m.add("ROLE")
        .set("ROLE_SAYS", roleWords(held.role))
        .set("WHERE", held.organisationName)
        .set("SINCE", "since " + londonWords(held.since));
  m.list("CHANGE").list("WHY_NOT").list("SECOND_FACTOR");
  const auto factor = secondFactorOf(ask.tx, person->account);
  if (factor) m.add("SECOND_FACTOR").set("WHEN", "Set up on " + londonWords(factor->since));
  if (person->account == 0 || person->state == "left") return shown;
  const std::string why = whyNot(ask.viewer, *person);
  if (!why.empty())
    m.add("WHY_NOT").set("SAYS", why);
  else
    m.add("CHANGE")
        .set("PATH", "/people/" + person->code)
        .show("SEVERAL", person->roles.size() > 1)
        .show("HAS_FACTOR", factor.has_value());
  return shown;
}

struct PersonForm {
  const char* path;
  const char* name;
  const char* command;
  const char* says;
  const char* heading;
  const char* lead;
  const char* button;
  bool warning;
};
constexpr PersonForm kForms[] = {
    {"add-role", "people.add_role", "account.add_role", "Gives a person one more role.", "Add a role",
     "Roles add up in one sign-in.", "Add the role", false},
    {"end-role", "people.end_role", "account.end_role", "Ends one of a person's roles.", "End a role",
     "It counts from their next click.", "End the role", true},
    {"new-link", "people.new_link", "account.new_link", "Sends a person a new link.", "Send a new link",
     "They choose a password with it, once, within 72 hours. Links sent before work no more; until they choose, the "
     "old "
     "password still works.",
     "Send a new link", false},
    {"reset-second-factor", "people.reset_second_factor", "account.reset_second_factor",
     "Takes a lost second factor away.", "Take the second factor away",
     "For somebody who has lost their telephone and their recovery codes. Make sure that it is them: ring them on the "
     "number that you know. They are signed out everywhere and get a mail; at their next sign-in they set up a new "
     "one.",
     "Take it away", true},
    {"leaver", "people.leaver", "account.leaver", "Ends a person's sign-in.", "This person has left",
     "They are signed out everywhere at once and their roles end. Cases stay as they are; what waited for them alone "
     "waits for their colleagues.",
     "End their sign-in", true},
};

FormShape shapeOf(const PersonForm& form, PageRequest& ask, const Person& person) {
  FormShape shape;
  shape.fields = {{.name = "person", .kind = FieldKind::hidden}};
  const std::string command = form.command;
  if (command == "account.add_role") {
    shape.fields.push_back(
        {.name = "organisation", .label = "Where", .kind = FieldKind::choice, .options = organisationOptions(ask.tx)});
    shape.fields.push_back(
        {.name = "role", .label = "What they do there", .kind = FieldKind::choice, .options = roleOptions(ask.viewer)});
  }
  if (command == "account.end_role") {
    std::vector<Option> held;
    for (const Held& each : person.roles)
      held.push_back({heldValue(each), fmt::format("{} at {}", roleWords(each.role), each.organisationName), ""});
    shape.fields.push_back({.name = "role", .label = "Which role ends?", .kind = FieldKind::choice, .options = held});
  }
  return shape;
}

PageAnswer formPage(const PersonForm& form, PageRequest& ask) {
  const auto person = personByCode(ask.tx, ask.part("person"));
  if (!person || person->account == 0 || person->state == "left") return NotThere{};
  if (!whyNot(ask.viewer, *person).empty()) return GoTo{"/people/" + person->code};
  Shown shown;
  shown.title = form.heading;
  shown.back = "/people/" + person->code;
  shown.model.set("HEADING", fmt::format("{}: {}", form.heading, person->name)).set("LEAD", form.lead);
  shown.model.form("FORM", {.command = form.command,
                            .values = {{"person", {person->code}}},
                            .shape = shapeOf(form, ask, *person),
                            .button = form.button,
                            .warning = form.warning});
  return shown;
}

void page(Offers& offers, PageDeclaration declaration) {
  declaration.permission = "account.keep";
  offers.pages.push_back(std::move(declaration));
}

}  // namespace

void offerPeoplePages(Offers& offers) {
  page(offers, {.path = "/people",
                .name = "people.list",
                .permission = "",
                .says = "Who can sign in, by organisation.",
                .file = "people.tpl",
                .fill = listPeople});
  page(offers, {.path = "/people/invite",
                .name = "people.invite",
                .permission = "",
                .says = "Invites a person.",
                .file = "person_form.tpl",
                .commands = {"account.invite"},
                .fill = invitePage});
  page(offers, {.path = "/people/{person}",
                .name = "people.one",
                .permission = "",
                .says = "One person, their roles and their sign-in.",
                .file = "person.tpl",
                .fill = showPerson});
  for (const PersonForm& form : kForms)
    page(offers, {.path = std::string("/people/{person}/") + form.path,
                  .name = form.name,
                  .permission = "",
                  .says = form.says,
                  .file = "person_form.tpl",
                  .commands = {form.command},
                  .fill = [&form](PageRequest& ask) { return formPage(form, ask); }});
  offers.navigation.push_back({"People", "/people", "account.keep", 85});
}

}  // namespace capd::accounts
