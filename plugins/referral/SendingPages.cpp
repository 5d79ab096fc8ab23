// Checking the answers, what the school sees when it has sent them, and the whole application on paper (REF-20,
// REF-59).

#include <fmt/format.h>

#include <algorithm>

#include "Pages.h"
#include "cases/course/Course.h"
#include "cases/duty/Duty.h"
#include "cases/panel/Panel.h"

namespace capd::refer {
namespace {

// What the school does while a pupil is placed: shown when a referral is sent, and kept in the pupil's file (NOT-01).
constexpr std::string_view kQuality[] = {
    "Keep the pupil on your roll, and go on giving their core education.",
    "The pupil does not start before CAP has confirmed the start date to you.",
    "Make a safeguarding visit before the place begins, arranged with the provider, and keep the record.",
    "Go to the interview with the pupil, or see that a parent or carer does.",
    "Tell the family about early help: the Coventry Families App and the family hubs.",
    "Tell CAP at once when anything about the pupil changes, the risk assessment above all.",
    "Follow attendance every day, and visit while the placement runs.",
    "Hold the result against what you said it was for.",
    "Keep a copy of this application in the pupil’s file.",
};

void measures(Model& m) {
  m.list("MEASURE");
  for (const std::string_view each : kQuality) m.add("MEASURE").set("TEXT", std::string(each));
}

std::string resultWords(RuleResult result) {
  switch (result) {
    case RuleResult::met:
      return "Met";
    case RuleResult::unmet:
      return "Not met";
    case RuleResult::cannotTell:
      return "Cannot tell yet";
  }
  return {};
}

std::string effectWords(const RuleLine& rule) {
  if (rule.result == RuleResult::met) return {};
  if (rule.effect == "hold") return "You can send the referral; it will wait for this.";
  if (rule.effect == "block")
    return rule.result == RuleResult::unmet ? "The referral can’t be sent before this is put right."
                                            : "You can send the referral; CAP looks at this with you.";
  if (rule.effect == "warn") return "This does not stop the referral. CAP talks it over with you.";
  return "A person at CAP looks at this.";
}

void eligibility(Model& m, const Writing& writing, const PolicyShelf& policy) {
  m.list("RULE").list("MET").list("MET_COUNT").hide("ALL_MET");
  const auto judgement = writing.programme ? judged(writing, policy) : std::nullopt;
  m.show("NO_RULES", !judgement.has_value());
  if (!judgement) return;
  const auto met = std::count_if(judgement->rules.begin(), judgement->rules.end(),
                                 [](const RuleLine& rule) { return rule.result == RuleResult::met; });
  m.show("ALL_MET", met == std::ssize(judgement->rules));
  if (met > 0)
    m.add("MET_COUNT").set("WORDS", met == 1 ? std::string("1 rule is met") : fmt::format("{} rules are met", met));
  for (const RuleLine& rule : judgement->rules) {
    if (rule.result == RuleResult::met) {
      m.add("MET").set("SAYS", rule.says).set("FOUND", rule.found).set("CLAUSE", rule.clause);
      continue;
    }
    Model& row = m.add("RULE");
    row.set("RESULT", resultWords(rule.result)).set("SAYS", rule.says).set("CLAUSE", rule.clause).list("MORE");
    const auto more = [&](const std::string& text) {
      if (!text.empty()) row.add("MORE").set("TEXT", text);
    };
    more(rule.found);
    more(rule.ask);
    more(cureInWords(rule));
    more(effectWords(rule));
  }
}

std::string changePath(const Writing& writing, std::string_view section) {
  return writing.path(fmt::format("/section/{}?from=check", section));
}

// A panel may have made it a referral to another programme: what was asked for first stands beside what it is now.
std::string courseNow(ReadTx& tx, const Writing& writing) {
  const auto first = courseByCode(tx, writing.answer("course.first"));
  if (!first || !writing.referral.programme || first->programme == *writing.referral.programme) return {};
  for (const Choice& choice : choices(tx, writing.referral.id))
    if (choice.id == writing.referral.choice)
      if (const auto course = findCourse(tx, choice.course))
        return fmt::format("\nAsked for first, in another programme. Now: {}, {}", course->title, course->providerName);
  return "\nAsked for first, in another programme. The course of this one is not chosen yet.";
}

void sections(ReadTx& tx, Model& m, const Writing& writing, bool withChange) {
  m.list("SECTION");
  for (const Section& section : allSections()) {
    const FormShape shape = sectionShape(tx, section.id, writing);
    Model& box = m.add("SECTION");
    box.set("TITLE", std::string(section.title)).list("ROW").list("CHANGE").list("TO_DO");
    if (section.id == "pupil") {
      summaryRow(box, "Name", writing.pupil.name());
      summaryRow(box, "Born", writing.pupil.born.words());
      summaryRow(box, "Unique pupil number", writing.pupil.upn.value_or("none yet"));
      summaryRow(box, "Year group",
                 writing.pupil.yearGroup == 0 ? "Reception" : std::to_string(writing.pupil.yearGroup));
    }
    for (const Field& field : shape.fields)
      summaryRow(box, field.label,
                 answerInWords(field, writing) + (field.name == "course.first" ? courseNow(tx, writing) : ""));
    if (!withChange) continue;
    box.add("CHANGE").set("PATH", changePath(writing, section.id)).set("TITLE", std::string(section.title));
    const Looked looked = lookAt(tx, section.id, writing);
    for (const Problem& problem : looked.stops) box.add("TO_DO").set("TEXT", problem.says);
    for (const Problem& problem : looked.waits) box.add("TO_DO").set("TEXT", problem.says + " (it can follow later)");
  }
}

PageAnswer check(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  if (!writing || !mayWriteFor(ask.viewer, writing->referral.school)) return NotThere{};
  if (!writing->isDraft()) return GoTo{writing->path()};
  Shown shown;
  shown.title = "Check your answers";
  shown.back = writing->path();
  shown.subject = writing->referral.reference;
  Model& m = shown.model;
  m.set("REFERENCE", writing->referral.reference).set("PUPIL", writing->pupil.name());
  sections(ask.tx, m, *writing, true);
  eligibility(m, *writing, ask.services.policy());
  const std::string round =
      writing->programme && writing->programme->needsPanel
          ? nextRoundWords(panelRounds(ask.tx, ask.services.policy()), writing->programme->name, ask.tx.today())
          : "";
  m.list("ROUND");
  if (!round.empty()) m.add("ROUND").set("SAYS", "This waits for a panel. " + round);
  const bool coordinator = maySubmitFor(ask.viewer, writing->referral.school);
  m.show("CONTRIBUTOR", !coordinator);
  if (!coordinator) return shown;
  FormSlot slot;
  slot.command = "referral.submit";
  slot.values["reference"] = {writing->referral.reference};
  slot.values["version"] = {std::to_string(writing->referral.version)};
  slot.button = "Submit referral";
  m.form("FORM", std::move(slot));
  return shown;
}

PageAnswer sent(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  if (!writing) return NotThere{};
  if (writing->isDraft()) return GoTo{writing->path()};
  Shown shown;
  shown.title = "Referral sent";
  shown.subject = writing->referral.reference;
  Model& m = shown.model;
  m.set("REFERENCE", writing->referral.reference).set("PATH", writing->path()).set("PRINT", writing->path("/print"));
  const auto by = firstLookBy(writing->referral, ask.services.policy());
  m.set("LOOK",
        by ? fmt::format("CAP will look at this by {}.", by->longWords()) : "CAP will look at this and write to you.");
  measures(m);
  m.set("MEASURES", writing->path("/quality-measures"));
  m.list("HOLD");
  const auto open = holdsForSchool(ask.tx, writing->referral.id);
  for (const Hold& hold : open) m.add("HOLD").set("TEXT", hold.says);
  m.show("HOLDS", !open.empty());
  return shown;
}

PageAnswer print(PageRequest& ask) {
  const auto writing = openForReading(ask.tx, ask.services, ask.part("reference"));
  if (!writing) return NotThere{};
  Shown shown;
  shown.title = "Application " + writing->referral.reference;
  shown.back = ask.viewer.actsFor(writing->referral.school) ? writing->path()
               : ask.viewer.may("inbox.read")               ? "/cases/" + writing->referral.reference
                                                            : "";
  shown.subject = writing->referral.reference;
  Model& m = shown.model;
  m.set("REFERENCE", writing->referral.reference).set("SCHOOL", writing->schoolName);
  m.set("APPLIED", writing->referral.applicationDate
                       ? "Date of application: " + writing->referral.applicationDate->words()
                       : "Draft, not sent");
  m.set("PROGRAMME", writing->programme ? writing->programme->title : "not chosen yet");
  m.set("PRINTED", londonWords(ask.tx.now()));
  sections(ask.tx, m, *writing, false);
  m.list("PAPER");
  for (const Document& document : writing->documents)
    m.add("PAPER").set("NAME", document.typedName).set("WHEN", londonWords(document.uploaded));
  m.show("NO_PAPER", writing->documents.empty());
  return shown;
}

PageAnswer quality(PageRequest& ask) {
  const auto writing = openWriting(ask.tx, ask.services, ask.part("reference"));
  if (!writing || writing->isDraft()) return NotThere{};
  Shown shown;
  shown.title = "Quality measures " + writing->referral.reference;
  shown.back = writing->path();
  shown.subject = writing->referral.reference;
  shown.model.set("REFERENCE", writing->referral.reference).set("SCHOOL", writing->schoolName);
  shown.model.set("PRINTED", londonWords(ask.tx.now()));
  measures(shown.model);
  return shown;
}

PageAnswer riskTemplate(PageRequest&) {
  Shown shown;
  shown.title = "Risk assessment, an empty form";
  shown.back = "/referrals";
  return shown;
}

}  // namespace

void offerSendingPages(Offers& offers) {
  offers.pages.push_back(page("/referrals/{reference}/check", "referral.check", "referral.write",
                              "All answers of a referral before it is sent, and what policy says to them.", "check.tpl",
                              {"referral.submit"}, check));
  offers.pages.push_back(page("/referrals/{reference}/sent", "referral.sent", "referral.read",
                              "What happens after a referral was sent.", "sent.tpl", {}, sent));
  PageDeclaration paper = page("/referrals/{reference}/print", "referral.print", "referral.papers",
                               "The whole application on one page, for the pupil’s file.", "print.tpl", {}, print);
  PageDeclaration file =
      page("/referrals/{reference}/quality-measures", "referral.quality", "referral.read",
           "What your school does while a pupil is placed, for the pupil’s file.", "quality.tpl", {}, quality);
  PageDeclaration empty = page("/referrals/risk-assessment", "referral.risk_template", "referral.read",
                               "An empty form for a risk assessment.", "risk_template.tpl", {}, riskTemplate);
  for (PageDeclaration* each : {&paper, &file, &empty}) {
    each->printable = true;
    offers.pages.push_back(std::move(*each));
  }
}

}  // namespace capd::refer
