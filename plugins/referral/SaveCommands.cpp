// Saving a section: as typed while it is a draft, right or wrong; after sending, corrections that are right (REF-52).

#include <fmt/format.h>

#include <algorithm>

#include "Commands.h"
#include "Questions.h"
#include "base/Text.h"
#include "cases/course/Course.h"
#include "cases/duty/Duty.h"

namespace capd::refer {
namespace {

struct SaveIn {
  std::string reference;
  std::string section;
  std::optional<std::int64_t> version;
  std::optional<std::string> from;
  FieldTexts rest;
};

/// What the writer needs: nothing in it depends on what may change before it runs but the version.
struct SavePlan {
  FormShape shape;
  Answers answers;
  Passing passing;  ///< of a correction alone: who else must hear of it
};

Form<SaveIn> saveForm() {
  Form<SaveIn> form;
  form.field(&SaveIn::reference, referenceField());
  form.field(&SaveIn::section, {.name = "section",
                                .label = "Section",
                                .kind = FieldKind::hidden,
                                .missing = "Open the section’s own page to save it",
                                .most = 20});
  form.field(&SaveIn::version,
             {.name = "version", .label = "Version", .kind = FieldKind::hidden, .most = 1'000'000'000});
  form.field(&SaveIn::from, {.name = "from", .label = "Where you came from", .kind = FieldKind::hidden, .most = 20});
  form.rest(&SaveIn::rest);
  return form;
}

// The door keeps a file that may not come in out, and says why beside the field's name.
void refusedUploads(const FormShape& shape, const FieldTexts& rest, Problems& problems) {
  for (const Field& field : shape.fields) {
    const auto at = rest.find("upload-refused-" + field.name);
    if (at != rest.end() && !at->second.empty()) problems.push_back({field.name, at->second.front()});
  }
}

Refused changedMeanwhile(ReadTx& tx, const ReferralRecord& referral, const FormShape& shape, const Answers& typed) {
  Refused refused = Refused::stale(
      "Somebody saved this section while you were writing. What they wrote stands beside what you wrote. Copy what you "
      "want to keep, load the page again and put it in.");
  const Answers now = currentAnswers(tx, referral.id);
  for (const Field& field : shape.fields) {
    const auto theirs = now.find(field.name);
    const auto mine = typed.find(field.name);
    if (theirs == now.end() || mine == typed.end() || theirs->second == mine->second) continue;
    refused.problems.push_back({field.name, "It says now: " + shortened(theirs->second, 500)});
  }
  return refused;
}

std::optional<Refused> keepAll(WriteTx& tx, ReferralRecord& referral, const SaveIn& in, const SavePlan& plan,
                               std::vector<std::string>& changed) {
  Problems problems;
  const Answers before = currentAnswers(tx, referral.id);
  if (!filePapers(tx, referral, plan.shape, before, plan.answers, problems)) return Refused(std::move(problems));
  changed = saveAnswers(tx, referral.id, plan.answers);
  if (in.section == "risk") keepRiskAssessment(tx, referral, currentAnswers(tx, referral.id));
  return std::nullopt;
}

void keepChoices(WriteTx& tx, ReferralRecord& referral) {
  const Answers answers = currentAnswers(tx, referral.id);
  std::vector<std::int64_t> courses;
  referral.programme.reset();
  for (const char* name : {"course.first", "course.second", "course.third"}) {
    const auto at = answers.find(name);
    const auto course = at == answers.end() ? std::nullopt : courseByCode(tx, at->second);
    if (!course || course->closed || std::find(courses.begin(), courses.end(), course->id) != courses.end()) continue;
    if (std::string_view(name) == "course.first") referral.programme = course->programme;
    courses.push_back(course->id);
  }
  setChoices(tx, referral.id, courses);
  referral.requestedStart = dateAnswer(answers, "course.start");
}

// ---- while it is a draft

Prepared<SavePlan> prepareSave(Preparing& at, const SaveIn& in) {
  const auto writing = openWriting(at.tx, at.services, in.reference);
  if (!writing || findSection(in.section) == nullptr) return Refused::notThere();
  SavePlan plan;
  plan.shape = sectionShape(at.tx, in.section, *writing);
  Problems problems;
  refusedUploads(plan.shape, in.rest, problems);
  plan.answers = typedAnswers(plan.shape, in.rest, in.version.has_value(), problems);
  if (!problems.empty()) return Refused(std::move(problems));
  return plan;
}

std::string nextAfterSave(const ReferralRecord& referral, const SaveIn& in) {
  const std::string path = "/referrals/" + referral.reference;
  const auto then = in.rest.find("then");
  if (then != in.rest.end() && !then->second.empty() && then->second.front() == "second") return path;
  std::string next = path + "/section/" + in.section + "?checked=1";
  if (in.from == "check") next += "&from=check";
  return next;
}

Outcome applySave(WriteTx& tx, const SaveIn& in, const SavePlan& plan) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !mayWriteFor(tx.viewer(), referral->school)) return Refused::notThere();
  if (referral->state != ReferralState::draft)
    return Refused(
        Refused::Kind::conflict, "",
        "This referral was sent to CAP. What has changed since then goes in by “Tell CAP what has changed”.");
  if (in.version && *in.version != sectionVersion(tx, referral->id, plan.shape))
    return changedMeanwhile(tx, *referral, plan.shape, plan.answers);
  Done done;
  if (auto refused = keepAll(tx, *referral, in, plan, done.changed)) return std::move(*refused);
  if (in.section == "course") keepChoices(tx, *referral);
  saveReferral(tx, *referral);
  done.says = fmt::format("Saved at {}.", londonClock(tx.now()));
  done.subject = referral->reference;
  done.next = nextAfterSave(*referral, in);
  return done;
}

// ---- after it was sent

Refused mayNotChangeLater(const Section& section) {
  return Refused(Refused::Kind::conflict, "",
                 fmt::format("“{}” is kept as you sent it, so that you can show it later. If it must change, call CAP.",
                             section.title));
}

Refused nothingToCorrect() {
  return Refused(Refused::Kind::conflict, "",
                 "Nothing can be corrected here now: the referral has not been sent, or has ended.");
}

Prepared<SavePlan> prepareUpdate(Preparing& at, const SaveIn& in) {
  auto writing = openWriting(at.tx, at.services, in.reference);
  const Section* section = findSection(in.section);
  if (!writing || section == nullptr) return Refused::notThere();
  if (!stillChanging(writing->referral)) return nothingToCorrect();
  if (!section->changesLater) return mayNotChangeLater(*section);
  SavePlan plan;
  plan.shape = sectionShape(at.tx, in.section, *writing);
  Problems problems;
  refusedUploads(plan.shape, in.rest, problems);
  plan.answers = typedAnswers(plan.shape, in.rest, in.version.has_value(), problems);
  for (const auto& [question, value] : plan.answers) {
    writing->answers[question] = value;
    if (const auto document = documentKind(question).empty() ? std::nullopt : findDocument(at.tx, idFrom(value)))
      writing->documents.push_back(*document);
  }
  Looked looked = lookAt(at.tx, in.section, *writing);
  problems.insert(problems.end(), looked.stops.begin(), looked.stops.end());
  problems.insert(problems.end(), looked.waits.begin(), looked.waits.end());
  if (!problems.empty()) return Refused(std::move(problems));
  plan.passing = passingOf(at.services, writing->referral, at.tx.today());
  return plan;
}

Outcome applyUpdate(WriteTx& tx, const SaveIn& in, const SavePlan& plan) {
  auto referral = findReferral(tx, in.reference);
  if (!referral || !mayWriteFor(tx.viewer(), referral->school)) return Refused::notThere();
  if (!stillChanging(*referral)) return nothingToCorrect();
  if (in.version && *in.version != sectionVersion(tx, referral->id, plan.shape))
    return changedMeanwhile(tx, *referral, plan.shape, plan.answers);
  Done done;
  if (auto refused = keepAll(tx, *referral, in, plan, done.changed)) return std::move(*refused);
  done.subject = referral->reference;
  done.next = "/referrals/" + referral->reference;
  done.says = "Nothing was different from what CAP has.";
  if (done.changed.empty()) return done;
  touchReferral(tx, *referral);
  if (in.section == "risk")
    for (const Hold& hold : openHolds(tx, referral->id))
      if (hold.kind == "risk_assessment") markAnswered(tx, hold.id);
  addStep(tx, referral->id,
          {"updated", fmt::format("The school corrected “{}”.", findSection(in.section)->title), Audience::all});
  passOn(tx, *referral, plan.passing);
  done.says = "CAP has what you changed, and passes it on to whoever needs it.";
  return done;
}

}  // namespace

bool filePapers(WriteTx& tx, const ReferralRecord& referral, const FormShape& shape, const Answers& before,
                const Answers& answers, Problems& problems) {
  constexpr std::size_t kMostPapers = 20;
  const auto there = documents(tx, referral.id);
  const auto isThere = [&](std::int64_t id) {
    return std::any_of(there.begin(), there.end(), [&](const Document& d) { return d.id == id; });
  };
  std::size_t count = there.size();
  for (const Field& field : shape.fields) {
    const auto typed = answers.find(field.name);
    if (field.kind != FieldKind::upload || typed == answers.end()) continue;
    const auto old = before.find(field.name);
    if (old != before.end() && old->second == typed->second) continue;
    const std::int64_t id = idFrom(typed->second);
    if (!typed->second.empty() && !isThere(id)) {
      if (++count > kMostPapers)
        problems.push_back(
            {field.name, fmt::format("A referral holds {} papers at most. Put several into one file.", kMostPapers)});
      else if (!fileUpload(tx, id, referral.id, documentKind(field.name)))
        problems.push_back({field.name, "The file did not arrive. Choose it again."});
    }
    // In a draft a paper that was replaced was never sent to anybody; later it stays as what CAP was given.
    if (referral.state == ReferralState::draft && old != before.end() && isThere(idFrom(old->second)))
      removeDocument(tx, idFrom(old->second));
  }
  return problems.empty();
}

bool keepRiskAssessment(WriteTx& tx, const ReferralRecord& referral, const Answers& answers) {
  const auto at = [&](const char* question) {
    const auto found = answers.find(question);
    return found == answers.end() ? std::string() : found->second;
  };
  const std::int64_t document = idFrom(at("risk.document"));
  const auto completed = dateAnswer(answers, "risk.completed");
  if (document == 0 || !completed) return false;
  RiskAssessment assessment;
  assessment.caseId = referral.id;
  assessment.pupil = referral.pupil;
  assessment.document = document;
  assessment.completed = *completed;
  assessment.reviewed = dateAnswer(answers, "risk.reviewed");
  assessment.changes = at("risk.changes");
  const auto last = latestRiskAssessment(tx, referral.id);
  if (last && last->document == document && last->completed == assessment.completed &&
      last->reviewed == assessment.reviewed && last->changes == assessment.changes)
    return false;
  addRiskAssessment(tx, assessment);
  // A placement that begins in the next academic year waits for one of that year.
  for (const Duty& duty : dutiesOfCase(tx, referral.id))
    if (duty.kind == "placement.risk_assessment" &&
        academicYearOf(assessment.effective()) >= academicYearOf(londonDate(duty.due)))
      closeDuties(tx, duty.kind, duty.subject);
  return true;
}

void offerSaveCommands(Offers& offers) {
  offers.command(CommandOf<SaveIn, SavePlan>{
      .name = "referral.save_section",
      .permission = "referral.write",
      .says = "Saves one section of a draft as it was typed, right or wrong, finished or not.",
      .form = saveForm(),
      .prepare = prepareSave,
      .apply = applySave});
  offers.command(CommandOf<SaveIn, SavePlan>{
      .name = "referral.update_data",
      .permission = "referral.write",
      .says = "Tells CAP what has changed about the pupil since the referral was sent.",
      .form = saveForm(),
      .prepare = prepareUpdate,
      .apply = applyUpdate,
      .moves = {{"complete", "submitted", "Something in it is changed: CAP checks again"}}});
}

}  // namespace capd::refer
