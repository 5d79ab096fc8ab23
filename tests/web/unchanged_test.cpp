// What is kept while the records stay the same, and never longer.

#include "tests/refer/Office.h"
#include "web/WhileUnchanged.h"

using namespace capd;
using namespace capd::test;

BOOST_AUTO_TEST_CASE(what_is_kept_is_given_for_the_same_version_alone) {
  web::WhileUnchanged<int> kept(2);
  kept.keep(7, "a", std::make_shared<const int>(1));
  BOOST_TEST(*kept.find(7, "a") == 1);
  BOOST_TEST((kept.find(7, "b") == nullptr));
  BOOST_TEST((kept.find(6, "a") == nullptr));
  BOOST_TEST((kept.find(8, "a") == nullptr));
  kept.keep(6, "a", std::make_shared<const int>(0));  // worked out before the change: too late
  BOOST_TEST(*kept.find(7, "a") == 1);
  kept.keep(7, "b", std::make_shared<const int>(2));
  kept.keep(7, "c", std::make_shared<const int>(3));  // one too many: begun anew
  BOOST_TEST((kept.find(7, "a") == nullptr));
  BOOST_TEST(*kept.find(7, "c") == 3);
  kept.forget("c");
  BOOST_TEST((kept.find(7, "c") == nullptr));
  kept.keep(8, "a", std::make_shared<const int>(4));
  BOOST_TEST((kept.find(7, "a") == nullptr));
}

BOOST_DATA_TEST_CASE(a_list_is_fresh_after_every_change_and_its_look_is_written_down, kBoth, kind) {
  Office office(kind);
  const std::string reference = office.draft();
  office.fillIn(reference);
  Screen admin(office, "admin@cap.example");
  const std::string before = admin.get("/inbox").body;
  BOOST_TEST(before.find(reference) == std::string::npos);
  BOOST_TEST(admin.get("/inbox").body == before);
  const auto looks = [&] {
    store::WriteRequest behind;  // a list does not wait for its line; this waits behind it
    behind.quiet = true;
    behind.apply = [](WriteTx&) -> Outcome { return Done{}; };
    office.house().database().write(std::move(behind)).get();
    return office.fact<std::int64_t>("SELECT COUNT(*) FROM access WHERE page = ?", "desk.inbox").value();
  };
  BOOST_TEST(looks() == 1);
  // A quarter of an hour later the same look is a line of its own, though nothing has changed.
  office.clock().advanceMs(15LL * 60 * 1000);
  admin.get("/inbox");
  admin.get("/inbox");
  BOOST_TEST(looks() == 2);
  BOOST_TEST(std::holds_alternative<Done>(
      office.run("coordinator@school.example", "referral.submit", {{"reference", reference}})));
  BOOST_TEST(admin.get("/inbox").body.find(reference) != std::string::npos);
  // Another person's list is another list; nobody's session gives another's page.
  Screen officer(office, "officer@cap.example");
  BOOST_TEST(officer.get("/inbox").body != admin.get("/inbox").body);
  BOOST_TEST(officer.get("/").body.find("Moses Grant") != std::string::npos);
}
