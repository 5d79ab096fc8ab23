// The school answers what holds its referral up. A hold is answered here and lifted by CAP: never by itself (REF-25).

#include <fmt/format.h>

#include <algorithm>

#include "Pages.h"
#include "Questions.h"
#include "base/Text.h"

namespace capd::refer {
namespace {

struct AnswerIn {
  std::string reference;
  std::string hold;
  FieldTexts rest;
};

struct AnswerPlan {
  FormShape shape;
  Answers answers;
  std::string tell;  ///< what the new answer looks like to the rules
};

Form<AnswerIn> answerForm() {
  Form<AnswerIn> form;
  form.field(&AnswerIn::reference, referenceField());
  form.field(&AnswerIn::hold, {.name = "hold",
                               .label = "What it waits for",
                               .kind = FieldKind::hidden,
                               .missing = "Open the referral’s own page to answer"});
  form.rest(&AnswerIn::rest);
  return form;
}

const Hold* findHold(const std::vector<Hold>& open, const std::string& key) {
  const auto at = std::find_if(open.begin(), open.end(), [&](const Hold& h) { return holdKey(h) == key; });
  return at == open.end() || at->kind == "panel" || at->rule == kAnotherCourse ? nullptr : &*at;
}

Field inWords() {
  Field field;
  field.name = "hold.says";
  field.label = "Your answer";
  field.kind = FieldKind::longText;
  field.missing = "Write your answer";
  field.most = 2000;
  field.personal = true;
  return field;
}

// The section that a hold is about; empty when it is answered in words.
std::string_view sectionOf(const Hold& hold) {
  if (hold.kind == "risk_assessment") return "risk";
  if (hold.kind == "consent") return "consent";
  return hold.rule.rfind("papers_", 0) == 0 ? "papers" : "";
}

// Questions of the commissioning agreement that are still open: one may be asked only now, since the pupil has a plan.
std::vector<Field> openAgreement(ReadTx& tx, const Writing& writing) {
  std::vector<Field> fields = sectionShape(tx, "agreement", writing).fields;
  fields.erase(std::remove_if(fields.begin(), fields.end(),
                              [&](const Field& field) {
                                const std::string answer = trimmed(writing.answer(field.name));
                                return field.kind == FieldKind::yesNo ? answer == "yes" : !answer.empty();
                              }),
               fields.end());
  return fields;
}

// What is asked: the section's own questions again where the hold is about them, else an answer in words and a paper.
FormShape shapeOf(ReadTx& tx, const Hold& hold, const Writing& writing) {
  FormShape shape;
  const auto about = [&](std::string_view word) { return hold.rule.find(word) != std::string::npos; };
  const std::string_view section = sectionOf(hold);
  if (section == "risk") {
    shape.fields = riskQuestions();
  } else if (section == "consent") {
    shape.fields = consentQuestions(true);
  } else if (section == "papers") {
    shape.fields = paperQuestions();
  } else {
    if (about("case_worker"))
      for (Field& field : caseWorkerQuestions()) shape.fields.push_back(std::move(field));
    if (about("main_provider")) shape.fields = weekQuestions(writing.bySendTeam());
    if (writing.programme)
      for (Field& field : questionsOfRule(*writing.programme, hold.rule)) shape.fields.push_back(std::move(field));
    if (about("agreement") || about("visit_acknowledged"))
      for (Field& field : openAgreement(tx, writing)) shape.fields.push_back(std::move(field));
    shape.fields.push_back(inWords());
    if (shape.fields.size() > 1 && (about("agreement") || about("visit_acknowledged")))
      shape.fields.back().missing.clear();  // the questions themselves are the answer
    for (Field& field : paperQuestions())
      if (field.name == "papers.other") shape.fields.push_back(std::move(field));
  }
  return shape;
}

// The case as it would stand with the answer: what is wrong in it, each beside its field.
Problems faultsOf(ReadTx& tx, const Hold& hold, const FormShape& shape, Writing& writing, const Answers& answers) {
  for (const auto& [question, value] : answers) {
    writing.answers[question] = value;
    if (documentKind(question).empty() || value.empty()) continue;
    if (const auto document = findDocument(tx, idFrom(value))) writing.documents.push_back(*document);
  }
  if (!sectionOf(hold).empty()) {
    Looked looked = lookAt(tx, sectionOf(hold), writing);
    looked.stops.insert(looked.stops.end(), looked.waits.begin(), looked.waits.end());
    return std::move(looked.stops);
  }
  Problems problems;
  const FieldTexts texts = shownAnswers(shape, answers);
  for (const Field& field : shape.fields) checkField(field, texts, problems);
  return problems;
}

std::string howItLooks(const Hold& hold, Writing& writing, const PolicyShelf& policy) {
  if (hold.kind != "risk_assessment")
    return "CAP has your answer and will look at it. The referral stays on hold until then.";
  const auto completed = dateAnswer(writing.answers, "risk.completed");
  const auto reviewed = dateAnswer(writing.answers, "risk.reviewed");
  const Date day = reviewed && completed && *reviewed > *completed ? *reviewed : completed.value_or(Date());
  writing.facts["risk_assessment.given"] = true;
  writing.facts["risk_assessment.date"] = day;
  const auto judgement = judged(writing, policy);
  const RuleLine* unmet = judgement ? unmetRiskRule(*judgement) : nullptr;
  if (unmet != nullptr)
    return fmt::format("CAP has the risk assessment of {}. It still looks too old. {}", day.words(),
                       cureInWords(*unmet));
  return fmt::format("CAP has the risk assessment of {} and will look at it. The referral stays on hold until then.",
                     day.words());
}

Refused closedAlready() {
  return Refused(Refused::Kind::conflict, "",
                 "This is not waiting for you any more. The referral’s page says where it is.");
}

Prepared<AnswerPlan> prepareAnswer(Preparing& at, const AnswerIn& in) {
  auto writing = openWriting(at.tx, at.services, in.reference);
  if (!writing) return Refused::notThere();
  const auto open = holdsForSchool(at.tx, writing->referral.id);
  const Hold* hold = findHold(open, in.hold);
  if (hold == nullptr) return closedAlready();
  AnswerPlan plan;
  plan.shape = shapeOf(at.tx, *hold, *writing);
  Problems problems;
  for (const Field& field : plan.shape.fields) {
    const auto refused = in.rest.find("upload-refused-" + field.name);
    if (refused != in.rest.end() && !refused->second.empty()) problems.push_back({field.name, refused->second.front()});
  }
  plan.answers = typedAnswers(plan.shape, in.rest, true, problems);
  const Problems faults = faultsOf(at.tx, *hold, plan.shape, *writing, plan.answers);
  problems.insert(problems.end(), faults.begin(), faults.end());
  if (!problems.empty()) return Refused(std::move(problems));
  plan.tell = howItLooks(*hold, *writing, at.services.policy());
  return plan;
}

std::string stepOf(const Hold& hold, const Answers& answers) {
  if (hold.kind == "risk_assessment") return "The school sent a risk assessment.";
  if (hold.kind == "consent") return "The school completed the record of consent.";
  if (sectionOf(hold) == "papers") return "The school sent papers.";
  const auto says = answers.find("hold.says");
  if (says == answers.end() || trimmed(says->second).empty()) return "The school answered what was open.";
  return fmt::format("The school answered: {}", shortened(says->second, 2000));
}

Outcome applyAnswer(WriteTx& tx, const AnswerIn& in, const AnswerPlan& plan) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !mayWriteFor(tx.viewer(), referral->school)) return Refused::notThere();
  const auto open = holdsForSchool(tx, referral->id);
  const Hold* hold = findHold(open, in.hold);
  if (hold == nullptr || referral->state == ReferralState::draft) return closedAlready();
  Problems problems;
  if (!filePapers(tx, *referral, plan.shape, currentAnswers(tx, referral->id), plan.answers, problems))
    return Refused(std::move(problems));
  Done done;
  done.changed = saveAnswers(tx, referral->id, plan.answers);
  if (hold->kind == "risk_assessment") keepRiskAssessment(tx, *referral, currentAnswers(tx, referral->id));
  markAnswered(tx, hold->id);
  // One risk assessment (or record of consent, or set of papers) answers every hold that is about it.
  for (const Hold& each : open)
    if (!sectionOf(*hold).empty() && sectionOf(each) == sectionOf(*hold)) markAnswered(tx, each.id);
  touchReferral(tx, *referral);
  addStep(tx, referral->id, {"hold_answered", stepOf(*hold, plan.answers), Audience::schoolAndCap});
  done.says = plan.tell;
  done.subject = referral->reference;
  done.next = "/referrals/" + referral->reference;
  return done;
}

