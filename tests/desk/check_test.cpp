#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

BOOST_AUTO_TEST_CASE(what_is_sent_stands_in_the_inbox_and_a_draft_does_not, *label("REF-21") * label("REF-23")) {
  Desk desk;
  const std::string draft = desk.office.draft("Reed-Test");
  const std::string sent = desk.submitted();
  Screen screen(desk.office, kAdmin);
  const std::string inbox = textOf(screen.get("/inbox"));
  BOOST_TEST(has(inbox, sent), inbox);
  BOOST_TEST(has(inbox, "Spon Vale School"));
  BOOST_TEST(has(inbox, "due Wednesday 4 February"));
  BOOST_TEST(has(inbox, "Ready to check"));
  BOOST_TEST(!has(inbox, draft));
  BOOST_TEST(screen.get("/cases/" + draft).status == 404);
  BOOST_TEST(screen.get("/cases/" + sent).status == 200);
  BOOST_TEST(desk.openDuties(sent, "desk.first_look") == 1);
  BOOST_TEST((desk.due(sent, "desk.first_look") == londonEndOf(Date(2026, 2, 4))));
}

BOOST_AUTO_TEST_CASE(the_desk_is_for_cap_alone, *label("ACT-02")) {
  Desk desk;
  const std::string reference = desk.submitted();
  for (const char* who : {"coordinator@school.example", "provider@provider.example", "policy@cap.example",
                          "host@cap.example", "dsl@cap.example", "other@school.example"}) {
    BOOST_TEST_CONTEXT(who) {
      for (const char* command : {"desk.take", "desk.check", "desk.hold", "desk.ask", "desk.clear_hold", "desk.release",
                                  "desk.allocate_monitoring_officer", "panel.record_outcome"})
        BOOST_TEST(has(desk.refused(command, reference,
                                    {{"kind", "other"},
                                     {"says", "Something"},
                                     {"holds", "1"},
                                     {"hold", "1"},
                                     {"why", "Because"},
                                     {"officer", "officer@cap.example"},
                                     {"outcome", "agreed"},
                                     {"met_on", "2026-02-02"}},
                                    who),
                       "refused"),
                   command);
      Screen screen(desk.office, who);
      BOOST_TEST(screen.get("/inbox").status != 200);
      BOOST_TEST(screen.get("/cases/" + reference).status != 200);
    }
  }
  BOOST_TEST(desk.state(reference) == "submitted");
  // Those who read but do not do the administrator's work.
  Screen officer(desk.office, "officer@cap.example");
  BOOST_TEST(officer.get("/cases/" + reference).status == 200);
  BOOST_TEST(has(desk.refused("desk.check", reference, {{"date_agrees", "yes"}}, "officer@cap.example"), "roles"));
}

BOOST_AUTO_TEST_CASE(a_colleague_takes_over) {
  Desk desk;
  const std::string reference = desk.submitted();
  BOOST_TEST(desk.must("desk.take", reference).says == "You have this referral in hand.");
  BOOST_TEST(desk.must("desk.take", reference).says == "You have this referral in hand already.");
  const std::int64_t before = desk.version(reference);
  BOOST_TEST(desk.must("desk.take", reference, {}, kColleague).says == "You took this over from Anna Field.");
  BOOST_TEST(has(desk.refused("desk.take", reference, {{"version", std::to_string(before)}}), "Something changed"));
  Screen school(desk.office, kCoordinator);
  BOOST_TEST(!has(textOf(school.get("/referrals/" + reference)), "Oscar Lake"));
}

BOOST_AUTO_TEST_CASE(everything_there_is_complete, *label("REF-26") * label("REF-57")) {
  Desk desk;
  const std::string reference = desk.submitted();
  BOOST_TEST(has(desk.refused("desk.check", reference), "date on the risk assessment"));
  BOOST_TEST(has(desk.must("desk.check", reference, {{"date_agrees", "yes"}}).says, "send it to the provider"));
  BOOST_TEST(desk.state(reference) == "complete");
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 0);
  BOOST_TEST(desk.openDuties(reference, "desk.send") == 1);
  BOOST_TEST(
      desk.count("SELECT COUNT(*) FROM decision d JOIN @all_cases c ON c.id = d.case_id WHERE c.reference = ? AND "
                 "d.occasion = 'checked'",
                 reference) == 1);
  // Who, when, why: the step of the move.
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM step s JOIN @all_cases c ON c.id = s.case_id WHERE c.reference = ? AND "
                        "s.kind = 'complete' AND s.actor LIKE 'account:%' AND s.at_ms > 0 AND s.says <> ''",
                        reference) == 1);
  BOOST_TEST(has(desk.refused("desk.check", reference, {{"date_agrees", "yes"}}), "ready to send"));
}

