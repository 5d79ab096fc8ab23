// Reviews that policy names: which there are and when, who is asked, what is recorded, and what the SEND team says.

#include "cases/placement/Reviews.h"

#include <boost/test/data/test_case.hpp>

#include "tests/placement/ReviewDays.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

Calendar terms() {
  Calendar::Days days;
  days.bankHolidays = {Date(2026, 4, 3), Date(2026, 4, 6), Date(2026, 5, 4), Date(2026, 5, 25)};
  days.halfTerms = {{"2025-26", 3, Date(2026, 1, 5), Date(2026, 2, 13)},
                    {"2025-26", 4, Date(2026, 2, 23), Date(2026, 3, 27)},
                    {"2025-26", 5, Date(2026, 4, 13), Date(2026, 5, 22)},
                    {"2025-26", 6, Date(2026, 6, 1), Date(2026, 7, 20)}};
  return Calendar(days);
}

ProgrammeCard naming(const std::string& review, std::int64_t most) {
  ProgrammeCard card;
  card.values["reviews." + review] = PolicyValue{.most = most};
  return card;
}

// "formal-1 2026-04-20 2026-05-01": asked from, due by.
std::string planned(const ProgrammeCard& card, Date start, std::optional<Date> last,
                    std::optional<Date> ehcp = std::nullopt, std::int64_t held = 0) {
  std::string all;
  for (const Review& each : reviewPlan(card, terms(), start, last, ehcp, held, {}))
    all += (all.empty() ? "" : "; ") + each.kind + "-" + std::to_string(each.number) + " " + each.askOn.iso() + " " +
           each.dueOn.iso();
  return all;
}

const std::string& nowhere() {
  static const std::string none;
  return none;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reviews)

// Wednesday 25 February is in the first school week; Easter is not counted.
BOOST_AUTO_TEST_CASE(the_formal_review_is_asked_for_a_week_before_its_week, *label("TIER-STL-10") * label("MON-10")) {
  const auto card = naming("formal_after", 8);
  const Date start(2026, 2, 25);
  BOOST_TEST(planned(card, start, Date(2026, 5, 22)) == "formal-1 2026-04-20 2026-05-01");
  // A Friday start has its first week all the same; a Monday after it has not.
  BOOST_TEST(planned(card, Date(2026, 2, 27), Date(2026, 5, 22)) == "formal-1 2026-04-20 2026-05-01");
  BOOST_TEST(planned(card, Date(2026, 3, 2), Date(2026, 5, 22)) == "formal-1 2026-04-27 2026-05-08");
  // A placement that ends in its eighth week is reviewed before; one that ends sooner has none.
  BOOST_TEST(planned(card, start, Date(2026, 4, 27)) == "formal-1 2026-04-20 2026-04-27");
  BOOST_TEST(planned(card, start, Date(2026, 4, 26)) == nowhere());
  // Weeks that the calendar does not know yet.
  BOOST_TEST(planned(card, Date(2026, 6, 8), std::nullopt) == nowhere());
}

BOOST_AUTO_TEST_CASE(a_review_every_third_taught_week, *label("OPEN-03") * label("TIER-FL-09")) {
  const auto card = naming("every", 3);
  BOOST_TEST(planned(card, Date(2026, 2, 23), Date(2026, 5, 22)) ==
             "every-1 2026-03-02 2026-03-13; every-2 2026-03-23 2026-04-17; every-3 2026-04-27 2026-05-08");
  // The twelfth week begins on 1 June: a last day in it has a fourth review, one before it has three.
  BOOST_TEST(planned(card, Date(2026, 2, 23), Date(2026, 6, 5)).find("every-4 2026-05-18 2026-06-05") !=
             std::string::npos);
  BOOST_TEST(planned(card, Date(2026, 2, 23), Date(2026, 3, 8)) == nowhere());
  BOOST_TEST(planned(card, Date(2026, 2, 23), Date(2026, 3, 9)) == "every-1 2026-03-02 2026-03-09");
}

