// Providers and schools: adding, changing, their contacts, and the pages that list them.

#include <fmt/format.h>

#include <array>

#include "Directory.h"
#include "cases/organisation/Roles.h"

namespace capd::directory {
namespace {

struct OrganisationIn {
  std::string kind;  // set by the command, never by the form
  std::string slug;
  std::string name;
  std::optional<std::string> urn;
  std::optional<std::string> schoolGroup;
  std::optional<std::string> sla;
  std::optional<std::string> phone;
  std::optional<std::string> email;
  std::optional<std::string> address;
  std::optional<std::string> travel;
  std::int64_t version = 0;
};

void checkUrn(const OrganisationIn& in, Problems& problems) {
  if (!in.urn) return;
  if (in.urn->size() != 6 || in.urn->find_first_not_of("0123456789") != std::string::npos)
    problems.push_back({"urn", "The URN must be six digits, such as 103738"});
}

Form<OrganisationIn> nameAndContact(const std::string& nameLabel, const std::string& nameMissing,
                                    const std::string& urnHint, const std::string& urnMissing) {
  Form<OrganisationIn> form;
  form.field(&OrganisationIn::name, {.name = "name", .label = nameLabel, .missing = nameMissing, .most = 120});
  form.field(
      &OrganisationIn::urn,
      {.name = "urn", .label = "Unique reference number (URN)", .hint = urnHint, .missing = urnMissing, .most = 20});
  return form;
}

Form<OrganisationIn>& contactFields(Form<OrganisationIn>& form) {
  form.field(&OrganisationIn::phone, {.name = "phone", .label = "Telephone", .kind = FieldKind::phone, .most = 40});
  form.field(&OrganisationIn::email,
             {.name = "email", .label = "Email address", .kind = FieldKind::email, .most = 120});
  form.field(&OrganisationIn::address,
             {.name = "address", .label = "Address", .kind = FieldKind::longText, .most = 400});
  form.check(checkUrn);
  return form;
}

Form<OrganisationIn> providerForm() {
  auto form = nameAndContact("Provider’s name", "Enter the provider’s name",
                             "Six digits, only if the provider is registered with the DfE", "");
  contactFields(form);
  form.field(&OrganisationIn::travel,
             {.name = "travel",
              .label = "How to get there",
              .kind = FieldKind::longText,
              .hint = "Stands on the information sheet for parents and carers: buses, parking, where to go in",
              .most = 600});
  return form;
}

Form<OrganisationIn> schoolForm() {
  auto form = nameAndContact("School’s name", "Enter the school’s name", "Six digits, as in the DfE register",
                             "Enter the school’s URN");
  form.field(&OrganisationIn::schoolGroup, {.name = "school_group",
                                            .label = "Group",
                                            .kind = FieldKind::choice,
                                            .missing = "Choose the group that the school belongs to",
                                            .options = {{"primary_partnership", "Primary Partnership", ""},
                                                        {"secondary_partnership", "Secondary Partnership", ""},
                                                        {"west_midlands_national", "West Midlands and national", ""}}});
  form.field(&OrganisationIn::sla, {.name = "sla",
                                    .label = "How the school pays for the service",
                                    .kind = FieldKind::choice,
                                    .missing = "Choose how the school pays for the service",
                                    .options = {{"sla", "Service level agreement (SLA)", ""},
                                                {"admin_fee", "Admin fee for each referral", ""}}});
  contactFields(form);
  return form;
}

Form<OrganisationIn> withRecord(Form<OrganisationIn> form) {
  form.field(&OrganisationIn::slug, {.name = "organisation",
                                     .label = "Organisation",
                                     .kind = FieldKind::hidden,
                                     .missing = "Open the organisation's own page to change it"});
  form.field(&OrganisationIn::version, {.name = "version",
                                        .label = "Version",
                                        .kind = FieldKind::hidden,
                                        .missing = "Load the page again",
                                        .most = 1'000'000});
  return form;
}

void takeOver(const OrganisationIn& in, Organisation& o) {
  o.name = in.name;
  o.urn = in.urn;
  o.schoolGroup = in.schoolGroup;
  o.sla = in.sla;
  o.phone = in.phone.value_or("");
  o.email = in.email.value_or("");
  o.address = in.address.value_or("");
  o.travel = in.travel.value_or("");
}

std::string pathOf(std::string_view kind, std::string_view name) {
  return (kind == "school" ? "/schools/" : "/providers/") + slugOf(name);
}

// Another one whose name reads the same, in the list or in the URL.
bool nameTaken(ReadTx& tx, std::string_view kind, const std::string& name, std::int64_t but) {
  const auto same = findOrganisation(tx, kind, name);
  if (same && same->id != but) return true;
  const auto slug = bySlug(tx, kind, slugOf(name));
  return slug && slug->id != but;
}

Refused taken(std::string_view kind, const std::string& name) {
  return Refused::because("name", fmt::format("A {} called “{}” is here already. Use its own page, or give this one a "
                                              "name that tells them apart.",
                                              kind, name));
}

Outcome add(WriteTx& tx, const OrganisationIn& in, const std::string& kind) {
  if (slugOf(in.name).empty()) return Refused::because("name", "The name needs at least one letter or number");
  if (nameTaken(tx, kind, in.name, 0)) return taken(kind, in.name);
  Organisation o;
  o.kind = kind;
  takeOver(in, o);
  addOrganisation(tx, o);
  Done done;
  done.says = fmt::format("{} is added.", in.name);
  done.subject = kind + ":" + slugOf(in.name);
  done.next = pathOf(kind, in.name);
  done.values["organisation"] = slugOf(in.name);
  return done;
}

Outcome change(WriteTx& tx, const OrganisationIn& in, const std::string& kind) {
  auto o = bySlug(tx, kind, in.slug);
  if (!o) return Refused::notThere();
  if (o->version != in.version)
    return Refused::stale(
        "Somebody changed this while you were writing. Load the page again and look at what stands now.");
  if (slugOf(in.name).empty()) return Refused::because("name", "The name needs at least one letter or number");
  if (nameTaken(tx, kind, in.name, o->id)) return taken(kind, in.name);
  takeOver(in, *o);
  saveOrganisation(tx, *o);
  Done done;
  done.says = "Saved.";
  done.subject = kind + ":" + slugOf(in.name);
  done.next = pathOf(kind, in.name);
  return done;
}

struct ContactIn {
  std::string kind;
  std::string slug;
  std::string name;
  std::string email;
  std::string phone;
  std::string role;
};

std::vector<Option> contactRoles(std::string_view kind) {
  std::vector<Option> options;
  for (const Role& role : allRoles())
    if (role.organisationKind == kind) options.push_back({std::string(role.word), std::string(role.says), ""});
  return options;
}

Form<ContactIn> contactForm() {
  std::vector<Option> roles = contactRoles("school");
  for (const Option& option : contactRoles("provider")) roles.push_back(option);
  Form<ContactIn> form;
  form.field(&ContactIn::kind, {.name = "kind",
                                .label = "Kind",
                                .kind = FieldKind::hidden,
                                .missing = "Open the organisation's own page to add a contact"});
  form.field(&ContactIn::slug, {.name = "organisation",
                                .label = "Organisation",
                                .kind = FieldKind::hidden,
                                .missing = "Open the organisation's own page to add a contact"});
  form.field(&ContactIn::name,
             {.name = "name", .label = "Full name", .missing = "Enter the person’s name", .most = 120});
  form.field(&ContactIn::role, {.name = "role",
                                .label = "What they do",
                                .kind = FieldKind::choice,
                                .missing = "Choose what the person does",
                                .options = roles});
  form.field(&ContactIn::email, {.name = "email",
                                 .label = "Work email address",
                                 .kind = FieldKind::email,
                                 .missing = "Enter a work email address",
                                 .most = 120});
  form.field(&ContactIn::phone, {.name = "phone",
                                 .label = "Telephone",
                                 .kind = FieldKind::phone,
                                 .missing = "Enter a telephone number",
                                 .most = 40});
  return form;
}

Outcome addContact(WriteTx& tx, const ContactIn& in) {
  if (in.kind != "school" && in.kind != "provider") return Refused::notThere();
  const auto o = bySlug(tx, in.kind, in.slug);
  if (!o) return Refused::notThere();
  const Role* role = findRole(in.role);
  if (role == nullptr || role->organisationKind != in.kind)
    return Refused::because("role", fmt::format("Choose something that a person of a {} does", in.kind));
  for (const Contact& there : contacts(tx, o->id, in.role))
    if (there.email == in.email)
      return Refused::because("email", fmt::format("{} is listed here as {} already", there.name, role->says));
  addMembership(tx, addPerson(tx, in.name, in.email, in.phone), o->id, in.role);
  Done done;
  done.says = fmt::format("{} is listed as {}. This gives no sign-in.", in.name, role->says);
  done.subject = in.kind + ":" + in.slug;
  done.next = pathOf(in.kind, o->name);
  return done;
}

// "0 courses", "1 course", "12 courses"
std::string counted(std::size_t n, std::string_view thing) {
  return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s");
}

PageAnswer list(PageRequest& ask, const std::string& kind) {
  Shown shown;
  shown.title = kind == "school" ? "Schools" : "Providers";
  Model& m = shown.model;
  m.set("HEADING", shown.title).list("ROW");
  const auto all = organisations(ask.tx, kind);
  m.set("COUNT", counted(all.size(), kind)).show("NONE", all.empty()).show("SOME", !all.empty());
  const bool keeps = ask.viewer.may("directory.keep");
  m.list("ADD");
  if (keeps)
    m.add("ADD").set("PATH", kind == "school" ? "/schools/add" : "/providers/add").set("LABEL", "Add a " + kind);
  for (const Organisation& o : all)
    m.add("ROW").set("NAME", o.name).set("PATH", pathOf(kind, o.name)).set("PHONE", o.phone).set("EMAIL", o.email);
  return shown;
}

PageAnswer addPage(const std::string& kind) {
  Shown shown;
  shown.title = "Add a " + kind;
  shown.back = kind == "school" ? "/schools" : "/providers";
  shown.model.set("HEADING", shown.title);
  shown.model.form("FORM", {.command = kind + ".add", .button = "Add the " + kind});
  return shown;
}

FieldTexts valuesOf(const Organisation& o) {
  FieldTexts v;
  v["organisation"] = {slugOf(o.name)};
  v["version"] = {std::to_string(o.version)};
  v["name"] = {o.name};
  v["urn"] = {o.urn.value_or("")};
  v["school_group"] = {o.schoolGroup.value_or("")};
  v["sla"] = {o.sla.value_or("")};
  v["phone"] = {o.phone};
  v["email"] = {o.email};
  v["address"] = {o.address};
  v["travel"] = {o.travel};
  return v;
}

void contactRows(PageRequest& ask, Model& m, const Organisation& o) {
  m.list("CONTACT");
  bool any = false;
  for (const Role& role : allRoles()) {
    if (role.organisationKind != o.kind) continue;
    for (const Contact& c : contacts(ask.tx, o.id, role.word)) {
      m.add("CONTACT")
          .set("NAME", c.name)
          .set("ROLE", std::string(role.says))
          .set("PHONE", c.phone)
          .set("EMAIL", c.email);
      any = true;
    }
  }
  m.show("NO_CONTACT", !any);
}

PageAnswer one(PageRequest& ask, const std::string& kind) {
  const auto o = bySlug(ask.tx, kind, ask.part("name"));
  if (!o) return NotThere{};
  Shown shown;
  shown.title = kind == "school" ? "School" : "Provider";
  shown.back = kind == "school" ? "/schools" : "/providers";
  Model& m = shown.model;
  m.set("HEADING", o->name).list("FACT");
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) m.add("FACT").set("KEY", key).set("VALUE", value);
  };
  fact("URN", o->urn.value_or(""));
  fact("Telephone", o->phone);
  fact("Email", o->email);
  fact("Address", o->address);
  fact("How to get there", o->travel);
  contactRows(ask, m, *o);
  m.list("COURSES");
  if (kind == "provider") {
    CourseFilter filter;
    filter.provider = o->id;
    Model& box = m.add("COURSES");
    box.list("COURSE");
    const auto courses = findCourses(ask.tx, filter, 500);
    for (const Course& c : courses)
      box.add("COURSE")
          .set("TITLE", c.title)
          .set("PATH", "/courses/" + c.code)
          .set("PLACES", fmt::format("{} of {} places left", c.free(), c.places));
    box.show("NO_COURSE", courses.empty()).list("ADD_COURSE");
    if (ask.viewer.may("directory.keep"))
      box.add("ADD_COURSE").set("PATH", "/providers/" + slugOf(o->name) + "/add-course");
  }
  m.list("KEEP");
  if (ask.viewer.may("directory.keep")) {
    m.add("KEEP")
        .set("CHANGE_PATH", pathOf(kind, o->name) + "/change")
        .set("CONTACT_PATH", pathOf(kind, o->name) + "/add-contact");
  }
  return shown;
}

