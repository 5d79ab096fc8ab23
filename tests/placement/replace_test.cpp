// The SEND team gives the place of a learner who drops away to another; a learner who decides for themselves.

#include <boost/test/data/test_case.hpp>

#include "tests/placement/Lots.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

Texts replacing(const std::string& successor = {}) {
  Texts texts = {{"reason", "Two visits at home and a later start did not help."},
                 {"next_step", "A place with a training provider from March; Lin Moss goes on with her."},
                 {"learner_told", "yes"}};
  if (!successor.empty()) texts["successor"] = successor;
  return texts;
}

/// Sent, and the provider has said yes: it waits to be set up.
std::string waiting(Running& city) {
  const std::string reference = sendDraft(city, kLots[2], "Lind-Test");
  city.must("referral.submit", reference, {}, kSend);
  city.must("desk.check", reference, {{"date_agrees", "yes"}});
  city.must("desk.release", reference);
  answerYes(city, reference, kLots[2]);
  return reference;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replacing_a_learner)

// J5: a full course, one learner leaves with a next step, and the place goes to the one who waits.
BOOST_TEST_DECORATOR(*label("TIER-P16-04") * label("REF-79"))
BOOST_DATA_TEST_CASE(the_place_goes_to_who_waits, kBoth, kind) {
  Running city(kind);
  const std::string leaves = confirmedLot(city, kLots[2]);
  const std::string waits = waiting(city);
  store::WriteRequest request;
  request.viewer = city.office.house().hostViewer(0);
  request.command = "test.full";
  request.payload = "{}";
  request.apply = [](WriteTx& tx) -> Outcome {
    tx.execute("UPDATE course SET places = 1 WHERE code = 'onward'");
    return Done{};
  };
  city.office.house().database().write(std::move(request)).get();
  BOOST_TEST(has(city.refused("placement.process", waits), "All 1 places"));
  BOOST_TEST(has(city.refused("placement.replace", leaves, replacing(waits), kSend), "first review"));
  city.at(2026, 2, 9);
  reviewed(city, leaves, "replaced");
  const std::string page = city.shown(kSend, "/placements/" + leaves + "/replace");
  BOOST_TEST(has(page, waits), page);
  // Who may not, and what is wrong with it.
  BOOST_TEST(
      has(city.refused("placement.replace", leaves, replacing(waits), kOther), "Your roles do not include this"));
  auto wrong = replacing(leaves);
  wrong["learner_told"] = "no";
  const std::string faults = city.refused("placement.replace", leaves, wrong, kSend);
  BOOST_TEST(has(faults, "[successor]"), faults);
  BOOST_TEST(has(faults, "[learner_told]"), faults);
  auto nothing = replacing(waits);
  nothing["next_step"] = "";
  BOOST_TEST(has(city.refused("placement.replace", leaves, nothing, kSend), "[next_step]"));
  city.must("placement.replace", leaves, replacing(waits), kSend);
  BOOST_TEST(has(city.refused("placement.replace", leaves, replacing(waits), kSend), "with CAP already"));
  BOOST_TEST(has(city.refused("placement.process", waits), "All 1 places"));
  const Done done = city.must("placement.do_withdrawal", leaves, ticked());
  BOOST_TEST(has(done.says, "set up " + waits), done.says);
  BOOST_TEST(city.placementOf(leaves).state == "ended");
  city.must("placement.process", waits);
  BOOST_TEST(city.state(waits) == "processing");
  BOOST_TEST(city.withdrawalOf(leaves).continuity == replacing()["next_step"]);
}

BOOST_AUTO_TEST_CASE(nobody_is_replaced_on_another_course, *label("TIER-P16-04")) {
  Running city;
  const std::string reference = begunLot(city, kLots[0]);
  reviewed(city, reference, "ends");
  BOOST_TEST(has(city.refused("placement.replace", reference, replacing(), kSend), "On this programme nobody"));
  BOOST_TEST(!has(city.shown(kSend, "/placements/" + reference + "/changes"), "Give the place to another learner"));
}

// A review that came to something else does not let a place go.
BOOST_AUTO_TEST_CASE(a_review_that_helped, *label("TIER-P16-04")) {
  Running city;
  const std::string reference = begunLot(city, kLots[2]);
  reviewed(city, reference, "re_engage");
  BOOST_TEST(has(city.refused("placement.replace", reference, replacing(), kSend), "come to it"));
  reviewed(city, reference, "replaced");
  city.must("placement.replace", reference, replacing(), kSend);
}

