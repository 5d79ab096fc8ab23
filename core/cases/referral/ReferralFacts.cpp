#include "cases/referral/ReferralFacts.h"

#include <algorithm>
#include <set>

#include "base/Text.h"
#include "cases/course/Course.h"
#include "cases/document/Document.h"
#include "cases/organisation/Organisation.h"
#include "cases/placement/Placement.h"
#include "cases/referral/Places.h"

namespace capd {
namespace {

std::string answerTo(const Answers& answers, const std::string& question) {
  const auto at = answers.find(question);
  return at == answers.end() ? std::string() : at->second;
}

bool given(const Answers& answers, const std::string& question) {
  return !trimmed(answerTo(answers, question)).empty();
}

void set(Facts& facts, const std::string& name, const std::optional<bool>& value) {
  if (value) facts[name] = *value;
}
void set(Facts& facts, const std::string& name, const std::optional<std::int64_t>& value) {
  if (value) facts[name] = *value;
}
void set(Facts& facts, const std::string& name, const std::optional<Date>& value) {
  if (value) facts[name] = *value;
}

// Half days of the week, "1a" to "5p"; anything else is no session.
std::set<std::string> sessionsAsked(const Answers& answers) {
  std::set<std::string> sessions;
  for (const std::string& line : linesOf(answerTo(answers, "course.sessions")))
    if (line.size() == 2 && line[0] >= '1' && line[0] <= '5' && (line[1] == 'a' || line[1] == 'p'))
      sessions.insert(line);
  return sessions;
}

// The course that is asked for now; of a draft the one chosen first.
std::optional<Course> courseAsked(ReadTx& tx, const ReferralRecord& referral, const Answers& answers) {
  if (referral.choice)
    for (const Choice& choice : choices(tx, referral.id))
      if (choice.id == *referral.choice) return findCourse(tx, choice.course);
  return courseByCode(tx, answerTo(answers, "course.first"));
}

// School weeks from the start to the end of its academic year, the week of the start as the first.
std::int64_t weeksLeft(const Calendar& calendar, Date start) {
  constexpr int kWholeYear = 39;  // where the terms are not known
  const auto last = calendar.lastSchoolDay(academicYearOf(start));
  if (!last) return kWholeYear;
  int weeks = 0;
  while (weeks < kWholeYear) {
    const auto end = calendar.endOfSchoolWeeks(start, weeks + 1);
    if (!end || *end > *last) break;
    ++weeks;
  }
  return weeks;
}

// Left empty is the whole course, or all that is left of the school year; what cannot be read stays missing.
std::optional<std::int64_t> weeksAsked(ReadTx& tx, const ReferralRecord& referral, const PolicyShelf& policy,
                                       const Answers& answers) {
  if (given(answers, "course.weeks")) return numberAnswer(answers, "course.weeks");
  const auto course = courseAsked(tx, referral, answers);
  if (course && course->weeks) return course->weeks;
  const auto start = dateAnswer(answers, "course.start");
  const auto calendar = policy.calendar();
  if (!start || !calendar) return std::nullopt;
  return weeksLeft(*calendar, *start);
}

void requested(ReadTx& tx, const ReferralRecord& referral, const PolicyShelf& policy, const Answers& answers,
               Facts& facts) {
  set(facts, "requested.start", dateAnswer(answers, "course.start"));
  set(facts, "requested.weeks", weeksAsked(tx, referral, policy, answers));
  set(facts, "requested.hours_a_week", numberAnswer(answers, "course.hours"));
  const std::int64_t others = sessionsElsewhere(tx, referral.pupil, referral.id,
                                                dateAnswer(answers, "course.start").value_or(tx.today()), std::nullopt);
  facts["pupil.sessions_elsewhere"] = others;
  const auto sessions = sessionsAsked(answers);
  if (sessions.empty()) return;
  std::set<char> days;
  for (const std::string& session : sessions) days.insert(session[0]);
  facts["requested.days_a_week"] = static_cast<std::int64_t>(days.size());
  facts["requested.sessions_a_week"] = static_cast<std::int64_t>(sessions.size());
  facts["pupil.sessions_in_all"] = static_cast<std::int64_t>(sessions.size()) + others;
}

void aboutReferrer(const Organisation& referrer, Facts& facts) {
  if (referrer.sla) facts["referrer.sla"] = *referrer.sla == "sla";
}

// What a programme counts: places that a school has used this year, and starts of this term over the whole city.
void counted(ReadTx& tx, const ReferralRecord& referral, const PolicyShelf& policy, const Answers& answers,
             Facts& facts) {
  if (const auto school = findOrganisation(tx, referral.school)) aboutReferrer(*school, facts);
  if (!referral.programme) return;
  const auto start = dateAnswer(answers, "course.start");
  if (!start) return;
  facts["referrer.places_this_year"] = referredInYear(tx, referral, academicYearOf(*start)) + 1;
  const auto calendar = policy.calendar();
  const auto term = calendar ? calendar->termOf(*start) : std::nullopt;
  if (term)
    facts["programme.places_in_term"] =
        placesInTerm(tx, *referral.programme, term->first, term->second, referral.id) + 1;
}

void pupilAndPapers(ReadTx& tx, const ReferralRecord& referral, const Answers& answers, Facts& facts) {
  const std::string kind = referrerKind(tx, referral);
  if (!kind.empty()) facts["referrer.kind"] = kind;
  set(facts, "pupil.year_group", yearGroupOf(tx, referral));
  set(facts, "pupil.has_ehcp", yesNoAnswer(answers, "needs.plan"));
  set(facts, "pupil.on_roll", yesNoAnswer(answers, "pupil.on_roll"));
  const auto risk = latestRiskAssessment(tx, referral.id);
  facts["risk_assessment.given"] = risk.has_value();
  if (risk) facts["risk_assessment.date"] = risk->effective();
}

// Who may agree (OPEN-15): the authority for a child in care; a learner of 16 who understands it, with a record of who
// else was asked.
bool rightPerson(ReadTx& tx, const ReferralRecord& referral, const Answers& answers) {
  const std::string who = answerTo(answers, "consent.who");
  const auto kinds = linesOf(answerTo(answers, "needs.kinds"));
  if (std::find(kinds.begin(), kinds.end(), "cic") != kinds.end() && who != "authority") return false;
  if (who != "learner") return true;
  const auto born = bornOf(tx, referral);
  const Date on = dateAnswer(answers, "consent.date").value_or(tx.today());
  return born && born->plusMonths(12 * 16) <= on && yesNoAnswer(answers, "consent.capacity") == true &&
         given(answers, "consent.consulted");
}

void consent(ReadTx& tx, const ReferralRecord& referral, const Answers& answers, Facts& facts) {
  set(facts, "consent.agreed", yesNoAnswer(answers, "consent.agreed"));
  bool full = dateAnswer(answers, "consent.date").has_value();
  for (const char* each : {"consent.who", "consent.name", "consent.relationship", "consent.how", "consent.taken_by"})
    full = full && given(answers, each);
  if (const std::string who = answerTo(answers, "consent.who"); !who.empty())
    facts["consent.learner"] = who == "learner" || yesNoAnswer(answers, "consent.capacity") == false;
  facts["consent.recorded_fully"] = full && rightPerson(tx, referral, answers);
}

void school(const Answers& answers, Facts& facts) {
  const std::string main = answerTo(answers, "week.main_kind");
  facts["main_provider.stated"] = main == "this_school" || (!main.empty() && given(answers, "week.main_name"));
  if (main == "none") {
    facts["main_provider.stated"] = true;
    facts["main_provider.none"] = true;
  } else if (!main.empty()) {
    facts["main_provider.none"] = false;
    facts["main_provider.is_school"] = main == "this_school" || main == "other_school";
  }
  set(facts, "case_worker.attends_reviews", yesNoAnswer(answers, "case_worker.attends_reviews"));
  set(facts, "early_help.offered", yesNoAnswer(answers, "early_help.offered"));
}

// What only some programmes ask; what was not asked stays missing.
void askedBySome(const Answers& answers, Facts& facts) {
  set(facts, "early_help.assessed", yesNoAnswer(answers, "early_help.assessed"));
  set(facts, "early_help.other_plan", yesNoAnswer(answers, "early_help.other_plan"));
  set(facts, "consent.panel", yesNoAnswer(answers, "consent.panel"));
  set(facts, "headteacher.authorised", yesNoAnswer(answers, "headteacher.authorised"));
  set(facts, "roll.dual_agreed", yesNoAnswer(answers, "roll.dual_agreed"));
  set(facts, "ehcp.review_date", dateAnswer(answers, "ehcp.review_date"));
  for (const auto& [fact, question] : {std::pair{"roll.receiving_named", "roll.receiving"},
                                       {"way_back.staff_named", "way_back.staff"},
                                       {"ehcp.coordinator_named", "ehcp.coordinator"},
                                       {"contact.lead_named", "contact.lead"}})
    if (answers.count(question) != 0) facts[fact] = given(answers, question);
}

// The commissioning agreement: its first question names the case worker, its last is the visit (ENT-11).
void agreement(const std::vector<PolicyQuestion>& questions, const Answers& answers, Facts& facts) {
  bool complete = !questions.empty();
  for (const PolicyQuestion& question : questions) {
    if (question.required && isAsked(question, facts)) complete = complete && given(answers, question.id);
    if (question.id == "agreement.q1") facts["case_worker.named"] = given(answers, question.id);
    if (question.id == "agreement.q9") set(facts, "agreement.visit_acknowledged", yesNoAnswer(answers, question.id));
  }
  facts["agreement.complete"] = complete;
}

}  // namespace

std::vector<std::string> linesOf(std::string_view value) {
  std::vector<std::string> lines;
  while (!value.empty()) {
    const auto end = std::min(value.find('\n'), value.size());
    if (end > 0) lines.emplace_back(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return lines;
}

std::optional<Date> dateAnswer(const Answers& answers, const std::string& question) {
  return Date::fromIso(answerTo(answers, question));
}

std::optional<std::int64_t> numberAnswer(const Answers& answers, const std::string& question) {
  const std::string text = answerTo(answers, question);
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoll(text);
}

std::optional<bool> yesNoAnswer(const Answers& answers, const std::string& question) {
  const std::string text = answerTo(answers, question);
  if (text == "yes") return true;
  if (text == "no") return false;
  return std::nullopt;
}

bool isAsked(const PolicyQuestion& question, const Facts& facts) {
  if (question.onlyIf.empty()) return true;
  const auto fact = facts.find(question.onlyIf);
  if (fact == facts.end()) return false;
  const auto* yes = std::get_if<bool>(&fact->second);
  return yes != nullptr && *yes;
}

std::optional<std::string> policyOf(const ReferralRecord& referral, const Answers& answers, const PolicyShelf& policy,
                                    Date today) {
  if (referral.policyHash) return referral.policyHash;
  return policy.versionFor(dateAnswer(answers, "course.start").value_or(today), today);
}

std::string asJudged(ReadTx& tx, const ReferralRecord& referral, const std::string& programme) {
  const auto school = findOrganisation(tx, referral.school);
  return school && school->urn && !school->urn->empty() ? programme + "@" + *school->urn : programme;
}

std::string closedToReferrer(const PolicyShelf& policy, const std::string& hash, const ProgrammeCard& programme,
                             const Organisation& referrer) {
  if (!programme.asksAbout("referrer.sla")) return {};
  Facts facts = {{"referrer.kind", referrer.kind}};
  aboutReferrer(referrer, facts);
  for (const RuleLine& rule : policy.judge(hash, programme.name, facts).rules)
    if (rule.result == RuleResult::unmet && rule.effect == "block") return rule.ask;
  return {};
}

std::optional<std::string> programmeToJudge(const ReferralRecord& referral, const PolicyShelf& policy,
                                            const std::string& hash, std::string_view referrer) {
  if (referral.programme) return referral.programme;
  for (const ProgrammeCard& card : policy.programmes(hash))
    for (const std::string& by : card.referredBy)
      if (by == referrer && !card.dormant) return card.name;
  return std::nullopt;
}

Facts referralFacts(ReadTx& tx, const ReferralRecord& referral, const PolicyShelf& policy, const Answers& answers) {
  Facts facts;
  facts["application.date"] = referral.applicationDate.value_or(tx.today());
  requested(tx, referral, policy, answers, facts);
  counted(tx, referral, policy, answers, facts);
  pupilAndPapers(tx, referral, answers, facts);
  consent(tx, referral, answers, facts);
  school(answers, facts);
  askedBySome(answers, facts);
  if (const auto hash = policyOf(referral, answers, policy, tx.today()))
    agreement(policy.agreement(*hash), answers, facts);
  return facts;
}

Facts referralFacts(ReadTx& tx, const ReferralRecord& referral, const PolicyShelf& policy) {
  return referralFacts(tx, referral, policy, currentAnswers(tx, referral.id));
}

}  // namespace capd
