// The forms about a provider's people, one page each.

#include <fmt/format.h>

#include "People.h"

namespace capd::staff {
namespace {

struct FormPage {
  const char* path;
  const char* command;
  const char* says;
  const char* heading;
  const char* lead;
  const char* button;
  bool judge;  ///< CAP's quality work only
  bool warning;
};
constexpr FormPage kForms[] = {
    {"check", "staff.check", "Enters a DBS check.", "Enter a DBS check",
     "Show the certificate to CAP’s quality officer. Send no copy: CAP writes down who saw it and keeps none.",
     "Enter the check", false, false},
    {"update-service", "staff.update_service", "Enters a look at the Update Service.", "Look at the Update Service",
     "A certificate that is still current counts from the day of the look.", "Enter the look", false, false},
    {"learn", "staff.learn", "Enters training, reading or another check.", "Training, reading and other checks",
     "One line at a time. CAP may ask to see the evidence; it keeps no copy.", "Enter it", false, false},
    {"change", "staff.change", "Changes what is known about a person.", "Change name, work or start",
     "CAP sees the change at once.", "Save", false, false},
    {"strike", "staff.strike", "Strikes out a check.", "Strike out a line that is wrong",
     "It stays readable, with your reason. What it had answered is asked again.", "Strike it out", false, true},
    {"leave", "staff.leave", "Tells of a leaver.", "This person has left",
     "They are off the list and their sign-in here ends at once.", "They have left", false, true},
    {"seen", "staff.see", "Marks a check as seen.", "Mark a check as seen",
     "Only when you have looked at the certificate itself, or at the Update Service.", "I have seen it", true, false},
    {"decide", "staff.decide", "Decides about a passed policy date.", "Decide what happens",
     "Your decision stands on the record with your name and the day. The provider reads it.", "Decide", true, false},
};

// Lines to choose among: those not seen, or those that stand.
Field lineField(const std::vector<DbsCheck>& checks, bool unseen, const std::string& label) {
  std::vector<Option> options;
  for (const DbsCheck& check : checks) {
    if (check.struck || (unseen && check.seen)) continue;
    options.push_back({std::to_string(check.number),
                       fmt::format("{}, {}, number {}", checkWords(check), check.dated.words(), check.certificate),
                       ""});
  }
  return {.name = "check", .label = label, .kind = FieldKind::choice, .options = options};
}

std::optional<FormShape> shapeOf(const FormPage& form, const std::vector<DbsCheck>& checks) {
  const std::string command = form.command;
  FormShape shape;
  shape.fields = {memberField()};
  if (command == "staff.see") {
    shape.fields.push_back(lineField(checks, true, "Which line have you seen?"));
  } else if (command == "staff.strike") {
    shape.fields.push_back(lineField(checks, false, "Which line is wrong?"));
    shape.fields.push_back({.name = "why", .label = "What is wrong with it?"});
  } else {
    return std::nullopt;
  }
  return shape;
}

FieldTexts valuesOf(const FormPage& form, const StaffMember& member, const std::vector<DbsCheck>& checks) {
  FieldTexts values{{"member", {member.code}}, {"version", {std::to_string(member.version)}}};
  const std::string command = form.command;
  if (command == "staff.change") {
    values["name"] = {member.name};
    values["job"] = {member.job};
    values["started"] = {member.started.iso()};
    values["email"] = {member.email};
  }
  if (command == "staff.see") {
    std::vector<std::string> unseen;
    for (const DbsCheck& check : checks)
      if (!check.struck && !check.seen) unseen.push_back(std::to_string(check.number));
    if (unseen.size() == 1) values["check"] = unseen;
  }
  return values;
}

PageAnswer formPage(const FormPage& form, PageRequest& ask) {
  const auto member = findStaff(ask.tx, ask.part("member"));
  if (!member || member->left || providerCode(member->provider) != ask.part("provider") ||
      !mayTell(ask.viewer, member->provider) || (form.judge && !judges(ask.viewer)))
    return NotThere{};
  const auto checks = checksOf(ask.tx, member->id);
  Shown shown;
  shown.title = form.heading;
  shown.back = pathOf(*member);
  shown.subject = "staff:" + member->code;
  shown.model.set("HEADING", fmt::format("{}: {}", form.heading, member->name)).set("LEAD", form.lead);
  shown.model.form("FORM", {.command = form.command,
                            .values = valuesOf(form, *member, checks),
                            .shape = shapeOf(form, checks),
                            .button = form.button,
                            .warning = form.warning});
  return shown;
}

PageAnswer joinPage(PageRequest& ask) {
  const auto provider = providerByCode(ask.tx, ask.part("provider"));
  if (!provider || !mayTell(ask.viewer, *provider)) return NotThere{};
  Shown shown;
  shown.title = "Somebody has joined";
  shown.back = listPath(*provider);
  shown.model.set("HEADING", shown.title)
      .set("LEAD",
           "Tell CAP on the day, or before they start. They can be named on a register once CAP has seen their "
           "enhanced DBS check.");
  shown.model.form(
      "FORM",
      {.command = "staff.join", .values = {{"provider", {ask.part("provider")}}}, .button = "Put them on the list"});
  return shown;
}

}  // namespace

void offerForms(Offers& offers) {
  offers.pages.push_back({.path = "/staff/{provider}/join",
                          .name = "staff.join",
                          .permission = "staff.tell",
                          .says = "Tells of a joiner.",
                          .file = "form.tpl",
                          .commands = {"staff.join"},
                          .fill = joinPage});
  for (const FormPage& form : kForms)
    offers.pages.push_back({.path = std::string("/staff/{provider}/{member}/") + form.path,
                            .name = std::string("staff.form_") + form.path,
                            .permission = form.judge ? "staff.judge" : "staff.tell",
                            .says = form.says,
                            .file = "form.tpl",
                            .commands = {form.command},
                            .fill = [&form](PageRequest& ask) { return formPage(form, ask); }});
}

}  // namespace capd::staff
