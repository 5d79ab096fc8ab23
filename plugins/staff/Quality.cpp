// All providers on one page for CAP's quality work, the lines on its home page, and what schools may see.

#include <fmt/format.h>

#include <iterator>
#include <map>

#include "People.h"

namespace capd::staff {
namespace {

constexpr std::size_t kPeopleOnPage = 100;

std::string sumWords(const StaffCounts& sum) {
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

void views(Model& m, StaffView chosen, int days) {
  m.list("VIEW");
  const auto add = [&](StaffView show, const std::string& label, const char* path) {
    m.add("VIEW").set("LABEL", label).set("PATH", path).show("CHOSEN", show == chosen);
  };
  add(StaffView::todo, "Not seen, passed or decided", "/quality/staff");
  add(StaffView::soon, fmt::format("Due within {}", counted(days, "day", "days")), "/quality/staff?show=soon");
  add(StaffView::all, "Everybody", "/quality/staff?show=all");
}

// The next hundred, provider by provider.
std::vector<StaffLine> pageOf(PageRequest& ask, const std::vector<Organisation>& providers, StaffView view,
                              const std::optional<StaffRules>& rules) {
  auto after = ask.asked("after").empty() ? std::nullopt : findStaff(ask.tx, ask.asked("after"));
  std::vector<StaffLine> lines;
  for (const Organisation& each : providers) {
    if (after && after->provider != each.id) continue;
    auto some = staffInView(ask.tx, each.id, view, rules, after, kPeopleOnPage + 1 - lines.size());
    std::move(some.begin(), some.end(), std::back_inserter(lines));
    after.reset();
    if (lines.size() > kPeopleOnPage) break;
  }
  return lines;
}

void personRow(PageRequest& ask, Model& row, const StaffLine& line, const std::string& provider,
               const std::optional<StaffRules>& rules) {
  const Standing now = standingOf(line, rules, ask.tx.today());
  row.list("NEXT");
  if (const auto next = nextDeed(ask.viewer, line, rules, ask.tx.today()))
    row.add("NEXT").set("LABEL", next->label).set("NEXT_PATH", next->path).set("WHOSE", line.member.name);
  row.set("NAME", line.member.name)
      .set("PATH", pathOf(line.member))
      .set("PROVIDER_NAME", provider)
      .set("STANDING", now.says)
      .show("URGENT", now.urgent);
}

void peopleOf(PageRequest& ask, Model& m, const std::vector<Organisation>& providers, StaffView view,
              const std::optional<StaffRules>& rules) {
  std::map<std::int64_t, std::string> names;
  for (const Organisation& each : providers) names[each.id] = each.name;
  auto lines = pageOf(ask, providers, view, rules);
  m.list("ROW").list("MORE").show("NOTHING", lines.empty()).show("SOME", !lines.empty());
  if (lines.size() > kPeopleOnPage) {
    lines.pop_back();
    const char* word = view == StaffView::soon ? "soon" : view == StaffView::all ? "all" : "todo";
    m.add("MORE").set("MORE_PATH", fmt::format("/quality/staff?show={}&after={}", word, lines.back().member.code));
  }
  for (const StaffLine& line : lines) personRow(ask, m.add("ROW"), line, names[line.member.provider], rules);
}

PageAnswer quality(PageRequest& ask) {
  const auto rules = staffRules(ask.services.policy(), ask.tx.today());
  const std::string asked = ask.asked("show");
  const StaffView view = asked == "soon" ? StaffView::soon : asked == "all" ? StaffView::all : StaffView::todo;
  Shown shown;
  shown.title = "Staff checks";
  Model& m = shown.model;
  views(m, view, rules ? rules->opensDays : 0);
  m.set("RULE", ruleWords(rules)).list("PROVIDER");
  const auto open = organisations(ask.tx, "provider");
  peopleOf(ask, m, open, view, rules);
  const auto sums = staffCounts(ask.tx, rules);
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
  StaffCounts sum;
  for (const auto& [provider, its] : staffCounts(ask.tx, rules)) {
    sum.none += its.none;
    sum.unseen += its.unseen;
    sum.soon += its.soon;
    sum.passed += its.passed;
  }
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
