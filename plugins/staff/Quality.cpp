// All providers on one page for CAP's quality work, the lines on its home page, and what schools may see.

#include <fmt/format.h>

#include <map>

#include "People.h"

namespace capd::staff {
namespace {

struct Sum {
  std::int64_t people = 0;
  std::int64_t none = 0;     ///< no check told
  std::int64_t unseen = 0;   ///< a line that CAP has not seen
  std::int64_t soon = 0;     ///< policy date within the days that policy says
  std::int64_t passed = 0;   ///< policy date passed, nothing decided
  std::int64_t decided = 0;  ///< a decision stands
};

enum class Show { todo, soon, all };

// In which group a person is; groups overlap: unseen and soon may both be true.
struct Place {
  bool none = false;
  bool unseen = false;
  bool soon = false;
  bool passed = false;
  bool decided = false;
};

Place placeOf(const StaffLine& line, const std::optional<StaffRules>& rules, Date today) {
  Place place;
  const StaffMember& m = line.member;
  place.none = !m.lastCheck;
  place.unseen = line.unseen > 0;
  place.decided = !m.standing.empty();
  if (!rules || !m.lastCheck) return place;
  place.passed = rules->hasPassed(*m.lastCheck, today) && m.standing.empty();
  place.soon = rules->asksNow(*m.lastCheck, today) && !rules->hasPassed(*m.lastCheck, today);
  return place;
}

void count(Sum& sum, const Place& place) {
  ++sum.people;
  sum.none += place.none ? 1 : 0;
  sum.unseen += place.unseen ? 1 : 0;
  sum.soon += place.soon ? 1 : 0;
  sum.passed += place.passed ? 1 : 0;
  sum.decided += place.decided ? 1 : 0;
}

std::string sumWords(const Sum& sum) {
  std::vector<std::string> parts;
  if (sum.passed > 0) parts.push_back(counted(sum.passed, "policy date passed", "policy dates passed"));
  if (sum.none > 0) parts.push_back(counted(sum.none, "without a check", "without a check"));
  if (sum.unseen > 0) parts.push_back(counted(sum.unseen, "not seen", "not seen"));
  if (sum.soon > 0) parts.push_back(counted(sum.soon, "due soon", "due soon"));
  if (sum.decided > 0) parts.push_back(counted(sum.decided, "decision stands", "decisions stand"));
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : ", ") + part;
  return all.empty() ? "Nothing to do" : all;
}

bool shownIn(Show show, const Place& place) {
  if (show == Show::all) return true;
  if (show == Show::soon) return place.soon;
  return place.none || place.unseen || place.passed || place.decided;
}

void views(Model& m, Show chosen, int days) {
  m.list("VIEW");
  const auto add = [&](Show show, const std::string& label, const char* path) {
    m.add("VIEW").set("LABEL", label).set("PATH", path).show("CHOSEN", show == chosen);
  };
  add(Show::todo, "Not seen, passed or decided", "/quality/staff");
  add(Show::soon, fmt::format("Due within {}", counted(days, "day", "days")), "/quality/staff?show=soon");
  add(Show::all, "Everybody", "/quality/staff?show=all");
}

PageAnswer quality(PageRequest& ask) {
  const auto rules = staffRules(ask.services.policy(), ask.tx.today());
  const std::string asked = ask.asked("show");
  const Show show = asked == "soon" ? Show::soon : asked == "all" ? Show::all : Show::todo;
  Shown shown;
  shown.title = "Staff checks";
  Model& m = shown.model;
  views(m, show, rules ? rules->opensDays : 0);
  m.set("RULE", ruleWords(rules)).list("ROW").list("PROVIDER");
  std::map<std::int64_t, Sum> sums;
  std::map<std::int64_t, std::string> names;
  const auto open = organisations(ask.tx, "provider");
  for (const Organisation& each : open) names[each.id] = each.name;
  bool any = false;
  const auto everybody = currentStaff(ask.tx);
  for (const StaffLine& line : everybody) {
    if (names.count(line.member.provider) == 0) continue;
    const Place place = placeOf(line, rules, ask.tx.today());
    count(sums[line.member.provider], place);
    if (!shownIn(show, place)) continue;
    any = true;
    const Standing now = standingOf(line, rules, ask.tx.today());
    Model& row = m.add("ROW");
    row.list("NEXT");
    if (const auto next = nextDeed(ask.viewer, line, rules, ask.tx.today()))
      row.add("NEXT").set("LABEL", next->label).set("NEXT_PATH", next->path).set("WHOSE", line.member.name);
    row.set("NAME", line.member.name)
        .set("PATH", pathOf(line.member))
        .set("PROVIDER_NAME", names[line.member.provider])
        .set("STANDING", now.says)
        .show("URGENT", now.urgent);
  }
  m.show("NOTHING", !any).show("SOME", any);
  for (const Organisation& each : open) {
    const auto confirmed = checksConfirmedOn(ask.tx, each.id);
    const auto sum = sums.find(each.id);
    m.add("PROVIDER")
        .set("NAME", each.name)
        .set("PATH", listPath(each.id))
        .set("PEOPLE", sum == sums.end() ? "Nobody told" : counted(sum->second.people, "person", "people"))
        .set("STANDING", sum == sums.end() ? "Nobody told yet" : sumWords(sum->second))
        .set("CONFIRMED", confirmed ? "on " + confirmed->words() : "not yet");
  }
  return shown;
}

PageAnswer confirmed(PageRequest& ask) {
  Shown shown;
  shown.title = "Staff checks of providers";
  Model& m = shown.model;
  m.list("PROVIDER");
  const auto open = organisations(ask.tx, "provider");
  m.show("NONE", open.empty()).show("SOME", !open.empty());
  for (const Organisation& each : open) {
    const auto day = checksConfirmedOn(ask.tx, each.id);
    m.add("PROVIDER")
        .set("NAME", each.name)
        .set("SAYS", day ? "Checks confirmed on " + day->words() : "Not confirmed yet: ask CAP");
  }
  return shown;
}

std::vector<Tile::Line> tile(PageRequest& ask) {
  const auto rules = staffRules(ask.services.policy(), ask.tx.today());
  Sum sum;
  const auto everybody = currentStaff(ask.tx);
  for (const StaffLine& line : everybody) count(sum, placeOf(line, rules, ask.tx.today()));
  std::vector<Tile::Line> lines;
  const auto line = [&](std::int64_t n, const std::string& text, const char* path, bool urgent) {
    if (n > 0) lines.push_back({.text = text, .path = path, .due = "", .urgent = urgent});
  };
  line(sum.passed, counted(sum.passed, "DBS policy date has passed", "DBS policy dates have passed"), "/quality/staff",
       true);
  line(sum.none + sum.unseen, counted(sum.none + sum.unseen, "person’s checks not seen", "people’s checks not seen"),
       "/quality/staff", false);
  line(sum.soon, counted(sum.soon, "DBS policy date soon", "DBS policy dates soon"), "/quality/staff?show=soon", false);
  return lines;
}

}  // namespace

void offerQuality(Offers& offers) {
  offers.pages.push_back({.path = "/quality/staff",
                          .name = "staff.quality",
                          .permission = "staff.review",
                          .says = "Every provider’s checks: not seen, passed, soon.",
                          .file = "quality.tpl",
                          .fill = quality});
  offers.pages.push_back({.path = "/staff-checks",
                          .name = "staff.confirmed",
                          .permission = "staff.confirmed",
                          .says = "On which day CAP confirmed each provider’s checks.",
                          .file = "confirmed.tpl",
                          .fill = confirmed});
  offers.navigation.push_back({"Staff checks", "/quality/staff", "staff.review", 66});
  offers.navigation.push_back({"Checks confirmed", "/staff-checks", "staff.confirmed", 67});
  offers.tiles.push_back({.name = "staff.checks",
                          .permission = "staff.judge",
                          .order = 30,
                          .heading = "Staff checks",
                          .nothing = "Every check is seen and none is due soon.",
                          .fill = tile});
}

}  // namespace capd::staff
