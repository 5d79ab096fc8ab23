#include "cases/duty/Duty.h"

#include "base/Calendar.h"
#include "cases/mail/Outbox.h"
#include "cases/organisation/Organisation.h"
#include "cases/referral/Referral.h"
#include "tests/support/Stores.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

// CAP, a school, a pupil and a case that was sent to CAP.
struct City {
  explicit City(Kind kind) : store(kind) {
    store.write([&](WriteTx& tx) -> Outcome {
      Organisation o;
      o.kind = "cap";
      o.name = "CAP";
      cap = addOrganisation(tx, o);
      o.kind = "provider";
      o.name = "Whitley Workshops";
      provider = addOrganisation(tx, o);
      o.kind = "school";
      o.name = "Spon Vale School";
      school = addOrganisation(tx, o);
      tx.execute(
          "INSERT INTO pupil (id, school_id, first_name, last_name, sort_name, born, year_group, version) VALUES "
          "(9000, ?, 'A', 'B', 'b a', '2011-03-04', 10, 1)",
          school);
      caseId = createDraft(tx, {"CAP25-H4K7MX", school, 9000, 1, {}});
      auto referral = anyReferral(tx, caseId);
      moveReferral(tx, *referral, ReferralState::submitted, {"submitted", "Sent to CAP.", Audience::all});
      return Done{};
    });
  }
  NewDuty look(Instant due, const std::string& occurrence = "once") const {
    return {.kind = "desk.first_look",
            .subject = "CAP25-H4K7MX",
            .occurrence = occurrence,
            .caseId = caseId,
            .organisation = cap,
            .role = "cap.admin",
            .says = "Check it",
            .clause = "000 App.2 step 6",
            .due = due};
  }
  std::int64_t open(const NewDuty& duty) {
    std::int64_t id = 0;
    store.write([&](WriteTx& tx) -> Outcome {
      id = openDuty(tx, duty);
      return Done{};
    });
    return id;
  }
  std::int64_t close(const std::string& kind) {
    std::int64_t closed = 0;
    store.write([&](WriteTx& tx) -> Outcome {
      closed = closeDuties(tx, kind, "CAP25-H4K7MX");
      return Done{};
    });
    return closed;
  }
  std::optional<Instant> inboxDue() {
    return store.database->read(jobViewer())
        ->tx()
        .one<std::optional<Instant>>("SELECT c.due_ms FROM @cases c WHERE c.reference = 'CAP25-H4K7MX'")
        .value();
  }
  std::int64_t events(const std::string& what) {
    return store.database->read(jobViewer())
        ->tx()
        .one<std::int64_t>("SELECT COUNT(*) FROM duty_event WHERE what = ?", what)
        .value();
  }
  static Viewer person(std::int64_t account, std::int64_t organisation, const std::string& kind,
                       const std::string& role) {
    ViewerMaker maker;
    maker.account = account;
    maker.actor = "account:" + std::to_string(account);
    maker.hats = {{organisation, kind, role}};
    maker.caseOrganisations = {organisation};
    return maker.make();
  }

  Store store;
  std::int64_t cap = 0;
  std::int64_t provider = 0;
  std::int64_t school = 0;
  std::int64_t caseId = 0;
};

Calendar council() {
  Calendar::Days days;
  days.bankHolidays = {Date(2026, 4, 3), Date(2026, 4, 6), Date(2026, 5, 4)};
  days.councilClosures = {Date(2026, 12, 29)};
  return Calendar(days);
}

}  // namespace

BOOST_DATA_TEST_CASE(opened_twice_is_one, kBoth, kind) {
  City city(kind);
  const Instant due = londonEndOf(Date(2026, 2, 4));
  const auto first = city.open(city.look(due));
  BOOST_TEST(city.open(city.look(due.plusMs(1))) == first);
  BOOST_TEST(city.events("opened") == 1);
  BOOST_TEST(city.close("desk.first_look") == 1);
  BOOST_TEST(city.close("desk.first_look") == 0);
  // A deed done stays done; the next of its kind is another.
  BOOST_TEST(city.open(city.look(due)) == first);
  BOOST_TEST(city.close("desk.first_look") == 0);
  BOOST_TEST(city.open(city.look(due, "again")) != first);
  BOOST_TEST(city.events("opened") == 2);
  BOOST_TEST(city.events("closed") == 1);
}

