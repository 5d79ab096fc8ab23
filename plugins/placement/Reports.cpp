// What one side tells or asks: details that changed, a family that asks for more, a risk assessment of the place.

#include <fmt/format.h>

#include "Along.h"
#include "Letters.h"

namespace capd::placement {
namespace {

struct Kind {
  const char* value;
  const char* words;
  const char* hint;
  const char* goesTo;  ///< cap, school (or the SEND team), provider
  bool school;
  bool provider;
};
constexpr Kind kKinds[] = {
    {"contact", "An emergency contact changed", "CAP agrees in writing before anything is changed", "cap", true, true},
    {"collection", "Who may fetch the pupil changed", "CAP agrees in writing before anything is changed", "cap", true,
     true},
    {"circumstances", "The pupil’s circumstances or needs changed", "A new risk assessment may be needed", "cap", true,
     true},
    {"more_days", "The family asks for another day, or for more", "Nothing is agreed with them before the answer",
     "school", false, true},
    {"site_risk", "We need the risk assessment of the place", "", "provider", true, false},
};

const Kind* kindOf(const std::string& value) {
  for (const Kind& each : kKinds)
    if (value == each.value) return &each;
  return nullptr;
}

struct AnswerIn {
  std::string reference;
  std::int64_t version = 0;
  std::string outcome;
  std::string answer;
};

Form<AnswerIn> answerForm() {
  Form<AnswerIn> form;
  caseFields(form);
  form.field(&AnswerIn::outcome,
             {.name = "outcome",
              .label = "What is your answer?",
              .kind = FieldKind::choice,
              .missing = "Choose your answer",
              .options = {{"agreed", "Yes", ""},
                          {"not_agreed", "No", ""},
                          {"new_risk_assessment", "Yes, and a new risk assessment is needed",
                           "CAP asks the school for it; whoever works with the pupil reads it anew"}}});
  form.field(&AnswerIn::answer, longField("answer", "In writing, for the others", "Write your answer"));
  return form;
}

Form<ReportIn> reportForm() {
  Form<ReportIn> form;
  caseFields(form);
  std::vector<Option> options;
  for (const Kind& each : kKinds) options.push_back({each.value, each.words, each.hint});
  form.field(&ReportIn::kind, {.name = "kind",
                               .label = "What is it about?",
                               .kind = FieldKind::choice,
                               .missing = "Choose what it is about",
                               .options = options});
  Field says =
      longField("says", "What is it?", "Say what it is", "A worry about a child goes from lead to lead, not here");
  says.least = 10;
  form.field(&ReportIn::says, std::move(says));
  return form;
}

Outcome report(WriteTx& tx, const ReportIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  const Kind* kind = kindOf(in.kind);
  const bool may = kind != nullptr && (life.side == Side::school     ? kind->school
                                       : life.side == Side::provider ? kind->provider
                                                                     : false);
  if (!may) return Refused::because("kind", "This is not for your side to tell. Choose another, or call CAP.");
  PlacementReport r;
  r.caseId = life.referral.id;
  r.placement = life.placement.id;
  r.side = toWord(life.side);
  r.kind = in.kind;
  r.says = in.says;
  r.goesTo = kind->goesTo;
  const std::int64_t id = addPlacementReport(tx, r);
  const Deadline due = withinWorkingDays(*p.rules.calendar, tx.today(), p.rules.reportWithin);
  ask(tx, life,
      {kAnswerReport, kind->goesTo, "cap.admin", "Answer what was told about a placement", "000 section 12", due}, id);
  const std::string to = r.goesTo == "school" && isSend(tx, life.referral) ? "the SEND team" : nameOf(r.goesTo);
  note(tx, life, "reported",
       fmt::format("{} told {}: {}.", life.side == Side::school ? "The school" : "The provider", to, kind->words));
  tell(tx, life, r.goesTo, kSomethingToAnswer, p.rules, {{"by_when", SlotValue::day(due.lastDay())}});
  return done(life,
              fmt::format("It is with {}. Nothing is changed or agreed before the answer{}.", to,
                          in.kind == "more_days" ? ": tell the family that they hear from there" : ""),
              "/placements/" + in.reference + "/record");
}

// A new risk assessment is asked of the school; reading it begins anew with the new one.
void askForRisk(WriteTx& tx, const Life& life, const PlacementReport& r, const Rules& rules) {
  ask(tx, life,
      {"placement.risk_assessment", "school", "", "Give a new risk assessment: the pupil’s circumstances changed",
       "000 section 7", withinWorkingDays(*rules.calendar, tx.today(), rules.reportWithin)},
      r.id);
}

Outcome answer(WriteTx& tx, const AnswerIn& in, const PreparedRules& p) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  const auto waiting = waitingReport(tx, life.placement.id, toWord(life.side));
  if (!waiting) return conflict("Nothing waits for your answer on this placement.");
  if (in.outcome == "new_risk_assessment" && !life.ofCap())
    return Refused::because("outcome", "CAP asks for a new risk assessment. Choose yes or no.");
  answerPlacementReport(tx, waiting->id, in.outcome, in.answer);
  closeDutiesOf(tx, kAnswerReport, in.reference, std::to_string(waiting->id));
  if (in.outcome == "new_risk_assessment") askForRisk(tx, life, *waiting, p.rules);
  note(tx, life, "report_answered",
       fmt::format("{}: {}. {}", reportInWords(waiting->kind), in.outcome == "not_agreed" ? "no" : "yes", in.answer));
  // What CAP agreed to concerns whoever works with the pupil (NOT-12).
  tellOthers(tx, life, kReportAnswered, p.rules);
  return done(life, "Your answer is with the others.", "/placements/" + in.reference + "/record");
}

}  // namespace

FormShape reportShape(Side side) {
  FormShape shape = reportForm().shape();
  for (Field& field : shape.fields) {
    if (field.name != "kind") continue;
    std::vector<Option> own;
    for (const Option& option : field.options) {
      const Kind* kind = kindOf(option.value);
      if (side == Side::school ? kind->school : kind->provider) own.push_back(option);
    }
    field.options = own;
  }
  return shape;
}

std::string reportInWords(const std::string& value) {
  const Kind* kind = kindOf(value);
  return kind == nullptr ? value : kind->words;
}

std::optional<PlacementReport> waitingReport(ReadTx& tx, std::int64_t placement, std::string_view side) {
  std::optional<PlacementReport> oldest;
  for (PlacementReport& each : placementReports(tx, placement))
    if (!each.closed && each.goesTo == side) oldest = std::move(each);
  return oldest;
}

void offerReports(Offers& offers) {
  offers.command(CommandOf<ReportIn, PreparedRules>{
      .name = "placement.report",
      .permission = "placement.report",
      .says = "Tells or asks something about a placement: changed details, more days, a risk assessment of the place.",
      .form = reportForm(),
      .prepare = prepareRules<ReportIn>,
      .apply = report});
  offers.command(CommandOf<AnswerIn, PreparedRules>{.name = "placement.answer_report",
                                                    .permission = "placement.answer_report",
                                                    .says = "Answers what was told or asked about a placement.",
                                                    .form = answerForm(),
                                                    .prepare = prepareRules<AnswerIn>,
                                                    .apply = answer});
}

}  // namespace capd::placement
