// Reviews whose plan changes: a new day, an earlier last day, a placement that ran before they were planned.

#include <boost/test/data/test_case.hpp>
#include <map>

#include "tests/placement/ReviewDays.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_AUTO_TEST_SUITE(reviews_replanned)

// Whoever gives the new day: what the other side owes moves with it.
BOOST_TEST_DECORATOR(*label("TIER-P16-06"))
BOOST_DATA_TEST_CASE(a_new_day_moves_what_both_sides_owe, kBoth, kind) {
  Running city(kind);
  const std::string reference = begunLot(city, kLots[2]);
  on(city, Date(2026, 4, 6));
  BOOST_TEST(city.job("placement.reviews") == 1);
  BOOST_TEST(dueThen(city, reference, Date(2026, 6, 1)) == 2);
  city.must("placement.set_annual_review", reference, {{"review_on", "2026-05-18"}}, kSend);
  BOOST_TEST(dueThen(city, reference, Date(2026, 5, 18)) == 2);
  // The provider's deed writes the plan as well.
  giveAnnualDay(city, reference, "2026-06-08");
  city.must("placement.record_review", reference, heldOn("extra", Date(2026, 4, 6)), kOther);
  BOOST_TEST(dueThen(city, reference, Date(2026, 6, 8)) == 2);
  // On the last day it is still held; after it nobody owes it any more, and it is not planned.
  const Date last = city.placementOf(reference).lastDay.value();
  city.must("placement.set_annual_review", reference, {{"review_on", last.iso()}}, kSend);
  BOOST_TEST(dueThen(city, reference, last) == 2);
  city.must("placement.set_annual_review", reference, {{"review_on", last.plusDays(1).iso()}}, kSend);
  const auto left = reviewsAt(city, reference);
  BOOST_TEST_REQUIRE(left.size() == 1u);
  BOOST_TEST(left[0].kind == "extra");
  BOOST_TEST(city.openDuties(reference, "placement.review") == 0);
  BOOST_TEST(city.count("SELECT COUNT(*) FROM duty WHERE subject = ? AND kind = 'placement.review' AND closed_how = "
                        "'not_needed'",
                        reference) == 2);
  BOOST_TEST(city.openDuties(reference, "placement.annual_day") == 0);
  BOOST_TEST(city.job("placement.reviews") == 0);
  // And back: it is planned and asked for anew.
  city.must("placement.set_annual_review", reference, {{"review_on", "2026-05-25"}}, kSend);
  BOOST_TEST(dueThen(city, reference, Date(2026, 5, 25)) == 2);
}

// Between the provider's record and its own word the team gives the next day: the word leaves it as it is.
BOOST_AUTO_TEST_CASE(a_day_given_before_the_word_stays, *label("TIER-P16-06")) {
  Running city;
  const std::string reference = begunLot(city, kLots[2]);
  on(city, Date(2026, 5, 11));
  city.must("placement.record_review", reference, heldOn("ehcp-1", Date(2026, 5, 11)), kOther);
  city.must("placement.set_annual_review", reference, {{"review_on", "2026-07-10"}}, kSend);
  BOOST_TEST_REQUIRE(reviewsAt(city, reference).size() == 2u);
  const Texts word = {{"decision", "goes_on"}, {"says", "The plan stays as it is."}};
  city.must("placement.confirm_review", reference, word, kSend);
  BOOST_TEST(annualDay(city, reference) == "2026-07-10");
  // Nothing given before: a year after the one that was held.
  on(city, Date(2026, 7, 6));
  city.must("placement.record_review", reference, heldOn("ehcp-2", Date(2026, 7, 6)), kOther);
  BOOST_TEST(annualDay(city, reference) == "2026-07-10");
  city.must("placement.confirm_review", reference, word, kSend);
  BOOST_TEST(annualDay(city, reference) == "2027-07-06");
}

// The day lies before the placement, or is missing: the team is asked for the next one, once.
BOOST_TEST_DECORATOR(*label("TIER-P16-06"))
BOOST_DATA_TEST_CASE(a_day_before_the_start_is_asked_for_anew, kBoth, kind) {
  Running city(kind);
  const std::string reference = begunLot(city, kLots[2]);
  BOOST_TEST(city.openDuties(reference, "placement.annual_day") == 0);
  const auto owed = [&] {
    return city.count(
        "SELECT COUNT(*) FROM duty WHERE subject = ? AND kind = 'placement.annual_day' AND role = "
        "'send.officer' AND closed_ms IS NULL",
        reference);
  };
  giveAnnualDay(city, reference, city.placementOf(reference).start.iso());
  city.job("placement.reviews");
  BOOST_TEST(owed() == 0);
  for (const std::string& day : {city.placementOf(reference).start.plusDays(-1).iso(), std::string()}) {
    giveAnnualDay(city, reference, day);
    BOOST_TEST(city.job("placement.reviews") == 1);
    BOOST_TEST(city.job("placement.reviews") == 0);
    BOOST_TEST(owed() == 1);
    BOOST_TEST(reviewsAt(city, reference).empty());
    BOOST_TEST(city.openDuties(reference, "placement.review") == 0);
  }
  city.must("placement.set_annual_review", reference, {{"review_on", "2026-06-15"}}, kSend);
  BOOST_TEST(owed() == 0);
  BOOST_TEST(reviewsAt(city, reference).size() == 1u);
  BOOST_TEST(city.job("placement.reviews") == 0);
}

