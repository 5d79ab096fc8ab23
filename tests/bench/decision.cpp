// G3: a decision by the rules of Insight 2025-26, judged natively, beside the same rules written by hand in C++.

#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>

#include "cases/policy/PolicyShelf.h"
#include "policy/Book.h"
#include "policy/CoreFacts.h"
#include "tests/bench/Bench.h"

using namespace capd;
using namespace capd::bench;
using namespace capd::policy;

namespace {

constexpr double kCelCompiled = 340'000;  // npm's cel-js, compiled, and zen-engine: measured elsewhere
constexpr double kZen = 8'600;
constexpr std::size_t kCases = 4096;

std::vector<Facts> cases() {
  std::mt19937 random(20260202);
  std::vector<Facts> all;
  for (std::size_t i = 0; i < kCases; ++i) {
    Facts facts = {{"referrer.kind", std::string("school")},
                   {"application.date", Date(2026, 2, 2)},
                   {"requested.start", Date(2026, 2, 24)},
                   {"requested.weeks", static_cast<std::int64_t>(random() % 16)},
                   {"requested.days_a_week", static_cast<std::int64_t>(random() % 3)},
                   {"requested.sessions_a_week", std::int64_t{2}},
                   {"pupil.sessions_in_all", static_cast<std::int64_t>(random() % 8)},
                   {"risk_assessment.date", Date(2026, 2, 2).plusDays(static_cast<int>(random() % 400) - 380)}};
    for (const char* name : {"pupil.has_ehcp", "risk_assessment.given", "consent.agreed", "consent.recorded_fully",
                             "main_provider.stated", "main_provider.is_school", "case_worker.named",
                             "case_worker.attends_reviews", "agreement.complete", "agreement.visit_acknowledged"})
      if (random() % 12 != 0) facts[name] = random() % 5 != 0;
    all.push_back(std::move(facts));
  }
  return all;
}

// The same fourteen rules, as somebody would write them without a policy language; the facts already in a struct's
// order.
struct ByHand {
  std::size_t referrer, application, risk, weeks, days, sessions;
  std::size_t yes[8];
  std::size_t given;
  explicit ByHand(const FactCatalogue& facts) {
    const auto at = [&](const char* name) { return facts.slot(name).value(); };
    referrer = at("referrer.kind");
    application = at("application.date");
    risk = at("risk_assessment.date");
    weeks = at("requested.weeks");
    days = at("requested.days_a_week");
    sessions = at("pupil.sessions_in_all");
    given = at("risk_assessment.given");
    const char* names[] = {"main_provider.stated",         "main_provider.is_school", "consent.agreed",
                           "consent.recorded_fully",       "risk_assessment.given",   "agreement.complete",
                           "agreement.visit_acknowledged", "case_worker.named"};
    for (std::size_t i = 0; i < 8; ++i) yes[i] = at(names[i]);
  }
  void judge(const FactSlots& f, std::vector<Tri>& out) const {
    out.clear();
    const auto say = [&](bool known, bool met) {
      out.push_back(!known ? Tri::cannotTell : met ? Tri::met : Tri::unmet);
    };
    say(f.slots[referrer].present, f.slots[referrer].text == "school");
    for (const std::size_t each : yes) say(f.slots[each].present, f.slots[each].number != 0);
    const bool both = f.slots[application].present && f.slots[risk].present;
    const Date applied = Date::fromDayNumber(static_cast<int>(f.slots[application].number));
    const Date assessed = Date::fromDayNumber(static_cast<int>(f.slots[risk].number));
    const auto dated = [&](bool ok) {
      const auto& slot = f.slots[given];
      if (slot.present && slot.number == 0) return out.push_back(Tri::met);
      const Tri inner = !both ? Tri::cannotTell : ok ? Tri::met : Tri::unmet;
      out.push_back(slot.present || inner == Tri::met ? inner : Tri::cannotTell);
    };
    dated(both && assessed.plusMonths(3) >= applied);
    dated(both && assessed >= Date(applied.month() >= 9 ? applied.year() : applied.year() - 1, 9, 1));
    say(f.slots[sessions].present, f.slots[sessions].number <= 4);
    say(f.slots[weeks].present, f.slots[weeks].number >= 6 && f.slots[weeks].number <= 12);
    say(f.slots[days].present, f.slots[days].number == 1);
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(decision) {
  test::Office office;
  const auto& shelf = office.house().services().policy();
  const std::string hash = shelf.versionFor(Date(2026, 2, 24), Date(2026, 2, 2)).value();
  const auto loaded = Book::load("2025-26", readYear(CAPD_SOURCE "/scripts/policy", "2025-26"), coreFacts(),
                                 office.house().registry().programmes());
  BOOST_TEST_REQUIRE((loaded.book != nullptr));
  const Book& book = *loaded.book;
  const Programme& programme = *book.programme("tier2.insight");
  const auto all = cases();
  std::vector<FactSlots> slots;
  for (const Facts& facts : all) slots.push_back(book.facts().index(facts));

  heading(fmt::format("Decisions: Insight 2025-26, {} rules, {} facts declared, one core", programme.rules.size(),
                      book.facts().all().size()));
  const ByHand hand(book.facts());
  Verdict verdict;
  std::vector<Tri> out;
  std::size_t agree = 0;
  for (const FactSlots& each : slots) {
    book.judge(programme, each, verdict);
    hand.judge(each, out);
    auto sorted = verdict.results;
    std::sort(sorted.begin(), sorted.end());
    std::sort(out.begin(), out.end());
    if (sorted == out) ++agree;
  }
  BOOST_TEST(agree == slots.size(), "by hand and by policy differ");

  constexpr std::size_t kRounds = 1'000;
  const auto speed = [&](std::size_t batches, const std::function<void(std::size_t)>& one) {
    return measure(1, batches,
                   [&](std::size_t batch, int) {
                     for (std::size_t i = 0; i < 1000; ++i) one((batch * 1000 + i) % kCases);
                   })
               .perSecond() *
           1000;
  };
  const double byHand = speed(kRounds, [&](std::size_t i) { hand.judge(slots[i], out); });
  row("written by hand in C++", rate(byHand), "the limit", "");
  const double native = speed(kRounds, [&](std::size_t i) { book.judge(programme, slots[i], verdict); });
  row("judged, each rule's answer kept", rate(native), "goal 400,000 /s", against(native, 400'000));
  row("  against zen-engine", "", fmt::format("50 x {} /s (quoted)", kZen), against(native, 50 * kZen));
  row("  against cel-js, compiled", "", fmt::format("1.2 x {} /s (quoted)", kCelCompiled),
      against(native, 1.2 * kCelCompiled));
  const double indexed = speed(300, [&](std::size_t i) { book.judge(programme, book.facts().index(all[i]), verdict); });
  row("from named facts", rate(indexed), "goal 400,000 /s", against(indexed, 400'000));
  const double words = speed(20, [&](std::size_t i) { (void)shelf.judge(hash, "tier2.insight", all[i]); });
  row("with every sentence and the receipt", rate(words), "made once a case, when somebody reads", "");
}
