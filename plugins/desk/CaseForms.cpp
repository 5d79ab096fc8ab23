// CAP's pages of a case that hold one form each.

#include <fmt/format.h>

#include "Desk.h"

namespace capd::desk {
namespace {

struct OneForm {
  const char* path;
  const char* name;
  const char* permission;
  const char* command;
  const char* heading;
  const char* lead;
  const char* button;
};
constexpr OneForm kForms[] = {
    {"hold", "desk.hold_page", "desk.work", "desk.hold", "Put on hold",
     "The school sees this on its page. Ask for it afterwards, and it gets a mail.", "Put on hold"},
    {"clear", "desk.clear_page", "desk.work", "desk.clear_hold", "Clear a hold by hand",
     "A hold of policy closes by itself at the check. Clear one here when you know otherwise, and say why.",
     "Clear the hold"},
    {"dsl", "desk.dsl_page", "desk.work", "desk.move_to_dsl", "Move a paper to the safeguarding leads",
     "Child protection papers are for the safeguarding leads of the school and of CAP alone. Nobody else can open it "
     "afterwards, you neither.",
     "Move it"},
    {"officer", "desk.officer_page", "desk.allocate", "desk.allocate_monitoring_officer", "Name the monitoring officer",
     "", "Save"},
};

std::optional<FormShape> shapeFor(PageRequest& ask, const OneForm& form, const ReferralRecord& referral) {
  FormShape shape;
  shape.fields = {{.name = "reference", .kind = FieldKind::hidden}, {.name = "version", .kind = FieldKind::hidden}};
  if (std::string_view(form.path) == "clear") {
    std::vector<Option> options;
    const auto open = openHolds(ask.tx, referral.id);
    for (std::size_t i = 0; i < open.size() && i < 20; ++i)
      if (open[i].kind != "panel") options.push_back({std::to_string(i + 1), open[i].says, ""});
    shape.fields.push_back({.name = "hold", .label = "Which hold?", .kind = FieldKind::choice, .options = options});
    shape.fields.push_back({.name = "why",
                            .label = "Why is it cleared?",
                            .kind = FieldKind::longText,
                            .hint = "For example: confirmed by telephone with the coordinator. The school reads this",
                            .most = 500});
    return shape;
  }
  if (std::string_view(form.path) == "dsl") {
    shape.fields.push_back({.name = "paper",
                            .label = "Which paper?",
                            .kind = FieldKind::choice,
                            .options = movablePapers(ask.tx, referral.id)});
    return shape;
  }
  if (std::string_view(form.path) == "officer") {
    std::vector<Option> options;
    for (const Contact& who : contacts(ask.tx, capOrganisation(ask.tx), "cap.monitoring_officer"))
      if (who.account != 0) options.push_back({who.email, who.name, ""});
    shape.fields.push_back(
        {.name = "officer", .label = "Monitoring officer", .kind = FieldKind::choice, .options = options});
    return shape;
  }
  return std::nullopt;
}

PageAnswer formPage(PageRequest& ask, const OneForm& form) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  if (!referral) return NotThere{};
  Shown shown;
  shown.title = std::string(form.heading) + ": " + referral->reference;
  shown.back = "/cases/" + referral->reference;
  shown.subject = referral->reference;
  shown.model.set("HEADING", form.heading).set("REFERENCE", referral->reference).set("LEAD", form.lead);
  shown.model.form("FORM", {.command = form.command,
                            .values = caseValues(*referral),
                            .shape = shapeFor(ask, form, *referral),
                            .button = form.button});
  return shown;
}

}  // namespace

void offerCaseForms(Offers& offers) {
  for (const OneForm& form : kForms)
    offers.pages.push_back({.path = std::string("/cases/{reference}/") + form.path,
                            .name = form.name,
                            .permission = form.permission,
                            .says = std::string(form.heading) + ".",
                            .file = "case_form.tpl",
                            .commands = {form.command},
                            .fill = [&form](PageRequest& ask) { return formPage(ask, form); }});
}

}  // namespace capd::desk
