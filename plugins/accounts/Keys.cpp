// Keys of other programs: made for one organisation and some of its roles, ended, listed. A key is never a way round
// the rules for people: who makes one could give its roles, and what people alone may it never holds.

#include <fmt/format.h>

#include <algorithm>

#include "Accounts.h"
#include "cases/account/ApiKey.h"

namespace capd::accounts {
namespace {

struct AddIn {
  std::string name;
  std::string organisation;
  std::vector<std::string> roles;
  std::int64_t days = 0;
};

std::vector<Option> rolesOfKeys() {
  std::vector<Option> options;
  for (const Role& role : allRoles())
    if (!role.safeguarding) options.push_back({std::string(role.word), std::string(role.says), ""});
  return options;
}

// A key is good to the end of a day, and the end of a day is said as its last minute.
std::string lastMoment(const ApiKey& key) { return londonWords(key.expires.plusMs(-1)); }

Field rolesField(std::vector<Option> options) {
  return {.name = "roles",
          .label = "What it does there",
          .kind = FieldKind::choices,
          .hint = "As little as it needs. No key holds what safeguarding leads do, nor lets people in.",
          .missing = "Choose at least one role for the key",
          .options = std::move(options)};
}

Form<AddIn> addForm() {
  Form<AddIn> form;
  form.field(&AddIn::name, {.name = "name",
                            .label = "Name of the key",
                            .hint = "Small letters, digits and hyphens, such as spon-vale-mis. It stands in the logs "
                                    "for ever and is never given again",
                            .missing = "Enter a name for the key",
                            .least = 3,
                            .most = 40});
  form.field(
      &AddIn::organisation,
      {.name = "organisation", .label = "Whose program it is", .missing = "Choose whose program it is", .most = 160});
  form.field(&AddIn::roles, rolesField(rolesOfKeys()));
  form.field(&AddIn::days, {.name = "days",
                            .label = "For how long it is good",
                            .kind = FieldKind::number,
                            .missing = "Enter for how many days the key is good",
                            .least = 1,
                            .most = kMostKeyDays,
                            .unit = "days"});
  form.check([](const AddIn& in, Problems& problems) {
    const bool word = std::all_of(in.name.begin(), in.name.end(),
                                  [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!word || in.name.front() == '-' || in.name.back() == '-')
      problems.push_back({"name", "Use small letters, digits and hyphens alone, such as spon-vale-mis"});
  });
  return form;
}

Outcome add(WriteTx& tx, const AddIn& in, const std::string& secret) {
  if (apiKeyByName(tx, in.name))
    return Refused::because("name", "There was a key of this name. Choose another: names are not given twice");
  const auto where = organisationFrom(tx, in.organisation);
  if (!where) return Refused::because("organisation", "Choose one of the organisations that are listed");
  for (const std::string& word : in.roles) {
    const Role* role = findRole(word);
    if (role == nullptr || role->organisationKind != where->kind)
      return Refused::because("roles", fmt::format("Choose what somebody of {} does", where->name));
    if (!mayGive(tx.viewer(), *role)) return Refused(Refused::Kind::notAllowed, "roles", whoGives(*role));
  }
  ApiKey key;
  key.name = in.name;
  key.organisation = where->id;
  key.roles = in.roles;
  key.expires = londonEndOf(tx.today().plusDays(static_cast<int>(in.days)));
  addApiKey(tx, key, hashOfSecret(secret));
  Done done;
  done.says = fmt::format("The key {} is made for {}. It is good until {}.", key.name, where->name, lastMoment(key));
  done.subject = "key:" + key.name;
  done.next = "/keys";
  done.values["name"] = key.name;
  done.once = "Copy it now, it is shown this once: " + secret;
  return done;
}

struct EndIn {
  std::string key;
};

Form<EndIn> endForm() {
  Form<EndIn> form;
  form.field(
      &EndIn::key,
      {.name = "key", .label = "Key", .kind = FieldKind::hidden, .missing = "Open the page of the key", .most = 40});
  return form;
}

// Whoever could not have made it may not end it either: the same rule as for people.
std::string whyNotEnd(const Viewer& viewer, const ApiKey& key) {
  for (const std::string& word : key.roles)
    if (const Role* role = findRole(word); role != nullptr && !mayGive(viewer, *role)) return whoGives(*role);
  return {};
}

Outcome end(WriteTx& tx, const EndIn& in, const Nothing&) {
  const auto key = apiKeyByName(tx, in.key);
  if (!key) return Refused::notThere();
  const std::string why = whyNotEnd(tx.viewer(), *key);
  if (!why.empty()) return Refused(Refused::Kind::notAllowed, "", why);
  if (key->ended)
    return Refused(Refused::Kind::conflict, "",
                   fmt::format("{} was ended on {}.", key->name, londonWords(*key->ended)));
  endApiKey(tx, key->id);
  Done done;
  done.says = fmt::format("The key {} works no more, from its next call on.", key->name);
  done.subject = "key:" + key->name;
  done.next = "/keys";
  return done;
}

std::string rolesInWords(const ApiKey& key) {
  std::string all;
  for (const std::string& word : key.roles) {
    const Role* role = findRole(word);
    all += (all.empty() ? "" : ", ") + (role == nullptr ? word : std::string(role->says));
  }
  return all;
}

std::string stateOf(const ApiKey& key, Instant now) {
  if (key.ended) return "Ended on " + londonWords(*key.ended);
  return (key.live(now) ? "Good until " : "Was good until ") + lastMoment(key);
}

PageAnswer listKeys(PageRequest& ask) {
  Shown shown;
  shown.title = "Keys of other programs";
  shown.back = "/people";
  Model& m = shown.model;
  m.list("KEY");
  const auto all = apiKeys(ask.tx);
  m.show("NONE", all.empty());
  for (const ApiKey& key : all) {
    Model& row = m.add("KEY");
    row.set("NAME", key.name)
        .set("WHERE", key.organisationName)
        .set("ROLES", rolesInWords(key))
        .set("STATE", stateOf(key, ask.tx.now()))
        .set("USED", key.used ? londonWords(*key.used) : "Not used yet")
        .list("END");
    if (key.live(ask.tx.now()) && whyNotEnd(ask.viewer, key).empty())
      row.add("END").set("PATH", fmt::format("/keys/{}/end", key.name)).set("WHICH", key.name);
  }
  return shown;
}

PageAnswer addPage(PageRequest& ask) {
  Shown shown;
  shown.title = "Make a key";
  shown.back = "/keys";
  shown.model.set("HEADING", shown.title)
      .set("LEAD",
           "With it a program of a school, a provider or the council reads and writes here without a person. It is "
           "shown once, when it is made. Give it to one program alone, and end it when that program goes.");
  std::vector<Option> roles;
  for (const Role& role : allRoles())
    if (!role.safeguarding && mayGive(ask.viewer, role))
      roles.push_back({std::string(role.word), std::string(role.says), ""});
  FormShape shape = addForm().shape();
  for (Field& field : shape.fields) {
    if (field.name == "roles") field = rolesField(roles);
    if (field.name != "organisation") continue;
    field.kind = FieldKind::choice;
    field.options = organisationOptions(ask.tx);
  }
  shown.model.form("FORM",
                   {.command = "apikey.add", .values = {{"days", {"90"}}}, .shape = shape, .button = "Make the key"});
  return shown;
}

PageAnswer endPage(PageRequest& ask) {
  const auto key = apiKeyByName(ask.tx, ask.part("key"));
  if (!key || !key->live(ask.tx.now())) return NotThere{};
  if (!whyNotEnd(ask.viewer, *key).empty()) return GoTo{"/keys"};
  Shown shown;
  shown.title = "End a key";
  shown.back = "/keys";
  shown.model.set("HEADING", fmt::format("End the key {}", key->name))
      .set("LEAD", fmt::format("The program of {} that uses it can do nothing here from its next call on. This cannot "
                               "be taken back: make a new key instead.",
                               key->organisationName));
  shown.model.form(
      "FORM",
      {.command = "apikey.revoke", .values = {{"key", {key->name}}}, .button = "End this key", .warning = true});
  return shown;
}

}  // namespace

void offerKeys(Offers& offers) {
  offers.permissions.push_back({.name = "apikey.keep",
                                .says = "Make and end keys of other programs",
                                .roles = {"cap.admin", "cap.host", "cap.operations_lead"},
                                .peopleAlone = true});
  offers.command(CommandOf<AddIn, std::string>{
      .name = "apikey.add",
      .permission = "apikey.keep",
      .says = "Makes a key with which another program reads and writes here.",
      .form = addForm(),
      .prepare = [](Preparing&, const AddIn&) -> Prepared<std::string> { return newApiKeySecret(); },
      .apply = add,
      .fresh = true});
  offers.command(CommandOf<EndIn>{.name = "apikey.revoke",
                                  .permission = "apikey.keep",
                                  .says = "Ends a key of another program, at once.",
                                  .form = endForm(),
                                  .apply = end});
  offers.pages.push_back({.path = "/keys",
                          .name = "keys.list",
                          .permission = "apikey.keep",
                          .says = "Keys of other programs, and when each was used last.",
                          .file = "keys.tpl",
                          .fill = listKeys});
  offers.pages.push_back({.path = "/keys/add",
                          .name = "keys.add",
                          .permission = "apikey.keep",
                          .says = "Makes a key.",
                          .file = "person_form.tpl",
                          .commands = {"apikey.add"},
                          .fill = addPage});
  offers.pages.push_back({.path = "/keys/{key}/end",
                          .name = "keys.end",
                          .permission = "apikey.keep",
                          .says = "Ends a key.",
                          .file = "person_form.tpl",
                          .commands = {"apikey.revoke"},
                          .fill = endPage});
}

}  // namespace capd::accounts
