// CAP's page of one referral: where it stands, what to do next, everything the school wrote, papers, decisions,
// timeline.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "Desk.h"
#include "cases/decision/Decision.h"
#include "cases/panel/Panel.h"
#include "cases/placement/Placement.h"
#include "cases/policy/PolicyChoices.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/ReferralFacts.h"

namespace capd::desk {
namespace {

std::string upperFirst(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

// "needs.detail" -> "Needs", "Detail": how a question without words of its own is read.
std::string sectionOf(const std::string& question) {
  const std::string head = question.substr(0, question.find('.'));
  if (head.rfind("tier", 0) == 0 || head == "send") return "Questions of the programme";
  if (head == "agreement") return "Commissioning agreement";
  return upperFirst(spaced(head));
}

std::string shownValue(const std::string& value) {
  if (const auto day = Date::fromIso(value)) return day->words();
  if (value == "yes") return "Yes";
  if (value == "no") return "No";
  std::string text;
  for (const std::string& line : linesOf(value)) {
    std::string one = line.find(' ') == std::string::npos ? spaced(line) : line;
    if (line.size() == 2 && line[0] >= '1' && line[0] <= '5' && (line[1] == 'a' || line[1] == 'p'))
      one =
          std::string(weekdayName(static_cast<unsigned>(line[0] - '0'))) + (line[1] == 'a' ? " morning" : " afternoon");
    text += (text.empty() ? "" : "\n") + one;
  }
  return text;
}

/// The words of every question that policy puts.
std::map<std::string, std::string> policyWords(const PolicyShelf& policy, const ReferralRecord& referral) {
  std::map<std::string, std::string> words;
  if (!referral.policyHash) return words;
  for (const PolicyQuestion& question : policy.agreement(*referral.policyHash)) words[question.id] = question.says;
  if (!referral.programme) return words;
  if (const auto card = policy.programme(*referral.policyHash, *referral.programme))
    for (const PolicyQuestion& question : card->asks) words[question.id] = question.says;
  return words;
}

std::string answerShown(PageRequest& ask, const ReferralRecord& referral, const std::string& question,
                        const std::string& value) {
  if (question.rfind("papers.", 0) == 0 || question == "risk.document") return "Stands with the papers below";
  if (question == "course.first" || question == "course.second" || question == "course.third") {
    const auto course = courseByCode(ask.tx, value);
    return course ? course->title + ", " + course->providerName : value;
  }
  const auto listed = policyChoices(ask.services.policy(), referral.policyHash, question);
  if (listed.empty()) return shownValue(value);
  std::string text;
  for (const std::string& line : linesOf(value)) {
    const std::string words = wordsOfChoice(listed, line);
    text += (text.empty() ? "" : "\n") + (words.empty() ? shownValue(line) : words);
  }
  return text;
}

void answers(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  const auto words = policyWords(ask.services.policy(), referral);
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> sections;
  for (const auto& [question, value] : currentAnswers(ask.tx, referral.id)) {
    if (value.empty()) continue;
    const auto asked = words.find(question);
    const auto dot = question.find('.');
    const std::string label = asked != words.end()       ? asked->second
                              : dot == std::string::npos ? upperFirst(spaced(question))
                                                         : upperFirst(spaced(question.substr(dot + 1)));
    sections[sectionOf(question)].emplace_back(label, answerShown(ask, referral, question, value));
  }
  m.list("SECTION");
  for (const auto& [title, rows] : sections) {
    Model& section = m.add("SECTION");
    section.set("TITLE", title).list("ANSWER");
    for (const auto& [label, value] : rows) section.add("ANSWER").set("KEY", label).set("VALUE", value);
  }
}

std::string paperKind(const std::string& kind) {
  if (kind == "risk_assessment") return "Risk assessment";
  if (kind == "ehcp") return "EHC plan";
  if (kind == "support_plan") return "Support plan";
  if (kind == "behaviour_plan") return "Behaviour plan";
  return "Other paper";
}

std::string paperPath(const ReferralRecord& referral, std::size_t number) {
  return fmt::format("/cases/{}/papers/{}", referral.reference, number);
}

void papers(PageRequest& ask, Model& m, const ReferralRecord& referral, const std::optional<RiskAssessment>& risk) {
  const auto all = documents(ask.tx, referral.id);
  m.list("PAPER").show("NO_PAPER", all.empty()).list("RISK").show("NO_RISK", !risk);
  std::string riskPath;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (risk && all[i].id == risk->document) riskPath = paperPath(referral, i + 1);
    m.add("PAPER")
        .set("KIND", paperKind(all[i].kind))
        .set("PATH", paperPath(referral, i + 1))
        .set("FILE", all[i].typedName)
        .set("WHEN", londonWords(all[i].uploaded))
        .set("SCAN", all[i].scan == "clean"         ? "virus scan: clean"
                     : all[i].scan == "quarantined" ? "kept apart: the virus scan found something"
                                                    : "not scanned for viruses");
  }
  if (!risk) return;
  Model& box = m.add("RISK");
  box.set("COMPLETED", risk->completed.longWords());
  box.set("REVIEWED", risk->reviewed ? risk->reviewed->longWords() : "not since");
  box.set("CHANGES", risk->changes.empty() ? "nothing said" : risk->changes).set("GIVEN", londonWords(risk->given));
  const Date on = referral.applicationDate.value_or(ask.tx.today());
  const int age = on.daysSince(risk->effective());
  box.set("AGE", age >= 0 ? fmt::format("{} days old on the day of application, {}", age, on.words())
                          : fmt::format("newer than the application of {}", on.words()));
  box.set("SEEN", risk->seen ? "You or a colleague saw the date on the document on " + londonWords(*risk->seen)
                             : "Nobody has looked at the date on the document yet");
  box.list("DOCUMENT");
  if (!riskPath.empty()) box.add("DOCUMENT").set("RISK_PATH", riskPath);
}

std::string resultWords(RuleResult result) {
  if (result == RuleResult::met) return "Met";
  return result == RuleResult::unmet ? "Not met" : "Cannot tell";
}

void rules(Model& m, const std::optional<Judgement>& judgement) {
  m.list("RULE").list("MET").list("MET_COUNT").show("NO_POLICY", !judgement);
  if (!judgement) return;
  const auto met = std::count_if(judgement->rules.begin(), judgement->rules.end(),
                                 [](const RuleLine& rule) { return rule.result == RuleResult::met; });
  if (met > 0)
    m.add("MET_COUNT").set("SAYS", met == 1 ? std::string("1 rule is met") : fmt::format("{} rules are met", met));
  for (const RuleLine& rule : judgement->rules) {
    if (rule.result == RuleResult::met) {
      m.add("MET").set("RULE_SAYS", rule.says).set("FOUND", rule.found).set("CLAUSE", rule.clause);
      continue;
    }
    Model& row = m.add("RULE");
    row.set("RULE_SAYS", rule.says).set("RESULT", resultWords(rule.result)).set("CLAUSE", rule.clause);
    row.set("FOUND", rule.found).list("WOULD");
    if (rule.result != RuleResult::met && !rule.wouldChange.empty()) row.add("WOULD").set("CHANGE", rule.wouldChange);
  }
}

std::string occasionWords(const std::string& occasion) {
  if (occasion == "submitted") return "When the school sent it";
  if (occasion == "checked") return "When CAP checked it";
  if (occasion == "released") return "When it went to the provider";
  if (occasion == "processed") return "When the answer was processed";
  return "Judged again";
}

std::string receiptWords(const std::string& receipt, const std::optional<Judgement>& now) {
  const auto json = nlohmann::json::parse(receipt, nullptr, false);
  if (!json.is_object() || !json.contains("rules")) return "The receipt cannot be read.";
  int met = 0;
  std::vector<std::string> open;
  for (const auto& rule : json["rules"]) {
    if (!rule.is_object()) continue;
    const std::string id = rule.value("id", "");
    const std::string result = rule.value("result", "");
    if (result == "met") {
      ++met;
      continue;
    }
    std::string says = spaced(id);
    if (now)
      for (const RuleLine& line : now->rules)
        if (line.id == id) says = "“" + line.says + "”";
    open.push_back(says + (result == "unmet" ? " was not met" : " could not be told"));
  }
  if (open.empty()) return fmt::format("All {} rules were met.", met);
  return fmt::format("{} rules were met; {}.", met, listed(open));
}

void decisionRows(PageRequest& ask, Model& m, const ReferralRecord& referral, const std::optional<Judgement>& now) {
  const auto all = decisions(ask.tx, referral.id);
  m.list("DECISION").show("NO_DECISION", all.empty());
  for (auto at = all.rbegin(); at != all.rend(); ++at) {
    std::string year;
    try {
      year = ask.services.policy().yearOf(at->policyHash);
    } catch (const std::out_of_range&) {
      year = "a year that is not on the shelf";
    }
    m.add("DECISION")
        .set("OCCASION", occasionWords(at->occasion))
        .set("WHEN", londonWords(at->at))
        .set("SAYS", receiptWords(at->receipt, now))
        .set("POLICY", fmt::format("Policy {}, version {}", year, at->policyHash.substr(0, 12)));
  }
}

// ---- the forms that stand on the page

void askForm(Model& m, const ReferralRecord& referral, const std::vector<Hold>& open) {
  FieldTexts values = caseValues(referral);
  std::vector<Option> options;
  for (std::size_t i = 0; i < open.size() && i < 20; ++i) {
    if (open[i].kind == "panel" || (open[i].rule == kChooseCourse && !open[i].asked)) continue;
    options.push_back(
        {std::to_string(i + 1), open[i].says, withSchool(open[i]) ? "Asked on " + londonWords(*open[i].asked) : ""});
    // What the school has sent already is looked at first, not asked for again.
    if (!withSchool(open[i]) && !open[i].answered) values["holds"].push_back(std::to_string(i + 1));
  }
  if (options.empty()) return;
  FormShape shape;
  shape.fields = {{.name = "reference", .kind = FieldKind::hidden},
                  {.name = "version", .kind = FieldKind::hidden},
                  {.name = "holds", .label = "Ask the school for", .kind = FieldKind::choices, .options = options}};
  m.form("ASK", {.command = "desk.ask", .values = std::move(values), .shape = shape, .button = "Ask for it"});
}

void checkForm(Model& m, const ReferralRecord& referral, const std::optional<RiskAssessment>& risk,
               const std::optional<Judgement>& judgement) {
  FormShape shape;
  shape.fields = {{.name = "reference", .kind = FieldKind::hidden}, {.name = "version", .kind = FieldKind::hidden}};
  if (risk && !risk->seen)
    shape.fields.push_back({.name = "date_agrees",
                            .label = fmt::format("Does the document itself say {}?", risk->effective().words()),
                            .kind = FieldKind::yesNo,
                            .hint = "Open the risk assessment and look at the date on it"});
  std::vector<std::string> leftToYou;
  if (judgement)
    for (const RuleLine& rule : judgement->rules)
      if (forPerson(rule)) leftToYou.push_back(askOf(rule));
  if (!leftToYou.empty()) {
    shape.fields.push_back({.name = "go_on",
                            .label = "May it go on all the same?",
                            .kind = FieldKind::yesNo,
                            .hint = fmt::format("Policy leaves this to you: {}", fmt::join(leftToYou, " "))});
    shape.fields.push_back({.name = "why", .label = "Why", .kind = FieldKind::longText, .most = 500});
  }
  FormSlot slot{.command = "desk.check", .values = caseValues(referral), .shape = shape, .button = "Check it"};
  const bool policyIsMet =
      judgement && std::all_of(judgement->rules.begin(), judgement->rules.end(), [](const RuleLine& rule) {
        return rule.result == RuleResult::met || rule.effect == "warn";
      });
  // When the eyes on the document are all that is missing, the look and the sending are one deed.
  if (risk && policyIsMet) slot.secondButton = "Check, and send to provider";
  m.form("CHECK", std::move(slot));
}

void releaseForm(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  FormShape shape;
  shape.fields = {{.name = "reference", .kind = FieldKind::hidden}, {.name = "version", .kind = FieldKind::hidden}};
  const auto papers = referral.policyHash ? ask.services.policy().setting(*referral.policyHash, "papers_by")
                                          : std::optional<PolicyValue>();
  if (papers && papers->words == "datalocker")
    shape.fields.push_back({.name = "papers_sent",
                            .label = "Have the papers gone to the provider by DataLocker?",
                            .kind = FieldKind::yesNo});
  m.form("RELEASE",
         {.command = "desk.release", .values = caseValues(referral), .shape = shape, .button = "Send to provider"});
}

void forms(PageRequest& ask, Model& m, const ReferralRecord& referral, const std::vector<Hold>& open,
           const std::optional<RiskAssessment>& risk, const std::optional<Judgement>& judgement) {
  m.list("LINK");
  if (!ask.viewer.may("desk.work")) return;
  const auto link = [&](const char* path, const char* label) {
    m.add("LINK").set("PATH", fmt::format("/cases/{}/{}", referral.reference, path)).set("LABEL", label);
  };
  if (referral.takenBy != ask.viewer.account()) {
    FormShape shape;
    shape.fields = {{.name = "reference", .kind = FieldKind::hidden}, {.name = "version", .kind = FieldKind::hidden}};
    m.form("TAKE", {.command = "desk.take",
                    .values = caseValues(referral),
                    .shape = shape,
                    .button = referral.takenBy ? "Take this over" : "Take this in hand",
                    .quiet = true});
  }
  const bool here = referral.state == ReferralState::submitted;
  if (here) {
    checkForm(m, referral, risk, judgement);
    askForm(m, referral, open);
    if (!open.empty()) link("clear", "Clear a hold by hand");
    const bool panel = std::any_of(open.begin(), open.end(), [](const Hold& h) { return h.kind == "panel"; });
    if (panel && roundOfCase(ask.tx, referral.id) && ask.viewer.may("panel.see"))
      m.add("LINK")
          .set("PATH", "/panels/cases/" + referral.reference)
          .set("LABEL", "Before the panel: what it reads, and what came of it");
    else if (panel)
      m.add("LINK").set("PATH", "/panels").set("LABEL", "It waits for a panel, and no round lists it yet");
  }
  const auto duties = dutiesOfCase(ask.tx, referral.id);
  if (std::any_of(duties.begin(), duties.end(), [](const Duty& d) { return d.kind == kPassOn; })) {
    FormShape shape;
    shape.fields = {{.name = "reference", .kind = FieldKind::hidden}, {.name = "version", .kind = FieldKind::hidden}};
    m.form("PASS_ON", {.command = "desk.pass_on",
                       .values = caseValues(referral),
                       .shape = shape,
                       .button = "Everybody has what the school changed"});
  }
  if (!movablePapers(ask.tx, referral.id).empty()) link("dsl", "Move a paper to the safeguarding leads");
  if (referral.state == ReferralState::complete) releaseForm(ask, m, referral);
  if (here || referral.state == ReferralState::complete) link("hold", "Put on hold for something else");
  if (ask.viewer.may("desk.allocate")) link("officer", "Name the monitoring officer");
}

// ---- the page

std::string nameOf(ReadTx& tx, std::optional<std::int64_t> account) {
  if (!account) return "Nobody yet";
  const auto found = contactOfAccount(tx, *account);
  return found ? found->name : "A colleague who has left";
}

// How much comes from the school and how much from elsewhere, over all placements (TIER-X-07).
std::string weekWords(ReadTx& tx, const ReferralRecord& referral) {
  const auto all = currentAnswers(tx, referral.id);
  const auto asked = all.find("course.sessions");
  const auto here = numberAnswer(all, "week.sessions");
  const std::size_t sessions = asked == all.end() ? 0 : linesOf(asked->second).size();
  const auto elsewhere =
      sessionsElsewhere(tx, referral.pupil, referral.id, referral.requestedStart.value_or(tx.today()), std::nullopt);
  return fmt::format("{} half days asked for, {} in other placements, {} at school", sessions, elsewhere,
                     here ? std::to_string(*here) : "not known how many");
}

void identity(PageRequest& ask, Model& m, const ReferralRecord& referral, const std::vector<Hold>& open) {
  const auto pupil = findPupil(ask.tx, referral.pupil);
  const auto school = findOrganisation(ask.tx, referral.school);
  m.set("REFERENCE", referral.reference).list("FACT").list("PRINT");
  m.set("WHO", fmt::format("{}{}", pupil ? pupil->name() + ", " : "", school ? school->name : ""));
  if (ask.viewer.may("referral.papers")) m.add("PRINT").set("PATH", "/referrals/" + referral.reference + "/print");
  m.set("STATUS", statusWords(referral.state, open,
                              referral.state == ReferralState::submitted && firstLookOpen(ask.tx, referral.id)));
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) m.add("FACT").set("KEY", key).set("VALUE", value);
  };
  if (pupil) {
    fact("Pupil", pupil->name() + (pupil->knownAs.empty() ? "" : " (" + pupil->knownAs + ")"));
    fact("Born", pupil->born.words());
    fact("Year group", std::to_string(pupil->yearGroup));
    fact("UPN", pupil->upn.value_or("none yet"));
  }
  if (school) {
    fact("School", school->name);
    fact("Telephone", school->phone);
    for (const Contact& who : contacts(ask.tx, school->id, referrerRole(ask.tx, school->id)))
      fact("Coordinator", fmt::format("{} {}", who.name, who.phone));
    for (const char* role : {"school.dsl", "school.deputy_dsl"})
      for (const Contact& who : contacts(ask.tx, school->id, role))
        fact("Safeguarding lead", fmt::format("{} {}", who.name, who.phone));
    if (school->sla) fact("Agreement with CAP", *school->sla == "sla" ? "SLA" : "Admin fee, no SLA");
  }
  if (referral.programme) {
    const auto card = referral.policyHash ? ask.services.policy().programme(*referral.policyHash, *referral.programme)
                                          : std::optional<ProgrammeCard>();
    fact("Programme", card ? card->title : *referral.programme);
  }
  for (const Choice& choice : choices(ask.tx, referral.id)) {
    const auto course = findCourse(ask.tx, choice.course);
    if (course)
      fact(choice.state == "declined"     ? "Course, said no"
           : referral.choice == choice.id ? "Course asked for"
                                          : "Other choice",
           fmt::format("{}, {}: {} of {} places free", course->title, course->providerName, course->free(),
                       course->places));
  }
  fact("The pupil's week", weekWords(ask.tx, referral));
  fact("Application", referral.applicationDate ? referral.applicationDate->longWords() : "");
  fact("Start asked for", referral.requestedStart ? referral.requestedStart->longWords() : "");
  fact("In hand", nameOf(ask.tx, referral.takenBy));
  fact("Monitoring officer", nameOf(ask.tx, referral.monitoringOfficer));
}