BOOST_DATA_TEST_CASE(what_is_done_in_one_go_is_asked_for_once, kBoth, kind) {
  City city(kind);
  const auto openOne = [&](Instant due, const std::string& occurrence, const std::string& says) {
    std::int64_t id = 0;
    city.store.write([&](WriteTx& tx) -> Outcome {
      NewDuty duty = city.look(due, occurrence);
      duty.says = says;
      id = openOneDuty(tx, duty);
      return Done{};
    });
    return id;
  };
  const Instant due = londonEndOf(Date(2026, 2, 4));
  const auto first = openOne(due, "first", "Check it");
  BOOST_TEST(openOne(due.plusMs(1000), "second", "The school has sent something") == first);
  BOOST_TEST(city.events("opened") == 1);
  BOOST_TEST((city.inboxDue() == due));
  BOOST_TEST(city.store.one<std::string>("SELECT says FROM duty WHERE closed_ms IS NULL") ==
             "The school has sent something");
  BOOST_TEST(city.close("desk.first_look") == 1);
  BOOST_TEST(openOne(due, "third", "Check it") != first);
}

BOOST_DATA_TEST_CASE(the_inbox_follows_caps_nearest_deadline, kBoth, kind) {
  City city(kind);
  BOOST_TEST(!city.inboxDue().has_value());
  NewDuty answer = city.look(londonEndOf(Date(2026, 2, 3)));
  answer.kind = "response.answer";
  answer.organisation = city.provider;
  answer.role = "provider.coordinator";
  city.open(answer);
  BOOST_TEST((city.inboxDue() == londonEndOf(Date(2026, 2, 3))));
  city.open(city.look(londonEndOf(Date(2026, 2, 10))));
  BOOST_TEST((city.inboxDue() == londonEndOf(Date(2026, 2, 10))), "CAP's own comes before another's");
  const auto nearer = city.open(city.look(londonEndOf(Date(2026, 2, 6)), "nearer"));
  BOOST_TEST((city.inboxDue() == londonEndOf(Date(2026, 2, 6))));
  city.store.write([&](WriteTx& tx) -> Outcome {
    moveDuty(tx, nearer, londonEndOf(Date(2026, 2, 20)), "a holiday was proclaimed");
    return Done{};
  });
  BOOST_TEST((city.inboxDue() == londonEndOf(Date(2026, 2, 10))));
  BOOST_TEST(city.events("moved") == 1);
  city.store.write([&](WriteTx& tx) -> Outcome {
    BOOST_TEST(closeAllDuties(tx, city.caseId, "not_needed") == 3);
    moveDuty(tx, nearer, londonEndOf(Date(2026, 2, 21)), "a holiday was proclaimed");
    return Done{};
  });
  BOOST_TEST(!city.inboxDue().has_value());
  BOOST_TEST(city.events("moved") == 1);
}

BOOST_DATA_TEST_CASE(everybody_sees_what_is_theirs, kBoth, kind) {
  City city(kind);
  city.open(city.look(londonEndOf(Date(2026, 2, 4))));
  NewDuty answer = city.look(londonEndOf(Date(2026, 2, 3)));
  answer.kind = "response.answer";
  answer.organisation = city.provider;
  answer.role = "provider.coordinator";
  city.open(answer);
  NewDuty mine = city.look(londonEndOf(Date(2026, 2, 5)), "mine");
  mine.account = 17;
  city.open(mine);
  const auto of = [&](const Viewer& viewer) { return dutiesOfViewer(city.store.database->read(viewer)->tx(), 10); };
  BOOST_TEST(of(City::person(17, city.cap, "cap", "cap.admin")).size() == 2U);
  BOOST_TEST(of(City::person(18, city.cap, "cap", "cap.admin")).size() == 1U);
  BOOST_TEST(of(City::person(18, city.cap, "cap", "cap.slt")).empty());
  BOOST_TEST(of(City::person(19, city.provider, "provider", "provider.coordinator")).size() == 1U);
  BOOST_TEST(of(City::person(20, city.school, "school", "school.coordinator")).empty());
  BOOST_TEST(of(jobViewer()).empty());
  const auto ofCase = [&](const Viewer& viewer) {
    return dutiesOfCase(city.store.database->read(viewer)->tx(), city.caseId).size();
  };
  BOOST_TEST(ofCase(jobViewer()) == 3U);
  BOOST_TEST(ofCase(City::person(20, city.school, "school", "school.coordinator")) == 0U);
  BOOST_TEST(ofCase(City::person(19, city.provider, "provider", "provider.coordinator")) == 0U, "not a party");
}

