// The nightly look at every pupil's week: what is found stands on CAP's page until it is found no more.

#include <fmt/format.h>

#include <charconv>

#include "Week.h"

namespace capd::week {
namespace {

constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::size_t kAtOnce = 200;

struct LookIn {
  Date day;
  std::string pupils;  ///< ids of pupil and case: "12:40 13:41"
};
struct LookPlan {
  std::vector<std::int64_t> cases;
  std::vector<WeekFinding> found;
};

Form<LookIn> lookForm() {
  Form<LookIn> form;
  form.field(&LookIn::day, {.name = "day", .label = "Day", .kind = FieldKind::date, .missing = "Name the day"});
  form.field(&LookIn::pupils, {.name = "pupils", .label = "Pupils", .missing = "Name the pupils", .most = 20'000});
  return form;
}

std::optional<std::pair<std::int64_t, std::int64_t>> pairFrom(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::int64_t pupil = 0;
  std::int64_t caseId = 0;
  const auto one = std::from_chars(text.data(), text.data() + colon, pupil);
  const auto two = std::from_chars(text.data() + colon + 1, text.data() + text.size(), caseId);
  if (one.ec != std::errc{} || two.ec != std::errc{}) return std::nullopt;
  return std::pair{pupil, caseId};
}

Prepared<LookPlan> prepareLook(Preparing& at, const LookIn& in) {
  LookPlan plan;
  const auto rules = rulesOf(at.services.policy(), at.tx.today());
  if (!rules) return Refused::because("", "No policy is in force for today, so nothing can be judged.");
  const auto calendar = at.services.policy().calendar();
  const Date from = calendar->firstSchoolDay(academicYearOf(at.tx.today())).value_or(at.tx.today());
  std::string_view rest = in.pupils;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    if (const auto one = pairFrom(rest.substr(0, end))) {
      plan.cases.push_back(one->second);
      const auto parts = weekParts(at.tx, one->first, from, at.tx.today().plusDays(370));
      for (WeekFinding& each : findingsOf(at.services.policy(), *rules, parts, *calendar, at.tx.today())) {
        each.caseId = one->second;
        plan.found.push_back(std::move(each));
      }
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return plan;
}

Outcome look(WriteTx& tx, const LookIn& in, const LookPlan& plan) {
  saveFindings(tx, plan.cases, plan.found);
  Done done;
  done.says = fmt::format("{} weeks looked at, {} things found.", plan.cases.size(), plan.found.size());
  done.subject = "weeks@" + in.day.iso();
  return done;
}

std::vector<std::pair<std::string, FieldTexts>> tonight(ReadTx& tx, const Services&) {
  std::vector<std::pair<std::string, FieldTexts>> commands;
  std::string pupils;
  std::size_t count = 0;
  const auto send = [&] {
    if (!pupils.empty()) commands.push_back({"week.look", {{"day", {tx.today().iso()}}, {"pupils", {pupils}}}});
    pupils.clear();
    count = 0;
  };
  for (const auto& [pupil, caseId] : pupilsWithPlacements(tx)) {
    pupils += fmt::format("{}{}:{}", pupils.empty() ? "" : " ", pupil, caseId);
    if (++count == kAtOnce) send();
  }
  send();
  return commands;
}

}  // namespace

void offerNightly(Offers& offers) {
  offers.command(CommandOf<LookIn, LookPlan>{.name = "week.look",
                                             .permission = "week.look",
                                             .says = "Looks at pupils’ weeks over all placements.",
                                             .form = lookForm(),
                                             .prepare = prepareLook,
                                             .apply = look});
  offers.jobs.push_back({"week.nightly", "Looks at every pupil’s week over all placements.", kDay, tonight});
}

}  // namespace capd::week
