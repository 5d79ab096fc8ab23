// What one organisation, or one case, owes and has not done: whom to ring, what was said, a reminder by hand.

#include <fmt/format.h>

#include <algorithm>

#include "Clock.h"
#include "cases/mail/Outbox.h"
#include "cases/organisation/Organisation.h"
#include "cases/organisation/Roles.h"
#include "cases/referral/Referral.h"

namespace capd::clock {
namespace {

// Duties of a case are for those who may see it. What chases another duty is not itself chased here.
std::vector<Duty> owed(ReadTx& tx, const std::string& subject) {
  auto all = openDutiesAbout(tx, "", subject.substr(subject.find(kOf) + 1));
  const bool mine = findReferral(tx, subject).has_value();
  std::erase_if(all, [&](const Duty& duty) {
    return duty.kind == kChase || (duty.caseId && !mine) || chaseSubject(duty) != subject;
  });
  return all;
}

struct CallIn {
  std::string subject;
  std::string who;
  std::string said;
};

struct RemindIn {
  std::string subject;
};

struct Letter {
  std::string address;
  std::string telephone;
};

Done doneOn(const std::string& subject, std::string says) {
  Done done;
  done.says = std::move(says);
  done.subject = subject;
  done.next = "/chase/" + subject;
  return done;
}

Refused nothingOwed() {
  return Refused(Refused::Kind::conflict, "", "Nothing is open here any more: it has been done by now.");
}

Outcome call(WriteTx& tx, const CallIn& in, const Nothing&) {
  const auto all = owed(tx, in.subject);
  if (all.empty()) return nothingOwed();
  for (const Duty& duty : all)
    if (duty.due <= tx.now() || all.size() == 1) noteDuty(tx, duty.id, "called", in.who + ": " + in.said);
  closeDuties(tx, kChase, in.subject, "called");
  return doneOn(in.subject, "The call is written down.");
}

Outcome remind(WriteTx& tx, const RemindIn& in, const Letter& letter) {
  const auto all = owed(tx, in.subject);
  if (all.empty()) return nothingOwed();
  std::int64_t sent = 0;
  for (const Duty& duty : all) {
    NewMail mail;
    mail.subject = "capd: CAP reminds you";
    mail.body = mailBody(duty.says, londonDate(duty.due.plusMs(-1)).longWords(), letter.address, "/", letter.telephone);
    mail.reason = "duty";
    mail.reasonId = duty.id;
    sent += queueMailToRole(tx, duty.organisation, duty.role, mail);
    noteDuty(tx, duty.id, "reminded_by_hand", "");
  }
  return doneOn(in.subject, sent == 0 ? "Nobody there has an email address: ring them."
                                      : "A reminder is on its way. The automatic one is left out for some days.");
}

std::string whenInWords(const Duty& duty, Instant now) {
  const Date day = londonDate(duty.due.plusMs(-1));
  const int late = londonDate(now).daysSince(day);
  if (now < duty.due) return "due " + day.longWords();
  return fmt::format("was due {}, {} day{} ago", day.longWords(), late, late == 1 ? "" : "s");
}

// `before 2 working days` as it is said: "2 working days before".
std::string stepInWords(const std::string& step) {
  const auto space = step.find(' ');
  const std::string first = step.substr(0, space);
  const std::string length = space == std::string::npos ? "" : step.substr(space + 1);
  if (first == "before" && length == "0 days") return "on the day";
  if (first == "before" || first == "after") return length + " " + first;
  const Role* role = findRole(first);
  return fmt::format("to the {}, {} after", role != nullptr ? std::string(role->says) : first, length);
}

std::string eventInWords(const DutyEvent& event) {
  const std::string at = londonWords(event.at) + ": ";
  if (event.what == "called") return at + "call, " + event.detail;
  if (event.what == "reminded_by_hand") return at + "reminded by CAP";
  if (event.what == "reminded") return at + "reminded " + stepInWords(event.detail);
  if (event.what == "escalated") return at + "passed on " + stepInWords(event.detail);
  if (event.what == "moved") return at + event.detail;
  return {};
}

PageAnswer showWhatIsOwed(PageRequest& ask) {
  const std::string subject = ask.part("subject");
  const auto all = owed(ask.tx, subject);
  if (all.empty()) return NotThere{};
  Shown shown;
  shown.title = "Not done yet";
  shown.back = "/";
  Model& m = shown.model;
  const auto organisation = findOrganisation(ask.tx, all.front().organisation);
  m.set("WHO", organisation ? organisation->name : subject).set("PHONE", organisation ? organisation->phone : "");
  m.list("DUTY").list("CONTACT").list("EVENT");
  for (const Duty& duty : all) {
    m.add("DUTY").set("SAYS", duty.says).set("WHEN", whenInWords(duty, ask.tx.now())).set("CLAUSE", duty.clause);
    for (const DutyEvent& event : dutyEvents(ask.tx, duty.id))
      if (const std::string words = eventInWords(event); !words.empty()) m.add("EVENT").set("WORDS", words);
  }
  for (const Contact& contact : contacts(ask.tx, all.front().organisation, all.front().role))
    m.add("CONTACT").set("NAME", contact.name).set("PHONE", contact.phone).set("EMAIL", contact.email);
  m.form("CALL_FORM", {.command = "schedule.call",
                       .values = {{"subject", {subject}}},
                       .button = "Write the call down",
                       .legend = "You rang them"});
  m.form("REMIND_FORM", {.command = "schedule.remind",
                         .values = {{"subject", {subject}}},
                         .button = "Send a reminder now",
                         .quiet = true});
  return shown;
}

Field subjectField() {
  return {
      .name = "subject", .label = "About", .kind = FieldKind::hidden, .missing = "Name what it is about", .most = 200};
}

}  // namespace

void offerChasing(Offers& offers) {
  Form<CallIn> called;
  called.field(&CallIn::subject, subjectField());
  called.field(&CallIn::who,
               {.name = "who", .label = "Whom did you speak to?", .missing = "Enter whom you spoke to", .most = 100});
  called.field(&CallIn::said, {.name = "said",
                               .label = "What was said?",
                               .kind = FieldKind::longText,
                               .hint = "What they will do, and by when. No pupil’s name.",
                               .missing = "Enter what was said",
                               .most = 1000});
  offers.command(CommandOf<CallIn>{.name = "schedule.call",
                                   .permission = "schedule.chase",
                                   .says = "Writes a telephone call down with what is not done.",
                                   .form = called,
                                   .apply = call});
  Form<RemindIn> reminded;
  reminded.field(&RemindIn::subject, subjectField());
  offers.command(CommandOf<RemindIn, Letter>{
      .name = "schedule.remind",
      .permission = "schedule.chase",
      .says = "Reminds an organisation now of what it has not done.",
      .form = reminded,
      .prepare = [](Preparing& at, const RemindIn&) -> Prepared<Letter> {
        return Letter{at.services.setting("public_address"), at.services.setting("telephone")};
      },
      .apply = remind});
  offers.pages.push_back({.path = "/chase/{subject}",
                          .name = "schedule.chase",
                          .permission = "schedule.chase",
                          .says = "What one organisation has not done yet, whom to ring, and what was said.",
                          .file = "chase.tpl",
                          .commands = {"schedule.call", "schedule.remind"},
                          .fill = showWhatIsOwed});
}

}  // namespace capd::clock
