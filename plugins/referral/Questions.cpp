#include "Questions.h"

#include <algorithm>
#include <array>

#include "base/Date.h"

namespace capd::refer {
namespace {

constexpr std::int64_t kLong = 4000;

Field ask(std::string name, std::string label, FieldKind kind, std::string missing, std::string hint = {}) {
  Field field;
  field.name = std::move(name);
  field.label = std::move(label);
  field.kind = kind;
  field.missing = std::move(missing);
  field.hint = std::move(hint);
  field.personal = true;
  if (kind == FieldKind::longText) field.most = kLong;
  return field;
}

Field choose(std::string name, std::string label, FieldKind kind, std::string missing, std::vector<Option> options,
             std::string hint = {}) {
  Field field = ask(std::move(name), std::move(label), kind, std::move(missing), std::move(hint));
  field.options = std::move(options);
  return field;
}

Field number(std::string name, std::string label, std::int64_t least, std::int64_t most, std::string unit,
             std::string missing, std::string hint = {}) {
  Field field = ask(std::move(name), std::move(label), FieldKind::number, std::move(missing), std::move(hint));
  field.least = least;
  field.most = most;
  field.unit = std::move(unit);
  return field;
}

// The guidance's list is open.
std::vector<Option> andOtherNeeds(std::vector<Option> needs) {
  needs.push_back({"other", "Another need", "Say which below"});
  needs.push_back({"none", "None of these", ""});
  return needs;
}

std::vector<Option> halfDays() {
  std::vector<Option> options;
  for (unsigned day = 1; day <= 5; ++day) {
    const std::string name(weekdayName(day));
    options.push_back({std::to_string(day) + "a", name + " morning", ""});
    options.push_back({std::to_string(day) + "p", name + " afternoon", ""});
  }
  return options;
}

struct Paper {
  std::string_view question;
  std::string_view kind;
};
constexpr std::array<Paper, 6> kPapers = {{{"risk.document", "risk_assessment"},
                                           {"papers.ehcp", "ehcp"},
                                           {"papers.support_plan", "support_plan"},
                                           {"papers.behaviour_plan", "behaviour_plan"},
                                           {"papers.other", "other"},
                                           {"papers.other_more", "other"}}};

/// A question that is put where a rule of the programme reads the fact.
struct FactQuestion {
  std::string_view fact;
  Field field;
};

const std::vector<FactQuestion>& factQuestions() {
  static const std::vector<FactQuestion> all = {
      {"early_help.offered", ask("early_help.offered", "Was early help offered to the family?", FieldKind::yesNo,
                                 "Say whether early help was offered to the family")},
      {"early_help.assessed",
       ask("early_help.assessed", "Is an early help assessment and plan complete, and recorded on EHM?",
           FieldKind::yesNo, "Say whether there is an early help assessment and plan",
           "You have worked on it with the early help service")},
      {"early_help.other_plan",
       ask("early_help.other_plan", "Does the family have a current plan with Children’s Services?", FieldKind::yesNo,
           "Say whether there is a current plan with Children’s Services",
           "Yes or no is enough: the plan itself goes from your safeguarding lead to ours")},
      {"consent.panel", ask("consent.panel", "Has a parent or carer agreed to the application to the panel?",
                            FieldKind::yesNo, "Say whether a parent or carer agreed to the application to the panel")},
      {"headteacher.authorised",
       ask("headteacher.authorised", "Has the headteacher authorised this referral?", FieldKind::yesNo,
           "Say whether the headteacher authorised this referral", "Your school asks this of every referral")},
      {"roll.receiving_named", ask("roll.receiving", "Which school receives the pupil?", FieldKind::text,
                                   "Enter the name of the receiving school")},
      {"roll.dual_agreed",
       ask("roll.dual_agreed", "Are both registrations agreed?", FieldKind::yesNo,
           "Say whether both registrations are agreed",
           "The pupil stays on your roll as main, and is on the other roll as subsidiary the whole time")},
      {"way_back.staff_named",
       ask("way_back.staff", "Who at your school will be trained to support the return?", FieldKind::text,
           "Enter the name of the member of staff who will support the return")},
      {"ehcp.coordinator_named", ask("ehcp.coordinator", "Who coordinates the EHC plan?", FieldKind::text,
                                     "Enter the name of the co-ordinator of the EHC plan")},
      {"ehcp.review_date", ask("ehcp.review_date", "When is the next annual review of the EHC plan?", FieldKind::date,
                               "Enter the day of the next annual review")},
      {"contact.lead_named", ask("contact.lead", "Who is told of a worry about the pupil?", FieldKind::text, "",
                                 "Only when the pupil is on no school’s roll: the safeguarding lead of the SEND team, "
                                 "with a telephone number")},
  };
  return all;
}

// A list of policy, each item written `value: words`.
std::vector<std::pair<std::string, std::string>> itemsOf(const ProgrammeCard& programme, const char* list) {
  std::vector<std::pair<std::string, std::string>> items;
  const auto found = programme.values.find(list);
  if (found == programme.values.end()) return items;
  for (const std::string& item : found->second.list) {
    const auto colon = item.find(": ");
    if (colon != std::string::npos) items.emplace_back(item.substr(0, colon), item.substr(colon + 2));
  }
  return items;
}

}  // namespace

bool answersARule(std::string_view question) {
  const auto& all = factQuestions();
  return std::any_of(all.begin(), all.end(), [&](const FactQuestion& each) { return each.field.name == question; });
}

std::vector<Field> questionsOfRule(const ProgrammeCard& programme, const std::string& rule) {
  std::vector<Field> fields;
  const auto facts = programme.rules.find(rule);
  if (facts == programme.rules.end()) return fields;
  for (const FactQuestion& each : factQuestions())
    if (std::find(facts->second.begin(), facts->second.end(), each.fact) != facts->second.end())
      fields.push_back(each.field);
  return fields;
}

std::vector<Field> programmeQuestions(const ProgrammeCard& programme) {
  std::vector<Field> fields;
  if (const auto hours = programme.values.find("hours"); hours != programme.values.end())
    fields.push_back(number("course.hours", "For how many hours a week?", 1, 40, "hours a week",
                            "Enter how many hours a week", "This programme: " + hours->second.words));
  for (const FactQuestion& each : factQuestions())
    if (programme.asksAbout(each.fact)) fields.push_back(each.field);
  for (const auto& [value, says] : itemsOf(programme, "add_ons"))
    fields.push_back(choose("add_on." + value, says, FieldKind::choice, "",
                            {{"none", "Not offered", ""},
                             {"offered", "Offered", ""},
                             {"accepted", "Accepted", ""},
                             {"started", "Started", ""}},
                            "It is paid for, where it fits"));
  std::vector<Option> assessments;
  for (const auto& [value, says] : itemsOf(programme, "assessments")) assessments.push_back({value, says, ""});
  if (!assessments.empty())
    fields.push_back(choose("send.assessments", "Which assessments are wanted?", FieldKind::choices, "",
                            std::move(assessments), "As it fits the pupil; none is an answer too"));
  return fields;
}

std::string_view documentKind(std::string_view question) {
  for (const Paper& paper : kPapers)
    if (paper.question == question) return paper.kind;
  return {};
}

std::vector<Field> pupilQuestions(bool sendTeam) {
  return {
      sendTeam ? ask("pupil.on_roll", "Is the pupil on a school’s roll?", FieldKind::yesNo,
                     "Say whether the pupil is on a school’s roll",
                     "A pupil educated otherwise than at school may be on none")
               : ask("pupil.on_roll", "Is the pupil on your roll?", FieldKind::yesNo,
                     "Say whether the pupil is on your roll",
                     "They stay on it: your school goes on giving their core education"),
      ask("pupil.address", "Home address", FieldKind::longText, "Enter the pupil’s home address"),
      number("pupil.attendance", "Attendance so far this school year", 0, 100, "%", "",
             "Leave empty when it is not known"),
      ask("pupil.languages", "Languages at home, if an interpreter would help", FieldKind::text, ""),
  };
}

std::vector<Field> courseQuestions(std::vector<Option> courses) {
  // Few courses are shown as radio buttons, and a radio button cannot be taken back.
  std::vector<Option> further = courses;
  if (further.size() < 10) further.push_back({"", "None", ""});
  return {
      choose("course.first", "Course", FieldKind::choice, "Choose a course", std::move(courses)),
      choose("course.second", "Second choice", FieldKind::choice, "", further,
             "Asked for when the first has no place. It must be of the same programme."),
      choose("course.third", "Third choice", FieldKind::choice, "", further),
      ask("course.start", "When should it start?", FieldKind::date, "Enter the day on which it should start"),
      number("course.weeks", "For how many school weeks?", 1, 78, "school weeks", "",
             "As the course lasts, unless you need less. Leave empty for the whole school year."),
      choose("course.sessions", "Which half days?", FieldKind::choices, "Choose at least one half day", halfDays(),
             "A full day is a morning and an afternoon. More than two days in all needs CAP’s agreement."),
      ask("course.asked_cap", "Have you asked CAP whether places are free?", FieldKind::yesNo, "",
          "Places change from day to day"),
  };
}

std::vector<Field> reasonQuestions(const Offered& offered) {
  return {
      choose("reasons.purposes", "What is the placement for?", FieldKind::choices, "Choose at least one purpose",
             offered("reasons.purposes")),
      ask("reasons.rationale", "Why is this right for this pupil?", FieldKind::longText,
          "Explain why this is right for this pupil",
          "Write it so that you can show it to an inspector. It is kept as you send it."),
      choose("reasons.justification", "Which of these does it serve?", FieldKind::choices, "Choose at least one",
             offered("reasons.justification")),
  };
}

std::vector<Field> needQuestions(const Offered& offered) {
  return {
      choose("needs.kinds", "Which needs does the pupil have?", FieldKind::choices,
             "Choose the pupil’s needs, or “None of these”", andOtherNeeds(offered("needs.kinds"))),
      ask("needs.detail", "Describe the needs, and what helps", FieldKind::longText,
          "Describe the pupil’s needs and what helps"),
      ask("needs.plan", "Is there an EHC plan or an individual learning plan?", FieldKind::yesNo,
          "Say whether there is an EHC plan or an individual learning plan"),
      choose("needs.identified", "How were the needs identified?", FieldKind::choices,
             "Choose how the needs were identified", offered("needs.identified")),
      ask("needs.profile", "Pupil profile", FieldKind::longText, "Write the pupil’s profile",
          "Strengths, interests, working levels, what goes well and what does not"),
  };
}

std::vector<Field> viewQuestions(const Offered& offered) {
  return {
      ask("views.taken_on", "When did you ask the pupil?", FieldKind::date,
          "Enter the day on which you asked the pupil", "Ask before you fill in the form"),
      ask("views.says", "What does the pupil say?", FieldKind::longText, "Write what the pupil says"),
      ask("views.parents", "Have you talked the courses through with the pupil and the parents or carers?",
          FieldKind::yesNo, "Say whether you have talked the courses through"),
      ask("views.exit", "What should come after it?", FieldKind::longText, "Write what should come after the placement",
          "Growth, interests and the way back or on"),
      choose("views.measures", "How will you know that it worked?", FieldKind::choices,
             "Choose at least one measure of success", offered("views.measures"),
             "These are looked at again when the placement ends"),
  };
}

std::vector<Field> consentQuestions(bool learner) {
  std::vector<Field> all = {
      ask("consent.agreed", "Has the person responsible agreed to this referral?", FieldKind::yesNo,
          "Say whether the person responsible has agreed", "They must agree before you apply"),
      choose("consent.who", "Who is responsible for the pupil?", FieldKind::choice, "Choose who is responsible",
             {{"parent", "A parent or carer", ""},
              {"authority", "The local authority", "For a child in care"},
              {"learner", "The learner", "Over compulsory school age"}}),
      ask("consent.name", "Who agreed?", FieldKind::text, "Enter the name of the person who agreed"),
      ask("consent.relationship", "What are they to the pupil?", FieldKind::text,
          "Enter what the person is to the pupil", "Mother, foster carer, social worker, the learner"),
      ask("consent.date", "When did they agree?", FieldKind::date, "Enter the day on which they agreed"),
      choose("consent.how", "How did they agree?", FieldKind::choice, "Choose how they agreed",
             {{"writing", "In writing", ""},
              {"meeting", "In a meeting", ""},
              {"phone", "By telephone", ""},
              {"email", "By email", ""}}),
      ask("consent.taken_by", "Who at your school took the consent?", FieldKind::text,
          "Enter the name of the member of staff who took the consent"),
  };
  if (learner) {
    all.push_back(ask("consent.capacity", "Does the learner understand what they agree to?", FieldKind::yesNo, "",
                      "Only when the learner agrees for themselves"));
    all.push_back(ask("consent.consulted", "Who was asked besides the learner?", FieldKind::text, "",
                      "Only when the learner agrees for themselves"));
    all.push_back(ask("consent.parents_told", "May parents and carers be told?", FieldKind::yesNo, "",
                      "Only when the learner agrees for themselves. “No” stands on every page of the placement"));
  }
  return all;
}

std::vector<Field> caseWorkerQuestions() {
  return {ask("case_worker.attends_reviews", "Will the case worker come to the review meetings?", FieldKind::yesNo,
              "Say whether the case worker will come to the review meetings")};
}

std::vector<Field> weekQuestions(bool sendTeam) {
  std::vector<Option> kinds = {
      {"this_school", "Our school", ""},
      {"other_school", "Another school", "Dual registered, for example"},
      {"other", "Somebody else", "A training provider can never be the main education provider"}};
  if (sendTeam) {
    kinds.front() = {"none", "Nobody", "The pupil is educated otherwise than at school"};
    kinds[1] = {"other_school", "A school", ""};
  }
  return {
      choose("week.main_kind", "Who is the main education provider?", FieldKind::choice,
             "Choose who the main education provider is", std::move(kinds)),
      ask("week.main_name", sendTeam ? "Its name, if there is one" : "Its name, if it is not your school",
          FieldKind::text, ""),
      ask("week.rolls", "On which other rolls is the pupil?", FieldKind::text, "", "Main or subsidiary"),
      number("week.sessions", "Half days a week at school while the placement lasts", 0, 10, "half days",
             "Enter the number of half days a week at school"),
      ask("week.elsewhere", "Other alternative provision, and on which days", FieldKind::longText, ""),
  };
}

std::vector<Field> contactQuestions() {
  Field hide = ask("contacts.hide_address", "Must the home address be kept from anybody?", FieldKind::yesNo,
                   "Say whether the home address must be kept from anybody",
                   "If yes, it stands on no letter and no sheet that leaves the service");
  return {
      ask("contacts.first_name", "First person to call", FieldKind::text, "Enter the name of the first person to call"),
      ask("contacts.first_relationship", "What they are to the pupil", FieldKind::text,
          "Enter what the first person is to the pupil"),
      ask("contacts.first_phone", "Their telephone number", FieldKind::phone,
          "Enter the telephone number of the first person"),
      ask("contacts.second_name", "Second person to call", FieldKind::text, ""),
      ask("contacts.second_phone", "Their telephone number (second person)", FieldKind::phone, ""),
      ask("contacts.medical", "Medical needs, allergies, medicines", FieldKind::longText,
          "Write what a first-aider must know, or “none”"),
      ask("contacts.collection", "How does the pupil get there and home, and who may collect them?",
          FieldKind::longText, "Write how the pupil travels and who may collect them"),
      hide,
  };
}

std::vector<Field> riskQuestions() {
  return {
      ask("risk.document", "The risk assessment", FieldKind::upload, "Choose the file of the risk assessment",
          "Every pupil needs one, even where there is no or little risk. CAP has a template; your own form will do."),
      ask("risk.completed", "When was it completed?", FieldKind::date,
          "Enter the day on which the risk assessment was completed", "The date that stands on the document"),
      ask("risk.reviewed", "When was it last reviewed?", FieldKind::date, "", "Leave empty when it is new"),
      ask("risk.changes", "What changed at the review?", FieldKind::longText, "", "“Nothing” is an answer too"),
      choose("risk.covers", "What does it look at?", FieldKind::choices, "Tick what the risk assessment looks at",
             {{"pupil", "Risks to the pupil", ""},
              {"others", "Risks that the pupil may be to others", ""},
              {"place", "The place where the course is taught", ""}}),
  };
}

std::vector<Field> paperQuestions() {
  return {
      ask("papers.ehcp", "EHC plan or individual learning plan", FieldKind::upload, ""),
      ask("papers.support_plan", "Support plan", FieldKind::upload, "", "My Support Plan, for example"),
      ask("papers.behaviour_plan", "Behaviour plan", FieldKind::upload, ""),
      ask("papers.other", "Another paper", FieldKind::upload, ""),
      ask("papers.other_more", "One more paper", FieldKind::upload, ""),
      ask("papers.complete", "Are these all the papers there are, and are they up to date?", FieldKind::yesNo,
          "Say whether the papers are complete and up to date", "Say yes when there are none"),
  };
}

}  // namespace capd::refer
