#include "capd/Event.h"
#include "cases/account/Account.h"
#include "cases/duty/Duty.h"
#include "cases/organisation/Organisation.h"
#include "tests/desk/Desk.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

void change(Desk& desk, const std::string& sql) {
  store::WriteRequest request;
  request.viewer = desk.office.house().hostViewer(0);
  request.command = "test.fill";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    tx.execute(sql);
    return Done{};
  };
  desk.office.house().database().write(std::move(request)).get();
}

std::string sentTo(Desk& desk, const std::string& reference) {
  return desk.office
      .fact<std::string>(
          "SELECT co.code FROM @choices ch JOIN @all_cases c ON c.id = ch.case_id JOIN course co ON co.id = "
          "ch.course_id WHERE c.reference = ? AND ch.state = 'sent'",
          reference)
      .value_or("");
}

}  // namespace

BOOST_AUTO_TEST_CASE(released_to_the_provider, *label("REF-27") * label("NOT-04")) {
  Desk desk;
  const std::string reference = desk.complete();
  Screen provider(desk.office, kProvider);
  BOOST_TEST(provider.get("/answers/" + reference).status == 404);
  Screen admin(desk.office, kAdmin);
  const web::Reply sent = admin.send("/cases/" + reference, "desk.release", {});
  BOOST_TEST(has(textOf(sent), "CAP sent the papers to the provider"), textOf(sent));
  BOOST_TEST(desk.state(reference) == "sent");
  BOOST_TEST(provider.get("/answers/" + reference).status == 200);
  BOOST_TEST(desk.mails(reference + ": a referral for you to answer") == 1);
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%Bicycle%") == 0);
  BOOST_TEST(desk.count("SELECT COUNT(*) FROM mail WHERE body LIKE ?", "%Wynne%") == 0);
  BOOST_TEST(desk.openDuties(reference, "response.answer") == 1);
  BOOST_TEST(desk.openDuties(reference, "desk.send") == 0);
  // Sent on Monday 2 February: seven days on is the 9th.
  BOOST_TEST((desk.due(reference, "response.answer") == londonEndOf(Date(2026, 2, 9))));
  BOOST_TEST(
      desk.count("SELECT COUNT(*) FROM decision d JOIN @all_cases c ON c.id = d.case_id WHERE c.reference = ? AND "
                 "d.occasion = 'released'",
                 reference) == 1);
}

BOOST_AUTO_TEST_CASE(seven_days_stand_still_in_half_term,
                     *label("IVW-05") * label("REF-29") * label("NUM-10") * label("CAL-51")) {
  Desk desk(Kind::sqlite, Date(2026, 2, 11));
  const std::string reference = desk.submitted("2026-02-01");
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  desk.must("desk.release", reference);
  // Half term is 16 to 20 February, with its weekends outside the half terms: 12 and 13 count, then from the 23rd.
  BOOST_TEST(londonDate(desk.due(reference, "response.answer").plusMs(-1)).iso() == "2026-02-27");
}

BOOST_AUTO_TEST_CASE(not_with_an_open_hold_of_any_kind, *label("REF-58")) {
  Desk desk;
  const std::string reference = desk.submitted();
  BOOST_TEST(has(desk.refused("desk.release", reference), "still being checked"));
  for (const char* kind : {"missing_data", "risk_assessment", "consent", "other"}) {
    BOOST_TEST_CONTEXT(kind) {
      desk.must("desk.hold", reference, {{"kind", kind}, {"says", "Please send it"}});
      desk.must("desk.check", reference, {{"date_agrees", "yes"}});
      BOOST_TEST(desk.state(reference) == "submitted");
      BOOST_TEST(has(desk.refused("desk.release", reference), "still being checked"));
      desk.must("desk.clear_hold", reference, {{"hold", "1"}, {"why", "They sent it"}});
    }
  }
  desk.must("desk.check", reference);
  desk.must("desk.release", reference);
  BOOST_TEST(desk.state(reference) == "sent");
}

