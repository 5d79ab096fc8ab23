// One referral: the task list while it is written, then where it is, what waits for the school, its timeline and
// papers.

#include <fmt/format.h>

#include <algorithm>

#include "Lists.h"
#include "Pages.h"
#include "cases/course/Course.h"

namespace capd::refer {
namespace {

std::string stateWords(const Looked& looked) {
  if (looked.cannotStart) return "Cannot start yet";
  if (looked.done()) return "Completed";
  return looked.begun ? "Incomplete" : "Not started";
}

PageAnswer taskList(PageRequest& ask, const Writing& writing) {
  Shown shown;
  shown.title = "Referral " + writing.referral.reference;
  shown.back = "/referrals";
  shown.subject = writing.referral.reference;
  Model& m = shown.model;
  m.hide("CASE");
  Model& box = m.add("DRAFT");
  box.set("REFERENCE", writing.referral.reference).set("PUPIL", writing.pupil.name()).list("TASK");
  const bool writes = mayWriteFor(ask.viewer, writing.referral.school);
  std::size_t done = 0;
  for (const Section& section : allSections()) {
    const Looked looked = lookAt(ask.tx, section.id, writing);
    if (looked.done()) ++done;
    Model& row = box.add("TASK");
    row.set("TITLE", std::string(section.title)).set("STATE", stateWords(looked)).list("LINK").list("PLAIN");
    row.show("DONE", looked.done()).show("OPEN", !looked.done() && !looked.cannotStart);
    row.show("CANNOT", !looked.done() && looked.cannotStart);
    if (writes && !looked.cannotStart)
      row.add("LINK").set("PATH", writing.path(fmt::format("/section/{}", section.id)));
    else
      row.show("PLAIN");
  }
  const auto saved = lastSaved(ask.tx, writing.referral.id);
  box.set("PROGRESS", fmt::format("{} of {} sections done. {}You can stop and come back.", done, allSections().size(),
                                  saved ? fmt::format("Saved at {}. ", londonClock(*saved)) : std::string()));
  box.list("CHECK").list("DELETE");
  if (writes) {
    box.add("CHECK").set("PATH", writing.path("/check"));
    box.add("DELETE").set("PATH", writing.path("/delete"));
  }
  return shown;
}

void contactCard(ReadTx& tx, Model& m, std::int64_t organisation, std::string_view role, const std::string& title) {
  const auto leads = contacts(tx, organisation, role);
  Model& card = m.add("DSL");
  card.set("TITLE", title).list("PERSON").show("NONE", leads.empty());
  for (const Contact& lead : leads)
    card.add("PERSON").set("NAME", lead.name).set("PHONE", lead.phone).set("EMAIL", lead.email);
}

void safeguardingLeads(ReadTx& tx, Model& m, const Writing& writing) {
  m.list("DSL");
  contactCard(tx, m, capOrganisation(tx), "cap.dsl", "CAP");
  contactCard(tx, m, writing.referral.school, "school.dsl", "Your school");
  const bool withProvider = looksWithProvider(tx, writing.referral);
  for (const Choice& choice : choices(tx, writing.referral.id)) {
    if (!choice.sent) continue;
    const auto provider = findOrganisation(tx, choice.provider);
    if (provider) contactCard(tx, m, choice.provider, "provider.dsl", provider->name);
    // Either side may arrange the interview (IVW-03): whom to ring for it. An answer that is not shared changes nothing
    // here (NOT-06).
    if (provider && withProvider && choice.id == writing.referral.choice)
      contactCard(tx, m, choice.provider, "provider.coordinator", provider->name + ": to arrange the interview");
  }
}

void holdsOf(ReadTx& tx, Model& m, const Writing& writing, bool writes, bool chooses) {
  m.list("HOLD");
  for (const Hold& hold : holdsForSchool(tx, writing.referral.id)) {
    Model& row = m.add("HOLD");
    row.set("SAYS", hold.says)
        .set("SINCE", londonDate(hold.opened).words())
        .list("ANSWER")
        .list("ANSWERED")
        .list("OTHERS")
        .list("NOTHING");
    if (waitsForSchool(hold)) {
      const bool course = hold.rule == kAnotherCourse;
      const std::string path =
          course ? "/alternatives/" + writing.referral.reference : writing.path("/hold/" + holdKey(hold));
      if (course ? chooses : writes)
        row.add("ANSWER").set("PATH", path);
      else if (course)
        row.add("OTHERS").set("WHO", writing.schoolKind == "school" ? "CAP coordinator" : "SEND officer");
    } else if (hold.answered) {
      row.add("ANSWERED").set("WHEN", londonWords(*hold.answered));
    } else {
      row.show("NOTHING");
    }
  }
}

void timelineOf(ReadTx& tx, Model& m, const Writing& writing) {
  m.list("STEP");
  for (const StepLine& line : timeline(tx, writing.referral))
    m.add("STEP").set("WHEN", londonWords(line.at)).set("WHO", line.who).set("SAYS", line.says);
}

void stepsOf(ReadTx& tx, Model& m, const Writing& writing) {
  m.list("SIX");
  for (const StepOfSix& step : sixSteps(tx, writing.referral)) {
    Model& row = m.add("SIX");
    row.set("TITLE", step.title);
    row.show("DONE", step.state == StepState::done).show("NOW", step.state == StepState::now);
    row.show("LATER", step.state == StepState::later);
  }
}

void papersOf(Model& m, const Writing& writing) {
  m.list("PAPER").show("NO_PAPER", writing.documents.empty());
  for (const Document& document : writing.documents)
    m.add("PAPER")
        .set("NAME", document.typedName)
        .set("PATH", writing.path(fmt::format("/documents/{}", document.id)))
        .set("WHEN", londonWords(document.uploaded))
        .set("SCAN", document.scan == "clean"         ? "virus scan: clean"
                     : document.scan == "quarantined" ? "kept back: the virus scan found something"
                                                      : "virus scan: not scanned");
}

bool isOver(const ReferralRecord& r) {
  return r.state == ReferralState::ended || r.state == ReferralState::refused || r.state == ReferralState::withdrawn;
}

PageAnswer casePage(PageRequest& ask, const Writing& writing) {
  Shown shown;
  shown.title = "Referral " + writing.referral.reference;
  shown.back = "/referrals";
  shown.subject = writing.referral.reference;
  shown.model.hide("DRAFT");
  Model& m = shown.model.add("CASE");
  const bool writes = mayWriteFor(ask.viewer, writing.referral.school);
  const auto open = holdsForSchool(ask.tx, writing.referral.id);
  m.set("REFERENCE", writing.referral.reference).set("PUPIL", writing.pupil.name());
  m.set("STATUS", statusWords(ask.tx, writing.referral, open));
  m.set("PROGRAMME", writing.programme ? writing.programme->title : writing.referral.programme.value_or("not chosen"));
  m.set("APPLIED", writing.referral.applicationDate ? writing.referral.applicationDate->words() : "");
  m.set("PRINT", writing.path("/print"));
  stepsOf(ask.tx, m, writing);
  holdsOf(ask.tx, m, writing, writes,
          ask.viewer.may("response.choose") && maySubmitFor(ask.viewer, writing.referral.school));
  timelineOf(ask.tx, m, writing);
  papersOf(m, writing);
  safeguardingLeads(ask.tx, m, writing);
  m.list("SLIPS").list("COPY").list("CORRECT").list("WITHDRAW");
  if (mayTakeBack(ask.viewer, writing.referral)) m.add("WITHDRAW").set("PATH", writing.path("/withdraw"));
  if (ask.viewer.may("safeguarding.slips")) m.add("SLIPS").set("PATH", "/safeguarding/" + writing.referral.reference);
  if (writes) m.add("COPY").set("PATH", writing.path("/copy"));
  if (writes && !isOver(writing.referral))
    for (const Section& section : allSections())
      if (section.changesLater)
        m.add("CORRECT")
            .set("TITLE", std::string(section.title))
            .set("PATH", writing.path(fmt::format("/section/{}", section.id)));
  return shown;
}

PageAnswer showReferral(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  if (!writing) return NotThere{};
  return writing->isDraft() ? taskList(ask, *writing) : casePage(ask, *writing);
}

PageAnswer showPaper(PageRequest& ask) {
  const auto writing = openForReading(ask.tx, ask.services, ask.part("reference"));
  const Document* document = writing ? writing->document(ask.part("id")) : nullptr;
  if (document == nullptr) return NotThere{};
  const auto dot = document->typedName.rfind('.');
  std::string word = document->kind;
  std::replace(word.begin(), word.end(), '_', '-');
  Download download;
  download.document = document->id;
  download.fileName = fmt::format("{}-{}{}", writing->referral.reference, word,
                                  dot == std::string::npos ? std::string() : document->typedName.substr(dot));
  download.mediaType = document->mediaType;
  download.subject = writing->referral.reference;
  return download;
}

// A form of one command on a page of its own, with the case's reference carried along.
PageAnswer formPage(PageRequest& ask, const std::string& heading, const std::string& text, FormSlot slot) {
  Shown shown;
  shown.title = heading;
  shown.back = "/referrals/" + ask.part("reference");
  shown.subject = ask.part("reference");
  shown.model.set("HEADING", heading).list("TEXT");
  if (!text.empty()) shown.model.add("TEXT").set("SAYS", text);
  slot.values["reference"] = {ask.part("reference")};
  shown.model.form("FORM", std::move(slot));
  return shown;
}

PageAnswer deletePage(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  if (!writing || !writing->isDraft() || !mayWriteFor(ask.viewer, writing->referral.school)) return NotThere{};
  FormSlot slot;
  slot.command = "referral.withdraw_draft";
  slot.values["version"] = {std::to_string(writing->referral.version)};
  slot.button = "Delete this draft";
  slot.warning = true;
  return formPage(ask, "Delete this draft?", "It was never sent, and nobody else has seen it. You can’t get it back.",
                  std::move(slot));
}

PageAnswer copyPage(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  if (!writing || !mayWriteFor(ask.viewer, writing->referral.school)) return NotThere{};
  FormSlot slot;
  slot.command = "referral.copy";
  FormShape shape;
  shape.fields.push_back(referenceField());
  Field pupil;
  pupil.name = "pupil";
  pupil.label = "For which pupil?";
  pupil.kind = FieldKind::choice;
  for (const Pupil& each : findPupils(ask.tx, writing->referral.school, "", 500))
    pupil.options.push_back({std::to_string(each.id), each.name() + ", born " + each.born.words(), ""});
  shape.fields.push_back(std::move(pupil));
  slot.shape = std::move(shape);
  slot.values["pupil"] = {std::to_string(writing->referral.pupil)};
  slot.button = "Begin the referral";
  return formPage(
      ask, "Refer again with the same course and reasons",
      "What you wrote in words is copied. Needs, consent, what you agreed to and the risk assessment are asked "
      "anew.",
      std::move(slot));
}

}  // namespace

void offerCasePages(Offers& offers) {
  offers.pages.push_back(page("/referrals/{reference}", "referral.case", "referral.read",
                              "One referral of your school: its sections, or where it is.", "case.tpl", {},
                              showReferral));
  offers.pages.push_back(page("/referrals/{reference}/documents/{id}", "referral.document", "referral.papers",
                              "A paper of a referral.", "case.tpl", {}, showPaper));
  offers.pages.push_back(page("/referrals/{reference}/delete", "referral.delete", "referral.write", "Deletes a draft.",
                              "form.tpl", {"referral.withdraw_draft"}, deletePage));
  offers.pages.push_back(page("/referrals/{reference}/copy", "referral.copy_page", "referral.write",
                              "Begins another referral with the same course and reasons.", "form.tpl",
                              {"referral.copy"}, copyPage));
}

}  // namespace capd::refer
