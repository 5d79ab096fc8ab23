// Reminders: one mail a day to each person, none about what is done, none within three days of one by hand; then
// somebody at CAP rings.

#include "cases/staff/Staff.h"
#include "tests/clock/Year.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::int64_t reminders(Year& year, const std::string& address) {
  return year.mails(address, "capd: one thing is waiting") + year.mails(address, "capd: 2 things are waiting");
}

}  // namespace

BOOST_DATA_TEST_CASE(a_reminder_the_day_before_on_the_day_and_after, kBoth, kind) {
  Asked year(kind);
  year.at(Date(2026, 2, 12), {5, 55});
  BOOST_TEST(reminders(year, kBench) == 0);
  for (int again = 0; again < 3; ++again) year.at(Date(2026, 2, 12), {6, again * 5});
  BOOST_TEST(reminders(year, kBench) == 1);
  BOOST_TEST(reminders(year, kOther) == 1);
  BOOST_TEST_REQUIRE(isDone(year.confirm(kOther, "2025-26/h3")));
  year.at(Date(2026, 2, 13), {6, 0});
  BOOST_TEST(reminders(year, kBench) == 2);
  BOOST_TEST(reminders(year, kOther) == 1);  // it is done
  year.at(Date(2026, 2, 15), {12, 0});
  BOOST_TEST(reminders(year, kBench) == 2);
  year.at(Date(2026, 2, 16), {6, 0});  // a working day after Friday: Monday, in the school holiday
  BOOST_TEST(reminders(year, kBench) == 3);
  year.at(Date(2026, 3, 16), {6, 0});
  BOOST_TEST(reminders(year, kBench) == 3);
}

// Two tutors whose checks are to be renewed: at 90, 30 and 7 days one mail names both (J11).
BOOST_TEST_DECORATOR(*label("CAL-35"))
BOOST_DATA_TEST_CASE(renewals_are_reminded_of_in_one_mail, kBoth, kind) {
  Year year(kind, Date(2026, 2, 2));
  const Date policyDate(2026, 6, 1);
  year.office.clock().set(londonAt(policyDate.plusDays(-90), {0, 5}));
  store::WriteRequest request;
  request.viewer = year.office.house().hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    const auto provider = findOrganisation(tx, "provider", "Whitley Workshops").value().id;
    for (const char* who : {"a", "b"})
      openDuty(tx, {.kind = "staff.dbs_renewal",
                    .subject = "whitley",
                    .occurrence = std::string(who) + ":" + policyDate.iso(),
                    .organisation = provider,
                    .role = "provider.coordinator",
                    .says = "Show CAP a new DBS check",
                    .due = londonEndOf(policyDate)});
    return Done{};
  };
  year.office.house().database().write(std::move(request)).get();
  std::int64_t mails = 0;
  for (const int days : {90, 30, 7}) {
    year.at(policyDate.plusDays(-days), {5, 54});
    BOOST_TEST(year.mails(kBench, "capd: 2 things are waiting for you") == mails, days);
    for (int again = 0; again < 3; ++again) year.at(policyDate.plusDays(-days), {6, 5 * again});
    BOOST_TEST(year.mails(kBench, "capd: 2 things are waiting for you") == ++mails, days);
  }
  BOOST_TEST(year.mails(kOther, "capd: 2 things") == 0);
}

// Several steps that passed unseen are one mail.
BOOST_AUTO_TEST_CASE(steps_that_were_missed_are_one_mail) {
  Asked year;
  year.at(Date(2026, 2, 13), {9, 0});
  BOOST_TEST(reminders(year, kBench) == 1);
  BOOST_TEST(year.count("SELECT COUNT(*) FROM duty_event e WHERE e.what = ?", "joined") == year.providers());
}