// A withdrawal with a last day that comes sooner: what lies after it is not asked of anybody.
BOOST_AUTO_TEST_CASE(a_withdrawal_takes_later_reviews_back, *label("TIER-ETS-04")) {
  Running city;
  const std::string reference = begunLot(city, kLots[1]);
  const auto reviews = reviewsAt(city, reference);
  BOOST_TEST_REQUIRE(reviews.size() == 2u);
  reviewed(city, reference, "ends");
  on(city, reviews[0].askOn);
  city.job("placement.reviews");
  const Date last = reviews[0].dueOn.plusDays(-1);
  city.mustMany("placement.write_withdrawal", reference, leaving(last.iso()), kSend);
  city.must("placement.send_withdrawal", reference, {}, kSend);
  BOOST_TEST(reviewsAt(city, reference).size() == 2u);
  city.must("placement.do_withdrawal", reference, ticked());
  const auto left = reviewsAt(city, reference);
  BOOST_TEST_REQUIRE(left.size() == 1u);
  BOOST_TEST((left[0].dueOn == last));
  BOOST_TEST(dueThen(city, reference, last) == 2);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 2);
}

// A placement that ran before reviews were planned here: what had passed by then is nobody's duty.
BOOST_TEST_DECORATOR(*label("MON-10"))
BOOST_DATA_TEST_CASE(what_had_passed_before_the_first_plan_is_not_asked_for, kBoth, kind) {
  Running city(kind);
  const std::string reference = begunLot(city, kLots[1]);
  const auto forget = [&] {
    city.arrange([&](WriteTx& tx) { tx.execute("DELETE FROM placement_review WHERE number > ?", std::int64_t{0}); });
  };
  const auto reviews = reviewsAt(city, reference);
  BOOST_TEST_REQUIRE(reviews.size() == 2u);
  // On its last day it is asked for still.
  forget();
  on(city, reviews[0].dueOn.plusDays(1));
  BOOST_TEST(city.job("placement.reviews") == 1);
  BOOST_TEST(city.job("placement.reviews") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 0);
  auto planned = reviewsAt(city, reference);
  BOOST_TEST_REQUIRE(planned.size() == 2u);
  BOOST_TEST(planned[0].passed);
  BOOST_TEST(!planned[0].asked);
  BOOST_TEST(!planned[1].passed);
  BOOST_TEST(has(city.shown(kOther, "/placements/" + reference + "/reviews"), "nobody is asked for it"));
  forget();
  on(city, reviews[0].dueOn);
  BOOST_TEST(city.job("placement.reviews") == 1);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 2);
  // One that was planned in time is asked for when the night was late.
  on(city, reviews[1].dueOn.plusDays(1));
  BOOST_TEST(city.job("placement.reviews") == 1);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 4);
}

// However many older placements run that need nothing, the newest is looked at.
BOOST_AUTO_TEST_CASE(the_newest_of_many_placements_is_looked_at) {
  Running city;
  const std::string reference = begunLot(city, kLots[1]);
  city.arrange([&](WriteTx& tx) {
    const auto copied = [&](const std::string& table, const std::map<std::string, std::string>& own) {
      std::string names, values;
      for (const auto& [name] : tx.rows<std::string>("SELECT name FROM pragma_table_info(?)", table)) {
        const auto at = own.find(name);
        names += (names.empty() ? "" : ", ") + name;
        values += (values.empty() ? "" : ", ") + (at == own.end() ? "t." + name : at->second);
      }
      tx.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO " + table +
                 " (" + names + ") SELECT " + values + " FROM " + table + " t, n WHERE t." +
                 (table == "referral" ? "reference" : "programme") + " = " +
                 (table == "referral" ? "'" + reference + "'" : "'send.eotas_transitional'"));
    };
    copied("referral", {{"id", "-n.i"}, {"reference", "'CAP25-OLD' || n.i"}});
    copied("placement", {{"id", "-n.i"},
                         {"case_id", "-n.i"},
                         {"reference", "'CAP25-OLD' || n.i || '/1'"},
                         {"last_day", "'2020-01-01'"}});
    tx.execute("DELETE FROM placement_review WHERE number > ?", std::int64_t{0});
  });
  const auto running = city.read([](ReadTx& tx) { return runningOf(tx, "send.eotas_transitional"); });
  BOOST_TEST_REQUIRE(running.size() == 501u);
  BOOST_TEST_REQUIRE(running.back() == reference);
  BOOST_TEST(city.job("placement.reviews") == 1);
  BOOST_TEST(reviewsAt(city, reference).size() == 2u);
}

// The annual review had passed: the team is asked for the next day, and it is planned when it comes.
BOOST_AUTO_TEST_CASE(an_annual_review_that_had_passed, *label("TIER-P16-06")) {
  Running city;
  const std::string reference = begunLot(city, kLots[2]);
  city.arrange([&](WriteTx& tx) { tx.execute("DELETE FROM placement_review WHERE number > ?", std::int64_t{0}); });
  on(city, Date(2026, 6, 2));
  BOOST_TEST(city.job("placement.reviews") == 1);
  BOOST_TEST(city.job("placement.reviews") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.review") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.annual_day") == 1);
  city.must("placement.set_annual_review", reference, {{"review_on", "2026-06-22"}}, kSend);
  BOOST_TEST(city.openDuties(reference, "placement.annual_day") == 0);
  BOOST_TEST(dueThen(city, reference, Date(2026, 6, 22)) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
