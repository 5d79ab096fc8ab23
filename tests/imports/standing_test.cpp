// A list says who saw a check and when. What stands about a person, or was asked about them, is answered by it only
// when it came later than that.

#include "tests/imports/StaffImport.h"

using namespace capd;
using namespace capd::test;

namespace {

const std::string kOld = "Whitley Workshops,Old Check,Tutor,01/09/2020,001234567880,20/02/2023,Enhanced,";

std::string renewal(const std::string& dated, const std::string& seenOn) {
  return "Whitley Workshops,Old Check,Tutor,01/09/2020,001234567881," + dated + ",Enhanced,Q," + seenOn + ",no";
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_decision_is_lifted_by_what_was_seen_after_it_alone, *boost::unit_test::label("CMP-06")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql})
    for (const auto& [seenOn, lifted] : {std::pair{"01/02/2026", false}, {"02/02/2026", false}, {"03/02/2026", true}}) {
      StaffImport importing(kind);
      importing.applies(kOld + "Q,21/02/2023,no\n");
      importing.decides("Old Check");  // on 2 February
      importing.day(Date(2026, 2, 5));
      const std::string said = importing.saidOf(renewal("20/01/2026", seenOn));
      BOOST_TEST(says(said, "change: DBS check: 20 February 2023 → 20 January 2026, seen by Q"), said);
      BOOST_TEST(says(said, "the decision of 2 February 2026 stands until CAP’s quality officer decides") == !lifted,
                 said);
      importing.applies(renewal("20/01/2026", seenOn) + "\n");
      BOOST_TEST(importing.checks("c.seen_name = 'Q'", "Old Check") == 2);
      BOOST_TEST(importing.now("Old Check").standing == (lifted ? "" : "not_with_pupils"), seenOn);
      BOOST_TEST(importing.mayBeNamed("Old Check") == lifted, seenOn);
      importing.undone();
      BOOST_TEST(importing.checks("c.struck_ms IS NOT NULL", "Old Check") == (lifted ? 0 : 1));
    }
}

BOOST_AUTO_TEST_CASE(what_the_update_service_had_is_answered_by_what_was_seen_after_it,
                     *boost::unit_test::label("CMP-06")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql})
    for (const auto& [seenOn, answered] :
         {std::pair{"19/01/2026", false}, {"20/01/2026", false}, {"21/01/2026", true}}) {
      StaffImport importing(kind);
      importing.applies(kAnn + "\n");
      importing.must(kOfficer, "staff.update_service",
                     {{"member", importing.now("Ann Tutor").code}, {"dated", "2026-01-20"}, {"current", "no"}});
      BOOST_TEST(importing.open("staff.dbs_decision") == 1);
      const std::string row =
          std::string("Whitley Workshops,Ann Tutor,Tutor,01/09/2024,001234567899,10/01/2026,Enhanced,Q,") + seenOn +
          ",no";
      const std::string said = importing.saidOf(row);
      BOOST_TEST(says(said, "the Update Service had something new on 20 January 2026") == !answered, said);
      importing.applies(row + "\n");
      BOOST_TEST(importing.open("staff.dbs_decision") == (answered ? 0 : 1), seenOn);
      importing.undone();  // what was answered by it stays answered, and so does the check
      BOOST_TEST(importing.open("staff.dbs_decision") == (answered ? 0 : 1), seenOn);
      BOOST_TEST(importing.checks("c.struck_ms IS NOT NULL", "Ann Tutor") == (answered ? 0 : 1));
    }
}

BOOST_AUTO_TEST_CASE(only_the_newest_line_puts_right, *boost::unit_test::label("CMP-06")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    StaffImport importing(kind);
    importing.applies(kOld + "Q,21/02/2023,no\n");
    importing.tells("Old Check", "001234567881", "2025-06-01");
    importing.tells("Old Check", "001234567882", "2025-12-01");
    importing.decides("Old Check");
    importing.day(Date(2026, 2, 5));
    const std::string older = renewal("01/06/2025", "03/02/2026");
    BOOST_TEST(says(importing.saidOf(older), "a newer line stands"), importing.saidOf(older));
    importing.applies(older + "\n");
    BOOST_TEST(importing.now("Old Check").standing == "not_with_pupils");
    importing.applies(
        "Whitley Workshops,Old Check,Tutor,01/09/2020,001234567882,01/12/2025,Enhanced,Q,03/02/2026,no\n");
    BOOST_TEST(importing.now("Old Check").standing == "");
  }
}

BOOST_AUTO_TEST_CASE(where_nothing_is_asked_a_list_says_nothing_about_it) {
  StaffImport importing;
  importing.applies(kOld + "Q,21/02/2023,no\n");
  importing.tells("Old Check", "001234567881", "2025-06-01");
  importing.tells("Old Check", "001234567882", "2025-12-01");
  const std::string said = importing.saidOf(renewal("01/06/2025", "01/02/2026"));
  BOOST_TEST(said == "change: Seen: nothing → by Q on 1 February 2026");
}

BOOST_AUTO_TEST_CASE(a_line_that_is_seen_is_no_new_check, *boost::unit_test::label("CAL-35")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    StaffImport importing(kind);
    importing.applies(kOld + ",,no\n");
    BOOST_TEST(importing.dbsJob() == 1U);
    BOOST_TEST(importing.open("staff.dbs_renewal") == 1);
    importing.applies(kOld + "Q,21/02/2023,no\n");
    BOOST_TEST(importing.checks("c.seen_name = 'Q'", "Old Check") == 1);
    BOOST_TEST(importing.open("staff.dbs_renewal") == 1);  // the certificate is as old as it was
    importing.undone();
    BOOST_TEST(importing.checks("c.seen_ms IS NULL", "Old Check") == 1);
    BOOST_TEST(importing.open("staff.dbs_renewal") == 1);
  }
}
