// Everybody's pupils by how often they were there: whom CAP and the school look at first (ATT-05, ATT-07).

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "Monitoring.h"
#include "cases/organisation/Organisation.h"
#include "cases/pupil/Pupil.h"
#include "cases/referral/Referral.h"

namespace capd::monitoring {
namespace {

constexpr int kDaysCounted = 42;
constexpr std::size_t kMostShown = 200;

// Looked at first: not there for too long, or too seldom.
struct Looked {
  Seen seen;
  bool notSeen = false;
  bool low = false;
};

std::vector<Looked> looked(PageRequest& ask, const std::optional<Rules>& rules) {
  std::vector<Looked> all;
  const Date today = ask.tx.today();
  for (Seen& seen : seenSince(ask.tx, today.plusDays(-kDaysCounted))) {
    Looked one{std::move(seen), false, false};
    const Date since = std::max(one.seen.lastThere.value_or(one.seen.start), one.seen.start);
    if (rules && rules->notSeenDays > 0 && one.seen.expected > 0)
      one.notSeen = today.daysSince(since) >= rules->notSeenDays;
    if (rules && rules->lowPercent > 0 && one.seen.expected > 0 && one.seen.expected >= rules->lowAfter)
      one.low = one.seen.present * 100 < one.seen.expected * rules->lowPercent;
    all.push_back(std::move(one));
  }
  std::stable_sort(all.begin(), all.end(), [](const Looked& a, const Looked& b) {
    const auto rank = [](const Looked& each) { return each.notSeen ? 0 : each.low ? 1 : 2; };
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    const auto share = [](const Seen& s) { return s.expected == 0 ? 101 : s.present * 100 / s.expected; };
    return share(a.seen) < share(b.seen);
  });
  return all;
}

std::string lastWords(const Looked& one) {
  if (one.seen.expected == 0) return "No register yet";
  if (!one.seen.lastThere) return "Never there";
  return "Last there on " + one.seen.lastThere->words();
}

PageAnswer showWatch(PageRequest& ask) {
  Shown shown;
  shown.title = "Attendance";
  shown.back = "/";
  Model& m = shown.model;
  const auto rules = rulesOf(ask.services.policy(), ask.tx.today());
  const auto all = looked(ask, rules);
  std::map<std::int64_t, std::string> names;
  const auto name = [&](std::int64_t id) -> const std::string& {
    auto [at, fresh] = names.try_emplace(id);
    if (fresh) at->second = findOrganisation(ask.tx, id).value_or(Organisation{}).name;
    return at->second;
  };
  m.list("PUPIL").show("NOTHING", all.empty()).show("SOME", !all.empty());
  m.set("NOT_SEEN", rules ? rules->notSeenDays / 7 : 0)
      .set("LOW", rules ? rules->lowPercent : 0)
      .set("AFTER", rules ? rules->lowAfter : 0);
  m.show("PROVISIONAL", rules && !rules->provisional.empty()).set("WHY", rules ? rules->provisional : "");
  const bool cap = ask.viewer.seesAllCases();
  m.show("MORE", all.size() > kMostShown).set("ALL", static_cast<std::int64_t>(all.size()));
  for (std::size_t i = 0; i < all.size() && i < kMostShown; ++i) {
    const Looked& one = all[i];
    std::string who = one.seen.reference;
    if (!cap)
      if (const auto referral = findReferral(ask.tx, one.seen.reference))
        if (const auto pupil = findPupil(ask.tx, referral->pupil)) who = pupil->name();
    m.add("PUPIL")
        .set("NAME", who)
        .set("PATH", "/attendance/" + one.seen.reference)
        .set("SCHOOL", name(one.seen.school))
        .set("PROVIDER", name(one.seen.provider))
        .set("THERE", fmt::format("{} of {}", one.seen.present, one.seen.expected))
        .set("LAST", lastWords(one))
        .show("URGENT", one.notSeen || one.low)
        .set("WHAT", one.notSeen ? "Not seen"
                     : one.low   ? "Low"
                                 : "");
  }
  return shown;
}

std::vector<Tile::Line> watchTile(PageRequest& ask) {
  const auto rules = rulesOf(ask.services.policy(), ask.tx.today());
  std::int64_t notSeen = 0;
  std::int64_t low = 0;
  for (const Looked& one : looked(ask, rules)) {
    notSeen += one.notSeen ? 1 : 0;
    low += one.low && !one.notSeen ? 1 : 0;
  }
  std::vector<Tile::Line> lines;
  if (notSeen > 0)
    lines.push_back({.text = fmt::format("Not seen for {} weeks: {}", rules->notSeenDays / 7, notSeen),
                     .path = "/attendance",
                     .due = "",
                     .urgent = true});
  if (low > 0)
    lines.push_back(
        {.text = fmt::format("There less than {} % of the time: {}", rules->lowPercent, low), .path = "/attendance"});
  return lines;
}

}  // namespace

void offerWatching(Offers& offers) {
  offers.pages.push_back({.path = "/attendance",
                          .name = "attendance.list",
                          .permission = "attendance.list",
                          .says = "Pupils who are placed now, by how often they were there.",
                          .file = "watch.tpl",
                          .fill = showWatch});
  offers.navigation.push_back({"Attendance", "/attendance", "attendance.list", 25});
  offers.tiles.push_back({.name = "attendance",
                          .permission = "attendance.watch",
                          .order = 15,
                          .heading = "Attendance",
                          .nothing = "Nobody is missing for long.",
                          .fill = watchTile});
}

}  // namespace capd::monitoring