BOOST_AUTO_TEST_CASE(a_review_in_every_term_on_which_it_runs, *label("TIER-ETS-04") * label("MON-10")) {
  const auto card = naming("with_send_every", 1);
  BOOST_TEST(planned(card, Date(2026, 2, 24), Date(2026, 7, 17)) ==
             "with_send-1 2026-02-27 2026-03-27; with_send-2 2026-06-19 2026-07-17");
  // The last day of the term, and the first of the next.
  BOOST_TEST(planned(card, Date(2026, 2, 24), Date(2026, 3, 27)) == "with_send-1 2026-02-27 2026-03-27");
  BOOST_TEST(planned(card, Date(2026, 2, 24), Date(2026, 4, 13)) ==
             "with_send-1 2026-02-27 2026-03-27; with_send-2 2026-04-13 2026-04-13");
}

BOOST_AUTO_TEST_CASE(the_annual_review_is_asked_for_eight_weeks_before, *label("TIER-P16-06")) {
  const auto card = naming("ehcp_every", 1);
  const Date start(2026, 2, 25);
  BOOST_TEST(planned(card, start, Date(2026, 7, 20), Date(2026, 6, 1)) == "ehcp-1 2026-04-06 2026-06-01");
  // Nearer than eight weeks: from the start.
  BOOST_TEST(planned(card, start, Date(2026, 7, 20), Date(2026, 3, 2)) == "ehcp-1 2026-02-25 2026-03-02");
  BOOST_TEST(planned(card, start, Date(2026, 7, 20), Date(2026, 7, 20)) != nowhere());
  BOOST_TEST(planned(card, start, Date(2026, 7, 20), Date(2026, 7, 21)) == nowhere());
  BOOST_TEST(planned(card, start, Date(2026, 7, 20)) == nowhere());
  // On the first day, and before it: that one belongs to what came before.
  BOOST_TEST(planned(card, start, Date(2026, 7, 20), Date(2026, 2, 25)) == "ehcp-1 2026-02-25 2026-02-25");
  BOOST_TEST(planned(card, start, Date(2026, 7, 20), Date(2026, 2, 24)) == nowhere());
  BOOST_TEST(planned(card, start, Date(2026, 7, 20), Date(2026, 6, 1), 1).substr(0, 7) == "ehcp-2 ");
}

// What stands and is right is not written again; a held one never moves.
BOOST_AUTO_TEST_CASE(what_is_missing_of_a_plan) {
  auto plan = reviewPlan(naming("every", 3), terms(), Date(2026, 2, 23), Date(2026, 5, 22), {}, 0, {});
  BOOST_TEST(missingFrom(plan, plan).empty());
  BOOST_TEST(missingFrom({}, plan).size() == 3u);
  auto moved = plan;
  moved[1].dueOn = Date(2026, 4, 24);
  BOOST_TEST(missingFrom(plan, moved).size() == 1u);
  auto held = plan;
  held[1].recorded = Instant{};
  BOOST_TEST(missingFrom(held, moved).empty());
}

// A review that the placement is not to have any more; nothing falls out while the terms are not known.
BOOST_AUTO_TEST_CASE(what_falls_out_of_a_plan) {
  const auto card = naming("every", 3);
  const Date start(2026, 2, 23);
  const auto there = reviewPlan(card, terms(), start, Date(2026, 5, 22), {}, 0, {});
  const auto fallen = [&](std::vector<Review> records, Date last, const Calendar& calendar) {
    return fallenOut(records, reviewPlan(card, calendar, start, last, {}, 0, {}), calendar, last).size();
  };
  BOOST_TEST(fallen(there, Date(2026, 5, 22), terms()) == 0u);
  // The ninth week begins on 5 May, as the 4th is a bank holiday; the third review is due in it.
  BOOST_TEST(fallen(there, Date(2026, 5, 5), terms()) == 0u);
  BOOST_TEST(fallen(there, Date(2026, 5, 4), terms()) == 1u);
  BOOST_TEST(fallen(there, Date(2026, 4, 30), terms()) == 1u);
  BOOST_TEST(fallen(there, Date(2026, 4, 30), Calendar()) == 0u);
  BOOST_TEST(fallen(there, Date(2026, 2, 27), terms()) == 3u);
  auto held = there;
  held[2].recorded = Instant{};
  held.push_back(there[0]);
  held.back().kind = "extra";
  held.back().number = 9;
  BOOST_TEST(fallen(held, Date(2026, 4, 30), terms()) == 0u);
  // The annual review asks for no terms.
  Review annual;
  annual.kind = "ehcp";
  BOOST_TEST(fallenOut({annual}, {}, Calendar(), std::nullopt).size() == 1u);
  BOOST_TEST(fallenOut({annual}, {annual}, Calendar(), std::nullopt).empty());
}

