// Rounds: added and moved by CAP, followed when policy moves them; the cases on them go along (PAN-09, PAN-32).

#include <fmt/format.h>

#include <algorithm>

#include "Letters.h"
#include "cases/hold/Hold.h"
#include "cases/mail/Letter.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

struct RoundPlan {
  std::vector<PanelRound> rounds;
  std::vector<PanelYear> years;
  LetterSite site;

  [[nodiscard]] PanelYear yearOf(const std::string& year) const {
    for (const PanelYear& each : years)
      if (each.year == year) return each;
    return {year, {}, {}, {}};
  }
};

RoundPlan planFrom(ReadTx& tx, const Services& services) {
  return {panelRounds(tx, services.policy()), services.policy().panelYears(), letterSite(services)};
}

Field dayField(const char* name, const char* label, const char* hint, const char* missing) {
  return {.name = name, .label = label, .kind = FieldKind::date, .hint = hint, .missing = missing};
}

Problems faultsOf(const PanelRound& round, const std::vector<PanelRound>& rounds) {
  Problems problems;
  for (std::size_t i = 0; i < round.meetings.size(); ++i)
    if (round.meetings[i] <= round.deadline)
      problems.push_back({i == 0 ? "meets_on" : "meets_again_on",
                          fmt::format("A panel meets after the deadline, {}", round.deadline.words())});
  for (const PanelItem& item : round.items)
    if (item.starts && *item.starts <= round.deadline)
      problems.push_back(
          {"starts_on", fmt::format("A programme starts after the deadline of its round, {}", round.deadline.words())});
  if (const std::string overlap = overlapsWith(rounds, round); !overlap.empty())
    problems.push_back({"deadline", overlap});
  return problems;
}

