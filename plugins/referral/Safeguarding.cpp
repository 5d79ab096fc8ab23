// Papers from safeguarding lead to safeguarding lead. Nothing here writes a step, a hold or a line that others read;
// the mail says that there is something, and not about whom.

#include <fmt/format.h>

#include "Pages.h"
#include "cases/mail/Outbox.h"
#include "cases/safeguarding/SafeguardingSlip.h"

namespace capd::refer {
namespace {

struct SendIn {
  std::string reference;
  std::string paper;
  FieldTexts rest;
};
struct ReadIn {
  std::string reference;
};
struct MailWords {
  std::string body;
};

Field paperField() {
  Field field;
  field.name = "paper";
  field.label = "The paper";
  field.kind = FieldKind::upload;
  field.hint = "Only safeguarding leads of your school and of CAP can open it. Its name is not kept.";
  field.missing = "Choose the file";
  field.personal = true;
  return field;
}

Form<SendIn> sendForm() {
  Form<SendIn> form;
  form.field(&SendIn::reference, referenceField());
  form.field(&SendIn::paper, paperField());
  form.rest(&SendIn::rest);
  return form;
}

Form<ReadIn> readForm() {
  Form<ReadIn> form;
  form.field(&ReadIn::reference, referenceField());
  return form;
}

Prepared<MailWords> prepareSend(Preparing& at, const SendIn& in) {
  const auto refused = in.rest.find("upload-refused-paper");
  if (refused != in.rest.end() && !refused->second.empty()) return Refused::because("paper", refused->second.front());
  return MailWords{mailBody("A safeguarding paper waits for you.", "Please open it today.",
                            at.services.setting("public_address"), "/safeguarding", at.services.setting("telephone"))};
}

void tellOtherSide(WriteTx& tx, const SlipCase& about, const std::string& body) {
  NewMail mail;
  mail.subject = "A record needs you today";
  mail.body = body;
  mail.reason = "safeguarding";
  if (tx.viewer().hasRole("cap.dsl")) {
    queueMailToRole(tx, about.school, "school.dsl", mail);
    queueMailToRole(tx, about.school, "school.deputy_dsl", mail);
  } else {
    queueMailToRole(tx, capOrganisation(tx), "cap.dsl", mail);
  }
}

Outcome applySend(WriteTx& tx, const SendIn& in, const MailWords& words) {
  const auto about = slipCase(tx, in.reference);
  if (!about) return Refused::notThere();
  if (!sendSlip(tx, about->id, idFrom(in.paper)))
    return Refused::because("paper", "The file did not arrive. Choose it again.");
  tellOtherSide(tx, *about, words.body);
  Done done;  // no subject: the audit line tells the deed, its sealed part the case
  done.says = "It is sent. Only safeguarding leads can open it.";
  done.next = "/safeguarding/" + about->reference;
  return done;
}

Outcome applyRead(WriteTx& tx, const ReadIn& in) {
  const auto about = slipCase(tx, in.reference);
  if (!about) return Refused::notThere();
  Done done;
  done.says = markSlipsRead(tx, about->id) == 0 ? "There was nothing new." : "Marked as read.";
  done.next = "/safeguarding/" + about->reference;
  return done;
}

std::string kindInWords(const std::string& mediaType) {
  if (mediaType == "application/pdf") return "PDF";
  if (mediaType.rfind("image/", 0) == 0) return "picture";
  return "document";
}

PageAnswer showSafeguardingCase(PageRequest& ask) {
  const auto about = slipCase(ask.tx, ask.part("reference"));
  if (!about) return NotThere{};
  Shown shown;
  shown.title = "Safeguarding papers";
  shown.back = "/safeguarding";
  shown.subject = about->reference;
  Model& m = shown.model;
  m.set("REFERENCE", about->reference).set("SCHOOL", about->schoolName).list("SLIP");
  std::size_t number = 0;
  bool unread = false;
  for (const Slip& slip : slips(ask.tx, about->id)) {
    ++number;
    unread = unread || !slip.read;
    m.add("SLIP")
        .set("LABEL", fmt::format("Paper {}, {}", number, kindInWords(slip.mediaType)))
        .set("PATH", fmt::format("/safeguarding/{}/papers/{}", about->reference, number))
        .set("WHEN", londonWords(slip.sent))
        .set("READ", slip.read ? "read " + londonWords(*slip.read) : "not marked as read");
  }
  m.show("NONE", number == 0);
  FormSlot send;
  send.command = "safeguarding.send";
  send.values["reference"] = {about->reference};
  send.button = "Send to the other safeguarding lead";
  m.form("SEND", std::move(send));
  if (unread) {
    FormSlot read;
    read.command = "safeguarding.read";
    read.values["reference"] = {about->reference};
    read.button = "I have read what was sent to me";
    m.form("READ_FORM", std::move(read));
  }
  return shown;
}

PageAnswer listSafeguardingCases(PageRequest& ask) {
  Shown shown;
  shown.title = "Safeguarding papers";
  Model& m = shown.model;
  const auto lines = slipLines(ask.tx);
  m.list("LINE").show("NONE", lines.empty());
  for (const SlipLine& line : lines)
    m.add("LINE")
        .set("REFERENCE", line.reference)
        .set("PATH", "/safeguarding/" + line.reference)
        .set("SCHOOL", line.schoolName)
        .set("UNREAD", line.unread == 0 ? "nothing new" : fmt::format("{} to read", line.unread));
  return shown;
}

PageAnswer showSafeguardingPaper(PageRequest& ask) {
  const auto about = slipCase(ask.tx, ask.part("reference"));
  if (!about) return NotThere{};
  const auto all = slips(ask.tx, about->id);
  const std::int64_t number = idFrom(ask.part("number"));
  if (number < 1 || number > static_cast<std::int64_t>(all.size())) return NotThere{};
  const Slip& slip = all[static_cast<std::size_t>(number - 1)];
  Download download;
  download.document = slip.document;
  download.fileName =
      fmt::format("{}-paper-{}{}", about->reference, number, slip.mediaType == "application/pdf" ? ".pdf" : "");
  download.mediaType = slip.mediaType;
  download.subject = about->reference;
  return download;
}

std::vector<Tile::Line> toRead(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  for (const SlipLine& line : slipLines(ask.tx))
    if (line.unread > 0)
      lines.push_back(
          {.text = fmt::format("{}: {} for you to read", line.reference,
                               line.unread == 1 ? std::string("a paper") : fmt::format("{} papers", line.unread)),
           .path = "/safeguarding/" + line.reference,
           .due = "",
           .status = "From safeguarding lead to safeguarding lead"});
  return lines;
}

}  // namespace

void offerSafeguarding(Offers& offers) {
  offers.permissions.push_back({"safeguarding.slips",
                                "Send and open papers from safeguarding lead to safeguarding lead",
                                {"school.dsl", "school.deputy_dsl", "cap.dsl"}});
  offers.command(CommandOf<SendIn, MailWords>{.name = "safeguarding.send",
                                              .permission = "safeguarding.slips",
                                              .says = "Sends a paper to the other safeguarding lead.",
                                              .form = sendForm(),
                                              .prepare = prepareSend,
                                              .apply = applySend});
  offers.command(
      CommandOf<ReadIn>{.name = "safeguarding.read",
                        .permission = "safeguarding.slips",
                        .says = "Says that you have read the papers of a case that were sent to you.",
                        .form = readForm(),
                        .apply = [](WriteTx& tx, const ReadIn& in, const Nothing&) { return applyRead(tx, in); }});
  offers.pages.push_back(page("/safeguarding", "safeguarding.list", "safeguarding.slips",
                              "Cases with papers for safeguarding leads.", "slips.tpl", {}, listSafeguardingCases));
  offers.pages.push_back(page("/safeguarding/{reference}", "safeguarding.case", "safeguarding.slips",
                              "Papers of one case from safeguarding lead to safeguarding lead.", "slip.tpl",
                              {"safeguarding.send", "safeguarding.read"}, showSafeguardingCase));
  PageDeclaration opened = page("/safeguarding/{reference}/papers/{number}", "safeguarding.paper", "safeguarding.slips",
                                "One such paper.", "slip.tpl", {}, showSafeguardingPaper);
  opened.fresh = true;  // nobody opens it on a screen that somebody left
  offers.pages.push_back(std::move(opened));
  Tile tile;
  tile.name = "safeguarding.to_read";
  tile.permission = "safeguarding.slips";
  tile.order = 3;
  tile.heading = "Waiting on you";
  tile.fill = toRead;
  offers.tiles.push_back(std::move(tile));
  offers.navigation.push_back({"Safeguarding", "/safeguarding", "safeguarding.slips", 60});
}

}  // namespace capd::refer