// A learner who drops away is reviewed by provider, CAP and SEND team before anybody withdraws them, whichever side.
BOOST_AUTO_TEST_CASE(dropping_away_is_no_withdrawal, *label("TIER-STL-16") * label("TIER-ETS-12") * label("WDR-12")) {
  for (const std::size_t lot : {0u, 1u}) {
    Running city;
    const std::string reference = begunLot(city, kLots[lot]);
    for (const char* who : {kSend, kOther})
      BOOST_TEST(
          has(city.refusedMany("placement.write_withdrawal", reference, leaving(""), who), "review the placement"));
    city.must("placement.ask_meeting", reference, {{"reason", "She comes less and less."}, {"proposed", "Any day"}},
              kOther);
    BOOST_TEST(has(city.shown(kSend, "/placements/" + reference), "under review with the SEND team"));
    BOOST_TEST(city.state(reference) == "active");
    Texts came = {{"outcome", "held"},
                  {"held_on", londonDate(city.office.clock().now()).iso()},
                  {"who_came", "The provider, CAP and Lin Moss"},
                  {"says", "A later start, and lunch with her tutor."},
                  {"decision", "replaced"}};
    BOOST_TEST(has(city.refused("placement.record_meeting", reference, came, kOfficer), "replaces nobody"));
    came["decision"] = "re_engage";
    city.must("placement.record_meeting", reference, came, kOfficer);
    BOOST_TEST(!has(city.shown(kSend, "/placements/" + reference), "under review"));
    city.mustMany("placement.write_withdrawal", reference, leaving(""), kOther);
  }
}

// Nothing ends with a birthday: registers, reviews and changes go on.
BOOST_AUTO_TEST_CASE(a_learner_turns_19_mid_course) {
  Running city;
  Lot lot = kLots[2];
  lot.born = "2007-03-04";
  const std::string reference = begunLot(city, lot);
  city.at(2026, 3, 3);
  const auto before = city.placementOf(reference);
  city.at(2026, 3, 4);
  for (const char* job : {"placement.over", "placement.leaving", "placement.rolling", "placement.reviews"})
    BOOST_TEST(city.job(job) == 0);
  BOOST_TEST(city.state(reference) == "active");
  BOOST_TEST((city.placementOf(reference).lastDay == before.lastDay));
  city.must("placement.report", reference, {{"kind", "more_days"}, {"says", "She asks for Tuesdays as well."}}, kOther);
  city.must("placement.answer_report", reference, {{"outcome", "not_agreed"}, {"answer", "Three days a week."}}, kSend);
}

// A learner who agrees for themselves may ask that parents are not told: it stands where somebody would ring them.
BOOST_AUTO_TEST_CASE(parents_are_not_told, *label("OPEN-15")) {
  Running city;
  const std::string reference = sendDraft(city, kLots[2]);
  city.office.save(reference, "consent", {{"consent.parents_told", "no"}}, kSend);
  city.must("referral.submit", reference, {}, kSend);
  city.must("desk.check", reference, {{"date_agrees", "yes"}});
  city.must("desk.release", reference);
  answerYes(city, reference, kLots[2]);
  for (const char* command : {"placement.process", "placement.tick_clm", "placement.tick_capita", "placement.confirm"})
    city.must(command, reference);
  for (const char* who : {kSend, kOther, kAdmin})
    BOOST_TEST(has(city.shown(who, "/placements/" + reference), "Not told: the learner agreed for themselves"));
  BOOST_TEST(has(city.shown(kSend, "/placements/" + reference + "/parent-sheet"), "to the learner alone"));
  const Texts pause = {{"reason", "She was hurt here today."}, {"school_rung", "yes"}, {"parents_rung", "no"}};
  city.must("placement.pause", reference, pause, kOther);
  // Nobody else's wish counts so: a placement that a parent agreed to.
  const std::string other = city.begun();
  BOOST_TEST(!has(city.shown(kCoordinator, "/placements/" + other), "Not told"));
  BOOST_TEST(has(city.refused("placement.pause", other, pause, kProvider), "[parents_rung]"));
}

// What is handed over at the end of a SEND course: the plan for the way back, and the report (TIER-STL-11).
BOOST_AUTO_TEST_CASE(the_plan_for_the_way_back, *label("TIER-STL-11") * label("TIER-STL-09")) {
  Running city;
  const std::string reference = begunLot(city, kLots[0]);
  Texts output = {{"support_plan", "no"},
                  {"report", "yes"},
                  {"against_purpose", "He learns in a group of six again."},
                  {"exit_plan", "Back at Spon Vale School from June, three days at first."}};
  const std::string says = city.refused("placement.record_outputs", reference, output, kOther);
  BOOST_TEST(has(says, "the plan for the way back"), says);
  BOOST_TEST(has(says, "the SEND team"), says);
  BOOST_TEST(
      has(city.shown(kOther, "/placements/" + reference + "/record"), "the pupil’s way back with the SEND team?"));
  output["support_plan"] = "yes";
  city.must("placement.record_outputs", reference, output, kOther);
  BOOST_TEST(
      has(city.shown(kSend, "/placements/" + reference + "/record"), "Plan for the way back with the SEND team"));
}

BOOST_AUTO_TEST_SUITE_END()