BOOST_AUTO_TEST_CASE(not_with_a_newer_risk_assessment_that_nobody_looked_at, *label("REF-25") * label("REF-52")) {
  Desk desk;
  const std::string reference = desk.complete();
  const Outcome newer =
      desk.office.run(kCoordinator, "referral.update_data",
                      {{"reference", reference},
                       {"section", "risk"},
                       {"risk.document", desk.office.upload(kCoordinator, "newer.pdf", "%PDF-1.4 newer")},
                       {"risk.completed", "2026-02-01"},
                       {"risk.covers", "pupil|others|place"}});
  BOOST_TEST_REQUIRE(std::holds_alternative<Done>(newer), desk.office.dumpOf(newer));
  // Back with CAP, in its list, and nothing is locked.
  BOOST_TEST(desk.state(reference) == "submitted");
  BOOST_TEST(desk.openDuties(reference, "desk.send") == 0);
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
  BOOST_TEST((desk.due(reference, "desk.first_look") == londonEndOf(Date(2026, 2, 4))));
  BOOST_TEST(has(desk.refused("desk.release", reference), "still being checked"));
  BOOST_TEST(has(desk.refused("desk.check", reference), "Look at the date"));
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  desk.must("desk.release", reference);
  BOOST_TEST(desk.state(reference) == "sent");
}

// It came while the first provider had the papers: it is looked at before they go to the second.
BOOST_AUTO_TEST_CASE(not_to_the_next_choice_before_the_newest_was_looked_at, *label("REF-25") * label("RSP-16")) {
  for (const bool newer : {true, false}) {
    BOOST_TEST_CONTEXT(newer) {
      Desk desk;
      const std::string reference = desk.office.draft();
      desk.office.fillIn(reference);
      desk.office.save(reference, "course", {{"course.second", "hair"}});
      desk.must("referral.submit", reference, {}, kCoordinator);
      desk.must("desk.check", reference, {{"date_agrees", "yes"}});
      desk.must("desk.release", reference);
      if (newer)
        desk.must("referral.update_data", reference,
                  {{"section", "risk"},
                   {"version", ""},
                   {"risk.document", desk.office.upload(kCoordinator, "newer.pdf", "%PDF-1.4 newer")},
                   {"risk.completed", "2026-02-01"},
                   {"risk.covers", "pupil|others|place"}},
                  kCoordinator);
      desk.must("response.no", reference, {{"category", "availability"}, {"reason", "All places are taken this term."}},
                kProvider);
      BOOST_TEST(desk.state(reference) == (newer ? "submitted" : "complete"));
      BOOST_TEST(desk.openDuties(reference, "desk.first_look") == (newer ? 1 : 0));
      BOOST_TEST(desk.openDuties(reference, "desk.send") == (newer ? 0 : 1));
      if (newer) desk.must("desk.check", reference, {{"date_agrees", "yes"}});
      desk.must("desk.release", reference);
      BOOST_TEST(sentTo(desk, reference) == "hair");
    }
  }
}

BOOST_AUTO_TEST_CASE(not_twice_and_not_from_a_stale_page) {
  Desk desk;
  const std::string reference = desk.complete();
  const std::string stale = std::to_string(desk.version(reference));
  desk.must("desk.take", reference);
  BOOST_TEST(has(desk.refused("desk.release", reference, {{"version", stale}}), "Something changed"));
  desk.must("desk.release", reference);
  BOOST_TEST(has(desk.refused("desk.release", reference), "with the provider"));
  BOOST_TEST(desk.mails(reference + ": a referral for you to answer") == 1);
  BOOST_TEST(desk.openDuties(reference, "response.answer") == 1);
}

BOOST_AUTO_TEST_CASE(not_to_a_course_that_is_full) {
  Desk desk;
  const std::string reference = desk.complete();
  change(desk, "UPDATE course SET places = 0 WHERE code = 'bike'");
  BOOST_TEST(has(desk.refused("desk.release", reference), "no place left: 0 of 0"));
  BOOST_TEST(desk.state(reference) == "complete");
}

// Full, closed, or its provider closed: the papers go to the second choice.
BOOST_AUTO_TEST_CASE(the_second_choice_is_asked_where_the_first_cannot_be_had, *label("REF-27") * label("RSP-16")) {
  for (const char* sql :
       {"UPDATE course SET places = 0 WHERE code = 'bike'", "UPDATE course SET closed_ms = 1 WHERE code = 'bike'",
        "UPDATE organisation SET closed_ms = 1 WHERE id = (SELECT provider_id FROM course WHERE code "
        "= 'bike')",
        ""}) {
    BOOST_TEST_CONTEXT(sql) {
      Desk desk;
      const std::string reference = desk.office.draft();
      desk.office.fillIn(reference);
      desk.office.save(reference, "course", {{"course.second", "hair"}});
      desk.must("referral.submit", reference, {}, kCoordinator);
      desk.must("desk.check", reference, {{"date_agrees", "yes"}});
      if (*sql != 0) change(desk, sql);
      desk.must("desk.release", reference);
      BOOST_TEST(sentTo(desk, reference) == (*sql != 0 ? "hair" : "bike"));
    }
  }
}