BOOST_AUTO_TEST_CASE(a_reminder_by_hand_stands_for_the_automatic_ones_of_three_days) {
  Asked year;
  year.office.clock().set(londonAt(Date(2026, 2, 10), {11, 0}));
  const Outcome sent = year.office.run("admin@cap.example", "schedule.remind", {{"subject", year.codeOf(kBench)}});
  BOOST_TEST_REQUIRE(isDone(sent), year.office.dumpOf(sent));
  BOOST_TEST(year.mails(kBench, "capd: CAP reminds you") == 1);
  year.at(Date(2026, 2, 12), {6, 0});
  BOOST_TEST(reminders(year, kBench) == 0);
  BOOST_TEST(reminders(year, kOther) == 1);
  year.at(Date(2026, 2, 13), {6, 0});  // two days and nineteen hours after
  BOOST_TEST(reminders(year, kBench) == 0);
  year.at(Date(2026, 2, 16), {6, 0});  // more than three days after
  BOOST_TEST(reminders(year, kBench) == 1);
}

BOOST_DATA_TEST_CASE(what_does_not_come_goes_to_the_quality_officer_then_the_operations_lead, kBoth, kind) {
  Asked year(kind);
  BOOST_TEST_REQUIRE(isDone(year.confirm(kOther, "2025-26/h3")));
  const auto chasing = [&](const std::string& role) {
    return year.count(
        "SELECT COUNT(*) FROM duty d WHERE d.kind = 'schedule.chase' AND d.closed_ms IS NULL AND d.role = ?", role);
  };
  const std::int64_t missing = year.providers() - 1;
  year.at(Date(2026, 2, 15), {9, 0});
  BOOST_TEST(chasing("cap.quality_officer") == 0);
  year.at(Date(2026, 2, 16), {6, 0});
  year.at(Date(2026, 2, 16), {7, 0});
  BOOST_TEST(chasing("cap.quality_officer") == missing);
  BOOST_TEST(chasing("cap.operations_lead") == 0);
  year.at(Date(2026, 2, 18), {6, 0});
  BOOST_TEST(chasing("cap.operations_lead") == missing);
  // The call is written down; the duty itself stays.
  const std::string code = year.codeOf(kBench);
  const Outcome called = year.office.run("admin@cap.example", "schedule.call",
                                         {{"subject", code}, {"who", "Priya Nair"}, {"said", "She does it today."}});
  BOOST_TEST_REQUIRE(isDone(called), year.office.dumpOf(called));
  BOOST_TEST(chasing("cap.operations_lead") == missing - 1);
  BOOST_TEST(year.count("SELECT COUNT(*) FROM duty_event e WHERE e.what = ?", "called") == 1);
  BOOST_TEST(year.openDutiesOf("confirmation.half_term") == missing);
  // What comes at last ends the chase too.
  BOOST_TEST_REQUIRE(isDone(year.confirm(kBench, "2025-26/h3")));
  BOOST_TEST(chasing("cap.quality_officer") == missing - 1);
}

BOOST_AUTO_TEST_CASE(an_empty_call_is_refused_with_both_faults) {
  Asked year;
  const Outcome outcome = year.office.run("admin@cap.example", "schedule.call", {{"subject", year.codeOf(kBench)}});
  BOOST_TEST_REQUIRE(!isDone(outcome));
  const std::string says = year.office.dumpOf(outcome);
  BOOST_TEST(says.find("Enter whom you spoke to") != std::string::npos, says);
  BOOST_TEST(says.find("Enter what was said") != std::string::npos, says);
}

