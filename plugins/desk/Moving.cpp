// What CAP does with papers that it should not have, and with what a school has changed since.

#include <fmt/format.h>

#include <algorithm>

#include "Desk.h"
#include "cases/safeguarding/SafeguardingSlip.h"

namespace capd::desk {
namespace {

// ---- to the safeguarding leads

struct MoveIn : CaseIn {
  std::string paper;
};
struct MailWords {
  std::string body;
};

Form<MoveIn> moveForm() {
  Form<MoveIn> form;
  caseFields(form);
  form.field(&MoveIn::paper, {.name = "paper",
                              .label = "Which paper?",
                              .hint = "Its number in the list of papers",
                              .missing = "Choose the paper",
                              .most = 3});
  return form;
}

Prepared<MailWords> prepareMove(Preparing& at, const MoveIn& in) {
  auto opened = openCase(at.tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  return MailWords{mailBody("A safeguarding paper waits for you.", "Please open it today.",
                            at.services.setting("public_address"), "/safeguarding", at.services.setting("telephone"))};
}

void tellLeads(WriteTx& tx, const ReferralRecord& referral, const std::string& body) {
  NewMail mail;
  mail.subject = "A record needs you today";
  mail.body = body;
  mail.reason = "safeguarding";
  queueMailToRole(tx, capOrganisation(tx), "cap.dsl", mail);
  queueMailToRole(tx, referral.school, "school.dsl", mail);
  queueMailToRole(tx, referral.school, "school.deputy_dsl", mail);
}

// The answer that named the file names none from now on: a new revision, so that the old one still tells the truth.
void forgetAnswer(WriteTx& tx, std::int64_t caseId, std::int64_t document) {
  Answers empty;
  for (const auto& [question, value] : currentAnswers(tx, caseId))
    if (question.rfind("papers.", 0) == 0 && value == std::to_string(document)) empty[question] = "";
  saveAnswers(tx, caseId, empty);
}

// Like everything between safeguarding leads it leaves no step that others read: the audit line is its record.
Outcome move(WriteTx& tx, const MoveIn& in, const MailWords& words) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  const auto all = documents(tx, referral.id);
  const bool number = !in.paper.empty() && in.paper.find_first_not_of("0123456789") == std::string::npos;
  const auto at = number ? static_cast<std::size_t>(std::stoul(in.paper)) : 0U;
  if (at < 1 || at > all.size()) return Refused::because("paper", "Choose one of the papers of this referral");
  const Document& paper = all[at - 1];
  const auto risk = latestRiskAssessment(tx, referral.id);
  if (risk && risk->document == paper.id)
    return Refused::because("paper",
                            "The risk assessment itself must stay: the provider needs it. Ask the school for one "
                            "without what is for safeguarding leads alone, and move this one when it has come.");
  if (!moveToLeads(tx, referral.id, paper.id)) return Refused::because("paper", "That paper was moved before");
  forgetAnswer(tx, referral.id, paper.id);
  touchReferral(tx, referral);
  tellLeads(tx, referral, words.body);
  Done it;  // no subject: the audit line tells the deed, its sealed part the case and the paper
  it.says = "The paper is with the safeguarding leads. Nobody else can open it any more.";
  it.next = "/cases/" + referral.reference;
  return it;
}

// ---- a change is passed on

struct PassIn : CaseIn {};

Outcome pass(WriteTx& tx, const PassIn& in, const Nothing&) {
  auto opened = openCase(tx, in);
  if (auto* refused = std::get_if<Refused>(&opened)) return std::move(*refused);
  auto& referral = std::get<ReferralRecord>(opened);
  if (closeDuties(tx, kPassOn, referral.reference) == 0)
    return Refused(Refused::Kind::conflict, "", "Nothing that the school changed waits for you on this referral.");
  touchReferral(tx, referral);
  addStep(tx, referral.id, {"passed_on", "CAP looked at what the school changed.", Audience::schoolAndCap});
  return done(referral, "It is noted that everybody has what the school changed.");
}

}  // namespace

std::vector<Option> movablePapers(ReadTx& tx, std::int64_t caseId) {
  std::vector<Option> options;
  const auto risk = latestRiskAssessment(tx, caseId);
  const auto all = documents(tx, caseId);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!risk || risk->document != all[i].id)
      options.push_back({std::to_string(i + 1), all[i].typedName, londonWords(all[i].uploaded)});
  return options;
}

void offerMoving(Offers& offers) {
  offers.command(CommandOf<MoveIn, MailWords>{.name = "desk.move_to_dsl",
                                              .permission = "desk.work",
                                              .says = "Moves a paper that only safeguarding leads may read to them.",
                                              .form = moveForm(),
                                              .prepare = prepareMove,
                                              .apply = move});
  Form<PassIn> passForm;
  caseFields(passForm);
  offers.command(CommandOf<PassIn>{.name = "desk.pass_on",
                                   .permission = "desk.work",
                                   .says = "Notes that everybody has what the school changed.",
                                   .form = passForm,
                                   .apply = pass});
}

}  // namespace capd::desk
