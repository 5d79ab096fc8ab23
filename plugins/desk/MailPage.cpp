// The post: what waits, what went, what could not be delivered. No bodies: who may see a case reads it there.

#include <fmt/format.h>

#include "Desk.h"

namespace capd::desk {
namespace {

constexpr std::size_t kMailsOnPage = 50;
constexpr char kMailHost[] = "@capd.local";

std::string localPart(const Mail& mail) { return mail.messageId.substr(0, mail.messageId.find('@')); }

struct RetryIn {
  std::string mail;
};

Outcome retry(WriteTx& tx, const RetryIn& in, const Nothing&) {
  if (!retryMail(tx, in.mail))
    return Refused(Refused::Kind::conflict, "", "This mail is not among those that could not be delivered.");
  closeDuties(tx, kBounced, in.mail.substr(0, in.mail.find('@')));
  Done it;
  it.says = "It is tried again.";
  it.subject = "mail";
  it.next = "/mail?state=failed";
  return it;
}

std::string reasonWords(const std::string& reason) {
  if (reason == "hold" || reason == "holds") return "Something is missing";
  if (reason == "duty") return "Something is due";
  if (reason == "choice") return "Papers for the provider";
  if (reason == "response") return "The provider’s answer";
  if (reason == "confirmed") return "Placement confirmed";
  if (reason == "outcome") return "Panel outcome";
  if (reason == "account") return "Sign-in";
  return reason;
}

std::string stateWords(const Mail& mail, bool spool) {
  if (mail.state == "sent") return "Sent";
  if (mail.state == "dropped") return "Not needed";
  if (mail.state == "failed") return "Could not be delivered";
  return spool ? "In the spool" : "Waiting";
}

PageAnswer mailPage(PageRequest& ask) {
  std::string state;
  for (const char* known : {"waiting", "sent", "failed", "dropped"})
    if (ask.asked("state") == known) state = known;
  const std::string before = ask.asked("before");
  auto all = mails(ask.tx, state, before.empty() ? "" : before + kMailHost, kMailsOnPage + 1);
  const bool more = all.size() > kMailsOnPage;
  if (more) all.pop_back();
  Shown shown;
  shown.title = "Mail";
  shown.back = "/";
  Model& m = shown.model;
  const bool spool = ask.services.setting("mail.server").empty();
  m.show("SPOOL", spool).list("VIEW").list("ROW").list("MORE").show("NOTHING", all.empty()).show("SOME", !all.empty());
  for (const auto& [value, label] : {std::pair{"", "All"},
                                     {"waiting", "Waiting"},
                                     {"sent", "Sent"},
                                     {"failed", "Could not be delivered"},
                                     {"dropped", "Not needed"}}) {
    const std::int64_t n = *value == '\0' ? 0 : mailsInState(ask.tx, value);
    m.add("VIEW")
        .set("LABEL", *value == '\0' ? std::string(label) : fmt::format("{} ({})", label, n))
        .set("PATH", *value == '\0' ? std::string("/mail") : fmt::format("/mail?state={}", value))
        .show("CHOSEN", state == value);
  }
  for (const Mail& mail : all) {
    Model& row = m.add("ROW");
    row.set("SUBJECT", mail.subject).set("TO", mail.address).set("REASON", reasonWords(mail.reason));
    row.set("STATE", stateWords(mail, spool)).set("TRIES", mail.tries).set("WHEN", londonWords(mail.queued));
    row.set("SAYS", mail.says).list("AGAIN");
    if (mail.state == "failed" && ask.viewer.may("mail.retry"))
      row.add("AGAIN").set("AGAIN_PATH", "/mail/" + localPart(mail));
  }
  if (more) m.add("MORE").set("NEXT_PATH", fmt::format("/mail?state={}&before={}", state, localPart(all.back())));
  return shown;
}

PageAnswer retryPage(PageRequest& ask) {
  const std::string id = ask.part("mail") + kMailHost;
  for (const Mail& mail : mails(ask.tx, "failed", "", 1000)) {
    if (mail.messageId != id) continue;
    Shown shown;
    shown.title = "Send a mail again";
    shown.back = "/mail?state=failed";
    shown.model.set("HEADING", "Send it again?").set("REFERENCE", mail.subject);
    shown.model.set(
        "LEAD", fmt::format("To {}. The mail server said: {}. It may be quicker to ring.", mail.address, mail.says));
    shown.model.form("FORM",
                     {.command = "mail.retry", .values = {{"mail", {mail.messageId}}}, .button = "Send it again"});
    return shown;
  }
  return NotThere{};
}

}  // namespace

void mailBounced(WriteTx& tx, std::int64_t id, const Deadline& due) {
  for (const Mail& mail : mails(tx, "failed", "", 1000)) {
    if (mail.id != id) continue;
    NewDuty duty;
    duty.kind = kBounced;
    duty.subject = localPart(mail);
    duty.organisation = capOrganisation(tx);
    duty.role = "cap.data_admin";
    duty.says = "A mail could not be delivered: find another address";
    duty.clause = "004 section 6.2";
    duty.due = due;
    openDuty(tx, duty);
    return;
  }
}

void offerMailPage(Offers& offers) {
  Form<RetryIn> form;
  form.field(&RetryIn::mail, {.name = "mail",
                              .label = "Message-ID",
                              .kind = FieldKind::hidden,
                              .missing = "Open the mail page to send one again",
                              .most = 120});
  offers.command(CommandOf<RetryIn>{.name = "mail.retry",
                                    .permission = "mail.retry",
                                    .says = "Sends a mail again that could not be delivered.",
                                    .form = form,
                                    .apply = retry});
  offers.pages.push_back({.path = "/mail",
                          .name = "desk.mail",
                          .permission = "mail.see",
                          .says = "Mail that waits, went, or could not be delivered.",
                          .file = "mail.tpl",
                          .fill = mailPage});
  offers.pages.push_back({.path = "/mail/{mail}",
                          .name = "desk.mail_again",
                          .permission = "mail.retry",
                          .says = "Sends a mail again.",
                          .file = "case_form.tpl",
                          .commands = {"mail.retry"},
                          .fill = retryPage});
  offers.navigation.push_back({"Mail", "/mail", "mail.see", 80});
}

}  // namespace capd::desk
