// J1: a referral with a stale risk assessment, from the school to CAP and back, through every door the people use.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

#include "cases/hold/Hold.h"
#include "cases/referral/Referral.h"
#include "tests/refer/Office.h"

using namespace capd;
using namespace capd::test;
using boost::unit_test::label;

namespace {

std::string version(Office& office, const std::string& reference) {
  return std::to_string(
      office.fact<std::int64_t>("SELECT c.version FROM @all_cases c WHERE c.reference = ?", reference).value());
}

bool has(const web::Reply& page, const std::string& words) {
  const bool there = textOf(page).find(words) != std::string::npos;
  if (!there) BOOST_TEST_MESSAGE("no “" << words << "” in: " << textOf(page));
  return there;
}
// What the home page says is waiting for the school.
std::string waiting(const web::Reply& home) {
  const std::string text = textOf(home);
  const auto from = text.find("Waiting on you");
  return text.substr(from, text.find("Your pupils") - from);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journey)

BOOST_DATA_TEST_CASE(a_stale_risk_assessment_is_asked_for_sent_and_seen, kBoth, kind) {
  Office office(kind);
  const auto done = [&](const Outcome& outcome) {
    BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
  };
  const std::string reference = office.draft();
  office.fillIn(reference, "2025-10-28");
  done(office.run(kCarys, "referral.submit", {{"reference", reference}}));
  Screen carys(office, kCarys);
  BOOST_TEST(has(carys.get("/referrals/" + reference), "On hold: waiting for you"));

  done(office.run(kAnna, "desk.ask",
                  {{"reference", reference}, {"version", version(office, reference)}, {"holds", "1"}}));
  BOOST_TEST(office.fact<std::string>("SELECT m.subject FROM mail m WHERE m.to_address = ?", kCarys).value() ==
             reference + ": on hold");

  office.clock().advanceMs(24LL * 60 * 60 * 1000);
  carys = Screen(office, kCarys);
  BOOST_TEST(waiting(carys.get("/")).find(reference) != std::string::npos);
  const auto sent =
      carys.send("/referrals/" + reference + "/hold/risk_assessment~risk_assessment_age", "referral.answer_hold",
                 {{"risk.document", {office.upload(kCarys, "new.pdf")}},
                  {"risk.completed", {"2025-10-28"}},
                  {"risk.reviewed", {"2026-02-03"}},
                  {"risk.changes", {"New medicine."}},
                  {"risk.covers", {"pupil", "others", "place"}}});
  BOOST_TEST(has(sent, "With CAP: being checked"));
  BOOST_TEST(waiting(carys.get("/")).find(reference) == std::string::npos);
  BOOST_TEST(has(carys.get("/"), "With CAP: being checked"));

  done(office.run(kAnna, "desk.check",
                  {{"reference", reference}, {"version", version(office, reference)}, {"date_agrees", "yes"}}));
  const Viewer who = office.viewer(kAnna);
  const auto lease = office.house().database().read(who);
  const auto referral = findReferral(lease->tx(), reference).value();
  BOOST_TEST(openHolds(lease->tx(), referral.id).empty());
  BOOST_TEST((referral.state == ReferralState::complete));
  BOOST_TEST(referral.applicationDate.value().iso() == "2026-02-02");
  BOOST_TEST(has(carys.get("/referrals/" + reference), "Checked by CAP: done"));
}

// NOT-06: a provider's no is nothing the school sees before CAP shares it.
BOOST_AUTO_TEST_CASE(a_no_that_is_not_shared_looks_like_no_answer, *label("NOT-06")) {
  Office office;
  const std::string reference = office.draft();
  office.fillIn(reference);
  office.run(kCarys, "referral.submit", {{"reference", reference}});
  store::WriteRequest request;
  request.viewer = office.house().hostViewer(0);
  request.command = "test.no_place";
  request.payload = "{}";
  request.apply = [&](WriteTx& tx) -> Outcome {
    auto referral = findReferral(tx, reference).value();
    putHold(tx, referral.id, "missing_data", "choose_course", "The provider has no place.");
    return Done{};
  };
  office.house().database().write(std::move(request)).get();
  Screen carys(office, kCarys);
  for (const std::string& path :
       {std::string("/referrals"), "/referrals/" + reference, "/referrals/" + reference + "/sent"})
    BOOST_TEST(textOf(carys.get(path)).find("no place") == std::string::npos, path);
  BOOST_TEST(has(carys.get("/referrals"), "With the provider"));
  BOOST_TEST(has(carys.get("/referrals/" + reference), "With the provider: now"));
}

// A school with many referrals: the list comes a page at a time, every referral stands on it once, what waits first.
BOOST_AUTO_TEST_CASE(a_long_list_comes_page_by_page, *label("REF-57")) {
  for (const Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Office office(kind);
    std::set<std::string> sent;
    const auto one = [&](const std::string& risk) {
      const std::string reference = office.draft();
      office.fillIn(reference, risk);
      const Outcome outcome = office.run(kCarys, "referral.submit", {{"reference", reference}});
      BOOST_TEST_REQUIRE(std::holds_alternative<Done>(outcome), office.dumpOf(outcome));
      return reference;
    };
    for (int i = 0; i < 27; ++i) sent.insert(one("2026-01-20"));
    const std::string held = one("");
    const std::string draft = office.draft("Reed-Test");
    Screen carys(office, kCarys);
    const auto shown = [&](const std::string& html) {
      std::set<std::string> all;
      for (const std::string& reference : sent)
        if (html.find("href=\"/referrals/" + reference + "\"") != std::string::npos) all.insert(reference);
      return all;
    };
    const std::string first = carys.get("/referrals").body;
    BOOST_TEST(first.find(held) < first.find(draft));
    BOOST_TEST(shown(first).size() == 25U);
    const auto mark = first.find("/referrals?after=");
    BOOST_TEST_REQUIRE(mark != std::string::npos);
    const std::string second = carys.get(first.substr(mark, first.find('"', mark) - mark)).body;
    BOOST_TEST(second.find("?after=") == std::string::npos);
    BOOST_TEST(second.find(held) == std::string::npos);
    BOOST_TEST(second.find(draft) == std::string::npos);
    std::set<std::string> both = shown(first);
    for (const std::string& reference : shown(second)) BOOST_TEST(both.insert(reference).second, reference);
    BOOST_TEST(both == sent);
    BOOST_TEST(carys.get("/referrals?after=nonsense").status == 200);
    BOOST_TEST(shown(carys.get("/").body).size() <= 25U);
  }
}

BOOST_AUTO_TEST_SUITE_END()
