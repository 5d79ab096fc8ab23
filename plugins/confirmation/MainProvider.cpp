// A provider that thinks it is the main education provider of a pupil (CMP-21, CMP-22): which pupil, what stops, who
// rings. What is ticked here ends nothing by itself: CAP decides for each pupil.

#include <fmt/format.h>

#include <algorithm>

#include "Confirmation.h"
#include "capd/Event.h"
#include "cases/duty/Duty.h"
#include "cases/organisation/Organisation.h"
#include "cases/placement/Life.h"
#include "cases/referral/Referral.h"
#include "cases/staff/Staff.h"

namespace capd::confirmation {
namespace {

struct NameIn {
  std::string provider;
  std::string reference;
  std::string says;
};

struct DecideIn {
  std::string provider;
  std::string reference;
  std::string decision;
  std::string says;
};

Field providerField() {
  return {
      .name = "provider", .label = "Provider", .kind = FieldKind::hidden, .missing = "Name the provider", .most = 20};
}

Form<NameIn> nameForm() {
  Form<NameIn> form;
  form.field(&NameIn::provider, providerField());
  form.field(&NameIn::reference, {.name = "reference",
                                  .label = "For which pupil?",
                                  .hint = "By the reference of their referral; tell CAP of another one after this",
                                  .missing = "Choose the pupil",
                                  .most = 20});
  form.field(&NameIn::says, {.name = "says",
                             .label = "Why do you think so?",
                             .kind = FieldKind::longText,
                             .hint = "Hours a week, and what the school still teaches. No pupil’s name",
                             .missing = "Say why you think so",
                             .most = 2000});
  return form;
}

Outcome name(WriteTx& tx, const NameIn& in, const Nothing&) {
  const auto provider = providerByCode(tx, in.provider);
  if (!provider || !tx.viewer().actsFor(*provider, "provider.coordinator")) return Refused::notThere();
  const auto here = pupilsAt(tx, *provider);
  const auto referral = findReferral(tx, in.reference);
  if (!referral || std::find(here.begin(), here.end(), in.reference) == here.end())
    return Refused::because("reference", "Choose a pupil who is with you now");
  for (const Report& each : openReports(tx, *provider))
    if (each.reference == in.reference) return Refused::because("reference", "CAP knows of this pupil already");
  addReport(tx, *provider, referral->id, in.says);
  MainProviderNamed named;
  named.reference = referral->reference;
  named.says = in.says;
  tx.emit(named);
  addStep(tx, referral->id,
          {"main_provider", "The provider thinks that it is the main education provider. CAP looks into it today.",
           Audience::cap});
  Done done;
  done.says =
      "CAP’s operations lead rings you today. The pupil’s sessions stop until then: ring the school now, so that it "
      "tells the family.";
  done.subject = in.provider;
  done.next = "/confirmations/" + in.provider + "/main-provider";
  return done;
}

Form<DecideIn> decideForm() {
  Form<DecideIn> form;
  form.field(&DecideIn::provider, providerField());
  form.field(&DecideIn::reference, {.name = "reference",
                                    .label = "Reference",
                                    .kind = FieldKind::hidden,
                                    .missing = "Name the pupil’s referral",
                                    .most = 20});
  form.field(&DecideIn::decision, {.name = "decision",
                                   .label = "What have you decided?",
                                   .kind = FieldKind::choice,
                                   .missing = "Choose what you decided",
                                   .options = {{"goes_on", "The school is the main provider: it goes on", ""},
                                               {"ended", "It ends: I take the placement back with the school", ""}}});
  form.field(&DecideIn::says, {.name = "says",
                               .label = "Why, and who was told?",
                               .kind = FieldKind::longText,
                               .missing = "Say why, and who was told",
                               .most = 2000});
  return form;
}

Outcome decide(WriteTx& tx, const DecideIn& in, const Nothing&) {
  const auto provider = providerByCode(tx, in.provider);
  const auto referral = findReferral(tx, in.reference);
  if (!provider || !referral) return Refused::notThere();
  if (!decideReport(tx, *provider, referral->id, in.decision, in.says))
    return Refused(Refused::Kind::conflict, "", "This was decided already.");
  addStep(tx, referral->id, {"main_provider", "Main education provider looked into: " + in.says, Audience::cap});
  if (in.decision == "goes_on") {
    MainProviderCleared cleared;
    cleared.reference = referral->reference;
    cleared.says = in.says;
    tx.emit(cleared);
  }
  if (openReports(tx, *provider).empty()) closeDuties(tx, kMainProvider, in.provider);
  Done done;
  done.says = "Written down.";
  done.subject = in.reference;
  done.next = "/confirmations/" + in.provider + "/main-provider";
  return done;
}

void contactRows(ReadTx& tx, Model& m) {
  m.list("CONTACT");
  for (const char* role : {"cap.operations_lead", "cap.slt"})
    for (const Contact& each : contacts(tx, capOrganisation(tx), role))
      m.add("CONTACT").set("NAME", each.name).set("PHONE", each.phone).set("EMAIL", each.email);
}

PageAnswer showMainProvider(PageRequest& ask) {
  const std::string code = ask.part("provider");
  const auto provider = providerByCode(ask.tx, code);
  if (!provider || !mayRead(ask.viewer, *provider)) return NotThere{};
  Shown shown;
  shown.title = "Main education provider";
  shown.back = "/confirmations/" + code;
  Model& m = shown.model;
  const auto organisation = findOrganisation(ask.tx, *provider);
  m.set("PROVIDER", organisation ? organisation->name : "").list("REPORT");
  contactRows(ask.tx, m);
  const auto reports = openReports(ask.tx, *provider);
  for (const Report& each : reports)
    m.add("REPORT")
        .set("REFERENCE", each.reference)
        .set("WHEN", londonWords(each.at))
        .set("BY", each.by)
        .set("SAYS", each.says);
  if (ask.viewer.actsFor(*provider, "provider.coordinator")) {
    FormShape shape = nameForm().shape();
    shape.fields[1].kind = FieldKind::choice;
    for (const std::string& reference : pupilsAt(ask.tx, *provider))
      shape.fields[1].options.push_back({reference, reference, ""});
    m.form(
        "NAME_FORM",
        {.command = "confirmation.name_pupil", .values = {{"provider", {code}}}, .shape = shape, .button = "Tell CAP"});
  }
  if (ask.viewer.may("confirmation.decide") && !reports.empty())
    m.form("DECIDE_FORM", {.command = "confirmation.decide",
                           .values = {{"provider", {code}}, {"reference", {reports.front().reference}}},
                           .button = "Write it down",
                           .legend = reports.front().reference});
  return shown;
}

}  // namespace

void offerMainProvider(Offers& offers) {
  offers.command(CommandOf<NameIn>{.name = "confirmation.name_pupil",
                                   .permission = "confirmation.give",
                                   .says = "Tells CAP for which pupil a provider may be the main education provider.",
                                   .form = nameForm(),
                                   .apply = name});
  offers.command(CommandOf<DecideIn>{.name = "confirmation.decide",
                                     .permission = "confirmation.decide",
                                     .says = "Writes down what CAP decided about a main education provider.",
                                     .form = decideForm(),
                                     .apply = decide});
  offers.pages.push_back({.path = "/confirmations/{provider}/main-provider",
                          .name = "confirmation.main_provider",
                          .permission = "confirmation.read",
                          .says = "What happens when a provider may be the main education provider of a pupil.",
                          .file = "main_provider.tpl",
                          .commands = {"confirmation.name_pupil", "confirmation.decide"},
                          .fill = showMainProvider});
}

}  // namespace capd::confirmation