std::vector<Date> meetingsOf(const std::optional<Date>& first, const std::optional<Date>& second) {
  std::vector<Date> days;
  if (first) days.push_back(*first);
  if (second) days.push_back(*second);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

Done saidOf(const PanelRound& round, std::string says) {
  Done done;
  done.says = std::move(says);
  done.subject = "round:" + round.code;
  done.next = "/panels/rounds/" + round.code;
  done.values["round"] = round.code;
  return done;
}

// Cases that waited for a round that nobody knew.
std::size_t placeWaiting(WriteTx& tx, const std::vector<PanelRound>& rounds, const RoundPlan& plan) {
  std::size_t placed = 0;
  for (const AgendaRow& row : withoutRound(tx)) {
    auto referral = anyReferral(tx, row.caseId);
    if (!referral) continue;
    const PanelRound* round =
        roundOpenFor(rounds, row.programme, referral->applicationDate.value_or(tx.today()), tx.today());
    if (round == nullptr || !round->lists(row.programme)->panel) continue;
    placeCase(tx, *referral, *round, plan.yearOf(round->year), "");
    ++placed;
  }
  return placed;
}

// ---- add

struct AddIn {
  Date deadline;
  std::optional<Date> meetsOn;
  std::optional<Date> meetsAgainOn;
  std::optional<Date> startsOn;
  FieldTexts rest;
};

Form<AddIn> addForm() {
  Form<AddIn> form;
  form.field(&AddIn::deadline,
             dayField("deadline", "Until when can schools apply?", "The last day, included", "Enter the last day"));
  form.field(&AddIn::meetsOn,
             dayField("meets_on", "When does the panel meet?", "Leave it out while it is not known", ""));
  form.field(&AddIn::meetsAgainOn, dayField("meets_again_on", "A second day, if there is one", "", ""));
  form.field(&AddIn::startsOn, dayField("starts_on", "When do its programmes start?",
                                        "Leave it out where the start is agreed for each pupil", ""));
  form.rest(&AddIn::rest);
  return form;
}

std::vector<std::string> chosen(const FieldTexts& rest, const std::string& name) {
  const auto at = rest.find(name);
  return at == rest.end() ? std::vector<std::string>{} : at->second;
}

PanelRound roundFrom(const AddIn& in) {
  PanelRound round;
  round.deadline = in.deadline;
  round.year = academicYearOf(in.deadline);
  round.name = in.deadline.iso();
  round.code = round.year + "-" + round.name;
  round.meetings = meetingsOf(in.meetsOn, in.meetsAgainOn);
  round.byHand = true;
  for (const std::string& programme : chosen(in.rest, "programmes"))
    if (!programme.empty()) round.items.push_back({programme, in.startsOn, "", true});
  return round;
}

Prepared<RoundPlan> prepareAdd(Preparing& at, const AddIn& in) {
  RoundPlan plan = planFrom(at.tx, at.services);
  PanelRound round = roundFrom(in);
  Problems problems = faultsOf(round, plan.rounds);
  const PanelYear year = plan.yearOf(round.year);
  if (year.panels.empty())
    problems.push_back({"deadline", fmt::format("The policy of {} names no panel.", round.year)});
  for (const PanelItem& item : round.items)
    if (!year.panels.empty() && year.panelsFor(item.programme).empty())
      problems.push_back({"programmes", fmt::format("No panel of {} looks at “{}”", round.year, item.programme)});
  if (round.items.empty()) problems.push_back({"programmes", "Choose at least one programme"});
  if (roundByCode(plan.rounds, round.code) != nullptr)
    problems.push_back({"deadline", "There is a round with this deadline. Move that one, or choose another day."});
  if (!problems.empty()) return Refused(std::move(problems));
  return plan;
}

Outcome add(WriteTx& tx, const AddIn& in, const RoundPlan& plan) {
  PanelRound round = roundFrom(in);
  if (isKept(tx, round.code))
    return Refused::because("deadline", "There is a round with this deadline. Move that one, or choose another day.");
  round.id = keepRound(tx, round);
  auto rounds = plan.rounds;
  rounds.push_back(round);
  std::sort(rounds.begin(), rounds.end(),
            [](const PanelRound& a, const PanelRound& b) { return a.deadline < b.deadline; });
  const std::size_t placed = placeWaiting(tx, rounds, plan);
  std::string says = fmt::format("The round that closes on {} is there.", round.deadline.longWords());
  if (placed > 0)
    says += fmt::format(" {} referral{} waited for one, and {} on it.", placed, placed == 1 ? "" : "s",
                        placed == 1 ? "is" : "are");
  return saidOf(round, says);
}

// ---- move

struct MoveIn {
  std::string round;
  std::int64_t version = 0;
  Date deadline;
  std::optional<Date> meetsOn;
  std::optional<Date> meetsAgainOn;
  std::string why;
};

Form<MoveIn> moveForm() {
  Form<MoveIn> form;
  form.field(&MoveIn::round, {.name = "round",
                              .label = "Round",
                              .kind = FieldKind::hidden,
                              .missing = "Open the round’s own page to do this",
                              .most = 60});
  form.field(&MoveIn::version,
             {.name = "version", .label = "Version", .kind = FieldKind::hidden, .most = 1'000'000'000});
  form.field(&MoveIn::deadline,
             dayField("deadline", "Until when can schools apply?", "The last day, included", "Enter the last day"));
  form.field(&MoveIn::meetsOn, dayField("meets_on", "When does the panel meet?", "", ""));
  form.field(&MoveIn::meetsAgainOn, dayField("meets_again_on", "A second day, if there is one", "", ""));
  form.field(&MoveIn::why, {.name = "why",
                            .label = "Why is it moved?",
                            .kind = FieldKind::longText,
                            .hint = "Schools read this. Name no pupil",
                            .missing = "Say why the round is moved",
                            .least = 5,
                            .most = 300});
  return form;
}

PanelRound movedTo(PanelRound round, const MoveIn& in) {
  round.deadline = in.deadline;
  round.meetings = meetingsOf(in.meetsOn, in.meetsAgainOn);
  round.byHand = true;
  return round;
}

Prepared<RoundPlan> prepareMove(Preparing& at, const MoveIn& in) {
  RoundPlan plan = planFrom(at.tx, at.services);
  const PanelRound* round = roundByCode(plan.rounds, in.round);
  if (round == nullptr) return Refused::notThere();
  const PanelRound moved = movedTo(*round, in);
  Problems problems = faultsOf(moved, plan.rounds);
  if (academicYearOf(in.deadline) != round->year)
    problems.push_back({"deadline", fmt::format("The round belongs to {}. Add another one instead.", round->year)});
  if (!problems.empty()) return Refused(std::move(problems));
  return plan;
}

void tellSchool(WriteTx& tx, const ReferralRecord& referral, const PanelRound& round, const RoundPlan& plan) {
  letterToSchool(tx, referral,
                 {.kind = kRoundMoved,
                  .subject = referral.reference,
                  .caseId = referral.id,
                  .slots = {{"round", SlotValue::round(round.deadline, round.meetings)}},
                  .site = plan.site,
                  .reason = "outcome",
                  .reasonId = referral.id});
}

Outcome move(WriteTx& tx, const MoveIn& in, const RoundPlan& plan) {
  const PanelRound* before = roundByCode(plan.rounds, in.round);
  if (before == nullptr) return Refused::notThere();
  const auto kept = before->id == 0 ? std::nullopt : keptRound(tx, before->id);
  if (in.version != (kept ? kept->version : 0))
    return Refused::stale("Somebody changed this round while you had the page open. Nothing was moved. Look again.");
  PanelRound round = movedTo(*before, in);
  round.id = keepRound(tx, round);
  std::size_t moved = 0;
  for (const std::int64_t id : casesOnRound(tx, round.id)) {
    auto referral = anyReferral(tx, id);
    if (!referral) continue;
    placeCase(tx, *referral, round, plan.yearOf(round.year), "The round was moved: " + in.why);
    tellSchool(tx, *referral, round, plan);
    ++moved;
  }
  return saidOf(round, moved == 0
                           ? "The round is moved."
                           : fmt::format("The round is moved, and {} referral{} with it. {} told.", moved,
                                         moved == 1 ? "" : "s", moved == 1 ? "Its school is" : "Their schools are"));
}

// ---- another round for one case

struct PutIn : CaseIn {
  std::string round;
};

Form<PutIn> putForm() {
  Form<PutIn> form;
  caseFields(form);
  form.field(&PutIn::round, {.name = "round", .label = "Which round?", .missing = "Choose a round", .most = 60});
  return form;
}

Prepared<RoundPlan> preparePut(Preparing& at, const PutIn&) { return planFrom(at.tx, at.services); }

Outcome put(WriteTx& tx, const PutIn& in, const RoundPlan& plan) {
  auto referral = findReferral(tx, in.reference);
  if (!referral) return Refused::notThere();
  if (in.version != 0 && referral->version != in.version)
    return Refused::stale("Something changed on this case while you had the page open. Nothing was saved. Look again.");
  if (referral->state != ReferralState::submitted || !panelHold(tx, referral->id))
    return Refused(Refused::Kind::conflict, "", "This referral waits for no panel. Nothing was changed.");
  const PanelRound* round = roundByCode(plan.rounds, in.round);
  if (round == nullptr) return Refused::because("round", "There is no such round");
  if (round->lists(referral->programme.value_or("")) == nullptr)
    return Refused::because("round", "That round does not list the programme. Choose another one, or add it there.");
  placeCase(tx, *referral, *round, plan.yearOf(round->year), "CAP put it there.");
  return done(*referral, "It waits for " + roundWords(*round) + ".");
}

// ---- the agenda

struct AgendaIn {
  std::string round;
};

Form<AgendaIn> agendaForm() {
  Form<AgendaIn> form;
  form.field(&AgendaIn::round, {.name = "round",
                                .label = "Round",
                                .kind = FieldKind::hidden,
                                .missing = "Open the round’s own page to do this",
                                .most = 60});
  return form;
}

Prepared<RoundPlan> prepareAgenda(Preparing& at, const AgendaIn& in) {
  RoundPlan plan = planFrom(at.tx, at.services);
  if (roundByCode(plan.rounds, in.round) == nullptr) return Refused::notThere();
  return plan;
}

std::size_t tellMembers(WriteTx& tx, const PanelYear& year, const PanelRound& round, const RoundPlan& plan) {
  std::vector<std::int64_t> told;
  std::size_t reached = 0;
  for (const PanelRules& panel : year.panels)
    for (const PanelSeat& seat : panel.seats) {
      const auto agency = findOrganisation(tx, "agency", seat.agency);
      if (!agency || std::find(told.begin(), told.end(), agency->id) != told.end()) continue;
      told.push_back(agency->id);
      const NewLetter letter{.kind = kPackReady,
                             .subject = round.code,
                             .caseId = {},
                             .slots = {{"round", SlotValue::round(round.deadline, round.meetings)}},
                             .site = plan.site,
                             .reason = "outcome"};
      for (const char* role : {"panel.chair", "panel.vice_chair", "panel.member"})
        for (const Contact& each : contacts(tx, agency->id, role)) {
          if (each.email.empty()) continue;
          sendLetterTo(tx, letter, each, agency->id, role);
          ++reached;
        }
    }
  return reached;
}

Outcome agenda(WriteTx& tx, const AgendaIn& in, const RoundPlan& plan) {
  const PanelRound* round = roundByCode(plan.rounds, in.round);
  if (round == nullptr) return Refused::notThere();
  const auto kept = round->id == 0 ? std::nullopt : keptRound(tx, round->id);
  const auto cases = kept ? casesOnRound(tx, kept->id) : std::vector<std::int64_t>{};
  if (cases.empty())
    return Refused::because("", "No referral waits for this round. There is nothing to show to anybody.");
  if (kept->agenda) return Refused(Refused::Kind::conflict, "", "The members have the pack already.");
  if (tx.today() <= kept->deadline)
    return Refused::because("", fmt::format("Schools can apply until the end of {}. Build the agenda after that.",
                                            kept->deadline.longWords()));
  openAgenda(tx, kept->id);
  const PanelYear year = plan.yearOf(kept->year);
  for (const std::int64_t id : cases) {
    const auto referral = anyReferral(tx, id);
    if (referral) letMembersIn(tx, id, agenciesFor(tx, year, referral->programme.value_or("")));
  }
  const std::size_t told = tellMembers(tx, year, *kept, plan);
  return saidOf(*kept, fmt::format("{} referral{} on the agenda. {} member{} told by mail.", cases.size(),
                                   cases.size() == 1 ? " stands" : "s stand", told, told == 1 ? " was" : "s were"));
}

// ---- seats

Outcome openSeats(WriteTx& tx, const Nothing&, const std::vector<std::string>& agencies) {
  std::size_t added = 0;
  for (const std::string& name : agencies) {
    if (findOrganisation(tx, "agency", name)) continue;
    Organisation agency;
    agency.kind = "agency";
    agency.name = name;
    addOrganisation(tx, agency);
    ++added;
  }
  Done done;
  done.subject = "seats";
  done.next = "/panels";
  done.says = added == 0 ? "Every agency of the policy is there already."
                         : fmt::format("{} agenc{} there. Invite the people who sit for {} under People.", added,
                                       added == 1 ? "y is" : "ies are", added == 1 ? "it" : "them");
  return done;
}

}  // namespace

const PanelRound* roundOpenFor(const std::vector<PanelRound>& rounds, std::string_view programme, Date received,
                               Date today) {
  for (const PanelRound& round : rounds) {
    if (round.deadline < received || round.lists(programme) == nullptr) continue;
    if (round.meetings.empty() ? round.deadline >= today : round.meetings.back() >= today) return &round;
  }
  return nullptr;
}

std::string roundWords(const PanelRound& round) {
  if (round.meetings.empty()) return "the round that closes on " + round.deadline.words();
  std::string words = "the panel of " + round.meetings.front().words();
  if (round.meetings.size() > 1) words += " and " + round.meetings.back().words();
  return words;
}

std::optional<Date> packCloses(const PolicyShelf& policy, const PanelRound& round) {
  if (round.meetings.empty()) return std::nullopt;
  const auto hash = policy.versionFor(round.deadline, round.deadline);
  const auto within = hash ? policy.setting(*hash, "pack_closes_before") : std::nullopt;
  if (!within || within->most <= 0) return std::nullopt;
  return before(round.meetings.front(), {within->most, Unit::workingDays}, *policy.calendar());
}

void placeCase(WriteTx& tx, ReferralRecord& referral, const PanelRound& round, const PanelYear& year,
               const std::string& why) {
  const std::int64_t id = round.id != 0 ? round.id : keepRound(tx, round);
  putOnRound(tx, referral.id, id);
  std::string says = "It waits for " + roundWords(round) + ".";
  if (const PanelItem* item = round.lists(referral.programme.value_or("")); item && !item->startWords().empty())
    says += " The programme starts on " + item->startWords() + ".";
  putHold(tx, referral.id, "panel", "panel", "Waiting for the panel. " + says);
  addStep(tx, referral.id, {"panel", says + (why.empty() ? "" : " " + why), Audience::schoolAndCap});
  touchReferral(tx, referral);
  const auto kept = keptRound(tx, id);
  if (kept && kept->agenda) letMembersIn(tx, referral.id, agenciesFor(tx, year, referral.programme.value_or("")));
}

void offerRounds(Offers& offers) {
  offers.command(CommandOf<AddIn, RoundPlan>{.name = "panel.add_round",
                                             .permission = "panel.work",
                                             .says = "Adds a round of the panels: deadline, meetings, programmes.",
                                             .form = addForm(),
                                             .prepare = prepareAdd,
                                             .apply = add});
  offers.command(CommandOf<MoveIn, RoundPlan>{.name = "panel.move_round",
                                              .permission = "panel.work",
                                              .says = "Moves a round; the referrals on it go along, and their schools "
                                                      "are told.",
                                              .form = moveForm(),
                                              .prepare = prepareMove,
                                              .apply = move});
  offers.command(CommandOf<PutIn, RoundPlan>{.name = "panel.put_on_round",
                                             .permission = "panel.work",
                                             .says = "Puts a referral on another round.",
                                             .form = putForm(),
                                             .prepare = preparePut,
                                             .apply = put});
  offers.command(CommandOf<AgendaIn, RoundPlan>{.name = "panel.open_agenda",
                                                .permission = "panel.work",
                                                .says = "Builds the agenda of a round and lets its members in.",
                                                .form = agendaForm(),
                                                .prepare = prepareAgenda,
                                                .apply = agenda});
  offers.command(CommandOf<Nothing, std::vector<std::string>>{
      .name = "panel.open_seats",
      .permission = "panel.work",
      .says = "Makes the agencies that hold seats by the policy in force.",
      .form = Form<Nothing>(),
      .prepare = [](Preparing& at, const Nothing&) -> Prepared<std::vector<std::string>> {
        std::vector<std::string> names;
        for (const PanelYear& year : at.services.policy().panelYears())
          for (const PanelRules& panel : year.panels)
            for (const PanelSeat& seat : panel.seats)
              if (std::find(names.begin(), names.end(), seat.agency) == names.end()) names.push_back(seat.agency);
        return names;
      },
      .apply = openSeats});
  offers.jobs.push_back({"panel.place", "Puts referrals that wait for a panel on the round that takes them.", 60,
                         [](ReadTx& tx, const Services& services) {
                           std::vector<std::pair<std::string, FieldTexts>> commands;
                           const auto rows = withoutRound(tx);
                           if (rows.empty()) return commands;
                           const auto rounds = panelRounds(tx, services.policy());
                           for (const AgendaRow& row : rows) {
                             const auto referral = findReferral(tx, row.reference);
                             const PanelRound* round = roundOpenFor(
                                 rounds, row.programme, referral->applicationDate.value_or(tx.today()), tx.today());
                             if (round != nullptr && round->lists(row.programme)->panel)
                               commands.push_back({"panel.put_on_round",
                                                   {{"reference", {row.reference}},
                                                    {"version", {std::to_string(referral->version)}},
                                                    {"round", {round->code}}}});
                           }
                           return commands;
                         }});
}

}  // namespace capd::panels