BOOST_DATA_TEST_CASE(a_mail_about_a_duty_goes_when_it_is_done, kBoth, kind) {
  City city(kind);
  const auto duty = city.open(city.look(londonEndOf(Date(2026, 2, 4))));
  Mail mail;
  mail.reason = "duty";
  mail.reasonId = duty;
  const auto gone = [&] { return reasonGone(city.store.database->read(jobViewer())->tx(), mail); };
  BOOST_TEST(gone().empty());
  city.close("desk.first_look");
  BOOST_TEST(gone() == "Not sent: it is done already.");
}

BOOST_AUTO_TEST_CASE(due_at_the_end_of_the_second_working_day) {
  const Calendar calendar = council();
  const auto due = [&](Date received) { return londonEndOf(calendar.addWorkingDays(received, 2)); };
  // Monday: the end of Wednesday. One millisecond before it is in time, at it and after it is late.
  const Instant end = due(Date(2026, 2, 2));
  BOOST_TEST((end == londonStartOf(Date(2026, 2, 5))));
  BOOST_TEST((londonDate(end.plusMs(-1)) == Date(2026, 2, 4)));
  BOOST_TEST((londonDate(end) == Date(2026, 2, 5)));
  // Friday, Saturday, Sunday: the end of Tuesday.
  for (unsigned day : {6U, 7U, 8U}) {
    const Date expected(2026, 2, day == 6 ? 10 : 10);
    BOOST_TEST((londonDate(due(Date(2026, 2, day)).plusMs(-1)) == expected));
  }
  // Over Easter, with Good Friday and Easter Monday: Thursday 2 April runs to Wednesday the 8th.
  BOOST_TEST((londonDate(due(Date(2026, 4, 2)).plusMs(-1)) == Date(2026, 4, 8)));
  // Over the clock change of 29 March: Friday the 27th runs to Tuesday the 31st, midnight in summer time.
  BOOST_TEST((due(Date(2026, 3, 27)) == londonStartOf(Date(2026, 4, 1))));
  BOOST_TEST(utcIso(due(Date(2026, 3, 27))) == "2026-03-31T23:00:00.000Z");
  // A day on which the council is shut does not count.
  BOOST_TEST((londonDate(due(Date(2026, 12, 28)).plusMs(-1)) == Date(2026, 12, 31)));
}

BOOST_DATA_TEST_CASE(one_of_several_under_the_same_subject_is_closed_by_its_occurrence, kBoth, kind) {
  City city(kind);
  const auto due = londonEndOf(Date(2026, 2, 4));
  for (const char* occurrence : {"ab:2026-02-02", "ab:2026-02-03", "abc:2026-02-02", "ab", "xab:1"})
    city.open(city.look(due, occurrence));
  std::int64_t closed = 0;
  const auto close = [&](const std::string& occurrence) {
    city.store.write([&](WriteTx& tx) -> Outcome {
      closed = closeDutiesOf(tx, "desk.first_look", "CAP25-H4K7MX", occurrence);
      return Done{};
    });
    return closed;
  };
  BOOST_TEST(close("a") == 0);
  BOOST_TEST(close("ab") == 3);
  BOOST_TEST(close("ab") == 0);
  BOOST_TEST(close("xab:1") == 1);
  BOOST_TEST(city.close("desk.first_look") == 1);  // `abc` was somebody else's
}
