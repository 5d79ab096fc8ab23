#include "Sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "Questions.h"
#include "base/Text.h"
#include "cases/course/Course.h"
#include "cases/organisation/Organisation.h"

namespace capd::refer {
namespace {

constexpr std::array<Section, 12> kSections = {{
    {"pupil", "Pupil", "", true},
    {"course", "Course", "Contact CAP before you settle on a course: places change from day to day.", false},
    {"reasons", "Reasons", "", false},
    {"needs", "Needs and profile", "", true},
    {"views", "The pupil’s views", "", false},
    {"consent", "Consent",
     "If somebody has said no, you cannot refer. If part of the record is missing, you can send the referral and it "
     "will wait for it.",
     false},
    {"agreement", "Commissioning agreement", "", false},
    {"week", "The school week", "", true},
    {"contacts", "People to call", "", true},
    {"risk", "Risk assessment", "", true},
    {"papers", "Papers", "Child protection papers go from your safeguarding lead to ours, not here.", true},
    {"programme", "Questions of the programme", "", false},
}};

constexpr std::int64_t kMostKept = 20000;  // letters of one answer, right or wrong

std::string firstOf(const FieldTexts& texts, const std::string& name) {
  const auto at = texts.find(name);
  return at == texts.end() || at->second.empty() ? std::string() : at->second.front();
}

Field policyField(const PolicyQuestion& question) {
  Field field;
  field.name = question.id;
  field.label = question.says;
  field.kind = question.kind == "text" ? FieldKind::longText : FieldKind::yesNo;
  field.most = field.kind == FieldKind::longText ? 4000 : 10;
  field.personal = true;
  if (question.required) field.missing = fmt::format("Answer the question “{}”", shortened(question.says, 80));
  return field;
}

void addAsked(FormShape& shape, const std::vector<PolicyQuestion>& questions, const Facts& facts) {
  for (const PolicyQuestion& question : questions)
    if (isAsked(question, facts)) shape.fields.push_back(policyField(question));
}

std::string courseLabel(const Course& course) {
  return fmt::format("{}, {}: {}, {} of {} places left", course.title, course.providerName, daysInWords(course.days),
                     course.free(), course.places);
}

bool isChosen(const Writing& writing, const std::string& code) {
  return writing.answer("course.first") == code || writing.answer("course.second") == code ||
         writing.answer("course.third") == code;
}

std::vector<Option> courseOptions(ReadTx& tx, const Writing& writing, const CourseShown& shown,
                                  const std::vector<ProgrammeCard>* programmes) {
  std::vector<Option> options;
  for (const Course& course : findCourses(tx, {}, 2000)) {
    if (programmes != nullptr) {
      const auto card = std::find_if(programmes->begin(), programmes->end(),
                                     [&](const ProgrammeCard& c) { return c.name == course.programme; });
      const bool open = card != programmes->end() && mayReferTo(*card, writing.schoolKind);
      if (!open && !isChosen(writing, course.code)) continue;
    }
    const bool fits =
        (shown.programme.empty() || course.programme == shown.programme) &&
        (shown.weekday == 0 || std::find(course.days.begin(), course.days.end(), shown.weekday) != course.days.end());
    if (fits || isChosen(writing, course.code)) options.push_back({course.code, courseLabel(course), ""});
  }
  return options;
}

void checkCourse(ReadTx& tx, const Writing& writing, Problems& stops) {
  const auto first = courseByCode(tx, writing.answer("course.first"));
  if (!first) return;
  if (const std::string why = whyNotOffered(tx, writing, first->programme); !why.empty())
    stops.push_back({"course.first", why});
  for (const std::string name : {"course.second", "course.third"}) {
    const std::string code = writing.answer(name);
    if (code.empty()) continue;
    const auto other = courseByCode(tx, code);
    if (other && other->programme != first->programme)
      stops.push_back({name, "Choose a course of the same programme as the first: one referral is for one programme"});
    if (code == first->code || (name == "course.third" && code == writing.answer("course.second")))
      stops.push_back({name, "This course is chosen already. Choose another, or leave it empty."});
  }
  const auto start = dateAnswer(writing.answers, "course.start");
  if (start && *start < tx.today()) stops.push_back({"course.start", "The start must be today or later"});
}

void holdFor(Looked& looked, const std::string& field, std::string kind, std::string rule, const std::string& says) {
  looked.waits.push_back({field, says});
  looked.holds.push_back({std::move(kind), std::move(rule), says});
}

bool ticked(const Writing& writing, const std::string& question, std::string_view value) {
  const auto lines = linesOf(writing.answer(question));
  return std::find(lines.begin(), lines.end(), value) != lines.end();
}

// Who may agree: a learner over 16 who understands it, the authority for a child in care (OPEN-15). Policy holds the
// referral while the record says otherwise; here is what the school reads.
void checkWhoAgrees(ReadTx& tx, const Writing& writing, Problems& waits) {
  const std::string who = writing.answer("consent.who");
  if (ticked(writing, "needs.kinds", "cic") && !who.empty() && who != "authority")
    waits.push_back(
        {"consent.who", "The pupil is in care: ask the local authority whether it agrees, and say so here"});
  if (who != "learner") return;
  const Date on = dateAnswer(writing.answers, "consent.date").value_or(tx.today());
  if (writing.pupil.born.plusMonths(12 * 16) > on)
    waits.push_back({"consent.who", "The pupil was not 16 on that day: a parent, a carer or the authority agrees"});
  const auto understands = yesNoAnswer(writing.answers, "consent.capacity");
  if (!understands)
    waits.push_back({"consent.capacity", "Say whether the learner understands what they agree to"});
  else if (!*understands)
    waits.push_back({"consent.who", "Then somebody else decides for the learner: choose who is responsible"});
  if (trimmed(writing.answer("consent.consulted")).empty())
    waits.push_back({"consent.consulted", "Write who was asked besides the learner, or “nobody” and why"});
}

void checkConsent(ReadTx& tx, const Writing& writing, Problems& stops) {
  if (yesNoAnswer(writing.answers, "consent.agreed") == false)
    stops.push_back(
        {"consent.agreed",
         "The person responsible must agree before you apply. Talk to them first; what you wrote is kept."});
  const auto date = dateAnswer(writing.answers, "consent.date");
  if (date && *date > tx.today())
    stops.push_back({"consent.date", "The day on which they agreed must be today or earlier"});
}

void checkRisk(ReadTx& tx, const Writing& writing, Problems& stops, Problems& waits) {
  const auto completed = dateAnswer(writing.answers, "risk.completed");
  const auto reviewed = dateAnswer(writing.answers, "risk.reviewed");
  if (completed && *completed > tx.today())
    stops.push_back({"risk.completed", "The day must be today or earlier: it is the date on the document"});
  if (reviewed && *reviewed > tx.today())
    stops.push_back({"risk.reviewed", "The day must be today or earlier: it is the date on the document"});
  if (reviewed && completed && *reviewed < *completed)
    stops.push_back({"risk.reviewed", fmt::format("{} is before {}, when it was completed. Check the year.",
                                                  reviewed->words(), completed->words())});
  if (reviewed && writing.answer("risk.changes").empty())
    waits.push_back({"risk.changes", "Write what changed at the review, or “nothing”"});
}

// A risk assessment that leaves one of the three out is no better than an old one (REF-10).
void checkCovers(const Writing& writing, Looked& looked) {
  if (writing.answer("risk.document").empty()) return;
  for (const char* each : {"pupil", "others", "place"})
    if (!ticked(writing, "risk.covers", each)) {
      const std::string says =
          "The risk assessment must look at risks to the pupil, at risks to others, and at the place where the course "
          "is taught. Send one that does.";
      if (!writing.answer("risk.covers").empty()) looked.waits.push_back({"risk.covers", says});
      looked.holds.push_back({"risk_assessment", "risk_assessment_covers", says});
      return;
    }
}

// Papers are there and up to date, a plan first of all (REF-11, ENT-10).
void checkPapers(const Writing& writing, Looked& looked) {
  if (yesNoAnswer(writing.answers, "needs.plan") == true && writing.answer("papers.ehcp").empty())
    holdFor(looked, "papers.ehcp", "missing_data", "papers_plan",
            "Send the EHC plan or the individual learning plan that you wrote of.");
  if (writing.answer("papers.complete") == "no")
    holdFor(looked, "papers.complete", "missing_data", "papers_complete",
            "Send the papers that are missing, or newer ones, and say yes when they are complete.");
}

// The school gives most of the education (TIER-X-08): whether it still does, a person at CAP looks at.
void checkMajority(const Writing& writing, Looked& looked) {
  if (writing.programme && writing.programme->isExemptFrom("majority_of_education")) return;
  const auto here = numberAnswer(writing.answers, "week.sessions");
  const auto away = writing.facts.find("pupil.sessions_in_all");
  if (!here || *here > 10 || away == writing.facts.end()) return;
  const auto* half = std::get_if<std::int64_t>(&away->second);
  if (half != nullptr && *here <= *half)
    holdFor(looked, "week.sessions", "other", "majority_of_education",
            fmt::format("The pupil would be at school for {} half days a week and elsewhere for {}. The school gives "
                        "most of the education: CAP talks this over with you.",
                        *here, *half));
}

void checkAgreed(const FormShape& shape, const std::vector<PolicyQuestion>& questions, const Writing& writing,
                 Problems& stops) {
  for (const PolicyQuestion& question : questions)
    if (question.kind == "yes" && shape.find(question.id) != nullptr && writing.answer(question.id) == "no")
      stops.push_back({question.id, "This must be a yes before the referral can be sent"});
}

// A course or an option that was right when chosen may be gone; a file's number must be one of the case's papers.
void checkUploads(const FormShape& shape, const Writing& writing, Problems& stops) {
  for (const Field& field : shape.fields) {
    if (field.kind != FieldKind::upload) continue;
    const std::string id = writing.answer(field.name);
    if (!id.empty() && writing.document(id) == nullptr)
      stops.push_back({field.name, "The file did not arrive. Choose it again."});
  }
}

void crossChecks(ReadTx& tx, std::string_view section, const FormShape& shape, const Writing& writing, Looked& looked) {
  if (section == "course") checkCourse(tx, writing, looked.stops);
  if (section == "consent") {
    checkConsent(tx, writing, looked.stops);
    checkWhoAgrees(tx, writing, looked.waits);
  }
  if (section == "risk") {
    checkRisk(tx, writing, looked.stops, looked.waits);
    checkCovers(writing, looked);
  }
  if (section == "papers") checkPapers(writing, looked);
  if (section == "week") checkMajority(writing, looked);
  if (section == "agreement") checkAgreed(shape, writing.agreement, writing, looked.stops);
  if (section == "programme" && writing.programme) checkAgreed(shape, writing.programme->asks, writing, looked.stops);
  if (section == "pupil" && writing.schoolKind == "school" && writing.answer("pupil.on_roll") == "no")
    looked.stops.push_back(
        {"pupil.on_roll", "A school refers pupils on its own roll. For a pupil on no roll, the SEND team refers."});
  if (section == "week" && writing.answer("week.main_kind").rfind("other", 0) == 0 &&
      trimmed(writing.answer("week.main_name")).empty())
    looked.stops.push_back({"week.main_name", "Enter the name of the main education provider"});
  checkUploads(shape, writing, looked.stops);
}

// What may be sent without: it holds the referral, it does not stop it (REF-25, and the record of consent).
bool mayComeLater(std::string_view section, const std::string& field) {
  return section == "risk" || (section == "consent" && field != "consent.agreed") ||
         (section == "programme" && answersARule(field));
}

}  // namespace

std::span<const Section> allSections() { return kSections; }

const Section* findSection(std::string_view id) {
  for (const Section& section : kSections)
    if (section.id == id) return &section;
  return nullptr;
}

std::string whyNotOffered(ReadTx& tx, const Writing& writing, const std::string& programme) {
  if (!writing.policyHash) return {};
  const auto card = std::find_if(writing.programmes.begin(), writing.programmes.end(),
                                 [&](const ProgrammeCard& c) { return c.name == programme; });
  if (card == writing.programmes.end() || card->dormant)
    return "This course can’t be applied for in that school year. Choose another, or call CAP.";
  if (!card->notOpen.empty()) return card->notOpen;
  if (const auto closed = writing.closed.find(programme); closed != writing.closed.end()) return closed->second;
  if (mayReferTo(*card, writing.schoolKind)) return {};
  if (writing.bySendTeam()) return "The SEND team doesn’t refer to this course. Referrals come from the school.";
  return sendRouteInWords(tx);
}

bool mayReferTo(const ProgrammeCard& programme, std::string_view kind) {
  return !programme.dormant && programme.notOpen.empty() &&
         (programme.referredBy.empty() ? kind == "school"
                                       : std::find(programme.referredBy.begin(), programme.referredBy.end(), kind) !=
                                             programme.referredBy.end());
}

FormShape sectionShape(ReadTx& tx, std::string_view section, const Writing& writing, const CourseShown& shown) {
  FormShape shape;
  if (section == "pupil") shape.fields = pupilQuestions(writing.bySendTeam());
  if (section == "course") shape.fields = courseQuestions(courseOptions(tx, writing, shown, writing.offered()));
  const Offered offered = [&](std::string_view question) {
    std::vector<Option> options;
    const auto listed = writing.listed.find(question);
    if (listed == writing.listed.end()) return options;
    for (const PolicyChoice& each : listed->second) options.push_back({each.value, each.says, ""});
    return options;
  };
  if (section == "reasons") shape.fields = reasonQuestions(offered);
  if (section == "needs") shape.fields = needQuestions(offered);
  if (section == "views") shape.fields = viewQuestions(offered);
  if (section == "consent")
    shape.fields = consentQuestions(writing.answer("consent.who") == "learner" ||
                                    (writing.programme && writing.programme->asksAbout("consent.learner")));
  if (section == "agreement") {
    addAsked(shape, writing.agreement, writing.facts);
    for (Field& field : caseWorkerQuestions()) shape.fields.push_back(std::move(field));
  }
  if (section == "week") shape.fields = weekQuestions(writing.bySendTeam());
  if (section == "contacts") shape.fields = contactQuestions();
  if (section == "risk") shape.fields = riskQuestions();
  if (section == "papers") shape.fields = paperQuestions();
  if (section == "programme" && writing.programme) {
    shape.fields = programmeQuestions(*writing.programme);
    addAsked(shape, writing.programme->asks, writing.facts);
  }
  return shape;
}

FieldTexts shownAnswers(const FormShape& shape, const Answers& answers) {
  FieldTexts texts;
  for (const Field& field : shape.fields) {
    const auto at = answers.find(field.name);
    if (at == answers.end() || at->second.empty()) continue;
    const std::string& value = at->second;
    if (field.kind == FieldKind::choices) {
      texts[field.name] = linesOf(value);
    } else if (field.kind == FieldKind::date && !Date::fromIso(value)) {
      const auto last = value.rfind('/');
      const auto middle = last == std::string::npos || last == 0 ? std::string::npos : value.rfind('/', last - 1);
      if (middle == std::string::npos) {
        texts[field.name + "-day"] = {value};
        continue;
      }
      texts[field.name + "-day"] = {value.substr(0, middle)};
      texts[field.name + "-month"] = {value.substr(middle + 1, last - middle - 1)};
      texts[field.name + "-year"] = {value.substr(last + 1)};
    } else {
      texts[field.name] = {value};
    }
  }
  return texts;
}

namespace {

// One field as sent: empty optional when the form did not send it, or when it cannot be kept.
std::optional<std::string> typedOne(const Field& field, const FieldTexts& texts, bool wholeForm, Problems& problems) {
  const auto sent = texts.find(field.name);
  std::string raw;
  if (field.kind == FieldKind::choices) {
    if (sent == texts.end() && !wholeForm) return std::nullopt;
    if (sent != texts.end())
      for (const std::string& value : sent->second)
        if (!value.empty() && value.find('\n') == std::string::npos) raw += (raw.empty() ? "" : "\n") + value;
  } else if (field.kind == FieldKind::date) {
    const bool boxes =
        texts.count(field.name + "-day") + texts.count(field.name + "-month") + texts.count(field.name + "-year") > 0;
    if (sent == texts.end() && !boxes) return std::nullopt;
    Problems ignored;
    if (const auto date = readDate(field, texts, ignored)) return date->iso();
    raw = boxes ? firstOf(texts, field.name + "-day") + "/" + firstOf(texts, field.name + "-month") + "/" +
                      firstOf(texts, field.name + "-year")
                : firstOf(texts, field.name);
    if (raw == "//") raw.clear();
  } else {
    if (sent == texts.end()) return std::nullopt;
    raw = firstOf(texts, field.name);
  }
  TextFault fault;
  const auto clean = cleanText(raw, fault);
  if (!clean) {
    problems.push_back({field.name, fmt::format("“{}” {}. Please type it again.", field.label, fault.says)});
    return std::nullopt;
  }
  if (lengthInLetters(*clean) > static_cast<std::size_t>(kMostKept)) {
    problems.push_back({field.name, fmt::format("“{}” is too long to be kept: {} letters at most. Put it into a paper.",
                                                field.label, kMostKept)});
    return std::nullopt;
  }
  return clean;
}

}  // namespace

Answers typedAnswers(const FormShape& shape, const FieldTexts& texts, bool wholeForm, Problems& problems) {
  Answers answers;
  for (const Field& field : shape.fields) {
    if (field.kind == FieldKind::hidden) continue;
    if (auto value = typedOne(field, texts, wholeForm, problems)) answers[field.name] = std::move(*value);
  }
  return answers;
}

Looked lookAt(ReadTx& tx, std::string_view section, const Writing& writing) {
  Looked looked;
  if (section == "programme" && !writing.programme) {
    looked.cannotStart = true;
    looked.stops.push_back({"", "Choose a course first: the programme’s questions follow from it"});
    return looked;
  }
  const FormShape shape = sectionShape(tx, section, writing);
  const FieldTexts texts = shownAnswers(shape, writing.answers);
  for (const Field& field : shape.fields) {
    const std::string value = writing.answer(field.name);
    looked.begun = looked.begun || !value.empty();
    // What was typed and is wrong stops; what is missing may come later in the sections that can wait.
    Problems& into = value.empty() && mayComeLater(section, field.name) ? looked.waits : looked.stops;
    checkField(field, texts, into);
  }
  crossChecks(tx, section, shape, writing, looked);
  return looked;
}

std::size_t sectionsDone(ReadTx& tx, const Writing& writing) {
  std::size_t done = 0;
  for (const Section& section : kSections)
    if (lookAt(tx, section.id, writing).done()) ++done;
  return done;
}

std::string answerInWords(const Field& field, const Writing& writing) {
  const std::string value = writing.answer(field.name);
  if (value.empty()) return {};
  if (field.kind == FieldKind::yesNo) return value == "yes" ? "Yes" : value == "no" ? "No" : value;
  if (field.kind == FieldKind::date) {
    const auto date = Date::fromIso(value);
    return date ? date->words() : value;
  }
  if (field.kind == FieldKind::upload) {
    const Document* document = writing.document(value);
    return document == nullptr ? std::string() : document->typedName;
  }
  if (field.kind == FieldKind::number) return field.unit == "%" ? value + "%" : value + " " + field.unit;
  if (field.kind != FieldKind::choice && field.kind != FieldKind::choices) return value;
  std::string words;
  for (const std::string& line : linesOf(value)) {
    const auto option =
        std::find_if(field.options.begin(), field.options.end(), [&](const Option& o) { return o.value == line; });
    words += (words.empty() ? "" : "\n") + (option == field.options.end() ? line : option->label);
  }
  return words;
}

}  // namespace capd::refer
