// CAP's view: every provider, every half term of the year, in words.

#include <fmt/format.h>

#include <algorithm>

#include "Confirmation.h"
#include "cases/duty/Reminding.h"
#include "cases/duty/Round.h"
#include "cases/organisation/Organisation.h"
#include "cases/staff/Staff.h"

namespace capd::confirmation {
namespace {

struct Cell {
  std::string words;
  bool urgent = false;
};

std::string shortDate(Instant at) {
  const std::string words = londonDate(at).words();
  return words.substr(0, words.rfind(' '));
}

Cell cellOf(const Round& round, const std::vector<Given>& all, const std::vector<Duty>& open, ReadTx& tx) {
  for (const Given& each : all)
    if (each.period == round.period) {
      const std::string late = each.late() ? ", late" : "";
      if (each.noes() == 0) return {fmt::format("Confirmed {}{}", shortDate(each.at), late)};
      return {fmt::format("{} no, {}{}", each.noes(), shortDate(each.at), late), true};
    }
  for (const Duty& each : open)
    if (each.occurrence == round.period) {
      if (each.due > tx.now()) return {"Asked, due " + shortDate(each.due.plusMs(-1))};
      return {fmt::format("Overdue: -{} days", std::max(1, tx.today().daysSince(londonDate(each.due.plusMs(-1))))),
              true};
    }
  if (round.state == "planned") return {"Opens " + shortDate(round.opens)};
  return {"Not asked"};
}

// "Half term 3"
std::string headingOf(const Round& round) { return "H" + round.words.substr(1, round.words.find(" of ") - 1); }

// What somebody asks who has a minute: how far the newest half term is, and what is over.
struct Sum {
  std::size_t providers = 0;
  std::size_t given = 0;
  std::size_t noes = 0;
  std::size_t overdue = 0;

  static const Round* newest(const std::vector<Round>& columns) {
    const Round* found = nullptr;
    for (const Round& round : columns)
      if (round.state == "opened") found = &round;
    return found;
  }

  void add(const std::vector<Round>& columns, const std::vector<Given>& all, const std::vector<Duty>& open,
           Instant now) {
    ++providers;
    overdue += static_cast<std::size_t>(
        std::count_if(open.begin(), open.end(), [&](const Duty& each) { return each.due <= now; }));
    const Round* round = newest(columns);
    for (const Given& each : all)
      if (round != nullptr && each.period == round->period) {
        ++given;
        noes += each.noes() > 0 ? 1 : 0;
      }
  }

  [[nodiscard]] std::string words(const std::vector<Round>& columns) const {
    const Round* round = newest(columns);
    std::string says = round == nullptr
                           ? "No half term of this year has been asked for yet"
                           : fmt::format("{}: {} of {} have confirmed", headingOf(*round), given, providers);
    if (noes > 0) says += fmt::format(", {} of them with a no", noes);
    if (overdue > 0) says += fmt::format(". {} overdue", overdue);
    return says;
  }
};

PageAnswer showGrid(PageRequest& ask) {
  Shown shown;
  shown.title = "Confirmations";
  shown.back = "/";
  Model& m = shown.model;
  const std::string year = academicYearOf(ask.tx.today());
  std::vector<Round> columns;
  for (Round& round : rounds(ask.tx, "ofsted_confirmation"))
    if (round.period.compare(0, year.size(), year) == 0) columns.push_back(std::move(round));
  m.set("YEAR", year).list("COLUMN").list("ROW").show("NOTHING", columns.empty()).show("SOME", !columns.empty());
  for (const Round& round : columns) m.add("COLUMN").set("NAME", headingOf(round));
  Sum sum;
  for (const Organisation& provider : organisations(ask.tx, "provider")) {
    const std::string code = providerCode(provider.id);
    Model& row = m.add("ROW");
    row.set("NAME", provider.name).set("PATH", "/confirmations/" + code).list("CELL");
    const auto all = givenBy(ask.tx, provider.id, 12);
    const auto open = openDutiesAbout(ask.tx, kDuty, code);
    sum.add(columns, all, open, ask.tx.now());
    for (const Round& round : columns) {
      const Cell cell = cellOf(round, all, open, ask.tx);
      row.add("CELL").set("COLUMN_NAME", headingOf(round)).set("WORDS", cell.words).show("URGENT", cell.urgent);
    }
  }
  m.set("COUNT", sum.words(columns));
  return shown;
}

}  // namespace

void offerGrid(Offers& offers) {
  offers.pages.push_back({.path = "/confirmations",
                          .name = "confirmation.grid",
                          .permission = "confirmation.see",
                          .says = "Which provider has confirmed which half term.",
                          .file = "grid.tpl",
                          .fill = showGrid});
  offers.navigation.push_back({"Confirmations", "/confirmations", "confirmation.see", 60});
}

}  // namespace capd::confirmation