// None is left: CAP says so, the school is told at once and chooses, and the case goes on.
BOOST_AUTO_TEST_CASE(the_school_chooses_when_no_course_can_be_had, *label("RSP-16") * label("REF-24")) {
  Desk desk;
  const std::string reference = desk.complete();
  change(desk, "UPDATE course SET closed_ms = 1 WHERE code = 'bike'");
  BOOST_TEST(has(desk.refused("desk.release", reference), "The course can’t be had"));
  const Texts hold = {{"kind", "course"}, {"says", "Bicycle maintenance is offered no more. Please choose another."}};
  desk.must("desk.hold", reference, hold);
  BOOST_TEST(desk.state(reference) == "submitted");
  BOOST_TEST(desk.holding(reference) == "choose_course");
  BOOST_TEST(desk.mails(reference + ": choose another course") == 1);
  BOOST_TEST(desk.openDuties(reference, "desk.send") == 0);
  BOOST_TEST(has(desk.refused("desk.hold", reference, hold), "already"));
  BOOST_TEST(has(desk.refused("desk.clear_hold", reference, {{"hold", "1"}, {"why", "Never mind it"}}), "has chosen"));
  Screen admin(desk.office, kAdmin);
  BOOST_TEST(has(textOf(admin.get("/inbox?show=waiting")), reference));
  Screen school(desk.office, kCoordinator);
  BOOST_TEST(has(textOf(school.get("/referrals/" + reference)), "On hold: waiting for you"));
  BOOST_TEST(has(school.get("/referrals/" + reference).body, "/alternatives/" + reference));
  // Who only helps with writing is not sent to a page that does not open.
  Screen contributor(desk.office, "contributor@school.example");
  BOOST_TEST(!has(contributor.get("/referrals/" + reference).body, "/alternatives/" + reference));
  BOOST_TEST(has(textOf(contributor.get("/referrals/" + reference)), "Your CAP coordinator chooses."));
  school.send("/alternatives/" + reference, "response.choose_course", {{"course", {"wood"}}});
  BOOST_TEST(desk.holding(reference).empty());
  BOOST_TEST(desk.openDuties(reference, "desk.first_look") == 1);
  desk.must("desk.check", reference);
  desk.must("desk.release", reference);
  BOOST_TEST(sentTo(desk, reference) == "wood");
}

// A provider's no that CAP has not shared is not asked for by the desk: the school would learn of it.
BOOST_AUTO_TEST_CASE(a_no_that_is_not_shared_is_not_asked_for, *label("NOT-06")) {
  Desk desk;
  const std::string reference = desk.complete();
  desk.must("desk.release", reference);
  desk.must("response.no", reference, {{"category", "availability"}, {"reason", "All places are taken this term."}},
            kProvider);
  BOOST_TEST(desk.holding(reference) == "choose_course");
  Screen admin(desk.office, kAdmin);
  BOOST_TEST(admin.get("/cases/" + reference).body.find("action=\"/do/desk.ask\"") == std::string::npos);
  BOOST_TEST(has(desk.refused("desk.ask", reference, {{"holds", "1"}}), "shared"));
  Screen school(desk.office, kCoordinator);
  BOOST_TEST(has(textOf(school.get("/referrals/" + reference)), "With the provider"));
}

BOOST_AUTO_TEST_CASE(the_monitoring_officer_is_one) {
  Desk desk;
  const std::string reference = desk.submitted();
  BOOST_TEST(
      has(desk.refused("desk.allocate_monitoring_officer", reference, {{"officer", kAdmin}}), "Nobody with that"));
  BOOST_TEST(desk.must("desk.allocate_monitoring_officer", reference, {{"officer", "officer@cap.example"}}).says ==
             "Moses Grant is the monitoring officer.");
}