// A document is read by many: a call to one of them is about that one alone.
BOOST_DATA_TEST_CASE(a_call_about_a_document_is_about_one_organisation, kBoth, kind) {
  Year year(kind, Date(2026, 2, 2));
  const auto codes = [&] {
    std::vector<std::string> all;
    store::WriteRequest request;
    request.viewer = year.office.house().hostViewer(0);
    request.payload = "{}";
    request.apply = [&](WriteTx& tx) -> Outcome {
      for (const char* name : {"Whitley Workshops", "Sherbourne Skills"}) {
        const auto provider = findOrganisation(tx, "provider", name).value().id;
        all.push_back(providerCode(provider));
        openDuty(tx, {.kind = "terms.acknowledge",
                      .subject = "terms",
                      .occurrence = "v1:" + all.back(),
                      .organisation = provider,
                      .role = "provider.coordinator",
                      .says = "Read: Terms, 2025-26",
                      .due = londonEndOf(Date(2026, 2, 3))});
      }
      return Done{};
    };
    year.office.house().database().write(std::move(request)).get();
    return all;
  }();
  year.at(Date(2026, 2, 5), {6, 0});
  year.at(Date(2026, 2, 9), {6, 0});
  BOOST_TEST(year.openDutiesOf("schedule.chase") == 0);
  year.at(Date(2026, 2, 10), {6, 0});  // five working days after
  BOOST_TEST_REQUIRE(year.openDutiesOf("schedule.chase") == 2);
  Screen data(year.office, "data@cap.example");
  const std::string page = textOf(data.get("/chase/" + codes[0] + ".terms"));
  BOOST_TEST(has(page, "Whitley Workshops"), page);
  BOOST_TEST(!has(page, "Sherbourne Skills"), page);
  BOOST_TEST(has(page, "reminded 2 working days after"), page);
  BOOST_TEST(has(page, "passed on to the CAP data administrator, 5 working days after"), page);
  BOOST_TEST(data.get("/chase/terms").status == 404);
  BOOST_TEST(!has(textOf(data.get("/chase/" + codes[0])), "Read: Terms"));
  BOOST_TEST_REQUIRE(isDone(
      year.office.run("data@cap.example", "schedule.call",
                      {{"subject", codes[0] + ".terms"}, {"who", "Priya Nair"}, {"said", "She reads it today."}})));
  BOOST_TEST(year.openDutiesOf("schedule.chase") == 1);
  BOOST_TEST(year.openDutiesOf("terms.acknowledge") == 2);
  BOOST_TEST(has(textOf(data.get("/chase/" + codes[0] + ".terms")), "call, Priya Nair: She reads it today."));
  BOOST_TEST(!has(textOf(data.get("/chase/" + codes[1] + ".terms")), "She reads it today."));
}

// More than one command writes down: one mail counts them all, and what its mail did not go out for is not written
// down.
BOOST_DATA_TEST_CASE(more_than_five_hundred_are_one_mail, kBoth, kind) {
  constexpr std::int64_t kMany = 501;
  const Date policyDate(2026, 6, 1);
  Year year(kind, Date(2026, 2, 2));
  year.office.clock().set(londonAt(policyDate.plusDays(-8), {0, 5}));
  store::WriteRequest request;
  request.viewer = year.office.house().hostViewer(0);
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    const auto provider = findOrganisation(tx, "provider", "Whitley Workshops").value().id;
    for (std::int64_t i = 0; i < kMany; ++i)
      openDuty(tx, {.kind = "staff.dbs_renewal",
                    .subject = "whitley",
                    .occurrence = std::to_string(i),
                    .organisation = provider,
                    .role = "provider.coordinator",
                    .says = "Show CAP a new DBS check",
                    .due = londonEndOf(policyDate)});
    return Done{};
  };
  year.office.house().database().write(std::move(request)).get();
  const auto reminded = [&] {
    return year.count(
        "SELECT COUNT(*) FROM duty_event e JOIN duty d ON d.id = e.duty_id WHERE e.what = 'reminded' AND "
        "d.kind = ?",
        "staff.dbs_renewal");
  };
  year.office.clock().set(londonAt(policyDate.plusDays(-7), {6, 0}));
  const auto whitley = year.count("SELECT id FROM organisation WHERE name = ?", "Whitley Workshops");
  const Outcome second = year.office.house().pipeline().run(year.office.house().hostViewer(0),
                                                            {"reminders.send",
                                                             {{"day", {policyDate.plusDays(-7).iso()}},
                                                              {"organisation", {std::to_string(whitley)}},
                                                              {"role", {"provider.coordinator"}},
                                                              {"account", {"0"}},
                                                              {"part", {"1"}}},
                                                             {}});
  BOOST_TEST(!isDone(second));
  BOOST_TEST(has(year.office.dumpOf(second), "The mail that counts them was not sent"));
  BOOST_TEST(reminded() == 0);
  year.comeBy();
  BOOST_TEST(year.mails(kBench, "capd: 501 things are waiting for you") == 1);
  BOOST_TEST(reminded() == kMany);
  year.at(policyDate.plusDays(-7), {6, 5});
  BOOST_TEST(year.mails(kBench, "capd: 501 things are waiting for you") == 1);
  BOOST_TEST(year.mails(kBench, "capd: one thing") == 0);
}
