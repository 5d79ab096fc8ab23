// A placement that may be all or most of a pupil's education: halted at once, looked into the same day, decided by CAP.

#include <boost/test/data/test_case.hpp>

#include "cases/staff/Staff.h"
#include "tests/placement/Running.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

const Texts kHaltIt = {
    {"registered", "no"}, {"kind", "substantially_all"}, {"reason", "Four days here, and one hour a week at school."},
    {"cap_rung", "yes"},  {"school_rung", "yes"},        {"family_rung", "yes"}};

Texts found(const std::string& outcome) {
  return {{"outcome", outcome}, {"reason", "The school teaches three days a week."}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(halt)

BOOST_TEST_DECORATOR(*label("REF-78") * label("CMP-21") * label("NOT-22") * label("CAL-60"))
BOOST_DATA_TEST_CASE(halted_and_lifted, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.begun();
  city.at(2026, 2, 25);
  const std::string page = city.shown(kProvider, "/placements/" + reference + "/halt");
  BOOST_TEST(has(page, "Ring CAP’s Operations Lead now"), page);
  BOOST_TEST(has(page, "What stops: Tuesday all day"), page);
  for (const char* each : {"cap_rung", "school_rung", "family_rung"}) {
    auto texts = kHaltIt;
    texts[each] = "no";
    BOOST_TEST(has(city.refused("placement.halt", reference, texts, kProvider), "[" + std::string(each) + "]"));
  }
  BOOST_TEST(has(city.refused("placement.halt", reference, kHaltIt, kCoordinator), "Your roles do not include this"));
  BOOST_TEST(has(city.refused("placement.halt", reference, kHaltIt, kOther), "may not be yours"));
  BOOST_TEST(city.state(reference) == "active");
  BOOST_TEST(city.openDuties(reference, "placement.halt") == 0);
  city.must("placement.halt", reference, kHaltIt, kProvider);
  // No tick ends a placement.
  BOOST_TEST(city.state(reference) == "active");
  BOOST_TEST(city.placementOf(reference).state == "active");
  BOOST_TEST(city.due(reference, "placement.halt").ms == londonEndOf(Date(2026, 2, 25)).ms);
  BOOST_TEST(city.mails(reference + ": a placement is halted") >= 2);
  BOOST_TEST(has(city.shown(kCoordinator, "/placements/" + reference), "Halted since 25 February 2026"));
  BOOST_TEST(has(city.refused("placement.halt", reference, kHaltIt, kProvider), "halted already"));
  // Only CAP lifts it.
  BOOST_TEST(
      has(city.refused("placement.lift_halt", reference, found("goes_on"), kProvider), "Your roles do not include"));
  BOOST_TEST(
      has(city.refused("placement.lift_halt", reference, found("goes_on"), kAdmin), "Your roles do not include"));
  city.must("placement.lift_halt", reference, found("goes_on"), kColleague);
  BOOST_TEST(city.openDuties(reference, "placement.halt") == 0);
  BOOST_TEST(has(city.refused("placement.lift_halt", reference, found("goes_on"), kColleague), "not halted"));
  BOOST_TEST(!has(city.shown(kCoordinator, "/placements/" + reference), "Halted since"));
}

// A registered school may be a main provider: asked first, and nothing stops.
// Said on the confirmation it is the same halt: CAP is asked today, and all are told. CAP's word there lifts it.
BOOST_TEST_DECORATOR(*label("CMP-21") * label("CMP-22") * label("NOT-22") * label("CAL-60"))
BOOST_DATA_TEST_CASE(named_on_the_confirmation, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.begun();
  city.at(2026, 2, 25);
  const std::string code = providerCode(city.placementOf(reference).provider);
  const Texts named = {{"provider", code}, {"reference", reference}, {"says", "Four days of five."}};
  const auto name = [&] { return city.office.run(kProvider, "confirmation.name_pupil", named); };
  const Outcome told = name();
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(told), city.office.dumpOf(told));
  BOOST_TEST(has(std::get<Done>(told).says, "ring the school now"));
  BOOST_TEST(city.openDuties(reference, "placement.halt") == 1);
  BOOST_TEST(city.mails(reference + ": a placement is halted") >= 2);
  BOOST_TEST(has(city.shown(kCoordinator, "/placements/" + reference), "Halted since 25 February 2026"));
  BOOST_TEST(city.openDuties(reference, "placement.halt") == 1);
  // Its last day passes: it waits for CAP, and neither ends nor goes on by itself.
  const Date last = city.placementOf(reference).lastDay.value().plusDays(1);
  city.at(last.year(), last.month(), last.day());
  BOOST_TEST(has(city.refused("placement.finish", reference), "halted"));
  BOOST_TEST(city.job("placement.over") == 0);
  BOOST_TEST(city.openDuties(reference, "placement.halt") == 1);
  const Outcome decided = city.office.run(kColleague, "confirmation.decide",
                                          {{"provider", code},
                                           {"reference", reference},
                                           {"decision", "goes_on"},
                                           {"says", "The school teaches three days."}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(decided), city.office.dumpOf(decided));
  BOOST_TEST(city.openDuties(reference, "placement.halt") == 0);
  BOOST_TEST(city.mails(reference + ": a halted placement goes on") == 2);
  BOOST_TEST(has(city.refused("placement.lift_halt", reference, found("goes_on"), kColleague), "not halted"));
  BOOST_TEST(city.job("placement.over") == 1);
}

BOOST_AUTO_TEST_CASE(a_registered_school_halts_nothing, *label("CMP-22")) {
  Running city;
  const std::string reference = city.begun();
  auto texts = kHaltIt;
  texts["registered"] = "yes";
  BOOST_TEST(has(city.refused("placement.halt", reference, texts, kProvider), "[registered]"));
  BOOST_TEST(has(city.shown(kProvider, "/placements/" + reference + "/changes"), "halt the placement"));
}

BOOST_TEST_DECORATOR(*label("REF-78"))
BOOST_DATA_TEST_CASE(cap_ends_a_halted_placement, kBoth, kind) {
  Running city(kind);
  const std::string reference = city.begun();
  city.at(2026, 2, 25);
  city.must("placement.halt", reference, kHaltIt, kProvider);
  city.at(2026, 2, 27);
  city.must("placement.lift_halt", reference, found("ends"), kColleague);
  const auto placement = city.placementOf(reference);
  BOOST_TEST(placement.state == "ended");
  BOOST_TEST(placement.endedHow == "stopped");
  BOOST_TEST((placement.lastDay == Date(2026, 2, 25)));
  // No clause says who pays what: a person does.
  BOOST_TEST(city.openDuties(reference, "placement.fee") == 1);
  city.must("placement.decide_fee", reference, {{"fee", "to_withdrawal_date"}, {"reason", "It taught until then."}},
            kSlt);
  BOOST_TEST(city.openDuties(reference, "placement.fee") == 0);
}

BOOST_AUTO_TEST_CASE(before_the_start_it_is_stopped_instead) {
  Running city;
  const std::string reference = city.confirmed();
  city.must("placement.halt", reference, kHaltIt, kColleague);
  BOOST_TEST(has(city.refused("placement.lift_halt", reference, found("ends"), kColleague), "[outcome]"));
  city.must("placement.lift_halt", reference, found("changes"), kColleague);
}

BOOST_AUTO_TEST_SUITE_END()