void holdRows(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  m.list("HOLD").list("CLOSED_HOLD");
  bool any = false;
  for (const Hold& hold : holds(ask.tx, referral.id)) {
    if (hold.closed) {
      m.add("CLOSED_HOLD").set("SAYS", hold.says).set("HOW", hold.closedSays).set("WHEN", londonWords(*hold.closed));
      continue;
    }
    any = true;
    std::string where = "The school was not asked yet";
    if (hold.kind == "panel") where = "Waits for the panel";
    if (hold.asked) where = "Asked on " + londonWords(*hold.asked);
    if (hold.answered && !hold.asked) where = "Answered on " + londonWords(*hold.answered);
    if (hold.answered && hold.asked) where += ", answered on " + londonWords(*hold.answered);
    m.add("HOLD").set("SAYS", hold.says).set("WHERE", where).set("SINCE", londonWords(hold.opened));
  }
  m.show("NO_HOLDS", !any);
}

void lines(PageRequest& ask, Model& m, const ReferralRecord& referral) {
  m.list("DUTY").list("STEP").list("MAIL");
  for (const Duty& duty : dutiesOfCase(ask.tx, referral.id))
    m.add("DUTY")
        .set("SAYS", duty.says)
        .set("DUE", dueWords(duty.due, ask.tx.now()))
        .set("CLAUSE", duty.clause)
        .show("LATE", isLate(duty.due, ask.tx.now()));
  for (const StepLine& step : timeline(ask.tx, referral))
    m.add("STEP").set("WHEN", londonWords(step.at)).set("WHO", step.who).set("SAYS", step.says);
  for (const Mail& mail : mailsOfCase(ask.tx, referral.id)) {
    std::string state = mail.state == "sent" ? "sent" : mail.state == "waiting" ? "waiting to be sent" : "not sent";
    if (!mail.says.empty()) state += ": " + mail.says;
    m.add("MAIL")
        .set("WHEN", londonWords(mail.queued))
        .set("SUBJECT", mail.subject)
        .set("TO", mail.address)
        .set("STATE", state);
  }
}

