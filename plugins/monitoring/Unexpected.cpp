// A pupil was at a provider and nobody expected them there: whoever is asked rings, and writes down what came of it.

#include <fmt/format.h>

#include <algorithm>

#include "Monitoring.h"
#include "cases/duty/Reminding.h"
#include "cases/organisation/Organisation.h"
#include "cases/referral/Referral.h"

namespace capd::monitoring {
namespace {

struct RangIn {
  std::string subject;
  std::string says;
};

Form<RangIn> rangForm() {
  Form<RangIn> form;
  form.field(&RangIn::subject, {.name = "subject",
                                .label = "What it is about",
                                .kind = FieldKind::hidden,
                                .missing = "Open the page of the call to write it down",
                                .most = 80});
  form.field(&RangIn::says, {.name = "says",
                             .label = "You rang: what came of it?",
                             .kind = FieldKind::longText,
                             .hint = "Where the pupil should be, who takes them there, what changes. A worry about the "
                                     "child goes from safeguarding lead to safeguarding lead, not here",
                             .missing = "Write down what came of the call",
                             .least = 5,
                             .most = 1000,
                             .personal = true});
  return form;
}

// What is asked of the viewer's own organisations.
std::vector<Duty> askedOf(ReadTx& tx, const std::string& subject) {
  std::vector<Duty> mine;
  for (const std::string_view kind : {kUnexpected, kStrangerDuty})
    for (Duty& duty : openDutiesAbout(tx, kind, subject))
      if (tx.viewer().actsFor(duty.organisation, duty.role)) mine.push_back(std::move(duty));
  return mine;
}

Outcome rang(WriteTx& tx, const RangIn& in, const Nothing&) {
  const auto mine = askedOf(tx, in.subject);
  if (mine.empty()) return Refused::notThere();
  for (const Duty& duty : mine) {
    noteDuty(tx, duty.id, "called", in.says);
    closeDutiesOf(tx, duty.kind, duty.subject, duty.occurrence);
  }
  if (const auto referral = findReferral(tx, in.subject))
    addSessionNote(tx, referral->id,
                   {"note", std::nullopt, "After the pupil came without being expected: " + in.says, tx.now(),
                    tx.viewer().actsFor(referral->school) ? "The school" : "CAP"});
  Done done;
  done.says = "It is written down.";
  done.subject = in.subject;
  done.next = "/";
  return done;
}

// Whom to ring: of a pupil, whoever has the papers; of a stranger, whoever took the register.
std::optional<Organisation> atWhich(ReadTx& tx, const std::string& subject) {
  if (const auto named = namedBy(tx, subject)) return findOrganisation(tx, named->course.provider);
  const auto referral = findReferral(tx, subject);
  if (!referral || !referral->choice) return std::nullopt;
  for (const Choice& choice : choices(tx, referral->id))
    if (choice.id == *referral->choice) return findOrganisation(tx, choice.provider);
  return std::nullopt;
}

PageAnswer showUnexpected(PageRequest& ask) {
  const std::string subject = ask.part("came");
  const auto mine = askedOf(ask.tx, subject);
  const auto provider = atWhich(ask.tx, subject);
  if (mine.empty() || !provider) return NotThere{};
  Shown shown;
  shown.title = "A pupil who was not expected";
  shown.back = "/";
  if (findReferral(ask.tx, subject)) shown.subject = subject;
  Model& m = shown.model;
  m.set("SAYS", mine.front().says)
      .set("PROVIDER", provider->name)
      .set("PHONE", provider->phone)
      .set("EMAIL", provider->email)
      .list("COORDINATOR");
  for (const Contact& contact : contacts(ask.tx, provider->id, "provider.coordinator"))
    m.add("COORDINATOR").set("NAME", contact.name).set("PHONE", contact.phone).set("EMAIL", contact.email);
  m.form("FORM", {.command = "register.rang", .values = {{"subject", {subject}}}, .button = "Save"});
  return shown;
}

}  // namespace

void offerUnexpected(Offers& offers) {
  offers.command(CommandOf<RangIn>{.name = "register.rang",
                                   .permission = "register.ring",
                                   .says = "Writes down a call about a pupil who was not expected.",
                                   .form = rangForm(),
                                   .apply = rang});
  offers.pages.push_back({.path = "/unexpected/{came}",
                          .name = "register.unexpected",
                          .permission = "register.ring",
                          .says = "A pupil who came without being expected: whom to ring, and what came of it.",
                          .file = "unexpected.tpl",
                          .commands = {"register.rang"},
                          .fill = showUnexpected});
}

}  // namespace capd::monitoring
