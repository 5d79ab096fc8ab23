// A provider's yes: what it must hold, who may give it, and when.

#include "World.h"
#include "cases/duty/Duty.h"
#include "cases/response/Response.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::optional<Duty> dutyOf(World& world, const std::string& reference, const std::string& kind) {
  return world.read("admin", [&](ReadTx& tx) -> std::optional<Duty> {
    for (const Duty& duty : dutiesOfCase(tx, world.referral(reference).id))
      if (duty.kind == kind) return duty;
    return std::nullopt;
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_yes_is_kept_and_comes_to_cap, *label("REF-31") * label("RSP-03") * label("RSP-14")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    World world(kind);
    const std::string reference = world.sentCase();
    world.done("coordinator", "response.yes", world.yes(reference));
    BOOST_CHECK_EQUAL(world.state(reference), "answered");
    world.read("admin", [&](ReadTx& tx) {
      const auto answer = latestResponse(tx, world.referral(reference).id);
      BOOST_REQUIRE(answer);
      BOOST_CHECK(answer->yes);
      BOOST_CHECK_EQUAL(answer->sessions, "2a,2p");
      BOOST_CHECK_EQUAL(answer->start->iso(), "2026-02-24");
      BOOST_CHECK_EQUAL(answer->interviewOn->iso(), "2026-02-04");
      BOOST_CHECK(answer->documentsUnderstood);
      BOOST_CHECK(answer->agreementConsidered);
      BOOST_CHECK(!answer->shared);
    });
    BOOST_CHECK(!dutyOf(world, reference, "referral.answer"));
  }
}

BOOST_AUTO_TEST_CASE(a_yes_of_friday_afternoon_is_due_at_the_end_of_tuesday, *label("TST-05")) {
  World world;
  world.at(2026, 2, 6, 14, 0);
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(reference));
  const auto duty = dutyOf(world, reference, "referral.process");
  BOOST_REQUIRE(duty);
  BOOST_CHECK_EQUAL(duty->due.ms, londonEndOf(Date(2026, 2, 10)).ms);
  BOOST_CHECK_EQUAL(duty->role, "cap.admin");
}

BOOST_AUTO_TEST_CASE(a_yes_before_the_interview_is_refused, *label("TST-19") * label("IVW-04") * label("RSP-13")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  texts.erase("interview_on");
  BOOST_CHECK(
      says(world.refused("coordinator", "response.yes", texts), "interview_on: You can say yes once you have met"));
  texts["interview_on"] = {"2026-02-05"};  // tomorrow
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "still to come"));
  texts["interview_on"] = {"2024-02-04"};
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "Check the year"));
  texts["interview_on"] = {"2026-02-03"};  // before the papers came: the meeting may have been earlier
  texts.erase("interview_who");
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "interview_who"));
  BOOST_CHECK_EQUAL(world.state(reference), "sent");
  texts["interview_who"] = {"The pupil and the tutor"};
  world.done("coordinator", "response.yes", texts);
}

BOOST_AUTO_TEST_CASE(a_yes_without_the_risk_assessment_is_refused, *label("TST-19") * label("RSP-05")) {
  World world;
  World::Wanted without;
  without.riskAssessment = false;
  const std::string reference = world.sentCase(without);
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", world.yes(reference)),
                   "There is no risk assessment among the papers"));
  const std::string other = world.sentCase();
  auto texts = world.yes(other);
  texts["risk_assessment_read"] = {"no"};
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "risk_assessment_read: You can say yes once"));
  BOOST_CHECK_EQUAL(world.state(other), "sent");
}

BOOST_AUTO_TEST_CASE(every_fault_is_named_at_once, *label("RSP-13") * label("RSP-06") * label("RSP-07")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  for (const char* each : {"documents_understood", "agreement_considered", "needs_met", "risk_met"})
    texts[each] = {"no"};
  texts["start"] = {"2026-02-03"};
  const std::string all = world.refused("coordinator", "response.yes", texts);
  for (const char* field : {"documents_understood:", "agreement_considered:", "needs_met:", "risk_met:", "start:"})
    BOOST_CHECK_MESSAGE(says(all, field), field);
}

BOOST_AUTO_TEST_CASE(the_start_is_today_or_later, *label("RSP-13")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  texts["start"] = {"2026-02-03"};
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "must be today or later"));
  texts["start"] = {"2026-02-04"};
  texts["sessions"] = {"3a"};  // a Wednesday
  world.done("coordinator", "response.yes", texts);
  const std::string later = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(later));
}

BOOST_AUTO_TEST_CASE(days_are_days_of_the_course, *label("RSP-13")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  texts["sessions"] = {"4a"};
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts),
                   "does not run on Thursday. It runs on Monday, Tuesday and Wednesday"));
  texts.erase("sessions");
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "at least one morning or afternoon"));
  texts["sessions"] = {"1a", "3p"};
  texts["start"] = {"2026-02-25"};
  world.done("coordinator", "response.yes", texts);
}

BOOST_AUTO_TEST_CASE(other_supervision_is_talked_over_first, *label("RSP-09")) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  texts["supervision_met"] = {"no"};
  const std::string all = world.refused("coordinator", "response.yes", texts);
  BOOST_CHECK(says(all, "Talk to Foxford School (school of school.coordinator, 024 7600 2222) and to CAP"));
  BOOST_CHECK(says(all, "cannot be met at the agreed level of supervision"));
}

