#include <boost/test/unit_test.hpp>

#include "tests/refer/Office.h"

using namespace capd;
using namespace capd::test;

BOOST_AUTO_TEST_SUITE(writing)

// Begin, save two sections, fill the rest in, send, and find it on the list.
BOOST_AUTO_TEST_CASE(a_referral_is_written_and_sent, *boost::unit_test::label("REF-20")) {
  Office office;
  Screen carys(office, kCarys);
  const auto begun = carys.send("/referrals/new", "referral.begin", {{"pupil", {office.pupilId("Wynne-Test")}}});
  BOOST_TEST_REQUIRE(begun.status == 200, textOf(begun));
  const std::string reference = carys.at().substr(std::string("/referrals/").size());
  BOOST_TEST(textOf(begun).find("0 of 12 sections done") != std::string::npos, textOf(begun));
  const auto half =
      carys.send("/referrals/" + reference + "/section/pupil", "referral.save_section", {{"pupil.on_roll", {"yes"}}});
  BOOST_TEST(textOf(half).find("Enter the pupil’s home address") != std::string::npos, textOf(half));
  const auto whole = carys.send("/referrals/" + reference + "/section/pupil", "referral.save_section",
                                {{"pupil.on_roll", {"yes"}}, {"pupil.address", {"2 Example Street"}}});
  BOOST_TEST(carys.at() == "/referrals/" + reference + "/section/course", textOf(whole));
  office.fillIn(reference);
  const auto tasks = carys.get("/referrals/" + reference);
  BOOST_TEST(
      textOf(tasks).find("12 of 12 sections done. Saved at 09:00. You can stop and come back.") != std::string::npos,
      textOf(tasks));
  const auto sent = carys.send("/referrals/" + reference + "/check", "referral.submit", {});
  BOOST_TEST(carys.at() == "/referrals/" + reference + "/sent", textOf(sent));
  BOOST_TEST(textOf(sent).find("CAP will look at this by Wednesday 4 February 2026.") != std::string::npos,
             textOf(sent));
  BOOST_TEST(textOf(sent).find("Quality measures") != std::string::npos);
  const auto list = carys.get("/referrals");
  BOOST_TEST(textOf(list).find("With CAP: being checked") != std::string::npos, textOf(list));
  BOOST_TEST(office.fact<std::string>("SELECT c.application_date FROM @all_cases c WHERE c.reference = ?", reference)
                 .value() == "2026-02-02");
}

BOOST_AUTO_TEST_SUITE_END()
