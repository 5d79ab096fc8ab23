// The rounds of the panels, one round with its agenda, and its decisions and minutes on paper.

#include <fmt/format.h>

#include <algorithm>

#include "Paper.h"
#include "panels_store.h"

namespace capd::panels {
namespace {

std::string daysOf(const std::vector<Date>& days) {
  std::string words;
  for (const Date day : days) words += (words.empty() ? "" : ", ") + day.longWords();
  return words.empty() ? "No day is known" : words;
}

std::string itemsOf(const PolicyShelf& policy, const PanelRound& round) {
  std::string words;
  for (const PanelItem& item : round.items) {
    words += (words.empty() ? "" : "; ") + titleOf(policy, item.programme);
    if (!item.startWords().empty()) words += " from " + item.startWords();
    if (!item.panel) words += " (no panel looks at it)";
  }
  return words;
}

std::string pathOf(const PanelRound& round) { return "/panels/rounds/" + round.code; }

// The same agency may hold the seats of chair and vice chair; some are named after their seat.
std::string seatWords(const PanelSeat& seat) {
  if (seat.agency.find("chair") != std::string::npos) return seat.agency;
  if (seat.kind == SeatKind::chair) return seat.agency + " (chair)";
  if (seat.kind == SeatKind::viceChair) return seat.agency + " (vice chair)";
  return seat.agency;
}

void panelsAndDoubts(Paper& paper, const PageRequest& ask) {
  auto years = ask.services.policy().panelYears();
  const std::string now = academicYearOf(ask.tx.today());
  years.erase(std::remove_if(years.begin(), years.end(), [&](const PanelYear& y) { return y.year < now; }),
              years.end());
  for (const PanelYear& year : years) {
    for (const PanelRules& panel : year.panels) {
      Part part = paper.part(fmt::format("{}, {}", panel.title, year.year));
      std::string seats;
      for (const PanelSeat& seat : panel.seats) seats += (seats.empty() ? "" : ", ") + seatWords(seat);
      part.fact("Seats", seats)
          .fact("Quorum", panel.quorum ? std::to_string(*panel.quorum) : "None: no document gives one")
          .fact("Between meetings", panel.chairsAction ? "Chair and vice chair may decide" : "Nobody decides")
          .fact("Source", panel.clause + (panel.provisional.empty() ? "" : ". Provisional: " + panel.provisional));
      for (const std::string& each : panel.remit) part.entry(each);
    }
    if (year.doubts.empty()) continue;
    Part part = paper.part(fmt::format("Questions to CAP about the printed dates of {}", year.year));
    for (const PanelDoubt& doubt : year.doubts) part.entry(doubt.says + " Until CAP answers: " + doubt.untilThen);
  }
}

PageAnswer showPanels(PageRequest& ask) {
  Paper paper("Panels", "Rounds of the panels");
  const bool works = ask.viewer.may("panel.work");
  if (works) paper.link("Add a round", "/panels/new");
  paper.link("Your calendar", "/panels/calendar");
  const auto rounds = panelRounds(ask.tx, ask.services.policy());
  const Date today = ask.tx.today();
  const auto over = [&](const PanelRound& r) {
    return (r.meetings.empty() ? r.deadline : r.meetings.back()).plusDays(28) < today;
  };
  Part coming = paper.part("Now and next");
  if (std::all_of(rounds.begin(), rounds.end(), over)) coming.said("No round is known. CAP adds each as its days are.");
  for (const PanelRound& round : rounds) {
    if (over(round)) continue;
    const std::size_t cases = round.id == 0 ? 0 : agendaOf(ask.tx, round.id).size();
    coming.entry("Applications until " + round.deadline.longWords(), pathOf(round),
                 fmt::format(". Meets: {}. {}. {}", daysOf(round.meetings), itemsOf(ask.services.policy(), round),
                             cases == 0   ? "Nothing waits for it."
                             : cases == 1 ? "1 referral waits for it."
                                          : fmt::format("{} referrals wait for it.", cases)));
  }
  if (ask.viewer.seesAllCases()) {
    const auto rest = withoutRound(ask.tx);
    Part part = paper.part("Waiting for a panel, and on no round");
    if (rest.empty()) part.said("None.");
    for (const AgendaRow& row : rest) part.entry(row.reference, "/cases/" + row.reference, ", " + row.school);
    Part before = paper.part("Over");
    for (auto each = rounds.rbegin(); each != rounds.rend(); ++each)
      if (over(*each)) before.entry(each->deadline.words(), pathOf(*each), " " + itemsOf(ask.services.policy(), *each));
  }
  panelsAndDoubts(paper, ask);
  if (works)
    paper.form("FORM", {.command = "panel.open_seats", .button = "Make the agencies that hold seats", .quiet = true});
  Shown shown;
  shown.title = "Panels";
  shown.model = paper.take();
  return shown;
}

// ---- one round

std::string panelsOf(const PanelRound& round, const PanelYear& year) {
  std::string words;
  for (const PanelRules& panel : year.panels) {
    const bool looks = std::any_of(round.items.begin(), round.items.end(),
                                   [&](const PanelItem& item) { return item.panel && panel.looksAt(item.programme); });
    if (looks) words += (words.empty() ? "" : "; ") + panel.title;
  }
  return words;
}

void warnOfHolidays(Paper& paper, const PolicyShelf& policy, const PanelRound& round) {
  const auto calendar = policy.calendar();
  for (const Date day : round.meetings) {
    const Date limit = calendar->addWorkingDays(day, 3);
    const auto reached = reachesAPersonBy(*calendar, day, limit);
    if (reached && *reached < limit)
      paper.warning(fmt::format("Three working days after {} is {}, when schools are closed. Send its outcomes by {}.",
                                day.words(), limit.words(), reached->longWords()));
  }
  if (!calendar->isSchoolDay(round.deadline).value_or(true))
    paper.warning("The deadline is no school day: nobody there sends anything.");
}

// A round that is written down keeps its days: cases wait for it, and schools know them. When policy has others since,
// it is said, and CAP decides.
std::string otherInPolicy(const PolicyShelf& policy, const PanelRound& round) {
  if (round.id == 0 || round.byHand) return {};
  for (const PanelRoundRules& rules : panelYearOf(policy, round.year).rounds) {
    if (rules.name != round.name || (rules.deadline == round.deadline && rules.meetings == round.meetings)) continue;
    return fmt::format(
        "Policy has other days for this round by now: applications until {}, meets {}. The round stays as "
        "it was written down, for those who wait for it. Move it if the new days hold.",
        rules.deadline.longWords(), daysOf(rules.meetings));
  }
  return {};
}

FormSlot recordForm(PageRequest& ask, const PanelRound& round, const std::vector<AgendaRow>& rows,
                    const PanelYear& year) {
  FormShape shape;
  shape.fields = {{.name = "round", .kind = FieldKind::hidden},
                  {.name = "met_on", .label = "When did the panel meet?", .kind = FieldKind::date}};
  for (const AgendaRow& row : rows) {
    std::vector<Option> options;
    for (const PanelRules* panel : year.panelsFor(row.programme))
      if (!panel->decides(row.programme))
        options.push_back({"reviewed", outcomeWords("reviewed") + " by the " + panel->title, ""});
    for (const char* each : {"agreed", "not_agreed", "more_information", "next_meeting"})
      options.push_back({each, outcomeWords(each), ""});
    shape.fields.push_back({.name = "outcome-" + row.reference,
                            .label = row.reference + ", " + titleOf(ask.services.policy(), row.programme),
                            .kind = FieldKind::choice,
                            .hint = row.school,
                            .options = std::move(options)});
    shape.fields.push_back({.name = "says-" + row.reference,
                            .label = "Reasons for " + row.reference + ", or what is needed",
                            .kind = FieldKind::longText,
                            .most = 1000,
                            .personal = true});
  }
  return {.command = "panel.record_round",
          .values = {{"round", {round.code}}},
          .shape = std::move(shape),
          .button = "Record",
          .legend = "Record what came of it, for all or some of them"};
}

PageAnswer showRound(PageRequest& ask) {
  const auto rounds = panelRounds(ask.tx, ask.services.policy());
  const PanelRound* round = roundByCode(rounds, ask.part("round"));
  if (round == nullptr) return NotThere{};
  const PolicyShelf& policy = ask.services.policy();
  const PanelYear year = panelYearOf(policy, round->year);
  Paper paper("Panels", "Round that closes on " + round->deadline.words());
  warnOfHolidays(paper, policy, *round);
  const bool works = ask.viewer.may("panel.work");
  if (works) paper.link("Move this round", pathOf(*round) + "/move");
  if (round->agenda || ask.viewer.seesAllCases()) paper.link("The pack", pathOf(*round) + "/pack");
  paper.link("Decisions and minutes", pathOf(*round) + "/decisions");
  Part facts = paper.part("Days");
  facts.fact("Applications until", round->deadline.longWords()).fact("Meets", daysOf(round->meetings));
  if (const auto closes = packCloses(policy, *round))
    facts.fact("The pack closes", closes->longWords() + " (provisional)");
  facts.fact("Programmes", itemsOf(policy, *round)).fact("Panels", panelsOf(*round, year));
  facts.fact("Members see it", round->agenda ? "since " + londonWords(*round->agenda) : "not yet");
  if (const std::string other = otherInPolicy(policy, *round); !other.empty()) paper.warning(other);
  facts.fact("Days are", round->byHand ? "as CAP set them here" : "as policy has them");
  const auto rows = round->id == 0 ? std::vector<AgendaRow>{} : agendaOf(ask.tx, round->id);
  Part agenda = paper.part("Agenda");
  if (rows.empty()) agenda.said("No referral waits for this round.");
  for (const AgendaRow& row : rows) {
    if (!ask.viewer.seesAllCases() && !beforePanel(ask.tx, policy, row.reference)) continue;
    const auto open = untold(ask.tx, row.caseId);
    agenda.entry(
        row.reference, "/panels/cases/" + row.reference,
        fmt::format(", {}{}{}", titleOf(policy, row.programme), ask.viewer.seesAllCases() ? ", " + row.school : "",
                    open && works ? ". " + outcomeWords(open->outcome) + ". " + toldWords(*open, ask.tx.now()) : ""));
  }
  if (works && !rows.empty()) {
    if (!round->agenda)
      paper.form("FORM", {.command = "panel.open_agenda",
                          .values = {{"round", {round->code}}},
                          .button = "Build the agenda and let members in",
                          .quiet = true});
    paper.form("SECOND", recordForm(ask, *round, rows, year));
  }
  Shown shown;
  shown.title = "Round of the panels";
  shown.back = "/panels";
  shown.model = paper.take();
  return shown;
}

// ---- new, and moved

PageAnswer showNew(PageRequest& ask) {
  Paper paper("Panels", "Add a round");
  paper.lead(
      "A round is over before the next one of the same programme meets. Referrals that wait for one are put on it.");
  FormShape shape;
  std::vector<Option> programmes;
  for (const PanelYear& year : ask.services.policy().panelYears()) {
    if (year.year < academicYearOf(ask.tx.today())) continue;
    for (const PanelRules& panel : year.panels)
      for (const std::string& programme : panel.approves) {
        const bool there =
            std::any_of(programmes.begin(), programmes.end(), [&](const Option& o) { return o.value == programme; });
        if (!there) programmes.push_back({programme, titleOf(ask.services.policy(), programme), ""});
      }
  }
  shape.fields = {
      {.name = "programmes", .label = "For which programmes?", .kind = FieldKind::choices, .options = programmes},
      {.name = "deadline",
       .label = "Until when can schools apply?",
       .kind = FieldKind::date,
       .hint = "The last day, included"},
      {.name = "meets_on",
       .label = "When does the panel meet?",
       .kind = FieldKind::date,
       .hint = "Leave it out while it is not known"},
      {.name = "meets_again_on", .label = "A second day, if there is one", .kind = FieldKind::date},
      {.name = "starts_on",
       .label = "When do its programmes start?",
       .kind = FieldKind::date,
       .hint = "Leave it out where the start is agreed for each pupil"}};
  paper.form("FORM", {.command = "panel.add_round", .shape = shape, .button = "Add the round"});
  Shown shown;
  shown.title = "Add a round";
  shown.back = "/panels";
  shown.model = paper.take();
  return shown;
}

PageAnswer showMove(PageRequest& ask) {
  const auto rounds = panelRounds(ask.tx, ask.services.policy());
  const PanelRound* round = roundByCode(rounds, ask.part("round"));
  if (round == nullptr) return NotThere{};
  Paper paper("Panels", "Move the round that closes on " + round->deadline.words());
  const std::size_t cases = round->id == 0 ? 0 : agendaOf(ask.tx, round->id).size();
  paper.lead(cases == 0 ? "Nothing waits for it."
                        : fmt::format("{} referral{} for it: they go along, and their schools are told by mail.", cases,
                                      cases == 1 ? " waits" : "s wait"));
  FieldTexts values = {
      {"round", {round->code}}, {"version", {std::to_string(round->version)}}, {"deadline", {round->deadline.iso()}}};
  if (!round->meetings.empty()) values["meets_on"] = {round->meetings.front().iso()};
  if (round->meetings.size() > 1) values["meets_again_on"] = {round->meetings.back().iso()};
  paper.form("FORM",
             {.command = "panel.move_round", .values = std::move(values), .button = "Move it and tell the schools"});
  Shown shown;
  shown.title = "Move a round";
  shown.back = pathOf(*round);
  shown.model = paper.take();
  return shown;
}

PageDeclaration page(const char* path, const char* name, const char* permission, const char* says,
                     std::vector<std::string> commands, PageAnswer (*fill)(PageRequest&)) {
  return {.path = path,
          .name = name,
          .permission = permission,
          .says = says,
          .file = "panel.tpl",
          .commands = std::move(commands),
          .fill = fill};
}

}  // namespace

void offerRoundPages(Offers& offers) {
  offers.pages.push_back(page("/panels", "panel.rounds", "panel.see",
                              "Rounds of the panels, their seats, and what is odd about "
                              "the printed dates.",
                              {"panel.open_seats"}, showPanels));
  offers.pages.push_back(
      page("/panels/new", "panel.new_round", "panel.work", "Adds a round.", {"panel.add_round"}, showNew));
  offers.pages.push_back(page("/panels/rounds/{round}", "panel.round", "panel.see", "One round and its agenda.",
                              {"panel.open_agenda", "panel.record_round"}, showRound));
  offers.pages.push_back(page("/panels/rounds/{round}/move", "panel.move", "panel.work", "Moves a round.",
                              {"panel.move_round"}, showMove));
  offers.navigation.push_back({"Panels", "/panels", "panel.see", 35});
}

}  // namespace capd::panels