// J4: asked of the provider and of the SEND team together, in week 7; held with the SEND team or not at all.
BOOST_TEST_DECORATOR(*label("TIER-STL-10") * label("TIER-STL-08"))
BOOST_DATA_TEST_CASE(a_formal_review_from_the_plan_to_the_next_steps, kBoth, kind) {
  Running city(kind);
  const std::string reference = begunLot(city, kLots[0]);
  auto reviews = reviewsAt(city, reference);
  BOOST_TEST_REQUIRE(reviews.size() == 1u);
  const Review plan = reviews.front();
  BOOST_TEST(plan.kind == "formal");
  on(city, plan.askOn.plusDays(-1));
  BOOST_TEST(city.job("placement.reviews") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 0);
  on(city, plan.askOn);
  BOOST_TEST(city.job("placement.reviews") == 1);
  BOOST_TEST(city.job("placement.reviews") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 2);
  BOOST_TEST(city.due(reference, "placement.review").ms == londonEndOf(plan.dueOn).ms);
  // It is the team's: whichever officer is there does it.
  BOOST_TEST(city.count("SELECT COUNT(*) FROM duty WHERE subject = ? AND kind = 'placement.review' AND role = "
                        "'send.officer' AND account_id IS NULL",
                        reference) == 1);
  const std::string page = city.shown(kOther, "/placements/" + reference + "/reviews");
  BOOST_TEST(has(page, "Formal review in week 8"), page);
  BOOST_TEST(has(page, "Star Outcomes"), page);
  // Whoever else: no.
  BOOST_TEST(has(city.refused("placement.record_review", reference, heldOn("formal-1", plan.askOn), kProvider),
                 "may not be yours"));
  BOOST_TEST(has(city.refused("placement.record_review", reference, heldOn("formal-1", plan.askOn), kAdmin),
                 "Your roles do not include this"));
  auto without = heldOn("formal-1", plan.askOn);
  without["referrer_came"] = "no";
  BOOST_TEST(has(city.refused("placement.record_review", reference, without, kOther), "[referrer_came]"));
  // Too early, not yet, another one; every fault at once.
  BOOST_TEST(
      has(city.refused("placement.record_review", reference, heldOn("formal-1", plan.askOn.plusDays(-1)), kOther),
          "held from"));
  BOOST_TEST(has(city.refused("placement.record_review", reference, heldOn("formal-1", plan.askOn.plusDays(1)), kOther),
                 "still to come"));
  BOOST_TEST(
      has(city.refused("placement.record_review", reference, heldOn("with_send-1", plan.askOn), kOther), "[review]"));
  auto right = heldOn("formal-1", plan.askOn);
  right["assessments"] = "star";
  city.must("placement.record_review", reference, right, kOther);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.confirm_review") == 1);
  BOOST_TEST(
      has(city.refused("placement.record_review", reference, heldOn("formal-1", plan.askOn), kOther), "[review]"));
  const std::string held = city.shown(kSend, "/placements/" + reference + "/reviews");
  BOOST_TEST(has(held, "The SEND team has not confirmed it yet"), held);
  BOOST_TEST(has(held, "Assessment done Star Outcomes"), held);
  const Texts word = {{"decision", "changes"}, {"says", "Two days from May, the school place from June."}};
  BOOST_TEST(has(city.refused("placement.confirm_review", reference, word, kOther), "Your roles do not include this"));
  // Only an annual review has a next day.
  BOOST_TEST(!has(city.shown(kSend, "/placements/" + reference + "/reviews"), "next annual review due"));
  auto withDay = word;
  withDay["next_on"] = plan.dueOn.plusDays(90).iso();
  BOOST_TEST(has(city.refused("placement.confirm_review", reference, withDay, kSend), "[next_on]"));
  city.must("placement.confirm_review", reference, word, kSend);
  BOOST_TEST(city.openDuties(reference, "placement.confirm_review") == 0);
  BOOST_TEST(has(city.refused("placement.confirm_review", reference, word, kSend), "waits for your word"));
  BOOST_TEST(has(city.shown(kOther, "/placements/" + reference + "/reviews"), "the school place from June"));
}

