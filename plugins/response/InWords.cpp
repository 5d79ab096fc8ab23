#include "InWords.h"

#include <algorithm>
#include <map>

#include "cases/policy/PolicyChoices.h"
#include "cases/referral/ReferralFacts.h"

namespace capd::response {
namespace {

struct Heading {
  std::string_view prefix;
  std::string_view says;
};
// In the order in which a provider needs them.
constexpr Heading kHeadings[] = {
    {"needs", "Needs"},
    {"risk", "Risk"},
    {"reasons", "Why alternative provision"},
    {"views", "What the pupil says"},
    {"course", "What is asked for"},
    {"week", "The rest of the week"},
    {"pupil", "About the pupil"},
    {"contacts", "Whom to call about the pupil"},
    {"consent", "Consent"},
    {"case_worker", "Case worker"},
    {"early_help", "Early help"},
    {"papers", "Papers"},
};

struct Label {
  std::string_view question;
  std::string_view says;
};
constexpr Label kLabels[] = {
    {"pupil.on_roll", "On the school’s roll"},
    {"pupil.address", "Home address"},
    {"pupil.attendance", "Attendance this school year, in per cent"},
    {"pupil.languages", "Languages at home, if an interpreter would help"},
    {"course.start", "Start asked for"},
    {"course.weeks", "School weeks asked for"},
    {"course.sessions", "Half days asked for"},
    {"reasons.purposes", "What the placement is for"},
    {"reasons.rationale", "Why it is right for this pupil"},
    {"reasons.justification", "What it serves"},
    {"needs.kinds", "Kinds of need"},
    {"needs.detail", "The needs, and what helps"},
    {"needs.plan", "EHC plan or individual learning plan"},
    {"needs.identified", "How the needs were identified"},
    {"needs.profile", "Pupil profile"},
    {"views.taken_on", "The pupil was asked on"},
    {"views.says", "What the pupil says"},
    {"views.parents", "Talked through with the pupil and the parents or carers"},
    {"views.exit", "What should come after the placement"},
    {"views.measures", "How success will be known"},
    {"consent.agreed", "The person responsible has agreed"},
    {"consent.who", "Who is responsible"},
    {"consent.name", "Who agreed"},
    {"consent.relationship", "What they are to the pupil"},
    {"consent.date", "Agreed on"},
    {"consent.how", "How they agreed"},
    {"consent.taken_by", "Consent taken by"},
    {"consent.capacity", "The learner understands what they agree to"},
    {"consent.consulted", "Asked besides the learner"},
    {"consent.parents_told", "Parents and carers may be told"},
    {"case_worker.attends_reviews", "The case worker comes to the review meetings"},
    {"week.main_kind", "Main education provider"},
    {"week.main_name", "Its name"},
    {"week.rolls", "Other rolls"},
    {"week.sessions", "Half days a week at school"},
    {"week.elsewhere", "Other alternative provision"},
    {"contacts.hide_address", "The home address must be kept from somebody"},
    {"contacts.first_name", "First person to call"},
    {"contacts.first_relationship", "What they are to the pupil"},
    {"contacts.first_phone", "Their telephone number"},
    {"contacts.second_name", "Second person to call"},
    {"contacts.second_phone", "Their telephone number"},
    {"contacts.medical", "Medical needs, allergies, medicines"},
    {"contacts.collection", "Travel, and who may collect"},
    {"risk.completed", "Risk assessment completed"},
    {"risk.reviewed", "Last reviewed"},
    {"risk.changes", "Changes at the review"},
    {"risk.covers", "What it looks at"},
    {"papers.complete", "The papers are complete and up to date"},
    {"early_help.offered", "Early help was offered"},
    {"early_help.assessed", "Early help assessment and plan"},
    {"course.hours", "Hours a week asked for"},
    {"send.assessments", "Assessments wanted"},
    {"ehcp.coordinator", "Co-ordinator of the EHC plan"},
    {"ehcp.review_date", "Next annual review of the EHC plan"},
    {"contact.lead", "Who is told of a worry"},
    {"roll.receiving", "Receiving school"},
    {"roll.dual_agreed", "Both registrations are agreed"},
    {"way_back.staff", "Trained to support the return"},
    {"consent.panel", "Agreed to the application to the panel"},
    {"headteacher.authorised", "The headteacher authorised the referral"},
    {"add_on.prevention", "Prevention and Diversion project"},
    {"add_on.family", "Supporting Families worker"},
    {"add_on.key_worker", "Key worker of the Specialist SEMHL Team"},
    {"add_on.mentoring", "Mentoring by the Youth Justice Service"},
};

struct Ticked {
  std::string_view question;
  std::string_view value;
  std::string_view says;
};
// What a tick means, in words; a value that is not here is read as it is written.
constexpr Ticked kTicked[] = {
    {"consent.who", "parent", "A parent or carer"},
    {"consent.who", "authority", "The local authority"},
    {"consent.who", "learner", "The learner"},
    {"consent.how", "writing", "In writing"},
    {"consent.how", "meeting", "In a meeting"},
    {"consent.how", "phone", "By telephone"},
    {"consent.how", "email", "By email"},
    {"week.main_kind", "this_school", "The school that refers"},
    {"week.main_kind", "other_school", "Another school"},
    {"week.main_kind", "other", "Somebody else"},
    {"week.main_kind", "none", "Nobody: educated otherwise than at school"},
    {"risk.covers", "pupil", "Risks to the pupil"},
    {"risk.covers", "others", "Risks that the pupil may be to others"},
    {"risk.covers", "place", "The place where the course is taught"},
};

// Files stand under "Papers" and courses by their titles; their codes say nothing to a reader.
constexpr std::string_view kNotText[] = {
    "course.first", "course.second", "course.third", "course.asked_cap", "risk.document", "papers.ehcp",
    "papers.support_plan", "papers.behaviour_plan", "papers.other", "papers.other_more",
    // Whether Children’s Services work with the family is for the school, CAP and the panel.
    "early_help.other_plan"};

bool isText(const std::string& question) {
  return std::find(std::begin(kNotText), std::end(kNotText), question) == std::end(kNotText);
}

bool startsWith(const std::string& text, std::string_view with) {
  return text.size() >= with.size() && std::string_view(text).substr(0, with.size()) == with;
}

// `main_kind` -> `Main kind`
std::string plain(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

bool isCode(const std::string& text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string::npos &&
         text.find_first_not_of("0123456789") != std::string::npos;
}

std::vector<std::string> valuesInWords(const Services& services, const ReferralRecord& referral,
                                       const std::string& question, const std::string& value) {
  auto lines = linesOf(value);
  if (question == "course.sessions") {
    std::string text;
    for (const std::string& line : lines) text += line + ",";
    return {sessionsInWords(sessionsFromText(text))};
  }
  const auto listed = policyChoices(services.policy(), referral.policyHash, question);
  for (std::string& line : lines) {
    const std::string words = wordsOfChoice(listed, line);
    const auto chosen = std::find_if(std::begin(kTicked), std::end(kTicked), [&](const Ticked& each) {
      return each.question == question && each.value == line;
    });
    if (!words.empty())
      line = words;
    else if (chosen != std::end(kTicked))
      line = chosen->says;
    else if (const auto date = Date::fromIso(line))
      line = date->words();
    else if (isCode(line))
      line = plain(line);
  }
  return lines;
}

std::map<std::string, std::string> questionsOf(const Services& services, const ReferralRecord& referral) {
  std::map<std::string, std::string> asked;
  for (const Label& label : kLabels) asked[std::string(label.question)] = label.says;
  if (!referral.policyHash) return asked;
  for (const PolicyQuestion& q : services.policy().agreement(*referral.policyHash)) asked[q.id] = q.says;
  if (referral.programme)
    if (const auto card = services.policy().programme(*referral.policyHash, *referral.programme))
      for (const PolicyQuestion& q : card->asks) asked[q.id] = q.says;
  return asked;
}

}  // namespace

std::vector<Section> answersInSections(const Services& services, const ReferralRecord& referral,
                                       const Answers& answers) {
  const auto asked = questionsOf(services, referral);
  std::vector<Section> sections;
  for (const Heading& heading : kHeadings) sections.push_back({std::string(heading.says), {}});
  Section programme{"Questions of the programme", {}};
  Section agreement{"Commissioning agreement", {}};
  const auto hide = answers.find("contacts.hide_address");
  const bool hidden = hide != answers.end() && hide->second == "yes";
  for (const auto& [question, value] : answers) {
    if (value.empty() || !isText(question) || (hidden && question == "pupil.address")) continue;
    const auto dot = question.find('.');
    const auto says = asked.find(question);
    Line line{says == asked.end() ? plain(question.substr(dot == std::string::npos ? 0 : dot + 1)) : says->second,
              valuesInWords(services, referral, question, value)};
    if (startsWith(question, "agreement.")) {
      agreement.lines.push_back(std::move(line));
      continue;
    }
    bool placed = false;
    for (std::size_t i = 0; i < std::size(kHeadings) && !placed; ++i) {
      placed = startsWith(question, std::string(kHeadings[i].prefix) + ".");
      if (placed) sections[i].lines.push_back(std::move(line));
    }
    if (!placed) programme.lines.push_back(std::move(line));
  }
  sections.push_back(std::move(programme));
  sections.push_back(std::move(agreement));
  sections.erase(std::remove_if(sections.begin(), sections.end(), [](const Section& s) { return s.lines.empty(); }),
                 sections.end());
  return sections;
}

void fillSections(Model& model, const std::vector<Section>& sections) {
  model.list("SECTION");
  for (const Section& section : sections) {
    Model& box = model.add("SECTION");
    box.set("HEADING", section.heading).list("ROW");
    for (const Line& line : section.lines) {
      Model& row = box.add("ROW");
      row.set("KEY", line.key).list("VALUE");
      for (const std::string& value : line.values) row.add("VALUE").set("TEXT", value);
    }
  }
}

void fact(Model& model, const std::string& key, const std::string& value) {
  if (!value.empty()) model.add("FACT").set("KEY", key).set("VALUE", value);
}

}  // namespace capd::response
