// The record of a running placement: induction, what was told and answered, what came of it, whether it goes on.

#include <fmt/format.h>

#include <algorithm>

#include "Along.h"
#include "Pages.h"
#include "cases/policy/PolicyChoices.h"

namespace capd::placement {
namespace {

void inductionPart(PageRequest& ask, Model& m, const Life& life) {
  const auto topics = policyChoices(ask.services.policy(), life.referral.policyHash, kInductionTopics);
  const auto all = inductions(ask.tx, life.placement.id);
  const Induction* newest = all.empty() ? nullptr : &all.front();
  std::string missing;
  for (const PolicyChoice& each : topics)
    if (newest == nullptr || newest->topics.find(each.value + "\n") == std::string::npos)
      missing += (missing.empty() ? "" : ", ") + each.says;
  fact(m, "Induction",
       newest == nullptr  ? "not recorded yet"
       : newest->complete ? newest->heldOn.words() + ", complete"
                          : newest->heldOn.words() + ". Still to come: " + missing);
  if (newest != nullptr)
    fact(m, "Photos and films",
         newest->photos != "yes" ? "The parents or carers did not agree."
         : newest->photosAgreed  ? "The parents or carers agreed, and the school."
                                 : "The parents or carers agreed. Not before the school has agreed.");
  if (!life.stands()) return;
  if (life.side == Side::provider && ask.viewer.may("placement.induct") && (newest == nullptr || !newest->complete)) {
    FormShape shape = inductionForm().shape();
    Field boxes = topicsField(topics);
    if (const auto first = programmeValue(ask.services, life.referral, "initial_assessments"))
      for (Option& option : boxes.options)
        if (option.value == "assessments") option.hint = "In: " + first->words;
    shape.fields.push_back(std::move(boxes));
    m.form("INDUCT", {.command = "placement.record_induction",
                      .values = caseValues(life.referral),
                      .shape = shape,
                      .button = "Record the induction",
                      .legend = "Induction"});
  }
  if (life.side == Side::school && newest != nullptr && newest->photos == "yes" && !newest->photosAgreed &&
      ask.viewer.may("placement.send_change"))
    m.form("PHOTOS", {.command = "placement.agree_photos",
                      .values = caseValues(life.referral),
                      .button = "The school agrees to photos and films",
                      .quiet = true});
}

void reportPart(PageRequest& ask, Model& m, const Life& life) {
  for (const PlacementReport& each : placementReports(ask.tx, life.placement.id))
    m.add("REPORT")
        .set("WHAT", reportInWords(each.kind))
        .set("SAYS", fmt::format("{}, by {}: {}", londonDate(each.told).words(), nameOf(each.side), each.says))
        .set("REPLY", !each.closed ? "Not answered yet. Nothing is changed or agreed before."
                                   : (each.outcome == "not_agreed" ? "No. " : "Yes. ") + each.answer);
  if (!life.stands()) return;
  if (const auto waiting = waitingReport(ask.tx, life.placement.id, toWord(life.side));
      waiting && ask.viewer.may("placement.answer_report"))
    m.form("ANSWER", {.command = "placement.answer_report",
                      .values = caseValues(life.referral),
                      .button = "Answer",
                      .legend = reportInWords(waiting->kind)});
  if (!life.ofCap() && ask.viewer.may("placement.report"))
    m.form("REPORT_FORM", {.command = "placement.report",
                           .values = caseValues(life.referral),
                           .shape = reportShape(life.side),
                           .button = "Tell the others",
                           .legend = "Something has changed, or is asked for",
                           .quiet = true});
}

void outputPart(PageRequest& ask, Model& m, const Life& life) {
  const auto output = placementOutput(ask.tx, life.placement.id);
  const PlanHandedOver plan = planHandedOver(ask.services, life.referral);
  const bool send = isSend(ask.tx, life.referral);
  if (output) {
    const std::string with = send ? "with the SEND team" : "with the school";
    fact(m, "Final report", output->report ? with : "");
    fact(m, plan.title.empty() ? "Support plan" : plan.title, output->supportPlan ? with : "");
    fact(m, "What came of it", output->againstPurpose);
    fact(m, "What comes next", output->exitPlan);
  }
  if (life.ofCap() && reportOwed(ask.tx, life) && ask.viewer.may("placement.do_withdrawal"))
    m.form("WAIVE",
           {.command = "placement.waive_report",
            .values = {{"reference", {life.referral.reference}}, {"version", {std::to_string(life.referral.version)}}},
            .button = "Ask for the report no more",
            .legend = "The final report is owed",
            .quiet = true});
  const bool runs = life.stands() && life.side == Side::provider && life.placement.started;
  if ((runs || owesReport(ask.tx, life)) && !output && ask.viewer.may("placement.induct"))
    m.form("OUTPUTS", {.command = "placement.record_outputs",
                       .values = caseValues(life.referral),
                       .shape = outputShape(plan, send),
                       .button = "Record what came of it",
                       .legend = "At the end",
                       .quiet = true});
}

void rollPart(PageRequest& ask, Model& m, const Life& life) {
  const auto roll = rollOver(ask.tx, life.placement.id);
  if (!roll) return;
  fact(m, "Next academic year",
       roll->rolled
           ? fmt::format("Goes on in {}.{}", roll->year,
                         roll->freeUntil ? " A withdrawal that CAP has completed by " + roll->freeUntil->longWords() +
                                               " costs nothing."
                                         : "")
           : fmt::format("Goes on into {} unless the school withdraws the pupil. CAP needs up to 5 working days "
                         "for a withdrawal.",
                         roll->year));
  if (life.stands() && !roll->rolled && !roll->kept && life.side == Side::school &&
      ask.viewer.may("placement.send_change"))
    m.form("KEEP",
           {.command = "placement.keep", .values = caseValues(life.referral), .button = "The placement goes on"});
}

PageAnswer record(PageRequest& ask) {
  const auto life = lifeOf(ask.tx, ask.part("reference"));
  if (!life) return NotThere{};
  Shown shown;
  shown.title = "Record: " + life->placement.reference;
  shown.back = "/placements/" + life->referral.reference + "/changes";
  shown.subject = life->referral.reference;
  Model& m = shown.model;
  m.set("REFERENCE", life->placement.reference).list("FACT").list("REPORT");
  inductionPart(ask, m, *life);
  outputPart(ask, m, *life);
  rollPart(ask, m, *life);
  reportPart(ask, m, *life);
  m.show("HAS_REPORT", !m.sections().at("REPORT").empty());
  return shown;
}

}  // namespace

void offerRecordPage(Offers& offers) {
  offers.pages.push_back(
      {.path = "/placements/{reference}/record",
       .name = "placement.record",
       .permission = "placement.follow",
       .says = "The record of a placement: induction, what was told, what came of it.",
       .file = "record.tpl",
       .commands = {"placement.record_induction", "placement.agree_photos", "placement.report",
                    "placement.answer_report", "placement.record_outputs", "placement.waive_report", "placement.keep"},
       .fill = record});
}

}  // namespace capd::placement