// What the SEND team records itself needs no second word; one that ends it opens the way to the withdrawal.
BOOST_AUTO_TEST_CASE(a_review_of_the_send_team_that_ends_it, *label("WDR-12")) {
  Running city;
  const std::string reference = begunLot(city, kLots[0]);
  const Review plan = reviewsAt(city, reference).front();
  on(city, plan.askOn);
  city.job("placement.reviews");
  BOOST_TEST(
      has(city.refusedMany("placement.write_withdrawal", reference, leaving(""), kSend), "review the placement"));
  auto ends = heldOn("formal-1", plan.askOn);
  ends["decision"] = "ends";
  city.must("placement.record_review", reference, ends, kSend);
  BOOST_TEST(city.openDuties(reference, "placement.confirm_review") == 0);
  city.mustMany("placement.write_withdrawal", reference, leaving(""), kSend);
}

// J5 and EOTAS: every term with the SEND team, and no school anywhere in between.
BOOST_AUTO_TEST_CASE(a_termly_review_of_a_pupil_on_no_roll, *label("TIER-ETS-04")) {
  Running city;
  const std::string reference = begunLot(city, kLots[1]);
  const auto reviews = reviewsAt(city, reference);
  BOOST_TEST_REQUIRE(reviews.size() == 2u);
  BOOST_TEST(reviews[0].kind == "with_send");
  on(city, reviews[0].askOn);
  city.job("placement.reviews");
  BOOST_TEST(city.openDuties(reference, "placement.review") == 2);
  city.must("placement.record_review", reference, heldOn("with_send-1", reviews[0].askOn), kOther);
  BOOST_TEST(city.mails(reference + ": a review waits for your word") == 1);
  BOOST_TEST(city.count("SELECT COUNT(*) FROM duty WHERE subject = ? AND role LIKE 'school.%'", reference) == 0);
}