BOOST_AUTO_TEST_CASE(another_monitoring_officer_takes_over_what_waits_for_the_one_before, *label("REF-34")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Desk desk(kind);
    const std::string reference = desk.submitted();
    const std::string other = desk.submitted();
    for (const std::string& each : {reference, other})
      desk.must("desk.allocate_monitoring_officer", each, {{"officer", "officer@cap.example"}});
    std::int64_t newcomer = 0;
    store::WriteRequest request;
    request.viewer = desk.office.house().hostViewer(0);
    request.command = "test.newcomer";
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      const std::int64_t person = addPerson(tx, "Nia Frost", "newcomer@cap.example", "");
      addMembership(tx, person, capOrganisation(tx), "cap.monitoring_officer");
      newcomer = addAccount(tx, person, "newcomer@cap.example");
      for (const std::string& each : {reference, other})
        for (const auto& [duty, role] : {std::pair{"response.alternatives", "cap.monitoring_officer"},
                                         std::pair{"referral.process", "cap.admin"}}) {
          const auto referral = findReferral(tx, each);
          openDuty(tx, {.kind = duty,
                        .subject = each,
                        .occurrence = "test",
                        .caseId = referral->id,
                        .organisation = capOrganisation(tx),
                        .role = role,
                        .account = std::string(role) == "cap.admin" ? std::nullopt : referral->monitoringOfficer,
                        .says = "Ring the school",
                        .due = tx.now()});
        }
      return Done{};
    };
    desk.office.house().database().write(std::move(request)).get();
    desk.must("desk.allocate_monitoring_officer", reference, {{"officer", "newcomer@cap.example"}});
    const auto owner = [&](const std::string& subject, const char* duty) {
      return desk.office
          .fact<std::int64_t>(
              "SELECT COALESCE(d.account_id, 0) FROM duty d WHERE d.occurrence = 'test' AND d.kind = '" +
                  std::string(duty) + "' AND d.subject = ?",
              subject)
          .value();
    };
    BOOST_TEST(owner(reference, "response.alternatives") == newcomer);
    BOOST_TEST(owner(reference, "referral.process") == 0);          // CAP's own work stays with everybody
    BOOST_TEST(owner(other, "response.alternatives") != newcomer);  // another case stays with its officer
    BOOST_TEST(owner(other, "response.alternatives") != 0);
  }
}

// A second provider's answer is as secret as the first one's was, whatever was shared of the first; and whom to ring
// for the interview stays until then.
BOOST_AUTO_TEST_CASE(the_second_answer_is_secret_until_it_is_shared, *label("NOT-06") * label("IVW-03")) {
  Desk desk;
  const std::string reference = desk.office.draft();
  desk.office.fillIn(reference);
  desk.office.save(reference, "course", {{"course.second", "hair"}});
  desk.must("referral.submit", reference, {}, kCoordinator);
  desk.must("desk.check", reference, {{"date_agrees", "yes"}});
  desk.must("desk.release", reference);
  const auto page = [&] { return textOf(Screen(desk.office, kCoordinator).get("/referrals/" + reference)); };
  BOOST_TEST(has(page(), "to arrange the interview"));
  const std::string list = textOf(Screen(desk.office, kCoordinator).get("/referrals"));
  desk.must("response.no", reference, {{"category", "availability"}, {"reason", "All places are taken this term."}},
            kProvider);
  BOOST_TEST(desk.state(reference) == "complete");  // the next choice is ready to go
  BOOST_TEST(has(page(), "With the provider"), page());
  BOOST_TEST(!has(page(), "With CAP"), page());
  BOOST_TEST(textOf(Screen(desk.office, kCoordinator).get("/referrals")) == list);
  change(desk, "UPDATE response SET shared_ms = 1");
  desk.must("desk.release", reference);
  BOOST_TEST(sentTo(desk, reference) == "hair");
  BOOST_TEST(has(page(), "With the provider"));
  const std::string before = page();
  desk.must("response.no", reference, {{"category", "need"}, {"reason", "We cannot meet the need."}},
            "other@provider.example");
  BOOST_TEST(desk.state(reference) == "slt_review");
  BOOST_TEST(has(page(), "With the provider"), page());
  BOOST_TEST(!has(page(), "Provider has answered: CAP"), page());
  BOOST_TEST(has(page(), "to arrange the interview"), page());
}
