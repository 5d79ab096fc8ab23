#include "Answering.h"

#include <fmt/format.h>

#include "AnswerCommands.h"
#include "InWords.h"
#include "cases/document/Document.h"
#include "cases/organisation/Organisation.h"
#include "cases/pupil/Pupil.h"
#include "response_store.h"

namespace capd::response {
namespace {

// A case of the viewer's provider, as far as it has the papers.
struct Papers {
  ReferralRecord referral;
  Choice choice;
};

std::optional<Papers> papersOf(PageRequest& ask) {
  auto referral = findReferral(ask.tx, ask.part("reference"));
  if (!referral) return std::nullopt;
  auto choice = currentChoice(ask.tx, *referral);
  if (!choice || !ask.viewer.actsFor(choice->provider)) return std::nullopt;
  // Before CAP has sent it, and after the provider's no, there is nothing to see.
  if (choice->state != "sent" && choice->state != "accepted") return std::nullopt;
  return Papers{std::move(*referral), std::move(*choice)};
}

std::string answerInWords(const OwnAnswer& answer) {
  if (answer.yes)
    return fmt::format("Yes: {}{}", sessionsInWords(sessionsFromText(answer.sessions)),
                       answer.start ? ", from " + answer.start->words() : "");
  return fmt::format("No. {}: {}", categoryInWords(answer.category), answer.reason);
}

PageAnswer listToAnswer(PageRequest& ask) {
  Shown shown;
  shown.title = "Referrals to answer";
  Model& m = shown.model;
  const auto all = toAnswer(ask.tx);
  m.set("HEADING", all.empty()       ? "Referrals to answer"
                   : all.size() == 1 ? "1 referral to answer"
                                     : fmt::format("{} referrals to answer", all.size()));
  m.list("ROW").list("OWN").show("NONE", all.empty());
  for (const ToAnswer& each : all)
    m.add("ROW")
        .set("REFERENCE", each.reference)
        .set("PATH", "/answers/" + each.reference)
        .set("RECEIVED", each.sent ? londonDate(*each.sent).words() : "")
        .set("DUE", each.due ? byWords(*each.due) : "")
        .show("LATE", each.due && *each.due <= ask.tx.now());
  bool own = false;
  for (const Hat& hat : ask.viewer.hats()) {
    if (hat.organisationKind != "provider" || own) continue;
    for (const OwnAnswer& answer : ownAnswers(ask.tx, hat.organisation, 50)) {
      m.add("OWN")
          .set("REFERENCE", answer.reference)
          .set("GIVEN", londonDate(answer.given).words())
          .set("SAYS", answerInWords(answer));
      own = true;
    }
  }
  m.show("HAS_OWN", own);
  return shown;
}

void contactCard(PageRequest& ask, Model& m, std::int64_t organisation, const char* role, const std::string& label) {
  for (const Contact& each : contacts(ask.tx, organisation, role))
    m.add("CONTACT").set("ROLE", label).set("NAME", each.name).set("PHONE", each.phone).set("EMAIL", each.email);
}

void contactCards(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  m.list("CONTACT");
  contactCard(ask, m, referral.school, "school.coordinator", "School CAP coordinator");
  contactCard(ask, m, referral.school, "send.officer", "SEND officer");
  contactCard(ask, m, referral.school, "school.dsl", "Designated safeguarding lead");
  contactCard(ask, m, referral.school, "school.deputy_dsl", "Deputy safeguarding lead");
  const auto school = findOrganisation(ask.tx, referral.school);
  m.set("SCHOOL", school ? school->name : "").set("SCHOOL_PHONE", school ? school->phone : "");
}

std::string kindInWords(const std::string& kind) {
  if (kind == "risk_assessment") return "Risk assessment";
  if (kind == "ehcp") return "EHC plan";
  if (kind == "support_plan") return "Support plan";
  if (kind == "behaviour_plan") return "Behaviour support plan";
  return "Other paper";
}

void paperRows(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  m.list("PAPER");
  std::size_t number = 0;
  for (const Document& each : documents(ask.tx, referral.id)) {
    ++number;
    Model& row = m.add("PAPER");
    row.set("KIND", kindInWords(each.kind)).set("NAME", each.typedName).set("DAY", londonDate(each.uploaded).words());
    row.set("PATH", fmt::format("/answers/{}/papers/{}", referral.reference, number));
    row.set("SCAN", each.scan == "clean"         ? "virus scan: clean"
                    : each.scan == "quarantined" ? "held back by the virus scan"
                                                 : "not scanned for viruses");
  }
  m.show("NO_PAPER", number == 0);
}

void riskCard(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  const auto risk = latestRiskAssessment(ask.tx, referral.id);
  m.list("RISK").list("READER");
  if (!risk) return;
  Model& card = m.add("RISK");
  card.set("DAY", risk->effective().words()).set("CHANGES", risk->changes);
  bool read = false;
  for (const RiskRead& each : riskReads(ask.tx, referral.id)) {
    if (each.assessment != risk->id) continue;
    m.add("READER").set("NAME", each.name).set("AT", londonWords(each.at));
    read = read || each.account == ask.viewer.account();
  }
  if (!read && ask.viewer.may("risk_assessment.read"))
    m.form("READ_FORM", {.command = "risk_assessment.read",
                         .values = {{"reference", {referral.reference}}},
                         .button = "Note that I have read it",
                         .quiet = true});
}

// What CAP asks about an answer that this provider gave before, in its own words. What was asked before the papers were
// sent was asked of another provider.
void askedAgain(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  for (const StepLine& step : timeline(ask.tx, referral)) {
    if (step.kind == "sent") return;
    if (step.kind != "asked_again") continue;
    m.add("ASKED").set("SAYS", step.says).set("WHEN", londonWords(step.at));
    return;
  }
}

PageAnswer showToAnswer(PageRequest& ask) {
  const auto papers = papersOf(ask);
  if (!papers) return NotThere{};
  const auto& [referral, choice] = *papers;
  Shown shown;
  shown.title = referral.reference;
  shown.back = "/answers";
  shown.subject = referral.reference;
  Model& m = shown.model;
  m.set("REFERENCE", referral.reference).list("FACT").list("ANSWERED").list("ASKED").list("NAME");
  if (const auto pupil = findPupil(ask.tx, referral.pupil)) {
    m.add("NAME").set("PUPIL", pupil->name());
    fact(m, "Pupil", pupil->name());
    fact(m, "Known as", pupil->knownAs);
    fact(m, "Born", pupil->born.words());
    fact(m, "Year group", pupil->yearGroup == 0 ? "Reception" : std::to_string(pupil->yearGroup));
  }
  if (const auto course = findCourse(ask.tx, choice.course))
    fact(m, "Course", course->title + ", " + daysInWords(course->days));
  if (choice.sent) fact(m, "Received", londonDate(*choice.sent).words());
  fillSections(m, answersInSections(ask.services, referral, currentAnswers(ask.tx, referral.id)));
  riskCard(ask, m, referral);
  paperRows(ask, m, referral);
  contactCards(ask, m, referral);
  const bool open =
      referral.state == ReferralState::sent && ask.viewer.actsFor(choice.provider, "provider.coordinator");
  m.list("BUTTONS");
  if (open)
    m.add("BUTTONS")
        .set("YES_PATH", "/answers/" + referral.reference + "/yes")
        .set("NO_PATH", "/answers/" + referral.reference + "/no");
  if (referral.state == ReferralState::sent) askedAgain(ask, m, referral);
  if (referral.state != ReferralState::sent)
    if (const auto answer = latestResponse(ask.tx, referral.id); answer && answer->yes)
      m.add("ANSWERED")
          .set("SAYS", fmt::format("You said yes on {}: {}, from {}.", londonDate(answer->given).words(),
                                   sessionsInWords(sessionsFromText(answer->sessions)),
                                   answer->start ? answer->start->words() : ""));
  return shown;
}

// Only the mornings and afternoons of the course's own days, and hours where the programme counts them.
FormShape shapeFor(const Course& course, const std::optional<PolicyValue>& hours) {
  FormShape shape = yesForm().shape();
  shape.fields.erase(std::remove_if(shape.fields.begin(), shape.fields.end(),
                                    [&](const Field& field) { return field.name == "hours" && !hours; }),
                     shape.fields.end());
  for (Field& field : shape.fields) {
    if (field.name == "hours") field.hint = "This programme: " + hours->words;
    if (field.name != "sessions") continue;
    std::vector<Option> own;
    for (const Option& option : field.options)
      for (const int day : course.days)
        if (option.value[0] == static_cast<char>('0' + day)) own.push_back(option);
    field.options = own;
  }
  return shape;
}

// What the school asked for, as far as the course runs then: to be agreed or changed.
FieldTexts yesValues(PageRequest& ask, const ReferralRecord& referral) {
  FieldTexts values = caseValues(referral);
  const auto answers = currentAnswers(ask.tx, referral.id);
  if (const auto asked = answers.find("course.sessions"); asked != answers.end())
    for (const Session& each : sessionsFromText(asked->second)) values["sessions"].push_back(sessionsToText({each}));
  if (const auto hours = answers.find("course.hours"); hours != answers.end()) values["hours"] = {hours->second};
  if (const auto start = answers.find("course.start"); start != answers.end())
    if (const auto day = Date::fromIso(start->second); day && *day >= ask.tx.today()) values["start"] = {day->iso()};
  return values;
}

PageAnswer yesPage(PageRequest& ask) {
  const auto papers = papersOf(ask);
  if (!papers) return NotThere{};
  const auto& [referral, choice] = *papers;
  if (referral.state != ReferralState::sent) return GoTo{"/answers/" + referral.reference};
  const auto course = findCourse(ask.tx, choice.course);
  if (!course) return NotThere{};
  Shown shown;
  shown.title = "Yes: " + referral.reference;
  shown.back = "/answers/" + referral.reference;
  shown.subject = referral.reference;
  Model& m = shown.model;
  m.set("HEADING", "Yes, we can take this pupil").list("NOTE");
  const std::int64_t elsewhere = sessionsElsewhere(ask.tx, referral.pupil, referral.id, ask.tx.today(), std::nullopt);
  if (elsewhere > 0)
    m.add("NOTE").set(
        "SAYS", fmt::format("The pupil has {} a week in other placements already. {} over all placements is "
                            "the most; a third day needs CAP’s agreement.",
                            halfDaysInWords(elsewhere),
                            halfDaysInWords(policyNumber(ask.services, referral.policyHash, "sessions_a_week", 4))));
  if (!latestRiskAssessment(ask.tx, referral.id))
    m.add("NOTE").set("SAYS", "There is no risk assessment among the papers. You cannot say yes without it: call CAP.");
  m.add("NOTE").set("SAYS",
                    "At the interview: show the pupil and the family round, say what CAP expects and your code of "
                    "conduct, talk about risk and need, about questions they have, and about the journey. Then settle "
                    "the days and the start.");
  m.form("FORM", {.command = "response.yes",
                  .values = yesValues(ask, referral),
                  .shape = shapeFor(*course, hoursOf(ask.services, referral, ask.tx.today())),
                  .button = "Send our yes to CAP"});
  return shown;
}

PageAnswer noPage(PageRequest& ask) {
  const auto papers = papersOf(ask);
  if (!papers) return NotThere{};
  const auto& referral = papers->referral;
  if (referral.state != ReferralState::sent) return GoTo{"/answers/" + referral.reference};
  Shown shown;
  shown.title = "No: " + referral.reference;
  shown.back = "/answers/" + referral.reference;
  shown.subject = referral.reference;
  shown.model.set("HEADING", "No, and here is why").list("NOTE");
  shown.model.form("FORM", {.command = "response.no", .values = caseValues(referral), .button = "Send our no to CAP"});
  return shown;
}

std::string suffixOf(const std::string& media) {
  if (media == "application/pdf") return ".pdf";
  if (media == "image/jpeg") return ".jpg";
  if (media == "image/png") return ".png";
  if (media.find("wordprocessingml") != std::string::npos) return ".docx";
  return ".bin";
}

PageAnswer showPaper(PageRequest& ask) {
  const auto papers = papersOf(ask);
  if (!papers) return NotThere{};
  const auto all = documents(ask.tx, papers->referral.id);
  const std::string number = ask.part("number");
  if (number.empty() || number.size() > 3 || number.find_first_not_of("0123456789") != std::string::npos)
    return NotThere{};
  const auto at = static_cast<std::size_t>(std::stoi(number));
  if (at < 1 || at > all.size()) return NotThere{};
  const Document& each = all[at - 1];
  return Download{each.id, papers->referral.reference + "-" + number + suffixOf(each.mediaType), each.mediaType,
                  papers->referral.reference};
}

std::vector<Tile::Line> tile(PageRequest& ask) {
  std::vector<Tile::Line> lines;
  const auto all = toAnswer(ask.tx);
  if (!all.empty())
    lines.push_back({all.size() == 1 ? "1 referral to answer" : fmt::format("{} referrals to answer", all.size()),
                     "/answers", "", false});
  for (const ToStart& each : toStart(ask.tx))
    if (each.start <= ask.tx.today())
      lines.push_back({each.reference + ": has the pupil started?", "/placements/" + each.reference,
                       "since " + dayWords(each.start), false});
  return lines;
}

void page(Offers& offers, PageDeclaration declaration) { offers.pages.push_back(std::move(declaration)); }

}  // namespace

void offerAnswering(Offers& offers) {
  offers.command(CommandOf<YesIn, PreparedYes>{.name = "response.yes",
                                               .permission = "response.give",
                                               .says = "Tells CAP that the provider can take the pupil.",
                                               .form = yesForm(),
                                               .prepare = prepareYes,
                                               .apply = giveYes,
                                               .moves = {{"sent", "answered", "The provider says yes"}}});
  offers.command(CommandOf<NoIn, PreparedNo>{.name = "response.no",
                                             .permission = "response.give",
                                             .says = "Tells CAP that the provider cannot take the pupil, and why.",
                                             .form = noForm(),
                                             .prepare = prepareNo,
                                             .apply = giveNo,
                                             .moves = {{"sent", "slt_review", "The provider says no"},
                                                       {"sent", "submitted", "The provider has no place"},
                                                       {"submitted", "complete", "The next choice is asked"}}});
  offers.command(CommandOf<ReadIn>{.name = "risk_assessment.read",
                                   .permission = "risk_assessment.read",
                                   .says = "Notes that you have read and understood the pupil's risk assessment.",
                                   .form = riskReadForm(),
                                   .apply = readRisk});
  page(offers, {.path = "/answers",
                .name = "answers",
                .permission = "response.read",
                .says = "Referrals that wait for the provider's answer.",
                .file = "answers.tpl",
                .fill = listToAnswer});
  page(offers, {.path = "/answers/{reference}",
                .name = "answers.one",
                .permission = "response.read",
                .says = "A referral as the provider may see it.",
                .file = "answer.tpl",
                .commands = {"risk_assessment.read"},
                .fill = showToAnswer});
  page(offers, {.path = "/answers/{reference}/yes",
                .name = "answers.yes",
                .permission = "response.give",
                .says = "The provider says yes.",
                .file = "answer_form.tpl",
                .commands = {"response.yes"},
                .fill = yesPage});
  page(offers, {.path = "/answers/{reference}/no",
                .name = "answers.no",
                .permission = "response.give",
                .says = "The provider says no, and why.",
                .file = "answer_form.tpl",
                .commands = {"response.no"},
                .fill = noPage});
  page(offers, {.path = "/answers/{reference}/papers/{number}",
                .name = "answers.paper",
                .permission = "response.read",
                .says = "One of the papers of a referral.",
                .file = "answer_form.tpl",
                .fill = showPaper});
  offers.tiles.push_back({.name = "answers",
                          .permission = "response.read",
                          .order = 10,
                          .heading = "Referrals for you",
                          .nothing = "No referral is waiting for your answer.",
                          .fill = tile});
  offers.navigation.push_back({"Referrals to answer", "/answers", "response.read", 10});
}

}  // namespace capd::response