PageAnswer changePage(PageRequest& ask, const std::string& kind) {
  const auto o = bySlug(ask.tx, kind, ask.part("name"));
  if (!o) return NotThere{};
  Shown shown;
  shown.title = "Change a " + kind;
  shown.back = pathOf(kind, o->name);
  shown.model.set("HEADING", "Change what is known about " + o->name);
  shown.model.form("FORM", {.command = kind + ".change", .values = valuesOf(*o), .button = "Save"});
  return shown;
}

PageAnswer contactPage(PageRequest& ask, const std::string& kind) {
  const auto o = bySlug(ask.tx, kind, ask.part("name"));
  if (!o) return NotThere{};
  Shown shown;
  shown.title = "Add a contact";
  shown.back = pathOf(kind, o->name);
  shown.model.set("HEADING", "Add a contact at " + o->name);
  FormShape shape = contactForm().shape();
  for (Field& field : shape.fields)
    if (field.name == "role") field.options = contactRoles(kind);
  shown.model.form("FORM", {.command = "contact.add",
                            .values = {{"kind", {kind}}, {"organisation", {ask.part("name")}}},
                            .shape = shape,
                            .button = "Add the contact"});
  return shown;
}

void offerPages(Offers& offers, const std::string& kind) {
  const std::string base = kind == "school" ? "/schools" : "/providers";
  const std::string see = kind == "school" ? "directory.schools" : "directory.see";
  const auto page = [&](const std::string& path, const std::string& name, const std::string& permission,
                        const std::string& says, const std::string& file, std::vector<std::string> commands,
                        std::function<PageAnswer(PageRequest&)> fill) {
    offers.pages.push_back({.path = path,
                            .name = kind + name,
                            .permission = permission,
                            .says = says,
                            .file = file,
                            .commands = std::move(commands),
                            .fill = std::move(fill)});
  };
  page(base, ".list", see, "Lists every " + kind + ".", "organisations.tpl", {},
       [kind](PageRequest& ask) { return list(ask, kind); });
  page(base + "/add", ".add", "directory.keep", "Adds a " + kind + ".", "organisation_form.tpl", {kind + ".add"},
       [kind](PageRequest&) { return addPage(kind); });
  page(base + "/{name}", ".one", see, "One " + kind + " with its contacts.", "organisation.tpl", {},
       [kind](PageRequest& ask) { return one(ask, kind); });
  page(base + "/{name}/change", ".change", "directory.keep", "Changes a " + kind + ".", "organisation_form.tpl",
       {kind + ".change"}, [kind](PageRequest& ask) { return changePage(ask, kind); });
  page(base + "/{name}/add-contact", ".contact", "directory.keep", "Adds a contact to a " + kind + ".",
       "organisation_form.tpl", {"contact.add"}, [kind](PageRequest& ask) { return contactPage(ask, kind); });
}

}  // namespace

void offerOrganisations(Offers& offers) {
  for (const std::string kind : {"provider", "school"}) {
    const auto form = kind == "provider" ? providerForm() : schoolForm();
    offers.command(CommandOf<OrganisationIn>{
        .name = kind + ".add",
        .permission = "directory.keep",
        .says = "Adds a " + kind + " to the directory.",
        .form = form,
        .apply = [kind](WriteTx& tx, const OrganisationIn& in, const Nothing&) { return add(tx, in, kind); }});
    offers.command(CommandOf<OrganisationIn>{
        .name = kind + ".change",
        .permission = "directory.keep",
        .says = "Changes what is known about a " + kind + ".",
        .form = withRecord(form),
        .apply = [kind](WriteTx& tx, const OrganisationIn& in, const Nothing&) { return change(tx, in, kind); }});
    offerPages(offers, kind);
  }
  offers.command(CommandOf<ContactIn>{
      .name = "contact.add",
      .permission = "directory.keep",
      .says = "Lists a person as a contact of a school or provider, without a sign-in.",
      .form = contactForm(),
      .apply = [](WriteTx& tx, const ContactIn& in, const Nothing&) { return addContact(tx, in); }});
}

}  // namespace capd::directory