BOOST_AUTO_TEST_CASE(the_risk_assessment_on_the_day_before_on_and_after, *label("REF-25")) {
  // Applied for on 2 February 2026: in date when completed on 2 November 2025 or later.
  struct Case {
    const char* risk;
    bool held;
  };
  for (const Case& each : {Case{"2025-11-01", true}, Case{"2025-11-02", false}, Case{"2025-11-03", false}}) {
    BOOST_TEST_CONTEXT(each.risk) {
      Desk desk;
      const std::string reference = desk.submitted(each.risk);
      BOOST_TEST((desk.holding(reference) == "risk_assessment_age") == each.held);
      desk.must("desk.check", reference, {{"date_agrees", "yes"}});
      BOOST_TEST(desk.state(reference) == (each.held ? "submitted" : "complete"));
      BOOST_TEST((desk.holding(reference) == "risk_assessment_age") == each.held);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_stale_risk_assessment_waits_until_a_newer_one_was_seen,
                     *label("REF-25") * label("NOT-03") * label("TST-01")) {
  Desk desk;
  const std::string reference = desk.submitted("2025-10-28");
  BOOST_TEST(desk.holding(reference) == "risk_assessment_age");
  Screen screen(desk.office, kAdmin);
  BOOST_TEST(has(textOf(screen.get("/inbox")), "The risk assessment is too old"));
  // Two clicks from home: the case, then the button with what is open already ticked.
  const web::Reply asked = screen.send("/cases/" + reference, "desk.ask", {{"holds", {"1"}}});
  BOOST_TEST(has(textOf(asked), "Asked on 2 February 2026"), textOf(asked));
  BOOST_TEST(desk.mails(reference + ": on hold") == 1);
  BOOST_TEST(has(textOf(screen.get("/inbox?show=waiting")), reference));
  BOOST_TEST(!has(textOf(screen.get("/inbox?show=check")), reference));

  desk.office.clock().set(londonAt(Date(2026, 2, 3), {11, 0}));
  const Outcome newer =
      desk.office.run(kCoordinator, "referral.update_data",
                      {{"reference", reference},
                       {"section", "risk"},
                       {"risk.document", desk.office.upload(kCoordinator, "newer.pdf", "%PDF-1.4 newer")},
                       {"risk.completed", "2025-10-28"},
                       {"risk.reviewed", "2026-02-03"},
                       {"risk.changes", "Reviewed, no change"},
                       {"risk.covers", "pupil|others|place"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(newer), desk.office.dumpOf(newer));
  BOOST_TEST(has(desk.refused("desk.check", reference), "Look at the date"));
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  BOOST_TEST(desk.holding(reference).empty());
  BOOST_TEST(desk.state(reference) == "complete");
  BOOST_TEST(
      desk.office.fact<std::string>("SELECT c.application_date FROM @all_cases c WHERE c.reference = ?", reference)
          .value() == "2026-02-02");
}

BOOST_AUTO_TEST_CASE(the_date_on_the_document_is_another) {
  Desk desk;
  const std::string reference = desk.submitted();
  desk.must("desk.check", reference, {{"date_agrees", "no"}});
  BOOST_TEST(desk.holding(reference) == "risk_assessment_date");
  BOOST_TEST(desk.state(reference) == "submitted");
  BOOST_TEST(
      has(desk.refused("desk.clear_hold", reference, {{"hold", "1"}, {"why", "They rang"}}), "date on the document"));
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  BOOST_TEST(desk.holding(reference).empty());
  BOOST_TEST(desk.state(reference) == "complete");
}

BOOST_AUTO_TEST_CASE(two_holds_are_put_asked_and_cleared_each_by_itself,
                     *label("REF-24") * label("REF-57") * label("NOT-02")) {
  Desk desk;
  const std::string reference = desk.submitted();
  desk.must("desk.hold", reference, {{"kind", "consent"}, {"says", "Who spoke to Mari Wynne, and when?"}});
  desk.must("desk.hold", reference, {{"kind", "missing_data"}, {"says", "Which class is he in?"}});
  BOOST_TEST(has(desk.refused("desk.ask", reference), "at least one"));
  desk.must("desk.ask", reference, {{"holds", "1"}});
  BOOST_TEST(desk.mails(reference + ": we need something from you") == 1);
  // What a person typed is no matter for a mail.
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%Mari%") == 0);
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%/referrals/" + reference + "%") == 1);
  desk.must("desk.clear_hold", reference, {{"hold", "2"}, {"why", "Confirmed by telephone"}});
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  BOOST_TEST(desk.state(reference) == "submitted");
  desk.must("desk.clear_hold", reference, {{"hold", "1"}, {"why", "Confirmed by telephone"}});
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
  desk.must("desk.check", reference);
  BOOST_TEST(desk.state(reference) == "complete");
  // Something turns out to be missing after all.
  desk.must("desk.hold", reference, {{"kind", "other"}, {"says", "A page of the form is blank"}});
  BOOST_TEST(desk.state(reference) == "submitted");
  BOOST_TEST(desk.openDuties(reference, "desk.send") == 0);
}

BOOST_AUTO_TEST_CASE(a_hold_of_policy_is_not_cleared_by_hand) {
  Desk desk;
  const std::string reference = desk.submitted("2025-10-28");
  BOOST_TEST(
      has(desk.refused("desk.clear_hold", reference, {{"hold", "1"}, {"why", "Never mind it"}}), "Policy still finds"));
  BOOST_TEST(
      has(desk.refused("desk.clear_hold", reference, {{"hold", "7"}, {"why", "Never mind it"}}), "closed already"));
  BOOST_TEST(desk.holding(reference) == "risk_assessment_age");
}

BOOST_AUTO_TEST_CASE(what_the_school_sends_brings_it_back_to_the_inbox) {
  Desk desk;
  const std::string reference = desk.submitted("2025-10-28");
  desk.must("desk.ask", reference, {{"holds", "1"}});
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 0);
  BOOST_TEST(desk.lookAgain() == 0U);
  desk.office.clock().set(londonAt(Date(2026, 2, 5), {11, 0}));
  desk.office.run(kCoordinator, "referral.update_data",
                  {{"reference", reference},
                   {"section", "risk"},
                   {"risk.document", desk.office.upload(kCoordinator, "newer.pdf", "%PDF-1.4 newer")},
                   {"risk.completed", "2026-02-05"},
                   {"risk.covers", "pupil|others|place"}});
  BOOST_TEST(desk.lookAgain() == 1U);
  BOOST_TEST(desk.lookAgain() == 0U);
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
  BOOST_TEST((desk.due(reference, "desk.first_look") == londonEndOf(Date(2026, 2, 9))));
}

// After a check nothing is nobody's: what the school was not asked for stays in CAP's list.
BOOST_AUTO_TEST_CASE(a_checked_case_stays_with_cap_until_the_school_is_asked, *label("REF-24") * label("NOT-02")) {
  Desk desk;
  const std::string reference = desk.submitted("2025-10-28");
  BOOST_TEST(has(desk.must("desk.check", reference, {{"date_agrees", "yes"}}).says, "until you have asked"));
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
  Screen admin(desk.office, kAdmin);
  BOOST_TEST(has(textOf(admin.get("/inbox?show=check")), reference));
  desk.must("desk.ask", reference, {{"holds", "1"}});
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 0);
  // Checked while the school has it: it stays with the school.
  desk.must("desk.check", reference);
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 0);
  BOOST_TEST(has(textOf(admin.get("/inbox?show=waiting")), reference));
  // A hold more, by hand: CAP has something to ask for again.
  desk.must("desk.hold", reference, {{"kind", "other"}, {"says", "Which class is he in?"}});
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
  desk.must("desk.check", reference);
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
  desk.must("desk.ask", reference, {{"holds", "2"}});
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 0);
  // Nothing came since: the job finds nothing. What comes is found.
  BOOST_TEST(desk.lookAgain() == 0U);
  desk.office.clock().advanceMs(60'000);
  desk.must("referral.update_data", reference,
            {{"section", "contacts"}, {"version", ""}, {"contacts.medical", "asthma"}}, kCoordinator);
  BOOST_TEST(desk.lookAgain() == 1U);
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
}

BOOST_AUTO_TEST_CASE(on_hold_when_ready_to_send_is_work_of_cap, *label("REF-24")) {
  Desk desk;
  const std::string reference = desk.complete();
  desk.must("desk.hold", reference, {{"kind", "other"}, {"says", "A page of the form is blank"}});
  BOOST_TEST(desk.openDuties(reference, "desk.send") == 0);
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
  BOOST_TEST((desk.due(reference, "desk.first_look") == londonEndOf(Date(2026, 2, 4))));
  Screen admin(desk.office, kAdmin);
  BOOST_TEST(has(textOf(admin.get("/inbox?show=check")), reference));
}