BOOST_AUTO_TEST_CASE(an_answer_is_given_once_and_by_its_own_provider) {
  World world;
  const std::string reference = world.sentCase();
  const auto texts = world.yes(reference);
  BOOST_CHECK(says(world.refused("rival", "response.yes", texts), "may not be yours"));
  BOOST_CHECK(says(world.refused("colleague", "response.yes", texts), "Your roles do not include this"));
  BOOST_CHECK(says(world.refused("school", "response.yes", texts), "Your roles do not include this"));
  world.done("coordinator", "response.yes", texts);
  BOOST_CHECK(
      says(world.refused("coordinator", "response.yes", world.yes(reference)), "answered this referral already"));
  BOOST_CHECK(
      says(world.refused("coordinator", "response.no", world.no(reference, "need")), "answered this referral already"));
}

BOOST_AUTO_TEST_CASE(what_has_left_the_provider_is_refused_in_words) {
  World world;
  const std::string reference = world.sentCase();
  const auto texts = world.yes(reference);
  world.store.write([&](WriteTx& tx) -> Outcome {
    auto r = findReferral(tx, reference);
    moveReferral(tx, *r, ReferralState::withdrawn, {"withdrawn", "The school took it back.", Audience::all});
    return Done{};
  });
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "The school has withdrawn this referral"));
  world.store.write([&](WriteTx& tx) -> Outcome {
    endParty(tx, findReferral(tx, reference)->id, world.provider, "asked");
    return Done{};
  });
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "no longer with you"));
  BOOST_CHECK(says(world.refused("rival", "response.yes", texts), "may not be yours"));
}

BOOST_AUTO_TEST_CASE(an_old_form_is_stale) {
  World world;
  const std::string reference = world.sentCase();
  auto texts = world.yes(reference);
  texts["version"] = {"1"};
  BOOST_CHECK(says(world.refused("coordinator", "response.yes", texts), "Something changed"));
}

BOOST_AUTO_TEST_CASE(the_school_learns_of_a_yes_when_cap_shares_it, *label("TST-31")) {
  World world;
  const std::string reference = world.sentCase();
  world.done("coordinator", "response.yes", world.yes(reference));
  const auto seen = [&](const std::string& who) {
    return world.read(who, [&](ReadTx& tx) { return responses(tx, world.referral(reference).id).size(); });
  };
  const auto steps = [&](const std::string& who) {
    return world.read(who, [&](ReadTx& tx) {
      std::string all;
      for (const StepLine& line : timeline(tx, world.referral(reference))) all += line.says + "\n";
      return all;
    });
  };
  BOOST_CHECK_EQUAL(seen("school"), 0U);
  BOOST_CHECK(!says(steps("school"), "said yes"));
  BOOST_CHECK(!says(steps("school"), "24 February"));
  BOOST_CHECK_EQUAL(seen("coordinator"), 1U);
  BOOST_CHECK_EQUAL(seen("rival"), 0U);
  world.done("admin", "placement.process", world.on(reference));
  BOOST_CHECK_EQUAL(seen("school"), 1U);
  BOOST_CHECK(says(steps("school"), "The provider said yes: Tuesday all day, from Tuesday 24 February 2026"));
  BOOST_CHECK_EQUAL(
      world.one<std::int64_t>("SELECT COUNT(*) FROM mail WHERE subject LIKE '%: the provider has answered'"), 1);
}

BOOST_AUTO_TEST_CASE(a_week_that_grows_too_full_is_said_when_the_provider_answers, *label("TIER-X-06")) {
  World world;
  const std::string reference = world.sentCase();
  world.elsewhere(world.referral(reference).pupil, "4a,4p,5a");
  BOOST_CHECK(
      says(world.page("coordinator", "/answers/" + reference + "/yes"), "3 half days a week in other placements"));
  BOOST_CHECK(says(world.done("coordinator", "response.yes", world.yes(reference)).says,
                   "5 half days a week over all placements"));
  BOOST_CHECK_EQUAL(world.state(reference), "answered");
}

BOOST_AUTO_TEST_CASE(who_has_read_the_risk_assessment_is_noted_by_person_and_version, *label("RSP-15")) {
  World world;
  const std::string reference = world.sentCase();
  FieldTexts texts{{"reference", {reference}}, {"understood", {"no"}}};
  BOOST_CHECK(says(world.refused("colleague", "risk_assessment.read", texts), "nobody may work with the pupil before"));
  texts["understood"] = {"yes"};
  BOOST_CHECK(says(world.refused("rival", "risk_assessment.read", texts), "may not be yours"));
  world.done("colleague", "risk_assessment.read", texts);
  BOOST_CHECK(says(world.done("colleague", "risk_assessment.read", texts).says, "noted before"));
  BOOST_CHECK_EQUAL(world.one<std::int64_t>("SELECT COUNT(*) FROM @all_ra_reads r"), 1);
  BOOST_CHECK(
      says(world.page("coordinator", "/answers/" + reference), "colleague of provider.dsl read and understood it"));
}