PageAnswer showHold(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  if (!writing || writing->isDraft() || !mayWriteFor(ask.viewer, writing->referral.school)) return NotThere{};
  const auto open = holdsForSchool(ask.tx, writing->referral.id);
  const Hold* hold = findHold(open, ask.part("hold"));
  if (hold == nullptr) return GoTo{writing->path()};
  Shown shown;
  shown.title = "Answer what your referral waits for";
  shown.back = writing->path();
  shown.subject = writing->referral.reference;
  shown.model.set("HEADING", shown.title).list("TEXT");
  shown.model.add("TEXT").set("SAYS", hold->says);
  FormSlot slot;
  slot.command = "referral.answer_hold";
  FormShape shape = shapeOf(ask.tx, *hold, *writing);
  // What was given before is shown again, but for the risk assessment: a newer one is asked for.
  slot.values = shownAnswers(shape, writing->answers);
  if (hold->kind == "risk_assessment")
    for (const char* each : {"risk.document", "risk.completed", "risk.reviewed", "risk.changes"})
      slot.values.erase(each);
  slot.values.erase("hold.says");
  Field key;
  key.name = "hold";
  key.label = "What it waits for";
  key.kind = FieldKind::hidden;
  shape.fields.push_back(std::move(key));
  shape.fields.push_back(referenceField());
  slot.shape = std::move(shape);
  slot.values["hold"] = {holdKey(*hold)};
  slot.values["reference"] = {writing->referral.reference};
  slot.button = "Send to CAP";
  shown.model.form("FORM", std::move(slot));
  return shown;
}

}  // namespace

void offerHoldCommands(Offers& offers) {
  offers.command(CommandOf<AnswerIn, AnswerPlan>{
      .name = "referral.answer_hold",
      .permission = "referral.write",
      .says = "Sends CAP what a referral on hold waits for; CAP looks at it and lifts the hold.",
      .form = answerForm(),
      .prepare = prepareAnswer,
      .apply = applyAnswer});
  offers.pages.push_back(page("/referrals/{reference}/hold/{hold}", "referral.hold", "referral.write",
                              "Answers what a referral on hold waits for.", "form.tpl", {"referral.answer_hold"},
                              showHold));
}

}  // namespace capd::refer
