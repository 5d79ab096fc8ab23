// After a no: the quality officer rings the provider and writes down what came of it. That ends the officer's task;
// what the provider said stays as it was said.

#include "Confirmation.h"
#include "cases/duty/Reminding.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"

namespace capd::confirmation {
namespace {

struct TalkIn {
  std::string provider;
  std::string period;
  std::string who;
  std::string says;
};

Form<TalkIn> talkForm() {
  Form<TalkIn> form;
  form.field(
      &TalkIn::provider,
      {.name = "provider", .label = "Provider", .kind = FieldKind::hidden, .missing = "Name the provider", .most = 20});
  form.field(
      &TalkIn::period,
      {.name = "period", .label = "Half term", .kind = FieldKind::hidden, .missing = "Name the half term", .most = 20});
  form.field(&TalkIn::who,
             {.name = "who", .label = "Whom did you speak to?", .missing = "Enter whom you spoke to", .most = 100});
  form.field(&TalkIn::says, {.name = "says",
                             .label = "What came of it?",
                             .kind = FieldKind::longText,
                             .hint = "What they do, and by when. No pupil’s name. Only CAP reads this",
                             .missing = "Enter what came of it",
                             .most = 1000});
  return form;
}

Outcome talk(WriteTx& tx, const TalkIn& in, const Nothing&) {
  if (!providerByCode(tx, in.provider, true)) return Refused::notThere();
  const auto duty = findDuty(tx, kProblem, in.provider, in.period);
  if (!duty || duty->closed)
    return Refused(Refused::Kind::conflict, "", "Nothing is left to be talked about there: it has been done by now.");
  noteDuty(tx, duty->id, "called", in.who + ": " + in.says);
  closeDutiesOf(tx, kProblem, in.provider, in.period);
  Done done;
  done.says = "Written down.";
  done.subject = in.provider + "@" + in.period;
  done.next = "/confirmations/" + in.provider;
  return done;
}

}  // namespace

std::vector<std::string> talksAbout(ReadTx& tx, const std::string& provider, const std::string& period) {
  std::vector<std::string> all;
  const auto duty = findDuty(tx, kProblem, provider, period);
  if (!duty) return all;
  const auto events = dutyEvents(tx, duty->id);
  for (const DutyEvent& event : events)
    if (event.what == "called") all.push_back(londonDate(event.at).words() + ", " + event.detail);
  return all;
}

void showTalking(PageRequest& ask, Model& model, std::int64_t provider, const std::string& code) {
  model.list("RING");
  if (!ask.viewer.may("confirmation.talk")) return;
  const auto open = openDutiesAbout(ask.tx, kProblem, code);
  if (open.empty()) return;
  const auto people = contacts(ask.tx, provider, "provider.coordinator");
  for (const Contact& each : people)
    model.add("RING").set("NAME", each.name).set("PHONE", each.phone).set("EMAIL", each.email);
  FormSlot slot{.command = "confirmation.talk",
                .values = {{"provider", {code}}},
                .button = "Write it down",
                .legend = "You talked to them about a no"};
  if (open.size() == 1) {
    slot.values["period"] = {open.front().occurrence};
    slot.legend = "You talked to them about their no of " + roundWords(ask.tx, open.front().occurrence);
  } else {
    slot.shape = talkForm().shape();
    Field& period = slot.shape->fields[1];
    period.kind = FieldKind::choice;
    period.label = "About which half term?";
    for (const Duty& each : open) period.options.push_back({each.occurrence, roundWords(ask.tx, each.occurrence), ""});
  }
  model.form("TALK_FORM", std::move(slot));
}

void offerTalking(Offers& offers) {
  offers.command(CommandOf<TalkIn>{.name = "confirmation.talk",
                                   .permission = "confirmation.talk",
                                   .says = "Writes down what came of a talk about a no.",
                                   .form = talkForm(),
                                   .apply = talk});
}

}  // namespace capd::confirmation