BOOST_AUTO_TEST_CASE(the_annual_review_and_the_next_one, *label("TIER-P16-06")) {
  Running city;
  const std::string other = confirmedLot(city, kLots[0]);
  const std::string reference = begunLot(city, kLots[2]);
  auto reviews = reviewsAt(city, reference);
  BOOST_TEST_REQUIRE(reviews.size() == 1u);
  BOOST_TEST((reviews[0].dueOn == Date(2026, 6, 1)));
  on(city, Date(2026, 4, 5));
  BOOST_TEST(city.job("placement.reviews") == 0);
  on(city, Date(2026, 4, 6));
  BOOST_TEST(city.job("placement.reviews") == 1);
  // The SEND officer gives another day: what is asked for moves with it.
  BOOST_TEST(
      has(city.refused("placement.set_annual_review", reference, {{"review_on", "2026-04-05"}}, kSend), "has passed"));
  BOOST_TEST(has(city.refused("placement.set_annual_review", reference, {{"review_on", "2026-05-18"}}, kOther),
                 "Your roles do not include this"));
  city.must("placement.set_annual_review", reference, {{"review_on", "2026-05-18"}}, kSend);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 2);
  // Both, not only the one of those who gave it.
  BOOST_TEST(dueThen(city, reference, Date(2026, 5, 18)) == 2);
  // The provider records it, and has no say on the next day: the team gives it with its word, or beforehand.
  on(city, Date(2026, 5, 11));
  auto next = heldOn("ehcp-1", Date(2026, 5, 11));
  next["next_on"] = "2026-07-01";
  BOOST_TEST(has(city.refused("placement.record_review", reference, next, kOther), "[next_on] The SEND team gives"));
  next["next_on"] = "2026-05-11";
  BOOST_TEST(has(city.refused("placement.record_review", reference, next, kSend), "[next_on]"));
  BOOST_TEST(!has(city.shown(kOther, "/placements/" + reference + "/reviews"), "When is the next one?"));
  BOOST_TEST(has(city.shown(kSend, "/placements/" + reference + "/reviews"), "When is the next one?"));
  city.must("placement.record_review", reference, heldOn("ehcp-1", Date(2026, 5, 11)), kOther);
  BOOST_TEST(annualDay(city, reference) == "2026-05-18");
  BOOST_TEST(reviewsAt(city, reference).size() == 1u);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.confirm_review") == 1);
  BOOST_TEST(city.openDuties(reference, "placement.annual_day") == 0);
  city.job("placement.reviews");
  BOOST_TEST(reviewsAt(city, reference).size() == 1u);
  BOOST_TEST(has(city.shown(kSend, "/placements/" + reference + "/reviews"), "not confirmed it yet"));
  Texts word = {{"decision", "goes_on"}, {"says", "The plan stays as it is."}};
  for (const char* day : {"2026-05-11", "2026-05-10"}) {
    word["next_on"] = day;
    BOOST_TEST(has(city.refused("placement.confirm_review", reference, word, kSend), "[next_on]"));
  }
  BOOST_TEST(
      has(city.refused("placement.set_annual_review", reference, {{"review_on", "2026-05-18"}}, kSend), "[review_on]"));
  word["next_on"] = "2026-07-01";
  city.must("placement.confirm_review", reference, word, kSend);
  BOOST_TEST(city.openDuties(reference, "placement.confirm_review") == 0);
  reviews = reviewsAt(city, reference);
  BOOST_TEST_REQUIRE(reviews.size() == 2u);
  BOOST_TEST((reviews[1].dueOn == Date(2026, 7, 1)));
  // The team records one itself, with nothing said of the next: a year later, after the placement.
  city.must("placement.record_review", reference, heldOn("ehcp-2", Date(2026, 5, 11)), kSend);
  BOOST_TEST(annualDay(city, reference) == "2027-05-11");
  BOOST_TEST(reviewsAt(city, reference).size() == 2u);
  BOOST_TEST(has(city.refused("placement.set_annual_review", other, {{"review_on", "2026-06-18"}}, kSend),
                 "no annual review"));
}

// A meeting that policy does not name, and what was done to win a learner back.
BOOST_AUTO_TEST_CASE(other_meetings_and_efforts, *label("TIER-P16-07")) {
  Running city;
  const std::string reference = city.begun();
  city.must("placement.record_review", reference, heldOn("extra", Date(2026, 2, 24)), kProvider);
  const std::string page = city.shown(kCoordinator, "/placements/" + reference + "/reviews");
  BOOST_TEST(has(page, "Another meeting, number 1"), page);
  BOOST_TEST(has(page, "Policy names no review for this programme"), page);
  BOOST_TEST(city.openDuties(reference, "placement.confirm_review") == 0);
  city.must("placement.note_effort", reference, {{"reason", "A visit at home, and a later start."}}, kProvider);
  BOOST_TEST(has(city.refused("placement.note_effort", reference, {{"reason", "Too short"}}, kProvider), "[reason]"));
  BOOST_TEST(city.count("SELECT COUNT(*) FROM step WHERE kind = 'effort' AND says LIKE ?", "%A visit at home%") == 1);
}

// What somebody typed in lines is read in lines, and escaped all the same.
BOOST_AUTO_TEST_CASE(lines_stay_lines_on_the_page) {
  Running city;
  const std::string reference = city.begun();
  auto held = heldOn("extra", Date(2026, 2, 24));
  held["says"] = "First: a visit.\nThen <b>a plan</b> & a date.";
  city.must("placement.record_review", reference, held, kProvider);
  const std::string body = Screen(city.office, kCoordinator).get("/placements/" + reference + "/reviews").body;
  BOOST_TEST(has(body, "capd-said\">First: a visit.\nThen &lt;b&gt;a plan&lt;/b&gt; &amp; a date.</dd>"), body);
}

BOOST_AUTO_TEST_CASE(before_the_start_nothing_is_reviewed) {
  Running city;
  const std::string reference = confirmedLot(city, kLots[0]);
  BOOST_TEST(has(city.refused("placement.record_review", reference, heldOn("formal-1", Date(2026, 2, 2)), kOther),
                 "has not started"));
  BOOST_TEST(reviewsAt(city, reference).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
