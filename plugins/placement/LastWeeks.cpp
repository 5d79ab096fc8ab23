// The last weeks: a third day whose end comes near, what is handed over, the roll-over into the next academic year.

#include <fmt/format.h>

#include "Along.h"
#include "Letters.h"
#include "placement_store.h"

namespace capd::placement {
namespace {

struct OneIn {
  std::string reference;
};
Form<OneIn> oneForm() {
  Form<OneIn> form;
  form.field(&OneIn::reference,
             {.name = "reference", .label = "Reference", .missing = "Enter the reference", .most = 20});
  return form;
}

using Commands = std::vector<std::pair<std::string, FieldTexts>>;
Commands each(const char* command, std::vector<std::string> references) {
  Commands all;
  for (std::string& reference : references) all.push_back({command, {{"reference", {std::move(reference)}}}});
  return all;
}

int daysOf(const Services& services, Date today, std::string_view name, int otherwise) {
  const auto hash = services.policy().versionFor(today, today);
  const auto value = hash ? services.policy().setting(*hash, name) : std::nullopt;
  return value && value->most > 0 ? static_cast<int>(value->most) * 7 : otherwise;
}

std::variant<Life, Refused> stands(ReadTx& tx, const std::string& reference) {
  auto life = lifeOf(tx, reference);
  if (!life) return Refused::notThere();
  if (!life->stands()) return conflict("This placement has ended.");
  return std::move(*life);
}

Outcome warnThirdDay(WriteTx& tx, const OneIn& in, const Nothing&) {
  auto found = stands(tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& life = std::get<Life>(found);
  if (life.placement.endedHow != "third_day" || !life.placement.lastDay)
    return conflict("This placement is no third day.");
  const std::string day = dayWords(*life.placement.lastDay);
  for (const char* side : {"school", "cap"})
    ask(tx, life,
        {kThirdDay, side, "cap.monitoring_officer",
         fmt::format("A third day ends by itself after {}: plan the days after it", day), "000 Accessing AP",
         londonEndOf(*life.placement.lastDay)},
        side[0] == 's' ? life.placement.id : -life.placement.id);
  return done(life, "It is said that the third day ends.");
}

struct OutputIn {
  std::string reference;
  std::int64_t version = 0;
  bool supportPlan = false;
  bool report = false;
  std::string againstPurpose;
  std::string exitPlan;
};
Form<OutputIn> outputForm() {
  Form<OutputIn> form;
  caseFields(form);
  form.field(&OutputIn::supportPlan, {.name = "support_plan",
                                      .label = "Is the pupil’s support plan with the school?",
                                      .kind = FieldKind::yesNo,
                                      .hint = "“My Support Plan” of the programmes that have one",
                                      .missing = "Say whether the support plan is with the school"});
  form.field(&OutputIn::report, {.name = "report",
                                 .label = "Is the final report with the school?",
                                 .kind = FieldKind::yesNo,
                                 .missing = "Say whether the final report is with the school"});
  form.field(&OutputIn::againstPurpose,
             longField("against_purpose", "What came of it, measured against what was intended?",
                       "Say what came of it, measured against what was intended"));
  form.field(&OutputIn::exitPlan, longField("exit_plan", "What comes next for the pupil?", "Say what comes next"));
  return form;
}

struct PreparedOutput {
  PlanHandedOver plan;
};
Prepared<PreparedOutput> prepareOutput(Preparing& at, const OutputIn& in) {
  const auto referral = findReferral(at.tx, in.reference);
  if (!referral) return Refused::notThere();
  return PreparedOutput{planHandedOver(at.services, *referral)};
}

// While it runs, and afterwards for as long as the report is owed: the provider sees the case until then.
std::variant<Life, Refused> forReport(ReadTx& tx, const OutputIn& in) {
  auto life = lifeOf(tx, in.reference);
  if (!life || life->side != Side::provider) return Refused::notThere();
  if (!owesReport(tx, *life)) return standing(tx, in.reference, in.version);
  if (life->referral.version != in.version)
    return Refused::stale("The placement has ended while you had the page open. Send the form once more.");
  return std::move(*life);
}

Outcome recordOutput(WriteTx& tx, const OutputIn& in, const PreparedOutput& p) {
  auto found = forReport(tx, in);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (!life.placement.started) return conflict("The pupil has not started: nothing can have come of it.");
  Problems problems;
  const std::string to = isSend(tx, life.referral) ? "the SEND team" : "the school";
  if (!in.report) problems.push_back({"report", fmt::format("Give the final report to {} first.", to)});
  if (!p.plan.name.empty() && !in.supportPlan)
    problems.push_back(
        {"support_plan", fmt::format("Give {} to {} first: it is part of this programme.", p.plan.name, to)});
  if (!problems.empty()) return Refused(std::move(problems));
  PlacementOutput output;
  output.caseId = life.referral.id;
  output.placement = life.placement.id;
  output.supportPlan = in.supportPlan;
  output.report = in.report;
  output.againstPurpose = in.againstPurpose;
  output.exitPlan = in.exitPlan;
  addPlacementOutput(tx, output);
  closeDuties(tx, kOutputs, in.reference);
  note(tx, life, "outputs", "The provider recorded what came of the placement, and what comes next.");
  if (!life.stands()) {
    endParty(tx, life.referral.id, life.placement.provider, "reports");
    return done(life, "What came of it is recorded, for the school and CAP. Nothing more is asked of you here.", "/");
  }
  return done(life, "What came of it is recorded, for the school and CAP.", "/placements/" + in.reference + "/record");
}

// A provider that has closed or never answers: CAP stops asking, and the provider sees the case no more.
Outcome waiveReport(WriteTx& tx, const ReasonIn& in, const Nothing&) {
  auto life = lifeOf(tx, in.reference);
  if (!life || !life->ofCap()) return Refused::notThere();
  if (!reportOwed(tx, *life)) return conflict("No report of a placement that has ended is owed here.");
  closeDuties(tx, kOutputs, in.reference, "not_needed");
  endParty(tx, life->referral.id, life->placement.provider, "reports");
  note(tx, *life, "outputs_waived", "CAP asks for the final report no more: " + in.reason);
  return done(*life, "The report is asked for no more, and the provider sees the case no longer.");
}

Outcome askOutputs(WriteTx& tx, const OneIn& in, const Nothing&) {
  auto found = stands(tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  const auto& life = std::get<Life>(found);
  if (!life.placement.started || !life.placement.lastDay || placementOutput(tx, life.placement.id))
    return conflict("Nothing is to be handed over now.");
  ask(tx, life,
      {kOutputs, "provider", "", "Hand the final report over, and record what came of a placement", "000 Appendix 1",
       londonEndOf(*life.placement.lastDay)},
      life.placement.id);
  return done(life, "The provider is asked.");
}

// ---- roll-over

struct NextYear {
  std::optional<Date> lastDay;
  std::optional<Date> firstDay;
  int weeks = 3;
  Rules rules;
};
std::string nextYearOf(Date day) { return academicYearOf(day.plusMonths(12)); }

Prepared<NextYear> prepareRoll(Preparing& at, const OneIn& in) {
  const auto life = lifeOf(at.tx, in.reference);
  if (!life) return Refused::notThere();
  NextYear next;
  if (life->placement.lastDay) {
    const auto calendar = at.services.policy().calendar();
    const std::string year = nextYearOf(*life->placement.lastDay);
    next.lastDay = calendar->lastSchoolDay(year);
    next.firstDay = calendar->firstSchoolDay(year);
  }
  next.rules = rulesOf(at.services, life->referral, at.tx.today());
  next.weeks = next.rules.rollOverWeeks;
  return next;
}

// The provider reads whose placements go on, before the new year begins (NOT-15).
Outcome listRollOver(WriteTx& tx, const OneIn& in, const NextYear& next) {
  auto found = stands(tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (!life.placement.lastDay || !life.placement.started || !life.placement.endedHow.empty())
    return conflict("This placement does not go on by itself.");
  const std::string year = nextYearOf(*life.placement.lastDay);
  const auto listed = rollOver(tx, life.placement.id);
  if (listed && listed->year == year) return conflict("This placement is on the list already.");
  RollOver roll;
  roll.caseId = life.referral.id;
  roll.placement = life.placement.id;
  roll.year = year;
  const std::int64_t id = addRollOver(tx, roll);
  ask(tx, life,
      {kRollOver, "school", "", fmt::format("A placement goes on into {} unless you withdraw the pupil", year),
       "004 sections 2.9 and 11.6", londonEndOf(*life.placement.lastDay)},
      id);
  note(tx, life, "roll_over_listed",
       fmt::format("The placement goes on into {} unless the school withdraws the pupil.", year));
  const SlotValue listedYear = SlotValue::year(year);
  tell(tx, life, "school", kGoesOnUnless, next.rules,
       {{"year", listedYear}, {"by_when", SlotValue::day(*life.placement.lastDay)}});
  tell(tx, life, "provider", kOnTheRollOverList, next.rules, {{"year", listedYear}});
  return done(life, "The placement is on the list.");
}

Outcome keep(WriteTx& tx, const CaseIn& in, const Nothing&) {
  auto found = standing(tx, in.reference, in.version);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  if (life.side != Side::school) return Refused::notThere();
  const auto roll = rollOver(tx, life.placement.id);
  if (!roll || roll->rolled) return conflict("This placement is not on the list of those that go on.");
  if (roll->kept) return conflict("It is noted already that the placement goes on.");
  keepRollOver(tx, roll->id);
  closeDuties(tx, kRollOver, in.reference);
  note(tx, life, "roll_over_kept", fmt::format("The school says that the placement goes on into {}.", roll->year));
  return done(life, "It is noted that the placement goes on.");
}

Outcome roll(WriteTx& tx, const OneIn& in, const NextYear& next) {
  auto found = stands(tx, in.reference);
  if (auto* refused = std::get_if<Refused>(&found)) return std::move(*refused);
  auto& life = std::get<Life>(found);
  const auto listed = rollOver(tx, life.placement.id);
  if (!listed || listed->rolled || !life.placement.lastDay || life.placement.endedHow.rfind("withdrawn", 0) == 0)
    return conflict("This placement does not go on by itself.");
  if (openStanding(tx, life.placement.id, "halt"))
    return conflict("This placement is halted. It goes on when CAP has decided about that.");
  if (tx.today() <= *life.placement.lastDay)
    return conflict(fmt::format("It goes on after its last day, {}.", life.placement.lastDay->longWords()));
  const std::optional<Date> free =
      next.firstDay ? std::optional<Date>(next.firstDay->plusDays(7 * next.weeks - 1)) : std::nullopt;
  life.placement.lastDay = next.lastDay;
  savePlacement(tx, life.placement);
  rolledOver(tx, listed->id, free);
  closeDuties(tx, kRollOver, in.reference);
  if (next.firstDay)
    ask(tx, life,
        {"placement.risk_assessment", "school", "",
         "Give a risk assessment of the new academic year before the pupil comes again", "000 section 7",
         londonStartOf(*next.firstDay)},
        listed->id);
  note(tx, life, "rolled_over",
       fmt::format("The placement goes on into {}.{}", listed->year,
                   free ? fmt::format(" A withdrawal of the school that CAP has completed by {} costs nothing.",
                                      free->longWords())
                        : ""));
  tell(tx, life, "provider", kRolledOver, next.rules, {{"year", SlotValue::year(listed->year)}});
  return done(life, "The placement goes on.");
}

}  // namespace

PlanHandedOver planHandedOver(const Services& services, const ReferralRecord& referral) {
  if (programmeValue(services, referral, "support_plan")) return {"the support plan", "Support plan", ""};
  const auto back = programmeValue(services, referral, "reintegration");
  return back ? PlanHandedOver{"the plan for the way back", "Plan for the way back", back->words} : PlanHandedOver{};
}

FormShape outputShape(const PlanHandedOver& plan, bool send) {
  FormShape shape = outputForm().shape();
  const std::string with = send ? "with the SEND team" : "with the school";
  for (Field& field : shape.fields) {
    if (field.name == "support_plan" && !plan.words.empty()) {
      field.label = fmt::format("Is the plan for the pupil’s way back {}?", with);
      field.hint = plan.words;
    }
    if (field.name == "report") field.label = fmt::format("Is the final report {}?", with);
  }
  return shape;
}

bool reportOwed(ReadTx& tx, const Life& life) {
  const Placement& p = life.placement;
  if (p.state != "ended" || !p.started || placementOutput(tx, p.id)) return false;
  const auto all = dutiesOfCase(tx, life.referral.id);
  return std::any_of(all.begin(), all.end(), [](const Duty& duty) { return duty.kind == kOutputs; });
}

bool owesReport(ReadTx& tx, const Life& life) { return life.side == Side::provider && reportOwed(tx, life); }

Form<ReasonIn> waiveForm() { return reasonForm("Why is the report not coming any more?", "Say why it is not coming"); }

void offerLastWeeks(Offers& offers) {
  offers.command(CommandOf<OneIn>{.name = "placement.warn_third_day",
                                  .permission = "placement.do_withdrawal",
                                  .says = "Says that a third day will end by itself.",
                                  .form = oneForm(),
                                  .naturalKey = [](const OneIn& in) { return in.reference; },
                                  .apply = warnThirdDay});
  offers.command(CommandOf<OutputIn, PreparedOutput>{.name = "placement.record_outputs",
                                                     .permission = "placement.induct",
                                                     .says = "Records what came of a placement and what comes next.",
                                                     .form = outputForm(),
                                                     .prepare = prepareOutput,
                                                     .apply = recordOutput});
  offers.command(CommandOf<ReasonIn>{.name = "placement.waive_report",
                                     .permission = "placement.do_withdrawal",
                                     .says = "Asks no more for the report of a placement that has ended.",
                                     .form = waiveForm(),
                                     .apply = waiveReport});
  offers.command(CommandOf<OneIn>{.name = "placement.ask_outputs",
                                  .permission = "placement.do_withdrawal",
                                  .says = "Asks the provider for what is handed over at the end of a placement.",
                                  .form = oneForm(),
                                  .apply = askOutputs});
  offers.jobs.push_back({"placement.third_days", "Says which third days will end by themselves.", kDay,
                         [](ReadTx& tx, const Services& services) {
                           const Date until = tx.today().plusDays(daysOf(services, tx.today(), "third_day_warned", 14));
                           return each("placement.warn_third_day", thirdDaysEnding(tx, tx.today(), until, kMostAtOnce));
                         }});
  offers.jobs.push_back({"placement.last_weeks", "Asks for reports of placements that will end.", kDay,
                         [](ReadTx& tx, const Services& services) {
                           const Date until = tx.today().plusDays(daysOf(services, tx.today(), "outputs_asked", 14));
                           return each("placement.ask_outputs", withoutOutputs(tx, tx.today(), until, kMostAtOnce));
                         }});
}

void offerRollOver(Offers& offers) {
  offers.command(
      CommandOf<OneIn, NextYear>{.name = "placement.list_roll_over",
                                 .permission = "placement.do_withdrawal",
                                 .says = "Puts a placement on the list of those that go on into the next year.",
                                 .form = oneForm(),
                                 .prepare = prepareRoll,
                                 .apply = listRollOver});
  offers.command(CommandOf<CaseIn>{.name = "placement.keep",
                                   .permission = "placement.send_change",
                                   .says = "Says that a placement goes on into the next academic year.",
                                   .form = caseForm(),
                                   .apply = keep});
  offers.command(CommandOf<OneIn, NextYear>{.name = "placement.roll",
                                            .permission = "placement.do_withdrawal",
                                            .says = "Takes a listed placement into the next academic year.",
                                            .form = oneForm(),
                                            .prepare = prepareRoll,
                                            .apply = roll});
  offers.jobs.push_back({"placement.rolling", "Lists placements that go on into the next year, and takes them there.",
                         kDay, [](ReadTx& tx, const Services& services) {
                           const Date today = tx.today();
                           Commands all = each("placement.roll", toRoll(tx, today, kMostAtOnce));
                           const auto last = services.policy().calendar()->lastSchoolDay(academicYearOf(today));
                           const auto hash = services.policy().versionFor(today, today);
                           const auto programmes = hash ? services.policy().setting(*hash, "rolls_over") : std::nullopt;
                           const int before = daysOf(services, today, "roll_over_listed", 42);
                           if (!last || !programmes || today.plusDays(before) < *last || today > *last) return all;
                           for (const std::string& programme : programmes->list)
                             for (auto& one : each("placement.list_roll_over",
                                                   toList(tx, programme, *last, nextYearOf(*last), kMostAtOnce)))
                               all.push_back(std::move(one));
                           return all;
                         }});
}

}  // namespace capd::placement