PageAnswer casePage(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  if (!referral) return NotThere{};
  Shown shown;
  shown.title = "Referral " + referral->reference;
  shown.back = "/inbox";
  shown.subject = referral->reference;
  Model& m = shown.model;
  const auto open = openHolds(ask.tx, referral->id);
  const auto risk = latestRiskAssessment(ask.tx, referral->id);
  const auto judgement = judgeNow(ask.tx, *referral, ask.services.policy());
  identity(ask, m, *referral, open);
  holdRows(ask, m, *referral);
  forms(ask, m, *referral, open, risk, judgement);
  papers(ask, m, *referral, risk);
  rules(m, judgement);
  decisionRows(ask, m, *referral, judgement);
  answers(ask, m, *referral);
  lines(ask, m, *referral);
  return shown;
}

PageAnswer paper(PageRequest& ask) {
  const auto referral = findReferral(ask.tx, ask.part("reference"));
  const std::string number = ask.part("number");
  if (!referral || number.empty() || number.size() > 3 || number.find_first_not_of("0123456789") != std::string::npos)
    return NotThere{};
  const auto all = documents(ask.tx, referral->id);
  const auto at = static_cast<std::size_t>(std::stoul(number));
  if (at < 1 || at > all.size()) return NotThere{};
  const Document& document = all[at - 1];
  std::string kind = document.kind;
  std::replace(kind.begin(), kind.end(), '_', '-');
  const std::string ending = document.mediaType == "application/pdf"                          ? ".pdf"
                             : document.mediaType == "image/png"                              ? ".png"
                             : document.mediaType == "image/jpeg"                             ? ".jpg"
                             : document.mediaType.find("wordprocessing") != std::string::npos ? ".docx"
                                                                                              : "";
  return Download{document.id, fmt::format("{}-{}-{}{}", referral->reference, kind, at, ending), document.mediaType,
                  referral->reference};
}

}  // namespace

void offerCasePages(Offers& offers) {
  offers.pages.push_back({.path = "/cases/{reference}",
                          .name = "desk.case",
                          .permission = "inbox.read",
                          .says = "One referral as CAP sees it, with what to do next.",
                          .file = "case.tpl",
                          .commands = {"desk.take", "desk.check", "desk.ask", "desk.release", "desk.pass_on"},
                          .fill = casePage});
  offers.pages.push_back({.path = "/cases/{reference}/papers/{number}",
                          .name = "desk.paper",
                          .permission = "inbox.read",
                          .says = "One paper of a referral.",
                          .file = "case_form.tpl",
                          .fill = paper});
}

}  // namespace capd::desk
