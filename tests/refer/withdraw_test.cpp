// The school takes a referral back: from CAP, from a provider, and not once a placement is set up.
#include <boost/test/unit_test.hpp>

#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;

BOOST_AUTO_TEST_SUITE(withdraw)

BOOST_AUTO_TEST_CASE(a_referral_with_cap_is_taken_back) {
  Desk desk;
  const std::string reference = desk.submitted("2025-10-28");
  Screen carys(desk.office, kCoordinator);
  BOOST_TEST(has(desk.refused("referral.withdraw", reference, {{"why", ""}}, kCoordinator), "Say why"));
  BOOST_TEST(
      has(desk.refused("referral.withdraw", reference, {{"why", "He moved away."}, {"version", "1"}}, kCoordinator),
          "Something changed"));
  for (const char* who : {"contributor@school.example", "other@school.example", kAdmin, kProvider})
    BOOST_TEST(!desk.refused("referral.withdraw", reference, {{"why", "He moved away."}}, who).empty());
  const auto done =
      carys.send("/referrals/" + reference + "/withdraw", "referral.withdraw", {{"why", {"He moved away."}}});
  BOOST_TEST(has(textOf(done), "Withdrawn"), textOf(done));
  BOOST_TEST(desk.state(reference) == "withdrawn");
  BOOST_TEST(desk.holding(reference).empty());
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 0);
  BOOST_TEST(has(desk.refused("referral.withdraw", reference, {{"why", "Once more"}}, kCoordinator), "ended already"));
  BOOST_TEST(has(desk.refused("desk.check", reference, {{"date_agrees", "yes"}}), "withdrawn"));
  BOOST_TEST(carys.get("/referrals/" + reference + "/withdraw").status == 404);
  BOOST_TEST(has(textOf(Screen(desk.office, kAdmin).get("/cases/" + reference)), "He moved away."));
  BOOST_TEST(!has(textOf(Screen(desk.office, kAdmin).get("/inbox")), reference));
}

BOOST_AUTO_TEST_CASE(a_provider_loses_the_papers_and_can_answer_no_more) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Desk desk(kind);
    const std::string reference = desk.complete();
    desk.must("desk.release", reference);
    const Texts yes = {{"interview_on", "2026-02-02"},
                       {"interview_who", "The pupil and our tutor"},
                       {"risk_assessment_read", "yes"},
                       {"documents_understood", "yes"},
                       {"agreement_considered", "yes"},
                       {"needs_met", "yes"},
                       {"risk_met", "yes"},
                       {"supervision_met", "yes"},
                       {"sessions", "2a"},
                       {"start", "2026-02-24"},
                       {"version", std::to_string(desk.version(reference))}};
    Screen provider(desk.office, kProvider);
    BOOST_TEST(provider.get("/answers/" + reference).status == 200);
    desk.must("referral.withdraw", reference, {{"why", "He moved away."}}, kCoordinator);
    BOOST_TEST(provider.get("/answers/" + reference).status == 404);
    BOOST_TEST(provider.get("/answers/" + reference + "/papers/1").status == 404);
    BOOST_TEST(has(desk.refused("response.yes", reference, yes, kProvider), "no longer with you: it was withdrawn"));
    BOOST_TEST(desk.mails(reference + ": withdrawn by the school") == 1);
    BOOST_TEST(desk.openDuties(reference, "response.answer") == 0);
    BOOST_TEST(desk.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%moved away%") == 0);
    BOOST_TEST(desk.state(reference) == "withdrawn");
  }
}

BOOST_AUTO_TEST_CASE(not_once_a_placement_is_set_up_nor_a_draft) {
  Desk desk;
  const std::string draft = desk.office.draft("Reed-Test");
  BOOST_TEST(has(desk.refused("referral.withdraw", draft, {{"why", "A mistake."}}, kCoordinator), "Delete the draft"));
  const std::string reference = desk.complete();
  desk.must("desk.release", reference);
  desk.must("response.yes", reference,
            {{"interview_on", "2026-02-02"},
             {"interview_who", "The pupil and our tutor"},
             {"risk_assessment_read", "yes"},
             {"documents_understood", "yes"},
             {"agreement_considered", "yes"},
             {"needs_met", "yes"},
             {"risk_met", "yes"},
             {"supervision_met", "yes"},
             {"sessions", "2a"},
             {"start", "2026-02-24"}},
            kProvider);
  desk.must("placement.process", reference);
  BOOST_TEST(has(desk.refused("referral.withdraw", reference, {{"why", "Too late."}}, kCoordinator), "Call CAP"));
  BOOST_TEST(desk.state(reference) == "processing");
}

BOOST_AUTO_TEST_SUITE_END()
